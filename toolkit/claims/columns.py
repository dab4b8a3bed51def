"""What the head of a column and the title of a table say of the figures below: year, plan or result, amount or change, measure."""

import re
from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

from toolkit.document import Grain, Modality, Role
from toolkit.grammar.dates import ARABIC_YEAR, HAN_YEAR
from toolkit.grammar.numerals import COUNT, integer
from toolkit.grammar.times import find_parts
from toolkit.text.tables import SEPARATOR, bare_head, bare_label, bracket_unit, head_is, measure_of

__all__ = ["Column", "Title", "grain_of", "read_column", "read_title"]

_YEAR = re.compile(f"({ARABIC_YEAR})(?:年|(?![0-9]))|({HAN_YEAR})年")
_SPAN = re.compile(f"({ARABIC_YEAR})年?[-—－–~～至到]{{1,2}}({ARABIC_YEAR})年?")
_CHANGES = re.compile("(?<![及和与、其])(?:涨跌幅度?|增长速度|增速|增长率|增长情况)[（(]?[^及和与、]*$")
_LEVEL = re.compile("(?<![各全])[省市县区州](?:本级|直属?)|全[省市县区州]|(?<![各全县])[市区州]级")
_LAST = re.compile("上年|去年|上期|上年同期")
_NEXT = re.compile("下年度?预算|明年")
_BASIS = re.compile("(?:比|较|为|占|完成|相当于|与).*")
_UNIT_LINE = re.compile(f"单\\s*位\\s*[:：]|^资料|^注[:：]|^[（(].{{0,20}}[）)]$|^附?[表图件]?[{COUNT}0-9-]*$")
_NUMBERED = re.compile(
    rf"^(?:续表|附?[表图件](?:[0-9]{{1,2}}(?={ARABIC_YEAR})|\s*[0-9{COUNT}]{{1,3}}(?:-[0-9]{{1,2}})?)?[:：.、]?\s*)"
    rf"|^[（(]?[{COUNT}]{{1,3}}[）)]?、?|^[0-9]{{1,2}}[.、]"
)
_REST = re.compile(
    "(?:(?:及|和|与|、)?(?:其|同比|比上年)?(?:增长速度|增长情况|增速|涨跌幅度?|变动情况|变化情况|增长|构成|比重|占比|增减)"
    "|(?:预算|收支|计划)?(?:执行|完成|平衡|收支|变动|安排|增长|分布|基本)?情况[总明细]*表?|预算(?:执行|收支|表|总表|草案|平衡)|收支(?:总表|表|草案|平衡)|决算表?"
    "|[总明细简]?表|草案|[（(][^（）()]*[）)]|预算|主要指标|以上年为100)+$"
)
_LEAD = re.compile("^(?:全[省市区县州]|全地区|[省市县区州](?:本级|级|直)|本级|年末|年度?|主要|分行业|按.{1,6}分的?|部分)+")
_TRANSFER = re.compile("(?:对.{0,12}|下级?|分地区)(?:转移支付|返还)|(?:转移支付|返还)(?!收入).{0,8}分(?:地区|项目|科目)")
_REVISED = re.compile("(?:调整|变动)(?:后的?)?(?:预算|计划)")
_ACCOUNT = re.compile("政府性基金|国有资本经营|社会保险基金")
_LEAST = 3
"""A shorter name of a group is a piece of a broken head more often than not."""
_PLAN_TITLE = re.compile("草案|预算(?:安排|表|总表|收支表|明细表)|计划表|目标|安排表")
_RESULT_TITLE = re.compile("执行|决算|完成|实绩")


class Title(NamedTuple):
    """What the title of a table says of all its figures."""

    subject: str = ""
    """What is measured: 一般公共收入 of 2025年全市一般公共收入预算执行情况."""
    year: int | None = None
    """None where it spans several years, so that only a head or a label can tell."""
    modality: Modality = "actual"
    review_year: int | None = None
    level: str = ""
    """The level of government that its figures are of (市本级), and 全市 where they are of the whole."""
    change: bool = False
    """Whether the table tells changes and nothing else: 居民消费价格比上年涨跌幅度."""
    grain: Grain = "year"
    """How long a time its figures are of where no head tells: 1—11月, 2021—2025年."""
    transfers: bool = False
    """Whether it tells what a government hands down: 教育支出 in it is what others are given for schools."""
    account: str = ""
    """The budget beside the general one that it is of: 政府性基金."""


