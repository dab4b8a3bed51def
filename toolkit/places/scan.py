"""Places in a text: candidates from the gazetteer, evidence from what stands around, chains, links."""

import re
from collections.abc import Sequence
from dataclasses import replace

from toolkit.document import Entity
from toolkit.places.candidates import Mention, find_candidates
from toolkit.places.divisions import NATION, clamp, place_of
from toolkit.places.evidence import settle
from toolkit.places.letters import find_by_letters
from toolkit.places.resolve import contains, home_division
from toolkit.places.surroundings import in_other_name
from toolkit.places.towns import find_towns, town_of, towns_behind
from toolkit.places.unlisted import find_unlisted
from toolkit.places.zones import extend_zone

__all__ = ["find_places"]

_SITE = re.compile("((?!国际|新|支线|军用|民用|通用|货运|干线|旧|老|枢纽|两)[一-龥]{2})(?:国际)?机场")
_FOREIGN_CITY = re.compile("([一-龥]{2,5}?[市州])(?![场长民])")
_FACILITIES = ("博物馆", "博物院", "纪念馆", "大剧院", "大桥", "隧道", "电站", "机场", "高速", "铁路")


def find_places(text: str, *, place: str | None = None, year: int | None = None) -> list[Entity]:
    """Return the named places of a text: divisions, towns and villages, regions, waters, mountains, zones, countries.

    Words that only look like places (合作, 示范县, 和平发展) and plain compass words (北部, 沿海) are not among them, nor are the words
    for the reporter's own place (我市, 全省), which `resolve_place` answers. Places inside the names of organisations are
    among them; `extract_entities` leaves those out.

    Parameters
    ----------
    text : str
    place : str, optional
        Whose report it is; decides between places of one name.
    year : int, optional
        The year of the document; codes and names are those valid then.

    Returns
    -------
    list of Entity
        In order, without overlap; type PLACE, `subtype` province, prefecture, county, town, region, water, mountain, zone or
        country, `name` the full name in that year, `id` the adcode, None where the name is ambiguous or has no code. A chain
        (清远市连南县) is one entity, linked to its last member.

    Examples
    --------
    >>> [(e.text, e.name, e.id) for e in find_places("清远市连南县与佛冈县深化合作", year=2023)]
    [('清远市连南县', '连南瑶族自治县', '441826'), ('佛冈县', '佛冈县', '441821')]
    """
    at = clamp(year)
    home = home_division(place, at)
    mentions = settle(text, find_candidates(text), at, home)
    found: list[Entity] = []
    for mention in _free_trade_zones(text, _chains(text, [_with_zone(text, mention) for mention in mentions])):
        if found and found[-1].end > mention.start:
            continue
        nation = mention.division is NATION or mention.form.kind == "country"
        if mention.zone or not in_other_name(text, mention.start, mention.end, nation=nation, region=mention.form.kind == "region"):
            found += _with_towns(text, mention, _with_site(text, _entity(text, mention, at, year)))
    more = [*find_unlisted(text, {entity.end for entity in found}), *find_by_letters(text, at, home), *find_towns(text, home)]
    return _joined(text, found, more)


def _joined(text: str, listed: Sequence[Entity], more: Sequence[Entity]) -> list[Entity]:
    """The places of the gazetteer and those of no list, which go on a place that they touch (平潭 + 东溪) and hold shorter ones."""
    ends = {entity.end: entity for entity in listed}
    wider = []
    for entity in more:
        if entity.end in ends:
            continue
        outer = ends.get(entity.start)
        span = text[outer.start : entity.end] if outer else ""
        wider.append(replace(entity, start=outer.start, text=span, name=span) if outer else entity)
    kept: list[Entity] = []
    taken = bytearray(len(text))
    for entity in sorted([*listed, *wider], key=lambda e: (e.start - e.end, e.start)):
        if not any(taken[entity.start : entity.end]):
            kept.append(entity)
            taken[entity.start : entity.end] = b"\1" * (entity.end - entity.start)
    return sorted(kept, key=lambda e: e.start)


