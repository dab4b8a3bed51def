"""The place that a title, an organ's name or a file's name begins with."""

import re
from functools import lru_cache

from toolkit.corpus.organs import is_national
from toolkit.grammar.dates import ARABIC_YEAR, YEAR
from toolkit.grammar.levels import LEVELS, WHOLE_LEVEL
from toolkit.grammar.numerals import COUNT
from toolkit.lexicon import read_table
from toolkit.places import Place, resolve_place

__all__ = ["locate"]

_BEFORE = re.compile(
    rf"(?:\s|[—\-－《“（(]|[）)](?=[\u4e00-\u9fff])|关于|中共|{YEAR}年?(?:度)?|[上下]半年|第?[一二三四]季度|[0-9]{{1,2}}(?:[-—－~～至]+[0-9]{{1,2}})?月份?|国家统计局(?=[\u4e00-\u9fff]{{2,}}调查)|在|印发)*"
)
_OUTER = re.compile(r"[（(]([\u4e00-\u9fff]{2,8})[）)]")
_DIVISION = re.compile(f"[{LEVELS}]$")
_AFTER_SHORT = re.compile(f"调查|{WHOLE_LEVEL}|{ARABIC_YEAR}|国民经济|经济社会|统计|财政|政府|人大|人民|第[{COUNT}]|$")
_LONGEST = 24


def locate(text: str, *, year: int | None, whole: bool = False, within: str = "") -> Place | None:
    """Return the place that a text begins with, after 关于, a year, an opening bracket.

    Parameters
    ----------
    text : str
        A title, the name of an organ, of a meeting, of a site.
    year : int, optional
        The year of the document.
    whole : bool
        Whether the text is the name of a place and nothing else.
    within : str
        Of such a name, what the place lies in, where that is known.

    Examples
    --------
    >>> locate("关于清远市2024年预算执行情况的报告", year=2025).name
    '清远市'
    >>> locate("国务院办公厅关于印发计划的通知", year=2021).adcode
    '000000'
    >>> locate("合作社发展规划", year=2021) is None
    True
    >>> locate("General Office of Jinan Municipal People's Government", year=2021).name
    '济南市'
    """
    if text.isascii():
        return _locate_english(text, year)
    outer = _OUTER.match(text)
    if outer and resolve_place(outer.group(1), year=year):
        return locate(text[outer.end() :], year=year) or resolve_place(outer.group(1), year=year)
    start = _BEFORE.match(text)
    rest = "".join(text[start.end() if start else 0 :].split())[:_LONGEST]
    if whole:
        return _locate_within(rest, year, within)
    if _begins_national(rest) or is_national(text):
        return resolve_place("全国", year=year)
    for end in range(len(rest), 1, -1):
        prefix = rest[:end]
        if not _DIVISION.search(prefix) and not _AFTER_SHORT.match(rest[end:]):
            continue
        place = resolve_place(prefix, year=year)
        if place and place.adcode != "000000" and (_DIVISION.search(prefix) or place.level in ("province", "prefecture")):
            return place
    return None


def _locate_within(name: str, year: int | None, within: str) -> Place | None:
    """Look for a place in what it lies in; 吉林 in the province of that name is the city."""
    outer = resolve_place(within, year=year) if within else None
    found = resolve_place(name, year=year, within=outer)
    if outer and found and found.adcode == outer.adcode and name != outer.name:
        return resolve_place(f"{name}市", year=year, within=outer) or found
    return found


@lru_cache(maxsize=1)
def _english() -> tuple[re.Pattern[str], dict[str, str]]:
    """The pattern of the English names of places at the head of an organ's name, and the places."""
    names = {row["english"]: row["name"] for row in read_table("place_english.tsv")}
    listed = "|".join(re.escape(name) for name in sorted(names, key=lambda name: (-len(name), name)))
    return re.compile(rf"(?:.{{0,60}}\b(?:of|including) )?(?:the )?(?:People's Government of )?({listed})(?![a-z'])"), names


def _locate_english(text: str, year: int | None) -> Place | None:
    if is_national(text):
        return resolve_place("全国", year=year)
    pattern, names = _english()
    match = pattern.match(text.strip().replace("\u2019", "'"))
    return resolve_place(names[match[1]], year=year) if match else None


def _begins_national(text: str) -> bool:
    return any(is_national(text[:end]) for end in range(3, min(len(text), 16) + 1)) and not re.match("国家统计局.+调查", text)
