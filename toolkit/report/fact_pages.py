"""Pages of facts: what a place says and is named for, and who names a policy, when and where."""

from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from toolkit.display.numbers import counted
from toolkit.figures.style import Language, wording
from toolkit.ordering import by_frequency
from toolkit.report.analysis import Analysis
from toolkit.report.blocks import Bars, Block, Cell, Column, Figure, Links, Section, Table, table_of
from toolkit.report.cells import shown_cells
from toolkit.report.overview_sections import span_of
from toolkit.report.panel_section import panel_table
from toolkit.report.quotes import QuoteBook
from toolkit.report.word_sections import keyword_table

__all__ = ["place_pages", "place_section", "policy_pages", "shown_places"]

_PLACES = 60
_CELLS = 100
"""Cells of the panel on the page of a place: the latest."""
_POLICIES = 15
_DOCUMENTS, _WHO = 60, 60
"""Documents on the page of a place, the latest; places on the page of a policy, those that name it most."""
_BAR = 65
"""Height of the highest bar in percent of the row."""


def shown_places(documents: pd.DataFrame) -> list[str]:
    """Return the places with pages: those with the most documents, in the order of their codes."""
    codes = documents.groupby("place")["adcode"].first().fillna("~")
    return sorted(map(str, by_frequency(documents["place"]).index[:_PLACES]), key=lambda name: (codes[name], name))


def place_section(analysis: Analysis, book: QuoteBook, *, lang: Language) -> Section:
    """Return the section that lists the places, each leading to its page."""
    documents = analysis.documents
    names = shown_places(documents)
    of_each = [documents[documents["place"] == name] for name in names]

    def leading(n: int, name: str) -> Cell:
        return book.linked(f"{n:,}", "place", name)

    cells, policies = analysis.panel["place"].value_counts(), analysis.policy_places["place"].value_counts()
    columns: list[tuple[Column, Iterable[object]]] = [
        (Column(wording(lang, "地区", "Place"), "w"), [book.linked(name, "place", name) for name in names]),
        (Column(wording(lang, "文件", "Documents"), "n"), list(map(leading, map(len, of_each), names))),
        (Column(wording(lang, "年份", "Years"), "w"), [span_of(rows["year"], lang=lang) for rows in of_each]),
        (Column(wording(lang, "字符", "Characters"), "n"), [f"{int(rows['n_chars'].sum()):,}" for rows in of_each]),
        (Column(wording(lang, "指标（格）", "Indicators (cells)"), "n"), [leading(cells.get(name, 0), name) for name in names]),
        (Column(wording(lang, "提到的政策（项）", "Policies named"), "n"), [leading(policies.get(name, 0), name) for name in names]),
    ]
    n = documents["place"].nunique()
    note = wording(
        lang,
        "点地区名可见其文件、指标、政策和用词。指标的一格是一项指标一年的目标与结果；政策数的是不同的政策，不是提到的次数。",
        "A name leads to the documents, figures and words of the place. A cell of the indicators is the target and the result of one "
        "indicator and year; policies are counted once each, however often they are named.",
    )
    more = wording(lang, f"共 {n} 个，此处列出文件最多的 {_PLACES} 个。", f"The {_PLACES} of {n} with the most documents.")
    empty = wording(lang, "文件没有写明地区。", "The documents tell no place.")
    table = table_of(columns, empty=empty, note=more if n > _PLACES else "")
    return Section("places", wording(lang, "地区", "Places"), (table,), note if names else "")


def place_pages(analysis: Analysis, book: QuoteBook, *, lang: Language) -> list[Section]:
    """Return the page of each place: its documents, its figures, the policies that it names, its words."""
    shown = shown_cells(analysis.panel)
    return [_place_page(name, analysis, shown[shown["place"] == name], book, lang) for name in shown_places(analysis.documents)]


def _place_page(name: str, analysis: Analysis, cells: pd.DataFrame, book: QuoteBook, lang: Language) -> Section:
    documents = analysis.documents[analysis.documents["place"] == name].sort_values(["year", "doc_id"], kind="stable")
    latest = documents.tail(_DOCUMENTS)
    titles = latest["title"].fillna(latest["doc_id"])
    facts = zip(titles, latest["year"], latest["doc_id"], strict=True)
    read = [book.linked(_with_year(title, year), "read", doc_id) for title, year, doc_id in facts]
    blocks: list[Block] = [Links(tuple(read), wording(lang, "文件", "Documents"))]
    latest = cells.sort_values("year", ascending=False, kind="stable").head(_CELLS)
    if len(latest):
        table = panel_table(latest, book, lang=lang, heading=wording(lang, "指标", "Indicators"), named=True)
        blocks.append(table)
    policies = analysis.policy_places[analysis.policy_places["place"] == name].head(_POLICIES)
    blocks.append(_policies(policies, name, book, lang))
    if len(analysis.place_words) and len(words := analysis.place_words[analysis.place_words["place"] == name]):
        heading = wording(lang, "与其他地区相比更常用的词", "Words used more than elsewhere")
        blocks.append(keyword_table(words, book, lang=lang, grouped=False, heading=heading))
    note = wording(
        lang,
        f"{len(documents)} 份文件，{span_of(documents['year'], lang=lang)}。",
        f"{counted(len(documents), 'documents')}, {span_of(documents['year'], lang=lang)}.",
    )
    if len(documents) > _DOCUMENTS:
        note += wording(lang, f"此处列出最近的 {_DOCUMENTS} 份。", f" The latest {_DOCUMENTS} documents are listed.")
    if (n := int((analysis.panel["place"] == name).sum())) > _CELLS:
        note += wording(lang, f"指标列出最近的 {_CELLS} 格，共 {n:,} 格，全部见 panel.csv。", f" Figures: the latest {_CELLS} of {n:,}.")
    return Section(book.anchor("place", name), name, tuple(blocks), note)


