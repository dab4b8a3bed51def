"""The entities of a corpus to the files of annotation programs, and people's corrections back."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from toolkit.entities import read_annotations
from toolkit.errors import InvalidValue

__all__ = ["annotated_documents", "read_back"]


def annotated_documents(documents: pd.DataFrame, entities: pd.DataFrame) -> list[dict[str, Any]]:
    """Documents as annotated texts, with what a recogniser is trained on."""
    found: Mapping[Any, pd.DataFrame] = dict(tuple(entities.groupby("doc_id")))
    none = entities.iloc[:0]
    spans = ["start", "end", "type"]
    return [
        {"doc_id": row.doc_id, **_known(row), "text": row.text, "entities": found.get(row.doc_id, none)[spans].to_dict("records")}
        for row in documents.itertuples()
    ]


def read_back(path: str | Path, documents: pd.DataFrame) -> list[dict[str, Any]]:
    """Annotated texts of a corpus from a file.

    Raises
    ------
    InvalidValue
        A text is not that of the document, so that offsets would point elsewhere.
    """
    rows: dict[Any, Any] = {row.doc_id: row for row in documents.itertuples()}
    texts: dict[str, str] = {doc_id: row.text for doc_id, row in rows.items()}
    return [_of_corpus(record, rows, texts) for record in read_annotations(path, texts=texts)]


def _of_corpus(record: Mapping[str, Any], rows: Mapping[str, Any], texts: Mapping[str, str]) -> dict[str, Any]:
    doc_id = str(record.get("doc_id"))
    if doc_id not in rows:
        raise InvalidValue(f"doc_id={doc_id!r} of the annotations is not in this corpus")
    if record["text"] != texts[doc_id]:
        raise InvalidValue(f"the text of {doc_id!r} in the annotations is not that of the corpus: export it again, and annotate that text")
    return {"doc_id": doc_id, **_known(rows[doc_id]), "text": record["text"], "entities": record["entities"]}


def _known(row: Any) -> dict[str, Any]:
    """Place and year of a document, where they are known."""
    facts: Iterable[tuple[str, Any]] = (("place", row.place), ("report_year", row.year))
    return {name: int(value) if name == "report_year" else value for name, value in facts if not pd.isna(value)}
