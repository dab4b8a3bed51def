"""How old what is cited is: the distribution of ages and their half-life."""

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

__all__ = ["AGE_COLUMNS", "ages"]

AGE_COLUMNS = [
    "group",
    "n_citations",
    "n_dated",
    "n_docs",
    "half_life",
    "low",
    "high",
    "quarter",
    "three_quarters",
    "recent",
]
_RECENT = 5


def ages(table: pd.DataFrame, group: pd.Series, *, n_samples: int, confidence: float, seed: int) -> pd.DataFrame:
    """One row a group: the median age, its interval by drawing documents anew, and the share of at most five years (Price's index)."""
    rows = []
    rng = np.random.default_rng(seed)
    for name, members in table.assign(group=group).groupby("group", sort=True):
        told = members[members["age"].notna() & (members["age"] >= 0).fillna(False)]
        values = told["age"].to_numpy(dtype=np.float64)
        row: dict[str, Any] = {
            "group": name, "n_citations": len(members), "n_dated": len(told), "n_docs": told["doc_id"].nunique(),
        }  # fmt: skip
        if len(values):
            low, high = _interval(values, pd.factorize(told["doc_id"])[0], rng, n_samples, confidence)
            quarters = np.quantile(values, [0.25, 0.5, 0.75])
            row |= {
                "half_life": quarters[1], "low": low, "high": high, "quarter": quarters[0], "three_quarters": quarters[2],
                "recent": (values <= _RECENT).mean(),
            }  # fmt: skip
        rows.append(row)
    numbers = dict.fromkeys(AGE_COLUMNS[1:4], "int64") | dict.fromkeys(AGE_COLUMNS[4:], "float64")
    return pd.DataFrame(rows, columns=AGE_COLUMNS).astype(numbers)


def _interval(
    values: NDArray[np.float64],
    document: NDArray[np.int64],
    rng: np.random.Generator,
    n_samples: int,
    confidence: float,
) -> tuple[float, float]:
    """The interval of the median over documents drawn with replacement."""
    order = np.argsort(values, kind="stable")
    values, document = values[order], document[order]
    n = int(document.max()) + 1
    medians = np.empty(n_samples)
    for at in range(n_samples):
        weight = np.bincount(rng.integers(n, size=n), minlength=n)[document].cumsum()
        medians[at] = values[np.searchsorted(weight, weight[-1] / 2)]
    tail = (1 - confidence) / 2
    return float(np.quantile(medians, tail)), float(np.quantile(medians, 1 - tail))
