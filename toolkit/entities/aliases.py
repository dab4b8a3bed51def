"""Short names that a text itself introduces: （以下简称“…”）."""

import re
from collections.abc import Sequence
from dataclasses import replace

from toolkit.document import Entity

__all__ = ["resolve_aliases"]

_INTRODUCED = re.compile(r"[（(]\s?(?:以下|下文|下)?(?:简称|统称)(?:为|：|:)?\s?[“《\"]*([^“”《》\"（）()]{2,20})[”》\"]*\s?[）)]")


def resolve_aliases(text: str, entities: Sequence[Entity]) -> list[Entity]:
    """The entities, and every later use of a short name that the text introduces for one of them, with its long form."""
    by_end = {entity.end: entity for entity in entities}
    taken = sorted((entity.start, entity.end) for entity in entities)
    found = list(entities)
    for match in _INTRODUCED.finditer(text):
        long = by_end.get(match.start())
        if long is None:
            continue
        short = match.group(1)
        found = [replace(e, name=long.name, id=long.id) if _same(e, short, match.start()) else e for e in found]
        if long.type != "PLACE":
            found += _uses(text, short, match.start(1), long, taken)
    return sorted(found, key=lambda e: e.start)


def _same(entity: Entity, short: str, after: int) -> bool:
    return entity.start >= after and entity.text.strip("《》“”") == short


def _uses(text: str, short: str, begin: int, long: Entity, taken: list[tuple[int, int]]) -> list[Entity]:
    uses = []
    at = text.find(short, begin)
    while at >= 0:
        end = at + len(short)
        if not any(start < end and at < stop for start, stop in taken):
            uses.append(Entity(at, end, short, long.type, long.subtype, long.name, long.id))
            taken.append((at, end))
        at = text.find(short, end)
    return uses
