import numpy as np
import pandas as pd
import pytest
from scipy.sparse import csr_array

from toolkit.errors import InvalidValue
from toolkit.matrix import TermMatrix, align_terms

COUNTS = [[2, 0, 1], [0, 3, 1], [4, 0, 1]]


@pytest.fixture
def small():
    rows = pd.DataFrame({
        "doc_id": ["a", "b", "c"], "year": pd.array([2020, 2021, 2020], dtype="Int32"), "n_tokens": [10, 20, 30], "n_chars": [20, 40, 60],
    })  # fmt: skip
    return TermMatrix(csr_array(np.array(COUNTS)), np.array(["水", "法", "税"], dtype=object), rows)


def test_repr_says_what_it_is(small):
    assert repr(small) == "<TermMatrix: 3 rows (unit: document) × 3 terms; 66.7% filled; most frequent: 水、法、税>"
    assert "weighted by binary" in repr(small.weight("binary"))


def test_frequencies(small):
    table = small.frequencies()
    assert table["term"].tolist() == ["水", "法", "税"]
    assert table["n"].tolist() == [6, 3, 3]
    assert table["df"].tolist() == [2, 1, 3]
    assert table["rate"].tolist() == pytest.approx([1000, 500, 500])


def test_trim_keeps_rows_and_type(small):
    trimmed = small.trim(min_df=2)
    assert isinstance(trimmed, TermMatrix)
    assert trimmed.terms.tolist() == ["水", "税"]
    assert len(trimmed) == 3
    assert small.trim(max_df=0.7).terms.tolist() == ["水", "法"]
    assert small.trim(min_count=4).terms.tolist() == ["水"]
    assert small.trim(terms=["税", "火"]).terms.tolist() == ["税"]
    assert small.trim(drop=["税"]).terms.tolist() == ["水", "法"]


def test_weights(small):
    assert small.weight("binary").counts.toarray().tolist() == [[1, 0, 1], [0, 1, 1], [1, 0, 1]]
    assert small.weight("share").counts.toarray()[1].tolist() == pytest.approx([0, 0.15, 0.05])
    assert small.weight("log").counts.toarray()[2].tolist() == pytest.approx([1 + np.log(4), 0, 1])
    tfidf = small.weight("tfidf").counts.toarray()
    assert np.linalg.norm(tfidf, axis=1) == pytest.approx(np.ones(3))
    idf = [np.log(4 / 3) + 1, np.log(4 / 2) + 1, 1.0]
    assert tfidf[0] / tfidf[0][2] == pytest.approx([2 * idf[0], 0, 1])


def test_group_adds_up(small):
    years = small.group("year")
    assert years.counts.toarray().tolist() == [[6, 0, 2], [0, 3, 1]]
    assert list(years.rows.columns) == ["year", "n_rows", "n_docs", "n_tokens", "n_chars"]
    assert years.rows.values.tolist() == [[2020, 2, 2, 40, 80], [2021, 1, 1, 20, 40]]
    assert years.unit == "year"
    assert small.weight("binary").group("year").counts.toarray().tolist() == [[2, 0, 2], [0, 1, 1]]


def test_group_by_labels_of_ones_own(small):
    halves = small.group((small.rows["year"] // 10 * 10).rename("decade"))
    assert halves.rows["decade"].tolist() == [2020]
    assert halves.group("decade").rows["n_docs"].tolist() == [3]


def test_rows_without_a_group_are_left_out(small):
    unknown = small.rows.assign(year=pd.array([2020, None, 2020], dtype="Int32"))
    matrix = TermMatrix(small.counts, small.terms, unknown)
    assert matrix.group("year").rows["year"].tolist() == [2020]


def test_filter_by_conditions(small):
    assert small.filter({"year": range(2021, 2030)}).rows["doc_id"].tolist() == ["b"]
    assert small.filter({"year": 2020, "doc_id": ["a", "b"]}).rows["doc_id"].tolist() == ["a"]


def test_to_frame_is_tidy(small):
    table = small.to_frame()
    assert table[["doc_id", "term", "n"]].values.tolist() == [
        ["a", "水", 2], ["a", "税", 1], ["b", "法", 3], ["b", "税", 1], ["c", "水", 4], ["c", "税", 1],
    ]  # fmt: skip
    assert small.weight("share").to_frame().columns[-1] == "weight"


def test_align_terms(small):
    moved = align_terms(small, np.array(["火", "税", "水"], dtype=object))
    assert moved.counts.toarray().tolist() == [[0, 1, 2], [0, 1, 0], [0, 1, 4]]


def test_arrays_are_read_only(small):
    with pytest.raises(ValueError, match="read-only"):
        small.counts.data[0] = 7
    with pytest.raises(ValueError, match="read-only"):
        small.terms[0] = "火"


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda matrix: matrix.weight("tf"), "scheme='tf' is not allowed"),
        (lambda matrix: matrix.weight("log").weight("log"), "weighted by log already"),
        (lambda matrix: matrix.weight("tfidf").group("year"), "group the counts"),
        (lambda matrix: matrix.group("yaer"), "did you mean 'year'"),
        (lambda matrix: matrix.group(pd.Series([1, 2])), "by has 2 labels, but there are 3 rows"),
        (lambda matrix: matrix.filter({"yaer": 1}), "did you mean 'year'"),
        (lambda matrix: matrix.columns_of(["火"]), "火 not among the 3 terms"),
        (lambda matrix: TermMatrix(matrix.counts, matrix.terms[:2], matrix.rows), "do not fit 3 rows and 2 terms"),
    ],
)
def test_errors_are_one_sentence(small, call, message):
    with pytest.raises(InvalidValue, match=message):
        call(small)
