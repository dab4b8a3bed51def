"""Topics: how much of the text each takes over the years, and the words they consist of."""

import pandas as pd
from matplotlib.axes import Axes

from toolkit.figures import style
from toolkit.figures.checks import require_columns, require_rows
from toolkit.figures.heat import draw_heat
from toolkit.figures.style import ACCENT, GREY, INK, Language
from toolkit.given import takes

__all__ = ["plot_topics"]

_NOT_GROUPS = ("topic", "label", "share", "low", "high", "drawn", "n_drawn", "n_rows", "n_docs")
_LINE = 50.0


@takes("table", made_by="topics.prevalence(by) or topics.terms()")
def plot_topics(table: pd.DataFrame, *, ax: Axes | None = None, title: str | None = None, lang: Language = "zh") -> Axes:
    """Draw the topics of a table, and return the axes.

    Parameters
    ----------
    table : DataFrame
        ``topics.prevalence(by)``, drawn as a row of shaded cells for each topic, or ``topics.terms()``, drawn as the words of each
        topic from the strongest on, those with half the weight of the strongest or more in colour.
    ax : Axes, optional
        Where to draw; a new figure by default.
    title : str, optional
        By default what is shown.
    lang : {"zh", "en"}
        Language of the wording.
    """
    kind = "weight" if "weight" in table.columns else "share"
    require_columns("table", table, {"topic", "label", kind}, "topics.prevalence(…) or topics.terms()")
    require_rows(table, "topics", "fit the topics to a matrix with rows, or group them by a column that is known")
    return _draw_words(table, ax, title, lang) if kind == "weight" else _draw_shares(table, ax, title, lang)


def _draw_shares(table: pd.DataFrame, ax: Axes | None, title: str | None, lang: Language) -> Axes:
    by = [column for column in table.columns if column not in _NOT_GROUPS]
    named = table.assign(
        name=table["topic"].astype(str) + "  " + table["label"],
        group=table[by].astype(str).agg(" ".join, axis=1),
    )
    shares = named.pivot_table(index=["topic", "name"], columns="group", values="share", sort=False).droplevel("topic") * 100
    ax = style.new_axes(ax, width=min(7.4, 3.2 + 0.4 * shares.shape[1]), height=0.9 + 0.25 * len(shares))
    draw_heat(ax, shares, number="{:.0f}", square_root=True, lang=lang)
    title = style.heading(title, lang, "各主题所占篇幅（%）", "Share of the text by topic (%)")
    return style.finish(ax, title=title, grid="none", frame=False)


def _draw_words(table: pd.DataFrame, ax: Axes | None, title: str | None, lang: Language) -> Axes:
    topics = sorted(table["topic"].unique())
    ax = style.new_axes(ax, width=7.2, height=0.7 + 0.25 * len(topics))
    for row, topic in enumerate(topics):
        own = table[table["topic"] == topic].sort_values("rank")
        ax.text(-1, row, str(topic), ha="right", va="center", fontsize=9, color=GREY)
        x = 0.0
        for term, weight in zip(own["term"], own["weight"], strict=True):
            width = style.text_width(term)
            if x + width > _LINE:
                break
            strong = weight >= 0.5 * own["weight"].max()
            ax.text(x, row, term, ha="left", va="center", fontsize=9, color=ACCENT if strong else INK)
            x += width + 1.2
    ax.set_xlim(-1, _LINE)
    ax.set_ylim(len(topics) - 0.5, -0.6)
    ax.set_xticks([])
    ax.set_yticks([])
    title = style.heading(title, lang, "各主题的词（自左而右由强到弱）", "Words of each topic, strongest first")
    return style.finish(ax, title=title, grid="none", frame=False)
