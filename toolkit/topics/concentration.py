"""How concentrated a topic is: in how many years, places, documents and types it really is found."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from toolkit.matrix import group_rows
from toolkit.topics.intervals import weighted_means

__all__ = ["concentration"]

GROUPS = {"years": "year", "places": "place", "documents": "doc_id", "types": "doc_type"}
Floats = NDArray[np.float64]


def concentration(rows: pd.DataFrame, shares: Floats, weight: Floats) -> pd.DataFrame:
    """Return for each topic the effective number of years, places, documents and types, and the years between which it stands.

    The effective number is 1 over the Herfindahl index of the topic's shares in the groups: 53 where each of 53 years gives it the
    same share of its text, 1 where one year alone has it. Shares of groups, not masses, so that long reports count no more.
    """
    table = {}
    for name, column in GROUPS.items():
        if column not in rows.columns or rows[column].isna().all():
            continue
        keys, codes = group_rows(rows, column)
        means = weighted_means(shares, weight, codes, len(keys))
        counted = np.bincount(codes[codes >= 0], weights=weight[codes >= 0], minlength=len(keys)) > 0
        keys, means = keys[counted], means[counted]
        parts = means / np.maximum(means.sum(axis=0), 1e-300)
        table[f"effective_{name}"] = 1.0 / np.maximum((parts**2).sum(axis=0), 1e-300)
        table[f"n_{name}"] = np.full(shares.shape[1], len(means))
        if name == "years":
            years = keys[column].to_numpy(dtype=float)
            below = np.cumsum(parts, axis=0)
            table |= {f"{bound}_year": years[(below < at).sum(axis=0).clip(max=len(years) - 1)].astype(np.int64)
                      for bound, at in (("from", 0.1), ("middle", 0.5), ("to", 0.9))}  # fmt: skip
    return pd.DataFrame(table, index=range(shares.shape[1]))
