"""The figures of an analysis, each with its name, its caption and its size: for the page and for files."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from toolkit.figures import plot_bursts, plot_keywords, plot_panel, plot_places, plot_topics, plot_trends
from toolkit.figures.style import Language, wording
from toolkit.report.analysis import Analysis

__all__ = ["Chart", "charts_of", "chosen_indicators"]

_WIDTH = 8.4
_INDICATORS = 4
_GROUPS = 8
_BURSTS = 20
_NAMES = 15
_LEAST_YEARS = 4


@dataclass(frozen=True, slots=True)
class Chart:
    """A figure to be drawn."""

    name: str
    caption: str
    height: float
    """In inches, for a width of 8.4."""
    plot: Callable[[Axes], Axes]

    def draw(self) -> Axes:
        """Return the axes of the figure, drawn."""
        return self.plot(Figure(figsize=(_WIDTH, self.height), layout="constrained").subplots())


def charts_of(analysis: Analysis, *, lang: Language) -> dict[str, Chart]:
    """Return the figures that the tables of an analysis have rows for, by name."""
    makers = (_keywords, _topics, _trends, _bursts, _names, _panel)
    return {chart.name: chart for maker in makers for chart in maker(analysis, lang)}


def chosen_indicators(panel: pd.DataFrame, most: int) -> list[str]:
    """Return the indicators with the most cells."""
    return [str(name) for name in panel.groupby("indicator").size().sort_values(ascending=False, kind="stable").index[:most]]


def _keywords(analysis: Analysis, lang: Language) -> Iterator[Chart]:
    table = analysis.keywords
    if table.empty:
        return
    group = str(table.columns[0])
    if table[group].nunique() > 1:
        caption = wording(lang, "各组最突出的词；灰色的词相邻一组也有。", "The strongest words; those in grey are a neighbour's too.")
        if table[group].nunique() > _GROUPS:
            caption += wording(lang, f"此图只列其中 {_GROUPS} 组，全部见下表。", f" {_GROUPS} of the groups; the table has all.")
        yield Chart("keywords", caption, 3.9, lambda ax: plot_keywords(table, k=12, max_groups=_GROUPS, ax=ax, lang=lang))
    else:
        caption = wording(lang, "最常用的词（次数）", "The most frequent words (count)")
        whole = table.drop(columns=group)
        yield Chart("keywords", caption, 3.9, lambda ax: plot_keywords(whole, k=12, ax=ax, title=caption, lang=lang))


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
    rising, falling = analysis.steepest("increasing").head(4), analysis.steepest("decreasing").head(3)
    if rising.empty and falling.empty:
        rising = analysis.surest(6)
    rows = analysis.trends[analysis.trends["term"].isin([*rising["term"], *falling["term"]])]
    if len(rows):
        caption = wording(lang, "升降最陡的词，每万词次数；阴影为各年的 95% 区间。", "The steepest rises and falls, per 10,000 words.")
        yield Chart("trends", caption, 4.2, lambda ax: plot_trends(rows, ax=ax, lang=lang))


def _bursts(analysis: Analysis, lang: Language) -> Iterator[Chart]:
    if len(analysis.bursts):
        caption = wording(
            lang,
            "使用骤然增多的年份（Kleinberg 2002；灰色为水平的移动）。",
            "Years of sudden use (Kleinberg 2002); level shifts in grey.",
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
    return Chart(name, title, height, lambda ax: plot_places(counts, k=_NAMES, ax=ax, title=title, lang=lang))


def _panel(analysis: Analysis, lang: Language) -> Iterator[Chart]:
    for indicator in chosen_indicators(analysis.panel, _INDICATORS):
        rows = analysis.panel[analysis.panel["indicator"] == indicator]
        if len(rows) >= 3:
            yield _panel_chart(rows, indicator, lang)


def _panel_chart(rows: pd.DataFrame, indicator: str, lang: Language) -> Chart:
    # Growth compares over decades and places, amounts do not.
    growth = rows[(rows["measure"] == "change") & (rows["unit"] == "%")]
    rows = growth if 2 * len(growth) >= len(rows[rows["measure"] == "level"]) and len(growth) >= 3 else rows
    places = rows["place"].nunique()
    height = 3.8 if rows["year"].nunique() > 2 and places <= 6 else 1.3 + 0.26 * places
    caption = wording(lang, "目标与结果；年份是数字所指的年份，不是报告的年份。", "Targets and results by the year they are about.")
    return Chart(f"panel_{indicator}", f"{indicator}：{caption}", height, lambda ax: plot_panel(rows, ax=ax, lang=lang))
