"""What every function of counting and analysis keeps: declared columns, the same result twice and in any order, inputs unchanged."""

from types import SimpleNamespace

import pandas as pd
import pytest

import toolkit as tk
from toolkit.tables import frame, to_arrow

TABLES = {
    "frequencies": lambda corpus: tk.count_terms(corpus).frequencies(),
    "to_frame": lambda corpus: tk.count_terms(corpus, unit="section").to_frame(),
    "group": lambda corpus: tk.count_terms(corpus, unit="sentence").group("year").weight("tfidf").to_frame(),
    "phrases": lambda corpus: tk.count_terms(corpus, phrases=["水源", "有新"]).frequencies(),
    "rank_keywords": lambda corpus: tk.rank_keywords(tk.count_terms(corpus)),
    "concordance": lambda corpus: tk.concordance(corpus, "水"),
    "words in context": lambda corpus: tk.concordance(corpus, "水源", unit="word"),
    "rank_key_phrases": lambda corpus: tk.rank_key_phrases(corpus, k=5),
    "cooccurrence_network": lambda corpus: tk.cooccurrence_network(corpus, min_count=1, alpha=1).edges,
    "code_dictionary": lambda corpus: tk.code_dictionary(corpus, {"水": ["水源", "河湖"], "法": ["法律"]}),
    "collocations": lambda corpus: tk.collocations(corpus, min_count=2),
    "find_new_words": lambda corpus: tk.find_new_words(corpus, min_count=3, min_cohesion=0.5, min_entropy=0.1, phrases=True),
    "term_trends": lambda corpus: tk.term_trends(tk.count_terms(corpus)),
    "trend_summary": lambda corpus: tk.trend_summary(tk.term_trends(tk.count_terms(corpus))),
    "entity_trends": tk.entity_trends,
    "detect_bursts": lambda corpus: tk.detect_bursts(tk.count_terms(corpus), gamma=0.5, alpha=None),
    "find_change_points": lambda corpus: tk.find_change_points(tk.term_trends(tk.count_terms(corpus)), penalty=1),
    "first_mentions": lambda corpus: tk.first_mentions(corpus, {"防疫": "防疫", "扶贫": ["扶贫"]}),
    "adoption_curve": lambda corpus: tk.adoption_curve(tk.first_mentions(corpus, "防疫")),
    "adoption_order": lambda corpus: tk.adoption_order(tk.first_mentions(corpus, "防疫")),
    "attention": lambda corpus: tk.attention(corpus, n_samples=20).shares,
    "attention to categories": lambda corpus: tk.attention(corpus, {"水": ["水"], "扶贫": ["扶贫"]}, n_samples=20).shares,
    "policy_strength": lambda corpus: tk.policy_strength(claimed(corpus)).sentences,
    "evidence of strength": lambda corpus: tk.policy_strength(claimed(corpus)).evidence,
    "pmc": lambda corpus: tk.policy_strength(claimed(corpus)).pmc(),
    "event_table": lambda corpus: tk.event_table(tk.first_mentions(corpus, "防疫")),
}
NEED_DOCUMENTS = {
    "citations": lambda corpus: tk.citation_network(named(corpus)).table,
    "in_degree": lambda corpus: tk.citation_network(named(corpus)).in_degree(),
    "citation ages": lambda corpus: tk.citation_network(named(corpus)).ages(n_samples=20),
    "first_citations": lambda corpus: tk.citation_network(named(corpus)).first_citations("place"),
    "keyness": lambda corpus: tk.keyness(tk.count_terms(corpus), target={"place": "清远市"}),
    "topics": lambda corpus: tk.fit_topics(tk.count_terms(corpus, unit="section"), n_topics=3).terms(),
    "prevalence": lambda corpus: tk.fit_topics(tk.count_terms(corpus, unit="section"), n_topics=3).prevalence(),
    "documents": lambda corpus: tk.fit_topics(tk.count_terms(corpus), n_topics=3, method="lda").documents(),
    "choose_topics": lambda corpus: tk.choose_topics(tk.count_terms(corpus), [2, 3], n_runs=2),
    "research_panel": lambda corpus: tk.research_panel(corpus, terms=["扶贫"], shares={"水": ["水"]}).frame,
    "wordfish": lambda corpus: tk.fit_wordfish(tk.count_terms(corpus), direction=("row-1", "row-2"), tolerance=1e-13).terms.round(4),
    "lss": lambda corpus: tk.fit_lss(corpus, {"扶贫": 1, "数据": -1}, n_components=10, min_count=2, n_bootstrap=5).documents,
    "topic_trends": lambda corpus: tk.topic_trends(tk.fit_topics(tk.count_terms(corpus), n_topics=3)),
}
ALL = TABLES | NEED_DOCUMENTS
STRENGTH = ("policy_strength", "evidence of strength", "pmc")


