"""What a document is: title, issuer, place, date, years, type and number, each with where it was found.

What a column says that the caller named stands before everything; a fact that another column states stands before one in the page, that
before one in the text, that before one in the file's name. What is not sure stays empty.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import PurePosixPath

from toolkit.corpus.doc_types import title_type, title_years
from toolkit.corpus.facts import Metadata, first_fact, from_column, is_given
from toolkit.corpus.head_facts import HeadFacts, is_title, read_head
from toolkit.corpus.originators import set_issuer, set_place
from toolkit.corpus.path_facts import path_facts
from toolkit.corpus.raw import Note, Stated
from toolkit.grammar.dates import ARABIC_YEAR, find_date, read_date
from toolkit.grammar.marks import DOCUMENT_NUMBER

__all__ = ["find_metadata"]

_HAN = re.compile("[\u4e00-\u9fff]")
_SITE = re.compile(r"\s*[-—_|｜]+\s*")
_SITE_NAME = re.compile("(?:公开|专栏|网|报|网站|政府|局|委|厅|库|港|频道|门户|版|首页)$|^[（(]")
_REMARK = re.compile(r"(?:\s*——[^—\n]{4,40}会议上?|\[[0-9]{1,2}\]|[（(][^（）()]*会议[^（）()]*[）)]?)$")
_DATED_REMARK = re.compile(f"[（(]{ARABIC_YEAR}年[0-9]{{1,2}}月[0-9]{{1,2}}日")
"""甲省政府工作报告（2024年1月8日 王五）: the day on which it was given."""
_TITLE_YEAR = re.compile(f"({ARABIC_YEAR})年")
_RESULTS = re.compile("运行|形势|成效|增长|同比|总量|公报|人口")
"""2024年全市经济运行平稳: such a title tells of the year that it names."""
_YEAR_VALUE = re.compile(rf"({ARABIC_YEAR})(?:年度?|\.0)?")
_TAG = re.compile("<[^>]{1,20}>")
_PAGE_TITLE = 8
_REVIEWED = re.compile(rf"({ARABIC_YEAR})年?[^。\n]{{0,14}}(?:工作|发展)?(?:总结|回顾)")
_LAST_MONTHS = ("11", "12")
_THIS_YEAR = re.compile(
    r"^[^。；！？\n]{0,8}(?:今年[^。；！？\n]{0,8}(?:回顾|总结|情况|完成)|(?:明年|来年|下一年)[^。；！？\n]{0,12}(?:安排|任务|目标|打算|意见|重点|部署))[^。；！？\n]{0,8}$",
    re.MULTILINE,
)
"""Headings of a report that is given at the end of the year which it looks back on."""
_NUMBER = re.compile(rf"[\u4e00-\u9fff]{{1,14}}{DOCUMENT_NUMBER}|[\u4e00-\u9fff]{{2,20}}令第?[0-9]{{1,4}}号")


def find_metadata(text: str, *, name: str, stated: Sequence[Stated], furniture: Mapping[str, str]) -> Metadata:
    """Return what is known of a document.

    Parameters
    ----------
    text : str
        The cleaned text.
    name : str
        Path of the file inside the source.
    stated : sequence of Stated
        What columns of a table, ``<meta>`` fields or index tables say.
    furniture : mapping
        What the page's furniture said: ``source``, ``date``.
    """
    found = Metadata()
    head = read_head(text)
    stated = [*stated, *head.labelled]
    _set_given(found, stated)
    stem = re.sub(r"#.*$", "", PurePosixPath(name).name)
    stem = PurePosixPath(stem).stem if "." in stem else stem
    for column in ("year", "review_year"):
        _set_year(found, column, stated)
    _set_title(found, stated, head, stem)
    _set_type(found, stated)
    _set_date(found, stated, head, furniture)
    path = tuple(path_facts(name))
    _set_years(found, text, path)
    _set_number(found, stated, head)
    set_place(found, stated, head, stem, path)
    set_issuer(found, stated, head)
    for fact in stated:
        if fact.field == "text":
            found.origins["text"] = fact.origin
    return found


def _set_given(found: Metadata, stated: Sequence[Stated]) -> None:
    """Keep what the caller's own columns say, before all that is found elsewhere; say what cannot be used."""
    for fact in stated:
        if not is_given(fact) or fact.field not in _GIVEN:
            continue
        value = _GIVEN[fact.field](fact.value)
        if value is None:
            found.notes.append(Note("unread column", f"{fact.origin} says {fact.value[:40]!r}, which is no {fact.field.replace('_', ' ')}"))
        found.set(fact.field, value, fact.origin)


def _given_date(value: str) -> str | None:
    """A date of any precision: 2023-05-04, 20230504, 2023年5月, 2023."""
    digits = re.fullmatch("([0-9]{4})([0-9]{2})([0-9]{2})", value)
    year = re.fullmatch(f"({ARABIC_YEAR})年?", value)
    return year[1] if year else read_date("-".join(digits.groups()) if digits else value)


def _given_year(value: str) -> int | None:
    year = _YEAR_VALUE.fullmatch(value)
    return int(year[1]) if year else None


