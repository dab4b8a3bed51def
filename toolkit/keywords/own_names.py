"""A report's own names: its place and what lies in it, its speaker, and words of greeting. They tell who speaks, not what is said."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from functools import cache

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csr_array

from toolkit.lexicon import read_list
from toolkit.matrix import TermMatrix
from toolkit.places import names_within, own_references

__all__ = ["without_own_names"]


def without_own_names(matrix: TermMatrix) -> TermMatrix:
    """Return the matrix without greetings, and without the names that a row has for its own place and what lies in it, and its speaker.

    A name stays in the rows of other places: 广州 in a report of 湖南省 is counted, in one of 广东省 it is not.
    """
    kept = np.array([term not in salutations() for term in matrix.terms], dtype=bool)
    counts, terms = csr_array(matrix.counts[:, kept]), matrix.terms[kept]
    column_of = {term: column for column, term in enumerate(terms)}
    own = np.zeros(counts.nnz, dtype=bool)
    for column, names in (("adcode", _place_names), ("speaker", _name_parts)):
        if column in matrix.rows.columns:
            own |= _own(counts, matrix.rows[column], names, column_of)
    left = csr_array((np.where(own, 0, counts.data), counts.indices, counts.indptr), shape=counts.shape, copy=True)
    left.eliminate_zeros()
    return replace(matrix, counts=left, terms=terms)


def _own(
    counts: csr_array, labels: pd.Series, names: Callable[[str], Collection[str]], column_of: Mapping[str, int]
) -> NDArray[np.bool_]:
    """Which cells of the matrix are of a term that is a name of the label of the row."""
    number, known = pd.factorize(labels)
    # One number for each pair of a label and a term that is its own.
    pairs = [at * len(column_of) + column_of[name] for at, label in enumerate(known) for name in names(str(label)) if name in column_of]
    label_of = np.repeat(number.astype(np.int64), np.diff(counts.indptr))
    return np.isin(label_of * len(column_of) + counts.indices, np.array(pairs, dtype=np.int64))


def _place_names(adcode: str) -> frozenset[str]:
    return names_within(adcode) | own_references(adcode)


def _name_parts(name: str) -> set[str]:
    """The name and its parts of two characters or more, as a segmenter may cut it; one character may be any word."""
    return {part for start in range(len(name)) for end in range(start + 2, len(name) + 1) if len(part := name[start:end].strip("·")) > 1}


@cache
def salutations() -> frozenset[str]:
    """The words of ``salutations.txt``."""
    return frozenset(read_list("salutations.txt"))
