"""Strings of Chinese characters in many texts: how often each occurs, how firm it is inside, how free outside."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

__all__ = ["Strings"]

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class _Grams:
    """The strings of one length: which stands at each place (-1: none, or a rare one), and how often each occurs."""

    at: Ints
    counts: Ints


@dataclass(frozen=True, slots=True, eq=False)
class Strings:
    """Texts as one array of characters, a line break before and after each; ``document`` numbers the text of each place."""

    codes: NDArray[np.uint32]
    document: Ints

    @classmethod
    def of(cls, texts: Sequence[str]) -> "Strings":
        """Return the array of some texts."""
        joined = "\n".join(["", *texts, ""])
        lengths = [1, *(len(text) + 1 for text in texts)]
        document = np.repeat(np.arange(len(lengths)) - 1, lengths)[: len(joined)]
        return cls(np.frombuffer(joined.encode("utf-32-le", "replace"), dtype=np.uint32), document)

    def candidates(self, longest: int, *, min_count: int, min_cohesion: float, min_entropy: float) -> pd.DataFrame:
        """Return the strings of 2 to ``longest`` characters that are firm inside and free outside: ``word, n, cohesion, left_entropy,
        right_entropy, documents`` (numbers of the texts that have it)."""
        grams = self._grams(longest, min_count)
        tables = [self._of_length(grams, length, min_cohesion, min_entropy) for length in range(2, longest + 1)]
        return pd.concat(tables, ignore_index=True)

    def _grams(self, longest: int, min_count: int) -> list[_Grams]:
        """The strings of each length from 1; longer ones only where both their parts are frequent."""
        chinese = (self.codes >= 0x4E00) & (self.codes <= 0x9FFF)
        found = [_numbered(np.where(chinese, self.codes.astype(np.int64), -1), 1)]
        for _ in range(1, longest):
            shorter = found[-1].at
            both = (shorter[:-1] >= 0) & (shorter[1:] >= 0)
            keys = np.full(len(shorter), -1, dtype=np.int64)
            keys[:-1][both] = shorter[:-1][both] * (shorter.max() + 1) + shorter[1:][both]
            found.append(_numbered(keys, min_count))
        return found

    def _of_length(self, grams: Sequence[_Grams], length: int, min_cohesion: float, min_entropy: float) -> pd.DataFrame:
        own = grams[length - 1]
        there = np.flatnonzero(own.at >= 0)
        place = np.zeros(len(own.counts), dtype=np.int64)
        place[own.at[there]] = there
        cohesion = _cohesion(grams, place, length)
        firm = np.flatnonzero(cohesion >= min_cohesion)
        rank = np.full(len(place), -1, dtype=np.int64)
        rank[firm] = np.arange(len(firm))
        here = there[rank[own.at[there]] >= 0]
        group = rank[own.at[here]]
        left = _entropy(group, self._neighbours(grams[0], here - 1), len(firm))
        right = _entropy(group, self._neighbours(grams[0], here + length), len(firm))
        free = np.minimum(left, right) >= min_entropy
        kept = firm[free]
        return pd.DataFrame({
            "word": [self._text(start, length) for start in place[kept]], "n": own.counts[kept], "cohesion": cohesion[kept],
            "left_entropy": left[free], "right_entropy": right[free], "documents": _kinds(group, self.document[here], np.flatnonzero(free)),
        })  # fmt: skip

    def _neighbours(self, characters: _Grams, places: Ints) -> Ints:
        """The character at each place; anything but a Chinese one is of its own kind each time: nothing is freer than an edge."""
        return np.where(characters.at[places] >= 0, characters.at[places], len(characters.counts) + places)

    def _text(self, start: int, length: int) -> str:
        return self.codes[start : start + length].tobytes().decode("utf-32-le")


def _numbered(keys: Ints, min_count: int) -> _Grams:
    """Keys as numbers from 0; rare ones as -1."""
    there = np.flatnonzero(keys >= 0)
    number, kinds = pd.factorize(keys[there])
    counts = np.bincount(number, minlength=len(kinds))
    often = counts >= min_count
    at = np.full(len(keys), -1, dtype=np.int64)
    at[there] = np.where(often, np.cumsum(often) - 1, -1)[number]
    return _Grams(at, counts[often])


def _cohesion(grams: Sequence[_Grams], place: Ints, length: int) -> NDArray[np.float64]:
    """Pointwise mutual information, in bits, at the weakest cut of the string at each place."""
    total = grams[0].counts.sum()
    n = grams[length - 1].counts.astype(float)
    weakest = np.full(len(place), np.inf)
    for cut in range(1, length):
        left, right = grams[cut - 1], grams[length - cut - 1]
        parts = left.counts[left.at[place]].astype(float) * right.counts[right.at[place + cut]]
        weakest = np.minimum(weakest, np.log2(n * total / parts))
    return weakest


def _entropy(group: Ints, kind: Ints, n_groups: int) -> NDArray[np.float64]:
    """Shannon entropy, in bits, of the kinds within each group."""
    most = int(kind.max(initial=0)) + 1
    pairs, counts = np.unique(group * most + kind, return_counts=True)
    share = counts / np.bincount(group, minlength=n_groups)[pairs // most]
    return np.asarray(np.bincount(pairs // most, weights=-share * np.log2(share), minlength=n_groups), dtype=float)


def _kinds(group: Ints, kind: Ints, wanted: Ints) -> list[Ints]:
    """The kinds that each of the wanted groups has."""
    most = int(kind.max(initial=0)) + 1
    pairs = np.unique(group * most + kind)
    bounds = np.searchsorted(pairs, [wanted * most, (wanted + 1) * most])
    return [pairs[start:end] % most for start, end in bounds.T]
