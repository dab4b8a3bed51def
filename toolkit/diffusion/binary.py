"""Regression of a binary outcome within strata, with reduced bias: finite also where a covariate tells the outcome without error."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from toolkit.errors import InvalidValue

__all__ = ["LINKS", "BinaryData", "BinaryFit", "fit_binary", "robust_covariance"]

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

LINKS = ("cloglog", "logit")
_ROUNDS, _HALVINGS, _CLOSE, _STEP, _EDGE = 500, 8, 1e-8, 2.0, 1e-12
_LARGEST = {"logit": 30.0, "cloglog": 3.3}
"""The predictor beyond which a mean is 1 for the computer."""


@dataclass(frozen=True, slots=True, eq=False)
class BinaryData:
    """Rows of covariates, a stratum each (0, 1, … without gaps) with a level of its own, outcomes 0 and 1, and an offset."""

    covariates: Floats
    stratum: Ints
    outcome: Floats
    offset: Floats

    def sums(self, values: Floats) -> Floats:
        """Sums by stratum of one value a row, or of several."""
        flat = values.reshape(len(values), -1)
        n = int(self.stratum.max()) + 1
        return np.array([np.bincount(self.stratum, column, minlength=n) for column in flat.T]).T.reshape(
            n, *values.shape[1:]
        )


class BinaryFit:
    """A model at some coefficients and levels of strata: scores and weights by row, and the step of Fisher's scoring from there.

    The levels are partialled out, so that thousands of strata cost no more than a few.
    """

    def __init__(self, data: BinaryData, coefficients: Floats, levels: Floats, link: str, reduce_bias: bool) -> None:
        self.data, self.coefficients, self.levels, self._link, self._reduce_bias = (
            data,
            coefficients,
            levels,
            link,
            reduce_bias,
        )
        eta = data.covariates @ coefficients + levels[data.stratum] + data.offset
        self.weight, self.score, curve = _parts(eta, data.outcome, link)
        self.mass = data.sums(self.weight)
        self.centre = data.sums(data.covariates * self.weight[:, None]) / self.mass[:, None]
        within = data.covariates - self.centre[data.stratum]
        self.covariance = _inverse(within.T @ (within * self.weight[:, None]))
        if reduce_bias:
            leverage = self.weight * (((within @ self.covariance) * within).sum(axis=1) + 1 / self.mass[data.stratum])
            self.score = self.score + 0.5 * leverage * curve
        by_stratum = data.sums(self.score)
        total = data.covariates.T @ self.score
        self.step = self.covariance @ (within.T @ self.score)
        self.level_step = by_stratum / self.mass - self.centre @ self.step
        self.distance = float(total @ self.step + by_stratum @ self.level_step)

    @property
    def largest(self) -> float:
        """The largest move of the step."""
        return float(max(np.abs(self.step).max(initial=0), np.abs(self.level_step).max()))

    @property
    def log_likelihood(self) -> float:
        """The log-likelihood at the coefficients."""
        mean = _mean(
            self.data.covariates @ self.coefficients + self.levels[self.data.stratum] + self.data.offset, self._link
        )
        return float(np.sum(self.data.outcome * np.log(mean) + (1 - self.data.outcome) * np.log1p(-mean)))

    def moved(self, length: float) -> "BinaryFit":
        """The model after a part of the step."""
        return BinaryFit(
            self.data,
            self.coefficients + length * self.step,
            self.levels + length * self.level_step,
            self._link,
            self._reduce_bias,
        )


def fit_binary(data: BinaryData, *, link: str, reduce_bias: bool) -> BinaryFit:
    """Return the fit of a binary outcome on covariates and strata.

    With `reduce_bias` the score is Firth's: half the leverage of each row times the curvature of the link is added, which takes out the
    bias of first order and keeps coefficients finite under separation. Without, it is the likelihood's.

    References
    ----------
    Firth, D. (1993). Bias reduction of maximum likelihood estimates. Biometrika 80. Kosmidis, I., Firth, D. (2009). Bias reduction in
    exponential family nonlinear models. Biometrika 96.
    """
    start = np.zeros(data.covariates.shape[1]), np.zeros(int(data.stratum.max()) + 1)
    at = BinaryFit(data, *start, link, reduce_bias)
    for _ in range(_ROUNDS):
        if at.largest < _CLOSE:
            return at
        length, following = min(1.0, _STEP / at.largest), at
        # A step that leads away from the root of the score is halved; the last half is taken, so that no cycle holds it.
        for _ in range(_HALVINGS):
            following = at.moved(length)
            if following.distance < at.distance:
                break
            length /= 2
        at = following
    hint = "" if reduce_bias else ": a covariate or a policy tells the event without error, so use reduce_bias=True"
    raise InvalidValue(f"the model has no finite estimate{hint}")


def robust_covariance(fit: BinaryFit, cluster: Ints) -> Floats:
    """The covariance of the coefficients by leaving out one cluster after the other, each by one step of scoring from the fit of all."""
    data, n = fit.data, int(cluster.max()) + 1
    weighted = data.covariates * fit.weight[:, None]
    products = data.covariates[:, :, None] * weighted[:, None, :]
    mass, sums, total = fit.mass, data.sums(weighted), products.sum(axis=0)
    moves = np.empty((n, data.covariates.shape[1]))
    for at in range(n):
        out = cluster == at
        own = np.where(out, 1.0, 0.0)
        left = np.maximum(mass - data.sums(fit.weight * own), 0)
        rest = sums - data.sums(weighted * own[:, None])
        # A stratum of which nothing is left says nothing.
        centre = rest / np.where(left > _EDGE, left, np.inf)[:, None]
        information = total - products[out].sum(axis=0) - centre.T @ rest
        score = data.covariates[out].T @ fit.score[out] - centre.T @ data.sums(fit.score * own)
        moves[at] = np.linalg.pinv(information, hermitian=True) @ score
    return np.asarray((n - 1) / n * moves.T @ moves)


def _mean(eta: Floats, link: str) -> Floats:
    eta = np.clip(eta, -30.0, _LARGEST[link])
    mean = 1 / (1 + np.exp(-eta)) if link == "logit" else -np.expm1(-np.exp(eta))
    return np.asarray(np.clip(mean, _EDGE, 1 - _EDGE))


def _parts(eta: Floats, outcome: Floats, link: str) -> tuple[Floats, Floats, Floats]:
    """Weights of Fisher's information, scores by the predictor, and the curvature of the mean relative to its slope."""
    mean = _mean(eta, link)
    bounded = np.clip(eta, -30.0, _LARGEST[link])
    variance = mean * (1 - mean)
    slope, curve = (
        (variance, 1 - 2 * mean) if link == "logit" else (np.exp(bounded - np.exp(bounded)), 1 - np.exp(bounded))
    )
    return slope**2 / variance, slope / variance * (outcome - mean), curve


def _inverse(information: Floats) -> Floats:
    # Covariates on one scale, so that a large number is no singularity.
    scale = np.sqrt(np.maximum(np.diag(information), _EDGE))
    scaled = information / np.outer(scale, scale)
    if len(scaled) and np.linalg.cond(scaled) > 1 / _EDGE:
        raise InvalidValue(
            "the covariates of the model determine one another, or are the same for all rows of a stratum: leave one out"
        )
    return np.asarray(np.linalg.inv(scaled) / np.outer(scale, scale))
