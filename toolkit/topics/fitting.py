"""``fit_topics``: a matrix of counts becomes `Topics`."""

import numpy as np
from numpy.typing import NDArray

from toolkit.errors import InvalidValue, invalid
from toolkit.matrix import TermMatrix
from toolkit.topics.factors import METHODS, fit_factors
from toolkit.topics.topics import Topics

__all__ = ["check_topics", "fit_topics", "steady_order"]


def fit_topics(matrix: TermMatrix, *, n_topics: int = 20, method: str = "nmf", seed: int = 0, max_iter: int | None = None) -> Topics:
    """Return the topics of a matrix of counts, numbered from the most prevalent; the same matrix and seed give the same topics.

    Topics of long reports are sharper on their parts than on whole documents: ``count_terms(corpus, unit="section", min_df=5)``, or
    ``unit="block"`` where sections are long.

    Parameters
    ----------
    matrix : TermMatrix
        Counts, not weights; rare terms trimmed away (``min_df=5``).
    n_topics : int
        Number of topics, at most the number of rows and of terms; see `choose_topics`.
    method : {"nmf", "lda"}
        ``nmf``: non-negative matrix factorisation of tf-idf weights (with 1 + ln(count)), steady from run to run. ``lda``: latent
        Dirichlet allocation of the counts by variational inference.
    seed : int
        For the random steps.
    max_iter : int, optional
        Most iterations: 500 for an NMF, which stops earlier where it has converged, 50 for an LDA.

    Returns
    -------
    Topics
        With tables ``terms()``, ``prevalence(by)``, ``documents()``, and ``transform(matrix)``.

    References
    ----------
    Blei, D., Ng, A. & Jordan, M. (2003). Latent Dirichlet allocation. JMLR 3.
    Lee, D. & Seung, H. (1999). Learning the parts of objects by non-negative matrix factorization. Nature 401.

    Examples
    --------
    >>> import pandas as pd
    >>> import toolkit as tk
    >>> texts = ["治水护水，河湖清洁。", "河湖治水，水质改善。", "普法执法，司法公正。", "执法公正，法治政府。"]
    >>> topics = tk.fit_topics(tk.count_terms(tk.build_corpus(pd.DataFrame({"text": texts}))), n_topics=2)
    >>> topics.shares.argmax(axis=1).tolist() in ([0, 0, 1, 1], [1, 1, 0, 0])
    True
    """
    check_topics(matrix, n_topics, method)
    size = matrix.rows["n_tokens"].to_numpy(dtype=float)
    order = steady_order(matrix)
    factors = fit_factors(matrix.counts[order], n_topics, method=method, seed=seed, max_iter=max_iter, size=size[order])
    return Topics(matrix, factors, factors.words, factors.shares(matrix.counts))


def steady_order(matrix: TermMatrix) -> NDArray[np.int64]:
    """Return the rows by the names of their documents: what is random in a fit then does not depend on how documents come."""
    known = "doc_id" in matrix.rows.columns
    return np.asarray(np.argsort(matrix.rows["doc_id"].to_numpy(dtype=object), kind="stable") if known else np.arange(len(matrix)))


def check_topics(matrix: TermMatrix, n_topics: int, method: str) -> None:
    """Raise the error for topics that cannot be fitted."""
    if method not in METHODS:
        raise invalid("method", method, METHODS)
    if matrix.weighting != "count":
        raise InvalidValue(f"topics are fitted to counts, but the matrix is weighted by {matrix.weighting}")
    n_rows, n_terms = matrix.shape
    if not 1 <= n_topics <= min(n_rows, n_terms):
        most = min(n_rows, n_terms)
        raise InvalidValue(f"n_topics={n_topics} is not allowed: a matrix of {n_rows} rows × {n_terms} terms has from 1 to {most} topics")
