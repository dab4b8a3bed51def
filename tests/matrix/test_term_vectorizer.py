import pickle

import numpy as np
import pandas as pd
import pytest
from sklearn.base import clone
from sklearn.exceptions import NotFittedError
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GridSearchCV
from sklearn.pipeline import make_pipeline
from sklearn.utils.estimator_checks import check_estimator

import toolkit as tk

TEXTS = ["治水护水，河湖清洁。", "河湖治水，水质改善5%。", "普法执法，司法公正。", "执法公正，法治政府。"]


@pytest.mark.filterwarnings("ignore:Can't test estimator")
def test_checks_of_scikit_learn():
    """Of an estimator of texts scikit-learn checks what it checks of its CountVectorizer."""
    ours, theirs = check_estimator(tk.TermVectorizer()), check_estimator(CountVectorizer())
    assert [(check["check_name"], check["status"]) for check in ours] == [(check["check_name"], "passed") for check in theirs]


@pytest.mark.parametrize("options", [{}, {"ngrams": (1, 2), "min_df": 2}, {"phrases": ["护水"], "stop_words": ["公正"]}, {"numbers": True}])
def test_counts_are_those_of_count_terms(options):
    matrix = tk.count_terms(tk.build_corpus(pd.DataFrame({"text": TEXTS})), **options)
    vectorizer = tk.TermVectorizer(**options)
    counts = vectorizer.fit_transform(TEXTS)
    assert vectorizer.get_feature_names_out().tolist() == matrix.terms.tolist()
    assert counts.toarray().tolist() == matrix.counts.toarray().tolist()
    assert vectorizer.transform(TEXTS).toarray().tolist() == counts.toarray().tolist()


def test_other_texts_get_the_columns_of_those_fitted():
    vectorizer = tk.TermVectorizer().fit(TEXTS)
    counts = vectorizer.transform(["河湖与森林", "", "。"])
    assert counts.shape == (3, len(vectorizer.vocabulary_))
    assert counts.sum() == counts[0, vectorizer.vocabulary_["河湖"]] == 1


def test_in_a_pipeline():
    search = GridSearchCV(
        make_pipeline(tk.TermVectorizer(), LogisticRegression()), {"termvectorizer__ngrams": [1, (1, 2)]}, cv=2, error_score="raise"
    )
    labels = np.array([0, 0, 1, 1])
    assert search.fit(TEXTS, labels).predict(["治理河湖", "公正执法"]).tolist() == [0, 1]


def test_a_fitted_one_can_be_kept_and_an_unfitted_one_made_of_it():
    vectorizer = tk.TermVectorizer(stop_words=["水"]).fit(TEXTS)
    assert pickle.loads(pickle.dumps(vectorizer)).transform(TEXTS).sum() == vectorizer.transform(TEXTS).sum()
    with pytest.raises(NotFittedError):
        clone(vectorizer).transform(TEXTS)


@pytest.mark.parametrize(
    ("texts", "message"),
    [("治水", "what was given is one text"), ([None], "a text is NoneType"), (["。"], "no term is left"), ([], "no term is left")],
)
def test_texts_that_cannot_be_counted_are_one_sentence(texts, message):
    with pytest.raises(tk.ToolkitError, match=message):
        tk.TermVectorizer().fit(texts)
