"""Tables of a PDF page: lines whose cells stand one below the other get one cell a column, empty ones too.

The columns are the stretches that the characters of all rows leave between empty ones; rules drawn on the page are not needed. On real
budget reports this gave whole rows where pdfplumber joined all rows between two rules into one cell, in a tenth of its time.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from operator import itemgetter
from typing import NamedTuple

from toolkit.corpus.pdf_lines import Box, Line
from toolkit.text.tables import is_figure, is_year

__all__ = ["with_columns"]

_SHORT = 36
_CAPTION = re.compile(r"单\s*位\s*[:：]|^附?[表图件]\s*[0-9一二三四五六七八九十]|^附[表件]|^注[:：]|表$")
_SENTENCE = re.compile("[。；]")
_BETWEEN = 3
"""Lines of one cell that may stand between two of several: a label that is broken, or one without figures."""
_FAR = 7.0
"""Heights of a character from which on the next line is no part of the table."""
_SAME_ROW = 0.78
"""Of the distance of two rows, the distance below which a line belongs to the row above."""
_HEAD_PIECE = 1.4
"""The same for a piece of a head that stands beside the labels."""
_LEVEL = 0.25
_WORDS = re.compile(r"[^\s(（]+?数(?=20[0-9]{2}年)|[^\s(（]+|[(（]\S*")
_GAP = 0.12
"""Of the height of a character, the least empty stretch between two columns."""
_STRAY = 0.04
"""Of all rows, those that may reach over an empty stretch."""
_MOSTLY = 0.6
_CENTRED = 0.3
_MOST_INDENTS, _DEEPEST = 4, 4


class _Piece(NamedTuple):
    """A stretch of characters in the columns that it stands over."""

    text: str
    first: int
    last: int
    left: float
    right: float
    height: float = 0.0
    """Where it stands on the page, from the bottom."""


def with_columns(lines: Sequence[Line]) -> list[Line]:
    """Return the lines of a page, those of tables as rows whose cells are set apart by tabs, with an empty cell where none stands."""
    found: list[Line] = []
    at = 0
    for start, end in _regions(lines):
        found += lines[at:start]
        found += _rows(lines[start:end])
        at = end
    return [*found, *lines[at:]]


def _regions(lines: Sequence[Line]) -> Iterator[tuple[int, int]]:
    """The stretches of lines that make a table, with the pieces of heads above the first line of several cells."""
    many = [place for place, line in enumerate(lines) if len(line.boxes) > 1]
    start = floor = 0
    for place, line in enumerate(many):
        following = many[place + 1] if place + 1 < len(many) else None
        if following is not None and _goes_on(lines, line, following):
            continue
        region = _grown(lines, many[start], line + 1, floor)
        if sum(_has_figures(lines[at]) for at in range(*region)) > 1:
            yield region
            floor = region[1]
        start = place + 1


def _goes_on(lines: Sequence[Line], first: int, last: int) -> bool:
    between = lines[first + 1 : last]
    near = all(_near(before, after) for before, after in pairwise(lines[first : last + 1]))
    return len(between) <= _BETWEEN and near and all(_is_piece(line) for line in between)


def _near(above: Line, below: Line) -> bool:
    return above.bottom - below.bottom < _FAR * max(above.height, below.height, 8.0)


def _is_piece(line: Line) -> bool:
    return len(line.text) <= _SHORT and not _SENTENCE.search(line.text) and not _CAPTION.search(line.text)


def _grown(lines: Sequence[Line], start: int, end: int, floor: int) -> tuple[int, int]:
    """With the lines of one cell close above and below: pieces of heads and of labels that are broken over lines."""
    pitch = _pitch(lines[start:end])
    label = next(line.boxes[0].right for line in lines[start:end] if _has_figures(line)) if pitch else 0.0
    while start > floor and end - start > 2 and _is_piece(lines[start - 1]):
        step = lines[start - 1].bottom - lines[start].bottom
        if step >= (_HEAD_PIECE if lines[start - 1].left > label else _SAME_ROW) * pitch:
            break
        start -= 1
    while end - start > 2 and any(_CAPTION.search(box.text) for box in lines[start].boxes) and not _has_figures(lines[start]):
        start += 1
    while end < len(lines) and len(lines[end].boxes) == 1 and _is_piece(lines[end]):
        if lines[end - 1].bottom - lines[end].bottom >= _SAME_ROW * pitch:
            break
        end += 1
    return start, end


def _has_figures(line: Line) -> bool:
    return len(line.boxes) > 1 and any(is_figure(box.text) for box in line.boxes)


def _pitch(lines: Sequence[Line]) -> float:
    """The distance of two rows: the middle one of those between lines with figures."""
    bottoms = [line.bottom for line in lines if _has_figures(line)]
    steps = sorted(above - below for above, below in pairwise(bottoms))
    return steps[len(steps) // 2] if steps else 0.0


def _rows(lines: Sequence[Line]) -> list[Line]:
    figures = [line for line in lines if _has_figures(line)]
    columns = _columns(figures)
    if len(columns) < 2:
        return list(lines)
    first = _first_row(lines, lines.index(figures[0]), _pitch(lines), columns)
    heads = [
        [piece._replace(height=line.bottom) for box in line.boxes for piece in _worded(box, columns)] for line in lines[:first]
    ]
    rows = _joined_rows(lines[first:], [[piece for box in line.boxes for piece in _parted(box, columns)] for line in lines[first:]])
    lefts = [piece.left for _, pieces in rows for piece in pieces if piece.first == 0]
    indents = _indents(lefts, max(line.height for line in lines) or 10.0)
    found = [replace(lines[0], text="\t".join(head)) for head in _head_rows(heads, columns)]
    return [*found, *(replace(line, text="\t".join(_cells(pieces, len(columns), indents))) for line, pieces in rows)]


def _cells(pieces: Sequence[_Piece], width: int, indents: Mapping[int, int]) -> list[str]:
    cells = [""] * width
    for piece in pieces:
        cells[piece.first] += piece.text
    label = next((round(piece.left) for piece in pieces if piece.first == 0), None)
    return cells if label is None else ["\u3000" * indents.get(label, 0) + cells[0], *cells[1:]]


def _first_row(lines: Sequence[Line], first: int, pitch: float, columns: Sequence[tuple[float, float]]) -> int:
    """The first line of the body: a piece of a label close above the first figures belongs to it."""
    lacks = not any(_placed(box, columns).first == 0 for box in lines[first].boxes)
    above = lines[first - 1] if first else None
    if lacks and above and len(above.boxes) == 1 and above.bottom - lines[first].bottom < _SAME_ROW * pitch:
        return first - 1 if _placed(above.boxes[0], columns).last == 0 else first
    return first


def _columns(rows: Sequence[Line]) -> list[tuple[float, float]]:
    """The stretches of the page that characters of rows fill, parted where (nearly) none stand."""
    height = max((row.height for row in rows), default=0.0) or 10.0
    edges: list[tuple[float, int]] = []
    for row in rows:
        for left, right in _filled(row, _GAP * height):
            edges += ((left, 1), (right, -1))
    allowed = int(_STRAY * len(rows))
    columns: list[tuple[float, float]] = []
    depth, start = 0, 0.0
    for place, step in sorted(edges):
        if depth <= allowed < depth + step:
            start = place
        elif depth > allowed >= depth + step:
            columns.append((start, place))
        depth += step
    return _without_false_gaps(columns, rows)


def _without_false_gaps(columns: Sequence[tuple[float, float]], rows: Sequence[Line]) -> list[tuple[float, float]]:
    """Columns without those that mostly go on within the number of a year: 2020 and 年."""
    kept = list(columns[:1])
    for left, right in columns[1:]:
        middle = (kept[-1][1] + left) / 2
        both = [row for row in rows if row.left < kept[-1][1] and any(box.left < right and box.right > left for box in row.boxes)]
        within = sum(any(is_year(box.text) and box.left < middle < box.right for box in row.boxes) for row in both)
        if within > _MOSTLY * len(both):
            kept[-1] = (kept[-1][0], right)
        else:
            kept.append((left, right))
    return kept


def _filled(row: Line, gap: float) -> Iterator[tuple[float, float]]:
    edges = sorted(edge for box in row.boxes for edge in box.edges)
    start, end = edges[0]
    for left, right in edges[1:]:
        if left - end > gap:
            yield start, end
            start = left
        end = max(end, right)
    yield start, end


def _placed(box: Box, columns: Sequence[tuple[float, float]]) -> _Piece:
    """A stretch of characters with the columns that it stands over, or the nearest one."""
    over = [at for at, (left, right) in enumerate(columns) if min(right, box.right) > max(left, box.left)]
    if not over:
        middle = (box.left + box.right) / 2
        over = [min(range(len(columns)), key=lambda at: abs(sum(columns[at]) / 2 - middle))]
    return _Piece(box.text, over[0], over[-1], box.left, box.right)


def _parted(box: Box, columns: Sequence[tuple[float, float]]) -> Iterator[_Piece]:
    """A stretch of a row, parted where one column ends and another begins."""
    piece = _placed(box, columns)
    if piece.first == piece.last:
        yield piece
        return
    chars = [char for char in box.text if not char.isspace()]
    groups: list[tuple[int, list[str], list[tuple[float, float]]]] = []
    for char, (left, right) in zip(chars, box.edges, strict=False):
        at = max(0, bisect_right(columns, (left + right) / 2, key=itemgetter(0)) - 1)
        if not groups or groups[-1][0] != at:
            groups.append((at, [], []))
        groups[-1][1].append(char)
        groups[-1][2].append((left, right))
    whole = all(after[2][0][0] >= columns[after[0]][0] - 1.0 for _, after in pairwise(groups))
    if not whole:  # a long text that reaches into the next column
        yield piece._replace(last=piece.first)
        return
    for at, text, edges in groups:
        yield _Piece("".join(text), at, at, edges[0][0], edges[-1][1])


def _worded(box: Box, columns: Sequence[tuple[float, float]]) -> list[_Piece]:
    """A stretch of a head, parted at blanks where each part stands over a column of its own (占预算％ 比上年增长)."""
    parts: list[_Piece] = []
    at = 0
    for word in _WORDS.findall(box.text):
        parts.append(_placed(Box(word, box.edges[at : at + len(word)]), columns))
        at += len(word)
    apart = all(after.first > before.last for before, after in pairwise(parts))
    return parts if apart else [_placed(box, columns)]


def _joined_rows(lines: Sequence[Line], body: Sequence[list[_Piece]]) -> list[tuple[Line, list[_Piece]]]:
    """Rows of one or several lines: a line that is close below and brings no second figure to a column goes on with the row."""
    pitch = _pitch(lines)
    rows: list[tuple[Line, list[_Piece]]] = []
    last = 0.0
    for at, (line, pieces) in enumerate(zip(lines, body, strict=True)):
        close = bool(rows) and last - line.bottom < _SAME_ROW * pitch
        if close and not _clash(rows[-1][1], pieces) and not _begins_row(rows[-1][1], body[at : at + 2]):
            rows[-1][1].extend(pieces)
        else:
            rows.append((line, list(pieces)))
        last = line.bottom
    return rows


def _begins_row(row: Sequence[_Piece], lines: Sequence[Sequence[_Piece]]) -> bool:
    """Whether a line is the first of a label whose figures stand on the line below, and not the last of the label above."""
    if len(lines) < 2 or any(is_figure(piece.text) for piece in lines[0]) or not any(is_figure(piece.text) for piece in row):
        return False
    return not any(piece.first == 0 for piece in lines[1]) and any(is_figure(piece.text) for piece in lines[1])


def _clash(row: Sequence[_Piece], pieces: Sequence[_Piece]) -> bool:
    filled = {piece.first for piece in row if is_figure(piece.text)}
    return any(piece.first in filled for piece in pieces)


def _indents(lefts: Sequence[float], size: float) -> dict[int, int]:
    """How far labels are indented, in characters, by where they begin; none where they are centred."""
    if not lefts:
        return {}
    edge = min(lefts)
    steps = {round(left): min(_DEEPEST, round((left - edge) / size)) for left in lefts}
    return steps if len(set(steps.values())) <= _MOST_INDENTS else {}


def _head_rows(heads: Sequence[Sequence[_Piece]], columns: Sequence[tuple[float, float]]) -> Iterator[list[str]]:
    """The heads that span columns, a line each, then those of single columns, the pieces of each put together."""
    single = [""] * len(columns)
    for at, line in enumerate(heads):
        spanning = [""] * len(columns)
        for piece in line:
            span = _span(piece, line, heads[at + 1 :], columns)
            if span:
                spanning[span[0]] += piece.text
            else:
                single[_nearest(piece, columns)] += piece.text
        if any(spanning):
            yield spanning
    if any(single):
        yield single


def _nearest(piece: _Piece, columns: Sequence[tuple[float, float]]) -> int:
    middle = (piece.left + piece.right) / 2
    return min(range(piece.first, piece.last + 1), key=lambda at: abs(sum(columns[at]) / 2 - middle))


def _span(
    piece: _Piece, line: Sequence[_Piece], below: Sequence[Sequence[_Piece]], columns: Sequence[tuple[float, float]]
) -> tuple[int, int] | None:
    """The columns that a head is centred over and that have heads of their own on one line below it."""
    taken = {at for other in line if other is not piece for at in range(other.first, other.last + 1)}
    levels = _levels(below, columns)
    middle, own = (piece.left + piece.right) / 2, _nearest(piece, columns)
    if own not in levels:
        own = min(levels, key=lambda at: abs(at - own), default=own)
    level = levels.get(own, piece.height)
    # Heads stand in the middle of their cells: those below one head are level with each other, a head beside it is not.
    beside = [at for at in levels if at not in taken and abs(levels[at] - level) <= _LEVEL * (piece.height - level)]
    best: tuple[float, int, tuple[int, int]] | None = None
    for first in beside:
        last = first
        while last + 1 in beside:
            last += 1
            off = abs((columns[first][0] + columns[last][1]) / 2 - middle)
            if first <= own <= last and off <= _CENTRED * (columns[last][1] - columns[first][0]) / (last - first + 1) + 2.0:
                best = min(filter(None, (best, (off, first - last, (first, last)))))
    return best[2] if best else None


def _levels(below: Sequence[Sequence[_Piece]], columns: Sequence[tuple[float, float]]) -> dict[int, float]:
    """How high the heads of each column stand, in the mean of their pieces."""
    heights: dict[int, list[float]] = {}
    for piece in (piece for line in below for piece in line):
        heights.setdefault(_nearest(piece, columns), []).append(piece.height)
    return {at: sum(found) / len(found) for at, found in sorted(heights.items())}
