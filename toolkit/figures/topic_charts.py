"""Topics one by one: the weights of their terms, their share over time with intervals, and how many of them to take."""

from collections.abc import Sequence

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from toolkit.errors import invalid
from toolkit.figures import style
from toolkit.figures.checks import require_at_least, require_columns, require_rows
from toolkit.figures.marks import band_mark, place_legend
from toolkit.figures.multiples import draw_multiples, multiples_axes
from toolkit.figures.style import ACCENT, COLOURS, INK, MARKERS, PALE, Language, wording
from toolkit.figures.time_lines import with_gaps
from toolkit.given import takes

__all__ = ["plot_topic_choice", "plot_topic_shares", "plot_topic_terms"]

_MOST = 12
"""Small figures that a page holds."""
_MEASURES = {
    "c_v": ("一致性 C_v", "coherence C_v"), "npmi": ("一致性 NPMI", "coherence NPMI"), "stability": ("稳定性", "stability"),
    "diversity": ("多样性", "diversity"),
}  # fmt: skip


@takes("table", made_by="topics.terms()")
def plot_topic_terms(
    terms: pd.DataFrame, *, topics: Sequence[int] | None = None, k: int = 8, columns: int = 4, ax: Axes | None = None,
    title: str | None = None, lang: Language = "zh",
) -> Axes:  # fmt: skip
    """Draw the strongest terms of each topic as bars of their weight, all on one scale, and return the axes.

    Parameters
    ----------
    terms : DataFrame
        As ``topics.terms()`` returns it; ranked by FREX or relevance, the order is that rank and the bar still the weight.
    topics : sequence of int, optional
        Which, in this order; by default the first twelve.
    k : int
        Terms a topic.
    columns : int
        How many stand side by side.
    ax : Axes, optional
        Where to draw; a new figure by default.
    title : str, optional
        By default what is shown.
    lang : {"zh", "en"}
        Language of the wording.
    """
    require_columns("terms", terms, {"topic", "label", "rank", "term", "weight"}, "topics.terms()")
    require_rows(terms, "terms", "fit the topics to a matrix with terms")
    require_at_least("k", k)
    shown, note = _chosen(terms, topics)
    rows = terms[terms["topic"].isin(shown) & (terms["rank"] <= k)].sort_values("rank", kind="stable")
    most = float(rows["weight"].max()) * 100
    deepest = int(rows.groupby("topic").size().max())
    height = 0.5 + 0.17 * deepest
    ax = multiples_axes(ax, len(shown), columns, height=height)

    def draw(inner: Axes, at: int) -> None:
        own = rows[rows["topic"] == shown[at]]
        inner.barh(range(len(own)), own["weight"] * 100, color=PALE, height=0.86)
        for y, term in enumerate(own["term"]):
            inner.annotate(term, (0, y), xytext=(3, 0), textcoords="offset points", va="center", fontsize=8, color=INK)
        inner.set_yticks([])
        inner.set_ylim(deepest - 0.4, -0.6)
        inner.set_xlim(0, most * 1.03)
        inner.xaxis.set_major_locator(MaxNLocator(3))

    draw_multiples(ax, [_name(terms, topic, lang) for topic in shown], draw, columns=columns, height=height, grid="x")
    title = style.heading(title, lang, "各主题的词及其权重（%）", "Terms of each topic and their weight (%)")
    return style.finish(ax, title=title, note=style.notes(lang, note), grid="none", frame=False)


