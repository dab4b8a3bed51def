"""What a figure of a table is of: the label of its row, made whole by its column, by the labels above it or by the title."""

import re
from typing import NamedTuple

from toolkit.claims.columns import Column, Title
from toolkit.claims.linking import indicator_id
from toolkit.document import Cell
from toolkit.grammar.dates import ARABIC_YEAR
from toolkit.text.tables import SEPARATOR, bare_label, bracket_unit, head_is, is_year, measure_of

__all__ = ["Named", "RowNamer"]

_YEAR = re.compile(ARABIC_YEAR)
_UNIT = re.compile(r"[（(][^（）()]{1,12}[）)]$")
_HANDED_DOWN = re.compile("转移支付|返还|补助|上解")
_ACCOUNT = re.compile("基金|国有资本|预算")
_STATED_YEAR = re.compile(f"({ARABIC_YEAR})年[末底]")
_OF_PARTS = {"生产总值": "增加值"}
"""The gross product is made up of values added."""


class Named(NamedTuple):
    """The indicator of a figure, and its year where the row tells it."""

    indicator: str
    year: int | None = None


class RowNamer:
    """Names the figures of one table from top to bottom: a label that is no measure by itself takes that of a label above it."""

    def __init__(self, title: Title) -> None:
        self.title = title
        self.whole: dict[str | None, str] = {}
        """The last label of each unit that names a measure."""
        self.summed = False
        """Whether a 合计 stood above: a 总计 below it has what was carried over or handed down besides."""

    def name(self, cell: Cell, column: Column) -> Named:
        """Return what a figure is of."""
        named = self._name(cell, column)
        standard = indicator_id(named.indicator, column.role) is not None
        name = self._of_account(named.indicator) if standard else named.indicator
        if standard and self.title.transfers and not _HANDED_DOWN.search(name):
            name = _joined(name, "转移支付")
        return Named(name + column.share, named.year or _year_above(cell))

    def _of_account(self, name: str) -> str:
        """A standard indicator of another budget with the account that the title names: 农林水支出 of a fund is not the general one."""
        account = self.title.account
        spent = name.endswith("支出") or (account == "社会保险基金" and name.endswith("收入"))
        return account + name if account and spent and not _ACCOUNT.search(name) else name

    def _name(self, cell: Cell, column: Column) -> Named:
        path = cell.row_head.split(SEPARATOR)
        label = _without_unit(bare_label(path[-1]))
        if is_year(path[-1]):
            match = _YEAR.search(path[-1])
            return Named(self._of_column(column), int(match[0]) if match else None)
        if head_is("place", label):
            return Named(self._of_column(column))
        if head_is("total", label):
            return Named(self._total(path[:-1], column) + self._beyond(label))
        return Named(self._of_row(cell, label, column))

    def _of_column(self, column: Column) -> str:
        subject = self.title.subject
        if not column.measure or head_is("place", column.measure):
            return subject
        if head_is("measure", column.measure):
            return column.measure
        tail = measure_of(subject)
        return column.measure + (tail or "")

    def _total(self, above: list[str], column: Column) -> str:
        subject = self.title.subject or (_without_unit(bare_label(above[-1])) if above and above[-1] else "")
        measure = "" if head_is("place", column.measure) else column.measure
        if not measure:
            return subject or "合计"
        if head_is("measure", measure):
            return subject if measure_of(subject) == measure_of(measure) else _joined(subject, measure)
        return measure + (measure_of(subject) or subject)

    def _beyond(self, label: str) -> str:
        self.summed = self.summed or label == "合计"
        return label if self.summed and label == "总计" else ""

    def _of_row(self, cell: Cell, label: str, column: Column) -> str:
        complete = head_is("measure", label)
        measure = "" if head_is("place", column.measure) else column.measure
        if complete:
            self.whole[column.unit] = label
        if not complete and not (measure and head_is("measure", measure)):
            label = _joined(label, self._borrowed(cell.row_head.split(SEPARATOR)[:-1], column))
        if not measure or (complete and measure_of(label)[-1:] == measure_of(measure)[-1:]):
            return label
        return _joined(label, measure) if head_is("measure", measure) and not measure.endswith("基金") else _joined(measure, label)

    def _borrowed(self, above: list[str], column: Column) -> str:
        """The noun of measure of a label that this one is part of, of the title, or of the last label in the same unit."""
        for name in (*reversed(above), self.title.subject, self.whole.get(column.unit, "")):
            noun = measure_of(name)
            if len(noun) > 1:
                return _OF_PARTS.get(noun, noun)
        return ""


def _year_above(cell: Cell) -> int | None:
    """The year whose end opens the label of a row or one above it (2029年末债务余额 > 一般债务), where its column names none."""
    if _YEAR.search(cell.column_head):
        return None
    opening = (_STATED_YEAR.match(bare_label(label)) for label in reversed(cell.row_head.split(SEPARATOR)))
    return next((int(match[1]) for match in opening if match), None)


def _joined(first: str, second: str) -> str:
    """Two names as one, what both have at the seam once (全行业用电 and 用电量)."""
    if second.startswith(first):
        return second
    shared = next((size for size in range(min(len(first), len(second)), 0, -1) if first.endswith(second[:size])), 0)
    return first + second[shared:]


def _without_unit(label: str) -> str:
    return _UNIT.sub("", label) if bracket_unit(label) else label
