import numpy as np
import pandas as pd
import pytest

import toolkit as tk
from toolkit.lexicon import read_table
from toolkit.places.regions import neighbours_among

CODES = [row["code"] for row in read_table("places/regions.tsv")]


def planted(rng, n_policies, effect):
    """First mentions of policies that spread over the map of provinces."""
    near = neighbours_among(CODES)
    rows = []
    for policy in range(n_policies):
        when = dict.fromkeys(CODES, 9999)
        for year in range(2001, 2021):
            had = {code for code in CODES if when[code] < year}
            for code in CODES:
                share = np.mean([other in had for other in near[code]])
                if when[code] == 9999 and rng.random() < -np.expm1(-np.exp(-3 + effect * share)):
                    when[code] = year
        rows += [
            {"policy": f"p{policy}", "place": code, "adcode": code, "level": "province", "region": None, "first_report": 2000,
             "first_year": year if year < 9999 else None, "not_before": year - 1 if year < 9999 else 2020, "last_report": 2020,
             "missing_years": "", "doc_id": "d", "sentence_id": 1}
            for code, year in when.items()
        ]  # fmt: skip
    return pd.DataFrame(rows)


def test_rows_at_risk(first):
    events = tk.event_table(first)
    table = events.set_index(["place", "year"])
    # Risk begins in 2013, when 浙江 is first; 江苏 names it in its first report of 2015, so that it is never seen at risk.
    assert table.loc["浙江省"].index.tolist() == [2013]
    assert table.loc["安徽省"].index.tolist() == [2013, 2014]
    assert "江苏省" not in set(events["place"])
    assert table.loc[("山东省", 2017), "event"] == 0
    assert events["event"].sum() == 4
    # 福建 has no report of 2012 and 2013: that of 2014 stands for 2013 too.
    assert table.loc[("福建省", 2014), "exposure"] == 2
    # 浙江 borders 江苏, 安徽, 福建 and 江西; of those 安徽 and 福建 had it before 2015.
    assert table.loc[("江西省", 2014), ["n_neighbours", "n_neighbours_adopted"]].tolist() == [3, 1]
    assert table.loc[("江西省", 2015), "neighbours_share"] == 1.0
    assert table.loc[("江西省", 2015), "centre_adopted"] == 0
    assert table.loc[("江西省", 2016), "centre_adopted"] == 1


def test_own_neighbours_and_covariates(first):
    pairs = pd.DataFrame({"place": ["山东省"], "neighbour": ["浙江省"]})
    growth = pd.DataFrame({"place": ["山东省", "安徽省"], "year": [2014, 2014], "growth": [1.5, 2.5]})
    table = tk.event_table(first, neighbours=pairs, covariates=growth).set_index(["place", "year"])
    assert table.loc[("山东省", 2014), ["neighbours_share", "growth"]].tolist() == [1.0, 1.5]
    assert np.isnan(table.loc[("山东省", 2015), "growth"])
    assert table.loc[("江西省", 2014), "n_neighbours"] == 0


@pytest.mark.parametrize(
    ("covariates", "message"),
    [
        (pd.DataFrame({"growth": [1]}), "it needs place or adcode, or year"),
        (pd.DataFrame({"year": [2014], "event": [1]}), "are named as columns of the event table"),
        (pd.DataFrame({"year": [2014, 2014], "growth": [1, 2]}), "more than one row for the same year"),
    ],
)
def test_covariates_that_cannot_be_joined(first, covariates, message):
    with pytest.raises(tk.ToolkitError, match=message):
        tk.event_table(first, covariates=covariates)


@pytest.mark.parametrize("time", ["year", "log"])
def test_the_planted_effect_is_within_the_interval(time):
    events = tk.event_table(planted(np.random.default_rng(1), 6, 1.5))
    row = tk.hazard_model(events, time=time).coefficients.set_index("term").loc["neighbours_share"]
    assert row["low"] < 1.5 < row["high"]
    assert row["p"] < 0.05
    assert row["ratio"] == pytest.approx(np.exp(row["coefficient"]))


