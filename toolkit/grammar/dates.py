"""Dates: the one pattern of a year, and the days, months and hours that a text of one form names."""

import re
from calendar import monthrange

from toolkit.grammar.numerals import COUNT, HAN_DIGIT, integer

__all__ = ["ARABIC_YEAR", "DATE", "FULL_DATE", "HAN_YEAR", "MONTH_DAY", "YEAR", "find_date", "read_date"]

ARABIC_YEAR = "(?:19|20)[0-9]{2}"
HAN_YEAR = f"[一二][{HAN_DIGIT}OＯ0０]{{3}}"
YEAR = f"(?:{ARABIC_YEAR}|{HAN_YEAR})"
"""A year of the 20th or 21st century: 2023, 二〇二三."""

_SMALL = f"(?:[0-9]{{1,2}}|[{COUNT}]{{1,3}})"
FULL_DATE = f"{YEAR}年{_SMALL}月(?:{_SMALL}日)?|{ARABIC_YEAR}[-/.][0-9]{{1,2}}(?:[-/.][0-9]{{1,2}})?(?![0-9])"
"""A date with its year and month, and its day where that is given: 2023年9月1日, 二〇二三年九月, 2023-09-01."""
MONTH_DAY = f"{_SMALL}月(?:{_SMALL}日|底|末|初|[上中下]旬)?"
"""A month with its day or part, where those are given: 9月1日, 九月底."""
_PARTS = re.compile(
    f"(?P<year>{YEAR})年(?P<month>{_SMALL})月(?:(?P<day>{_SMALL})日)?"
    f"|(?P<year2>{ARABIC_YEAR})[-/.](?P<month2>[0-9]{{1,2}})(?:[-/.](?P<day2>[0-9]{{1,2}}))?(?![0-9])"
)

_TO = "(?:[-—~至到]{1,2})"
_GAP = "[ 　\n]?"
_PART = "(?:份|底|末|初|中旬|上旬|下旬)?"
_DAY = f"(?:{_GAP}[0-9]{{1,2}}[日号])"
_CLOCK = "(?:[01]?[0-9]|2[0-3])"

DATE = "|".join(
    [
        # 2021年至2025年, 2021—2025年度
        f"{YEAR}{_GAP}年?{_GAP}{_TO}{_GAP}{YEAR}{_GAP}(?:学年|年度|年)",
        # 一九七八年十二月二十日, 2023年底
        f"{YEAR}{_GAP}年(?:[{COUNT}]{{1,3}}月(?:[{COUNT}]{{1,3}}日|份|底|末|初)?|末|底|初|度|代)?",
        # 2021—2025 without 年
        f"{YEAR}{_TO}{YEAR}(?![0-9])",
        # 一九八一、一九八二两年
        f"{YEAR}(?=[两二三]年)",
        # 1840年
        "[0-9]{4}年",
        # 9月1日, 1—9月, 3月份; 18月龄 is an age
        f"[0-9]{{1,2}}(?:[-—~至到、]{{1,2}}[0-9]{{1,2}})?{_GAP}月{_PART}(?:{_GAP}[0-9]{{1,2}}[日号](?!内))?(?!龄)",
        # 2023-09-01
        "[0-9]{4}[-/.][0-9]{1,2}[-/.][0-9]{1,2}",
        # 9：00—17：00, 9:30前; 1：15 behind 比, 为 or 达 is a ratio
        f"(?<![0-9.：]){_CLOCK}：(?:[0-5][0-9](?=[-—至到前后])|00|(?<![比例为达到于约].：)(?<![比例为达到于约]..：)(?:15|30|45))(?![0-9.：])",
    ]
)
"""A stretch of calendar time, a day or an hour that is named and not counted."""

_FIRST_YEAR, _LAST_YEAR = 1900, 2100


def read_date(text: str) -> str | None:
    """Return the date at the beginning of a text as ISO text, of the precision that is given; None where there is no such date.

    Examples
    --------
    >>> read_date("2026-03-11 15:03"), read_date("二〇二六年一月二十七日"), read_date("2026年5月")
    ('2026-03-11', '2026-01-27', '2026-05')
    >>> read_date("2026年13月1日") is None
    True
    """
    match = _PARTS.match(text.strip())
    if not match:
        return None
    year, month, day = (integer(match[name] or match[f"{name}2"] or "0") or 0 for name in ("year", "month", "day"))
    if not _FIRST_YEAR <= year <= _LAST_YEAR or not 1 <= month <= 12 or not 0 <= day <= monthrange(year, month)[1]:
        return None
    return f"{year}-{month:02}-{day:02}" if day else f"{year}-{month:02}"


def find_date(text: str) -> str | None:
    """Return the first date in a text."""
    return next((date for match in _PARTS.finditer(text) if (date := read_date(match.group()))), None)
