"""Standard indicators: from the wording of a report to one concept over the decades."""

import re
from functools import cache

from toolkit.document import Role
from toolkit.grammar.levels import OWN_LEVEL
from toolkit.lexicon import read_table

__all__ = ["indicator_id"]

_DROPPED = re.compile("[\\s《》“”‘’\"'_]|[（(][^（）()]*[）)]")
_PLACE = re.compile(
    "(?:登记在册的?|(?:出庭)?应诉|作出|处以|决定|(?:立案)?查[办处]|收到|出动|派出|投入(?=执法)"
    f"|年末|全年|年均|实际|{OWN_LEVEL}|地方|全社会|设区城市|城市|国家|整个|总的|实现|完成|达到|预计|力争|确保"
    "|[一-鿿]{2,6}?(?:自治区|自治州|省|市|县|旗)|(?!农业|工业|林业|渔业|海洋|服务业|建筑业|旅游|人均|单位)[一-鿿]{2,3}(?=生产总值))"
)
_MEASURE = re.compile("(?:低于|高于|控制在|为)?每(?:立方米|平方米|平方公里|公顷|亩)$")
# 占国内生产总值的比例, 与GDP之比: one wording for all.
_WHOLE = re.compile("(?:占|与)(?:地区|国内)?(?:生产总值|GDP)的?(?:比重|比例|之比)$")
_CONDITION = re.compile("^.{2,20}(?:影响后|因素后|情况下|计算|其中|达到?)")


@cache
def _names() -> dict[str, str]:
    return {
        _DROPPED.sub("", name): row["indicator"]
        for row in read_table("indicators.tsv")
        for name in (row["indicator"], *row["variants"].split("|"))
        if name
    }


@cache
def _change_names() -> dict[str, str]:
    return {
        name: row["indicator"] for row in read_table("indicators.tsv") for name in row["change_variants"].split("|") if name
    }


def indicator_id(indicator: str, role: Role, *, place: str | None = None) -> str | None:
    """Return the standard concept that an indicator names, None where it is not a listed one.

    Parameters
    ----------
    indicator : str
        The indicator as the text has it.
    role : {"level", "change", "rank"}
        经济 names the gross product only where it grows.
    place : str, optional
        The place whose figure it is; its name before the indicator says nothing more.

    Returns
    -------
    str or None
        Several concepts that share one figure (社会消费品零售总额、固定资产投资增长4%左右) are joined by ``;``.

    Examples
    --------
    >>> indicator_id("全省规上工业增加值", "change")
    '规模以上工业增加值'
    >>> indicator_id("经济", "level") is None
    True
    """
    name = _MEASURE.sub("", _DROPPED.sub("", indicator))
    if place:
        name = name.removeprefix(place).removeprefix(place[:-1] if len(place) > 2 else place)
    found = _lookup(name, role)
    if found is None and "、" in name:
        parts = [_lookup(part, role) for part in name.split("、")]
        return ";".join(part for part in parts if part) if all(parts) else None
    if found is None and (condition := _CONDITION.match(name)):
        found = _lookup(name[condition.end() :], role)
    return found


def _lookup(name: str, role: Role) -> str | None:
    name = _WHOLE.sub("占地区生产总值比重", name)
    while name:
        found = _names().get(name) or (_change_names().get(name) if role == "change" else None)
        prefix = None if found else _PLACE.match(name)
        if prefix is None:
            return found
        name = name[prefix.end() :]
    return None
