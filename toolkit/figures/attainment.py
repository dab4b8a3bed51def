"""Targets against results of one year, place by place; and the course of one indicator in many places."""

from typing import Literal

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.ticker import MaxNLocator

from toolkit.errors import InvalidValue, invalid
from toolkit.figures import style
from toolkit.figures.checks import require_choice
from toolkit.figures.marks import draw_legend, draw_results, draw_targets, place_legend
from toolkit.figures.multiples import draw_multiples, multiples_axes
from toolkit.figures.panel import draw_course, series_of
from toolkit.figures.style import ACCENT, CONTRAST, GREY, Language, wording
from toolkit.given import takes

__all__ = ["plot_attainment", "plot_panel_by_place"]

_MARKS = 20
"""Years side by side that have room for marks of the usual size."""


@takes("table", made_by="claims_panel")
def plot_attainment(
    panel: pd.DataFrame,
    *,
    year: int | None = None,
    indicator: str | None = None,
    measure: str | None = None,
    unit: str | None = None,
    kind: Literal["dumbbell", "slope"] = "dumbbell",
    ax: Axes | None = None,
    title: str | None = None,
    lang: Language = "zh",
) -> Axes:
    """Draw the target and the result of each place in one year, and return the axes.

    A dumbbell has a row a place, ordered by how far the result is from its target; a slope chart a line a place, from its target on the
    left to its result on the right, orange where the target was missed. Places without both are left out.

    Parameters
    ----------
    panel : DataFrame
        As `claims_panel` returns it.
    year : int, optional
        By default the year with the most places that have both.
    indicator, measure, unit : str, optional
        Which figures; by default those with the most rows.
    kind : {"dumbbell", "slope"}
    ax : Axes, optional
        Where to draw; a new figure by default.
    title : str, optional
        By default the indicator, its unit and the year.
    lang : {"zh", "en"}
        Language of the wording.
    """
    require_choice("kind", kind, ("dumbbell", "slope"))
    rows, subject = series_of(panel, lang, indicator=indicator, measure=measure, unit=unit)
    both = rows.dropna(subset=["target", "actual"])
    if both.empty:
        raise InvalidValue("no place has a target and a result for the same year: take another indicator, or reports of successive years")
    if year is None:
        counts = both.groupby("year").size()
        year = int(counts[counts == counts.max()].index.max())
    if year not in set(both["year"]):
        raise invalid("year", year, [str(int(known)) for known in sorted(both["year"].unique())])
    both = both[both["year"] == year].assign(gap=lambda t: t["actual"] - t["target"]).sort_values(["gap", "place"], kind="stable")
    title = style.heading(title, lang, f"{year}年{subject}：目标与结果", f"{subject}, {year}: target and result")
    if kind == "slope":
        ax = style.new_axes(ax, width=4.6, height=max(3.6, 0.9 + 0.2 * len(both)))
        _draw_slopes(ax, both, lang)
        return style.finish(ax, title=title, grid="none")
    ax = style.new_axes(ax, height=1.1 + 0.26 * len(both))
    _draw_dumbbells(ax, both, lang)
    return style.finish(ax, title=title, grid="x")


def _draw_dumbbells(ax: Axes, both: pd.DataFrame, lang: Language) -> None:
    height = np.arange(len(both))
    missed = both["attained"].eq(False).fillna(False).to_numpy(bool)
    for chosen, colour in ((missed, CONTRAST), (~missed, ACCENT)):
        own = both[chosen]
        ax.hlines(height[chosen], own["target"], own["actual"], color=colour, alpha=0.35, linewidth=3, zorder=1)
    draw_results(ax, height, both, "y")
    draw_targets(ax, height, both, "y")
    ax.set_yticks(height, list(both["place"]))
    ax.set_ylim(-0.6, len(both) - 0.4)
    draw_legend(ax, both, lang)


