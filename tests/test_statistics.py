"""Our own small statistics are those of scipy.stats, which loads slowly."""

import numpy as np
import pytest
from scipy import stats

from toolkit.multiple_tests import adjusted
from toolkit.statistics import ranks, sign_test, tied, wilson


@pytest.mark.parametrize(("hits", "total"), [(0, 5), (5, 5), (1, 1), (3, 10), (199, 200)])
@pytest.mark.parametrize("confidence", [0.8, 0.95])
def test_the_interval_of_a_share(hits, total, confidence):
    theirs = stats.binomtest(hits, total).proportion_ci(confidence, method="wilson")
    assert wilson(hits, total, confidence) == pytest.approx((theirs.low, theirs.high), abs=1e-12)


def test_bounds_of_none_and_all_are_exact():
    low, high = wilson([0, 11], [11, 11])
    assert (low[0], high[1]) == (0.0, 1.0)
    assert 0 < high[0] < 0.3


@pytest.mark.parametrize(("above", "total"), [(0, 1), (1, 2), (3, 9), (50, 80), (250, 500)])
def test_the_sign_test(above, total):
    assert sign_test(above, total) == pytest.approx(stats.binomtest(above, total).pvalue, rel=1e-9)


@pytest.mark.parametrize("shape", [(3, 1), (4, 17), (0, 5), (2, 0)])
@pytest.mark.parametrize("most", [2, 1000])
def test_ranks_of_ties(shape, most):
    values = np.random.default_rng(most).integers(0, most, size=shape).astype(float)
    assert ranks(values).tolist() == stats.rankdata(values, axis=1).tolist()
    assert ranks(values, highest=True).tolist() == stats.rankdata(values, axis=1, method="max").tolist()


@pytest.mark.parametrize(("row", "expected"), [([3, 1, 3, 3], [1, 3, 3, 3]), ([1, 1], [2, 2]), ([2, 1], [1, 1])])
def test_ties_are_counted_in_order_of_size(row, expected):
    assert tied(np.array([row, row], dtype=float)).tolist() == [expected, expected]


@pytest.mark.parametrize("n", [1, 2, 50])
@pytest.mark.parametrize("more", [0, 30])
def test_p_of_many_tests(n, more):
    p = np.random.default_rng(n).beta(0.3, 2, size=n).round(2)
    theirs = stats.false_discovery_control(np.concatenate([p, np.ones(more)]))[:n]
    assert adjusted(p, n + more).tolist() == pytest.approx(theirs.tolist(), rel=1e-14)
