"""The year a figure is about, how long a time it is of, and the wording of a longer span."""

import re
from collections.abc import Callable
from typing import NamedTuple

from toolkit.claims.cases import Case
from toolkit.claims.frames import span_frame
from toolkit.claims.stocks import RISING_FROM, grain, is_stock
from toolkit.document import Grain, Modality
from toolkit.grammar.numerals import COUNT, integer
from toolkit.grammar.times import PLAN, YEAR

__all__ = ["RULES", "When", "YearRule", "when"]

# Rules of modality for plans of the year under review.
_OF_REVIEW = ("goal compared with", "planned amount told against")
_OF_BASIS = re.compile("(?:(?<![占对])比(?![重例率值])|较)[^，；。]{2,12}的$")
_WHOLE_SPAN = re.compile(f"[比较是][^，。；]{{0,3}}(?:{PLAN}(?![”\"]|期?[末初])|(?:前|上一?个?)[五5]年)")
_EARLIER = re.compile(
    f"(?:[比较]|相当于|是)[^，。；]{{0,3}}(?:{YEAR}年|{PLAN})|翻[^，。；]{{0,4}}番|[比较](?:五|5|十|10|三|四)年前"
)
# 比2015年增加4亿元，增长40%: the second is against 2015 too.
_SAME_BASE = re.compile(
    f"[比较][^，。；]{{0,3}}(?:{YEAR}年|{PLAN})[^，。；]*[0-9][^，。；]{{0,4}}[，、](?:实际)?(?:增长|增加|提高|上升|下降|减少)了?$"
)
# 2022年同2018年相比，产值增长40%.
_COMPARED_YEARS = re.compile(f"[同与和跟](?P<year>{YEAR})年(?:度)?相?比(?:较)?，[^。；]*$")
_ON_AVERAGE = re.compile("[，、（]年(?:平)?均(?:增长|递增|增加)")
# 在上年增长8%的基础上，又增长6%.
_BEFORE_LAST = re.compile("(?:在|比)?(?:上|前一)年[^，。；]*$")
_UPON = re.compile("[^，。；]{0,8}的?基础上")
_TOTAL = re.compile("累计|合计|总共")
# 年均气温 is a measure of one year.
_YEARLY_MEASURE = "浓度|气温|降水|降雨|值|径流|停电|收入|工资|受教育|日照|湿度"
_MEAN = re.compile(
    f"(?:(?<![上去全])年(?:平)?均(?![^0-9]{{0,6}}(?:{_YEARLY_MEASURE}))|平均每年|每年平均|(?<![.0-9_])[两二三四五0-9]年平均)[^0-9，。；]*$"
)
_RUN = re.compile(f"连续[{COUNT}两0-9]{{1,3}}年[^，。；]{{0,12}}(?:保持|增长|达|超|下降)[^，。；]{{0,6}}$")
_YEARLY = re.compile("同比|[比较](?:上|去|前)一?年|[比较]上年")
_YEARLY_AFTER = re.compile("[，、]?(?:同比|[比较](?:上|去|前)一?年)")
_SUBSIDY = re.compile("给予|奖励|补助标准|补贴标准|资助|贴息|罚款|处以")
_SUBSIDY_REACH = 24
_NAMES_PLAN = re.compile(PLAN)

class When(NamedTuple):
    """When a figure holds."""

    year: int | None
    grain: Grain = "year"
    period: str | None = None


class YearRule(NamedTuple):
    """One way to tell when a figure holds; the first rule that holds decides."""

    name: str
    holds: Callable[[Case, Modality, str], bool]
    """Of the figure, its modality and the name of the rule that gave the modality."""
    when: Callable[[Case, Modality, str], When]
    example: str
    """A text whose last figure is read by it, in a report of 2024 on 2023."""


def when(case: Case, modality: Modality, reason: str) -> tuple[When, str]:
    """Return when a figure holds, and the name of the rule that told it."""
    for rule in RULES:
        if rule.holds(case, modality, reason):
            found = rule.when(case, modality, reason)
            length = grain(case) if found.grain == "year" else found.grain
            return (found if length == found.grain else found._replace(grain=length)), rule.name
    raise AssertionError("the last rule always holds")


def _review(case: Case) -> int | None:
    """The year of results that name none."""
    frame, calendar = case.frame, case.calendar
    known = frame is not None and frame.kind == "year" and calendar.current is not None
    if frame is not None and known and (calendar.review_year is None or calendar.past(frame.year)):
        return frame.year
    return calendar.review_year


