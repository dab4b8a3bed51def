"""Counting: from a corpus to a document-term matrix."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from typing import Any, Protocol

import numpy as np
import pandas as pd
from scipy import sparse

from toolkit.errors import InvalidValue, invalid
from toolkit.text import stop_words

__all__ = ["TermMatrix", "count_terms"]

UNITS = {"document": [], "section": ["section_id"], "sentence": ["sentence_id"]}
"""What a row is, and the columns that tell it within its document."""

WEIGHTS = ("tfidf", "share", "binary", "log")
FACTS = ["doc_id", "title", "issuer", "place", "adcode", "date", "year", "review_year", "doc_type"]
"""What a row of the matrix knows of its document."""


class Tables(Protocol):
    """The tables of a corpus that counting reads."""

    @property
    def documents(self) -> pd.DataFrame: ...
    @property
    def sentences(self) -> pd.DataFrame: ...
    @property
    def tokens(self) -> pd.DataFrame: ...


@dataclass(frozen=True, eq=False, slots=True)
class TermMatrix:
    """Counts of terms: rows are documents, sections or sentences, columns are terms.

    Methods return a new matrix of the same type; nothing is changed in place.
    """

    counts: sparse.csr_array
    """Rows × terms; integers as counted, floats once weighted."""
    terms: np.ndarray[Any, np.dtype[np.object_]]
    """The term of each column, in code point order."""
    rows: pd.DataFrame
    """What is known of each row: ``doc_id``, ``year``, ``place``…, or the columns that it is grouped by; ``n_tokens`` counts its
    words before any were left out."""
    unit: str = "document"
    weighting: str = "count"
    steps: tuple[str, ...] = ()
    """What was done, in order, for the record."""

    def __repr__(self) -> str:
        return f"<TermMatrix: {self.counts.shape[0]} {self.unit} rows × {len(self.terms)} terms, {self.weighting}>"

    def __len__(self) -> int:
        return int(self.counts.shape[0])

    @property
    def df(self) -> np.ndarray[Any, np.dtype[np.int64]]:
        """The document frequency of each term: in how many rows it occurs."""
        return np.bincount(self.counts.indices[self.counts.data != 0], minlength=len(self.terms))

    @property
    def totals(self) -> np.ndarray[Any, np.dtype[np.float64]]:
        """The sum of each term over all rows."""
        return np.asarray(self.counts.sum(axis=0), dtype=np.float64).ravel()

    def trim(
        self, *, min_df: float = 1, max_df: float = 1.0, min_count: int = 1, max_terms: int | None = None,
        terms: Iterable[str] | None = None,
    ) -> "TermMatrix":  # fmt: skip
        """Return the matrix with some of its terms.

        Parameters
        ----------
        min_df, max_df : int or float
            Fewest and most rows that a term may occur in: a number of rows (int), or a share of them (float from 0 to 1).
        min_count : int
            Fewest occurrences.
        max_terms : int, optional
            Keep so many, the most frequent first; ties in the order of the terms.
        terms : iterable of str, optional
            Keep these only; those that the matrix lacks are left out.
        """
        keep = (self.df >= self._rows_of("min_df", min_df)) & (self.df <= self._rows_of("max_df", max_df)) & (self.totals >= min_count)
        if terms is not None:
            keep &= np.isin(self.terms, list(terms))
        if max_terms is not None and keep.sum() > max_terms:
            order = np.lexsort((np.arange(len(keep)), -self.totals, ~keep))
            keep = np.zeros_like(keep)
            keep[order[:max_terms]] = True
        step = f"trim(min_df={min_df}, max_df={max_df}, min_count={min_count}, max_terms={max_terms})"
        return self._with_columns(keep, step)

    def weight(self, scheme: str = "tfidf") -> "TermMatrix":
        """Return the matrix with counts replaced by weights.

        Parameters
        ----------
        scheme : {"tfidf", "share", "binary", "log"}
            ``share``: count by the words of the row; ``binary``: 1 where the term occurs; ``log``: 1 + ln(count); ``tfidf``: count ×
            (ln((1 + n) / (1 + df)) + 1), rows scaled to length 1 as scikit-learn does.

        References
        ----------
        Spärck Jones, K. (1972). A statistical interpretation of term specificity. Journal of Documentation 28.
        """
        if scheme not in WEIGHTS:
            raise invalid("scheme", scheme, WEIGHTS)
        if self.weighting != "count":
            raise InvalidValue(f"the matrix is weighted already ({self.weighting}): weight the counts instead")
        return replace(self, counts=self._weighted(scheme), weighting=scheme, steps=(*self.steps, f"weight({scheme})"))

    def group(self, by: str | Collection[str]) -> "TermMatrix":
        """Return the matrix with rows that agree in ``by`` (``"year"``, ``["place", "year"]``) added up.

        Rows where a value is unknown are left out. ``n_rows`` counts what was added up.
        """
        columns = [by] if isinstance(by, str) else list(by)
        for column in columns:
            if column not in self.rows.columns:
                raise invalid("by", column, self.rows.columns)
        if self.weighting not in ("count", "binary"):
            raise InvalidValue(f"rows weighted by {self.weighting} cannot be added up: group the counts first, then weight them")
        known = self.rows[columns].notna().all(axis=1).to_numpy()
        groups = self.rows.loc[known].groupby(columns, sort=True, observed=True)
        codes = groups.ngroup().to_numpy()
        table = groups.agg(n_tokens=("n_tokens", "sum"), n_rows=("n_tokens", "size")).reset_index()
        adding = sparse.csr_array((np.ones(len(codes), dtype=np.int64), (codes, np.flatnonzero(known))), shape=(len(table), len(self.rows)))
        counts = sparse.csr_array(adding @ self.counts)
        return replace(self, counts=counts, rows=table, unit="+".join(columns), steps=(*self.steps, f"group({columns})"))

    def where(self, **conditions: Any) -> "TermMatrix":
        """Return the rows that meet all conditions: a column equals the value, or one of the values (``year=range(2018, 2023)``)."""
        kept = np.ones(len(self.rows), dtype=bool)
        for column, wanted in conditions.items():
            if column not in self.rows.columns:
                raise invalid("condition", column, self.rows.columns)
            values = [wanted] if isinstance(wanted, str) or not isinstance(wanted, Collection) else list(wanted)
            kept &= self.rows[column].isin(values).fillna(False).to_numpy(dtype=bool)
        return self._with_rows(kept)

    def to_frame(self) -> pd.DataFrame:
        """Return the matrix as a DataFrame, a column a term; the row table is its index where it has one column, else numbers."""
        facts = [column for column in self.rows.columns if column not in ("n_tokens", "n_rows")]
        index = pd.Index(self.rows[facts[0]], name=facts[0])
        return pd.DataFrame(self.counts.toarray(), index=index, columns=self.terms)

    def _rows_of(self, name: str, limit: float) -> float:
        if isinstance(limit, bool) or limit < 0 or (isinstance(limit, float) and limit > 1):
            raise invalid(name, limit, "a number of rows (int) or a share of them (float from 0 to 1)")
        return limit * len(self) if isinstance(limit, float) else limit

    def _weighted(self, scheme: str) -> sparse.csr_array:
        counts = self.counts.astype(np.float64)
        if scheme == "share":
            lengths = self.rows["n_tokens"].to_numpy(dtype=np.float64)
            return sparse.csr_array(sparse.diags_array(1 / np.maximum(lengths, 1)) @ counts)
        weighted = counts.copy()
        if scheme == "binary":
            weighted.data = (counts.data != 0).astype(np.float64)
            return weighted
        if scheme == "log":
            weighted.data = 1 + np.log(counts.data)
            return weighted
        idf = np.log((1 + len(self)) / (1 + self.df)) + 1
        weighted = sparse.csr_array(counts @ sparse.diags_array(idf))
        norms = np.sqrt(np.asarray(weighted.multiply(weighted).sum(axis=1)).ravel())
        return sparse.csr_array(sparse.diags_array(1 / np.where(norms == 0, 1, norms)) @ weighted)

    def _with_columns(self, keep: np.ndarray[Any, np.dtype[np.bool_]], step: str) -> "TermMatrix":
        counts = sparse.csr_array(self.counts[:, np.flatnonzero(keep)])
        return replace(self, counts=counts, terms=self.terms[keep], steps=(*self.steps, step))

    def _with_rows(self, keep: np.ndarray[Any, np.dtype[np.bool_]]) -> "TermMatrix":
        rows = self.rows.loc[keep].reset_index(drop=True)
        return replace(self, counts=sparse.csr_array(self.counts[np.flatnonzero(keep)]), rows=rows)


def count_terms(
    corpus: Tables, *, unit: str = "document", min_df: float = 1, max_df: float = 1.0, max_terms: int | None = None,
    stopwords: str | Collection[str] | None = "all", punctuation: bool = False, numbers: bool = False, min_length: int = 1,
) -> TermMatrix:  # fmt: skip
    """Return the counts of the words of a corpus, with a row for each document, section or sentence.

    Parameters
    ----------
    corpus : Corpus
        Its tables ``documents``, ``sentences`` and ``tokens`` are read.
    unit : {"document", "section", "sentence"}
        What a row is. Documents without words have a row too.
    min_df, max_df : int or float
        Fewest and most rows that a term may occur in: a number of rows (int) or a share of them (float).
    max_terms : int, optional
        Keep so many, the most frequent first.
    stopwords : {"general", "genre", "all"}, collection of str, or None
        Words to leave out: lists of `stop_words`, or your own.
    punctuation, numbers : bool
        Whether tokens without a letter or Chinese character, and tokens with a digit, are counted.
    min_length : int
        Fewest characters of a term. 1 by default: 水, 法 and 税 are words.

    Returns
    -------
    TermMatrix
        Terms in code point order; rows in the order of the corpus.

    Examples
    --------
    >>> import pandas as pd
    >>> import toolkit as tk
    >>> corpus = tk.build_corpus(pd.DataFrame({"text": ["依法治水。", "治水兴水。"], "year": [2022, 2023]}))
    >>> tk.count_terms(corpus).terms.tolist()
    ['依法', '兴水', '治水']
    """
    if unit not in UNITS:
        raise invalid("unit", unit, UNITS)
    documents, tokens = corpus.documents, corpus.tokens
    rows, row_codes = _rows(corpus, unit, documents, tokens)
    words = tokens["text"].astype("category")
    vocabulary = words.cat.categories.to_numpy(dtype=object)
    keep = _countable(vocabulary, stopwords, punctuation=punctuation, numbers=numbers, min_length=min_length)
    codes = words.cat.codes.to_numpy()
    kept = keep[codes] if len(vocabulary) else np.zeros(0, dtype=bool)
    rows["n_tokens"] = np.bincount(row_codes[_is_word(vocabulary)[codes]] if len(codes) else [], minlength=len(rows)).astype(np.int64)
    shape = (len(rows), len(vocabulary))
    ones = np.ones(int(kept.sum()), dtype=np.int64)
    counts = sparse.csr_array(sparse.coo_array((ones, (row_codes[kept], codes[kept])), shape=shape))
    used = np.flatnonzero(np.bincount(codes[kept], minlength=len(vocabulary)))
    order = used[np.argsort(vocabulary[used].astype(str), kind="stable")]
    counts = sparse.csr_array(counts[:, order])
    counts.sort_indices()
    matrix = TermMatrix(counts=counts, terms=vocabulary[order], rows=rows, unit=unit, steps=(f"count_terms(unit={unit})",))
    return matrix.trim(min_df=min_df, max_df=max_df, max_terms=max_terms)


def _rows(corpus: Tables, unit: str, documents: pd.DataFrame, tokens: pd.DataFrame) -> tuple[pd.DataFrame, Any]:
    """The table of rows, and the row of each token."""
    facts = documents[[column for column in FACTS if column in documents.columns]].reset_index(drop=True)
    document = pd.Categorical(tokens["doc_id"], categories=facts["doc_id"]).codes.astype(np.int64)
    if not UNITS[unit]:
        return facts.copy(), document
    sentences = corpus.sentences
    within = ["doc_id", *UNITS[unit]]
    table = sentences[within].drop_duplicates().merge(facts, on="doc_id", how="left")
    place = pd.MultiIndex.from_frame(table[within])
    keys = tokens[["doc_id", "sentence_id"]].astype({"doc_id": str})
    if unit == "section":
        keys = keys.merge(sentences[["doc_id", "sentence_id", "section_id"]], on=["doc_id", "sentence_id"], how="left")
    return table, place.get_indexer(pd.MultiIndex.from_frame(keys[within]))


def _is_word(vocabulary: np.ndarray[Any, Any]) -> np.ndarray[Any, np.dtype[np.bool_]]:
    return np.fromiter((any(char.isalnum() for char in word) for word in vocabulary), dtype=bool, count=len(vocabulary))


def _countable(
    vocabulary: np.ndarray[Any, Any], stopwords: str | Collection[str] | None, *, punctuation: bool, numbers: bool, min_length: int
) -> np.ndarray[Any, np.dtype[np.bool_]]:
    left_out = stop_words(stopwords) if isinstance(stopwords, str) else frozenset(stopwords or ())

    def counts(word: str) -> bool:
        if word in left_out or len(word) < min_length or not word.strip():
            return False
        if not numbers and any("0" <= char <= "9" for char in word):
            return False
        return punctuation or any(char.isalpha() for char in word)

    return np.fromiter((counts(word) for word in vocabulary), dtype=bool, count=len(vocabulary))
