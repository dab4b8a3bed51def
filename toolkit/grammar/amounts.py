"""Amounts: a numeral with its magnitude and its unit."""

import re
from typing import NamedTuple

from toolkit.document import Bound
from toolkit.grammar.measures import PERIODS, unit_at, unit_expression
from toolkit.grammar.numerals import (
    CHINESE_NUMERAL,
    DIGIT_NUMERAL,
    MAGNITUDES,
    MAX_LENGTH,
    SMALL_COUNT,
    normalize,
    numeral_value,
)

__all__ = ["Number", "Quantity", "amount", "number_at", "operand"]

# 七八百, 十五六万, 三五年, 七八成: two digits in a row say from where to where
_SPOKEN_RANGE = re.compile(
    f"(?P<head>|[{SMALL_COUNT}十百千万亿]*[十百千万])(?P<low>[{SMALL_COUNT}])(?P<high>[{SMALL_COUNT}])(?P<tail>[十百千万亿]*)"
)
_TWO_DIGITS = re.compile(f"[{SMALL_COUNT}]{{2}}")
# 二八, 五七: digits in a row that are no range are names
_SPELT = re.compile(f"[零{SMALL_COUNT}]{{2,3}}")
# The common form, read without more ado: 4231.5亿
_EXPONENTS = {"": 0, "百": 2, "千": 3, "万": 4, "亿": 8, "万亿": 12}
_PLAIN = re.compile(f"([0-9]++(?:[.][0-9]++)?)({'|'.join(sorted(_EXPONENTS, key=len, reverse=True))})")
_LARGE = re.compile("[十百千万亿]*")
_MORE = frozenset("多余餘几来")
_TENTHS = re.compile(f"成(?:半|[{SMALL_COUNT}](?![个是]))?")
_CURRENCIES = {"US$": "美元", "$": "美元", "HK$": "港元", "¥": "元", "€": "欧元", "£": "英镑"}
_OPERAND = re.compile(f"(?:[百千万]分之)?(?:{DIGIT_NUMERAL}|{CHINESE_NUMERAL})")
_PARTS_PER = {"百": "%", "千": "‰", "万": "‱"}


class Quantity(NamedTuple):
    """A quantity expression: span, value, unit and bound, before its context is read."""

    start: int
    end: int
    value: float
    unit: str
    kind: str
    """Kind of the unit (计数, 货币, 比率…), or ``rank``, ``share`` (一半), ``ratio`` (3:1), ``number`` (no unit), or ``condition`` for one
    that only delimits (5亿元以上项目)."""
    bound: Bound = "exact"
    value_max: float | None = None


class Number(NamedTuple):
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


def _spoken_range(numeral: str) -> tuple[float | None, float | None]:
    """From where to where a numeral says that a number may lie: 七八百 → 700, 800."""
    match = _SPOKEN_RANGE.fullmatch(numeral)
    if match is None:
        return None, None
    low, high = (numeral_value(match["head"] + match[part] + match["tail"]) for part in ("low", "high"))
    if (match["low"], match["high"]) == ("三", "二"):  # 三两家
        low, high = high, low
    near = low is not None and high is not None and low < high
    step = SMALL_COUNT.find(match["high"]) - SMALL_COUNT.find(match["low"])
    return (low, high) if near and (step in (1, -1) or (match["low"], match["high"]) == ("三", "五")) else (None, None)


def number_at(text: str, start: int, end: int) -> Number | None:
    """Return what the numeral text[start:end] says, with the 多 or 余 and the magnitudes that follow it (3000多万)."""
    plain = _PLAIN.fullmatch(text, start, end)
    if plain and text[end : end + 1] not in _MORE and end - start <= MAX_LENGTH:
        exponent = _EXPONENTS[plain[2]]
        return Number(end, float(f"{plain[1]}e{exponent}"), None, 10.0**exponent, False, False, False, True)
    numeral = normalize("".join(text[start:end].split()))
    digits = numeral[0].isdigit()
    value, high = (numeral_value(numeral), None) if digits else _spoken_value(numeral)
    if value is None:
        return None
    more = text[end : end + 1] in _MORE
    if more:
        end += 1
        large = _LARGE.match(text, end)
        if large and large[0] and unit_at(text, end) is None:
            end, numeral = large.end(), numeral + large[0]
            value = numeral_value(numeral) or value
    if digits:
        return Number(end, value, high, _magnitude(numeral), more, False, False, True)
    small = not more and high is None and "." not in numeral and value <= 10 and "亿" not in numeral
    bare = not more and numeral[0] in MAGNITUDES and numeral[0] != "十" and all(char in MAGNITUDES for char in numeral)
    return Number(end, value, high, _magnitude(numeral), more, small, bare, False)


