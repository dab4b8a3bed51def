"""Attention: characters of sentences by category, kind and year, with document-bootstrap intervals."""

import numpy as np
import pandas as pd
import pytest

import toolkit as tk


def corpus_of(*texts, years=None):
    years = years or [2030] * len(texts)
    return tk.build_corpus(pd.DataFrame({"text": list(texts), "year": years, "place": [f"市{n}" for n in range(len(texts))]}))


REPORT = "一、2029年工作回顾\n治水成效明显。\n二、2030年主要任务\n修建道路。治水节水。\n"


def test_kinds_add_up_to_the_text():
    found = tk.attention(corpus_of(REPORT, REPORT, REPORT), n_samples=50)
    assert found.shares["share"].sum() == pytest.approx(1)
    assert found.shares["category"].tolist() == ["review", "tasks"]
    assert found.sentences["n_chars"].sum() == 3 * len(REPORT.rstrip())


def test_shares_of_a_category_by_kind_of_section():
    shares = tk.attention(corpus_of(REPORT), {"水": ["治水"], "路": ["道路"], "无": ["海"]}).shares.set_index(["kind", "category"])
    assert shares.loc[("tasks", "水"), "n_sentences"] == 1
    assert shares.loc[("review", "路"), "share"] == 0
    assert shares.loc[("all", "水"), "n_chars"] == shares.loc[("review", "水"), "n_chars"] + shares.loc[("tasks", "水"), "n_chars"]
    assert shares.loc["all"].index.tolist() == ["水", "路", "无"]


def test_wording_tells_where_headings_do_not():
    done = "一年来，累计建成了道路，比上年增长8%。共投入资金3亿元，同比增长5%。取得了显著成效。" * 3
    text = f"{done}\n2030年主要任务\n今年要新建水厂。力争开工五座桥，确保通水。\n"
    shares = tk.attention(corpus_of(text), role="wording").shares.set_index("category")["share"]
    assert 0 < shares["ahead"] < 1


def test_a_table_of_coded_sentences_is_counted_as_it_is():
    corpus = corpus_of(REPORT)
    coded = corpus.sentences.iloc[[1, 1, 3]].assign(category=["a", "a", "b"])
    found = tk.attention(corpus, coded)
    assert found.sentences[["sentence_id", "category"]].values.tolist() == [[1, "a"], [3, "b"]]


def test_intervals_are_of_documents():
    rng = np.random.default_rng(0)
    texts = ["治水。" * n + "修路。" * (10 - n) for n in rng.integers(0, 11, 40)]
    row = tk.attention(corpus_of(*texts), {"水": ["治水"]}).shares.iloc[0]
    assert row["low"] < row["share"] < row["high"]
    # Of 40 means with a standard deviation near .32.
    assert row["high"] - row["low"] == pytest.approx(4 * 0.32 / np.sqrt(40), rel=0.3)
    alike = tk.attention(corpus_of(*["治水。修路。"] * 5), {"水": ["治水"]}).shares.iloc[0]
    assert alike["low"] == alike["high"] == 0.5


def test_few_documents_have_no_interval():
    assert tk.attention(corpus_of("治水。", "修路。"), {"水": ["治水"]}).shares[["low", "high"]].isna().all().all()


def test_years_are_apart_and_documents_without_one_left_out():
    corpus = corpus_of("治水。", "修路。", "治水。", years=[2030, 2031, None])
    shares = tk.attention(corpus, {"水": ["治水"]}).shares
    assert shares.loc[shares["kind"] == "all", ["year", "share", "n_docs"]].values.tolist() == [[2030, 1, 1], [2031, 0, 1]]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"categories": {"水": []}}, "has no words"),
        ({"categories": pd.DataFrame({"doc_id": []})}, "sentence_id"),
        ({"by": "yeer"}, "did you mean 'year'"),
        ({"role": "worded"}, "did you mean 'wording'"),
        ({"n_samples": 0}, "1 or more"),
    ],
)
def test_what_cannot_be_counted(options, said):
    with pytest.raises(tk.ToolkitError, match=said):
        tk.attention(corpus_of(REPORT), **options)
