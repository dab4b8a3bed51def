"""The Poisson scaling model: ``log E(n_ij) = alpha_i + psi_j + beta_j theta_i``, its maximum and its curvature."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["PoissonScale", "dispersion", "fit_poisson", "position_errors"]

Floats = NDArray[np.float64]
Parameters = tuple[Floats, Floats, Floats, Floats]
# Normal priors of width 3 on beta and 1 on theta, as quanteda's, keep words and documents apart from all others finite.
_RIDGE, _RIDGE_THETA = 1 / 3.0**2, 1.0
_STEP = 2.0
_HALVINGS = 30
_FLOOR = 1e-8
_ROUNDS = 5
"""Rounds of steps in turn before leaps of all parameters."""
_TRIES = 4


@dataclass(frozen=True, slots=True, eq=False)
class PoissonScale:
    """Parameters at the maximum: positions have mean 0 and variance 1."""

    alpha: Floats
    theta: Floats
    psi: Floats
    beta: Floats
    log_likelihood: float
    n_iterations: int
    converged: bool

    def mean(self) -> Floats:
        """The expected counts."""
        return _mean(self.alpha, self.theta, self.psi, self.beta)


def _mean(alpha: Floats, theta: Floats, psi: Floats, beta: Floats) -> Floats:
    return np.asarray(np.exp(alpha[:, None] + psi[None, :] + np.outer(theta, beta)))


def fit_poisson(counts: Floats, *, tolerance: float, max_iterations: int, start: PoissonScale | None = None) -> PoissonScale:
    """Return the maximum of the penalised likelihood by Newton steps for documents and words in turn, and leaps along their way.

    Parameters
    ----------
    counts : array, shape (n_documents, n_words)
    tolerance : float
        Smallest change of the penalised log likelihood, for each word counted, that goes on.
    max_iterations : int
    start : PoissonScale, optional
        Where to begin; the first singular vectors of the residuals of independence by default.
    """
    now = _balanced(*((start.alpha, start.theta, start.psi, start.beta) if start else _start(counts)))
    before, number, done = _log_likelihood(counts, *now), 0, False
    while number < max_iterations and not done:
        number += 1
        now = _round(counts, now)
        reached = _log_likelihood(counts, *now)
        if number > _ROUNDS:
            now, reached = _further(counts, now, reached)
        done, before = abs(reached - before) <= tolerance * counts.sum(), reached
    return PoissonScale(*_standard(*now), before, number, done)


def _round(counts: Floats, now: Parameters) -> Parameters:
    """One Newton step for the documents and one for the words."""
    alpha, theta, psi, beta = now
    alpha, theta, psi, beta = _balanced(*_newton(counts, alpha, theta, psi, beta, ridge=_RIDGE_THETA), psi, beta)
    psi, beta = _newton(counts.T, psi, beta, alpha, theta, ridge=_RIDGE)
    return _balanced(alpha, theta, psi, beta)


def _further(counts: Floats, now: Parameters, reached: float) -> tuple[Parameters, float]:
    """The leap from here, or the part of it that fits better; here where none does."""
    there = _leap(counts, now)
    for halvings in range(_TRIES):
        tried = _balanced(*_between(now, there, 0.5**halvings))
        further = _log_likelihood(counts, *tried)
        if further > reached:
            return tried, further
    return now, reached


def _leap(counts: Floats, now: Parameters) -> Parameters:
    """One step of Fisher scoring for all parameters together.

    Steps in turn creep by hundreds of rounds where many words stand at one end only.
    """
    if counts.shape[0] <= counts.shape[1]:
        return _scored(counts, now, _RIDGE_THETA, _RIDGE)
    # Where documents are more than words, they change places.
    alpha, theta, psi, beta = now
    psi, beta, alpha, theta = _scored(counts.T, (psi, beta, alpha, theta), _RIDGE, _RIDGE_THETA)
    return alpha, theta, psi, beta


def _scored(counts: Floats, now: Parameters, own_ridge: float, ridge: float) -> Parameters:
    """The step with the parameters of the columns profiled out: its cost goes with the cube of the rows."""
    (alpha, theta, psi, beta), mean = now, _mean(*now)
    left, n = counts - mean, len(theta)
    level, slope = left.sum(axis=0), theta @ left - ridge * beta
    of_words = _of_words(mean, theta, ridge)
    (b11, b12, b22), determinant = of_words, _determinant(of_words)

    def words(first: Floats, second: Floats) -> tuple[Floats, Floats]:
        return (b22 * first - b12 * second) / determinant, (b11 * second - b12 * first) / determinant

    own, other = words(level, slope)
    ahead = np.concatenate([
        left.sum(axis=1) - mean @ own - theta * (mean @ other),
        left @ beta - own_ridge * theta - mean @ (beta * own) - theta * (mean @ (beta * other)),
    ])  # fmt: skip
    information = _information(mean, theta, beta, of_words)
    # The mean of alpha is nobody's: psi has it too.
    information[:n, :n] += 1.0
    information[n:, n:] += own_ridge * np.eye(n)
    step = np.linalg.solve(information, ahead)
    d_alpha, d_theta = step[:n], step[n:]
    d_psi, d_beta = words(
        level - d_alpha @ mean - beta * (d_theta @ mean),
        slope - (theta * d_alpha) @ mean - beta * ((theta * d_theta) @ mean),
    )
    return alpha + d_alpha, theta + d_theta, psi + d_psi, beta + d_beta


def _between(now: Parameters, there: Parameters, share: float) -> Parameters:
    alpha, theta, psi, beta = (a + share * (b - a) for a, b in zip(now, there, strict=True))
    return alpha, theta, psi, beta


def _start(counts: Floats) -> Parameters:
    rows, columns = counts.sum(axis=1), counts.sum(axis=0)
    expected = np.outer(rows, columns) / counts.sum()
    left, values, right = np.linalg.svd((counts - expected) / np.sqrt(expected), full_matrices=False)
    theta = _scaled(left[:, 0] / np.sqrt(rows))
    # A fixed sign, so that two machines agree before a direction is asked for.
    sign = 1.0 if theta[np.argmax(np.abs(theta))] > 0 else -1.0
    beta = np.clip(sign * right[0] * values[0] / np.sqrt(columns), -_STEP, _STEP)
    return _standard(np.log(rows), sign * theta, np.log(columns / counts.sum()), beta)


def _scaled(theta: Floats) -> Floats:
    centred = theta - theta.mean()
    return np.asarray(centred / max(centred.std(), _FLOOR))


def _standard(alpha: Floats, theta: Floats, psi: Floats, beta: Floats) -> Parameters:
    """The same means with positions of mean 0 and variance 1, and alpha of mean 0."""
    centre, spread = theta.mean(), max(float(theta.std()), _FLOOR)
    return alpha - alpha.mean(), (theta - centre) / spread, psi + beta * centre + alpha.mean(), beta * spread


def _balanced(alpha: Floats, theta: Floats, psi: Floats, beta: Floats) -> Parameters:
    """The same means where the priors like them best: steps of documents and words in turn are slow to get there."""
    alpha, theta, psi, beta = _standard(alpha, theta, psi, beta)
    # A slope that all words share can be told by alpha, which no prior holds; steps in turn hardly move it.
    shared = beta.mean()
    alpha, beta = alpha + shared * theta, beta - shared
    scale = (len(theta) * _RIDGE_THETA / max(_RIDGE * float(beta @ beta), _FLOOR)) ** 0.25
    return alpha, theta / scale, psi, beta * scale


def _newton(
    counts: Floats, level: Floats, slope: Floats, offset: Floats, direction: Floats, *, ridge: float
) -> tuple[Floats, Floats]:
    """One Newton step for the two parameters of each row, those of the columns held; halved where the row would fit worse."""
    mean = _mean(level, slope, offset, direction)
    first = counts.sum(axis=1) - mean.sum(axis=1), counts @ direction - mean @ direction - ridge * slope
    a, b, c = mean.sum(axis=1), mean @ direction, mean @ direction**2 + ridge
    determinant = np.maximum(a * c - b * b, _FLOOR)
    step = np.stack([(c * first[0] - b * first[1]) / determinant, (a * first[1] - b * first[0]) / determinant])
    step = np.clip(step, -_STEP, _STEP)
    totals, told = counts.sum(axis=1), counts @ direction

    def fit(rows: NDArray[np.intp], levels: Floats, slopes: Floats) -> Floats:
        expected = _mean(levels, slopes, offset, direction).sum(axis=1)
        return np.asarray(totals[rows] * levels + told[rows] * slopes - expected - ridge / 2 * slopes**2)

    # Each row is concave in its two parameters, so a short enough step never makes it worse.
    left, before = np.arange(len(level)), totals * level + told * slope - a - ridge / 2 * slope**2
    for _ in range(_HALVINGS):
        worse = fit(left, level[left] + step[0, left], slope[left] + step[1, left]) < before[left]
        left = left[worse]
        if not len(left):
            break
        step[:, left] /= 2
    step[:, left] = 0.0
    return level + step[0], slope + step[1]


def _log_likelihood(counts: Floats, alpha: Floats, theta: Floats, psi: Floats, beta: Floats) -> float:
    """Of the counts, up to a constant, with the priors; of a leap too far minus infinity."""
    linear = counts.sum(axis=1) @ alpha + counts.sum(axis=0) @ psi + theta @ counts @ beta
    with np.errstate(over="ignore"):
        expected = _mean(alpha, theta, psi, beta).sum()
    return float(linear - expected - _RIDGE / 2 * beta @ beta - _RIDGE_THETA / 2 * theta @ theta)


def position_errors(scale: PoissonScale) -> Floats:
    """Return the standard errors of the positions: of the inverse information of all parameters under the constraints.

    The parameters of words are profiled out, so that their uncertainty is in the errors; the mean of alpha, and the mean and
    variance of the positions, are held.
    """
    variances = _by_documents(scale) if len(scale.theta) <= len(scale.beta) else _by_words(scale)
    return np.asarray(np.sqrt(np.maximum(variances, 0.0)))


def _held(theta: Floats) -> Floats:
    """What is held of alpha and theta: the mean of each, and the variance of the positions."""
    n = len(theta)
    held = np.zeros((3, 2 * n))
    held[0, :n], held[1, n:], held[2, n:] = 1.0, 1.0, theta
    return held


def _by_documents(scale: PoissonScale) -> Floats:
    """The variances of the positions by a matrix with two rows a document, the words profiled out."""
    n, held = len(scale.theta), _held(scale.theta)
    mean = scale.mean()
    information = _information(mean, scale.theta, scale.beta, _of_words(mean, scale.theta, _RIDGE))
    bordered = np.block([[information, held.T], [held, np.zeros((3, 3))]])
    return np.asarray(np.diag(np.linalg.inv(bordered))[n : 2 * n])


def _by_words(scale: PoissonScale) -> Floats:
    """The same by a matrix with two rows a word, the documents profiled out: in proportion to the documents where they are more."""
    theta, beta, mean = scale.theta, scale.beta, scale.mean()
    n, m = mean.shape
    a11, a12, a22 = mean.sum(axis=1), mean @ beta, mean @ beta**2
    determinant = np.maximum(a11 * a22 - a12**2, _FLOOR)
    level, slope = np.hstack([mean, theta[:, None] * mean]), np.hstack([beta * mean, theta[:, None] * beta * mean])
    across = np.hstack([np.vstack([level, slope]), _held(theta).T])
    # The inverse of the two by two block of each document, times the rest of its rows.
    solved = np.vstack([
        (a22[:, None] * across[:n] - a12[:, None] * across[n:]) / determinant[:, None],
        (a11[:, None] * across[n:] - a12[:, None] * across[:n]) / determinant[:, None],
    ])  # fmt: skip
    words = np.zeros((2 * m + 3, 2 * m + 3))
    words[: 2 * m, : 2 * m] = _blocks(*map(np.diag, _of_words(mean, theta, _RIDGE)))
    inner = np.linalg.inv(words - across.T @ solved)
    return np.asarray(a11 / determinant + ((solved[n:] @ inner) * solved[n:]).sum(axis=1))


def _of_words(mean: Floats, theta: Floats, ridge: float) -> tuple[Floats, Floats, Floats]:
    """Fisher's information of each word: of psi, of psi and beta, of beta, which has the ridge."""
    return mean.sum(axis=0), theta @ mean, theta**2 @ mean + ridge


