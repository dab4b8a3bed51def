"""``similarity``: how much documents resemble each other."""

from typing import Any

import numpy as np
import pandas as pd
from scipy.sparse import csr_array, diags_array, vstack

from toolkit.errors import InvalidValue
from toolkit.given import takes
from toolkit.matrix import TermMatrix, align_terms
from toolkit.reuse.pairs import Lag, known_pairs
from toolkit.trail import with_trail

__all__ = ["document_counts", "scaled", "similarity"]

_MOST_ROWS = 10_000
_CHUNK = 4096


@takes("matrix")
def similarity(
    matrix: TermMatrix, source: TermMatrix | None = None, *, pairs: str | pd.DataFrame | None = None, lag: Lag = 1
) -> pd.DataFrame:
    """Return the cosine of tf-idf of documents: a square frame of all with all, or one row a pair of a relation.

    Parameters
    ----------
    matrix, source : TermMatrix
        Counts of documents (rows of one document are added up); without ``source`` the documents of the matrix are compared with each
        other. A term's idf is that of all documents of both: ``ln((1 + n) / (1 + df)) + 1``, as `TermMatrix.weight` has it.
    pairs : {"own", "higher", "peers", "all"} or DataFrame, optional
        Pairs as in `document_pairs`, or a table of your own; without, all documents with all.
    lag : int or collection of int
        Year of the target less year of the source, for pairs of a relation: ``pairs="own"`` with 1 is this year × last year of a place,
        ``pairs="higher"`` with 0 local × central of the same year.

    Returns
    -------
    DataFrame
        Without ``pairs`` one row a document of the matrix and one column a document of the source, by id. With pairs: the columns of
        `document_pairs`, ``similarity`` and ``target_n_tokens, source_n_tokens``. Missing where a document has no counted word.

    Examples
    --------
    >>> import pandas as pd
    >>> import toolkit as tk
    >>> reports = pd.DataFrame({"text": ["治水护林。", "治水修路。", "办学。"], "place": "云山市", "year": [2022, 2023, 2024]})
    >>> found = tk.similarity(tk.count_terms(tk.build_corpus(reports)), pairs="own")
    >>> found[["source_year", "target_year", "similarity"]].round(2).values.tolist()
    [[2022, 2023, 0.37], [2023, 2024, 0.0]]
    """
    first = document_counts(matrix)
    second = first if source is None else document_counts(source)
    left, right = _vectors(first, second, same=source is None)
    ids, source_ids = first.rows["doc_id"].tolist(), second.rows["doc_id"].tolist()
    trail = [*matrix.trail, *(() if source is None else source.trail)]
    if pairs is None:
        if max(len(ids), len(source_ids)) > _MOST_ROWS:
            raise InvalidValue(f"{len(ids):,} × {len(source_ids):,} documents are too many for a square table: give pairs")
        cosines = np.clip((left @ right.T).toarray(), 0, 1)
        cosines[np.diff(left.indptr) == 0], cosines[:, np.diff(right.indptr) == 0] = np.nan, np.nan
        square = pd.DataFrame(cosines, index=pd.Index(ids, name="doc_id"), columns=source_ids)
        return with_trail(square, trail, "similarity", n_documents=len(ids), n_sources=len(source_ids), n_terms=left.shape[1])
    table = known_pairs(pairs, lag, first.rows, None if source is None else second.rows)
    a, b = pd.Index(ids).get_indexer(pd.Index(table["target_doc_id"])), pd.Index(source_ids).get_indexer(pd.Index(table["source_doc_id"]))
    parts = [(left[a[at : at + _CHUNK]] * right[b[at : at + _CHUNK]]).sum(axis=1) for at in range(0, len(a), _CHUNK)]
    cosine = np.clip(np.concatenate(parts) if parts else np.zeros(0), 0, 1)
    empty = (np.diff(left.indptr)[a] == 0) | (np.diff(right.indptr)[b] == 0)
    table = table.assign(
        similarity=np.where(empty, np.nan, cosine), target_n_tokens=first.rows["n_tokens"].to_numpy()[a],
        source_n_tokens=second.rows["n_tokens"].to_numpy()[b],
    )  # fmt: skip
    shown = pairs if isinstance(pairs, str) else "a table"
    return with_trail(table, trail, "similarity", pairs=shown, lag=lag, n_documents=len(ids), n_sources=len(source_ids))


def document_counts(matrix: TermMatrix) -> TermMatrix:
    """Return the counts of whole documents, in order of their ids, with what is known of each."""
    if matrix.weighting != "count":
        raise InvalidValue(f"the matrix is weighted by {matrix.weighting}: give the counts of count_terms")
    if "doc_id" not in matrix.rows.columns:
        raise InvalidValue(f"the rows of the matrix are groups ({matrix.unit}), not documents: give the counts before group")
    grouped = matrix.group("doc_id")
    known = matrix.rows.drop_duplicates("doc_id").set_index("doc_id")
    taken = [name for name in known.columns if name not in grouped.rows.columns]
    rows = grouped.rows.join(known[taken], on="doc_id")
    return TermMatrix(grouped.counts, grouped.terms, rows, "document", "count", matrix.trail)


def scaled(counts: Any) -> csr_array:
    """Return rows of length 1; an empty one stays empty."""
    length = np.sqrt(np.asarray((counts * counts).sum(axis=1), dtype=float))
    return csr_array(diags_array(np.divide(1, length, out=np.zeros(len(length)), where=length > 0)) @ counts)


def _vectors(first: TermMatrix, second: TermMatrix, *, same: bool) -> tuple[csr_array, csr_array]:
    """The documents of both as tf-idf vectors of length 1 over the terms of both."""
    if same:
        counts, size = first.counts, len(first)
    else:
        terms = np.union1d(first.terms.astype(str), second.terms.astype(str)).astype(object)
        counts = csr_array(vstack([align_terms(first, terms).counts, align_terms(second, terms).counts]))
        size = len(first)
    df = np.bincount(counts.indices, minlength=counts.shape[1])
    weights = scaled(counts.astype(float) @ diags_array(np.log((1 + counts.shape[0]) / (1 + df)) + 1))
    return (weights, weights) if same else (csr_array(weights[:size]), csr_array(weights[size:]))
