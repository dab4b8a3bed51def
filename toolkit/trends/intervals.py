"""Intervals of the value of each year."""

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

__all__ = ["rate_interval"]

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


def rate_interval(hits: Ints, exposure: Floats, dispersion: Floats, *, level: float = 0.95) -> tuple[Floats, Floats]:
    """Return the score interval of a rate whose counts vary `dispersion` times as much as Poisson counts."""
    z2 = float(ndtri((1 - level) / 2)) ** 2
    n = hits / dispersion
    half = np.sqrt(z2 * (n + z2 / 4))
    scale = dispersion / np.maximum(exposure, 1e-9)
    return np.maximum(n + z2 / 2 - half, 0) * scale, (n + z2 / 2 + half) * scale
