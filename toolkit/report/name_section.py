"""Policies, places and organisations on the page."""

from collections.abc import Iterable, Mapping

import pandas as pd

from toolkit.figures.style import Language, wording
from toolkit.report.blocks import Cell, Column, Figure, Note, Section, Table, table_of

__all__ = ["name_section"]

_SHOWN = 40


def name_section(names: pd.DataFrame, figures: Mapping[str, Figure], titles: Mapping[str, str], *, lang: Language) -> Section:
    """Return the section of the policies, places and organisations named most, each with where it is met first.

    Parameters
    ----------
    names : DataFrame
        As `names_of` returns it.
    figures : mapping
        Those of ``policies`` and ``places``, where there are any.
    titles : mapping
        Title of each document by ``doc_id``.
    """
    kinds = [
        ("POLICY", "policies", wording(lang, "政策", "Policies")),
        ("PLACE", "places", wording(lang, "地名", "Places")),
        ("ORG", "organisations", wording(lang, "机构", "Organisations")),
    ]
    blocks: list[Table | Figure] = []
    for kind, name, heading in kinds:
        blocks += [figures[name]] if name in figures else []
        blocks.append(_table(names[names["type"] == kind], heading, titles, lang))
    note = wording(
        lang,
        "首见年份是在这批文件中第一次提到的年份，点开可见原句；同一政策的全称与简称合并计数。",
        "The first year is that of the first mention in these documents; open it to read the sentence.",
    )
    return Section("names", wording(lang, "政策、地名与机构", "Policies, places, organisations"), tuple(blocks), note)


def _table(names: pd.DataFrame, heading: str, titles: Mapping[str, str], lang: Language) -> Table:
    shown = names.head(_SHOWN)
    firsts = zip(shown["first_year"], shown["first_sentence"], shown["first_doc_id"], strict=True)
    columns: list[tuple[Column, Iterable[object]]] = [
        (Column(wording(lang, "名称", "Name"), "wide"), shown["name"]),
        (Column(wording(lang, "提及", "Mentions"), "n"), shown["mentions"]),
        (Column(wording(lang, "文件", "Documents"), "n"), shown["documents"]),
        (Column(wording(lang, "首见", "First")), [_first_mention(*first, titles) for first in firsts]),
        (Column(wording(lang, "末见", "Last"), "n"), shown["last_year"]),
    ]
    note = ""
    if len(names) > _SHOWN:
        note = wording(lang, f"共 {len(names):,} 个，此处列出前 {_SHOWN} 个。", f"The first {_SHOWN} of {len(names):,}.")
    return table_of(columns, heading=heading, note=note, empty=wording(lang, "没有找到。", "None found."))


def _first_mention(year: int | None, sentence: str, doc_id: str, titles: Mapping[str, str]) -> Cell:
    told = Note("", sentence.strip(), f"——{titles.get(doc_id) or doc_id}")
    return Cell("—" if pd.isna(year) else str(year), (told,))
