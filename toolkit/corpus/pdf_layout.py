"""Reading order of a PDF page: rows of characters, and the columns of running text that the page may be set in."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from operator import attrgetter
from typing import TypeAlias

from toolkit.corpus.pdf_chars import Char

__all__ = ["CELL_GAP", "Row", "char_rows", "row_indents", "text_blocks"]

Row: TypeAlias = list[Char]

CELL_GAP = 1.3
"""Gap between characters, in widths of a character, from which on they stand in two cells of a table."""
_BY_LEFT = attrgetter("left")
_OVERLAP = 0.5
_MIDDLE = (0.3, 0.7)
"""Of the width of the text, where the gap between two columns can be."""
_STEP = 3.0
_GUTTER = 0.45
"""Heights of a character on either side of the middle of the gap that stay empty."""
_FEWEST_ROWS, _MEAN_ROW = 4, 8
_FULL, _MOSTLY = 0.75, 0.5
_MOST_DIGITS = 0.3
_MOST_INDENTS, _DEEPEST = 4, 4


def char_rows(chars: Sequence[Char]) -> list[Row]:
    """Return the rows of characters from top to bottom, each from left to right."""
    rows: list[Row] = []
    one = two = three = None  # the last three of the row, of which the tallest tells where it runs
    for char in sorted(chars, key=lambda char: (-(char.top + char.bottom), char.left)):
        if one and two and three:
            tallest = one if one.size >= two.size and one.size >= three.size else two if two.size >= three.size else three
            _, _, _, low, high, usual = tallest
            _, _, _, bottom, top, size = char
            # Written out: min and max, called for each character, take twice as long as all else.
            shared = (high if high < top else top) - (low if low > bottom else bottom)
            if shared > _OVERLAP * (usual if usual < size else size):
                rows[-1].append(char)
                one, two, three = two, three, char
                continue
        rows.append([char])
        one = two = three = char
    for row in rows:
        row.sort(key=_BY_LEFT)
    return rows


def text_blocks(chars: Sequence[Char]) -> Iterator[list[Row]]:
    """Yield the rows of a page in stretches that are read one after another: of two columns the left one, then the right one."""
    rows = char_rows(chars)
    middle = _gutter(rows)
    if middle is None:
        yield rows
        return
    held: list[Row] = []
    for band, parted in _bands(rows, middle):
        sides = _sides(band, middle) if parted else None
        if sides is None:
            held += band
            continue
        if held:
            yield held
        held = []
        yield from sides
    if held:
        yield held


def _gutter(rows: Sequence[Row]) -> float | None:
    """Where the fewest rows reach across the middle of the page, if most do not; the middle of that stretch."""
    if len(rows) < _FEWEST_ROWS:
        return None
    left, right = min(row[0].left for row in rows), max(row[-1].right for row in rows)
    first, last = (left + share * (right - left) for share in _MIDDLE)
    places = [first + _STEP * step for step in range(int((last - first) / _STEP) + 1)]
    if len(places) < 2:
        return None
    crossings = [0] * (len(places) + 1)
    for row in rows:
        for start, end in _solid(row):
            begin = max(0, int((start - first) / _STEP) + 1) if start > first else 0
            stop = min(len(places), int((end - first) / _STEP) + 1) if end > first else 0
            if begin < stop:
                crossings[begin] += 1
                crossings[stop] -= 1
    depth, across = 0, []
    for change in crossings[:-1]:
        depth += change
        across.append(depth)
    least = min(across)
    if least > _MOSTLY * len(rows):
        return None
    best = [place for place, depth in zip(places, across, strict=True) if depth == least]
    return best[len(best) // 2]


def _solid(row: Row) -> Iterator[tuple[float, float]]:
    """The stretches of a row that characters fill, those less than a gap apart as one."""
    start, end = row[0].left, row[0].right
    for before, char in pairwise(row):
        gap = char.left - end
        if gap > 2 * _GUTTER * char.size and gap > 2 * _GUTTER * before.size:
            yield start, end
            start = char.left
        if char.right > end:
            end = char.right
    yield start, end


def _bands(rows: Sequence[Row], middle: float) -> Iterator[tuple[list[Row], bool]]:
    """The runs of rows that leave the middle empty (True), and of those that do not."""
    band: list[Row] = []
    parted = False
    for row in rows:
        here = not any(start < middle < end for start, end in _solid(row))
        if band and here != parted:
            yield band, parted
            band = []
        parted = here
        band.append(row)
    if band:
        yield band, parted


def _sides(band: Sequence[Row], middle: float) -> tuple[list[Row], list[Row]] | None:
    """The rows left and right of the middle, where both are running text beside each other; those of a table are not."""
    chars = [char for row in band for char in row]
    sides = tuple(char_rows([char for char in chars if (char.left > middle) == right]) for right in (False, True))
    if not all(_is_running(side) for side in sides):
        return None
    lows, highs = [side[-1][0].bottom for side in sides], [side[0][0].top for side in sides]
    shared = min(highs) - max(lows)
    shorter = min(high - low for high, low in zip(highs, lows, strict=True))
    return (sides[0], sides[1]) if shared > _MOSTLY * shorter else None


def _is_running(rows: Sequence[Row]) -> bool:
    if len(rows) < _FEWEST_ROWS or sum(map(len, rows)) < _MEAN_ROW * len(rows):
        return False
    if sum(char.text.isdigit() for row in rows for char in row) > _MOST_DIGITS * sum(map(len, rows)):
        return False
    if any(char.left - before.right > 2.5 * max(before.size, char.size) for row in rows for before, char in pairwise(row)):
        return False
    left, right = min(row[0].left for row in rows), max(row[-1].right for row in rows)
    full = sum(row[-1].right - left > _FULL * (right - left) for row in rows)
    return full > _MOSTLY * len(rows)


def row_indents(lefts: Mapping[int, float], size: float) -> dict[int, int]:
    """Return how far labels are indented, in characters, by where they begin; none where they are centred.

    Parameters
    ----------
    lefts : mapping of int to float
        Where the label of each row begins.
    size : float
        The height of a character.
    """
    if not lefts:
        return {}
    edge = min(lefts.values())
    steps = {row: min(_DEEPEST, round((left - edge) / size)) for row, left in lefts.items()}
    return steps if len(set(steps.values())) <= _MOST_INDENTS else {}
