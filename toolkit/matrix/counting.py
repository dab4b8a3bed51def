"""``count_terms``: the tokens of a corpus become a `TermMatrix`, without a loop over tokens."""

from collections.abc import Collection
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csr_array

from toolkit.errors import invalid
from toolkit.matrix.term_matrix import TermMatrix, df_bounds
from toolkit.matrix.tokens import Tokens, pair_keys, read_tokens
from toolkit.matrix.types import content_types, is_word
from toolkit.tables import SCHEMAS

if TYPE_CHECKING:
    from toolkit.corpus import Corpus

__all__ = ["count_terms", "row_columns"]

Ints = NDArray[np.int64]
UNITS = ("document", "section", "sentence")
METADATA = ["doc_id", "title", "issuer", "place", "adcode", "date", "year", "review_year", "doc_type", "doc_number"]


def count_terms(
    corpus: "Corpus", *, unit: str = "document", min_df: float = 1, max_df: float = 1.0,
    stop_words: str | Collection[str] | None = "all", punctuation: bool = False, numbers: bool = False, phrases: Collection[str] = (),
) -> TermMatrix:  # fmt: skip
    """Return how often each word stands in each document, section or sentence of a corpus.

    Words of one character (水, 法, 税) count like any other. Rows are in order of their ids, terms in code point order, so that the
    order in which the documents were read does not matter.

    Parameters
    ----------
    corpus : Corpus
        Its ``documents``, ``sentences``, ``sections`` and ``tokens`` are read as needed.
    unit : {"document", "section", "sentence"}
        What a row of the matrix is. Sections give topics a finer grain than whole reports.
    min_df, max_df : int or float
        Fewest and most rows that have the term: a number of rows (int) or a share of them (float from 0 to 1).
    stop_words : {"all", "general", "genre"}, collection of str, or None
        Words left out: a list of `toolkit.text.stop_words`, words of your own, or none.
    punctuation : bool
        Whether tokens without a letter, a digit or a Chinese character are kept.
    numbers : bool
        Whether numbers (2023, 8.1%, 三千) and the units after them (5 家, 2 个 百分点) are kept.
    phrases : collection of str
        Words of your own that are counted as one term wherever the text has them, the longest first, whatever the segmentation makes
        of them; they are no stop words.

    Returns
    -------
    TermMatrix

    Examples
    --------
    >>> import pandas as pd
    >>> import toolkit as tk
    >>> reports = pd.DataFrame({"text": ["水、大气和土壤的污染。"]})
    >>> tk.count_terms(tk.build_corpus(reports)).terms.tolist()
    ['土壤', '大气', '水', '污染']
    """
    if unit not in UNITS:
        raise invalid("unit", unit, UNITS)
    rows = _row_table(corpus, unit)
    tokens = read_tokens(corpus, phrases)
    row_of = _row_of_tokens(corpus, unit, rows, tokens)
    a_word = np.array([is_word(word) for word in tokens.types], dtype=bool)
    n_tokens = np.bincount(row_of[a_word[tokens.code]], minlength=len(rows))
    counted = content_types(tokens.types, stop_words=stop_words, punctuation=punctuation, numbers=numbers)
    counted |= np.isin(tokens.types, list(phrases))
    wanted = counted[tokens.code] if numbers else counted[tokens.code] & ~tokens.units_of_numbers()
    counts, terms = _counted(row_of[wanted], tokens.code[wanted], tokens.types, counted, len(rows))
    low, high = df_bounds(min_df, max_df, len(rows))
    df = np.bincount(counts.indices, minlength=len(terms))
    within = (df >= low) & (df <= high) & (df > 0)
    return TermMatrix(counts[:, within], terms[within], rows.assign(n_tokens=n_tokens), unit)


def _counted(
    row_of: Ints, codes: Ints, types: NDArray[np.object_], kept: NDArray[np.bool_], n_rows: int
) -> tuple[csr_array, NDArray[np.object_]]:
    """Counts of tokens, all of kept types, with columns in code point order."""
    columns = np.flatnonzero(kept)
    columns = columns[np.argsort(types[columns])]
    column_of = np.zeros(len(types), dtype=np.int64)
    column_of[columns] = np.arange(len(columns))
    cells = (np.ones(len(codes), dtype=np.int64), (row_of, column_of[codes]))
    return csr_array(cells, shape=(n_rows, len(columns))), types[columns]


def _row_table(corpus: "Corpus", unit: str) -> pd.DataFrame:
    documents = corpus.documents
    known = documents[row_columns(documents)]
    if unit == "document":
        return known.sort_values("doc_id", ignore_index=True)
    if unit == "section":
        parts = corpus.sections[["doc_id", "section_id", "level", "number", "heading", "kind", "start", "end"]]
    else:
        parts = corpus.sentences[["doc_id", "sentence_id", "section_id", "start", "end"]]
    parts = parts.assign(n_chars=parts["end"] - parts["start"]).drop(columns=["start", "end"])
    taken = parts.columns.drop("doc_id")
    known = known.drop(columns="n_chars").rename(columns={name: f"document_{name}" for name in taken})
    rows = parts.merge(known, on="doc_id", validate="many_to_one")
    return rows.sort_values(["doc_id", f"{unit}_id"], ignore_index=True)


def row_columns(documents: pd.DataFrame) -> list[str]:
    """Return the columns of documents that rows of a matrix have: the metadata, the length, and what the source states besides."""
    declared = SCHEMAS["documents"].names
    return [name for name in documents.columns if name in METADATA or name == "n_chars" or name not in declared]


def _row_of_tokens(corpus: "Corpus", unit: str, rows: pd.DataFrame, tokens: Tokens) -> Ints:
    """The row of each token."""
    ids = pd.Index(corpus.documents["doc_id"])
    row_document = np.asarray(ids.get_indexer(pd.Index(rows["doc_id"])), dtype=np.int64)
    if unit == "document":
        row_of_document = np.empty(len(rows), dtype=np.int64)
        row_of_document[row_document] = np.arange(len(rows))
        return row_of_document[tokens.document]
    sentences = corpus.sentences
    document = np.asarray(ids.get_indexer(pd.Index(sentences["doc_id"])), dtype=np.int64)
    sentence = pair_keys(document, sentences["sentence_id"].to_numpy(dtype=np.int64))
    part = pair_keys(document, sentences[f"{unit}_id"].to_numpy(dtype=np.int64))
    row = pd.Index(pair_keys(row_document, rows[f"{unit}_id"].to_numpy(dtype=np.int64))).get_indexer(pd.Index(part))
    at = pd.Index(sentence).get_indexer(pd.Index(pair_keys(tokens.document, tokens.sentence)))
    return np.asarray(row, dtype=np.int64)[at]
