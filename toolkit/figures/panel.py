"""Targets and results of a panel of claims."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from numpy.typing import NDArray

from toolkit.errors import InvalidValue
from toolkit.figures import style
from toolkit.figures.checks import require_choice
from toolkit.figures.marks import (
    conflict_mark,
    conflicting,
    draw_conflicts,
    draw_legend,
    draw_own_targets,
    draw_results,
    draw_targets,
    mark,
    place_legend,
)
from toolkit.figures.style import ACCENT, COLOURS, INK, MARKERS, Language, wording
from toolkit.given import takes
from toolkit.panel import standard_indicators

__all__ = ["draw_course", "one_series", "plot_panel", "scale_of", "series_of", "subject_of"]

_MAX_LINES = 6
_LONGEST_GAP = 2


@takes("table", made_by="claims_panel")
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
    year's target beside its result. One year, or one year of results and the next of targets, is drawn by place; targets of
    the results' own year, by which they are judged, then stand beside them as grey bars.

    Parameters
    ----------
    panel : DataFrame
        As `claims_panel` returns it.
    indicator, measure, unit : str, optional
        Which figures; by default those with the most rows. An indicator goes by any of its names (GDP), as in `claims_panel`.
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
    rows, subject = series_of(panel, lang, indicator=indicator, measure=measure, unit=unit)
    places, years = rows["place"].nunique(), _n_shared_years(rows)
    if years > 2 and places <= _MAX_LINES:
        ax = style.new_axes(ax, height=3.6)
        (_draw_one_place if places == 1 else _draw_lines)(ax, rows, lang)
        style.year_axis(ax)
        heading = f"{rows['place'].iat[0]} {subject}" if places == 1 else subject
        return style.finish(ax, title=style.heading(title, lang, heading, heading))
    ax = style.new_axes(ax, height=1.1 + 0.26 * places)
    _draw_places(ax, rows, lang)
    return style.finish(ax, title=style.heading(title, lang, subject, subject), grid="x")


def series_of(panel: pd.DataFrame, lang: Language, **wanted: str | None) -> tuple[pd.DataFrame, str]:
    """Return the rows of one indicator, measure and unit, in a readable magnitude, and what they are."""
    rows = one_series(panel, **wanted)
    largest = float(np.nanmax(np.abs(rows[["target", "actual", "estimate"]].to_numpy(float))))
    subject, factor = subject_of(*rows.iloc[0][["indicator", "measure", "unit"]], largest=largest, lang=lang)
    scaled = {column: rows[column].astype(float) / factor for column in ("target", "target_max", "actual", "estimate")}
    return rows.assign(**scaled), subject


def subject_of(indicator: str, measure: str, unit: str, *, largest: float, lang: Language) -> tuple[str, float]:
    """Return what a series measures, with its unit, and the divisor that makes figures up to the largest readable."""
    kind = wording(lang, "增长", ", change") if measure == "change" else ""
    factor, prefix = (1.0, "") if unit in ("%", "个百分点") else scale_of(largest)
    shown = {"个百分点": wording(lang, "个百分点", "percentage points"), "%": "%"}.get(unit, prefix + unit)
    return wording(lang, f"{indicator}{kind}（{shown}）", f"{indicator}{kind} ({shown})"), factor


def one_series(panel: pd.DataFrame, **wanted: str | None) -> pd.DataFrame:
    """Return the rows of the indicator, measure and unit that are wanted, and of those the series with most rows."""
    rows = panel
    for column, value in wanted.items():
        if value is None:
            continue
        known = sorted(panel[column].dropna().unique())
        (meant,) = standard_indicators([value], others=known) if column == "indicator" else (value,)
        require_choice(column, meant if meant in known else value, known)
        rows = rows[rows[column] == meant]
    if rows.empty:
        raise InvalidValue("the panel has no such figures: look at panel[['indicator', 'measure', 'unit']].value_counts()")
    sizes = rows.groupby(["indicator", "measure", "unit"], sort=True).size()
    largest = sizes.index[int(sizes.to_numpy().argmax())]
    for name, value in zip(("indicator", "measure", "unit"), largest, strict=True):
        rows = rows[rows[name] == value]
    return rows.sort_values(["place", "year"], kind="stable")


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
    draw_course(ax, rows)
    draw_legend(ax, rows, lang)


def draw_course(ax: Axes, rows: pd.DataFrame, size: float = 1.0) -> None:
    """Draw the results of one place as a line, each year's target beside its result; ``size`` is the area of the marks."""
    year = rows["year"].to_numpy(int)
    told = rows["actual"].fillna(rows["estimate"]).to_numpy(float)
    for run in _runs(year, ~np.isnan(told)):
        ax.plot(year[run], told[run], color=ACCENT, linewidth=1.6 * size**0.5, zorder=2)
    draw_results(ax, year, rows, "x", size)
    draw_targets(ax, year, rows, "x", size)


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
    if conflicting(rows).any():
        draw_conflicts(ax, rows["year"].to_numpy(int), rows, rows["actual"].fillna(rows["target"]), "x")
    marks = [mark("o", INK, wording(lang, "结果", "result")), mark("o", INK, wording(lang, "目标", "target"), hollow=True)]
    place_legend(ax, marks + [conflict_mark(lang)] * bool(conflicting(rows).any()))


