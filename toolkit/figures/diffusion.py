"""How a policy spreads: the share of places that have it, and when each first names it."""

from collections.abc import Mapping
from typing import Any, Literal

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.ticker import MaxNLocator

from toolkit.figures import style
from toolkit.figures.checks import require_choice, require_columns, require_rows
from toolkit.figures.marks import band_mark, mark, place_legend
from toolkit.figures.multiples import draw_multiples, multiples_axes
from toolkit.figures.style import ACCENT, COLOURS, GREY, MARKERS, Language, wording
from toolkit.given import takes

__all__ = ["mentions_of", "plot_adoption", "plot_first_mentions"]

_TOGETHER = 2
"""Lines whose intervals can still be told apart in one figure."""


@takes("table", made_by="adoption_curve")
def plot_adoption(
    curve: pd.DataFrame, *, columns: int = 3, ax: Axes | None = None, title: str | None = None, lang: Language = "zh"
) -> Axes:  # fmt: skip
    """Draw the share of places that have adopted a policy over the years, one step line a policy or group, and return the axes.

    Shaded is the interval of the share; dotted lines are the least and the most that it can be, since of some places reports are
    missing. One or two lines stand in one figure; more of them in small multiples on the same scales, the others grey behind each, since
    intervals would hide each other. The years begin two before the first adoption of all.

    Parameters
    ----------
    curve : DataFrame
        As `adoption_curve` returns it.
    columns : int
        How many small multiples stand side by side.
    ax : Axes, optional
        Where to draw; a new figure by default.
    title : str, optional
        By default what is shown.
    lang : {"zh", "en"}
        Language of the wording.
    """
    require_columns("curve", curve, {"policy", "group", "year", "share", "low", "high"}, "adoption_curve")
    require_rows(curve, "the curve", "look at first_mentions, which it was made from")
    curve = curve.assign(name=[" ".join(str(part) for part in pair if part) for pair in zip(curve["policy"], curve["group"], strict=True)])
    begun = curve.loc[curve["share"] > 0, "year"]
    curve = curve[curve["year"] >= (begun.min() - 2 if len(begun) else curve["year"].min())]
    lines = [(str(name), own) for name, own in curve.groupby("name", sort=False)]
    note = style.notes(lang, _places_note(curve) if "n_places" in curve.columns else None)
    if len(lines) <= _TOGETHER:
        ax = style.new_axes(ax, height=3.8)
        for (_, own), colour, marker in zip(lines, COLOURS, MARKERS, strict=False):
            _draw_curve(ax, own, colour, marker)
        _limit(ax, curve)
        last = [(name, own.iloc[-1], colour) for (name, own), colour in zip(lines, COLOURS, strict=False)]
        style.label_ends(ax, [(float(end["year"]), float(end["share"]) * 100, name, colour) for name, end, colour in last])
        grid: Literal["y", "none"] = "y"
    else:
        ax = multiples_axes(ax, len(lines), columns)

        def draw(inner: Axes, at: int) -> None:
            for _, other in lines:
                inner.step(other["year"], other["share"] * 100, where="post", color="#d5d5d5", linewidth=0.8, zorder=1)
            _draw_curve(inner, lines[at][1], ACCENT, "o")
            _limit(inner, curve)
            inner.xaxis.set_major_locator(MaxNLocator(4, integer=True))

        draw_multiples(ax, [name for name, _ in lines], draw, columns=columns)
        grid = "none"
    missing = bool((curve["least"] < curve["most"]).any()) if {"least", "most"} <= set(curve.columns) else False
    bounds = Line2D([], [], color=GREY, linewidth=0.8, linestyle=":", label=wording(lang, "缺报告时的上下限", "bounds, reports missing"))
    others = Line2D([], [], color="#d5d5d5", linewidth=1.2, label=wording(lang, "其余各条曲线", "the other curves"))
    place_legend(ax, [band_mark(lang), *([bounds] if missing else []), *([others] if grid == "none" else [])])
    title = style.heading(title, lang, "已采用的地方占比（%）", "Share of places that have adopted (%)")
    return style.finish(ax, title=title, note=note, grid=grid, frame=grid == "y")


def _places_note(curve: pd.DataFrame) -> tuple[str, str]:
    least, most = (int(curve.groupby("name")["n_places"].max().agg(bound)) for bound in ("min", "max"))
    return (f"{most}地", f"{most} places") if least == most else (f"{least}—{most}地", f"{least}–{most} places")


