"""``rank_keywords``: the words that stand for each group of a matrix."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csc_array, csr_array

from toolkit.errors import InvalidValue, check_seed, invalid
from toolkit.given import takes
from toolkit.keywords.association import check_prior, contrast
from toolkit.keywords.own_names import without_own_names
from toolkit.keywords.permutation import Permutations
from toolkit.keywords.samples import sampled
from toolkit.matrix import By, TermMatrix, group_rows
from toolkit.multiple_tests import adjusted
from toolkit.trail import with_trail

__all__ = ["rank_keywords"]

MEASURES = ("z", "log_likelihood", "chi2", "log_ratio", "tfidf", "n")


@takes("matrix")
def rank_keywords(
    matrix: TermMatrix, *, by: By = "year", k: int = 20, measure: str = "z", cluster: str | None = None, own_names: bool = True,
    min_count: int = 3, prior: float | None = None, n_resamples: int = 1999, seed: int = 0,
) -> pd.DataFrame:  # fmt: skip
    """Return the k terms that set each group apart from all other groups, ranked.

    Parameters
    ----------
    matrix : TermMatrix
        Counts of documents, sections or sentences.
    by : str, sequence of str, or Series
        What groups the rows, as in `TermMatrix.group`; for decades ``matrix.rows["year"] // 10 * 10``.
    k : int
        Terms for each group.
    measure : {"z", "log_likelihood", "chi2", "log_ratio", "tfidf", "n"}
        The score: statistics of `keyness` of the group against the rest, of which only terms more frequent in the group are shown
        (``z``: log odds ratio with an informative Dirichlet prior, over its standard error); ``tfidf``: rate times inverse frequency
        over the groups; ``n``: the count alone.
    cluster : str, optional
        A column of ``rows`` whose values are dealt out in place of documents, as in `keyness`: ``"place"`` where years are compared
        and reports of the same place resemble each other.
    own_names : bool
        Whether to count the names that a report has for its own place and what lies in it (粤, 广州, 珠三角, 我省), for its speaker, and
        words of greeting; without them, groups of places are told by what they write of.
    min_count : int
        Least count of the term in the group.
    prior : float, optional
        Size of the prior of ``z``, in words; by default the mean length of a document.
    n_resamples : int
        Permutations of documents, or of clusters.
    seed : int

    Returns
    -------
    DataFrame
        The columns of ``by``, then ``rank`` (from 1), ``term, score, n`` (count in the group), ``df`` (rows of the group with the
        term), ``rate`` (per 10,000 words), ``n_rest, df_rest, rate_rest``, ``p`` of the permutation of documents between the group and
        the rest, ``p_adjusted`` for all terms that the group could have shown, those that it doesn't show taken for p = 1 (Benjamini &
        Hochberg; a greater ``k`` tests more); ``n_docs, n_docs_rest`` and ``n_units, n_units_rest`` (documents, or clusters). Where
        there is one group only nothing sets it apart: no rows, but by ``tfidf`` and ``n``.

    References
    ----------
    Monroe, B., Colaresi, M. & Quinn, K. (2008). Fightin' words. Political Analysis 16(4). See also `keyness`.

    Examples
    --------
    >>> import pandas as pd
    >>> import toolkit as tk
    >>> reports = pd.DataFrame({"text": ["粮食丰收，粮食增产。", "芯片增产，芯片出口。"], "year": [1980, 2020]})
    >>> matrix = tk.count_terms(tk.build_corpus(reports))
    >>> tk.rank_keywords(matrix, by="year", k=1, min_count=1)[["year", "rank", "term", "n", "n_rest"]]
       year  rank term  n  n_rest
    0  1980     1   粮食  2       0
    1  2020     1   芯片  2       0
    """
    _check(matrix, measure, k, n_resamples=n_resamples, prior=prior, seed=seed)
    counted = matrix if own_names else without_own_names(matrix)
    groups = counted.group(by)
    codes = group_rows(counted.rows, by)[1]
    totals = _Totals(groups, _present(counted, codes, len(groups)))
    n_tests = totals.n_terms(min_count)
    keys = groups.rows.drop(columns=["n_rows", "n_docs", "n_tokens", "n_chars"])
    size = prior if prior is not None else float(groups.rows["n_tokens"].sum()) / max(int(groups.rows["n_docs"].sum()), 1)
    by_columns = csc_array(counted.counts)
    permutations = Permutations(n_resamples, seed)
    tables = []
    for row in range(len(groups)):
        best = totals.best(row, measure, k, min_count=min_count, prior=size)
        shown = _shown(counted, by_columns[:, best["column"].to_numpy()])
        sides = codes == row, (codes >= 0) & (codes != row)
        documents = sampled(shown, *sides)
        units = documents if cluster is None else sampled(shown, *sides, cluster)
        p = permutations.p(units)
        best = best.assign(p=p, p_adjusted=adjusted(p, n_tests))
        best[_SIZES] = *documents.sizes, *units.sizes
        tables.append(pd.concat([keys.iloc[[row] * len(best)].reset_index(drop=True), best[_COLUMNS]], axis=1))
    empty = pd.concat([keys.iloc[:0], pd.DataFrame(columns=_COLUMNS)], axis=1)
    table = pd.concat(tables, ignore_index=True) if tables else empty
    table.attrs["seed"] = seed
    return with_trail(
        table, matrix.trail, "rank_keywords", by=by, k=k, measure=measure, cluster=cluster, own_names=own_names, min_count=min_count,
        prior=prior, n_resamples=n_resamples, seed=seed,
    )  # fmt: skip


_SCORED = ["rank", "term", "score", "n", "df", "rate", "n_rest", "df_rest", "rate_rest"]
_SIZES = ["n_docs", "n_docs_rest", "n_units", "n_units_rest"]
_COLUMNS = [*_SCORED, "p", "p_adjusted", *_SIZES]


def _check(matrix: TermMatrix, measure: str, k: int, *, n_resamples: int, prior: float | None, seed: int) -> None:
    if measure not in MEASURES:
        raise invalid("measure", measure, MEASURES)
    if isinstance(k, bool) or not isinstance(k, int) or k < 1:
        raise invalid("k", k, "at least 1")
    if n_resamples < 1:
        raise invalid("n_resamples", n_resamples, "at least 1")
    check_prior(prior)
    check_seed(seed)
    if matrix.weighting != "count":
        raise InvalidValue(f"rank_keywords needs counts, but the matrix is weighted by {matrix.weighting}")


class _Totals:
    """What is the same for all groups: the counts of each and of all together."""

    def __init__(self, groups: TermMatrix, present: csr_array) -> None:
        self._terms, self._groups, self._present = groups.terms, csr_array(groups.counts), present
        self._tokens = groups.rows["n_tokens"].to_numpy(dtype=float)
        self._n, self._df = self._groups.sum(axis=0), present.sum(axis=0)
        self._idf = np.log((1 + len(groups)) / (1 + groups.document_frequency())) + 1

    def n_terms(self, min_count: int) -> int:
        """How many terms a group could have shown, whichever rows were its own."""
        return int((self._n >= max(min_count, 1)).sum())

    def best(self, row: int, measure: str, k: int, *, min_count: int, prior: float) -> pd.DataFrame:
        """The k strongest terms of one group of those that it has often enough, against the rest."""
        column, n = _cells(self._groups, row)
        column, n = column[n >= min_count], n[n >= min_count]
        n_rest, words = self._n[column] - n, self._tokens[row]
        table = contrast(n.astype(float), n_rest.astype(float), words, self._tokens.sum() - words, prior=prior)
        table = table.rename(columns={"rate_target": "rate", "rate_reference": "rate_rest"}).assign(column=column, n=n, n_rest=n_rest)
        table["score"] = table["rate"] * self._idf[column] if measure == "tfidf" else table[measure]
        # A group that is all there is has no rest to be told from.
        apart = (table["score"] > 0) & (self._tokens.sum() > words)
        wanted = table if measure in ("tfidf", "n") else table[apart]
        # The k strongest and those as strong as the last of them.
        strong = wanted[wanted["score"] >= wanted["score"].nlargest(k).min()] if len(wanted) > k else wanted
        column = strong["column"].to_numpy()
        df = self._present[[row]].toarray()[0, column]
        strong = strong.assign(df=df, df_rest=self._df[column] - df, term=pd.Series(self._terms[column], strong.index, "str"))
        best = strong.sort_values(["score", "n", "term"], ascending=[False, False, True]).head(k).reset_index(drop=True)
        best["rank"] = np.arange(1, len(best) + 1)
        return best


def _cells(counts: csr_array, row: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Columns and counts of one row."""
    part = slice(counts.indptr[row], counts.indptr[row + 1])
    return counts.indices[part].astype(np.int64), counts.data[part]


def _present(matrix: TermMatrix, codes: NDArray[np.int64], n_groups: int) -> csr_array:
    """In how many rows of each group each term stands."""
    chosen = np.flatnonzero(codes >= 0)
    member = csr_array((np.ones(len(chosen), dtype=np.int64), (codes[chosen], chosen)), shape=(n_groups, len(codes)))
    counts = matrix.counts
    return csr_array(member @ csr_array((np.ones(counts.nnz, dtype=np.int64), counts.indices, counts.indptr), shape=counts.shape))


def _shown(matrix: TermMatrix, columns: csc_array) -> TermMatrix:
    """The rows of a matrix with some of its columns."""
    return TermMatrix(csr_array(columns), np.arange(columns.shape[1]).astype(str).astype(object), matrix.rows, matrix.unit)
