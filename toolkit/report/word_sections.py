"""Keywords, topics and trends on the page."""

from collections.abc import Iterable
from math import ceil, isnan

import pandas as pd

from toolkit.figures.style import Language, wording
from toolkit.report.analysis import Analysis
from toolkit.report.blocks import Column, Figure, Section, Table, table_of
from toolkit.trends import LEAST_FOR_SHAPE, mann_kendall

__all__ = ["keyword_section", "topic_section", "trend_section"]

_TESTED = 15


def keyword_section(keywords: pd.DataFrame, figures: list[Figure], *, lang: Language) -> Section:
    """Return the section of the keywords of each group, as `rank_keywords` returns them."""
    title = wording(lang, "关键词", "Keywords")
    if keywords.empty:
        return Section("keywords", title, (_nothing(lang),))
    group = str(keywords.columns[0])
    several = keywords[group].nunique() > 1
    columns: list[tuple[Column, Iterable[object]]] = [
        (Column(wording(lang, "组", "Group"), "w"), keywords[group]),
        (Column(wording(lang, "序", "Rank"), "n"), keywords["rank"]),
        (Column(wording(lang, "词", "Word"), "w"), keywords["term"]),
        (Column(wording(lang, "次数", "Count"), "n"), keywords["n"]),
        (Column(wording(lang, "文件数", "Documents"), "n"), keywords["df"]),
        (Column(wording(lang, "每万词", "Per 10,000"), "n"), keywords["rate"].map("{:.1f}".format)),
    ]
    note = ""
    if several:
        columns.append((Column(wording(lang, "其余每万词", "Elsewhere"), "n"), keywords["rate_rest"].map("{:.1f}".format)))
        columns.append((Column("z", "n"), keywords["score"].map("{:,.1f}".format)))
        note = wording(
            lang,
            "与其余各组相比，用得明显更多的词，按带先验的对数优势比的 z 值排序（Monroe 等 2008）。",
            "Words used clearly more than in the other groups, by the z of the log odds ratio with a prior (Monroe et al. 2008).",
        )
    return Section("keywords", title, (*figures, table_of(columns[0 if several else 1 :], note=note)))


def topic_section(topics: pd.DataFrame, shares: pd.DataFrame, figures: list[Figure], *, lang: Language) -> Section:
    """Return the section of the topics: their words, and how much of the text each takes."""
    title = wording(lang, "主题", "Topics")
    if topics.empty:
        return Section("topics", title, (_nothing(lang),))
    words = topics.groupby("topic", sort=True)["term"].agg("、".join)
    whole = shares.assign(weight=shares["share"] * shares["n_rows"]).groupby("topic", sort=True)[["weight", "n_rows"]].sum()
    columns: list[tuple[Column, Iterable[object]]] = [
        (Column(wording(lang, "主题", "Topic"), "n"), words.index),
        (Column(wording(lang, "最突出的词", "Strongest words"), "wide"), words),
        (Column(wording(lang, "平均占比", "Mean share"), "n"), (whole["weight"] / whole["n_rows"]).map("{:.1%}".format)),
    ]
    note = wording(
        lang,
        "以章节为单位、按 tf-idf 加权做非负矩阵分解（NMF）所得；主题的名称由读者根据词语判断。",
        "Non-negative matrix factorisation of tf-idf weights of sections; naming a topic is left to the reader.",
    )
    return Section("topics", title, (*figures, table_of(columns, note=note)))


def trend_section(analysis: Analysis, figures: list[Figure], *, lang: Language) -> Section:
    """Return the section of the terms that rise and fall over the years."""
    title = wording(lang, "趋势", "Trends")
    if analysis.trends.empty:
        few = wording(
            lang,
            "年份少于四个，不做趋势检验：三年的升降每三次就有一次出于偶然。",
            "Fewer than four years: no trend is tested; three years stand in order by chance one time in three.",
        )
        return Section("trends", title, (Table((), (), empty=few),))
    rising, falling = analysis.steepest("increasing"), analysis.steepest("decreasing")
    tables = [
        _test_table(rising.head(_TESTED), wording(lang, "上升", "Rising"), lang),
        _test_table(falling.head(_TESTED), wording(lang, "下降", "Falling"), lang),
    ]
    if rising.empty and falling.empty:
        heading = wording(lang, "变化最明显的词（校正后都不显著，仅供参考）", "The clearest changes (none holds for so many words)")
        tables = [_test_table(analysis.surest(_TESTED), heading, lang)]
    return Section("trends", title, (*figures[:1], *tables, *figures[1:]), _trend_note(analysis.trend_tests, lang))


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


def _test_table(tests: pd.DataFrame, heading: str, lang: Language) -> Table:
    columns: list[tuple[Column, Iterable[object]]] = [
        (Column(wording(lang, "词", "Word"), "w"), tests["term"]),
        (Column(wording(lang, "首年每万词", "First year"), "n"), tests["first"].map("{:.1f}".format)),
        (Column(wording(lang, "末年每万词", "Last year"), "n"), tests["last"].map("{:.1f}".format)),
        (Column(wording(lang, "斜率", "Slope"), "n"), map(_with_interval, tests["slope"], tests["slope_low"], tests["slope_high"])),
        (Column("τ", "n"), tests["tau"].map("{:+.2f}".format)),
        (Column(wording(lang, "校正后 p", "p adjusted"), "n"), ["<0.001" if p < 0.001 else f"{p:.3f}" for p in tests["p_adjusted"]]),
    ]
    empty = wording(lang, "没有检出。", "None found.")
    return table_of(columns, heading=heading, empty=empty)


def _with_interval(slope: float, low: float, high: float) -> str:
    """Short series have no interval."""
    return f"{slope:+.2f}" if isnan(low) or isnan(high) else f"{slope:+.2f} [{low:+.2f}, {high:+.2f}]"


def _nothing(lang: Language) -> Table:
    return Table((), (), empty=wording(lang, "文本太少，无法分析。", "Too little text for this."))
