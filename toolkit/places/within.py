"""The names of a place and of everything that lies in it."""

from functools import lru_cache

from toolkit.places.divisions import NATION, divisions
from toolkit.places.forms import bare_form, name_forms
from toolkit.places.gazetteer import forms

__all__ = ["names_within"]


@lru_cache(maxsize=4096)
def names_within(adcode: str) -> frozenset[str]:
    """Return every name, full or short and of whatever year, of the division of a code and of the divisions in it.

    Short names that are words besides (和平, 友好) are left out; of the whole country only its own names are given.

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
            short = forms().get(bare_form(division.name))
            if short is not None and short.kind == "division" and short.needs != "parent":
                names.add(short.text)
    return frozenset(names)
