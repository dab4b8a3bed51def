"""Two whole numbers as one, so that arrays of pairs are compared, sorted and looked up at once."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["pair_keys"]


def pair_keys(first: NDArray[Any], second: NDArray[Any]) -> NDArray[np.int64]:
    """Return one integer for each pair (a document and an offset in it), in the order of the pairs; shifted by 32 it is the first again.

    Both are whole numbers below 2**32, the second not below 0.

    Examples
    --------
    >>> keys = pair_keys(np.array([0, 0, 1]), np.array([7, 9, 2]))
    >>> (np.diff(keys) > 0).tolist(), (keys >> 32).tolist()
    ([True, True], [0, 0, 1])
    """
    return np.asarray((np.asarray(first, dtype=np.int64) << 32) + second, dtype=np.int64)
