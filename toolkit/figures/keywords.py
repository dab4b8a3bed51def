"""Keywords: the strongest terms of a text or of each group, and the terms that set two parts of a corpus apart."""

import re

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from toolkit.figures import style
from toolkit.figures.checks import require_at_least, require_choice, require_rows
from toolkit.figures.style import ACCENT, CONTRAST, GREY, INK, Language, wording
from toolkit.given import takes

__all__ = ["plot_keyness", "plot_keywords"]

_COLUMN = 7.2
"""Chinese characters that a column has room for."""
_SHORT = {"log_likelihood": "G²", "chi2": "χ²", "log_ratio": "log₂", "log_odds": "log odds", "z": "z", "cliffs_delta": "δ"}


@takes("table", made_by="rank_keywords")
def plot_keywords(
    table: pd.DataFrame, *, k: int = 12, max_groups: int = 8, ax: Axes | None = None, title: str | None = None, lang: Language = "zh"
) -> Axes:
    """Draw the keywords of a table, and return the axes.

    One group is drawn as bars of the score. Several groups (years, places) stand side by side as columns of words, the strongest on
    top; words that a neighbouring column has too are grey, so that what is new stands out.

    Parameters
    ----------
    table : DataFrame
        As `rank_keywords` returns it.
    k : int
        Words a group.
    max_groups : int
        Columns at most; of more groups, that many are taken at even distances (years: in time), the first and the last included.
        A dotted line stands between years that are further apart than the others.
    ax : Axes, optional
        Where to draw; a new figure by default.
    title : str, optional
        By default what is shown.
    lang : {"zh", "en"}
        Language of the wording.
    """
    require_rows(table, "keywords", "lower min_count, or look at the matrix it was made from")
    groups = list(table.columns[: table.columns.get_loc("rank")])  # they stand before what is told of the terms
    shown = table[table["rank"] <= k]
    if not groups:
        ax = style.new_axes(ax, height=0.9 + 0.24 * len(shown))
        _draw_bars(ax, shown["term"].tolist(), shown["score"].to_numpy(float), [ACCENT] * len(shown))
        return style.finish(ax, title=style.heading(title, lang, "关键词（得分）", "Keywords (score)"), grid="x")
    labels = shown[groups].astype(str).agg(" ".join, axis=1)
    chosen = _evenly(list(dict.fromkeys(labels)), max_groups)
    columns = [shown.loc[labels == label].sort_values("rank")["term"].tolist() for label in chosen]
    ax = style.new_axes(ax, width=min(7.4, 0.8 + 0.95 * len(chosen)), height=0.9 + 0.23 * k)
    _draw_columns(ax, chosen, columns, k)
    title = style.heading(title, lang, "各组关键词（自上而下由强到弱）", "Keywords of each group, strongest on top")
    note = style.notes(lang, style.shown_of(len(chosen), labels.nunique(), "组", "groups"))
    return style.finish(ax, title=title, note=note, grid="none", frame=False, pad=22 if note else 10)


