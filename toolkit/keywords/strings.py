"""Strings of Chinese characters in many texts: how often each occurs, how firm it is inside, how free outside, and whether words end
where it ends."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pandas as pd
from numpy.typing import NDArray

__all__ = ["Strings"]

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class _Grams:
    """The strings of one length: which stands at each place (-1: none, or a rare one), and how often each occurs."""

    at: NDArray[np.int32]
    counts: Ints


@dataclass(frozen=True, slots=True, eq=False)
class _Found:
    """Strings of one length whose ends are ends of words: their numbers among all of that length, and where they stand so."""

    length: int
    number: Ints
    place: Ints
    """Places of all of them."""
    group: Ints
    """Which of them stands at each place."""

    @property
    def first(self) -> Ints:
        """One place of each."""
        place = np.zeros(len(self.number), dtype=np.int64)
        place[self.group] = self.place
        return place

    @property
    def n(self) -> Ints:
        """How often each stands so."""
        return np.bincount(self.group, minlength=len(self.number))


@dataclass(frozen=True, slots=True, eq=False)
class Strings:
    """Texts as one array of characters, a line break before and after each; ``document`` numbers the text of each place, ``edge`` says
    where a word begins or ends."""

    codes: NDArray[np.uint32]
    document: Ints
    edge: NDArray[np.bool_]

    @classmethod
    def of(cls, texts: Sequence[str], edges: Iterable[Ints]) -> "Strings":
        """Return the array of some texts, given the offsets in each at which words begin and end."""
        joined = "\n".join(["", *texts, ""])
        lengths = [1, *(len(text) + 1 for text in texts)]
        document = np.repeat(np.arange(len(lengths)) - 1, lengths)[: len(joined)]
        edge = np.zeros(len(joined) + 1, dtype=bool)
        for start, offsets in zip(np.cumsum(lengths)[:-1].tolist(), edges, strict=True):
            edge[start + offsets] = True
        return cls(np.frombuffer(joined.encode("utf-32-le", "replace"), dtype=np.uint32), document, edge)

    def candidates(self, longest: int, *, min_count: int, min_cohesion: float, min_entropy: float) -> pd.DataFrame:
        """Return the strings of 2 to ``longest`` characters that are firm inside, free outside, and no part of words around them.

        Columns: ``word, pieces`` (how it is cut most often), ``n`` (between ends of words), ``documents`` (numbers of the texts that
        have it), ``cohesion, npmi, left_entropy, right_entropy, c_value, bound`` (share of the occurrences of what stands before its
        last piece that go on with it), ``opening`` (share of its first piece's occurrences that begin a clause).
        """
        grams = self._grams(longest, min_count)
        found = [self._between_words(grams[length - 1], length, min_count) for length in range(2, longest + 1)]
        nested = _nested(grams, found)
        tables = [self._of_length(grams, strings, inside, min_cohesion, min_entropy) for strings, inside in zip(found, nested, strict=True)]
        table = pd.concat(tables, ignore_index=True)
        first, length = table.pop("first").to_numpy(), table.pop("first_length").to_numpy()
        return table.assign(opening=self._opening(grams, first, length))

    def _grams(self, longest: int, min_count: int) -> list[_Grams]:
        """The strings of each length from 1; longer ones only where both their parts are frequent."""
        chinese = (self.codes >= 0x4E00) & (self.codes <= 0x9FFF)
        found = [_numbered(np.where(chinese, self.codes.astype(np.int64), -1), 1)]
        for _ in range(1, longest):
            shorter = found[-1].at
            both = (shorter[:-1] >= 0) & (shorter[1:] >= 0)
            keys = np.full(len(shorter), -1, dtype=np.int64)
            keys[:-1][both] = shorter[:-1][both].astype(np.int64) * (int(shorter.max()) + 1) + shorter[1:][both]
            found.append(_numbered(keys, min_count))
        return found

    def _between_words(self, own: _Grams, length: int, min_count: int) -> _Found:
        """The strings that mostly stand between ends of words: what cuts through words in most of its contexts is a fragment."""
        there = np.flatnonzero(own.at >= 0)
        there = there[self.edge[there] & self.edge[there + length]]
        n = np.bincount(own.at[there], minlength=len(own.counts))
        kept = np.flatnonzero((n >= min_count) & (2 * n >= own.counts))
        rank = np.full(len(own.counts), -1, dtype=np.int64)
        rank[kept] = np.arange(len(kept))
        group = rank[own.at[there]]
        return _Found(length, kept, there[group >= 0], group[group >= 0])

    def _of_length(self, grams: Sequence[_Grams], strings: _Found, nested: Floats, min_cohesion: float, min_entropy: float) -> pd.DataFrame:
        first, n, size = strings.first, strings.n, len(strings.number)
        cohesion, npmi = _cohesion(grams, first, strings.length)
        left = _entropy(strings.group, self._neighbours(grams[0], strings.place - 1), size)
        right = _entropy(strings.group, self._neighbours(grams[0], strings.place + strings.length), size)
        cut = self._cut(strings)
        kept = np.flatnonzero((cohesion >= min_cohesion) & (np.minimum(left, right) >= min_entropy) & (cut > 0))
        pieces = [_pieces(self._text(start, strings.length), bits) for start, bits in zip(first[kept], cut[kept].tolist(), strict=True)]
        return pd.DataFrame({
            "word": ["".join(parts) for parts in pieces], "pieces": pieces, "n": n[kept],
            "documents": _kinds(strings.group, self.document[strings.place], kept), "cohesion": cohesion[kept], "npmi": npmi[kept],
            "left_entropy": left[kept], "right_entropy": right[kept], "c_value": np.log2(strings.length) * (n - nested)[kept],
            "bound": _bound(grams, first[kept], pieces), "first": first[kept],
            "first_length": np.array([len(parts[0]) for parts in pieces], dtype=np.int64),
        })  # fmt: skip

    def _cut(self, strings: _Found) -> Ints:
        """How each string is cut most often: bit i is set where a piece ends after i characters; 0 for a string that is a word."""
        bits = np.zeros(len(strings.place), dtype=np.int64)
        for at in range(1, strings.length):
            bits |= self.edge[strings.place + at].astype(np.int64) << at
        pairs, counts = np.unique((strings.group << strings.length) | bits, return_counts=True)
        order = np.lexsort((-pairs, counts))
        best = np.zeros(len(strings.number), dtype=np.int64)
        best[pairs[order] >> strings.length] = pairs[order] & ((1 << strings.length) - 1)
        return best

    def _opening(self, grams: Sequence[_Grams], first: Ints, length: Ints) -> Floats:
        """The share of occurrences of the word at each place that stand at the beginning of a clause."""
        begins = np.zeros(len(self.codes), dtype=bool)
        begins[1:] = grams[0].at[:-1] < 0
        share = np.zeros(len(first))
        for size in np.unique(length):
            own = grams[size - 1]
            there = np.flatnonzero(own.at >= 0)
            there = there[self.edge[there] & self.edge[there + size]]
            n = np.bincount(own.at[there], minlength=len(own.counts))
            opening = np.bincount(own.at[there], weights=begins[there], minlength=len(own.counts))
            of_size = length == size
            word = own.at[first[of_size]]
            share[of_size] = opening[word] / np.maximum(n[word], 1)
        return share

    def _neighbours(self, characters: _Grams, places: Ints) -> Ints:
        """The character at each place; anything but a Chinese one is of its own kind each time: nothing is freer than an edge."""
        return np.where(characters.at[places] >= 0, characters.at[places].astype(np.int64), len(characters.counts) + places)

    def _text(self, start: int, length: int) -> str:
        return self.codes[start : start + length].tobytes().decode("utf-32-le")


def _pieces(word: str, bits: int) -> list[str]:
    ends = [0, *(at for at in range(1, len(word)) if bits >> at & 1), len(word)]
    return [word[start:end] for start, end in pairwise(ends)]


def _bound(grams: Sequence[_Grams], place: Ints, pieces: Sequence[Sequence[str]]) -> Floats:
    """The share of the occurrences of what stands before the last piece of the string at each place that go on with that piece."""
    shares = np.zeros(len(place))
    for row, (at, parts) in enumerate(zip(place, pieces, strict=True)):
        whole, stem = grams[sum(map(len, parts)) - 1], grams[sum(map(len, parts[:-1])) - 1]
        shares[row] = whole.counts[whole.at[at]] / stem.counts[stem.at[at]]
    return shares


def _numbered(keys: Ints, min_count: int) -> _Grams:
    """Keys as numbers from 0; rare ones as -1."""
    there = np.flatnonzero(keys >= 0)
    number, kinds = pd.factorize(keys[there])
    counts = np.bincount(number, minlength=len(kinds))
    often = counts >= min_count
    at = np.full(len(keys), -1, dtype=np.int32)
    at[there] = np.where(often, np.cumsum(often) - 1, -1)[number]
    return _Grams(at, counts[often])


def _cohesion(grams: Sequence[_Grams], place: Ints, length: int) -> tuple[Floats, Floats]:
    """Pointwise mutual information, in bits, at the weakest cut of the string at each place; the same over its greatest value."""
    total = grams[0].counts.sum()
    n = grams[length - 1].counts[grams[length - 1].at[place]].astype(float)
    weakest = np.full(len(place), np.inf)
    for cut in range(1, length):
        left, right = grams[cut - 1], grams[length - cut - 1]
        parts = left.counts[left.at[place]].astype(float) * right.counts[right.at[place + cut]]
        weakest = np.minimum(weakest, np.log2(n * total / parts))
    return weakest, weakest / np.maximum(np.log2(total / n), 1e-9)


def _nested(grams: Sequence[_Grams], found: Sequence[_Found]) -> list[Floats]:
    """The mean count of the longer strings that each string is part of, 0 where there is none."""
    sums = [np.zeros((2, len(grams[strings.length - 1].counts))) for strings in found]
    for outer in found:
        first, n = outer.first, outer.n.astype(float)
        for inner, total in zip(found, sums, strict=True):
            for at in range(outer.length - inner.length + 1) if inner.length < outer.length else ():
                number = grams[inner.length - 1].at[first + at]
                size = total.shape[1]
                total += np.stack([np.bincount(number, weights=n, minlength=size), np.bincount(number, minlength=size)])
    return [(total[0] / np.maximum(total[1], 1.0))[strings.number] for strings, total in zip(found, sums, strict=True)]


def _entropy(group: Ints, kind: Ints, n_groups: int) -> Floats:
    """Shannon entropy, in bits, of the kinds within each group."""
    most = int(kind.max(initial=0)) + 1
    pairs, counts = np.unique(group * most + kind, return_counts=True)
    share = counts / np.bincount(group, minlength=n_groups)[pairs // most]
    return np.asarray(np.bincount(pairs // most, weights=-share * np.log2(share), minlength=n_groups), dtype=float)


def _kinds(group: Ints, kind: Ints, wanted: Ints) -> list[Ints]:
    """The kinds that each of the wanted groups has."""
    most = int(kind.max(initial=0)) + 1
    of_wanted = np.isin(group, wanted, kind="table")
    pairs = np.sort(group[of_wanted] * most + kind[of_wanted])
    pairs = pairs[np.diff(pairs, prepend=-1) > 0]
    bounds = np.searchsorted(pairs, [wanted * most, (wanted + 1) * most])
    return [pairs[start:end] % most for start, end in bounds.T]
