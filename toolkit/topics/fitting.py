"""``fit_topics``: a matrix of counts becomes `Topics`."""

from collections.abc import Collection, Mapping

import numpy as np
from numpy.typing import NDArray

from toolkit.errors import InvalidValue, invalid
from toolkit.given import takes
from toolkit.matrix import TermMatrix
from toolkit.topics.factors import METHODS, Fit, fit_factors
from toolkit.topics.names import names_among
from toolkit.topics.topics import Topics
from toolkit.trail import step

__all__ = ["check_topics", "fit_topics", "steady_order"]


@takes("matrix")
def fit_topics(
    matrix: TermMatrix, *, n_topics: int = 20, method: str = "nmf", seed: int = 0, max_iter: int | None = None, n_starts: int = 4,
    seeds: Mapping[str, Collection[str]] | None = None, names: bool = True,
) -> Topics:  # fmt: skip
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
        Dirichlet allocation of the counts at the mode of its posterior (priors .1 and .01), which with its fast, exact steps gives the
        topics of the other ways of fitting it (Asuncion et al. 2009).
    seed : int
        For the random steps.
    max_iter : int, optional
        Most iterations: 500 for an NMF, 200 for an LDA; both stop earlier where they have converged.
    n_starts : int
        Random starts of an LDA; the one with the best bound is kept. An NMF starts from singular vectors.
    seeds : mapping of str to collection of str, optional
        Guides topics of an LDA: the name of a topic to its seed words (``{"环境": ["污染", "生态"]}``). A seed word has, in its own
        topic, a prior of as many pseudo-counts as the corpus has of it; other words and topics go free, as in keyATM and seeded
        LDA. Topics with names come first, in this order.
    names : bool
        False leaves out terms that are names of persons and places, which make topics out of periods and provinces.

    Returns
    -------
    Topics
        With tables ``terms()``, ``prevalence(by)``, ``summary()``, ``effects(by)``, ``typical(corpus)``, ``documents()``, with
        ``transform(matrix)`` and ``save(folder)``.

    References
    ----------
    Asuncion, A., Welling, M., Smyth, P. & Teh, Y. W. (2009). On smoothing and inference for topic models. UAI.
    Blei, D., Ng, A. & Jordan, M. (2003). Latent Dirichlet allocation. JMLR 3.
    Eshima, S., Imai, K. & Sasaki, T. (2024). Keyword-assisted topic models. American Journal of Political Science 68(2).
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
    if n_starts < 1:
        raise invalid("n_starts", n_starts, "1 or more")
    if not names:
        matrix = matrix.trim(drop=names_among(matrix.terms))
    check_topics(matrix, n_topics, method)
    columns = _seed_columns(matrix, seeds or {}, n_topics, method)
    size = matrix.rows["n_tokens"].to_numpy(dtype=float)
    order = steady_order(matrix)
    fit = Fit(n_topics, method, seed, max_iter, n_starts)
    factors = fit_factors(matrix.counts[order], fit, size[order], columns)
    lda = {} if method == "nmf" else {"n_starts": n_starts}
    call = step(
        "fit_topics", n_topics=n_topics, method=method, seed=seed, **({} if max_iter is None else {"max_iter": max_iter}), **lda,
        **({} if not seeds else {"seeds": dict(seeds)}),
    )  # fmt: skip
    return Topics(matrix, factors, factors.words, factors.shares(matrix.counts), call)


def _seed_columns(matrix: TermMatrix, seeds: Mapping[str, Collection[str]], n_topics: int, method: str) -> dict[str, NDArray[np.int64]]:
    if seeds and method != "lda":
        raise InvalidValue("seeds guide an LDA: give method='lda'")
    if len(seeds) > n_topics:
        raise InvalidValue(f"seeds name {len(seeds)} topics, but n_topics={n_topics}: give at least as many topics as names")
    wrong = [name for name, words in seeds.items() if isinstance(words, str) or not words]
    if wrong:
        raise InvalidValue(f"the seed words of {wrong[0]!r} are no list of words: give at least one, as in {{'环境': ['污染', '生态']}}")
    return {name: matrix.columns_of(list(words)) for name, words in seeds.items()}


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
