"""A report's own names: its place, the divisions in it, and words of greeting. They tell who speaks, not what is said."""

from dataclasses import replace
from functools import cache

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from toolkit.lexicon import read_list
from toolkit.matrix import TermMatrix
from toolkit.places import names_within

__all__ = ["without_own_names"]


def without_own_names(matrix: TermMatrix) -> TermMatrix:
    """Return the matrix without greetings, and without the names that a row has for its own place and for the divisions in it.

    A name stays in the rows of other places: 广州 in a report of 湖南省 is counted, in one of 广东省 it is not.
    """
    kept = np.array([term not in salutations() for term in matrix.terms], dtype=bool)
    counts, terms = csr_array(matrix.counts[:, kept]), matrix.terms[kept]
    column_of = {term: column for column, term in enumerate(terms)}
    codes = matrix.rows["adcode"] if "adcode" in matrix.rows.columns else pd.Series([None] * len(matrix), dtype=object)
    place, known = pd.factorize(codes)
    # One number for each pair of a place and a term that is its own.
    own = [number * len(terms) + column_of[name] for number, code in enumerate(known) for name in names_within(code) if name in column_of]
    row_place = np.repeat(place.astype(np.int64), np.diff(counts.indptr))
    data = np.where(np.isin(row_place * len(terms) + counts.indices, own), 0, counts.data)
    left = csr_array((data, counts.indices, counts.indptr), shape=counts.shape, copy=True)
    left.eliminate_zeros()
    return replace(matrix, counts=left, terms=terms)


@cache
def salutations() -> frozenset[str]:
    """The words of ``salutations.txt``."""
    return frozenset(read_list("salutations.txt"))
