"""``extract_keywords``: the words that stand for one text."""

import math
from collections.abc import Collection, Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array, csr_array

from toolkit.document import Keyword
from toolkit.errors import invalid
from toolkit.lexicon import read_table
from toolkit.matrix import content_types, without_units
from toolkit.text import Segmenter, sentence_spans

__all__ = ["candidates", "extract_keywords", "genre_idf", "pagerank"]

METHODS = ("textrank", "tfidf", "frequency")
WINDOW = 5
_NO_KEYWORD = ("ad", "c", "d", "e", "f", "h", "k", "m", "o", "p", "q", "r", "t", "u", "w", "y", "z")
"""First letters of the dictionary's parts of speech that no keyword has: adverbs, numerals, pronouns, particles, states…"""


def extract_keywords(
    text: str, *, k: int = 20, method: str = "textrank", stop_words: str | Collection[str] | None = "all",
    segmenter: Segmenter | None = None,
) -> list[Keyword]:  # fmt: skip
    """Return the k words that stand for a text, strongest first.

    Candidates are words of content, one-character ones (水, 法, 税) included; numbers with their units, stop words and words that the
    dictionary has as adverbs, pronouns, particles and the like are none.

    Parameters
    ----------
    text : str
    k : int
        Number of words at most.
    method : {"textrank", "tfidf", "frequency"}
        ``textrank``: PageRank over words that stand within five words of each other in a sentence. ``tfidf``: count times inverse
        frequency in passages of policy reports, so that words rise that this text has and the genre has not. ``frequency``: the count.
    stop_words : {"all", "general", "genre"}, collection of str, or None
        Words left out, as in `count_terms`.
    segmenter : Segmenter, optional
        With words of your own; the default segmenter if not given.

    Returns
    -------
    list of Keyword
        Scores are 1 for the first and fall from there; equal scores stand in the order of the text. Empty where the text has no candidate.

    References
    ----------
    Mihalcea, R. & Tarau, P. (2004). TextRank: bringing order into texts. EMNLP.
    Spärck Jones, K. (1972). A statistical interpretation of term specificity. Journal of Documentation 28(1).

    Examples
    --------
    >>> text = "治理水污染，改善水质。检查发现，水污染多在支流，支流治理任务重。"
    >>> [keyword.word for keyword in extract_keywords(text, k=2, method="tfidf")]
    ['支流', '水污染']
    """
    if method not in METHODS:
        raise invalid("method", method, METHODS)
    if not isinstance(text, str):
        raise invalid("text", text, "a text (str)")
    if k < 0:
        raise invalid("k", k, "0 or more")
    cutter = segmenter or Segmenter()
    sentences = [without_units(cutter.cut(text[start:end])) for start, end in sentence_spans(text)]
    types = list(dict.fromkeys(word for words in sentences for word in words))
    candidate = candidates(types, cutter, stop_words)
    if not candidate.any():
        return []
    number = {word: index for index, word in enumerate(types)}
    codes = [np.array([number[word] for word in words], dtype=np.int64) for words in sentences]
    score = np.where(candidate, _score(types, codes, candidate, method), 0.0)
    score = np.round(score / score.max(), 6)
    order = np.argsort(-score, kind="stable")[:k]
    return [Keyword(types[index], float(score[index])) for index in order if candidate[index]]


def candidates(types: Sequence[str], cutter: Segmenter, stop_words: str | Collection[str] | None) -> NDArray[np.bool_]:
    """Return for each word whether it can be a keyword."""
    kept = content_types(np.array(types, dtype=object), stop_words=stop_words)
    for index in np.flatnonzero(kept).tolist():
        tag = cutter.tag_of(types[index])
        # A single character that no dictionary knows is a piece of a name, not a word.
        kept[index] = len(types[index]) > 1 if tag is None else not tag.startswith(_NO_KEYWORD)
    return kept


def _score(types: Sequence[str], codes: Sequence[NDArray[np.int64]], candidate: NDArray[np.bool_], method: str) -> NDArray[np.float64]:
    if method == "textrank":
        return _textrank(codes, candidate)
    counts = np.bincount(np.concatenate(codes), minlength=len(types)).astype(float)
    return counts * genre_idf(types) if method == "tfidf" else counts


def _textrank(codes: Sequence[NDArray[np.int64]], candidate: NDArray[np.bool_]) -> NDArray[np.float64]:
    """PageRank of each type over the graph of candidates near each other; edges weigh as often as the pair occurs."""
    nodes = np.flatnonzero(candidate)
    node_of = np.cumsum(candidate) - 1
    word = np.concatenate(codes)
    sentence = np.repeat(np.arange(len(codes)), [len(words) for words in codes])
    pairs = []
    for gap in range(1, WINDOW):
        first, second = word[:-gap], word[gap:]
        near = (sentence[:-gap] == sentence[gap:]) & candidate[first] & candidate[second] & (first != second)
        pairs.append(np.stack([node_of[first[near]], node_of[second[near]]]))
    joined = np.concatenate(pairs, axis=1)
    half = coo_array((np.ones(joined.shape[1]), (joined[0], joined[1])), shape=(len(nodes), len(nodes))).tocsr()
    score = np.zeros(len(candidate))
    score[nodes] = pagerank(csr_array(half + half.T))
    return score


def pagerank(weights: csr_array, *, damping: float = 0.85, tolerance: float = 1e-6, max_steps: int = 500) -> NDArray[np.float64]:
    """Return the rank of each node of a weighted graph by power iteration, stopped as networkx does (Brin & Page 1998).

    Nodes without an edge give their rank to all.
    """
    n = weights.shape[0]
    out = weights.sum(axis=1)
    share = np.divide(1.0, out, out=np.zeros(n), where=out > 0)
    into = csr_array(weights.T)
    rank = np.full(n, 1.0 / n)
    for _ in range(max_steps):
        before = rank
        rank = damping * (into @ (before * share) + before[out == 0].sum() / n) + (1 - damping) / n
        if np.abs(rank - before).sum() < n * tolerance:
            break
    return rank


def genre_idf(types: Sequence[str]) -> NDArray[np.float64]:
    """Return the logarithm of the inverse frequency of each word in passages of policy reports."""
    passages = _passages()
    total = passages[""]
    return np.array([math.log((1 + total) / (1 + passages.get(word, 0))) for word in types])


@cache
def _passages() -> dict[str, int]:
    """How many passages of policy reports have each word; the empty word stands for all passages."""
    return {row["word"]: int(row["passages"]) for row in read_table("genre_frequencies.tsv")}
