"""Rules and the tagger together: what a text writes out as a name is the rules', the tagger decides the rest."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from functools import cache

from toolkit.document import Entity
from toolkit.entities.identity import with_identities
from toolkit.entities.proposals import Proposals, propose, with_texts
from toolkit.entities.tagger import Tagged, Tagger, sure_enough
from toolkit.entities.tagger_model import Thresholds
from toolkit.entities.tagger_names import Names
from toolkit.entities.tagger_view import Given
from toolkit.lexicon import read_table
from toolkit.text import ParsedText

__all__ = ["decide", "extract_with_tagger"]

_OPENING = {"“": "”", "《": "》"}
_EDGES = "“”《》"
_OWN_KINDS = ("law", "document_number")
_OWN_TITLES = ("plan", "regulation")


def extract_with_tagger(texts: Iterable[tuple[ParsedText, str | None, int | None]], tagger: Tagger) -> list[list[Entity]]:
    """The entities of each text by rules and tagger; with a text stands whose report it is, and of which year.

    Laws, listed policies, document numbers, and plans and regulations in 《》 are the rules' by right; of the rest the tagger decides
    what is an entity and where it ends. Where its span is one of the rules, kind, name and link are theirs.
    """
    read = [(parsed, Given.of(propose(parsed, place=place, year=year), place), year) for parsed, place, year in texts]
    found = tagger.candidates([given for _, given, _ in read])
    return [
        _decided(parsed, given.proposals, candidates, tagger, place=given.place, year=year)
        for (parsed, given, year), candidates in zip(read, found, strict=True)
    ]


def _decided(
    parsed: ParsedText, proposals: Proposals, candidates: Sequence[Tagged], tagger: Tagger, *, place: str | None, year: int | None
) -> list[Entity]:
    kept, chosen = decide(proposals, candidates, tagger.model.thresholds, tagger.types)
    names = Names(proposals, place=place, year=year)
    added = [names.entity(span) for span in chosen]
    return with_texts(with_identities(sorted([*kept, *added], key=lambda e: e.start)), parsed)


def decide(
    proposals: Proposals, candidates: Sequence[Tagged], thresholds: Thresholds, types: Collection[str]
) -> tuple[list[Entity], list[Tagged]]:
    """The entities that are the rules' by right, and the spans of the tagger beside them."""
    kept = [entity for entity in proposals.entities if _by_right(entity)] if "POLICY" in types else []
    spans = [_with_marks(proposals.text, span) for span in sure_enough(candidates, thresholds)]
    return kept, _apart(spans, kept)


def _by_right(entity: Entity) -> bool:
    if entity.type != "POLICY":
        return False
    titled = entity.text.startswith("《") and entity.subtype in _OWN_TITLES
    return titled or entity.subtype in _OWN_KINDS or entity.text.strip(_EDGES) in _listed()


@cache
def _listed() -> frozenset[str]:
    """Policies that a list has by name (蓝天保卫战), in quotation marks or not."""
    return frozenset(row["name"] for row in read_table("policy_labels.tsv"))


def _with_marks(text: str, span: Tagged) -> Tagged:
    """A span with both marks of a pair, or with none: 十四五”规划 → “十四五”规划."""
    start, end = span.start, span.end
    for opening, closing in _OPENING.items():
        inside = text[start:end]
        if _lacks_opening(inside, opening, closing):
            start, end = (start - 1, end) if text[start - 1 : start] == opening else _trimmed(text, start, end)
        elif _lacks_closing(inside, opening, closing):
            start, end = (start, end + 1) if text[end : end + 1] == closing else _trimmed(text, start, end)
    return span if (start, end) == (span.start, span.end) else replace(span, start=start, end=end)


def _lacks_opening(inside: str, opening: str, closing: str) -> bool:
    at = inside.find(closing)
    return at >= 0 and opening not in inside[:at]


def _lacks_closing(inside: str, opening: str, closing: str) -> bool:
    at = inside.rfind(opening)
    return at >= 0 and closing not in inside[at:]


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Without marks at the edges, unless nothing is left then."""
    stripped = text[start:end].strip(_EDGES)
    if not stripped:
        return start, end
    begin = text.index(stripped, start)
    return begin, begin + len(stripped)


def _apart(spans: Sequence[Tagged], kept: Iterable[Entity]) -> list[Tagged]:
    """The spans that touch nothing that is kept, nor each other."""
    taken = sorted((entity.start, entity.end) for entity in kept)
    found: list[Tagged] = []
    at = end_before = 0
    for span in spans:
        while at < len(taken) and taken[at][1] <= span.start:
            at += 1
        free = at == len(taken) or taken[at][0] >= span.end
        if free and span.start >= end_before:
            found.append(span)
            end_before = span.end
    return found