def _with_year(title: str, year: object) -> str:
    return title if year is pd.NA or str(year) in title else f"{title} {year}"


def _policies(policies: pd.DataFrame, place: str, book: QuoteBook, lang: Language) -> Table:
    def opening(values: Iterable[object]) -> list[object]:
        return [book.opening(str(value), "name", "POLICY", name, place) for value, name in zip(values, policies["name"], strict=True)]

    columns: list[tuple[Column, Iterable[object]]] = [
        (Column(wording(lang, "政策", "Policy"), "wide"), [book.linked(name, "policy", name) for name in policies["name"]]),
        (Column(wording(lang, "提及", "Mentions"), "n"), opening(policies["mentions"])),
        (Column(wording(lang, "文件", "Documents"), "n"), opening(policies["documents"])),
        (Column(wording(lang, "首见", "First"), "n"), policies["first_year"]),
        (Column(wording(lang, "末见", "Last"), "n"), policies["last_year"]),
    ]
    heading = wording(lang, "提到最多的政策", "Policies named most")
    return table_of(columns, heading=heading, empty=wording(lang, "没有找到。", "None found."))


def policy_pages(
    analysis: Analysis, names: Sequence[str], figures: Mapping[str, Figure], book: QuoteBook, *, lang: Language
) -> list[Section]:  # fmt: skip
    """Return the page of each policy: mentions by year, and who names it how often since when.

    Parameters
    ----------
    analysis : Analysis
    names : sequence of str
    figures : mapping
        Those of first mentions, by ``first_`` and the policy.
    book : QuoteBook
    """
    return [_policy_page(name, analysis, figures.get(f"first_{name}"), book, lang) for name in names]


def _policy_page(name: str, analysis: Analysis, figure: Figure | None, book: QuoteBook, lang: Language) -> Section:
    facts = analysis.names[(analysis.names["type"] == "POLICY") & (analysis.names["name"] == name)].iloc[0]
    by_year = analysis.names_by_year
    years = by_year[(by_year["type"] == "POLICY") & (by_year["name"] == name)].set_index("year")["count"]
    blocks: list[Block] = []
    if len(years):
        most = int(years.max())
        whole = range(int(years.index.min()), int(years.index.max()) + 1)
        counts = {year: int(years.get(year, 0)) for year in whole}
        bars = [
            (str(year), book.opening(str(n), "name", "POLICY", name, "year", str(year)), round(_BAR * n / most))
            for year, n in counts.items()
        ]
        blocks.append(Bars(tuple(bars), wording(lang, "何时：逐年提及次数", "When: mentions by year")))
    places = analysis.policy_places[analysis.policy_places["name"] == name]
    first = analysis.first_mentions
    status = first[first["policy"] == name].drop_duplicates("place").set_index("place")["status"] if figure else None
    blocks += [figure] if figure else []
    blocks.append(_who(places.head(_WHO).sort_values(["first_year", "place"], kind="stable"), status, name, book, lang))
    begun = "" if pd.isna(facts["first_year"]) else str(facts["first_year"])
    note = wording(
        lang,
        f"{facts['documents']} 份文件提到 {facts['mentions']} 次，最早见于{f' {begun} 年' if begun else '年份不详'}的文件。",
        f"{counted(facts['mentions'], 'mentions')} in {counted(facts['documents'], 'documents')}, first in {begun or 'a year unknown'}.",
    )
    if len(places) > _WHO:
        note += wording(
            lang, f"列出提到最多的 {_WHO} 个地区，共 {len(places):,} 个。", f" The {_WHO} places that name it most, of {len(places):,}."
        )
    return Section(book.anchor("policy", name), name, tuple(blocks), note)


def _who(who: pd.DataFrame, status: "pd.Series[str] | None", name: str, book: QuoteBook, lang: Language) -> Table:
    def opening(values: Iterable[object]) -> list[object]:
        return [book.opening(str(value), "name", "POLICY", name, place) for value, place in zip(values, who["place"], strict=True)]

    columns: list[tuple[Column, Iterable[object]]] = [
        (Column(wording(lang, "地区", "Place"), "w"), [book.linked(place, "place", place) for place in who["place"]]),
        (Column(wording(lang, "首见", "First"), "n"), who["first_year"]),
        (Column(wording(lang, "末见", "Last"), "n"), who["last_year"]),
        (Column(wording(lang, "提及", "Mentions"), "n"), opening(who["mentions"])),
        (Column(wording(lang, "文件", "Documents"), "n"), opening(who["documents"])),
    ]
    if status is not None:
        known = {"observed": ("此前报告未提", "not in the report before"), "interval": ("其前缺报告", "reports missing before"),
                 "in first report": ("首份报告已有", "in the first report")}  # fmt: skip
        told = [wording(lang, *known.get(str(status.get(place)), ("", ""))) for place in who["place"]]
        columns.insert(2, (Column(wording(lang, "首见情形", "How sure"), "w"), told))
    heading = wording(lang, "谁在提：各地首见年份与次数", "Who and where: first year and mentions")
    empty = wording(lang, "提到它的文件没有写明地区。", "The documents that name it tell no place.")
    return table_of(columns, heading=heading, empty=empty)
