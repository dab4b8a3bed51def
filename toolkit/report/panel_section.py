"""The panel of headline figures on the page: each figure with the sentences it was read in."""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import pandas as pd

from toolkit.display.numbers import counted
from toolkit.figures.style import Language, wording
from toolkit.places.divisions import NATION
from toolkit.report.amounts import shown_amount
from toolkit.report.blocks import Block, Cell, Column, Figure, Section, Table, table_of, trail_of
from toolkit.report.cells import CELLS, CONFLICT, CONFLICTS, REST, cell_keys, differing, shown_cells, shown_indicators
from toolkit.report.outcome_table import outcome_table
from toolkit.report.overview_sections import count_places, span_of
from toolkit.report.quotes import QuoteBook

__all__ = ["conflict_section", "indicator_pages", "panel_section", "panel_table"]

_OWN_TABLE = 60
"""Rows up to which an indicator has its table on the first page too."""
_LEAST = 5
"""Rows of an indicator that is not listed with others."""
_RANKED = 3
"""Places of a year at least, for a rank to tell something."""


def panel_section(
    panel: pd.DataFrame, outcomes: pd.DataFrame, figures: Mapping[str, Figure], book: QuoteBook, *, lang: Language
) -> Section:  # fmt: skip
    """Return the section of the indicators with the most figures.

    Parameters
    ----------
    panel : DataFrame
        As `claims_panel` returns it.
    outcomes : DataFrame
        As `judged_targets` returns it.
    figures : mapping
        That of ``outcomes``, and those of some indicators, by ``panel_`` and their name.
    book : QuoteBook
        What numbers open.
    """
    indicators, sizes = shown_indicators(panel), panel["indicator"].value_counts()
    large = [indicator for indicator in indicators if sizes[indicator] >= _LEAST]
    blocks: list[Block] = [_listing(panel, large, book, lang)] if large else []
    if "outcomes" in figures:
        blocks += [figures["outcomes"], outcome_table(outcomes, book, lang=lang)]
    for indicator in large:
        rows = panel[panel["indicator"] == indicator]
        blocks += [figures[name]] if (name := f"panel_{indicator}") in figures else []
        if len(rows) <= _OWN_TABLE:
            blocks.append(panel_table(rows, book, heading=indicator, lang=lang))
    rest = shown_cells(panel)
    rest = rest[~rest["indicator"].isin(large)]
    if len(rest):
        heading = wording(lang, "其他指标", "Other indicators") if large else ""
        blocks.append(panel_table(rest, book, heading=heading, lang=lang, named=True, note=_of_rest(panel, lang)))
    if not blocks:
        empty = wording(lang, "没有找到可以归入标准指标的数字。", "No figure of a standard indicator was found.")
        blocks.append(Table((), (), empty=empty))
    n_cells, n_indicators = len(panel), panel["indicator"].nunique()
    note = wording(
        lang,
        f"每格只收全地区、全年度、指标本身的数字；点开可见原句，“—”表示文中没有。全部 {n_cells:,} 格、{n_indicators} 项指标见 panel.csv。",
        "Only headline figures of a whole place and year; open one to read its sentence, “—”: not told. "
        f"panel.csv holds all {counted(n_cells, 'cells')} of {counted(n_indicators, 'indicators')}.",
    )
    return Section("panel", wording(lang, "指标面板", "Indicators"), tuple(blocks), note)


def _of_rest(panel: pd.DataFrame, lang: Language) -> str:
    """Say that the table of all other indicators is a part of them, where it is."""
    others = panel.loc[~panel["indicator"].isin(shown_indicators(panel)), "indicator"]
    if len(others) <= REST:
        return ""
    n = others.nunique()
    return wording(
        lang,
        f"其余 {n} 项指标共 {len(others):,} 格，此处列出年份最近的 {REST} 格，全部见 panel.csv。",
        f"The latest {REST} of the {len(others):,} cells of the {n} other indicators; panel.csv has all.",
    )


def indicator_pages(panel: pd.DataFrame, figures: Mapping[str, Figure], book: QuoteBook, *, lang: Language) -> list[Section]:
    """Return the page of each indicator with the most figures: every target and result, with the rank of the result in its year."""
    pages = []
    for indicator in shown_indicators(panel):
        rows = panel[panel["indicator"] == indicator]
        note = _indicator_note(rows, lang)
        latest = rows.sort_values("year", ascending=False, kind="stable").head(CELLS)
        if len(rows) > CELLS:
            note += wording(lang, f"此处列出最近的 {CELLS} 格，全部见 panel.csv。", f" The latest {CELLS} are shown; panel.csv has all.")
        table = panel_table(latest, book, lang=lang, ranked_among=rows)
        drawn = [figures[name]] if (name := f"provinces_{indicator}") in figures else []
        pages.append(Section(book.anchor("indicator", indicator), indicator, (*drawn, table), note))
    return pages


