"""What the rules say of a text: the entities they find, and the places and cues that they look at."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from toolkit.document import Entity
from toolkit.entities.aliases import resolve_aliases
from toolkit.entities.bodies import find_bodies
from toolkit.entities.cues import Hit, find_cues
from toolkit.entities.firms import find_firms, in_project_name
from toolkit.entities.identity import with_identities
from toolkit.entities.organisations import find_organisations, with_branches
from toolkit.entities.organs import find_organs
from toolkit.entities.policy_labels import find_labels, find_laws
from toolkit.entities.policy_names import find_policy_names
from toolkit.entities.regional import find_regional_strategies
from toolkit.entities.titles import (
    find_document_numbers,
    find_nicknames,
    find_repeated_titles,
    find_titles,
    tie_numbers,
)
from toolkit.places import parse_text
from toolkit.text import ParsedText

__all__ = ["Proposals", "extract_by_rules", "parsed_once", "propose", "with_texts"]


@dataclass(frozen=True, slots=True)
class Proposals:
    """A text as the rules see it."""

    text: str
    """The text with one form of marks and characters, as long as it was."""
    entities: Sequence[Entity]
    """What the rules alone would answer, in order, without overlap."""
    places: Sequence[Entity]
    """All places, those inside longer names too."""
    cues: Mapping[str, Sequence[Hit]]
    """Words that announce an entity, by role."""


def extract_by_rules(text: str | ParsedText, *, place: str | None, year: int | None) -> list[Entity]:
    """The entities that the rules find."""
    parsed = parsed_once(text, place=place, year=year)
    return with_texts(propose(parsed, place=place, year=year).entities, parsed)


def parsed_once(text: str | ParsedText, *, place: str | None, year: int | None) -> ParsedText:
    """A text read, unless it has been."""
    return text if isinstance(text, ParsedText) else parse_text(text, place=place, year=year)


def with_texts(entities: Iterable[Entity], parsed: ParsedText) -> list[Entity]:
    """The entities as the text writes them."""
    spans = [(entity, parsed.text[entity.start : entity.end]) for entity in entities]
    return [entity if entity.text == span else replace(entity, text=span) for entity, span in spans]


def propose(parsed: ParsedText, *, place: str | None, year: int | None) -> Proposals:
    """What the rules say of a text."""
    text, places = parsed.simplified, parsed.places
    cues = find_cues(text)
    organisations = find_organisations(text, cues, places, place=place, year=year)
    organs = find_organs(text, places, place=place, year=year)
    organisations = with_branches(text, [*organisations, *organs, *find_bodies(text), *find_firms(text)])
    titles = find_titles(text)
    numbers = tie_numbers(text, titles, find_document_numbers(text))
    known = find_labels(text, cues.get("label", [])) + find_laws(text, cues.get("law", [])) + find_nicknames(text)
    names = find_policy_names(
        text, cues.get("policy_head", []),
        organisation_ends=frozenset(o.end for o in organisations), label_ends=frozenset(k.end for k in known),
    )  # fmt: skip
    repeated = find_repeated_titles(text, titles)
    regional = find_regional_strategies(text, places)
    found = _longest([*titles, *numbers, *known, *regional, *repeated, *names, *organisations, *places], len(text))
    kept = with_identities(resolve_aliases(text, [entity for entity in found if not _is_no_name(text, entity)]))
    return Proposals(text, kept, places, cues)


def _is_no_name(text: str, entity: Entity) -> bool:
    """Whether an entity only keeps others from being found in it: the title of a work, a firm in the name of a project."""
    return entity.subtype == "work" or in_project_name(text, entity)


def _longest(entities: Iterable[Entity], length: int) -> list[Entity]:
    """Of entities that overlap the longest stays, of equals the first; in order."""
    kept: list[Entity] = []
    taken = bytearray(length)
    for entity in sorted(entities, key=lambda e: (e.start - e.end, e.start)):
        if not any(taken[entity.start : entity.end]):
            kept.append(entity)
            taken[entity.start : entity.end] = b"\1" * (entity.end - entity.start)
    return sorted(kept, key=lambda e: e.start)
