import numpy as np
import pandas as pd
import pytest

import toolkit as tk


def test_shares_with_what_is_not_known(first):
    curve = tk.adoption_curve(first).set_index("year")
    # 江苏 begins to report in 2015 with the policy, 福建 has it between 2011 and 2014.
    assert curve.loc[2013, ["n_places", "n_adopted", "n_unknown"]].tolist() == [6, 1, 2]
    assert curve.loc[2013, ["least", "most"]].tolist() == pytest.approx([1 / 6, 3 / 6])
    assert curve.loc[2015, ["n_adopted", "n_in_first"]].tolist() == [1, 1]
    assert curve.loc[2017, "share"] == pytest.approx(5 / 6, abs=1e-5)
    assert curve["share"].is_monotonic_increasing
    assert ((curve["low"] <= curve["share"]) & (curve["share"] <= curve["high"])).all()
    assert curve.loc[2016, "places"] == "江西省"


def test_without_gaps_the_share_is_the_plain_one(first):
    whole = first[first["place"].isin(["浙江省", "安徽省", "江西省", "山东省"])]
    curve = tk.adoption_curve(whole).set_index("year")
    assert curve["share"].tolist() == pytest.approx([0, 0, 0.25, 0.5, 0.5, 0.75, 0.75], abs=1e-5)
    assert curve["n_unknown"].eq(0).all()


def test_places_lost_from_sight_are_as_in_kaplan_meier():
    """Two of four are last seen in 2002 without: of the two left one adopts in 2003, so the share rises by half of what is left."""
    rows = [("甲", 2001, 2000, 2004), ("乙", None, 2002, 2002), ("丙", 2003, 2002, 2004), ("丁", None, 2004, 2004)]
    first = pd.DataFrame(rows, columns=["place", "first_year", "not_before", "last_report"]).assign(
        policy="p", adcode=None, level="province", region=None, first_report=2000, missing_years="", doc_id=""
    )
    curve = tk.adoption_curve(first).set_index("year")
    assert curve["share"].tolist() == pytest.approx([0, 0.25, 0.25, 1 - 0.75 * 0.5, 1 - 0.75 * 0.5], abs=1e-4)


def test_one_curve_a_region(first):
    curves = tk.adoption_curve(first, by="region")
    assert sorted(set(curves["group"])) == ["东部", "中部"]
    assert curves[curves["group"] == "中部"].groupby("year")["n_places"].first().eq(2).all()


@pytest.mark.parametrize(
    ("place", "rank", "order", "lag_years", "lag_days"),
    [
        ("浙江省", 1, "before the centre", -2, -779),
        ("安徽省", 2, "before the centre", -1, -412),
        ("福建省", 2, "before the centre", -1, -409),
        ("江苏省", 4, "unknown", 0, -48),
        ("江西省", 5, "after the centre", 1, 319),
    ],
)
def test_lead_and_lag_to_the_centre(first, place, rank, order, lag_years, lag_days):
    row = tk.adoption_order(first).set_index("place").loc[place]
    assert row[["rank", "order", "lag_years", "lag_days"]].tolist() == [rank, order, lag_years, lag_days]
    assert row["sentence_id"] >= 0
    assert row["centre_sentence_id"] >= 0


def test_same_session_is_neither_lead_nor_lag(first):
    moved = first.assign(
        first_year=first["first_year"].where(first["place"] != "江西省", 2015),
        not_before=first["not_before"].where(first["place"] != "江西省", 2014),
    )
    assert tk.adoption_order(moved).set_index("place").loc["江西省", "order"] == "same year"


def test_summary_by_region(first):
    table = tk.adoption_order(first, by="region").set_index("group")
    assert table.loc["中部", ["n_places", "n_adopted", "n_before", "n_after"]].tolist() == [2, 2, 1, 1]
    assert table.loc["东部", ["n_places", "n_adopted", "first_place"]].tolist() == [4, 3, "浙江省"]


def test_cities_lag_behind_their_province():
    texts = ["推行塘长制。", "修塘。", "推行塘长制。"]
    corpus = tk.build_corpus(
        pd.DataFrame({"text": texts, "place": ["浙江省", "杭州市", "杭州市"], "year": [2016, 2016, 2018]})
    )
    row = tk.adoption_order(tk.first_mentions(corpus, "塘长制")).set_index("place").loc["杭州市"]
    assert row["province_lag_years"] == 2
    assert row["order"] == "no central mention"


def test_wrong_options(first):
    with pytest.raises(tk.ToolkitError, match="by='place' is not allowed"):
        tk.adoption_curve(first, by="place")
    with pytest.raises(tk.ToolkitError, match="make it with first_mentions"):
        tk.adoption_order(first.drop(columns="not_before"))
    assert np.isfinite(tk.adoption_curve(first, confidence=0.5)["low"]).all()