@takes("table", made_by="keyness")
def plot_keyness(
    table: pd.DataFrame,
    *,
    measure: str = "z",
    k: int = 12,
    labels: tuple[str, str] | None = None,
    ax: Axes | None = None,
    title: str | None = None,
    lang: Language = "zh",
) -> Axes:
    """Draw the terms that the target uses more (to the right) and less (to the left) than the reference, and return the axes.

    Parameters
    ----------
    table : DataFrame
        As `keyness` returns it.
    measure : {"z", "log_likelihood", "chi2", "log_ratio", "log_odds", "cliffs_delta"}
        The score to draw.
    k : int
        Terms on each side.
    labels : (str, str), optional
        Names of target and reference.
    ax, title, lang
        As in `plot_keywords`.
    """
    require_rows(table, "keyness", "lower min_count")
    require_choice("measure", measure, [name for name in _SHORT if name in table.columns])
    ordered = table.sort_values([measure, "term"], ascending=[False, True])
    more, less = ordered[ordered[measure] > 0].head(k), ordered[ordered[measure] < 0].tail(k)
    shown = pd.concat([more, less])
    ax = style.new_axes(ax, height=1.1 + 0.21 * len(shown))
    score = shown[measure].to_numpy(float)
    height = np.arange(len(shown))[::-1]
    ax.barh(height, score, color=[ACCENT if value > 0 else CONTRAST for value in score], height=0.72)
    for y, value, term in zip(height, score, shown["term"], strict=True):
        ax.annotate(
            term, (0, y), xytext=(-4 if value > 0 else 4, 0), textcoords="offset points", va="center", fontsize=9,
            ha="right" if value > 0 else "left", color=INK,
        )  # fmt: skip
    ax.axvline(0, color=GREY, linewidth=0.8)
    ax.set_yticks([])
    ax.set_ylim(-0.7, len(shown) - 0.3)
    ax.margins(x=0.06)
    names = labels or (wording(lang, "目标组", "target"), wording(lang, "参照组", "reference"))
    _name_sides(ax, names, lang, both=bool(len(more) and len(less)))
    short, note = _SHORT[measure], style.notes(lang, style.shown_of(len(shown), len(table), "个词", "terms"))
    style.finish(ax, title=style.heading(title, lang, f"用词差异（{short}）", f"Keyness ({short})"), note=note, grid="x", pad=20)
    ax.spines["left"].set_visible(False)
    return ax


def _name_sides(ax: Axes, labels: tuple[str, str], lang: Language, *, both: bool) -> None:
    more, less = (wording(lang, f"{name}更多用", f"more in {name}") for name in labels)
    ax.text(1, 1.0, f"{more} →", transform=ax.transAxes, ha="right", va="bottom", fontsize=9, color=ACCENT)
    if both:
        ax.text(0, 1.0, f"← {less}", transform=ax.transAxes, ha="left", va="bottom", fontsize=9, color=CONTRAST)


def _draw_bars(ax: Axes, terms: list[str], values: np.ndarray, colours: list[str]) -> None:
    height = np.arange(len(terms))[::-1]
    ax.barh(height, values, color=colours, height=0.7)
    ax.set_yticks(height, terms)
    ax.set_ylim(-0.6, len(terms) - 0.4)


def _evenly(labels: list[str], most: int) -> list[str]:
    """Of many groups some at even distances: years at even distances in time."""
    require_at_least("max_groups", most)
    if len(labels) <= most:
        return labels
    place = np.array(labels, float) if _are_years(labels) else np.arange(len(labels), dtype=float)
    wanted = np.linspace(place[0], place[-1], most)
    return [labels[at] for at in sorted({int(np.abs(place - point).argmin()) for point in wanted})]


def _are_years(labels: list[str]) -> bool:
    return all(re.fullmatch("[0-9]{4}", label) for label in labels)


def _gaps(labels: list[str]) -> list[int]:
    """Which columns are further from the one before than is usual: years without documents lie between."""
    if len(labels) < 3 or not _are_years(labels):
        return []
    steps = np.diff(np.array(labels, int))
    return (np.flatnonzero(steps > 1.5 * np.median(steps)) + 1).tolist()


def _draw_columns(ax: Axes, labels: list[str], columns: list[list[str]], k: int) -> None:
    for x, terms in enumerate(columns):
        beside = {term for other in (x - 1, x + 1) if 0 <= other < len(columns) for term in columns[other]}
        for y, term in enumerate(terms):
            # A long word gets smaller letters, so that it stays in its column.
            size = 9 * min(1.0, _COLUMN / style.text_width(term))
            ax.text(x, -y, term, ha="center", va="center", fontsize=size, color=GREY if term in beside else ACCENT)
    for column in _gaps(labels):
        ax.axvline(column - 0.5, color=GREY, linewidth=0.8, linestyle=(0, (2, 3)))
    ax.set_xticks(range(len(labels)), labels)
    ax.xaxis.tick_top()
    ax.set_yticks([])
    ax.set_xlim(-0.5, len(labels) - 0.5)
    ax.set_ylim(-k + 0.4, 0.7)
