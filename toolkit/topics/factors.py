"""Topic models of scikit-learn behind one face: counts in, weights of words and shares of topics out."""

import warnings
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from sklearn.decomposition import NMF, LatentDirichletAllocation
from sklearn.exceptions import ConvergenceWarning
from sklearn.feature_extraction.text import TfidfTransformer
from threadpoolctl import threadpool_limits

__all__ = ["METHODS", "Factors", "fit_factors"]

METHODS = ("nmf", "lda")
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Factors:
    """A fitted model with its topics in order of prevalence.

    Parameters
    ----------
    model : NMF or LatentDirichletAllocation
    weighting : TfidfTransformer, optional
        What counts go through before an NMF.
    order : ndarray
        The model's number of each topic.
    """

    model: Any
    weighting: TfidfTransformer | None
    order: NDArray[np.int64]
    method: str
    seed: int
    n_iter: int
    """Iterations done; where an NMF did as many as it was allowed, more may still change it a little."""
    error: float
    """Relative reconstruction error of an NMF, perplexity of an LDA, on the rows that it was fitted to."""

    @property
    def words(self) -> Floats:
        """Weight of each term in each topic; a topic's weights add up to 1."""
        weights = self.model.components_[self.order]
        return np.asarray(weights / np.maximum(weights.sum(axis=1, keepdims=True), 1e-300))

    def shares(self, counts: csr_array) -> Floats:
        """Return the share of each topic in each row of counts; zeros for a row without terms."""
        if counts.shape[0] == 0:
            return np.zeros((0, len(self.order)))
        with threadpool_limits(limits=1):
            weights = self.model.transform(_prepared(counts, self.weighting))
        return _row_shares(weights, self.model.components_, self.method, counts)[:, self.order]


def fit_factors(counts: csr_array, n_topics: int, *, method: str, seed: int, max_iter: int | None, size: Floats) -> Factors:
    """Return the model fitted to counts; topics are ordered by their share in the rows, weighted by ``size``."""
    weighting = TfidfTransformer(sublinear_tf=True).fit(counts) if method == "nmf" else None
    model = _model(n_topics, method, seed, max_iter)
    data = _prepared(counts, weighting)
    # One thread: sums in another order would give other last digits on a machine with more cores.
    with threadpool_limits(limits=1), warnings.catch_warnings():
        # Told by n_iter.
        warnings.simplefilter("ignore", ConvergenceWarning)
        weights = model.fit_transform(data)
        error = model.reconstruction_err_ / np.sqrt(data.multiply(data).sum()) if method == "nmf" else model.perplexity(data)
    prevalence = size @ _row_shares(weights, model.components_, method, counts)
    return Factors(model, weighting, np.argsort(-np.round(prevalence, 9), kind="stable"), method, seed, int(model.n_iter_), float(error))


def _model(n_topics: int, method: str, seed: int, max_iter: int | None) -> Any:
    if method == "nmf":
        return NMF(n_topics, init="nndsvd", random_state=seed, max_iter=max_iter or 500)
    return LatentDirichletAllocation(n_topics, learning_method="batch", random_state=seed, max_iter=max_iter or 50)


def _prepared(counts: csr_array, weighting: TfidfTransformer | None) -> csr_array:
    return counts.astype(float) if weighting is None else csr_array(weighting.transform(counts))


def _row_shares(weights: Floats, components: Floats, method: str, counts: csr_array) -> Floats:
    scaled = weights * components.sum(axis=1) if method == "nmf" else weights
    totals = scaled.sum(axis=1, keepdims=True)
    shares = np.divide(scaled, totals, out=np.zeros_like(scaled), where=totals > 0)
    shares[np.diff(counts.indptr) == 0] = 0.0
    return np.asarray(shares)
