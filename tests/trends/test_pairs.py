"""Kendall's S by sorting, and the stretches of a shape by sums, are what a look at each pair and each stretch finds."""

import numpy as np
import pytest
from scipy.stats import kendalltau

from toolkit.trends.pairs import kendall_s
from toolkit.trends.shapes import _falls, _of_stretch, _stretches, _sums, _turn


@pytest.mark.parametrize("n", [2, 3, 31, 32, 33, 64, 65, 100, 129])
@pytest.mark.parametrize("most", [2, 5, 10_000])
def test_s_is_that_of_all_pairs(n, most):
    values = np.random.default_rng(n).integers(0, most, size=(7, n)).astype(float)
    pairs = np.sign(values[:, None, :] - values[:, :, None])
    assert kendall_s(values).tolist() == np.triu(pairs).sum(axis=(1, 2)).tolist()


def test_s_is_that_of_tau_where_nothing_is_tied():
    values = np.random.default_rng(1).normal(size=(3, 300))
    told = [kendalltau(np.arange(300), row).statistic * 300 * 299 / 2 for row in values]
    assert kendall_s(values) == pytest.approx(told)


def weights(n, inside, other):
    """A contrast of two parts as a column of weights of length 1."""
    whole = inside / inside.sum() - other / other.sum()
    return whole / np.sqrt((whole**2).sum())


@pytest.mark.parametrize("n", [9, 10, 17, 40])
def test_the_best_stretch_is_the_best_of_all(n):
    values, at = np.random.default_rng(n).normal(size=(6, n)), np.arange(n)
    bounds = [(a, b) for a in range(3, n) for b in range(a + 3, n - 2)]
    insides = [((at >= a) & (at < b)).astype(float) for a, b in bounds]
    centred = values - values.mean(axis=1, keepdims=True)
    families = np.array([weights(n, inside, 1 - inside) for inside in insides])
    sizes = centred @ families.T
    best = np.abs(sizes).argmax(axis=1)
    assert _of_stretch(centred) == pytest.approx(np.array([sizes[row, one] * families[one] for row, one in enumerate(best)]))

    rises = np.array([weights(n, inside, (at < a).astype(float)) for inside, (a, _) in zip(insides, bounds, strict=True)])
    falls = np.array([weights(n, inside, (at >= b).astype(float)) for inside, (_, b) in zip(insides, bounds, strict=True)])
    lesser = np.minimum(values @ rises.T, values @ falls.T)
    turn = _turn(values)
    assert turn.size == pytest.approx(lesser.max(axis=1))
    assert list(zip(turn.start.tolist(), turn.end.tolist(), strict=True)) == [bounds[at] for at in lesser.argmax(axis=1)]
    sums = _sums(values)
    assert np.hstack([_falls(sums, *part) for part in _stretches(n)]) == pytest.approx(values @ falls.T)
