"""Frames: the time that a heading or the lead of a paragraph sets for what follows it."""

import re
from collections.abc import Callable, Sequence
from typing import Literal, NamedTuple

from toolkit.claims.calendar import Calendar, dated
from toolkit.document import Section
from toolkit.grammar.numerals import COUNT, integer
from toolkit.grammar.times import PLAN, YEAR, Time, find_times

__all__ = ["ASIDE", "LEADS", "VAGUE", "Frame", "Lead", "LeadRule", "heading_frames", "parents", "plan_told", "span_frame", "time_frame"]

ASIDE = re.compile("[^，。；：]{0,8}(?:首次|首个|首家|首位|最|新高|未有|第一|极)")
"""After a span (30年来首次): it says how rare something is, not when it holds."""
VAGUE = re.compile("近年|多年|长期|历年")

_WEAK = re.compile("年内$|近|前|多年|长期|历年|建国|改革开放|连续|十[八九]大|二十大|新中国")
_AHEAD = re.compile(f"(?:今后|未来|下一?个?)(?P<years>[0-9{COUNT}]{{1,2}}(?=年))?")
_GOALS = re.compile("[^。；，]{0,12}(?:目标|要求|任务|思路|设想)")
_PLAN_TOLD = re.compile(f"(?P<plan>{PLAN})(?:规划|计划)?[^。；，]{{0,12}}(?:目标|任务|规划|计划)[^。；，]{{0,10}}(?:完成|实现|收官)")
# “十四五”我省发展的主要目标是：…; “十四五”是关键时期。
_PLAN_SET = re.compile(f"[ 　]*(?P<plan>{PLAN})(?:，?是[^0-9；]|[^。；，：0-9末初]{{0,20}}(?:指导思想|目标|任务|思路|要求))")
_TERM = re.compile(
    "本届政府|[五5三3四4]年(?:的)?(?:政府)?(?:工作|成就|发展|来)|的[五三四]年$"
    f"|(?P<plan>{PLAN})(?:和|与|及|、|以来|时期|期间|的?发展|的?工作|的?回顾|规划|计划|经济|主要|成就|我)"
)
# “十四五”实现良好开局 is about the year.
_ONE_OF_THEM = re.compile(f"开局|起步|收官之年|元年|第[{COUNT}]年|关键之年")
_THESE_YEARS = re.compile("[—－]*这?(?:是|些年是)[^。]{2,40}的[三四五六]年。?\\n?$")
_OVER_YEARS = re.compile(f"年均|平均每年|五年|(?<![0-9])5年|翻|[比较是]{YEAR}年")
# 图3 2021—2025年粮食产量 is about its picture.
_CAPTION = re.compile(f"[ 　]*(?:[图表][ 　]*[0-9{COUNT}]|{YEAR}年?[-—~至到]{{1,2}}{YEAR}年[^，。；：]*\n?$)")


class Frame(NamedTuple):
    """The time that a heading or a lead speaks of."""

    kind: Literal["year", "span", "mixed"]
    """``mixed`` for a heading that names both (过去五年和2022年工作回顾): the leads under it tell which."""
    year: int | None = None
    """That year, or the last year of the span where it is known."""
    text: str = ""
    """The wording of a span."""
    ahead: bool = False
    """Whether it lies after the year under review."""
    back: bool = False
    """Whether the text turns to look back (过去一年), even among tasks."""


class Lead(NamedTuple):
    """A time that opens a sentence."""

    text: str
    start: int
    end: int
    """Of the sentence."""
    time: Time
    frame: Frame
    opens: bool
    """Whether the sentence opens a paragraph."""
    figures: bool
    """Whether it has figures."""
    mixed: bool
    """Whether the heading above names a span and a year."""

    around: Frame | None
    """The time that is set where the sentence stands."""
    planned: bool
    """Whether the section is for goals or tasks."""
    listed: bool
    """Whether a numbered list follows the sentence."""

    @property
    def spanned(self) -> bool:
        """Whether a span is set that the sentence stands in."""
        return self.around is not None and self.around.kind == "span"

    @property
    def paused(self) -> bool:
        """Whether a comma stands after the time."""
        return self.text[self.time.end : self.time.end + 1] == "，"


class LeadRule(NamedTuple):
    """What a time that opens a sentence sets the time of; the first rule that holds decides."""

    name: str
    holds: Callable[[Lead], bool]
    sets: Literal["sentence", "paragraph", "passage"]
    """A passage goes on over paragraphs, to the end of the section or to another such lead."""
    example: str
    year: int | None
    """The year of the last figure of the example, in a report of 2024 on 2023."""