def _span(case: Case) -> tuple[int | None, str] | None:
    """Last year and wording of the span that the figure is in."""
    time, frame = case.time, case.frame
    if time is not None:
        if time.kind != "span":
            return None
        frame = span_frame(time, case.calendar)
        return frame.year, frame.text
    return (frame.year, frame.text) if frame is not None and frame.kind == "span" else None


def _source(case: Case, modality: Modality, reason: str) -> When:
    time, review = case.time, case.calendar.review_year
    # 2023年从76%提高到80%: the year is that of what it became.
    if compared := _COMPARED_YEARS.search(case.before):
        return When(integer(compared["year"]))
    if time is None or not case.own or time.kind == "span" or RISING_FROM.search(case.before[len(case.before) - (case.start - time.end) :]):
        return When(None)
    return When(review - 1 if time.kind == "last" and review is not None else time.year)


def _told(case: Case, modality: Modality, reason: str) -> When:
    """The year that the sentence names."""
    time, calendar = case.time, case.calendar
    if time is None or time.year is None:
        return When(case.planned if modality == "target" else _review(case))
    part = case.part is not None and case.part.grain in ("half", "quarter", "month")
    if time.kind == "now" and modality != "target" and calendar.review_year is not None and not part:
        return When(calendar.review_year)
    return When(time.year)


def _sum(case: Case, modality: Modality, reason: str) -> bool:
    """累计 in a passage on several years, where another clause has named a year."""
    frame = case.frame
    told = frame is not None and frame.kind == "span" and not case.own and case.time is not None
    return told and bool(_TOTAL.search(case.clause))


def _summed(case: Case, modality: Modality, reason: str) -> When:
    return When(None, "several", case.frame.text if case.frame is not None else None)


def _over_span(case: Case, modality: Modality, reason: str) -> When:
    year, text = _span(case) or (None, "")
    if modality == "target":
        if case.time is not None:
            span = span_frame(case.time, case.calendar)
            year = case.time.ends[1] if case.time.ends else span.year if span.ahead else None
        elif case.frame is not None and not case.frame.ahead:
            year = None
        return When(year, "year", text) if is_stock(case) else When(None, "several", text)
    if is_stock(case):
        return When(year, "moment" if case.role == "level" else "year", text)
    return When(None, "several", text)


def _planned(case: Case, modality: Modality, reason: str) -> When:
    plan, frame = case.now.plan, case.frame
    if plan is not None:
        return When(plan.year)
    if case.calendar.current is None:
        return When(None)
    if frame is not None and frame.kind == "year" and (frame.ahead or case.calendar.review_year is None):
        return When(frame.year)
    return When(case.planned)


def _is_rule(case: Case, modality: Modality, reason: str) -> bool:
    if modality != "target" or case.time is not None or not case.unit.endswith(("元", "%", "倍")):
        return False
    return bool(_SUBSIDY.search(case.before[-_SUBSIDY_REACH:] + case.after[:_SUBSIDY_REACH]))


def _mean(case: Case, modality: Modality, reason: str) -> bool:
    return ("均" in case.stem and bool(_MEAN.search(case.stem))) or bool(_RUN.search(case.stem))


def _mean_up_to(case: Case, modality: Modality, reason: str) -> bool:
    return modality == "target" and case.time is not None and case.time.year is not None and _mean(case, modality, reason)


def _up_to(case: Case, modality: Modality, reason: str) -> When:
    return When(case.time.year if case.time is not None else None, "several")


def _earlier(case: Case, modality: Modality, reason: str) -> bool:
    if case.role != "change" and case.unit not in ("倍", "番"):
        return False
    based = case.role == "change" and ("比" in case.before or "较" in case.before)
    told = based and (_SAME_BASE.search(case.before) or _COMPARED_YEARS.search(case.before))
    return bool(told or _EARLIER.search(case.clause))


def _against_last_year(case: Case, modality: Modality, reason: str) -> bool:
    if modality == "target" or not (case.time is None or (case.time.kind == "span" and not case.own)):
        return False
    return bool(_YEARLY.search(case.clause) or _YEARLY_AFTER.match(case.after))