def _spoken_value(numeral: str) -> tuple[float | None, float | None]:
    """Value of a numeral in words, and the upper one where it says from where to where; none of digits in a row (五七家属)."""
    low, high = _spoken_range(numeral) if _TWO_DIGITS.search(numeral) else (None, None)
    return (low, high) if low is not None or _SPELT.fullmatch(numeral) else (numeral_value(numeral), None)


def _magnitude(numeral: str) -> float:
    """The magnitudes that a numeral ends in, multiplied: 万亿 → 1e12."""
    magnitude = 1.0
    for char in reversed(numeral):
        if char not in MAGNITUDES:
            break
        magnitude *= MAGNITUDES[char]
    return magnitude


def operand(text: str, position: int) -> tuple[Quantity, Number] | None:
    """Return the number with its unit that begins at a position, 百分之八 too."""
    match = _OPERAND.match(text, position)
    return amount(text, position, match.end()) if match else None


def amount(text: str, start: int, end: int) -> tuple[Quantity, Number] | None:
    """Return the number that the numeral text[start:end] states, with the unit behind it."""
    parts = text[start] in _PARTS_PER and text.startswith("分之", start + 1)
    number = number_at(text, start + 3 if parts else start, end)
    if number is None:
        return None
    if parts:
        bound: Bound = "min" if number.more else "exact"
        return Quantity(start, number.end, number.value, _PARTS_PER[text[start]], "比率", bound), number
    return measured(text, start, number), number


def measured(text: str, start: int, number: Number) -> Quantity:
    """Return the number with the unit that follows it, or the currency before it."""
    bound: Bound = "range" if number.value_max is not None else "min" if number.more else "exact"
    # a row of a table ends with its last figure
    in_row = text[number.end : number.end + 1] == "\n" and text[start - 1 : start] == "\t"
    expression = None if in_row else unit_expression(text, number.end)
    if expression is None:
        return _priced(text, Quantity(start, number.end, number.value, "", "number", bound, number.value_max))
    name, kind, end = expression
    if text[number.end] == "成" and kind == "比率" and number.value <= 10:
        return _tenths(text, start, number, bound)
    if not number.more and kind in PERIODS and text[end : end + 1] == "多":
        bound, end = "min", end + 1
    return _priced(text, Quantity(start, end, number.value, name, kind, bound, number.value_max))


def _tenths(text: str, start: int, number: Number, bound: Bound) -> Quantity:
    """三成, 三成五, 七八成 as per cent."""
    tenths = _TENTHS.match(text, number.end)
    part = normalize(tenths[0][1:]).replace("半", "五") if tenths else ""
    high = None if number.value_max is None else number.value_max * 10
    end = tenths.end() if tenths else number.end
    return Quantity(start, end, number.value * 10 + (numeral_value(part) or 0.0), "%", "比率", bound, high)


def _priced(text: str, quantity: Quantity) -> Quantity:
    """The quantity with the sign of a currency that stands before it."""
    if text[quantity.start - 1 : quantity.start] not in _CURRENCIES:
        return quantity
    sign = next(sign for sign in _CURRENCIES if text.endswith(sign, 0, quantity.start))
    if quantity.kind not in ("number", "货币"):
        return quantity
    unit = quantity.unit or _CURRENCIES[sign]
    return Quantity(
        quantity.start - len(sign), quantity.end, quantity.value, unit, "货币", quantity.bound, quantity.value_max
    )  # fmt: skip
