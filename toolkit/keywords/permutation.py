"""A permutation test of every term at once: how often would documents dealt out at random differ as much as target and reference do."""

from math import comb, inf

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_array
from scipy.special import gammainc, gammaincc, ndtr

from toolkit.keywords.samples import Samples

__all__ = ["permutation_p"]

Floats = NDArray[np.float64]
Singles = NDArray[np.float32]
_CHUNK = 1024
_WHOLE = 2.0**22
"""Relative frequencies are made whole numbers that add up to this: sums are then exact in single precision, in any order."""
_FEW = 10
"""With fewer permutations beyond the observed difference than this, the tail is told by the moments of the permutations."""


def permutation_p(samples: Samples, *, n_resamples: int, seed: int) -> Floats:
    """Return two-sided p of the difference of mean relative frequencies when documents are dealt out anew.

    Units of one cluster on both sides swap sides; all others are dealt out to the places that they hold together.
    """
    deals = _deals(samples, n_resamples, np.random.default_rng(seed))
    rates = samples.rates
    slack = np.float32(len(samples.tokens))
    lower, upper = np.empty(rates.shape[1]), np.empty(rates.shape[1])
    for start in range(0, rates.shape[1], _CHUNK):
        part = slice(start, start + _CHUNK)
        values = _whole(csc_array(rates[:, part]).toarray())
        observed, dealt = values[samples.target].sum(axis=0), deals @ values
        # Each unit is off by at most a half for being whole.
        lower[part], upper[part] = (dealt <= observed + slack).sum(axis=0), (dealt >= observed - slack).sum(axis=0)
    lower_tail, upper_tail = _tails(samples, rates)
    least = 1.0 / _arrangements(samples)
    sides = [
        np.where(beyond >= _FEW, (1 + beyond) / (1 + n_resamples), np.clip(tail, least, (1 + beyond) / (1 + n_resamples)))
        for beyond, tail in ((lower, lower_tail), (upper, upper_tail))
    ]
    return np.asarray(np.minimum(2.0 * np.minimum(*sides), 1.0))


def _whole(values: Floats) -> Singles:
    total = values.sum(axis=0)
    return np.asarray(np.round(values * (_WHOLE / np.where(total > 0, total, 1.0))), dtype=np.float32)


def _paired(samples: Samples) -> NDArray[np.bool_]:
    return np.asarray(np.bincount(samples.cluster)[samples.cluster] == 2)


def _deals(samples: Samples, n_resamples: int, random: np.random.Generator) -> Singles:
    """For each resample and unit, 1 where the unit is dealt to the target."""
    deals = np.zeros((n_resamples, len(samples.tokens)), dtype=np.float32)
    paired = _paired(samples)
    alone = np.flatnonzero(~paired)
    n_target = int(samples.target[alone].sum())
    order = random.random((n_resamples, len(alone))).argsort(axis=1, kind="stable")
    np.put_along_axis(deals, alone[order[:, :n_target]], 1.0, axis=1)
    ours, theirs = (np.flatnonzero(paired & side) for side in (samples.target, ~samples.target))
    # Units are in order of their side, then of their cluster.
    stays = random.random((n_resamples, len(ours))) < 0.5
    deals[:, ours], deals[:, theirs] = stays, ~stays
    return deals


def _arrangements(samples: Samples) -> float:
    """In how many ways the units can be dealt out."""
    paired = _paired(samples)
    n_alone, n_target = int((~paired).sum()), int((samples.target & ~paired).sum())
    ways = comb(n_alone, n_target) * 2 ** (int(paired.sum()) // 2)
    return float(ways) if ways < 10**300 else inf


def _tails(samples: Samples, rates: csc_array) -> tuple[Floats, Floats]:
    """The lower and the upper tail of the observed sum under the gamma law of the first three moments of the permutations.

    The moments are those of a sum drawn without replacement; Pearson's type III has the same three (Mielke & Berry 2007).
    """
    paired = _paired(samples)
    ours, theirs = paired & samples.target, paired & ~samples.target
    alone = csc_array(rates[~paired])
    n, n_target = alone.shape[0], int((samples.target & ~paired).sum())
    observed = csc_array(rates[samples.target]).sum(axis=0)
    pairs = csc_array(rates[ours]) - csc_array(rates[theirs])
    mean = alone.sum(axis=0) / max(n, 1)
    square, cube = _central(alone, mean)
    n_rest = n - n_target
    spread = n_target * n_rest / max(n * (n - 1), 1) * square + pairs.power(2).sum(axis=0) / 4.0
    third = n_target * n_rest * (n_rest - n_target) / max(n * (n - 1) * (n - 2), 1) * cube
    expected = n_target * mean + csc_array(rates[paired]).sum(axis=0) / 2.0
    deviation = np.sqrt(np.maximum(spread, 0.0))
    with np.errstate(divide="ignore", invalid="ignore"):
        z = np.where(deviation > 0, (observed - expected) / deviation, 0.0)
        skew = np.where(deviation > 0, third / deviation**3, 0.0)
    return _pearson_iii(-z, -skew), _pearson_iii(z, skew)


def _central(values: csc_array, mean: Floats) -> tuple[Floats, Floats]:
    """The second and third central power sums of each column."""
    n = values.shape[0]
    first, second, third = (values.power(power).sum(axis=0) for power in (1, 2, 3))
    return second - mean * first, third - 3 * mean * second + 2 * n * mean**3


def _pearson_iii(z: Floats, skew: Floats) -> Floats:
    """The chance of at least z under Pearson's type III law of mean 0, variance 1 and this skewness, never below the normal one.

    On its short side the law ends where the permutations may not: there the normal law is the careful one.
    """
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        shape = 4.0 / skew**2
        at = np.maximum(shape + 2.0 * z / skew, 0.0)
        tail = np.where(skew > 0, gammaincc(shape, at), gammainc(shape, at))
    return np.asarray(np.where(np.abs(skew) < 1e-3, ndtr(-z), np.maximum(tail, ndtr(-z))))
