"""``find_phrases``: terms of several words, by how much more often their words stand together than their parts would have it."""

from collections.abc import Collection, Iterable
from itertools import product
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import ndtri

from toolkit.errors import invalid
from toolkit.given import takes
from toolkit.keywords.edges import can_begin, can_end
from toolkit.keywords.windows import RunningWords, Sharing, SmallInts, read_running
from toolkit.matrix import Vocabulary, WordOptions
from toolkit.trail import with_trail

if TYPE_CHECKING:
    from toolkit.corpus import Corpus

__all__ = ["find_phrases"]

Ints = NDArray[np.int64]
LENGTHS = (2, 3, 4)
BEYOND = ("words", "parts")
_FIXED = 0.8
"""A sequence with the same word before it, or after it, in a larger share of its places is part of a longer one."""
_COLUMNS = ["term", "words", "n_words", "n", "n_outside", "df", "lambda", "lambda_low", "lambda_high", "z"]


@takes("corpus")
def find_phrases(
    corpus: "Corpus", *, n_words: Iterable[int] = LENGTHS, beyond: str = "words", min_count: int = 10, confidence: float = 0.999,
    stop_words: str | Collection[str] | None = "general", duplicates: bool = True,
) -> pd.DataFrame:  # fmt: skip
    """Return sequences of words that are more than the sum of their parts, the surest first.

    A log-linear model of all sequences of that length tells how much of the count of a sequence is due to all of its words together
    (λ), beyond what its words, or its words, pairs and triples, explain. Sequences whose interval of λ reaches 0 are left out, and so are
    parts of longer ones (with the same word before or after them in more than 80 % of their places), sequences that begin or end with a
    word of grammar, and sequences that begin with a verb every report has (推进, 加强).

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
        What is no part of a phrase, as in `count_terms`, numbers besides. With ``None``, phrases may begin and end with any word
        (以 人民 为 中心).
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
    vocabulary = Vocabulary(WordOptions(stop_words))
    words = read_running(corpus, vocabulary, duplicates=duplicates)
    width = float(ndtri(0.5 + confidence / 2))
    frequent = words.frequent(lengths[-1], min_count)
    possible = {length: _possible(frequent[length], vocabulary, stop_words) for length in lengths}
    found = [_phrases(words, phrases, vocabulary, beyond, width) for phrases in possible.values()]
    table = pd.concat(found, ignore_index=True).sort_values(["lambda_low", "n", "words"], ascending=[False, False, True], ignore_index=True)
    table.insert(4, "n_outside", _outside(table))
    return with_trail(
        table[_COLUMNS], (), "find_phrases", n_words=lengths, beyond=beyond, min_count=min_count, confidence=confidence,
        stop_words=stop_words, duplicates=duplicates,
    )  # fmt: skip


def _possible(phrases: SmallInts, vocabulary: Vocabulary, stop_words: str | Collection[str] | None) -> SmallInts:
    """The sequences whose first and last word can begin and end a term; all where no word is to be left out."""
    if stop_words is None:
        return phrases
    known = np.unique(phrases[:, [0, -1]])
    begins, ends = (np.zeros(len(vocabulary.words), dtype=bool) for _ in range(2))
    begins[known] = [can_begin(vocabulary.words[code]) for code in known]
    ends[known] = [can_end(vocabulary.words[code]) for code in known]
    return phrases[begins[phrases[:, 0]] & ends[phrases[:, -1]]]


def _phrases(words: RunningWords, phrases: SmallInts, vocabulary: Vocabulary, beyond: str, width: float) -> pd.DataFrame:
    """The phrases of one length, with their statistics."""
    sharing, found = words.sharing(phrases)
    strength, error = _interaction(sharing, beyond)
    n_phrases, length = phrases.shape
    n = np.bincount(found.phrase, minlength=n_phrases)
    beside = np.maximum(*(words.commonest_neighbour(found, step, n_phrases) for step in (-1, length)))
    df = words.documents_with(found, n_phrases)
    chosen = (strength - width * error > 0) & (beside <= _FIXED * n)
    names = [[vocabulary.words[code] for code in codes] for codes in phrases[chosen].tolist()]
    term, written = (pd.Series([blank.join(words) for words in names], dtype="str") for blank in ("", " "))
    strength, error = strength[chosen], error[chosen]
    return pd.DataFrame({
        "term": term, "words": written, "n_words": length, "n": n[chosen], "df": df[chosen],
        "lambda": strength, "lambda_low": strength - width * error, "lambda_high": strength + width * error, "z": strength / error,
    })  # fmt: skip


def _interaction(sharing: Sharing, beyond: str) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """λ of phrases and its standard error, from the counts of windows that share some of their words at least."""
    length, n_phrases = len(next(iter(sharing))), len(next(iter(sharing.values())))
    strength, variance = np.zeros(n_phrases), np.zeros(n_phrases)
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
