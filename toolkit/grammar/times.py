"""Times: years, spans and words for them (今年, 去年, 五年来, “十四五”末), as a text writes them."""

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from toolkit.grammar.dates import YEAR
from toolkit.grammar.numerals import COUNT, HAN_DIGIT, integer

__all__ = ["PLAN", "YEAR", "Part", "Time", "find_parts", "find_times"]

PLAN = f"[“\"]?[{COUNT}]{{1,2}}五[”\"]?"
"""A five-year plan by its number: “十四五”."""

_N = f"[0-9{COUNT}两几]"
_MONTH = f"(?:[0-9]{{1,2}}|[{COUNT}]{{1,2}})"
_FIRST = f"(?=[0-9{HAN_DIGIT}十两几“\"过这最近前今后未下多长历建改党到本当全去上明来年])"
_SPAN = "|".join(
    [
        f"{YEAR}年?[-—~至到]{{1,2}}{YEAR}年",
        f"{PLAN}(?:时期|期间|以来|这?五年|规划期)",
        f"(?:过去|这|最近|近|(?<![学提])前|今后|未来|下一个?)的?{_N}{{0,2}}(?<!过去)(?<!最近)[多余]?年(?:来|间|里|中|多)?",
        f"{_N}{{1,2}}[多余]?年(?:多?来|间|里|内|时间里|(?=累计|全国|全省|全市|共))",
        "近年来|多年来|长期以来|历年|建国以来|改革开放以来|党的十[八九]大以来|(?<=[。，\n　])[五5]年(?=[^，。内前后])",
    ]
)
_TIME = re.compile(
    f"{_FIRST}(?:(?P<span>{_SPAN})"
    f"|(?P<end>[“\"]?(?P<plan>[{COUNT}]{{1,2}})五[”\"]?(?:末|期末|收官|初))"
    f"|(?P<reach>到)?(?P<year>{YEAR})[ 　\n]?年(?:度(?!假|过|汛))?(?P<within>底|末|初|以来|至今|[ 　]?{_MONTH}月份?(?:以来|至今))?(?!代)"
    "|(?P<century>(?:到)?本世纪末)|(?P<now>今年|本年度?|当年|全年|本预算年度|(?<![0-9年今明去每])年底前)"
    "|(?P<last>去年|上一?年度?)|(?P<next>明年|来年|下一?年度)|(?P<beforelast>前年))"
)
_BASIS_BEFORE = re.compile("(?:[比较]|相比|相当于|等于|(?<!特别)(?<!尤其)是|为|相对于?|对比|同|以|恢复到|超过|结转[至到]?)(?:“|于)?$")
# 上年结转收入 is money of this year.
_CARRIED_OVER = re.compile("末?的?(?:财政|滚存|净|专项)?(?:结转|结余|滚存|同期)")
# 在2020年的基础上翻一番
_GROUND = re.compile("[^，。；0-9]{0,12}基础上")
# 与2018年相比
_WITH, _COMPARED = frozenset("与和跟"), re.compile("相?比(?:较|照)?(?![重例率])")
_RISEN = re.compile("[加高升少降短大长展为低跌]$")
_FIRST_PLAN = 1953
_CENTURY = 2000
"""本世纪末 of the reports that speak of it."""
_PLAN = re.compile(f"[“\"]?([{COUNT}]{{1,2}})五[”\"]?")
_ONE_YEAR = re.compile("(?:过去的?|这|最近|^)[一1]年(?:来|里|中|间|时间里)?$")


class Time(NamedTuple):
    """A time named in a text."""

    start: int
    end: int
    text: str
    kind: str
    """``year``, ``reach`` (到2025年), ``now``, ``last``, ``next``, ``past`` (一年来), ``whole`` (全年), ``span``, ``basis`` (比2020年)."""
    year: int | None = None
    """The year where it is named."""
    shift: int | None = None
    """Years from 今年, where it is named so: -1 for 去年."""
    ends: tuple[int, int] | None = None
    """First and last year of a span that names them."""


def _plan_end(name: str) -> int | None:
    """The last year of a five-year plan: 十三五 → 2020."""
    number = integer(name)
    return None if number is None else _FIRST_PLAN + number * 5 - 1 + (0 if number < 3 else 3)


