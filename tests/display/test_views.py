"""What Jupyter shows of values and tables: everything is there, marked, and nothing of a text becomes markup."""

import re
from html.parser import HTMLParser

import pandas as pd
import pytest

import toolkit as tk
from toolkit.display import Mark, marked_text

TEXT = """2024年清远市政府工作报告
一、2023年工作回顾
全市地区生产总值增长5.2%。贯彻《中华人民共和国森林法》。<script>alert(1)</script>
二、2024年工作安排
增长6%以上。
"""


class Tags(HTMLParser):
    """The tags of a piece of HTML, which must close in order, and its text."""

    def __init__(self, page):
        super().__init__()
        self.open, self.names, self.words = [], set(), []
        self.feed(page)
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.names.add(tag)
        self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.words.append(data)


@pytest.fixture(scope="module")
def corpus():
    rows = [{"doc_id": f"<i>{number}", "text": TEXT, "place": "清远市", "title": "<b>报告</b>"} for number in range(12)]
    return tk.build_corpus(pd.DataFrame(rows)).annotate()


def views(corpus):
    matrix = tk.count_terms(corpus, unit="section")
    panel, concordance = tk.claims_panel(corpus.claims), tk.concordance(corpus, "script")
    tables = [corpus.claims, corpus.entities, corpus.documents, panel, concordance, matrix.frequencies(), corpus.errors]
    return [corpus, corpus.document("<i>0"), matrix, tk.fit_topics(matrix, n_topics=2), *map(tk.show, tables)]


def test_every_view_is_whole_html_and_nothing_of_a_text_is_markup(corpus):
    for view in views(corpus):
        tags = Tags(view._repr_html_())
        assert tags.names <= {"div", "span", "mark", "table", "thead", "tbody", "tr", "th", "td", "b"}, view
        assert "alert(1)" not in tags.names


def test_a_document_shows_its_text_with_entities_and_claims_marked(corpus):
    document = corpus.document("<i>0")
    page = document._repr_html_()
    text = "".join(Tags(page).words)
    assert document.text in text
    marked = dict(re.findall(r'title="([^"]*)">([^<]*)</mark>', page))
    assert {"5.2%", "《中华人民共和国森林法》"} <= set(marked.values())
    told = next(title for title, words in marked.items() if words == "5.2%")
    assert "indicator_id: 地区生产总值" in told
    assert "modality: actual" in told


def test_a_document_that_is_not_annotated_is_shown_plain():
    bare = tk.build_corpus(pd.DataFrame({"doc_id": ["a"], "text": ["增长5%。"]})).document("a")
    assert bare.claims == ()
    assert "<mark" not in bare._repr_html_()
    with pytest.raises(ValueError, match="doc_id='b' meets no document"):
        tk.build_corpus(pd.DataFrame({"doc_id": ["a"], "text": ["增长5%。"]})).document("b")


@pytest.mark.parametrize(
    ("marks", "shown"),
    [
        ([], "甲乙丙丁"),
        ([(0, 4), (1, 3)], "[甲[乙丙]丁]"),
        ([(0, 2), (1, 3)], "[甲[乙]]丙丁"),
        ([(0, 1), (1, 2), (3, 4)], "[甲][乙]丙[丁]"),
        ([(2, 9)], "甲乙丙丁"),
    ],
)
def test_marks_inside_each_other_and_across(marks, shown):
    page = marked_text("甲乙丙丁", [Mark(start, end, "ORG", {}) for start, end in marks])
    assert re.sub("<mark[^>]*>", "[", page).replace("</mark>", "]") == shown


def test_a_corpus_shows_its_documents_with_counts(corpus):
    words = Tags(corpus._repr_html_()).words
    assert "10 of 12 documents; corpus.documents has all" in words
    assert words.count("<i>0") == 1
    assert words.count("清远市") == 10


def test_topics_and_matrix_show_terms_and_how_they_were_made(corpus):
    matrix = tk.count_terms(corpus, unit="section")
    assert "count_terms(" in matrix._repr_html_()
    page = tk.fit_topics(matrix, n_topics=2)._repr_html_()
    shares = [float(share) for share in re.findall(r">([0-9.]+)%<", page)]
    assert sum(shares) == pytest.approx(100, abs=0.2)


def test_a_claim_stands_marked_in_its_sentence(corpus):
    page = tk.show(corpus.claims, rows=1)._repr_html_()
    assert re.search(r"增长<mark [^>]*>5\.2%</mark>。", page)
    assert f"1 of {len(corpus.claims)} rows" in page


def test_a_panel_shows_the_sentences_of_its_figures(corpus):
    page = tk.show(tk.claims_panel(corpus.claims, indicator="GDP"))._repr_html_()
    assert 'title="全市地区生产总值增长5.2%。' in page


def test_long_texts_are_not_cut():
    text = "长句" * 200
    assert text in tk.show(pd.DataFrame({"text": [text]}))._repr_html_()


@pytest.mark.parametrize(
    ("table", "rows", "message"), [([1, 2], 5, "show takes a table"), (pd.DataFrame({"a": [1]}), 0, "rows=0 is not allowed")]
)
def test_what_cannot_be_shown(table, rows, message):
    with pytest.raises(ValueError, match=message):
        tk.show(table, rows=rows)


def test_a_shown_table_is_read_in_a_terminal_too():
    assert repr(tk.show(pd.DataFrame({"term": ["治水", "修路"]}), rows=1)).split() == ["term", "0", "治水"]


def test_what_has_a_view_of_its_own_is_shown_by_it():
    corpus = tk.build_corpus(pd.DataFrame({"text": ["治水护林。"], "year": [2024]}))
    matrix = tk.count_terms(corpus)
    for thing in (corpus, matrix, corpus.document(corpus.documents["doc_id"].iat[0])):
        assert tk.show(thing)._repr_html_() == thing._repr_html_()
