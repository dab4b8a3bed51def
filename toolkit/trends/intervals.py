"""Intervals of the value of each year."""

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

__all__ = ["rate_interval", "share_interval"]

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


def share_interval(hits: Ints, total: Ints, *, level: float = 0.95) -> tuple[Floats, Floats]:
    """Return the Wilson interval (1927) of a share, from 0 to 1 where there is nothing to count in."""
    z2, n = float(ndtri((1 - level) / 2)) ** 2, np.maximum(total, 1e-9)
    middle = (hits + z2 / 2) / (n + z2)
    half = np.sqrt(z2) / (n + z2) * np.sqrt(hits * (n - hits).clip(0) / n + z2 / 4)
    return np.clip(middle - half, 0, 1), np.clip(middle + half, 0, 1)


def rate_interval(hits: Ints, exposure: Floats, dispersion: Floats, *, level: float = 0.95) -> tuple[Floats, Floats]:
    """Return the score interval of a rate whose counts vary `dispersion` times as much as Poisson counts."""
    z2 = float(ndtri((1 - level) / 2)) ** 2
    n = hits / dispersion
    half = np.sqrt(z2 * (n + z2 / 4))
    scale = dispersion / np.maximum(exposure, 1e-9)
    return np.maximum(n + z2 / 2 - half, 0) * scale, (n + z2 / 2 + half) * scale
