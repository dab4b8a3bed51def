"""What a text has set before it comes to a sentence: the time that headings, leads of paragraphs and the sentence itself speak of."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from toolkit.claims.calendar import Calendar, dated
from toolkit.claims.frames import ASIDE, LEADS, Frame, Lead, heading_frames, parents, plan_told, time_frame
from toolkit.claims.stretches import opens_paragraph
from toolkit.grammar.numerals import COUNT
from toolkit.grammar.times import Part, Time, find_parts
from toolkit.text import ParsedText

__all__ = ["FORECAST", "NEAR", "Discourse", "read_discourse"]

FORECAST = re.compile("(?:预计|预估|估计|预测)(?<!(?:好于|超过|高于|低于|超出)..)(?<!比..)(?!数?到)")
"""预计 governs its sentence to the 。"""

_OPENING = re.compile(
    f"(?:[ 　\n—●]|各位(?:代表|委员|同志)?[！!，,：:]|同志们[！!，,：:]|[（(]?[{COUNT}0-9]{{1,3}}[、）)．.])*(?:回顾|总结)?"
)
# What follows it opens the paragraph.
_SALUTATION = re.compile("[ 　\n]*(?:各位(?:代表|委员|同志)|同志们)[！!，,：:、]*")
NEAR = 8
"""A time is looked for among so many before the figure."""
# Further in, a time is that of one clause and not of what follows.
_LEAD = 20
_YEAR_LEAD = 6
_PART_HEADS = "；，年"
# A time behind these stands in brackets or is where a change began.
_NO_LEAD = ("（", "《", "由", "从", "自")
# After a year: the title of a report, or the rest of a date.
_TITLE = re.compile("[^，。；：]{0,30}(?:报告|公报|汇报)[^，。；：]{0,6}\n?$|[0-9]{1,2}月[0-9]{1,2}日")
_NOTE = re.compile("[^。，；：]{0,12}(?:名词|词语|术语)?(?:注释|解释)\n?$|(?:\\[|［|〔)[0-9]{1,3}(?:\\]|］|〕)")
# 2025年的主要目标：
_GOALS_OF = re.compile("的?(?:主要|具体|发展|总体|预期|近期|阶段性)*目标")
# Whose goals are not those of the report.
_ABOVE = re.compile("(?:我国|全国|国家|中国|世界|党中央)[^，。；]*$")
# A list is announced by the sentence before it.
_LIST = re.compile("[\n 　]*(?:一是|第一[，、]|[（(][1一][）)]|1[、．.])")
_ARTICLE = re.compile("第.{1,6}条")


class Passage(NamedTuple):
    """A time that holds over paragraphs."""

    frame: Frame
    under: int
    """The section whose text it is in; -1 for text before all headings."""


class Discourse(NamedTuple):
    """What holds in one sentence of a text; each is made from the one before it."""

    start: int
    end: int
    opened: int = 0
    """Where the sentence began, the parts before a ； included."""
    section: int = -1
    """Index of its section; -1 before the first."""
    heading: Frame | None = None
    passages: tuple[Passage, ...] = ()
    """Set by the leads of paragraphs for those that follow under the same heading: of a section, of one in it, and so on."""
    paragraph: Frame | None = None
    plan: Frame | None = None
    """The year by which a longer plan is to be reached (到2030年), until another is named."""
    times: tuple[Time, ...] = ()
    """Those of the sentence, after the last of those that open its parts before a ；."""
    headed: tuple[Time, ...] = ()
    """Of the times that open the parts before a ；, the first that has a year, and the first that has another."""
    years: tuple[Time, ...] = ()
    """The first of the times in it that has a year, and the first that has another."""
    parts: tuple[Part, ...] = ()
    forecast: bool = False
    """Whether 预计 has been said in this sentence before a ；."""
    note: bool = False
    """Whether it begins the notes or one of them, which go on from nothing before them."""
    article: bool = False
    """Whether it stands in an article (第十二条) of a law or of rules."""
    opens: bool = True
    """Whether it opens a paragraph."""

    @property
    def frame(self) -> Frame | None:
        """The innermost time that is set."""
        heading = self.heading if self.heading is not None and self.heading.kind != "mixed" else None
        return self.paragraph or (self.passages[-1].frame if self.passages else heading)


def read_discourse(parsed: ParsedText, spans: Sequence[tuple[int, int]], calendar: Calendar, *, plan: bool) -> Iterator[Discourse]:
    """Yield what holds in each of the sentences of a text.

    Parameters
    ----------
    parsed : ParsedText
    spans : sequence of (int, int)
        Its sentences.
    calendar : Calendar
    plan : bool
        Whether the text is a plan for several years: there 到2030年 holds until another year is named.
    """
    outline = _Outline(parsed, calendar, plan=plan)
    now = Discourse(0, 0)
    for start, end in spans:
        now = outline.enter(now, start, end)
        yield now


class _Outline:
    """The headings of a text with their times, and the times of its sentences."""

    def __init__(self, parsed: ParsedText, calendar: Calendar, *, plan: bool) -> None:
        self.text, self.calendar, self.sections, self.plan = parsed.plain, calendar, parsed.sections, plan
        self.times = dated(parsed.times, calendar)
        self.time_starts = [time.start for time in self.times]
        self.figure_starts = [quantity.start for quantity in parsed.quantities]
        self.section_starts = [section.start for section in self.sections]
        self.parents = parents(self.sections)
        self.headings = heading_frames(self.sections, calendar)
        self.articles = [bool(_ARTICLE.match(section.number)) for section in self.sections]

    def enter(self, before: Discourse, start: int, end: int) -> Discourse:
        """What holds in the next sentence."""
        greeted = before.opens and before.end == start and bool(_SALUTATION.fullmatch(self.text, before.start, before.end))
        opens = greeted or opens_paragraph(self.text, start)
        continued = not opens and self.text[start - 1 : start] == "；"
        first = bisect_left(self.time_starts, start)
        times = tuple(self.times[first : bisect_left(self.time_starts, end, first)])
        figure = self._first_figure(start, end)
        listed = self.text.startswith("——", end)
        section = bisect_right(self.section_starts, start) - 1
        if not (times or opens or continued or listed or figure < end) and section == before.section:
            return _unchanged(before, start, end)
        parts = tuple(find_parts(self.text, start, end)) if figure < end else ()
        heads = self._heads(before) if continued else ()
        headed = _two_years(before.headed + heads) if continued else ()
        now = Discourse(
            start=start, end=end, opened=before.opened if continued else start, section=section,
            heading=self.headings[section] if section >= 0 else None,
            passages=before.passages if section == before.section else self._passages(before, section),
            paragraph=None if opens else before.paragraph,
            plan=before.plan if self.plan or not opens else None,
            times=heads[-NEAR:] + times, headed=headed, years=_two_years(headed + times) if times else headed,
            parts=self._headed_part(before) + parts if continued else parts,
            forecast=continued and (before.forecast or bool(FORECAST.search(self.text, before.start, before.end))),
            note=opens and bool(_NOTE.match(self.text, start, end)),
            article=section >= 0 and self.articles[section],
            opens=opens,
        )  # fmt: skip
        return self._opening(now, times, figure, listed=listed) if times or opens or listed else now

    def _passages(self, before: Discourse, section: int) -> tuple[Passage, ...]:
        """Those of the passages before that a section goes on with."""
        return tuple(passage for passage in before.passages if not self._left(section, passage.under))

    def _opening(self, now: Discourse, times: Sequence[Time], figure: int, *, listed: bool) -> Discourse:
        """Take in the time that opens the sentence."""
        if times:
            opening = _OPENING.match(self.text, now.start, now.end)
            at = opening.end() if opening else now.start
            now = self._aim(now, times, at)
            lead = self._lead(now, times, at, figure)
            if lead is not None:
                sets = next(rule.sets for rule in LEADS if rule.holds(lead))
                return self._set(now, sets, lead.frame)
        told = plan_told(self.text, now.start, now.end, self.calendar, opens=now.opens, listed=listed) if now.opens or listed else None
        return self._set(now, *told) if told else now

    def _set(self, now: Discourse, sets: str, frame: Frame) -> Discourse:
        if sets == "passage":
            under = self._under(now.section)
            # A span goes on behind the parts of it; of years ahead the last one named is meant.
            kept = (old for old in now.passages if old.under != under and (old.frame.kind == "span" or not old.frame.ahead))
            return now._replace(paragraph=None, passages=(*kept, Passage(frame, under)))
        return now._replace(paragraph=frame) if sets == "paragraph" else now

    def _aim(self, now: Discourse, times: Sequence[Time], at: int) -> Discourse:
        """Take in the year by which something is to be reached."""
        for time in times:
            known = time.year is not None and self.calendar.past(time.year)
            if self._of_others(now, time):
                continue
            goals = self.plan and time.kind == "year" and bool(_GOALS_OF.match(self.text, time.end))
            if (time.kind == "reach" or goals) and not known and (self.plan or (now.opens and time.start - at <= _LEAD)):
                now = now._replace(plan=Frame("year", time.year, ahead=True))
            elif time.kind in ("now", "next") and time.start - at <= _LEAD:
                now = now._replace(plan=None)
        return now

    def _lead(self, now: Discourse, times: Sequence[Time], at: int, figure: int) -> Lead | None:
        """The time that opens the sentence before any figure; not one in brackets, of a title, or of an aside."""
        named = [time for time in times if time.kind != "basis" and self.text[time.start - 1 : time.start] not in _NO_LEAD]
        # 在过去五年中，2022年是极不平凡的一年。
        if len(named) > 1 and self.text[named[0].end : named[1].start] == "，" and self.text.startswith("是", named[1].end):
            named, at = named[1:], named[1].start
        time = named[0] if named else None
        if time is None or time.start - at > _LEAD or time.start > figure or _TITLE.match(self.text, time.end, now.end):
            return None
        if self._of_others(now, time):
            return None
        frame = time_frame(time, self.calendar)
        if frame is not None and not frame.ahead and self.text.endswith("过去的", 0, time.start):
            frame = frame._replace(back=True)
        if frame is None or (frame.kind == "year" and time.start - at > _YEAR_LEAD):
            return None
        if frame.kind == "span" and ASIDE.match(self.text, time.end):
            return None
        mixed = now.heading is not None and now.heading.kind == "mixed"
        planned = now.section >= 0 and self.sections[now.section].kind in ("targets", "tasks")
        listed = bool(_LIST.match(self.text, now.end))
        return Lead(self.text, now.start, now.end, time, frame, now.opens, figure < now.end, mixed, now.frame, planned, listed)

    def _of_others(self, now: Discourse, time: Time) -> bool:
        """Whether others are to reach something by then (明确了我国到2050年的战略目标)."""
        return time.kind == "reach" and bool(_ABOVE.search(self.text, max(now.start, time.start - _LEAD), time.start))

    def _headed_part(self, before: Discourse) -> tuple[Part, ...]:
        """What holds on after a ；: a moment, or a part of a year that opens a part of the sentence (1—11月，…；…)."""
        return tuple(
            part for part in before.parts[-1:]
            if part.grain == "moment" or part.start == before.opened or self.text[part.start - 1] in _PART_HEADS
        )  # fmt: skip

    def _heads(self, before: Discourse) -> tuple[Time, ...]:
        """The times that hold on after a ；: those that open a part of the sentence, for one further in is that of its clause."""
        return tuple(
            time for time in before.times if time.start - max(before.opened, self.text.rfind("；", before.opened, time.start)) <= _LEAD
        )

    def _first_figure(self, start: int, end: int) -> int:
        """Where the first figure of a sentence begins; its end where it has none."""
        at = bisect_left(self.figure_starts, start)
        return min(end, self.figure_starts[at]) if at < len(self.figure_starts) else end

    def _under(self, section: int) -> int:
        """The section that a passage is in: text after a list belongs to the section around."""
        if section < 0 or self.sections[section].heading or self.sections[section].number:
            return section
        parent = self.parents[section]
        return -1 if parent is None else parent

    def _left(self, section: int, around: int) -> bool:
        """Whether a passage has ended with the section that it stood in; one before all headings ends with one that has its own time."""
        if around < 0:
            return self.headings[section] is not None or self.sections[section].kind in ("targets", "tasks")
        at: int | None = section
        while at is not None and at >= 0:
            if at == around:
                return False
            at = self.parents[at]
        return True


def _unchanged(before: Discourse, start: int, end: int) -> Discourse:
    """What holds in a sentence that names no time and has no figure, as most do."""
    return Discourse(
        start, end, start, before.section, before.heading, before.passages, before.paragraph, before.plan,
        article=before.article, opens=False,
    )  # fmt: skip


def _two_years(times: Sequence[Time]) -> tuple[Time, ...]:
    """The first time that has a year, and the first that has another."""
    first = next((time for time in times if time.year is not None), None)
    if first is None:
        return ()
    other = next((time for time in times if time.year not in (None, first.year)), None)
    return (first,) if other is None else (first, other)
