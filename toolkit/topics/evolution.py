"""``topic_evolution``: topics fitted period by period, each followed from one period to the next."""

import numpy as np
import pandas as pd
from joblib import Parallel, delayed
from numpy.typing import NDArray

from toolkit.errors import InvalidValue, invalid
from toolkit.given import takes
from toolkit.matrix import By, TermMatrix, group_rows
from toolkit.topics.factors import Factors, Fit, fit_factors
from toolkit.topics.fitting import check_topics, steady_order
from toolkit.topics.intervals import share_intervals, weighted_means
from toolkit.topics.labels import strongest
from toolkit.topics.matching import cosines, match
from toolkit.trail import with_trail

__all__ = ["topic_evolution"]

SHOWN = 8
Floats = NDArray[np.float64]


@takes("matrix")
def topic_evolution(
    matrix: TermMatrix, *, by: By, n_topics: int = 10, method: str = "nmf", least: float = 0.3, seed: int = 0, n_jobs: int = 1
) -> pd.DataFrame:
    """Return the topics of each period, with the topic of the period before that each carries on.

    A model is fitted to each period alone; topics of following periods are matched so that the sum of the cosines of their words is
    greatest, and pairs below ``least`` are parted: one topic ends, another is born.

    Parameters
    ----------
    matrix : TermMatrix
        Counts of blocks or sections, as for `fit_topics`.
    by : str or Series
        The periods, in order: ``matrix.rows["year"] // 10 * 10``.
    n_topics : int
        Topics of each period.
    method, seed
        As for `fit_topics`.
    least : float
        Cosine from which on a topic carries on another.
    n_jobs : int
        Periods fitted at the same time; the table is the same.

    Returns
    -------
    DataFrame
        One row for each period and topic: the period, ``chain`` (the number that the topic keeps through the periods), ``status`` (first,
        born, carried on), ``ends`` (whether no topic of the next period carries it on), ``cosine`` with the one before, ``share, low,
        high`` of the period's text, ``terms`` (the eight strongest), ``new_terms, lost_terms`` against the one before, ``n_rows``.

    References
    ----------
    Blei, D. & Lafferty, J. (2006). Dynamic topic models. ICML.
    Greene, D. & Cross, J. (2017). Exploring the political agenda of the European Parliament using a dynamic topic modeling approach.
    Political Analysis 25(1).

    Examples
    --------
    >>> import pandas as pd
    >>> import toolkit as tk
    >>> texts = ["治水护水，河湖清洁。", "河湖治水，水质改善。", "普法执法，司法公正。", "执法公正，法治政府。"] * 2
    >>> matrix = tk.count_terms(tk.build_corpus(pd.DataFrame({"text": texts, "year": [2013] * 4 + [2023] * 4})))
    >>> tk.topic_evolution(matrix, by="year", n_topics=2)["status"].tolist()
    ['first', 'first', 'carried on', 'carried on']
    """
    if not 0 <= least <= 1:
        raise invalid("least", least, "a cosine from 0 to 1")
    keys, codes = group_rows(matrix.rows, by)
    if len(keys.columns) != 1:
        raise invalid("by", by, "one column or Series, the periods")
    parts = []
    for period, code in zip(keys.iloc[:, 0], range(len(keys)), strict=True):
        part = _rows(matrix, codes == code)
        if len(part) < n_topics:
            raise InvalidValue(f"period {period} has {len(part)} rows, fewer than n_topics={n_topics}: take longer periods or smaller rows")
        check_topics(part, n_topics, method)
        parts.append(part)
    fit = Fit(n_topics, method, seed)
    models = Parallel(n_jobs=n_jobs)(delayed(_fitted)(part, fit) for part in parts)
    name = str(keys.columns[0])
    table = _chained(matrix, keys.iloc[:, 0], parts, models, least, seed).rename(columns={"period": name})
    options = {"by": name, "n_topics": n_topics, "method": method, "least": least, "seed": seed}
    return with_trail(table, matrix.trail, "topic_evolution", **options)


def _rows(matrix: TermMatrix, kept: NDArray[np.bool_]) -> TermMatrix:
    return TermMatrix(matrix.counts[kept], matrix.terms, matrix.rows[kept].reset_index(drop=True), matrix.unit, trail=matrix.trail)


def _fitted(part: TermMatrix, fit: Fit) -> Factors:
    order = steady_order(part)
    return fit_factors(part.counts[order], fit, part.rows["n_tokens"].to_numpy(dtype=float)[order])


def _chained(
    matrix: TermMatrix, periods: pd.Series, parts: list[TermMatrix], models: list[Factors], least: float, seed: int
) -> pd.DataFrame:
    tables: list[pd.DataFrame] = []
    before, chains, n_chains = None, np.zeros(0, dtype=np.int64), 0
    for period, part, model in zip(periods, parts, models, strict=True):
        words = model.words
        partner, cosine = np.full(len(words), -1), np.full(len(words), np.nan)
        if before is not None:
            partner, cosine = match(cosines(words, before))
            partner = np.where(cosine >= least, partner, -1)
            tables[-1]["ends"] = ~np.isin(np.arange(len(words)), partner)
        own = np.where(partner >= 0, chains[partner], -1) if len(chains) else partner.copy()
        born = own < 0
        own[born] = np.arange(n_chains + 1, n_chains + 1 + born.sum())
        n_chains, chains = n_chains + int(born.sum()), own
        tables.append(_described(matrix, period, part, model, seed).assign(
            chain=own, status=np.where(born, "first" if before is None else "born", "carried on"),
            cosine=np.where(born, np.nan, cosine), ends=False, **_changed(matrix, words, before, partner),
        ))  # fmt: skip
        before = words
    columns = ["period", "chain", "status", "ends", "cosine", "share", "low", "high", "terms", "new_terms", "lost_terms", "n_rows"]
    table = pd.concat(tables, ignore_index=True)[columns]
    return table.astype(dict.fromkeys(("status", "terms", "new_terms", "lost_terms"), "str"))


def _described(matrix: TermMatrix, period: object, part: TermMatrix, model: Factors, seed: int) -> pd.DataFrame:
    shares = model.shares(part.counts)
    weight = part.rows["n_tokens"].to_numpy(dtype=float) * shares.any(axis=1)
    whole = np.zeros(len(part), dtype=np.int64)
    low, high, _, _ = share_intervals(part.rows, shares, weight, whole, 1, seed)
    terms = ["、".join(matrix.terms[strongest(weights, SHOWN)]) for weights in model.words]
    share = weighted_means(shares, weight, whole, 1)[0]
    return pd.DataFrame({"period": period, "share": share, "low": low[0], "high": high[0], "terms": terms, "n_rows": len(part)})


def _changed(matrix: TermMatrix, words: Floats, before: Floats | None, partner: NDArray[np.int64]) -> dict[str, list[str]]:
    """The words among the strongest that the topic carried on did not have there, and those that it had."""
    found: dict[str, list[str]] = {"new_terms": [], "lost_terms": []}
    for weights, other in zip(words, partner, strict=True):
        now = matrix.terms[strongest(weights, SHOWN)]
        then = now if before is None or other < 0 else matrix.terms[strongest(before[other], SHOWN)]
        found["new_terms"].append("、".join(term for term in now if term not in then))
        found["lost_terms"].append("、".join(term for term in then if term not in now))
    return found
