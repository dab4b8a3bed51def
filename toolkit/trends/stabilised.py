"""Values of a table of series on a scale on which their scatter does not depend on their level."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from toolkit.trends.series import Shape

__all__ = ["enough", "stabilised"]

Floats = NDArray[np.float64]
_COUNTED = {"rate": ("n", "n_tokens"), "doc_share": ("n_docs", "docs"), "share": ("n_docs", "docs")}


def stabilised(table: pd.DataFrame, shape: Shape) -> Floats:
    """Return the value of each row as a Freeman–Tukey square root (rates), double arcsine (shares of counts) or arcsine (other shares)."""
    value = table[shape.value].to_numpy(dtype=float)
    counted = _counted(table, shape)
    if counted is None:
        return np.asarray(np.arcsin(np.sqrt(np.clip(value, 0, 1)))) if shape.value != "rate" else np.sqrt(value)
    hits, total = counted
    if shape.value == "rate":
        exposure = np.maximum(total, 1) / 1e4
        return np.asarray((np.sqrt(hits / exposure) + np.sqrt((hits + 1) / exposure)) / 2)
    return np.asarray((np.arcsin(np.sqrt(hits / (total + 1))) + np.arcsin(np.sqrt((hits + 1) / (total + 1)))) / 2)


def enough(table: pd.DataFrame, shape: Shape, code: NDArray[np.int64], min_count: int, min_years: int) -> NDArray[np.bool_]:
    """Return for each row whether its series is counted often enough, and in enough years; always where nothing is counted."""
    counted = _counted(table, shape)
    if counted is None:
        return np.ones(len(table), dtype=bool)
    hits = counted[0]
    return np.asarray((np.bincount(code, weights=hits)[code] >= min_count) & (np.bincount(code, weights=hits > 0)[code] >= min_years))


def _counted(table: pd.DataFrame, shape: Shape) -> tuple[Floats, Floats] | None:
    names = _COUNTED.get(shape.value, ())
    if not names or not set(names) <= set(table.columns):
        return None
    return table[names[0]].to_numpy(dtype=float), table[names[1]].to_numpy(dtype=float)