_GIVEN: Mapping[str, Callable[[str], str | int | None]] = {
    "title": str, "issuer": str, "doc_type": str, "doc_number": str, "date": _given_date, "year": _given_year, "review_year": _given_year,
}  # fmt: skip
"""Fields that a caller's column settles; the place is looked up, and so is set with the others."""


def _set_year(found: Metadata, column: str, stated: Sequence[Stated]) -> None:
    fact = first_fact(stated, column)
    if fact:
        found.set(column, _given_year(fact.value), fact.origin)


def _set_title(found: Metadata, stated: Sequence[Stated], head: HeadFacts, stem: str) -> None:
    """Prefer a title that is whole: pages cut theirs short, tables hold translations."""
    titles = [fact for fact in stated if fact.field == "title"]
    chinese = [fact for fact in titles if _HAN.search(fact.value)]
    for fact in chinese:
        cut_short = head.title and head.title != fact.value and head.title.startswith(fact.value)
        if is_title("".join(fact.value.split())) and not cut_short:
            found.set("title", fact.value, fact.origin)
    found.set("title", head.title, "text head")
    for fact in chinese:
        found.set("title", fact.value, fact.origin)
    page = first_fact(stated, "page_title")
    if page:
        found.set("title", _page_title(page.value), page.origin)
    if is_title(stem):
        found.set("title", stem, "file name")
    for fact in titles:
        found.set("title", fact.value, fact.origin)
    if "title" in found.values and not any(is_given(fact) for fact in titles):
        found.values["title"] = _REMARK.sub("", str(found.values["title"])) or found.values["title"]


def _page_title(value: str) -> str | None:
    """Return the title of a page less the names of its site and column."""
    parts = [part for part in _SITE.split(_TAG.sub("", value)) if part]
    typed = [part for part in parts if is_title("".join(part.split()))]
    own = [part for part in parts if len(_HAN.findall(part)) >= _PAGE_TITLE and not _SITE_NAME.search(part)]
    return next(iter(typed), None) or max(own, key=len, default=None)


def _set_type(found: Metadata, stated: Sequence[Stated]) -> None:
    fact = first_fact(stated, "doc_type")
    if fact:
        found.set("doc_type", fact.value, fact.origin)
    title = found.values.get("title")
    if isinstance(title, str):
        found.set("doc_type", title_type(title), "title")


def _set_date(found: Metadata, stated: Sequence[Stated], head: HeadFacts, furniture: Mapping[str, str]) -> None:
    """Prefer the day of delivery or signature to the day on which a page was put up; a page put up years later says nothing."""
    for fact in stated:
        if fact.field == "date" and from_column(fact):
            found.set("date", read_date(fact.value), fact.origin)
    for fact in stated:
        if fact.field == "title" and ("会议" in fact.value or _DATED_REMARK.search(fact.value)):
            found.set("date", find_date(fact.value), f"{fact.origin} (meeting)")
    title = str(found.values.get("title", ""))
    found.set("date", head.delivered, "text head (meeting)")
    found.set("date", head.dated, "text head")
    found.set("date", head.signed, "text signature")
    for fact in stated:
        if fact.field == "date":
            found.set("date", read_date(fact.value), fact.origin)
    expected = {year for year in (found.values.get("year"), title_years(title).year) if year}
    pages = [(fact.value, fact.origin) for fact in stated if fact.field == "published"]
    for value, origin in [*pages, (furniture.get("date", ""), "page furniture")]:
        date = read_date(value)
        if date and (not expected or int(date[:4]) in expected):
            found.set("date", date, origin)


def _set_years(found: Metadata, text: str, path: Sequence[Stated]) -> None:
    date = found.values.get("date")
    years = title_years(str(found.values.get("title", "")))
    if isinstance(date, str):
        found.set("year", int(date[:4]), f"date ({found.origins['date']})")
    found.set("year", years.year, "title")
    for fact in path:
        if fact.field == "year" and years.review_year is None:
            found.set("year", int(fact.value), fact.origin)
    if found.values.get("doc_type") == "政府工作报告":
        reviewed = _REVIEWED.search(text[:4000])
        year = found.values.get("year")
        if reviewed and isinstance(year, int) and int(reviewed.group(1)) in (year, year - 1):
            found.set("review_year", int(reviewed.group(1)), "text heading")
        if isinstance(year, int):
            at_end = isinstance(date, str) and date[5:7] in _LAST_MONTHS and int(date[:4]) == year
            this_year = at_end and (_THIS_YEAR.search(text) is not None or years.year == year + 1)
            found.set("review_year", year if this_year else year - 1, "text heading" if this_year else "document type")
    found.set("review_year", years.review_year, "title")
    told = _TITLE_YEAR.findall(str(found.values.get("title", "")))
    if len(told) == 1 and "doc_type" not in found.values and _RESULTS.search(str(found.values["title"])):
        found.set("review_year", int(told[0]), "title")


def _set_number(found: Metadata, stated: Sequence[Stated], head: HeadFacts) -> None:
    fact = first_fact(stated, "doc_number")
    match = _NUMBER.search("".join(fact.value.split())) if fact else None
    if fact and (match or from_column(fact)):
        found.set("doc_number", match.group() if match else fact.value, fact.origin)
    found.set("doc_number", head.doc_number, "text head")
