"""Annotated passages that a model is not trained on, read in their documents."""

import json
from collections.abc import Iterator, Mapping
from itertools import groupby
from pathlib import Path
from typing import Any

Record = Mapping[str, Any]


def read_lines(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a file that has one on each line."""
    with path.open(encoding="utf-8") as file:
        yield from (json.loads(line) for line in file if line.strip())


def read_held_out(passages: Path, documents: Path) -> list[Record]:
    """Documents with the annotations of their passages.

    Parameters
    ----------
    passages : Path
        One JSON object a line: ``doc_id``, ``window`` (start and end in the document), ``entities`` (offsets in the passage), ``genre``,
        ``place``, ``report_year`` and ``part``: ``learn`` to set thresholds on, ``check`` to measure with.
    documents : Path
        One JSON object a line: ``doc_id``, ``text``.

    Returns
    -------
    list of mapping
        As `examples_of` reads them, with ``genre``, ``part`` and ``windows``, the stretches of the document that are annotated.
    """
    texts = {document["doc_id"]: document["text"] for document in read_lines(documents)}
    rows = sorted(read_lines(passages), key=lambda row: (_document_of(row), row["window"]))
    return [_joined(list(group), texts[name]) for (name, *_), group in groupby(rows, key=_document_of)]


def _document_of(row: Record) -> tuple[str, str, str, int]:
    return row["doc_id"], row["part"], row.get("place") or "", row.get("report_year") or 0


def _joined(rows: list[Record], text: str) -> Record:
    """The passages of a document as one annotated text."""
    entities = [
        {**entity, "start": row["window"][0] + entity["start"], "end": row["window"][0] + entity["end"]}
        for row in rows for entity in row["entities"]
    ]  # fmt: skip
    same = {name: rows[0].get(name) for name in ("genre", "place", "report_year", "part")}
    return {**same, "text": text, "entities": entities, "windows": [row["window"] for row in rows]}
