"""What the corpus is: its size, its documents, what could not be read, and how the page was made."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

import pandas as pd

from toolkit.figures.style import Language, wording
from toolkit.places.divisions import NATION
from toolkit.report.blocks import Cell, Column, Facts, Section, Table, table_of
from toolkit.report.even import DOCUMENTS, listed_documents
from toolkit.report.messages import in_chinese, kind_name, stage_name, with_titles
from toolkit.report.provenance import calls_of, in_words, table_name
from toolkit.report.quotes import QuoteBook

__all__ = ["count_places", "document_section", "error_section", "note_section", "provenance_section", "span_of", "summary_section"]

_ROWS = 500
"""Inputs, notes and errors at most."""


def span_of(years: pd.Series, *, lang: Language) -> str:
    """Return the first and last year, or that there is none."""
    known = years.dropna()
    if known.empty:
        return wording(lang, "年份不详", "years unknown")
    first, last = int(known.min()), int(known.max())
    return str(first) if first == last else f"{first}–{last}"


def count_places(places: pd.Series) -> int:
    """Return how many places there are; the whole country is no place among others.

    Examples
    --------
    >>> count_places(pd.Series(["云山市", "全国", "江口市", "云山市", None]))
    2
    """
    known = places.dropna()
    return int(known[known != NATION.name].nunique())


def summary_section(counts: Mapping[str, int], documents: pd.DataFrame, book: QuoteBook, *, lang: Language) -> Section:
    """Return the section of the main numbers.

    Parameters
    ----------
    counts : mapping
        Rows of the tables ``sentences, tokens, entities, claims, notes, errors``.
    documents : DataFrame
        ``corpus.documents``.
    """
    facts = [
        (wording(lang, "份文件", "documents"), Cell(f"{len(documents):,}", href="#documents")),
        (_of_places(documents["place"], lang), Cell(f"{count_places(documents['place']):,}", href="#places")),
        (wording(lang, "字符", "characters"), Cell(f"{int(documents['n_chars'].sum()):,}")),
        (wording(lang, "个句子", "sentences"), Cell(f"{counts['sentences']:,}")),
        (wording(lang, "个词", "words"), Cell(f"{counts['tokens']:,}")),
        (wording(lang, "处政策、地名、机构", "entities"), book.opening(f"{counts['entities']:,}", "all", "entities")),
        (wording(lang, "个数字论断", "numeric claims"), book.opening(f"{counts['claims']:,}", "all", "claims")),
        (wording(lang, "条备注", "notes"), Cell(f"{counts['notes']:,}", href="#notes")),
        (wording(lang, "条读取问题", "reading problems"), Cell(f"{counts['errors']:,}", href="#errors")),
    ]
    return Section("summary", wording(lang, "概览", "Summary"), (Facts(tuple(facts)),))


def _of_places(places: pd.Series, lang: Language) -> str:
    """What places are called; that national documents are there too, where they are."""
    if not places.eq(NATION.name).any():
        return wording(lang, "个地区", "places")
    return wording(lang, "个地区（另有全国的文件）", "places (and the whole country)")


def document_section(documents: pd.DataFrame, found: Mapping[str, pd.Series], book: QuoteBook, n_read: int, *, lang: Language) -> Section:
    """Return the section that lists the documents with what was found in each.

    Parameters
    ----------
    documents : DataFrame
        ``corpus.documents``.
    found : mapping
        Number of ``entities`` and ``claims`` by ``doc_id``.
    book : QuoteBook
        What numbers and names open.
    n_read : int
        How many documents can be read on the page.
    """
    ordered = listed_documents(documents)
    titles = ordered["title"].fillna(ordered["doc_id"])
    numbers = {name: ordered["doc_id"].map(counts).fillna(0).astype(int) for name, counts in found.items()}

    def linked(values: pd.Series, kind: str, names: pd.Series) -> pd.Series:
        cells = [book.linked("" if pd.isna(value) else str(value), kind, name) for value, name in zip(values, names, strict=True)]
        return pd.Series(cells, index=values.index, dtype=object).where(values.notna())

    def opening(name: str) -> pd.Series:
        counted = zip(numbers[name], ordered["doc_id"], strict=True)
        cells = [book.opening(f"{n:,}", "document", doc_id, name) for n, doc_id in counted]
        return pd.Series(cells, index=ordered.index, dtype=object)

    columns = [
        (Column(wording(lang, "标题", "Title"), "wide"), linked(titles, "read", ordered["doc_id"])),
        (Column(wording(lang, "地区", "Place"), "w", choice=True), linked(ordered["place"], "place", ordered["place"])),
        (Column(wording(lang, "年份", "Year"), "n", choice=True), ordered["year"]),
        (Column(wording(lang, "回顾年份", "Year reviewed"), "n"), ordered["review_year"]),
        (Column(wording(lang, "类型", "Type"), "w", choice=True), ordered["doc_type"]),
        (Column(wording(lang, "日期", "Date"), "w date"), ordered["date"]),
        (Column(wording(lang, "字符", "Characters"), "n"), ordered["n_chars"].map("{:,}".format)),
        (Column(wording(lang, "实体", "Entities"), "n"), opening("entities")),
        (Column(wording(lang, "数字", "Claims"), "n"), opening("claims")),
        (Column(wording(lang, "与之重复", "Duplicate of")), ordered["duplicate_of"].map(shown_titles(documents))),
    ]
    table = table_of([(column, values) for column, values in columns if values.notna().any()])
    return Section("documents", wording(lang, "文件", "Documents"), (table,), " ".join(_document_notes(documents, n_read, lang)))


def _document_notes(documents: pd.DataFrame, n_read: int, lang: Language) -> Iterator[str]:
    n = len(documents)
    if 0 < n_read < n:
        yield wording(
            lang,
            f"标题带链接的 {n_read} 份可在本页通读（从各年份、各地区均匀抽取），其余的文本见语料文件夹。",
            f"The {n_read} documents whose titles are links can be read here (taken evenly from all years and places).",
        )
    elif n_read:
        yield wording(lang, "点标题通读全文，其中的名称和数字已标出。", "Titles lead to the text, with names and figures marked.")
    if n > DOCUMENTS:
        most = f"{DOCUMENTS:,}"
        yield wording(lang, f"共 {n:,} 份，此处列出 {most} 份，全部见 documents.csv。", f"{most} of {n:,}; documents.csv has all.")
    if repeated := int(documents["duplicate_of"].notna().sum()):
        yield wording(
            lang,
            f"其中 {repeated} 份与更早的文件相同或几乎相同，不计入关键词、主题、趋势和名称。",
            f"{repeated} of them repeat an earlier one, or nearly so: they are not counted in keywords, topics, trends and names.",
        )


def shown_titles(documents: pd.DataFrame) -> dict[str, str]:
    """Return the title of each document by ``doc_id``, which stands in its place where there is none, and after one that others have.

    Examples
    --------
    >>> shown_titles(pd.DataFrame({"doc_id": ["a.txt", "b.txt", "c.txt"], "title": ["河道通告", "年度报告", "年度报告"]}))
    {'a.txt': '河道通告', 'b.txt': '年度报告（b.txt）', 'c.txt': '年度报告（c.txt）'}
    """
    repeated = documents["title"].duplicated(keep=False)
    facts = zip(documents["doc_id"], documents["title"], repeated, strict=True)
    return {doc_id: doc_id if pd.isna(title) else f"{title}（{doc_id}）" if again else title for doc_id, title, again in facts}


def error_section(errors: pd.DataFrame, *, lang: Language) -> Section:
    """Return the section of what could not be read and why."""
    n, errors = len(errors), errors.head(_ROWS)
    columns: list[tuple[Column, Iterable[object]]] = [
        (Column(wording(lang, "来源", "Source"), "wide"), errors["source"]),
        (Column(wording(lang, "环节", "Stage"), "w"), [stage_name(stage, lang) for stage in errors["stage"]]),
        (Column(wording(lang, "问题", "Problem"), "wide"), [in_chinese(error) if lang == "zh" else error for error in errors["error"]]),
    ]
    empty = wording(lang, "全部文件都已读取。", "Every file was read.")
    return Section("errors", wording(lang, "读取问题", "Reading problems"), (table_of(columns, empty=empty, note=_of_all(n, lang)),))


def note_section(notes: pd.DataFrame, documents: pd.DataFrame, book: QuoteBook, *, lang: Language) -> Section:
    """Return the section of what is odd about documents that were read, each under its title.

    Parameters
    ----------
    notes, documents : DataFrame
        Those of the corpus.
    book : QuoteBook
        What titles lead to.
    """
    n, notes, titles = len(notes), notes.head(_ROWS), shown_titles(documents)
    names = [book.linked(titles.get(doc_id, doc_id), "read", doc_id) for doc_id in notes["doc_id"]]
    told = (with_titles(note, titles) for note in notes["note"])
    columns: list[tuple[Column, Iterable[object]]] = [
        (Column(wording(lang, "文件", "Document"), "wide"), names),
        (Column(wording(lang, "种类", "Kind"), "w", choice=True), [kind_name(kind, lang) for kind in notes["kind"]]),
        (Column(wording(lang, "备注", "Note"), "wide"), [in_chinese(note) if lang == "zh" else note for note in told]),
    ]
    empty = wording(lang, "没有需要留意的文件。", "Nothing is odd about any document.")
    return Section("notes", wording(lang, "备注", "Notes"), (table_of(columns, empty=empty, note=_of_all(n, lang)),))


def _of_all(n: int, lang: Language) -> str:
    return wording(lang, f"共 {n:,} 条，此处列出前 {_ROWS} 条。", f"The first {_ROWS} of {n:,}.") if n > _ROWS else ""


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
    n, documents = len(documents), documents.head(_ROWS)
    columns = [(Column(wording(lang, "来源", "Source"), "wide"), documents["source"]), (digest, documents["sha256"].str[:16])]
    told = ", ".join(f"{name} {version}" for name, version in versions.items())
    blocks: tuple[Facts | Table, ...] = (
        Facts(tuple((name, Cell(str(value))) for name, value in options.items()), kind="list"),
        Facts(((wording(lang, "版本", "Versions"), Cell(told)),), kind="list"),
        Facts(tuple((table_name(name, lang=lang), Cell(_told(trail, lang))) for name, trail in trails.items()), kind="list"),
        table_of(columns, heading=wording(lang, "输入", "Inputs"), note=_of_all(n, lang)),
    )
    return Section("provenance", wording(lang, "来源与方法", "Provenance"), blocks)


def _told(trail: Sequence[str], lang: Language) -> str:
    return " → ".join(in_words(trail, lang=lang) or calls_of(trail))
