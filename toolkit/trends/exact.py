"""The exact distribution of Kendall's S for short series, ties included."""

from functools import cache

import numpy as np
from numpy.typing import NDArray

__all__ = ["EXACT_TO", "exact_p"]

EXACT_TO = 12
"""Longest series whose p is exact; the normal approximation is good from there on."""


def exact_p(values: NDArray[np.float64], s: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return for each row the share of all orders of its values whose S is as large, either way."""
    found = np.ones(len(values))
    for row, (own, size) in enumerate(zip(values, s, strict=True)):
        _, ties = np.unique(own, return_counts=True)
        found[row] = _tail(tuple(sorted(ties.tolist())), int(abs(size)))
    return found


@cache
def _tail(ties: tuple[int, ...], size: int) -> float:
    """P(\\|S\\| >= size): inversions of an order of a multiset are counted by the q-multinomial coefficient."""
    orders = np.array([1], dtype=np.int64)
    for tied, before in zip(ties, np.cumsum((0, *ties)), strict=False):
        orders = np.convolve(orders, _binomial(int(before) + tied, tied))
    s = np.abs(len(orders) - 1 - 2 * np.arange(len(orders)))
    return float(orders[s >= size].sum() / orders.sum())


@cache
def _binomial(n: int, k: int) -> NDArray[np.int64]:
    """Coefficients of the Gaussian binomial: choices of k of n places by the number of inversions (Pascal's rule)."""
    if k in (0, n):
        return np.array([1], dtype=np.int64)
    found = np.zeros(k * (n - k) + 1, dtype=np.int64)
    without, with_last = _binomial(n - 1, k), _binomial(n - 1, k - 1)
    found[k : k + len(without)] += without
    found[: len(with_last)] += with_last
    return found
