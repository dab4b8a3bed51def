"""Numbers of divisions by their code: read from a table, named, scaled and shaded; for tiles and maps."""

from typing import NamedTuple

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.cm import ScalarMappable
from matplotlib.colors import Colormap, LinearSegmentedColormap, Normalize

from toolkit.errors import InvalidValue, invalid
from toolkit.figures import style
from toolkit.figures.panel import subject_of
from toolkit.figures.style import ACCENT, Language, wording

__all__ = ["Numbers", "draw_scale", "numbers_by_code", "shading"]

_NAMES = {
    "actual": ("结果", "result"), "target": ("目标", "target"), "estimate": ("预计", "estimate"),
    "target_max": ("目标上限", "target, upper end"),
}  # fmt: skip


class Numbers(NamedTuple):
    """The numbers that are known, by code, and what they are."""

    values: pd.Series
    title: str


def numbers_by_code(table: pd.DataFrame | pd.Series, value: str, title: str | None, lang: Language) -> Numbers:
    """Return one number a code, amounts of a panel in a readable magnitude, with the title given or what the table tells of them."""
    subject, factor = wording(lang, "各地数值", "By place"), 1.0
    if isinstance(table, pd.DataFrame):
        lacking = [column for column in ("adcode", value) if column not in table.columns]
        if lacking:
            raise invalid("table", list(table.columns), f"a table with the columns 'adcode' and {value!r}")
        table = table.dropna(subset=["adcode", value])
        subject, factor = _told(table, value, lang)
        table = table.set_index("adcode")[value]
    values = table.dropna().astype(float) / factor
    if values.index.has_duplicates:
        twice = values.index[values.index.duplicated()][0]
        raise InvalidValue(f"the code {twice} has several rows: choose one year, indicator, measure and unit")
    return Numbers(values, style.heading(title, lang, subject, subject))


def _told(table: pd.DataFrame, value: str, lang: Language) -> tuple[str, float]:
    """What the numbers are, and the divisor that makes them readable, where all rows of a panel are of one series."""
    series = table[["indicator", "measure", "unit"]].drop_duplicates() if {"indicator", "measure", "unit"} <= set(table.columns) else table
    if value not in _NAMES or "unit" not in series.columns or len(series) != 1:
        return value, 1.0
    told, factor = subject_of(*series.iloc[0], largest=float(table[value].abs().max()), lang=lang)
    years = sorted({int(year) for year in table["year"].dropna()}) if "year" in table.columns else []
    name = wording(lang, *_NAMES[value])
    if len(years) != 1:
        return wording(lang, f"{told}：{name}", f"{told}: {name}"), factor
    return wording(lang, f"{years[0]}年{told}：{name}", f"{told}, {years[0]}: {name}"), factor


def shading(values: pd.Series) -> tuple[Normalize, Colormap]:
    """Return the scale from the least to the most and its shades, light to dark."""
    norm = Normalize(values.min(), values.max()) if values.nunique() > 1 else Normalize(values.min() - 1, values.max())
    return norm, LinearSegmentedColormap.from_list("shades", ["#eef4fa", "#8fb4d6", ACCENT])


def draw_scale(ax: Axes, place: tuple[float, float, float, float], norm: Normalize, shades: Colormap, number: str) -> None:
    """Draw the shades with the least and the most of the numbers, at a place in the axes."""
    inner = ax.inset_axes(place)
    bar = ax.figure.colorbar(ScalarMappable(norm, shades), cax=inner, orientation="horizontal", ticks=[norm.vmin, norm.vmax])
    bar.ax.set_xticklabels([number.format(norm.vmin), number.format(norm.vmax)])
    bar.outline.set_visible(False)
    style.finish(inner, grid="none", frame=False)
