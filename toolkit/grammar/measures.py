"""What stands behind a numeral: its unit, and what it is counted per."""

import re
from functools import cache

from toolkit.grammar.units import Unit, units

__all__ = ["MEASURED", "PERIODS", "unit_at", "unit_expression"]

MEASURED = frozenset({"比率", "百分点", "倍数"})
"""Kinds of unit that compare a value with another one."""
PERIODS = frozenset({"年月", "时间", "工作日", "季度"})
"""Kinds of unit that a time is measured in."""
_CANONICAL = MEASURED | {"货币"}
"""Kinds whose units go by one name, whatever the spelling; other units keep the wording of the report."""

# 33.7部/百人, 元/人·月: a unit, or a month, that another is counted per
_PER = re.compile("[/每](?P<scale>[百千万]|十万)?")
_MONTH = re.compile("[/·每][月季]")
_BLANKS = frozenset(" \n　")


@cache
def _lengths() -> dict[str, tuple[int, ...]]:
    """Of the units, by their first character: how long they are, the longest first."""
    lengths: dict[str, set[int]] = {}
    for word in units():
        lengths.setdefault(word[0], set()).add(len(word))
    return {char: tuple(sorted(found, reverse=True)) for char, found in lengths.items()}


def unit_at(text: str, position: int) -> tuple[Unit, int] | None:
    """Return the longest unit that begins at a position and is not the beginning of a longer word, and where it ends."""
    lengths = _lengths().get(text[position : position + 1])
    if lengths is None:
        return None
    table = units()
    for length in lengths:
        word = text[position : position + length]
        unit = table.get(word)
        if unit is None:
            continue
        end = position + len(word)
        following = text[end : end + 1]
        if following and (following in unit.not_before or (_is_letter(following) and _is_letter(word[-1]))):
            continue
        return unit, end
    return None


def _is_letter(char: str) -> bool:
    return char.isascii() and char.isalpha()


def unit_expression(text: str, position: int) -> tuple[str, str, int] | None:
    """Return a unit with what it is counted per (元/平方米, 部/百人, 册（张）): its wording, its kind, and where it ends."""
    found = unit_at(text, position)
    if found is None and text[position : position + 1] in _BLANKS:
        position += 1
        found = unit_at(text, position)
    if found is None:
        return None
    unit, end = found
    name = unit.name if unit.kind in _CANONICAL else text[position:end]
    name, end = _per(text, name, end)
    if text[end : end + 1] == "（" and (other := unit_at(text, end + 1)) and text[other[1] : other[1] + 1] == "）":
        name, end = text[position : other[1] + 1], other[1] + 1
    return name, unit.kind, end


def _per(text: str, name: str, end: int) -> tuple[str, int]:
    """The name of a unit with what follows it after / or 每, and where that ends."""
    while sign := _PER.match(text, end):
        if month := _MONTH.match(text, end):
            name, end = f"{name}/{month[0][1]}", month.end()
        elif per := unit_at(text, sign.end()):
            name, end = f"{name}/{text[end + 1 : per[1]]}", per[1]
        else:
            break
        if text[end : end + 1] == "·" and (then := _MONTH.match(text, end)) is not None:
            name, end = name + then[0], then.end()
    return name, end
