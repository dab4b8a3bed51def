"""Values in order of how often they stand in a column."""

import pandas as pd

__all__ = ["by_frequency"]


def by_frequency(values: pd.Series) -> pd.Series:
    """Return how often each value stands there, the most frequent first and equally frequent ones in their own order.

    Examples
    --------
    >>> by_frequency(pd.Series(["乙县", "丙县", "甲县", "丙县"])).to_dict()
    {'丙县': 2, '乙县': 1, '甲县': 1}
    """
    return values.value_counts().sort_index().sort_values(ascending=False, kind="stable")
