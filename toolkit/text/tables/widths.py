"""Lines of one table that a page has set in different grids, brought to one number of columns."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence

from toolkit.text.tables.kinds import is_figure
from toolkit.text.tables.runs import Line, Span

__all__ = ["most_common_length", "one_width", "without_joined_figures"]

_WORD = re.compile(r"\S+")


def most_common_length(lines: Sequence[Line]) -> int:
    """Return how many cells most lines have."""
    lengths = Counter(map(len, lines))
    return max(lengths, key=lambda length: (lengths[length], length), default=0)


def one_width(text: str, heads: Sequence[Line], body: Sequence[Line]) -> tuple[Sequence[Line], Sequence[Line]]:
    """Return heads and rows with the lines that are set in a finer grid than most rows brought to the columns of these.

    A row of the finer grid that fills as many cells as most rows have tells where the columns begin; a line that has two cells in one of
    them shows that it is another table, and leaves all as it is.
    """
    usual, finest = most_common_length(body), max(map(len, heads), default=0)
    if not 1 < usual < finest:
        return heads, body
    guides = (_filled(line) for line in body if len(line) == finest)
    starts = next((filled for filled in guides if len(filled) == usual and filled[0] == 0), None)
    fine = [line for line in (*heads, *body) if len(line) == finest]
    if starts is None or any(len(set(columns)) < len(columns) for line in fine if (columns := _columns(line, starts))):
        return heads, body
    return [_coarse(line, starts, finest) for line in heads], [_coarse(line, starts, finest) for line in body]


def _filled(line: Line) -> list[int]:
    return [place for place, span in enumerate(line) if span.end > span.start]


def _columns(line: Line, starts: Sequence[int]) -> list[int]:
    return [bisect_right(starts, place) - 1 for place in _filled(line)]


def _coarse(line: Line, starts: Sequence[int], finest: int) -> Line:
    if len(line) != finest:
        return line
    cells = [Span(line[start].start, line[start].start) for start in starts]
    for place, column in zip(_filled(line), _columns(line, starts), strict=True):
        cells[column] = line[place]
    return tuple(cells)


def without_joined_figures(text: str, line: Line) -> Line:
    """Return a row with figures that a page has set into one cell spread over the empty cells behind it (``3 4 5``, empty, empty)."""
    cells: list[Span] = []
    for place, span in enumerate(line):
        if place < len(cells):
            continue
        words = [Span(*match.span()) for match in _WORD.finditer(text, span.start, span.end)]
        room = line[place + 1 : place + len(words)]
        joined = len(words) > 1 and len(room) == len(words) - 1 and all(cell.end == cell.start for cell in room)
        cells += words if joined and all(is_figure(text[word.start : word.end]) for word in words) else [span]
    return tuple(cells)
