import numpy as np
import pandas as pd
import pytest
from scipy.stats import chi2_contingency

import toolkit as tk
from toolkit.keywords.association import chi_square, contrast, log_likelihood


def test_log_likelihood_and_chi_square_are_those_of_scipy():
    tables = [[[12, 3], [988, 1997]], [[0, 7], [500, 493]], [[5, 5], [95, 95]]]
    for (a, b), (c, d) in tables:
        cells = [np.array([float(cell)]) for cell in (a, b, c, d)]
        g2 = chi2_contingency([[a, b], [c, d]], lambda_="log-likelihood", correction=False).statistic
        chi2 = chi2_contingency([[a, b], [c, d]], correction=True).statistic
        assert log_likelihood(*cells)[0] == pytest.approx(g2, abs=1e-9)
        assert chi_square(*cells)[0] == pytest.approx(chi2, abs=1e-9)


def test_effect_sizes():
    table = contrast(np.array([20.0, 0.0]), np.array([5.0, 4.0]), 1000.0, 1000.0, prior=500)
    assert table["percent_diff"].tolist() == pytest.approx([300, -100])
    assert table["log_ratio"][0] == pytest.approx(np.log2(20.5 / 5.5))
    assert table["log_odds"][0] > 0 > table["log_odds"][1]
    assert (np.sign(table["log_likelihood"]) == [1, -1]).all()


def test_keyness_tells_early_from_late(report_matrix):
    table = tk.keyness(report_matrix, target={"year": range(2021, 2025)})
    assert table["term"].iloc[0] == "数据"
    assert table["term"].iloc[-1] == "扶贫"
    assert (np.sign(table["log_likelihood"]) == np.sign(table["rate_target"] - table["rate_reference"])).all()
    assert (table["p_adjusted"] >= table["p"] - 1e-15).all()
    row = table.set_index("term").loc["数据"]
    assert (row["n_target"], row["n_reference"]) == (2 * (4 + 5 + 6 + 7), 2 * (0 + 1 + 2 + 3))
    assert (row["df_target"], row["df_reference"]) == (8, 6)


def test_target_and_reference_are_conditions_on_metadata(report_matrix):
    table = tk.keyness(report_matrix, target={"place": "清远市"}, reference={"place": ["佛山市"], "year": range(2017, 2025)})
    best = table[table["log_likelihood"] > 0].head(8)["term"]
    assert {"茶叶", "合作社"} <= set(best)
    assert table[table["n_reference"] == 0]["percent_diff"].isna().all()


def test_measure_sorts(report_matrix):
    table = tk.keyness(report_matrix, target={"place": "清远市"}, measure="log_ratio")
    assert table["log_ratio"].is_monotonic_decreasing


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"target": {"place": "清远市"}, "measure": "g2"}, "measure='g2' is not allowed"),
        ({"target": {"place": "清远市"}, "reference": {"year": 2020}}, "share 1 rows"),
        ({"target": {"place": "韶关市"}}, "place='韶关市' meets no row"),
        ({"target": "2020"}, "a mapping of columns to values"),
        ({"target": {"year": 1980}}, "no row of the matrix is in the target"),
        ({"target": {"place": ["清远市", "佛山市"]}}, "no row of the matrix is in the reference: all other rows"),
        ({"target": {"plcae": "清远市"}}, "did you mean 'place'"),
        ({"target": "2013"}, "target='2013' is not allowed: it must be a mapping of columns to values"),
        ({"target": {"place": "清远市"}, "test": "fisher"}, "test='fisher' is not allowed"),
        ({"target": {"place": "清远市"}, "cluster": "plcae"}, "did you mean 'place'"),
        ({"target": {"place": "清远市"}, "n_resamples": 0}, "n_resamples=0 is not allowed"),
    ],
)
def test_keyness_errors(report_matrix, options, message):
    with pytest.raises(tk.ToolkitError, match=message):
        tk.keyness(report_matrix, **options)


def test_rank_keywords_by_year(report_matrix):
    table = tk.rank_keywords(report_matrix, by="year", k=3)
    assert list(table.columns) == [
        "year", "rank", "term", "score", "n", "df", "rate", "n_rest", "df_rest", "rate_rest", "p", "p_adjusted", "n_docs",
        "n_docs_rest", "n_units", "n_units_rest",
    ]  # fmt: skip
    first = table[table["rank"] == 1].set_index("year")["term"]
    assert first[2017] == "扶贫"
    assert first[2020] == first[2021] == "防疫"
    assert first[2024] == "数据"
    assert (table.groupby("year")["rank"].max() <= 3).all()


