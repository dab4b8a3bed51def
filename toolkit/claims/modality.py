"""Modality: whether a figure was measured, is estimated, or is promised."""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from toolkit.claims.cases import Case
from toolkit.claims.discourse import FORECAST
from toolkit.claims.frames import span_frame
from toolkit.claims.outlook import PRIOR, Wording
from toolkit.document import Modality

__all__ = ["RULES", "ModalityRule", "modality"]

# Every plan names itself by one of these: a quick test before the rest.
_PLAN = re.compile("预[算期]|计划|目标")
_PLANNED = re.compile(
    "(?:年初|调整后?的?|变更?动?|批准的?|年度)[^，。；]{0,24}(?:预算|计划|预期|目标)(?:数|安排|总计)?(?:为|是|安排)?$"
    "|(?:收入|支出)(?:调整)?预算(?:数|安排|总计)?(?:为|是|安排)?$|(?:预算|计划)数(?:为|是)?$|预算(?:共|总)?安排"
)
_GOAL_MISSED = re.compile("(?:低于|高于|超过|超出|好于|优于|快于|少于|超|未达到)[^，。；]{0,6}$")
_GOAL_AFTER = re.compile(
    "(?:左右|以上|以内|以下)?的?(?:全?年度?|年初|既定|确定|国家|省定|省下达|控制|调控|预期|增长|宏观)*的?(?:预期|调控|控制|计划)?(?:目标|指标|计划)"
    "|的预期(?=[，。；、])"
)
_GOAL_BEFORE = re.compile("控制在[^，。；]{0,6}(?:预期|目标)(?:目标|值)?的?$")
# 失业率预期5.3%，完成5.7%; 42万人（计划40万人）
_GOAL_NAMED = re.compile("预期(?:目标)?(?:为|是)?$|^(?:年初|年度)?(?:计划|目标)(?:为|是)?$")
# 会议提出，2023年的主要任务是增长6%
_GOAL_SET = re.compile("(?:提出|通过|确定|批准)[^。；]{0,40}(?:指标|任务|目标)，?(?:是|为)[^。；]*$")
# 今年的主要预期目标是：增长6%，…
_GOALS_LISTED = re.compile("(?:预期|主要|奋斗|调控|发展)(?:预期|调控)?目标(?:建议)?(?:是|为)?[:：][^。]*$")
_STRIVEN = re.compile("力争(?!了|上游)[^。；]{0,60}$")
_GOAL_OF_YEAR = re.compile("(?:左右|以上|以内)?的(?:预期|规划|奋斗)?目标")
_EXECUTED = re.compile("(?:完成|为|是|占|达到?)[^，。；]{0,6}(?:预算|计划|目标任务|任务)(?:数)?的?$")
_PERIOD = re.compile("时期|期间|规划|[-－—–~～至到]")
_ADDED = re.compile("（(?:预计|预测|初步预计)")
_COMPARED = re.compile("(?:超|高出|高于|低于|好于|优于|快于|多于|少于|短收|超收)[^，。；]*$")
_AGAINST = re.compile("的[0-9]|[，,；]?(?:实际|执行中|调整)")
_LIKELY = re.compile("有望|将达|可达|可望")
_PRECISE = {3: 0.7, 4: 1.5, 5: 2.0}
# The weight of the sentences around a figure, and of what follows it in its own sentence.
_AROUND, _FOLLOWING = 0.5, 0.5
_TIME = 4.0
_NO_KIND = -0.7


class Leaning(NamedTuple):
    """How much speaks for a plan (positive) or a result (negative)."""

    around: float
    """The section, the sentences around and the time that is named."""
    words: float
    """The wording of the sentence itself, and how round the value is."""

    @property
    def ahead(self) -> bool:
        return self.around + self.words > 0


class ModalityRule(NamedTuple):
    """One reason to call a figure actual, estimate or target; the first that holds decides."""

    name: str
    holds: Callable[[Case, Leaning], bool]
    modality: Modality
    example: str
    """A text whose last figure is read by it, in a report of 2024 on 2023."""
    cues: frozenset[str] = frozenset()
    """Characters of which one stands in the sentence of every figure that it reads, where there are such."""


def modality(case: Case, wording: Wording, kind: str | None, outlook: float) -> tuple[Modality, str]:
    """Return the modality of a figure and the name of the rule that gave it.

    Parameters
    ----------
    case : Case
    wording : Wording
    kind : str or None
        What the section of the figure is for.
    outlook : float
        How much the sentences around speak for plans.
    """
    leaning, said = _lean(case, wording, kind, outlook), case.said
    for rule in RULES:
        if (not rule.cues or not rule.cues.isdisjoint(said)) and rule.holds(case, leaning):
            return rule.modality, rule.name
    raise AssertionError("the last rule always holds")


def _lean(case: Case, wording: Wording, kind: str | None, outlook: float) -> Leaning:
    before = wording.score(case.since, case.start)
    after = wording.score(case.end, case.end + len(case.after))
    around = _AROUND * outlook + PRIOR.get(kind or "", _NO_KIND) + _time(case)
    return Leaning(around, before + _FOLLOWING * after - _exactness(case.value))


