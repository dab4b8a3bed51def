"""Whether results lie just above their targets: a binomial test at the threshold, and a permutation of targets within years."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import ndtri

from toolkit.statistics import sign_test, wilson

__all__ = ["bunching_of"]

Floats = NDArray[np.float64]
_SERIES = ["indicator", "measure", "unit"]
_RATES = ("%", "‰", "个百分点")
_AT_ONCE = 100
"""Permutations handled at once."""
_COLUMNS = [
    *_SERIES, "window", "n", "n_above", "n_below", "n_equal", "share_above", "share_low", "share_high", "log_ratio", "log_low", "log_high",
    "p_binomial", "expected_above", "p_permutation", "n_permutations", "seed",
]  # fmt: skip


def bunching_of(outcomes: pd.DataFrame, *, window: float, n_permutations: int, confidence: float, seed: int) -> pd.DataFrame:
    """Return by indicator the results just above and just below the target.

    Parameters
    ----------
    outcomes : DataFrame
        Of `target_outcomes`.
    window, n_permutations, confidence, seed
        As there.
    """
    rows = [
        [*key, *_tested(part, str(key[2]), window, n_permutations, confidence, seed)]
        for key, part in outcomes.groupby(_SERIES, sort=True)
    ]
    return pd.DataFrame(rows, columns=_COLUMNS)


def _tested(part: pd.DataFrame, unit: str, window: float, n: int, confidence: float, seed: int) -> list[float]:
    near = (part["margin"] if unit in _RATES else part["margin_percent"]).to_numpy(dtype=np.float64)
    above, below = int(((near >= 0) & (near < window)).sum()), int(((near < 0) & (near >= -window)).sum())
    total = above + below
    shares = [above / total, *map(float, wilson(above, total, confidence))] if total else [np.nan] * 3
    # Half a result more on each side keeps the log of an empty side finite.
    log_ratio = np.log((above + 0.5) / (below + 0.5)) if total else np.nan
    half = ndtri(0.5 + confidence / 2) * np.sqrt(1 / (above + 0.5) + 1 / (below + 0.5))
    p = sign_test(above, total) if total else np.nan
    expected, p_permuted = _permuted(part, unit, window, n, seed)
    return [
        window, len(part), above, below, int((near == 0).sum()), *shares, log_ratio, log_ratio - half, log_ratio + half, p, expected,
        p_permuted, n, seed,
    ]  # fmt: skip


def _permuted(part: pd.DataFrame, unit: str, window: float, n: int, seed: int) -> tuple[float, float]:
    """Results just above a target when the targets of a year are dealt out anew: how many on average, how often as many."""
    # The target as the result stands to it: margin = sign × (result − target).
    result, margin = part["result"].to_numpy(dtype=np.float64), part["margin"].to_numpy(dtype=np.float64)
    low = part["target"].to_numpy(dtype=np.float64)
    high = part["target_max"].astype("float64").fillna(part["target"].astype("float64")).to_numpy(dtype=np.float64)
    sign = np.where(np.isclose(margin, result - np.minimum(low, high)), 1.0, -1.0)
    aim = result - sign * margin
    years = pd.factorize(part["year"])[0]
    several = pd.Series(aim).groupby(years).transform("nunique").to_numpy() > 1
    if n < 1 or not several.any():
        return np.nan, np.nan

    def count(aims: Floats) -> Floats:
        gap = sign * (result - aims)
        near = (gap if unit in _RATES else 100 * gap / np.where(aims == 0, np.nan, np.abs(aims))).round(9)
        return np.asarray(((near >= 0) & (near < window) & several).sum(axis=-1), dtype=np.float64)

    rng, order = np.random.default_rng(seed), np.argsort(years, kind="stable")
    seen, counts = count(aim), np.empty(n)
    for start in range(0, n, _AT_ONCE):
        chance = rng.random((min(_AT_ONCE, n - start), len(aim)))
        dealt = np.empty_like(chance)
        # Sorted by year, then by chance: the targets of each year among its own places.
        dealt[:, order] = aim[np.lexsort((chance, np.broadcast_to(years, chance.shape)))]
        counts[start : start + len(chance)] = count(dealt)
    return float(counts.mean()), float((1 + (counts >= seen).sum()) / (n + 1))
