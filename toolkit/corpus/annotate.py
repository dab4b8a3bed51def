"""Entities and claims of the documents of a corpus, shard by shard."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
import pyarrow as pa

# Names of these packages are loaded on first use: a corpus that is only read needs none of them.
import toolkit.claims
import toolkit.entities
import toolkit.places
from toolkit.corpus.digests import code_digest
from toolkit.corpus.jobs import in_parallel
from toolkit.corpus.store import Store
from toolkit.document import Claim, Entity, Section
from toolkit.grouping import in_groups
from toolkit.progress import progress
from toolkit.tables import record, to_arrow

if TYPE_CHECKING:
    from toolkit.text import ParsedText

__all__ = ["ANNOTATIONS", "annotate_shards"]

ANNOTATIONS = ("entities", "claims")

_READ: Mapping[str, Sequence[str] | None] = {
    "documents": ("doc_id", "text", "place", "adcode", "year", "review_year"), "sections": None, "sentences": ("doc_id", "start", "end"),
}  # fmt: skip
"""Tables that an annotation needs, and their columns; None for all."""

_Found: TypeAlias = Sequence[Entity | Claim]
_Rows: TypeAlias = Mapping[str, Sequence[Mapping[str, Any]]]
"""The rows of a table by document."""
_TOGETHER = 30_000
"""Characters of documents whose entities are looked for together."""


def annotate_shards(
    store: Store, keys: Sequence[str], tables: Sequence[str], *, n_jobs: int, engine: str, model: str | None = None
) -> None:
    """Store the annotations of the shards that lack them; each text is read once for all of them."""
    for table in tables:
        record = {"rules": code_digest(table), **(_recognizer_record(engine, model) if table == "entities" else {})}
        _forget_others(store, table, record)
    there = {table: store.sound_keys(table, keys) for table in tables}
    lacking = {key: [table for table in tables if key not in there[table]] for key in keys}
    work = [(key, missing) for key, missing in lacking.items() if missing]
    files = {table: store.files(table) for table in _READ}
    n_documents = {shard["key"]: shard["documents"] for shard in store.manifest()["shards"]}
    calls = ((store, key, {name: _only(key, found) for name, found in files.items()}, missing, engine, model) for key, missing in work)
    with progress(" and ".join(tables), total=sum(n_documents[key] for key, _ in work), unit="doc") as bar:
        for key in in_parallel(_annotate_shard, calls, n_jobs=n_jobs):
            bar.update(n_documents[key])


def _recognizer_record(engine: str, model: str | None) -> dict[str, str]:
    """The engine, and the name of a model of one's own without the folders above it, which differ between computers.

    A tagger is known by its bytes too, so that entities are found anew where it was trained anew.
    """
    named = {"engine": engine, **({"model": PurePath(model).name} if model else {})}
    return {**named, "sha256": toolkit.entities.tagger_digest(model)} if engine == "hybrid" else named


def _forget_others(store: Store, table: str, record: Mapping[str, str]) -> None:
    """Remove annotations that other rules or another engine made; then say which ones are made from here on."""
    manifest = store.manifest()
    if manifest["annotations"].get(table) == record:
        return
    store.sweep(table, ())
    store.commit({**manifest, "annotations": {**manifest["annotations"], table: dict(record)}})


def _only(key: str, files: Mapping[str, Path]) -> dict[str, Path]:
    return {key: files[key]} if key in files else {}


def _annotate_shard(
    store: Store, key: str, files: Mapping[str, Mapping[str, Path]], tables: Sequence[str], engine: str, model: str | None
) -> str:
    documents, sections, spans = (store.read(name, [key], columns, files=files[name]) for name, columns in _READ.items())
    parts, sentences_of = _by_document(sections), _by_document(spans)
    rows: dict[str, list[dict[str, Any]]] = {table: [] for table in tables}
    for some in in_groups(documents.to_pylist(), lambda document: len(document["text"]), _TOGETHER):
        texts = [_parsed(document, parts, sentences_of) for document in some]
        for table in tables:
            found = _found(table, texts, some, engine, model)
            for document, values, parsed in zip(some, found, texts, strict=True):
                rows[table] += _rows(document, values, [start for start, _ in parsed.sentences])
    for table in tables:
        store.write(table, key, to_arrow(table, rows[table]))
    return key


def _parsed(document: Mapping[str, Any], parts: _Rows, sentences: _Rows) -> "ParsedText":
    return toolkit.places.parse_text(
        document["text"], place=document["place"], year=document["year"] or document["review_year"],
        sections=[Section(**row) for row in parts.get(document["doc_id"], [])],
        sentences=[(row["start"], row["end"]) for row in sentences.get(document["doc_id"], [])],
    )  # fmt: skip


def _found(
    table: str, texts: "Sequence[ParsedText]", documents: Iterable[Mapping[str, Any]], engine: str, model: str | None
) -> Sequence[_Found]:
    read = zip(texts, documents, strict=True)
    if table == "entities":
        given = [(text, document["place"], document["year"]) for text, document in read]
        return toolkit.entities.extract_together(given, engine=engine, model=model)
    return [
        toolkit.claims.extract_claims(text, place=document["place"], report_year=document["year"], review_year=document["review_year"])
        for text, document in read
    ]


def _by_document(table: pa.Table) -> dict[str, list[dict[str, Any]]]:
    """The rows of a table by document, without its id."""
    found: dict[str, list[dict[str, Any]]] = {}
    for row in table.to_pylist():
        found.setdefault(row.pop("doc_id"), []).append(row)
    return found


def _rows(document: Mapping[str, Any], found: _Found, starts: Sequence[int]) -> list[dict[str, Any]]:
    ids = np.searchsorted(starts, [value.start for value in found], side="right") - 1
    return [
        _of_report({**record(value), "doc_id": document["doc_id"], "sentence_id": sentence_id}, document)
        for value, sentence_id in zip(found, ids.tolist(), strict=True)
    ]


def _of_report(row: dict[str, Any], document: Mapping[str, Any]) -> dict[str, Any]:
    """A figure of the report's own place has the adcode of the report."""
    own = "place" in row and not row["adcode"] and row["place"] == document["place"]
    return {**row, "adcode": document["adcode"]} if own else row
