"""One name to one place, for a year and within another place."""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from toolkit.errors import invalid
from toolkit.grammar.levels import DEICTIC
from toolkit.places.divisions import (
    NATION,
    Division,
    Place,
    clamp,
    divisions_by_form,
    place_of,
    successor,
    valid_division,
)

__all__ = ["best_division", "contains", "home_division", "related", "resolve_division", "resolve_place"]

_LEVELS = {"nation": 4, "province": 3, "prefecture": 2, "county": 1}


def resolve_place(name: str, *, year: int | None = None, within: "str | Place | None" = None) -> Place | None:
    """Return the place that a name stands for in a year, or None if it is unknown or ambiguous.

    Parameters
    ----------
    name : str
        A full, short or historical name (``连南瑶族自治县``, ``连南县``, ``连南``), a chain (``清远市连南县``), or 全国, 中国, 我国. The
        words for the reporter's own place (``我市``, ``全省``, ``我县``) resolve with `within`.
    year : int, optional
        The year of the document: the code is the one valid then. Years before 1981 are answered as 1981, later ones than the
        gazetteer, and None, as its last.
    within : str or Place, optional
        The place that the name lies in, or whose report it is: only that place, what lies in it, and what it lies in are
        considered, unless that leaves nothing and the name is a province.

    Returns
    -------
    Place or None
        A name of the past resolves to what had taken its place by `year`, where that is one division: ``former`` is then the name asked
        for and ``until`` the year in which it ended. What was founded later than `year` has its earlier name (西藏 in 1956).

    Examples
    --------
    >>> resolve_place("连南县", year=2023, within="清远市").name
    '连南瑶族自治县'
    >>> resolve_place("鼓楼区", year=2020) is None
    True
    >>> resolve_place("鼓楼区", year=2020, within="福州市").adcode
    '350102'
    >>> place = resolve_place("莱芜市", year=2020)
    >>> place.prefecture, place.name, place.former, place.until
    ('济南市', '莱芜区', '莱芜市', 2018)
    >>> resolve_place("我省", within="清远市").name
    '广东省'
    """
    if not isinstance(name, str):
        raise invalid("name", name, "the name of a place (str)")
    at = clamp(year)
    around = home_division(within, at)
    if name in DEICTIC:
        own = _deictic(DEICTIC[name], around, at)
        return place_of(own, at, year) if own else None
    found = resolve_division(name, at, around)
    return _with_former(place_of(found, at, year), name, at) if found else None


def _with_former(place: Place, name: str, year: int) -> Place:
    """The place with the full name that was asked for, where that had ended before the year."""
    named = [d for d in divisions_by_form().get(name, ()) if d.name == name and d.code[:2] == place.adcode[:2]]
    if not named or any(d.end is None or d.end >= year for d in named) or place.name == name:
        return place
    return replace(place, former=name, until=max(d.end or 0 for d in named))


def home_division(within: "str | Place | None", year: int) -> Division | None:
    """The division of a place that was given by name, code or value; None if it is unknown."""
    if within is None:
        return None
    if isinstance(within, Place):
        return valid_division(within.adcode, year) or resolve_division(within.name, year, None)
    return valid_division(within, year) or resolve_division(within, year, None)


def _deictic(kind: str, around: Division | None, year: int) -> Division | None:
    """The report's own place, or what it lies in, at the level that the word names."""
    if around is None or around is NATION:
        return None
    if kind == "own":
        return around
    if kind == "province":
        return valid_division(around.code[:2] + "0000", year)
    if kind == "county":
        return around if around.level == "county" else None
    if around.level == "county" and not around.name.endswith("市"):
        return valid_division(around.code[:4] + "00", year) or valid_division(around.code[:2] + "0000", year)
    return around


_LONGEST_CHAIN = 64
"""Characters: twice the longest chain of a region, a prefecture and a county; what is longer is no name."""


@lru_cache(maxsize=65536)
def resolve_division(name: str, year: int, around: Division | None) -> Division | None:
    """The division that a name or a chain of names stands for, or None."""
    whole = best_division(divisions_by_form().get(name, ()), year, (around,) if around else ())
    if whole or len(name) > _LONGEST_CHAIN:
        return whole
    for cut in range(len(name) - 2, 1, -1):
        outer = best_division(divisions_by_form().get(name[:cut], ()), year, (around,) if around else ())
        inner = outer and resolve_division(name[cut:], year, outer)
        if outer and inner and contains(outer, inner):
            return inner
    return None


def contains(outer: Division, inner: Division) -> bool:
    """Whether one division lies in another, or is it, by their codes."""
    return outer is NATION or inner.code.startswith(outer.code[:2] if outer.level == "province" else _stem(outer))


def _stem(division: Division) -> str:
    return division.code[:4] if division.level == "prefecture" else division.code


def related(place: Division, other: Division) -> int:
    """How near two divisions are: 3 one contains the other or they share a prefecture, 1 they share a province, else 0."""
    if place is NATION or other is NATION:
        return 0
    if contains(place, other) or contains(other, place) or (place.code[:4] == other.code[:4] and place.code[2:4] != "00"):
        return 3
    return 1 if place.code[:2] == other.code[:2] else 0


def best_division(named: Sequence[Division], year: int, context: Sequence[Division]) -> Division | None:
    """Among divisions of one name, the one valid in the year that the context speaks for; None if several remain.

    The context is ordered: what is nearest to the name comes first.
    """
    return _best(tuple(named), year, tuple(context))


@lru_cache(maxsize=16384)
def _best(named: tuple[Division, ...], year: int, context: tuple[Division, ...]) -> Division | None:
    candidates = _of_year(named, year)
    if len(candidates) == 1:
        return candidates[0]
    for near in context:
        ranks = [related(near, division) for division in candidates]
        if ranks and max(ranks) > 0:
            candidates = [d for d, rank in zip(candidates, ranks, strict=True) if rank == max(ranks)]
            break
    if not candidates:
        return None
    candidates = _cities_for_regions(candidates)
    top = max(_LEVELS[division.level] for division in candidates)
    highest = {d.code: d for d in candidates if _LEVELS[d.level] == top}
    if len(highest) > 1:
        highest = {code: d for code, d in highest.items() if d.name.endswith("市")} or highest
    return next(iter(highest.values())) if len(highest) == 1 else None


def _cities_for_regions(candidates: list[Division]) -> list[Division]:
    """Without the regions (地区) that have since given way to the city of their name: a bare name then meant the city."""
    cities = [d for d in candidates if d.name.endswith("市") and d.level != "province"]
    return [
        d for d in candidates
        if not (d.name.endswith("地区") and d.end is not None and any(city.code[:2] == d.code[:2] for city in cities))
    ]  # fmt: skip


def _of_year(named: Sequence[Division], year: int) -> list[Division]:
    """Those valid in the year; else what followed those that ended; else what had the code before; else those of the next year."""
    valid = [d for d in named if d.valid(year)]
    leaving = [d for d in valid if d.end == year]
    if len(leaving) < len(valid):
        valid = [d for d in valid if d.end != year]
    if valid:
        return valid
    past = [d for d in named if d.end is not None and d.end < year]
    if past:
        last = max(d.end or 0 for d in past)
        latest = [d for d in past if d.end == last]
        return list({s.code: s for d in latest if (s := successor(d, year))}.values())
    renamed = [former for d in named if (former := valid_division(d.code, year))]
    return renamed or [d for d in named if d.start == year + 1]
