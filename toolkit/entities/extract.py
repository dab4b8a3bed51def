"""All entities of one text."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from toolkit.document import Entity
from toolkit.entities.aliases import resolve_aliases
from toolkit.entities.bodies import find_bodies
from toolkit.entities.cues import find_cues
from toolkit.entities.firms import find_firms
from toolkit.entities.hanlp_merge import merge_entities
from toolkit.entities.hanlp_models import load_recognizer
from toolkit.entities.hanlp_plausible import plausible
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
from toolkit.errors import InvalidValue, invalid
from toolkit.places import parse_text
from toolkit.text import ParsedText

__all__ = ["extract_entities"]

ENGINES = ("rules", "hanlp")


def extract_entities(
    text: str | ParsedText, *, place: str | None = None, year: int | None = None, engine: str = "rules",
    model: str | Path | None = None,
) -> list[Entity]:  # fmt: skip
    """Return the named policies, places and organisations of a text.

    Parameters
    ----------
    text : str or ParsedText
        A cleaned report or passage, or one that `parse_text` has read.
    place : str, optional
        Whose report it is: decides between places of one name, and completes short forms (市委, 省生态环境厅).
    year : int, optional
        The year of the document: places get the code and name valid then.
    engine : {"rules", "hanlp"}
        ``hanlp``: the rules decide on policies and linked places, and a HanLP model adds organisations and places that they do not
        know. It needs the extra ``hanlp``.
    model : str or Path, optional
        For ``engine="hanlp"``: whose model, as in `load_recognizer`; by default the toolkit's own.

    Returns
    -------
    list of Entity
        In order, without overlap. ``type`` is POLICY, PLACE or ORG; ``subtype`` the kind (law, document, programme, …, county, river, …);
        ``name`` the canonical form; ``id`` the link: an adcode; a law's full title, the title that a document number belongs to, and for
        other policies their name without marks, one for all ways to write it.

    Raises
    ------
    InvalidValue
        If the engine is not known, or a model is named for the rules.
    MissingExtra
        If ``engine="hanlp"`` is asked for and HanLP is not installed; the message has the install line.

    Examples
    --------
    >>> found = extract_entities("市生态环境局印发《碧水行动方案》，推动连南县落实河长制", place="清远市", year=2023)
    >>> [(e.text, e.type, e.name) for e in found]  # doctest: +NORMALIZE_WHITESPACE
    [('市生态环境局', 'ORG', '清远市生态环境局'), ('《碧水行动方案》', 'POLICY', '碧水行动方案'),
     ('连南县', 'PLACE', '连南瑶族自治县'), ('河长制', 'POLICY', '河长制')]
    """
    if engine not in ENGINES:
        raise invalid("engine", engine, ENGINES)
    if engine == "rules":
        if model is not None:
            raise InvalidValue(f"model={model!r} is for engine='hanlp': name that engine, or leave the model out")
        return extract_by_rules(text, place=place, year=year)
    plain = text if isinstance(text, str) else text.text
    (found,) = load_recognizer(model).recognize([plain])
    return merge_entities(extract_by_rules(text, place=place, year=year), plausible(plain, found))


def extract_by_rules(text: str | ParsedText, *, place: str | None, year: int | None) -> list[Entity]:
    """The entities that the rules find."""
    parsed = text if isinstance(text, ParsedText) else parse_text(text, place=place, year=year)
    found = _found(parsed.simplified, parsed.places, place, year)
    spans = [(entity, parsed.text[entity.start : entity.end]) for entity in found]
    return [entity if entity.text == span else replace(entity, text=span) for entity, span in spans]


def _found(text: str, places: Sequence[Entity], place: str | None, year: int | None) -> list[Entity]:
    """The entities of a text whose marks and characters have one form."""
    cues = find_cues(text)
    organisations = find_organisations(text, cues, places, place=place, year=year)
    organs = find_organs(text, places, place=place, year=year)
    organisations = with_branches([*organisations, *organs, *find_bodies(text), *find_firms(text)])
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
    return with_identities(resolve_aliases(text, [entity for entity in found if entity.subtype != "work"]))


def _longest(entities: Iterable[Entity], length: int) -> list[Entity]:
    """Of entities that overlap the longest stays, of equals the first; in order."""
    kept: list[Entity] = []
    taken = bytearray(length)
    for entity in sorted(entities, key=lambda e: (e.start - e.end, e.start)):
        if not any(taken[entity.start : entity.end]):
            kept.append(entity)
            taken[entity.start : entity.end] = b"\1" * (entity.end - entity.start)
    return sorted(kept, key=lambda e: e.start)