def _is_span(lead: Lead) -> bool:
    return lead.frame.kind == "span"


def _is_recent(lead: Lead) -> bool:
    return lead.time.kind in ("last", "past") or lead.text.endswith("过去的", 0, lead.time.start)


def _recalls_last_year(lead: Lead) -> bool:
    """Whether a result of last year is told in passing (去年产值达到9亿元), so that the next paragraph goes on with the years before."""
    return lead.time.kind == "last" and not lead.opens and lead.figures and lead.spanned


def _ends_span(lead: Lead) -> bool:
    """Whether a year is told with what several years came to (去年产值9亿元，年均增长8%), so that their span goes on."""
    told = lead.opens or lead.time.kind == "last"
    return told and lead.spanned and bool(_OVER_YEARS.search(lead.text, lead.time.end, lead.end))


def _leaves_span_ahead(lead: Lead) -> bool:
    """Whether the year of the plan is introduced behind the years to come (今年是开局之年。)."""
    ahead = lead.around is not None and lead.around.kind == "span" and lead.around.ahead
    return ahead and not lead.figures and lead.time.kind in ("now", "next", "year") and lead.frame.ahead


def _turns_ahead(lead: Lead) -> bool:
    """Whether a paragraph that has looked back from among the tasks comes to the year of the plan."""
    return lead.planned and lead.frame.ahead and lead.around is not None and lead.around.back


def _comes_to_the_plan(lead: Lead) -> bool:
    """Whether a paragraph that has told of the year just past comes to the year of the plan (去年，…。今年，…)."""
    around = lead.around
    told = around is not None and around.kind == "year" and not around.ahead
    return told and lead.time.kind == "now" and lead.frame.ahead and lead.paused and not lead.opens


LEADS: tuple[LeadRule, ...] = (
    LeadRule(
        "caption", lambda lead: _is_span(lead) and bool(_CAPTION.match(lead.text, lead.start, lead.end)), "sentence",
        "图2 2019—2023年粮食产量\n新建校舍12所。", 2023,
    ),
    LeadRule(
        "goals ahead", lambda lead: lead.frame.ahead and _is_span(lead) and bool(_GOALS.match(lead.text, lead.time.end, lead.end)),
        "passage",
        "形势很好。今后五年的目标是：\n绿地率达到40%。", 2028,
    ),
    LeadRule(
        "span of a passage", lambda lead: _is_span(lead) and lead.opens and not _WEAK.search(lead.time.text), "passage",
        "五年来，城乡面貌大变。\n新建校舍12所。", None,
    ),
    LeadRule(
        "vague span", lambda lead: _is_span(lead) and bool(_WEAK.search(lead.time.text)), "sentence",
        "近年来，发展很快。新建校舍12所。", 2023,
    ),
    LeadRule(
        "span under a mixed heading", lambda lead: _is_span(lead) and lead.mixed and lead.paused, "passage",
        "一、过去五年和2023年工作回顾\n会议以来，工作扎实。五年来，成绩很大。\n新建校舍12所。", None,
    ),
    LeadRule(
        "span of a paragraph", lambda lead: _is_span(lead) and (lead.paused or not lead.figures), "paragraph",
        "成绩很大。五年来，共建公园9个。新建校舍12所。", None,
    ),
    LeadRule("span of a sentence", _is_span, "sentence", "成绩很大。五年累计建公园9个。新建校舍12所。", 2023),
    LeadRule("end of a span", _ends_span, "sentence", "一、过去五年工作回顾\n2023年产值9亿元，年均增长8%。新建校舍12所。", None),
    LeadRule(
        "the year just past among tasks", lambda lead: _is_recent(lead) and lead.planned, "paragraph",
        "一、2024年工作安排\n过去一年，成绩很大。新建校舍12所。", 2023,
    ),
    LeadRule(
        "back to the tasks", _turns_ahead, "paragraph",
        "一、2024年工作安排\n过去一年，成绩很大。今年任务更重。新建校舍12所。", 2024,
    ),
    LeadRule(
        "the plan behind the year just past", _comes_to_the_plan, "passage",
        "一、改善民生\n民生是大事。去年，成绩很大。今年，任务更重。\n（1）新建校舍12所。", 2024,
    ),
    LeadRule(
        "year of a list", lambda lead: lead.frame.ahead and lead.frame.kind == "year" and lead.listed and not lead.figures, "passage",
        "一、改善民生\n民生是大事。今年要办好几件实事。\n一是建学校。新建校舍12所。", 2024,
    ),
    LeadRule(
        "year behind the years ahead", _leaves_span_ahead, "passage",
        "一、2024年工作安排\n未来五年，任务很重。今年是开局之年。\n新建校舍12所。", 2024,
    ),
    LeadRule(
        "the year just past inside a paragraph on several years", _recalls_last_year, "paragraph",
        "一、过去五年工作回顾\n成绩很大。去年产值达到9亿元。\n新建校舍12所。", None,
    ),
    LeadRule("the year just past", _is_recent, "passage", "五年来，面貌大变。\n刚刚过去的2023年，投资9亿元。\n新建校舍12所。", 2023),
    LeadRule(
        "year that sets the scene", lambda lead: lead.opens and not lead.figures, "passage",
        "五年来，面貌大变。\n2022年是不平凡的一年。\n新建校舍12所。", 2022,
    ),
    LeadRule("year of a paragraph", lambda lead: lead.opens, "paragraph", "2022年，投资9亿元。新建校舍12所。", 2022),
    LeadRule("year of a sentence", lambda lead: True, "sentence", "成绩很大。2022年，投资9亿元。新建校舍12所。", 2023),
)  # fmt: skip


