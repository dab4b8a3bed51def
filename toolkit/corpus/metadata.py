"""What a document is: title, issuer, place, date, years, type and number, each with where it was found.

A fact that a table column states stands before one in the page, that before one in the text, that before one in the file's name. What is
not sure stays empty.
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from toolkit.corpus.doc_types import title_type, title_years
from toolkit.corpus.head_facts import HeadFacts, is_title, read_head
from toolkit.corpus.locating import locate
from toolkit.corpus.organs import is_national, organ_names
from toolkit.corpus.path_facts import path_facts
from toolkit.corpus.raw import Stated
from toolkit.grammar.dates import ARABIC_YEAR, find_date, read_date
from toolkit.grammar.levels import LEVELS
from toolkit.grammar.marks import DOCUMENT_NUMBER

__all__ = ["Metadata", "find_metadata"]

_HAN = re.compile("[\u4e00-\u9fff]")
_SITE = re.compile(r"\s*[-—_|｜]+\s*")
_SITE_NAME = re.compile("(?:公开|专栏|网|报|网站|政府|局|委|厅|库|港|频道|门户|版|首页)$|^[（(]")
_REMARK = re.compile(r"(?:\[[0-9]{1,2}\]|[（(][^（）()]*会议[^（）()]*[）)]?)$")
_DATED_REMARK = re.compile(f"[（(]{ARABIC_YEAR}年[0-9]{{1,2}}月[0-9]{{1,2}}日")
"""甲省政府工作报告（2024年1月8日 王五）: the day on which it was given."""
_TITLE_YEAR = re.compile(f"({ARABIC_YEAR})年")
_RESULTS = re.compile("运行|形势|成效|增长|同比|总量|公报|人口")
"""2024年全市经济运行平稳: such a title tells of the year that it names."""
_TAG = re.compile("<[^>]{1,20}>")
_PAGE_TITLE = 8
_REVIEWED = re.compile(rf"({ARABIC_YEAR})年?[^。\n]{{0,14}}(?:工作|发展)?(?:总结|回顾)")
_LOCAL_OFFICE = re.compile(f"[{LEVELS}](?:人民政府|财政局|统计局|[\u4e00-\u9fff]{{1,12}}[局委厅]$)")
_NUMBER = re.compile(rf"[\u4e00-\u9fff]{{1,14}}{DOCUMENT_NUMBER}")


@dataclass(slots=True)
class Metadata:
    """Values of the columns of ``documents`` and where each was found."""

    values: dict[str, str | int] = field(default_factory=dict)
    origins: dict[str, str] = field(default_factory=dict)

    def set(self, column: str, value: str | int | None, origin: str) -> None:
        """Keep a value unless there is none, or one from a better place."""
        if value is not None and value != "" and column not in self.values:
            self.values[column] = value
            self.origins[column] = origin

    def columns(self) -> dict[str, str | int]:
        """Return the values by column, with the origins as JSON."""
        return {**self.values, "metadata_sources": json.dumps(self.origins, ensure_ascii=False, sort_keys=True)}


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
    _set_place(found, stated, head, stem, path)
    _set_issuer(found, stated, head)
    for fact in stated:
        if fact.field == "text":
            found.origins["text"] = fact.origin
    return found


def _first(stated: Iterable[Stated], field_name: str) -> Stated | None:
    return next((fact for fact in stated if fact.field == field_name), None)


def _from_column(fact: Stated | None) -> bool:
    return fact is not None and fact.origin.startswith("column ")


def _set_year(found: Metadata, column: str, stated: Sequence[Stated]) -> None:
    fact = _first(stated, column)
    match = re.fullmatch(rf"({ARABIC_YEAR})(?:年|\.0)?", fact.value) if fact else None
    if fact and match:
        found.set(column, int(match.group(1)), fact.origin)


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
    page = _first(stated, "page_title")
    if page:
        found.set("title", _page_title(page.value), page.origin)
    if is_title(stem):
        found.set("title", stem, "file name")
    for fact in titles:
        found.set("title", fact.value, fact.origin)
    if "title" in found.values:
        found.values["title"] = _REMARK.sub("", str(found.values["title"])) or found.values["title"]


def _page_title(value: str) -> str | None:
    """Return the title of a page less the names of its site and column."""
    parts = [part for part in _SITE.split(_TAG.sub("", value)) if part]
    typed = [part for part in parts if is_title("".join(part.split()))]
    own = [part for part in parts if len(_HAN.findall(part)) >= _PAGE_TITLE and not _SITE_NAME.search(part)]
    return next(iter(typed), None) or max(own, key=len, default=None)


def _set_type(found: Metadata, stated: Sequence[Stated]) -> None:
    fact = _first(stated, "doc_type")
    if fact:
        found.set("doc_type", fact.value, fact.origin)
    title = found.values.get("title")
    if isinstance(title, str):
        found.set("doc_type", title_type(title), "title")


def _set_date(found: Metadata, stated: Sequence[Stated], head: HeadFacts, furniture: Mapping[str, str]) -> None:
    """Prefer the day of delivery or signature to the day on which a page was put up; a page put up years later says nothing."""
    for fact in stated:
        if fact.field == "date" and _from_column(fact):
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
            found.set("review_year", year - 1, "document type")
    found.set("review_year", years.review_year, "title")
    told = _TITLE_YEAR.findall(str(found.values.get("title", "")))
    if len(told) == 1 and "doc_type" not in found.values and _RESULTS.search(str(found.values["title"])):
        found.set("review_year", int(told[0]), "title")


def _set_number(found: Metadata, stated: Sequence[Stated], head: HeadFacts) -> None:
    fact = _first(stated, "doc_number")
    match = _NUMBER.search("".join(fact.value.split())) if fact else None
    if fact and (match or _from_column(fact)):
        found.set("doc_number", match.group() if match else fact.value, fact.origin)
    found.set("doc_number", head.doc_number, "text head")


def _set_place(found: Metadata, stated: Sequence[Stated], head: HeadFacts, stem: str, path: Sequence[Stated]) -> None:
    """Look for the place where documents name it, the surest first."""
    year = found.values.get("year")
    issuer = _first(stated, "issuer")
    title = found.values.get("title")
    places = [(fact.value, fact.origin, _from_column(fact)) for fact in stated if fact.field == "place"]
    sources = [
        *places,
        (title, "title", False),
        (_after_year(str(title or "")), "title", False),
        (head.meeting, "text head (meeting)", False),
        (head.issuer, "text", False),
        (issuer.value if issuer else None, issuer.origin if issuer else "", False),
        (stem, "file name", False),
        *((fact.value, fact.origin, True) for fact in path if fact.field == "place"),
        *((fact.value, fact.origin, False) for fact in stated if fact.field in ("media", "site")),
    ]
    for value, origin, whole in sources:
        place = locate(str(value), year=year if isinstance(year, int) else None, whole=whole) if value else None
        if place:
            found.set("place", place.name, origin)
            found.set("adcode", place.adcode, origin)
            return
        if value and whole:  # a place that a column states and no gazetteer knows stays as it is
            found.set("place", str(value), origin)
            return


def _after_year(title: str) -> str | None:
    """What stands after the year in a title that begins with something else: 稳中有进，2024年甲市经济运行平稳."""
    year = _TITLE_YEAR.search(title)
    return title[year.end() :] if year else None


def _set_issuer(found: Metadata, stated: Sequence[Stated], head: HeadFacts) -> None:
    place = str(found.values.get("place", ""))
    for fact in stated:
        if fact.field == "issuer" and (_from_column(fact) and _HAN.search(fact.value)):
            found.set("issuer", fact.value, fact.origin)
    if found.values.get("doc_type") == "政府工作报告" and place:
        found.set("issuer", "国务院" if place == "全国" else f"{place}人民政府", "document type")
    found.set("issuer", _full_name(head.issuer, place), "text")
    for fact in stated:
        if fact.field == "issuer" and not _from_column(fact) and organ_names(fact.value) and _is_of(fact.value, place):
            found.set("issuer", _full_name("、".join(organ_names(fact.value)), place), fact.origin)
    found.set("issuer", _title_issuer(str(found.values.get("title", ""))), "title")
    for fact in stated:
        if fact.field == "media" and organ_names(fact.value) and _is_of(fact.value, place):
            found.set("issuer", _full_name("、".join(organ_names(fact.value)), place), fact.origin)
    for fact in stated:
        if fact.field == "issuer":
            found.set("issuer", fact.value if _from_column(fact) else None, fact.origin)


def _full_name(name: str | None, place: str) -> str | None:
    """Put the place before an office that is named without it: 市财政局."""
    if name and place and re.match(f"[{LEVELS}](?![\u4e00-\u9fff]{{0,3}}[{LEVELS}])", name) and _LOCAL_OFFICE.match(name):
        return place + name[1:] if place.endswith(name[0]) else name
    return name


def _is_of(name: str, place: str) -> bool:
    """Tell whether an organ is one of the place: a page is also put up by other sites than the issuer's."""
    if is_national(name):
        return place == "全国"
    return not place or name.startswith(place) or bool(_LOCAL_OFFICE.match(name))


def _title_issuer(title: str) -> str | None:
    """Return the body before 关于 in a title: 甲省人民政府关于印发…的通知; or before the year: 甲市生态环境局2023年…报告."""
    match = re.match(rf"([\u4e00-\u9fff、 ]{{3,40}}?)(?:关于|{ARABIC_YEAR}年)", title)
    names = organ_names(match.group(1)) if match else ()
    return "、".join(names) if names and all(is_national(name) or len(name) > 4 for name in names) else None
