"""A report's own names: its place, the divisions in it, and words of greeting. They tell who speaks, not what is said."""

from dataclasses import replace
from functools import cache

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csr_array

from toolkit.lexicon import read_list
from toolkit.matrix import TermMatrix
from toolkit.places import names_within

__all__ = ["without_own_names"]


def without_own_names(matrix: TermMatrix) -> TermMatrix:
    """Return the matrix without greetings, and without the names that a row has for its own place and for the divisions in it.

    A name stays in the rows of other places: 广州 in a report of 湖南省 is counted, in one of 广东省 it is not.
    """
    kept = ~np.isin(matrix.terms, list(salutations()))
    counts, terms = matrix.counts[:, kept], matrix.terms[kept]
    codes = matrix.rows["adcode"] if "adcode" in matrix.rows.columns else pd.Series([None] * len(matrix), dtype=object)
    column_of = {term: column for column, term in enumerate(terms)}
    cells = counts.tocoo()
    own = np.zeros(cells.nnz, dtype=bool)
    for code in codes.dropna().unique():
        own |= np.isin(cells.col, _columns(str(code), column_of)) & (codes == code).fillna(False).to_numpy(dtype=bool)[cells.row]
    left = csr_array((cells.data[~own], (cells.row[~own], cells.col[~own])), shape=counts.shape)
    return replace(matrix, counts=left, terms=terms)


def _columns(code: str, column_of: dict[str, int]) -> NDArray[np.int64]:
    return np.array([column_of[name] for name in names_within(code) if name in column_of], dtype=np.int64)


@cache
def salutations() -> frozenset[str]:
    """The words of ``salutations.txt``."""
    return frozenset(read_list("salutations.txt"))
