"""Least squares of many outcomes on one design, with errors that allow for unequal spread and for clusters."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

__all__ = ["Draws", "regress"]

Floats = NDArray[np.float64]


class Draws(NamedTuple):
    """Coefficients (outcomes × columns) and their covariance (outcomes × columns × columns), over draws of the outcomes."""

    estimate: Floats
    covariance: Floats
    freedom: float


def regress(design: Floats, outcomes: Floats, cluster: NDArray[np.int64] | None) -> Draws:
    """Return the coefficients of outcomes, shape (draws, rows, outcomes), with the variance between draws added (Rubin's rule).

    Parameters
    ----------
    design : ndarray, shape (rows, columns)
        Of full rank, with the constant.
    outcomes : ndarray
    cluster : ndarray of int, optional
        Number of the cluster of each row; covariances are those of HC3 without, of CR1 with clusters.
    """
    n_draws, n_rows, n_outcomes = outcomes.shape
    inverse = np.linalg.inv(design.T @ design)
    hat = design @ inverse
    leverage = np.einsum("ij,ij->i", hat, design)
    coefficients = np.einsum("ij,dik->dkj", hat, outcomes)
    within = np.zeros((n_outcomes, design.shape[1], design.shape[1]))
    for draw, found in zip(outcomes, coefficients, strict=True):
        residual = draw - design @ found.T
        within += _covariances(hat, residual, leverage, cluster)
    within /= n_draws
    centred = coefficients - coefficients.mean(axis=0)
    between = np.einsum("dki,dkj->kij", centred, centred) / max(n_draws - 1, 1)
    freedom = (n_rows if cluster is None else cluster.max() + 1) - (design.shape[1] if cluster is None else 1)
    return Draws(coefficients.mean(axis=0), within + (1 + 1 / n_draws) * between, float(max(freedom, 1)))


def _covariances(hat: Floats, residual: Floats, leverage: Floats, cluster: NDArray[np.int64] | None) -> Floats:
    if cluster is None:
        scaled = residual / np.maximum(1 - leverage, 1e-9)[:, None]
        scores = hat[:, None, :] * scaled[:, :, None]
        return np.asarray(np.einsum("ikp,ikq->kpq", scores, scores))
    n, columns = hat.shape
    n_clusters = int(cluster.max()) + 1
    scores = np.zeros((n_clusters, residual.shape[1], columns))
    np.add.at(scores, cluster, hat[:, None, :] * residual[:, :, None])
    factor = n_clusters / (n_clusters - 1) * (n - 1) / (n - columns)
    return np.asarray(factor * np.einsum("ikp,ikq->kpq", scores, scores))