def _limit(ax: Axes, curve: pd.DataFrame) -> None:
    ax.set_xlim(curve["year"].min() - 0.3, curve["year"].max() + 0.3)
    ax.set_ylim(0, 102)
    style.year_axis(ax)


def _draw_curve(ax: Axes, own: pd.DataFrame, colour: str, marker: str) -> None:
    year = own["year"].to_numpy(float)
    ax.fill_between(year, own["low"] * 100, own["high"] * 100, step="post", color=colour, alpha=0.14, linewidth=0)
    every = max(1, len(year) // 12)
    ax.step(year, own["share"] * 100, where="post", color=colour, linewidth=1.7, marker=marker, markersize=3.5, markevery=every, zorder=3)
    bounds = ("least", "most") if {"least", "most"} <= set(own.columns) and (own["least"] < own["most"]).any() else ()
    for bound in bounds:
        ax.step(year, own[bound] * 100, where="post", color=colour, linewidth=0.8, linestyle=":", zorder=2)


@takes("table", made_by="first_mentions")
def plot_first_mentions(
    first: pd.DataFrame, *, policy: str | None = None, ax: Axes | None = None, title: str | None = None, lang: Language = "zh"
) -> Axes:
    """Draw when each place first names a policy, the earliest on top, and return the axes: the timeline of a policy.

    A dot is a year that is sure; a hollow one ends a line over the years of which reports are missing; an arrow to the left means that
    the first report has it already; a grey line that no report has it yet.

    Parameters
    ----------
    first : DataFrame
        As `first_mentions` returns it.
    policy : str, optional
        Which, where the table has several.
    ax, title, lang
        As in `plot_adoption`.
    """
    policy, rows = mentions_of(first, policy)
    rows = rows.sort_values(["first_year", "place"], na_position="last", kind="stable")
    ax = style.new_axes(ax, height=1.1 + 0.21 * len(rows))
    for y, row in enumerate(rows.to_dict("records")):
        _draw_place(ax, y, row)
    start = int(np.nanmin(rows["first_year"].fillna(rows["first_report"]).to_numpy(float)))
    ax.set_xlim(start - 2.5, int(rows["last_report"].max()) + 0.8)
    ax.set_ylim(len(rows) - 0.4, -0.6)
    ax.set_yticks(range(len(rows)), list(rows["place"]))
    style.year_axis(ax)
    place_legend(ax, [mark for status, mark in _marks(lang).items() if status in set(rows["status"])])
    title = style.heading(title, lang, f"各地首次提及{style.quoted(policy)}", f"First mention of {style.quoted(policy)} by place")
    return style.finish(ax, title=title, grid="x")


def mentions_of(first: pd.DataFrame, policy: str | None) -> tuple[str, pd.DataFrame]:
    """Return the policy asked for, or the only one, and its rows in a table of first mentions."""
    columns = {"policy", "place", "level", "status", "first_year", "not_before", "first_report", "last_report"}
    require_columns("first", first, columns, "first_mentions")
    require_rows(first, "first mentions", "no document has a place and a year")
    known = list(dict.fromkeys(first["policy"]))
    policy = policy if policy is not None or len(known) > 1 else known[0]
    require_choice("policy", policy, known)
    return str(policy), first[first["policy"] == policy]


def _draw_place(ax: Axes, y: int, row: Mapping[Any, Any]) -> None:
    if row["status"] == "not yet":
        ax.plot([row["first_report"], row["last_report"]], [y, y], color="#d0d0d0", linewidth=1)
        return
    year = int(row["first_year"])
    if row["status"] == "interval":
        ax.plot([row["not_before"], year], [y, y], color=ACCENT, linewidth=1.2, zorder=2)
    look = {"observed": ("o", ACCENT), "interval": ("o", "white"), "in first report": ("<", GREY)}[row["status"]]
    ax.scatter([year], [y], marker=look[0], facecolor=look[1], edgecolor=GREY if look[0] == "<" else ACCENT, s=30, zorder=3)
    ax.plot([year, row["last_report"]], [y, y], color="#e0e8f0", linewidth=3, zorder=1, solid_capstyle="butt")


def _marks(lang: Language) -> dict[str, Line2D]:
    return {
        "observed": mark("o", ACCENT, wording(lang, "首次提及", "first mention")),
        "interval": mark("o", ACCENT, wording(lang, "其前有缺年", "reports missing before"), hollow=True),
        "in first report": mark("<", GREY, wording(lang, "首份报告已有", "in the first report")),
        "not yet": Line2D([], [], color="#d0d0d0", linewidth=1, label=wording(lang, "尚未提及", "not yet")),
    }
