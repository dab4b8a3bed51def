"""Figures: the quantities of a text as their clauses state them, read sentence by sentence."""

from collections.abc import Iterator
from typing import NamedTuple

from toolkit.claims.bounds import shared_bound, stated_bound
from toolkit.claims.reading import Reading, Subject, read_figure
from toolkit.claims.stretches import quantities_by_sentence, stretches_around, whole_sentences, words_around
from toolkit.document import Bound
from toolkit.grammar.quantities import Quantity
from toolkit.text import ParsedText

__all__ = ["Figure", "read_figures"]


class Figure(NamedTuple):
    """A quantity with all that its clause says."""

    quantity: Quantity
    reading: Reading
    bound: Bound
    gap: int
    """Where the words that belong to this figure alone begin."""
    sentence: tuple[int, int]
    """Its sentence, whole where lines break in it."""


def read_figures(parsed: ParsedText) -> Iterator[Figure]:
    """Yield the figures of a text in order."""
    for start, end, quantities in quantities_by_sentence(whole_sentences(parsed), parsed.quantities):
        if not quantities:
            continue
        stretches = stretches_around(start, end, quantities)
        words = words_around(parsed, start, end, quantities)
        subject, previous = Subject(), None
        shared: Bound = "exact"
        for index, quantity in enumerate(quantities):
            gap = stretches[index][0]
            reading = read_figure(words[index], words[index + 1], quantity, subject, previous)
            bound = stated_bound(parsed.plain, gap, quantity, shared if reading.joined else "exact")
            shared = shared if reading.joined else shared_bound(parsed.plain, gap, quantity)
            yield Figure(quantity, reading, bound, gap, (start, end))
            previous = reading
