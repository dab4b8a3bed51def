"""Tables of a PDF page: lines whose cells stand one below the other get one cell a column, empty ones too.

The columns are the stretches that the characters of all rows leave between empty ones; rules drawn on the page are not needed. On real
budget reports this gave whole rows where pdfplumber joined all rows between two rules into one cell, in a third of its time.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from toolkit.corpus.pdf_columns import Columns, Piece, find_columns, part_box, place_box
from toolkit.corpus.pdf_heads import head_rows, part_head
from toolkit.corpus.pdf_layout import row_indents
from toolkit.corpus.pdf_lines import Line
from toolkit.grammar.numerals import COUNT
from toolkit.text.tables import is_figure

__all__ = ["with_columns"]

_SHORT = 36
_CAPTION = re.compile(rf"单\s*位\s*[:：]|^附?[表图件]\s*[0-9{COUNT}]|^附[表件]|^注[:：]|表$")
_SENTENCE = re.compile("[。；]")
_BETWEEN = 3
"""Lines of one cell that may stand between two of several: a label that is broken, or one without figures."""
_FAR = 7.0
"""Heights of a character from which on the next line is no part of the table."""
_SAME_ROW = 0.78
"""Of the distance of two rows, the distance below which a line belongs to the row above."""
_HEAD_PIECE = 1.4
"""The same for a piece of a head that stands beside the labels."""


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
    columns = find_columns(figures)
    if len(columns) < 2:
        return list(lines)
    first = _first_row(lines, lines.index(figures[0]), _pitch(lines), columns)
    heads = [
        [piece._replace(height=line.bottom) for box in line.boxes for piece in part_head(box, columns)] for line in lines[:first]
    ]
    rows = _joined_rows(lines[first:], [[piece for box in line.boxes for piece in part_box(box, columns)] for line in lines[first:]])
    lefts = {round(piece.left): piece.left for _, pieces in rows for piece in pieces if piece.first == 0}
    indents = row_indents(lefts, max(line.height for line in lines) or 10.0)
    found = [replace(lines[0], text="\t".join(head)) for head in head_rows(heads, columns)]
    return [*found, *(replace(line, text="\t".join(_cells(pieces, len(columns), indents))) for line, pieces in rows)]


def _cells(pieces: Sequence[Piece], width: int, indents: Mapping[int, int]) -> list[str]:
    cells = [""] * width
    for piece in pieces:
        cells[piece.first] += piece.text
    label = next((round(piece.left) for piece in pieces if piece.first == 0), None)
    return cells if label is None else ["\u3000" * indents.get(label, 0) + cells[0], *cells[1:]]


def _first_row(lines: Sequence[Line], first: int, pitch: float, columns: Columns) -> int:
    """The first line of the body: a piece of a label close above the first figures belongs to it."""
    lacks = not any(place_box(box, columns).first == 0 for box in lines[first].boxes)
    above = lines[first - 1] if first else None
    if lacks and above and len(above.boxes) == 1 and above.bottom - lines[first].bottom < _SAME_ROW * pitch:
        return first - 1 if place_box(above.boxes[0], columns).last == 0 else first
    return first


def _joined_rows(lines: Sequence[Line], body: Sequence[list[Piece]]) -> list[tuple[Line, list[Piece]]]:
    """Rows of one or several lines: a line that is close below and brings no second figure to a column goes on with the row."""
    pitch = _pitch(lines)
    rows: list[tuple[Line, list[Piece]]] = []
    last = 0.0
    for at, (line, pieces) in enumerate(zip(lines, body, strict=True)):
        close = bool(rows) and last - line.bottom < _SAME_ROW * pitch
        if close and not _clash(rows[-1][1], pieces) and not _begins_row(rows[-1][1], body[at : at + 2]):
            rows[-1][1].extend(pieces)
        else:
            rows.append((line, list(pieces)))
        last = line.bottom
    return rows


def _begins_row(row: Sequence[Piece], lines: Sequence[Sequence[Piece]]) -> bool:
    """Whether a line is the first of a label whose figures stand on the line below, and not the last of the label above."""
    if len(lines) < 2 or any(is_figure(piece.text) for piece in lines[0]) or not any(is_figure(piece.text) for piece in row):
        return False
    return not any(piece.first == 0 for piece in lines[1]) and any(is_figure(piece.text) for piece in lines[1])


def _clash(row: Sequence[Piece], pieces: Sequence[Piece]) -> bool:
    filled = {piece.first for piece in row if is_figure(piece.text)}
    return any(piece.first in filled for piece in pieces)
