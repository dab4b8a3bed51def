"""What stands around a name decides whether it is a place, and which."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from toolkit.places.candidates import Mention
from toolkit.places.divisions import NATION, Division
from toolkit.places.gazetteer import Form, known_counties
from toolkit.places.resolve import best_division, contains, related
from toolkit.places.towns import has_town
from toolkit.text.proper import is_common
from toolkit.text.words import Word

__all__ = ["settle"]

_JOINERS = {"、", "和", "与", "及", "以及", "·"}
_NEAR = 60
"""Characters over which an earlier place still speaks for a later one."""
_NEAREST = 3
_OF_WATERS = ("流域", "干流", "水系", "沿岸", "上游", "中游", "下游", "两岸", "水质", "河口", "航道", "堤防", "防洪", "洪水", "干支流")


def settle(text: str, mentions: Sequence[Mention], year: int, home: Division | None) -> list[Mention]:
    """Mentions with their division; those that lack the evidence they need are dropped."""
    kept: list[Mention] = []
    for index, mention in enumerate(mentions):
        form = mention.form
        if not form.divisions or form.kind == "country":
            kept.append(mention)
            continue
        after = mentions[index + 1] if index + 1 < len(mentions) else None
        if form.bare and form.needs and after and after.start == mention.end and not _holds(form, after.form):
            continue
        around = _around(text, kept, mention, after)
        division = best_division(form.divisions, year, _context(around, mention, home, year))
        if form.natural and _is_natural(text, mention, division, home, year):
            kept.append(replace(mention, form=form.natural))
        elif _enough(form, division, around, home, year):
            sure = division is not None and _linked(form, division, around, home)
            kept.append(replace(mention, division=division if sure else None))
    return kept


@dataclass(frozen=True, slots=True)
class Around:
    """The mentions next to one: touching it on the left, in one list with it, or just before it."""

    touching: Mention | None
    listed: Mention | None
    before: Mention | None
    next_listed: Mention | None


def _around(text: str, kept: list[Mention], mention: Mention, after: Mention | None) -> Around:
    before = kept[-1] if kept else None
    near = before is not None and mention.start - before.end < _NEAR
    return Around(
        touching=before if before and before.end == mention.start else None,
        listed=before if before and near and text[before.end : mention.start] in _JOINERS else None,
        before=before if near else None,
        next_listed=after if after and after.start - mention.end < 3 and text[mention.end : after.start] in _JOINERS else None,
    )


def _context(around: Around, mention: Mention, home: Division | None, year: int) -> tuple[Division, ...]:
    """What speaks for one of several divisions of a name, nearest first."""
    context = [near.division for near in (around.touching, around.listed) if near and near.division]
    if home and home is not NATION:
        context.append(home)
    if around.next_listed and around.next_listed.form.divisions:
        following = best_division(around.next_listed.form.divisions, year, context)
        context += [following] if following else []
    if around.before and around.before.division:
        context.append(around.before.division)
    return tuple(context)


def _is_natural(text: str, mention: Mention, division: Division | None, home: Division | None, year: int) -> bool:
    """Whether the water or mountain is meant, and not the division that was called after it."""
    if text.startswith(_OF_WATERS, mention.end) or division is None or not division.valid(year):
        return True
    if home is None or home is NATION:
        return division.level == "county"
    return division.level != "province" and not related(home, division)


def _enough(form: Form, division: Division | None, around: Around, home: Division | None, year: int) -> bool:
    """Whether what stands around a name is enough for what it needs to be taken as a place."""
    needs = _needs(form, division, year)
    parent = around.touching
    if parent is not None and division is not None and division.level == "county":
        seat = parent.division or (NATION if parent.form.text.startswith("中") else None)
        within = seat is not None and any(contains(seat, member) for member in form.divisions)
        return within and (needs != "company" or not form.bare)
    if not needs or home in form.divisions:
        return True
    if needs == "parent":
        return False
    near = related(home, division) if home is not None and home is not NATION and division is not None else 0
    if (needs == "home" and near) or (needs == "company" and near == _NEAREST and _is_own(form, division, home)):
        return True
    if around.listed is not None and around.listed.form.kind == "division":
        return True
    other = around.next_listed.form if around.next_listed else None
    if other is None or other.kind != "division":
        return False
    return not other.needs or (needs == "home" and other.needs == "home" and _kin(form, other))


def _is_own(form: Form, division: Division | None, home: Division | None) -> bool:
    """Whether a word of few reports is the name of a county of the reporter's own city (定远 in 滁州), or of a city of its province."""
    if division is None or home is None or is_common(Word(form.text, "", 0)):
        return False
    return home.level != "province" or division.level == "prefecture"


def _needs(form: Form, division: Division | None, year: int) -> str:
    """What a name needs in a year: a prefecture of old may be a county now."""
    if form.bare and not form.needs and division is not None and division.level == "county":
        return "home" if not division.valid(year) or (len(form.text) == 2 and form.text not in known_counties()) else ""
    return form.needs


def _linked(form: Form, division: Division, around: Around, home: Division | None) -> bool:
    """Whether the bare name of a county can be linked: if only one province ever had it, or something near it is near the county; not
    that of one far off which a town in the reporter's province has too (江阴 in a report of 福建)."""
    if form.bare and division.level == "county" and home and not related(home, division) and has_town(home, form.text):
        return False
    if not form.bare or division.level != "county" or len({member.code[:2] for member in form.divisions}) == 1:
        return True
    near = [m.division for m in (around.touching, around.listed, around.next_listed) if m and m.division]
    return any(related(other, division) for other in [*near, *([home] if home else [])])


def _holds(form: Form, other: Form) -> bool:
    """Whether a place of the one name can hold one of the other; else a word stands before a place (平安 | 福建)."""
    return not other.divisions or any(contains(a, b) for a in form.divisions for b in other.divisions)


def _kin(form: Form, other: Form) -> bool:
    """Whether two names can stand for places of one prefecture."""
    return any(a.code[:4] == b.code[:4] for a in form.divisions for b in other.divisions)
