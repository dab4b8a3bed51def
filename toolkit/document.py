"""The values that travel: frozen, with half-open character offsets into the text of their document.

For every value with a span, ``text[value.start:value.end] == value.text``.
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Literal

from toolkit.display import Mark, card, facts, marked_text
from toolkit.display.marked import legend

__all__ = ["Cell", "Claim", "Document", "Entity", "Keyword", "Section", "Sentence", "Token"]

Bound = Literal["exact", "approx", "min", "max", "range"]
Role = Literal["level", "change", "rank"]
Direction = Literal["up", "down"]
Modality = Literal["actual", "estimate", "target"]
Grain = Literal["year", "half", "quarter", "month", "several", "moment"]


@dataclass(frozen=True, slots=True)
class Document:
    """One cleaned text with what is known about it; unknown facts are None."""

    text: str
    doc_id: str = ""
    title: str | None = None
    issuer: str | None = None
    place: str | None = None
    adcode: str | None = None
    date: str | None = None
    """ISO date of delivery or publication; ``2023`` or ``2023-05`` where the day is not known."""
    year: int | None = None
    """Year of delivery or publication."""
    review_year: int | None = None
    """Year that the report looks back on."""
    doc_type: str | None = None
    doc_number: str | None = None
    source: str | None = None
    sha256: str | None = None
    entities: "tuple[Entity, ...]" = ()
    """The policies, places and organisations that it names, where they have been looked for."""
    claims: "tuple[Claim, ...]" = ()
    """The figures that it tells, where they have been looked for."""

    def _repr_html_(self) -> str:
        """The text with its entities and figures marked; their fields show when the pointer rests on them."""
        marks = list(_marks(self))
        known = ("issuer", "place", "date", "year", "review_year", "doc_type", "doc_number", "doc_id")
        cut = min(len(self.text), _SHOWN)
        more = facts({"": f"… {len(self.text) - cut:,} characters more"}) if cut < len(self.text) else ""
        text = f'<div style="white-space:pre-wrap;max-width:48em">{marked_text(self.text, marks, end=cut)}</div>'
        head = facts({name: getattr(self, name) for name in known})
        return card(self.title or self.doc_id or "Document", head, legend(mark.kind for mark in marks), text, more)


_SHOWN = 20_000
"""Characters of a document that a notebook shows."""


def _marks(document: Document) -> Iterator[Mark]:
    for entity in document.entities:
        yield Mark(entity.start, entity.end, entity.type, _fields(entity))
    for claim in document.claims:
        yield Mark(claim.start, claim.end, claim.modality, _fields(claim))


def _fields(found: "Entity | Claim") -> dict[str, object]:
    return {field.name: getattr(found, field.name) for field in fields(found) if field.name not in ("start", "end", "text")}


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of text under one heading; sections of one document cover its text without gap or overlap."""

    start: int
    end: int
    section_id: int
    parent_id: int | None
    level: int
    number: str
    """The numbering as written: ``一、``, ``（二）``, ``第三章``; empty where there is none."""
    heading: str
    kind: str | None = None
    """What the section is for: ``review``, ``targets``, ``tasks``, or None."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence; the sentences of one document, joined, are its text."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Token:
    """A word; the tokens of one text, joined, are the text."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table that holds something; empty cells are none."""

    table_id: int
    row: int
    column: int
    start: int
    end: int
    text: str
    row_head: str
    """The label of its row after the labels above it that it is part of, joined by `` > ``; of a label itself, those above it only."""
    column_head: str
    """The heads of its column from top to bottom, joined by `` > ``; empty for a head itself."""
    unit: str | None = None
    """The unit that its head, its row or the caption states, as written: ``万元``, ``%``."""


@dataclass(frozen=True, slots=True)
class Entity:
    """A named policy, place or organisation."""

    start: int
    end: int
    text: str
    type: Literal["POLICY", "PLACE", "ORG"]
    subtype: str | None = None
    name: str | None = None
    """Canonical form: the full title of a law, the full name of a place in that year."""
    id: str | None = None
    """Link: the adcode of a place in that year, the full title of a law."""
    score: float | None = None
    """How sure the model is that decided on it, between 0 and 1; None where a rule did."""
    engine: str | None = None
    """The model that decided on it: ``tagger`` or ``hanlp``; None where a rule did."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A quantity that the text asserts about something."""

    start: int
    end: int
    text: str
    value: float
    unit: str
    bound: Bound
    role: Role
    indicator: str
    modality: Modality
    value_max: float | None = None
    direction: Direction | None = None
    indicator_id: str | None = None
    year: int | None = None
    period: str | None = None
    place: str | None = None
    adcode: str | None = None
    basis: str | None = None
    """What a change is measured against, as written (``同比``, ``比2020年``), or by which definition or revised plan (``调整预算``)."""
    grain: Grain = "year"
    """How long a time it is of: ``several`` for sums and averages over years, ``moment`` for a stock at a date."""
    whole: bool = True
    """Whether it is of the whole place, not of a part, a sector's or an owner's share."""


@dataclass(frozen=True, slots=True)
class Keyword:
    """A word and how strongly it stands for its text; scores of one call are comparable, of two calls are not."""

    word: str
    score: float