def _draw_slopes(ax: Axes, both: pd.DataFrame, lang: Language) -> None:
    missed = both["attained"].eq(False).fillna(False).to_numpy(bool)
    for row, short in zip(both.to_dict("records"), missed, strict=True):
        colour, marker = (CONTRAST, "X") if short else (ACCENT, "o")
        ax.plot([0, 1], [row["target"], row["actual"]], color=colour, marker=marker, linewidth=1.3, alpha=0.8, markersize=4.5)
    ax.set_xlim(-0.1, 1.05)
    ax.margins(y=0.06)
    ax.set_xticks([0, 1], [wording(lang, "目标", "target"), wording(lang, "结果", "result")])
    for x in (0, 1):
        ax.axvline(x, color=GREY, linewidth=0.6, zorder=0)
    # Places with the same result end in one point: one label names them all.
    named = both.assign(short=missed).groupby(["actual", "short"], sort=True)["place"].agg(lambda own: wording(lang, "、", ", ").join(own))
    ends = named.reset_index().to_dict("records")
    style.label_ends(ax, [(1.0, row["actual"], row["place"], CONTRAST if row["short"] else ACCENT) for row in ends])
    lines = [Line2D([], [], color=colour, marker=marker, markersize=4.5, label=label) for colour, marker, label in (
        (ACCENT, "o", wording(lang, f"达到目标（{(~missed).sum()}）", f"target met ({(~missed).sum()})")),
        (CONTRAST, "X", wording(lang, f"未达目标（{missed.sum()}）", f"target missed ({missed.sum()})")),
    )]  # fmt: skip
    place_legend(ax, lines)


@takes("table", made_by="claims_panel")
def plot_panel_by_place(
    panel: pd.DataFrame,
    *,
    places: list[str] | None = None,
    indicator: str | None = None,
    measure: str | None = None,
    unit: str | None = None,
    columns: int = 4,
    ax: Axes | None = None,
    title: str | None = None,
    lang: Language = "zh",
) -> Axes:
    """Draw targets and results of one indicator as small multiples, one a place on the same scales, and return the axes that hold them.

    Parameters
    ----------
    panel : DataFrame
        As `claims_panel` returns it.
    places : list of str, optional
        Which, in this order; by default all, by code.
    indicator, measure, unit : str, optional
        Which figures; by default those with the most rows.
    columns : int
        How many stand side by side.
    ax : Axes, optional
        Where to draw; a new figure by default.
    title : str, optional
        By default the indicator and its unit.
    lang : {"zh", "en"}
        Language of the wording.
    """
    rows, subject = series_of(panel, lang, indicator=indicator, measure=measure, unit=unit)
    known = list(dict.fromkeys(rows.sort_values(["adcode", "place"], kind="stable")["place"]))
    for place in places or []:
        require_choice("places", place, known)
    shown = places or known
    ax = multiples_axes(ax, len(shown), columns)
    drawn = rows[rows["place"].isin(shown)]
    figures = drawn[["target", "target_max", "actual", "estimate"]].to_numpy(float)
    margin = 0.06 * (np.nanmax(figures) - np.nanmin(figures)) or 1.0
    limits = np.nanmin(figures) - margin, np.nanmax(figures) + margin
    years = drawn["year"].min() - 1, drawn["year"].max() + 1
    # As many marks as a figure of its own has in a quarter of the width.
    size = min(1.0, _MARKS / (drawn["year"].nunique() * min(columns, len(shown))))

    def draw(inner: Axes, at: int) -> None:
        draw_course(inner, drawn[drawn["place"] == shown[at]], size)
        inner.set_xlim(*years)
        inner.set_ylim(*limits)
        inner.xaxis.set_major_locator(MaxNLocator(3, integer=True))
        inner.yaxis.set_major_locator(MaxNLocator(4))

    draw_multiples(ax, shown, draw, columns=columns)
    draw_legend(ax, drawn, lang)
    return style.finish(ax, title=style.heading(title, lang, subject, subject), grid="none", frame=False)
