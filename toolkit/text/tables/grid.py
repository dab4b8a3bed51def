"""The lines of a table in columns: which are heads, which column holds labels and which figures, and where short lines belong."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from toolkit.text.tables.kinds import bracket_unit, head_is, is_blank, is_figure, is_year
from toolkit.text.tables.runs import Line, Span
from toolkit.text.tables.widths import most_common_length, one_width, without_joined_figures

__all__ = ["Grid", "Placed", "grids"]

Placed = dict[int, Span]
"""The cells of a line by column; empty cells are left out."""
_MOST_HEADS = 6
_FEW = 0.1
"""Of the rows of a table, those that may be longer than its head."""
_WORD = re.compile(r"\S+")
_HEAD_CLASSES = ("label", "unit", "other", "plain", "change", "share", "target", "actual", "estimate")


class Grid(NamedTuple):
    """One head with the rows below it."""

    heads: list[Placed]
    rows: list[Placed]
    labels: list[int]
    """The columns that name what the figures to their right are of."""
    width: int


def grids(text: str, lines: Sequence[Line]) -> Iterator[Grid]:
    """Yield the parts of a table, each with heads of its own."""
    for heads, body in _parts(text, lines):
        yield _grid(text, heads[-_MOST_HEADS:], body)


def _parts(text: str, lines: Sequence[Line]) -> Iterator[tuple[list[Line], list[Line]]]:
    heads: list[Line] = []
    body: list[Line] = []
    stubbed = False
    for line in lines:
        counts = (heads or body) and _has_counts_like_years(text, line)
        if _has_figures(text, line) or counts or (stubbed and _is_empty_row(text, line)):
            body.append(line)
        elif body and _is_head(text, line):
            yield heads, body
            heads, body = [line], []
        else:
            (body if body else heads).append(line)
        stubbed = stubbed or _is_stubbed(text, line)
    figured = any(_has_figures(text, line) or _has_counts_like_years(text, line) for line in body)
    yield (heads, body) if figured else (heads[:1], [*heads[1:], *body])


def _has_figures(text: str, line: Line) -> bool:
    if len(line) < 2:
        return False
    figures = [cell for span in line if is_figure(cell := text[span.start : span.end])]
    words = [cell for span in line if (cell := text[span.start : span.end]) and not is_figure(cell)]
    # A line that numbers the columns is a head.
    numbered = all(cell.isdigit() for cell in figures) and _counts_up([int(cell) for cell in figures])
    return bool(figures) and not (numbered and all(head_is("other", word) for word in words))


def _has_counts_like_years(text: str, line: Line) -> bool:
    """Whether the only figures of a row look like years (人数 2013)."""
    cells = [text[span.start : span.end] for span in line]
    return not head_is("label", cells[0]) and any(cell.isdigit() and is_year(cell) for cell in cells[1:])


def _is_empty_row(text: str, line: Line) -> bool:
    """Whether a row has a label and no figure (a tax that a place does not raise)."""
    label = text[line[0].start : line[0].end]
    return len(line) > 2 and bool(label) and not head_is("label", label) and all(span.end == span.start for span in line[1:])


def _is_stubbed(text: str, head: Line) -> bool:
    """Whether a head names the labels and two columns at least."""
    return head_is("label", text[head[0].start : head[0].end]) and sum(span.end > span.start for span in head) > 2


def _counts_up(numbers: Sequence[int]) -> bool:
    return len(numbers) > 2 and numbers[0] in (1, 2) and all(after == before + 1 for before, after in pairwise(numbers))


def _is_head(text: str, line: Line) -> bool:
    cells = [text[span.start : span.end] for span in line if span.end > span.start]
    known = sum(any(head_is(name, cell) for name in _HEAD_CLASSES) for cell in cells)
    return len(cells) > 1 and known * 2 >= len(cells) and head_is("label", cells[0])


def _grid(text: str, heads: Sequence[Line], body: Sequence[Line]) -> Grid:
    heads, body = one_width(text, heads, [without_joined_figures(text, line) for line in body])
    width = _width(heads, body)
    words = _word_columns(text, heads, body, width)
    placed: list[Placed] = []
    for head in heads:
        placed.append(_place_head(text, head, words, width, placed[-1] if placed else {}))
    rows = [_place_row(text, row, words, width) for row in body]
    labels = [column for column in words if not _is_no_label(text, placed, column)]
    return Grid(placed, rows, labels or words[:1], width)


def _is_no_label(text: str, heads: Sequence[Placed], column: int) -> bool:
    own = [text[head[column].start : head[column].end] for head in heads if column in head]
    return any(head_is("unit", head) or head_is("other", head) for head in own)


def _width(heads: Sequence[Line], body: Sequence[Line]) -> int:
    """The number of columns: the longest line, but for one longer than all others, and for a few where the head is as long as most rows."""
    headed, usual = max(map(len, heads), default=0), most_common_length(body)
    longer = sum(len(line) > headed for line in body)
    if headed == usual and 0 < longer <= max(1, _FEW * len(body)):
        return headed
    lengths = Counter(map(len, [*heads, *body]))
    longest, *shorter = sorted(lengths, reverse=True)
    return shorter[0] if shorter and lengths[longest] == 1 and len(heads) + len(body) > 3 else longest


def _word_columns(text: str, heads: Sequence[Line], body: Sequence[Line], width: int) -> list[int]:
    """The columns that hold words: those in which whole lines have more words than figures, and a first one of years."""
    whole = [line for line in body if len(line) == width] or list(body)
    stated = next((line for line in heads if len(line) == width), ())
    found: list[int] = []
    for column in range(width):
        cells = [text[line[column].start : line[column].end] for line in whole if column < len(line)]
        figures = sum(is_figure(cell) or is_year(cell) for cell in cells)
        words = sum(not is_blank(cell) for cell in cells) - figures
        named = bool(stated) and head_is("label", text[stated[column].start : stated[column].end])
        if words > figures or (not words and not figures and named) or (column == 0 and _may_label(cells)):
            found.append(column)
    return found or [0]


def _may_label(cells: Sequence[str]) -> bool:
    """Whether a first column of figures may name the rows all the same: by years."""
    return sum(map(is_year, cells)) * 2 > len(cells)


def _place_head(text: str, line: Line, words: Sequence[int], width: int, above: Placed) -> Placed:
    """Place the cells of a head; one that lacks the empty cells at its beginning stands over the columns of figures."""
    if len(line) < width:
        line = _split_at_blanks(text, line, width)
    if len(line) >= width:
        return _spanning(_placed(dict(enumerate(line))), words, width, above)
    stubs = [place for place, span in enumerate(line) if _is_stub(text[span.start : span.end])]
    starts = [column for column in words if column - 1 not in words]
    if stubs and stubs[0] == 0 and len(stubs) <= len(starts):
        found: dict[int, Span] = {}
        for (first, last), (left, right) in zip(pairwise([*stubs, len(line)]), pairwise([*starts[: len(stubs)], width]), strict=True):
            found[left] = line[first]
            cells, free = line[first + 1 : last], list(range(left + 1, right))
            figures = [column for column in free if column not in words]
            found |= _spread(text, cells, free if len(cells) == len(free) else figures or free, above)
        return _placed(found)
    if len(line) == 1:
        return {}
    figures = [column for column in range(width) if column not in words]
    whole = len(line) == width - 1 and len(line) != len(figures)
    return _placed(_spread(text, line, list(range(1, width)) if whole else figures, above))


def _is_stub(head: str) -> bool:
    return head_is("label", head) and not head_is("unit", head)


def _split_at_blanks(text: str, line: Line, width: int) -> Line:
    """A line whose heads a page has set too close (预算数 执行数), parted where that gives each column its head."""
    parts = [Span(*match.span()) for span in line for match in _WORD.finditer(text, span.start, span.end)]
    return tuple(parts) if len(parts) == width else line


def _spanning(line: Placed, words: Sequence[int], width: int, above: Placed) -> Placed:
    """An empty head takes that of its left neighbour where both stand below one head, or below none."""
    for at in range(1, width):
        together = not above or (at in above and above[at] == above.get(at - 1))
        if at not in line and at - 1 in line and at not in words and at - 1 not in words and together:
            line[at] = line[at - 1]
    return line


def _spread(text: str, cells: Sequence[Span], columns: Sequence[int], above: Placed) -> dict[int, Span]:
    """Cells over at least as many columns: each over as many where that goes up, otherwise from the left."""
    if not cells or not columns:
        return {}
    step = len(columns) // len(cells) if len(columns) % len(cells) == 0 else 1
    units = [above[place] for place in columns[::step] if place in above]
    if step > 1 and units and all(bracket_unit(text[span.start : span.end]) for span in [*units, *cells]):
        return dict(zip(columns[1::step], cells, strict=False))  # of two columns with units of their own the second has this head
    return {column: cells[place // step] for place, column in enumerate(columns) if place // step < len(cells)}


def _placed(cells: dict[int, Span]) -> Placed:
    return {column: span for column, span in cells.items() if span.end > span.start}


def _place_row(text: str, line: Line, words: Sequence[int], width: int) -> Placed:
    """Place the cells of a row; in one that lacks empty cells, words go to columns of words and figures to those of figures."""
    if len(line) >= width:
        return _placed(dict(enumerate(line)))
    found: dict[int, Span] = {}
    column = 0
    for place, span in enumerate(line):
        latest = width - (len(line) - place)
        cell = text[span.start : span.end]
        if not is_blank(cell):
            figure = is_figure(cell) or (is_year(cell) and place > 0)
            column = next((at for at in range(column, latest + 1) if (at in words) != figure), column)
        found[column] = span
        column += 1
    return _placed(found)
