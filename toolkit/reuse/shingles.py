"""Which sentences may share a passage: shingles of characters, those that half the genre uses left out, joined document by document."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from toolkit.reuse.units import Units, inside_titles

__all__ = ["SHINGLE", "Shingles", "candidates", "read_shingles"]

Ints = NDArray[np.int64]

SHINGLE = 5
"""Characters of a shingle."""
_CROWD = 100
"""A shingle in more units of one document than this finds no candidates: a text that repeats itself stays linear."""


@dataclass(frozen=True, slots=True, eq=False)
class Shingles:
    """The shingles of units that stand in two documents or more and are no formulas."""

    counts: csr_array
    """Units × shingles, 1 where the unit has it."""
    common: NDArray[np.bool_]
    """For each character whether it is inside a shingle that is a formula, or in a title between 《 and 》."""


def read_shingles(units: Units, *, most: int) -> Shingles:
    """Return the shingles of all units; those in more than ``most`` documents are formulas."""
    at, unit = _places(units)
    order, groups = _sorted_groups(units, at)
    document = units.document[unit[order]]
    # Sorted stably, equal shingles stand in order of their documents: a change is one document more.
    changes = np.ones(len(groups), dtype=bool)
    changes[1:] = (groups[1:] != groups[:-1]) | (document[1:] != document[:-1])
    df = np.bincount(groups[changes], minlength=groups[-1] + 1 if len(groups) else 0)
    formula = df[groups] > most
    common = inside_titles(units)
    first = at[order[formula]]
    for step in range(SHINGLE):
        common[first + step] = True
    wanted = (df[groups] > 1) & ~formula
    columns = np.cumsum((df > 1) & (df <= most)) - 1
    rows, cols = unit[order[wanted]], columns[groups[wanted]]
    counts = csr_array((np.ones(len(rows), dtype=np.int32), (rows, cols)), shape=(len(units), int(columns[-1]) + 1 if len(columns) else 0))
    counts.sum_duplicates()
    counts.data[:] = 1
    return Shingles(counts, common)


def candidates(shingles: Shingles, target: Ints, source: Ints, *, least: int, top: int) -> tuple[Ints, Ints]:
    """Return pairs of units that share at least ``least`` shingles: the best ``top`` of each target, best first.

    Parameters
    ----------
    target, source : ndarray
        Units of one document each.
    """
    first, second = shingles.counts[target], shingles.counts[source]
    held, inverse, df = np.unique(second.indices, return_inverse=True, return_counts=True)
    # The shingles of both, numbered anew: what the source lacks or repeats without end finds nothing.
    place = np.minimum(np.searchsorted(held, first.indices), max(len(held) - 1, 0))
    both = (held[place] == first.indices) & (df[place] <= _CROWD) if len(held) else np.zeros(len(first.indices), dtype=bool)
    rows = np.repeat(np.arange(len(target)), np.diff(first.indptr))[both]
    left = csr_array((np.ones(len(rows), dtype=np.int32), (rows, place[both])), shape=(len(target), len(held)))
    right = csr_array((second.data, inverse, second.indptr), shape=(len(source), len(held)))
    shared = (left @ right.T).tocoo()
    enough = shared.data >= least
    row, col, score = shared.row[enough], shared.col[enough], shared.data[enough]
    order = np.lexsort((col, -score, row))
    row, col = row[order], col[order]
    rank = np.arange(len(row)) - np.searchsorted(row, row)
    return target[row[rank < top]], source[col[rank < top]]


def _places(units: Units) -> tuple[Ints, Ints]:
    """Where each shingle begins, and its unit; none goes over the end of a unit."""
    lengths = np.diff(units.bounds)
    unit = np.repeat(np.arange(len(units)), lengths)
    left = units.bounds[1:][unit] - np.arange(len(units.chars))
    at = np.flatnonzero(left >= SHINGLE)
    return at, unit[at]


def _sorted_groups(units: Units, at: Ints) -> tuple[Ints, Ints]:
    """The order that brings equal shingles together, and the number of each one's group in that order."""
    keys = np.zeros(len(units.chars), dtype=np.uint64)
    factor = np.uint64(0x9E3779B97F4A7C15)
    for step in range(SHINGLE):
        ahead = units.chars[step:].astype(np.uint64)
        keys[: len(ahead)] = keys[: len(ahead)] * factor + ahead
    keys = keys[at]
    keys ^= keys >> np.uint64(29)
    order = np.argsort(keys, kind="stable")
    keys = keys[order]
    return order, np.cumsum(np.concatenate([[0], keys[1:] != keys[:-1]])).astype(np.int64) if len(keys) else keys.astype(np.int64)
