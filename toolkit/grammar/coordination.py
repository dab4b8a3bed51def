"""Coordination: figures that share a unit, a bound or a range with the next one (6%—6.5%, 0.49和0.41个百分点)."""

import re

from toolkit.grammar.amounts import Number, Quantity, operand
from toolkit.grammar.bounds import bound_after
from toolkit.grammar.dates import YEAR
from toolkit.grammar.numerals import CHINESE_NUMERAL_CHARS

__all__ = ["in_one_row", "joined_range", "shared_bound", "shared_unit"]

# What the words that join two figures begin with.
_JOINING = frozenset(" 　-—~至到及（以")
_TO = re.compile("[ 　]?(?:[-—~]{1,2}|至|到)[ 　]?")
# 由5%到7%, but not 从高校中选派80至100名
_FROM = re.compile("[由从自][^，。；、中里内选派抽]{0,12}$")
_THRESHOLD = re.compile("(?:及|（含）)?以上(?:[至、，]|不[足满])?")
_AND = re.compile("[ 　]?(?:、|以及|和|与|及|或)[ 　]?")
_EACH = re.compile("分别|各|依次|均|都")
_NUMERAL = re.compile(f"[0-9{CHINESE_NUMERAL_CHARS}]")
_YEAR = re.compile(YEAR)
_REACH = 30
_MOST = 6
"""Figures that share one unit at most: 分别增长5、6、7和8%."""


def joined_range(text: str, low: Quantity, number: Number) -> Quantity:
    """Join the figure that follows to this one where both say from where to where: 6%—6.5%, 三到五万吨, 五万元以上十万元以下."""
    if text[low.end : low.end + 1] not in _JOINING:
        return low
    if threshold := _THRESHOLD.match(text, low.end):
        return _between(text, low, threshold.end())
    sign = _TO.match(text, low.end)
    if sign is None or (sign[0].strip() in ("至", "到") and _FROM.search(text, max(0, low.start - 14), low.start)):
        return low
    found = operand(text, sign.end())
    if found is None:
        return low
    high, high_number = found
    if (
        text[low.start : low.start + 2].endswith("分") and high.kind == "number" and not high_number.digits
    ):  # 百分之八至九
        high = high._replace(unit=low.unit, kind=low.kind)
    if low.kind != "number" and low.unit != high.unit:
        return low
    value = low.value
    if number.magnitude == 1 and low.kind == "number" and value < high.value / high_number.magnitude:
        value *= high_number.magnitude
    if value >= high.value:
        return low
    return high._replace(start=low.start, value=value, value_max=high.value, bound="range")


def _between(text: str, low: Quantity, position: int) -> Quantity:
    """五万元以上五十万元以下: one range."""
    found = operand(text, position)
    if found is None:
        return low
    high, _ = found
    end, bound = bound_after(text, high.end, high.kind)
    if bound != "max" or high.unit != low.unit or high.value <= low.value:
        return low
    return high._replace(start=low.start, end=end, value=low.value, value_max=high.value, bound="range")


def shared_unit(text: str, quantity: Quantity, number: Number) -> Quantity:
    """Give a figure the unit, and the magnitude, that stands only behind the last of its row: 分别达到4.5和3.2万亿元."""
    if quantity.kind != "number" and quantity.unit != "个":
        return quantity
    position = quantity.end
    for _ in range(_MOST):
        sign = _AND.match(text, position)
        found = operand(text, sign.end()) if sign else None
        if found is None:
            return quantity
        last, last_number = found
        if last.kind != "number" and last.unit != quantity.unit:
            return _with_unit(text, quantity, number, last, last_number)
        position = last.end
    return quantity


def _with_unit(text: str, quantity: Quantity, number: Number, last: Quantity, last_number: Number) -> Quantity:
    if last.kind in ("百分点", "比率"):
        return quantity._replace(unit=last.unit, kind=last.kind)
    if quantity.kind != "number" or not number.digits or _YEAR.fullmatch(text, quantity.start, quantity.end):
        return quantity
    if number.magnitude == 1 and _EACH.search(text, max(0, quantity.start - _REACH), quantity.start) is None:
        return quantity
    value = quantity.value * last_number.magnitude if number.magnitude == 1 else quantity.value
    return quantity._replace(value=value, unit=last.unit, kind=last.kind)


def shared_bound(text: str, quantity: Quantity, row: Quantity) -> Quantity:
    """Give a figure the bound that a word before the first of its row sets for all of them: 分别超过40%和35%."""
    if quantity.bound != "exact" or row.bound in ("exact", "range") or quantity.kind != row.kind:
        return quantity
    leads = not _NUMERAL.match(text, row.start)
    if leads and _EACH.search(text, max(0, row.start - _REACH // 2), row.start):
        return quantity._replace(bound=row.bound)
    return quantity


def in_one_row(text: str, previous: Quantity, quantity: Quantity) -> bool:
    """Whether nothing but 、 or 和 stands between two figures."""
    return _AND.fullmatch(text, previous.end, quantity.start) is not None
