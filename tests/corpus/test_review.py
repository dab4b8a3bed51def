"""A sheet of figures and names to be verified, and the precision that a verified sheet shows."""

import numpy as np
import pandas as pd
import pytest

import toolkit as tk

TEXT = """一、{past}年工作回顾
全市地区生产总值增长{n}.2%，新增就业{n}.1万人。贯彻《中华人民共和国森林法》。
二、{year}年工作安排
增长6%左右。
"""


@pytest.fixture(scope="module")
def corpus():
    texts = {n: TEXT.format(past=2010 + n, year=2011 + n, n=n) for n in range(1, 9)}
    rows = [{"doc_id": f"d{n}", "text": text, "place": "清远市", "year": 2011 + n} for n, text in texts.items()]
    return tk.build_corpus(pd.DataFrame(rows)).annotate()


def test_a_sheet_shows_each_figure_and_name_in_its_sentence(corpus):
    sheet = corpus.sample_for_review(n_figures=10, n_names=5)
    assert sheet["kind"].value_counts().to_dict() == {"figure": 10, "name": 5}
    assert (sheet["right"] == "").all()
    texts = corpus.documents.set_index("doc_id")["text"]
    for row in sheet.itertuples():
        assert f"【{row.text}】" in row.sentence
        assert texts[row.doc_id][row.start : row.end] == row.text
    assert set(sheet["report_place"]) == {"清远市"}


def test_the_same_seed_draws_the_same_rows_and_another_others(corpus):
    first, again, other = (corpus.sample_for_review(n_figures=8, n_names=4, seed=seed) for seed in (1, 1, 2))
    pd.testing.assert_frame_equal(first, again)
    assert first[["doc_id", "start"]].values.tolist() != other[["doc_id", "start"]].values.tolist()


def test_no_more_is_drawn_than_there_is_and_none_of_none(corpus):
    sheet = corpus.sample_for_review(n_names=0)
    assert len(sheet) == len(corpus.claims)
    assert not sheet.duplicated(["doc_id", "start"]).any()
    empty = corpus.filter(year=1900).sample_for_review()
    assert (len(empty), list(empty.columns)) == (0, list(sheet.columns))


def test_every_figure_is_equally_likely(corpus):
    drawn = pd.concat([corpus.sample_for_review(n_figures=3, n_names=0, seed=seed) for seed in range(300)])
    counts = drawn.groupby(["doc_id", "start"]).size()
    assert len(counts) == len(corpus.claims)
    expected = 900 / len(corpus.claims)
    assert ((counts - expected) ** 2 / expected).sum() < 60


@pytest.mark.parametrize("suffix", ["csv", "xlsx", "parquet", "dta"])
def test_a_sheet_goes_through_a_file_and_back(corpus, tmp_path, suffix):
    sheet = corpus.sample_for_review(n_figures=6, n_names=4)
    path = tmp_path / f"sheet.{suffix}"
    filled = sheet.assign(right=["1"] * 5 + ["0"] + ["是", "否", "", "1"])
    if suffix == "xlsx":
        filled.to_excel(path, index=False)
    else:
        tk.write_table(filled, path)
    told = tk.score_review(path).set_index(["kind", "type"])
    assert told.loc[("figure", "all"), ["n", "right", "unchecked"]].tolist() == [6, 5, 0]
    assert told.loc[("name", "all"), ["n", "right", "unchecked"]].tolist() == [3, 2, 1]
    assert {type_ for kind, type_ in told.index if kind == "figure"} <= {"all", "actual", "target", "estimate"}


def test_a_sheet_saved_by_a_spreadsheet_in_the_encoding_of_the_country(corpus, tmp_path):
    corpus.sample_for_review(n_figures=4, n_names=2).assign(right="对").to_csv(tmp_path / "sheet.csv", index=False, encoding="gb18030")
    assert tk.score_review(tmp_path / "sheet.csv").query("type == 'all'")["right"].tolist() == [4, 2]


def test_numbers_of_a_sheet_are_numbers(corpus):
    kinds = corpus.sample_for_review(n_figures=4, n_names=2).dtypes
    assert [kinds[name].kind for name in ("value", "year", "start")] == ["f", "i", "i"]


@pytest.mark.parametrize(("right", "n", "low", "high"), [(9, 10, 0.5958, 0.9821), (10, 10, 0.7225, 1.0), (0, 10, 0.0, 0.2775)])
def test_the_interval_is_that_of_wilson(right, n, low, high):
    sheet = pd.DataFrame({"kind": "figure", "type": None, "modality": "actual", "right": [1] * right + [0] * (n - right)})
    told = tk.score_review(sheet).iloc[0]
    assert (told["n"], told["right"], told["precision"]) == (n, right, right / n)
    np.testing.assert_allclose((told["low"], told["high"]), (low, high), atol=5e-4)


@pytest.mark.parametrize(
    ("sheet", "message"),
    [
        (pd.DataFrame({"kind": ["name"], "type": ["ORG"], "modality": [None], "right": ["maybe"]}), "row 2 of the sheet: right='maybe'"),
        (pd.DataFrame({"kind": ["name"], "type": ["ORG"], "modality": [None], "right": [""]}), "no row of the sheet is verified"),
        (pd.DataFrame({"kind": ["name"]}), "lacks the column 'type'"),
        ("missing.csv", "there is no file 'missing.csv'"),
        ("sheet.doc", "a file name that ends in"),
    ],
)
def test_a_sheet_that_says_nothing_is_refused(sheet, message):
    with pytest.raises(ValueError, match=message):
        tk.score_review(sheet)


@pytest.mark.parametrize("name", ["n_figures", "n_names"])
def test_a_number_below_none_is_refused(corpus, name):
    with pytest.raises(ValueError, match=f"{name}=-1 is not allowed"):
        corpus.sample_for_review(**{name: -1})
