"""``concordance``: every place where a word stands, with what is left and right of it."""

import re
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from toolkit.errors import InvalidValue, invalid

if TYPE_CHECKING:
    from toolkit.corpus import Corpus

__all__ = ["concordance"]

_COLUMNS = ["doc_id", "title", "place", "year", "sentence_id", "left", "node", "right", "start", "end"]


def concordance(corpus: "Corpus", pattern: str | re.Pattern[str], *, window: int = 20) -> pd.DataFrame:
    """Return each match of a word or a regular expression in its context (key word in context).

    Parameters
    ----------
    corpus : Corpus
    pattern : str or compiled pattern
        A word or phrase, searched as it stands; ``re.compile("河长|湖长")`` for a regular expression. Empty matches are passed over.
    window : int
        Characters of context on each side, within the document; line breaks are shown as blanks.

    Returns
    -------
    DataFrame
        ``doc_id, title, place, year, sentence_id, left, node, right, start, end``, one row a match, in order of document and offset;
        ``text[start:end] == node``.

    Examples
    --------
    >>> import pandas as pd
    >>> import toolkit as tk
    >>> corpus = tk.build_corpus(pd.DataFrame({"text": ["全面推行河长制，落实河长责任。"], "year": [2017]}))
    >>> tk.concordance(corpus, "河长", window=3)[["left", "node", "right"]]
      left node right
    0  面推行   河长   制，落
    1  ，落实   河长   责任。
    """
    if isinstance(pattern, str) and not pattern:
        raise InvalidValue("pattern='' is not allowed: give a word, a phrase or a compiled regular expression")
    if window < 0:
        raise invalid("window", window, "0 or more characters")
    searched = re.compile(re.escape(pattern)) if isinstance(pattern, str) else pattern
    documents = corpus.documents.reset_index(drop=True)
    found = [
        (row, text[max(0, start - window) : start], text[start:end], text[end : end + window], start, end)
        for row, text in enumerate(documents["text"])
        for start, end in (match.span() for match in searched.finditer(text))
        if end > start
    ]
    table = pd.DataFrame(found, columns=["row", "left", "node", "right", "start", "end"])
    table[["left", "right"]] = table[["left", "right"]].astype("str").apply(lambda side: side.str.replace("\n", " ", regex=False))
    table = table.astype({"row": "int64", "node": "str", "start": "int64", "end": "int64"})
    known = documents[["doc_id", "title", "place", "year"]].iloc[table["row"]].reset_index(drop=True)
    table = pd.concat([known, table], axis=1)
    table["sentence_id"] = _sentence_ids(corpus.sentences, table)
    return table[_COLUMNS]


def _sentence_ids(sentences: pd.DataFrame, found: pd.DataFrame) -> pd.Series:
    """The sentence in which each match begins."""
    ids = pd.Index(found["doc_id"].astype("str").unique())
    ours = sentences[sentences["doc_id"].isin(ids)]
    starts = _keys(ids, ours["doc_id"], ours["start"])
    order = np.argsort(starts, kind="stable")
    at = np.searchsorted(starts[order], _keys(ids, found["doc_id"], found["start"]), side="right") - 1
    return ours["sentence_id"].iloc[order[at]].reset_index(drop=True)


def _keys(ids: pd.Index, doc_id: pd.Series, start: pd.Series) -> NDArray[np.int64]:
    document = np.asarray(ids.get_indexer(pd.Index(doc_id.astype("str"))), dtype=np.int64)
    return np.asarray((document << 32) + start.to_numpy(dtype=np.int64))
