"""Coherence of topics from words that stand near each other: C_v and NPMI over sliding windows."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from toolkit.matrix import Vocabulary, WordOptions, read_tokens

if TYPE_CHECKING:
    from toolkit.corpus import Corpus

__all__ = ["C_V_WINDOW", "NPMI_WINDOW", "Windows", "c_v", "count_row_windows", "count_windows", "npmi"]

C_V_WINDOW, NPMI_WINDOW = 110, 10
EPSILON = 1e-12
Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


class Windows(NamedTuple):
    """Number of windows, and the share of them that has both of two words (on the diagonal: that has the word)."""

    n: int
    joint: Floats


def count_windows(corpus: "Corpus", words: Iterable[str], size: int) -> Windows:
    """Return in how many windows of so many words each pair of words stands; windows end with their document.

    A document shorter than the window is one window. Punctuation is no word.
    """
    listed = list(words)
    vocabulary = Vocabulary(WordOptions())
    codes = vocabulary.codes(listed)
    total, n = np.zeros((len(listed), len(listed))), 0
    for part in corpus.parts():
        tokens = read_tokens(part.tokens, part.documents, vocabulary)
        place = np.full(len(vocabulary.words), -1, dtype=np.int64)
        place[codes] = np.arange(len(listed))
        kept = vocabulary.flags("word")[tokens.code]
        found, more = _windows(tokens.document[kept], place[tokens.code[kept]], len(listed), size)
        total, n = total + found, n + more
    return Windows(n, total / max(n, 1))


def count_row_windows(counts: csr_array, columns: Ints) -> Windows:
    """Return the same with each row of a matrix as one window."""
    present = (counts[:, columns] > 0).astype(float)
    return Windows(counts.shape[0], np.asarray((present.T @ present).todense()) / max(counts.shape[0], 1))


def c_v(windows: Windows, top: Ints) -> Floats:
    """Return C_v of each topic: its words' vectors of NPMI with all its words, each compared with their sum by cosine.

    As in Röder, Both & Hinneburg (2015), and as gensim computes it.
    """
    pairs = _npmi(windows, top)
    together = pairs.sum(axis=1, keepdims=True)
    length = np.linalg.norm(pairs, axis=2) * np.linalg.norm(together, axis=2)
    cosine = (pairs * together).sum(axis=2) / np.where(length > 0, length, 1.0)
    return np.asarray(np.where(length > 0, cosine, 0.0).mean(axis=1))


def npmi(windows: Windows, top: Ints) -> Floats:
    """Return the mean NPMI over the pairs of each topic's words."""
    one, two = np.triu_indices(top.shape[1], k=1)
    return np.asarray(_npmi(windows, top)[:, one, two].mean(axis=1)) if len(one) else np.zeros(len(top))


def _npmi(windows: Windows, top: Ints) -> Floats:
    joint = windows.joint[top[:, :, None], top[:, None, :]]
    alone = np.diagonal(windows.joint)[top]
    apart = alone[:, :, None] * alone[:, None, :]
    with np.errstate(divide="ignore", invalid="ignore"):
        found = np.log((joint + EPSILON) / apart) / -np.log(joint + EPSILON)
    return np.where(apart > 0, found, 0.0)


def _windows(document: Ints, word: Ints, n_words: int, size: int) -> tuple[Floats, int]:
    """Joint counts, and the number of windows, of words in order; ``word`` is −1 for one that is not asked for."""
    if not len(document):
        return np.zeros((n_words, n_words)), 0
    begins = np.flatnonzero(np.diff(document, prepend=document[0] - 1))
    length = np.diff(np.append(begins, len(document)))
    per_document = np.maximum(length - size + 1, 1)
    offset = np.cumsum(per_document) - per_document
    at = np.flatnonzero(word >= 0)
    own = np.searchsorted(begins, at, side="right") - 1
    inside = at - begins[own]
    first = offset[own] + np.maximum(inside - size + 1, 0)
    last = offset[own] + np.minimum(inside, per_document[own] - 1)
    # Windows between two events hold the same words: they are one stretch with a weight.
    n = int(per_document.sum())
    edges = np.unique(np.concatenate([first, last + 1]))
    start, end = np.searchsorted(edges, first), np.searchsorted(edges, last + 1)
    span = end - start
    stretch = np.arange(int(span.sum())) - np.repeat(np.cumsum(span) - span, span) + np.repeat(start, span)
    has = csr_array((np.ones(len(stretch)), (stretch, np.repeat(word[at], span))), shape=(len(edges), n_words))
    has.data[:] = 1.0
    weight = np.append(np.diff(edges), 0).astype(float)
    weighted = has.copy()
    weighted.data *= np.repeat(weight, np.diff(has.indptr))
    return np.asarray((weighted.T @ has).todense()), n
