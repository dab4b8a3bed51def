"""Dates as Chinese documents write them, as ISO text of the precision that is known."""

import re
from calendar import monthrange

__all__ = ["DATE", "find_date", "read_date"]

_HAN = "[〇○零一二三四五六七八九十]"
_YEAR = rf"(?:[12][0-9]{{3}}|{_HAN}{{4}})"
_SMALL = rf"(?:[0-9]{{1,2}}|{_HAN}{{1,3}})"
DATE = rf"{_YEAR}年{_SMALL}月(?:{_SMALL}日)?|[12][0-9]{{3}}[-/.][0-9]{{1,2}}(?:[-/.][0-9]{{1,2}})?(?![0-9])"
"""A date with its month, and its day where that is given."""
_PARTS = re.compile(
    rf"(?P<year>{_YEAR})年(?P<month>{_SMALL})月(?:(?P<day>{_SMALL})日)?"
    r"|(?P<year2>[12][0-9]{3})[-/.](?P<month2>[0-9]{1,2})(?:[-/.](?P<day2>[0-9]{1,2}))?(?![0-9])"
)
_DIGITS = {character: value for value, character in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0}
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
    parts = (match[name] or match[f"{name}2"] for name in ("year", "month", "day"))
    year, month, day = (_number(part) if part else 0 for part in parts)
    if not _FIRST_YEAR <= year <= _LAST_YEAR or not 1 <= month <= 12 or not 0 <= day <= monthrange(year, month)[1]:
        return None
    return f"{year}-{month:02}-{day:02}" if day else f"{year}-{month:02}"


def find_date(text: str) -> str | None:
    """Return the first date in a text."""
    return next((date for match in _PARTS.finditer(text) if (date := read_date(match.group()))), None)


def _number(digits: str) -> int:
    if digits.isascii():
        return int(digits)
    if "十" not in digits:
        return int("".join(str(_DIGITS[character]) for character in digits))
    tens, _, units = digits.partition("十")
    return (_DIGITS[tens] if tens else 1) * 10 + (_DIGITS[units] if units else 0)
