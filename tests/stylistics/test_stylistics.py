"""Lexical diversity and readability: known values, what length does not change, empty and short texts."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import toolkit as tk
from toolkit.stylistics.diversity import hdd, mtld


def built(tmp_path, texts):
    return tk.build_corpus(pd.DataFrame({"text": texts, "year": 2023}), tmp_path / "corpus")


def test_mtld_counts_full_stretches_and_the_rest():
    # a b c a: 3 of 4 are different (.75), a fifth word that stood before makes it .6: a full stretch.
    assert mtld([1, 2, 3, 1, 2] * 4) == pytest.approx(5)
    # Half of the way from 1 to .72 is half a stretch.
    assert mtld([1, 2, 3, 4, 5, 6, 1]) == pytest.approx(7 / ((1 - 6 / 7) / 0.28))
    assert mtld(list(range(80))) == 80


def test_hdd_is_the_mean_share_of_different_words_in_samples():
    counts = np.array([30, 20, 10, 5, 5, 3, 2])
    words = np.repeat(np.arange(len(counts)), counts)
    rng = np.random.default_rng(0)
    drawn = [len(set(rng.choice(words, 42, replace=False))) / 42 for _ in range(4000)]
    assert hdd(counts) == pytest.approx(np.mean(drawn), abs=0.002)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.integers(0, 30), min_size=50, max_size=400))
def test_measures_stay_in_their_range(words):
    assert 1 <= mtld(words) <= len(words)
    assert 0 < hdd(np.unique(words, return_counts=True)[1]) <= 1


def test_diversity_of_documents(tmp_path):
    varied = "改善民生，保护生态，发展教育，修建公路，治理河道。"
    table = tk.lexical_diversity(built(tmp_path, ["推进改革，扩大开放。" * 30, "完成。", varied * 8]))
    assert table["n_types"].tolist() == [2, 1, 10]
    assert table["mtld"].isna().tolist() == [False, True, False]
    assert table.loc[2, "hdd"] > table.loc[0, "hdd"]


def test_readability_counts_what_stands_there(tmp_path):
    texts = ["加强治理，改善环境。\n推进供给侧结构性改革。", "1234"]
    table = tk.readability(built(tmp_path, texts))
    first = table.iloc[0]
    assert (first["n_sentences"], first["n_clauses"], first["n_chars"]) == (2, 3, 18)
    assert first["sentence_length"] == 9
    assert first["clause_length"] == 6
    assert first["sentence_length_low"] <= 9 <= first["sentence_length_high"]
    assert first["common_chars"] == 1
    assert np.isnan(table.iloc[1]["common_chars"])


def test_rare_characters_are_told(tmp_path):
    table = tk.readability(built(tmp_path, ["饕餮之徒。"]))
    assert table["common_chars"].tolist() == [0.5]


def test_the_same_seed_gives_the_same_intervals(tmp_path):
    corpus = built(tmp_path, ["".join("治" * length + "。" for length in range(1, 60))])
    pd.testing.assert_frame_equal(tk.readability(corpus), tk.readability(corpus))
    assert not tk.readability(corpus, seed=1).equals(tk.readability(corpus))
    with pytest.raises(tk.ToolkitError, match="n_resamples"):
        tk.readability(corpus, n_resamples=0)


def test_intervals_of_a_document_do_not_depend_on_the_others(tmp_path):
    texts = ["".join("治" * (length % most + 1) + "。" for length in range(60)) for most in (7, 31, 53)]
    corpus = built(tmp_path, texts)
    last = tk.readability(corpus).iloc[[2]].reset_index(drop=True)
    pd.testing.assert_frame_equal(tk.readability(corpus.filter(doc_id="row-3")), last)
