"""A tile for each province, shaded by a number: where things are, without boundaries."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import Colormap, Normalize
from matplotlib.patches import Rectangle

from toolkit.errors import InvalidValue
from toolkit.figures import style
from toolkit.figures.by_code import draw_scale, numbers_by_code, shading
from toolkit.figures.style import GREY, INK, Language, wording
from toolkit.given import takes
from toolkit.lexicon import read_table

__all__ = ["plot_provinces", "province_values"]


@takes("table", "series")
def plot_provinces(
    table: pd.DataFrame | pd.Series,
    value: str = "actual",
    *,
    number: str = "{:.1f}",
    ax: Axes | None = None,
    title: str | None = None,
    lang: Language = "zh",
) -> Axes:
    """Draw a number of each province as a tile on a grid that keeps neighbours near each other, and return the axes.

    All 34 provincial divisions have a tile of the same size, 台湾省, 香港 and 澳门 included; those without a number are hatched. It is
    no map: boundaries are not drawn.

    Parameters
    ----------
    table : DataFrame or Series
        One row a province: ``adcode`` (codes of provinces; other rows are left out) and the number, as ``claims_panel`` returns it for
        one year, indicator, measure and unit, or a Series with codes as its index.
    value : str
        The column of the number.
    number : str
        How it is written in the tile; amounts of a panel come in a readable magnitude first (万, 亿, 万亿), which the title names.
    ax : Axes, optional
        Where to draw; a new figure by default.
    title : str, optional
        By default what the number is, where the table tells: year, indicator, measure, unit.
    lang : {"zh", "en"}
        Language of the wording.

    Examples
    --------
    >>> import pandas as pd
    >>> ax = plot_provinces(pd.Series({"330000": 5.5, "320000": 5.0}), title="增长（%）")
    >>> len(ax.patches)
    34
    """
    numbers = numbers_by_code(table, value, title, lang)
    values = province_values(numbers.values)
    ax = style.new_axes(ax, width=5.2, height=5.6)
    norm, shades = shading(values)
    for tile in read_table("province_tiles.tsv"):
        _draw_tile(ax, tile, values.get(tile["adcode"], np.nan), norm, shades, number, wording(lang, "short", "english"))
    ax.set_xlim(-0.1, 7.1)
    ax.set_ylim(9.1, -0.1)
    ax.set_aspect("equal")
    ax.set_xticks([])
    ax.set_yticks([])
    draw_scale(ax, (0.02, 0.9, 0.4, 0.025), norm, shades, number)
    return style.finish(ax, title=numbers.title, grid="none", frame=False)


def province_values(values: pd.Series) -> pd.Series:
    """Return those of the numbers that are of provinces."""
    values = values[values.index.isin([tile["adcode"] for tile in read_table("province_tiles.tsv")])]
    if values.empty:
        raise InvalidValue("no row has the code of a province and a number: see the column adcode")
    return values


def _draw_tile(
    ax: Axes, tile: dict[str, str], value: float, norm: Normalize, shades: Colormap, number: str, name: str
) -> None:
    x, y = int(tile["column"]), int(tile["row"])
    known = not np.isnan(value)
    face = shades(norm(value)) if known else "#f7f7f7"
    ax.add_patch(
        Rectangle((x + 0.03, y + 0.03), 0.94, 0.94, facecolor=face, edgecolor="#c9c9c9", linewidth=0.6, hatch=None if known else "////")
    )
    colour = GREY if not known else "white" if norm(value) > 0.6 else INK
    ax.text(x + 0.5, y + (0.36 if known else 0.5), tile[name], ha="center", va="center", fontsize=9, color=colour)
    if known:
        ax.text(x + 0.5, y + 0.7, number.format(value), ha="center", va="center", fontsize=8, color=colour)
