"""Many phrases found in one pass over a text."""

from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

__all__ = ["PhraseFinder"]

_BITS, _FEW_BITS = 20, 12
_FEW = 64
"""Phrases for which a small table of first pairs is enough."""
_FIRST, _SECOND = np.uint32(0x9E3779B1), np.uint32(0x85EBCA6B)


class PhraseFinder:
    """Finds every occurrence of every phrase of a list, also overlapping ones.

    Where a phrase may begin is told by its first two or three characters, for a whole text at once: Chinese gazetteers have thousands of
    first characters, over which an automaton with linked children has to search at each step (`benchmarks/entities.py`).

    Parameters
    ----------
    phrases : iterable of str
        Of two characters or more each.

    Examples
    --------
    >>> PhraseFinder(["清远", "清远市", "北江"]).find("清远市北江两岸")
    [(0, '清远市'), (0, '清远'), (3, '北江')]
    """

    def __init__(self, phrases: Iterable[str]) -> None:
        self._phrases = frozenset(phrases)
        lengths: dict[str, set[int]] = defaultdict(set)
        for phrase in self._phrases:
            lengths[phrase[:2]].add(len(phrase))
        self._lengths = {pair: tuple(sorted(found, reverse=True)) for pair, found in lengths.items()}
        pairs = {phrase for phrase in self._phrases if len(phrase) == 2}
        triples = {phrase[:3] for phrase in self._phrases if len(phrase) > 2}
        self._shift = 32 - (_FEW_BITS if len(lengths) < _FEW else _BITS)
        self._pairs, self._triples = self._table(pairs, 2), self._table(triples, 3)

    def _table(self, beginnings: Iterable[str], size: int) -> NDArray[np.bool_]:
        """Which hashes the beginnings of phrases have."""
        table = np.zeros(1 << (32 - self._shift), dtype=bool)
        table[(_hashes("".join(beginnings), size) >> np.uint32(self._shift))[::size]] = True
        return table

    def find(self, text: str) -> list[tuple[int, str]]:
        """Return start and phrase of every occurrence, in order of start, the longest first."""
        phrases, lengths = self._phrases, self._lengths
        # No place lies outside of the tables: to clip what does costs nothing, to look for it does.
        begins = self._pairs.take(_places(text, 2, self._shift), mode="clip")
        triples = self._triples.take(_places(text, 3, self._shift), mode="clip")
        begins[: len(triples)] |= triples
        return [
            (start, phrase)
            for start in begins.nonzero()[0].tolist()
            for length in lengths.get(text[start : start + 2], ())
            if (phrase := text[start : start + length]) in phrases and len(phrase) == length
        ]


@lru_cache(maxsize=4)
def _places(text: str, size: int, shift: int) -> NDArray[np.intp]:
    """Where each two or three neighbouring characters stand in a table; several finders look through one text in turn."""
    return (_hashes(text, size) >> np.uint32(shift)).astype(np.intp)


def _hashes(text: str, size: int) -> NDArray[np.uint32]:
    """A hash of each two or three neighbouring characters."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    if len(codes) < size:
        return codes[:0]
    mixed = codes[: len(codes) - 1] * _FIRST + codes[1:] * _SECOND
    return mixed if size == 2 else (mixed[:-1] ^ (mixed[:-1] >> np.uint32(15))) * _FIRST + codes[2:] * _SECOND
