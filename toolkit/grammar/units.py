"""Units of measurement of government reports, and conversion between units of one kind.

The units stand in ``toolkit/data/units.tsv``. Conversion happens only when a caller asks for it.
"""

import re
from dataclasses import dataclass, replace
from functools import cache

from toolkit.document import Claim
from toolkit.errors import InvalidValue
from toolkit.grammar.numerals import MAGNITUDES
from toolkit.lexicon import read_table

__all__ = ["Unit", "conversion_factor", "convert", "units"]

_COUNTED = frozenset({"计数", "户数"})
# 次干道, 次要, 次级, 次数: words that begin with 次
_NOT_TIMES = "干要级生品区数序元日年月贷产中高"
_MAGNITUDE_PREFIX = re.compile("[十百千万亿]+")


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit: its name, its kind, and what one of it is in the base unit of that kind."""

    name: str
    kind: str
    base: str
    factor: float
    aliases: tuple[str, ...]
    not_before: str
    """Characters that make the unit part of a longer word when they follow it directly."""


@cache
def units() -> dict[str, Unit]:
    """Return all units by name and by every other spelling.

    Examples
    --------
    >>> units()["公斤"].name, units()["亩"].kind
    ('千克', '面积')
    """
    found: dict[str, Unit] = {}
    for row in read_table("units.tsv"):
        aliases = tuple(row["aliases"].split("|")) if row["aliases"] else ()
        unit = Unit(row["unit"], row["kind"], row["base"], float(row["factor"]), aliases, row["not_before"])
        for spelling in (unit.name, *aliases):
            found[spelling] = unit
    return _times(found) | found


def _times(found: dict[str, Unit]) -> dict[str, Unit]:
    """The units of how often a thing was counted: 家次, 台次, 宗次; 次 is no part of them in 5条次干道, and 首次 is a word."""
    counted = [unit for unit in found.values() if unit.kind in _COUNTED and unit.name[-1] not in "个次" and "次" not in unit.not_before]
    names = [f"{unit.name}次" for unit in counted]
    return {name: Unit(name, "计数", name, 1.0, (), _NOT_TIMES) for name in names}


def _resolve(unit: str) -> tuple[float, Unit]:
    """Split a magnitude off a unit (亿元 → 1e8, 元); 千瓦 and 百分点 are units by themselves."""
    scale, rest = 1.0, unit
    while rest not in units():
        if not _MAGNITUDE_PREFIX.match(rest):
            raise InvalidValue(f"unit={unit!r} is not known: add it to toolkit/data/units.tsv")
        scale *= MAGNITUDES[rest[0]]
        rest = rest[1:]
    return scale, units()[rest]


def conversion_factor(source: str, target: str) -> float:
    """Return the number by which a value in ``source`` is multiplied to be in ``target``.

    Parameters
    ----------
    source, target : str
        Units as they stand in reports, with or without a magnitude: ``公斤``, ``万吨``, ``亿元``.

    Raises
    ------
    InvalidValue
        If one of the units is not known, or if they measure different things: 个百分点 is not %, 家 is not 项.

    Examples
    --------
    >>> conversion_factor("万吨", "公斤")
    10000000.0
    >>> conversion_factor("元", "亿元")
    1e-08
    """
    if source == target:
        return 1.0
    (scale, unit), (target_scale, target_unit) = _resolve(source), _resolve(target)
    if unit.base != target_unit.base:
        kinds = f"{source!r} is {unit.kind}, {target!r} is {target_unit.kind}"
        raise InvalidValue(f"unit={target!r} is not allowed: {kinds}, and a value is converted only within one kind")
    return scale * unit.factor / (target_scale * target_unit.factor)


def convert(claim: Claim, unit: str) -> Claim:
    """Return the claim with its value in another unit of the same kind; ``text`` stays as the report has it.

    Parameters
    ----------
    claim : Claim
    unit : str
        A unit of ``toolkit/data/units.tsv``, with or without a magnitude: ``吨``, ``万吨``, ``亿元``.

    Raises
    ------
    InvalidValue
        If the unit is not known or measures something else.

    Examples
    --------
    >>> claim = Claim(0, 5, "12万公斤", 120000.0, "公斤", "exact", "level", "茶叶产量", "actual")
    >>> convert(claim, "吨").value
    120.0
    """
    factor = conversion_factor(claim.unit, unit)
    high = None if claim.value_max is None else claim.value_max * factor
    return replace(claim, value=claim.value * factor, value_max=high, unit=unit)