def test_without_an_effect_it_is_seldom_found():
    """At the level of 5 %, more than 3 of 20 have a chance of 1.6 %."""
    found = [
        tk.hazard_model(tk.event_table(planted(np.random.default_rng(seed), 3, 0.0))).coefficients["p"].iloc[0] < 0.05 for seed in range(20)
    ]  # fmt: skip
    assert sum(found) <= 3


@pytest.mark.parametrize(("link", "rate"), [("cloglog", np.log(-np.log(1 - 0.25))), ("logit", np.log(0.25 / 0.75))])
def test_likelihood_of_two_groups_is_the_closed_form(link, rate):
    """Half of one group and a quarter of the other adopt."""
    events = pd.DataFrame(
        {"event": [1, 0] * 20 + [1, 0, 0, 0] * 10, "x": [1.0] * 40 + [0.0] * 40, "place": range(80), "policy": "p"}
    )
    events = events.assign(exposure=1, time=1, year=1)
    model = tk.hazard_model(events, ["x"], link=link, time="none", reduce_bias=False)
    half = np.log(-np.log(0.5)) if link == "cloglog" else 0.0
    assert model.coefficients["coefficient"].iloc[0] == pytest.approx(half - rate, abs=1e-6)
    assert model.summary["log_likelihood"].iloc[0] == pytest.approx(
        40 * np.log(0.5) + 10 * np.log(0.25) + 30 * np.log(0.75)
    )


def test_separation_has_a_finite_estimate():
    events = pd.DataFrame(
        {
            "event": [1] * 10 + [0] * 10,
            "x": [1] * 10 + [0] * 10,
            "place": range(20),
            "policy": "p",
            "exposure": 1,
            "time": 1,
            "year": 1,
        }
    )
    assert 0 < tk.hazard_model(events, ["x"], time="none").coefficients["coefficient"].iloc[0] < 10
    with pytest.raises(tk.ToolkitError, match="use reduce_bias=True"):
        tk.hazard_model(events, ["x"], time="none", reduce_bias=False)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"covariates": ["neighbour_share"]}, "did you mean 'neighbours_share'"),
        ({"covariates": ["centre_adopted"]}, "is the same for all places of a year"),
        ({"covariates": ["growth"]}, "is missing in"),
        ({"link": "probit"}, "link='probit' is not allowed"),
        ({"time": "month"}, "time='month' is not allowed"),
        ({"covariates": ["others_share", "others_share"], "time": "log"}, "determine one another"),
    ],
)
def test_models_that_cannot_be_fitted(options, message):
    first = planted(np.random.default_rng(0), 1, 0.0)
    events = tk.event_table(
        pd.concat([first, first.iloc[:1].assign(place="全国", adcode="000000", level="nation")], ignore_index=True)
    )
    with pytest.raises(tk.ToolkitError, match=message):
        tk.hazard_model(events.assign(growth=np.nan), **options)


@pytest.mark.parametrize(
    ("event", "message"),
    [([0, 0, 0, 0], "0 events in 4 rows: no place is seen"), ([1, 1, 1, 1], "all 4 rows are events"), ([0, 0, 1, 1], "time='log'")],
)
def test_too_few_events_tell_why(event, message):
    events = pd.DataFrame({
        "policy": "p", "place": list("abab"), "year": [2001, 2001, 2002, 2002], "time": 1, "exposure": 1, "event": event,
    })  # fmt: skip
    with pytest.raises(tk.ToolkitError, match=message):
        tk.hazard_model(events, [])


@pytest.mark.parametrize(("adopters", "told"), [(2, True), (9, False)])
def test_a_model_of_few_events_says_so(adopters, told):
    when = {f"p{at:02}": at % 4 + 1 if at < adopters else None for at in range(14)}
    rows = [(place, year, int(year == first)) for place, first in when.items() for year in range(1, (first or 5) + 1)]
    events = pd.DataFrame(rows, columns=["place", "year", "event"]).assign(policy="p", exposure=1)
    events = events.assign(time=events["year"], x=[hash_of % 3 for hash_of in range(len(events))])
    assert ("fewer than 5 events a term" in repr(tk.hazard_model(events, ["x"]))) == told
