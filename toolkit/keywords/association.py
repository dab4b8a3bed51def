"""Statistics of a 2 × 2 table of word counts: does a word stand in one text more often than in the other."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import chdtrc, xlogy

from toolkit.errors import invalid

__all__ = ["check_prior", "chi_square", "contrast", "log_likelihood", "p_value", "weighted_log_odds"]

Counts = NDArray[np.float64]


def log_likelihood(a: Counts, b: Counts, c: Counts, d: Counts) -> Counts:
    """Return Dunning's G² of each table ((a, b), (c, d)), always ≥ 0 (Dunning 1993, Computational Linguistics 19(1))."""
    cells = xlogy(a, a) + xlogy(b, b) + xlogy(c, c) + xlogy(d, d)
    margins = xlogy(a + b, a + b) + xlogy(c + d, c + d) + xlogy(a + c, a + c) + xlogy(b + d, b + d)
    total = a + b + c + d
    return np.asarray(np.maximum(2.0 * (cells - margins + xlogy(total, total)), 0.0))


def chi_square(a: Counts, b: Counts, c: Counts, d: Counts) -> Counts:
    """Return Pearson's χ² of each table with Yates's correction; 0 where a margin is 0."""
    total = a + b + c + d
    margins = (a + b) * (c + d) * (a + c) * (b + d)
    excess = np.maximum(np.abs(a * d - b * c) - total / 2.0, 0.0)
    return np.asarray(np.divide(total * excess**2, margins, out=np.zeros_like(margins), where=margins > 0))


def weighted_log_odds(a: Counts, b: Counts, n_a: float, n_b: float, prior: float) -> tuple[Counts, Counts]:
    """Return the log odds ratio of each word and its z score, with an informative Dirichlet prior.

    The prior holds ``prior`` words, distributed as the words of both texts together (Monroe, Colaresi & Quinn 2008, Political
    Analysis 16(4), eqs. 16 and 22).
    """
    alpha = prior * (a + b) / max(n_a + n_b, 1.0)
    with np.errstate(divide="ignore", invalid="ignore"):
        odds = np.log((a + alpha) / (n_a + prior - a - alpha)) - np.log((b + alpha) / (n_b + prior - b - alpha))
        z = odds / np.sqrt(1.0 / (a + alpha) + 1.0 / (b + alpha))
    return odds, z


def p_value(statistic: Counts) -> Counts:
    """Return the chance of a statistic this large or larger under χ² with one degree of freedom."""
    return np.asarray(chdtrc(1.0, np.abs(statistic)), dtype=float)


def check_prior(prior: float | None) -> None:
    """Raise the error for a size that no prior has."""
    if prior is not None and not prior > 0:
        raise invalid("prior", prior, "a number of words above 0")


def contrast(a: Counts, b: Counts, n_a: float, n_b: float, *, prior: float) -> pd.DataFrame:
    """Return all statistics of words that stand ``a`` and ``b`` times in two texts of ``n_a`` and ``n_b`` words."""
    rate_a, rate_b = a * 1e4 / max(n_a, 1.0), b * 1e4 / max(n_b, 1.0)
    sign = np.sign(rate_a - rate_b)
    g2 = log_likelihood(a, b, n_a - a, n_b - b)
    odds, z = weighted_log_odds(a, b, n_a, n_b, prior)
    return pd.DataFrame({
        "rate_target": rate_a, "rate_reference": rate_b,
        "log_likelihood": sign * g2, "chi2": sign * chi_square(a, b, n_a - a, n_b - b),
        "log_ratio": np.log2((a + 0.5) / (n_a + 1.0)) - np.log2((b + 0.5) / (n_b + 1.0)),
        "percent_diff": np.divide(100.0 * (rate_a - rate_b), rate_b, out=np.full(len(b), np.nan), where=rate_b > 0),
        "log_odds": odds, "z": z,
    })  # fmt: skip
