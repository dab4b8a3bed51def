"""Effects and contrasts with their intervals, as a forest plot."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from toolkit.errors import InvalidValue
from toolkit.figures import style
from toolkit.figures.checks import require_choice, require_columns, require_rows
from toolkit.figures.marks import mark, place_legend
from toolkit.figures.style import COLOURS, GREY, MARKERS, Language, wording
from toolkit.given import takes

__all__ = ["plot_effects"]

_MOST_CONTRASTS = 4
_COLUMNS = ("topic", "label", "covariate", "value", "reference", "estimate", "low", "high", "q")


@takes("table", made_by="topics.effects(…)")
def plot_effects(
    effects: pd.DataFrame, *, covariate: str | None = None, alpha: float = 0.05, ax: Axes | None = None, title: str | None = None,
    lang: Language = "zh",
) -> Axes:  # fmt: skip
    """Draw how the shares of topics depend on a covariate, with 95 % intervals, one row a topic, and return the axes.

    Topics are ordered by their first contrast. Filled marks are those whose adjusted p (``q``) is not above `alpha`; hollow ones are
    compatible with no difference.

    Parameters
    ----------
    effects : DataFrame
        As ``topics.effects(…)`` returns it; four contrasts of a covariate at most.
    covariate : str, optional
        Which; by default the first in the table.
    alpha : float
        Level of the filled marks.
    ax : Axes, optional
        Where to draw; a new figure by default.
    title : str, optional
        By default what is compared, and the number of documents.
    lang : {"zh", "en"}
        Language of the wording.
    """
    require_columns("effects", effects, _COLUMNS, "topics.effects")
    require_rows(effects, "effects", "give effects a covariate that differs between documents")
    covariate = covariate if covariate is not None else str(effects["covariate"].iat[0])
    require_choice("covariate", covariate, list(dict.fromkeys(effects["covariate"])))
    rows = effects[effects["covariate"] == covariate]
    contrasts = list(rows[["value", "reference"]].drop_duplicates().itertuples(index=False, name=None))
    if len(contrasts) > _MOST_CONTRASTS:
        raise InvalidValue(f"{covariate} has {len(contrasts)} contrasts: keep the rows of {_MOST_CONTRASTS} at most")
    first = rows[(rows["value"] == contrasts[0][0]) & (rows["reference"] == contrasts[0][1])]
    order = first.sort_values(["estimate", "topic"], kind="stable")
    ax = style.new_axes(ax, height=1.2 + (0.16 + 0.12 * len(contrasts)) * len(order))
    _draw_rows(ax, rows, order["topic"].tolist(), contrasts, alpha)
    most = style.longest_label(ax)
    ax.set_yticks(range(len(order)), [f"{row.topic}  {style.shortened(str(row.label), most)}" for row in order.itertuples()])
    ax.set_ylim(-0.6, len(order) - 0.4)
    ax.set_xlabel(wording(lang, "占篇幅的差（百分点）", "difference of the share (percentage points)"), fontsize=9)
    looks = zip(contrasts, COLOURS, MARKERS, strict=False)
    marks = [mark(marker, colour, _named(covariate, contrast, lang)) for contrast, colour, marker in looks]
    place_legend(ax, [*marks, mark("o", GREY, f"q > {alpha:g}", hollow=True)], drop=4.2, columns=1)
    n = int(rows["n_docs"].max()) if "n_docs" in rows.columns else 0
    note = style.notes(lang, ("95%区间", "95% intervals"), (f"{n:,}份文件", f"{n:,} documents") if n else None)
    title = style.heading(title, lang, f"主题占比随{covariate}的变化", f"Share of topics by {covariate}")
    return style.finish(ax, title=title, note=note, grid="x")


def _draw_rows(ax: Axes, rows: pd.DataFrame, topics: Sequence[int], contrasts: Sequence[tuple[str, str]], alpha: float) -> None:
    ax.axvline(0, color=GREY, linewidth=0.9)
    place = {topic: at for at, topic in enumerate(topics)}
    offsets = (np.arange(len(contrasts)) - (len(contrasts) - 1) / 2) * -0.6 / max(len(contrasts), 2)
    for (value, reference), offset, colour, marker in zip(contrasts, offsets, COLOURS, MARKERS, strict=False):
        own = rows[(rows["value"] == value) & (rows["reference"] == reference)]
        y = own["topic"].map(place).to_numpy(float) + offset
        sure = (own["q"] <= alpha).to_numpy(bool)
        ax.hlines(y, own["low"] * 100, own["high"] * 100, color=colour, linewidth=1.3, zorder=2)
        face = np.where(sure, colour, "white")
        ax.scatter(own["estimate"] * 100, y, marker=marker, facecolors=face, edgecolors=colour, s=26, zorder=3)


def _named(covariate: str, contrast: tuple[str, str], lang: Language) -> str:
    value, reference = contrast
    if not reference:
        return f"{covariate} {value}"
    return wording(lang, f"{value} 对 {reference}", f"{value} against {reference}")
