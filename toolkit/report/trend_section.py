"""Trends on the page: the words that rise and fall over the years, and how sure that is."""

from collections.abc import Iterable, Sequence
from math import ceil, isnan

import pandas as pd

from toolkit.figures.style import Language, wording
from toolkit.report.amounts import shown_p
from toolkit.report.analysis import Analysis
from toolkit.report.blocks import Block, Cell, Column, Figure, Section, Table, table_of, trail_of
from toolkit.report.quotes import QuoteBook
from toolkit.report.steep import any_holds, listed_trends
from toolkit.report.word_sections import adjusted_column
from toolkit.trends import LEAST_FOR_SHAPE, mann_kendall

__all__ = ["trend_section"]

_DIRECTIONS = {"increasing": ("升", "rises"), "decreasing": ("降", "falls")}


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
    note = _strictness(tests, lang) + wording(
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


def _strictness(tests: pd.DataFrame, lang: Language) -> str:
    """Where no word holds: that so many tests are a strict measure, and how many slopes alone would tell a change."""
    if any_holds(tests):
        return ""
    n = sum(bool(_before_adjustment(*ends)) for ends in _ends(tests))
    return wording(
        lang,
        f"一次检验 {len(tests)} 个词，校正很严：没有一个词的升降通过，不等于没有变化。单看斜率，{n} 个词的 95% 区间不含 0，"
        "表中标为“未经校正”的升或降；若只关心事先选定的一个词，可以看它自己的区间。",
        f"Adjustment for {len(tests)} words at once is strict: that none passes does not mean that nothing changed. Taken alone, the "
        f"slopes of {n} words have 95% intervals without 0; the table marks them as unadjusted rises or falls, which tell of a word that "
        "was chosen beforehand. ",
    )


def _ends(tests: pd.DataFrame) -> Iterable[tuple[float, float]]:
    return zip(tests["slope_low"], tests["slope_high"], strict=True)


def _before_adjustment(low: float, high: float) -> str:
    """Which trend the interval of a slope tells by itself; none where 0 lies in it, or where there is no interval."""
    return "increasing" if low > 0 else "decreasing" if high < 0 else ""


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
        (adjusted_column(lang), opening(map(shown_p, tests["p_adjusted"]))),
    ]
    if not any_holds(tests):
        directions = [wording(lang, *_DIRECTIONS.get(_before_adjustment(*ends), ("", ""))) for ends in _ends(tests)]
        columns.append((Column(wording(lang, "未经校正", "Unadjusted"), "w", choice=True), directions))
    empty = wording(lang, "没有检出。", "None found.")
    return table_of(columns, heading=heading, empty=empty, trail=trail)


def _with_interval(slope: float, low: float, high: float) -> str:
    """Short series have no interval."""
    return f"{slope:+.2f}" if isnan(low) or isnan(high) else f"{slope:+.2f} [{low:+.2f}, {high:+.2f}]"
