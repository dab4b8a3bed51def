"""``fit_wordfish``: positions of texts from how often they use words, without any text that is placed beforehand."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import ndtri

from toolkit.errors import InvalidValue, invalid
from toolkit.given import takes
from toolkit.matrix import TermMatrix
from toolkit.scaling.poisson import PoissonScale, dispersion, fit_poisson, position_errors
from toolkit.trail import with_trail

__all__ = ["Wordfish", "fit_wordfish"]

Floats = NDArray[np.float64]
_ABOUT = ["doc_id", "place", "year", "title"]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Wordfish:
    """Positions of documents and weights of words. Made by `fit_wordfish`.

    Parameters
    ----------
    documents : DataFrame
        What is known of each row, ``position`` (mean 0, variance 1), ``se, low, high, alpha, n``; with a bootstrap also ``se_bootstrap``,
        and ``low, high`` are its quantiles.
    terms : DataFrame
        ``term, n, beta`` (how far the word parts the ends), ``psi`` (how frequent it is), the strongest ``beta`` first.
    summary : DataFrame
        One row: ``n_rows, n_terms, n_words, log_likelihood, n_iterations, converged, dispersion, n_bootstrap, seed``.
    """

    documents: pd.DataFrame
    terms: pd.DataFrame
    summary: pd.DataFrame

    def __repr__(self) -> str:
        told = self.summary.iloc[0]
        ends = self.terms.sort_values("beta", kind="stable")["term"]
        return (
            f"<Wordfish: {told['n_rows']} rows × {told['n_terms']:,} terms, dispersion {told['dispersion']:.1f}; "
            f"low: {'、'.join(ends.head(5))}; high: {'、'.join(ends.tail(5)[::-1])}>"
        )


@takes("matrix")
def fit_wordfish(
    matrix: TermMatrix, *, direction: tuple[object, object], n_bootstrap: int = 0, confidence: float = 0.95, tolerance: float = 1e-9,
    max_iterations: int = 2000, seed: int = 0,
) -> Wordfish:  # fmt: skip
    """Return positions of the rows by the Poisson scaling model of Slapin and Proksch.

    Parameters
    ----------
    matrix : TermMatrix
        Counts; trim it first (words of one or two rows carry style and names, not position).
    direction : pair
        Two rows, the one that lies lower first: each a number of a row or its ``doc_id`` (or the value of the first column). It fixes
        which end is which, nothing else.
    n_bootstrap : int
        Samples of the parametric bootstrap (counts drawn from the fitted model, fitted again); 0 for errors of the curvature alone.
    confidence : float
        Of the intervals.
    tolerance : float
        Least change of the log likelihood, for each word counted, that goes on.
    max_iterations : int
        At most so many rounds of Newton steps.
    seed : int
        Of the bootstrap.

    Raises
    ------
    InvalidValue
        The matrix is weighted, has fewer than three rows or terms, a row has no words, or a row of the direction is not there.

    Notes
    -----
    Errors are those of a Poisson model. ``dispersion`` above 1 says that words come in clusters; errors are then too small by about its
    square root. Over decades the first dimension is mostly time.

    References
    ----------
    Slapin, J. B., Proksch, S.-O. (2008). A scaling model for estimating time-series party positions from texts. AJPS 52(3). Lowe, W.,
    Benoit, K. (2013). Validating estimates of latent traits from textual data. Political Analysis 21(3).

    Examples
    --------
    >>> import numpy as np
    >>> import toolkit as tk
    >>> counts = np.array([[30, 10, 20], [25, 15, 21], [15, 25, 19], [10, 31, 20]])
    >>> found = tk.fit_wordfish(tk.TermMatrix.from_sklearn(counts, ["计划", "市场", "建设"]), direction=(0, 3))
    >>> found.documents["position"].is_monotonic_increasing, found.terms["term"].iloc[0] in ("计划", "市场")
    (True, True)
    """
    if not 0 < confidence < 1:
        raise invalid("confidence", confidence, "between 0 and 1")
    if n_bootstrap < 0:
        raise invalid("n_bootstrap", n_bootstrap, "0 or more")
    used, counts = _usable(matrix)
    low, high = (_row(matrix.rows, given) for given in direction)
    if low == high:
        raise invalid("direction", direction, "two different rows")
    scale = _turned(fit_poisson(counts, tolerance=tolerance, max_iterations=max_iterations), low, high)
    errors = position_errors(scale)
    half = ndtri(0.5 + confidence / 2) * errors
    known = used.rows[[name for name in used.rows.columns if name in _ABOUT] or [used.rows.columns[0]]]
    documents = known.assign(position=scale.theta, se=errors, low=scale.theta - half, high=scale.theta + half)
    if n_bootstrap:
        drawn = _bootstrap(scale, n_bootstrap, tolerance=tolerance, max_iterations=max_iterations, seed=seed)
        tails = np.quantile(drawn, [0.5 - confidence / 2, 0.5 + confidence / 2], axis=0)
        documents = documents.assign(se_bootstrap=drawn.std(axis=0, ddof=1) if n_bootstrap > 1 else np.nan, low=tails[0], high=tails[1])
    documents = documents.assign(alpha=scale.alpha, n=counts.sum(axis=1).astype("int64"))
    terms = pd.DataFrame({
        "term": pd.Series(used.terms, dtype="str"), "n": counts.sum(axis=0).astype("int64"), "beta": scale.beta, "psi": scale.psi,
    })  # fmt: skip
    # Words that stand in the same documents have the same beta, up to the last digits.
    terms = terms.iloc[np.lexsort((used.terms, -np.abs(scale.beta).round(4)))].reset_index(drop=True)
    summary = pd.DataFrame([{
        "n_rows": len(counts), "n_terms": len(terms), "n_words": int(counts.sum()), "log_likelihood": scale.log_likelihood,
        "n_iterations": scale.n_iterations, "converged": scale.converged, "dispersion": dispersion(counts, scale),
        "n_bootstrap": n_bootstrap, "seed": seed,
    }])  # fmt: skip
    options = {"direction": direction, "n_bootstrap": n_bootstrap, "confidence": confidence, "tolerance": tolerance, "seed": seed}
    tables = (with_trail(table, matrix.trail, "fit_wordfish", **options) for table in (documents, terms, summary))
    return Wordfish(*tables)


def _usable(matrix: TermMatrix) -> tuple[TermMatrix, Floats]:
    if matrix.weighting != "count":
        raise InvalidValue(f"the matrix is weighted by {matrix.weighting}: fit_wordfish needs counts")
    used = matrix.trim(min_count=1)
    if min(used.shape) < 3:
        raise InvalidValue(f"the matrix has {used.shape[0]} rows and {used.shape[1]} terms: a scale needs three of each or more")
    counts = used.counts.toarray().astype(np.float64)
    empty = np.flatnonzero(counts.sum(axis=1) == 0)
    if len(empty):
        raise InvalidValue(f"row {empty[0]} ({used.rows.iloc[empty[0], 0]!r}) has none of the terms: leave it out with filter")
    return used, counts


def _row(rows: pd.DataFrame, given: object) -> int:
    if isinstance(given, (int, np.integer)) and not isinstance(given, bool) and 0 <= given < len(rows):
        return int(given)
    names: Sequence[object] = rows["doc_id" if "doc_id" in rows.columns else rows.columns[0]].tolist()
    if given not in names:
        raise invalid("direction", given, [str(name) for name in names[:20]] + (["…"] if len(names) > 20 else []))
    return names.index(given)


def _turned(scale: PoissonScale, low: int, high: int) -> PoissonScale:
    """The scale with the first row below the second."""
    return scale if scale.theta[low] <= scale.theta[high] else replace(scale, theta=-scale.theta, beta=-scale.beta)


def _bootstrap(scale: PoissonScale, n: int, *, tolerance: float, max_iterations: int, seed: int) -> Floats:
    rng, mean = np.random.default_rng(seed), scale.mean()
    drawn = np.empty((n, len(scale.theta)))
    for number in range(n):
        counts = rng.poisson(mean).astype(np.float64)
        # A document or word that was not drawn stays where it is.
        again = fit_poisson(np.maximum(counts, 1e-6), tolerance=tolerance, max_iterations=max_iterations, start=scale)
        drawn[number] = again.theta if again.theta @ scale.theta > 0 else -again.theta
    return drawn
