"""Who cites which laws and policies: groups of documents on the left, what they cite on the right."""

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from numpy.typing import NDArray

from toolkit.figures import style
from toolkit.figures.checks import require_at_least, require_choice, require_columns, require_rows
from toolkit.figures.graphs import areas, size_marks, width_marks, widths
from toolkit.figures.marks import mark, place_legend
from toolkit.figures.style import ACCENT, CONTRAST, INK, Language, wording
from toolkit.given import takes
from toolkit.ordering import by_frequency

__all__ = ["plot_citations"]

_GROUPS = {"place": ("地方", "place"), "year": ("年份", "year"), "decade": ("年代", "decade"), "level": ("层级", "level"),
           "region": ("区域", "region"), "doc_id": ("文件", "document")}  # fmt: skip
_LEVELS = {"nation": ("国家", "nation"), "province": ("省", "province"), "prefecture": ("市", "prefecture"), "county": ("县", "county")}
_MOST_GROUPS = 40
_LARGEST = 170.0
"""Area of the largest point: no wider than the line that its name needs."""
_STATE = "中华人民共和国"


@takes("table", made_by="citation_network(…).table")
def plot_citations(
    table: pd.DataFrame, *, by: str = "place", k: int = 20, versions: bool = False, ax: Axes | None = None, title: str | None = None,
    lang: Language = "zh",
) -> Axes:  # fmt: skip
    """Draw documents (or groups of them) and the laws and policies that they cite as a network of two columns, and return the axes.

    The area of a point is how many documents the group has that cite anything (left), or how many cite the policy (right); the width
    of a line how many documents of the group cite it. Policies stand in such an order that lines cross little; those that one
    group alone cites are orange. The note says how many of all are shown.

    Parameters
    ----------
    table : DataFrame
        ``citation_network(…).table``.
    by : {"place", "year", "decade", "level", "region", "doc_id"}
        What stands on the left; forty groups at most, those with the most citations.
    k : int
        Policies, those that most documents cite.
    versions : bool
        Whether the texts of a law are told apart by their year.
    ax : Axes, optional
        Where to draw; a new figure by default.
    title : str, optional
        By default what is shown.
    lang : {"zh", "en"}
        Language of the wording.
    """
    require_choice("by", by, list(_GROUPS))
    require_columns("table", table, {"doc_id", "policy", "label", "year", "place", "level", "region"}, "citation_network(…).table")
    require_rows(table, "citations", "annotate the corpus, or give citation_network other subtypes")
    require_at_least("k", k)
    cited = table.assign(policy=table["label" if versions else "policy"].astype(str), group=_groups(table, by, lang))
    cited = cited.dropna(subset=["group"]).drop_duplicates(["doc_id", "policy"])
    counts = cited.groupby(["group", "policy"], sort=True).size().unstack(fill_value=0)
    groups, policies = by_frequency(cited["group"]).index[:_MOST_GROUPS], by_frequency(cited["policy"]).index[:k]
    shown = counts.loc[sorted(groups, key=list(counts.index).index), policies]
    shown = shown[_by_middle(shown)]
    ax = style.new_axes(ax, width=6.3, height=1.4 + 0.2 * max(shown.shape))
    sizes = _draw_columns(ax, shown, cited)
    what, one = wording(lang, "文件数", "documents"), wording(lang, "仅一组引用", "cited by one group only")
    marks = [mark("o", CONTRAST, one)] if ((shown > 0).sum() == 1).any() else []
    place_legend(ax, [*size_marks(sizes, what, largest=_LARGEST), *width_marks(shown.to_numpy(float), what), *marks])
    numbers = (len(shown), len(counts), shown.shape[1], counts.shape[1], cited["doc_id"].nunique())
    note = wording(
        lang, "{}/{}个{kind}，{}/{}项被引，{}份文件", "{} of {} groups by {kind}, {} of {} cited, {} documents"
    ).format(*(f"{n:,}" for n in numbers), kind=wording(lang, *_GROUPS[by]))  # fmt: skip
    title = style.heading(title, lang, "引用法律和政策的网络", "Who cites which laws and policies")
    return style.finish(ax, title=title, note=note, grid="none", frame=False)


def _groups(table: pd.DataFrame, by: str, lang: Language) -> pd.Series:
    if by == "decade":
        return table["year"] // 10 * 10
    return table[by].map({name: wording(lang, *words) for name, words in _LEVELS.items()}) if by == "level" else table[by]


def _by_middle(counts: pd.DataFrame) -> list[str]:
    """The columns by the mean row that has them, so that lines cross little."""
    rows = np.arange(len(counts))
    middle = (counts.to_numpy(float) * rows[:, None]).sum(axis=0) / np.maximum(counts.to_numpy(float).sum(axis=0), 1e-9)
    return [str(counts.columns[at]) for at in np.argsort(middle, kind="stable")]


def _draw_columns(ax: Axes, shown: pd.DataFrame, cited: pd.DataFrame) -> NDArray[np.float64]:
    """Draw both columns and their lines; return the values of the points."""
    values = shown.to_numpy(float)
    y = [np.linspace(0.5 / n, 1 - 0.5 / n, n) for n in shown.shape]
    sizes = [
        np.asarray(cited.groupby(column)["doc_id"].nunique().reindex(names), dtype=np.float64)
        for column, names in (("group", shown.index), ("policy", shown.columns))
    ]
    alone = (values > 0).sum(axis=0) == 1
    most = max(size.max() for size in sizes)
    rows, columns = np.nonzero(values)
    order = np.argsort(values[rows, columns], kind="stable")
    lines = [[(0, y[0][rows[at]]), (1, y[1][columns[at]])] for at in order]
    ax.add_collection(LineCollection(lines, linewidths=widths(values[rows, columns])[order], colors="#b5cbe0", alpha=0.75, zorder=1))
    for x, at, size, colours in ((0, y[0], sizes[0], ACCENT), (1, y[1], sizes[1], np.where(alone, CONTRAST, ACCENT))):
        ax.scatter(np.full(len(at), x), at, s=areas(size, most, _LARGEST), c=colours, edgecolors="white", linewidths=0.6, zorder=3)
    for x, way, names in ((0, -1, shown.index), (1, 1, shown.columns)):
        look: dict[str, Any] = {"va": "center", "ha": "right" if way < 0 else "left", "fontsize": 9, "color": INK}
        for at, name in zip(y[x], names, strict=True):
            label = style.shortened(str(name).removeprefix(_STATE), style.longest_label(ax, 18))
            ax.annotate(label, (x, at), xytext=(way * 9, 0), textcoords="offset points", **look)
    ax.set_xlim(-0.05, 1.05)
    ax.set_ylim(1.01, -0.01)
    ax.set_xticks([])
    ax.set_yticks([])
    return np.concatenate(sizes)
