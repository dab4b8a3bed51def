"""``term_trends``: how often terms are used from year to year, and whether their use rises or falls."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csr_array

from toolkit.errors import InvalidValue, invalid
from toolkit.given import takes
from toolkit.matrix import TermMatrix, group_rows
from toolkit.statistics import wilson
from toolkit.trail import with_trail
from toolkit.trends.calibration import SEED
from toolkit.trends.intervals import rate_interval
from toolkit.trends.series import check_options, tested, times_of

__all__ = ["documents_with_term", "term_trends", "wanted_columns"]

MEASURES = ("rate", "doc_share")


@takes("matrix")
def term_trends(
    matrix: TermMatrix, terms: str | Sequence[str] | None = None, *, by: str | pd.Series = "year", measure: str = "rate",
    test: str = "ar1", alpha: float = 0.05,
) -> pd.DataFrame:  # fmt: skip
    """Return the use of terms in each year, with a Mann–Kendall test of each term.

    Parameters
    ----------
    matrix : TermMatrix
        Counts of documents, sections or sentences.
    terms : str or sequence of str, optional
        The terms; all terms of the matrix if not given (trim it first).
    by : str or Series
        The time: a column of ``matrix.rows`` or one number a row.
    measure : {"rate", "doc_share"}
        What is tested.
    test : {"ar1", "original", "hamed_rao", "yue_wang", "prewhitening"}
        As the methods of `mann_kendall`.
    alpha : float
        Level at which ``trend`` is told, against ``p_adjusted``.

    Returns
    -------
    DataFrame
        One row for each term and year that the corpus has documents of: ``term, year, n`` (count), ``n_docs`` (documents that have
        the term), ``docs, n_tokens`` (all documents and words of the year), ``rate`` (per 10,000 words), ``doc_share``,
        ``measure`` (the column that is tested), ``low, high`` (95 % interval of the measure in that year: Wilson's for shares;
        for rates that of a Poisson count, wider by the scatter of the term between documents where years have several).
        Then the test of the term, the same on each of its rows: ``n_years, tau, slope`` (change of the measure a year),
        ``slope_low, slope_high`` (its interval), ``p, p_adjusted`` (Benjamini–Hochberg over the terms of this table),
        ``trend`` (``increasing``, ``decreasing``, ``no trend``, missing for fewer than four years), ``test``. See
        `trend_summary` for one row a term.

    Raises
    ------
    InvalidValue
        If the matrix lacks a term.

    Examples
    --------
    >>> import pandas as pd
    >>> import toolkit as tk
    >>> reports = pd.DataFrame({"text": ["治水" + "，治水" * n + "。修路。" for n in range(6)], "year": range(2018, 2024)})
    >>> matrix = tk.count_terms(tk.build_corpus(reports))
    >>> tk.term_trends(matrix, ["治水"])[["term", "year", "n", "trend"]].tail(2)
      term  year  n       trend
    4   治水  2022  5  increasing
    5   治水  2023  6  increasing
    """
    check_options(test, alpha)
    if measure not in MEASURES:
        raise invalid("measure", measure, MEASURES)
    columns = wanted_columns(matrix, terms)
    groups = matrix.group(by)
    keys = groups.rows.drop(columns=["n_rows", "n_docs", "n_tokens", "n_chars"])
    times = times_of(keys)
    # Series are rows from here on.
    n = groups.counts[:, columns].toarray().T
    n_docs = documents_with_term(matrix, by, columns, len(keys)).T
    docs, n_tokens = groups.rows["n_docs"].to_numpy(), groups.rows["n_tokens"].to_numpy()
    values = {"rate": n * 1e4 / np.maximum(n_tokens, 1), "doc_share": n_docs / np.maximum(docs, 1)}
    tests = tested(values[measure], times, test=test, alpha=alpha)
    size = len(columns), len(keys)
    table = pd.DataFrame({
        "term": pd.Series(np.repeat(matrix.terms[columns], size[1]), dtype="str"),
        keys.columns[0]: keys.iloc[np.tile(np.arange(size[1]), size[0]), 0].reset_index(drop=True),
        "n": n.ravel(), "n_docs": n_docs.ravel(), "docs": np.tile(docs, size[0]), "n_tokens": np.tile(n_tokens, size[0]),
        "rate": values["rate"].ravel(), "doc_share": values["doc_share"].ravel(),
        "measure": pd.Series([measure] * (size[0] * size[1]), dtype="str"),
    })  # fmt: skip
    if measure == "rate":
        low, high = rate_interval(n, n_tokens / 1e4, _dispersion(matrix, by, columns, n, n_tokens)[:, None])
    else:
        low, high = wilson(n_docs, docs)
    table = table.assign(low=low.ravel(), high=high.ravel())
    found = pd.concat([table, tests.loc[np.repeat(np.arange(size[0]), size[1])].reset_index(drop=True)], axis=1)
    options = {"terms": terms, "by": by if isinstance(by, str) else by.name, "measure": measure, "test": test, "alpha": alpha, "seed": SEED}
    return with_trail(found, matrix.trail, "term_trends", **options)


def _dispersion(
    matrix: TermMatrix, by: str | pd.Series, columns: NDArray[np.int64], n: NDArray[np.int64], n_tokens: NDArray[np.int64]
) -> NDArray[np.float64]:
    """Variance of each term's counts between documents of a year, in units of their mean; 1 where years have one document each."""
    _, group = group_rows(matrix.rows, by)
    document, ids = pd.factorize(matrix.rows["doc_id"])
    known = group >= 0
    group_of = np.full(len(ids), -1, dtype=np.int64)
    group_of[document[known]] = group[known]
    counts = (_sums(np.where(known, document, -1), len(ids)) @ matrix.counts[:, columns]).tocoo()
    tokens = np.bincount(document, weights=matrix.rows["n_tokens"].to_numpy(dtype=float) * known, minlength=len(ids))
    expected = n[counts.col, group_of[counts.row]] * tokens[counts.row] / np.maximum(n_tokens[group_of[counts.row]], 1)
    squares = np.bincount(counts.col, weights=counts.data**2 / np.maximum(expected, 1e-9), minlength=len(columns)) - n.sum(axis=1)
    docs = np.bincount(group_of[group_of >= 0], minlength=n.shape[1])
    free = ((n > 0) * (docs - 1)).sum(axis=1)
    ratio: NDArray[np.float64] = np.maximum(np.divide(squares, free, out=np.ones(len(columns)), where=free > 0), 1.0)
    return ratio


