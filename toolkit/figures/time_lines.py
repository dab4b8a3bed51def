"""Series of years: where a line may not be joined."""

import numpy as np

__all__ = ["with_gaps"]


def with_gaps(years: np.ndarray, rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return years and rows of values with a gap where more time passes than is usual between the years."""
    steps = np.diff(years)
    gaps = np.flatnonzero(steps > 1.5 * np.median(steps)) + 1 if len(steps) else np.array([], dtype=int)
    return np.insert(years, gaps, (years[gaps - 1] + years[gaps]) / 2), np.insert(rows, gaps, np.nan, axis=1)
