import random

import numpy as np
import pandas as pd
import pytest

import toolkit as tk

WATER = ["治理河湖", "保护水源", "修复湿地", "清理河道", "监测水质"]
LAW = ["普及法律", "调解纠纷", "规范执法", "审查合同", "复议案件"]
METHODS = ["nmf", "lda"]


@pytest.fixture(scope="module")
def matrix():
    """Reports that turn from water to law: three parts in four are about water in 2018, one in four in 2023."""
    shares = {2018: 6, 2019: 5, 2020: 4, 2021: 3, 2022: 2, 2023: 1}
    draw = random.Random(0)
    rows = [
        {"text": "，".join(draw.sample(WATER if part < water else LAW, 3)) + "。", "year": year}
        for year, water in shares.items() for part in range(7)
    ]  # fmt: skip
    return tk.count_terms(tk.build_corpus(pd.DataFrame(rows)))


@pytest.fixture(scope="module", params=METHODS)
def topics(matrix, request):
    return tk.fit_topics(matrix, n_topics=2, method=request.param, seed=1)


def test_topics_are_the_two_subjects(topics):
    found = [set(group["term"]) for _, group in topics.terms(5).groupby("topic")]
    water, law = sorted(found, key=lambda words: "执法" in words)
    assert {"河湖", "湿地"} <= water
    assert {"执法", "法律"} <= law
    assert not water & law


def test_terms_table(topics, matrix):
    table = topics.terms(4)
    assert list(table.columns) == ["topic", "label", "rank", "term", "weight", "n"]
    assert table["rank"].tolist() == [1, 2, 3, 4] * 2
    assert table["topic"].tolist() == [1] * 4 + [2] * 4
    assert table["label"][0] == "、".join(table["term"][:3])
    counts = matrix.frequencies().set_index("term")["n"]
    assert table["n"].tolist() == counts[table["term"]].tolist()


def test_shares_and_weights_add_up(topics, matrix):
    assert topics.shares.sum(axis=1) == pytest.approx(np.ones(len(matrix)))
    assert topics.words.sum(axis=1) == pytest.approx(np.ones(2))
    with pytest.raises(ValueError, match="read-only"):
        topics.shares[0, 0] = 1


def test_topics_are_in_order_of_prevalence(topics):
    overall = topics.prevalence(by=pd.Series(np.zeros(len(topics.shares)), name="all"))
    assert overall["share"].is_monotonic_decreasing
    assert overall["share"].sum() == pytest.approx(1)


def test_prevalence_follows_the_years(topics):
    table = topics.prevalence(by="year")
    assert list(table.columns) == ["year", "topic", "label", "share", "n_rows", "n_docs"]
    assert table.groupby("year")["share"].sum().tolist() == pytest.approx([1] * 6)
    water = 1 if {"河湖"} <= set(topics.terms(5).query("topic == 1")["term"]) else 2
    assert table[table["topic"] == water]["share"].is_monotonic_decreasing


def test_documents_that_stand_for_a_topic(topics, matrix):
    table = topics.documents(3)
    assert table["rank"].tolist() == [1, 2, 3] * 2
    assert {"topic", "label", "share", "doc_id", "year"} <= set(table.columns)
    best = topics.shares[:, 0].max()
    assert table["share"][0] == pytest.approx(best)


def test_transform_gives_the_shares_of_the_fitted_matrix(topics, matrix):
    assert topics.transform(matrix) == pytest.approx(topics.shares, abs=0.02)


def test_transform_passes_over_new_terms(topics):
    other = tk.count_terms(tk.build_corpus(pd.DataFrame({"text": ["，".join(LAW) + "，航天发射成功。", "航天发射成功。"]})))
    shares = topics.transform(other)
    assert shares.shape == (2, 2)
    assert shares[0].max() > 0.9
    assert shares[1].tolist() == [0, 0]


@pytest.mark.parametrize("method", METHODS)
def test_same_seed_same_bytes(matrix, method):
    first, second = (tk.fit_topics(matrix, n_topics=3, method=method, seed=4) for _ in range(2))
    assert first.words.tobytes() == second.words.tobytes()
    assert first.shares.tobytes() == second.shares.tobytes()


def test_repr_names_method_and_seed(topics):
    assert f"2 by {topics.factors.method} (seed 1) from 42 document rows" in repr(topics)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"n_topics": 0}, "n_topics=0 is not allowed"),
        ({"n_topics": 99}, "n_topics=99 is not allowed: a matrix of 42 rows"),
        ({"method": "lsa"}, "method='lsa' is not allowed"),
    ],
)
def test_wrong_options(matrix, options, message):
    with pytest.raises(tk.ToolkitError, match=message):
        tk.fit_topics(matrix, **options)


def test_weights_are_refused(matrix):
    with pytest.raises(tk.ToolkitError, match="weighted by tfidf"):
        tk.fit_topics(matrix.weight(), n_topics=2)


def test_choose_topics_prefers_the_true_number(matrix):
    table = tk.choose_topics(matrix, [4, 2], n_runs=3, seed=2)
    assert table["n_topics"].tolist() == [2, 4]
    assert table["stability"][0] == pytest.approx(1)
    assert table["c_v"][0] > table["c_v"][1]
    assert table["diversity"].between(0, 1).all()
    assert table[["n_runs", "method", "seed"]].values.tolist() == [[3, "nmf", 2]] * 2
    assert table.equals(tk.choose_topics(matrix, [2, 4], n_runs=3, seed=2))


def test_choose_topics_refuses_what_cannot_be_fitted(matrix):
    with pytest.raises(tk.ToolkitError, match="n_topics=50 is not allowed"):
        tk.choose_topics(matrix, [2, 50])
    with pytest.raises(tk.ToolkitError, match="n_runs=0 is not allowed"):
        tk.choose_topics(matrix, [2], n_runs=0)
