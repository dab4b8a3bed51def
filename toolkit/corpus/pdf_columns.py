"""Columns of a table on a PDF page, and the stretches of characters that stand over them."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from operator import itemgetter
from typing import NamedTuple, TypeAlias

from toolkit.corpus.pdf_lines import Box, Line
from toolkit.text.tables import is_year

__all__ = ["Columns", "Piece", "find_columns", "part_box", "place_box"]

Columns: TypeAlias = Sequence[tuple[float, float]]
"""Left and right edges."""
_GAP = 0.12
"""Of the height of a character, the least empty stretch between two columns."""
_STRAY = 0.04
"""Of all rows, those that may reach over an empty stretch."""
_MOSTLY = 0.6


class Piece(NamedTuple):
    """A stretch of characters in the columns that it stands over."""

    text: str
    first: int
    last: int
    left: float
    right: float
    height: float = 0.0
    """Where it stands on the page, from the bottom."""


def find_columns(rows: Sequence[Line]) -> list[tuple[float, float]]:
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


def _without_false_gaps(columns: Columns, rows: Sequence[Line]) -> list[tuple[float, float]]:
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


def place_box(box: Box, columns: Columns) -> Piece:
    """A stretch of characters with the columns that it stands over, or the nearest one."""
    begin, end = box.left, box.right
    over = [at for at, (left, right) in enumerate(columns) if right > begin and end > left and right > left and end > begin]
    if not over:
        middle = (begin + end) / 2
        over = [min(range(len(columns)), key=lambda at: abs(sum(columns[at]) / 2 - middle))]
    return Piece(box.text, over[0], over[-1], begin, end)


def part_box(box: Box, columns: Columns) -> Iterator[Piece]:
    """A stretch of a row, parted where one column ends and another begins."""
    piece = place_box(box, columns)
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
        yield Piece("".join(text), at, at, edges[0][0], edges[-1][1])
