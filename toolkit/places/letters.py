"""Places by one character of their name: pairs and triples (沪苏, 川渝黔), parts of a province (浙中), 在甘, 来鲁."""

import re
from functools import lru_cache

from toolkit.document import Entity
from toolkit.lexicon import read_table
from toolkit.places.divisions import LAST_YEAR, Division
from toolkit.places.forms import bare_form
from toolkit.places.resolve import resolve_division
from toolkit.places.zones import extend_zone
from toolkit.text.words import begins_word

__all__ = ["find_by_letters"]

_ROWS = read_table("place_letters.tsv")
_PROVINCES = {letter: row["place"] for row in _ROWS for letter in row["letters"]}
_ALSO = {row["place"]: row["also"].split() for row in _ROWS}
_SURE = "京津冀晋辽沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝黔滇陕"
_PAIR = re.compile(
    f"[{_SURE}川港澳台甬穗江][{_SURE}川藏甘宁青港澳台甬深]{{1,3}}"
    "(?=[、，。；（）等两三四五六七八九省市区地与和及间的]|$|合作|边界|毗邻|交界|携手|协作|同城|一体化|协同|融合|互联|联动|产业|结合部|高质量|经济"
    "|经贸|金融|科技|资金|项目|人才|企业|直接|港口群|机场群|城市群|都市圈|交流|关检|双方|优质|农业|新能源)"
)
_PART = re.compile(
    f"[{_SURE}川疆青][东西南北中](?:部|地区)?(?=[、，。；（）等与和及的]|$|地区|崛起|振兴|发展|城市|革命|山区|经济|板块|沿海|承接|产业|都市)"
)
_STAYS = "投资|央企|企业|高校|院士|院所|外资|外商|机构|单位|商会|部队|人民|解放军|武警|官兵|各单位|中央|国家|全体|空军|海军|[，。、；]"
_AT = re.compile(
    f"(?:[在来赴驻入留](?=.(?:{_STAYS}|游客|兴业|发展|落户|落地|考察|旅游|设立|建设|创业|就业|举办|召开|申请))|(?:央企|民企|名企|外企|国企)[入来进])"
    f"([{''.join(_PROVINCES)}])"
)
_LINES = re.compile("(?:、[一-龥]{2,4}){0,6}(?:等[一-龥0-9]{0,4})?(?:铁路|高铁|城际|客专|高速)")
"""What lists of lines end with, which are called after their ends: 广汕、赣深等铁路."""
_LONGEST_NAME = 3
_NO_LETTER = frozenset("州市山江河海湖大东西南北中安平阳")
"""Characters of many names, which stand for none of them."""
_WORDS = frozenset(("台港", "辽宁", "京川", "苏川", "津川"))


def find_by_letters(text: str, year: int = LAST_YEAR, home: Division | None = None) -> list[Entity]:
    """Places that are written with one character each, in no certain order; a province has the code of the year.

    The reporter's own city may be written with any character of its name (驻宿单位 in a report of 宿州).

    Examples
    --------
    >>> [e.text for e in find_by_letters("深化川渝合作，沪苏浙联动，推动浙中崛起，服务在甘企业")]
    ['川渝', '沪苏浙', '浙中', '甘']
    """
    found = [
        _region(text, match.start(), match.end())
        for pattern in (_PAIR, _PART) for match in pattern.finditer(text)
        if _is_pair(match.group()) and begins_word(text, match.start()) and not _LINES.match(text, match.end())
    ]  # fmt: skip
    for match in _AT.finditer(text):
        name = _PROVINCES[match.group(1)]
        found.append(_one(text, *match.span(1), resolve_division(name, year, None), name))
    found += [_one(text, *match.span(1), home) for match in _at_home(_letters_of(home)).finditer(text)]
    found += [
        _one(text, match.start(), match.end(), home)
        for name in _shorter_names(home) for match in re.finditer(f"{name}(?![县镇街])", text)
        if begins_word(text, match.start())
    ]  # fmt: skip
    return found


def _shorter_names(home: Division | None) -> list[str]:
    """What the reporter's own province is called by the end of its name (龙江)."""
    if home is None or home.level != "province":
        return []
    return [name for name in _ALSO.get(home.name, ()) if len(name) > 1 and bare_form(home.name).endswith(name)]


@lru_cache(maxsize=256)
def _at_home(letters: str) -> re.Pattern[str]:
    return re.compile(f"[驻在]([{letters}])(?={_STAYS})" if letters else "(?!)")


def _letters_of(home: Division | None) -> str:
    """The characters that may stand for the province or city whose report it is, and for no province."""
    if home is None or home.level not in ("province", "prefecture"):
        return ""
    letters = [name for name in _ALSO.get(home.name, ()) if len(name) == 1]
    name = bare_form(home.name)
    if home.level == "prefecture" and len(name) <= _LONGEST_NAME:
        letters += [letter for letter in name if letter not in _NO_LETTER]
    return "".join(letter for letter in dict.fromkeys(letters) if letter not in _PROVINCES)


def _one(text: str, start: int, end: int, division: Division | None, name: str = "") -> Entity:
    """A division by its short name; without a code where it did not exist in the year."""
    if division is None:
        return Entity(start, end, text[start:end], "PLACE", "province", name)
    return Entity(start, end, text[start:end], "PLACE", division.level, name or division.name, division.code)


def _is_pair(letters: str) -> bool:
    """江 stands for 江苏 only in 江浙沪."""
    return letters not in _WORDS and (letters[0] != "江" or letters.startswith("江浙沪"))


def _region(text: str, start: int, end: int) -> Entity:
    end, zone = extend_zone(text, end)
    if zone:
        return Entity(start, end, text[start:end], "PLACE", "zone", text[start:end])
    return Entity(start, end, text[start:end], "PLACE", "region", text[start:end])
