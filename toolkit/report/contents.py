"""What stands on a page: its sections, its pages of facts, and the data of its script."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from toolkit.figures.style import Language, wording
from toolkit.report.analysis import Analysis
from toolkit.report.blocks import Figure, Section, drawn
from toolkit.report.cells import shown_indicators
from toolkit.report.charts import charts_of
from toolkit.report.fact_charts import fact_charts
from toolkit.report.fact_pages import place_pages, place_section, policy_pages, shown_places
from toolkit.report.name_section import name_section
from toolkit.report.names import SHOWN
from toolkit.report.overview_sections import (
    document_section,
    error_section,
    note_section,
    provenance_section,
    summary_section,
)
from toolkit.report.panel_section import conflict_section, indicator_pages, panel_section
from toolkit.report.quotes import QuoteBook
from toolkit.report.readings import Piece, Reading
from toolkit.report.trend_section import trend_section
from toolkit.report.word_sections import keyword_section, topic_section

__all__ = ["Contents", "contents_of", "page_words"]


@dataclass(frozen=True, slots=True)
class Contents:
    """The parts of a page."""

    sections: list[Section]
    pages: list[Section]
    data: dict[str, Any]
    """Sentences behind the numbers, and words of the script."""
    readings: list[tuple[str, dict[str, Any]]]
    """Documents to be read, each with its anchor."""


def contents_of(analysis: Analysis, options: Mapping[str, object], versions: Mapping[str, str], *, lang: Language) -> Contents:
    """Return the parts of the page of an analysis.

    Parameters
    ----------
    analysis : Analysis
        As `analyse` returns it.
    options, versions : mapping
        What the page tells of how it was made.
    """
    documents, names = analysis.documents, analysis.names
    policies = names.loc[names["type"] == "POLICY", "name"].head(SHOWN).tolist()
    read = [reading.doc_id for reading in analysis.readings]
    linked = {"place": shown_places(documents), "policy": policies, "indicator": shown_indicators(analysis.panel), "read": read}
    book = QuoteBook(analysis.samples, linked)
    facts = zip(*(documents[name] for name in ("doc_id", "title", "year", "place")), strict=True)
    known = {doc_id: _shown_document(doc_id, title, year, place) for doc_id, title, year, place in facts}
    sections = _sections(analysis, options, versions, book, lang)
    figures = {name: drawn(chart) for name, chart in fact_charts(analysis, lang=lang).items()}
    pages = [
        *place_pages(analysis, book, lang=lang),
        *policy_pages(analysis, policies, figures, book, lang=lang),
        *indicator_pages(analysis.panel, figures, book, lang=lang),
    ]
    data = book.data(known) | {"words": page_words(lang)}
    readings = [(book.anchor("read", reading.doc_id), known[reading.doc_id] | _shown_reading(reading)) for reading in analysis.readings]
    return Contents(sections, pages, data, readings)


def _sections(
    analysis: Analysis, options: Mapping[str, object], versions: Mapping[str, str], book: QuoteBook, lang: Language
) -> list[Section]:  # fmt: skip
    documents = analysis.documents
    titles = {doc_id: title for doc_id, title in zip(documents["doc_id"], documents["title"], strict=True) if isinstance(title, str)}
    figures = {name: drawn(chart) for name, chart in charts_of(analysis, lang=lang).items()}

    def those(*names: str) -> list[Figure]:
        return [figures[name] for name in names if name in figures]

    return [
        summary_section(analysis.counts, documents, book, lang=lang),
        document_section(documents, analysis.found, book, len(analysis.readings), lang=lang),
        place_section(analysis, book, lang=lang),
        _of_some(keyword_section(analysis.keywords, those("keywords"), book, lang=lang), analysis, lang),
        _of_some(topic_section(analysis, those("topic_terms", "topic_shares", "topics"), book, lang=lang), analysis, lang),
        _of_some(trend_section(analysis, those("trends", "bursts"), book, lang=lang), analysis, lang),
        name_section(analysis, figures, book, lang=lang),
        panel_section(analysis.panel, analysis.outcomes, figures, book, lang=lang),
        conflict_section(analysis.panel_sources, titles, book, lang=lang),
        error_section(analysis.errors, lang=lang),
        note_section(analysis.notes, documents, book, lang=lang),
        provenance_section(options, versions, documents, analysis.trails, lang=lang),
    ]


def _of_some(section: Section, analysis: Analysis, lang: Language) -> Section:
    """The section, with a note where words are counted in some of the documents only."""
    n = analysis.counts["documents"] - analysis.counts["duplicates"]
    if analysis.n_counted == n:
        return section
    note = wording(
        lang,
        f"文件太多，词语只在从各年份、各地区均匀抽取的 {analysis.n_counted:,} 份中统计，共 {n:,} 份。",
        f"Words are counted in {analysis.n_counted:,} of {n:,} documents, taken evenly from all years and places.",
    )
    return replace(section, note=f"{note} {section.note}".strip())


def _shown_document(doc_id: str, title: Any, year: Any, place: Any) -> dict[str, Any]:
    return {
        "title": title if isinstance(title, str) else doc_id,
        "year": None if pd.isna(year) else int(year),
        "place": place if isinstance(place, str) else "",
    }


def _shown_reading(reading: Reading) -> dict[str, Any]:
    return {"pieces": [_shown_piece(piece) for piece in reading.pieces], "left_out": reading.left_out}


def _shown_piece(piece: Piece) -> str | list[Any]:
    if not piece.kind:
        return piece.text
    return [piece.text, piece.kind, piece.label, *([piece.modality, piece.year] if piece.kind == "CLAIM" else [])]


def page_words(lang: Language) -> dict[str, Any]:
    """Return the wording of the controls of a page."""
    return {
        "contents": wording(lang, "目录", "Contents"),
        "table": wording(lang, "表格", "Table"),
        "drawn": wording(lang, "这幅图怎么来的", "How this figure was made"),
        "made": wording(lang, "这张表怎么来的", "How this table was made"),
        "close": wording(lang, "关闭", "Close"),
        "search": wording(lang, "搜索此表", "Search this table"),
        "choose": wording(lang, "按{0}筛选", "Choose by {0}"),
        "rows": wording(lang, "{0} / {1} 行", "{0} of {1} rows"),
        "sample": wording(lang, "共 {0} 处，此处列出 {1} 句。", "{0} in all; {1} sentences are shown."),
        "all": wording(lang, "共 {0} 处。", "{0} in all."),
        "examples": wording(lang, "例句 {0} 处，出自最接近该主题的章节。", "{0} examples, from the sections most about the topic."),
        "read": wording(lang, "在文中读", "Read in the text"),
        "back": wording(lang, "← 返回报告", "← Back to the report"),
        "figures": wording(lang, "文中的数字", "Figures in the text"),
        "left_out": wording(lang, "文件过长，其后 {0} 个字未列入本页。", "The last {0} characters of this long document are not shown."),
        "kinds": {
            "POLICY": wording(lang, "政策", "Policy"),
            "PLACE": wording(lang, "地名", "Place"),
            "ORG": wording(lang, "机构", "Organisation"),
            "CLAIM": wording(lang, "数字", "Figure"),
        },
        "modality": {
            "actual": wording(lang, "结果", "result"),
            "target": wording(lang, "目标", "target"),
            "estimate": wording(lang, "预计", "estimate"),
        },
        "homes": {"place": "places", "policy": "names", "indicator": "panel", "read": "documents"},
    }
