"""Entities and claims of the documents of a corpus, shard by shard."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict
from pathlib import PurePath
from typing import Any, TypeAlias

import numpy as np
import pyarrow as pa
from joblib import Parallel, delayed
from tqdm.auto import tqdm

from toolkit.claims import extract_claims
from toolkit.corpus.digests import code_digest
from toolkit.corpus.store import Store
from toolkit.document import Claim, Entity
from toolkit.entities import extract_entities
from toolkit.tables import to_arrow

__all__ = ["ANNOTATIONS", "annotate_shards"]

ANNOTATIONS = ("entities", "claims")

_Found: TypeAlias = Sequence[Entity | Claim]


def annotate_shards(
    store: Store, keys: Sequence[str], tables: Iterable[str], *, n_jobs: int, engine: str, model: str | None = None
) -> None:
    """Store the annotations of the shards that lack them."""
    for table in tables:
        record = {"rules": code_digest(table), **(_recognizer_record(engine, model) if table == "entities" else {})}
        _forget_others(store, table, record)
        there = store.keys(table)
        lacking = [key for key in keys if key not in there]
        done = Parallel(n_jobs=n_jobs, return_as="generator")(delayed(_annotate_shard)(store, key, table, engine, model) for key in lacking)
        for _ in tqdm(done, total=len(lacking), unit="part", desc=table):
            pass


def _recognizer_record(engine: str, model: str | None) -> dict[str, str]:
    """The engine, and the name of a model of one's own without the folders above it, which differ between computers."""
    return {"engine": engine, **({"model": PurePath(model).name} if model else {})}


def _forget_others(store: Store, table: str, record: Mapping[str, str]) -> None:
    """Remove annotations that other rules or another engine made; then say which ones are made from here on."""
    manifest = store.manifest()
    if manifest["annotations"].get(table) == record:
        return
    store.sweep(table, ())
    store.commit({**manifest, "annotations": {**manifest["annotations"], table: dict(record)}})


def _annotate_shard(store: Store, key: str, table: str, engine: str, model: str | None) -> None:
    extract = _extractor(table, engine, model)
    documents = store.read("documents", [key], ["doc_id", "text", "place", "adcode", "year", "review_year"]).to_pylist()
    starts = _sentence_starts(store.read("sentences", [key], ["doc_id", "start"]))
    rows = [row for document in documents for row in _rows(document, extract(document), starts.get(document["doc_id"], []))]
    store.write(table, key, to_arrow(table, rows))


def _extractor(table: str, engine: str, model: str | None) -> Callable[[Mapping[str, Any]], _Found]:
    if table == "entities":
        return lambda document: extract_entities(
            document["text"], place=document["place"], year=document["year"], engine=engine, model=model
        )
    return lambda document: extract_claims(
        document["text"], place=document["place"], report_year=document["year"], review_year=document["review_year"]
    )


def _sentence_starts(sentences: pa.Table) -> dict[str, list[int]]:
    starts: dict[str, list[int]] = {}
    for doc_id, start in zip(sentences["doc_id"].to_pylist(), sentences["start"].to_pylist(), strict=True):
        starts.setdefault(doc_id, []).append(start)
    return starts


def _rows(document: Mapping[str, Any], found: _Found, starts: Sequence[int]) -> list[dict[str, Any]]:
    ids = np.searchsorted(starts, [value.start for value in found], side="right") - 1
    return [
        _of_report({**asdict(value), "doc_id": document["doc_id"], "sentence_id": int(sentence_id)}, document)
        for value, sentence_id in zip(found, ids, strict=True)
    ]


def _of_report(row: dict[str, Any], document: Mapping[str, Any]) -> dict[str, Any]:
    """A figure of the report's own place has the adcode of the report."""
    own = "place" in row and not row["adcode"] and row["place"] == document["place"]
    return {**row, "adcode": document["adcode"]} if own else row
