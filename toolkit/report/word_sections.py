"""Keywords, topics and trends on the page."""

from collections.abc import Iterable, Sequence
from math import ceil, isnan

import pandas as pd

from toolkit.figures.style import Language, wording
from toolkit.report.analysis import Analysis
from toolkit.report.blocks import Block, Cell, Column, Figure, Section, Table, table_of, trail_of
from toolkit.report.quotes import QuoteBook
from toolkit.report.steep import listed_trends
from toolkit.report.support import has_shares
from toolkit.trends import LEAST_FOR_SHAPE, mann_kendall

__all__ = ["keyword_section", "keyword_table", "topic_section", "trend_section"]



def keyword_section(keywords: pd.DataFrame, figures: list[Figure], book: QuoteBook, *, lang: Language) -> Section:
    """Return the section of the keywords of each group, as `rank_keywords` returns them."""
    title = wording(lang, "关键词", "Keywords")
    if keywords.empty:
        return Section("keywords", title, (_nothing(lang),))
    return Section("keywords", title, (*figures, keyword_table(keywords, book, lang=lang)))


def keyword_table(keywords: pd.DataFrame, book: QuoteBook, *, lang: Language, grouped: bool = True, heading: str = "") -> Table:
    """Return the table of keywords, each count with its sentences; ``grouped`` tells which group they are of."""
    group = str(keywords.columns[0])
    several = grouped and keywords[group].nunique() > 1
    against = bool((keywords["n_rest"] > 0).any() or several)
    keys = zip(keywords["term"], keywords[group].astype(str), strict=True)
    named = [("term", term, "place", name) if group == "place" else ("term", term, name) for term, name in keys]

    def opening(texts: pd.Series) -> list[object]:
        return [book.opening(str(text), *key) for text, key in zip(texts, named, strict=True)]

    columns: list[tuple[Column, Iterable[object]]] = [
        (Column(wording(lang, "组", "Group"), "w", choice=True), keywords[group]),
        (Column(wording(lang, "序", "Rank"), "n"), keywords["rank"]),
        (Column(wording(lang, "词", "Word"), "w"), keywords["term"]),
        (Column(wording(lang, "次数", "Count"), "n"), opening(keywords["n"])),
        (Column(wording(lang, "文件数", "Documents"), "n"), opening(keywords["df"])),
        (Column(wording(lang, "每万词", "Per 10,000"), "n"), opening(keywords["rate"].map("{:.1f}".format))),
    ]
    note = ""
    if against:
        columns.append((Column(wording(lang, "其余每万词", "Elsewhere"), "n"), keywords["rate_rest"].map("{:.1f}".format)))
        columns.append((Column("z", "n"), opening(keywords["score"].map("{:,.1f}".format))))
        note = wording(
            lang,
            "与其余各组相比，用得明显更多的词，按带先验的对数优势比的 z 值排序（Monroe 等 2008）；本地地名和称呼语不计。",
            "Words used clearly more than in the other groups, by the z of the log odds ratio with a prior (Monroe et al. 2008); names of "
            "a report's own place and words of greeting are not counted.",
        )
    return table_of(columns[0 if several else 1 :], note=note, heading=heading, trail=trail_of(keywords))


def topic_section(analysis: Analysis, figures: list[Figure], book: QuoteBook, *, lang: Language) -> Section:
    """Return the section of the topics: their words, and how much of the text each takes."""
    topics, shares = analysis.topics, analysis.topic_shares
    title = wording(lang, "主题", "Topics")
    if topics.empty:
        return Section("topics", title, (_nothing(lang),))
    words = topics.groupby("topic", sort=True)["term"].agg("、".join)
    whole = shares.assign(weight=shares["share"] * shares["n_rows"]).groupby("topic", sort=True)[["weight", "n_rows"]].sum()
    means = (whole["weight"] / whole["n_rows"]).map("{:.1%}".format)
    columns: list[tuple[Column, Iterable[object]]] = [
        (Column(wording(lang, "主题", "Topic"), "n"), words.index),
        (Column(wording(lang, "最突出的词", "Strongest words"), "wide"), words),
        (Column(wording(lang, "平均占比", "Mean share"), "n"), [book.opening(means[topic], "topic", str(topic)) for topic in words.index]),
    ]
    note = wording(
        lang,
        "以章节为单位、按 tf-idf 加权做非负矩阵分解（NMF）所得；主题的名称由读者根据词语判断，个数由本批文本决定。",
        "Non-negative matrix factorisation of tf-idf weights of sections; naming a topic is left to the reader; "
        "how many there are follows from the texts.",
    )

    def opening(texts: Iterable[str]) -> list[Cell]:
        return [book.opening(text, "term", term) for text, term in zip(texts, topics["term"], strict=True)]

    counted: list[tuple[Column, Iterable[object]]] = [
        (Column(wording(lang, "主题", "Topic"), "n", choice=True), topics["topic"]),
        (Column(wording(lang, "词", "Word"), "w"), topics["term"]),
        (Column(wording(lang, "次数", "Count"), "n"), opening(topics["n"].astype(str))),
        (Column(wording(lang, "权重", "Weight"), "n"), opening(topics["weight"].map("{:.3f}".format))),
    ]
    heading = wording(lang, "各主题的词", "Words of the topics")
    tables = [table_of(columns, note=note), table_of(counted, heading=heading, trail=trail_of(topics))]
    if has_shares(analysis.topic_years):
        tables.append(_share_table(analysis.topic_years, book, lang))
    return Section("topics", title, (*figures[:1], *tables[:1], *figures[1:], *tables[1:]))