class Plain(SimpleNamespace):
    """Tables, all of them one part."""

    def parts(self):
        yield self

    def read(self, table, columns):
        return getattr(self, table)[list(columns)]

    def batches(self, table, columns=None):
        whole = getattr(self, table)
        yield whole[list(columns)] if columns is not None else whole


def named(corpus):
    """The corpus with its places as if they were laws."""
    entities = corpus.entities.assign(type="POLICY", subtype="law", name="中华人民共和国水法", sentence_id=0)
    return Plain(**vars(corpus) | {"entities": entities.assign(id=entities["name"], end=2)})


def claimed(corpus):
    """The corpus with no figures in it."""
    return Plain(**vars(corpus) | {"claims": frame(to_arrow("claims", []))})


def plain(corpus, *, reverse=False):
    """The tables of a corpus, with one place named in every document; on request with the documents in reverse order."""
    documents = corpus.documents
    entities = [{"doc_id": row.doc_id, "start": 0, "text": "清远", "type": "PLACE"} for row in documents.itertuples()]
    tables = {name: getattr(corpus, name) for name in ("documents", "sections", "sentences", "tokens")}
    tables["entities"] = frame(to_arrow("entities", entities))
    if reverse:
        order = documents["doc_id"].tolist()[::-1]
        tables = {name: pd.concat([table[table["doc_id"] == doc_id] for doc_id in order]) for name, table in tables.items()}
    return Plain(**tables)


@pytest.mark.parametrize("name", ALL)
def test_second_run_is_the_same(report_corpus, name):
    corpus = plain(report_corpus)
    first, second = ALL[name](corpus), ALL[name](corpus)
    assert len(first) > 0
    pd.testing.assert_frame_equal(first, second, check_exact=True)


@pytest.mark.parametrize("name", ALL)
def test_order_of_documents_does_not_matter(report_corpus, name):
    """Tables of documents and of what stands in them follow the order of the corpus; nothing else in any table does."""
    one, other = ALL[name](plain(report_corpus)), ALL[name](plain(report_corpus, reverse=True))
    if name in ("to_frame", "concordance", "words in context", "rank_key_phrases", "code_dictionary", *STRENGTH):
        assert other["doc_id"].drop_duplicates().tolist() == one["doc_id"].drop_duplicates().tolist()[::-1]
        one, other = (table.sort_values([*table.columns], ignore_index=True) for table in (one, other))
    pd.testing.assert_frame_equal(one, other, check_exact=name not in NEED_DOCUMENTS, rtol=1e-9)


@pytest.mark.parametrize("name", ALL)
def test_inputs_stay_as_they_were(report_corpus, name):
    corpus = plain(report_corpus)
    before = {table: getattr(corpus, table).copy(deep=True) for table in vars(corpus)}
    ALL[name](corpus)
    for table, values in before.items():
        pd.testing.assert_frame_equal(getattr(corpus, table), values)


@pytest.mark.parametrize("name", TABLES)
def test_empty_corpus_has_the_declared_columns(report_corpus, empty_corpus, name):
    full, empty = TABLES[name](plain(report_corpus)), TABLES[name](plain(empty_corpus))
    assert len(empty) == 0
    assert list(empty.columns) == list(full.columns)


@pytest.mark.parametrize("name", TABLES)
def test_one_document(single_corpus, report_corpus, name):
    assert list(TABLES[name](plain(single_corpus)).columns) == list(TABLES[name](plain(report_corpus)).columns)


@pytest.mark.parametrize("name", ["topics", "prevalence", "documents", "choose_topics", "topic_trends"])
def test_topics_of_nothing_are_one_clear_error(empty_corpus, name):
    with pytest.raises(tk.ToolkitError, match="is not allowed: a matrix of 0 rows × 0 terms"):
        ALL[name](plain(empty_corpus))


def test_keyness_of_nothing_is_empty(empty_corpus, report_corpus):
    empty = NEED_DOCUMENTS["keyness"](plain(empty_corpus))
    assert list(empty.columns) == list(NEED_DOCUMENTS["keyness"](plain(report_corpus)).columns)
    assert len(empty) == 0
