import itertools

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import toolkit as tk
from toolkit.trends.bursts import _cheapest


def test_bursts_are_the_planted_years(report_matrix):
    table = tk.detect_bursts(report_matrix, alpha=None)
    columns = ["term", "level", "start", "end", "n", "rate", "base_rate", "weight", "kind", "threshold", "p", "p_adjusted"]
    assert list(table.columns) == columns
    best = table.iloc[0]
    assert best[["term", "level", "start", "end", "n"]].tolist() == ["防疫", 1, 2020, 2021, 36]
    assert best["rate"] > 2 * best["base_rate"]
    assert table["weight"].is_monotonic_decreasing
    assert not {"湿地", "水源"} & set(table["term"])


def test_higher_levels_lie_within_lower_ones(report_matrix):
    table = tk.detect_bursts(report_matrix, ["防疫"], levels=2, s=1.5, alpha=None)
    assert table["level"].max() == 2
    inner, outer = table[table["level"] == 2].iloc[0], table[table["level"] == 1].iloc[0]
    assert outer["start"] <= inner["start"] <= inner["end"] <= outer["end"]


def test_bursts_of_documents(report_matrix):
    table = tk.detect_bursts(report_matrix, ["防疫"], measure="documents", min_count=2, alpha=None)
    assert table[["start", "end", "n", "rate", "base_rate"]].values.tolist() == [[2020, 2021, 4, 1.0, 0.25]]


def test_gamma_makes_bursts_dearer(report_matrix):
    assert len(tk.detect_bursts(report_matrix, gamma=50, alpha=None)) < len(tk.detect_bursts(report_matrix, gamma=0.1, alpha=None))


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(*[st.floats(0, 9)] * 3), min_size=1, max_size=5), st.floats(0.1, 5))
def test_the_cheapest_sequence_is_found(costs, step):
    cost = np.array(costs).T[:, None, :]

    def price(states):
        climbs = sum(max(after - before, 0) for before, after in itertools.pairwise((0, *states)))
        return sum(cost[state, 0, time] for time, state in enumerate(states)) + step * climbs

    found = _cheapest(cost, step, np.zeros(cost.shape[2], dtype=bool))[0]
    least = min(price(states) for states in itertools.product(range(3), repeat=cost.shape[2]))
    assert price(found) == pytest.approx(least)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"s": 1}, "s=1 is not allowed"),
        ({"gamma": 0}, "gamma=0 is not allowed"),
        ({"levels": 0}, "levels=0 is not allowed"),
        ({"alpha": 5}, "alpha=5 is not allowed"),
        ({"measure": "words"}, "measure='words' is not allowed"),
        ({"by": "place"}, "by=place is no time"),
        ({"terms": ["磁悬浮"]}, "磁悬浮 not among"),
    ],
)
def test_burst_errors(report_matrix, options, message):
    with pytest.raises(tk.ToolkitError, match=message):
        tk.detect_bursts(report_matrix, **options)


CHANGES = ["low", "high", "before", "after", "difference", "n_before", "n_after", "n_years", "p", "p_adjusted"]


def test_change_points_of_a_series():
    series = pd.Series([1, 1.2, 0.9, 1.1, 5, 5.1, 4.9, 5.2, 2.1, 2, 1.9, 2.2], index=range(2010, 2022))
    table = tk.find_change_points(series)
    assert table["year"].tolist() == [2014, 2018]
    assert table["before"].tolist() == pytest.approx([1.05, 5.05])
    assert table["difference"].tolist() == pytest.approx([4.0, -3.0])
    assert table[["n_before", "n_after"]].values.tolist() == [[4, 4], [4, 4]]


def test_change_points_of_a_table(report_matrix):
    table = tk.find_change_points(tk.term_trends(report_matrix, ["防疫", "湿地"]), min_size=2, penalty=3, min_years=2)
    assert list(table.columns) == ["term", "year", *CHANGES]
    assert table[table["term"] == "防疫"]["year"].tolist() == [2020, 2022]


@pytest.mark.parametrize("values", [[], [1.0], [1.0] * 9, [1.0, 2.0, 3.0]])
def test_series_without_changes(values):
    table = tk.find_change_points(pd.Series(values, index=range(len(values)), dtype=float))
    assert list(table.columns) == ["year", *CHANGES]
    assert table.empty


def test_a_higher_penalty_finds_fewer_changes():
    noise = pd.Series(np.random.default_rng(0).normal(size=60), index=range(1960, 2020))
    assert len(tk.find_change_points(noise, penalty=30)) < len(tk.find_change_points(noise, penalty=1))


def test_change_point_errors():
    with pytest.raises(tk.ToolkitError, match="min_size=0 is not allowed"):
        tk.find_change_points(pd.Series([1.0]), min_size=0)
    with pytest.raises(tk.ToolkitError, match="penalty=0 is not allowed"):
        tk.find_change_points(pd.Series([1.0]), penalty=0)
    with pytest.raises(tk.ToolkitError, match="must be numbers"):
        tk.find_change_points(pd.Series([1.0], index=["a"]))
    with pytest.raises(tk.ToolkitError, match="is no table of term_trends"):
        tk.find_change_points(pd.DataFrame({"year": [2020]}))
    with pytest.raises(tk.ToolkitError, match="alpha=1 is not allowed"):
        tk.find_change_points(pd.Series([1.0]), alpha=1)


