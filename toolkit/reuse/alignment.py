"""Local alignment of two sentences: the stretches that one repeats of the other."""

from collections.abc import Iterator
from typing import NamedTuple

from rapidfuzz.distance import LCSseq

__all__ = ["Stretch", "align"]


class Stretch(NamedTuple):
    """A stretch of two texts that is much the same: half-open offsets in both, and how many characters are the same."""

    start: int
    end: int
    source_start: int
    source_end: int
    matched: int

    @property
    def similarity(self) -> float:
        """Characters that are the same, in both texts, over the characters of both stretches."""
        return 2 * self.matched / (self.end - self.start + self.source_end - self.source_start)


def align(target: str, source: str, *, least: int) -> list[Stretch]:
    """Return the stretches, each with at least ``least`` characters the same, in order of the target; clauses may have changed places.

    The best stretch of the longest common subsequence, where a character that is the same counts 1 and one that is not −1 (the score
    of Smith and Waterman); then the same for what stands before and after it in both texts, crosswise too.

    References
    ----------
    Smith, T. & Waterman, M. (1981). Identification of common molecular subsequences. Journal of Molecular Biology 147.
    Wilkerson, J., Smith, D. & Stramp, N. (2015). Tracing the flow of policy ideas in legislatures: a text reuse approach. AJPS 59(4).
    Hyyrö, H. (2004). Bit-parallel LCS-length computation revisited; by way of rapidfuzz.

    Examples
    --------
    >>> [tuple(stretch) for stretch in align("今年继续治理河湖污染", "去年治理河湖污染有成效", least=4)]
    [(4, 10, 2, 8, 6)]
    """
    best = _best(target, source)
    if best is None or best.matched < least:
        return []
    found = [best]
    before, after = (0, best.start), (best.end, len(target))
    for a, b in (before, after):
        rests = ((0, best.source_start), (best.source_end, len(source)))
        inner = [_moved(_best(target[a:b], source[c:d]), a, c) for c, d in rests if min(b - a, d - c) >= least]
        held = max((stretch for stretch in inner if stretch is not None), key=lambda stretch: stretch.matched, default=None)
        if held is not None and held.matched >= least:
            found.append(held)
    return sorted(found)


def _moved(stretch: Stretch | None, by: int, source_by: int) -> Stretch | None:
    if stretch is None:
        return None
    return Stretch(stretch.start + by, stretch.end + by, stretch.source_start + source_by, stretch.source_end + source_by, stretch.matched)


def _equal_blocks(target: str, source: str) -> Iterator[tuple[int, int, int]]:
    """Length and starts of the stretches that a longest common subsequence keeps together."""
    for block in LCSseq.opcodes(target, source).as_matching_blocks():
        if block.size:
            yield block.size, block.a, block.b


def _best(target: str, source: str) -> Stretch | None:
    """The stretch of the alignment with the highest score; of equal ones the first."""
    best, best_score = None, 0
    score = matched = 0
    start: tuple[int, int] = (0, 0)
    i = j = 0
    for size, a, c in _equal_blocks(target, source):
        b, d = a + size, c + size
        score -= max(a - i, c - j)
        if score <= 0:
            score, matched, start = 0, 0, (a, c)
        i, j = b, d
        score += size
        matched += size
        if score > best_score:
            best, best_score = Stretch(start[0], b, start[1], d, matched), score
    return best