def _indicator_note(rows: pd.DataFrame, lang: Language) -> str:
    """How many figures there are, and of the targets how many were attained, where any has a result."""
    judged, n_places = rows["attained"].dropna(), count_places(rows["place"])
    n, n_judged, n_attained = f"{len(rows):,}", f"{len(judged):,}", f"{int(judged.sum()):,}"
    note = wording(lang, f"{n} 格，{n_places} 个地区", f"{counted(len(rows), 'cells')} of {counted(n_places, 'places')}")
    if len(judged):
        told = f"；有目标又有结果的 {n_judged} 格，其中达到 {n_attained} 格", f"; {n_judged} with target and result, {n_attained} attained"
        note += wording(lang, *told)
    note += wording(lang, "。一格是一个地区一年的目标与结果。", ". A cell is the target and the result of a place and year.")
    if n_places < _RANKED:
        return note
    return note + wording(
        lang, "位次是同一年份、口径和单位中结果从高到低的次序，至少三个地区才排。",
        " Ranks are of results of one year, measure and unit, the highest first, where there are three places or more.",
    )  # fmt: skip


def _listing(panel: pd.DataFrame, indicators: Sequence[str], book: QuoteBook, lang: Language) -> Table:
    of_each = [panel[panel["indicator"] == indicator] for indicator in indicators]

    def leading(numbers: Iterable[int]) -> list[object]:
        return [book.linked(f"{n:,}", "indicator", name) for n, name in zip(numbers, indicators, strict=True)]

    columns: list[tuple[Column, Iterable[object]]] = [
        (Column(wording(lang, "指标", "Indicator"), "w"), [book.linked(indicator, "indicator", indicator) for indicator in indicators]),
        (Column(wording(lang, "格数", "Cells"), "n"), leading(map(len, of_each))),
        (Column(wording(lang, "地区", "Places"), "n"), leading(count_places(rows["place"]) for rows in of_each)),
        (Column(wording(lang, "年份", "Years"), "w"), [span_of(rows["year"], lang=lang) for rows in of_each]),
        (Column(wording(lang, "目标", "Targets"), "n"), leading(int(rows["target"].notna().sum()) for rows in of_each)),
        (Column(wording(lang, "结果", "Results"), "n"), leading(int(rows["actual"].notna().sum()) for rows in of_each)),
    ]
    return table_of(columns, trail=trail_of(panel))


def panel_table(
    rows: pd.DataFrame, book: QuoteBook, *, lang: Language, heading: str = "", named: bool = False,
    ranked_among: pd.DataFrame | None = None, note: str = "",
) -> Table:  # fmt: skip
    """Return cells of the panel as a table: targets, results and estimates open their sentences.

    Parameters
    ----------
    rows : DataFrame
        Rows of `claims_panel`.
    book : QuoteBook
    heading : str
    named : bool
        Whether the indicator is told in each row.
    ranked_among : DataFrame, optional
        Rows of the panel among which results are ranked.
    note : str
        What is told below the table.
    """
    ordered = rows.sort_values(["indicator", "measure", "unit", "adcode", "place", "year"], kind="stable", na_position="last")
    measures = {"change": wording(lang, "增长", "change"), "level": wording(lang, "数值", "level")}
    columns: list[tuple[Column, Iterable[object]]] = [
        (Column(wording(lang, "地区", "Place"), "w", choice=True), [book.linked(place, "place", place) for place in ordered["place"]]),
        (Column(wording(lang, "年份", "Year"), "n", choice=True), ordered["year"].tolist()),
        (Column(wording(lang, "口径", "Measure"), "w", choice=True), ordered["measure"].map(measures).tolist()),
        (Column(wording(lang, "目标", "Target"), "w"), _figure_cells(ordered, "target", book, lang)),
        (Column(wording(lang, "结果", "Result"), "w"), _figure_cells(ordered, "actual", book, lang)),
    ]
    if named:
        names = [book.linked(name, "indicator", name) for name in ordered["indicator"]]
        columns.insert(0, (Column(wording(lang, "指标", "Indicator"), "w", choice=True), names))
    if ordered["estimate"].notna().any():
        columns.append((Column(wording(lang, "预计", "Estimate"), "w"), _figure_cells(ordered, "estimate", book, lang)))
    if ranked_among is not None and any(ranks := _ranks(ordered, ranked_among)):
        columns.append((Column(wording(lang, "位次", "Rank"), "n"), ranks))
    if ordered["attained"].notna().any():
        judged = [_judgement(value, lang) for value in ordered["attained"]]
        columns.append((Column(wording(lang, "是否达到", "Attained"), "w", choice=True), judged))
    if ordered["conflict"].any():
        differ, keys = wording(lang, "有出入", "sources differ"), cell_keys(ordered, CONFLICT)
        told = [book.opening(differ, *key, flag=True) if value else "" for value, key in zip(ordered["conflict"], keys, strict=True)]
        columns.append((Column(wording(lang, "来源", "Sources"), "w"), told))
    return table_of(columns, heading=heading, note=note, trail=trail_of(rows))