def _since(case: Case, modality: Modality, reason: str) -> When:
    time = case.time
    if time is not None and time.kind != "span":
        year = _told(case, modality, reason).year
    elif modality == "target":
        year = _planned(case, modality, reason).year
    else:
        span = _span(case)
        year = span[0] if span else _review(case)
    return When(year, "several")


def _begins(case: Case, modality: Modality, reason: str) -> bool:
    return reason == "value to begin with"


def _of_review(case: Case, modality: Modality, reason: str) -> bool:
    return reason in _OF_REVIEW and not (case.time is not None and case.time.year)


def _against_span(case: Case, modality: Modality, reason: str) -> bool:
    return _span(case) is not None and bool(_WHOLE_SPAN.search(case.clause))


def _of_basis(case: Case, modality: Modality, reason: str) -> bool:
    return case.role == "level" and case.stem.endswith("的") and bool(_OF_BASIS.search(case.stem))


def _is_of_a_longer_plan(case: Case, modality: Modality, reason: str) -> bool:
    """Whether a goal is told with the growth that leads to it in some years (收入达到70亿元，年均增长10%)."""
    return modality == "target" and case.role == "level" and case.time is None and bool(_ON_AVERAGE.match(case.after))


def _is_built_upon(case: Case, modality: Modality, reason: str) -> bool:
    return modality != "target" and bool(_UPON.match(case.after)) and bool(_BEFORE_LAST.search(case.stem))


def _before_review(case: Case, modality: Modality, reason: str) -> When:
    year = _review(case)
    return When(None if year is None else year - 1)


def _is_listed_goal(case: Case, modality: Modality, reason: str) -> bool:
    """Whether goals are listed that name no time, where the passage is still on the years before."""
    passed = case.frame is not None and not case.frame.ahead
    return reason == "goals listed" and case.time is None and passed and not _NAMES_PLAN.search(case.before)


def _no_year(case: Case, modality: Modality, reason: str) -> When:
    return When(None)


def _several(case: Case, modality: Modality, reason: str) -> When:
    return When(None, "several")


def _in_review(case: Case, modality: Modality, reason: str) -> When:
    return When(_review(case))


RULES: tuple[YearRule, ...] = (
    YearRule("provision", lambda case, *_: case.now.article, _no_year, "第一条 处五千元以上罚款。\n第二条 处二万元以上罚款。"),
    YearRule("rule or subsidy", _is_rule, _no_year, "对新认定的企业给予50万元奖励。"),
    YearRule("value to begin with", _begins, _source, "覆盖率由2020年的76%提升至全省前列。"),
    YearRule("result built upon", _is_built_upon, _before_review, "2023年，产值在上年增长8%的基础上再创新高。"),
    YearRule("amount compared with", _of_basis, _no_year, "产值较“十三五”末的96亿元增加。"),
    YearRule("yearly mean up to a year", _mean_up_to, _up_to, "力争到2027年，产值年均增长5%。"),
    YearRule("yearly mean", _mean, _several, "2023年产值96亿元，年均增长5%。"),
    YearRule("plan of the year under review", _of_review, _in_review, "价格上涨0.4%，低于3%的预期目标。"),
    YearRule("against an earlier span", _against_span, _several, "五年来，完成投资30亿元，是“十二五”的1.4倍。"),
    YearRule("change since an earlier year", _earlier, _since, "产值比2015年增长40%。"),
    YearRule("against the year before", _against_last_year, _in_review, "五年来，面貌大变。投资30亿元，比上年增长5%。"),
    YearRule("goals listed", _is_listed_goal, _planned, "一、过去五年工作回顾\n五年来，成绩很大。新一年的预期目标是：产值增长6%。"),
    YearRule("sum over a span", _sum, _summed, "一、过去五年工作回顾\n2023年投资比2018年增长80%，累计投资18亿元。"),
    YearRule("over a span", lambda case, *_: _span(case) is not None, _over_span, "五年来，新建校舍12所。"),
    YearRule("goal told with its mean", _is_of_a_longer_plan, _no_year, "要点如下。\n力争产值达到70亿元，年均增长。"),
    YearRule("year of the sentence", lambda case, *_: case.time is not None, _told, "2022年，新建校舍12所。"),
    YearRule("planned", lambda case, modality, reason: modality == "target", _planned, "今年的目标是：\n新建校舍12所。"),
    YearRule("result", lambda *_: True, _in_review, "新建校舍12所。"),
)
