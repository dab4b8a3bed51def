"""Every form of every place."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from toolkit.lexicon import read_list, read_table
from toolkit.places.divisions import NATION, Division, divisions
from toolkit.places.forms import bare_form, name_forms
from toolkit.text import PhraseFinder

__all__ = ["Form", "form_finder", "forms", "known_counties"]

_NATURE = "山河江湖湾岛"
_KINDS_OF_AREAS = ("山区", "城区", "郊区", "县区", "市区")
_GENERIC = frozenset(("中原", "高新", "和平", "友谊", "友好"))


@dataclass(frozen=True, slots=True)
class Form:
    """A name as texts have it: what it may stand for, and what it takes to be sure that it is a place."""

    text: str
    kind: str
    """``division``, a kind of ``geography.tsv``, or ``trap`` for what only looks like a place."""
    standard: str = ""
    divisions: tuple[Division, ...] = ()
    bare: bool = False
    """Whether the suffix (市, 县, …) is left out."""
    needs: str = ""
    """``parent`` (only behind the place it lies in), ``company`` (or in a list of places), ``home`` (or in the reporter's own
    province); empty where the name alone is enough."""
    counties: bool = False
    """Whether a bare name is that of counties and of nothing higher."""
    natural: "Form | None" = None
    """The water or mountain of the same name, which a division of that name was called after."""


@lru_cache(maxsize=1)
def forms() -> Mapping[str, Form]:
    """Every form; a division goes before another place of the same name, a full name before a bare one."""
    found: dict[str, Form] = {}
    for row in read_table("geography.tsv"):
        found[row["name"]] = Form(row["name"], row["kind"], row["standard"] or row["name"])
    full: dict[str, list[Division]] = {}
    bare: dict[str, list[Division]] = {}
    for division in divisions():
        names = name_forms(division.name)
        for name in names:
            full.setdefault(name, []).append(division)
        if (short := bare_form(division.name)) not in names:
            bare.setdefault(short, []).append(division)
    for name, members in bare.items():
        found[name] = _bare_form(name, tuple(members), found.get(name))
    for name, members in full.items():
        also = bare.get(name, [])
        found[name] = Form(name, "division", name, (*members, *also), needs=_needs_full(name, members))
    for name in ("中国", "中华人民共和国"):
        found[name] = Form(name, "country", "中国", (NATION,))
    found |= {trap: Form(trap, "trap") for trap in read_list("place_traps.txt")}
    return found


@lru_cache(maxsize=1)
def form_finder() -> PhraseFinder:
    """What finds the forms in a text."""
    return PhraseFinder(forms())


@lru_cache(maxsize=1)
def known_counties() -> frozenset[str]:
    """The counties that go by their bare name everywhere."""
    return frozenset(read_list("known_counties.txt"))


@lru_cache(maxsize=1)
def _words() -> frozenset[str]:
    return frozenset(read_list("place_words.txt"))


def _bare_form(name: str, members: tuple[Division, ...], other: Form | None) -> Form:
    """A name without suffix; a river or mountain of the same name stays what it is where the division is a county."""
    highest = min((d.level for d in members), key=("province", "prefecture", "county").index)
    if other and highest == "county":
        return other
    if name in _words():
        needs = "company"
    elif highest == "county" and (len(name) == 2 or _is_feature(name, members)) and name not in known_counties():
        needs = "home"
    else:
        needs = ""
    return Form(name, "division", name, members, bare=True, needs=needs, counties=highest == "county", natural=other)


def _is_feature(name: str, members: tuple[Division, ...]) -> bool:
    """Whether districts are called after a hill or water, of which there are many (元宝山区)."""
    return name[-1] in _NATURE and all(division.name.endswith("区") for division in members)


def _needs_full(name: str, members: list[Division]) -> str:
    if any(division.level != "county" for division in members):
        return ""
    if len(name) == 2:
        return "parent" if name[0] in "城郊矿市新东西南北" else "home"
    area = len(name) == 3 and name[-1] == "区"
    generic = area and (name[1:] in _KINDS_OF_AREAS or name[0] in "新老城市" or name[1] == "城" or name[:-1] in _GENERIC)
    return "home" if generic else ""
