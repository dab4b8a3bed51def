"""``choose_topics``: how good models with different numbers of topics are."""

from collections.abc import Iterable

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment
from scipy.sparse import csr_array

from toolkit.errors import invalid
from toolkit.matrix import TermMatrix
from toolkit.progress import followed
from toolkit.topics.factors import Factors, fit_factors
from toolkit.topics.fitting import check_topics, steady_order
from toolkit.trail import with_trail

__all__ = ["choose_topics"]

TOP = 10
SAMPLE = 0.8
Floats = NDArray[np.float64]


def choose_topics(
    matrix: TermMatrix, candidates: Iterable[int], *, method: str = "nmf", seed: int = 0, n_runs: int = 5, max_iter: int | None = None
) -> pd.DataFrame:
    """Return one row for each number of topics, with measures of how coherent, stable and distinct its topics are.

    No measure decides alone: take a number where coherence and stability are high, and read its topics.

    Parameters
    ----------
    matrix : TermMatrix
        Counts, as for `fit_topics`.
    candidates : iterable of int
        Numbers of topics: ``range(5, 41, 5)``.
    method, max_iter
        As for `fit_topics`.
    seed : int
        For the models and for the samples of rows.
    n_runs : int
        Models fitted to samples of 80 % of the rows, from 1.

    Returns
    -------
    DataFrame
        ``n_topics, coherence`` (mean normalised PMI of the ten strongest terms, co-occurrence counted in the rows of the matrix; −1
        to 1), ``stability`` (mean Jaccard index of the ten strongest terms of matched topics, between the model of all rows and those
        of samples; 0 to 1), ``diversity`` (share of different terms among the ten strongest of all topics), ``error`` (relative
        reconstruction error of an NMF, perplexity of an LDA), ``n_runs, method, seed``.

    References
    ----------
    Dieng, A., Ruiz, F. & Blei, D. (2020). Topic modeling in embedding spaces. TACL 8 (diversity).
    Greene, D., O'Callaghan, D. & Cunningham, P. (2014). How many topics? Stability analysis for topic models. ECML PKDD.
    Röder, M., Both, A. & Hinneburg, A. (2015). Exploring the space of topic coherence measures. WSDM.

    Examples
    --------
    >>> import pandas as pd
    >>> import toolkit as tk
    >>> texts = ["治水护水，河湖清洁。", "河湖治水，水质改善。", "普法执法，司法公正。", "执法公正，法治政府。"] * 3
    >>> matrix = tk.count_terms(tk.build_corpus(pd.DataFrame({"text": texts})))
    >>> tk.choose_topics(matrix, [2, 3], n_runs=1)["n_topics"].tolist()
    [2, 3]
    """
    if n_runs < 1:
        raise invalid("n_runs", n_runs, "1 or more")
    numbers = sorted(set(candidates))
    for number in numbers:
        check_topics(matrix, number, method)
    order = steady_order(matrix)
    counts, size = matrix.counts[order], matrix.rows["n_tokens"].to_numpy(dtype=float)[order]
    samples = _samples(len(matrix), n_runs, seed)
    rows = []
    for number in followed(numbers, "topics", unit="model"):
        whole = fit_factors(counts, number, method=method, seed=seed, max_iter=max_iter, size=size)
        top = _top_terms(whole)
        others = [
            fit_factors(counts[sample], min(number, len(sample)), method=method, seed=seed, max_iter=max_iter, size=size[sample])
            for sample in samples
        ]  # fmt: skip
        rows.append({
            "n_topics": number, "coherence": coherence(counts, top),
            "stability": float(np.mean([_agreement(top, _top_terms(other)) for other in others])),
            "diversity": len(np.unique(top)) / top.size, "error": whole.error,
        })  # fmt: skip
    table = pd.DataFrame(rows, columns=["n_topics", "coherence", "stability", "diversity", "error"])
    table = table.assign(n_runs=n_runs, method=method, seed=seed)
    return with_trail(table, matrix.trail, "choose_topics", candidates=numbers, method=method, seed=seed, n_runs=n_runs)


def coherence(counts: csr_array, top: NDArray[np.int64]) -> float:
    """Return the mean normalised PMI over all pairs of each topic's terms, which are given as columns of the counts."""
    used, place = np.unique(top, return_inverse=True)
    present = (counts[:, used] > 0).astype(float)
    joint = np.asarray((present.T @ present).todense()) / counts.shape[0]
    alone = np.diag(joint)
    with np.errstate(divide="ignore", invalid="ignore"):
        npmi = np.log(joint / np.outer(alone, alone)) / -np.log(joint)
    npmi = np.where(joint == 0, -1.0, np.where(joint == 1, 0.0, npmi))
    one, two = np.triu_indices(top.shape[1], k=1)
    place = place.reshape(top.shape)
    return float(npmi[place[:, one], place[:, two]].mean()) if len(one) else 0.0


def _samples(n_rows: int, n_runs: int, seed: int) -> list[NDArray[np.int64]]:
    random = np.random.default_rng(seed)
    size = max(int(n_rows * SAMPLE), 1)
    return [np.sort(random.choice(n_rows, size=size, replace=False)) for _ in range(n_runs)]


def _top_terms(factors: Factors) -> NDArray[np.int64]:
    """Columns of the strongest terms: one row a topic."""
    return np.argsort(-factors.words, axis=1, kind="stable")[:, :TOP]


def _agreement(ours: NDArray[np.int64], theirs: NDArray[np.int64]) -> float:
    """Mean Jaccard index of the terms of topics, each matched with one other so that the sum is greatest."""
    overlap = np.array([[len(np.intersect1d(one, two)) / len(np.union1d(one, two)) for two in theirs] for one in ours])
    return float(overlap[linear_sum_assignment(-overlap)].mean())
