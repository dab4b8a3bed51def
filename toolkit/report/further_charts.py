"""Figures of topics, citations and outcomes of targets."""

from collections.abc import Iterator

import pandas as pd
from matplotlib.axes import Axes

from toolkit.figures import plot_citations, plot_outcomes, plot_topic_shares, plot_topic_terms, plot_topics
from toolkit.figures.style import Language, wording
from toolkit.report.analysis import Analysis
from toolkit.report.chart import Chart, is_wide, made_by
from toolkit.report.policy_tables import cited_most
from toolkit.report.support import has_citations, has_outcomes, has_shares
from toolkit.statistics import wilson

__all__ = ["citation_charts", "citation_groups", "outcome_charts", "topic_charts"]

_TERMS = 8
_CITED = 12
_PLACES = 16
"""Places that have room beside one another; of more, citations are drawn by year."""
_SINGLE_YEARS = 12


def topic_charts(analysis: Analysis, lang: Language) -> Iterator[Chart]:
    """Yield the figures of the words of topics and of their shares: by year, or by type or place where there are too few years."""
    terms, n_topics = analysis.topics, analysis.topics["topic"].nunique() if len(analysis.topics) else 0
    if not n_topics:
        return
    n_docs = f"{analysis.n_counted:,}"
    caption = wording(
        lang,
        f"{n_topics} 个主题各自权重最高的 {_TERMS} 个词，条长为词在主题中的权重（%），取自 {n_docs} 份文件的章节。权重没有区间；"
        "词的次数和原句见下表。",
        f"The {_TERMS} terms with the highest weight in each of {n_topics} topics, from sections of {n_docs} documents; bars are weights "
        "in percent, which have no interval. Counts and sentences are in the table.",
    )
    columns = _columns(n_topics, 4), _columns(n_topics, 2)
    heights = [0.7 + (0.6 + 0.17 * _TERMS) * -(-n_topics // number) for number in columns]
    made = made_by(terms, f"plot_topic_terms(k={_TERMS})")

    def words(ax: Axes) -> Axes:
        return plot_topic_terms(terms, k=_TERMS, columns=columns[0 if is_wide(ax) else 1], ax=ax, lang=lang)

    yield Chart("topic_terms", caption, heights[0], words, made, heights[1])
    if has_shares(analysis.topic_years):
        yield _share_chart(analysis.topic_years, n_topics, lang)
    elif len(analysis.topic_shares) > n_topics:
        shares = analysis.topic_shares
        caption = wording(lang, "各主题在各组篇幅中所占的百分比。", "Share of each topic in the text of each group, in percent.")
        made = made_by(shares, "plot_topics()")
        yield Chart("topics", caption, 0.9 + 0.28 * n_topics, lambda ax: plot_topics(shares, ax=ax, lang=lang), made)


def _columns(n: int, most: int) -> int:
    return max(1, min(n, most))


def _share_chart(shares: pd.DataFrame, n_topics: int, lang: Language) -> Chart:
    years = shares.drop_duplicates("year")
    caption = wording(
        lang,
        f"各主题逐年占篇幅的百分比，{len(years)} 个年份、{int(years['n_docs'].sum()):,} 份文件。阴影为 95% 区间（文件或章节重抽 1000 次），"
        "只说明占比受个别段落影响多大，不说明主题本身是否稳定；不足三段的年份没有区间。",
        f"Share of each topic in the text of each of {len(years)} years, {int(years['n_docs'].sum()):,} documents. Shaded: 95% intervals "
        "(documents or sections drawn anew 1,000 times), which tell how a share hangs on single passages, not how sure a topic is.",
    )
    columns = _columns(n_topics, 3), _columns(n_topics, 2)
    heights = [0.9 + 1.35 * -(-n_topics // number) for number in columns]

    def draw(ax: Axes) -> Axes:
        return plot_topic_shares(shares, columns=columns[0 if is_wide(ax) else 1], ax=ax, lang=lang)

    return Chart("topic_shares", caption, heights[0], draw, made_by(shares, "plot_topic_shares()"), heights[1])


def outcome_charts(analysis: Analysis, lang: Language) -> Iterator[Chart]:
    """Yield the figure of the targets that were hit and missed, of all indicators together."""
    outcomes = analysis.outcomes
    rows = outcomes[outcomes["annual"].astype(bool)]
    if not has_outcomes(rows):
        return
    n, hit = len(rows), int((rows["outcome"] == "hit").sum())
    low, high = map(float, wilson(hit, n))
    told = f"{hit / n:.0%}", f"{low:.0%}–{high:.0%}"
    caption = wording(
        lang,
        f"{n:,} 个年度目标说了结果，{hit:,} 个达到（{told[0]}，95% 区间 {told[1]}，各目标当作相互独立）；"
        f"{rows['indicator'].nunique()} 项指标合在一起，各年指标不尽相同，规划期末的目标和文中没说结果的目标不计。"
        "逐年的数字见下表，逐格的见各指标页。",
        f"{n:,} annual targets have a result, {hit:,} were hit ({told[0]}, 95% interval {told[1]}, targets taken as independent), of "
        f"{rows['indicator'].nunique()} indicators together, which differ from year to year; ends of plans and targets without a result "
        "are not counted. The table has the numbers of each year, the pages of indicators each cell.",
    )
    made = made_by(outcomes, "plot_outcomes()")
    yield Chart("outcomes", caption, 3.8, lambda ax: plot_outcomes(rows, ax=ax, lang=lang), made)


def citation_groups(citations: pd.DataFrame) -> str:
    """Return what citing documents are grouped by: places, where they are several and have room, else years or decades."""
    if 2 <= citations["place"].nunique() <= _PLACES:
        return "place"
    return "year" if citations["year"].nunique() <= _SINGLE_YEARS else "decade"


def citation_charts(analysis: Analysis, lang: Language) -> Iterator[Chart]:
    """Yield the figure of who cites which laws and documents."""
    table = analysis.citations
    if table.empty or not has_citations(table, "year" if (by := citation_groups(table)) == "decade" else by):
        return
    n_policies, n_docs = table["policy"].nunique(), table["doc_id"].nunique()
    caption = wording(
        lang,
        f"{n_docs:,} 份文件引用 {n_policies:,} 项法律和文件，共 {len(table):,} 次（一份文件引用一项只算一次），画出被引最多的 "
        f"{min(_CITED, n_policies)} 项。逐份清点，没有抽样误差；没有认出的简称会使次数偏低。",
        f"{n_docs:,} documents cite {n_policies:,} laws and documents, {len(table):,} times (once a document and law); the "
        f"{min(_CITED, n_policies)} cited most are drawn. A full count without sampling error; names that were not recognised lower it.",
    )
    most = cited_most(table).drop_duplicates("policy")
    height = 1.6 + 0.21 * max(min(_CITED, len(most)), table[by].nunique() if by != "decade" else 1)
    made = made_by(table, f"plot_citations(by={by!r}, k={_CITED})")
    yield Chart("citations", caption, height, lambda ax: plot_citations(table, by=by, k=_CITED, ax=ax, lang=lang), made)
