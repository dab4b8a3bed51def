"""Documents to be read on the page: their text in pieces, with names and figures marked."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pandas as pd

from toolkit.corpus import Corpus
from toolkit.report.even import evenly

__all__ = ["Piece", "Reading", "readings_of"]

_DOCUMENTS = 24
_CHARACTERS = 220_000
"""Of all documents together: less than 1 MB of the page."""
_LONGEST = 60_000


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text; ``kind`` is POLICY, PLACE, ORG or CLAIM, empty where nothing is marked."""

    text: str
    kind: str = ""
    label: str = ""
    """The canonical name, or the indicator."""
    modality: str = ""
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """A document with what was found in it."""

    doc_id: str
    pieces: tuple[Piece, ...]
    left_out: int
    """Characters at its end that are not shown."""


def readings_of(corpus: Corpus) -> tuple[Reading, ...]:
    """Return the documents to be read: all of a small corpus, of a larger one some from all its years and places."""
    wanted = _chosen(corpus.read("documents", ["doc_id", "year", "place", "n_chars"]))
    found = []
    for part in corpus.filter(doc_id=wanted).parts() if wanted else ():
        entities, claims = dict(list(part.entities.groupby("doc_id"))), dict(list(part.claims.groupby("doc_id")))
        for doc_id, text in part.read("documents", ["doc_id", "text"]).itertuples(index=False, name=None):
            marks = [*_claim_marks(claims.get(doc_id)), *_name_marks(entities.get(doc_id))]
            found.append(Reading(doc_id, tuple(_pieces(text[:_LONGEST], marks)), max(0, len(text) - _LONGEST)))
    return tuple(found)


def _chosen(documents: pd.DataFrame) -> list[str]:
    if documents.empty:
        return []
    mean = float(documents["n_chars"].clip(upper=_LONGEST).mean())
    return evenly(documents, max(1, min(_DOCUMENTS, int(_CHARACTERS / max(mean, 1)))))


def _claim_marks(claims: pd.DataFrame | None) -> Iterator[tuple[int, int, Piece]]:
    if claims is None:
        return
    row: Any
    for row in claims.itertuples(index=False):
        name = row.indicator_id if isinstance(row.indicator_id, str) else row.indicator if isinstance(row.indicator, str) else ""
        yield row.start, row.end, Piece(row.text, "CLAIM", name, str(row.modality), None if pd.isna(row.year) else int(row.year))


def _name_marks(entities: pd.DataFrame | None) -> Iterator[tuple[int, int, Piece]]:
    if entities is None:
        return
    row: Any
    for row in entities.itertuples(index=False):
        yield row.start, row.end, Piece(row.text, row.type, row.name if isinstance(row.name, str) else row.text)


def _pieces(text: str, marks: list[tuple[int, int, Piece]]) -> Iterator[Piece]:
    """Cut the text at the marks; of two that overlap the one given first stays."""
    kept: list[tuple[int, int, Piece]] = []
    taken = bytearray(len(text))
    for start, end, piece in marks:
        if end <= len(text) and not any(taken[start:end]):
            taken[start:end] = b"\x01" * (end - start)
            kept.append((start, end, piece))
    at = 0
    for start, end, piece in sorted(kept, key=lambda mark: mark[0]):
        if at < start:
            yield Piece(text[at:start])
        yield piece
        at = end
    if at < len(text):
        yield Piece(text[at:])
