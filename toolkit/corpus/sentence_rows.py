"""``sentence_rows``: the sentence in which something found in a text begins."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from toolkit.pair_keys import pair_keys

__all__ = ["sentence_rows"]

Ints = NDArray[np.int64]


def sentence_rows(sentences: pd.DataFrame, doc_id: pd.Series, start: pd.Series) -> Ints:
    """Return the row of ``corpus.sentences``, by place, in which each offset of a document lies.

    Examples
    --------
    >>> sentences = pd.DataFrame({"doc_id": ["a", "a", "b"], "start": [0, 10, 0]})
    >>> sentence_rows(sentences, pd.Series(["b", "a", "a"]), pd.Series([4, 10, 9])).tolist()
    [2, 1, 0]
    """
    ids = pd.Index(doc_id.astype("str").unique())
    ours = np.flatnonzero(sentences["doc_id"].isin(ids))
    begins = _keys(ids, sentences["doc_id"].iloc[ours], sentences["start"].iloc[ours])
    order = np.argsort(begins, kind="stable")
    return np.asarray(ours[order[np.searchsorted(begins[order], _keys(ids, doc_id, start), side="right") - 1]], dtype=np.int64)


def _keys(ids: pd.Index, doc_id: pd.Series, start: pd.Series) -> Ints:
    document = np.asarray(ids.get_indexer(pd.Index(doc_id.astype("str"))), dtype=np.int64)
    return pair_keys(document, start.to_numpy(dtype=np.int64))
