"""``detect_bursts``: the years in which a term is suddenly used much more."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from toolkit.errors import invalid
from toolkit.matrix import TermMatrix
from toolkit.trends.series import times_of
from toolkit.trends.terms import documents_with_term, wanted_columns

__all__ = ["detect_bursts"]

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
MEASURES = ("tokens", "documents")


def detect_bursts(
    matrix: TermMatrix, terms: str | Sequence[str] | None = None, *, by: str | pd.Series = "year", measure: str = "tokens",
    s: float = 2.0, gamma: float = 1.0, levels: int = 1, min_count: int = 5,
) -> pd.DataFrame:  # fmt: skip
    """Return the bursts of terms: runs of years in which a term is used at a multiple of its usual rate.

    The model of Kleinberg for counts in batches: a sequence of states, of which state i expects the base rate times ``s`` to the
    power of i, and each step up costs ``gamma`` times ln(number of years); the cheapest sequence is found by dynamic programming.

    Parameters
    ----------
    matrix : TermMatrix
        Counts of documents, sections or sentences.
    terms : str or sequence of str, optional
        The terms; all terms of the matrix if not given.
    by : str or Series
        The time: a column of ``matrix.rows`` or one number a row.
    measure : {"tokens", "documents"}
        What is counted: uses of the term among all words of the year, or documents with the term among all documents of the year (for
        corpora with many documents a year).
    s : float
        Ratio of the rates of neighbouring states, above 1.
    gamma : float
        Cost of going up; higher means fewer bursts.
    levels : int
        States above the base state.
    min_count : int
        Least count of the term in the whole corpus.

    Returns
    -------
    DataFrame
        ``term, level, start, end`` (first and last year of the burst), ``n`` (counted in the burst), ``rate`` and ``base_rate`` (in the
        burst and over all years; per 10,000 words, or share of documents), ``weight`` (how much cheaper the burst's state is than the
        one below), heaviest first.

    References
    ----------
    Kleinberg, J. (2002). Bursty and hierarchical structure in streams. KDD.

    Examples
    --------
    >>> import pandas as pd
    >>> import toolkit as tk
    >>> texts = ["修路架桥。" * 9 + "防疫抗疫。" * (6 if year in (2020, 2021) else 0) for year in range(2016, 2026)]
    >>> matrix = tk.count_terms(tk.build_corpus(pd.DataFrame({"text": texts, "year": range(2016, 2026)})))
    >>> tk.detect_bursts(matrix, ["抗疫"])[["term", "start", "end", "n"]]
      term  start   end   n
    0   抗疫   2020  2021  12
    """
    if measure not in MEASURES:
        raise invalid("measure", measure, MEASURES)
    for name, value, least in (("s", s, 1.0), ("gamma", gamma, 0.0), ("levels", levels, 0)):
        if value <= least:
            raise invalid(name, value, f"above {least}")
    columns = wanted_columns(matrix, terms)
    groups = matrix.group(by)
    times = groups.rows.iloc[:, :-4]
    times_of(times)
    if measure == "tokens":
        hits, total = groups.counts[:, columns].toarray().T, groups.rows["n_tokens"].to_numpy()
    else:
        hits, total = documents_with_term(matrix, by, columns, len(groups)).T, groups.rows["n_docs"].to_numpy()
    often = hits.sum(axis=1) >= max(min_count, 1)
    found = _bursts(hits[often], total, s, gamma, levels)
    return _table(found, matrix.terms[columns][often], hits[often], total, times.iloc[:, 0], 1e4 if measure == "tokens" else 1.0)


def _bursts(hits: Ints, total: Ints, s: float, gamma: float, levels: int) -> list[tuple[int, int, int, int, float]]:
    """Term, level, first and last time, weight of each burst."""
    if hits.size == 0:
        return []
    cost = _costs(hits, total, s, levels)
    states = _cheapest(cost, gamma * np.log(max(len(total), 2)))
    found = []
    for level in range(1, levels + 1):
        for row, start, end in _runs(states >= level):
            weight = float((cost[level - 1, row, start:end] - cost[level, row, start:end]).sum())
            found.append((row, level, start, end - 1, weight))
    return found


def _costs(hits: Ints, total: Ints, s: float, levels: int) -> Floats:
    """Negative log-likelihood of each count in each state: (states, terms, times); the binomial coefficient is common to all states."""
    base = hits.sum(axis=1) / max(total.sum(), 1)
    rates = np.minimum(base[None, :] * s ** np.arange(levels + 1)[:, None], 1 - 1e-9)[:, :, None]
    return np.asarray(-(hits * np.log(rates) + (total - hits) * np.log1p(-rates)))


def _cheapest(cost: Floats, step: float) -> Ints:
    """The cheapest sequence of states of each term (Viterbi): (terms, times); ties go to the lower state."""
    n_states, n_terms, n_times = cost.shape
    climb = step * np.maximum(np.arange(n_states)[None, :] - np.arange(n_states)[:, None], 0)
    back = np.zeros((n_times, n_states, n_terms), dtype=np.int64)
    # Before the first time stands the base state.
    best = cost[:, :, 0] + climb[0][:, None]
    for time in range(1, n_times):
        reached = best[:, None, :] + climb[:, :, None]
        back[time] = reached.argmin(axis=0)
        best = reached.min(axis=0) + cost[:, :, time]
    states = np.zeros((n_terms, n_times), dtype=np.int64)
    states[:, -1] = best.argmin(axis=0)
    for time in range(n_times - 1, 0, -1):
        states[:, time - 1] = back[time, states[:, time], np.arange(n_terms)]
    return states


def _runs(inside: NDArray[np.bool_]) -> list[tuple[int, int, int]]:
    """Row, start and end of each run of true values along the rows."""
    edges = np.diff(np.pad(inside.astype(np.int8), ((0, 0), (1, 1))), axis=1)
    rows, starts = np.nonzero(edges == 1)
    ends = np.nonzero(edges == -1)[1]
    return [(int(row), int(start), int(end)) for row, start, end in zip(rows, starts, ends, strict=True)]


def _table(
    found: list[tuple[int, int, int, int, float]], terms: NDArray[np.object_], hits: Ints, total: Ints, times: pd.Series, scale: float
) -> pd.DataFrame:
    row, level, start, end = (np.array([burst[place] for burst in found], dtype=np.int64) for place in range(4))
    n = np.array([hits[burst[0], burst[2] : burst[3] + 1].sum() for burst in found], dtype=np.int64)
    inside = np.array([total[burst[2] : burst[3] + 1].sum() for burst in found], dtype=np.int64)
    table = pd.DataFrame({
        "term": pd.Series(terms[row], dtype="str"), "level": level,
        "start": times.iloc[start].reset_index(drop=True), "end": times.iloc[end].reset_index(drop=True),
        "n": n, "rate": n * scale / np.maximum(inside, 1), "base_rate": hits[row].sum(axis=1) * scale / max(total.sum(), 1),
        "weight": np.array([burst[4] for burst in found], dtype=float),
    })  # fmt: skip
    return table.sort_values(["weight", "term", "level", "start"], ascending=[False, True, True, True], ignore_index=True)
