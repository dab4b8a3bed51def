import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.panel import attained


@pytest.mark.parametrize(
    ("indicator", "bound", "target", "target_max", "actual", "expected"),
    [
        ("地区生产总值", "min", 6.0, None, 6.0, True),
        ("地区生产总值", "min", 6.0, None, 5.9, False),
        ("地区生产总值", "approx", 5.0, None, 4.8, True),
        ("地区生产总值", "approx", 5.0, None, 4.7, False),
        ("地区生产总值", "range", 5.0, 5.5, 5.1, True),
        ("地区生产总值", "range", 5.0, 5.5, 6.2, True),
        ("地区生产总值", "range", 5.0, 5.5, 4.9, False),
        ("城镇调查失业率", "max", 5.5, None, 5.6, False),
        ("城镇调查失业率", "approx", 5.5, None, 5.1, True),
        ("居民消费价格", "approx", 3.0, None, 0.2, True),
        ("城镇新增就业", "exact", 110000.0, None, 110000.0, True),
        ("单位地区生产总值能耗", "approx", -3.0, None, -3.4, True),
        ("单位地区生产总值能耗", "min", -3.0, None, 0.5, False),
    ],
)
def test_a_result_reaches_its_target_or_not(indicator, bound, target, target_max, actual, expected):
    assert attained(actual, target, bound=bound, indicator=indicator, target_max=target_max) is expected


@given(st.floats(0.1, 100), st.sampled_from(["exact", "approx", "min", "max"]), st.sampled_from(["地区生产总值", "城镇调查失业率"]))
def test_a_target_met_exactly_is_attained(value, bound, indicator):
    assert attained(value, value, bound=bound, indicator=indicator)
    assert attained(-value, -value, bound=bound, indicator=indicator)
