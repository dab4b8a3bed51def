"""What became of targets: margins, what followed, what was no longer told, what bunches."""

import numpy as np
import pandas as pd
import pytest

import toolkit as tk
from toolkit.panel import PANEL_COLUMNS, attained, judged_targets


def row(
    target, actual, *, place="云山市", year=2030, indicator="地区生产总值", measure="change", unit="%", bound="exact", high=None, **more
):  # fmt: skip
    met = None if actual is None or target is None else attained(
        actual, target, bound=bound, indicator=indicator, target_max=high)  # fmt: skip
    cell = {
        "place": place, "adcode": None, "year": year, "indicator": indicator, "measure": measure, "unit": unit, "target": target,
        "target_max": high, "target_bound": bound if target is not None else None, "actual": actual, "attained": met, "conflict": False,
        "target_doc_id": f"{place}{year}", "target_sentence": "目标。", "actual_doc_id": f"{place}{year + 1}", "actual_sentence": "结果。",
    }  # fmt: skip
    return {**cell, **more}


def outcomes(*rows, **options):
    return tk.target_outcomes(pd.DataFrame(list(rows), columns=PANEL_COLUMNS), **options)


@pytest.mark.parametrize(
    ("given", "outcome", "margin"),
    [
        (row(5.0, 5.4), "hit", 0.4),
        (row(5.0, 4.4), "miss", -0.6),
        (row(5.0, 5.4, high=6.0, bound="range"), "hit", 0.4),
        (row(5.5, 5.2, indicator="城镇调查失业率", measure="level", bound="max"), "hit", 0.3),
        (row(5.5, 5.9, indicator="城镇调查失业率", measure="level"), "miss", -0.4),
        (row(3.0, 2.1, indicator="居民消费价格"), "hit", 0.9),
        (row(-3.0, -3.5, indicator="单位地区生产总值能耗", bound="min"), "hit", 0.5),
        (row(-3.0, -2.5, indicator="单位地区生产总值能耗", bound="min"), "miss", -0.5),
        (row(50000.0, 52000.0, indicator="城镇新增就业", measure="level", unit="人", bound="min"), "hit", 2000.0),
    ],
)
def test_margin_is_positive_where_the_result_is_better(given, outcome, margin):
    told = outcomes(given).outcomes.iloc[0]
    assert (told["outcome"], told["margin"]) == (outcome, pytest.approx(margin))
    assert np.sign(told["margin"]) == (1 if outcome == "hit" else -1)
    assert (told["target_sentence"], told["result_sentence"]) == ("目标。", "结果。")


def test_an_estimate_stands_in_for_a_result():
    given = row(5.0, None) | {"estimate": 5.2, "attained": True, "estimate_sentence": "预计。", "estimate_doc_id": "x"}
    told = outcomes(given).outcomes.iloc[0]
    assert told[["result", "result_kind", "result_sentence", "result_doc_id"]].tolist() == [5.2, "estimate", "预计。", "x"]


def test_summary_counts_targets_without_results_too():
    told = outcomes(row(5.0, 5.4), row(6.0, None, place="河口市")).summary.iloc[0]
    assert told[["n_targets", "n", "n_hit", "target_mean"]].tolist() == [2, 1, 1, 5.5]


def planted(ratchet, n_places=12, n_years=12, seed=0):
    """Targets that carry half of the last one and a share of last year's surplus on."""
    rng = np.random.default_rng(seed)
    rows = []
    for place in range(n_places):
        target = 8 + rng.normal()
        for year in range(2020, 2020 + n_years):
            actual = target + rng.normal(0, 1)
            rows.append(row(target, actual, place=f"市{place}", year=year))
            target = 4 + place / 6 + 0.5 * target + ratchet * (actual - target) + rng.normal(0, 0.2)
    return rows


@pytest.mark.parametrize("ratchet", [0.0, 0.4])
def test_a_planted_ratchet_is_found(ratchet):
    told = outcomes(*planted(ratchet)).ratchet.iloc[0]
    assert told["n"] == 12 * 11
    assert told["ratchet_low"] <= ratchet <= told["ratchet_high"]
    assert told["ratchet"] == pytest.approx(ratchet, abs=0.1)


def test_ratchet_is_least_squares_with_dummies():
    rows = planted(0.3, n_places=6, n_years=6)[:-3]
    told = outcomes(*rows).ratchet.iloc[0]
    table = pd.DataFrame(rows).assign(margin=lambda t: t["actual"] - t["target"])
    last = table.assign(year=table["year"] + 1)[["place", "year", "target", "margin"]]
    pairs = table[["place", "year", "target"]].merge(last, on=["place", "year"], suffixes=("", "_last"))
    dummies = pd.get_dummies(pairs[["place", "year"]].astype(str)).to_numpy(float)
    design = np.column_stack([pairs[["target_last", "margin"]], dummies])
    expected = np.linalg.lstsq(design, pairs["target"], rcond=None)[0][:2]
    assert told[["carry", "ratchet"]].tolist() == pytest.approx(expected.tolist())


def test_no_ratchet_of_few_places():
    told = outcomes(*planted(0.4, n_places=3)).ratchet.iloc[0]
    assert told["n_places"] == 3
    assert np.isnan(told["ratchet"])