def wanted_columns(matrix: TermMatrix, terms: str | Sequence[str] | None) -> NDArray[np.int64]:
    """Return the columns of the terms, or all; the matrix must hold counts of parts of documents."""
    if matrix.weighting != "count":
        raise InvalidValue(f"trends need counts, but the matrix is weighted by {matrix.weighting}")
    if "doc_id" not in matrix.rows.columns:
        raise InvalidValue(f"trends need the rows of documents, but they are grouped by {matrix.unit}: give the matrix before grouping")
    if terms is None:
        return np.arange(len(matrix.terms))
    return matrix.columns_of([terms] if isinstance(terms, str) else list(dict.fromkeys(terms)))


def documents_with_term(matrix: TermMatrix, by: str | pd.Series, columns: NDArray[np.int64], n_groups: int) -> NDArray[np.int64]:
    """Return how many documents of each group have each term, whatever part of a document a row of the matrix is."""
    _, group_of_row = group_rows(matrix.rows, by)
    document, ids = pd.factorize(matrix.rows["doc_id"])
    per_document = _sums(document, len(ids)) @ matrix.counts[:, columns]
    present = csr_array((np.ones(per_document.nnz, dtype=np.int64), per_document.indices, per_document.indptr), shape=per_document.shape)
    group_of_document = np.zeros(len(ids), dtype=np.int64)
    group_of_document[document] = group_of_row
    return np.asarray((_sums(group_of_document, n_groups) @ present).toarray())


def _sums(group: NDArray[np.int64], n_groups: int) -> csr_array:
    """The matrix that adds rows up by group; rows of group -1 are left out."""
    known = np.flatnonzero(group >= 0)
    return csr_array((np.ones(len(known), dtype=np.int64), (group[known], known)), shape=(n_groups, len(group)))
