"""``find_change_points``: the years in which the level of a series changes."""

from functools import cache
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from toolkit.errors import InvalidValue, invalid
from toolkit.given import takes
from toolkit.multiple_tests import adjusted
from toolkit.trail import with_trail
from toolkit.trends.calibration import SEED, Reference, reference
from toolkit.trends.segments import Segmentations, least_squares
from toolkit.trends.series import shape_of
from toolkit.trends.stabilised import enough, stabilised

__all__ = ["find_change_points"]

Floats = NDArray[np.float64]
_FLOATS = ["before", "after", "difference"]
_COLUMNS = ["time", "low", "high", *_FLOATS, "n_before", "n_after", "n_years", "p", "p_adjusted"]
_MOST = 3
_WIDTH = -2 * np.log(1 - np.sqrt(0.95))
"""Hansen (2000): a likelihood ratio that the true place of a break exceeds in one of twenty cases."""


@takes("series", "table", made_by="term_trends, topic_trends or entity_trends")
def find_change_points(
    values: pd.Series | pd.DataFrame, *, min_size: int = 3, penalty: float | None = None, alpha: float = 0.05, min_count: int = 10,
    min_years: int = 4,
) -> pd.DataFrame:  # fmt: skip
    """Return the years from which a series stands at another level.

    Piecewise constant means, up to three breaks, by least squares. Rates of counts are compared as square roots (Freeman–Tukey), shares
    as arcsines, so that common years do not scatter more than rare ones. A series has breaks if what they explain is more than noise
    explains, whatever its autocorrelation from 0 to .6 (by simulation for series of this length); each further break must then explain
    as much. A slow rise is a change of level too: see the shape that `trend_summary` tells.

    Parameters
    ----------
    values : Series or DataFrame
        A series with numbers (years) as its index, or a table of `term_trends`, `topic_trends` or `entity_trends`.
    min_size : int
        Fewest years of a segment.
    penalty : float, optional
        Cost of a break in units of the variance about the levels, instead of the test: a description, with as many breaks as pay for
        themselves.
    alpha : float
        Level of the test: of each series where there is one, else against ``p_adjusted`` (Benjamini–Hochberg over the table).
    min_count, min_years : int
        Of a table with counts, only series are looked at that are counted as often and in as many years as this.

    Returns
    -------
    DataFrame
        What names the series (for a table), then ``year`` (first year at the new level; the index name of a Series where it has one),
        ``low, high`` (95 % interval of that year), ``before, after`` (means of the segments), ``difference, n_before, n_after`` (years
        of the segments), ``n_years, p, p_adjusted`` (of the series). No rows where nothing changes; ``attrs["n_series"]`` and
        ``attrs["n_tested"]`` tell how many series there were and how many had counts and years
        enough (twice ``min_size``, and four).

    References
    ----------
    Bai, J. & Perron, P. (1998). Estimating and testing linear models with multiple structural changes. Econometrica 66.
    Hansen, B. (2000). Sample splitting and threshold estimation. Econometrica 68.
    Freeman, M. & Tukey, J. (1950). Transformations related to the angular and the square root. Annals of Mathematical Statistics 21.

    Examples
    --------
    >>> import pandas as pd
    >>> series = pd.Series([1.0, 1.2, 0.9, 1.1, 1.0, 0.8, 5.0, 5.1, 4.9, 5.2, 5.0, 5.1], index=range(2011, 2023))
    >>> find_change_points(series)[["year", "low", "high", "n_before", "n_after"]]
       year   low  high  n_before  n_after
    0  2017  2017  2017         6        6
    """
    if min_size < 1:
        raise invalid("min_size", min_size, "1 or more")
    if penalty is not None and penalty <= 0:
        raise invalid("penalty", penalty, "above 0")
    if not 0 < alpha < 1:
        raise invalid("alpha", alpha, "a share between 0 and 1")
    if isinstance(values, pd.Series):
        keys, time, series, n_series = pd.DataFrame(index=[0]), _time_name(values), [_clean(values)], 1
    else:
        keys, time, series = _series_of(values, min_count, min_years)
        n_series = values.groupby(list(shape_of(values).keys), dropna=False, observed=True).ngroups
    rows = _rows(series, min_size, penalty, alpha)
    found = pd.DataFrame(rows, columns=["series", *_COLUMNS])
    names = keys.iloc[found.pop("series").to_numpy(dtype=np.int64)].reset_index(drop=True)
    times = dict.fromkeys(("time", "low", "high"), series[0].times.dtype if series else "int64")
    found = found.astype({**times, **dict.fromkeys([*_FLOATS, "p", "p_adjusted"], "float64")})
    found = found.astype(dict.fromkeys(["n_before", "n_after", "n_years"], "int64")).rename(columns={"time": time})
    table = pd.concat([names, found], axis=1) if names.shape[1] else found
    table.attrs.update(n_series=n_series, n_tested=sum(len(part.times) >= _least_years(min_size) for part in series))
    options = {"min_size": min_size, "penalty": penalty, "alpha": alpha, "min_count": min_count, "min_years": min_years, "seed": SEED}
    return with_trail(table, values.attrs.get("trail", []), "find_change_points", **options)


