"""Figures: the quantities of a text as their clauses state them, read sentence by sentence."""

import re
from bisect import bisect_right
from collections.abc import Callable, Generator, Iterator, Sequence
from functools import partial
from typing import NamedTuple

from toolkit.claims.clauses import Clause, parse_clause
from toolkit.claims.context import Context, Reading, RuleTable, is_coordinated, joins_figures, own_phrase
from toolkit.claims.counted import shared_head
from toolkit.claims.indicators import INDICATOR_RULES
from toolkit.claims.roles import ROLE_RULES
from toolkit.claims.stretches import (
    opens_paragraph,
    quantities_by_sentence,
    stretches_around,
    words_around,
)
from toolkit.claims.subject import Subject
from toolkit.grammar.budgets import Accounts
from toolkit.grammar.quantities import Quantity
from toolkit.text import ParsedText
from toolkit.text.tables import outside_cells
from toolkit.text.words import Word

__all__ = ["Figure", "read_figures"]

_INDICATORS, _ROLES = RuleTable(INDICATOR_RULES), RuleTable(ROLE_RULES)
_ENDED = frozenset("。；！？.")
# So much of a sentence is looked through for the account that it opens with.
_HEADING = 60
# So much of the sentence before may name what this one goes on about.
_LEAD = 120
# So many levels told one after another may be gone through again.
_LEVELS = 30
_BRACKETS = re.compile("[（）]")
_UNTOLD = Subject()
_UNNAMED = frozenset({"time", "adverb", "conj", "space", "mark", "list"})


class Figure(NamedTuple):
    """A quantity with all that its clause says."""

    quantity: Quantity
    reading: Reading
    gap: int
    """Where the words that belong to this figure alone begin."""
    sentence: tuple[int, int]
    """Its sentence, whole where lines break in it."""


class _Source(NamedTuple):
    """What figures are read from."""

    parsed: ParsedText
    accounts: Accounts | None
    """The accounts of budgets that it names, None where it names none."""
    in_places: Callable[[Word], bool]
    """Whether a word lies in the name of a place."""


def read_figures(parsed: ParsedText) -> Iterator[Figure]:
    """Yield the figures of running text in order; those of tables are read from their cells."""
    subject, last = _UNTOLD, 0
    source = _Source(parsed, Accounts(parsed.plain) or None, _place_words(parsed))
    told = outside_cells(parsed.quantities, parsed.cells)
    for start, end, quantities in quantities_by_sentence(parsed.whole_sentences, told):
        if subject is not _UNTOLD:
            subject = _at_sentence(parsed.plain, start, subject)
        if source.accounts is not None:
            subject = subject.in_account(source.accounts.last(start, min(end, start + _HEADING)))
        if quantities:
            lead = start if opens_paragraph(parsed.plain, start) else max(last, start - _LEAD)
            subject = yield from _sentence(source, (lead, start, end), quantities, subject)
        last = start


def _at_sentence(text: str, start: int, subject: Subject) -> Subject:
    """What is left of the subject where a sentence begins; an account named in a heading holds for the paragraph below."""
    if not opens_paragraph(text, start):
        return subject.at_sentence(continued=text[start - 1 : start] == "；")
    headed = text[max(0, start - 2) : start].rstrip()[-1:] not in _ENDED
    return Subject(account=subject.account) if headed and subject.account else _UNTOLD


def _sentence(
    source: _Source, span: tuple[int, int, int], quantities: Sequence[Quantity], subject: Subject
) -> Generator[Figure, None, Subject]:
    """Yield each figure of a sentence, given where its lead, itself and its end stand; return the subject after the last."""
    parsed = source.parsed
    lead, start, end = span
    stretches = stretches_around(start, end, quantities)
    words = words_around(parsed, stretches)
    read_lead = partial(parsed.words.between, lead, start)
    has_brackets = parsed.plain.find("（", start, end) >= 0
    previous: Reading | None = None
    outside: list[Subject] = []
    for index, quantity in enumerate(quantities):
        gap = stretches[index][0]
        if has_brackets:
            subject = _through_brackets(parsed.plain, stretches[index], outside, subject)
        if source.accounts is not None:
            subject = subject.in_account(source.accounts.last(gap, quantity.start))
        # Of two figures side by side both are of what follows (两台60万千瓦机组).
        later = words[min(index + 2, len(quantities))]
        after = shared_head(words[index + 1], later) or later
        clause = parse_clause(words[index])
        own, name = own_phrase(quantity, clause, subject, previous)
        context = Context(
            quantity, words[index], clause, after, subject, previous, source.in_places, read_lead,
            partial(_series, words, quantities, index), bool(outside),
            is_coordinated(quantity, words[index], after, previous, quantities[index - 1].unit if index else ""), own, name,
            frozenset([word.text for word in words[index]]),
        )  # fmt: skip
        reading, subject = _read(context)
        if context.names_part:
            subject = subject._replace(listing=True)
        yield Figure(quantity, reading, gap, (start, end))
        previous = reading
    return subject


def _through_brackets(text: str, stretch: tuple[int, int], outside: list[Subject], subject: Subject) -> Subject:
    """The subject at the end of a stretch; ``outside`` takes those of the brackets that open, and one that closes gives its own back."""
    for mark in _BRACKETS.findall(text, *stretch):
        if mark == "（":
            outside.append(subject)
        elif outside:
            subject = outside.pop()
    return subject


def _series(words: Sequence[Sequence[Word]], quantities: Sequence[Quantity], index: int) -> int:
    """How many figures of a sentence are coordinated from one on, itself included."""
    last = index + 1
    while last < len(quantities) and joins_figures(words[last], quantities[last]):
        last += 1
    return last - index


def _read(context: Context) -> tuple[Reading, Subject]:
    """The reading of a figure by the first rule of each table that applies, and the subject from here on."""
    named_by, named = _INDICATORS.first(context)
    stated_by, stated = _ROLES.first(context)
    again = context.previous if context.coordinated else None
    reading = Reading(
        stated.role, stated.direction, named.indicator, again.basis if again else context.clause.basis,
        stated.governor, context.coordinated, again.opening if again else _opening(context.clause), (named_by, stated_by),
    )  # fmt: skip
    return reading, named.subject.with_levels(_levels(named.subject.levels, reading))


def _levels(levels: tuple[str, ...], reading: Reading) -> tuple[str, ...]:
    """The indicators of the levels told so far, up to a change of something else."""
    if reading.role == "level":
        return (*levels[1 - _LEVELS :], reading.indicator)
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
    for word in clause.head:
        if word.kind not in _UNNAMED:
            return word.start
    return None
