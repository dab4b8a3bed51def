"""Small parts of ``scipy.stats``, which takes a third of a second to load: the same values from ``scipy.special`` and sorting.

``scipy.special`` takes a tenth of a second, and is loaded late.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

__all__ = ["ranks", "sign_test", "tied", "wilson"]

Floats = NDArray[np.float64]


def wilson(hits: ArrayLike, total: ArrayLike, confidence: float = 0.95) -> tuple[Floats, Floats]:
    """Return the ends of the interval of shares, from 0 to 1 where there is nothing to count in.

    References
    ----------
    Wilson, E. B. (1927). Probable inference, the law of succession, and statistical inference. JASA 22.

    Examples
    --------
    >>> [ends.round(3).tolist() for ends in wilson([8, 10], [10, 10])]
    [[0.49, 0.722], [0.943, 1.0]]
    """
    from scipy.special import ndtri

    hits, total = np.asarray(hits, dtype=np.float64), np.asarray(total, dtype=np.float64)
    z2, n = float(ndtri((1 - confidence) / 2)) ** 2, np.maximum(total, 1e-9)
    middle = (hits + z2 / 2) / (n + z2)
    half = np.sqrt(z2) / (n + z2) * np.sqrt(hits * (n - hits).clip(0) / n + z2 / 4)
    # Of none and of all the ends are 0 and 1 exactly, which rounding errors would miss.
    return np.where(hits > 0, np.clip(middle - half, 0, 1), 0.0), np.where(hits < total, np.clip(middle + half, 0, 1), 1.0)


def sign_test(above: int, total: int) -> float:
    """Return the chance that so many of a number of fair coins, or a number as far from the middle, show heads.

    Examples
    --------
    >>> sign_test(1, 4), sign_test(2, 4)
    (0.625, 1.0)
    """
    from scipy.special import bdtr

    return float(min(1.0, 2 * bdtr(min(above, total - above), total, 0.5)))


def tied(values: Floats) -> NDArray[np.int64]:
    """Return of each row, in order of size, how many values are the same as each value, itself among them.

    Examples
    --------
    >>> tied(np.array([[2.0, 1.0, 2.0]]))
    array([[1, 2, 2]])
    """
    run = _runs(np.sort(values, axis=1))
    return np.asarray(np.bincount(run.ravel())[run], dtype=np.int64)


def ranks(values: Floats, *, highest: bool = False) -> Floats:
    """Return the ranks of each row from 1; values that are the same share the mean of their ranks, or the highest of them.

    Examples
    --------
    >>> ranks(np.array([[2.0, 1.0, 2.0]])).tolist(), ranks(np.array([[2.0, 1.0, 2.0]]), highest=True).tolist()
    ([[2.5, 1.0, 2.5]], [[3.0, 1.0, 3.0]])
    """
    n_rows, n = values.shape
    order = np.argsort(values, axis=1, kind="stable")
    run = _runs(np.take_along_axis(values, order, axis=1))
    size = np.bincount(run.ravel(), minlength=1)
    last = np.cumsum(size)[run] - np.arange(n_rows)[:, None] * n
    found = np.empty(values.shape)
    np.put_along_axis(found, order, last if highest else last - (size[run] - 1) / 2, axis=1)
    return found


def _runs(ordered: Floats) -> NDArray[np.int64]:
    """Number the runs of the same value in sorted rows, those of all rows in one count."""
    first = np.ones(ordered.shape, dtype=bool)
    first[:, 1:] = ordered[:, 1:] != ordered[:, :-1]
    return np.asarray(np.cumsum(first.ravel()).reshape(ordered.shape) - 1, dtype=np.int64)
