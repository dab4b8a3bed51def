"""How the words of a topic are ranked: by probability, by FREX, by relevance."""

import numpy as np
from numpy.typing import NDArray

from toolkit.errors import invalid
from toolkit.statistics import ranks

__all__ = ["RANKINGS", "ranked_weights", "strongest"]

RANKINGS = ("probability", "frex", "relevance")
FREX_WEIGHT = 0.5
RELEVANCE_WEIGHT = 0.6
"""Of the probability, as the readers of Sievert & Shirley told topics apart best."""

Floats = NDArray[np.float64]


def ranked_weights(words: Floats, n: NDArray[np.int64], by: str) -> Floats:
    """Return what each term of each topic is ranked by.

    Parameters
    ----------
    words : ndarray, shape (n_topics, n_terms)
        Weights; a topic's add up to 1.
    n : ndarray
        Count of each term in the corpus.
    by : {"probability", "frex", "relevance"}
    """
    if by not in RANKINGS:
        raise invalid("by", by, RANKINGS)
    if by == "probability":
        return words
    if by == "relevance":
        overall = np.maximum(n, 0.5) / max(float(n.sum()), 1.0)
        with np.errstate(divide="ignore"):
            likely = np.log(words)
        return np.asarray(RELEVANCE_WEIGHT * likely + (1 - RELEVANCE_WEIGHT) * (likely - np.log(overall)))
    exclusive = words / np.maximum(words.sum(axis=0), 1e-300)
    size = words.shape[1]
    frequent, own = (ranks(values, highest=True) / size for values in (words, exclusive))
    # A term that the topic lacks is none of its words, however the ranks of ties come out.
    return np.where(words > 0, 1.0 / (FREX_WEIGHT / own + (1 - FREX_WEIGHT) / frequent), 0.0)


def strongest(values: Floats, k: int) -> NDArray[np.int64]:
    """Return the places of the k highest values, the first of equals first."""
    return np.argsort(-values, kind="stable")[:k]
