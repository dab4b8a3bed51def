"""Level, region and neighbours of a place by its code."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache

from toolkit.lexicon import read_table

__all__ = ["level_of", "neighbours_among", "region_of"]


def level_of(adcode: str | None) -> str | None:
    """The level of government of a code: nation, province, prefecture or county; None without a code.

    Examples
    --------
    >>> level_of("000000"), level_of("330000"), level_of("441800"), level_of("441826")
    ('nation', 'province', 'prefecture', 'county')
    """
    if not adcode:
        return None
    if adcode == "000000":
        return "nation"
    return "province" if adcode.endswith("0000") else "prefecture" if adcode.endswith("00") else "county"


def region_of(adcode: str | None) -> str | None:
    """The economic region (东部, 中部, 西部, 东北) that a place lies in; None for the nation and for what has no code.

    Examples
    --------
    >>> region_of("441800"), region_of("000000")
    ('东部', None)
    """
    return _regions().get(adcode[:2]) if adcode else None


def neighbours_among(adcodes: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
    """For each of the codes, its neighbours among them.

    Provinces are neighbours that share a border (广东 and 海南, a strait); prefectures those of one province, counties those of one
    prefecture, since the map of their borders changes too often to be kept here.

    Examples
    --------
    >>> dict(neighbours_among(["330000", "320000", "440000", "441800", "440100"]))
    {'320000': ('330000',), '330000': ('320000',), '440000': (), '440100': ('441800',), '441800': ('440100',)}
    """
    codes = sorted(set(adcodes))
    peers: dict[tuple[str | None, str], list[str]] = defaultdict(list)
    for code in codes:
        peers[_circle(code)].append(code)
    borders = _borders()
    return {
        code: tuple(other for other in codes if other in borders.get(code, ()))
        if level_of(code) == "province" else tuple(other for other in peers[_circle(code)] if other != code)
        for code in codes
    }  # fmt: skip


def _circle(code: str) -> tuple[str | None, str]:
    level = level_of(code)
    return level, code[:2] if level == "prefecture" else code[:4] if level == "county" else code


@lru_cache(maxsize=1)
def _regions() -> Mapping[str, str]:
    return {row["code"][:2]: row["region"] for row in read_table("places/regions.tsv")}


@lru_cache(maxsize=1)
def _borders() -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for row in read_table("places/borders.tsv"):
        found[row["code"]].add(row["neighbour"])
        found[row["neighbour"]].add(row["code"])
    return {code: frozenset(others) for code, others in found.items()}
