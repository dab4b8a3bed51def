"""Claims from the cells of tables: value and unit, what is measured, of which year, and whether it is a plan or a result."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from toolkit.claims.columns import Column, Title, grain_of, read_column, read_title
from toolkit.claims.context import Reading
from toolkit.claims.figures import Figure
from toolkit.claims.linking import indicator_id
from toolkit.claims.owners import Owners, Scope
from toolkit.claims.rows import RowNamer
from toolkit.claims.scope import scope_figures
from toolkit.claims.table_places import TablePlaces
from toolkit.document import Cell, Claim, Grain
from toolkit.grammar.numerals import MAGNITUDES
from toolkit.grammar.quantities import Quantity, find_quantities
from toolkit.text import ParsedText
from toolkit.text.tables import SEPARATOR, caption_lines, is_figure, is_year

__all__ = ["read_cells"]

_NUMBER = re.compile(r"([-－−﹣–]?)[+ ]?([0-9][0-9,，]*(?:[.．][0-9]+)?)")
_LEVEL = re.compile("(?<![各全])[省市县区州](?:本级|直属?)|^[市区州]级")
_LARGEST = 1000
"""Per cent that are told without decimals are fewer."""
_LETTER = re.compile("[A-Za-z\u4e00-\u9fff]")


class _Figure(NamedTuple):
    """A figure of a table before its place is known."""

    cell: Cell
    column: Column
    value: float
    unit: str
    indicator: str
    year: int | None
    grain: Grain
    level: str
    """The level of government that alone it is of (市本级), empty for the place as a whole."""
    headed: Scope | None
    """The other place or the part that heads its column or its row."""


def read_cells(
    parsed: ParsedText, owners: Owners, *,
    place: str | None = None, report_year: int | None = None, review_year: int | None = None,
) -> list[Claim]:  # fmt: skip
    """Return the claims of the cells of the tables of a text, in order of appearance.

    Parameters
    ----------
    parsed : ParsedText
        What stands above a table tells its year and its subject.
    owners : Owners
        The names in the text whose figures may follow.
    place, report_year, review_year : optional
        As in `extract_claims`: the place of the report, and the years of a table that names none.

    Examples
    --------
    >>> table = "2031年甲市粮食产量\\n品种\\t产量（万吨）\\t比上年增长（%）\\n稻谷\\t12.5\\t-0.8\\n小麦\\t3\\t1.4"
    >>> parsed = ParsedText(table)
    >>> for claim in read_cells(parsed, Owners(parsed), report_year=2032, review_year=2031)[:2]:
    ...     print(claim.indicator, claim.value, claim.unit, claim.role, claim.year)
    稻谷产量 125000.0 吨 level 2031
    稻谷产量 -0.8 % change 2031
    """
    found: list[_Figure] = []
    title = Title()
    for _, group in groupby(parsed.cells, key=attrgetter("table_id")):
        table = list(group)
        lines = [*caption_lines(parsed.text, table[0].start), *_spanning(table)]
        title = read_title(lines, title, place=place, report_year=report_year, review_year=review_year)
        found += _figures(table, title, TablePlaces(table, owners.own, report_year or review_year))
    scopes = scope_figures(owners, [_stated(parsed.text, figure) for figure in found])
    return [_claim(figure, scope) for figure, scope in zip(found, scopes, strict=True)]


def _stated(text: str, figure: _Figure) -> Figure:
    """A figure of a row as one of a sentence, which opens with its label."""
    cell, column = figure.cell, figure.column
    start, end = text.rfind("\n", 0, cell.start) + 1, text.find("\n", cell.end)
    opening = start + len(text[start : cell.start]) - len(text[start : cell.start].lstrip())
    reading = Reading(column.role, column.direction, figure.indicator, None, "", False, opening, ("cell", "cell"))
    quantity = Quantity(cell.start, cell.end, figure.value, figure.unit, "number")
    return Figure(quantity, reading, cell.start, (opening, end if end >= 0 else len(text)))


def _claim(figure: _Figure, scope: Scope) -> Claim:
    cell, column = figure.cell, figure.column
    scope = figure.headed or scope
    return Claim(
        start=cell.start, end=cell.end, text=cell.text, value=figure.value, unit=figure.unit, bound="exact",
        role=column.role, direction=column.direction, basis=column.basis, indicator=figure.indicator,
        indicator_id=indicator_id(figure.indicator, column.role, place=scope.place),
        modality=column.modality, year=figure.year, place=figure.level or scope.place,
        adcode=None if figure.level else scope.adcode, whole=scope.whole and not figure.level, grain=figure.grain,
    )  # fmt: skip


def _spanning(table: Sequence[Cell]) -> list[str]:
    """The titles in a line of their own at the top of a table."""
    found: list[str] = []
    for _, group in groupby(table, key=attrgetter("row")):
        row = list(group)
        if len(row) > 1 or row[0].column_head:
            break
        found.append(row[0].text)
    return found


def _figures(table: Sequence[Cell], title: Title, places: TablePlaces) -> Iterator[_Figure]:
    heads: dict[int, str] = {}
    columns: dict[tuple[int, str | None], Column | None] = {}
    namer = RowNamer(title)
    for cell in table:
        if cell.column_head and heads.get(cell.column) != cell.column_head:
            heads[cell.column] = cell.column_head
            columns.clear()  # another head of a table that has several
        if not _may_assert(cell):
            continue
        key = (cell.column, cell.unit)
        if key not in columns:
            columns[key] = read_column(cell.column, heads, cell.unit, title)
        column = columns[key]
        if column is not None:
            value, unit = _amount(cell.text, cell.unit or column.unit)
            named = namer.name(cell, column)
            if value is not None and named.indicator:
                year, headed = named.year or column.year, places.of(cell)
                level = "" if headed else _level(cell, title)
                yield _Figure(cell, column, value, unit, named.indicator, year, _grain(cell, column, year, title), level, headed)


def _grain(cell: Cell, column: Column, year: int | None, title: Title) -> Grain:
    """How long a time a figure is of: as the column or the row has it, else the title; in a table of several years a head names one."""
    told = grain_of(cell.column_head, cell.row_head, otherwise="year" if year is not None and title.grain == "several" else title.grain)
    return "year" if told == "moment" and column.role == "change" else told


def _level(cell: Cell, title: Title) -> str:
    """The level that the row, the column or the title names."""
    for head in (*reversed(cell.column_head.split(SEPARATOR)), *reversed(cell.row_head.split(SEPARATOR)), title.level):
        if match := _LEVEL.search(head):
            return match[0]
        if head.startswith("全"):
            return ""
    return ""


def _may_assert(cell: Cell) -> bool:
    """Whether a cell holds a figure, and a row and a column that can say what of."""
    if not (is_figure(cell.text) or (is_year(cell.text) and cell.text.isdigit() and cell.unit)):
        return False
    label = cell.row_head.split(SEPARATOR)[-1]
    return bool(cell.column_head or cell.unit) and bool(_LETTER.search(label) or is_year(label))


def _amount(text: str, unit: str | None) -> tuple[float | None, str]:
    """The value of a figure with its magnitude multiplied out, and its unit."""
    match = _NUMBER.match(text)
    if match is None:
        return None, ""
    number = Decimal(match[2].replace(",", "").replace("，", "").replace("．", ".")) * (-1 if match[1] else 1)
    own = text[match.end() :].strip()
    factor, base = scaled(own or unit or "")
    if base == "%" and abs(number) >= _LARGEST and match[2].isdigit():
        return None, base  # an amount below a head that belongs to another column
    return float(number * factor), base


@lru_cache(maxsize=1024)
def scaled(unit: str) -> tuple[Decimal, str]:
    """Return what a unit multiplies a number by and the unit that is left.

    Examples
    --------
    >>> [(float(factor), unit) for factor, unit in map(scaled, ["万元", "千瓦", "百分点"])]
    [(10000.0, '元'), (1.0, '千瓦'), (1.0, '个百分点')]
    """
    if unit in ("", "/", "-"):
        return Decimal(1), ""
    if unit in ("百分点", "％"):
        return Decimal(1), {"百分点": "个百分点", "％": "%"}[unit]
    known = next(iter(find_quantities(f"3{unit}")), None)
    if known and (known.start, known.end) == (0, len(unit) + 1) and known.value_max is None:
        return Decimal(str(known.value)) / 3, known.unit
    factor = Decimal(1)
    while len(unit) > 1 and unit[0] in "百千万亿" and not unit.startswith(("千瓦", "千克", "千米", "千伏", "百分", "千升", "千焦", "千字")):
        factor, unit = factor * MAGNITUDES[unit[0]], unit[1:]
    return factor, unit
