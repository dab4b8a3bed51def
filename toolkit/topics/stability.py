"""``topic_stability``: which topics come again when a model is fitted anew from other starts."""


import numpy as np
import pandas as pd
from joblib import Parallel, delayed
from numpy.typing import NDArray
from scipy.sparse import csr_array

from toolkit.errors import invalid
from toolkit.given import takes
from toolkit.topics.factors import Fit, fit_factors
from toolkit.topics.fitting import steady_order
from toolkit.topics.matching import cosines, match
from toolkit.topics.topics import Topics
from toolkit.trail import with_trail

__all__ = ["topic_stability"]

TOP = 10
FOUND = 0.7
"""Cosine of the words from which on a topic counts as found again."""
Floats = NDArray[np.float64]


@takes("topics")
def topic_stability(topics: Topics, *, n_runs: int = 10, seed: int = 0, n_jobs: int = 1) -> pd.DataFrame:
    """Return one row for each topic: how well it is found again in models fitted from other random starts.

    Each run is one random start (an NMF, too, starts at random here), whose topics are matched with the given ones so that the sum of the
    cosines of their words is greatest.

    Parameters
    ----------
    topics : Topics
    n_runs : int
        Models fitted anew.
    seed : int
        For their starts.
    n_jobs : int
        Models fitted at the same time; the table is the same.

    Returns
    -------
    DataFrame
        ``topic, label, cosine`` (mean over the runs), ``lowest, found`` (share of the runs with a cosine of .7 or more), ``jaccard``
        (mean, of the ten strongest terms), ``n_runs, seed``.

    References
    ----------
    Roberts, M., Stewart, B. & Tingley, D. (2016). Navigating the local modes of big data. In: Computational social science. CUP.

    Examples
    --------
    >>> import pandas as pd
    >>> import toolkit as tk
    >>> texts = ["治水护水，河湖清洁。", "河湖治水，水质改善。", "普法执法，司法公正。", "执法公正，法治政府。"]
    >>> topics = tk.fit_topics(tk.count_terms(tk.build_corpus(pd.DataFrame({"text": texts}))), n_topics=2)
    >>> topic_stability(topics, n_runs=2)["found"].tolist()
    [1.0, 1.0]
    """
    if n_runs < 1:
        raise invalid("n_runs", n_runs, "1 or more")
    matrix, method = topics.matrix, topics.factors.method
    order = steady_order(matrix)
    counts, size = matrix.counts[order], matrix.rows["n_tokens"].to_numpy(dtype=float)[order]
    fits = [Fit(topics.n_topics, method, seed * 10_007 + run + 1, None, 1, True) for run in range(n_runs)]
    runs = Parallel(n_jobs=n_jobs)(delayed(_likeness)(counts, size, fit, topics.words) for fit in fits)
    cosine, jaccard = (np.array(values) for values in zip(*runs, strict=True))
    table = pd.DataFrame({
        "topic": np.arange(1, topics.n_topics + 1), "label": pd.Series(topics.labels, dtype="str"), "cosine": cosine.mean(axis=0),
        "lowest": cosine.min(axis=0), "found": (cosine >= FOUND).mean(axis=0), "jaccard": jaccard.mean(axis=0), "n_runs": n_runs,
        "seed": seed,
    })  # fmt: skip
    return with_trail(table, topics.trail, "topic_stability", n_runs=n_runs, seed=seed)


def _likeness(counts: csr_array, size: Floats, fit: Fit, words: Floats) -> tuple[Floats, Floats]:
    other = fit_factors(counts, fit, size).words
    partner, cosine = match(cosines(words, other))
    ours, theirs = (np.argsort(-values, axis=1, kind="stable")[:, :TOP] for values in (words, other[partner]))
    jaccard = [len(np.intersect1d(one, two)) / len(np.union1d(one, two)) for one, two in zip(ours, theirs, strict=True)]
    return cosine, np.array(jaccard)
