"""A wrong object is one clear sentence, in every public function that works on a corpus, a matrix, a table or what is made of them."""

from inspect import isfunction, signature
from pathlib import Path

import pandas as pd
import pytest

import toolkit as tk

WORKED_ON = {"corpus", "matrix", "table", "panel", "first", "claims", "outcomes", "curve", "effects", "choice", "shares", "terms", "events",
             "documents", "topics", "network", "texts"}  # fmt: skip
"""Names of first arguments that are no plain values."""


def first_argument(name):
    function = getattr(tk, name)
    return next(iter(signature(function).parameters), "") if isfunction(function) else ""


FUNCTIONS = [name for name in tk.__all__ if first_argument(name) in WORKED_ON]


def call(name, value):
    """Call a function with some value for all that it needs."""
    needed = [p for p in signature(getattr(tk, name)).parameters.values() if p.default is p.empty][1:]
    positional = [{"水": ["水"]} for p in needed if p.kind is not p.KEYWORD_ONLY]
    return getattr(tk, name)(value, *positional, **{p.name: ("a", "b") for p in needed if p.kind is p.KEYWORD_ONLY})


def test_the_list_is_long():
    assert len(FUNCTIONS) > 55


@pytest.mark.parametrize("name", FUNCTIONS)
@pytest.mark.parametrize("value", ["out/corpus", Path("out/corpus"), 3, None, object()])
def test_a_thing_of_no_kind_is_refused(name, value):
    if name == "show":
        pytest.skip("it has words of its own")
    with pytest.raises(tk.ToolkitError, match=rf"^{name} takes (a |topics)"):
        call(name, value)


@pytest.mark.parametrize("name", [name for name in FUNCTIONS if first_argument(name) == "corpus"])
def test_the_folder_of_a_corpus_is_to_be_opened(name):
    with pytest.raises(tk.ToolkitError, match=r"not the text 'out/corpus': open_corpus\(…\) opens"):
        call(name, "out/corpus")


@pytest.fixture(scope="module")
def corpus():
    table = pd.DataFrame({"text": ["治水护林。", "治水修路。", "办学。"], "place": "清远市", "year": [2022, 2023, 2024]})
    return tk.build_corpus(table).annotate()


@pytest.mark.parametrize(
    ("name", "given", "message"),
    [
        ("plot_trends", lambda corpus: corpus, r"takes a table \(of term_trends, topic_trends or entity_trends\), not a corpus$"),
        ("fit_topics", lambda corpus: corpus, r"takes a matrix of count_terms, not a corpus: count_terms\(corpus\) makes a matrix$"),
        ("plot_cloud", tk.count_terms, r"takes a table \(of .*\), not a matrix of count_terms$"),
        ("plot_citations", tk.citation_network, r"not an object of CitationNetwork: its table is \.table$"),
        ("plot_strength", tk.policy_strength, r"takes a table \(of policy_strength\(…\)\.documents\), not an object of PolicyStrength"),
        ("concordance", tk.count_terms, "takes a corpus, not a matrix of count_terms$"),
        ("plot_word_network", lambda corpus: corpus.documents, "takes a network of cooccurrence_network, not a table$"),
        ("first_mentions", lambda corpus: [corpus, "b"], "takes a corpus or a list of corpora, not an object of list$"),
        ("keyness", lambda corpus: corpus.documents, "takes a matrix of count_terms, not a table$"),
    ],
)
def test_another_kind_is_named(corpus, name, given, message):
    with pytest.raises(tk.ToolkitError, match=message):
        call(name, given(corpus))


def test_a_missing_argument_is_pythons_own_error():
    with pytest.raises(TypeError, match="missing 1 required positional argument: 'matrix'"):
        tk.fit_topics()


def test_named_and_positional_arguments_are_checked_alike(corpus):
    with pytest.raises(tk.ToolkitError, match="count_terms takes a corpus"):
        tk.count_terms(corpus="folder")
    assert len(tk.count_terms(corpus=corpus)) == 3
