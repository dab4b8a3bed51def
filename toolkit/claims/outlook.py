"""Outlook: whether the sentences of a text look back on what was done or ahead to what is planned.

A text does one or the other for a while: each sentence gives its evidence (cue words, its section, the years it opens with), and a chain
of two states weighs it with that of the sentences before and after.
"""

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import pairwise
from math import exp, log
from typing import NamedTuple

from toolkit.claims.calendar import Calendar
from toolkit.claims.discourse import Discourse
from toolkit.document import Section
from toolkit.grammar.numerals import COUNT
from toolkit.lexicon import read_table
from toolkit.text.patterns import PatternFinder

__all__ = ["PRIOR", "Wording", "outlooks", "purpose", "purposes", "sentence_outlooks"]

# What a clause begins behind.
_LEAD = "[，。；：、—！？;,:　 \\n]"
PRIOR = {"review": -3.0, "targets": 2.5, "tasks": 3.0}
# How likely it is that the next sentence goes on as the one before.
_GOES_ON, _NEXT_PARAGRAPH, _NEXT_SECTION = 0.995, 0.98, 0.95
_MOST = 5.0
# What a frame says of every sentence in it, and a sentence without any cue.
_AHEAD, _BACK, _PLAIN = 2.0, -0.5, -0.1
_COUNTED = 3
_REACH = 400
_ITEM = re.compile(f"[{COUNT}]{{1,3}}是|[（(][0-9]{{1,2}}[）)]|[0-9]{{1,2}}[、．.]")


class _Cue(NamedTuple):
    place: str
    pattern: str
    weight: float


@cache
def _cues() -> tuple[_Cue, ...]:
    """The wording of ``modality_cues.tsv``; a lead opens a clause, a turn announces what the sentences after it do."""
    return tuple(_Cue(row["place"], row["cue"], float(row["weight"])) for row in read_table("modality_cues.tsv"))


@cache
def _finder() -> PatternFinder[int]:
    return PatternFinder({number: cue.pattern for number, cue in enumerate(_cues()) if cue.place != "lead"})


@cache
def _leads() -> Mapping[int, re.Pattern[str]]:
    return {number: re.compile(_LEAD + cue.pattern) for number, cue in enumerate(_cues()) if cue.place == "lead"}


class Wording:
    """How much the wording of a text speaks for plans (positive) or results (negative), stretch by stretch."""

    def __init__(self, text: str) -> None:
        found = [(match.start(), number) for number, match in _finder().find(text)]
        # With a line break before the text a match begins, with its mark, where the cue begins in the text itself.
        found += [(match.start(), number) for number, lead in _leads().items() for match in lead.finditer(f"\n{text}")]
        found.sort()
        cues = _cues()
        self._weights = [cue.weight for cue in cues]
        hits = [(start, number) for start, number in found if cues[number].place != "turn"]
        self._starts, self._numbers = [start for start, _ in hits], [number for _, number in hits]
        self._turns = [(start, cues[number].weight) for start, number in found if cues[number].place == "turn"]
        self._turn_starts = [start for start, _ in self._turns]

    def score(self, start: int, end: int) -> float:
        """Return the weight of the cues that begin in text[start:end]; one cue counts three times at most."""
        first = bisect_left(self._starts, start)
        last = bisect_left(self._starts, end, first)
        if last - first <= 1:
            return self._weights[self._numbers[first]] if first < last else 0.0
        total, counts = 0.0, dict[int, int]()
        for number in self._numbers[first:last]:
            count = counts.get(number, 0)
            if count < _COUNTED:
                total += self._weights[number]
                counts[number] = count + 1
        return total

    def turn(self, start: int, end: int) -> float:
        """Return the weight of what text[start:end] announces; the strongest counts."""
        first = bisect_left(self._turn_starts, start)
        last = bisect_left(self._turn_starts, end, first)
        return max((weight for _, weight in self._turns[first:last]), key=abs) if first < last else 0.0


