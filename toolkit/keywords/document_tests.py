"""Tests of a difference in the use of words between two groups of documents: the document is what was sampled, not the word."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_array
from scipy.special import ndtr, stdtr

from toolkit.keywords.permutation import permutation_p
from toolkit.keywords.samples import Samples

__all__ = ["DOCUMENT_TESTS", "bootstrap_p", "cliffs_delta", "rank_sums", "welch_p", "wilcoxon_p"]

Floats = NDArray[np.float64]
_CHUNK = 2048
"""Terms handled at once where a dense array is needed."""


def welch_p(samples: Samples, *, n_resamples: int = 0, seed: int = 0) -> Floats:
    """Return p of Welch's t of the relative frequencies of each term; 1 where no side varies (Welch 1947, Biometrika 34)."""
    rates = samples.rates
    sides = [_mean_and_error(csc_array(rates[side]), int(side.sum())) for side in (samples.target, ~samples.target)]
    (mean_t, error_t, n_t), (mean_r, error_r, n_r) = sides
    error = error_t + error_r
    with np.errstate(divide="ignore", invalid="ignore"):
        t = (mean_t - mean_r) / np.sqrt(error)
        degrees = error**2 / (error_t**2 / (n_t - 1) + error_r**2 / (n_r - 1))
        p = 2.0 * stdtr(degrees, -np.abs(t))
    return np.where(error > 0, p, 1.0) if min(n_t, n_r) > 1 else np.full(len(error), np.nan)


def _mean_and_error(rates: csc_array, n: int) -> tuple[Floats, Floats, int]:
    mean = rates.sum(axis=0) / n
    squares = rates.power(2).sum(axis=0) - n * mean**2
    # What rounding leaves of the variance of equal values is none.
    squares[squares < 1e-12 * n * mean**2] = 0.0
    return mean, squares / max(n - 1, 1) / n, n


def rank_sums(samples: Samples) -> tuple[Floats, Floats]:
    """Return for each term the sum of the ranks of the target's relative frequencies, and Σ(t³ − t) over its ties."""
    rates = samples.rates
    n, n_terms = rates.shape
    column = np.repeat(np.arange(n_terms), np.diff(rates.indptr))
    order = np.lexsort((rates.data, column))
    column, value = column[order], rates.data[order]
    starts = np.flatnonzero(np.r_[True, (column[1:] != column[:-1]) | (value[1:] != value[:-1])]) if len(column) else np.zeros(0, int)
    lengths = np.diff(np.r_[starts, len(column)])
    zeros = n - np.diff(rates.indptr)
    # The documents without the term share the lowest ranks.
    place = starts - rates.indptr[column[starts]] + zeros[column[starts]]
    rank = np.repeat(place + (lengths + 1) / 2.0, lengths)
    ours = samples.target[rates.indices[order]]
    ranks = np.bincount(column[ours], weights=rank[ours], minlength=n_terms)
    lacking = samples.sizes[0] - np.bincount(column[ours], minlength=n_terms)
    ties = np.bincount(column[starts], weights=lengths.astype(float) ** 3 - lengths, minlength=n_terms)
    return ranks + lacking * (zeros + 1) / 2.0, ties + zeros.astype(float) ** 3 - zeros


def wilcoxon_p(samples: Samples, *, n_resamples: int = 0, seed: int = 0) -> Floats:
    """Return p of the rank-sum test of the relative frequencies of each term: normal, ties and continuity corrected (Wilcoxon 1945)."""
    n_t, n_r = samples.sizes
    n = n_t + n_r
    ranks, ties = rank_sums(samples)
    with np.errstate(divide="ignore", invalid="ignore"):
        spread = np.sqrt(n_t * n_r / 12.0 * (n + 1 - ties / (n * (n - 1))))
        z = (np.abs(ranks - n_t * (n + 1) / 2.0) - 0.5) / spread
    return np.where(spread > 0, np.minimum(2.0 * ndtr(-z), 1.0), 1.0)


def cliffs_delta(samples: Samples) -> Floats:
    """Return how much likelier a document of the target has the higher relative frequency than the lower, −1 to 1 (Cliff 1993)."""
    n_t, n_r = samples.sizes
    ranks, _ = rank_sums(samples)
    return np.asarray(2.0 * (ranks - n_t * (n_t + 1) / 2.0) / max(n_t * n_r, 1) - 1.0)


def bootstrap_p(samples: Samples, *, n_resamples: int, seed: int) -> Floats:
    """Return p of the bootstrap test: how often the target of resampled documents has the higher rate (Lijffijt et al. 2016, § 3.6)."""
    weights = _bootstrap_weights(samples, n_resamples, np.random.default_rng(seed))
    rates = []
    for side in (samples.target, ~samples.target):
        words = np.maximum(weights[:, side] @ samples.tokens[side], 1.0)
        rates.append((weights[:, side] / words[:, None], csc_array(samples.counts[side].astype(float))))
    (ours, our_counts), (theirs, their_counts) = rates
    share = np.empty(samples.counts.shape[1])
    for start in range(0, len(share), _CHUNK):
        part = slice(start, start + _CHUNK)
        difference = ours @ our_counts[:, part].toarray() - theirs @ their_counts[:, part].toarray()
        # What is equal but for rounding is a tie, and counts half.
        difference[np.abs(difference) < 1e-12] = 0.0
        share[part] = ((difference > 0).sum(axis=0) + 0.5 * (difference == 0).sum(axis=0)) / n_resamples
    return np.asarray((1.0 + n_resamples * 2.0 * np.minimum(share, 1.0 - share)) / (1.0 + n_resamples))


def _bootstrap_weights(samples: Samples, n_resamples: int, random: np.random.Generator) -> Floats:
    """How often each unit is drawn in each resample: clusters on both sides whole, others within their side."""
    first = np.unique(samples.cluster, return_index=True)[1]
    n_sides = np.bincount(samples.cluster)
    kind = np.where(n_sides == 2, 2, samples.target[first])
    drawn = np.zeros((n_resamples, len(n_sides)))
    for each in np.unique(kind):
        members = np.flatnonzero(kind == each)
        drawn[:, members] = random.multinomial(len(members), np.full(len(members), 1.0 / len(members)), size=n_resamples)
    return drawn[:, samples.cluster]


DOCUMENT_TESTS: Mapping[str, Callable[..., Floats]] = MappingProxyType(
    {"permutation": permutation_p, "wilcoxon": wilcoxon_p, "welch": welch_p, "bootstrap": bootstrap_p}
)
"""The tests by name; each takes `Samples`, ``n_resamples`` and ``seed``."""
