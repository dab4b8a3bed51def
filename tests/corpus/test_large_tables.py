"""Large tables by column, in batches, and as a data set that other programs scan."""

import pandas as pd
import pyarrow.compute as pc
import pytest

import toolkit as tk
from toolkit.corpus.tables_of import LARGE

TEXT = "一、{year}年工作\n{place}地区生产总值增长{n}%，治理河流{n}条。贯彻《中华人民共和国水法》。\n表1\n指标 | 数值\n粮食 | {n}吨\n"


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    rows = [
        {"doc_id": f"{place}{year}", "text": TEXT.format(place=place, year=year, n=year % 7 + 1), "place": place, "year": year,
         "party": "甲" if year % 2 else None}
        for place in ("清远市", "佛山市") for year in range(1900, 1965)
    ]  # fmt: skip
    return tk.build_corpus(pd.DataFrame(rows), tmp_path_factory.mktemp("large") / "corpus").annotate()


@pytest.fixture(scope="module", params=["whole", "view"])
def chosen(corpus, request):
    return corpus if request.param == "whole" else corpus.filter(place="佛山市", year=range(1905, 1965, 2))


@pytest.mark.parametrize("table", LARGE)
def test_batches_together_are_the_table(chosen, table):
    whole, parts = getattr(chosen, table), list(chosen.batches(table))
    assert len(parts) > 1
    joined = pd.concat([part.astype({"doc_id": "str"}) for part in parts], ignore_index=True)
    assert list(joined.columns) == list(whole.columns)
    assert joined.astype(object).fillna("").values.tolist() == whole.astype(object).fillna("").values.tolist()


@pytest.mark.parametrize("table", LARGE)
def test_rows_are_counted_without_reading_them(chosen, table):
    assert chosen.n_rows(table) == len(getattr(chosen, table))


@pytest.mark.parametrize(
    ("table", "columns"),
    [
        ("documents", ["year", "doc_id"]),
        ("documents", ["party", "text", "duplicate_of"]),
        ("tokens", ["text"]),
        ("sentences", ["start", "doc_id"]),
        ("entities", ["type", "name"]),
        ("claims", ["value", "unit"]),
        ("claims", ["report_year", "value"]),
        ("claims", ["sentence", "text", "sentence_start", "report_adcode"]),
    ],
)
def test_some_columns_are_those_of_the_table(chosen, table, columns):
    pd.testing.assert_frame_equal(chosen.read(table, columns), getattr(chosen, table)[columns], check_categorical=False)
    assert list(next(chosen.batches(table, columns)).columns) == columns


@pytest.mark.parametrize("table", LARGE)
def test_a_scan_has_the_rows_of_the_table_in_their_order(chosen, table):
    whole, found = getattr(chosen, table), chosen.scan(table).to_table().to_pandas()
    columns = [name for name in found.columns if name in whole.columns]
    assert set(whole.columns) - set(columns) <= {
        "duplicate_of", "party", "sentence", "sentence_start", "report_year", "report_adcode"
    }  # fmt: skip
    assert found[columns].astype(object).fillna("").astype(str).values.tolist() == (
        whole[columns].astype(object).fillna("").astype(str).values.tolist()
    )


def test_a_scan_filters_and_chooses_columns(chosen):
    growth = chosen.scan("claims").to_table(columns=["text", "value"], filter=pc.field("unit") == "%")
    claims = chosen.claims
    assert growth.column_names == ["text", "value"]
    assert 0 < growth.num_rows < len(claims)
    assert growth["value"].to_pylist() == claims.loc[claims["unit"] == "%", "value"].tolist()


def test_a_scan_of_nothing_has_columns(corpus):
    nothing = corpus.filter(year=1800)
    assert nothing.scan("claims").to_table().num_rows == 0
    assert "indicator_id" in nothing.scan("claims").schema.names
    assert [len(part) for part in nothing.batches("sentences")] == [0]


@pytest.mark.parametrize(
    "call", [lambda c: c.scan("claim"), lambda c: c.batches("claim"), lambda c: c.read("claim", ["text"]), lambda c: c.n_rows("claim")]
)
def test_a_table_that_there_is_not_is_told_with_the_nearest(corpus, call):
    with pytest.raises(tk.ToolkitError, match=r"'claim' is not allowed.*did you mean 'claims'"):
        call(corpus)


def test_a_column_that_there_is_not_is_told_with_the_nearest(corpus):
    with pytest.raises(tk.ToolkitError, match="did you mean 'indicator'"):
        corpus.read("claims", ["indicatr"])


def test_what_is_not_found_yet_is_told(tmp_path):
    corpus = tk.build_corpus(pd.DataFrame({"text": ["修路。"]}), tmp_path / "corpus", tokens=False)
    for table, told in (("claims", "no claims yet"), ("entities", "no entities yet"), ("tokens", "tokens=False")):
        with pytest.raises(tk.ToolkitError, match=told):
            corpus.scan(table)


def test_a_file_that_is_missing_is_told(tmp_path):
    corpus = tk.build_corpus(pd.DataFrame({"text": ["修路。"]}), tmp_path / "corpus")
    next((tmp_path / "corpus" / "sentences.parquet").iterdir()).unlink()
    with pytest.raises(tk.ToolkitError, match="damaged"):
        corpus.scan("sentences")


def test_rows_of_a_table_are_read_with_place_and_year_of_their_document(corpus):
    table = corpus.read("entities", ["year", "text", "place"])
    whole = corpus.entities[["doc_id", "text"]].merge(corpus.documents[["doc_id", "place", "year"]], on="doc_id")
    assert table.columns.tolist() == ["year", "text", "place"]
    pd.testing.assert_frame_equal(table, whole[["year", "text", "place"]], check_categorical=False)
    # What a claim says of place and year is its own.
    assert corpus.read("claims", ["year", "title"])["year"].equals(corpus.claims["year"])
