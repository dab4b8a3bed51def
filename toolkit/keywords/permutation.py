"""A permutation test of every term at once: how often would documents dealt out at random differ as much as target and reference do."""

from collections.abc import Iterator
from math import comb, inf
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_array, csr_array, issparse
from scipy.special import gammainc, gammaincc, ndtr

from toolkit.keywords.samples import Samples

__all__ = ["Permutations", "permutation_p"]

Floats = NDArray[np.float64]
Singles = NDArray[np.float32]
_CHUNK, _BLOCK = 1024, 512
"""Terms and resamples handled at once."""
_SPARSE = 0.1
"""With fewer of the units than this in the target, most of a deal is zeros, as most of the counts are."""
_WHOLE = 2.0**22
"""Relative frequencies are made whole numbers that add up to this: sums are then exact in single precision, in any order."""
_FEW = 10
"""With fewer permutations beyond the observed difference than this, the tail is told by the moments of the permutations."""


def permutation_p(samples: Samples, *, n_resamples: int, seed: int) -> Floats:
    """Return two-sided p of the difference of mean relative frequencies when documents are dealt out anew.

    Units of one cluster on both sides swap sides; all others are dealt out to the places that they hold together.
    """
    return Permutations(n_resamples, seed).p(samples)


class Permutations:
    """Random orders of units, drawn once and used for every comparison of as many units."""

    def __init__(self, n_resamples: int, seed: int) -> None:
        self._n, self._seed = n_resamples, seed
        self._ranks = np.zeros((n_resamples, 0), dtype=np.uint32)

    def p(self, samples: Samples) -> Floats:
        """Return p of every term, as `permutation_p`."""
        rates = samples.rates
        slack = np.float32(len(samples.tokens))
        lower, upper = (np.zeros(rates.shape[1], dtype=np.int64) for _ in range(2))
        few = len(samples.target) > 0 and samples.target.mean() < _SPARSE
        dealings = [csr_array(deals) for deals in self._deals(samples)] if few else []
        for start in range(0, rates.shape[1], _CHUNK):
            part = slice(start, start + _CHUNK)
            values = _whole(rates[:, part].toarray())
            observed = values[samples.target].sum(axis=0)
            held = csr_array(values) if few else values
            for deals in dealings or self._deals(samples):
                dealt = _sums(deals, held)
                # Each unit is off by at most a half for being whole.
                lower[part] += (dealt <= observed + slack).sum(axis=0)
                upper[part] += (dealt >= observed - slack).sum(axis=0)
        least = 1.0 / _arrangements(samples)
        sides = [
            np.where(beyond >= _FEW, (1 + beyond) / (1 + self._n), np.clip(tail, least, (1 + beyond) / (1 + self._n)))
            for beyond, tail in zip((lower, upper), _tails(samples, rates), strict=True)
        ]
        return np.asarray(np.minimum(2.0 * np.minimum(*sides), 1.0))

    def _deals(self, samples: Samples) -> Iterator[Singles]:
        """Yield for some resamples at a time and each unit 1 where the unit is dealt to the target."""
        paired = _paired(samples)
        alone = np.flatnonzero(~paired)
        n_target = int(samples.target[alone].sum())
        # Units are in order of their side, then of their cluster.
        ours, theirs = (np.flatnonzero(paired & side) for side in (samples.target, ~samples.target))
        random = np.random.default_rng([self._seed, 1])
        ranks = self._orders(len(alone))
        for start in range(0, self._n, _BLOCK):
            block = ranks[start : start + _BLOCK]
            deals = np.zeros((len(block), len(samples.tokens)), dtype=np.float32)
            deals[:, alone] = block < n_target
            stays = random.random((len(block), len(ours))) < 0.5
            deals[:, ours], deals[:, theirs] = stays, ~stays
            yield deals

    def _orders(self, n_units: int) -> NDArray[np.uint32]:
        """For each resample the rank of each unit."""
        if self._ranks.shape[1] != n_units:
            random = np.random.default_rng(self._seed)
            self._ranks = np.tile(np.arange(n_units, dtype=np.uint32), (self._n, 1))
            random.permuted(self._ranks, axis=1, out=self._ranks)
        return self._ranks


def _sums(deals: Any, values: Any) -> Singles:
    """The sum of each deal, both tables plain or both sparse."""
    sums = deals @ values
    return np.asarray(sums.toarray() if issparse(sums) else sums)


def _whole(values: Floats) -> Singles:
    total = values.sum(axis=0)
    return np.asarray(np.round(values * (_WHOLE / np.where(total > 0, total, 1.0))), dtype=np.float32)


def _paired(samples: Samples) -> NDArray[np.bool_]:
    return np.asarray(np.bincount(samples.cluster)[samples.cluster] == 2)


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
