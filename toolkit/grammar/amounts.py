"""Amounts: a numeral with its magnitude and its unit."""

import re
from dataclasses import dataclass

from toolkit.document import Bound
from toolkit.grammar.measures import PERIODS, unit_at, unit_expression
from toolkit.grammar.numerals import normalize, numeral_value
from toolkit.grammar.units import MAGNITUDES

__all__ = ["Number", "Quantity", "measured", "number_at", "share"]

_SPOKEN_RANGE = re.compile("([一二三四五六七八九])([一二三四五六七八九])([十百千万亿]+)")
_LARGE = re.compile("[十百千万亿]*")
_TENTHS = re.compile("成(?:半|[一二三四五六七八九](?![个是]))?")
_PER = {"百": "%", "千": "‰", "万": "‱"}


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity expression: span, value, unit and bound, before its context is read."""

    start: int
    end: int
    value: float
    unit: str
    kind: str
    """Kind of the unit (计数, 货币, 比率…), or ``rank``, ``share`` (一半), ``ratio`` (3:1), ``number`` (no unit)."""
    bound: Bound = "exact"
    value_max: float | None = None


@dataclass(frozen=True, slots=True)
class Number:
    """A numeral that was read, with what it ends in."""

    end: int
    value: float
    value_max: float | None
    magnitude: float
    more: bool
    small_chinese: bool
    """A plain Chinese count of ten or fewer (两个)."""
    bare_magnitude: bool
    """A magnitude without a count (万亿元)."""
    digits: bool


def number_at(text: str, start: int, end: int) -> Number | None:
    """Return what the numeral text[start:end] says, with the 多 or 余 and the magnitudes that follow it (3000多万)."""
    numeral = normalize("".join(text[start:end].split()))
    value, high = numeral_value(numeral), None
    spoken = _SPOKEN_RANGE.fullmatch(numeral) if value is None else None
    if spoken:
        value, high = numeral_value(spoken[1] + spoken[3]), numeral_value(spoken[2] + spoken[3])
    if value is None:
        return None
    magnitude = 1.0
    for char in reversed(numeral):
        if char not in MAGNITUDES:
            break
        magnitude *= MAGNITUDES[char]
    more = text[end : end + 1] in {"多", "余", "几", "来"}
    if more:
        end += 1
        large = _LARGE.match(text, end)
        if large and large[0] and unit_at(text, end) is None:
            end = large.end()
            value = numeral_value(numeral + large[0]) or value
            for char in large[0]:
                magnitude *= MAGNITUDES[char]
    digits = numeral[0].isdigit()
    small = not digits and not more and "." not in numeral and value <= 10 and "亿" not in numeral
    bare = all(char in MAGNITUDES for char in numeral) and numeral[0] != "十" and not more
    return Number(end, value, high, magnitude, more, small, bare, digits)


def share(text: str, match: re.Match[str], start: int) -> Quantity | None:
    """Return the share that a match of 百分之… with the groups ``per`` and ``shared`` states."""
    number = number_at(text, *match.span("shared"))
    if number is None:
        return None
    return Quantity(start, number.end, number.value, _PER[match["per"]], "比率", "min" if number.more else "exact")


def measured(text: str, start: int, number: Number) -> Quantity:
    """Return the number with the unit that follows it."""
    bound: Bound = "range" if number.value_max is not None else "min" if number.more else "exact"
    tenths = _TENTHS.match(text, number.end)
    if tenths and (found := unit_at(text, number.end)) and found[0].name == "成":
        part = normalize(tenths[0][1:]).replace("半", "五")
        value = number.value * 10 + (numeral_value(part) or 0.0)
        return Quantity(start, tenths.end(), value, "%", "比率", bound)
    expression = unit_expression(text, number.end)
    if expression is None:
        return Quantity(start, number.end, number.value, "", "number", bound, number.value_max)
    name, kind, end = expression
    if not number.more and kind in PERIODS and text[end : end + 1] == "多":
        bound, end = "min", end + 1
    return Quantity(start, end, number.value, name, kind, bound, number.value_max)
