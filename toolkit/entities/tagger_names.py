"""Kind, canonical name and link of a span that the tagger found."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from toolkit.document import Entity
from toolkit.entities.cues import Hit
from toolkit.entities.laws import law_title
from toolkit.entities.policy_names import without_marks
from toolkit.entities.proposals import Proposals
from toolkit.entities.tagger import Tagged
from toolkit.places import resolve_place

__all__ = ["Names"]

_ROLES = {"ORG": ("organisation", "department", "organisation_head"), "POLICY": ("label", "law", "policy_head")}
_LEVEL = re.compile("自治区|自治州|自治县|[省市县区州旗]")
_MARKS = "“”《》"
_PLACE_KINDS = {
    "河江湖海水溪涧渠湾滩": "water", "山岭峰岛": "mountain", "镇乡村街": "town", "园区港": "zone", "省": "province", "州": "prefecture",
    "县旗": "county",
}  # fmt: skip


class Names:
    """Names the spans of one text.

    Parameters
    ----------
    proposals : Proposals
        What the rules say of the text.
    place, year
        Whose report it is, and of which year.
    """

    def __init__(self, proposals: Proposals, *, place: str | None, year: int | None) -> None:
        self._text = proposals.text
        self._place, self._year = place, year
        self._rules = {_key(entity.start, entity.text, entity.type): entity for entity in (*proposals.places, *proposals.entities)}
        self._places = {entity.start: entity for entity in proposals.places}
        self._place_ends = {entity.end: entity for entity in proposals.places}
        self._cues = {kind: _by_end(proposals.cues, roles) for kind, roles in _ROLES.items()}

    def entity(self, span: Tagged) -> Entity:
        """The entity of a span: the rules' own where they have the same, else with what can be said of it."""
        text = self._text[span.start : span.end]
        same = self._rules.get(_key(span.start, text, span.type))
        if same is not None:
            return Entity(span.start, span.end, text, same.type, same.subtype, same.name, same.id, span.score, "tagger")
        bare = Entity(span.start, span.end, text, span.type, score=span.score, engine="tagger")  # type: ignore[arg-type]
        match span.type:
            case "PLACE":
                return self._place_entity(bare)
            case "ORG":
                return replace(bare, subtype=self._kind(bare), name=self._organisation(bare))
            case "POLICY":
                name = without_marks(text)
                return replace(bare, subtype=self._kind(bare), name=name, id=law_title(name))
        return bare

    def _kind(self, entity: Entity) -> str | None:
        hits = self._cues[entity.type].get(entity.start + len(entity.text.rstrip(_MARKS)), ())
        inside = [hit for hit in hits if hit.start >= entity.start]
        return inside[0].cue.kind if inside else None

    def _place_entity(self, entity: Entity) -> Entity:
        last = self._place_ends.get(entity.end)
        if last is not None and last.start >= entity.start:
            return replace(entity, subtype=last.subtype, name=last.name, id=last.id)
        found = resolve_place(entity.text, year=self._year, within=self._place)
        if found is not None:
            return replace(entity, subtype=found.level, name=found.name, id=found.adcode)
        kind = next((kind for ends, kind in _PLACE_KINDS.items() if entity.text[-1] in ends), None)
        return replace(entity, subtype=kind, name=entity.text)

    def _organisation(self, entity: Entity) -> str:
        """The name with the place of the report for a level (市X局), and with the full name of the place that it begins with."""
        first = self._places.get(entity.start)
        if first is not None and first.end < entity.end and first.name and first.text[-1] in "省市县区州旗":
            return first.name + self._text[first.end : entity.end]
        level = _LEVEL.match(entity.text)
        if level and self._place and first is None:
            own = resolve_place("我" + level.group()[-1], year=self._year, within=self._place)
            if own is not None:
                return own.name + entity.text[level.end() :]
        return entity.text


def _key(start: int, text: str, kind: str) -> tuple[int, int, str]:
    """What makes two entities the same: type, and span without marks at its edges."""
    inner = text.lstrip(_MARKS)
    begin = start + len(text) - len(inner)
    return begin, begin + len(inner.rstrip(_MARKS)), kind


def _by_end(cues: Mapping[str, Iterable[Hit]], roles: Iterable[str]) -> dict[int, list[Hit]]:
    found: dict[int, list[Hit]] = {}
    for role in roles:
        for hit in cues.get(role, ()):
            found.setdefault(hit.end, []).append(hit)
    return found
