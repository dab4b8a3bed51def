"""Places by one character of their name: pairs and triples (沪苏, 川渝黔), parts of a province (浙中), 在甘, 来鲁."""

import re

from toolkit.document import Entity
from toolkit.lexicon import read_table
from toolkit.places.divisions import LAST_YEAR
from toolkit.places.resolve import resolve_division
from toolkit.text.words import words_of

__all__ = ["find_by_letters"]

_PROVINCES = {letter: row["place"] for row in read_table("place_letters.tsv") for letter in row["letters"]}
_SURE = "京津冀晋辽沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝黔滇陕"
_PAIR = re.compile(
    f"[{_SURE}川港澳台甬穗江][{_SURE}川藏甘宁青港澳台甬]{{1,3}}"
    "(?=[、，。；（）等两三四五六七八九省市区地与和及间]|$|合作|边界|毗邻|交界|携手|协作|同城|一体化|协同|融合|互联|联动|产业|结合部|高质量|经济)"
)
_PART = re.compile(
    f"[{_SURE}川疆][东西南北中](?:部|地区)?(?=[、，。；（）等与和及的]|$|地区|崛起|振兴|发展|城市|革命|山区|经济|板块|沿海)"
)
_AT = re.compile(
    f"[在来赴驻入留]([{''.join(_PROVINCES)}])(?=投资|央企|企业|高校|院士|院所|外资|外商|兴业|发展|落户|落地|考察|旅游|设立|建设|创业"
    "|就业|举办|召开|机构|单位|商会|游客|部队|[，。、；])"
)
_MARGIN = 6
_WORDS = frozenset(("台港", "辽宁", "京川", "苏川", "津川"))


def find_by_letters(text: str, year: int = LAST_YEAR) -> list[Entity]:
    """Places that are written with one character each, in no certain order; a province has the code of the year.

    Examples
    --------
    >>> [e.text for e in find_by_letters("深化川渝合作，沪苏浙联动，推动浙中崛起，服务在甘企业")]
    ['川渝', '沪苏浙', '浙中', '甘']
    """
    found = [
        _region(text, match.start(), match.end())
        for pattern in (_PAIR, _PART) for match in pattern.finditer(text)
        if _is_pair(match.group()) and _begins_word(text, match.start())
    ]  # fmt: skip
    found += [
        Entity(match.start(1), match.end(1), match.group(1), "PLACE", "province", *_name_and_code(match.group(1), year))
        for match in _AT.finditer(text)
    ]
    return found


def _name_and_code(letter: str, year: int) -> tuple[str, str | None]:
    name = _PROVINCES[letter]
    province = resolve_division(name, year, None)
    return name, province.code if province else None


def _is_pair(letters: str) -> bool:
    """江 stands for 江苏 only in 江浙沪."""
    return letters not in _WORDS and (letters[0] != "江" or letters.startswith("江浙沪"))


def _begins_word(text: str, start: int) -> bool:
    low = max(0, start - _MARGIN)
    return any(word.start == start - low for word in words_of(text[low : start + _MARGIN]))


def _region(text: str, start: int, end: int) -> Entity:
    return Entity(start, end, text[start:end], "PLACE", "region", text[start:end])