def _chains(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """Mentions that touch, each lying in the one before, as one; of the name of a facility only where it stands is a place."""
    merged: list[Mention] = []
    for mention in mentions:
        last = merged[-1] if merged else None
        touches = last is not None and last.end == mention.start
        if last and touches and _inside(last, mention):
            merged[-1] = replace(mention, start=last.start)
        elif not (touches and _in_facility(text, mention)):
            merged.append(mention)
    return merged


def _free_trade_zones(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """Mentions, with 中国（甘肃）自由贸易试验区 as one zone."""
    merged: list[Mention] = []
    for mention in mentions:
        last = merged[-1] if merged else None
        opened = last and last.form.text == "中国" and mention.start == last.end + 1 and text[last.end] in "（("
        if last and opened and text[mention.end : mention.end + 1] in ("）", ")"):
            end, zone = extend_zone(text, mention.end + 1)
            if zone:
                merged[-1] = replace(mention, start=last.start, end=end, zone=True)
                continue
        merged.append(mention)
    return merged


def _in_facility(text: str, mention: Mention) -> bool:
    """Whether a name right behind a place is part of a facility's name (扬州 | 中国大运河博物馆)."""
    kind = mention.form.kind
    return kind == "country" or (kind in ("water", "mountain") and text.startswith(_FACILITIES, mention.end))


def _inside(outer: Mention, inner: Mention) -> bool:
    """Whether the second of two names that touch lies in the first, or is the seat of a zone that both found (苏州宿迁工业园区)."""
    if outer.division is None:
        return False
    if inner.division is not None and inner.zone:
        return True
    if inner.division is not None:
        return contains(outer.division, inner.division) and outer.division.code != inner.division.code
    return inner.form.kind in ("zone", "water", "mountain")


def _with_zone(text: str, mention: Mention) -> Mention:
    end, zone = extend_zone(text, mention.end)
    return replace(mention, end=end, zone=True) if zone else mention


def _with_site(text: str, entity: Entity) -> Entity:
    """The place with the part of it that an airport is called after (南宁吴圩|国际机场), a foreign one with its city."""
    site = (_FOREIGN_CITY if entity.subtype == "country" and entity.id is None else _SITE).match(text, entity.end)
    if not site:
        return entity
    span = text[entity.start : site.end(1)]
    return replace(entity, end=site.end(1), text=span, name=span, id=None)


def _with_towns(text: str, mention: Mention, entity: Entity) -> list[Entity]:
    """The entity, or in its place the chain with the first town behind it, and the towns listed after that."""
    if mention.division is None or mention.zone or mention.division.level == "province":
        return [entity]
    towns = towns_behind(text, entity.end)
    if not towns:
        end = town_of(text, entity.end, mention.division) if entity.end == mention.end else None
        if not end:
            return [entity]
        end, zone = extend_zone(text, end)
        span = text[entity.start : end]
        return [replace(entity, end=end, text=span, subtype="zone" if zone else "town", name=span, id=None)]
    spans = [(entity.start, towns[0][1]), *towns[1:]]
    return [Entity(start, end, text[start:end], "PLACE", "town", text[start:end]) for start, end in spans]


def _entity(text: str, mention: Mention, year: int, asked: int | None) -> Entity:
    end = mention.end
    span = text[mention.start : end]
    if mention.zone:
        return Entity(mention.start, end, span, "PLACE", "zone", span)
    if mention.form.kind == "country" and mention.form.divisions:
        return Entity(mention.start, end, span, "PLACE", "country", "中国", NATION.code)
    if mention.division is not None:
        found = place_of(mention.division, year, asked)
        return Entity(mention.start, end, span, "PLACE", found.level, found.name, found.adcode)
    if mention.form.divisions:
        return Entity(mention.start, end, span, "PLACE", mention.form.divisions[0].level, span)
    return Entity(mention.start, end, span, "PLACE", mention.form.kind, mention.form.standard)
