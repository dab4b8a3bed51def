"""Shares of topics in groups of rows with intervals: what other documents, sections or rows of the same kind would have given."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

__all__ = ["LEAST_UNITS", "N_BOOT", "share_intervals", "weighted_means"]

N_BOOT = 1000
ENOUGH = 10
"""Units from which on documents, or else sections, are drawn; below, the finer unit."""
LEAST_UNITS = 3
Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


def weighted_means(shares: Floats, weight: Floats, codes: Ints, n: int) -> Floats:
    """Return the mean shares of each group; rows of code -1 are in none."""
    known = codes >= 0
    totals = np.zeros((n, shares.shape[1]))
    np.add.at(totals, codes[known], shares[known] * weight[known, None])
    sums = np.bincount(codes[known], weights=weight[known], minlength=n)
    return np.asarray(totals / np.maximum(sums, 1e-300)[:, None])


def share_intervals(
    rows: pd.DataFrame, shares: Floats, weight: Floats, codes: Ints, n: int, seed: int, *, level: float = 0.95
) -> tuple[Floats, Floats, list[str], Ints]:
    """Return the lower and upper bounds (groups × topics), what was drawn in each group, and how many of them it has.

    Documents are drawn where a group has ten or more, or else sections, or else rows; bounds of fewer than three units are missing.
    """
    units = _units(rows)
    low, high = (np.full((n, shares.shape[1]), np.nan) for _ in range(2))
    drawn, sizes = ["rows"] * n, np.zeros(n, dtype=np.int64)
    order = np.argsort(codes, kind="stable")
    ends = np.searchsorted(codes[order], np.arange(n + 1))
    for group in range(n):
        here = order[ends[group] : ends[group + 1]]
        here = here[weight[here] > 0]
        for name, unit in units.items():
            members, place = np.unique(unit[here], return_inverse=True)
            drawn[group], sizes[group] = name, len(members)
            if len(members) >= ENOUGH:
                break
        if sizes[group] >= LEAST_UNITS:
            random = np.random.default_rng([seed, group])
            low[group], high[group] = _bounds(shares[here], weight[here], place, len(members), random, level)
    return low, high, drawn, sizes


def _units(rows: pd.DataFrame) -> dict[str, Ints]:
    """What can be drawn, from the largest to the rows."""
    found: dict[str, Ints] = {}
    for name, columns in (("documents", ["doc_id"]), ("sections", ["doc_id", "section_id"])):
        if set(columns) <= set(rows.columns):
            found[name] = np.asarray(rows.groupby(columns, sort=False, dropna=False).ngroup(), dtype=np.int64)
    return found | {"rows": np.arange(len(rows), dtype=np.int64)}


def _bounds(shares: Floats, weight: Floats, place: Ints, n: int, random: np.random.Generator, level: float) -> tuple[Floats, Floats]:
    size = np.bincount(place, weights=weight, minlength=n)
    sums = np.zeros((n, shares.shape[1]))
    np.add.at(sums, place, shares * weight[:, None])
    times = random.multinomial(n, np.full(n, 1 / n), size=N_BOOT).astype(float)
    mean = sums.sum(axis=0) / size.sum()
    # The spread among n draws is (n − 1) / n of the spread among units.
    means = mean + ((times @ sums) / (times @ size)[:, None] - mean) * np.sqrt(n / (n - 1))
    tail = (1 - level) / 2
    low, high = np.quantile(means, [tail, 1 - tail], axis=0)
    return np.clip(low, 0, 1), np.clip(high, 0, 1)
