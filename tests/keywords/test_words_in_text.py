"""Concordance, dictionary coding, collocations, new words."""

import re

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import toolkit as tk


def corpus_of(*texts, years=None):
    return tk.build_corpus(pd.DataFrame({"text": texts, "year": years or [2020] * len(texts)}))


def test_concordance_shows_each_match_where_it_stands(report_corpus):
    table = tk.concordance(report_corpus, "水源", window=4)
    texts = report_corpus.documents.set_index("doc_id")["text"]
    sentences = report_corpus.sentences.set_index(["doc_id", "sentence_id"])
    assert len(table) == texts.str.count("水源").sum()
    for row in table.itertuples():
        text, sentence = texts[row.doc_id], sentences.loc[(row.doc_id, row.sentence_id)]
        assert text[row.start : row.end] == row.node == "水源"
        assert text[: row.start].replace("\n", " ").endswith(row.left)
        assert len(row.left) == 4
        assert sentence["start"] <= row.start < sentence["end"]


def test_concordance_takes_regular_expressions(report_corpus):
    table = tk.concordance(report_corpus, re.compile("[清佛][远山]市"))
    assert set(table["node"]) == {"清远市", "佛山市"}
    assert tk.concordance(report_corpus, re.compile("x*")).empty


def test_concordance_reads_words_as_they_stand():
    assert tk.concordance(corpus_of("增长3.5%，下降35%。"), "3.5")["node"].tolist() == ["3.5"]


def test_concordance_without_a_match_has_its_columns(report_corpus):
    table = tk.concordance(report_corpus, "磁悬浮")
    assert list(table.columns) == ["doc_id", "title", "place", "year", "sentence_id", "left", "node", "right", "start", "end"]
    assert table.empty


def test_concordance_errors(report_corpus):
    with pytest.raises(tk.ToolkitError, match="give a word"):
        tk.concordance(report_corpus, "")
    with pytest.raises(tk.ToolkitError, match="window=-1 is not allowed"):
        tk.concordance(report_corpus, "水", window=-1)


def test_dictionary_counts_longest_matches_in_the_text():
    corpus = corpus_of("依法行政，依法治市；法治政府。", "修路。", years=[2020, 2021])
    table = tk.code_dictionary(corpus, {"法治": ["依法", "依法行政", "法治"], "交通": ["路"]})
    assert table[["year", "category", "n"]].values.tolist() == [
        [2020, "法治", 3], [2020, "交通", 0], [2021, "法治", 0], [2021, "交通", 1],
    ]  # fmt: skip
    assert table["found"].tolist() == ["依法(1)、依法行政(1)、法治(1)", "", "", "路(1)"]
    assert table["rate"][0] == pytest.approx(3 / table["n_chars"][0] * 10_000)


@pytest.mark.parametrize("dictionary", [{"空": []}, {"空": ["水", " "]}])
def test_dictionary_categories_need_words(report_corpus, dictionary):
    with pytest.raises(tk.ToolkitError, match="category '空' of the dictionary has no words"):
        tk.code_dictionary(report_corpus, dictionary)


@settings(max_examples=20, deadline=None)
@given(st.text(alphabet="水法税。\n", min_size=1, max_size=40).filter(str.strip), st.sampled_from("水法税"))
def test_single_words_are_counted_as_python_counts(text, word):
    corpus = corpus_of(text)
    assert tk.code_dictionary(corpus, {"一": [word]})["n"].tolist() == [corpus.documents["text"][0].count(word)]


def test_collocations_are_neighbours():
    corpus = corpus_of("打击电信诈骗。防范电信诈骗。" * 3, "电信资费下降。诈骗案件减少。")
    table = tk.collocations(corpus, min_count=3)
    row = table.set_index(["first", "second"]).loc[("电信", "诈骗")]
    assert row["n"] == 6
    assert row["df"] == 1
    assert row["n_first"] == 7
    assert 0 < row["npmi"] <= 1
    assert row["t_score"] > 0
    assert row["p_adjusted"] >= row["p"]


