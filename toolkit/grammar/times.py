"""Times: years, spans and words for them (今年, 去年, 五年来, “十四五”末), as a text writes them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from toolkit.grammar.dates import YEAR
from toolkit.grammar.numerals import COUNT, HAN_DIGIT, integer

__all__ = ["YEAR", "Time", "find_times"]

_N = f"[0-9{COUNT}两几]"
_FIRST = f"(?=[0-9{HAN_DIGIT}十两几“\"过这最近前今后未下多长历建改党到本当全去上明来年])"
_SPAN = "|".join(
    [
        f"{YEAR}年?[-—~至到]{{1,2}}{YEAR}年",
        f"[“\"]?[{COUNT}]{{1,2}}五[”\"]?(?:时期|期间|以来|这?五年|规划期)",
        f"(?:过去|这|最近|近|前|今后|未来|下一个?)的?{_N}{{0,2}}(?<!过去)(?<!最近)[多余]?年(?:来|间|里|中|多)?",
        f"{_N}{{1,2}}[多余]?年(?:多?来|间|里|内|时间里|(?=累计|全国|全省|全市|共))",
        "近年来|多年来|长期以来|历年|建国以来|改革开放以来|党的十[八九]大以来|(?<=[。，\n　])[五5]年(?=[^，。内前后])",
    ]
)
_TIME = re.compile(
    f"{_FIRST}(?:(?P<span>{_SPAN})"
    f"|(?P<end>[“\"]?(?P<plan>[{COUNT}]{{1,2}})五[”\"]?(?:末|期末|收官|初))"
    f"|(?P<reach>到)?(?P<year>{YEAR})[ 　\n]?年(?P<within>底|末|初|以来)?(?!代)"
    "|(?P<now>今年|本年度?|当年|全年|本预算年度|(?<![0-9年今明去每])年底前)|(?P<last>去年|上年|上一?年度?)|(?P<next>明年|来年|下一?年度)|(?P<beforelast>前年))"
)
_BASIS_BEFORE = re.compile("(?:[比较]|相比|相当于|是|为|相对于?|对比|同|以|恢复到|超过)(?:“|于)?$")
_RISEN = re.compile("[加高升少降短大长展为低跌]$")
_FIRST_PLAN = 1953
_ONE_YEAR = re.compile("(?:过去的?|这|最近|^)[一1]年来?$")


@dataclass(frozen=True, slots=True)
class Time:
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
        if _BASIS_BEFORE.search(text, max(0, start - 4), start) and kind != "now":
            kind, year, shift = "basis", None, None
        yield Time(start, end, text[start:end], kind, year, shift, _ends(match[0]) if kind == "span" else None)


def _ends(span: str) -> tuple[int, int] | None:
    years = [integer(year) or 0 for year in re.findall(YEAR, span)]
    return (years[0], years[1]) if len(years) == 2 else None


def _named(match: re.Match[str]) -> tuple[str, int | None, int | None]:
    """Kind, year and shift of a time."""
    if match["span"]:
        return ("past" if _ONE_YEAR.search(match["span"]) else "span"), None, None
    if match["end"]:
        return "year", _plan_end(match["plan"]), None
    if match["year"]:
        year = integer(match["year"])
        if match["within"] == "以来":
            return "since", year, None
        reached = match["reach"] and not _RISEN.search(match.string, 0, match.start())
        return ("reach" if reached else "year"), year, None
    if match["last"]:
        return "last", None, -1
    if match["next"]:
        return "next", None, 1
    if match["beforelast"]:
        return "year", None, -2
    if match["now"] in ("全年", "当年"):
        return "whole", None, None
    return "now", None, 0
