"""Topics as a folder of plain files: arrays (npz), rows (Parquet), and a JSON file with versions and checksums."""

import hashlib
import json
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from toolkit.errors import ReadError
from toolkit.matrix import TermMatrix
from toolkit.topics.factors import Factors

__all__ = ["read_topics", "write_topics"]

VERSION = 1
HEAD, ARRAYS, ROWS = "topics.json", "arrays.npz", "rows.parquet"


def write_topics(folder: Path, matrix: TermMatrix, factors: Factors, shares: np.ndarray[Any, Any], call: str) -> None:
    """Write the files; the same topics give the same bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    arrays = {
        "components": factors.components, "shares": shares, "data": matrix.counts.data, "indices": matrix.counts.indices,
        "indptr": matrix.counts.indptr, **({} if factors.idf is None else {"idf": factors.idf}),
    }  # fmt: skip
    np.savez(folder / ARRAYS, **arrays)
    matrix.rows.to_parquet(folder / ROWS, index=False, compression="zstd")
    head = {
        "format": "topics", "version": VERSION, "terms": matrix.terms.tolist(), "unit": matrix.unit, "trail": list(matrix.trail),
        "call": call, "method": factors.method, "seed": factors.seed, "n_iter": factors.n_iter, "error": factors.error,
        "names": list(factors.names),
        "sha256": {name: _digest(folder / name) for name in (ARRAYS, ROWS)},
    }  # fmt: skip
    head["sha256"] |= {HEAD: _head_digest(head)}
    (folder / HEAD).write_text(json.dumps(head, ensure_ascii=False, indent=1), encoding="utf-8", newline="\n")


def read_topics(folder: Path) -> tuple[TermMatrix, Factors, np.ndarray[Any, Any], str]:
    """Return what `write_topics` wrote.

    Raises
    ------
    ReadError
        A file is missing, is not of this version, or has changed since it was written.
    """
    head = _head(folder)
    with np.load(folder / ARRAYS, allow_pickle=False) as file:
        arrays = {name: file[name] for name in file.files}
    terms = head["terms"]
    shape = (len(arrays["indptr"]) - 1, len(terms))
    counts = csr_array((arrays["data"], arrays["indices"], arrays["indptr"]), shape=shape)
    matrix = TermMatrix(counts, terms, pd.read_parquet(folder / ROWS), head["unit"], trail=tuple(head["trail"]))
    factors = Factors(
        arrays["components"], arrays.get("idf"), head["method"], head["seed"], head["n_iter"], head["error"], tuple(head["names"])
    )
    return matrix, factors, arrays["shares"], head["call"]


def _head(folder: Path) -> dict[str, Any]:
    try:
        head = json.loads((folder / HEAD).read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ReadError(f"{folder} is no folder of topics: it has no {HEAD}; write one with topics.save(folder)") from None
    except ValueError:
        raise ReadError(f"{folder / HEAD} is damaged: write the topics again with topics.save(folder)") from None
    if not isinstance(head, dict) or head.get("format") != "topics":
        raise ReadError(f"{folder / HEAD} is damaged: write the topics again with topics.save(folder)")
    if head.get("version") != VERSION:
        raise ReadError(f"{folder} has topics in version {head.get('version')} of the format, this toolkit reads version {VERSION}")
    sums = head.get("sha256", {})
    for name in (HEAD, ARRAYS, ROWS):
        path = folder / name
        found = _head_digest(head) if name == HEAD else _digest(path) if path.is_file() else None
        if found != sums.get(name):
            wrong = "is missing" if found is None else "is damaged"
            raise ReadError(f"{path} {wrong}: write the topics again with topics.save(folder)")
    return head


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _head_digest(head: dict[str, Any]) -> str:
    sums = {name: value for name, value in head["sha256"].items() if name != HEAD}
    return hashlib.sha256(json.dumps(head | {"sha256": sums}, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
