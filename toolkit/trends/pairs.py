"""Kendall's S: of all pairs of values those that rise less those that fall, without a look at each pair."""

import numpy as np
from numpy.typing import NDArray

from toolkit.statistics import tied

__all__ = ["kendall_s"]

Floats = NDArray[np.float64]

_BLOCK = 32
"""So many neighbouring values are compared pair by pair; beyond that sorting is faster."""


def kendall_s(values: Floats) -> Floats:
    """Return S of each row of values, which stand in the order of time (Knight 1966).

    Pairs that fall are counted as two sorted halves are merged: each value of the later half falls from all that come behind it.

    References
    ----------
    Knight, W. (1966). A computer method for calculating Kendall's tau with ungrouped data. JASA 61(314).

    Examples
    --------
    >>> kendall_s(np.array([[1.0, 2.0, 2.0, 1.0, 3.0]]))
    array([4.])
    """
    n_rows, n = values.shape
    n_blocks = 1
    while n_blocks * _BLOCK < n:
        n_blocks *= 2
    width = _BLOCK if n_blocks > 1 else n
    # What fills the last blocks up falls from nothing.
    blocks = np.pad(values, ((0, 0), (0, n_blocks * width - n)), constant_values=np.inf).reshape(n_rows, n_blocks, width)
    falls = np.zeros(n_rows)
    for gap in range(1, width):
        falls += (blocks[:, :, gap:] < blocks[:, :, :-gap]).sum(axis=(1, 2))
    while n_blocks > 1:
        n_blocks //= 2
        blocks = np.sort(blocks, axis=2).reshape(n_rows, n_blocks, 2 * width)
        order = np.argsort(blocks, axis=2, kind="stable")
        places = ((order >= width) * np.arange(2 * width)).sum(axis=2)
        falls += (width * width + width * (width - 1) // 2 - places).sum(axis=1)
        width *= 2
    alike = (tied(values) - 1).sum(axis=1) / 2
    return np.asarray(n * (n - 1) / 2 - alike - 2 * falls)
