"""How large a difference is and how evenly a word is spread over documents: sizes beside the tests."""

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_array

from toolkit.keywords.samples import Samples

__all__ = ["dispersion", "log_ratio_error"]

Floats = NDArray[np.float64]


def dispersion(counts: csc_array, tokens: Floats) -> Floats:
    """Return Gries' DP of each term over documents, normalised: 0 evenly spread by their length, 1 all in the shortest of them.

    Missing where the documents lack the term or where there is one document (Gries 2008, IJCL 13(4); Lijffijt & Gries 2012, IJCL 17(1)).
    """
    total = counts.sum(axis=0)
    expected = tokens / max(tokens.sum(), 1.0)
    column = np.repeat(np.arange(counts.shape[1]), np.diff(counts.indptr))
    here = expected[counts.indices]
    # A document without the term is off by its whole share.
    beyond = np.abs(counts.data / total[column] - here) - here
    with np.errstate(divide="ignore", invalid="ignore"):
        dp = 0.5 * (1.0 + np.bincount(column, weights=beyond, minlength=counts.shape[1])) / (1.0 - expected.min(initial=1.0))
    return np.where((total > 0) & (len(tokens) > 1), np.clip(dp, 0.0, 1.0), np.nan)


def log_ratio_error(samples: Samples) -> Floats:
    """Return the standard error of the binary log ratio of the rates by the delta method, units being what varies.

    Never below what counts of that size vary by themselves (Poisson), so that a word that one side lacks has a wide interval. Units of
    a cluster on both sides are taken as independent.
    """
    variance = sum(_relative_variance(samples, side) for side in (samples.target, ~samples.target))
    return np.asarray(np.sqrt(variance) / np.log(2.0))


def _relative_variance(samples: Samples, side: NDArray[np.bool_]) -> Floats:
    """The variance of the logarithm of a rate: a ratio of sums over units."""
    counts, tokens = csc_array(samples.counts[side].astype(float)), samples.tokens[side]
    n, total = len(tokens), counts.sum(axis=0)
    rate = total / max(tokens.sum(), 1.0)
    residuals = counts.power(2).sum(axis=0) - 2.0 * rate * (tokens @ counts) + rate**2 * (tokens**2).sum()
    by_units = n / max(n - 1, 1) * np.maximum(residuals, 0.0) / (total + 0.5) ** 2
    return np.asarray(np.maximum(by_units, 1.0 / (total + 0.5)))
