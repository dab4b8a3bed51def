import numpy as np
import pandas as pd
import pytest
from scipy.io import mmread
from scipy.sparse import coo_matrix, csc_matrix, csr_array, csr_matrix

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


@pytest.mark.parametrize(
    ("conditions", "found"),
    [
        ({"year": range(2021, 2030)}, ["b"]),
        ({"year": 2020, "doc_id": ["a", "b"]}, ["a"]),
        ({"year": lambda year: year > 2020}, ["b"]),
        ({"year": 1999}, []),
        ({"place": "广东"}, ["a", "c"]),
        ({"place": lambda place: place.endswith("市")}, ["b"]),
    ],
)
def test_filter_by_conditions(small, conditions, found):
    placed = TermMatrix(small.counts, small.terms, small.rows.assign(place=["广东省", "清远市", "广东省"]))
    assert placed.filter(conditions).rows["doc_id"].tolist() == found


def test_values_that_no_row_has_are_told_nearest_first(small):
    issued = TermMatrix(small.counts, small.terms, small.rows.assign(issuer=["财政厅", "教育厅", "水利局"]))
    with pytest.raises(InvalidValue, match=r"issuer='教育听' meets no row: the corpus has '教育厅', .*did you mean '教育厅'"):
        issued.filter({"issuer": "教育听"})


@pytest.mark.parametrize(
    "index",
    [["c", "a", "b"], ["b", "a", "x", "c"], [2, 0, 1]],
    ids=["documents in another order", "more documents", "rows in another order"],
)
def test_labels_are_those_of_their_documents(small, index):
    parties = {"a": "东", "b": "西", "c": "东", "x": "北", 0: "东", 1: "西", 2: "东"}
    grouped = small.group(pd.Series([parties[name] for name in index], index=index, name="side"))
    assert grouped.counts.toarray().tolist() == [[6, 0, 2], [0, 3, 1]]
    assert grouped.rows["side"].tolist() == ["东", "西"]


def test_labels_of_documents_are_those_of_their_parts(small):
    parts = TermMatrix(small.counts, small.terms, small.rows.assign(doc_id=["a", "b", "a"]), unit="section")
    assert parts.group(pd.Series(["西", "东"], index=["b", "a"])).rows[["group", "n_docs"]].values.tolist() == [["东", 1], ["西", 1]]


@pytest.mark.parametrize("kind", [csr_matrix, csr_array, csc_matrix, coo_matrix, np.asarray])
@pytest.mark.parametrize("number", [int, float, np.float32])
def test_any_matrix_of_whole_numbers_is_taken_and_left_alone(small, kind, number):
    given = kind(np.array(COUNTS, dtype=number))
    matrix = TermMatrix(given, ["水", "法", "税"], small.rows)
    assert matrix.frequencies()["n"].tolist() == [6, 3, 3]
    assert matrix.counts.dtype.kind == "i"
    assert matrix.group("year").counts.toarray().tolist() == [[6, 0, 2], [0, 3, 1]]
    data = getattr(given, "data", given)
    if kind is not np.asarray:
        data[0] = 9
        assert given.sum() > 12


def test_rows_that_tell_little_are_enough(small):
    matrix = TermMatrix(small.counts, small.terms, pd.DataFrame({"year": [2020, 2021, 2020]}, index=[7, 8, 9]))
    assert matrix.group("year").rows[["n_rows", "n_docs", "n_tokens"]].values.tolist() == [[2, 2, 8], [1, 1, 4]]


def test_there_and_back_from_scikit_learn(small):
    counts, terms = small.to_sklearn()
    again = TermMatrix.from_sklearn(counts, terms, small.rows)
    assert (again.counts != small.counts).nnz == 0
    assert again.terms.tolist() == small.terms.tolist()
    assert again.rows.equals(small.rows)
    counts.data[:] = 0
    assert again.counts.sum() == 12
    assert TermMatrix.from_sklearn(counts.toarray() / 3, terms, weighting="tfidf").weighting == "tfidf"


def test_files_for_r(small, tmp_path):
    folder = small.to_quanteda(tmp_path / "dfm")
    assert mmread(folder / "matrix.mtx").toarray().tolist() == COUNTS
    assert (folder / "terms.txt").read_text(encoding="utf-8").splitlines() == ["水", "法", "税"]
    assert pd.read_csv(folder / "docvars.csv")["doc_id"].tolist() == ["a", "b", "c"]
    with pytest.raises(InvalidValue, match="line break"):
        TermMatrix(small.counts, ["水\n", "法", "税"], small.rows).to_quanteda(tmp_path)


def test_the_trail_tells_every_call(small):
    matrix = small.filter({"year": lambda year: year > 2000}).trim(min_df=1).group("year").weight("log")
    assert matrix.to_frame().attrs["trail"] == [
        "filter(year=<function <lambda>>)",
        "trim(min_df=1, max_df=1.0, min_count=1, terms=None, drop=[])",
        "group(by=['year'])",
        "weight(scheme='log')",
        "to_frame()",
    ]
    assert small.frequencies().attrs["trail"] == ["frequencies()"]


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
        (lambda matrix: matrix.group(pd.Series([1, 2], index=["a", "b"])), "by has no label for 1 documents, such as 'c'"),
        (lambda matrix: matrix.group(pd.Series([1, 2, 3], index=[4, 5, 6])), "the index of by is not that of the rows"),
        (lambda matrix: matrix.group(pd.Series([1, 2, 3], index=["a", "a", "b"])), "'a' more than once"),
        (lambda matrix: matrix.group(np.array([1, 2, 3])), "a Series with an index"),
        (lambda matrix: matrix.filter("2013"), "a mapping of columns to values"),
        (lambda matrix: matrix.filter({"year": "2020"}), "years are whole numbers, such as 2021 .there are 2020 to 2021"),
        (lambda matrix: TermMatrix(csr_array([[0.5]]), ["水"], matrix.rows[:1]), "counts must be whole numbers"),
        (lambda matrix: TermMatrix(csr_array([[-1]]), ["水"], matrix.rows[:1]), "not be below 0"),
        (lambda matrix: TermMatrix([[1]], ["水"], matrix.rows[:1]), "counts='list' is not allowed"),
        (lambda matrix: TermMatrix(matrix.counts, ["水", "法", "水"], matrix.rows), "'水' stands more than once"),
        (lambda matrix: matrix.filter({"yaer": 1}), "did you mean 'year'"),
        (lambda matrix: matrix.columns_of(["火"]), "火 not among the 3 terms"),
        (lambda matrix: TermMatrix(matrix.counts, matrix.terms[:2], matrix.rows), "do not fit 3 rows and 2 terms"),
    ],
)
def test_errors_are_one_sentence(small, call, message):
    with pytest.raises(InvalidValue, match=message):
        call(small)


def test_no_columns_group_nothing(small):
    with pytest.raises(InvalidValue, match="at least one column"):
        small.group([])
