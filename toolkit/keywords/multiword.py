"""``find_phrases``: terms of several words, by how much more often their words stand together than their parts would have it."""

from collections.abc import Collection, Iterable
from itertools import product
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.stats import norm

from toolkit.errors import invalid
from toolkit.matrix import Tokens, Vocabulary, WordOptions, compacted, read_tokens, runs
from toolkit.trail import with_trail

if TYPE_CHECKING:
    from toolkit.corpus import Corpus

__all__ = ["find_phrases"]

Ints = NDArray[np.int64]
LENGTHS = (2, 3, 4)
BEYOND = ("words", "parts")
_COLUMNS = ["term", "words", "n_words", "n", "n_outside", "df", "lambda", "lambda_low", "lambda_high", "z"]


def find_phrases(
    corpus: "Corpus", *, n_words: Iterable[int] = LENGTHS, beyond: str = "words", min_count: int = 10, confidence: float = 0.999,
    stop_words: str | Collection[str] | None = "general", duplicates: bool = True,
) -> pd.DataFrame:  # fmt: skip
    """Return sequences of words that are more than the sum of their parts, the surest first.

    A log-linear model of all sequences of that length tells how much of the count of a sequence is due to all of its words together
    (λ), beyond what its words, or its words, pairs and triples, explain. Sequences without such an excess are left out.

    Parameters
    ----------
    corpus : Corpus
    n_words : iterable of int
        Lengths, from 2 to 4 words.
    beyond : {"words", "parts"}
        What λ is measured against: the single words of the sequence ("unigram subtuples"), or all of its parts ("all subtuples"), by
        which 清洁 河湖 整治 is weak where 清洁 河湖 is strong.
    min_count : int
        Least count.
    confidence : float
        Of the interval of λ.
    stop_words : {"general", "genre", "all"}, collection of str, or None
        What is no part of a phrase, as in `count_terms`, numbers besides (以 人民 为 中心 needs ``None``).
    duplicates : bool
        As in `count_terms`.

    Returns
    -------
    DataFrame
        ``term`` (as it is written: ``count_terms(corpus, phrases=table["term"])``), ``words`` (set apart by blanks), ``n_words, n,
        n_outside`` (outside longer phrases of the table), ``df`` (documents), ``lambda, lambda_low, lambda_high`` (interval), ``z``;
        by ``lambda_low``.

    References
    ----------
    Blaheta, D. & Johnson, M. (2001). Unsupervised learning of multi-word verbs. ACL/EACL Workshop on Collocations.

    Examples
    --------
    >>> import pandas as pd
    >>> import toolkit as tk
    >>> texts = ["打击电信诈骗。防范电信诈骗。电信诈骗减少。企业减少。电信企业增加。整治诈骗。"] * 2
    >>> tk.find_phrases(tk.build_corpus(pd.DataFrame({"text": texts})), min_count=3, confidence=0.5)[["term", "words", "n"]]
       term  words  n
    0  电信诈骗  电信 诈骗  6
    """
    lengths = sorted(set(n_words))
    if not lengths or not set(lengths) <= set(LENGTHS):
        raise invalid("n_words", lengths, "numbers of words from 2 to 4")
    if beyond not in BEYOND:
        raise invalid("beyond", beyond, BEYOND)
    if min_count < 1:
        raise invalid("min_count", min_count, "1 or more")
    if not 0 < confidence < 1:
        raise invalid("confidence", confidence, "a probability between 0 and 1")
    documents = corpus.documents
    documents = documents if duplicates else documents[documents["duplicate_of"].isna()]
    vocabulary = Vocabulary(WordOptions(stop_words))
    tokens = read_tokens(corpus.tokens, documents, vocabulary)
    width = float(norm.ppf(0.5 + confidence / 2))
    found = [_phrases(tokens, vocabulary, length, min_count, beyond, width) for length in lengths]
    table = pd.concat(found, ignore_index=True).sort_values(["lambda_low", "n", "words"], ascending=[False, False, True], ignore_index=True)
    table.insert(4, "n_outside", _outside(table))
    return with_trail(
        table[_COLUMNS], (), "find_phrases", n_words=lengths, beyond=beyond, min_count=min_count, confidence=confidence,
        stop_words=stop_words, duplicates=duplicates,
    )  # fmt: skip


