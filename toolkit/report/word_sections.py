"""Keywords and topics on the page."""

from collections.abc import Iterable
from math import isnan

import pandas as pd

from toolkit.figures.style import Language, wording
from toolkit.report.amounts import shown_p
from toolkit.report.analysis import Analysis
from toolkit.report.blocks import Cell, Column, Figure, Section, Table, table_of, trail_of
from toolkit.report.quotes import QuoteBook
from toolkit.report.support import has_shares

__all__ = ["adjusted_column", "keyword_section", "keyword_table", "topic_section"]

_ALPHA = 0.05


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
        columns.append((adjusted_column(lang), map(shown_p, keywords["p_adjusted"])))
        note = _keyword_note(keywords["p_adjusted"], lang)
    return table_of(columns[0 if several else 1 :], note=note, heading=heading, trail=trail_of(keywords))


def _keyword_note(adjusted: pd.Series, lang: Language) -> str:
    """How the words are chosen, and how many of the differences hold."""
    n, holding = len(adjusted), int((adjusted < _ALPHA).sum())
    told = f"此表 {n:,} 个词中 {holding:,} 个小于 {_ALPHA}，差别可靠；其余可能只是个别文件用得多，仅供参考。"
    told_en = f"{holding:,} of {n:,} here are below {_ALPHA} and hold; the others may come from single documents."
    if not holding:
        told = f"此表 {n:,} 个词都不小于 {_ALPHA}，差别不显著，可能只是个别文件用得多，仅供参考。"
        told_en = f"None of the {n:,} here is below {_ALPHA}: the differences do not hold and may come from single documents."
    return wording(
        lang,
        "与其余各组相比更常用的词，按带先验的对数优势比的 z 值排序（Monroe 等 2008）；本地地名和称呼语不计。"
        f"校正后 p 由随机调换文件得出：{told}",
        "Words used more than in the other groups, by the z of the log odds ratio with a prior (Monroe et al. 2008); names of a report's "
        f"own place and words of greeting are not counted. The adjusted p is that of documents dealt out by chance. {told_en}",
    )


def adjusted_column(lang: Language) -> Column:
    """Return the head of p-values adjusted for many tests."""
    return Column(wording(lang, "校正后 p", "p adjusted"), "n")


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


def _nothing(lang: Language) -> Table:
    return Table((), (), empty=wording(lang, "文本太少，无法分析。", "Too little text for this."))
