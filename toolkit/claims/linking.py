"""Standard indicators: from the wording of a report to one concept over the decades."""

import re
from functools import cache, lru_cache
from typing import NamedTuple

from toolkit.claims.dating import Dating
from toolkit.claims.figures import Figure
from toolkit.claims.owners import Scope
from toolkit.claims.wording import figure_effects
from toolkit.document import Grain, Role
from toolkit.grammar.levels import OWN_LEVEL
from toolkit.lexicon import read_table

__all__ = ["Link", "indicator_id", "link_figure"]

_DROPPED = re.compile("[\\s《》“”‘’\"'_]|[（(][^（）()]*[）)]")
_PLACE = re.compile(
    "(?:登记在册的?|(?:出庭)?应诉|作出|处以|决定|(?:立案)?查[办处]|收到|出动|派出|投入(?=执法)"
    f"|年末|全年|年均|实际(?!投资)|{OWN_LEVEL}|地方|全社会|设区城市|城市|国家|整个|总的|实现|完成|达到|预计|力争|确保"
    "|[一-鿿]{2,6}?(?:自治区|自治州|省|市|县|旗)|(?!农业|工业|林业|渔业|海洋|服务业|建筑业|旅游|人均|单位)[一-鿿]{2,3}(?=生产总值))"
)
# 固定资产投资的预期目标为1518亿元
_GOAL = re.compile("的?(?:预期|年度|计划|调控|控制|主要)*目标值?$")
_MEASURE = re.compile("(?:低于|高于|控制在|为)?每(?:立方米|平方米|平方公里|公顷|亩)$")
# 占国内生产总值的比例, 与GDP之比: one wording for all.
_WHOLE = re.compile("(?:占|与)(?:地区|国内)?(?:生产总值|GDP)的?(?:比重|比例|之比)$")
# 收入、投资均增长5%: one figure for all of them.
_SHARED, _SHARED_REACH = re.compile("(?<!人)[均都]|各(?!级)"), 8
_ANOTHER = re.compile("[和、及与][0-9]")
_MEMBER = re.compile("(?:^|[，；。：、！？\\s])[^0-9，；。：、]{2,14}[、和与及][^，；。：、和与及0-9]{0,4}$")
_MEMBER_REACH, _JOINING = 20, "、和与及"
_LONGEST_START, _REACH = 8, 300
_DONE = re.compile("(?:累计)?(?:建成|新?建设|新建|新增|筹集|改造)$")
_AND = re.compile("[、和与及]|以及")
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
def _endings() -> frozenset[str]:
    """What the names end in."""
    return frozenset(name[-length:] for name in _names() for length in range(1, len(name)))


@cache
def _change_names() -> dict[str, str]:
    return {
        name: row["indicator"] for row in read_table("indicators.tsv") for name in row["change_variants"].split("|") if name
    }


class Link(NamedTuple):
    """What a figure is of a standard indicator."""

    indicator_id: str | None
    basis: str | None
    """What it is measured against or by which definition, as written: 同比, 比2020年, 同口径."""
    grain: Grain
    whole: bool


def link_figure(plain: str, figure: Figure, dating: Dating, scope: Scope) -> Link:
    """Return whether a figure is one of a standard indicator itself, of a whole year and of the whole place.

    Parameters
    ----------
    plain : str
        The text, with marks of one form.
    figure : Figure
    dating : Dating
    scope : Scope
        When it holds, how, and whose it is.
    """
    reading = figure.reading
    standard = indicator_id(_whole_name(plain, figure), reading.role, place=scope.place)
    if standard and (_is_one_of(plain, figure) if ";" in standard else _is_of_another_member(plain, figure)):
        standard = None
    if standard is None or reading.role == "rank":
        return Link(standard, reading.basis, dating.grain, scope.whole)
    effects = figure_effects(plain, figure)
    other = "other" in effects or ("plan" in effects and dating.modality != "target")
    grain = dating.grain
    if grain == "year" and "several" in effects:
        grain = "several"
    return Link(
        None if other else standard, reading.basis or effects.get("basis"), grain, scope.whole and "part" not in effects
    )


def _whole_name(plain: str, figure: Figure) -> str:
    """The indicator with the word before it that makes it a standard name (地方一般 | 预算收入); 进 before 出口 is no word."""
    name, start, names = figure.reading.indicator, max(figure.sentence[0], figure.quantity.start - _REACH), _names()
    at = plain.rfind(name, start, figure.quantity.start)
    end = at if at >= 0 else figure.quantity.start
    done = _DONE.search(plain, max(start, end - _LONGEST_START), end) if name in names else None
    if done and done[0] + name in names:
        return done[0] + name  # 新建设50万亩 | 高标准农田
    if name in names or name not in _endings():
        return name
    for first in range(max(start, at - _LONGEST_START), at - 1):
        if (longer := plain[first : at + len(name)]) in names:
            return longer
    return name


def _is_one_of(plain: str, figure: Figure) -> bool:
    """Whether a figure of several indicators is that of one of them: amounts differ (收入、支出达到5亿元和6亿元)."""
    start = figure.quantity.start
    shared = _SHARED.search(plain, max(figure.gap, start - _SHARED_REACH), start) and not figure.reading.joined
    return not shared and (figure.reading.role == "level" or figure.reading.joined or bool(_ANOTHER.match(plain, figure.quantity.end)))


def _is_of_another_member(plain: str, figure: Figure) -> bool:
    """Whether the first figures of a list are told of its last member (进出口总额、实际利用外资分别增长8%和6%): they are of others."""
    name, start = figure.reading.indicator, figure.quantity.start
    if not name or not _ANOTHER.match(plain, figure.quantity.end):
        return False
    at = plain.rfind(name, max(figure.sentence[0], start - _REACH), start)
    if at < 0 or plain[at + len(name)] in _JOINING:
        return False
    return _MEMBER.search(plain[max(figure.sentence[0], at - _MEMBER_REACH) : at]) is not None


@lru_cache(maxsize=65536)
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
    if "目标" in name:
        name = _GOAL.sub("", name)
    if place:
        name = name.removeprefix(place).removeprefix(place[:-1] if len(place) > 2 else place)
    found = _lookup(name, role)
    if found is None and _AND.search(name):
        parts = [_lookup(part, role) for part in _AND.split(name)]
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