def find_times(text: str) -> Iterator[Time]:
    """Yield the times named in a text; those that a figure is only compared with (比2020年) are of kind ``basis``.

    Examples
    --------
    >>> [(time.text, time.kind, time.year, time.shift) for time in find_times("2023年比上年多，今后五年到2028年")]
    [('2023年', 'year', 2023, None), ('上年', 'basis', None, None), ('今后五年', 'span', None, None), ('到2028年', 'reach', 2028, None)]
    """
    for match in _TIME.finditer(text):
        start, end = match.span()
        kind, year, shift = _named(match)
        if match["reach"] and kind != "reach":
            start += 1
        compared = kind != "now" and bool(_BASIS_BEFORE.search(text, max(0, start - 4), start))
        compared = compared or (kind == "last" and text[start - 1 : start] in ("与", "和", "跟", "于"))
        compared = compared or (text[start - 1 : start] in _WITH and bool(_COMPARED.match(text, end)))
        if compared or (kind == "last" and _CARRIED_OVER.match(text, end)) or (kind != "span" and _GROUND.match(text, end)):
            kind, year, shift = "basis", None, None
        yield Time(start, end, text[start:end], kind, year, shift, _ends(match[0]) if kind == "span" else None)


def _ends(span: str) -> tuple[int, int] | None:
    """First and last year of 2021—2025年 or “十四五”期间."""
    years = [integer(year) or 0 for year in re.findall(YEAR, span)]
    if len(years) == 2:
        return years[0], years[1]
    plan = _PLAN.match(span)
    last = _plan_end(plan[1]) if plan else None
    return None if last is None else (last - 4, last)


def _named(match: re.Match[str]) -> tuple[str, int | None, int | None]:
    """Kind, year and shift of a time."""
    if match["span"]:
        return ("past" if _ONE_YEAR.search(match["span"]) else "span"), None, None
    if match["end"]:
        to = match.start() - 1
        ends = match.string[max(0, to) : to + 1] == "到" and not match["end"].endswith("初")
        reaches = ends and not _RISEN.search(match.string, 0, to)
        return ("reach" if reaches else "year"), _plan_end(match["plan"]), None
    if match["year"]:
        year = integer(match["year"])
        if (match["within"] or "").endswith(("以来", "至今")):
            return "since", year, None
        reached = match["reach"] and not _RISEN.search(match.string, 0, match.start())
        return ("reach" if reached else "year"), year, None
    if match["century"]:
        return "reach", _CENTURY, None
    if match["last"]:
        return "last", None, -1
    if match["next"]:
        return "next", None, 1
    if match["beforelast"]:
        return "year", None, -2
    if match["now"] in ("全年", "当年"):
        return "whole", None, None
    return "now", None, 0


_TO = "(?:[-—~至到]|——)"
_PART = re.compile(
    f"(?=[全第前当上下年月期季截0-9{COUNT}])(?:(?P<year>全年|(?<![0-9])(?:1|一)月?{_TO}(?:12|十二)月)"
    f"|(?P<month>(?<![0-9])(?:1[0-2]|[1-9])月?{_TO}(?:1[0-2]|[1-9])月(?![0-9]|底|末)|前{_MONTH}个月|当月|(?<![0-9]){_MONTH}月份)"
    "|(?P<quarter>第?[一二三四1-4]季度|前[三3]个?季度|前三季)"
    "|(?P<half>(?<!前)(?<!后)[上下]半年)"
    "|(?P<moment>年末|年底|月末|月底|期末|季末|截至|截止))"
)


class Part(NamedTuple):
    """A word for how long a time a figure is of."""

    start: int
    end: int
    grain: Literal["year", "half", "quarter", "month", "moment"]


def find_parts(text: str, start: int = 0, end: int | None = None) -> Iterator[Part]:
    """Yield the words in text[start:end] for parts of a year (上半年, 1—5月) and for moments (年末, 截至).

    全年 and 1—12月 are the whole year.

    Examples
    --------
    >>> [(part.grain, part.start) for part in find_parts("前三季度增长5%，全年增长6%，9月1日，年末存款余额30亿元")]
    [('quarter', 0), ('year', 9), ('moment', 21)]
    """
    for match in _PART.finditer(text, start, len(text) if end is None else end):
        yield Part(match.start(), match.end(), match.lastgroup)  # type: ignore[arg-type]
