"""Rules and a model together: the rules decide on policies and linked places, the model adds what they do not list."""

from collections.abc import Iterable
from itertools import pairwise

from toolkit.document import Entity

__all__ = ["merge_entities"]


def merge_entities(rules: Iterable[Entity], model: Iterable[Entity]) -> list[Entity]:
    """Return the entities of the rules, and those of the model that do not contradict them.

    A model's organisation or place is added where the rules found nothing. An organisation that begins or ends with a place
    of the rules and is longer takes its place, since a name inside a name is not an entity of its own.

    Parameters
    ----------
    rules, model : iterable of Entity
        Entities of the same text; each without overlap in itself.

    Returns
    -------
    list of Entity
        In order, without overlap.

    Examples
    --------
    >>> place = Entity(0, 3, "阳山县", "PLACE", id="441823")
    >>> school = Entity(0, 7, "阳山县职业学校", "ORG")
    >>> [e.text for e in merge_entities([place], [school])]
    ['阳山县职业学校']
    """
    kept = sorted(rules, key=lambda e: e.start)
    added = []
    for entity in model:
        if entity.type == "POLICY":
            continue
        clashes = [other for other in kept if other.start < entity.end and entity.start < other.end]
        if not clashes or (entity.type == "ORG" and all(_is_part(other, entity) for other in clashes)):
            added.append(entity)
    covered = [other for other in kept if not any(a.start < other.end and other.start < a.end for a in added)]
    merged = sorted([*covered, *added], key=lambda e: e.start)
    assert all(a.end <= b.start for a, b in pairwise(merged))
    return merged


def _is_part(place: Entity, organisation: Entity) -> bool:
    inside = organisation.start <= place.start and place.end <= organisation.end
    return inside and place.type == "PLACE" and (place.start, place.end) != (organisation.start, organisation.end)
