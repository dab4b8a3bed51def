"""Short names that a text itself introduces: （以下简称“…”）."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from toolkit.document import Entity
from toolkit.text import PhraseFinder

__all__ = ["resolve_aliases"]

_INTRODUCED = re.compile(
    r"[（(]\s?(?:以下|下文|下)?(?:简称|统称)(?:为|：|:)?\s?([“《\"]*)([^“”《》\"（）()]{2,20})[”》\"]*\s?[）)]"
)
_SHORT_WORD = 4
"""A short name of a policy of fewer characters is taken only within its brackets, since 意见 is a common word."""


@dataclass(frozen=True, slots=True)
class _Alias:
    start: int
    long: Entity
    everywhere: bool
    """Whether the name stands for the long one without brackets too."""


def resolve_aliases(text: str, entities: Sequence[Entity]) -> list[Entity]:
    """The entities, and every later use of a short name that the text introduces for one of them, with its long form."""
    aliases = _introduced(text, entities)
    if not aliases:
        return list(entities)
    found = [_resolved(entity, aliases) for entity in entities]
    taken = bytearray(len(text))
    for entity in entities:
        taken[entity.start : entity.end] = b"\1" * (entity.end - entity.start)
    for start, short in PhraseFinder(aliases).find(text):
        alias, end = aliases[short], start + len(short)
        if alias.everywhere and start >= alias.start and not any(taken[start:end]):
            long = alias.long
            found.append(Entity(start, end, short, long.type, long.subtype, long.name, long.id))
            taken[start:end] = b"\1" * len(short)
    return sorted(found, key=lambda e: e.start)


def _introduced(text: str, entities: Sequence[Entity]) -> Mapping[str, _Alias]:
    """The short names, each with the entity that it is introduced behind; the first introduction counts."""
    by_end = {entity.end: entity for entity in entities if entity.type != "PLACE"}
    aliases: dict[str, _Alias] = {}
    for match in _INTRODUCED.finditer(text):
        long = by_end.get(match.start())
        short = match.group(2)
        if long is not None and short not in aliases:
            everywhere = long.type == "ORG" or ("《" not in match.group(1) and len(short) >= _SHORT_WORD)
            aliases[short] = _Alias(match.start(), long, everywhere)
    return aliases


def _resolved(entity: Entity, aliases: Mapping[str, _Alias]) -> Entity:
    alias = aliases.get(entity.text.strip("《》“”"))
    if alias is None or entity.start < alias.start:
        return entity
    return replace(entity, name=alias.long.name, id=alias.long.id)
