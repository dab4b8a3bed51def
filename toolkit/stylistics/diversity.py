"""``lexical_diversity``: how many different words a text uses, by measures that do not fall with its length."""

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import gammaln

from toolkit.given import takes
from toolkit.stylistics.words import words_of
from toolkit.trail import with_trail

if TYPE_CHECKING:
    from toolkit.corpus import Corpus

__all__ = ["lexical_diversity"]

Ints = NDArray[np.int64]
THRESHOLD = 0.72
"""Share of different words at which a stretch of MTLD is full."""
SAMPLE = 42
"""Words of a sample of HD-D."""
_LEAST = 50
"""Words of a text at least, for figures that mean something."""


@takes("corpus")
def lexical_diversity(corpus: "Corpus") -> pd.DataFrame:
    """Return the lexical diversity of each document: MTLD, HD-D and the share of different words.

    Numbers and punctuation are no words. The share of different words (``ttr``) falls with the length of a text, so that it compares
    texts of one length only; MTLD and HD-D hardly do. Both depend on how the segmenter cuts: compare texts cut alike.

    Parameters
    ----------
    corpus : Corpus
        With tokens.

    Returns
    -------
    DataFrame
        One row a document, in the order of the corpus: ``doc_id, place, year, n_words, n_types, ttr, mtld, mtld_forward, mtld_backward,
        hdd``. ``mtld`` is the mean length of a stretch of the text until the share of different words falls to .72, the mean of a pass
        from the beginning and one from the end, whose difference tells how firm it is; ``hdd`` is the expected share of different
        words among 42 drawn. Missing for texts of fewer than 50 words.

    References
    ----------
    McCarthy, P. M. & Jarvis, S. (2010). MTLD, vocd-D, and HD-D: a validation study. Behavior Research Methods 42(2).

    Examples
    --------
    >>> import pandas as pd
    >>> import toolkit as tk
    >>> corpus = tk.build_corpus(pd.DataFrame({"text": ["推进改革，推进开放。" * 20], "year": [2023]}))
    >>> tk.lexical_diversity(corpus)[["n_words", "n_types", "ttr"]].values.tolist()
    [[60.0, 3.0, 0.05]]
    """
    # Documents are measured one by one, so that those of one shard need be in memory.
    table = pd.concat([_of_documents(part) for part in corpus.parts()], ignore_index=True)
    return with_trail(table, [], "lexical_diversity")


def _of_documents(corpus: "Corpus") -> pd.DataFrame:
    documents = corpus.read("documents", ["doc_id", "place", "year"])
    words = words_of(corpus)
    codes = np.asarray(words["word"].cat.codes, dtype=np.int64)
    bounds = np.searchsorted(words["row"].to_numpy(), np.arange(len(documents) + 1)).tolist()
    rows = [_measured(codes[start:end]) for start, end in pairwise(bounds)]
    columns = ["n_words", "n_types", "ttr", "mtld", "mtld_forward", "mtld_backward", "hdd"]
    table = pd.DataFrame(rows, columns=columns, dtype=float).astype({"n_words": "int64", "n_types": "int64"})
    return pd.concat([documents, table], axis=1)


def _measured(codes: Ints) -> tuple[float, ...]:
    n = len(codes)
    # In order, so that sums do not depend on which words other documents have.
    counts = np.sort(np.unique(codes, return_counts=True)[1]).astype(np.int64)
    if n < _LEAST:
        return n, len(counts), len(counts) / n if n else np.nan, np.nan, np.nan, np.nan, np.nan
    forward, backward = mtld(codes.tolist()), mtld(codes[::-1].tolist())
    return n, len(counts), len(counts) / n, (forward + backward) / 2, forward, backward, hdd(counts)


def mtld(words: list[int]) -> float:
    """Return the mean length of the stretches in which the share of different words stays above the threshold."""
    factors = 0.0
    seen: set[int] = set()
    length, share = 0, 1.0
    for word in words:
        seen.add(word)
        length += 1
        share = len(seen) / length
        if share <= THRESHOLD:
            factors += 1
            seen.clear()
            length, share = 0, 1.0
    factors += (1 - share) / (1 - THRESHOLD) if length else 0.0
    return len(words) / factors if factors else float(len(words))


def hdd(counts: Ints) -> float:
    """Return the expected share of different words among those of a sample drawn without replacement."""
    total = counts.sum()
    rest = total - counts
    enough = rest >= SAMPLE
    none = np.zeros(len(counts))
    left = rest[enough]
    none[enough] = np.exp(gammaln(left + 1) - gammaln(left - SAMPLE + 1) - gammaln(total + 1) + gammaln(total - SAMPLE + 1))
    return float((1 - none).sum() / SAMPLE)
