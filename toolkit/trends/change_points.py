"""``find_change_points``: the years in which the level of a series changes."""

from itertools import pairwise

import numpy as np
import pandas as pd
import ruptures
from numpy.typing import NDArray

from toolkit.errors import InvalidValue, invalid
from toolkit.trends.series import shape_of

__all__ = ["find_change_points"]

Floats = NDArray[np.float64]
_COLUMNS = ["time", "before", "after", "difference", "n_before", "n_after"]


def find_change_points(values: pd.Series | pd.DataFrame, *, min_size: int = 3, penalty: float | None = None) -> pd.DataFrame:
    """Return the years from which a series stands at another level.

    Piecewise constant mean by PELT: the segmentation with the least sum of squares, each change charged with a penalty. The scatter is
    estimated from the differences of neighbouring years. It describes a series; it is no test.

    Parameters
    ----------
    values : Series or DataFrame
        A series with numbers (years) as its index, or a table of `term_trends`, `topic_trends` or `entity_trends`.
    min_size : int
        Fewest years of a segment.
    penalty : float, optional
        Cost of a change, in units of the scatter's variance; 3 ln(n) if not given, near the modified Bayesian information criterion of
        Zhang and Siegmund. Higher means fewer changes.

    Returns
    -------
    DataFrame
        What names the series (for a table), then ``year`` (first year at the new level; the index name of a Series where it has one),
        ``before, after`` (means of the segments), ``difference, n_before, n_after`` (years of the segments). No rows where nothing changes.

    References
    ----------
    Killick, R., Fearnhead, P. & Eckley, I. (2012). Optimal detection of changepoints with a linear computational cost. JASA 107.
    Zhang, N. & Siegmund, D. (2007). A modified Bayes information criterion with applications to the analysis of CGH data. Biometrics 63.
    Truong, C., Oudre, L. & Vayatis, N. (2020). Selective review of offline change point detection methods. Signal Processing 167.

    Examples
    --------
    >>> import pandas as pd
    >>> series = pd.Series([1.0, 1.2, 0.9, 1.1, 5.0, 5.1, 4.9, 5.2], index=range(2015, 2023))
    >>> find_change_points(series)[["year", "n_before", "n_after"]]
       year  n_before  n_after
    0  2019         4        4
    """
    if min_size < 1:
        raise invalid("min_size", min_size, "1 or more")
    if penalty is not None and penalty <= 0:
        raise invalid("penalty", penalty, "above 0")
    if isinstance(values, pd.Series):
        name = values.index.name if isinstance(values.index.name, str) else "year"
        return _of_series(values, min_size, penalty).rename(columns={"time": name})
    shape = shape_of(values)
    groups = values.groupby(list(shape.keys), sort=False, dropna=False, observed=True)
    tables = []
    for _, rows in groups:
        found = _of_series(rows.set_index(shape.time)[shape.value], min_size, penalty).rename(columns={"time": shape.time})
        tables.append(pd.concat([rows[list(shape.keys)].iloc[[0] * len(found)].reset_index(drop=True), found], axis=1))
    empty = values[[*shape.keys, shape.time]].iloc[:0].assign(**dict.fromkeys(_COLUMNS[1:4], 0.0), **dict.fromkeys(_COLUMNS[4:], 0))
    return pd.concat(tables, ignore_index=True) if tables else empty


def _of_series(values: pd.Series, min_size: int, penalty: float | None) -> pd.DataFrame:
    if not pd.api.types.is_numeric_dtype(values.index):
        raise InvalidValue("the index of values must be numbers (years)")
    series = values.dropna().sort_index()
    data = series.to_numpy(dtype=float)
    bounds = _bounds(data, min_size, 3 * np.log(max(len(data), 2)) if penalty is None else penalty)
    means = [data[start:end].mean() for start, end in pairwise(bounds)]
    sizes = np.diff(bounds)
    return pd.DataFrame({
        "time": series.index[bounds[1:-1]], "before": np.array(means[:-1], dtype=float), "after": np.array(means[1:], dtype=float),
        "difference": np.diff(means) if means else np.zeros(0), "n_before": sizes[:-1], "n_after": sizes[1:],
    })[_COLUMNS]  # fmt: skip


def _bounds(data: Floats, min_size: int, penalty: float) -> list[int]:
    """Where segments begin, and the end."""
    scatter = _scatter(data)
    if len(data) < 2 * min_size or scatter == 0:
        return [0, len(data)] if len(data) else [0]
    search = ruptures.Pelt(model="l2", min_size=min_size, jump=1).fit(data / scatter)
    return [0, *search.predict(pen=penalty)]


def _scatter(data: Floats) -> float:
    """Standard deviation about the level: from the median size of steps, which a few changes of level do not move.

    Where most steps are zero (rare words), from their mean size. Both for normal scatter.
    """
    steps = np.abs(np.diff(data))
    if not len(steps):
        return 0.0
    return float(np.median(steps) / (0.6744897501960817 * np.sqrt(2)) or np.mean(steps) * np.sqrt(np.pi) / 2)
