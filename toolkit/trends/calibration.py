"""Reference distributions by simulation: a statistic under noise whose neighbouring years resemble each other.

A short series does not tell autocorrelation from change. So every statistic is divided by a factor that grows with the autocorrelation
seen in the residuals, and its p is the largest one that noise with an autocorrelation from 0 to .6 gives it: the level then holds for
any of these, at the price of power where years are independent.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["PHIS", "SEED", "Reference", "autocorrelation", "noise", "reference"]

Floats = NDArray[np.float64]

PHIS = (0.0, 0.2, 0.4, 0.6)
"""Autocorrelations (lag 1) for which the level holds, and those between them."""
SEED = 0
_N_SERIES = 2000
_TAIL = 0.05
_LEAST_IN_TAIL = 20


@dataclass(frozen=True, slots=True, eq=False)
class Reference:
    """What a statistic is under noise, for each of ``PHIS``."""

    correlations: Floats
    """Median of the autocorrelation that residuals show."""
    draws: Floats
    """The statistic divided by its factor, ascending: (PHIS, draws)."""

    def factor(self, r: Floats) -> Floats:
        """Return the factor of a statistic, the ratio of long-run to short-run variance, from the autocorrelation of its residuals."""
        phi = np.interp(r, self.correlations, PHIS)
        return np.asarray((1 + phi) / (1 - phi))

    def p(self, statistic: Floats, r: Floats) -> Floats:
        """Return the p of each statistic: the largest over ``PHIS``.

        Beyond the draws the tail is that of Pareto, fitted to the highest twentieth (Hill 1975).
        """
        value = statistic / self.factor(r)
        n_draws = self.draws.shape[1]
        found: Floats = np.zeros(len(value))
        for draws in self.draws:
            above = n_draws - np.searchsorted(draws, value * (1 - 1e-12), side="left")
            p = (above + 1) / (n_draws + 1)
            start = draws[-int(_TAIL * n_draws)]
            spread = np.log(draws[-int(_TAIL * n_draws) :] / start).mean() if start > 0 else 0.0
            if spread > 0:
                far = _TAIL * np.exp(-np.log(np.maximum(value, start) / start) / spread)
                p = np.where(above < _LEAST_IN_TAIL, far, p)
            found = np.maximum(found, p)
        return np.asarray(found, dtype=np.float64)

    def critical(self, alpha: float) -> float:
        """Return the statistic, divided by its factor, that noise exceeds with probability alpha at most."""
        return float(np.quantile(self.draws, 1 - alpha, axis=1).max())


def reference(statistics: Callable[[Floats], tuple[Floats, Floats]], n: int, *, n_series: int = _N_SERIES, seed: int = SEED) -> Reference:
    """Return the reference of a statistic for series of n values.

    Parameters
    ----------
    statistics : callable
        Gives the statistic and the autocorrelation of the residuals of each row of values.
    n : int
        Values of a series.
    n_series : int
        Draws for each of ``PHIS``.
    seed : int
    """
    rng = np.random.default_rng([seed, n])
    found = [statistics(noise(n, n_series, phi, rng)) for phi in PHIS]
    # Medians ascend with the autocorrelation, but for chance in very short series.
    medians = np.maximum.accumulate([float(np.median(r)) for _, r in found]) + 1e-9 * np.arange(len(PHIS))
    plain = Reference(medians, np.zeros((len(PHIS), 1)))
    return Reference(medians, np.sort([value / plain.factor(r) for value, r in found], axis=1))


def noise(n: int, n_series: int, phi: float, rng: np.random.Generator) -> Floats:
    """Return series of normal noise with variance 1 and an autocorrelation of phi at lag 1: (n_series, n)."""
    steps = rng.normal(size=(n_series, n))
    steps[:, 1:] *= np.sqrt(1 - phi**2)
    for at in range(1, n):
        steps[:, at] += phi * steps[:, at - 1]
    return steps


def autocorrelation(residuals: Floats) -> Floats:
    """Return the autocorrelation at lag 1 of each row; -1, which calls for no correction, where nothing is left."""
    total = (residuals**2).sum(axis=1)
    product = (residuals[:, 1:] * residuals[:, :-1]).sum(axis=1)
    return np.asarray(np.divide(product, total, out=np.full(len(residuals), -1.0), where=total > 1e-20))
