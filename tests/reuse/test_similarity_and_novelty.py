import numpy as np
import pandas as pd
import pytest
from sklearn.metrics.pairwise import cosine_similarity

import toolkit as tk

ROWS = [
    ("清远市", "441800", 2021, "治理河湖。保护湿地。新建学校。"),
    ("清远市", "441800", 2022, "治理河湖。保护湿地。修建公路。"),
    ("清远市", "441800", 2023, "数据中心开工。算力平台上线。"),
    ("清远市", "441800", 2024, "数据中心投产。算力平台扩容。"),
    ("全国", "000000", 2024, "数据中心布局。治理河湖。"),
]


@pytest.fixture(scope="module")
def corpus():
    return tk.build_corpus(pd.DataFrame(ROWS, columns=["place", "adcode", "year", "text"]))


def test_square_is_the_cosine_of_tfidf(corpus):
    matrix = tk.count_terms(corpus)
    expected = cosine_similarity(matrix.weight("tfidf").counts)
    np.testing.assert_allclose(tk.similarity(matrix).to_numpy(), expected, atol=1e-12)


def test_pairs_of_a_relation_have_the_same_numbers_as_the_square(corpus):
    matrix = tk.count_terms(corpus, unit="sentence")
    square = tk.similarity(matrix)
    own = tk.similarity(matrix, pairs="own")
    assert own["target_year"].tolist() == [2022, 2023, 2024]
    expected = [square.loc[row.target_doc_id, row.source_doc_id] for row in own.itertuples()]
    assert own["similarity"].tolist() == pytest.approx(expected)
    higher = tk.similarity(matrix, pairs="higher", lag=0)
    assert higher[["target_place", "source_place", "direction"]].values.tolist() == [["清远市", "全国", "downward"]]


def test_two_matrices_share_their_terms(corpus):
    local, nation = (tk.count_terms(corpus.filter(place=place)) for place in ("清远市", "全国"))
    both = tk.similarity(local, nation, pairs="higher", lag=0)
    together = tk.similarity(tk.count_terms(corpus), pairs="higher", lag=0)
    assert both["similarity"].tolist() == pytest.approx(together["similarity"].tolist())


def test_weighted_and_grouped_matrices_are_refused(corpus):
    matrix = tk.count_terms(corpus)
    with pytest.raises(tk.ToolkitError, match="weighted by tfidf"):
        tk.similarity(matrix.weight("tfidf"))
    with pytest.raises(tk.ToolkitError, match="groups"):
        tk.similarity(matrix.group("year"))


def test_new_words_make_a_report_new_and_their_successors_not(corpus):
    found = tk.novelty(corpus, min_before=1, n_boot=50).query("place == '清远市'").set_index("year")
    assert found.loc[2023, "novelty"] > found.loc[2024, "novelty"]
    assert found.loc[2023, "resonance"] > found.loc[2022, "resonance"]
    assert found.loc[2023, "novelty_low"] <= found.loc[2023, "novelty"] <= found.loc[2023, "novelty_high"]
    assert found["n_parts"].tolist() == [3, 3, 2, 2]


def test_too_few_earlier_documents_are_missing_not_zero(corpus):
    assert tk.novelty(corpus)["novelty"].isna().all()


def test_novelty_is_the_same_twice_and_apart_from_later_documents(corpus):
    all_of_them, again = (tk.novelty(corpus, min_before=1, n_boot=20) for _ in range(2))
    pd.testing.assert_frame_equal(all_of_them, again, check_exact=True)
    early = tk.novelty(corpus.filter(year=range(2021, 2024)), min_before=1, n_boot=20)
    columns = ["novelty", "novelty_low"]
    left = all_of_them.set_index("doc_id").loc[early["doc_id"], columns]
    np.testing.assert_allclose(left, early[columns], atol=1e-9)


@pytest.mark.parametrize("option", ["back", "ahead", "min_before"])
def test_a_wrong_window_is_one_sentence(corpus, option):
    with pytest.raises(tk.ToolkitError, match=f"{option}=0 is not allowed"):
        tk.novelty(corpus, **{option: 0})


def test_a_document_without_words_is_like_none():
    matrix = tk.count_terms(tk.build_corpus(pd.DataFrame({"text": ["治理河湖。", "但是。"]})))
    square = tk.similarity(matrix)
    assert square.loc["row-1", "row-1"] == pytest.approx(1)
    assert square["row-2"].isna().all()
    assert square.loc["row-2"].isna().all()


def test_reports_without_years_are_refused():
    with pytest.raises(tk.ToolkitError, match="no document has one"):
        tk.novelty(tk.build_corpus(pd.DataFrame({"text": ["治理河湖。", "修建公路。"]})))


@pytest.mark.parametrize("lag", ["1", [], 1.5, True])
def test_lags_are_years(corpus, lag):
    with pytest.raises(tk.ToolkitError, match=r"lag=.* is not allowed"):
        tk.similarity(tk.count_terms(corpus), pairs="own", lag=lag)
