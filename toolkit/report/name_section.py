"""Policies, places and organisations on the page."""

from collections.abc import Iterable, Mapping

import pandas as pd

from toolkit.figures.style import Language, wording
from toolkit.report.analysis import Analysis
from toolkit.report.blocks import Block, Column, Figure, Section, Table, table_of, trail_of
from toolkit.report.names import SHOWN
from toolkit.report.policy_tables import cited_most
from toolkit.report.quotes import QuoteBook

__all__ = ["name_section"]


def name_section(analysis: Analysis, figures: Mapping[str, Figure], book: QuoteBook, *, lang: Language) -> Section:
    """Return the section of the policies, places and organisations named most, and of the laws and documents cited.

    Parameters
    ----------
    analysis : Analysis
        As `analyse` returns it.
    figures : mapping
        Those of ``policies``, ``citations`` and ``places``, where there are any.
    book : QuoteBook
        What numbers open.
    """
    kinds = [
        ("POLICY", "policies", wording(lang, "政策", "Policies")),
        ("PLACE", "places", wording(lang, "地名", "Places")),
        ("ORG", "organisations", wording(lang, "机构", "Organisations")),
    ]
    blocks: list[Block] = []
    for kind, name, heading in kinds:
        blocks += [figures[name]] if name in figures else []
        blocks.append(_table(analysis.names, kind, heading, book, lang))
        if name == "policies" and "citations" in figures:
            pages = {name.translate(_NO_QUOTES): name for name in analysis.names.loc[analysis.names["type"] == kind, "name"].head(SHOWN)}
            blocks += [figures["citations"], _citation_table(analysis.citations, pages, book, lang)]
    note = wording(
        lang,
        "点开数字可见原句；首见年份是在这批文件中第一次提到的年份；同一政策的全称与简称合并计数；点政策名可见何地、何时、怎样提到。",
        "Numbers open their sentences; the first year is that of the first mention in these documents; a policy's name leads to who names "
        "it, when and where.",
    )
    return Section("names", wording(lang, "政策、地名与机构", "Names"), tuple(blocks), note)


def _table(names: pd.DataFrame, kind: str, heading: str, book: QuoteBook, lang: Language) -> Table:
    of_kind = names[names["type"] == kind]
    shown = of_kind.head(SHOWN)

    def opening(column: str, *, dated: bool = False) -> list[object]:
        values = zip(shown["name"], shown[column], strict=True)
        return [
            book.opening("—" if value is pd.NA else f"{value:,}" if not dated else str(value), "name", kind, name, *_year(value, dated))
            for name, value in values
        ]

    columns: list[tuple[Column, Iterable[object]]] = [
        (Column(wording(lang, "名称", "Name"), "wide"), [book.linked(name, _PAGES[kind], name) for name in shown["name"]]),
        (Column(wording(lang, "提及", "Mentions"), "n"), opening("mentions")),
        (Column(wording(lang, "文件", "Documents"), "n"), opening("documents")),
        (Column(wording(lang, "首见", "First"), "n"), opening("first_year", dated=True)),
        (Column(wording(lang, "末见", "Last"), "n"), opening("last_year", dated=True)),
    ]
    note = ""
    if len(of_kind) > SHOWN:
        note = wording(lang, f"共 {len(of_kind):,} 个，此处列出前 {SHOWN} 个。", f"The first {SHOWN} of {len(of_kind):,}.")
    empty = wording(lang, "没有找到。", "None found.")
    return table_of(columns, heading=heading, note=note, empty=empty, trail=trail_of(names))


_NO_QUOTES = str.maketrans("", "", "“”")
"""A link of a plan is written without the quotation marks of its name."""


def _citation_table(citations: pd.DataFrame, pages: Mapping[str, str], book: QuoteBook, lang: Language) -> Table:
    """The laws and documents that most documents cite, each number with the sentences in which they do."""
    rows = cited_most(citations).groupby("policy").agg(
        n=("doc_id", "size"), places=("place", "nunique"), first=("year", "min"), last=("year", "max"), subtype=("subtype", "first")
    ).reset_index().sort_values(["n", "policy"], ascending=[False, True], kind="stable")  # fmt: skip
    names = [book.linked(name, "policy", pages.get(name)) for name in rows["policy"]]
    cells = [book.opening(f"{n:,}", "cited", name) for name, n in zip(rows["policy"], rows["n"], strict=True)]
    columns: list[tuple[Column, Iterable[object]]] = [
        (Column(wording(lang, "法律或文件", "Law or document"), "wide"), names),
        (Column(wording(lang, "引用它的文件", "Citing documents"), "n"), cells),
        (Column(wording(lang, "地区", "Places"), "n"), rows["places"]),
        (Column(wording(lang, "首次", "First"), "n"), rows["first"]),
        (Column(wording(lang, "末次", "Last"), "n"), rows["last"]),
    ]
    n = citations["policy"].nunique()
    note = wording(
        lang,
        "只计有文本可引的法律、法规、规划和文件，一份文件算一次；法律按文件日期对应的版本合并。",
        "Laws, regulations, plans and documents that have a text to cite, once a citing document; versions of a law count together.",
    )
    if n > len(rows):
        note += wording(lang, f"共 {n:,} 项，此处列出 {len(rows)} 项。", f" {len(rows)} of {n:,}.")
    heading = wording(lang, "被引最多的法律和文件", "Laws and documents cited most")
    return table_of(columns, heading=heading, note=note, trail=trail_of(citations))


_PAGES = {"POLICY": "policy", "PLACE": "place", "ORG": "organisation"}


def _year(value: object, dated: bool) -> tuple[str, ...]:
    return ("year", str(value)) if dated and value is not pd.NA else ()
