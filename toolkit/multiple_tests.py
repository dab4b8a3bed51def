"""p values of many tests at once."""

import numpy as np
from numpy.typing import NDArray

__all__ = ["adjusted"]


def adjusted(p: NDArray[np.float64], n_tests: int | None = None) -> NDArray[np.float64]:
    """Return p values corrected for the number of tests; missing ones stay missing (Benjamini & Hochberg 1995, JRSS B 57(1)).

    ``n_tests`` counts those too whose p is not shown, which are taken to be 1; without it the tests are the p that are known.

    Examples
    --------
    >>> adjusted(np.array([0.01, np.nan, 0.04])).tolist()
    [0.02, nan, 0.04]
    >>> adjusted(np.array([0.01, 0.04]), n_tests=5).tolist()
    [0.05, 0.1]
    """
    result = np.full(len(p), np.nan)
    known = ~np.isnan(p)
    if known.any():
        found = p[known]
        order = np.argsort(found)
        # The tests that are not shown have the highest p, and change nothing but their number.
        steps = found[order] * (max(len(found), n_tests or 0) / np.arange(1, len(found) + 1))
        fair = np.empty(len(found))
        fair[order] = np.minimum.accumulate(np.minimum(steps, 1.0)[::-1])[::-1]
        result[known] = fair
    return result
