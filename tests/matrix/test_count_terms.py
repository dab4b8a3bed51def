from collections import Counter

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import toolkit as tk
from toolkit.matrix import is_number


def counts_of(matrix):
    return dict(zip(matrix.terms, matrix.counts.sum(axis=0).tolist(), strict=True))


def test_counts_are_those_of_the_tokens(report_corpus):
    matrix = tk.count_terms(report_corpus, stop_words=None, punctuation=True, numbers=True)
    assert counts_of(matrix) == dict(Counter(report_corpus.tokens["text"].astype(str)))


def test_rows_are_documents_with_their_metadata(report_corpus, report_matrix):
    assert report_matrix.rows["doc_id"].tolist() == report_corpus.documents["doc_id"].tolist() == [f"row-{n}" for n in range(1, 17)]
    row = report_matrix.rows.iloc[3]
    tokens = report_corpus.tokens
    of_document = tokens[tokens["doc_id"] == row["doc_id"]]["text"].astype(str)
    assert row["n_tokens"] == sum(any(char.isalnum() for char in word) for word in of_document)


@pytest.mark.parametrize("unit", ["section", "sentence"])
def test_units_add_up_to_documents(report_corpus, report_matrix, unit):
    parts = tk.count_terms(report_corpus, unit=unit)
    assert parts.unit == unit
    assert len(parts) == len(getattr(report_corpus, f"{unit}s"))
    documents = parts.group("doc_id")
    order = documents.rows["doc_id"].map(report_matrix.rows.reset_index().set_index("doc_id")["index"])
    assert (documents.counts != report_matrix.counts[order.to_numpy()]).nnz == 0
    assert documents.rows["n_tokens"].tolist() == report_matrix.rows["n_tokens"].iloc[order].tolist()


def test_one_character_words_are_kept():
    corpus = tk.build_corpus(pd.DataFrame({"text": ["水、大气和土壤的污染；税、法。"]}))
    assert {"水", "税", "法"} <= set(tk.count_terms(corpus).terms)


def test_stop_words_punctuation_and_numbers_are_options(report_corpus):
    default = set(tk.count_terms(report_corpus).terms)
    assert not default & {"，", "5", "年", "3.2"}
    assert "工作" in default
    assert "工作" not in tk.count_terms(report_corpus, stop_words="all").terms
    assert "湿地" not in tk.count_terms(report_corpus, stop_words=["湿地"]).terms
    assert "，" in tk.count_terms(report_corpus, punctuation=True).terms
    assert {"5", "3.2"} <= set(tk.count_terms(report_corpus, numbers=True).terms)


def test_units_after_numbers_are_no_words():
    corpus = tk.build_corpus(pd.DataFrame({"text": ["新增企业5家，降低2个百分点。家、户。"]}))
    matrix = tk.count_terms(corpus, stop_words=None)
    assert counts_of(matrix)["家"] == 1
    assert "百分点" not in matrix.terms
    assert counts_of(tk.count_terms(corpus, stop_words=None, numbers=True))["家"] == 2


def test_phrases_are_one_term_wherever_the_text_has_them(report_corpus):
    matrix = tk.count_terms(report_corpus, phrases=["河湖，保护", "工作有新进展"])
    texts = report_corpus.documents["text"]
    for phrase in ("河湖，保护", "工作有新进展"):
        assert counts_of(matrix)[phrase] == texts.str.count(phrase).sum()
    assert "进展" not in matrix.terms


def test_df_bounds_are_numbers_or_shares(report_corpus):
    assert set(tk.count_terms(report_corpus, max_df=0.5).terms) >= {"茶叶", "防疫"}
    assert "湿地" not in tk.count_terms(report_corpus, max_df=0.5).terms
    assert "防疫" not in tk.count_terms(report_corpus, min_df=5).terms


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"unit": "page"}, "unit='page' is not allowed"),
        ({"min_df": -1}, "min_df=-1 is not allowed"),
        ({"max_df": 1.5}, "max_df=1.5 is not allowed"),
        ({"max_df": True}, "max_df=True is not allowed"),
        ({"stop_words": "germane"}, "kind='germane' is not allowed"),
        ({"phrases": [" "]}, "empty phrase"),
    ],
)
def test_wrong_options_are_one_sentence(report_corpus, options, message):
    with pytest.raises(tk.ToolkitError, match=message):
        tk.count_terms(report_corpus, **options)


@pytest.mark.parametrize("word", ["2023", "8.1%", "1.5万个", "三千", "万亿元", "第一个", "二〇二三年", "百分之八", "１２"])
def test_numbers(word):
    assert is_number(word)


@pytest.mark.parametrize("word", ["5G", "三农", "十四五", "一带一路", "水", "GDP", "3D打印", "百姓", "两会"])
def test_words_with_digits_in_them_are_no_numbers(word):
    assert not is_number(word)


@settings(max_examples=15, deadline=None)
@given(st.lists(st.text(alphabet="水法税治理，。\n1a", min_size=1, max_size=30).filter(str.strip), min_size=1, max_size=4))
def test_counts_add_up_whatever_the_texts(texts):
    corpus = tk.build_corpus(pd.DataFrame({"text": texts}))
    matrix = tk.count_terms(corpus, stop_words=None, numbers=True)
    assert matrix.counts.sum() == matrix.rows["n_tokens"].sum()
    assert np.array_equal(matrix.terms, np.sort(matrix.terms))
