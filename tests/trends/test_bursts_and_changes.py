import itertools

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import toolkit as tk
from toolkit.trends.bursts import _cheapest


def test_bursts_are_the_planted_years(report_matrix):
    table = tk.detect_bursts(report_matrix)
    assert list(table.columns) == ["term", "level", "start", "end", "n", "rate", "base_rate", "weight"]
    best = table.iloc[0]
    assert best[["term", "level", "start", "end", "n"]].tolist() == ["防疫", 1, 2020, 2021, 36]
    assert best["rate"] > 2 * best["base_rate"]
    assert table["weight"].is_monotonic_decreasing
    assert not {"湿地", "水源"} & set(table["term"])


def test_higher_levels_lie_within_lower_ones(report_matrix):
    table = tk.detect_bursts(report_matrix, ["防疫"], levels=2, s=1.5)
    assert table["level"].max() == 2
    inner, outer = table[table["level"] == 2].iloc[0], table[table["level"] == 1].iloc[0]
    assert outer["start"] <= inner["start"] <= inner["end"] <= outer["end"]


def test_bursts_of_documents(report_matrix):
    table = tk.detect_bursts(report_matrix, ["防疫"], measure="documents", min_count=2)
    assert table[["start", "end", "n", "rate", "base_rate"]].values.tolist() == [[2020, 2021, 4, 1.0, 0.25]]


def test_gamma_makes_bursts_dearer(report_matrix):
    assert len(tk.detect_bursts(report_matrix, gamma=50)) < len(tk.detect_bursts(report_matrix, gamma=0.1))


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(*[st.floats(0, 9)] * 3), min_size=1, max_size=5), st.floats(0.1, 5))
def test_the_cheapest_sequence_is_found(costs, step):
    cost = np.array(costs).T[:, None, :]

    def price(states):
        climbs = sum(max(after - before, 0) for before, after in itertools.pairwise((0, *states)))
        return sum(cost[state, 0, time] for time, state in enumerate(states)) + step * climbs

    found = _cheapest(cost, step)[0]
    least = min(price(states) for states in itertools.product(range(3), repeat=cost.shape[2]))
    assert price(found) == pytest.approx(least)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"s": 1}, "s=1 is not allowed"),
        ({"gamma": 0}, "gamma=0 is not allowed"),
        ({"levels": 0}, "levels=0 is not allowed"),
        ({"measure": "words"}, "measure='words' is not allowed"),
        ({"by": "place"}, "by=place is no time"),
        ({"terms": ["磁悬浮"]}, "磁悬浮 not among"),
    ],
)
def test_burst_errors(report_matrix, options, message):
    with pytest.raises(tk.ToolkitError, match=message):
        tk.detect_bursts(report_matrix, **options)


def test_change_points_of_a_series():
    series = pd.Series([1, 1.2, 0.9, 1.1, 5, 5.1, 4.9, 5.2, 2.1, 2, 1.9, 2.2], index=range(2010, 2022))
    table = tk.find_change_points(series)
    assert table["year"].tolist() == [2014, 2018]
    assert table["before"].tolist() == pytest.approx([1.05, 5.05])
    assert table["difference"].tolist() == pytest.approx([4.0, -3.0])
    assert table[["n_before", "n_after"]].values.tolist() == [[4, 4], [4, 4]]


def test_change_points_of_a_table(report_matrix):
    table = tk.find_change_points(tk.term_trends(report_matrix, ["防疫", "湿地"]), min_size=2)
    assert list(table.columns) == ["term", "year", "before", "after", "difference", "n_before", "n_after"]
    assert table[table["term"] == "防疫"]["year"].tolist() == [2020, 2022]


@pytest.mark.parametrize("values", [[], [1.0], [1.0] * 9, [1.0, 2.0, 3.0]])
def test_series_without_changes(values):
    table = tk.find_change_points(pd.Series(values, index=range(len(values)), dtype=float))
    assert list(table.columns) == ["year", "before", "after", "difference", "n_before", "n_after"]
    assert table.empty


def test_a_higher_penalty_finds_fewer_changes():
    noise = pd.Series(np.random.default_rng(0).normal(size=60), index=range(1960, 2020))
    assert len(tk.find_change_points(noise)) <= len(tk.find_change_points(noise, penalty=1))


def test_change_point_errors():
    with pytest.raises(tk.ToolkitError, match="min_size=0 is not allowed"):
        tk.find_change_points(pd.Series([1.0]), min_size=0)
    with pytest.raises(tk.ToolkitError, match="penalty=0 is not allowed"):
        tk.find_change_points(pd.Series([1.0]), penalty=0)
    with pytest.raises(tk.ToolkitError, match="must be numbers"):
        tk.find_change_points(pd.Series([1.0], index=["a"]))
    with pytest.raises(tk.ToolkitError, match="is no table of term_trends"):
        tk.find_change_points(pd.DataFrame({"year": [2020]}))
