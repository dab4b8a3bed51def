import numpy as np
import pandas as pd
import pytest

import toolkit as tk

OLD = ["苹果种植增收。", "苹果采摘增收。", "梨树种植增收。", "梨树采摘增收。"]
NEW = ["苹果手机出口。", "苹果电脑出口。", "梨树种植增收。", "梨树采摘增收。"]
PERIODS = {"old": range(1980, 1990), "new": range(2010, 2020)}


@pytest.fixture(scope="module")
def corpus():
    texts = ["".join(np.random.default_rng(seed).permutation(OLD if seed < 10 else NEW)) for seed in range(20)]
    return tk.build_corpus(pd.DataFrame({"text": texts, "year": [1980 + seed % 10 if seed < 10 else 2000 + seed for seed in range(20)]}))


def test_a_word_that_changed_is_told_from_one_that_did_not(corpus):
    table = tk.meaning_change(corpus, ["苹果", "梨树"], PERIODS, min_count=5, n_permutations=199, k=3).set_index("word")
    assert table.loc["苹果", "distance"] > 0.3
    assert table.loc["苹果", "p"] == pytest.approx(1 / 200)
    assert table.loc["梨树", "p"] > 0.05
    assert table.loc["苹果", "n_docs"] == table.loc["苹果", "n_docs_next"] == 10
    assert "出口" in table.loc["苹果", "neighbours_next"]
    assert "meaning_change(" in table.attrs["trail"][-1]


def test_the_seed_decides(corpus):
    tables = [tk.meaning_change(corpus, ["苹果"], PERIODS, min_count=5, n_permutations=19, seed=3) for _ in range(2)]
    pd.testing.assert_frame_equal(*tables, check_exact=True)


def test_a_period_without_the_word_has_no_distance(corpus):
    row = tk.meaning_change(corpus, ["手机"], PERIODS, min_count=5, n_permutations=19).iloc[0]
    assert np.isnan(row["distance"])
    assert np.isnan(row["p"])
    assert row["neighbours"] == ""


def test_neighbours_are_used_alike(corpus):
    table = tk.word_neighbours(corpus, "种植", 1, min_count=5)
    assert table["neighbour"].tolist() == ["采摘"]
    by_rows = tk.word_neighbours(tk.count_terms(corpus, unit="sentence"), "种植", 3, min_count=5)
    assert "采摘" in by_rows["neighbour"].tolist()


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda corpus: tk.word_neighbours(corpus, "飞船"), "飞船.*none of the"),
        (lambda corpus: tk.word_neighbours(tk.count_terms(corpus), "飞船"), "飞船 not among"),
        (lambda corpus: tk.word_neighbours(corpus, "苹果", 0), "k=0"),
        (lambda corpus: tk.meaning_change(corpus, "苹果", PERIODS), "a list of words"),
        (lambda corpus: tk.meaning_change(corpus, ["苹果"], {"old": range(1980, 1990)}), "at least two"),
        (lambda corpus: tk.meaning_change(corpus, ["苹果"], PERIODS | {"none": [1950]}), "no document is of the period 'none'"),
        (lambda corpus: tk.meaning_change(corpus, ["苹果"], PERIODS | {"again": [1985]}), "has years of an earlier one"),
    ],
)
def test_wrong_options(corpus, call, message):
    with pytest.raises(tk.ToolkitError, match=message):
        call(corpus)
