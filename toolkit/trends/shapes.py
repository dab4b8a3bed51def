"""The shape of a series: rise, fall, hump, dip, step or none, and the year of its turn."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

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
    bends: Floats
    """A bend of the line at each place, at right angles to the line."""


class _Stretch(NamedTuple):
    """Of each row, the stretch of years where a contrast is largest: its size, the first place and the one after the last."""

    size: Floats
    start: Ints
    end: Ints


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
    hump, dip = (_turn(sign * values) for sign in (1, -1))
    # Either turn would make a rise or a fall something else, so each has half of the level.
    least = references.turn.critical(alpha / 2) * references.turn.factor(r) * variance
    shape = np.where((values @ contrasts.line)[:, 0] > 0, "rise", "fall").astype(object)
    step, place = _step(values, contrasts)
    turn = np.where(step, place, -1)
    shape[step] = "step"
    for name, best, other in (("hump", hump, dip), ("dip", dip, hump)):
        found = (best.size**2 > least) & (best.size > 0) & (best.size >= other.size)
        shape[found] = name
        turn = np.where(found, (best.start + best.end - 1) // 2, turn)
    return Shapes(references.change.p(change, r), shape, turn)


def correlation_about_shape(values: Floats) -> Floats:
    """Return the autocorrelation of what the best of a line, a step, a stretch and a broken line leaves of each row."""
    return _fit(values, _contrasts(values.shape[1]))[2]


def _fit(values: Floats, contrasts: _Contrasts) -> tuple[Floats, Floats, Floats]:
    """What a line, step, stretch and broken line explain at best, then variance and autocorrelation of what the best of these leaves."""
    centred = values - values.mean(axis=1, keepdims=True)
    rows = np.arange(len(values))
    fits = []
    for family in (contrasts.line, contrasts.steps, contrasts.bends):
        sizes = centred @ family
        best = np.abs(sizes).argmax(axis=1)
        fits.append(sizes[rows, best][:, None] * family.T[best])
    fits.insert(2, _of_stretch(centred))
    fits[3] += fits[0]
    gains = np.array([(fit**2).sum(axis=1) for fit in fits])
    left = centred - np.array(fits)[gains.argmax(axis=0), rows]
    variance = (left**2).sum(axis=1) / (values.shape[1] - 3)
    floor = np.maximum(1e-9 * (centred**2).mean(axis=1), 1e-300)
    return gains, np.maximum(variance, floor), autocorrelation(left)


def _sums(values: Floats) -> Floats:
    return np.pad(np.cumsum(values, axis=1), ((0, 0), (1, 0)))


def _stretches(n: int) -> Iterator[tuple[int, slice, Floats]]:
    """Yield each place where a stretch may start, where it may end, and the lengths that it has then."""
    for start in range(_PART, n - 2 * _PART + 1):
        yield start, slice(start + _PART, n - _PART + 1), np.arange(_PART, n - _PART + 1 - start, dtype=np.float64)


def _largest(sizes: Iterator[tuple[int, Floats]], n_rows: int) -> _Stretch:
    """The largest of the sizes that come with each start, one column for each end."""
    size, start_at, end_at = np.full(n_rows, -np.inf), np.zeros(n_rows, dtype=np.int64), np.zeros(n_rows, dtype=np.int64)
    rows = np.arange(n_rows)
    for start, here in sizes:
        at = here.argmax(axis=1)
        better = here[rows, at] > size
        size = np.where(better, here[rows, at], size)
        start_at, end_at = np.where(better, start, start_at), np.where(better, start + _PART + at, end_at)
    return _Stretch(size, start_at, end_at)


def _of_stretch(centred: Floats) -> Floats:
    """The part of each row that the best stretch at another level explains; by sums up to each place, not stretch by stretch."""
    n, sums = centred.shape[1], _sums(centred)
    best = _largest(
        ((start, np.abs(sums[:, ends] - sums[:, [start]]) * np.sqrt(n / (long * (n - long)))) for start, ends, long in _stretches(n)),
        len(centred),
    )
    rows, at = np.arange(len(centred)), np.arange(n)
    inside = (at >= best.start[:, None]) & (at < best.end[:, None])
    total, long = sums[rows, best.end] - sums[rows, best.start], best.end - best.start
    return np.asarray(np.where(inside, (total / long)[:, None], (-total / (n - long))[:, None]))


def _falls(sums: Floats, start: int, ends: slice, long: Floats) -> Floats:
    """Mean of each stretch less mean of all after it, in units of its error."""
    n = sums.shape[1] - 1
    after = n - start - long
    fall = (sums[:, ends] - sums[:, [start]]) / long - (sums[:, [n]] - sums[:, ends]) / after
    return np.asarray(fall / np.sqrt(1 / long + 1 / after))


def _turn(values: Floats) -> _Stretch:
    """The lesser of rise before and fall after, at the stretch where it is largest."""
    sums = _sums(values - values.mean(axis=1, keepdims=True))

    def lesser() -> Iterator[tuple[int, Floats]]:
        for start, ends, long in _stretches(values.shape[1]):
            rise = (sums[:, ends] - sums[:, [start]]) / long - sums[:, [start]] / start
            yield start, np.minimum(rise / np.sqrt(1 / long + 1 / start), _falls(sums, start, ends, long))

    return _largest(lesser(), len(values))


def _largest_fall(values: Floats) -> Floats:
    sums = _sums(values - values.mean(axis=1, keepdims=True))
    return _largest(((part[0], _falls(sums, *part)) for part in _stretches(values.shape[1])), len(values)).size


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
    steps = at >= np.arange(_PART, n - _PART + 1)[:, None]
    line = _scaled((at - at.mean())[None, :])
    bends = np.maximum(at - at[_PART - 1 : n - _PART + 1, None], 0.0)
    bends -= bends.mean(axis=1, keepdims=True)
    bends -= (bends @ line.T) * line
    return _Contrasts(line.T, _difference(steps, ~steps), _scaled(bends).T)


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
        return np.maximum(_largest_fall(values), 0) ** 2 / variance, r

    return _References(scales, reference(change, n), reference(turn, n))
