"""The names by which a division goes: full, without its suffix, without the peoples named in an autonomous one."""

import re
from functools import cache

from toolkit.grammar.levels import LEVELS
from toolkit.lexicon import read_list, read_table

__all__ = ["bare_form", "name_forms", "without_peoples"]

_SUFFIX = re.compile(f"(?:自治[州县旗区]|特别行政区|新区|行政区|地区|林区|特区|矿区|[{LEVELS}])$")
_SPECIAL = {"内蒙古自治区": "内蒙古", "西沙群岛": "西沙", "南沙群岛": "南沙", "畹町镇": "畹町"}


def bare_form(name: str) -> str:
    """Return a division's name without its suffix and without the names of peoples; the name itself if nothing would stay.

    Examples
    --------
    >>> bare_form("连南瑶族自治县"), bare_form("清远市"), bare_form("礼县"), bare_form("东乡族自治县")
    ('连南', '清远', '礼县', '东乡')
    """
    if name in _SPECIAL:
        return _SPECIAL[name]
    match = _SUFFIX.search(name)
    if not match:
        return name
    stem = name[: match.start()]
    if match.group().startswith("自治"):
        stem = without_peoples(stem)
    return stem if len(stem) > 1 else name


def name_forms(name: str) -> tuple[str, ...]:
    """Return the full name and the shorter forms that keep a suffix, longest first; the bare form is not among them.

    Examples
    --------
    >>> name_forms("连南瑶族自治县")
    ('连南瑶族自治县', '连南自治县', '连南县')
    >>> name_forms("科尔沁右翼前旗")
    ('科尔沁右翼前旗', '科右前旗')
    """
    match = re.search(r"自治([州县旗])$", name)
    usual = _short_names().get(name, ())
    if not match:
        return (name, *usual)
    stem = bare_form(name)
    return (name, f"{stem}自治{match.group(1)}", f"{stem}{match.group(1)}", *usual)


@cache
def _short_names() -> dict[str, tuple[str, ...]]:
    rows = read_table("place_short_names.tsv")
    return {row["full"]: tuple(other["short"] for other in rows if other["full"] == row["full"]) for row in rows}


@cache
def _peoples() -> tuple[str, ...]:
    """The names of peoples, the longest first."""
    return tuple(sorted(read_list("peoples.txt"), key=len, reverse=True))


def without_peoples(stem: str) -> str:
    """Strip the names of peoples from the right, never all of it."""
    while True:
        found = (people for people in _peoples() if stem.endswith(people) and len(stem) > len(people))
        people = next(found, None) if stem.endswith(_peoples()) else None
        if people is None:
            return stem.removesuffix("族") if len(stem) > 2 else stem
        stem = stem.removesuffix(people)
