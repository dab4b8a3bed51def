"""Topics of one model matched with those of another."""

import numpy as np
from numpy.typing import NDArray

__all__ = ["cosines", "match"]

Floats = NDArray[np.float64]


def cosines(ours: Floats, theirs: Floats) -> Floats:
    """Return the cosine of the words of each topic (rows) with each of another model (columns)."""
    one, two = (words / np.maximum(np.linalg.norm(words, axis=1, keepdims=True), 1e-300) for words in (ours, theirs))
    return np.asarray(one @ two.T)


def match(likeness: Floats) -> tuple[NDArray[np.int64], Floats]:
    """Return for each row its column in the matching with the greatest sum, −1 for one without, and the likeness of the pair."""
    # Loaded late, as few need it.
    from scipy.optimize import linear_sum_assignment

    rows, columns = linear_sum_assignment(-likeness)
    partner = np.full(len(likeness), -1, dtype=np.int64)
    partner[rows] = columns
    value = np.zeros(len(likeness))
    value[rows] = likeness[rows, columns]
    return partner, value