class Column(NamedTuple):
    """How the figures of a column are to be read."""

    role: Role
    direction: Literal["up", "down"] | None
    modality: Modality
    year: int | None
    measure: str
    """What the column measures, or the group it is of; empty where the rows tell it all."""
    share: str
    """What the figures are a share of, as a phrase behind the indicator (占固定资产投资的比重)."""
    unit: str | None
    basis: str | None = None
    """What a plan is called that was revised in the course of the year (调整预算数)."""


def read_title(
    lines: Sequence[str], before: Title, *, place: str | None, report_year: int | None, review_year: int | None
) -> Title:
    """Return what the lines above a table say; a table that goes on over a page has the title of the one before."""
    titles = [line.replace("\t", "") for line in lines if not _UNIT_LINE.search(line)]
    if not titles:
        return before if before.subject or before.year else Title(year=review_year, review_year=review_year)
    named = next((line for line in titles if head_is("measure", _subject(line, place)) or _YEAR.search(line)), titles[0])
    several = _SPAN.search(named) is not None
    stated = [years[-1] for line in (named, *titles) if (years := _years(line))]
    year = stated[0] if stated and not several else None
    planned = bool(_PLAN_TITLE.search(named)) and not _RESULT_TITLE.search(named)
    modality: Modality = "target" if planned or _is_later(year, review_year) else "actual"
    if year is None and not several:
        year = (report_year or review_year) if modality == "target" else review_year
    grain = grain_of(*titles, otherwise="several" if several else "year")
    accounts = set(_ACCOUNT.findall(named))
    return Title(
        _subject(named, place), year, modality, review_year, _level(named), _CHANGES.search(named) is not None, grain,
        _TRANSFER.search(named) is not None, accounts.pop() if len(accounts) == 1 and "一般公共" not in named else "",
    )  # fmt: skip


def grain_of(*lines: str, otherwise: Grain) -> Grain:
    """Return how long a time is named last in the first of some titles or heads that names one (1—11月, 上半年, 年末)."""
    return next((parts[-1].grain for line in lines if (parts := list(find_parts(line)))), otherwise)


def _level(line: str) -> str:
    match = _LEVEL.search(line)
    return match[0] if match else ""


def _is_later(year: int | None, review_year: int | None) -> bool:
    return year is not None and review_year is not None and year > review_year


def _subject(line: str, place: str | None) -> str:
    """The title without its number, year, place and what it says of the table itself."""
    bare = _NUMBERED.sub("", "".join(line.split()))
    bare = _YEAR.sub("", _SPAN.sub("", bare)).lstrip("年末度-—－:：")
    for name in (place, place[:-1] if place and len(place) > 2 else None):
        bare = bare.removeprefix(name) if name else bare
    return _LEAD.sub("", _REST.sub("", bare))


def _years(text: str) -> list[int]:
    return [year for match in _YEAR.finditer(text) if (year := integer(match[1] or match[2]))]


def read_column(at: int, heads: Mapping[int, str], unit: str | None, title: Title) -> Column | None:
    """Return how the figures of a column are to be read, None where it holds no measure.

    Parameters
    ----------
    at : int
        The column.
    heads : mapping of int to str
        The heads of the columns of the row; a change or a share is read with the amount to its left.
    unit : str or None
        The unit of the figure.
    title : Title
    """
    parts = _parts(heads.get(at, ""))
    key = parts[-1] if parts else ""
    if not _holds_measure(key, heads, unit, title):
        return None
    share, measure = head_is("share", key), _measure(parts)
    change = _is_change(key) or (title.change and unit == "%" and not share and not head_is("measure", measure))
    if change or share:
        left = _left(at, heads, title)
        modality, year = _when("".join(_BASIS.sub("", part) for part in parts), title)
        year = year or (title.year if modality else left.year)
        modality, measure = modality or left.modality, measure or left.measure
    else:
        modality, year = _when("".join(parts), title)
    year = year or title.year
    direction: Literal["up", "down"] | None = ("down" if head_is("fall", key) else "up") if change else None
    modality = modality or _modality(year, title)
    revised = _REVISED.search("".join(parts)) if modality == "target" and not change else None
    of, told = _share(key) if share else "", unit or _counted(key)
    return Column("change" if change else "level", direction, modality, year, measure, of, told, revised[0] if revised else None)


