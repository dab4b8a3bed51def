"""p values of many tests at once."""

import numpy as np
from numpy.typing import NDArray
from scipy.stats import false_discovery_control

__all__ = ["adjusted"]


def adjusted(p: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return p values corrected for the number of those known; missing ones stay missing (Benjamini & Hochberg 1995, JRSS B 57(1)).

    Examples
    --------
    >>> adjusted(np.array([0.01, np.nan, 0.04])).tolist()
    [0.02, nan, 0.04]
    """
    result = np.full(len(p), np.nan)
    known = ~np.isnan(p)
    if known.any():
        result[known] = false_discovery_control(p[known], method="bh")
    return result
