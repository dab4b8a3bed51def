"""Ranks: 居全省第五, 由25位升至18位."""

import re

from toolkit.grammar.amounts import Quantity
from toolkit.grammar.numerals import COUNT

__all__ = ["BOUNDARY", "is_placed", "rank"]

BOUNDARY = re.compile("[，。；、）：！？…”\n\t 　的和及以左上之/]|$")
"""What ends a number that no unit follows."""
_CUE = re.compile("(?:[居列位名省国界球市区部升进从由至到入第]|排|保持|亚洲|中国|城市|省份)$")
# 居全球第1和第3: what holds for the first holds for the second
_PAIR = re.compile(f"[居列位名省国界球市区部]第(?:[0-9]{{1,3}}|[{COUNT}]{{1,3}})[位名]?[、和与及]$")
_NOT_RANKED = re.compile("[放摆]在$|作为$|视为$|当[作成]$")
_PLACES = frozenset("位名")
# 升至18位, 位列12位, 由25位升至
_AT = re.compile("(?:[居列]|[升降跃移进退提][至到为]|排名?[在为]?|[位名]次[在为]?)$")
_FROM = re.compile("[由从][^，。；、0-9]{0,8}$")
_MOVES = re.compile("(?:上|提|跃|前|下|后)?[升降移进退跃提]")


def rank(text: str, start: int, end: int, value: float) -> Quantity | None:
    """Return the rank that 第 with a number states if the text says where (居全省第五); else it is a number in a row."""
    if _NOT_RANKED.search(text, max(0, start - 2), start):
        return None
    if text[end : end + 1] in _PLACES:
        end += 1
    elif not BOUNDARY.match(text, end) or not (
        _CUE.search(text, max(0, start - 3), start) or _PAIR.search(text, max(0, start - 8), start)
    ):
        return None
    return Quantity(start, end, value, "", "rank")


def is_placed(text: str, quantity: Quantity) -> bool:
    """Whether a number of 位 or 名 is a rank without 第: 由25位升至18位."""
    if quantity.unit not in _PLACES or quantity.bound != "exact":
        return False
    if _AT.search(text, max(0, quantity.start - 4), quantity.start):
        return True
    return (
        _MOVES.match(text, quantity.end) is not None
        and _FROM.search(text, max(0, quantity.start - 10), quantity.start) is not None
    )
