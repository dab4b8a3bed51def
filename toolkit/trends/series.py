"""Tables of series: one row a series and year, the test of the series repeated on its rows."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from toolkit.errors import InvalidValue, invalid
from toolkit.multiple_tests import adjusted
from toolkit.trends.mann_kendall import LEAST, METHODS, row_tests

__all__ = ["Shape", "check_options", "shape_of", "tested", "times_of"]

KEYS = ("term", "topic", "label", "entity", "type", "subtype", "id")
VALUES = ("rate", "share")
TESTS = ("n_years", "tau", "slope", "slope_low", "slope_high", "p", "p_adjusted", "trend", "test")


@dataclass(frozen=True, slots=True)
class Shape:
    """Which columns of a table of series name the series, the time and the value."""

    keys: tuple[str, ...]
    time: str
    value: str


def shape_of(table: pd.DataFrame) -> Shape:
    """Return the shape of a table that `term_trends`, `topic_trends` or `entity_trends` made."""
    keys = tuple(column for column in table.columns if column in KEYS)
    values = [column for column in VALUES if column in table.columns]
    if not keys or not values:
        raise InvalidValue(f"a table with the columns {', '.join(table.columns)} is no table of term_trends, topic_trends or entity_trends")
    value = str(table["measure"].iat[0]) if "measure" in table.columns and len(table) else values[0]
    return Shape(keys, str(table.columns[len(keys)]), value)


def check_options(test: str, alpha: float) -> None:
    """Raise the error for a test or a level that is not there."""
    if test not in METHODS:
        raise invalid("test", test, METHODS)
    if not 0 < alpha < 1:
        raise invalid("alpha", alpha, "a share between 0 and 1")


def times_of(keys: pd.DataFrame) -> NDArray[np.float64]:
    """Return the times of groups, which must be one column of numbers."""
    if keys.shape[1] != 1 or not pd.api.types.is_numeric_dtype(keys.iloc[:, 0]):
        raise InvalidValue(f"by={', '.join(keys.columns)} is no time: give a column of numbers, such as 'year'")
    return keys.iloc[:, 0].to_numpy(dtype=float)


def tested(values: NDArray[np.float64], times: NDArray[np.float64], *, test: str, alpha: float) -> pd.DataFrame:
    """Return the columns of ``TESTS`` for each row of values, p adjusted for the number of rows (Benjamini & Hochberg 1995)."""
    n_series, n_years = values.shape
    if n_years < LEAST:
        gaps = np.full(n_series, np.nan)
        found = pd.DataFrame(dict.fromkeys(("tau", "slope", "slope_low", "slope_high", "p", "p_adjusted"), gaps))
        found["trend"] = pd.Series([None] * n_series, dtype="str")
    else:
        found = row_tests(values, times, test, alpha)[["tau", "slope", "slope_low", "slope_high", "p"]]
        found["p_adjusted"] = adjusted(found["p"].to_numpy())
        rising = np.where(found["tau"] > 0, "increasing", "decreasing")
        trend = pd.Series(np.where(found["p_adjusted"] <= alpha, rising, "no trend"), dtype="str")
        found["trend"] = trend.mask(found["p"].isna())
    return found.assign(n_years=n_years, test=pd.Series([test] * n_series, dtype="str"))[list(TESTS)]