def _draw_places(ax: Axes, rows: pd.DataFrame, lang: Language) -> None:
    result_year, target_year = _newest_year(rows, ["actual", "estimate"]), _newest_year(rows, ["target"])
    results = rows[rows["year"] == result_year].set_index("place")
    targets = rows[rows["year"] == target_year].set_index("place")
    order = list(results["actual"].fillna(results["estimate"]).dropna().sort_values(kind="stable").index)
    order = [place for place in sorted(targets["target"].dropna().index) if place not in order] + order
    height = np.arange(len(order))
    if result_year == target_year:
        both = results.reindex(order)
        ax.hlines(height, both["target"], both["actual"], color="#c9c9c9", linewidth=2, zorder=1)
    else:
        draw_own_targets(ax, height, results.reindex(order))
    draw_results(ax, height, results.reindex(order), "y")
    draw_targets(ax, height, targets.reindex(order), "y")
    ax.set_yticks(height, order)
    ax.set_ylim(-0.6, len(order) - 0.4)
    own_targets = result_year != target_year and bool(results["target"].notna().any())
    if result_year != target_year:
        results, targets = results.assign(target=np.nan, target_max=np.nan), targets.assign(actual=np.nan, estimate=np.nan, attained=None)
    drawn = pd.concat([results, targets])
    draw_legend(ax, drawn, lang, years=(result_year, target_year), note=_not_shown(rows, target_year, lang), own_targets=own_targets)


def _newest_year(rows: pd.DataFrame, columns: list[str]) -> int | None:
    """The newest year that many places have figures of: one target for a far year is no reason to hide those of the others."""
    sizes = rows[rows[columns].notna().any(axis=1)].groupby("year")["place"].nunique()
    shared = sizes[2 * sizes >= sizes.max()] if len(sizes) else sizes
    return None if shared.empty else int(shared.index.max())


def _n_shared_years(rows: pd.DataFrame) -> int:
    """How many years at least half as many places as in the fullest one have figures of."""
    sizes = rows.groupby("year")["place"].nunique()
    return int((2 * sizes >= sizes.max()).sum())


def _not_shown(rows: pd.DataFrame, year: int | None, lang: Language) -> str:
    """Say which targets for later years the figure has no room for."""
    later = rows.loc[rows["target"].notna() & (rows["year"] > (year or 0)), "year"]
    if year is None or later.empty:
        return ""
    years = "、".join(str(year) for year in sorted(later.unique()))
    return wording(lang, f"另有{years}年目标{len(later)}个未画", f"{len(later)} targets for {years.replace('、', ', ')} not shown")
