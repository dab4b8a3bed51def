"""Places in a text: candidates from the gazetteer, boundary tests, evidence from the neighbours, chains, links."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import accumulate

from toolkit.document import Entity
from toolkit.places.divisions import NATION, Division, clamp, place_of
from toolkit.places.gazetteer import Form, form_finder, forms
from toolkit.places.resolve import best_division, contains, home_division, related
from toolkit.places.zones import extend_zone
from toolkit.text import Segmenter

__all__ = ["find_places"]

MARGIN = 6
"""Characters on each side of a name that the segmentation of its surroundings looks at."""
_JOINERS = {"、", "和", "与", "及", "以及", "，", ",", "·"}
_SEATED = ("大学", "学院", "理工大学", "师范大学", "工业大学", "医科大学", "银行", "医院", "海关", "机场", "港", "政府", "人民政府")
"""What is named after its seat; the dictionary has many such names as one word."""
_FACILITIES = ("博物馆", "博物院", "纪念馆", "大剧院", "大桥", "隧道", "电站", "机场", "高速", "铁路")
_PARTING = {"市": "场民面值容井价委区", "县": "域城委级", "区": "域间位块", "省": "级委份会", "州": "委"}
"""Where a full name is followed by one of these, its last character mostly begins the next word: 清远|市场, 阳山|县域."""


@dataclass(frozen=True, slots=True)
class _Mention:
    start: int
    end: int
    form: Form
    division: Division | None = None
    zone: bool = False
    """Whether a zone that is named after the place belongs to the name (东莞 + 高新区)."""


def find_places(text: str, *, place: str | None = None, year: int | None = None) -> list[Entity]:
    """Return the named places of a text: divisions to county level, regions, waters, mountains, zones, countries.

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
        In order, without overlap; type PLACE, `subtype` province, prefecture, county, region, water, mountain, zone or country, `name`
        the full name in that year, `id` the adcode, None where the name is ambiguous or has no code. A chain (清远市连南县) is one
        entity, linked to its last member.

    Examples
    --------
    >>> [(e.text, e.name, e.id) for e in find_places("清远市连南县与佛冈县深化合作", year=2023)]
    [('清远市连南县', '连南瑶族自治县', '441826'), ('佛冈县', '佛冈县', '441821')]
    """
    at = clamp(year)
    home = home_division(place, at)
    mentions = _settled(text, _candidates(text), at, home)
    return [_entity(text, mention, at) for mention in _chains(text, [_with_zone(text, mention) for mention in mentions])]


def _candidates(text: str) -> list[_Mention]:
    """Names that stand at word boundaries, the leftmost first and of those the longest."""
    hits = form_finder().find(text)
    starts = {start for start, _ in hits}
    found: list[_Mention] = []
    free = 0
    tried = -1
    for start, name in hits:
        if start < free or start == tried:
            continue
        tried = start
        met = bool(found) and found[-1].end == start
        fitting = _fitting(text, start, forms()[name], start + len(name) in starts, met)
        if fitting:
            free = start + len(fitting.text)
            if fitting.kind != "trap":
                found.append(_Mention(start, free, fitting))
    return found


def _fitting(text: str, start: int, form: Form, meets: bool, met: bool) -> Form | None:
    """The form, or the longest shorter one at the same start, that ends where a word ends.

    Two names that touch make a boundary, also where the dictionary has them as one word (上海浦东新区).
    """
    if len(form.text) > 3 and text[start + len(form.text) : start + len(form.text) + 1] not in _PARTING.get(form.text[-1], ()):
        return form
    if form.kind == "trap":
        return form
    low = max(0, start - MARGIN)
    edges = _edges(text[low : start + len(form.text) + MARGIN])
    if start - low not in edges and not met and len(form.text) < 4:
        return None
    for length in range(len(form.text), 1, -1):
        shorter = forms().get(form.text[:length])
        if shorter is None or shorter.kind == "trap":
            continue
        end = start + length
        following = text[end : end + 1]
        if shorter.bare and following and following in ("湖山岛河江港寺峡关口路街巷" if shorter.needs else "路街巷"):
            return None
        parted = following and following in _PARTING.get(form.text[length - 1], ()) and not shorter.bare
        if (end - low in edges or (meets and shorter is form) or text.startswith(_SEATED, end)) and not parted:
            return shorter
        if length >= 3 and not parted and (not shorter.bare or (length > 3 and shorter is form)):
            return shorter
    return None


@lru_cache(maxsize=1)
def _segmenter() -> Segmenter:
    return Segmenter(new_words=False)


def _edges(window: str) -> frozenset[int]:
    """Offsets at which words of a short stretch of text begin or end."""
    return frozenset((0, *accumulate(map(len, _segmenter().cut(window)))))


def _settled(text: str, mentions: list[_Mention], year: int, home: Division | None) -> list[_Mention]:
    """Mentions with their division; those that lack the evidence they need are dropped."""
    kept: list[_Mention] = []
    for index, mention in enumerate(mentions):
        form = mention.form
        if not form.divisions or form.kind == "country":
            kept.append(mention)
            continue
        before = kept[-1] if kept else None
        chained = before is not None and before.end == mention.start
        listed = before is not None and text[before.end : mention.start] in _JOINERS
        after = mentions[index + 1] if index + 1 < len(mentions) else None
        context = _context(text, before, mention, after, home, year, chained, listed)
        division = best_division(form.divisions, year, context)
        if _enough(form, division, before if chained else None, before if listed else None, after, text, mention, home, year):
            kept.append(replace(mention, division=division))
    return kept


def _context(
    text: str, before: _Mention | None, mention: _Mention, after: _Mention | None, home: Division | None, year: int,
    chained: bool, listed: bool,
) -> tuple[Division, ...]:  # fmt: skip
    """What speaks for one of several divisions of a name, nearest first."""
    context = []
    if before and before.division and (chained or listed):
        context.append(before.division)
    if home and home is not NATION:
        context.append(home)
    if after and after.form.divisions and text[mention.end : after.start] in _JOINERS:
        following = best_division(after.form.divisions, year, context)
        if following:
            context.append(following)
    if before and before.division and mention.start - before.end < 60:
        context.append(before.division)
    return tuple(context)


def _enough(
    form: Form, division: Division | None, parent: _Mention | None, listed: _Mention | None, after: _Mention | None, text: str,
    mention: _Mention, home: Division | None, year: int,
) -> bool:  # fmt: skip
    """Whether what stands around a name is enough for what it needs to be taken as a place."""
    needs = form.needs
    if form.bare and division is not None and division.level == "county" and not division.valid(year):
        needs = needs or "home"
    if not needs or home in form.divisions:
        return True
    seat = parent.division if parent is not None and needs != "company" else None
    if seat is not None and any(contains(seat, member) for member in form.divisions):
        return True
    if needs == "parent":
        return False
    if needs == "home" and home is not None and home is not NATION and division is not None and related(home, division):
        return True
    if listed is not None and listed.form.kind == "division":
        return True
    if after is not None and text[mention.end : after.start] in _JOINERS and after.form.kind == "division":
        return not after.form.needs or (needs == "home" and after.form.needs == "home" and _kin(form, after.form))
    return False


def _kin(form: Form, other: Form) -> bool:
    """Whether two names can stand for places of one prefecture."""
    return any(a.code[:4] == b.code[:4] for a in form.divisions for b in other.divisions)


def _chains(text: str, mentions: Sequence[_Mention]) -> list[_Mention]:
    """Mentions that touch, each lying in the one before, as one; of the name of a facility only where it stands is a place."""
    merged: list[_Mention] = []
    for mention in mentions:
        last = merged[-1] if merged else None
        touches = last is not None and last.end == mention.start
        if last and touches and _inside(last, mention):
            merged[-1] = replace(mention, start=last.start)
        elif not (touches and mention.form.kind in ("country", "water", "mountain") and text.startswith(_FACILITIES, mention.end)):
            merged.append(mention)
    return merged


def _inside(outer: _Mention, inner: _Mention) -> bool:
    """Whether the second of two names that touch lies in the first, or is the seat of a zone that both found (苏州宿迁工业园区)."""
    if outer.division is None:
        return False
    if inner.division is not None and inner.zone:
        return True
    if inner.division is not None:
        return contains(outer.division, inner.division) and outer.division.code != inner.division.code
    return inner.form.kind in ("zone", "water", "mountain")


def _with_zone(text: str, mention: _Mention) -> _Mention:
    end, zone = extend_zone(text, mention.end)
    return replace(mention, end=end, zone=True) if zone else mention


def _entity(text: str, mention: _Mention, year: int) -> Entity:
    end = mention.end
    span = text[mention.start : end]
    if mention.zone:
        return Entity(mention.start, end, span, "PLACE", "zone", span)
    if mention.form.kind == "country" and mention.form.divisions:
        return Entity(mention.start, end, span, "PLACE", "country", "中国", NATION.code)
    if mention.division is not None:
        found = place_of(mention.division, year)
        return Entity(mention.start, end, span, "PLACE", found.level, found.name, found.adcode)
    if mention.form.divisions:
        return Entity(mention.start, end, span, "PLACE", mention.form.divisions[0].level, span)
    return Entity(mention.start, end, span, "PLACE", mention.form.kind, mention.form.standard)
