"""``collocations``: words that stand together more often than chance would have them."""

from collections.abc import Collection
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from toolkit.errors import invalid
from toolkit.given import takes
from toolkit.keywords.association import log_likelihood, p_value
from toolkit.matrix import content_types, is_word
from toolkit.multiple_tests import adjusted
from toolkit.pair_keys import pair_keys
from toolkit.trail import with_trail

if TYPE_CHECKING:
    from toolkit.corpus import Corpus

__all__ = ["collocations"]

MEASURES = ("log_likelihood", "npmi", "pmi", "t_score")
Ints = NDArray[np.int64]


@takes("corpus")
def collocations(
    corpus: "Corpus", *, node: str | None = None, window: int = 1, measure: str = "log_likelihood", min_count: int = 5,
    stop_words: str | Collection[str] | None = "general", numbers: bool = False,
) -> pd.DataFrame:  # fmt: skip
    """Return pairs of words that follow each other within a sentence, the most strongly associated first.

    Parameters
    ----------
    corpus : Corpus
    node : str, optional
        Only pairs with this word: its collocates.
    window : int
        The second word is at most so many words after the first; 1 for neighbours.
    measure : {"log_likelihood", "npmi", "pmi", "t_score"}
        What to sort by; all are columns.
    min_count : int
        Least count of the pair; PMI of rare pairs means little.
    stop_words, numbers
        What no pair has, as in `count_terms`. These words still keep their places between others.

    Returns
    -------
    DataFrame
        ``first, second`` (in the order of the text), ``n``, ``n_first`` and ``n_second`` (pairs that have the word at this place),
        ``n_pairs`` (all pairs of words), ``df`` (documents with the pair), ``pmi`` (bits), ``npmi`` (−1 to 1), ``log_likelihood``
        (below 0 where the pair is rarer than by chance), ``t_score``, ``p`` of the log-likelihood and ``p_adjusted`` for all pairs of
        the table.

    References
    ----------
    Bouma, G. (2009). Normalized (pointwise) mutual information in collocation extraction. GSCL.
    Dunning, T. (1993). Accurate methods for the statistics of surprise and coincidence. Computational Linguistics 19(1).
    Evert, S. (2008). Corpora and collocations. In: Corpus Linguistics: an International Handbook.

    Examples
    --------
    >>> import pandas as pd
    >>> import toolkit as tk
    >>> corpus = tk.build_corpus(pd.DataFrame({"text": ["打击电信诈骗。防范电信诈骗。电信诈骗减少。"]}))
    >>> tk.collocations(corpus, min_count=2)[["first", "second", "n"]]
      first second  n
    0    电信     诈骗  3
    """
    if measure not in MEASURES:
        raise invalid("measure", measure, MEASURES)
    if window < 1:
        raise invalid("window", window, "1 or more words")
    tokens = corpus.read("tokens", ["doc_id", "sentence_id", "text"])
    words = tokens["text"].astype("category")
    types = words.cat.categories.to_numpy(dtype=object)
    document, first, second = _pairs(tokens, np.asarray(words.cat.codes, dtype=np.int64), types, window)
    wanted = content_types(types, stop_words=stop_words, numbers=numbers)
    if node is not None:
        of_node = types == node
        kept = wanted[first] & wanted[second] & (of_node[first] | of_node[second])
    else:
        kept = wanted[first] & wanted[second]
    margins = np.bincount(first, minlength=len(types)), np.bincount(second, minlength=len(types))
    table = _counted(types, document[kept], first[kept], second[kept], margins, min_count)
    table.insert(5, "n_pairs", len(first))
    scored = pd.concat([table, _scores(table)], axis=1)
    ordered = scored.sort_values([measure, "n", "first", "second"], ascending=[False, False, True, True], ignore_index=True)
    return with_trail(
        ordered, (), "collocations", node=node, window=window, measure=measure, min_count=min_count, stop_words=stop_words,
        numbers=numbers, n_documents=len(corpus.documents),
    )  # fmt: skip


def _pairs(tokens: pd.DataFrame, codes: Ints, types: NDArray[np.object_], window: int) -> tuple[Ints, Ints, Ints]:
    """Document, first and second word of each pair of words at most ``window`` tokens apart in one sentence."""
    document = np.asarray(tokens["doc_id"].astype("category").cat.codes, dtype=np.int64)
    sentence = pair_keys(document, tokens["sentence_id"].to_numpy(dtype=np.int64))
    a_word = np.array([is_word(word) for word in types], dtype=bool)[codes] if len(types) else np.zeros(0, dtype=bool)
    parts = []
    for gap in range(1, window + 1):
        at = np.flatnonzero((sentence[:-gap] == sentence[gap:]) & a_word[:-gap] & a_word[gap:])
        parts.append(np.stack([document[at], codes[at], codes[at + gap]]))
    joined = np.concatenate(parts, axis=1)
    return joined[0], joined[1], joined[2]


def _counted(
    types: NDArray[np.object_], document: Ints, first: Ints, second: Ints, margins: tuple[Ints, Ints], min_count: int
) -> pd.DataFrame:
    keys, pair, n = np.unique(first * len(types) + second, return_inverse=True, return_counts=True)
    in_documents = np.unique(pair_keys(pair, document)) >> 32
    df = np.bincount(in_documents, minlength=len(keys))
    often = n >= min_count
    one, two = np.divmod(keys[often], max(len(types), 1))
    return pd.DataFrame({
        "first": pd.Series(types[one], dtype="str"), "second": pd.Series(types[two], dtype="str"),
        "n": n[often], "n_first": margins[0][one], "n_second": margins[1][two], "df": df[often],
    })  # fmt: skip


def _scores(table: pd.DataFrame) -> pd.DataFrame:
    n, of_first, of_second, total = (table[name].to_numpy(dtype=float) for name in ("n", "n_first", "n_second", "n_pairs"))
    expected = of_first * of_second / np.maximum(total, 1.0)
    pmi = np.log2(n / expected)
    surprise = -np.log2(n / total)
    g2 = log_likelihood(n, of_first - n, of_second - n, total - of_first - of_second + n)
    p = p_value(g2)
    return pd.DataFrame({
        "pmi": pmi, "npmi": np.divide(pmi, surprise, out=np.ones_like(pmi), where=surprise > 0),
        "log_likelihood": np.where(n >= expected, g2, -g2), "t_score": (n - expected) / np.sqrt(n), "p": p, "p_adjusted": adjusted(p),
    })  # fmt: skip
