"""Organs of a place or a level by their grammar: place or level + what they are in charge of + the noun of an organ."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from toolkit.document import Entity
from toolkit.entities.context import governor_role
from toolkit.entities.organisations import own_name
from toolkit.grammar.numerals import COUNT
from toolkit.text.words import words_of

__all__ = ["find_organs", "is_domain"]

# Every branch begins with what it looks for, so that the search leaps to the next character that one can begin with.
_NOUN = re.compile(
    "(?:局|厅|委员会|办公室|办公厅|总队|支队|大队|管理处|管理中心|服务中心|指挥中心|保障中心|支付中心|促进中心|研究中心|交易中心|党工委|管委会"
    f"|党组|党委|基金会|促进会|联合会|协会|商会|学会|财经委|法工委|预算工委|法制委|集团有限公司|集团公司|集团|公司(?<=[投水气担发交]公司))(?![部面势限长级员托派屈任门署法性校化军])(?!第[{COUNT}]+次)(?:(?<=委员会)办公室)?"
)
_NO_NOUN = {"局": "全格布开结战大困僵变时终", "厅": "大客餐展"}
"""Before which a noun is part of another word: 全局, 客厅."""
_LEVEL = frozenset("省市县区州旗镇")
_NOT_BEFORE_LEVEL = frozenset("全城各级地某该本我）)多园社校辖郊牧林矿库片街景小特新巴湾港治个县市")
_SHORTEST, _LONGEST = 2, 14
_PARTING = {
    "市": "场民面值容井价区县属直域级圈", "县": "域城级区", "区": "域间位块级建属直内", "省": "级份内际外直属市", "州": "级",
    "旗": "下帜舰", "镇": "级区街",
}  # fmt: skip
_NO_DOMAIN = re.compile("[的各]|及其|有关|相关|部门|单位|系统|等|以及|企业|社会|群众|基层|干部|组织|[省市县区州]委|[省市县区]政府")
_NUMBERED = re.compile(f"(?:[省市县区州]|自治区)(?:第)?[{COUNT}]{{1,3}}届(?:人大(?:常委会)?|政协)(?![{COUNT}]次|第)")


def find_organs(
    text: str, places: Sequence[Entity], *, place: str | None = None, year: int | None = None
) -> list[Entity]:
    """Organs whose domain no list holds.

    Examples
    --------
    >>> [e.text for e in find_organs("由市投资促进局牵头，市场供应充足", [])]
    ['市投资促进局']
    """
    owners = {place.end: place for place in places}
    found = [_organ(text, noun, owners) for noun in _NOUN.finditer(text)]
    numbered = [_entity(text, match.start(), match.end(), "congress") for match in _NUMBERED.finditer(text)]
    return [_named(entity, place, year) for entity in (*found, *numbered) if entity]


def _named(organ: Entity, place: str | None, year: int | None) -> Entity:
    """The organ with its full name, where it goes by the level of the reporter's own place."""
    if place is None or organ.text[0] not in _PARTING:
        return organ
    return replace(organ, name=own_name(organ.text[0], organ.text[1:], place, year))


def _organ(text: str, noun: re.Match[str], owners: Mapping[int, Entity]) -> Entity | None:
    """The organ that a noun ends, with the level or the place that its domain touches; the nearest of them counts."""
    end = noun.start()
    if text[end - 1 : end] in tuple(_NO_NOUN.get(noun.group()[0], "")):
        return None
    for start in range(end - _SHORTEST, max(0, end - _LONGEST) - 1, -1):
        if not "一" <= text[start : start + 1] <= "龥":
            return None
        owner = owners.get(start)
        if owner is None and not _is_level(text, start - 1, owners):
            continue
        domain = text[start:end]
        if _NO_DOMAIN.search(domain) or not is_domain(domain):
            return None
        if owner is None:
            owner = owners.get(start - 1)
            return _entity(text, owner.start if owner else start - 1, noun.end(), "agency")
        return _entity(text, owner.start, noun.end(), "agency")
    return None


def _is_level(text: str, at: int, owners: Mapping[int, Entity]) -> bool:
    """Whether a character is a level of its own, and no part of a word (市|场, 城|市)."""
    if at < 0 or text[at] not in _LEVEL or text[at + 1] in _PARTING.get(text[at], ""):
        return False
    return at in owners or text[at - 1 : at] not in _NOT_BEFORE_LEVEL


def is_domain(domain: str) -> bool:
    """Whether a stretch is a noun phrase: no verb of doing, no number, no mark in it."""
    words = words_of(domain)
    return not any(word.kind in ("time", "quantity", "mark") or governor_role(word.text) == "hard" for word in words)


def _entity(text: str, start: int, end: int, kind: str) -> Entity:
    return Entity(start, end, text[start:end], "ORG", kind, text[start:end])
