"""``rank_keywords``: the words that stand for each group of a matrix."""

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from toolkit.errors import InvalidValue, invalid
from toolkit.keywords.association import contrast
from toolkit.matrix import By, TermMatrix

__all__ = ["rank_keywords"]

MEASURES = ("log_likelihood", "chi2", "log_ratio", "z", "tfidf", "n")


def rank_keywords(
    matrix: TermMatrix, *, by: By = "year", k: int = 20, measure: str = "log_likelihood", min_count: int = 3, prior: float = 500.0,
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
    measure : {"log_likelihood", "chi2", "log_ratio", "z", "tfidf", "n"}
        The score: statistics of `keyness` of the group against the rest, of which only terms more frequent in the group are shown;
        ``tfidf``: rate times inverse frequency over the groups; ``n``: the count alone.
    min_count : int
        Least count of the term in the group.
    prior : float
        Size of the prior of ``z``, in words.

    Returns
    -------
    DataFrame
        The columns of ``by``, then ``rank`` (from 1), ``term, score, n`` (count in the group), ``df`` (rows of the group with the
        term), ``rate`` (per 10,000 words), ``n_rest, df_rest, rate_rest``, ``p`` of the log-likelihood against the rest, ``p_adjusted``
        for all terms of the group. No rows where there is one group only: nothing sets it apart.

    References
    ----------
    See `keyness`.

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
    if measure not in MEASURES:
        raise invalid("measure", measure, MEASURES)
    if k < 1:
        raise invalid("k", k, "at least 1")
    if matrix.weighting != "count":
        raise InvalidValue(f"rank_keywords needs counts, but the matrix is weighted by {matrix.weighting}")
    groups = matrix.group(by)
    present = TermMatrix(matrix.weight("binary").counts, matrix.terms, matrix.rows, matrix.unit).group(by).counts
    keys = groups.rows.drop(columns=["n_rows", "n_docs", "n_tokens", "n_chars"])
    idf = np.log((1 + len(groups)) / (1 + groups.document_frequency())) + 1
    tables = []
    for row in range(len(groups)):
        scored = _scored(groups, present, row, prior)
        scored["score"] = scored["rate"] * idf if measure == "tfidf" else scored[measure]
        best = _best(scored, measure, k, min_count)
        tables.append(pd.concat([keys.iloc[[row] * len(best)].reset_index(drop=True), best], axis=1))
    empty = pd.concat([keys.iloc[:0], pd.DataFrame(columns=_COLUMNS)], axis=1)
    return pd.concat(tables, ignore_index=True) if tables else empty


_COLUMNS = ["rank", "term", "score", "n", "df", "rate", "n_rest", "df_rest", "rate_rest", "p", "p_adjusted"]


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
    return best[_COLUMNS]
