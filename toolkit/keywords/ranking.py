"""``rank_keywords``: the words that stand for each group of a matrix."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csr_array

from toolkit.errors import InvalidValue, invalid
from toolkit.keywords.association import contrast
from toolkit.keywords.own_names import without_own_names
from toolkit.keywords.permutation import permutation_p
from toolkit.keywords.samples import sampled
from toolkit.matrix import By, TermMatrix, group_rows
from toolkit.trail import with_trail

__all__ = ["rank_keywords"]

MEASURES = ("z", "log_likelihood", "chi2", "log_ratio", "tfidf", "n")


def rank_keywords(
    matrix: TermMatrix, *, by: By = "year", k: int = 20, measure: str = "z", own_names: bool = True, min_count: int = 3,
    prior: float | None = None, n_resamples: int = 1999, seed: int = 0,
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
    own_names : bool
        Whether to count the names that a report has for its own place and the divisions in it, and words of greeting; without them,
        groups of places are told by what they write of.
    min_count : int
        Least count of the term in the group.
    prior : float, optional
        Size of the prior of ``z``, in words; by default the mean length of a document.
    n_resamples : int
        Permutations of documents.
    seed : int

    Returns
    -------
    DataFrame
        The columns of ``by``, then ``rank`` (from 1), ``term, score, n`` (count in the group), ``df`` (rows of the group with the
        term), ``rate`` (per 10,000 words), ``n_rest, df_rest, rate_rest``, ``p`` of the permutation of documents between the group and
        the rest, ``p_adjusted``: p times the number of terms that the group could have shown (Bonferroni), since only the strongest are
        tested; ``n_docs, n_docs_rest``. No rows where there is one group only: nothing sets it apart.

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
    _check(matrix, measure, k)
    counted = matrix if own_names else without_own_names(matrix)
    groups = counted.group(by)
    present = TermMatrix(counted.weight("binary").counts, counted.terms, counted.rows, counted.unit).group(by).counts
    codes = group_rows(counted.rows, by)[1]
    keys = groups.rows.drop(columns=["n_rows", "n_docs", "n_tokens", "n_chars"])
    idf = np.log((1 + len(groups)) / (1 + groups.document_frequency())) + 1
    size = prior if prior is not None else float(groups.rows["n_tokens"].sum()) / max(int(groups.rows["n_docs"].sum()), 1)
    tables = []
    for row in range(len(groups)):
        scored = _scored(groups, present, row, size)
        scored["score"] = scored["rate"] * idf if measure == "tfidf" else scored[measure]
        best = _best(scored, measure, k, min_count)
        tested = _tested(counted, best, codes, row, n_terms=int((groups.counts.sum(axis=0) > 0).sum()), n_resamples=n_resamples, seed=seed)
        tables.append(pd.concat([keys.iloc[[row] * len(best)].reset_index(drop=True), tested], axis=1))
    empty = pd.concat([keys.iloc[:0], pd.DataFrame(columns=_COLUMNS)], axis=1)
    table = pd.concat(tables, ignore_index=True) if tables else empty
    table.attrs["seed"] = seed
    shown = by.name if isinstance(by, pd.Series) else by
    return with_trail(
        table, matrix.trail, "rank_keywords", by=shown, k=k, measure=measure, own_names=own_names, min_count=min_count, prior=prior,
        n_resamples=n_resamples, seed=seed,
    )  # fmt: skip


_SCORED = ["rank", "term", "score", "n", "df", "rate", "n_rest", "df_rest", "rate_rest"]
_COLUMNS = [*_SCORED, "p", "p_adjusted", "n_docs", "n_docs_rest"]


def _check(matrix: TermMatrix, measure: str, k: int) -> None:
    if measure not in MEASURES:
        raise invalid("measure", measure, MEASURES)
    if k < 1:
        raise invalid("k", k, "at least 1")
    if matrix.weighting != "count":
        raise InvalidValue(f"rank_keywords needs counts, but the matrix is weighted by {matrix.weighting}")


def _scored(groups: TermMatrix, present: csr_array, row: int, prior: float) -> pd.DataFrame:
    """Every term of one group against the rest."""
    n, df = groups.counts[[row]].sum(axis=0), present[[row]].sum(axis=0)
    n_rest, df_rest = groups.counts.sum(axis=0) - n, present.sum(axis=0) - df
    tokens = groups.rows["n_tokens"].to_numpy(dtype=float)
    table = contrast(n.astype(float), n_rest.astype(float), tokens[row], tokens.sum() - tokens[row], prior=prior)
    return table.rename(columns={"rate_target": "rate", "rate_reference": "rate_rest"}).assign(
        term=pd.Series(groups.terms, dtype="str"), n=n, df=df, n_rest=n_rest, df_rest=df_rest
    )


def _best(scored: pd.DataFrame, measure: str, k: int, min_count: int) -> pd.DataFrame:
    wanted = scored["n"] >= min_count
    if measure not in ("tfidf", "n"):
        wanted &= scored["score"] > 0
    best = scored[wanted].sort_values(["score", "n", "term"], ascending=[False, False, True]).head(k).reset_index(drop=True)
    best["rank"] = np.arange(1, len(best) + 1)
    return best[_SCORED]


def _tested(
    matrix: TermMatrix, best: pd.DataFrame, codes: NDArray[np.int64], row: int, *, n_terms: int, n_resamples: int, seed: int
) -> pd.DataFrame:
    """The terms shown of one group with their p."""
    shown = matrix.counts[:, np.searchsorted(matrix.terms, best["term"].to_numpy(dtype=object))]
    narrow = TermMatrix(csr_array(shown), best["term"].to_numpy(dtype=object), matrix.rows, matrix.unit)
    samples = sampled(narrow, codes == row, (codes >= 0) & (codes != row))
    p = permutation_p(samples, n_resamples=n_resamples, seed=seed) if len(best) else np.zeros(0)
    n_docs, n_rest = samples.sizes
    return best.assign(p=p, p_adjusted=np.minimum(p * n_terms, 1.0), n_docs=n_docs, n_docs_rest=n_rest)