def _determinant(information: tuple[Floats, Floats, Floats]) -> Floats:
    first, both, second = information
    return np.asarray(np.maximum(first * second - both**2, _FLOOR))


def _information(mean: Floats, theta: Floats, beta: Floats, of_words: tuple[Floats, Floats, Floats]) -> Floats:
    """Fisher's information of alpha and theta, less what the words take."""
    powers = [np.ones_like(beta), beta, beta**2]
    information = _blocks(*(np.diag(mean @ power) for power in powers))
    determinant = _determinant(of_words)
    return information - _blocks(*(_profiled(mean, theta, power / determinant, *of_words) for power in powers))


def _blocks(plain: Floats, mixed: Floats, squared: Floats) -> Floats:
    return np.block([[plain, mixed], [mixed, squared]])


def _profiled(mean: Floats, theta: Floats, weight: Floats, b11: Floats, b12: Floats, b22: Floats) -> Floats:
    """What the words take from the information of each pair of documents, for one power of beta."""
    def cross(of: Floats) -> Floats:
        return np.asarray((mean * (weight * of)) @ mean.T)

    mixed = cross(-b12)
    return cross(b22) + mixed * (theta[:, None] + theta[None, :]) + cross(b11) * np.outer(theta, theta)


def dispersion(counts: Floats, scale: PoissonScale) -> float:
    """Return Pearson's chi-squared by its degrees of freedom: 1 for Poisson counts, more where words come in clusters."""
    mean = scale.mean()
    free = counts.size - 2 * sum(counts.shape) + 3
    return float((np.square(counts - mean) / np.maximum(mean, _FLOOR)).sum() / max(free, 1))
