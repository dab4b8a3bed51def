"""What a page is made of: sections of facts, figures and tables, as the template reads them."""

import base64
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pandas as pd

from toolkit.figures import figure_bytes
from toolkit.report.charts import Chart

__all__ = ["Cell", "Column", "Facts", "Figure", "Note", "Section", "Table", "drawn", "table_of"]


@dataclass(frozen=True, slots=True)
class Note:
    """What unfolds below a cell: a sentence and the document it stands in."""

    label: str
    text: str
    origin: str


@dataclass(frozen=True, slots=True)
class Cell:
    """The text of a table cell."""

    text: str
    notes: tuple[Note, ...] = ()
    flag: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """The head of a table column; ``style`` is a class of the style sheet: n (number), w (not wrapped), mid, wide."""

    title: str
    style: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its heading and what to say where it has no rows."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    heading: str = ""
    note: str = ""
    empty: str = ""
    kind: str = "table"


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as base64 of its SVG."""

    data: str
    caption: str
    kind: str = "figure"


@dataclass(frozen=True, slots=True)
class Facts:
    """Names and values: ``facts`` as large figures, ``list`` as lines."""

    facts: tuple[tuple[str, str], ...]
    kind: str = "facts"


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the page with its anchor."""

    id: str
    title: str
    blocks: tuple[Table | Figure | Facts, ...]
    note: str = ""


def drawn(chart: Chart) -> Figure:
    """Return the block of a figure."""
    return Figure(base64.b64encode(figure_bytes(chart.draw(), "svg")).decode("ascii"), chart.caption)


def table_of(columns: Sequence[tuple[Column, Iterable[object]]], *, heading: str = "", note: str = "", empty: str = "") -> Table:
    """Return the table of some columns, each a head with its values as text; missing values are blank.

    Parameters
    ----------
    columns : sequence of (Column, iterable)
        Values that are `Cell` already stay as they are.
    heading, note, empty : str
        Text above and below the table, and in place of one without rows.
    """
    rows = zip(*(values for _, values in columns), strict=True)
    cells = tuple(tuple(value if isinstance(value, Cell) else Cell(_shown(value)) for value in row) for row in rows)
    return Table(tuple(column for column, _ in columns), cells, heading, note, empty)


def _shown(value: object) -> str:
    if value is None or value is pd.NA or (isinstance(value, float) and value != value):
        return ""
    return f"{value:.10g}" if isinstance(value, float) else str(value)
