"""``detect_bursts``: the years in which a term is suddenly used much more."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from toolkit.errors import invalid
from toolkit.given import takes
from toolkit.matrix import TermMatrix
from toolkit.multiple_tests import adjusted
from toolkit.trail import with_trail
from toolkit.trends.calibration import SEED
from toolkit.trends.series import times_of
from toolkit.trends.terms import documents_with_term, wanted_columns

__all__ = ["detect_bursts"]

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
MEASURES = ("tokens", "documents")
_SHUFFLES = 200
_MOST_SHUFFLES = 20_000
_BATCH = 2000
"""Terms, times orders, that are gone through at a time."""
_SAME = 1 - 1e-9
"""The same runs of years add up in another order: equal weights may differ in their last digit."""
_ONGOING = 5
"""Years up to which a burst that lasts to the last year may still end."""


@takes("matrix")
def detect_bursts(
    matrix: TermMatrix, terms: str | Sequence[str] | None = None, *, by: str | pd.Series = "year", measure: str = "tokens",
    s: float = 2.0, gamma: float = 1.0, levels: int = 1, min_count: int = 5, alpha: float | None = 0.05,
) -> pd.DataFrame:  # fmt: skip
    """Return the bursts of terms: runs of years in which a term is used at a multiple of its usual rate.

    The model of Kleinberg for counts in batches: a sequence of states, of which state i expects the base rate times ``s`` to the
    power of i, and each step up costs ``gamma`` times ln(number of years); the cheapest sequence is found by dynamic programming. It
    starts anew after years without documents. Words come in heaps, so that this model alone finds bursts in any order of the years:
    bursts are kept that are heavier than the heaviest of other orders of the years, at level ``alpha`` for each term: of 1,000 terms
    looked at 50 may be kept by chance, and ``p_adjusted`` tells which stand after a correction for their number. A single year cannot
    pass the test, and of fewer than about eight years hardly anything can: ``alpha=None`` describes without it.

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
    alpha : float, optional
        Level of the test of one term: bursts are kept whose ``p`` is at most this. None keeps all.

    Returns
    -------
    DataFrame
        ``term, level, start, end`` (first and last year of the burst), ``n`` (counted in the burst), ``rate`` and ``base_rate`` (in the
        burst and over all years; per 10,000 words, or share of documents), ``weight`` (how much cheaper the burst's state is than the
        one below), ``kind`` (``burst``: it ends; ``ongoing``: it lasts to the last year, for five years at most; ``level shift``: it
        lasts to the last year for longer, or begins with the first year), ``threshold`` (weight that the heaviest burst of shuffled
        years reaches with probability alpha, 5 % where there is none), ``p`` (share of shuffled years that reach the weight, of 200; of up
        to 20,000 where none of 200 does and that is not enough to adjust for the number of terms) and ``p_adjusted`` (for all terms with
        `min_count`, those without bursts included); heaviest first.

    References
    ----------
    Benjamini, Y., Hochberg, Y. (1995). Controlling the false discovery rate. JRSS B 57.
    Kleinberg, J. (2002). Bursty and hierarchical structure in streams. KDD.

    Examples
    --------
    >>> import pandas as pd
    >>> import toolkit as tk
    >>> texts = ["修路架桥。" * 9 + "防疫抗疫。" * (6 if year in (2020, 2021, 2022) else 0) for year in range(2010, 2026)]
    >>> matrix = tk.count_terms(tk.build_corpus(pd.DataFrame({"text": texts, "year": range(2010, 2026)})))
    >>> tk.detect_bursts(matrix, ["抗疫"])[["term", "start", "end", "n", "kind"]]
      term  start   end   n   kind
    0   抗疫   2020  2022  18  burst
    """
    if measure not in MEASURES:
        raise invalid("measure", measure, MEASURES)
    for name, value, least in (("s", s, 1.0), ("gamma", gamma, 0.0), ("levels", levels, 0)):
        if value <= least:
            raise invalid(name, value, f"above {least}")
    if alpha is not None and not 0 < alpha < 1:
        raise invalid("alpha", alpha, "a share between 0 and 1, or None")
    columns = wanted_columns(matrix, terms)
    groups = matrix.group(by)
    times = groups.rows.iloc[:, :-4]
    years = times_of(times)
    if measure == "tokens":
        hits, total = groups.counts[:, columns].toarray().T, groups.rows["n_tokens"].to_numpy()
    else:
        hits, total = documents_with_term(matrix, by, columns, len(groups)).T, groups.rows["n_docs"].to_numpy()
    often = hits.sum(axis=1) >= max(min_count, 1)
    model = _Model(s, gamma, levels, _after_gap(years))
    found = model.bursts(hits[often], total)
    table = _table(found, matrix.terms[columns][often], hits[often], total, times.iloc[:, 0], 1e4 if measure == "tokens" else 1.0)
    table["kind"] = _kinds(table, times.iloc[:, 0], years)
    table = _weighed(table, model.shuffled_weights(hits[often], total, found), matrix.terms[columns][often], alpha or 0.05)
    n_tests = len(table) + int(often.sum()) - table["term"].nunique()
    table["p_adjusted"] = adjusted(table["p"].to_numpy(dtype=np.float64), n_tests)
    if alpha is not None:
        table = table[table["p"] <= alpha].reset_index(drop=True)
    options = {"terms": terms, "by": by if isinstance(by, str) else by.name, "measure": measure, "s": s, "gamma": gamma}
    options |= {"levels": levels, "min_count": min_count, "alpha": alpha, "seed": SEED}
    return with_trail(table, matrix.trail, "detect_bursts", **options)


@dataclass(frozen=True, slots=True, eq=False)
class _Model:
    s: float
    gamma: float
    levels: int
    after_gap: NDArray[np.bool_]
    """Times before which times without documents lie."""

    def bursts(self, hits: Ints, total: Ints) -> list[tuple[int, int, int, int, float]]:
        """Term, level, first and last time, weight of each burst."""
        if hits.size == 0:
            return []
        cost = _costs(hits, total, self.s, self.levels)
        states = _cheapest(cost, self.gamma * np.log(max(hits.shape[1], 2)), self.after_gap)
        found = []
        for level in range(1, self.levels + 1):
            for row, start, end in _runs(states >= level, self.after_gap):
                weight = float((cost[level - 1, row, start:end] - cost[level, row, start:end]).sum())
                found.append((row, level, start, end - 1, weight))
        return found

    def shuffled_weights(self, hits: Ints, total: Ints, found: list[tuple[int, int, int, int, float]]) -> dict[int, Floats]:
        """The heaviest burst of each term that bursts, for each of the orders of the years, the lightest first."""
        weight: dict[int, float] = {}
        for row, *_, own in found:
            weight[row] = max(own, weight.get(row, 0.0))
        rows = sorted(weight)
        if not rows:
            return {}
        rng = np.random.default_rng(SEED)
        reached = dict(zip(rows, self._shuffled(hits[rows], total, _SHUFFLES, rng), strict=True))
        beyond = [row for row in rows if reached[row][-1] < weight[row] * _SAME]
        # The least p of 200 orders is too large once it is adjusted, unless many terms have it: if few do, they are asked again, for as
        # much work as all terms took.
        if beyond and 10 * len(beyond) < len(hits):
            more = self._shuffled(hits[beyond], total, min(_SHUFFLES * len(hits) // len(beyond), _MOST_SHUFFLES), rng)
            reached |= dict(zip(beyond, more, strict=True))
        return reached

    def _shuffled(self, hits: Ints, total: Ints, n: int, rng: np.random.Generator) -> Floats:
        """The heaviest bursts of each term in `n` orders of the years, in order: (terms, orders)."""
        cost, n_terms = _costs(hits, total, self.s, self.levels), len(hits)
        step = self.gamma * np.log(max(hits.shape[1], 2))
        heaviest = []
        size = max(1, _BATCH // n_terms)
        for first in range(0, n, size):
            orders = [cost[:, :, rng.permutation(hits.shape[1])] for _ in range(min(size, n - first))]
            heaviest.append(self._heaviest(np.concatenate(orders, axis=1), step).reshape(-1, n_terms))
        return np.asarray(np.sort(np.concatenate(heaviest), axis=0).T)

    def _heaviest(self, cost: Floats, step: float) -> Floats:
        """Weight of the heaviest burst of each term: what is saved along each run, added up from its start."""
        states = _cheapest(cost, step, self.after_gap)
        most = np.zeros(cost.shape[1])
        for level in range(1, self.levels + 1):
            saved, run = np.where(states >= level, cost[level - 1] - cost[level], 0.0), np.zeros(cost.shape[1])
            for time in range(cost.shape[2]):
                inside = states[:, time] >= level
                run = np.where(inside, (0.0 if self.after_gap[time] else run) + saved[:, time], 0.0)
                most = np.maximum(most, run)
        return most


def _after_gap(years: Floats) -> NDArray[np.bool_]:
    """Where more time has passed than is usual between the times of a corpus."""
    steps = np.diff(years)
    return np.append(False, steps > 1.5 * np.median(steps)) if len(steps) else np.zeros(len(years), dtype=bool)


def _kinds(table: pd.DataFrame, times: pd.Series, years: Floats) -> pd.Series:
    if not len(years):
        return pd.Series([], dtype="str")
    first, last = times.iloc[0], times.iloc[-1]
    usual = float(np.median(np.diff(years))) if len(years) > 1 else 1.0
    short = (table["end"] - table["start"]).astype(float) < _ONGOING * usual
    to_end = (table["end"] == last).to_numpy(dtype=bool)
    kind = np.where(to_end & short.to_numpy(dtype=bool), "ongoing", np.where(to_end, "level shift", "burst"))
    return pd.Series(np.where((table["start"] == first).to_numpy(dtype=bool), "level shift", kind), dtype="str")


def _weighed(table: pd.DataFrame, shuffled: dict[int, Floats], terms: NDArray[np.object_], alpha: float) -> pd.DataFrame:
    """The table with threshold and p."""
    weights = {str(terms[row]): reached for row, reached in shuffled.items()}
    table["threshold"] = [float(weights[term][int(np.ceil((1 - alpha) * len(weights[term]))) - 1]) for term in table["term"]]
    pairs = zip(table["term"], table["weight"], strict=True)
    p = [(1 + len(weights[term]) - np.searchsorted(weights[term], weight * _SAME)) / (1 + len(weights[term])) for term, weight in pairs]
    table["p"] = np.array(p, dtype=np.float64)
    return table


def _costs(hits: Ints, total: Ints, s: float, levels: int) -> Floats:
    """Negative log-likelihood of each count in each state: (states, terms, times); the binomial coefficient is common to all states."""
    base = hits.sum(axis=1) / max(total.sum(), 1)
    rates = np.minimum(base[None, :] * s ** np.arange(levels + 1)[:, None], 1 - 1e-9)[:, :, None]
    return np.asarray(-(hits * np.log(rates) + (total - hits) * np.log1p(-rates)))


def _cheapest(cost: Floats, step: float, after_gap: NDArray[np.bool_]) -> Ints:
    """The cheapest sequence of states of each term (Viterbi): (terms, times); ties go to the lower state.

    Each stretch without a gap starts from the base state.
    """
    n_states, n_terms, n_times = cost.shape
    climb = step * np.maximum(np.arange(n_states)[None, :] - np.arange(n_states)[:, None], 0)
    back = np.zeros((n_times, n_states, n_terms), dtype=np.int64)
    best = cost[:, :, 0] + climb[0][:, None]
    for time in range(1, n_times):
        steps = np.broadcast_to(climb[0], climb.shape) if after_gap[time] else climb
        least = best[0] + steps[0][:, None]
        # States are few: one by one they are compared much faster than by argmin along a short axis.
        for state in range(1, n_states):
            reached = best[state] + steps[state][:, None]
            nearer = reached < least
            back[time][nearer], least = state, np.where(nearer, reached, least)
        best = least + cost[:, :, time]
    states = np.zeros((n_terms, n_times), dtype=np.int64)
    states[:, -1] = best.argmin(axis=0)
    for time in range(n_times - 1, 0, -1):
        states[:, time - 1] = back[time, states[:, time], np.arange(n_terms)]
    return states


def _runs(inside: NDArray[np.bool_], after_gap: NDArray[np.bool_]) -> list[tuple[int, int, int]]:
    """Row, start and end of each run of true values along the rows, cut at gaps."""
    before = np.pad(inside, ((0, 0), (1, 0)))[:, :-1] & ~after_gap
    after = np.pad(inside, ((0, 0), (0, 1)))[:, 1:] & ~np.append(after_gap[1:], False)
    rows, starts = np.nonzero(inside & ~before)
    ends = np.nonzero(inside & ~after)[1] + 1
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
