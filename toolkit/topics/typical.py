"""Sentences or blocks that are typical of a topic, with their text."""

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from toolkit.matrix import TermMatrix, align_terms, count_terms

if TYPE_CHECKING:
    from toolkit.corpus import Corpus

__all__ = ["typical_table"]

LEAST_TERMS = 4
_SHOWN = ["doc_id", "place", "year", "section_id", "sentence_id", "text"]
Floats = NDArray[np.float64]


def typical_table(corpus: "Corpus", terms: NDArray[Any], words: Floats, idf: Floats, k: int) -> pd.DataFrame:
    """Return the k sentences of each topic whose words are nearest to the topic's, one a document and wording.

    Nearness is the cosine of (1 + ln(count)) × idf of the sentence and weight × idf of the topic, so that neither a word alone nor a
    long list wins; sentences with fewer than four of the topics' terms are passed over.
    """
    matrix = align_terms(count_terms(corpus, unit="sentence", stop_words=None, numbers=True), terms)
    near = _nearness(matrix, words, idf)
    rows = matrix.rows.merge(corpus.sentences[["doc_id", "sentence_id", "text"]], on=["doc_id", "sentence_id"], how="left", validate="1:1")
    rows["text"] = rows["text"].str.strip()
    tables = []
    for topic, values in enumerate(near.T, start=1):
        order = np.argsort(-np.round(values, 9), kind="stable")[: 20 * k]
        best = rows.iloc[order].assign(nearness=values[order])
        best = best[best["nearness"] > 0].drop_duplicates("text").drop_duplicates("doc_id").head(k)
        tables.append(best.assign(topic=topic, rank=np.arange(1, len(best) + 1)))
    known = [column for column in _SHOWN if column in rows.columns]
    return pd.concat(tables, ignore_index=True)[["topic", "rank", "nearness", *known]]


def _nearness(matrix: TermMatrix, words: Floats, idf: Floats) -> Floats:
    counts = matrix.counts.astype(float)
    counts.data = (1.0 + np.log(counts.data)) * idf[counts.indices]
    length = np.sqrt(np.asarray(counts.multiply(counts).sum(axis=1)).ravel())
    topics = words * idf
    topics = topics / np.maximum(np.sqrt((topics**2).sum(axis=1, keepdims=True)), 1e-300)
    near = np.asarray(counts @ topics.T) / np.maximum(length, 1e-300)[:, None]
    near[np.diff(counts.indptr) < LEAST_TERMS] = 0.0
    return np.asarray(near)