def time_frame(time: Time, calendar: Calendar) -> Frame | None:
    """Return the frame that a time sets; None for a comparison or a year that is not known."""
    if time.kind == "span":
        return span_frame(time, calendar)
    if time.year is None or time.kind == "basis":
        return None
    ahead = calendar.review_year is not None and calendar.to_come(time.year)
    return Frame("year", time.year, ahead=ahead, back=time.kind == "past")


def span_frame(time: Time, calendar: Calendar) -> Frame:
    """Return the frame of a span: 今后五年 of 2024 ends with 2028; one that is not over is told of up to the year under review."""
    review, last = calendar.review_year, time.ends[1] if time.ends else None
    coming = _AHEAD.search(time.text)
    ahead = bool(coming) or (time.ends is not None and calendar.to_come(time.ends[0]))
    if coming and coming["years"] and calendar.current is not None:
        last = calendar.current + (integer(coming["years"]) or 0) - 1
    elif not ahead and review is not None and (last is None or last > review):
        last = review
    return Frame("span", last, time.text, ahead)


def plan_told(text: str, start: int, end: int, calendar: Calendar, *, opens: bool, listed: bool) -> tuple[str, Frame] | None:
    """Return the span that a sentence tells of without 五年来, and whether for its paragraph or for the list after it.

    这是面貌大变的五年。 does so, and “十四五”的主要目标是：…, and “十三五”规划目标任务圆满完成 before a list.
    """
    if opens and _THESE_YEARS.match(text, start, end):
        return "paragraph", Frame("span", calendar.review_year, "五年")
    if opens and (plan := _PLAN_SET.match(text, start, end)):
        return "passage", _term_frame(plan, calendar)
    told = _PLAN_TOLD.search(text, start, end) if listed else None
    return ("passage", _term_frame(told, calendar)) if told else None


def _term_frame(named: re.Match[str], calendar: Calendar) -> Frame:
    """The span of a five-year plan or a term of office that is named without 期间."""
    if named["plan"] is None:
        return Frame("span", calendar.review_year, named[0])
    (time,) = find_times(named["plan"] + "时期")
    return span_frame(time, calendar)


def parents(sections: Sequence[Section]) -> list[int | None]:
    """Return the index of the section around each section."""
    index = {section.section_id: at for at, section in enumerate(sections)}
    return [None if section.parent_id is None else index[section.parent_id] for section in sections]


def heading_frames(sections: Sequence[Section], calendar: Calendar) -> list[Frame | None]:
    """Return the frame that each section's heading sets, or that of the section around."""
    found: list[Frame | None] = []
    for section, parent in zip(sections, parents(sections), strict=True):
        own = _heading_frame(section.heading, calendar) if section.heading else None
        found.append(own or (found[parent] if parent is not None else None))
    return found


def _heading_frame(heading: str, calendar: Calendar) -> Frame | None:
    if _ONE_OF_THEM.search(heading):
        return None
    times = [time for time in dated(find_times(heading), calendar) if time.kind != "basis"]
    spans = [time for time in times if time.kind == "span"]
    years = [time for time in times if time.year is not None and time.kind != "span"]
    term = None if spans else _TERM.search(heading)
    if years and (spans or term):
        return Frame("mixed")
    if term:
        return _term_frame(term, calendar)
    if spans:
        return span_frame(spans[0], calendar)
    return time_frame(years[0], calendar) if len({time.year for time in years}) == 1 else None
