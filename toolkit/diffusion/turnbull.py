"""The distribution of a time of which only intervals are known (Turnbull 1976)."""

import numpy as np
from numpy.typing import NDArray

__all__ = ["with_mass"]

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

_ROUNDS, _CLOSE = 20_000, 1e-9


def with_mass(possible: Bools) -> Floats:
    """Return the shares of the years (columns) that make what is known of each place (rows: the years it may be) most likely.

    The self-consistent estimate: each place's share is spread over its possible years as the shares of those years are, again and
    again until nothing changes. Years in which no interval ends are left to the first equal spread.

    Examples
    --------
    >>> with_mass(np.array([[True, False, False], [False, True, True], [False, False, True], [False, False, True]])).round(3).tolist()
    [0.25, 0.0, 0.75]
    """
    weights = possible.astype(np.float64)
    shares = np.full(possible.shape[1], 1 / possible.shape[1])
    for _ in range(_ROUNDS):
        spread = weights * shares
        renewed = (spread / spread.sum(axis=1, keepdims=True)).mean(axis=0)
        change, shares = np.abs(renewed - shares).max(), renewed
        if change < _CLOSE:
            break
    return shares
