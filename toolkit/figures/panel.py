"""Targets and results of a panel of claims."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.ticker import MaxNLocator
from numpy.typing import NDArray

from toolkit.errors import InvalidValue, invalid
from toolkit.figures import style
from toolkit.figures.style import ACCENT, COLOURS, CONTRAST, INK, MARKERS, Language, wording

__all__ = ["plot_panel", "scale_of"]

_MAX_LINES = 6
_LONGEST_GAP = 2
_BOUND_MARKERS = {"min": "^", "max": "v"}


def plot_panel(
    panel: pd.DataFrame,
    *,
    indicator: str | None = None,
    measure: str | None = None,
    unit: str | None = None,
    ax: Axes | None = None,
    title: str | None = None,
    lang: Language = "zh",
) -> Axes:
    """Draw targets and results of one indicator, and return the axes.

    Several years are drawn as lines, one a place (at most six; beyond that the newest year is drawn by place). One place shows each
    year's target beside its result. One year, or one year of results and the next of targets, is drawn by place.

    Parameters
    ----------
    panel : DataFrame
        As `claims_panel` returns it.
    indicator, measure, unit : str, optional
        Which figures; by default those with the most rows.
    ax : Axes, optional
        Where to draw; a new figure by default.
    title : str, optional
        By default the indicator and its unit.
    lang : {"zh", "en"}
        Language of the wording.

    Raises
    ------
    InvalidValue
        If the panel has no such figures.
    """
    rows = _one_series(panel, indicator=indicator, measure=measure, unit=unit)
    name, kind, factor, shown_unit = _facts(rows, lang)
    rows = rows.assign(**{column: rows[column].astype(float) / factor for column in ("target", "target_max", "actual", "estimate")})
    places, years = rows["place"].nunique(), rows["year"].nunique()
    subject = wording(lang, f"{name}{kind}（{shown_unit}）", f"{name}{kind} ({shown_unit})")
    if years > 2 and places <= _MAX_LINES:
        ax = style.new_axes(ax, height=3.6)
        (_draw_one_place if places == 1 else _draw_lines)(ax, rows, lang)
        ax.xaxis.set_major_locator(MaxNLocator(integer=True))
        return style.finish(ax, title=title or (f"{rows['place'].iat[0]} {subject}" if places == 1 else subject))
    ax = style.new_axes(ax, height=1.1 + 0.26 * places)
    _draw_places(ax, rows, lang)
    return style.finish(ax, title=title or subject, grid="x")


def _one_series(panel: pd.DataFrame, **wanted: str | None) -> pd.DataFrame:
    rows = panel
    for column, value in wanted.items():
        if value is not None and value not in set(panel[column]):
            raise invalid(column, value, sorted(panel[column].dropna().unique()))
        rows = rows[rows[column] == value] if value is not None else rows
    if rows.empty:
        raise InvalidValue("the panel has no such figures: look at panel[['indicator', 'measure', 'unit']].value_counts()")
    sizes = rows.groupby(["indicator", "measure", "unit"], sort=True).size()
    largest = sizes.index[int(sizes.to_numpy().argmax())]
    for name, value in zip(("indicator", "measure", "unit"), largest, strict=True):
        rows = rows[rows[name] == value]
    return rows.sort_values(["place", "year"], kind="stable")


def _facts(rows: pd.DataFrame, lang: Language) -> tuple[str, str, float, str]:
    """Return the name of the series, what it measures, the divisor of its figures, and the unit to show."""
    indicator, measure, unit = rows.iloc[0][["indicator", "measure", "unit"]]
    kind = wording(lang, "增长", ", change") if measure == "change" else ""
    largest = float(np.nanmax(np.abs(rows[["target", "actual", "estimate"]].to_numpy(float))))
    factor, prefix = (1.0, "") if unit in ("%", "个百分点") else scale_of(largest)
    shown = {"个百分点": wording(lang, "个百分点", "percentage points"), "%": "%"}.get(unit, prefix + unit)
    return indicator, kind, factor, shown


def scale_of(largest: float) -> tuple[float, str]:
    """Return the divisor and the Chinese magnitude that make amounts readable on an axis.

    Examples
    --------
    >>> scale_of(5.67e12), scale_of(641000.0), scale_of(26.3)
    ((1000000000000.0, '万亿'), (10000.0, '万'), (1.0, ''))
    """
    for factor, prefix in ((1e12, "万亿"), (1e8, "亿"), (1e4, "万")):
        if largest >= 2 * factor:
            return factor, prefix
    return 1.0, ""


def _draw_one_place(ax: Axes, rows: pd.DataFrame, lang: Language) -> None:
    year = rows["year"].to_numpy(int)
    told = rows["actual"].fillna(rows["estimate"]).to_numpy(float)
    for run in _runs(year, ~np.isnan(told)):
        ax.plot(year[run], told[run], color=ACCENT, linewidth=1.6, zorder=2)
    _draw_results(ax, year, rows, "x")
    _draw_targets(ax, year, rows, "x")
    _legend(ax, rows, lang)


def _runs(year: NDArray[np.int_], known: NDArray[np.bool_]) -> list[NDArray[np.intp]]:
    """The stretches of years that a line may join: one over years without a figure would claim to know them."""
    return np.split(np.flatnonzero(known), np.flatnonzero(np.diff(year[known]) > _LONGEST_GAP) + 1)


def _draw_lines(ax: Axes, rows: pd.DataFrame, lang: Language) -> None:
    ends = []
    for rank, (place, own) in enumerate(rows.groupby("place", sort=True)):
        known = own.dropna(subset=["actual"])
        colour, marker = COLOURS[rank], MARKERS[rank]
        year, told = known["year"].to_numpy(int), known["actual"].to_numpy(float)
        for run in _runs(year, np.ones(len(year), bool)):
            ax.plot(year[run], told[run], color=colour, marker=marker, markersize=4.5, linewidth=1.4)
        aims = own.dropna(subset=["target"])
        ax.plot(aims["year"].astype(int), aims["target"], color=colour, marker=marker, markersize=5, linestyle="none", mfc="white", mew=0.9)
        last = (known if len(known) else aims)[["year", "actual" if len(known) else "target"]].to_numpy(float)[-1]
        ends.append((last[0], last[1], str(place), colour))
    style.label_ends(ax, ends)
    marks = [_mark("o", INK, wording(lang, "结果", "result")), _mark("o", INK, wording(lang, "目标", "target"), hollow=True)]
    _place_legend(ax, marks)


def _draw_places(ax: Axes, rows: pd.DataFrame, lang: Language) -> None:
    result_year, target_year = _newest_year(rows, ["actual", "estimate"]), _newest_year(rows, ["target"])
    results = rows[rows["year"] == result_year].set_index("place")
    targets = rows[rows["year"] == target_year].set_index("place")
    order = list(results["actual"].fillna(results["estimate"]).sort_values(kind="stable").index)
    order = [place for place in sorted(rows["place"].unique()) if place not in order] + order
    height = np.arange(len(order))
    if result_year == target_year:
        both = results.reindex(order)
        ax.hlines(height, both["target"], both["actual"], color="#c9c9c9", linewidth=2, zorder=1)
    _draw_results(ax, height, results.reindex(order), "y")
    _draw_targets(ax, height, targets.reindex(order), "y")
    ax.set_yticks(height, order)
    ax.set_ylim(-0.6, len(order) - 0.4)
    _legend(ax, rows, lang, years=(result_year, target_year))


def _newest_year(rows: pd.DataFrame, columns: list[str]) -> int | None:
    years = rows.loc[rows[columns].notna().any(axis=1), "year"]
    return None if years.empty else int(years.max())


def _draw_results(ax: Axes, position: np.ndarray, rows: pd.DataFrame, axis: str) -> None:
    actual, estimate = rows["actual"].to_numpy(float), rows["estimate"].where(rows["actual"].isna()).to_numpy(float)
    missed = rows["attained"].eq(False).fillna(False).to_numpy(bool)
    _points(ax, position[~missed], actual[~missed], axis, marker="o", color=ACCENT, s=30)
    _points(ax, position[missed], actual[missed], axis, marker="X", color=CONTRAST, s=38, linewidths=0)
    _points(ax, position, estimate, axis, marker="o", facecolors="#9fbfdc", edgecolors=ACCENT, s=30, linewidths=0.8)


def _draw_targets(ax: Axes, position: np.ndarray, rows: pd.DataFrame, axis: str) -> None:
    low, high = rows["target"].to_numpy(float), rows["target_max"].to_numpy(float)
    ranged = ~np.isnan(high)
    lines = ax.vlines if axis == "x" else ax.hlines
    lines(position[ranged], low[ranged], high[ranged], color=INK, linewidth=1.1, zorder=3)
    for bound in ("exact", "approx", "range", "min", "max"):
        chosen = (rows["target_bound"] == bound).fillna(False).to_numpy(bool)
        marker = _BOUND_MARKERS.get(bound, "D")
        _points(ax, position[chosen], low[chosen], axis, marker=marker, facecolors="none", edgecolors=INK, s=30, linewidths=0.9, zorder=4)
    _points(ax, position, high, axis, marker="D", facecolors="none", edgecolors=INK, s=30, linewidths=0.9, zorder=4)


def _points(ax: Axes, position: np.ndarray, value: np.ndarray, axis: str, **look: object) -> None:
    known = ~np.isnan(value)
    if known.any():
        x, y = (position[known], value[known]) if axis == "x" else (value[known], position[known])
        ax.scatter(x, y, **{"zorder": 3, **look})  # type: ignore[arg-type]


def _legend(ax: Axes, rows: pd.DataFrame, lang: Language, *, years: tuple[int | None, int | None] = (None, None)) -> None:
    """Explain only the marks that are drawn."""
    of_result, of_target = (wording(lang, f"{year}年", f" {year}") if year else "" for year in years)
    missed = rows["attained"].eq(False).fillna(False)
    bounds = set(rows.loc[rows["target"].notna(), "target_bound"])
    marks: list[tuple[bool, Line2D]] = [
        (bool((rows["actual"].notna() & ~missed).any()), _mark("o", ACCENT, wording(lang, f"{of_result}结果", f"result{of_result}"))),
        (bool(missed.any()), _mark("X", CONTRAST, wording(lang, f"{of_result}结果，未达目标", f"result{of_result}, target missed"))),
        (bool((rows["estimate"].notna() & rows["actual"].isna()).any()), _mark("o", "#9fbfdc", wording(lang, "预计", "estimate"))),
        (bool(bounds - {"min", "max"}), _mark("D", INK, wording(lang, f"{of_target}目标", f"target{of_target}"), hollow=True)),
        ("min" in bounds, _mark("^", INK, wording(lang, f"{of_target}目标：以上", f"target{of_target}: at least"), hollow=True)),
        ("max" in bounds, _mark("v", INK, wording(lang, f"{of_target}目标：以内", f"target{of_target}: at most"), hollow=True)),
    ]
    _place_legend(ax, [mark for shown, mark in marks if shown])


def _mark(marker: str, colour: str, label: str, *, hollow: bool = False) -> Line2D:
    face = "white" if hollow else colour
    return Line2D([], [], linestyle="none", marker=marker, color=colour, markerfacecolor=face, markersize=5.5, label=label)


def _place_legend(ax: Axes, marks: list[Line2D]) -> None:
    prop = {"family": style.font_family(), "size": 9}
    ax.legend(
        handles=marks, loc="upper left", bbox_to_anchor=(0, 0), ncols=len(marks), frameon=False, prop=prop, handletextpad=0.1,
        columnspacing=1.2, borderaxespad=2.2, borderpad=0,
    )  # fmt: skip
