"""The figures of an analysis, each with its name, its caption and its size: for the page and for files."""

from collections.abc import Iterator

import pandas as pd
from matplotlib.axes import Axes

from toolkit.figures import plot_bursts, plot_keywords, plot_panel, plot_places, plot_trends
from toolkit.figures.style import Language, wording
from toolkit.ordering import by_frequency
from toolkit.report.analysis import Analysis
from toolkit.report.cells import shown_indicators
from toolkit.report.chart import Chart, is_wide, made_by
from toolkit.report.further_charts import citation_charts, outcome_charts, topic_charts
from toolkit.report.steep import any_holds, listed_trends
from toolkit.report.support import LEAST_YEARS

__all__ = ["charts_of"]

_INDICATORS = 4
_GROUPS = 8
_ALPHA = 0.05
_BURSTS = 20
_PLACES = 40
_NAMES = 15
_SHADED = 3
"""Lines whose intervals a figure has room for."""


def charts_of(analysis: Analysis, *, lang: Language) -> dict[str, Chart]:
    """Return the figures that the tables of an analysis have rows for, by name."""
    makers = (_keywords, topic_charts, _trends, _bursts, _names, citation_charts, outcome_charts, _panel)
    return {chart.name: chart for maker in makers for chart in maker(analysis, lang)}


def _keywords(analysis: Analysis, lang: Language) -> Iterator[Chart]:
    table = analysis.keywords
    if table.empty:
        return
    group = str(table.columns[0])
    if table[group].nunique() > 1:
        caption = wording(lang, "各组最突出的词；灰色的词相邻一组也有。", "The strongest words; those in grey are a neighbour's too.")
        if not (table["p_adjusted"] < _ALPHA).any():
            caption += wording(lang, "校正后都不显著，仅供参考。", " None holds after adjustment.")
        if table[group].nunique() > _GROUPS:
            caption += wording(lang, f"此图只列其中 {_GROUPS} 组，全部见下表。", f" {_GROUPS} of the groups; the table has all.")
        made = made_by(table, "plot_keywords(k=12)")
        yield Chart("keywords", caption, 3.9, lambda ax: plot_keywords(table, k=12, max_groups=_most_groups(ax), ax=ax, lang=lang), made)
    else:
        caption = wording(lang, "最常用的词（次数）", "The most frequent words (count)")
        whole = table.drop(columns=group)
        made = made_by(table, "plot_keywords(k=12)")
        yield Chart("keywords", caption, 3.9, lambda ax: plot_keywords(whole, k=12, ax=ax, title=caption, lang=lang), made)


def _most_groups(ax: Axes) -> int:
    """Groups whose words have room beside one another."""
    return _GROUPS if is_wide(ax) else _GROUPS // 2


def _trends(analysis: Analysis, lang: Language) -> Iterator[Chart]:
    if analysis.trends.empty:
        return
    most = {"increasing": 4, "decreasing": 3, "none": 6}
    drawn = [term for trend, tests in listed_trends(analysis.trend_tests) for term in tests["term"].head(most[trend])]
    rows = analysis.trends[analysis.trends["term"].isin(drawn)]
    if len(rows):
        caption = _trend_caption(analysis.trend_tests, lang)
        if rows["term"].nunique() <= _SHADED:
            caption += wording(lang, "阴影为各年的 95% 区间。", " Shaded: 95 % intervals of the years.")
        made = made_by(analysis.trends, "plot_trends()")
        yield Chart("trends", caption, 4.2, lambda ax: plot_trends(rows, ax=ax, lang=lang), made)


def _trend_caption(tests: pd.DataFrame, lang: Language) -> str:
    """What the lines are; where none holds for so many tests, that they are no findings."""
    n = f"{len(tests):,}"
    if any_holds(tests):
        return wording(
            lang, f"检验的 {n} 个词中升降最陡、校正后仍显著的，每万词次数。",
            f"The steepest of the rises and falls that hold among {n} tested words, per 10,000 words.",
        )  # fmt: skip
    return wording(
        lang, f"检验的 {n} 个词中变化最明显的，每万词次数；对这么多词一起校正很严，校正后都不显著；各词自己的区间见下表。",
        f"The clearest changes among {n} tested words, per 10,000 words; none holds after adjustment for so many tests, which is strict; "
        "the table has the interval of each.",
    )  # fmt: skip


def _bursts(analysis: Analysis, lang: Language) -> Iterator[Chart]:
    if len(analysis.bursts):
        caption = wording(
            lang,
            "使用骤然增多的年份（Kleinberg 2002）：深蓝后来回落，浅蓝持续到最后一年，灰色为水平的移动。",
            "Years of sudden use (Kleinberg 2002): dark ones ended, light ones last to the end, grey ones are level shifts.",
        )
        height = 0.9 + 0.23 * min(_BURSTS, analysis.bursts["term"].nunique())
        made = made_by(analysis.bursts, f"plot_bursts(k={_BURSTS})")
        yield Chart("bursts", caption, height, lambda ax: plot_bursts(analysis.bursts, k=_BURSTS, ax=ax, lang=lang), made)


def _names(analysis: Analysis, lang: Language) -> Iterator[Chart]:
    kinds = [("POLICY", "policies", wording(lang, "政策", "Policies")), ("PLACE", "places", wording(lang, "地名", "Places"))]
    for kind, name, heading in kinds:
        counts = analysis.names_by_year[analysis.names_by_year["type"] == kind]
        if counts["year"].nunique() >= LEAST_YEARS:
            title = wording(lang, f"{heading}：逐年提及次数", f"{heading}: mentions by year")
            yield _name_chart(counts, name, title, lang, years=analysis.documents["year"].dropna())


def _name_chart(counts: pd.DataFrame, name: str, title: str, lang: Language, *, years: pd.Series) -> Chart:
    height = 1.0 + 0.26 * min(_NAMES, counts["name"].nunique())
    caption = wording(lang, f"{title}；空格为当年没有提到。", f"{title}; blank: none in that year.")
    return Chart(name, caption, height, lambda ax: plot_places(counts, groups=years, k=_NAMES, ax=ax, title=title, lang=lang))


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
        rows = rows[rows["place"].isin(by_frequency(rows["place"]).index[:_PLACES])]
    places = rows["place"].nunique()
    height = 3.8 if rows["year"].nunique() > 2 and places <= 6 else 1.3 + 0.26 * places
    caption = wording(lang, "目标与结果；年份是数字所指的年份，不是报告的年份。", "Targets and results by the year they are about.")
    if n_places > _PLACES:
        more = f" The {_PLACES} of {n_places} places with the most figures."
        caption += wording(lang, f"此图只列数字最多的 {_PLACES} 个地区，共 {n_places} 个。", more)
    made = made_by(rows, f"plot_panel(indicator={indicator!r})")
    return Chart(f"panel_{indicator}", f"{indicator}：{caption}", height, lambda ax: plot_panel(rows, ax=ax, lang=lang), made)