def _holds_measure(key: str, heads: Mapping[int, str], unit: str | None, title: Title) -> bool:
    if not key and any(_parts(head) for column, head in heads.items() if column and not head_is("label", head)):
        return False  # a head that got lost
    if any(head_is(kind, key) for kind in ("other", "unit", "label")):
        return False
    return bool(unit) or any(head_is(kind, key) for kind in ("share", "change", "plain", "measure")) or head_is("measure", title.subject)


def _is_change(key: str) -> bool:
    return head_is("change", key) and not head_is("share", key)


def _modality(year: int | None, title: Title) -> Modality:
    """Where a head states none: a later year is planned, an earlier one is past, else as the title has it."""
    if year is None or title.review_year is None or year == title.review_year:
        return title.modality
    return "target" if year > title.review_year else "actual"


def _left(at: int, heads: Mapping[int, str], title: Title) -> Column:
    """The column that a change or a share is told of: of the columns of amounts next to its left the one of the latest year."""
    found: list[Column] = []
    for column in sorted((column for column in heads if column < at), reverse=True):
        parts = _parts(heads[column])
        key = parts[-1] if parts else ""
        relative = head_is("share", key) or head_is("change", key)
        if head_is("label", key) or (found and (relative or not key)):
            break
        if key and not (relative or head_is("unit", key) or head_is("other", key) or _LAST.search(key)):
            modality, year = _when("".join(parts), title)
            year = year or title.year
            found.append(Column("level", None, modality or _modality(year, title), year, _measure(parts), "", None))
    return max(found, key=lambda column: column.year or 0, default=Column("level", None, title.modality, title.year, "", "", None))


def _parts(head: str) -> list[str]:
    return [bare for part in head.split(SEPARATOR) if (bare := bare_head(part))]


def _when(head: str, title: Title) -> tuple[Modality | None, int | None]:
    """Modality and year that a head states by itself."""
    years = _years(head)
    year = years[-1] if years else None
    if year is None and title.year is not None:
        year = title.year - 1 if _LAST.search(head) else title.year + 1 if _NEXT.search(head) else None
    if head_is("estimate", head):
        return "estimate", year
    if head_is("actual", head):
        return "actual", year
    return ("target" if head_is("target", head) else None), year


def _measure(parts: Sequence[str]) -> str:
    """The lowest head that names a measure or a group: not 绝对数, 执行数 or 2024年, nor a change or a share."""
    named = [bare for part in parts if (bare := _YEAR.sub("", bare_label(part))) and _names_measure(bare)]
    if not named:
        return ""
    group = re.sub("^(?:年末|期末|全年)(?=..)", "", named[-1])
    if head_is("measure", group) or head_is("place", group):
        return group
    above = measure_of(named[-2]) if len(named) > 1 else ""
    return group + above if len(group) >= _LEAST else ""


def _names_measure(head: str) -> bool:
    relative = (head_is("change", head) or head_is("share", head)) and not head_is("amount", head)
    return not (relative or head_is("plain", head) or head_is("label", head))


def _share(key: str) -> str:
    """What stands behind the indicator of a share: 占…的比重; nothing for a degree of fulfilment (占预算的%)."""
    if re.search("预|计划|上年|决算|进度|完成|执行|去年|目标|任务", key):
        return ""
    if match := re.search("占.*", key):
        return re.sub("[%％]$", "", match[0])
    return "比重"


def _counted(key: str) -> str | None:
    """The unit of a head that counts (人数, 件数, 户数)."""
    match = re.search("(人次|人|户|件|宗|家|个|辆|台|套|名|处|所)数$", key)
    return match[1] if match else bracket_unit(key)
