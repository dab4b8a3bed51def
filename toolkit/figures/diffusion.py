"""How a policy spreads: the share of places that have it, and when each first names it."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.ticker import MaxNLocator

from toolkit.errors import InvalidValue, invalid
from toolkit.figures import style
from toolkit.figures.marks import mark, place_legend
from toolkit.figures.style import ACCENT, COLOURS, GREY, MARKERS, Language, wording

__all__ = ["plot_adoption", "plot_first_mentions"]


def plot_adoption(curve: pd.DataFrame, *, ax: Axes | None = None, title: str | None = None, lang: Language = "zh") -> Axes:
    """Draw the share of places that have adopted a policy over the years, one step line a policy or group, and return the axes.

    Shaded is the interval of the share; with one line, thin dotted lines are the least and the most that it can be, since of some places
    reports are missing.

    Parameters
    ----------
    curve : DataFrame
        As `adoption_curve` returns it; eight policies or groups at most.
    ax : Axes, optional
        Where to draw; a new figure by default.
    title : str, optional
        By default what is shown.
    lang : {"zh", "en"}
        Language of the wording.
    """
    if not {"policy", "group", "year", "share", "low", "high"} <= set(curve.columns):
        raise invalid("curve", list(curve.columns), "a table of adoption_curve")
    if curve.empty:
        raise InvalidValue("the table of the curve has no rows: look at first_mentions, which it was made from")
    lines = list(curve.groupby(["policy", "group"], sort=False))
    if len(lines) > len(COLOURS):
        raise InvalidValue(f"the table has {len(lines)} policies and groups: choose {len(COLOURS)} at most")
    ax = style.new_axes(ax, height=3.8)
    ends = []
    for rank, ((policy, group), own) in enumerate(lines):
        year, share = own["year"].to_numpy(float), own["share"].to_numpy(float) * 100
        low, high = own["low"].to_numpy(float) * 100, own["high"].to_numpy(float) * 100
        colour = COLOURS[rank]
        ax.fill_between(year, low, high, step="post", color=colour, alpha=0.12, linewidth=0)
        every = max(1, len(year) // 12)
        ax.step(year, share, where="post", color=colour, linewidth=1.7, marker=MARKERS[rank], markersize=4, markevery=every)
        if len(lines) == 1 and {"least", "most"} <= set(own.columns):
            for bound in ("least", "most"):
                ax.step(year, own[bound].to_numpy(float) * 100, where="post", color=colour, linewidth=0.8, linestyle=":")
        ends.append((year[-1], share[-1], " ".join(str(name) for name in (policy, group) if name), colour))
    ax.set_ylim(0, 102)
    ax.xaxis.set_major_locator(MaxNLocator(integer=True))
    style.label_ends(ax, ends)
    places = int(curve.groupby(["policy", "group"])["n_places"].max().max()) if "n_places" in curve.columns else 0
    note = wording(lang, f"，最多{places}地", f", {places} places at most") if places else ""
    return style.finish(ax, title=title or wording(lang, "已采用的地方占比（%）", "Share of places that have adopted (%)") + note)


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
    if not {"policy", "place", "status", "first_year", "not_before", "first_report", "last_report"} <= set(first.columns):
        raise invalid("first", list(first.columns), "a table of first_mentions")
    known = list(dict.fromkeys(first["policy"]))
    if not known:
        raise InvalidValue("the table of first mentions has no rows: no document has a place and a year")
    policy = policy if policy is not None or len(known) > 1 else known[0]
    if policy not in known:
        raise invalid("policy", policy, known)
    rows = first[first["policy"] == policy].sort_values(["first_year", "place"], na_position="last", kind="stable")
    ax = style.new_axes(ax, height=1.1 + 0.21 * len(rows))
    for y, row in enumerate(rows.to_dict("records")):
        _draw_place(ax, y, row)
    start = int(np.nanmin(rows["first_year"].fillna(rows["first_report"]).to_numpy(float)))
    ax.set_xlim(start - 2.5, int(rows["last_report"].max()) + 0.8)
    ax.set_ylim(len(rows) - 0.4, -0.6)
    ax.set_yticks(range(len(rows)), list(rows["place"]))
    ax.xaxis.set_major_locator(MaxNLocator(integer=True))
    place_legend(ax, [mark for status, mark in _marks(lang).items() if status in set(rows["status"])])
    return style.finish(ax, title=title or wording(lang, f"各地首次提及“{policy}”", f"First mention of “{policy}” by place"), grid="x")


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