def _phrases(tokens: Tokens, vocabulary: Vocabulary, length: int, min_count: int, beyond: str, width: float) -> pd.DataFrame:
    """The phrases of one length, with their statistics."""
    run = runs(tokens, vocabulary)
    word, content = vocabulary.flags("word")[tokens.code], vocabulary.flags("counted")[tokens.code] & ~tokens.units_of_numbers(vocabulary)
    last = max(len(run) - length + 1, 0)
    at = np.flatnonzero(word[:last] & (run[:last] == run[length - 1 :]))
    windows = tokens.code[at[:, None] + np.arange(length)]
    ids, first = compacted(windows)
    n = np.bincount(ids, minlength=len(first))
    plain = np.logical_and.reduce([content[at + place] for place in range(length)])
    chosen = np.flatnonzero(np.bincount(ids[plain], minlength=len(n)) >= min_count)
    strength, error = _interaction(windows, first[chosen], beyond)
    above = strength > 0
    chosen, strength, error = chosen[above], strength[above], error[above]
    names = [[vocabulary.words[code] for code in codes] for codes in windows[first[chosen]].tolist()]
    pairs = np.unique((ids << 32) + tokens.document[at]) >> 32
    term, written = (pd.Series([blank.join(words) for words in names], dtype="str") for blank in ("", " "))
    return pd.DataFrame({
        "term": term, "words": written, "n_words": length, "n": n[chosen], "df": np.bincount(pairs, minlength=len(n))[chosen],
        "lambda": strength, "lambda_low": strength - width * error, "lambda_high": strength + width * error, "z": strength / error,
    })  # fmt: skip


def _interaction(windows: Ints, places: Ints, beyond: str) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """λ and its standard error of the sequences that stand at some places, from the counts of windows that share just these words."""
    length = windows.shape[1]
    sharing = {}
    for kept in product((False, True), repeat=length):
        if any(kept):
            ids, _ = compacted(windows[:, np.array(kept)])
            sharing[kept] = np.bincount(ids)[ids[places]].astype(float)
        else:
            sharing[kept] = np.full(len(places), float(len(windows)))
    strength, variance = np.zeros(len(places)), np.zeros(len(places))
    for kept, weight in _weights(length, beyond).items():
        # Windows that have the kept words and none of the others: inclusion and exclusion over those that have more.
        wider = [other for other in sharing if all(more or not one for one, more in zip(kept, other, strict=True))]
        exactly = sum((-1) ** (sum(other) - sum(kept)) * sharing[other] for other in wider) + 0.5
        strength += weight * np.log(exactly)
        variance += weight**2 / exactly
    return strength, np.sqrt(variance)


def _weights(length: int, beyond: str) -> dict[tuple[bool, ...], int]:
    """The weight in λ of the windows that have some of the words and not the others."""
    patterns = list(product((False, True), repeat=length))
    if beyond == "parts":
        return {kept: (-1) ** (length - sum(kept)) for kept in patterns}
    weights = {0: length - 1, 1: -1, length: 1}
    return {kept: weights[sum(kept)] for kept in patterns if sum(kept) in weights}


def _outside(table: pd.DataFrame) -> Ints:
    """How often each phrase stands outside the longer ones of the table that hold it (at least)."""
    left = dict(zip(table["words"], table["n"].tolist(), strict=True))
    longest = table.sort_values("n_words", ascending=False)
    for words in longest["words"]:
        parts, count = words.split(" "), left[words]
        inside = {" ".join(parts[start:end]) for start in range(len(parts)) for end in range(start + 2, len(parts) + 1)} - {words}
        for part in sorted(inside, key=lambda one: (-one.count(" "), one)):
            if part in left:
                left[part] = max(left[part] - count, 0)
    return table["words"].map(left).to_numpy(dtype=np.int64)