def _ranks(rows: pd.DataFrame, among: pd.DataFrame) -> list[object]:
    """The place of each result among those of its year, the highest first."""
    results = among[among["place"] != NATION.name].groupby(["measure", "unit", "year"])["actual"]
    ranks, n = results.rank(method="min", ascending=False), results.transform("count")
    shown = ranks.where(n >= _RANKED).reindex(rows.index)
    return ["" if pd.isna(rank) else f"{rank:.0f}/{of:.0f}" for rank, of in zip(shown, n.reindex(rows.index), strict=True)]


def _figure_cells(rows: pd.DataFrame, modality: str, book: QuoteBook, lang: Language) -> list[object]:
    highs = rows["target_max"] if modality == "target" else pd.Series(np.nan, index=rows.index)
    bounds = rows[f"{modality}_bound"] if f"{modality}_bound" in rows else pd.Series("", index=rows.index)
    facts = zip(rows["unit"], highs, rows[modality], bounds, cell_keys(rows, modality), strict=True)
    return [
        book.opening(shown_amount(value, unit=unit, bound=bound, value_max=high, lang=lang) or "—", *key, order=_order(value))
        for unit, high, value, bound, key in facts
    ]


def _order(value: float) -> str:
    return "" if pd.isna(value) else f"{value:.10g}"


def _judgement(attained: object, lang: Language) -> Cell:
    if attained is pd.NA or attained is None:
        return Cell("—")
    return Cell(wording(lang, "达到", "yes")) if attained else Cell(wording(lang, "未达到", "no"), flag=True)


def conflict_section(sources: pd.DataFrame, titles: Mapping[str, str], book: QuoteBook, *, lang: Language) -> Section:
    """Return the section of cells for which sources differ, with every figure told for them.

    Parameters
    ----------
    sources : DataFrame
        As `panel_sources` returns it.
    titles : mapping
        Title of each document by ``doc_id``.
    book : QuoteBook
        What numbers open.
    """
    rows = differing(sources)
    used = wording(lang, "采用", "used")
    spots = zip(rows["text"], rows["doc_id"], rows["start"], strict=True)
    figures = [book.opening(text, "figure", doc_id, str(start)) for text, doc_id, start in spots]
    origins = [book.linked(titles.get(doc_id) or doc_id, "read", doc_id) for doc_id in rows["doc_id"]]
    columns: list[tuple[Column, Iterable[object]]] = [
        (Column(wording(lang, "地区", "Place"), "w", choice=True), rows["place"]),
        (Column(wording(lang, "年份", "Year"), "n", choice=True), rows["year"]),
        (Column(wording(lang, "指标", "Indicator"), "w", choice=True), rows["indicator"]),
        (Column(wording(lang, "性质", "Kind"), "w", choice=True), rows["modality"].map(_modalities(lang))),
        (Column(wording(lang, "数字", "Figure"), "w"), figures),
        (Column(wording(lang, "取舍", "Choice"), "w"), [used if value else "" for value in rows["used"]]),
        (Column(wording(lang, "文件", "Document"), "mid"), origins),
    ]
    empty = wording(lang, "各来源没有出入。", "The sources do not differ.")
    note = wording(
        lang,
        "同一地区、年份、指标有不同的数字时，逐条列出，不取平均；面板采用本地区、年份最近的报告里最先出现的一条。",
        "Where sources tell different figures for one place, year and indicator, all are listed and none is averaged.",
    )
    more = wording(lang, f"此处列出前 {CONFLICTS} 条，全部见 panel_sources.csv。", f"The first {CONFLICTS}; panel_sources.csv has all.")
    table = table_of(columns, empty=empty, note=more if len(rows) == CONFLICTS else "", trail=trail_of(sources))
    return Section("conflicts", wording(lang, "相互出入的数字", "Conflicts"), (table,), note)


def _modalities(lang: Language) -> dict[str, str]:
    return {
        "target": wording(lang, "目标", "target"),
        "actual": wording(lang, "结果", "result"),
        "estimate": wording(lang, "预计", "estimate"),
    }
