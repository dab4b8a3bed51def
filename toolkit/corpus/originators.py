"""Where a document comes from: the place that it is of, and the body that issued it."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from toolkit.corpus.facts import Metadata, first_fact, from_column, is_given
from toolkit.corpus.head_facts import HeadFacts
from toolkit.corpus.locating import locate
from toolkit.corpus.organs import is_national, organ_names
from toolkit.corpus.raw import Note, Stated
from toolkit.grammar.dates import ARABIC_YEAR
from toolkit.grammar.levels import LEVELS
from toolkit.places import Place, resolve_place
from toolkit.places.divisions import clamp, place_of, valid_division

__all__ = ["set_issuer", "set_place"]

_HAN = re.compile("[\u4e00-\u9fff]")
_TITLE_YEAR = re.compile(f"({ARABIC_YEAR})年")
_LOCAL_OFFICE = re.compile(f"[{LEVELS}](?:人民政府|财政局|统计局|[\u4e00-\u9fff]{{1,12}}[局委厅]$)")
_LEVEL_ONLY = re.compile(f"(?:[{LEVELS}]|自治区)人民政府$")
_CODE = re.compile("([0-9]{6})(?:0{6})?")


def set_place(found: Metadata, stated: Sequence[Stated], head: HeadFacts, stem: str, path: Sequence[Stated]) -> None:
    """Look for the place where documents name it, the surest first."""
    year = found.values.get("year")
    at = year if isinstance(year, int) else None
    _set_code(found, stated, at)
    for mention in _mentions(found, stated, head, stem, path):
        place = locate(str(mention.text), year=at, whole=mention.whole, within=mention.within) if mention.text else None
        if place:
            found.set("place", place.name, mention.origin)
            if place.name == found.values["place"]:
                found.set("adcode", place.adcode, mention.origin)
            break
    _keep_as_given(found, stated)


def _set_code(found: Metadata, stated: Sequence[Stated], year: int | None) -> None:
    """Keep the code that a column states, and the place that it stands for."""
    fact = first_fact(stated, "adcode")
    code = _CODE.fullmatch(fact.value) if fact else None
    if fact and code:
        place = resolve_place("全国", year=year) if code[1] == "000000" else _place_of_code(code[1], year)
        found.set("adcode", code[1], fact.origin)
        found.set("place", place.name if place else None, fact.origin)
    elif fact and is_given(fact):
        found.notes.append(Note("unread column", f"{fact.origin} says {fact.value[:40]!r}, which is no code of six digits"))


def _place_of_code(code: str, year: int | None) -> Place | None:
    division = valid_division(code, clamp(year))
    return place_of(division, clamp(year), year) if division else None


def _keep_as_given(found: Metadata, stated: Sequence[Stated]) -> None:
    """A place that a column names and no gazetteer knows stays as given, without a code that another place would lend it."""
    fact = first_fact(stated, "place")
    name = str(found.values.get("place", ""))
    known = fact and (found.origins.get("place") == fact.origin or (name and fact.value.endswith(name)) or found.from_column("adcode"))
    if fact and not known:
        found.values["place"], found.origins["place"] = fact.value, fact.origin
        found.values.pop("adcode", None)
        found.origins.pop("adcode", None)


class _Mention(NamedTuple):
    """Where a document names its place."""

    text: object
    origin: str
    whole: bool = False
    """Whether the text is a place's name and nothing else."""
    within: str = ""


def _mentions(found: Metadata, stated: Sequence[Stated], head: HeadFacts, stem: str, path: Sequence[Stated]) -> Iterator[_Mention]:
    """Yield where documents name their place, the surest first."""
    issuer = first_fact(stated, "issuer")
    title = found.values.get("title")
    yield from (_Mention(fact.value, fact.origin, from_column(fact), fact.within) for fact in stated if fact.field == "place")
    yield _Mention(title, "title")
    yield _Mention(_after_year(str(title or "")), "title")
    yield _Mention(head.meeting, "text head (meeting)")
    yield _Mention(head.speaker, "text head (speaker)")
    yield _Mention(head.represented, "text head (speaker)")
    yield _Mention(head.issuer, "text")
    yield _Mention(issuer.value if issuer else None, issuer.origin if issuer else "")
    yield _Mention(stem, "file name")
    yield from (_Mention(fact.value, fact.origin, whole=True) for fact in path if fact.field == "place")
    yield from (_Mention(fact.value, fact.origin) for fact in stated if fact.field in ("media", "site"))


def _after_year(title: str) -> str | None:
    """What stands after the year in a title that begins with something else: 稳中有进，2024年甲市经济运行平稳."""
    year = _TITLE_YEAR.search(title)
    return title[year.end() :] if year else None


def set_issuer(found: Metadata, stated: Sequence[Stated], head: HeadFacts) -> None:
    place = str(found.values.get("place", ""))
    for fact in stated:
        if fact.field == "issuer" and (from_column(fact) and _HAN.search(fact.value)):
            found.set("issuer", fact.value, fact.origin)
    if found.values.get("doc_type") == "政府工作报告" and place:
        found.set("issuer", "国务院" if place == "全国" else f"{place}人民政府", "document type")
    found.set("issuer", _full_name(head.issuer, place), "text")
    if head.represented and place and (_LEVEL_ONLY.match(head.represented) or head.represented.startswith(place)):
        found.set("issuer", _full_name(head.represented, place), "text head (speaker)")
    for fact in stated:
        if fact.field == "issuer" and not from_column(fact) and organ_names(fact.value) and _is_of(fact.value, place):
            found.set("issuer", _full_name("、".join(organ_names(fact.value)), place), fact.origin)
    found.set("issuer", _title_issuer(str(found.values.get("title", ""))), "title")
    for fact in stated:
        if fact.field == "media" and organ_names(fact.value) and _is_of(fact.value, place):
            found.set("issuer", _full_name("、".join(organ_names(fact.value)), place), fact.origin)
    for fact in stated:
        if fact.field == "issuer":
            found.set("issuer", fact.value if from_column(fact) else None, fact.origin)


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
