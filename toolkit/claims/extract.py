"""One text in, numeric claims out."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from operator import attrgetter
from typing import NamedTuple

from toolkit.claims.bounds import shared_bound, stated_bound
from toolkit.claims.linking import indicator_id
from toolkit.claims.modality import Mood
from toolkit.claims.owners import Owner, owners
from toolkit.claims.period import Calendar, Clock, Time, find_times, planned_year
from toolkit.claims.reading import Reading, Subject, read_figure
from toolkit.claims.stretches import figures_by_sentence, opens_paragraph, stretches_around, whole_sentences
from toolkit.claims.words import words_between
from toolkit.document import Bound, Claim, Modality, Section, Sentence
from toolkit.grammar.quantities import Quantity, find_quantities
from toolkit.text import find_sections

__all__ = ["extract_claims"]

_FLOW = re.compile(
    "新增|新建|累计|合计|总计|年均|改造|完成|投资|发放|安排|建成|下达|补助|安置|搬迁|解决|减免|减税|实施|培训|取得|出版|印|新设|共|引进|取消"
)
# A rule of a policy (给予最高50万元补助) is for no year.
_RULE = re.compile("给予|奖励|补助标准|补贴标准|资助|贴息|罚款|处以")
_RULE_REACH = 24
# A time is looked for among so many before the figure: the others are comparisons (比2020年).
_NEAR = 6
_REACHED = frozenset(
    ["达", "达到", "为", "是", "有", "共有", "拥有", "建有", "建立", "突破", "超过", "覆盖", "占", "居", "位居", "列", "排", "稳居",
     "扩大", "提高"]
)  # fmt: skip


def extract_claims(
    text: str, *, place: str | None = None, report_year: int | None = None, review_year: int | None = None,
    sentences: Sequence[Sentence] | None = None, sections: Sequence[Section] | None = None,
) -> list[Claim]:  # fmt: skip
    """Return the numeric claims of a text: every quantity that it asserts about something, in order of appearance.

    Parameters
    ----------
    text : str
        A cleaned report or passage.
    place : str, optional
        The place the report is of; a figure belongs to it unless its sentence opens with another place.
    report_year : int, optional
        The year the report was delivered or published in: what 今年 means.
    review_year : int, optional
        The year it looks back on: the year of results that name none.
    sentences, sections : sequence, optional
        The sentences and sections of the text where they are already known; found here otherwise.

    Returns
    -------
    list of Claim

    Examples
    --------
    >>> text = "2023年，全市生产总值增长6.1%，高于全省0.8个百分点。2024年力争增长6%左右。"
    >>> for claim in extract_claims(text, place="清远市", report_year=2024, review_year=2023):
    ...     print(claim.text, claim.indicator_id, claim.role, claim.modality, claim.year)
    6.1% 地区生产总值 change actual 2023
    0.8个百分点 地区生产总值 level actual 2023
    6%左右 None change target 2024
    """
    spans = whole_sentences(text, sentences)
    reader = _Reader(text, find_sections(text) if sections is None else sections, Calendar(report_year, review_year))
    figures = [
        figure
        for start, end, quantities in figures_by_sentence(spans, list(find_quantities(text)))
        for figure in reader.read(start, end, quantities)
    ]
    places = owners(text, [(figure.sentence, figure.opening) for figure in figures], place=place, year=report_year or review_year)
    return [_claim(text, figure, owner) for figure, owner in zip(figures, places, strict=True)]


class _Figure(NamedTuple):
    """A quantity with all that its context says."""

    quantity: Quantity
    reading: Reading
    bound: Bound
    modality: Modality
    year: int | None
    period: str | None
    sentence: int
    """Where its sentence begins."""
    opening: int | None
    """Where the clause begins that names what it is of."""


def _claim(text: str, figure: _Figure, owner: Owner) -> Claim:
    quantity, reading = figure.quantity, figure.reading
    return Claim(
        start=quantity.start, end=quantity.end, text=text[quantity.start : quantity.end],
        value=quantity.value, value_max=quantity.value_max, unit=quantity.unit, bound=figure.bound,
        role=reading.role, direction=reading.direction, basis=reading.basis,
        indicator=reading.indicator, indicator_id=indicator_id(reading.indicator, reading.role, place=owner[0]),
        modality=figure.modality, year=figure.year, period=figure.period, place=owner[0], adcode=owner[1],
    )  # fmt: skip


class _Reader:
    """Reads a text sentence by sentence, and keeps what holds over several of them."""

    def __init__(self, text: str, sections: Sequence[Section], calendar: Calendar) -> None:
        self.text, self.calendar = text, calendar
        self.clock = Clock(calendar, planned_year(text, calendar))
        self.mood = Mood(text, sections, review_year=calendar.review_year)
        self.times = find_times(text, calendar)
        self.at = 0
        self.group: list[Time] = []

    def read(self, start: int, end: int, quantities: Sequence[Quantity]) -> Iterator[_Figure]:
        """Yield the figures of the next sentence."""
        first = self.at
        while self.at < len(self.times) and self.times[self.at].start < end:
            self.at += 1
        here = self.times[first : self.at]
        paragraph = opens_paragraph(self.text, start)
        continued = not paragraph and self.text[start - 1 : start] in ("；", ";")
        self.clock.open(sentence=not continued, paragraph=paragraph)
        self.clock.note(here, start)
        self.mood.enter(start, end, paragraph=paragraph)
        self.group = [*self.group, *here] if continued else here
        if quantities:
            yield from self._figures(start, end, quantities)

    def _figures(self, start: int, end: int, quantities: Sequence[Quantity]) -> Iterator[_Figure]:
        stretches = stretches_around(start, end, quantities)
        times = [(time.start, time.end) for time in self.group if time.start >= start]
        words = words_between(self.text, stretches, times)
        subject, previous = Subject(), None
        shared: Bound = "exact"
        for index, quantity in enumerate(quantities):
            gap = stretches[index][0]
            reading = read_figure(words[index], words[index + 1], quantity, subject, previous)
            modality, year, period = self._when(start, end, gap, quantity, reading)
            bound = stated_bound(self.text, gap, quantity, shared if reading.joined else "exact")
            shared = shared if reading.joined else shared_bound(self.text, gap, quantity)
            yield _Figure(quantity, reading, bound, modality, year, period, start, reading.opening)
            previous = reading

    def _when(
        self, start: int, end: int, gap: int, quantity: Quantity, reading: Reading
    ) -> tuple[Modality, int | None, str | None]:
        """Modality, year and period of a figure."""
        at = bisect_right(self.group, quantity.start, key=attrgetter("end"))
        latest = next((time for time in reversed(self.group[max(0, at - _NEAR) : at]) if time.kind != "basis"), None)
        modality = self._modality(start, end, quantity, reading, latest)
        words = self.text[gap : quantity.start]
        target, stock = modality == "target", _is_stock(reading, words)
        near = max(start, quantity.start - _RULE_REACH), min(end, quantity.end + _RULE_REACH)
        if target and latest is None and _RULE.search(self.text, *near):
            return modality, None, None
        return modality, *self.clock.read(latest, gap, reading.governor, words, target=target, stock=stock)

    def _modality(self, start: int, end: int, quantity: Quantity, reading: Reading, latest: Time | None) -> Modality:
        if reading.governor == "由":
            return "actual"
        review, year = self.calendar.review_year, latest.year if latest else None
        planned = past = False
        if latest and year is not None:
            dated = latest.kind in ("reach", "next") or (latest.kind == "year" and review is not None)
            planned = dated and (review is None or year > review)
            past = latest.kind in ("year", "last") and review is not None and year <= review
        current = self.clock.current and bool(self.clock.planned or self.clock.plan)
        figure = (quantity.start, quantity.end)
        return self.mood.modality(start, end, figure, quantity.value, planned=planned, past=past, current=current)


def _is_stock(reading: Reading, words: str) -> bool:
    """Whether the figure is a state reached at the end of a span rather than what came about during it."""
    if reading.role == "rank" or reading.governor in ("到", "至"):
        return True
    return reading.role == "level" and reading.governor in _REACHED and not _FLOW.search(words)
