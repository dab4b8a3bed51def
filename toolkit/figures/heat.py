"""Tables of shaded cells: rows are names or topics, columns are years or other groups."""

import math
import re
from collections.abc import Iterable

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import Colormap, LinearSegmentedColormap
from matplotlib.patches import Patch

from toolkit.figures.marks import place_legend
from toolkit.figures.style import ACCENT, INK, Language, text_width, wording

__all__ = ["draw_heat"]

_MOST_NUMBERS = 20
_MOST_LABELS = 14
_MOST_ASLANT = 20
"""Names that stand aslant; more stand upright."""
_NO_DATA = ("#f3f3f3", "#d0d0d0", "////")
"""Ground, lines and hatching of a year without data."""
_MOST_EMPTY = 4
"""Columns of years, with those that are lacking, for each one that there is."""
_STEPS = (0.0, 0.25, 0.5, 1.0)
"""Parts of the largest number that the legend shows."""
_LINE = 60
"""Characters that the labels of all columns may have together."""


def draw_heat(ax: Axes, table: pd.DataFrame, *, number: str, square_root: bool = False, lang: Language = "zh") -> None:
    """Draw a table of numbers as shaded cells, with the numbers themselves where there is room for them.

    Parameters
    ----------
    ax : Axes
        Where to draw.
    table : DataFrame
        Its index names the rows from top to bottom, its columns the cells from left to right. Where the columns are years, those that
        are lacking get an empty, hatched column, which the legend explains, so that the spacing is true to time. A column of zeros stays
        plain.
    number : str
        How a number is written, as in ``"{:.0f}"``; zero is left blank.
    square_root : bool
        Shade by the square root, so that one large number does not make all others white.
    lang : {"zh", "en"}
        Language of the legend.
    """
    table = _every_year(table)
    values = table.to_numpy(float)
    shade = np.sqrt(values) if square_root else values
    shades = LinearSegmentedColormap.from_list("shades", ["#ffffff", "#c9dcec", ACCENT])
    ax.pcolormesh(np.ma.masked_invalid(shade), cmap=shades, vmin=0, edgecolors="white", linewidth=1.2)
    ground, lines, hatch = _NO_DATA
    lacking = np.flatnonzero(np.isnan(values).all(axis=0)).tolist()
    for column in lacking:
        ax.axvspan(column, column + 1, facecolor=ground, edgecolor=lines, hatch=hatch, linewidth=0)
    without = wording(lang, "该年无数据", "no data of the year")
    marks = [Patch(facecolor=ground, edgecolor=lines, hatch=hatch, linewidth=0, label=without)] if lacking else []
    if table.shape[1] <= _MOST_NUMBERS:
        _write_numbers(ax, values, shade, number)
    else:
        most = float(np.nanmax(values))
        marks = [_swatch(share, share**0.5 if square_root else share, most, shades, number) for share in _STEPS] + marks
    drop = _name_columns(ax, [str(group) for group in table.columns])
    if marks:
        place_legend(ax, marks, drop=drop)
    ax.set_yticks(np.arange(len(table)) + 0.5, [str(name) for name in table.index])
    ax.invert_yaxis()


def _swatch(share: float, depth: float, most: float, shades: Colormap, number: str) -> Patch:
    """Return a part of the largest number with its shade, for a legend: where cells have no room for their numbers."""
    return Patch(facecolor=shades(depth), edgecolor="#c9c9c9", linewidth=0.5, label=number.format(share * most))


def _every_year(table: pd.DataFrame) -> pd.DataFrame:
    """Return the table with a column for every year from the first to the last; as it is where the columns are no years."""
    names = [str(name) for name in table.columns]
    if not names or not _are_years(names):
        return table
    years = sorted(map(int, names))
    # A census every ten years is no series with nine gaps, and one document of long ago no reason for fifty empty columns.
    step = math.gcd(*np.diff(years).tolist()) or 1
    every = range(years[0], years[-1] + 1, step)
    spaced = len(every) <= _MOST_EMPTY * len(years)
    return table.set_axis([int(name) for name in names], axis=1).reindex(columns=every) if spaced else table


def _are_years(names: Iterable[str]) -> bool:
    return all(re.fullmatch("[0-9]{4}", name) for name in names)


def _name_columns(ax: Axes, names: list[str]) -> float:
    """Name the columns, and return how far below, in lines, a legend has room.

    Years that are too many are thinned out; other names are all there, aslant or upright where they are many or long.
    """
    years = _are_years(names)
    step = -(-len(names) // _MOST_LABELS) if years else 1
    longest = max(map(len, names))
    ax.set_xticks(np.arange(0, len(names), step) + 0.5, names[::step])
    if years or (len(names) * longest <= _LINE and len(names) <= _MOST_LABELS):
        return 2.2
    upright = len(names) > _MOST_ASLANT
    ax.tick_params(axis="x", labelrotation=90 if upright else 45)
    for label in ax.get_xticklabels():
        label.set_horizontalalignment("center" if upright else "right")
        label.set_rotation_mode("default" if upright else "anchor")
    return 1.4 + (1.0 if upright else 0.75) * max(map(text_width, names))


def _write_numbers(ax: Axes, values: np.ndarray, shade: np.ndarray, number: str) -> None:
    for (row, column), value in np.ndenumerate(values):
        text = number.format(value)
        if value and not np.isnan(value) and text.strip("0.%"):
            colour = "white" if shade[row, column] > 0.72 * np.nanmax(shade) else INK
            ax.text(column + 0.5, row + 0.5, text, ha="center", va="center", fontsize=7.5, color=colour)
