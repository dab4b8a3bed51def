from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

import toolkit as tk
from toolkit.tables import frame, to_arrow

TESTS = ["n_years", "tau", "slope", "slope_low", "slope_high", "p", "p_adjusted", "trend", "test"]


def test_term_trends_finds_what_was_planted(report_matrix):
    table = tk.term_trends(report_matrix, ["数据", "扶贫", "防疫", "湿地"])
    assert list(table.columns) == ["term", "year", "n", "n_docs", "docs", "n_tokens", "rate", "doc_share", "measure", "low", "high", *TESTS]
    assert table["year"].tolist() == list(range(2017, 2025)) * 4
    trend = tk.trend_summary(table).set_index("term")["trend"]
    assert trend.to_dict() == {"数据": "increasing", "扶贫": "decreasing", "防疫": "no trend", "湿地": "no trend"}


def test_term_trends_counts(report_matrix):
    row = tk.term_trends(report_matrix, "数据").set_index("year").loc[2020]
    assert (row["n"], row["n_docs"], row["docs"]) == (6, 2, 2)
    assert row["rate"] == pytest.approx(6 / row["n_tokens"] * 10_000)


def test_documents_are_counted_whatever_the_unit(report_corpus, report_matrix):
    words = ["数据", "茶叶", "水源"]
    sections = tk.count_terms(report_corpus, unit="section")
    assert tk.term_trends(sections, words).equals(tk.term_trends(report_matrix, words))


def test_p_is_adjusted_for_the_terms_asked(report_matrix):
    alone = tk.trend_summary(tk.term_trends(report_matrix, ["数据"]))
    many = tk.trend_summary(tk.term_trends(report_matrix)).set_index("term")
    assert alone["p_adjusted"][0] == alone["p"][0] == many["p"]["数据"]
    assert many["p_adjusted"]["数据"] > many["p"]["数据"]


def test_share_of_documents_can_be_tested(report_matrix):
    summary = tk.trend_summary(tk.term_trends(report_matrix, ["湿地"], measure="doc_share"))
    assert summary["tau"][0] == 0


def test_too_few_years_are_told_not_tested(report_corpus):
    matrix = tk.count_terms(report_corpus.filter(year=[2017, 2018, 2019]))
    table = tk.term_trends(matrix, ["数据"])
    assert table["n_years"].tolist() == [3] * 3
    assert table[["tau", "p", "p_adjusted", "trend"]].isna().all(axis=None)


@pytest.mark.parametrize("test", ["hamed_rao", "yue_wang", "prewhitening"])
def test_corrected_tests(report_matrix, test):
    table = tk.term_trends(report_matrix, ["数据", "湿地"], test=test)
    assert set(table["test"]) == {test}
    assert tk.trend_summary(table)["term"][0] == "数据"


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda matrix: tk.term_trends(matrix, ["磁悬浮"]), "磁悬浮 not among the"),
        (lambda matrix: tk.term_trends(matrix, by="place"), "by=place is no time"),
        (lambda matrix: tk.term_trends(matrix, measure="n"), "measure='n' is not allowed"),
        (lambda matrix: tk.term_trends(matrix, test="t"), "test='t' is not allowed"),
        (lambda matrix: tk.term_trends(matrix, alpha=0), "alpha=0 is not allowed"),
        (lambda matrix: tk.term_trends(matrix.weight("share")), "weighted by share"),
        (lambda matrix: tk.term_trends(matrix.group("year")), "before grouping"),
        (lambda matrix: tk.trend_summary(matrix.rows), "is no table of term_trends"),
    ],
)
def test_errors(report_matrix, call, message):
    with pytest.raises(tk.ToolkitError, match=message):
        call(report_matrix)


def test_topic_trends(report_corpus):
    topics = tk.fit_topics(tk.count_terms(report_corpus, unit="sentence"), n_topics=4)
    table = tk.topic_trends(topics)
    assert list(table.columns) == ["topic", "label", "year", "share", "n_rows", "n_docs", *TESTS]
    assert table["topic"].tolist() == sorted(table["topic"])
    trend = tk.trend_summary(table).set_index("label")["trend"]
    assert trend[[label for label in trend.index if label.startswith("数据")]].tolist() == ["increasing"]


MENTIONS = [
    ("a", 1, "《湿地保护法》", "POLICY", "law", "湿地保护法", None),
    ("b", 1, "湿地保护法", "POLICY", "law", "湿地保护法", None),
    ("b", 9, "湿地保护法", "POLICY", "law", "湿地保护法", "湿地保护法"),
    ("b", 20, "清远", "PLACE", "prefecture", "清远市", "441800"),
    ("c", 1, "市住建局", "ORG", None, None, None),
    ("x", 1, "清远", "PLACE", "prefecture", "清远市", "441800"),
]


