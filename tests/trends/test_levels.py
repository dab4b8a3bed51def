"""The levels of the tests on noise, with margins for a few hundred draws."""

import numpy as np
import pytest

from toolkit.trends.calibration import noise
from toolkit.trends.change_points import _breaks, _reference
from toolkit.trends.mann_kendall import row_tests
from toolkit.trends.segments import least_squares
from toolkit.trends.shapes import shapes_of

N = 400


def changes(values):
    found = least_squares(values, most=_breaks(values.shape[1], 3), min_size=3)
    return _reference(values.shape[1], 3).p(found.statistic, found.r)


TESTS = {
    "change points": changes,
    "shapes": lambda values: shapes_of(values).p,
    "trends": lambda values: row_tests(values, np.arange(values.shape[1], dtype=float), "ar1")["p"].to_numpy(),
}


@pytest.mark.parametrize("name", TESTS)
@pytest.mark.parametrize("n", [15, 27, 53])
@pytest.mark.parametrize("phi", [0.0, 0.3, 0.6])
def test_noise_is_found_in_one_of_twenty_series_at_most(name, n, phi):
    assert (TESTS[name](noise(n, N, phi, np.random.default_rng(7))) <= 0.05).mean() <= 0.085


@pytest.mark.parametrize("name", TESTS)
def test_so_are_counts(name):
    rng = np.random.default_rng(9)
    for counts in (rng.poisson(3, size=(N, 27)), rng.negative_binomial(1, 0.25, size=(N, 27))):
        assert (TESTS[name](np.sqrt(counts + 0.375)) <= 0.05).mean() <= 0.085


def test_what_was_planted_is_found():
    values = noise(53, N, 0.3, np.random.default_rng(3))
    at = np.arange(53) / 52
    assert (TESTS["change points"](values + 3 * (at > 0.5)) <= 0.05).mean() > 0.9
    assert (TESTS["trends"](values + 4 * at) <= 0.05).mean() > 0.9
    humps = shapes_of(values + 3 * ((at > 0.33) & (at < 0.67)))
    assert ((humps.p <= 0.05) & (humps.changed == "hump")).mean() > 0.6