def counted(counts, years, *, words=200):
    """A matrix with one report a year, which has 治水 as often as counted among other words."""
    texts = ["治水，" * n + "修路，" * (words - n) + "。" for n in counts]
    return tk.count_terms(tk.build_corpus(pd.DataFrame({"text": texts, "year": list(years)})))


BURST = [1, 0, 1, 1, 0, 1, 9, 8, 9, 8, 1, 0, 1, 1, 0, 1, 1, 0, 1, 0]


@pytest.mark.parametrize(
    ("counts", "kind", "span"),
    [
        (BURST, "burst", (2006, 2009)),
        ([*BURST[6:], 1, 0, 1, 1, 0, 1], "level shift", (2000, 2003)),
        (BURST[10:] + BURST[:10], "ongoing", (2016, 2019)),
        ([1, 0, 1, 1] * 3 + [9, 8, 9, 9, 8, 9, 8, 9], "level shift", (2012, 2019)),
    ],
)
def test_bursts_end_and_level_shifts_do_not(counts, kind, span):
    table = tk.detect_bursts(counted(counts, range(2000, 2020)), ["治水"])
    assert [(row.kind, (row.start, row.end)) for row in table.itertuples()] == [(kind, span)]
    assert (table["weight"] >= table["threshold"]).all()


def test_a_burst_does_not_cross_years_without_reports():
    years = [*range(2000, 2008), *range(2010, 2022)]
    table = tk.detect_bursts(counted(BURST, years), ["治水"], alpha=None)
    assert table[["start", "end"]].values.tolist() == [[2006, 2007], [2010, 2011]]


def test_single_years_of_heavy_use_are_no_burst_by_the_test():
    spikes = [0, 9, 0, 0, 0, 9, 0, 0, 0, 0, 9, 0, 0, 0, 0, 9, 0, 0, 0, 0]
    matrix = counted(spikes, range(2000, 2020))
    assert len(tk.detect_bursts(matrix, ["治水"], alpha=None)) == 4
    assert tk.detect_bursts(matrix, ["治水"]).empty


def many(bursting, n_terms=400, seed=0):
    """Words of which the first few have a burst in the middle years, beside one that fills the reports."""
    rng = np.random.default_rng(seed)
    counts = rng.poisson(2, size=(30, n_terms))
    counts[9:14, :bursting] += 8
    names = ["词" + "甲乙丙丁戊己庚辛壬癸"[number % 10] + str(number) for number in range(n_terms)]
    return tk.TermMatrix.from_sklearn(counts, names, pd.DataFrame({"doc_id": [f"d{n}" for n in range(30)], "year": range(1990, 2020)}))


@pytest.mark.parametrize("seed", range(3))
def test_of_many_words_without_bursts_few_are_kept_and_hardly_one_stands(seed):
    matrix = many(0, seed=seed)
    described = tk.detect_bursts(matrix, alpha=None)
    assert len(described) > 20
    assert (described["p_adjusted"] >= described["p"]).all()
    kept = tk.detect_bursts(matrix)
    assert len(kept) <= 2 * 0.05 * 400
    assert (kept["p_adjusted"] <= 0.05).sum() <= 1


def test_few_bursts_are_found_among_many_words():
    matrix = many(3)
    kept = tk.detect_bursts(matrix)
    assert (kept["p"] <= 0.05).all()
    found = kept[kept["p_adjusted"] <= 0.05]
    assert set(matrix.terms[:3]) <= set(found["term"])
    assert len(found) <= 4
    assert found["p"].max() < 1 / 201


def test_rare_words_are_not_looked_at_for_changes():
    table = tk.term_trends(counted([0] * 9 + [1] * 9, range(2000, 2018)))
    found = tk.find_change_points(table)
    assert (found.attrs["n_series"], found.attrs["n_tested"]) == (2, 1)
    assert "治水" not in set(found["term"])


def test_the_interval_of_a_break_holds_the_year():
    rng, held = np.random.default_rng(4), []
    for _ in range(60):
        values = pd.Series(rng.normal(size=40) + 2.5 * (np.arange(40) >= 22), index=range(1980, 2020))
        held += [row.low <= 2002 <= row.high for row in tk.find_change_points(values).itertuples()]
    assert len(held) >= 45
    assert np.mean(held) > 0.85


def test_tables_tell_how_they_were_made(report_matrix):
    trends = tk.term_trends(report_matrix, ["数据"])
    assert trends.attrs["trail"][-1].startswith("term_trends(")
    assert [call.split("(")[0] for call in tk.find_change_points(trends).attrs["trail"][-2:]] == ["term_trends", "find_change_points"]
    assert "seed=0" in tk.detect_bursts(report_matrix).attrs["trail"][-1]


@pytest.mark.parametrize(
    ("values", "years", "message"), [([1, 2, np.inf, 4], range(4), "infinite"), ([1, 2, 3], [2001, 2001, 2002], "twice")]
)
def test_series_that_no_level_can_be_told_of(values, years, message):
    with pytest.raises(ValueError, match=message):
        tk.find_change_points(pd.Series(values, index=list(years), dtype=float))


@pytest.mark.parametrize(("n_years", "n_tested"), [(5, 0), (6, 1)])
def test_series_too_short_for_two_segments_are_not_counted_as_tested(n_years, n_tested):
    series = pd.Series(np.arange(n_years) % 2 * 1.0, index=range(2001, 2001 + n_years))
    assert tk.find_change_points(series).attrs["n_tested"] == n_tested
