"""Which names of a model are believed: those that begin and end where words do and are a proper name with a head noun.

A small model hears names everywhere. What the rules looked at and left out (全国医院, 畜禽养殖大县, 8500万) must not come back
through it.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

from toolkit.document import Entity
from toolkit.lexicon import read_list, read_table
from toolkit.text import Segmenter

__all__ = ["plausible"]

_HAN = re.compile(r"[\u4e00-\u9fff（）·A-Za-z]{3,30}")
PROPER_TAGS = ("nr", "ns", "nt", "nz", "j", "x")
"""Parts of speech of words that can make a name a proper one: people, places, organisations, other names, abbreviations."""


def plausible(text: str, entities: Iterable[Entity]) -> list[Entity]:
    """Return the organisations and places among a model's entities that can be names.

    Parameters
    ----------
    text : str
    entities : iterable of Entity
        What a model found in it.

    Examples
    --------
    >>> text = "青禾水务集团在石坪镇兴建水厂，全国医院增加。"
    >>> found = [Entity(0, 6, "青禾水务集团", "ORG"), Entity(7, 10, "石坪镇", "PLACE"), Entity(15, 19, "全国医院", "ORG")]
    >>> [entity.text for entity in plausible(text, found)]
    ['青禾水务集团', '石坪镇']
    """
    return [
        entity for entity in entities
        if entity.type in _heads() and (_is_known(entity) or (_is_name(entity) and _is_cut_at_words(text, entity)))
    ]  # fmt: skip


@lru_cache(maxsize=1)
def _heads() -> dict[str, re.Pattern[str]]:
    """For each type, what may end a name; the longest head first."""
    organisations = [row["head"] for row in read_table("organisation_heads.tsv")]
    lists = {"ORG": organisations, "PLACE": list(read_list("hanlp_place_heads.txt"))}
    return {
        kind: re.compile("(?:" + "|".join(map(re.escape, sorted(heads, key=lambda head: (-len(head), head)))) + ")$")
        for kind, heads in lists.items()
    }


@lru_cache(maxsize=1)
def _known_organisations() -> frozenset[str]:
    return frozenset(row["name"] for row in read_table("organisations.tsv"))


def _is_known(entity: Entity) -> bool:
    """Whether it is a listed organisation set wide, as in signatures (科 技 部), which the rules do not search for."""
    joined = "".join(entity.text.split())
    return entity.type == "ORG" and joined != entity.text and joined in _known_organisations()


def _is_name(entity: Entity) -> bool:
    head = _heads()[entity.type].search(entity.text)
    if not head or not _HAN.fullmatch(entity.text) or entity.text.startswith(read_list("hanlp_generic_starts.txt")):
        return False
    return _is_proper(entity.text[: head.start()])


@lru_cache(maxsize=1)
def _segmenter() -> Segmenter:
    return Segmenter()


def _is_proper(stem: str) -> bool:
    """Whether what stands before the head noun holds a word that is a name, or one that no dictionary has."""
    if len(stem) < 2:
        return False
    tags = [_segmenter().tag_of(word) for word in _segmenter().cut(stem)]
    return any(tag is None or tag.startswith(PROPER_TAGS) for tag in tags)


def _is_cut_at_words(text: str, entity: Entity) -> bool:
    """Whether words begin and end at the edges of the entity, in a cut of its surroundings."""
    begin, end = max(0, entity.start - 12), min(len(text), entity.end + 12)
    edges = {begin}
    at = begin
    for word in _segmenter().cut(text[begin:end]):
        at += len(word)
        edges.add(at)
    return entity.start in edges and entity.end in edges