def _share_table(shares: pd.DataFrame, book: QuoteBook, lang: Language) -> Table:
    """The shares by year, each with the section of the year that is most about the topic."""
    keys = zip(shares["topic"].astype(str), shares["year"].astype(str), shares["share"], strict=True)
    told = [book.opening(f"{share:.1%}", "topic", topic, "year", year, order=f"{share:.6f}") for topic, year, share in keys]
    ends = zip(shares["low"], shares["high"], strict=True)
    columns: list[tuple[Column, Iterable[object]]] = [
        (Column(wording(lang, "主题", "Topic"), "n", choice=True), shares["topic"]),
        (Column(wording(lang, "年份", "Year"), "n", choice=True), shares["year"]),
        (Column(wording(lang, "占比", "Share"), "n"), told),
        (Column(wording(lang, "95% 区间", "95% interval"), "n"), ["" if isnan(low) else f"{low:.1%}–{high:.1%}" for low, high in ends]),
        (Column(wording(lang, "文件数", "Documents"), "n"), shares["n_docs"]),
    ]
    note = wording(
        lang, "点开占比，可见当年最接近该主题的章节里的一句。",
        "A share opens a sentence of the section of the year that is most about the topic.",
    )  # fmt: skip
    heading = wording(lang, "各主题逐年占比", "Share of the topics by year")
    return table_of(columns, heading=heading, note=note, trail=trail_of(shares))


def trend_section(analysis: Analysis, figures: list[Figure], book: QuoteBook, *, lang: Language) -> Section:
    """Return the section of the terms that rise and fall over the years."""
    title = wording(lang, "趋势", "Trends")
    if analysis.trends.empty:
        few = wording(
            lang,
            "年份少于四个，不做趋势检验：三年的升降每三次就有一次出于偶然。",
            "Fewer than four years: no trend is tested; three years stand in order by chance one time in three.",
        )
        return Section("trends", title, (Table((), (), empty=few),))
    headings = {
        "increasing": wording(lang, "上升", "Rising"),
        "decreasing": wording(lang, "下降", "Falling"),
        "none": wording(lang, "变化最明显的词（校正后都不显著，仅供参考）", "The clearest changes (none holds for so many words)"),
    }
    years = analysis.trends["year"].min(), analysis.trends["year"].max()
    trail = trail_of(analysis.trend_tests)
    tables = [_test_table(tests, headings[trend], years, book, trail, lang) for trend, tests in listed_trends(analysis.trend_tests)]
    blocks: list[Block] = [*figures[:1], *tables, *figures[1:]]
    return Section("trends", title, tuple(blocks), _trend_note(analysis.trend_tests, lang))


def _trend_note(tests: pd.DataFrame, lang: Language) -> str:
    """What was tested, and what so many years can show."""
    n_terms, n_years = len(tests), int(tests["n_years"].max())
    note = wording(
        lang,
        f"对最常用的 {n_terms} 个词逐一做 Mann–Kendall 检验（零假设为自相关 0 至 0.6 的噪声），p 值按 Benjamini–Hochberg 校正；"
        "斜率为每年每万词的变化，括号内为 95% 区间；形状与转折年份见 trend_tests 表。",
        f"Mann–Kendall tests of the {n_terms} most frequent terms against noise with an autocorrelation from 0 to .6, p adjusted by "
        "Benjamini–Hochberg; slope per 10,000 words a year with its 95% interval; shapes and turns are in the table trend_tests.",
    )
    if n_years >= LEAST_FOR_SHAPE:
        return note
    least = mann_kendall(range(n_years)).p
    together = ceil(least * n_terms / 0.05)
    return note + wording(
        lang,
        f"只有 {n_years} 年：即使逐年严格上升，p 也只能小到 {least:.3f}，校正后要有 {together} 个词同样整齐才算显著；"
        "先升后降之类的形状和突变的年份至少要九年才能判断，突增的年份只作描述，未经检验。",
        f" With {n_years} years even a rise in every year has p = {least:.3f}, and after adjustment {together} terms must be as regular "
        "before any counts; humps and breaks take nine years at least, and bursts are described, not tested.",
    )


def _test_table(
    tests: pd.DataFrame, heading: str, years: tuple[int, int], book: QuoteBook, trail: Sequence[str], lang: Language
) -> Table:  # fmt: skip
    def opening(texts: Iterable[str], *key: str) -> list[Cell]:
        return [book.opening(text, "term", term, *key) for text, term in zip(texts, tests["term"], strict=True)]

    first, last = (("year", str(year)) for year in years)
    slopes = map(_with_interval, tests["slope"], tests["slope_low"], tests["slope_high"])
    columns: list[tuple[Column, Iterable[object]]] = [
        (Column(wording(lang, "词", "Word"), "w"), tests["term"]),
        (Column(wording(lang, "首年每万词", "First year"), "n"), opening(tests["first"].map("{:.1f}".format), *first)),
        (Column(wording(lang, "末年每万词", "Last year"), "n"), opening(tests["last"].map("{:.1f}".format), *last)),
        (Column(wording(lang, "斜率", "Slope"), "n"), opening(slopes)),
        (Column("τ", "n"), opening(tests["tau"].map("{:+.2f}".format))),
        (Column(wording(lang, "校正后 p", "p adjusted"), "n"), opening("<0.001" if p < 0.001 else f"{p:.3f}" for p in tests["p_adjusted"])),
    ]
    empty = wording(lang, "没有检出。", "None found.")
    return table_of(columns, heading=heading, empty=empty, trail=trail)


def _with_interval(slope: float, low: float, high: float) -> str:
    """Short series have no interval."""
    return f"{slope:+.2f}" if isnan(low) or isnan(high) else f"{slope:+.2f} [{low:+.2f}, {high:+.2f}]"


def _nothing(lang: Language) -> Table:
    return Table((), (), empty=wording(lang, "文本太少，无法分析。", "Too little text for this."))