@takes("table", made_by="topics.prevalence(by)")
def plot_topic_shares(
    shares: pd.DataFrame, *, topics: Sequence[int] | None = None, columns: int = 3, ax: Axes | None = None, title: str | None = None,
    lang: Language = "zh",
) -> Axes:  # fmt: skip
    """Draw the share of each topic over the years with its interval, as small multiples on one scale, and return the axes.

    Years without documents are gaps. An interval tells how the share hangs on single passages, not how sure the topic is; where a
    year has fewer than three passages it is missing.

    Parameters
    ----------
    shares : DataFrame
        As ``topics.prevalence("year", interval=True)`` returns it; without intervals the lines alone.
    topics, columns, ax, title, lang
        As in `plot_topic_terms`.
    """
    require_columns("shares", shares, {"topic", "label", "share"}, 'topics.prevalence("year", interval=True)')
    require_rows(shares, "topic shares", "fit the topics to a matrix with rows of known years")
    time = str(shares.columns[0])
    if not pd.api.types.is_numeric_dtype(shares[time]):
        raise invalid("shares", time, 'a table by years: topics.prevalence("year", interval=True)')
    shown, note = _chosen(shares, topics)
    rows = shares[shares["topic"].isin(shown)].sort_values(time, kind="stable")
    banded = {"low", "high"} <= set(rows.columns)
    most = float(rows["high" if banded else "share"].max()) * 100
    ax = multiples_axes(ax, len(shown), columns)

    def draw(inner: Axes, at: int) -> None:
        own = rows[rows["topic"] == shown[at]]
        columns = ["share", "low", "high"] if banded else ["share"]
        year, (share, *band) = with_gaps(own[time].to_numpy(float), own[columns].to_numpy(float).T * 100)
        if banded:
            inner.fill_between(year, *band, color=ACCENT, alpha=0.2, linewidth=0)
        inner.plot(year, share, color=ACCENT, linewidth=1.3, marker="o", markersize=2.2)
        inner.set_ylim(0, most * 1.04)
        inner.set_xlim(rows[time].min() - 0.5, rows[time].max() + 0.5)
        inner.xaxis.set_major_locator(MaxNLocator(3, integer=True))
        inner.yaxis.set_major_locator(MaxNLocator(3))

    draw_multiples(ax, [_name(shares, topic, lang, with_label=True) for topic in shown], draw, columns=columns)
    if banded:
        place_legend(ax, [band_mark(lang, zh="95%区间", en="95% interval")])
    n = int(shares.drop_duplicates(time)["n_docs"].sum()) if "n_docs" in shares.columns else 0
    told = style.notes(lang, (f"{n:,}份文件", f"{n:,} documents") if n else None, note)
    title = style.heading(title, lang, "各主题所占篇幅（%）", "Share of the text by topic (%)")
    return style.finish(ax, title=title, note=told, grid="none", frame=False)


@takes("table", made_by="choose_topics")
def plot_topic_choice(choice: pd.DataFrame, *, ax: Axes | None = None, title: str | None = None, lang: Language = "zh") -> Axes:
    """Draw how coherent, stable and distinct topics are by their number, one small figure a measure, and return the axes.

    No measure decides alone: take a number where coherence and stability are high, and read its topics.

    Parameters
    ----------
    choice : DataFrame
        As `choose_topics` returns it; one line a method.
    ax, title, lang
        As in `plot_topic_terms`.
    """
    require_columns("choice", choice, {"method", "n_topics", *_MEASURES}, "choose_topics")
    require_rows(choice, "candidates", "give choose_topics some numbers of topics")
    methods = list(dict.fromkeys(choice["method"]))
    ax = multiples_axes(ax, len(_MEASURES), 2, height=1.6)

    def draw(inner: Axes, at: int) -> None:
        measure = list(_MEASURES)[at]
        for method, colour, marker in zip(methods, COLOURS, MARKERS, strict=False):
            own = choice[choice["method"] == method].sort_values("n_topics")
            inner.plot(own["n_topics"], own[measure], color=colour, marker=marker, markersize=4, linewidth=1.4, label=method.upper())
        inner.set_xticks(sorted(choice["n_topics"].unique()))
        inner.margins(y=0.15)
        inner.yaxis.set_major_locator(MaxNLocator(4))

    draw_multiples(ax, [wording(lang, *names) for names in _MEASURES.values()], draw, columns=2, height=1.6, every_scale=True)
    ax.set_xlabel(wording(lang, "主题数", "number of topics"), fontsize=9)
    if len(methods) > 1:
        place_legend(ax, ax.child_axes[0].get_lines())
    rows = int(choice["n_rows"].max()) if "n_rows" in choice.columns else 0
    note = style.notes(lang, (f"{rows:,}段文字", f"{rows:,} passages") if rows else None)
    return style.finish(ax, title=style.heading(title, lang, "主题数的选择", "Number of topics"), note=note, grid="none", frame=False)


def _chosen(table: pd.DataFrame, topics: Sequence[int] | None) -> tuple[list[int], tuple[str, str] | None]:
    """The topics to draw, and a note where they are not all."""
    known = sorted(int(topic) for topic in table["topic"].unique())
    for topic in topics or []:
        if topic not in known:
            raise invalid("topics", topic, [str(number) for number in known])
    shown = [int(topic) for topic in topics] if topics else known[:_MOST]
    return shown, style.shown_of(len(shown), len(known), "个主题", "topics")


def _name(table: pd.DataFrame, topic: int, lang: Language, *, with_label: bool = False) -> str:
    """What a small figure is called: the number of the topic, and its label where the figure doesn't show its terms."""
    label = str(table.loc[table["topic"] == topic, "label"].iat[0])
    guided = "、" not in label
    return f"{topic}  {style.shortened(label, 13)}" if with_label or guided else wording(lang, f"主题{topic}", f"topic {topic}")