def test_collocations_do_not_cross_sentences_or_punctuation():
    corpus = corpus_of("治水。修路。" * 6 + "治水，修路。" * 6)
    assert tk.collocations(corpus, min_count=2).empty


def test_collocates_of_a_word_in_a_window(report_corpus):
    table = tk.collocations(report_corpus, node="新进展", window=3, stop_words=None, min_count=2)
    assert ((table["first"] == "新进展") | (table["second"] == "新进展")).all()
    assert "扶贫" in set(table["first"])
    near = tk.collocations(report_corpus, node="新进展", window=1, stop_words=None, min_count=2)
    assert "扶贫" not in set(near["first"])


@pytest.mark.parametrize("measure", ["log_likelihood", "npmi", "pmi", "t_score"])
def test_collocation_measures_sort(report_corpus, measure):
    assert tk.collocations(report_corpus, measure=measure, min_count=2)[measure].is_monotonic_decreasing


def test_collocation_errors(report_corpus):
    with pytest.raises(tk.ToolkitError, match="measure='mi' is not allowed"):
        tk.collocations(report_corpus, measure="mi")
    with pytest.raises(tk.ToolkitError, match="window=0 is not allowed"):
        tk.collocations(report_corpus, window=0)


LURES = ["推行蓝藻哨制度。", "设立蓝藻哨岗位。", "增加蓝藻哨人员。", "撤并蓝藻哨站点。", "表彰蓝藻哨先进。"]


def test_new_words_hold_together_and_stand_free():
    table = tk.find_new_words(corpus_of(*LURES, years=range(2018, 2023)), min_count=4, min_cohesion=1, min_entropy=1)
    assert table["word"].tolist() == ["蓝藻哨"]
    row = table.iloc[0]
    assert (row["n"], row["df"], row["first_year"]) == (5, 5, 2018)
    assert row["cut"].replace(" ", "") == "蓝藻哨"
    assert min(row["left_entropy"], row["right_entropy"]) > 2


def test_words_of_the_dictionary_are_not_new():
    segmenter = tk.Segmenter(user_words=["蓝藻哨"])
    assert tk.find_new_words(corpus_of(*LURES), min_count=4, min_cohesion=1, segmenter=segmenter).empty


def test_strings_that_always_go_on_are_no_words():
    texts = [text.replace("蓝藻哨", "蓝藻哨员") for text in LURES]
    found = tk.find_new_words(corpus_of(*texts), min_count=4, min_cohesion=1, min_entropy=1)["word"].tolist()
    assert "蓝藻哨" not in found


def test_new_word_errors(report_corpus):
    with pytest.raises(tk.ToolkitError, match="max_length=1 is not allowed"):
        tk.find_new_words(report_corpus, max_length=1)
    with pytest.raises(tk.ToolkitError, match="min_count=1 is not allowed"):
        tk.find_new_words(report_corpus, min_count=1)


def test_fragments_of_words_are_no_words():
    texts = [text.replace("蓝藻哨", "蓝藻哨增加值") for text in LURES]
    found = tk.find_new_words(corpus_of(*texts), min_count=4, min_cohesion=0.5, min_entropy=0.5, min_score=0)["word"].tolist()
    assert not {"哨增", "加值", "哨增加"} & set(found)


def test_a_table_of_new_words_feeds_a_segmenter():
    table = tk.find_new_words(corpus_of(*LURES), min_count=4, min_cohesion=1, min_entropy=1)
    assert "蓝藻哨" in tk.Segmenter(user_words=table).cut("增设蓝藻哨")
    assert "find_new_words(" in table.attrs["trail"][-1]
    with pytest.raises(tk.ToolkitError, match="a table with a column word"):
        tk.Segmenter(user_words=table[["n"]])