class Tables(SimpleNamespace):
    """The tables of a corpus, read by column."""

    def read(self, table, columns):
        return getattr(self, table)[list(columns)]

    def batches(self, table, columns=None):
        yield self.read(table, columns or getattr(self, table).columns)


@pytest.fixture
def named():
    """Documents of 2020 (two), 2021 and, without a year, one more."""
    documents = [{"doc_id": doc_id, "year": year, "text": ""} for doc_id, year in (("a", 2020), ("b", 2021), ("c", 2020), ("x", None))]
    fields = ("doc_id", "start", "text", "type", "subtype", "name", "id")
    return Tables(
        sentences=frame(to_arrow("sentences", [])),
        documents=frame(to_arrow("documents", documents)),
        entities=frame(to_arrow("entities", [dict(zip(fields, mention, strict=True)) for mention in MENTIONS])),
    )


def test_entity_trends_counts_documents_and_mentions(named):
    table = tk.entity_trends(named)
    assert list(table.columns[:5]) == ["entity", "type", "subtype", "id", "year"]
    assert list(table.columns[5:]) == ["n", "n_docs", "docs", "share", "low", "high", "first_year", "last_year", *TESTS]
    law = table[table["entity"] == "湿地保护法"]
    assert law[["year", "n", "n_docs", "docs", "share"]].values.tolist() == [[2020, 1, 1, 2, 0.5], [2021, 2, 1, 1, 1.0]]
    assert law[["first_year", "last_year", "id"]].values.tolist() == [[2020, 2021, "湿地保护法"]] * 2
    assert table["entity"].drop_duplicates().tolist() == ["市住建局", "清远市", "湿地保护法"]
    place = table[table["entity"] == "清远市"]
    assert place["n_docs"].tolist() == [0, 1]
    assert place["first_year"].tolist() == [2021, 2021]


def test_entity_trends_of_a_type_or_with_enough_documents(named):
    assert set(tk.entity_trends(named, type="PLACE")["entity"]) == {"清远市"}
    assert set(tk.entity_trends(named, min_docs=2)["entity"]) == {"湿地保护法"}
    assert tk.entity_trends(named, min_docs=9).empty
    with pytest.raises(tk.ToolkitError, match="type='LAW' is not allowed"):
        tk.entity_trends(named, type="LAW")


def test_summary_of_entities(named):
    summary = tk.trend_summary(tk.entity_trends(named))
    assert summary["entity"].tolist() == ["市住建局", "清远市", "湿地保护法"]
    assert summary[["first", "last"]].values.tolist() == [[0.5, 0.0], [0.0, 1.0], [0.5, 1.0]]


def test_summary_keeps_the_order_of_years_whatever_the_rows(report_matrix):
    table = tk.term_trends(report_matrix, ["数据", "扶贫"])
    pd.testing.assert_frame_equal(tk.trend_summary(table.iloc[::-1]), tk.trend_summary(table))


def test_each_year_has_an_interval(report_matrix):
    for measure in ("rate", "doc_share"):
        table = tk.term_trends(report_matrix, measure=measure)
        assert ((table["low"] <= table[measure] + 1e-9) & (table[measure] <= table["high"] + 1e-9)).all()
        assert set(table["measure"]) == {measure}


def courses():
    at, rng = np.arange(30) / 29, np.random.default_rng(8)
    heights = {
        "rise": 8 * at, "fall": -8 * at, "step": 6.0 * (at > 0.5), "hump": 6.0 * ((at > 0.3) & (at < 0.7)),
        "dip": -6.0 * ((at > 0.3) & (at < 0.7)), "none": 0 * at,
    }  # fmt: skip
    rows = [(name, 1990 + year, 60 + 4 * (height + rng.normal())) for name, course in heights.items() for year, height in enumerate(course)]
    return pd.DataFrame(rows, columns=["term", "year", "rate"])


def test_summary_tells_the_shape_and_the_year_of_the_turn():
    table = courses().assign(**dict.fromkeys(TESTS, 0.0))
    summary = tk.trend_summary(table).set_index("term")
    assert (summary["shape"] == summary.index).all()
    assert summary["turn"].dropna().round(-1).to_dict() == {"step": 2000, "hump": 2000, "dip": 2000}


def test_few_years_have_no_shape(report_matrix):
    summary = tk.trend_summary(tk.term_trends(report_matrix, ["数据"]))
    assert summary[["shape", "turn", "p_shape"]].isna().all(axis=None)
