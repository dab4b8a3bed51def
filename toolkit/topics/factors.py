"""Topic models behind one face: counts in, weights of words and shares of topics out."""

import warnings
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, diags_array
from threadpoolctl import threadpool_limits

from toolkit.topics.dirichlet import fit_lda, lda_shares

__all__ = ["METHODS", "Factors", "Fit", "fit_factors"]

METHODS = ("nmf", "lda")
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Fit:
    """How a model is fitted.

    Parameters
    ----------
    n_topics : int
    method : {"nmf", "lda"}
    seed : int
    max_iter : int, optional
    n_starts : int
        Random starts of an LDA.
    random_start : bool
        Whether an NMF begins at random and not with the singular vectors of its matrix.
    tolerance : float
        Relative change at which an NMF has converged.
    """

    n_topics: int
    method: str
    seed: int
    max_iter: int | None = None
    n_starts: int = 4
    random_start: bool = False
    tolerance: float = 1e-4


@dataclass(frozen=True, slots=True, eq=False)
class Factors:
    """A fitted model with its topics in order of prevalence, topics with a name first.

    Parameters
    ----------
    components : ndarray, shape (n_topics, n_terms)
        Weights as they were fitted: of an LDA expected counts.
    idf : ndarray, optional
        What terms are weighted by before an NMF.
    names : tuple of str
        Of the topics that were guided by seed words.
    """

    components: Floats
    idf: Floats | None
    method: str
    seed: int
    n_iter: int
    """Iterations done; where a model did as many as it was allowed, more may still change it a little."""
    error: float
    """Relative reconstruction error of an NMF; of an LDA the perplexity that its bound gives, priors included."""
    names: tuple[str, ...] = ()

    @property
    def words(self) -> Floats:
        """Weight of each term in each topic; a topic's weights add up to 1."""
        weights = self.components
        return np.asarray(weights / np.maximum(weights.sum(axis=1, keepdims=True), 1e-300))

    def shares(self, counts: csr_array) -> Floats:
        """Return the share of each topic in each row of counts; zeros for a row without terms."""
        # One thread: sums in another order would give other last digits on a machine with more cores.
        with threadpool_limits(limits=1):
            if counts.shape[0] == 0:
                return np.zeros((0, len(self.components)))
            if self.idf is None:
                return _known(lda_shares(counts, self.words), counts)
            return _row_shares(_nmf_transform(_weighted(counts, self.idf), self.components), self.components, counts)


def fit_factors(
    counts: csr_array, fit: Fit, size: Floats, seeds: Mapping[str, NDArray[np.int64]] | None = None
) -> Factors:
    """Return the model fitted to counts; topics are ordered by their share in the rows, weighted by ``size``.

    ``seeds`` has the columns of the seed words of each topic that has a name.
    """
    with threadpool_limits(limits=1):
        if fit.method == "nmf":
            idf = _idf(counts)
            weights, components, n_iter, error = _fit_nmf(_weighted(counts, idf), fit)
            shares = _row_shares(weights, components, counts)
        else:
            idf, prior = None, _prior(counts, fit.n_topics, seeds or {})
            raw, found, bound, n_iter = fit_lda(
                counts, fit.n_topics, seed=fit.seed, n_starts=fit.n_starts, max_iter=fit.max_iter or 200, prior=prior
            )
            components, error = found.astype(np.float64), float(np.exp(-bound))
            shares = _known(raw.astype(np.float64), counts)
    names = tuple(seeds or ())
    prevalence = np.round(size @ shares, 9)
    # Topics with a name stand first, in the order in which they were given.
    prevalence[: len(names)] = np.inf
    order = np.argsort(-prevalence, kind="stable")
    return Factors(components[order], idf, fit.method, fit.seed, n_iter, error, names)


def _prior(counts: csr_array, n_topics: int, seeds: Mapping[str, NDArray[np.int64]]) -> NDArray[np.float32] | None:
    """Each seed word has been read once more, so to say, all of it in its own topic."""
    if not seeds:
        return None
    total = np.asarray(counts.sum(axis=0), dtype=np.float32)
    prior = np.zeros((n_topics, counts.shape[1]), dtype=np.float32)
    for topic, columns in enumerate(seeds.values()):
        prior[topic, columns] = total[columns]
    return prior


def _idf(counts: csr_array) -> Floats:
    df = np.bincount(counts.indices, minlength=counts.shape[1])
    return np.asarray(np.log((1 + counts.shape[0]) / (1 + df)) + 1.0)


def _weighted(counts: csr_array, idf: Floats) -> csr_array:
    """(1 + ln(count)) × idf, each row scaled to length 1, in single precision: the words are the same, the time is half."""
    data = (1.0 + np.log(counts.data)) * idf[counts.indices]
    raw = csr_array((data, counts.indices.astype(np.int32), counts.indptr.astype(np.int32)), shape=counts.shape)
    length = np.sqrt(np.asarray(raw.multiply(raw).sum(axis=1)).ravel())
    return csr_array((diags_array(1.0 / np.maximum(length, 1e-300)) @ raw).astype(np.float32))


def _fit_nmf(data: csr_array, fit: Fit) -> tuple[Floats, Floats, int, float]:
    from sklearn.decomposition import NMF

    start = "random" if fit.random_start else "nndsvd"
    model = NMF(fit.n_topics, init=start, random_state=fit.seed, max_iter=fit.max_iter or 500, tol=fit.tolerance)
    with warnings.catch_warnings():
        # Told by n_iter.
        warnings.simplefilter("ignore")
        weights = model.fit_transform(data).astype(np.float64)
    norm = float(np.sqrt(data.multiply(data).sum(dtype=float)))
    return weights, model.components_.astype(np.float64), int(model.n_iter_), float(model.reconstruction_err_) / max(norm, 1e-300)


def _nmf_transform(data: csr_array, components: Floats) -> Floats:
    from sklearn.decomposition import non_negative_factorization

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        weights, _, _ = non_negative_factorization(
            data, H=components.astype(np.float32), n_components=len(components), update_H=False, max_iter=500
        )
    return np.asarray(weights, dtype=np.float64)


def _row_shares(weights: Floats, components: Floats, counts: csr_array) -> Floats:
    scaled = weights * components.sum(axis=1)
    totals = scaled.sum(axis=1, keepdims=True)
    return _known(np.divide(scaled, totals, out=np.zeros_like(scaled), where=totals > 0), counts)


def _known(shares: Floats, counts: csr_array) -> Floats:
    shares[np.diff(counts.indptr) == 0] = 0.0
    return shares
