"""Zones, parks and reserves that are named after the place they stand in."""

import re
from functools import lru_cache

from toolkit.lexicon import read_table

__all__ = ["extend_zone"]


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
    """
    if text[end : end + 1] not in _first_characters():
        return end, False
    match = _pattern().match(text, end)
    return (match.end(), True) if match else (end, False)