@pytest.mark.parametrize("measure", ["log_likelihood", "chi2", "log_ratio", "z", "tfidf", "n"])
def test_rank_measures_fall(report_matrix, measure):
    table = tk.rank_keywords(report_matrix, by=["place"], measure=measure, k=5)
    assert set(table["place"]) == {"清远市", "佛山市"}
    for _, group in table.groupby("place"):
        assert group["score"].is_monotonic_decreasing
        assert group["rank"].tolist() == list(range(1, len(group) + 1))


def test_rank_by_labels_of_ones_own(report_matrix):
    early = (report_matrix.rows["year"] < 2021).rename("early")
    table = tk.rank_keywords(report_matrix, by=early, k=1)
    assert dict(zip(table["early"], table["term"], strict=True)) == {False: "数据", True: "扶贫"}


def test_one_group_has_nothing_to_stand_apart_from(single_corpus):
    assert len(tk.rank_keywords(tk.count_terms(single_corpus), min_count=1)) == 0


def test_rank_errors(report_matrix):
    with pytest.raises(tk.ToolkitError, match="measure='best' is not allowed"):
        tk.rank_keywords(report_matrix, measure="best")
    with pytest.raises(tk.ToolkitError, match="k=0 is not allowed"):
        tk.rank_keywords(report_matrix, k=0)
    with pytest.raises(tk.ToolkitError, match="weighted by tfidf"):
        tk.rank_keywords(report_matrix.weight("tfidf"))


def test_clusters_are_dealt_out_whole(report_matrix):
    documents, places = (tk.rank_keywords(report_matrix, by="place", k=3, cluster=cluster) for cluster in (None, "place"))
    assert documents[["place", "term", "score"]].equals(places[["place", "term", "score"]])
    # Two places can be told apart in two ways only.
    assert (places["p"] == 1).all()
    assert set(places["n_units"]) == set(places["n_units_rest"]) == {1}
    assert (documents["n_units"] == documents["n_docs"]).all()
    target = {"place": "清远市"}
    alone = tk.keyness(report_matrix, target=target, cluster="place").set_index("term")["p"]
    ranked = places[places["place"] == "清远市"].set_index("term")["p"]
    assert ranked.to_dict() == alone[ranked.index].to_dict()


def test_terms_too_rare_to_be_shown_are_no_tests():
    texts = ["芯片增产。芯片出口。" * 4] * 6 + ["粮食丰收。粮食增产。" * 4] * 6
    rare = [text + "ABCDEFGHIJKL"[number] * 3 + "。" for number, text in enumerate(texts)]
    years = [2020] * 6 + [1980] * 6
    few, many = (tk.count_terms(tk.build_corpus(pd.DataFrame({"text": one, "year": years}))) for one in (texts, rare))
    assert many.shape[1] > few.shape[1]
    first = [tk.rank_keywords(matrix, by="year", k=1, min_count=10)[["term", "p_adjusted"]] for matrix in (few, many)]
    assert first[0].values.tolist() == first[1].values.tolist()
    assert (first[0]["p_adjusted"] < 0.05).all()


def test_one_place_of_many_reports_has_no_keywords(report_matrix):
    one = report_matrix.filter({"place": "清远市"})
    assert len(tk.rank_keywords(one, by="place")) == 0
    assert tk.rank_keywords(one, by="place", measure="n", k=2)["rank"].tolist() == [1, 2]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"prior": 0}, "prior=0 is not allowed: it must be a number of words above 0"),
        ({"prior": -5.0}, "prior=-5.0 is not allowed"),
        ({"n_resamples": 0}, "n_resamples=0 is not allowed"),
        ({"seed": -1}, "seed=-1 is not allowed: it must be a whole number from 0 on"),
        ({"seed": "a"}, "seed='a' is not allowed"),
    ],
)
def test_options_that_mean_nothing(report_matrix, options, message):
    with pytest.raises(tk.ToolkitError, match=message):
        tk.rank_keywords(report_matrix, by="place", **options)
    with pytest.raises(tk.ToolkitError, match=message):
        tk.keyness(report_matrix, target={"place": "清远市"}, **options)


def test_the_trail_tells_eras_from_years(report_matrix):
    era = report_matrix.rows["year"] // 5 * 5
    told = tk.rank_keywords(report_matrix, by=era, k=1).attrs["trail"][-1]
    assert "by=Series('year', [2015, 2020])" in told
    assert report_matrix.group(era).trail[-1] == "group(by=Series('year', [2015, 2020]))"


def test_years_that_the_matrix_lacks_are_answered_with_those_it_has():
    reports = pd.DataFrame({"text": ["治水。", "护林。", "办学。"], "year": [2018, 2019, 2020], "place": ["清远市", "英德市", "清远市"]})
    matrix = tk.count_terms(tk.build_corpus(reports))
    with pytest.raises(tk.ToolkitError, match=r"no row of the matrix is in the target: .*; there is year 2018, 2019, 2020$"):
        tk.keyness(matrix, target={"year": range(2021, 2026)})