def test_concordance_of_words_passes_over_parts_of_words():
    corpus = corpus_of("计划生育工作。制定计划。落实计划，")
    assert len(tk.concordance(corpus, "计划")) == 3
    table = tk.concordance(corpus, "计划", unit="word", window=1)
    assert table[["left", "right"]].values.tolist() == [["制定", "。"], ["落实", "，"]]


@pytest.mark.parametrize(("side", "order"), [("left", ["丙", "甲", "乙"]), ("right", ["甲", "丙", "乙"])])
def test_concordance_sorts_by_context(side, order):
    corpus = corpus_of("甲二水a。乙三水c。丙一水b。")
    assert sorted(order) == ["丙", "乙", "甲"]
    table = tk.concordance(corpus, "水", window=2, sort=side, sort_width=1)
    near = table[side].str[-1 if side == "left" else 0].tolist()
    assert near == sorted(near)
    assert table["left"].str[0].tolist() == (["丙", "乙", "甲"] if side == "left" else order)


def test_page_of_a_concordance_escapes_the_text(tmp_path):
    table = tk.concordance(corpus_of("治水有成。"), "水").assign(left="<script>alert(1)</script>", doc_id="\"'><i>")
    page = tk.concordance_html(table, tmp_path / "page.html", title="<b>")
    assert "<script>" not in page
    assert "<b>" not in page
    assert "<i>" not in page
    assert "&lt;script&gt;" in page
    assert (tmp_path / "page.html").read_text(encoding="utf-8") == page
    with pytest.raises(tk.ToolkitError, match="give a table of concordance"):
        tk.concordance_html(table[["left"]])


def test_collocations_tell_their_call():
    corpus = corpus_of("打击电信诈骗。" * 3)
    told = tk.collocations(corpus, node="电信", min_count=2).attrs["trail"]
    assert len(told) == 1
    assert "collocations(node='电信', window=1" in told[0]
    assert "n_documents=1" in told[0]


@pytest.mark.parametrize("word", ["碳中和", "企业年金"])
def test_words_with_a_word_of_grammar_or_a_unit_in_them_are_found(word):
    contexts = ["推动{}行动。", "学校宣讲{}知识。", "报纸介绍{}试点。", "乡镇了解{}办法。", "专家讨论{}方案。", "居民谈到{}问题。"]
    segmenter = tk.Segmenter(domain=False)
    assert len(segmenter.cut(word)) > 1
    corpus = corpus_of(*(context.format(word) for context in contexts))
    found = tk.find_new_words(corpus, min_count=6, min_cohesion=1, min_entropy=1, segmenter=segmenter)
    assert found["word"].tolist() == [word]


def test_a_word_that_goes_on_with_grammar_at_times_keeps_its_end():
    contexts = ["推动蓝藻哨和试点。", "学校蓝藻哨和图书。", "报纸介绍蓝藻哨。", "乡镇蓝藻哨和水站。", "专家讨论蓝藻哨。"]
    found = tk.find_new_words(corpus_of(*contexts * 2), min_count=4, min_cohesion=1, min_entropy=0, min_score=0)
    assert "蓝藻哨" in set(found["word"])
    assert not found["word"].str.endswith("和").any()


def test_a_late_word_is_measured_by_the_documents_that_could_have_it():
    old = [f"{'东西南北'[at % 4]}村办学修路，{'春夏秋冬'[at % 4]}季种粮。" for at in range(40)]
    texts = [*old, *("推行蓝藻哨制度。", "设立蓝藻哨岗位。", "增加蓝藻哨人员。", "撤并蓝藻哨站点。")]
    scores = [
        tk.find_new_words(corpus_of(*texts, years=years), min_count=4, min_cohesion=1, min_score=0).set_index("word")["score"]["蓝藻哨"]
        for years in ([1990] * 40 + [2023] * 4, [1990] * 44)
    ]
    assert scores[0] > 1.5 * scores[1]
