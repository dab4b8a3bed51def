"""``mann_kendall``: does a series rise or fall, and by how much a year."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import ndtr, ndtri

from toolkit.errors import InvalidValue, invalid
from toolkit.statistics import ranks, tied
from toolkit.trends.calibration import Reference, reference
from toolkit.trends.exact import EXACT_TO, exact_p
from toolkit.trends.pairs import kendall_s
from toolkit.trends.shapes import LEAST_FOR_SHAPE, correlation_about_shape

__all__ = ["LEAST", "METHODS", "TrendTest", "mann_kendall", "row_tests"]

Floats = NDArray[np.float64]

LEAST = 4
"""Fewest values that are tested: of fewer, no order at all would be unlikely by chance."""

_CORRECTED: Mapping[str, tuple[str, Mapping[str, int]]] = {
    "hamed_rao": ("hamed_rao_modification_test", {}),
    # Lag 1 as its authors propose: over all lags the autocorrelations of any series add up to less than zero.
    "yue_wang": ("yue_wang_modification_test", {"lag": 1}),
    "prewhitening": ("trend_free_pre_whitening_modification_test", {}),
}
"""Functions of pymannkendall with their options."""
METHODS = ("ar1", "original", *_CORRECTED)
_PAIRS = 4_000_000
"""Pairs of values, of as many series as have them, that are in memory at a time."""


@dataclass(frozen=True, slots=True)
class TrendTest:
    """Result of a Mann–Kendall test with Sen's slope."""

    trend: str | None
    """``increasing``, ``decreasing`` or ``no trend`` at the level of the test; None where the correction cannot be computed."""
    p: float
    tau: float
    """Kendall's tau: share of pairs that rise less share of pairs that fall."""
    slope: float
    """Median change per unit of time."""
    slope_low: float
    """Interval of the slope with 1 − alpha, from the pairs that the test cannot tell from the median pair; NaN where n is too small."""
    slope_high: float
    intercept: float
    """Height, at time 0, of the line with this slope through the medians of time and value."""
    s: float
    var_s: float
    z: float
    n: int
    method: str
    alpha: float


def mann_kendall(values: pd.Series | Sequence[float], *, method: str = "ar1", alpha: float = 0.05) -> TrendTest:
    """Return the Mann–Kendall test of a series for a monotonic trend, two-sided, with Sen's slope.

    Parameters
    ----------
    values : Series or sequence of float
        At least four values, missing ones passed over. A Series with numbers as its index (years) is put in their order, and the slope
        counts the gaps; otherwise values are one unit of time apart.
    method : {"ar1", "original", "hamed_rao", "yue_wang", "prewhitening"}
        ``original`` takes values for independent (p exact for up to twelve values, ties included); where neighbouring years resemble
        each other, as they do in series of words, it finds trends too easily. ``ar1`` keeps its level whatever the autocorrelation from
        0 to .6: S against its distribution under such noise, by simulation, after division by the autocorrelation about the slope.
        ``hamed_rao`` and ``yue_wang`` correct the variance for autocorrelation, ``prewhitening`` takes it out (trend-free); they are
        here because they are published with, and exceed their level (with autocorrelation .6 in 53 years 21, 14 and 41 % at 5 %). A
        series without any scatter about its slope has no autocorrelation to correct for; these three give it the original test.
    alpha : float
        Level of the test.

    Returns
    -------
    TrendTest

    References
    ----------
    Mann, H. (1945). Nonparametric tests against trend. Econometrica 13. Kendall, M. (1975). Rank correlation methods.
    Sen, P. (1968). Estimates of the regression coefficient based on Kendall's tau. JASA 63.
    Hamed, K. & Rao, A. (1998). A modified Mann–Kendall trend test for autocorrelated data. Journal of Hydrology 204.
    Yue, S. & Wang, C. (2004). The Mann–Kendall test modified by effective sample size. Water Resources Management 18.
    Yue, S. et al. (2002). The influence of autocorrelation on the ability to detect trend. Hydrological Processes 16.
    Noguchi, K., Gel, Y. & Duguay, C. (2011). Bootstrap-based tests for trends in hydrological time series. Journal of Hydrology 410.
    Hussain, M. & Mahmud, I. (2019). pyMannKendall. JOSS 4(39).

    Examples
    --------
    >>> test = mann_kendall([1, 2, 4, 3, 5, 6, 8])
    >>> test.trend, round(test.tau, 2), round(test.slope, 2)
    ('increasing', 0.9, 1.0)
    """
    if method not in METHODS:
        raise invalid("method", method, METHODS)
    if not 0 < alpha < 1:
        raise invalid("alpha", alpha, "a share between 0 and 1")
    series = pd.Series(values, dtype=float).dropna()
    if not pd.api.types.is_numeric_dtype(series.index):
        raise InvalidValue("the index of values must be numbers (years): give values.to_list() for equal steps in their order")
    if series.index.has_duplicates:
        raise InvalidValue("the index of values has the same time twice: add the values of one time up first")
    if np.isinf(series.to_numpy()).any():
        raise InvalidValue("the values hold an infinite number: leave it out, or give it as missing (nan)")
    if len(series) < LEAST:
        raise InvalidValue(f"{len(series)} values are too few for a trend test: it takes at least {LEAST}")
    series = series.sort_index()
    row = row_tests(series.to_numpy()[None, :], series.index.to_numpy(dtype=float), method, alpha).iloc[0]
    trend = None if np.isnan(row["p"]) else _verdict(row["p"], row["s"], alpha)
    numbers = {name: float(row[name]) for name in ("p", "tau", "slope", "slope_low", "slope_high", "intercept", "s", "var_s", "z")}
    return TrendTest(trend=trend, n=len(series), method=method, alpha=alpha, **numbers)