def _time_name(values: pd.Series) -> str:
    if not pd.api.types.is_numeric_dtype(values.index):
        raise InvalidValue("the index of values must be numbers (years)")
    return values.index.name if isinstance(values.index.name, str) else "year"


class _Series(NamedTuple):
    """A series by time: its values, and what of them is compared."""

    times: pd.Index
    values: Floats
    compared: Floats


def _clean(values: pd.Series) -> _Series:
    known = values.dropna().sort_index().astype(float)
    if known.index.has_duplicates:
        raise InvalidValue("the index of values has the same time twice: add the values of one time up first")
    numbers: Floats = np.asarray(known, dtype=np.float64)
    if not np.isfinite(numbers).all():
        raise InvalidValue("the values hold an infinite number: leave it out, or give it as missing (nan)")
    return _Series(known.index, numbers, numbers)


def _series_of(table: pd.DataFrame, min_count: int, min_years: int) -> tuple[pd.DataFrame, str, list[_Series]]:
    """Names of the series that are counted often enough, the column of the time, and the series."""
    shape = shape_of(table)
    keys = list(shape.keys)
    code = np.asarray(table.groupby(keys, sort=False, dropna=False, observed=True).ngroup(), dtype=np.int64)
    values, compared = table[shape.value].to_numpy(float), stabilised(table, shape)
    order = np.lexsort((table[shape.time].to_numpy(), code))
    kept = order[enough(table, shape, code, min_count, min_years)[order] & ~np.isnan(values[order])]
    times = pd.Index(table[shape.time].to_numpy()[kept])
    starts = np.flatnonzero(np.diff(code[kept], prepend=-1))
    values, compared = values[kept], compared[kept]
    parts = [_Series(times[start:end], values[start:end], compared[start:end]) for start, end in pairwise([*starts.tolist(), len(kept)])]
    return table[keys].iloc[kept[starts]].reset_index(drop=True), shape.time, parts


def _rows(series: list[_Series], min_size: int, penalty: float | None, alpha: float) -> list[tuple[object, ...]]:
    """The breaks of all series, those of one length at once."""
    p = np.full(len(series), np.nan)
    done: list[tuple[list[int], Segmentations, Reference]] = []
    lengths = np.array([len(part.times) for part in series], dtype=np.int64)
    for n in np.unique(lengths[lengths >= _least_years(min_size)]):
        members = [int(one) for one in np.flatnonzero(lengths == n) if np.ptp(series[one].compared) > 0]
        if members:
            found = least_squares(np.array([series[one].compared for one in members]), most=_breaks(n, min_size), min_size=min_size)
            calibrated = _reference(int(n), min_size)
            p[members] = calibrated.p(found.statistic, found.r)
            done.append((members, found, calibrated))
    fair = adjusted(p)
    rows: list[tuple[object, ...]] = []
    for members, found, calibrated in done:
        factor = calibrated.factor(found.r)
        charge = np.full(len(members), penalty) if penalty is not None else calibrated.critical(alpha) * factor
        for place, one in enumerate(members):
            if penalty is not None or fair[one] <= alpha:
                width = _WIDTH * found.variance[place] * factor[place]
                bounds = found.best(place, charge[place])
                rows += [(one, *row, p[one], fair[one]) for row in _breaks_of(series[one], bounds, min_size, width)]
    return sorted(rows, key=lambda row: int(str(row[0])))


def _breaks_of(part: _Series, bounds: list[int], min_size: int, width: float) -> list[tuple[object, ...]]:
    times, values, compared = part
    rows: list[tuple[object, ...]] = []
    for first, start, end in zip(bounds, bounds[1:], bounds[2:], strict=False):
        before, after = values[first:start].mean(), values[start:end].mean()
        low, high = _interval(compared[first:end], min_size, width)
        years = times[start], times[first + low], times[first + high]
        rows.append((*years, before, after, after - before, start - first, end - start, len(times)))
    return rows


def _interval(values: Floats, min_size: int, width: float) -> tuple[int, int]:
    """First and last place of the only break of a stretch that explain not much less than the best."""
    n = len(values)
    sums = np.cumsum(values - values.mean())
    place = np.arange(min_size, n - min_size + 1)
    gain = sums[place - 1] ** 2 * n / (place * (n - place))
    near = place[gain >= gain.max() - width]
    return int(near[0]), int(near[-1])


def _least_years(min_size: int) -> int:
    return max(2 * min_size, 4)


def _breaks(n: int, min_size: int) -> int:
    return int(min(_MOST, n // min_size - 1))


@cache
def _reference(n: int, min_size: int) -> Reference:
    def statistics(values: Floats) -> tuple[Floats, Floats]:
        found = least_squares(values, most=_breaks(n, min_size), min_size=min_size)
        return found.statistic, found.r

    return reference(statistics, n)
