"""What the corpus is: its size, its documents, what could not be read, and how the page was made."""

from collections.abc import Mapping, Sequence

import pandas as pd

from toolkit.figures.style import Language, wording
from toolkit.report.blocks import Column, Facts, Section, Table, table_of

__all__ = ["document_section", "error_section", "note_section", "provenance_section", "span_of", "summary_section"]


def span_of(years: pd.Series, *, lang: Language) -> str:
    """Return the first and last year, or that there is none."""
    known = years.dropna()
    if known.empty:
        return wording(lang, "年份不详", "years unknown")
    first, last = int(known.min()), int(known.max())
    return str(first) if first == last else f"{first}–{last}"


def summary_section(counts: Mapping[str, int], documents: pd.DataFrame, *, lang: Language) -> Section:
    """Return the section of the main numbers.

    Parameters
    ----------
    counts : mapping
        Rows of the tables ``sentences, tokens, entities, claims, notes, errors``.
    documents : DataFrame
        ``corpus.documents``.
    """
    facts = [
        (wording(lang, "份文件", "documents"), len(documents)),
        (wording(lang, "个地区", "places"), documents["place"].nunique()),
        (wording(lang, "字符", "characters"), int(documents["n_chars"].sum())),
        (wording(lang, "个句子", "sentences"), counts["sentences"]),
        (wording(lang, "个词", "words"), counts["tokens"]),
        (wording(lang, "处政策、地名、机构", "entities"), counts["entities"]),
        (wording(lang, "个数字论断", "numeric claims"), counts["claims"]),
        (wording(lang, "条备注", "notes"), counts["notes"]),
        (wording(lang, "条读取问题", "reading problems"), counts["errors"]),
    ]
    shown = tuple((name, f"{number:,}") for name, number in facts)
    return Section("summary", wording(lang, "概览", "Summary"), (Facts(shown),))


def document_section(documents: pd.DataFrame, found: Mapping[str, pd.Series], *, lang: Language) -> Section:
    """Return the section that lists the documents with what was found in each.

    Parameters
    ----------
    documents : DataFrame
        ``corpus.documents``.
    found : mapping
        Number of ``entities`` and ``claims`` by ``doc_id``.
    """
    ordered = documents.sort_values(["year", "place"], na_position="last", kind="stable")
    numbers = {name: ordered["doc_id"].map(counts).fillna(0).astype(int) for name, counts in found.items()}
    columns = [
        (Column(wording(lang, "标题", "Title"), "wide"), ordered["title"].fillna(ordered["doc_id"])),
        (Column(wording(lang, "地区", "Place"), "w"), ordered["place"]),
        (Column(wording(lang, "年份", "Year"), "n"), ordered["year"]),
        (Column(wording(lang, "回顾年份", "Year reviewed"), "n"), ordered["review_year"]),
        (Column(wording(lang, "类型", "Type"), "w"), ordered["doc_type"]),
        (Column(wording(lang, "日期", "Date"), "w"), ordered["date"]),
        (Column(wording(lang, "字符", "Characters"), "n"), ordered["n_chars"].map("{:,}".format)),
        (Column(wording(lang, "实体", "Entities"), "n"), numbers["entities"]),
        (Column(wording(lang, "数字", "Claims"), "n"), numbers["claims"]),
        (Column(wording(lang, "与之重复", "Duplicate of")), ordered["duplicate_of"]),
    ]
    table = table_of([(column, values) for column, values in columns if values.notna().any()])
    repeated = int(documents["duplicate_of"].notna().sum())
    note = wording(
        lang,
        f"其中 {repeated} 份与更早的文件相同或几乎相同，不计入关键词、主题、趋势和名称。",
        f"{repeated} of them repeat an earlier one, or nearly so: they are not counted in keywords, topics, trends and names.",
    )
    return Section("documents", wording(lang, "文件", "Documents"), (table,), note if repeated else "")


def error_section(errors: pd.DataFrame, *, lang: Language) -> Section:
    """Return the section of what could not be read and why."""
    columns = [
        (Column(wording(lang, "来源", "Source"), "wide"), errors["source"]),
        (Column(wording(lang, "环节", "Stage"), "w"), errors["stage"]),
        (Column(wording(lang, "问题", "Problem"), "wide"), errors["error"]),
    ]
    empty = wording(lang, "全部文件都已读取。", "Every file was read.")
    return Section("errors", wording(lang, "读取问题", "Reading problems"), (table_of(columns, empty=empty),))


def note_section(notes: pd.DataFrame, *, lang: Language) -> Section:
    """Return the section of what is odd about documents that were read."""
    columns = [
        (Column(wording(lang, "文件", "Document"), "wide"), notes["doc_id"]),
        (Column(wording(lang, "种类", "Kind"), "w"), notes["kind"]),
        (Column(wording(lang, "备注", "Note"), "wide"), notes["note"]),
    ]
    empty = wording(lang, "没有需要留意的文件。", "Nothing is odd about any document.")
    return Section("notes", wording(lang, "备注", "Notes"), (table_of(columns, empty=empty),))


def provenance_section(
    options: Mapping[str, object],
    versions: Mapping[str, str],
    documents: pd.DataFrame,
    trails: Mapping[str, Sequence[str]],
    *,
    lang: Language,
) -> Section:
    """Return the section of how the page was made: options, versions, the calls behind each table, and the digest of each input.

    Parameters
    ----------
    options, versions : mapping
        Options and seeds; versions of the packages.
    documents : DataFrame
        ``corpus.documents``: the digest is that of the cleaned text.
    trails : mapping
        The calls that led to a table, by its name.
    """
    digest = Column(wording(lang, "文本 SHA-256（前 16 位）", "SHA-256 of the text, first 16 digits"), "w")
    columns = [(Column(wording(lang, "来源", "Source"), "wide"), documents["source"]), (digest, documents["sha256"].str[:16])]
    blocks: tuple[Facts | Table, ...] = (
        Facts(tuple((name, str(value)) for name, value in options.items()), kind="list"),
        Facts(((wording(lang, "版本", "Versions"), ", ".join(f"{name} {version}" for name, version in versions.items())),), kind="list"),
        Facts(tuple((name, " → ".join(trail)) for name, trail in trails.items()), kind="list"),
        table_of(columns, heading=wording(lang, "输入", "Inputs")),
    )
    return Section("provenance", wording(lang, "来源与方法", "Provenance"), blocks)
