"""Zones, parks and reserves that are named after the place they stand in."""

import re
from functools import lru_cache

from toolkit.grammar.numerals import COUNT
from toolkit.grammar.vocabulary import policy_roles
from toolkit.lexicon import read_table
from toolkit.text.words import Word, words_of

__all__ = ["extend_zone"]

_NO_NAME = frozenset("级首头的在与和及等以为从到至向被由将把对于市县省区州各两全每个第")
"""Characters that stand in no name between a place and the head of its zone."""

_WEAK = "示范区|试验区|先行区|实验区|集聚区|创新区|合作区"


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    rows = read_table("zone_words.tsv")
    heads, modifiers = (
        "|".join(sorted((row["word"] for row in rows if row["role"] == role), key=len, reverse=True)) for role in ("head", "modifier")
    )
    zone = rf"(?:{modifiers}){{0,4}}?(?:{heads})"
    # 示范区 alone says what kind of zone the place is in, and names none.
    return re.compile(rf"(?!(?:{_WEAK}))(?:{zone})(?:(?:{modifiers}){{1,3}}(?:{_WEAK}))?")


@lru_cache(maxsize=1)
def _first_characters() -> frozenset[str]:
    return frozenset(row["word"][0] for row in read_table("zone_words.tsv"))


def extend_zone(text: str, end: int) -> tuple[int, bool]:
    """Where a zone that is named after the place ending at `end` itself ends; `end` and False where none follows.

    Examples
    --------
    >>> extend_zone("青岛高新区引进企业", 2)
    (5, True)
    >>> extend_zone("康县菌菇食品工业集中区", 2)
    (11, True)
    """
    match = _pattern().match(text, end) if text[end : end + 1] in _first_characters() else None
    match = match or _with_name(text, end) or _by_purpose(text, end)
    return (match.end(), True) if match else (end, False)


def _with_name(text: str, end: int) -> re.Match[str] | None:
    """A zone with words of its own before its head (康县 + 菌菇加工 + 工业集中区); none of them governs another."""
    match = _named_pattern().match(text, end)
    if not match or not _NO_NAME.isdisjoint(match.group(1)):
        return None
    words = words_of(match.group(1))
    return match if all(_nominal(word) for word in words) else None


_PURPOSE = re.compile(
    "(?!等|和|与|及|的|国际机场|机场)([一-龥]{3,14}?)(?:示范区|试验区|实验区|集聚区|聚集区|合作区|创新区|先行区|功能区)(?![一-龥]?[市县])"
)
_LONGEST_PURPOSE = 17
_NO_PURPOSE = re.compile(
    "[等和与及的为是有在被将以要使到从向省市县]|建设|创建|创成|入选|获|列入|成为|推进|加快|打造|申|争|升|纳入|探索|开展|推动|实施|启动|建立|设立|成功|支持|建成"
    f"|带动|作为|加强|完善|评|提|发挥|规划|重点生态|国家级?$|全国$|首批|[多两0-9{COUNT}]个|大$|城市$|生态$|产业$"
)


def _by_purpose(text: str, end: int) -> re.Match[str] | None:
    """A zone that is called by what it is for (宣城 + 承接产业转移集聚区); nothing in the name says what is done with the zone."""
    if text.find("区", end, end + _LONGEST_PURPOSE) < 0 or text.endswith("中国", 0, end):
        return None
    match = _PURPOSE.match(text, end)
    return match if match and not _NO_PURPOSE.search(match.group(1)) else None


def _nominal(word: Word) -> bool:
    return not word.kind and word.text not in policy_roles()


@lru_cache(maxsize=1)
def _named_pattern() -> re.Pattern[str]:
    heads = (row["word"] for row in read_table("zone_words.tsv") if row["named"])
    return re.compile(f"([一-龥]{{1,8}}?)(?:{'|'.join(sorted(heads, key=len, reverse=True))})(?![一-龥]?[市县])")
