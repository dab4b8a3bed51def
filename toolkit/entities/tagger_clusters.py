"""Words that stand in the same surroundings, learned from texts without annotations.

Each word is described by the words before and behind it (positive pointwise mutual information, reduced by singular value
decomposition; Levy and Goldberg 2014), and words are put together by k-means.

References
----------
Levy, O., Goldberg, Y. (2014). Neural Word Embedding as Implicit Matrix Factorization. NeurIPS.
"""

from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.cluster import MiniBatchKMeans
from sklearn.utils.extmath import randomized_svd
from threadpoolctl import threadpool_limits

from toolkit.entities.tagger_words import Clusters, cluster_key
from toolkit.text import Segmenter

__all__ = ["learn_clusters"]

_SIZES = (800, 200, 50)
_CONTEXTS = 5000
"""So many of the most frequent words describe the others."""
_DIMENSIONS = 100
_WINDOWS = ((-1,), (1,), (-2, -3), (2, 3))
_SMOOTHING = 0.75


def learn_clusters(texts: Iterable[str], *, least: int = 4, seed: int = 1) -> Clusters:
    """Return for each word that occurs `least` times its cluster among many, some and few."""
    segmenter = Segmenter()
    documents = [[cluster_key(word) for word in segmenter.cut(text)] for text in texts]
    counts = Counter(word for document in documents for word in document)
    words = sorted((word for word, count in counts.items() if count >= least), key=lambda word: (-counts[word], word))
    words = [word for word in words if word.strip() and "\t" not in word]
    if not words:
        return {}
    numbers = {word: number for number, word in enumerate(words)}
    with threadpool_limits(1):
        vectors = _vectors([np.array([numbers.get(w, -1) for w in document]) for document in documents], len(words), seed)
        columns = [_cluster(vectors, size, seed) for size in _SIZES]
    return {word: (int(a), int(b), int(c)) for word, a, b, c in zip(words, *columns, strict=True)}


def _vectors(documents: Sequence[NDArray[np.int64]], n_words: int, seed: int) -> NDArray[np.float64]:
    """A vector of length one for each word."""
    around = sparse.hstack([sum(_pairs(documents, n_words, by) for by in window) for window in _WINDOWS]).tocoo()
    by_word = np.asarray(around.sum(axis=1)).ravel()
    by_context = np.asarray(around.sum(axis=0)).ravel() ** _SMOOTHING
    information = np.log(around.data * by_context.sum() / (by_word[around.row] * by_context[around.col]))
    kept = information > 0
    matrix = sparse.csr_matrix((information[kept], (around.row[kept], around.col[kept])), shape=around.shape)
    left, values, _ = randomized_svd(matrix, min(_DIMENSIONS, *matrix.shape), random_state=seed)
    vectors = left * np.sqrt(values)
    scaled: NDArray[np.float64] = vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    return scaled


def _pairs(documents: Sequence[NDArray[np.int64]], n_words: int, by: int) -> sparse.csr_matrix:
    """How often each frequent word stands `by` words behind each word (before, where negative)."""
    words = np.concatenate([document[:-by] if by > 0 else document[-by:] for document in documents])
    others = np.concatenate([document[by:] if by > 0 else document[:by] for document in documents])
    n_contexts = min(_CONTEXTS, n_words)
    both = (words >= 0) & (others >= 0) & (others < n_contexts)
    return sparse.coo_matrix((np.ones(both.sum()), (words[both], others[both])), shape=(n_words, n_contexts)).tocsr()


def _cluster(vectors: NDArray[np.float64], size: int, seed: int) -> NDArray[np.int64]:
    """The numbers of the clusters, from 1."""
    means = MiniBatchKMeans(min(size, len(vectors)), random_state=seed, n_init=3, batch_size=4096)
    numbers: NDArray[np.int64] = means.fit_predict(vectors) + 1
    return numbers
