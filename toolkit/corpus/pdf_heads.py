"""Heads of a table on a PDF page: those that span columns, and those of single columns put together from their lines."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from toolkit.corpus.pdf_columns import Columns, Piece, place_box
from toolkit.corpus.pdf_lines import Box
from toolkit.grammar.dates import ARABIC_YEAR

__all__ = ["head_rows", "part_head"]

_CENTRED = 0.3
_LEVEL = 0.25
_WORDS = re.compile(rf"[^\s(（]+?数(?={ARABIC_YEAR}年)|[^\s(（]+|[(（]\S*")


def part_head(box: Box, columns: Columns) -> list[Piece]:
    """A stretch of a head, parted at blanks where each part stands over a column of its own (占预算％ 比上年增长)."""
    parts: list[Piece] = []
    at = 0
    for word in _WORDS.findall(box.text):
        parts.append(place_box(Box(word, box.edges[at : at + len(word)]), columns))
        at += len(word)
    apart = all(after.first > before.last for before, after in pairwise(parts))
    return parts if apart else [place_box(box, columns)]


def head_rows(heads: Sequence[Sequence[Piece]], columns: Columns) -> Iterator[list[str]]:
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


def _nearest(piece: Piece, columns: Columns) -> int:
    middle = (piece.left + piece.right) / 2
    return min(range(piece.first, piece.last + 1), key=lambda at: abs(sum(columns[at]) / 2 - middle))


def _span(
    piece: Piece, line: Sequence[Piece], below: Sequence[Sequence[Piece]], columns: Columns
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


def _levels(below: Sequence[Sequence[Piece]], columns: Columns) -> dict[int, float]:
    """How high the heads of each column stand, in the mean of their pieces."""
    heights: dict[int, list[float]] = {}
    for piece in (piece for line in below for piece in line):
        heights.setdefault(_nearest(piece, columns), []).append(piece.height)
    return {at: sum(found) / len(found) for at, found in sorted(heights.items())}
