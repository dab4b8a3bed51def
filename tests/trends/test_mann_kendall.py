import itertools

import numpy as np
import pandas as pd
import pymannkendall
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import toolkit as tk

SERIES = st.lists(st.integers(-5, 5).map(float), min_size=4, max_size=25)
LONG = st.lists(st.integers(-5, 5).map(float), min_size=13, max_size=25)


@settings(max_examples=60, deadline=None)
@given(LONG)
def test_original_agrees_with_pymannkendall(values):
    ours, theirs = tk.mann_kendall(values, method="original"), pymannkendall.original_test(values)
    assert ours.s == theirs.s
    assert ours.tau == pytest.approx(theirs.Tau)
    assert ours.var_s == pytest.approx(theirs.var_s)
    assert ours.p == pytest.approx(theirs.p)
    assert (ours.slope, ours.intercept) == pytest.approx((theirs.slope, theirs.intercept))
    assert ours.trend == theirs.trend


@settings(max_examples=30, deadline=None)
@given(SERIES, st.sampled_from(["ar1", "original", "hamed_rao", "yue_wang", "prewhitening"]))
def test_any_series_gives_a_result_or_says_that_there_is_none(values, method):
    result = tk.mann_kendall(values, method=method)
    assert np.isnan(result.p) == (result.trend is None)
    assert -1 <= result.tau <= 1


@settings(max_examples=30, deadline=None)
@given(SERIES)
def test_turning_a_series_round_turns_the_trend_round(values):
    ahead, back = (tk.mann_kendall(order, method="original") for order in (values, values[::-1]))
    assert (ahead.tau, ahead.slope) == pytest.approx((-back.tau, -back.slope))
    assert ahead.p == pytest.approx(back.p)


def test_corrections_are_those_of_pymannkendall():
    values = np.cumsum(np.random.default_rng(3).normal(size=30)) + np.arange(30) * 0.3
    assert tk.mann_kendall(values, method="hamed_rao").p == pytest.approx(pymannkendall.hamed_rao_modification_test(values).p)
    assert tk.mann_kendall(values, method="yue_wang").p == pytest.approx(pymannkendall.yue_wang_modification_test(values, lag=1).p)
    whitened = pymannkendall.trend_free_pre_whitening_modification_test(values)
    assert tk.mann_kendall(values, method="prewhitening").p == pytest.approx(whitened.p)


def test_correction_is_slower_to_find_a_trend_in_a_drifting_series():
    values = np.cumsum(np.random.default_rng(3).normal(size=40))
    assert tk.mann_kendall(values, method="hamed_rao").p > tk.mann_kendall(values, method="original").p


def test_years_are_put_in_order_and_gaps_count():
    series = pd.Series([30.0, 0.0, 10.0, 20.0, np.nan], index=[2023, 2010, 2015, 2020, 2021])
    result = tk.mann_kendall(series)
    assert (result.n, result.tau) == (4, 1.0)
    assert result.slope == pytest.approx(2.0, abs=0.4)


@pytest.mark.parametrize("method", ["ar1", "original", "hamed_rao", "yue_wang", "prewhitening"])
def test_series_without_scatter(method):
    level = tk.mann_kendall([2.0] * 8, method=method)
    assert (level.trend, level.p, level.slope) == ("no trend", 1.0, 0.0)
    line = tk.mann_kendall(np.arange(8) * 0.1, method=method)
    assert line.trend == "increasing"
    assert line.slope == pytest.approx(0.1)


@pytest.mark.parametrize(
    ("values", "options", "message"),
    [
        ([1, 2, 3], {}, "3 values are too few"),
        ([1, 2, 3, np.nan], {}, "3 values are too few"),
        ([1, 2, 3, 4, np.inf], {}, "infinite"),
        ([1, 2, 3, 4], {"method": "hamedrao"}, "did you mean 'hamed_rao'"),
        ([1, 2, 3, 4], {"alpha": 5}, "alpha=5 is not allowed"),
        (pd.Series([1, 2, 3, 4], index=list("abcd")), {}, "must be numbers"),
        (pd.Series([1, 2, 3, 4], index=[1, 1, 2, 3]), {}, "same time twice"),
    ],
)
def test_errors(values, options, message):
    with pytest.raises(tk.ToolkitError, match=message):
        tk.mann_kendall(values, **options)


@pytest.mark.parametrize("values", [range(6), [1, 1, 2, 2, 3, 5], [3, 1, 2, 2, 5, 4, 4], [1, 2, 1, 2]])
def test_p_of_short_series_is_exact(values):
    def s(order):
        return sum(np.sign(later - earlier) for earlier, later in itertools.combinations(order, 2))

    expected = np.mean([abs(s(order)) >= abs(s(values)) for order in itertools.permutations(values)])
    assert tk.mann_kendall(values, method="original").p == pytest.approx(expected)


def test_the_interval_of_the_slope():
    values = np.random.default_rng(1).normal(size=30) + 0.2 * np.arange(30)
    result = tk.mann_kendall(values)
    assert result.slope_low < result.slope < result.slope_high
    assert result.slope_low > 0
    assert np.isnan(tk.mann_kendall([1, 3, 2, 4]).slope_low)
