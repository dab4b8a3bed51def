"""How strongly documents bind, over the years and by level."""

from typing import NamedTuple

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from numpy.typing import NDArray
from scipy.special import stdtrit

from toolkit.errors import InvalidValue
from toolkit.figures import style
from toolkit.figures.checks import require_choice, require_columns, require_rows
from toolkit.figures.marks import band_mark, place_legend
from toolkit.figures.style import COLOURS, MARKERS, Language, wording
from toolkit.figures.time_lines import with_gaps
from toolkit.given import takes

__all__ = ["plot_strength"]

_MEASURES = {
    "score": ("力度（每句平均得分）", "Strength (mean score of a sentence)"), "total": ("力度总分", "Strength (sum of scores)"),
    "strength": ("力度×层级", "Strength times level"), "force": ("约束力（每句平均0—3分）", "Force (mean of a sentence, 0 to 3)"),
    "instrument": ("政策工具（每句）", "Instruments (a sentence)"), "target": ("量化目标（每句）", "Targets (a sentence)"),
    "deadline": ("期限（每句）", "Deadlines (a sentence)"), "responsible": ("责任主体（每句）", "Responsible bodies (a sentence)"),
    "monitoring": ("监督考核（每句）", "Monitoring (a sentence)"), "budget": ("资金（每句）", "Budgets (a sentence)"),
}  # fmt: skip
_LEVELS = {
    5: ("全国人大", "legislature"), 4: ("中央", "centre"), 3: ("省、部", "provinces, ministries"), 2: ("市", "prefectures"),
    1: ("县", "counties"),
}  # fmt: skip
_FEWEST = 3
"""Documents of a year from which on an interval is drawn."""


class _Means(NamedTuple):
    year: NDArray[np.float64]
    mean: NDArray[np.float64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]


@takes("table", made_by="policy_strength(…).documents")
def plot_strength(
    documents: pd.DataFrame, *, measure: str = "score", group: str | None = None, ax: Axes | None = None, title: str | None = None,
    lang: Language = "zh",
) -> Axes:  # fmt: skip
    """Draw the mean strength of the documents of each year, with its 95 % interval, and return the axes.

    The interval is that of a mean over documents (Student's t), which takes them for independent: those of one place in following years
    are not, so it is too narrow for the level of a place and about right for one year. Years with fewer than three documents have none.

    Parameters
    ----------
    documents : DataFrame
        ``policy_strength(…).documents``; columns of your own may be added.
    measure : str
        ``score``, ``total``, ``strength``, or a component: ``force``, ``instrument``, ``target``, ``deadline``, ``responsible``,
        ``monitoring``, ``budget``.
    group : str, optional
        Column with a line for each of its values: ``level`` (of the issuer), ``doc_type`` or another; eight at most.
    ax : Axes, optional
        Where to draw; a new figure by default.
    title : str, optional
        By default what is measured.
    lang : {"zh", "en"}
        Language of the wording.
    """
    require_columns("documents", documents, {"year", "score"}, "policy_strength(…).documents")
    require_choice("measure", measure, [name for name in _MEASURES if name in documents.columns])
    require_choice("group", group, [None, *map(str, documents.columns)])
    known = documents.dropna(subset=["year", measure, *([group] if group else [])])
    require_rows(known, "documents", "no document has a year and a score")
    groups = [("", known)] if group is None else [(_name(group, name, lang), own) for name, own in known.groupby(group, sort=True)]
    if len(groups) > len(COLOURS):
        raise InvalidValue(f"the column {group!r} has {len(groups)} values: choose {len(COLOURS)} at most")
    ax = style.new_axes(ax, height=3.8)
    ends = []
    for (name, own), colour, marker in zip(groups, COLOURS, MARKERS, strict=False):
        means = _means(own, measure)
        year, (mean, low, high) = with_gaps(means.year, np.stack([means.mean, means.low, means.high]))
        ax.fill_between(year, low, high, color=colour, alpha=0.16, linewidth=0)
        ax.plot(year, mean, color=colour, marker=marker, markersize=4, linewidth=1.5)
        ends.append((float(year[-1]), float(mean[-1]), f"{name} (n={len(own):,})", colour))
    style.year_axis(ax)
    if group:
        style.label_ends(ax, ends)
    place_legend(ax, [band_mark(lang, zh="95%区间", en="95% interval")])
    sizes = known.groupby("year").size()
    least, most, n = int(sizes.min()), int(sizes.max()), len(known)
    note = wording(lang, f"{n:,}份文件，每年{least}—{most}份", f"{n:,} documents, {least} to {most} a year")
    return style.finish(ax, title=style.heading(title, lang, *_MEASURES[measure]), note=note)


def _name(group: str, value: object, lang: Language) -> str:
    """The name of a group: of levels in words."""
    return wording(lang, *_LEVELS[int(str(value)[0])]) if group == "level" else str(value)


def _means(own: pd.DataFrame, measure: str) -> _Means:
    told = own.groupby("year", sort=True)[measure].agg(["mean", "std", "size"])
    n = told["size"].to_numpy(float)
    with np.errstate(invalid="ignore", divide="ignore"):
        reach = stdtrit(np.maximum(n - 1, 1), 0.975) * told["std"].to_numpy(float) / np.sqrt(n)
    reach = np.where(n >= _FEWEST, reach, np.nan)
    mean = told["mean"].to_numpy(float)
    return _Means(told.index.to_numpy(float), mean, mean - reach, mean + reach)
