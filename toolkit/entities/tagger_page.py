"""Texts that the tagger reads together, one after another, with gaps between them; and their words."""

from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import NamedTuple

import numpy as np

from toolkit.entities.tagger_layers import Offsets, positions
from toolkit.entities.tagger_words import Codes, Vocabulary, WordTable

__all__ = ["GAP", "Cut", "Page", "cut_page", "page_of", "within"]

GAP = 5
"""So many characters of nothing stand before, between and behind texts, so that none has anything of another in its surroundings."""


class Page(NamedTuple):
    """Texts one after another."""

    text: str
    characters: Codes
    spans: Sequence[tuple[int, int]]
    """Where each text stands."""


class Cut(NamedTuple):
    """The words of a page; every character of a gap is a word of its own, of which nothing is known."""

    starts: Offsets
    word: Offsets
    """For each character the place of its word."""
    position: Codes
    own: Offsets
    """Equal for equal words of one text."""
    numbers: Offsets
    table: WordTable


def within(pieces: Offsets, page: Page) -> Offsets:
    """The pieces that lie in texts, not in the gaps between."""
    depth = np.zeros(len(page.characters) + 1, dtype=np.int8)
    edges = np.array(page.spans)
    np.add.at(depth, edges[:, 0], 1)
    np.add.at(depth, edges[:, 1], -1)
    return pieces[np.cumsum(depth)[pieces[:, 0]] > 0]


def page_of(texts: Sequence[str]) -> Page:
    gap = "\n" * GAP
    text = gap.join(["", *texts, ""])
    starts = list(accumulate((len(text) + GAP for text in texts), initial=GAP))
    spans = [(start, start + len(text)) for start, text in zip(starts, texts, strict=False)]
    characters = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32).copy()
    for start in starts:
        characters[start - GAP : start] = 0
    return Page(text, characters, spans)


def cut_page(page: Page, vocabulary: Vocabulary) -> Cut:
    gap = [""] * GAP
    words, edges = [*gap], []
    for start, end in page.spans:
        first = len(words)
        words += vocabulary.cut(page.text[start:end])
        edges.append((first, len(words)))
        words += gap
    numbers, table = vocabulary.read(words)
    lengths = table.columns()["characters"].take(numbers).astype(np.int64)
    starts = np.cumsum(lengths) - lengths
    word = np.repeat(np.arange(len(lengths)), lengths)
    inside = np.arange(len(word)) - starts[word]
    return Cut(starts, word, positions(inside == 0, inside == lengths[word] - 1), _same(numbers, edges, len(table)), numbers, table)


def _same(numbers: Offsets, edges: Iterable[tuple[int, int]], length: int) -> Offsets:
    """For each word the place where the same word stands last in its text."""
    last, found = np.empty(length, dtype=np.int64), np.zeros(len(numbers), dtype=np.int64)
    for first, end in edges:
        last[numbers[first:end]] = np.arange(first, end)
        found[first:end] = last[numbers[first:end]]
    return found
