"""How a target follows the last one and last year's result: a regression with effects of places and years."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import stdtr, stdtrit

__all__ = ["ratchet_of"]

Floats = NDArray[np.float64]
_SERIES = ["indicator", "measure", "unit"]
_COLUMNS = [*_SERIES, "n", "n_places", "n_years"] + [
    f"{name}{part}" for name in ("carry", "ratchet") for part in ("", "_se", "_low", "_high", "_p")
]
_SWEEPS, _CLOSE = 500, 1e-12


def ratchet_of(rows: pd.DataFrame, *, min_places: int, confidence: float) -> pd.DataFrame:
    """Return by indicator the coefficients of last year's target and margin.

    Parameters
    ----------
    rows : DataFrame
        Of a panel, with ``place_key`` and ``margin``.
    min_places : int
        Fewest places.
    confidence : float
        Of the intervals.
    """
    pairs = _pairs(rows)
    return pd.DataFrame(
        [(*key, *_fitted(part, min_places, confidence)) for key, part in pairs.groupby(_SERIES, sort=True)], columns=_COLUMNS
    )


def _pairs(rows: pd.DataFrame) -> pd.DataFrame:
    """Each target with the target and the margin of the year before."""
    known = rows[["place_key", "year", *_SERIES, "target", "margin"]]
    before = known.assign(year=known["year"] + 1).rename(columns={"target": "last_target", "margin": "last_margin"})
    joined = known.drop(columns="margin").merge(before, on=["place_key", "year", *_SERIES], validate="one_to_one")
    # A surplus over a fall or a lid asks for less next time, not for more.
    falls = joined["last_target"].astype("float64") < 0
    joined["last_margin"] = joined["last_margin"].where(~falls, -joined["last_margin"])
    return joined.dropna(subset=["target", "last_target", "last_margin"])


def _fitted(part: pd.DataFrame, min_places: int, confidence: float) -> list[float]:
    values = part[["target", "last_target", "last_margin"]].to_numpy(dtype=np.float64)
    places, years = (pd.factorize(part[name])[0] for name in ("place_key", "year"))
    n_places, n_years = int(places.max()) + 1, int(years.max()) + 1
    told: list[float] = [len(part), n_places, n_years]
    free = len(part) - n_places - n_years - 1
    within = _within(values, places, years)
    aims, design = within[:, 0], within[:, 1:]
    if n_places < min_places or free < 1 or np.linalg.cond(design) > 1e8:
        return [*told, *[np.nan] * 10]
    inverse = np.linalg.inv(design.T @ design)
    estimate = inverse @ design.T @ aims
    scores = design * (aims - design @ estimate)[:, None]
    by_place = np.stack([np.bincount(places, weights=column) for column in scores.T], axis=1)
    correction = n_places / (n_places - 1) * (len(part) - 1) / free
    errors = np.sqrt(np.diag(inverse @ by_place.T @ by_place @ inverse) * correction)
    half = stdtrit(n_places - 1, 0.5 + confidence / 2) * errors
    p = 2 * stdtr(n_places - 1, -np.abs(estimate) / errors)
    for number in range(2):
        value = estimate[number]
        told += [value, errors[number], value - half[number], value + half[number], p[number]]
    return told


def _within(values: Floats, places: NDArray[np.intp], years: NDArray[np.intp]) -> Floats:
    """The values less the means of their place and their year, in turn until both are nothing."""
    left = values - values.mean(axis=0)
    for _ in range(_SWEEPS):
        before = left
        for groups in (places, years):
            sizes = np.bincount(groups)
            means = np.stack([np.bincount(groups, weights=column) for column in left.T], axis=1) / sizes[:, None]
            left = left - means[groups]
        if np.abs(left - before).max() < _CLOSE * max(1.0, np.abs(values).max()):
            break
    return np.asarray(left)