def events_of(aims, *, results=()):
    """Events of targets by year; results are told a year later."""
    rows = [row(5.0, None, year=year, indicator=name) for year, names in aims.items() for name in names]
    told = outcomes(*rows, *(row(None, 5.0, year=year, indicator=name, measure="level") for year, name in results)).events
    return sorted(told["event"] + told["indicator"] + told["year"].astype(str))


def test_not_told_and_returned():
    aims = {2030: ("地区生产总值", "固定资产投资"), 2031: ("地区生产总值",), 2032: ("地区生产总值", "固定资产投资", "城镇新增就业")}
    assert events_of(aims) == ["new城镇新增就业2032", "not told固定资产投资2031", "returned固定资产投资2032"]
    told = outcomes(*(row(5.0, None, year=year, indicator=name) for year, names in aims.items() for name in names)).events
    last = told[told["event"] == "not told"].iloc[0]
    assert last[["indicator", "year", "other_year", "doc_id"]].tolist() == ["固定资产投资", 2031, 2030, "云山市2030"]


@pytest.mark.parametrize(
    ("last", "results", "event"),
    [
        (2032, (), "dropped"),
        (2031, (), "not told"),
        (2032, [(2030, "固定资产投资")], "not told"),
        (2032, [(2031, "固定资产投资")], "not told"),
        (2033, [(2032, "固定资产投资")], "dropped"),
        (2032, [(2030, "城镇新增就业")], "dropped"),
    ],
)
def test_a_target_is_dropped_where_two_reports_say_nothing_of_the_indicator(last, results, event):
    aims = {2030: ("地区生产总值", "固定资产投资")} | dict.fromkeys(range(2031, last + 1), ("地区生产总值",))
    assert events_of(aims, results=results) == [f"{event}固定资产投资2031"]


def test_the_end_of_a_plan_is_no_annual_target():
    aims = [row(5.0, 5.0, indicator=name) for name in ("地区生产总值", "固定资产投资")]
    plan = row(6.0, None, year=2035, indicator="地区生产总值", target_doc_id="云山市2030")
    found = outcomes(*aims, plan)
    assert found.events.empty
    assert 2035 not in found.summary.loc[found.summary["n_targets"] > 0, "year"].tolist()


def bunched(shift, seed=0, n=300):
    """Results of places with targets of their own: by chance, or lifted to just above the target where a little below."""
    rng = np.random.default_rng(seed)
    rows = []
    for number in range(n):
        target = float(rng.choice([5, 6, 7, 8]))
        actual = rng.normal(6.5, 1.5)
        if shift and -1 <= actual - target < 0 and rng.random() < 0.7:
            actual = target + rng.random() / 2
        rows.append(row(target, actual, place=f"市{number % 30}", year=2000 + number // 30))
    return rows


def test_bunching_is_found_where_it_is():
    told = outcomes(*bunched(True), n_permutations=300).bunching.iloc[0]
    assert told["n_above"] > told["n_below"]
    assert told["p_binomial"] < 0.001
    assert told["p_permutation"] < 0.01
    assert told["log_low"] > 0


def test_bunching_holds_its_level():
    p = [outcomes(*bunched(False, seed), n_permutations=99).bunching["p_permutation"][0] for seed in range(30)]
    assert np.mean(np.array(p) <= 0.05) <= 0.2
    assert 0.3 < np.mean(p) < 0.7


def test_permutation_needs_targets_that_differ():
    told = outcomes(*(row(5.0, 5.0 + number / 10, place=f"市{number}") for number in range(-5, 6))).bunching.iloc[0]
    assert np.isnan(told["p_permutation"])
    assert told[["n_above", "n_below", "n_equal"]].tolist() == [6, 5, 1]


def test_second_run_is_the_same_and_nothing_is_something():
    rows = planted(0.3)
    first, again = outcomes(*rows, n_permutations=50), outcomes(*rows, n_permutations=50)
    for name in ("outcomes", "summary", "ratchet", "events", "bunching"):
        pd.testing.assert_frame_equal(getattr(first, name), getattr(again, name))
        assert getattr(outcomes(), name).columns.tolist() == getattr(first, name).columns.tolist()


@pytest.mark.parametrize(
    ("options", "said"),
    [({"window": 0}, "more than 0"), ({"confidence": 2}, "between 0 and 1"), ({"indicator": "GDP"}, "地区生产总值")],
)
def test_options_that_cannot_be(options, said):
    with pytest.raises(tk.ToolkitError, match=said):
        outcomes(row(5.0, 5.0), **options)


def test_a_table_that_is_no_panel():
    with pytest.raises(tk.ToolkitError, match="claims_panel"):
        tk.target_outcomes(pd.DataFrame({"place": []}))


def test_outcomes_alone_need_no_sentences():
    panel = pd.DataFrame([row(5.0, 5.4), row(5.0, 4.4, year=2031)], columns=PANEL_COLUMNS)
    bare = panel.drop(columns=["target_sentence", "actual_sentence"])
    whole = tk.target_outcomes(panel).outcomes
    columns = [name for name in whole if not name.endswith("_sentence")]
    pd.testing.assert_frame_equal(judged_targets(bare)[columns], whole[columns])
    assert judged_targets(panel.iloc[:0]).empty
