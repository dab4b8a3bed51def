"""A corpus and one of its documents as Jupyter shows them."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any, TypeVar

import pandas as pd

from toolkit.display import card, facts, table_html
from toolkit.display.pieces import escaped
from toolkit.document import Claim, Document, Entity

__all__ = ["corpus_html", "document_of"]

_SHOWN = 10
_COLUMNS = ("title", "place", "year", "doc_type", "n_chars", "doc_id")
Found = TypeVar("Found", Entity, Claim)


def document_of(row: pd.Series, annotations: Mapping[str, pd.DataFrame]) -> Document:
    """Return a document of a corpus with the entities and claims that were found in it."""
    known = {name: _plain(row[name]) for name in (field.name for field in fields(Document)) if name in row.index}
    entities = _values(Entity, annotations.get("entities"))
    return Document(**known, entities=entities, claims=_values(Claim, annotations.get("claims")))


def _values(kind: type[Found], table: pd.DataFrame | None) -> tuple[Found, ...]:
    if table is None:
        return ()
    names = [field.name for field in fields(kind)]
    return tuple(kind(**{name: _plain(row[name]) for name in names}) for row in table.to_dict("records"))


def _plain(value: Any) -> Any:
    """A cell as a value of Python; what is missing as None."""
    if pd.api.types.is_scalar(value) and pd.isna(value):
        return None
    return value.item() if hasattr(value, "item") else value


def corpus_html(title: str, documents: pd.DataFrame, found: Mapping[str, pd.Series], *, n_notes: int) -> str:
    """Return what a corpus is and its first documents, with the number of entities and claims found in each."""
    shown = documents.head(_SHOWN)
    columns = [name for name in _COLUMNS if name in shown.columns]
    rows = [
        [*(escaped(row[name]) for name in columns), *(f"{counts.get(row['doc_id'], 0):,}" for counts in found.values())]
        for row in shown.to_dict("records")
    ]
    note = f"{len(shown)} of {len(documents):,} documents; corpus.documents has all" if len(documents) > len(shown) else ""
    table = table_html([*columns, *found], rows, numbers=frozenset(("year", "n_chars", *found)), note=note)
    counts = {name: f"{number.sum():,}" for name, number in found.items()}
    return card(title.strip("<>"), facts({**counts, "notes": n_notes}), table)
