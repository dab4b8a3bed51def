"""Figures: the quantities of a text as their clauses state them, read sentence by sentence."""

import re
from bisect import bisect_right
from collections.abc import Callable, Generator, Iterator, Sequence
from functools import partial
from itertools import takewhile
from typing import NamedTuple, TypeVar

from toolkit.claims.clauses import Clause, parse_clause
from toolkit.claims.context import Context, Reading, Rule, is_coordinated, joins_figures, own_phrase
from toolkit.claims.counted import shared_head
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
from toolkit.grammar.budgets import account_in
from toolkit.grammar.quantities import Quantity
from toolkit.text import ParsedText
from toolkit.text.tables import outside_cells
from toolkit.text.words import Word, joined

__all__ = ["Figure", "read_figures"]

Found = TypeVar("Found")
_ENDED = frozenset("。；！？.")
# So much of a sentence is looked through for the account that it opens with.
_HEADING = 60
# So much of the sentence before may name what this one goes on about.
_LEAD = 120
_BRACKETS = re.compile("[（）]")
_UNNAMED = frozenset({"time", "adverb", "conj", "space", "mark", "list"})


class Figure(NamedTuple):
    """A quantity with all that its clause says."""

    quantity: Quantity
    reading: Reading
    gap: int
    """Where the words that belong to this figure alone begin."""
    sentence: tuple[int, int]
    """Its sentence, whole where lines break in it."""


def read_figures(parsed: ParsedText) -> Iterator[Figure]:
    """Yield the figures of running text in order; those of tables are read from their cells."""
    in_places = _place_words(parsed)
    subject, last = Subject(), 0
    told = outside_cells(parsed.quantities, parsed.cells)
    for start, end, quantities in quantities_by_sentence(whole_sentences(parsed), told):
        subject = _at_sentence(parsed.plain, start, end, subject)
        if quantities:
            lead = start if opens_paragraph(parsed.plain, start) else max(last, start - _LEAD)
            subject = yield from _sentence(parsed, (lead, start, end), quantities, subject, in_places)
        last = start


def _at_sentence(text: str, start: int, end: int, subject: Subject) -> Subject:
    """What is left of the subject where a sentence begins; an account named in a heading holds for the paragraph below."""
    subject = subject.at_sentence(continued=text[start - 1 : start] == "；")
    if opens_paragraph(text, start):
        headed = text[max(0, start - 2) : start].rstrip()[-1:] not in _ENDED
        subject = Subject(account=subject.account if headed else "")
    return subject.in_account(account_in(text, start, min(end, start + _HEADING)))


def _sentence(
    parsed: ParsedText, span: tuple[int, int, int], quantities: Sequence[Quantity], subject: Subject, in_places: Callable[[Word], bool]
) -> Generator[Figure, None, Subject]:
    """Yield each figure of a sentence, given where its lead, itself and its end stand; return the subject after the last."""
    lead, start, end = span
    stretches = stretches_around(start, end, quantities)
    words = words_around(parsed, start, end, quantities)
    previous: Reading | None = None
    outside: list[Subject] = []
    for index, quantity in enumerate(quantities):
        gap = stretches[index][0]
        outside, subject = _through_brackets(parsed.plain, stretches[index], outside, subject)
        subject = subject.in_account(account_in(parsed.plain, gap, quantity.start))
        # Of two figures side by side both are of what follows (两台60万千瓦机组).
        later = words[min(index + 2, len(quantities))]
        after = shared_head(words[index + 1], later) or later
        clause = parse_clause(words[index])
        own = own_phrase(quantity, clause, subject)
        context = Context(
            quantity, words[index], clause, after, subject, previous, in_places, partial(parsed.words.between, lead, start),
            _series(words[index + 1 : -1], quantities[index + 1 :]), bool(outside),
            is_coordinated(quantity, words[index], after, previous), own, joined(own),
        )  # fmt: skip
        reading, subject = _read(context)
        if context.names_part:
            subject = subject._replace(listing=True)
        yield Figure(quantity, reading, gap, (start, end))
        previous = reading
    return subject


def _through_brackets(
    text: str, stretch: tuple[int, int], outside: list[Subject], subject: Subject
) -> tuple[list[Subject], Subject]:
    """The subjects outside the brackets open at the end of a stretch, and the one inside; a bracket that closes gives the subject back."""
    for mark in _BRACKETS.findall(text, *stretch):
        if mark == "（":
            outside = [*outside, subject]
        elif mark == "）" and outside:
            *outside, subject = outside
    return outside, subject


def _series(gaps: Sequence[Sequence[Word]], following: Sequence[Quantity]) -> int:
    """How many figures are coordinated with one, itself included."""
    return 1 + sum(1 for _ in takewhile(lambda pair: joins_figures(*pair), zip(gaps, following, strict=True)))


def _read(context: Context) -> tuple[Reading, Subject]:
    """The reading of a figure by the first rule of each table that applies, and the subject from here on."""
    named_by, named = _first(INDICATOR_RULES, context)
    stated_by, stated = _first(ROLE_RULES, context)
    again = context.previous if context.coordinated else None
    reading = Reading(
        stated.role, stated.direction, named.indicator, again.basis if again else context.clause.basis,
        stated.governor, context.coordinated, again.opening if again else _opening(context.clause), (named_by, stated_by),
    )  # fmt: skip
    return reading, named.subject._replace(levels=_levels(named.subject.levels, reading))


def _first(rules: Sequence[Rule[Found]], context: Context) -> tuple[str, Found]:
    """The name of the first rule that applies, and what it reads; the last always applies."""
    for rule in rules:
        found = rule.read(context)
        if found is not None:
            return rule.name, found
    raise AssertionError("the last rule of a table always applies")


def _levels(levels: tuple[str, ...], reading: Reading) -> tuple[str, ...]:
    """The indicators of the levels told so far, up to a change of something else."""
    if reading.role == "level" and not reading.joined:
        return (*levels, reading.indicator)
    return levels if levels and reading.indicator == levels[-1] else ()


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
