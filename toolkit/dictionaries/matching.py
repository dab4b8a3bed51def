"""Matches of a dictionary in a text: every candidate, then those that count."""

from collections.abc import Iterator
from typing import NamedTuple

import ahocorasick

from toolkit.dictionaries.dictionary import Dictionary
from toolkit.dictionaries.entries import Entry
from toolkit.dictionaries.negation import Negations

__all__ = ["Match", "Matcher"]


class Match(NamedTuple):
    """One match: its offsets, the number of its category, the entry."""

    start: int
    end: int
    category: int
    entry: Entry
    negated: bool


class _Candidate(NamedTuple):
    start: int
    shorter: int
    category: int
    entry: Entry

    @property
    def end(self) -> int:
        return self.start - self.shorter


class Matcher:
    """A dictionary made ready to search: one automaton for all its words, one pattern for each glob and regular expression."""

    __slots__ = ("_automaton", "_overlap", "_patterns", "_window")

    def __init__(self, dictionary: Dictionary, *, overlap: str, negation_window: int) -> None:
        self._overlap, self._window = overlap, negation_window
        owners: dict[str, list[tuple[int, Entry]]] = {}
        self._patterns: list[tuple[int, Entry]] = []
        for number, entries in enumerate(dictionary.categories.values()):
            for entry in entries:
                if entry.pattern is None:
                    owners.setdefault(entry.text, []).append((number, entry))
                else:
                    self._patterns.append((number, entry))
        self._automaton = ahocorasick.Automaton()
        for word, owned in owners.items():
            self._automaton.add_word(word, (len(word), owned))
        if owners:
            self._automaton.make_automaton()

    def matches(self, text: str) -> list[Match]:
        """Return the matches that count, in order of the text."""
        # In order of their beginning, the longest first; equal stretches in order of the dictionary.
        kept = sorted(self._candidates(text), key=lambda found: found[:3])
        if self._overlap == "exclusive":
            kept = _apart(kept, by_category=False)
        else:
            kept = _apart(kept, by_category=True)
            kept = _outermost(kept) if self._overlap == "longest" else kept
        negations = Negations(text, window=self._window)
        return [Match(found.start, found.end, found.category, found.entry, negations.before(found.start)) for found in kept]

    def _candidates(self, text: str) -> Iterator[_Candidate]:
        if len(self._automaton):
            for last, (length, owned) in self._automaton.iter(text):
                for number, entry in owned:
                    yield _Candidate(last + 1 - length, -length, number, entry)
        for number, entry in self._patterns:
            for found in entry.pattern.finditer(text) if entry.pattern else ():
                if found.end() > found.start():
                    yield _Candidate(found.start(), found.start() - found.end(), number, entry)


def _apart(found: list[_Candidate], *, by_category: bool) -> list[_Candidate]:
    """From left to right, the longest of those that begin together, none that overlaps one before it (of its category)."""
    kept: list[_Candidate] = []
    last_end: dict[int, int] = {}
    for candidate in found:
        owner = candidate.category if by_category else -1
        if candidate.start >= last_end.get(owner, 0):
            kept.append(candidate)
            last_end[owner] = candidate.end
    return kept


def _outermost(found: list[_Candidate]) -> list[_Candidate]:
    """Those that do not lie inside a longer one; equal stretches stay."""
    kept = []
    outer_start, outer_end = -1, -1
    for candidate in found:
        start, end = candidate.start, candidate.end
        if end > outer_end:
            outer_start, outer_end = start, end
        elif (start, end) != (outer_start, outer_end):
            continue
        kept.append(candidate)
    return kept
