"""The figures of an analysis, each with its name, its caption and its size: for the page and for files."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from toolkit.figures import plot_bursts, plot_keywords, plot_panel, plot_places, plot_topics, plot_trends
from toolkit.figures.style import Language, wording
from toolkit.report.analysis import Analysis
from toolkit.report.cells import shown_indicators
from toolkit.report.steep import listed_trends

__all__ = ["Chart", "charts_of"]

_WIDTH = 8.4
_NARROW, _TALLER = 4.6, 1.15
_INDICATORS = 4
_GROUPS = 8
_BURSTS = 20
_PLACES = 40
_NAMES = 15
_LEAST_YEARS = 4
_LONGEST = 13
"""Characters of a name in a narrow figure."""
_SHADED = 3
"""Lines whose intervals a figure has room for."""


@dataclass(frozen=True, slots=True)
class Chart:
    """A figure to be drawn."""

    name: str
    caption: str
    height: float
    """In inches, for a width of 8.4."""
    plot: Callable[[Axes], Axes]

    def draw(self, *, narrow: bool = False) -> Axes:
        """Return the axes of the figure, drawn; narrow ones are as wide as a telephone."""
        size = (_NARROW, self.height * _TALLER) if narrow else (_WIDTH, self.height)
        ax = self.plot(Figure(figsize=size, layout="constrained").subplots())
        if narrow:
            _shorten_names(ax)
            _stack_legend(ax)
            _thin_ticks(ax)
        return ax


def _shorten_names(ax: Axes) -> None:
    """Cut long names beside the vertical axis, which would leave no room for what they name."""
    names = [label.get_text() for label in ax.get_yticklabels()]
    if any(len(name) > _LONGEST for name in names):
        ax.set_yticks(ax.get_yticks(), [name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1]}…" for name in names])


def _stack_legend(ax: Axes) -> None:
    """Put the entries of a legend below one another, under the axes."""
    legend = ax.get_legend()
    if legend is not None:
        labels = [text.get_text() for text in legend.get_texts()]
        font = legend.get_texts()[0].get_fontproperties()
        handles = [handle for handle in legend.legend_handles if handle is not None]
        ax.legend(
            handles, labels, ncols=1, loc="upper left", bbox_to_anchor=(0, -0.06), frameon=False, prop=font, handlelength=1.2
        )


def _thin_ticks(ax: Axes) -> None:
    """Leave out labels of the horizontal axis that would touch: every other one, until none does."""
    figure = ax.get_figure(root=True)
    assert figure is not None
    figure.draw_without_rendering()
    labels = [label for label in ax.get_xticklabels() if label.get_visible() and label.get_text()]
    labels.sort(key=lambda label: label.get_window_extent().x0)
    ends = [(label.get_window_extent().x0, label.get_window_extent().x1) for label in labels]
    step = 1
    while any(right[0] < left[1] for left, right in pairwise(ends[::step])):
        step += 1
    for at, label in enumerate(labels):
        label.set_alpha(1 if at % step == 0 else 0)


def charts_of(analysis: Analysis, *, lang: Language) -> dict[str, Chart]:
    """Return the figures that the tables of an analysis have rows for, by name."""
    makers = (_keywords, _topics, _trends, _bursts, _names, _panel)
    return {chart.name: chart for maker in makers for chart in maker(analysis, lang)}


def _keywords(analysis: Analysis, lang: Language) -> Iterator[Chart]:
    table = analysis.keywords
    if table.empty:
        return
    group = str(table.columns[0])
    if table[group].nunique() > 1:
        caption = wording(lang, "各组最突出的词；灰色的词相邻一组也有。", "The strongest words; those in grey are a neighbour's too.")
        if table[group].nunique() > _GROUPS:
            caption += wording(lang, f"此图只列其中 {_GROUPS} 组，全部见下表。", f" {_GROUPS} of the groups; the table has all.")
        yield Chart("keywords", caption, 3.9, lambda ax: plot_keywords(table, k=12, max_groups=_most_groups(ax), ax=ax, lang=lang))
    else:
        caption = wording(lang, "最常用的词（次数）", "The most frequent words (count)")
        whole = table.drop(columns=group)
        yield Chart("keywords", caption, 3.9, lambda ax: plot_keywords(whole, k=12, ax=ax, title=caption, lang=lang))


def _most_groups(ax: Axes) -> int:
    """Groups whose words have room beside one another."""
    return _GROUPS if ax.figure.get_figwidth() >= _WIDTH else _GROUPS // 2  # type: ignore[union-attr]


def _topics(analysis: Analysis, lang: Language) -> Iterator[Chart]:
    if analysis.topics.empty:
        return
    n_topics = analysis.topics["topic"].nunique()
    if len(analysis.topic_shares) > n_topics:
        caption = wording(lang, "各主题在各组篇幅中所占的百分比。", "Share of each topic in the text of each group, in percent.")
        yield Chart("topics", caption, 0.9 + 0.28 * n_topics, lambda ax: plot_topics(analysis.topic_shares, ax=ax, lang=lang))
    else:
        caption = wording(lang, "各主题的词。", "Words of the topics.")
        yield Chart("topics", caption, 0.7 + 0.28 * n_topics, lambda ax: plot_topics(analysis.topics, ax=ax, lang=lang))


def _trends(analysis: Analysis, lang: Language) -> Iterator[Chart]:
    if analysis.trends.empty:
        return
    most = {"increasing": 4, "decreasing": 3, "none": 6}
    drawn = [term for trend, tests in listed_trends(analysis.trend_tests) for term in tests["term"].head(most[trend])]
    rows = analysis.trends[analysis.trends["term"].isin(drawn)]
    if len(rows):
        caption = wording(lang, "升降最陡的词，每万词次数。", "The steepest rises and falls, per 10,000 words.")
        if rows["term"].nunique() <= _SHADED:
            caption += wording(lang, "阴影为各年的 95% 区间。", " Shaded: 95 % intervals of the years.")
        yield Chart("trends", caption, 4.2, lambda ax: plot_trends(rows, ax=ax, lang=lang))


def _bursts(analysis: Analysis, lang: Language) -> Iterator[Chart]:
    if len(analysis.bursts):
        caption = wording(
            lang,
            "使用骤然增多的年份（Kleinberg 2002）：深蓝后来回落，浅蓝持续到最后一年，灰色为水平的移动。",
            "Years of sudden use (Kleinberg 2002): dark ones ended, light ones last to the end, grey ones are level shifts.",
        )
        height = 0.9 + 0.23 * min(_BURSTS, analysis.bursts["term"].nunique())
        yield Chart("bursts", caption, height, lambda ax: plot_bursts(analysis.bursts, k=_BURSTS, ax=ax, lang=lang))


def _names(analysis: Analysis, lang: Language) -> Iterator[Chart]:
    kinds = [("POLICY", "policies", wording(lang, "政策", "Policies")), ("PLACE", "places", wording(lang, "地名", "Places"))]
    for kind, name, heading in kinds:
        counts = analysis.names_by_year[analysis.names_by_year["type"] == kind]
        if counts["year"].nunique() >= _LEAST_YEARS:
            yield _name_chart(counts, name, wording(lang, f"{heading}：逐年提及次数", f"{heading}: mentions by year"), lang)


def _name_chart(counts: pd.DataFrame, name: str, title: str, lang: Language) -> Chart:
    height = 1.0 + 0.26 * min(_NAMES, counts["name"].nunique())
    caption = wording(lang, f"{title}；空格为当年没有提到。", f"{title}; blank: none in that year.")
    return Chart(name, caption, height, lambda ax: plot_places(counts, k=_NAMES, ax=ax, title=title, lang=lang))


def _panel(analysis: Analysis, lang: Language) -> Iterator[Chart]:
    for indicator in shown_indicators(analysis.panel, _INDICATORS):
        rows = analysis.panel[analysis.panel["indicator"] == indicator]
        if len(rows) >= 3:
            yield _panel_chart(rows, indicator, lang)


def _panel_chart(rows: pd.DataFrame, indicator: str, lang: Language) -> Chart:
    # Growth compares over decades and places, amounts do not.
    growth = rows[(rows["measure"] == "change") & (rows["unit"] == "%")]
    rows = growth if 2 * len(growth) >= len(rows[rows["measure"] == "level"]) and len(growth) >= 3 else rows
    n_places = rows["place"].nunique()
    if n_places > _PLACES:
        most = rows["place"].value_counts().sort_index().sort_values(ascending=False, kind="stable").index[:_PLACES]
        rows = rows[rows["place"].isin(most)]
    places = rows["place"].nunique()
    height = 3.8 if rows["year"].nunique() > 2 and places <= 6 else 1.3 + 0.26 * places
    caption = wording(lang, "目标与结果；年份是数字所指的年份，不是报告的年份。", "Targets and results by the year they are about.")
    if n_places > _PLACES:
        more = f" The {_PLACES} of {n_places} places with the most figures."
        caption += wording(lang, f"此图只列数字最多的 {_PLACES} 个地区，共 {n_places} 个。", more)
    return Chart(f"panel_{indicator}", f"{indicator}：{caption}", height, lambda ax: plot_panel(rows, ax=ax, lang=lang))
