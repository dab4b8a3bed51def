"""What a page is made of: sections of facts, figures and tables, as the template reads them."""

import base64
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pandas as pd

from toolkit.figures import figure_bytes
from toolkit.report.charts import Chart

__all__ = ["Bars", "Cell", "Column", "Facts", "Figure", "Links", "Section", "Table", "drawn", "table_of", "trail_of"]


@dataclass(frozen=True, slots=True)
class Cell:
    """The text of a table cell."""

    text: str
    sample: int | None = None
    """Number of the sample of sentences that it opens."""
    href: str = ""
    """Anchor of the page that it leads to."""
    order: str = ""
    """What it is sorted by, where that is not its text."""
    flag: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """The head of a table column; ``style`` is a class of the style sheet: n (number), w (not wrapped), mid, wide."""

    title: str
    style: str = ""
    choice: bool = False
    """Whether rows can be chosen by its values."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its heading and what to say where it has no rows."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    heading: str = ""
    note: str = ""
    empty: str = ""
    trail: tuple[str, ...] = ()
    """The calls that made it."""
    kind: str = "table"


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as base64 of its SVG, and of a PNG for narrow windows."""

    data: str
    narrow: str
    caption: str
    kind: str = "figure"


@dataclass(frozen=True, slots=True)
class Facts:
    """Names and values: ``facts`` as large figures, ``list`` as lines."""

    facts: tuple[tuple[str, Cell], ...]
    kind: str = "facts"


@dataclass(frozen=True, slots=True)
class Bars:
    """A row of bars, one a year, each with its number and its height in percent of the row."""

    bars: tuple[tuple[str, Cell, int], ...]
    heading: str = ""
    kind: str = "bars"


@dataclass(frozen=True, slots=True)
class Links:
    """Names that lead to other parts of the page."""

    links: tuple[Cell, ...]
    heading: str = ""
    kind: str = "links"


Block = Table | Figure | Facts | Bars | Links


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the page with its anchor."""

    id: str
    title: str
    blocks: tuple[Block, ...]
    note: str = ""


def drawn(chart: Chart) -> Figure:
    """Return the block of a figure."""
    wide, narrow = figure_bytes(chart.draw(), "svg"), figure_bytes(chart.draw(narrow=True), "png", dpi=170)
    return Figure(*(base64.b64encode(data).decode("ascii") for data in (wide, narrow)), chart.caption)


def table_of(
    columns: Sequence[tuple[Column, Iterable[object]]], *, heading: str = "", note: str = "", empty: str = "", trail: Sequence[str] = ()
) -> Table:
    """Return the table of some columns, each a head with its values as text; missing values are blank.

    Parameters
    ----------
    columns : sequence of (Column, iterable)
        Values that are `Cell` already stay as they are.
    heading, note, empty : str
        Text above and below the table, and in place of one without rows.
    trail : sequence of str
        The calls that made it.
    """
    rows = zip(*(values for _, values in columns), strict=True)
    cells = tuple(tuple(value if isinstance(value, Cell) else Cell(_shown(value)) for value in row) for row in rows)
    return Table(tuple(column for column, _ in columns), cells, heading, note, empty, tuple(trail))


def trail_of(table: pd.DataFrame) -> Sequence[str]:
    """Return the calls that made a table; none where it does not tell."""
    return tuple(table.attrs.get("trail", ()))


def _shown(value: object) -> str:
    if value is None or value is pd.NA or (isinstance(value, float) and value != value):
        return ""
    return f"{value:.10g}" if isinstance(value, float) else str(value)
