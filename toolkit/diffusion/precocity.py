"""Who is early in general: orders of adoption that know no following, only that some places are quicker than others."""

import numpy as np
from numpy.typing import NDArray

__all__ = ["quickness", "shuffled_years"]

Floats = NDArray[np.float64]
_ROUNDS, _CLOSE, _PRIOR = 500, 1e-8, 1.0


def quickness(years: Floats) -> Floats:
    """Return how quick each place is (columns) over the policies (rows of years, nan where unknown), 1 being their middle.

    The worths of Plackett and Luce: of the places that have not yet adopted, the next is each with a probability by its worth. Ties are
    taken as Breslow does; one imagined adoption at middle speed keeps places finite that are always first or last.

    References
    ----------
    Hunter, D. R. (2004). MM algorithms for generalized Bradley–Terry models. Annals of Statistics 32.

    Examples
    --------
    >>> quickness(np.array([[2001.0, 2002.0], [2001.0, 2003.0], [2004.0, 2006.0]])).round(2).tolist()
    [2.0, 0.5]
    """
    worth = np.ones(years.shape[1])
    known = ~np.isnan(years)
    steps = [(row, year) for row in range(len(years)) for year in np.unique(years[row, known[row]])]
    at_risk = np.array([known[row] & (years[row] >= year) for row, year in steps], dtype=np.float64).reshape(
        len(steps), -1
    )
    events = np.array([(years[row] == year).sum() for row, year in steps], dtype=np.float64)
    wins = known.sum(axis=0) + _PRIOR
    for _ in range(_ROUNDS):
        renewed = wins / ((events / np.maximum(at_risk @ worth, 1e-12)) @ at_risk + _PRIOR)
        change, worth = np.abs(renewed - worth).max(), renewed
        if change < _CLOSE:
            break
    return np.asarray(worth / np.exp(np.log(worth).mean()))


def shuffled_years(years: Floats, worth: Floats, rng: np.random.Generator) -> Floats:
    """The years of each policy dealt anew to the places that adopted it, the quicker ones first more often."""
    known = ~np.isnan(years)
    waits = np.where(known, rng.exponential(size=years.shape) / worth, np.inf)
    order = np.argsort(waits, axis=1)
    dealt = np.empty_like(years)
    # nan sorts last, as the infinite waits of the unknown do.
    np.put_along_axis(dealt, order, np.sort(years, axis=1), axis=1)
    return dealt
