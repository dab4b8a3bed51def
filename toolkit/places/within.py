"""The names of a place and of everything that lies in it."""

from collections.abc import Mapping
from functools import lru_cache

from toolkit.lexicon import read_table
from toolkit.places.divisions import NATION, divisions
from toolkit.places.forms import bare_form, name_forms
from toolkit.places.gazetteer import forms

__all__ = ["names_within", "own_references"]


@lru_cache(maxsize=4096)
def names_within(adcode: str) -> frozenset[str]:
    """Return every name, full or short and of whatever year, of the division of a code and of the divisions and regions in it.

    With abbreviations (粤, 穗) and regions of one province (珠三角). Short names that are words besides (和平, 友好) are left out; of the
    whole country only its own names are given.

    Examples
    --------
    >>> sorted(name for name in names_within("441800") if name.startswith(("清远", "连南")))
    ['清远', '清远市', '连南', '连南县', '连南瑶族自治县', '连南自治县']
    """
    if adcode == NATION.code:
        return frozenset(("全国", "我国", "中国", "中华人民共和国"))
    start = adcode.removesuffix("00").removesuffix("00")
    names: set[str] = set()
    for division in divisions():
        if division.code.startswith(start):
            names.update(name_forms(division.name))
            names.update(_abbreviations().get(division.name, ()))
            short = forms().get(bare_form(division.name))
            if short is not None and short.kind == "division" and short.needs != "parent":
                names.add(short.text)
    return frozenset(names)


def own_references(adcode: str) -> frozenset[str]:
    """Return how a report refers to its place by its kind.

    Examples
    --------
    >>> sorted(own_references("530000")), "自治区" in own_references("150000")
    (['全省', '我省', '本省'], True)
    """
    names = {division.name for division in divisions() if division.code == adcode}
    kinds = {name[-1] for name in names if name[-1] in _KINDS}
    autonomous = {f"自治{kind}" for kind in kinds if any(f"自治{kind}" in name for name in names)}
    return frozenset({start + kind for kind in kinds for start in _OWN} | autonomous)


_KINDS = frozenset("省市区县州盟旗")
_OWN = ("全", "我", "本")


@lru_cache(maxsize=1)
def _abbreviations() -> Mapping[str, tuple[str, ...]]:
    return {row["place"]: (*row["letters"], *row["also"].split()) for row in read_table("place_letters.tsv")}