def purposes(sections: Sequence[Section], calendar: Calendar) -> list[str | None]:
    """What the sections are for: one on the year under review (一、2023年重点工作) tells what was done."""
    kinds: list[str | None] = []
    told = calendar.review_year
    if told is None and calendar.report_year is not None:
        told = calendar.report_year - 1
    parents = {section.section_id: index for index, section in enumerate(sections)}
    for section in sections:
        parent = parents.get(section.parent_id) if section.parent_id is not None else None
        inherited = parent is not None and sections[parent].kind == section.kind
        if inherited:
            kinds.append(kinds[parent] if parent is not None else None)
        elif told is not None and f"{told}年" in section.heading and f"{told + 1}年" not in section.heading:
            kinds.append("review")
        else:
            kinds.append(section.kind)
    return kinds


def outlooks(
    sentences: Sequence[Discourse], sections: Sequence[Section], kinds: Sequence[str | None], wording: Wording
) -> list[float]:
    """Return for each sentence how much what stands before and after it speaks for plans; results are negative."""
    told = [_evidence(sentence, purpose(sentence, kinds), wording) for sentence in sentences]
    return _around(told, [0.5, *(_goes_on(before, after, sections) for before, after in pairwise(sentences))])


def _around(told: Sequence[float], steps: Sequence[float]) -> list[float]:
    """What the sentences before and after each say of it, by how likely each goes on as the one before."""
    ahead, behind = [0.0] * len(told), [0.0] * len(told)
    for index in range(1, len(told)):
        ahead[index] = _passed_on(ahead[index - 1] + told[index - 1], steps[index])
    for index in range(len(told) - 2, -1, -1):
        behind[index] = _passed_on(behind[index + 1] + told[index + 1], steps[index + 1])
    return [first + second for first, second in zip(ahead, behind, strict=True)]


def sentence_outlooks(text: str, spans: Sequence[tuple[int, int]], kinds: Sequence[str | None], *, prior: float = -0.1) -> list[float]:
    """Return for each sentence of a text how much speaks for a plan (positive) or a result (negative): itself and those around it.

    Parameters
    ----------
    text : str
    spans : sequence of (start, end)
        Its sentences, in order.
    kinds : sequence of str or None
        What the section of each sentence is for.
    prior : float
        The evidence of a sentence in a section without a kind.

    Examples
    --------
    >>> text = "修好了三座桥。今年要修五座桥。"
    >>> [look > 0 for look in sentence_outlooks(text, [(0, 7), (7, 15)], ["review", "tasks"])]
    [False, True]
    """
    wording = Wording(text)
    told = [_worded(wording, start, end, PRIOR.get(kind or "", prior)) for (start, end), kind in zip(spans, kinds, strict=True)]
    steps = [_GOES_ON if kind == before else _NEXT_SECTION for before, kind in pairwise(kinds)]
    return [own + around for own, around in zip(told, _around(told, [0.5, *steps]), strict=True)]


def purpose(sentence: Discourse, kinds: Sequence[str | None]) -> str | None:
    """What a sentence is for: its section says so, unless it looks back from among the tasks (过去一年，我们…)."""
    if sentence.paragraph is not None and sentence.paragraph.back:
        return "review"
    return kinds[sentence.section] if sentence.section >= 0 else None


def _goes_on(before: Discourse, after: Discourse, sections: Sequence[Section]) -> float:
    if after.note:
        return 0.5
    if after.section != before.section:
        # The items of a list go on as the paragraphs of a text do.
        item = bool(_ITEM.match(sections[after.section].number or "")) and sections[after.section].parent_id is not None
        return _NEXT_PARAGRAPH if item else _NEXT_SECTION
    return _NEXT_PARAGRAPH if after.opens else _GOES_ON


def _evidence(sentence: Discourse, kind: str | None, wording: Wording) -> float:
    """The evidence of a sentence in itself."""
    frame = sentence.frame
    framed = 0.0 if frame is None else _AHEAD if frame.ahead else _BACK
    return _worded(wording, sentence.start, sentence.end, framed + PRIOR.get(kind or "", _PLAIN))


def _worded(wording: Wording, start: int, end: int, prior: float) -> float:
    """The evidence of the wording of a sentence beside what else is known of it."""
    told = prior + wording.turn(start, end) + 0.5 * wording.score(start, min(end, start + _REACH))
    return max(-_MOST, min(_MOST, told))


def _passed_on(evidence: float, goes_on: float) -> float:
    """What the evidence of one sentence says of the next."""
    odds = exp(evidence)
    return log((goes_on * odds + 1 - goes_on) / ((1 - goes_on) * odds + goes_on))