def row_tests(values: Floats, times: Floats, method: str, alpha: float = 0.05) -> pd.DataFrame:
    """Return ``s, var_s, z, p, tau, slope, slope_low, slope_high, intercept`` of each row of values, at increasing times."""
    n = values.shape[1]
    step = max(1, _PAIRS // (n * n))
    parts = [_tested(values[start : start + step], times, method, alpha) for start in range(0, len(values), step)]
    return pd.concat(parts or [_tested(values, times, method, alpha)], ignore_index=True)


def _tested(values: Floats, times: Floats, method: str, alpha: float) -> pd.DataFrame:
    slopes = _slopes(values, times)
    table = _plain(values, times, slopes)
    critical = -float(ndtri(alpha / 2))
    if method == "ar1":
        r = _autocorrelation(values)
        calibrated = _reference(len(times))
        table["p"] = np.maximum(calibrated.p(table["z"].to_numpy() ** 2, r), table["p"])
        table["var_s"] *= calibrated.factor(r)
        table["z"] /= np.sqrt(calibrated.factor(r))
        critical = max(critical, calibrated.critical(alpha) ** 0.5)
    elif method != "original":
        scatter = np.ptp(values - table["slope"].to_numpy()[:, None] * times, axis=1)
        # Without scatter, up to rounding, there is no autocorrelation to correct for.
        uneven = np.flatnonzero(scatter > 1e-9 * np.maximum(np.abs(values).max(axis=1, initial=0.0), 1e-300))
        corrected = np.array([_corrected(row, method) for row in values[uneven]]).reshape(-1, 4)
        table.loc[uneven, ["s", "var_s", "z", "p"]] = corrected
    table["slope_low"], table["slope_high"] = _interval(slopes, critical * np.sqrt(np.maximum(table["var_s"].to_numpy(), 0)) + 1)
    return table


def _slopes(values: Floats, times: Floats) -> Floats:
    """Slopes of all pairs of each row, ascending."""
    early, late = np.triu_indices(len(times), k=1)
    return np.sort((values[:, late] - values[:, early]) / (times[late] - times[early]), axis=1)


def _plain(values: Floats, times: Floats, slopes: Floats) -> pd.DataFrame:
    """The original test of all rows at once; the variance of S is corrected for ties."""
    n = values.shape[1]
    s = np.sign(slopes).sum(axis=1)
    alike = tied(values)
    var_s = (n * (n - 1) * (2 * n + 5) - ((alike - 1) * (2 * alike + 5)).sum(axis=1)) / 18
    z = np.divide(s - np.sign(s), np.sqrt(var_s), out=np.zeros(len(values)), where=var_s > 0)
    slope = np.median(slopes, axis=1)
    return pd.DataFrame({
        "s": s, "var_s": var_s, "z": z, "p": exact_p(values, s) if n <= EXACT_TO else 2 * ndtr(-np.abs(z)),
        "tau": s / (n * (n - 1) / 2), "slope": slope, "intercept": np.median(values, axis=1) - slope * np.median(times),
    })  # fmt: skip


def _autocorrelation(values: Floats) -> Floats:
    """Of the ranks about the best line, step or broken line, so that a bend is not taken for autocorrelation.

    Short series do not tell their autocorrelation: -1 leaves S as it is, to be held against noise with the highest one.
    """
    if values.shape[1] >= LEAST_FOR_SHAPE:
        return correlation_about_shape(ranks(values))
    return np.full(len(values), -1.0)


@cache
def _reference(n: int) -> Reference:
    """Of the squared z of S."""
    def statistics(values: Floats) -> tuple[Floats, Floats]:
        z = np.maximum(np.abs(kendall_s(values)) - 1, 0) / np.sqrt(n * (n - 1) * (2 * n + 5) / 18)
        return z**2, _autocorrelation(values)

    return reference(statistics, n)


def _interval(slopes: Floats, width: Floats) -> tuple[Floats, Floats]:
    """Slopes by rank as far from the middle as S may be by chance (Sen 1968); NaN where there are too few pairs."""
    n_pairs = slopes.shape[1]
    low = np.floor((n_pairs - np.nan_to_num(width, nan=np.inf)) / 2)
    enough = low >= 0
    place = np.where(enough, low, 0).astype(np.int64)
    rows = np.arange(len(slopes))
    return np.where(enough, slopes[rows, place], np.nan), np.where(enough, slopes[rows, n_pairs - 1 - place], np.nan)


def _corrected(row: Floats, method: str) -> tuple[float, float, float, float]:
    # Loaded late: it loads scipy.stats, which takes a third of a second.
    import pymannkendall

    name, options = _CORRECTED[method]
    # The estimated variance may come out negative, and then there is no p.
    with np.errstate(invalid="ignore", divide="ignore"):
        result = getattr(pymannkendall, name)(row, **options)
    return float(result.s), float(result.var_s), float(result.z), float(result.p)


def _verdict(p: float, s: float, alpha: float) -> str:
    if p > alpha:
        return "no trend"
    return "increasing" if s > 0 else "decreasing"