def _time(case: Case) -> float:
    """What the time that is named says: years after the year under review are planned."""
    frame, time, review = case.frame, case.time, case.calendar.review_year
    if time is None or (time.year is None and time.kind != "span"):
        ahead = (frame is not None and frame.ahead) or case.now.plan is not None
        return _TIME if ahead else 0.0
    if time.kind == "span":
        return _TIME if span_frame(time, case.calendar).ahead else 0.0 if _PERIOD.search(time.text) else -_TIME / 2
    if time.kind == "now" and case.part is not None and case.part.start >= time.start and case.part.grain in ("half", "quarter", "month"):
        return -_TIME
    year = time.year
    if time.kind in ("reach", "next") and (review is None or (year is not None and year > review)):
        return _TIME
    if review is None or year is None:
        report = case.calendar.report_year
        return -_TIME if year is not None and report is not None and year < report else 0.0
    if time.kind == "now" and year > review:
        return _TIME / 2
    return _TIME if year > review else -1.5 * _TIME


def _planned(case: Case, leaning: Leaning) -> bool:
    if not _PLAN.search(case.stem):
        return False
    share = case.unit == "%" and bool(_EXECUTED.search(case.stem))  # 完成调整预算81%
    return not share and bool(_PLANNED.search(case.stem)) and not _COMPARED.search(case.stem)


def _planned_before(case: Case, leaning: Leaning) -> bool:
    """A plan that the result is told against: 为年初预算30亿元的102%; 收入预算30亿元，实际完成31亿元."""
    return (not leaning.ahead or bool(_AGAINST.match(case.after))) and _planned(case, leaning)


def _goal(case: Case, leaning: Leaning) -> bool:
    told = _GOAL_AFTER.match(case.after) and _GOAL_MISSED.search(case.stem)
    if told or _GOAL_BEFORE.search(case.stem):
        return True
    if not leaning.ahead and ((_GOAL_NAMED.search(case.stem) and not _COMPARED.search(case.stem)) or _GOAL_SET.search(case.before)):
        return True
    return case.own and _time(case) > 0 and bool(_GOAL_OF_YEAR.match(case.after))


def _executed(case: Case, leaning: Leaning) -> bool:
    return case.stem.endswith("的") and bool(_EXECUTED.search(case.stem))


def _forecast(case: Case) -> bool:
    if case.now.forecast or _ADDED.match(case.after) or _LIKELY.search(case.clause):
        return True
    # Every word of a forecast has one of these: a quick test before the rest.
    return ("预" in case.before or "估" in case.before) and bool(FORECAST.search(case.before))


def _is_to_come(case: Case) -> bool:
    """Whether the clause names the year of the plan, and no part of it (2024年1月): nothing of the whole year can be known."""
    time, review = case.time, case.calendar.review_year
    if time is None or time.year is None or review is None or time.kind != "year" or not case.own or case.part is not None:
        return False
    return time.year > review and "安排" in case.clause


# Words that every plan and goal names itself by begin or end so: 预算, 预期, 计划, 目标, 任务.
_PLAN_CUES = frozenset("预划标务")
RULES: tuple[ModalityRule, ...] = (
    ModalityRule("provision", lambda case, leaning: case.now.article, "target", "第一条 处五千元以上罚款。\n第二条 处二万元以上罚款。"),
    ModalityRule("value to begin with", lambda case, leaning: case.begins, "actual", "覆盖率由76%提升至全省前列。"),
    ModalityRule("planned amount told against", _planned_before, "target", "收入预算30亿元，实际完成较好。", _PLAN_CUES),
    ModalityRule("planned amount", _planned, "target", "一、2024年预算草案\n2024年收入预算30亿元。", _PLAN_CUES),
    ModalityRule("goal compared with", _goal, "target", "居民消费价格上涨0.4%，低于3%的预期目标。", _PLAN_CUES),
    ModalityRule("share of the plan", _executed, "actual", "收入为年初预算的101.5%。", _PLAN_CUES),
    ModalityRule(
        "what is striven for", lambda case, leaning: "力争" in case.before and bool(_STRIVEN.search(case.before)), "target",
        "一、2023年工作回顾\n成绩很大，已建成12所。力争园区达到3个。", frozenset("争"),
    ),
    ModalityRule(
        "goals listed", lambda case, leaning: "目标" in case.before and bool(_GOALS_LISTED.search(case.before)), "target",
        "一、过去五年工作回顾\n五年来，成绩很大。新一年的预期目标是：产值增长6%，失业率在3.5%以内。", _PLAN_CUES,
    ),
    ModalityRule(
        "forecast of the year to come", lambda case, leaning: leaning.around > 0 and _forecast(case), "target",
        "一、2024年预算草案\n2024年，预计收入35亿元。",
    ),
    ModalityRule("forecast", lambda case, leaning: _forecast(case), "estimate", "预计全年实现产值25亿元；接待游客80万人次，增长4%。"),
    ModalityRule(
        "sum of a year to come", lambda case, leaning: _is_to_come(case), "target",
        "一、2023年预算执行情况\n执行情况良好。2024年收入安排52.2亿元。", frozenset("安"),
    ),
    ModalityRule("plan", lambda case, leaning: leaning.ahead, "target", "今年要新建校舍12所。"),
    ModalityRule("result", lambda case, leaning: True, "actual", "新建校舍12所。"),
)  # fmt: skip


@lru_cache(maxsize=4096)
def _exactness(value: float) -> float:
    """The weight of how exact a value is: of its significant digits (12300000 → 3), or one more than its decimals (0.83 → 3)."""
    whole, _, decimals = f"{abs(value):.10g}".partition("e")[0].partition(".")
    return _PRECISE.get(min(max(len((whole + decimals).strip("0")), len(decimals) + 1), 5), 0.0)
