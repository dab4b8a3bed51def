"""Marks of targets and results, the same in every figure of a panel, and their legend."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.path import Path

from toolkit.figures import style
from toolkit.figures.style import ACCENT, COLOURS, CONTRAST, GREY, INK, Language, wording

__all__ = ["band_mark", "conflict_mark", "conflicting", "draw_conflicts", "draw_legend", "draw_own_targets", "draw_results", "draw_targets"]
__all__ += ["mark", "place_legend"]

_BOUND_MARKERS = {"min": "^", "max": "v"}
_BAR = Path([(-0.5, -1), (0.5, -1), (0, -1), (0, 1), (-0.5, 1), (0.5, 1)], [Path.MOVETO, Path.LINETO] * 3)
"""A bar with ends, for ranges."""
_MARKS_A_LINE = 4
_LETTERS = 14.3
"""Latin letters of a legend for each inch of the axes before their labels are written: a Chinese character is as wide as two."""


def draw_results(ax: Axes, position: np.ndarray, rows: pd.DataFrame, axis: str, size: float = 1.0) -> None:
    """Draw results, crosses where the target was missed, pale where they are estimates; ``axis`` is that of the position.

    ``size`` is the area of the marks, in that of usual ones.
    """
    actual, estimate = rows["actual"].to_numpy(float), rows["estimate"].where(rows["actual"].isna()).to_numpy(float)
    missed = rows["attained"].eq(False).fillna(False).to_numpy(bool)
    _points(ax, position[~missed], actual[~missed], axis, marker="o", color=ACCENT, s=30 * size)
    _points(ax, position[missed], actual[missed], axis, marker="X", color=CONTRAST, s=38 * size, linewidths=0)
    _points(ax, position, estimate, axis, marker="o", facecolors="#9fbfdc", edgecolors=ACCENT, s=30 * size, linewidths=0.8)
    draw_conflicts(ax, position, rows, rows["actual"].fillna(rows["estimate"]), axis, size)


def draw_conflicts(
    ax: Axes, position: np.ndarray, rows: pd.DataFrame, figures: pd.Series, axis: str, size: float = 1.0
) -> None:  # fmt: skip
    """Ring those of the figures on which sources disagree."""
    shown = figures.where(conflicting(rows)).to_numpy(float)
    _points(ax, position, shown, axis, marker="o", facecolors="none", edgecolors=COLOURS[5], s=110 * size, linewidths=1.3, zorder=5)


def conflicting(rows: pd.DataFrame) -> pd.Series:
    """Whether the sources of each row disagree; a table that does not tell has no such rows."""
    told = rows["conflict"] if "conflict" in rows.columns else pd.Series(False, index=rows.index)
    return told.eq(True).fillna(False).astype(bool)


def draw_targets(ax: Axes, position: np.ndarray, rows: pd.DataFrame, axis: str, size: float = 1.0) -> None:
    """Draw targets, hollow: a triangle where they are a bound, a bar from end to end for a range."""
    low, high = rows["target"].to_numpy(float), rows["target_max"].to_numpy(float)
    ranged = _ranged(rows)
    lines, cap = (ax.vlines, "_") if axis == "x" else (ax.hlines, "|")
    lines(position[ranged], low[ranged], high[ranged], color=INK, linewidth=1.1, zorder=3)
    for end in (low, high):
        _points(ax, position[ranged], end[ranged], axis, marker=cap, color=INK, s=45 * size, linewidths=1.1, zorder=4)
    look: dict[str, Any] = {"facecolors": "none", "edgecolors": INK, "s": 30 * size, "linewidths": 0.9, "zorder": 4}
    for bound in ("exact", "approx", "range", "min", "max"):
        chosen = (rows["target_bound"] == bound).fillna(False).to_numpy(bool) & ~ranged
        _points(ax, position[chosen], low[chosen], axis, marker=_BOUND_MARKERS.get(bound, "D"), **look)
    # Which of the two a conflict is about is not told: the result, where there is one.
    draw_conflicts(ax, position, rows, rows["target"].where(rows["actual"].isna() & rows["estimate"].isna()), axis, size)


def _ranged(rows: pd.DataFrame) -> np.ndarray:
    """Whether each target is a range."""
    return rows["target_max"].notna().to_numpy(bool)


def draw_own_targets(ax: Axes, position: np.ndarray, rows: pd.DataFrame) -> None:
    """Draw the targets of the results' own year as grey bars across the rows, joined to the results, beside targets of another year."""
    told = rows["actual"].fillna(rows["estimate"]).to_numpy(float)
    own = rows["target"].to_numpy(float)
    ax.hlines(position, own, told, color="#c9c9c9", linewidth=2, zorder=1)
    _points(ax, position, own, "y", marker="|", color=GREY, s=90, linewidths=2.2, zorder=2)


