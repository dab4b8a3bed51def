"""``TermVectorizer``: raw texts to counts inside a pipeline of scikit-learn, counted as `count_terms` counts them."""

from collections.abc import Collection, Iterable
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csr_array
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.utils.validation import check_is_fitted

from toolkit.corpus.token_table import token_table
from toolkit.errors import InvalidValue
from toolkit.matrix.counting import Counter
from toolkit.matrix.ngrams import read_sequences
from toolkit.matrix.term_matrix import df_bounds
from toolkit.matrix.tokens import check_phrases, read_tokens
from toolkit.matrix.vocabulary import WordOptions
from toolkit.tables import frame
from toolkit.text import Segmenter, clean_text, sentence_spans

__all__ = ["TermVectorizer"]

_BATCH = 256


class TermVectorizer(TransformerMixin, BaseEstimator):  # type: ignore[misc]  # scikit-learn is untyped
    """Turns texts into counts of their words: `count_terms` without a corpus, for pipelines of scikit-learn.

    Parameters
    ----------
    min_df, max_df, stop_words, punctuation, numbers, phrases, ngrams, skip
        As in `count_terms`; the bounds are those of the texts that are fitted.
    segmenter : Segmenter, optional
        Cuts the texts into words; `Segmenter()` where none is given.

    Attributes
    ----------
    vocabulary_ : dict of str to int
        The column of each term.

    Examples
    --------
    >>> vectorizer = TermVectorizer(stop_words=["和"])
    >>> vectorizer.fit_transform(["水和土壤。", "水质"]).toarray().tolist()
    [[1, 1, 0], [0, 0, 1]]
    >>> vectorizer.get_feature_names_out().tolist()
    ['土壤', '水', '水质']
    """

    def __init__(
        self, *, min_df: float = 1, max_df: float = 1.0, stop_words: str | Collection[str] | None = "general", punctuation: bool = False,
        numbers: bool = False, phrases: Collection[str] = (), ngrams: int | str | Collection[int | str] = 1, skip: int = 0,
        segmenter: Segmenter | None = None,
    ) -> None:  # fmt: skip
        self.min_df = min_df
        self.max_df = max_df
        self.stop_words = stop_words
        self.punctuation = punctuation
        self.numbers = numbers
        self.phrases = phrases
        self.ngrams = ngrams
        self.skip = skip
        self.segmenter = segmenter

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.input_tags.string = True
        tags.input_tags.two_d_array = False
        tags.input_tags.sparse = False
        return tags

    def fit(self, raw_documents: Iterable[str], y: object = None) -> "TermVectorizer":
        """Learn the terms of texts, and return the vectorizer."""
        self.fit_transform(raw_documents, y)
        return self

    def fit_transform(self, raw_documents: Iterable[str], y: object = None) -> csr_array:
        """Learn the terms of texts, and return their counts: one row a text, one column a term."""
        df_bounds(self.min_df, self.max_df, 0)
        counts, terms = self._counted(raw_documents, self.min_df, self.max_df)
        if not len(terms):
            raise InvalidValue("no term is left: the texts hold none but stop words, numbers and marks, or min_df and max_df exclude all")
        self.vocabulary_ = {term: column for column, term in enumerate(terms.tolist())}
        return counts

    def transform(self, raw_documents: Iterable[str]) -> csr_array:
        """Return the counts of the fitted terms in texts; other terms are passed over."""
        check_is_fitted(self)
        counts, terms = self._counted(raw_documents)
        column = np.array([self.vocabulary_.get(term, -1) for term in terms.tolist()], dtype=np.int64)
        known = np.flatnonzero(column >= 0)
        placed = counts[:, known].tocoo()
        return csr_array((placed.data, (placed.row, column[known][placed.col])), shape=(counts.shape[0], len(self.vocabulary_)))

    def get_feature_names_out(self, input_features: object = None) -> NDArray[np.object_]:
        """Return the terms of the columns."""
        check_is_fitted(self)
        return np.array(list(self.vocabulary_), dtype=object)

    def _counted(self, raw_documents: Iterable[str], min_df: float = 1, max_df: float = 1.0) -> tuple[csr_array, NDArray[np.object_]]:
        texts = _texts(raw_documents)
        words = WordOptions(self.stop_words, self.punctuation, self.numbers, check_phrases(self.phrases))
        counter = Counter(words, read_sequences(self.ngrams, self.skip), self.skip)
        segmenter = self.segmenter or Segmenter()
        for start in range(0, max(len(texts), 1), _BATCH):
            batch = [(str(place), text) for place, text in enumerate(texts[start : start + _BATCH])]
            spans = [(name, text, np.array([first for first, _ in sentence_spans(text)] or [0], dtype=np.int64)) for name, text in batch]
            table = frame(token_table([part for part in spans if part[1]], segmenter))
            tokens = read_tokens(table, pd.DataFrame(batch, columns=["doc_id", "text"], dtype="str"), counter.vocabulary)
            counter.add(tokens, tokens.document, len(batch))
        return counter.result(min_df, max_df)


def _texts(raw_documents: Iterable[str]) -> list[str]:
    """The texts, cleaned as those of a corpus are."""
    if isinstance(raw_documents, str) or not isinstance(raw_documents, Iterable):
        raise InvalidValue("give a collection of texts: what was given is one text, or no collection")
    texts = list(raw_documents)
    wrong = [type(text).__name__ for text in texts if not isinstance(text, str)]
    if wrong:
        raise InvalidValue(f"a text is {wrong[0]}, not str: give texts, and '' where one is missing")
    return [clean_text(text) for text in texts]
