"""The best segmentations of many series at once: piecewise constant means by dynamic programming."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from toolkit.trends.calibration import autocorrelation

__all__ = ["Segmentations", "least_squares"]

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Segmentations:
    """For each series and each number of breaks from 1 on, the segmentation with the least sum of squares."""

    gains: Floats
    """By how much the sum of squares is less than without a break: (numbers of breaks, series)."""
    backs: Ints
    """Where the last segment of the best segmentation of the first j values starts: (numbers of breaks + 1, series, j)."""
    variance: Floats
    """Of the residuals about the segmentation that residuals are taken from."""
    r: Floats
    """Autocorrelation of these residuals."""

    @property
    def statistic(self) -> Floats:
        """The largest gain for each break, in units of the variance."""
        per_break = (self.gains / np.arange(1, len(self.gains) + 1)[:, None]).max(axis=0)
        return np.asarray(per_break / self.variance)

    def best(self, series: int, penalty: float) -> list[int]:
        """Return where segments begin and the end, each break charged with a penalty in units of the variance."""
        cost = np.append(0.0, penalty * np.arange(1, len(self.gains) + 1) - self.gains[:, series] / self.variance[series])
        bounds = [self.backs.shape[2] - 1]
        for k in range(int(cost.argmin()), -1, -1):
            bounds.insert(0, int(self.backs[k, series, bounds[0]]) if k else 0)
        return bounds


def least_squares(values: Floats, *, most: int, min_size: int) -> Segmentations:
    """Return the best segmentations of each row with up to `most` breaks and segments of `min_size` values or more."""
    values = values - values.mean(axis=1, keepdims=True)
    n_series, n = values.shape
    sums = np.pad(np.cumsum(values, axis=1), ((0, 0), (1, 0)))
    explained = np.full((most + 1, n_series, n + 1), -np.inf)
    backs = np.zeros((most + 1, n_series, n + 1), dtype=np.int64)
    explained[0, :, min_size:] = sums[:, min_size:] ** 2 / np.arange(min_size, n + 1)
    rows = np.arange(n_series)
    for k in range(1, most + 1):
        for end in range((k + 1) * min_size, n + 1):
            start = np.arange(k * min_size, end - min_size + 1)
            both = explained[k - 1][:, start] + (sums[:, [end]] - sums[:, start]) ** 2 / (end - start)
            chosen = both.argmax(axis=1)
            explained[k, :, end], backs[k, :, end] = both[rows, chosen], start[chosen]
    # Two breaks leave little of a hump in the residuals, and in a short series still something of the noise.
    taken = min(2, most)
    left = _residuals(values, sums, backs, taken)
    variance = (left**2).sum(axis=1) / max(n - 2 * taken - 1, 1)
    gains = explained[1:, :, n] - explained[0, :, n]
    floor = 1e-9 * np.maximum((values**2).mean(axis=1), 1e-300)
    return Segmentations(gains, backs, np.maximum(variance, floor), autocorrelation(left))


def _residuals(values: Floats, sums: Floats, backs: Ints, k: int) -> Floats:
    left, rows, at = values.copy(), np.arange(len(values)), np.arange(values.shape[1])
    end = np.full(len(values), values.shape[1])
    for level in range(k, -1, -1):
        start = backs[level, rows, end] if level else np.zeros(len(values), dtype=np.int64)
        inside = (at >= start[:, None]) & (at < end[:, None])
        left -= inside * ((sums[rows, end] - sums[rows, start]) / (end - start))[:, None]
        end = start
    return left
