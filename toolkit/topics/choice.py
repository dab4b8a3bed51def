"""``choose_topics``: how good models with different numbers of topics are."""

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from joblib import Parallel, delayed
from numpy.typing import NDArray
from scipy.sparse import csr_array

from toolkit.errors import invalid
from toolkit.given import takes
from toolkit.matrix import TermMatrix
from toolkit.progress import followed
from toolkit.topics.coherence import C_V_WINDOW, NPMI_WINDOW, Windows, c_v, count_row_windows, count_windows, npmi
from toolkit.topics.factors import Fit, fit_factors
from toolkit.topics.fitting import check_topics, steady_order
from toolkit.trail import with_trail

if TYPE_CHECKING:
    from toolkit.corpus import Corpus

__all__ = ["choose_topics"]

TOP = 10
SAMPLE = 0.8
Ints = NDArray[np.int64]


@takes("matrix")
def choose_topics(
    matrix: TermMatrix, candidates: Iterable[int], *, method: str | Iterable[str] = "nmf", corpus: "Corpus | None" = None, seed: int = 0,
    n_runs: int = 3, max_iter: int | None = None, n_jobs: int = 1,
) -> pd.DataFrame:  # fmt: skip
    """Return one row for each number of topics, with measures of how coherent, stable and distinct its topics are.

    No measure decides alone: take a number where coherence and stability are high, and read its topics.

    Parameters
    ----------
    matrix : TermMatrix
        Counts, as for `fit_topics`.
    candidates : iterable of int
        Numbers of topics: ``range(5, 41, 5)``.
    method : {"nmf", "lda"}, or several of them
    corpus : Corpus, optional
        Where words that stand near each other are counted: in windows of 110 words for C_v, of 10 for NPMI. Without, each row of the
        matrix is a window, which for blocks of 200 characters comes near to the first.
    seed : int
        For the models and for the samples of rows.
    n_runs : int
        Models fitted to samples of 80 % of the rows, from 1.
    max_iter : int, optional
        Most iterations, 60 by default: the ten strongest terms stand before a fit has converged to the last digit.
    n_jobs : int
        Models fitted at the same time; the table is the same.

    Returns
    -------
    DataFrame
        ``method, n_topics, c_v`` (coherence, mean over topics; 0 to 1), ``npmi`` (mean normalised PMI of the pairs of the ten strongest
        terms; −1 to 1), ``stability`` (mean Jaccard index of the ten strongest terms of matched topics, between the model of all rows
        and those of samples; 0 to 1), ``diversity`` (share of different terms among the ten strongest of all topics), ``error``
        (relative reconstruction error of an NMF, perplexity of an LDA), ``windows`` (corpus or rows), ``n_rows, n_runs, seed``.

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
    methods = [method] if isinstance(method, str) else list(method)
    fits = [Fit(number, name, seed, max_iter or 60, 2, tolerance=1e-3) for name in methods for number in sorted(set(candidates))]
    for fit in fits:
        check_topics(matrix, fit.n_topics, fit.method)
    order = steady_order(matrix)
    counts, size = matrix.counts[order], matrix.rows["n_tokens"].to_numpy(dtype=float)[order]
    samples = [np.arange(len(matrix)), *_samples(len(matrix), n_runs, seed)]
    tasks = [(fit, sample) for fit in fits for sample in samples]
    shown = followed(tasks, "topics", unit="model")
    done = Parallel(n_jobs=n_jobs)(delayed(_top_terms)(counts, size, sample, fit) for fit, sample in shown)
    runs = [done[first : first + len(samples)] for first in range(0, len(done), len(samples))]
    columns = np.unique(np.concatenate([own[0][0].ravel() for own in runs])) if runs else np.zeros(0, dtype=np.int64)
    wide, narrow = _windows(matrix, columns, corpus)
    rows = []
    for fit, ((top, error), *others) in zip(fits, runs, strict=True):
        place = np.searchsorted(columns, top)
        rows.append({
            "method": fit.method, "n_topics": fit.n_topics, "c_v": float(c_v(wide, place).mean()),
            "npmi": float(npmi(narrow, place).mean()),
            "stability": float(np.mean([_agreement(top, other) for other, _ in others])),
            "diversity": len(np.unique(top)) / top.size, "error": error,
        })  # fmt: skip
    table = pd.DataFrame(rows, columns=["method", "n_topics", "c_v", "npmi", "stability", "diversity", "error"])
    table = table.assign(windows="rows" if corpus is None else "corpus", n_rows=len(matrix), n_runs=n_runs, seed=seed)
    numbers = sorted({fit.n_topics for fit in fits})
    return with_trail(table, matrix.trail, "choose_topics", candidates=numbers, method=method, seed=seed, n_runs=n_runs)


def _top_terms(counts: csr_array, size: NDArray[np.float64], sample: Ints, fit: Fit) -> tuple[Ints, float]:
    """Columns of the strongest terms, one row a topic, and the error of the fit."""
    own = replace(fit, n_topics=min(fit.n_topics, len(sample)))
    factors = fit_factors(counts[sample], own, size[sample])
    return np.argsort(-factors.words, axis=1, kind="stable")[:, :TOP], factors.error


def _windows(matrix: TermMatrix, columns: Ints, corpus: "Corpus | None") -> tuple[Windows, Windows]:
    if corpus is None:
        found = count_row_windows(matrix.counts, columns)
        return found, found
    words = matrix.terms[columns].tolist()
    return count_windows(corpus, words, C_V_WINDOW), count_windows(corpus, words, NPMI_WINDOW)


def _samples(n_rows: int, n_runs: int, seed: int) -> list[Ints]:
    random = np.random.default_rng(seed)
    size = max(int(n_rows * SAMPLE), 1)
    return [np.sort(random.choice(n_rows, size=size, replace=False)) for _ in range(n_runs)]


def _agreement(ours: Ints, theirs: Ints) -> float:
    """Mean Jaccard index of the terms of topics, each matched with one other so that the sum is greatest."""
    overlap = np.array([[len(np.intersect1d(one, two)) / len(np.union1d(one, two)) for two in theirs] for one in ours])
    # Loaded late, as few need it.
    from scipy.optimize import linear_sum_assignment

    return float(overlap[linear_sum_assignment(-overlap)].mean())
