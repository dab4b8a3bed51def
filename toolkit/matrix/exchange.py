"""A matrix from and for other programs: arrays of scikit-learn, and the files that R reads."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.io import mmwrite
from scipy.sparse import coo_array, csr_array, issparse

from toolkit.errors import InvalidValue, invalid

__all__ = ["as_counts", "as_rows", "as_terms", "write_matrix_market"]


def as_counts(values: Any, weighting: str) -> csr_array:
    """Return a matrix of any kind as sparse counts that nothing can change; the memory is shared, the caller's own stays writable."""
    if not (issparse(values) or (isinstance(values, np.ndarray) and values.ndim == 2)):
        raise invalid("counts", type(values).__name__, "a sparse matrix or an array of two dimensions")
    given = csr_array(values)
    if given.dtype.kind not in "biuf":
        raise invalid("counts", str(given.dtype), "a matrix of numbers")
    data = given.data
    if weighting == "count":
        if data.dtype.kind == "f" and not np.array_equal(data, np.floor(data)):
            raise InvalidValue("counts must be whole numbers: give the counts themselves, or say what the values are (weighting='tfidf')")
        if (data < 0).any():
            raise InvalidValue("counts must not be below 0")
        data = data.astype(np.int64, copy=False)
    own = csr_array((data.view(), given.indices.view(), given.indptr.view()), shape=given.shape)
    if not own.has_canonical_format or (own.data == 0).any():
        own = own.copy()
        own.sum_duplicates()
        own.eliminate_zeros()
    for array in (own.data, own.indices, own.indptr):
        array.flags.writeable = False
    return own


def as_terms(values: Iterable[str]) -> NDArray[Any]:
    """Return terms as an array of texts that nothing can change; each stands once."""
    terms = np.array([*values], dtype=object)
    if len(set(terms)) < len(terms):
        twice = pd.Series(terms)[pd.Series(terms).duplicated()].iloc[0]
        raise InvalidValue(f"the term {twice!r} stands more than once: add its columns up")
    terms.flags.writeable = False
    return terms


def as_rows(rows: pd.DataFrame, counts: csr_array, weighting: str) -> pd.DataFrame:
    """Return what is known of the rows, numbered from 0, with ``n_tokens`` and ``n_chars``.

    Where the words of a row are not known, they are those that were counted; characters are missing then.
    """
    known = rows if isinstance(rows.index, pd.RangeIndex) and rows.index.equals(pd.RangeIndex(len(rows))) else _numbered(rows)
    if "n_tokens" not in known.columns:
        sums = counts.sum(axis=1) if weighting == "count" else pd.array([pd.NA] * len(known), dtype="Int64")
        known = known.assign(n_tokens=sums)
    if "n_chars" not in known.columns:
        known = known.assign(n_chars=pd.array([pd.NA] * len(known), dtype="Int64"))
    if "doc_id" not in known.columns and "n_docs" not in known.columns:
        known = known.assign(n_docs=1)
    return known


def _numbered(rows: pd.DataFrame) -> pd.DataFrame:
    return rows.reset_index(drop=rows.index.name is None or rows.index.name in rows.columns)


def write_matrix_market(folder: str | Path, counts: csr_array, terms: NDArray[Any], rows: pd.DataFrame) -> Path:
    """Write ``matrix.mtx``, ``terms.txt`` and ``docvars.csv`` into a folder, and return it."""
    if any("\n" in term or "\r" in term for term in terms):
        raise InvalidValue("a term has a line break in it, which terms.txt cannot hold: trim it away (matrix.trim(drop=[…]))")
    target = Path(folder)
    target.mkdir(parents=True, exist_ok=True)
    whole = counts.dtype.kind in "iub"
    mmwrite(target / "matrix.mtx", coo_array(counts), field="integer" if whole else "real", symmetry="general")
    (target / "terms.txt").write_text("".join(f"{term}\n" for term in terms), encoding="utf-8", newline="\n")
    rows.to_csv(target / "docvars.csv", index=False, encoding="utf-8", lineterminator="\n")
    return target
