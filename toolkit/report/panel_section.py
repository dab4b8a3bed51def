"""The panel of headline figures on the page: a table an indicator, each figure with the sentence it was read in."""

from collections.abc import Iterable, Mapping

import numpy as np
import pandas as pd

from toolkit.figures.style import Language, wording
from toolkit.report.amounts import shown_amount
from toolkit.report.blocks import Cell, Column, Figure, Note, Section, Table, table_of
from toolkit.report.charts import chosen_indicators

__all__ = ["conflict_section", "panel_section"]

_INDICATORS = 12
_OWN_TABLE_FROM = 5
_MOST_ROWS = 200


def panel_section(panel: pd.DataFrame, figures: Mapping[str, Figure], titles: Mapping[str, str], *, lang: Language) -> Section:
    """Return the section of the indicators with the most figures.

    Parameters
    ----------
    panel : DataFrame
        As `claims_panel` returns it.
    figures : mapping
        Those of some indicators, by ``panel_`` and their name.
    titles : mapping
        Title of each document by ``doc_id``.
    """
    shown = chosen_indicators(panel, _INDICATORS)
    sizes = panel["indicator"].value_counts()
    large = [indicator for indicator in shown if sizes[indicator] >= _OWN_TABLE_FROM]
    blocks: list[Table | Figure] = []
    for indicator in large:
        blocks += [figures[name]] if (name := f"panel_{indicator}") in figures else []
        blocks.append(_table(panel[panel["indicator"] == indicator], indicator, titles, lang))
    rest = panel[~panel["indicator"].isin(large)].head(_MOST_ROWS)
    if len(rest):
        heading = wording(lang, "其他指标", "Other indicators") if large else ""
        blocks.append(_table(rest, heading, titles, lang, named=True))
    if not blocks:
        empty = wording(lang, "没有找到可以归入标准指标的数字。", "No figure of a standard indicator was found.")
        blocks.append(Table((), (), empty=empty))
    n_cells, n_indicators = len(panel), panel["indicator"].nunique()
    note = wording(
        lang,
        f"每格只收全地区、全年度、指标本身的数字；点开可见原句，“—”表示文中没有。全部 {n_cells:,} 格、{n_indicators} 项指标见 panel.csv。",
        "Only headline figures of a whole place and year; open one to read its sentence, “—”: not told. "
        f"panel.csv holds all {n_cells:,} cells of {n_indicators} indicators.",
    )
    return Section("panel", wording(lang, "指标面板", "Indicators"), tuple(blocks), note)


def _table(rows: pd.DataFrame, heading: str, titles: Mapping[str, str], lang: Language, *, named: bool = False) -> Table:
    ordered = rows.sort_values(["indicator", "measure", "unit", "adcode", "place", "year"], kind="stable", na_position="last")
    measures = {"change": wording(lang, "增长", "change"), "level": wording(lang, "数值", "level")}
    differ = wording(lang, "有出入", "sources differ")
    columns: list[tuple[Column, Iterable[object]]] = [
        (Column(wording(lang, "地区", "Place"), "w"), ordered["place"].tolist()),
        (Column(wording(lang, "年份", "Year"), "n"), ordered["year"].tolist()),
        (Column(wording(lang, "口径", "Measure"), "w"), ordered["measure"].map(measures).tolist()),
        (Column(wording(lang, "目标", "Target")), _figure_cells(ordered, "target", titles, lang)),
        (Column(wording(lang, "结果", "Result")), _figure_cells(ordered, "actual", titles, lang)),
    ]
    if named:
        columns.insert(0, (Column(wording(lang, "指标", "Indicator"), "w"), ordered["indicator"].tolist()))
    if ordered["estimate"].notna().any():
        amounts = zip(ordered["estimate"], ordered["unit"], strict=True)
        shown: list[object] = [shown_amount(value, unit=unit, lang=lang) or "—" for value, unit in amounts]
        columns.append((Column(wording(lang, "预计", "Estimate"), "w"), shown))
    if ordered["attained"].notna().any():
        columns.append((Column(wording(lang, "是否达到", "Attained"), "w"), [_judgement(value, lang) for value in ordered["attained"]]))
    if ordered["conflict"].any():
        flags: list[object] = [Cell(differ, flag=True) if value else "" for value in ordered["conflict"]]
        columns.append((Column(wording(lang, "来源", "Sources"), "w"), flags))
    return table_of(columns, heading=heading)


def _figure_cells(rows: pd.DataFrame, modality: str, titles: Mapping[str, str], lang: Language) -> list[object]:
    highs = rows["target_max"] if modality == "target" else pd.Series(np.nan, index=rows.index)
    facts = [rows[f"{modality}{part}"] for part in ("", "_bound", "_sentence", "_doc_id")]
    return [
        _figure_cell(shown_amount(value, unit=unit, bound=bound, value_max=high, lang=lang), sentence, titles.get(doc_id) or doc_id)
        for unit, high, value, bound, sentence, doc_id in zip(rows["unit"], highs, *facts, strict=True)
    ]


def _figure_cell(text: str, sentence: str, title: str) -> Cell:
    return Cell(text, (Note("", sentence.strip(), f"——{title}"),)) if text else Cell("—")


def _judgement(attained: object, lang: Language) -> Cell:
    if attained is pd.NA or attained is None:
        return Cell("—")
    return Cell(wording(lang, "达到", "yes")) if attained else Cell(wording(lang, "未达到", "no"), flag=True)


def conflict_section(sources: pd.DataFrame, titles: Mapping[str, str], *, lang: Language) -> Section:
    """Return the section of cells for which sources differ, with every figure told for them.

    Parameters
    ----------
    sources : DataFrame
        As `panel_sources` returns it.
    titles : mapping
        Title of each document by ``doc_id``.
    """
    cell = ["adcode", "place", "year", "indicator", "measure", "unit", "modality"]
    differing = sources[sources.groupby(cell, dropna=False)["agrees"].transform("all").eq(False)]
    used = wording(lang, "采用", "used")
    columns: list[tuple[Column, Iterable[object]]] = [
        (Column(wording(lang, "地区", "Place"), "w"), differing["place"]),
        (Column(wording(lang, "年份", "Year"), "n"), differing["year"]),
        (Column(wording(lang, "指标", "Indicator"), "w"), differing["indicator"]),
        (Column(wording(lang, "性质", "Kind"), "w"), differing["modality"].map(_modalities(lang))),
        (Column(wording(lang, "数字", "Figure"), "w"), differing["text"]),
        (Column("", "w"), [used if value else "" for value in differing["used"]]),
        (Column(wording(lang, "原句", "Sentence"), "wide"), differing["sentence"].str.strip()),
        (Column(wording(lang, "文件", "Document"), "mid"), [titles.get(doc_id) or doc_id for doc_id in differing["doc_id"]]),
    ]
    empty = wording(lang, "各来源没有出入。", "The sources do not differ.")
    note = wording(
        lang,
        "同一地区、年份、指标有不同的数字时，逐条列出，不取平均；面板采用本地区、年份最近的报告里最先出现的一条。",
        "Where sources tell different figures for one place, year and indicator, all are listed and none is averaged.",
    )
    return Section("conflicts", wording(lang, "相互出入的数字", "Conflicts"), (table_of(columns, empty=empty),), note)


def _modalities(lang: Language) -> dict[str, str]:
    return {
        "target": wording(lang, "目标", "target"),
        "actual": wording(lang, "结果", "result"),
        "estimate": wording(lang, "预计", "estimate"),
    }
