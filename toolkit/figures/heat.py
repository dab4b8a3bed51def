"""Tables of shaded cells: rows are names or topics, columns are years or other groups."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap

from toolkit.figures.style import ACCENT, INK

__all__ = ["draw_heat"]

_MOST_NUMBERS = 20
_MOST_LABELS = 14
_LINE = 60
"""Characters that the labels of all columns may have together."""


def draw_heat(ax: Axes, table: pd.DataFrame, *, number: str, square_root: bool = False) -> None:
    """Draw a table of numbers as shaded cells, with the numbers themselves where there is room for them.

    Parameters
    ----------
    ax : Axes
        Where to draw.
    table : DataFrame
        Its index names the rows from top to bottom, its columns the cells from left to right.
    number : str
        How a number is written, as in ``"{:.0f}"``; zero is left blank.
    square_root : bool
        Shade by the square root, so that one large number does not make all others white.
    """
    values = table.to_numpy(float)
    shade = np.sqrt(values) if square_root else values
    shades = LinearSegmentedColormap.from_list("shades", ["#ffffff", "#c9dcec", ACCENT])
    ax.pcolormesh(shade, cmap=shades, vmin=0, edgecolors="white", linewidth=1.2)
    if table.shape[1] <= _MOST_NUMBERS:
        _write_numbers(ax, values, shade, number)
    _name_columns(ax, [str(group) for group in table.columns])
    ax.set_yticks(np.arange(len(table)) + 0.5, [str(name) for name in table.index])
    ax.invert_yaxis()


def _name_columns(ax: Axes, names: list[str]) -> None:
    """Years that are too many are thinned out; names that are too long stand aslant."""
    aslant = len(names) * max(map(len, names)) > _LINE and len(names) <= _MOST_NUMBERS
    step = 1 if aslant else -(-len(names) // _MOST_LABELS)
    ax.set_xticks(np.arange(0, len(names), step) + 0.5, names[::step])
    if aslant:
        ax.tick_params(axis="x", labelrotation=45)
        for label in ax.get_xticklabels():
            label.set_horizontalalignment("right")
            label.set_rotation_mode("anchor")


def _write_numbers(ax: Axes, values: np.ndarray, shade: np.ndarray, number: str) -> None:
    for (row, column), value in np.ndenumerate(values):
        text = number.format(value)
        if value and text.strip("0.%"):
            colour = "white" if shade[row, column] > 0.72 * shade.max() else INK
            ax.text(column + 0.5, row + 0.5, text, ha="center", va="center", fontsize=7.5, color=colour)
