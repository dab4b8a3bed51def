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


@pytest.mark.parametrize("unit", ["section", "paragraph", "block", "sentence"])
def test_units_add_up_to_documents(report_corpus, report_matrix, unit):
    parts = tk.count_terms(report_corpus, unit=unit)
    assert parts.unit == unit
    if unit in ("section", "sentence"):
        assert len(parts) == len(getattr(report_corpus, f"{unit}s"))
    assert parts.group("doc_id").rows["n_chars"].sum() == report_matrix.rows["n_chars"].sum()
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


def test_paragraphs_are_lines_and_blocks_are_sentences_of_one_section():
    text = "一、回顾\n" + "水质改善。" * 60 + "\n二、任务\n护林。\n植树。"
    corpus = tk.build_corpus(pd.DataFrame({"text": [text]}))
    paragraphs = tk.count_terms(corpus, unit="paragraph")
    assert len(paragraphs) == len(text.splitlines())
    blocks = tk.count_terms(corpus, unit="block", block_chars=100)
    assert blocks.rows["block_id"].tolist() == [0, 1, 2, 3]
    assert blocks.rows["n_chars"][:3].between(90, 110).all()
    assert blocks.rows["section_id"].is_monotonic_increasing
    assert blocks.rows["section_id"].nunique() == 2


SEQUENCES = "推进清洁河湖整治，改善水质。清洁水库加固。"


@pytest.mark.parametrize(
    ("options", "terms"),
    [
        ({"ngrams": 2}, ["推进 清洁", "清洁 河湖", "河湖 整治", "改善 水质", "清洁 水库", "水库 加固"]),
        ({"ngrams": 3}, ["推进 清洁 河湖", "清洁 河湖 整治", "清洁 水库 加固"]),
        ({"ngrams": (2, 3), "stop_words": ["清洁"]}, ["河湖 整治", "改善 水质", "水库 加固"]),
        ({"ngrams": 2, "skip": 1, "stop_words": ["清洁"]}, ["推进 河湖", "河湖 整治", "改善 水质", "水库 加固"]),
        ({"ngrams": "v n"}, ["改善 水质"]),
        ({"ngrams": ["a n", "n v"]}, ["清洁 河湖", "清洁 水库", "水库 加固"]),
        ({"ngrams": "* n", "phrases": ["清洁水库"]}, ["清洁 河湖", "河湖 整治", "改善 水质"]),
        ({"ngrams": [1, 2], "phrases": ["河湖整治"], "stop_words": ["水库"]},
         ["推进", "清洁", "河湖整治", "改善", "水质", "加固", "推进 清洁", "清洁 河湖整治", "改善 水质"]),
    ],
)  # fmt: skip
def test_sequences_of_words(options, terms):
    matrix = tk.count_terms(tk.build_corpus(pd.DataFrame({"text": [SEQUENCES]})), **options)
    assert matrix.terms.tolist() == sorted(terms)


def test_sequences_agree_with_a_loop_over_the_tokens(report_corpus):
    matrix = tk.count_terms(report_corpus, ngrams=3, stop_words=None, numbers=True)
    expected = Counter()
    for _, words in report_corpus.tokens.groupby(["doc_id", "sentence_id"], observed=True)["text"]:
        row = [str(word) for word in words]
        windows = [row[at : at + 3] for at in range(len(row) - 2)]
        expected.update(" ".join(window) for window in windows if all(any(map(str.isalnum, word)) for word in window))
    assert counts_of(matrix) == dict(expected)


def test_repeated_documents_are_left_out_on_request():
    text = "全面推行河长制，河湖水质明显改善，群众满意度提高。" * 8
    corpus = tk.build_corpus(pd.DataFrame({"text": [text, "税收优惠政策落地。", text], "year": [2021, 2022, 2023]}))
    assert tk.count_terms(corpus).rows["doc_id"].tolist() == ["row-1", "row-2", "row-3"]
    once = tk.count_terms(corpus, duplicates=False)
    assert once.rows["doc_id"].tolist() == ["row-1", "row-2"]
    assert counts_of(once)["河长制"] == 8
    assert tk.count_terms(corpus, unit="sentence", duplicates=False).group("doc_id").rows["doc_id"].tolist() == ["row-1", "row-2"]
    with pytest.raises(tk.ToolkitError, match="by has 3 labels, but there are 2 rows"):
        once.group(corpus.documents["year"])
    assert once.group(corpus.documents.set_index("doc_id")["year"]).rows["year"].tolist() == [2021, 2022]


def test_rows_and_labels_keep_the_order_of_the_source(report_corpus, report_matrix):
    years = report_corpus.documents["year"]
    by_name = report_matrix.group("year")
    for labels in (years, years.sample(frac=1, random_state=1), report_corpus.documents.set_index("doc_id")["year"]):
        assert (report_matrix.group(labels).counts != by_name.counts).nnz == 0


def test_shards_together_are_the_whole(tmp_path):
    """Counts do not depend on how the corpus is cut: of many shards those of the tokens of all."""
    texts = [f"第{number}号文件要求治理河湖，落实河长{number % 7}人。" + "保护湿地。" * (number % 5) for number in range(400)]
    corpus = tk.build_corpus(pd.DataFrame({"text": texts}), tmp_path / "corpus")
    assert len(list(corpus.parts())) > 2
    matrix = tk.count_terms(corpus, stop_words=None, punctuation=True, numbers=True)
    assert counts_of(matrix) == dict(Counter(corpus.tokens["text"].astype(str)))
    assert matrix.rows["doc_id"].tolist() == corpus.documents["doc_id"].tolist()
    view = corpus.filter(doc_id=["row-390", "row-4"])
    assert tk.count_terms(view).rows["doc_id"].tolist() == ["row-4", "row-390"]


def test_the_trail_names_the_stop_words(report_corpus):
    assert "stop_words='genre'" in tk.count_terms(report_corpus, stop_words="genre").frequencies().attrs["trail"][0]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"unit": "page"}, "unit='page' is not allowed"),
        ({"min_df": -1}, "min_df=-1 is not allowed"),
        ({"max_df": 1.5}, "max_df=1.5 is not allowed"),
        ({"max_df": True}, "max_df=True is not allowed"),
        ({"stop_words": "germane"}, "kind='germane' is not allowed"),
        ({"phrases": [" "]}, "empty phrase"),
        ({"phrases": "河长"}, "no collection of phrases"),
        ({"ngrams": 0}, "ngrams=0 is not allowed"),
        ({"ngrams": []}, "a number of words, or several"),
        ({"ngrams": 2, "skip": -1}, "skip=-1 is not allowed"),
        ({"unit": "block", "block_chars": 0}, "block_chars=0 is not allowed"),
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


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"ngrams": "adj noun"}, "part of speech='adj' is not allowed"),
        ({"ngrams": [2, "v noun"]}, "part of speech='noun' is not allowed"),
        ({"skip": 1}, "skip=1 is not allowed"),
    ],
)
def test_sequences_that_nothing_can_meet_are_refused(report_corpus, options, message):
    with pytest.raises(tk.ToolkitError, match=message):
        tk.count_terms(report_corpus, **options)


def test_words_of_grammar_are_no_terms():
    corpus = tk.build_corpus(pd.DataFrame({"text": ["一是基于数据及其应用，鉴于此前的问题，二是彼此协作，另一方面治水。"]}))
    assert tk.count_terms(corpus).terms.tolist() == ["协作", "应用", "数据", "治水", "问题"]
