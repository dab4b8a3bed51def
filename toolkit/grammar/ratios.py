"""Shares and ratios: 三分之二, 1/3, 一半, 2.1:1, 8.1:40.2:51.7."""

import re

from toolkit.grammar.amounts import Quantity
from toolkit.grammar.numerals import normalize, numeral_value

__all__ = ["fraction", "ratio"]

# 8.7：37.5：53.8, 1.03比1
_SIGN = re.compile("[ 　]?[：比][ 　]?(?=[0-9])")
_LABEL = re.compile("[图表第号-][ 　]?$")
_LARGEST = 1000
"""A term from here on is a year or the scale of a map."""
_TERM = re.compile("[0-9]{1,6}(?:[.][0-9]{1,6})?")


def fraction(start: int, end: int, above: str, below: str) -> Quantity | None:
    """Return the share that a numerator and a denominator state, if it is less than the whole."""
    part, whole = numeral_value(normalize(above)), numeral_value(normalize(below))
    return Quantity(start, end, part / whole, "", "share") if part and whole and part < whole else None


def ratio(text: str, start: int, end: int) -> list[Quantity]:
    """Return the numbers of a ratio (11.1：30.1：58.8), one each; X：1 and 1：X are one quantity."""
    if not _SIGN.match(text, end) or _LABEL.search(text, max(0, start - 2), start):
        return []
    parts = [(start, end)]
    while (colon := _SIGN.match(text, parts[-1][1])) and (following := _TERM.match(text, colon.end())):
        parts.append(following.span())
    values = [numeral_value(normalize(text[first:last])) for first, last in parts]
    if len(parts) < 2 or any(value is None or value >= _LARGEST for value in values):
        return []
    if len(parts) == 2 and 1 in values:
        other = values[0] if values[1] == 1 else values[1]
        return [Quantity(start, parts[1][1], other or 0.0, "", "ratio")]
    return [Quantity(*span, value or 0.0, "", "ratio") for span, value in zip(parts, values, strict=True)]
