"""What a page is made of: sections of facts, figures and tables, as the template reads them."""

import base64
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO

import pandas as pd
from PIL import Image

from toolkit.figures import figure_bytes
from toolkit.report.chart import Chart

__all__ = ["Bars", "Cell", "Column", "Facts", "Figure", "Links", "Section", "Table", "drawn", "table_of", "trail_of"]


_LARGEST_SVG = 60_000
"""Bytes above which points take less room and look alike: a page of sixty documents stays under 5 MB."""
_MANY_BARS = 16
_LONG_TABLE = 40
_WIDE_DPI, _NARROW_DPI = 170, 150


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
    """The head of a table column; ``style`` are classes of the style sheet: n (number), w (not wrapped), date, mid, wide."""

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

    @property
    def long(self) -> bool:
        """Whether it is higher than the room that a table has."""
        return len(self.rows) > _LONG_TABLE


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as data of an image, and that of the same for narrow windows."""

    wide: str
    narrow: str
    caption: str
    trail: tuple[str, ...] = ()
    """The calls that led to it."""
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

    @property
    def many(self) -> bool:
        """Whether there is no room for the numbers over the bars."""
        return len(self.bars) > _MANY_BARS


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
    """Return the block of a figure: drawn in lines where these take little room, else in points; narrow in points."""
    ax = chart.draw()
    lines = figure_bytes(ax, "svg")
    wide = ("svg+xml", lines) if len(lines) <= _LARGEST_SVG else ("webp", _few_colours(figure_bytes(ax, "png", dpi=_WIDE_DPI)))
    narrow = ("webp", _few_colours(figure_bytes(chart.draw(narrow=True), "png", dpi=_NARROW_DPI)))
    return Figure(_source(*wide), _source(*narrow), chart.caption, chart.trail)


def _source(kind: str, data: bytes) -> str:
    return f"data:image/{kind};base64,{base64.b64encode(data).decode('ascii')}"


def _few_colours(png: bytes) -> bytes:
    """A picture with 64 colours as WebP without loss: a quarter of the size, and no difference to the eye."""
    small = BytesIO()
    # Colours are chosen for what they cover, not by how much of it there is: one mark keeps its own.
    few = Image.open(BytesIO(png)).convert("RGB").quantize(64, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    few.convert("RGB").save(small, "webp", lossless=True, quality=80, method=2)
    return small.getvalue()


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
