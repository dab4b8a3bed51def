"""What became of targets: which share of them was hit or missed, by year."""

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Patch

from toolkit.errors import invalid
from toolkit.figures import style
from toolkit.figures.checks import require_columns, require_rows
from toolkit.figures.marks import place_legend
from toolkit.figures.panel import one_series, subject_of
from toolkit.figures.style import ACCENT, CONTRAST, NOTE, Language, wording
from toolkit.given import takes

__all__ = ["plot_outcomes"]

_COLOURS = {"hit": ACCENT, "hit near": "#8fb4d6", "miss near": "#f0b48f", "miss": CONTRAST}
_DIGITS = 18
"""Digits on top that an inch of bars has room for."""
_COLUMNS = ("indicator", "measure", "unit", "year", "outcome", "margin", "margin_percent", "annual")


@takes("table", made_by="target_outcomes(…).outcomes")
def plot_outcomes(
    outcomes: pd.DataFrame, *, indicator: str | None = None, measure: str | None = None, unit: str | None = None, window: float = 1.0,
    ax: Axes | None = None, title: str | None = None, lang: Language = "zh",
) -> Axes:  # fmt: skip
    """Draw the shares of targets that were hit and missed in each year, stacked, with the number of targets on top, and return the axes.

    Of one indicator, those within `window` of the target are lighter. Targets for the end of a plan (``annual`` False) are left out.

    Parameters
    ----------
    outcomes : DataFrame
        ``target_outcomes(…).outcomes``.
    indicator, measure, unit : str, optional
        Which targets; without an indicator those of all, told apart by hit and missed only.
    window : float
        How near is near: percentage points of rates, percent of the target of other units.
    ax : Axes, optional
        Where to draw; a new figure by default.
    title : str, optional
        By default the indicator.
    lang : {"zh", "en"}
        Language of the wording.
    """
    require_columns("outcomes", outcomes, _COLUMNS, "target_outcomes(…).outcomes")
    require_rows(outcomes, "outcomes", "no target of the panel has a result")
    if not window > 0:
        raise invalid("window", window, "more than 0")
    rows = outcomes[outcomes["annual"].fillna(True).astype(bool)]
    one = any(value is not None for value in (indicator, measure, unit))
    subject, kinds, near = wording(lang, "全部指标", "All indicators"), rows["outcome"], ""
    if one:
        rows = one_series(rows, indicator=indicator, measure=measure, unit=unit)
        subject, _ = subject_of(*rows.iloc[0][["indicator", "measure", "unit"]], largest=0, lang=lang)
        kinds, near = _kinds(rows, window), _near(rows, window, lang)
    require_rows(rows, "outcomes", "all its targets are for the end of a plan")
    counts = kinds.groupby([rows["year"], kinds]).size().unstack(fill_value=0).reindex(columns=list(_COLOURS), fill_value=0)
    ax = style.new_axes(ax, height=3.6)
    _draw_shares(ax, counts)
    place_legend(ax, _marks(counts, near, lang))
    n, hit = int(counts.to_numpy().sum()), int(counts[["hit", "hit near"]].to_numpy().sum())
    note = wording(lang, f"{n:,}个目标，{hit / n:.0%}达到；柱顶为个数", f"{n:,} targets, {hit / n:.0%} hit; numbers on top")
    title = style.heading(title, lang, f"{subject}：目标的结局（%）", f"{subject}: outcome of targets (%)")
    return style.finish(ax, title=title, note=note)


def _rates(rows: pd.DataFrame) -> bool:
    return bool(rows["unit"].isin(["%", "个百分点"]).all())


def _kinds(rows: pd.DataFrame, window: float) -> pd.Series:
    margin = rows["margin" if _rates(rows) else "margin_percent"].astype(float).abs()
    # Figures are told with few digits: 5.5 − 5 is a little more than 0.5 to a machine.
    return rows["outcome"].where(~(margin <= window + 1e-9), rows["outcome"].astype(str) + " near")


def _near(rows: pd.DataFrame, window: float, lang: Language) -> str:
    return wording(lang, f"{window:g}个百分点", f"{window:g} points") if _rates(rows) else f"{window:g}%"


def _draw_shares(ax: Axes, counts: pd.DataFrame) -> None:
    year, total = counts.index.to_numpy(float), counts.sum(axis=1).to_numpy(float)
    base = np.zeros(len(counts))
    for kind, colour in _COLOURS.items():
        share = counts[kind].to_numpy(float) / total * 100
        ax.bar(year, share, bottom=base, width=0.82, color=colour)
        base += share
    aslant = 90 if (year.max() - year.min() + 1) * len(f"{total.max():.0f}") > _DIGITS * style.inches(ax) else 0
    for at, n in zip(year, total, strict=True):
        look: dict[str, Any] = {"ha": "center", "va": "bottom", "fontsize": 7.5, "color": NOTE, "rotation": aslant}
        ax.annotate(f"{n:.0f}", (at, 100), xytext=(0, 2), textcoords="offset points", **look)
    ax.set_ylim(0, 112 if aslant else 107)
    ax.set_yticks(range(0, 101, 25))
    ax.set_xlim(year.min() - 0.7, year.max() + 0.7)
    style.year_axis(ax)


def _marks(counts: pd.DataFrame, near: str, lang: Language) -> list[Patch]:
    names = {
        "hit": wording(lang, f"达到，超过{near}以上", f"hit by more than {near}") if near else wording(lang, "达到", "hit"),
        "hit near": wording(lang, f"达到，{near}以内", f"hit within {near}"),
        "miss near": wording(lang, f"未达，差{near}以内", f"missed within {near}"),
        "miss": wording(lang, f"未达，差{near}以上", f"missed by more than {near}") if near else wording(lang, "未达", "missed"),
    }
    return [Patch(facecolor=_COLOURS[kind], label=name) for kind, name in names.items() if counts[kind].any()]
