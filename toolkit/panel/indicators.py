"""What the panel knows of a standard indicator: the kinds of unit it is measured in, and whether less of it is better."""

from functools import cache

from toolkit.document import Role
from toolkit.grammar.units import units
from toolkit.lexicon import read_table

__all__ = ["less_is_better", "measure_of"]

_PLAIN, _RISE = "无", "涨幅"
# A price index (101.5, 上年为100) is no rate of its rise.
_HIGHEST_RISE = 50


@cache
def _kinds() -> dict[str, tuple[str, ...]]:
    return {row["indicator"]: tuple(row["unit_kinds"].split("|")) for row in read_table("indicators.tsv")}


@cache
def less_is_better(indicator: str) -> bool:
    """Return whether a target for an indicator is reached by a result at or below it.

    Examples
    --------
    >>> less_is_better("城镇调查失业率"), less_is_better("城镇新增就业")
    (True, False)
    """
    return any(row["better"] == "less" for row in read_table("indicators.tsv") if row["indicator"] == indicator)


def measure_of(indicator: str, role: Role, unit: str, value: float) -> Role | None:
    """Return what a figure measures of an indicator, level or change; None where its unit is not one that tells it.

    A level is in a kind of unit of the indicator; a change in that, in % or 倍, or, of rates and shares, in 个百分点. Of prices
    only the rise is told, and what stands as a level (居民消费价格涨幅3%左右) is one.

    Examples
    --------
    >>> measure_of("城镇新增就业", "level", "人", 120000.0), measure_of("城镇新增就业", "level", "%", 12.0) is None
    ('level', True)
    >>> measure_of("居民消费价格", "level", "%", 3.0)
    'change'
    """
    kinds, kind = _kinds().get(indicator, ()), _kind(unit)
    if _RISE in kinds:
        return "change" if kind == "比率" and abs(value) <= _HIGHEST_RISE else None
    if role == "change" and (kind == "比率" or unit == "倍" or (kind == "百分点" and "比率" in kinds)):
        return role
    return role if kind in kinds else None


def _kind(unit: str) -> str:
    """The kind of a unit; that of 微克/立方米 is the kind of 微克."""
    name = unit.split("/")[0]
    known = units().get(name) or units().get(name.lstrip("万亿"))
    return known.kind if known else _PLAIN if not name else ""
