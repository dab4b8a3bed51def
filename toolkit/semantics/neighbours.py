"""``word_neighbours``: words that are used as a word is used."""

from collections.abc import Collection
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from scipy.sparse import csr_array, diags_array

from toolkit.errors import InvalidValue, check_seed, invalid
from toolkit.given import takes
from toolkit.matrix import TermMatrix
from toolkit.semantics.contexts import cosines, embed, read_pairs
from toolkit.trail import with_trail

if TYPE_CHECKING:
    from toolkit.corpus import Corpus

__all__ = ["word_neighbours"]


@takes("matrix", "corpus")
def word_neighbours(
    source: "Corpus | TermMatrix", word: str, k: int = 20, *, window: int = 5, min_count: int = 10, n_dimensions: int = 100,
    stop_words: str | Collection[str] | None = "general", phrases: Collection[str] = (), seed: int = 0,
) -> pd.DataFrame:  # fmt: skip
    """Return the k words whose company is most like that of a word.

    Two words are alike if they stand near the same words, whether or not they stand near each other (for these see `collocations`).

    Parameters
    ----------
    source : Corpus or TermMatrix
        Of a corpus, near means within ``window`` words of one sentence; of a matrix of counts, in the same row, and ``window``,
        ``stop_words`` and ``phrases`` are those of the matrix.
    word : str
    k : int
        Number of words at most.
    window : int
        Most words between, the second one counted.
    min_count : int
        Least count of a word, of a matrix the least number of rows with it.
    n_dimensions : int
        Of the vectors.
    stop_words, phrases
        As in `count_terms`.
    seed : int

    Returns
    -------
    DataFrame
        ``word`` (the one asked for), ``rank`` (from 1), ``neighbour, similarity`` (cosine), ``n`` (count of the neighbour), ``n_word``,
        ``n_together`` (how often both stand near each other) and ``seed``.

    References
    ----------
    Levy, O., Goldberg, Y. & Dagan, I. (2015). Improving distributional similarity with lessons learned from word embeddings. TACL 3.

    Examples
    --------
    >>> import pandas as pd
    >>> import toolkit as tk
    >>> texts = ["治理河流污染。", "治理湖泊污染。", "监测河流水质。", "监测湖泊水质。", "发放养老补贴。"] * 4
    >>> corpus = tk.build_corpus(pd.DataFrame({"text": texts}))
    >>> tk.word_neighbours(corpus, "河流", 1, min_count=4)[["word", "neighbour", "n_together"]]
      word neighbour  n_together
    0   河流        湖泊           0
    """
    if k < 1:
        raise invalid("k", k, "1 or more")
    if n_dimensions < 1:
        raise invalid("n_dimensions", n_dimensions, "1 or more")
    check_seed(seed)
    if isinstance(source, TermMatrix):
        words, counts, together, trail = _of_matrix(source, min_count)
        at = int(np.flatnonzero(words == word)[0]) if word in words else -1
        if at < 0:
            source.columns_of([word])
            raise InvalidValue(f"{word!r} stands in fewer than min_count={min_count} rows of the matrix")
    else:
        if window < 1:
            raise invalid("window", window, "1 or more words")
        pairs = read_pairs(source, window=window, min_count=min_count, stop_words=stop_words, phrases=phrases)
        words, counts, together, trail, at = pairs.words, pairs.counts, pairs.together(), (), pairs.number_of(word)
    vectors = embed(together, n_dimensions=n_dimensions, seed=seed)
    similarity = np.round(cosines(vectors[at], vectors), 6)
    similarity[at] = -2.0
    best = np.argsort(-similarity, kind="stable")[: min(k, len(words) - 1)]
    near = together[[at]].toarray().ravel()
    table = pd.DataFrame({
        "word": pd.Series([word] * len(best), dtype="str"), "rank": np.arange(1, len(best) + 1),
        "neighbour": pd.Series(words[best], dtype="str"), "similarity": similarity[best], "n": counts[best],
        "n_word": counts[at], "n_together": near[best].astype(np.int64), "seed": seed,
    })  # fmt: skip
    return with_trail(
        table, trail, "word_neighbours", word=word, k=k, window=window, min_count=min_count, n_dimensions=n_dimensions,
        stop_words=stop_words, phrases=phrases, seed=seed,
    )  # fmt: skip


def _of_matrix(matrix: TermMatrix, min_count: int) -> tuple[np.ndarray, np.ndarray, csr_array, tuple[str, ...]]:
    """Words, rows that have each, and rows that have both of each two."""
    kept = matrix.document_frequency() >= min_count
    present = matrix.weight("binary").counts[:, kept].astype(float)
    together = csr_array(present.T @ present)
    together = csr_array(together - diags_array(together.diagonal()))
    together.eliminate_zeros()
    return matrix.terms[kept], matrix.document_frequency()[kept], together, matrix.trail
