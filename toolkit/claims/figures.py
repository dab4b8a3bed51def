"""Figures: the quantities of a text as their clauses state them, read sentence by sentence."""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from toolkit.claims.bounds import shared_bound, stated_bound
from toolkit.claims.clauses import Clause, parse_clause
from toolkit.claims.context import Context, Reading
from toolkit.claims.indicators import INDICATOR_RULES
from toolkit.claims.roles import ROLE_RULES
from toolkit.claims.stretches import (
    opens_paragraph,
    quantities_by_sentence,
    stretches_around,
    whole_sentences,
    words_around,
)
from toolkit.claims.subject import Subject
from toolkit.document import Bound
from toolkit.grammar.quantities import Quantity
from toolkit.text import ParsedText
from toolkit.text.words import Word

__all__ = ["Figure", "read_figures"]

_UNNAMED = frozenset({"time", "adverb", "conj", "space", "mark", "list"})


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
    in_places = _place_words(parsed)
    subject = Subject()
    for start, end, quantities in quantities_by_sentence(whole_sentences(parsed), parsed.quantities):
        subject = Subject() if opens_paragraph(parsed.plain, start) else subject.at_sentence()
        if quantities:
            for figure, subject in _sentence(parsed, start, end, quantities, subject, in_places):
                yield figure


def _sentence(
    parsed: ParsedText, start: int, end: int, quantities: Sequence[Quantity], subject: Subject, in_places: Callable[[Word], bool]
) -> Iterator[tuple[Figure, Subject]]:
    """Yield each figure of a sentence with the subject after it."""
    stretches = stretches_around(start, end, quantities)
    words = words_around(parsed, start, end, quantities)
    previous: Reading | None = None
    shared: Bound = "exact"
    for index, quantity in enumerate(quantities):
        gap = stretches[index][0]
        context = Context(quantity, words[index], parse_clause(words[index]), words[index + 1], subject, previous, in_places)
        reading, subject = _read(context)
        bound = stated_bound(parsed.plain, gap, quantity, shared if reading.joined else "exact")
        shared = shared if reading.joined else shared_bound(parsed.plain, gap, quantity)
        yield Figure(quantity, reading, bound, gap, (start, end)), subject
        previous = reading


def _read(context: Context) -> tuple[Reading, Subject]:
    """The reading of a figure by the first rule of each table that applies, and the subject from here on."""
    named_by, named = next((rule.name, found) for rule in INDICATOR_RULES if (found := rule.read(context)))
    stated_by, stated = next((rule.name, found) for rule in ROLE_RULES if (found := rule.read(context)))
    joined, previous = context.coordinated, context.previous
    reading = Reading(
        stated.role, stated.direction, named.indicator, previous.basis if joined and previous else context.clause.basis,
        stated.governor, joined, previous.opening if joined and previous else _opening(context.clause), (named_by, stated_by),
    )  # fmt: skip
    again = stated.role == "level" and not joined
    return reading, replace(named.subject, levels=(*named.subject.levels, reading.indicator) if again else ())


def _place_words(parsed: ParsedText) -> Callable[[Word], bool]:
    """What tells whether a word lies in the name of a place."""
    ends = {place.start: place.end for place in parsed.places}
    starts = sorted(ends)

    def in_places(word: Word) -> bool:
        at = bisect_right(starts, word.start) - 1
        return at >= 0 and word.end <= ends[starts[at]]

    return in_places


def _opening(clause: Clause) -> int | None:
    """Where the head of the clause begins, without words of time and degree."""
    return next((word.start for word in clause.head if word.kind not in _UNNAMED), None)
