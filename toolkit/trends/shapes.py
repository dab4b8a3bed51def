"""The shape of a series: rise, fall, hump, dip, step or none, and the year of its turn."""

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from toolkit.trends.calibration import Reference, autocorrelation, reference

__all__ = ["LEAST_FOR_SHAPE", "Shapes", "correlation_about_shape", "shapes_of"]

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

LEAST_FOR_SHAPE = 9
"""Fewest years of which a shape is told: three parts of three years."""
_PART = 3


@dataclass(frozen=True, slots=True, eq=False)
class Shapes:
    """Of each series."""

    p: Floats
    """That noise is as far from a level, by the best of a line, a broken line, a step and a stretch at another level."""
    changed: NDArray[np.object_]
    """The shape if the series is more than noise."""
    turn: Ints
    """Place of the turn (hump, dip) or of the first value at the new level (step); -1 for rise and fall."""


@dataclass(frozen=True, slots=True, eq=False)
class _Contrasts:
    """Weights of the values, columns of length 1 that add up to 0."""

    line: Floats
    steps: Floats
    stretches: Floats
    bends: Floats
    """A bend of the line at each place, at right angles to the line."""
    rises: Floats
    """Mean of the stretch less mean of all before it, a column for each of ``bounds``."""
    falls: Floats
    """Mean of the stretch less mean of all after it."""
    bounds: Ints
    """Start and end of each stretch."""


@dataclass(frozen=True, slots=True, eq=False)
class _References:
    scales: Floats
    """What the most that each kind of change explains exceeds in one of twenty series of independent noise."""
    change: Reference
    turn: Reference
    """Of the largest fall from any stretch to all after it: what a rise that levels off shows by chance."""


def shapes_of(values: Floats, *, alpha: float = 0.05) -> Shapes:
    """Return the shapes of rows of values on a scale of even scatter.

    A hump needs a stretch of three years or more that stands above all before it and above all after it, both beyond what noise of an
    autocorrelation to .6 shows anywhere in a series of this length: a rise that levels off is none. A step fits clearly better than a
    line (by more than the Bayesian information criterion asks for its place).
    """
    n = values.shape[1]
    contrasts, references = _contrasts(n), _references(n)
    gains, variance, r = _fit(values, contrasts)
    change = (gains / references.scales[:, None]).max(axis=0) / variance
    hump, dip = (_turn(sign * values, contrasts) for sign in (1, -1))
    # Either turn would make a rise or a fall something else, so each has half of the level.
    least = references.turn.critical(alpha / 2) * references.turn.factor(r) * variance
    shape = np.where((values @ contrasts.line)[:, 0] > 0, "rise", "fall").astype(object)
    step, place = _step(values, contrasts)
    turn = np.where(step, place, -1)
    shape[step] = "step"
    for name, (size, best), other in (("hump", hump, dip), ("dip", dip, hump)):
        found = (size**2 > least) & (size > 0) & (size >= other[0])
        shape[found] = name
        middle = (contrasts.bounds[best, 0] + contrasts.bounds[best, 1] - 1) // 2
        turn = np.where(found, middle, turn)
    return Shapes(references.change.p(change, r), shape, turn)


def correlation_about_shape(values: Floats) -> Floats:
    """Return the autocorrelation of what the best of a line, a step, a stretch and a broken line leaves of each row."""
    return _fit(values, _contrasts(values.shape[1]))[2]


def _fit(values: Floats, contrasts: _Contrasts) -> tuple[Floats, Floats, Floats]:
    """What a line, step, stretch and broken line explain at best, then variance and autocorrelation of what the best of these leaves."""
    centred = values - values.mean(axis=1, keepdims=True)
    rows = np.arange(len(values))
    fits = []
    for family in (contrasts.line, contrasts.steps, contrasts.stretches, contrasts.bends):
        sizes = centred @ family
        best = np.abs(sizes).argmax(axis=1)
        fits.append(sizes[rows, best][:, None] * family.T[best])
    fits[3] += fits[0]
    gains = np.array([(fit**2).sum(axis=1) for fit in fits])
    left = centred - np.array(fits)[gains.argmax(axis=0), rows]
    variance = (left**2).sum(axis=1) / (values.shape[1] - 3)
    floor = np.maximum(1e-9 * (centred**2).mean(axis=1), 1e-300)
    return gains, np.maximum(variance, floor), autocorrelation(left)


def _turn(values: Floats, contrasts: _Contrasts) -> tuple[Floats, Ints]:
    """The lesser of rise before and fall after, at the stretch where it is largest, and that stretch."""
    both = np.minimum(values @ contrasts.rises, values @ contrasts.falls)
    best = both.argmax(axis=1)
    return both[np.arange(len(values)), best], best


def _step(values: Floats, contrasts: _Contrasts) -> tuple[NDArray[np.bool_], Ints]:
    """Whether a step is clearly better than a line, and the first place at the new level."""
    centred = values - values.mean(axis=1, keepdims=True)
    n, total = values.shape[1], (centred**2).sum(axis=1)
    size = (centred @ contrasts.steps) ** 2
    best = size.argmax(axis=1)
    left = np.maximum(total - size.max(axis=1), 1e-12 * np.maximum(total, 1e-300))
    line = np.maximum(total - (centred @ contrasts.line)[:, 0] ** 2, 0)
    return line > left * n ** (2 / n), best + _PART


@cache
def _contrasts(n: int) -> _Contrasts:
    at = np.arange(n)
    bounds = np.array([(a, b) for a in range(_PART, n) for b in range(a + _PART, n - _PART + 1)], dtype=np.int64)
    start, end = bounds[:, 0], bounds[:, 1]
    inside, before, after = (at >= start[:, None]) & (at < end[:, None]), at < start[:, None], at >= end[:, None]
    steps = at >= np.arange(_PART, n - _PART + 1)[:, None]
    line = _scaled((at - at.mean())[None, :])
    bends = np.maximum(at - at[_PART - 1 : n - _PART + 1, None], 0.0)
    bends -= bends.mean(axis=1, keepdims=True)
    bends -= (bends @ line.T) * line
    return _Contrasts(
        line.T, _difference(steps, ~steps), _difference(inside, ~inside), _scaled(bends).T, _difference(inside, before),
        _difference(inside, after), bounds,
    )  # fmt: skip


def _difference(one: NDArray[np.bool_], other: NDArray[np.bool_]) -> Floats:
    """Mean of one part less mean of the other, with length 1."""
    weights = one / one.sum(axis=1, keepdims=True) - other / other.sum(axis=1, keepdims=True)
    return _scaled(weights).T


def _scaled(weights: Floats) -> Floats:
    return np.asarray(weights / np.sqrt((weights**2).sum(axis=1, keepdims=True)))


@cache
def _references(n: int) -> _References:
    contrasts = _contrasts(n)
    independent = np.random.default_rng(0).normal(size=(2000, n))
    gains, variance, _ = _fit(independent, contrasts)
    scales = np.quantile(gains / variance, 0.95, axis=1)

    def change(values: Floats) -> tuple[Floats, Floats]:
        gains, variance, r = _fit(values, contrasts)
        return (gains / scales[:, None]).max(axis=0) / variance, r

    def turn(values: Floats) -> tuple[Floats, Floats]:
        _, variance, r = _fit(values, contrasts)
        return np.maximum((values @ contrasts.falls).max(axis=1), 0) ** 2 / variance, r

    return _References(scales, reference(change, n), reference(turn, n))
