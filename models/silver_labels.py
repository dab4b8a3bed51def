"""Silver labels: what a model thinks of each character of plain reports, as texts that the tagger learns from.

A file (``.jsonl.gz``) has one JSON object a document: ``text``, ``place`` (or null) and ``labels``, a list of ``[position, label, weight]``
for the characters that aren't surely outside of entities. A label is the number of a label of the tagger (from 1; 0 is outside),
a weight its probability in parts of 255; what is left to 255 is the weight of outside.
"""

import gzip
import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np
from joblib import Parallel, delayed
from numpy.typing import NDArray

from toolkit.entities.tagger_model import labels_of
from toolkit.entities.tagger_training import Example, examples_of
from toolkit.entities.tagger_words import Clusters

PARTS = 255
"""What the weights of a character add up to."""
SURE = 3
"""A character that has no more weight than this inside of entities is surely outside."""
BLOCK = 12
"""Pieces of a text that are taken together or left out together."""


class Silver(NamedTuple):
    """A text and how likely each label of each character is."""

    text: str
    place: str | None
    labels: NDArray[np.float32]


def write_silver(path: Path, documents: Iterable[Silver]) -> None:
    """Write silver labels: the same documents give the same bytes."""
    with path.open("wb") as raw, gzip.GzipFile(filename="", mode="wb", fileobj=raw, mtime=0) as file:
        for text, place, labels in documents:
            weights = np.round(labels * PARTS).astype(int)
            weights[weights[:, 1:].sum(axis=1) <= SURE] = 0
            at, label = np.nonzero(weights[:, 1:])
            rows = np.stack([at, label + 1, weights[at, label + 1]], axis=1).tolist()
            line = json.dumps({"text": text, "place": place, "labels": rows}, ensure_ascii=False, separators=(",", ":"))
            file.write(f"{line}\n".encode())


def read_silver(path: Path, n_labels: int) -> Iterator[Silver]:
    """The documents of a file of silver labels."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            record = json.loads(line)
            weights = np.zeros((len(record["text"]), n_labels), dtype=np.float32)
            at, label, weight = np.array(record["labels"], dtype=np.int64).reshape(-1, 3).T
            weights[at, label] = weight
            weights[:, 0] = np.maximum(PARTS - weights.sum(axis=1), 0)
            yield Silver(record["text"], record["place"], weights / weights.sum(axis=1, keepdims=True))


def silver_examples(
    path: Path, types: Sequence[str], clusters: Clusters, share: float, *, without: Sequence[str] = (), seed: int = 1, jobs: int = 1
) -> list[Example]:
    """A share of the silver texts with their features, which are those of the whole document.

    Parameters
    ----------
    path : Path
    types : sequence of str
    clusters : mapping
    share : float
        How much of each document is learned from.
    without : sequence of str
        A document that holds one of these passages is left out.
    seed : int
        Decides on the share.
    jobs : int
    """
    documents = enumerate(read_silver(path, len(labels_of(types))))
    taken = ((number, silver) for number, silver in documents if silver.text and not any(passage in silver.text for passage in without))
    sampled = (delayed(_sampled)(silver, types, clusters, share, [seed, number]) for number, silver in taken)
    found = Parallel(n_jobs=jobs, batch_size=4)(sampled)
    return [example for example in found if len(example.labels)]


def _sampled(silver: Silver, types: Sequence[str], clusters: Clusters, share: float, seed: Sequence[int]) -> Example:
    """A share of the blocks of a document."""
    example = examples_of([{"text": silver.text, "place": silver.place, "entities": []}], types, clusters)[0]
    rng = np.random.default_rng(seed)
    blocks = [example.pieces[k : k + BLOCK] for k in range(0, len(example.pieces), BLOCK)]
    taken = [piece for block in blocks if rng.random() < share for piece in block]
    bounds = np.cumsum([0, *(end - start for start, end in taken)]).tolist()
    at = np.concatenate([np.zeros(0, dtype=int), *(np.arange(start, end) for start, end in taken)])
    return Example(np.ascontiguousarray(example.lines[:, at]), list(pairwise(bounds)), silver.labels[at])