def _points(ax: Axes, position: np.ndarray, value: np.ndarray, axis: str, **look: object) -> None:
    known = ~np.isnan(value)
    if known.any():
        x, y = (position[known], value[known]) if axis == "x" else (value[known], position[known])
        ax.scatter(x, y, **{"zorder": 3, **look})  # type: ignore[arg-type]


def draw_legend(
    ax: Axes, rows: pd.DataFrame, lang: Language, *, years: tuple[int | None, int | None] = (None, None), note: str = "",
    own_targets: bool = False,
) -> None:  # fmt: skip
    """Explain only the marks that are drawn; ``own_targets`` says whether those of the results' own year are."""
    of_result, of_target = (wording(lang, f"{year}年", f" {year}") if year else "" for year in years)
    missed = rows["attained"].eq(False).fillna(False)
    whose_zh, whose_en = ("当年", " of that year") if of_result else ("", "")
    short = wording(lang, f"{of_result}结果，未达{whose_zh}目标", f"result{of_result}, target{whose_en} missed")
    ranged = _ranged(rows)
    bounds = set(rows.loc[rows["target"].notna() & ~ranged, "target_bound"])
    marks: list[tuple[bool, Line2D]] = [
        (bool((rows["actual"].notna() & ~missed).any()), mark("o", ACCENT, wording(lang, f"{of_result}结果", f"result{of_result}"))),
        (bool(missed.any()), mark("X", CONTRAST, short)),
        (bool((rows["estimate"].notna() & rows["actual"].isna()).any()), mark("o", "#9fbfdc", wording(lang, "预计", "estimate"))),
        (bool(bounds - {"min", "max"}), mark("D", INK, wording(lang, f"{of_target}目标", f"target{of_target}"), hollow=True)),
        ("min" in bounds, mark("^", INK, wording(lang, f"{of_target}目标：以上", f"target{of_target}: at least"), hollow=True)),
        ("max" in bounds, mark("v", INK, wording(lang, f"{of_target}目标：以内", f"target{of_target}: at most"), hollow=True)),
        (bool(ranged.any()), mark(_BAR, INK, wording(lang, f"{of_target}目标：区间", f"target{of_target}: range"))),
        (own_targets, mark("|", GREY, wording(lang, f"{of_result}目标", f"target{of_result}"), width=2.2)),
        (bool(conflicting(rows).any()), conflict_mark(lang)),
    ]
    place_legend(ax, [mark for shown, mark in marks if shown], note)


def mark(marker: str | Path, colour: str, label: str, *, hollow: bool = False, width: float = 1.0) -> Line2D:
    """Return the mark of a legend."""
    face = "white" if hollow else colour
    return Line2D(
        [], [], linestyle="none", marker=marker, color=colour, markerfacecolor=face, markersize=5.5, markeredgewidth=width, label=label
    )


def conflict_mark(lang: Language) -> Line2D:
    """Return the ring around figures on which sources disagree, for a legend."""
    return Line2D(
        [], [], linestyle="none", marker="o", color=COLOURS[5], markerfacecolor="none", markersize=10, markeredgewidth=1.3,
        label=wording(lang, "来源数字不一", "sources disagree"),
    )  # fmt: skip


def band_mark(lang: Language, colour: str = ACCENT, *, zh: str = "区间", en: str = "interval") -> Patch:
    """Return the shade of intervals, for a legend."""
    return Patch(facecolor=colour, alpha=0.2, linewidth=0, label=wording(lang, zh, en))


def place_legend(ax: Axes, marks: Sequence[Artist], note: str = "", *, drop: float = 2.2, columns: int | None = None) -> None:
    """Write the marks below the axes, under what a note says.

    ``drop`` is how far below, in lines: further where the axis is labelled. ``columns`` is how many marks stand side by side, by default
    as many as fit.
    """
    prop = {"family": style.font_family(), "size": 9}
    largest = max((mark.get_markersize() for mark in marks if isinstance(mark, Line2D)), default=0.0)
    ax.legend(
        handles=list(marks), loc="upper left", bbox_to_anchor=(0, 0), ncols=columns or _columns(ax, marks), frameon=False, prop=prop,
        handletextpad=0.4, columnspacing=1.2, borderaxespad=drop, borderpad=0, handleheight=max(0.7, largest / 9),
        title=note or None, title_fontproperties=prop, alignment="left",
    )  # fmt: skip


def _columns(ax: Axes, marks: Sequence[Artist]) -> int:
    """How many marks may stand side by side, so that the legend is no wider than the figure."""
    longest = max((style.text_width(str(mark.get_label())) for mark in marks), default=0)
    return max(1, min(len(marks), _MARKS_A_LINE, int(_LETTERS * style.inches(ax) // (2 * longest + 4))))
