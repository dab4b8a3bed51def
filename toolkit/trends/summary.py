"""``trend_summary``: one row a series, with its test and its shape."""

import numpy as np
import pandas as pd

from toolkit.errors import invalid
from toolkit.given import takes
from toolkit.multiple_tests import adjusted
from toolkit.trail import with_trail
from toolkit.trends.calibration import SEED
from toolkit.trends.series import TESTS, Shape, shape_of
from toolkit.trends.shapes import LEAST_FOR_SHAPE, shapes_of
from toolkit.trends.stabilised import stabilised

__all__ = ["trend_summary"]


@takes("table", made_by="term_trends, topic_trends or entity_trends")
def trend_summary(table: pd.DataFrame, *, alpha: float = 0.05) -> pd.DataFrame:
    """Return one row per series of a table of trends, the surest trends first.

    Parameters
    ----------
    table : DataFrame
        As `term_trends`, `topic_trends` or `entity_trends` returns it.
    alpha : float
        Level at which a shape is told, against p adjusted for the series of the table (Benjamini & Hochberg 1995).

    Returns
    -------
    DataFrame
        What names the series, ``first`` and ``last`` (value in its first and its last year), ``mean``, the columns of the test, then
        ``shape`` (``rise``, ``fall``, ``hump``, ``dip``, ``step``, or ``none`` where the series is no further from a level than noise
        whose neighbouring years resemble each other; missing for fewer than nine years), ``turn`` (year of the peak of a hump or the
        bottom of a dip, first year at the new level of a step) and ``p_shape`` (not adjusted), in order of ``p_adjusted``, then of the
        size of ``tau``. ``trend`` asks only whether later years stand above earlier ones: a hump may count as increasing there.

    Examples
    --------
    >>> import pandas as pd
    >>> import toolkit as tk
    >>> rates = [1, 1, 2, 1, 2, 1, 5, 6, 5, 6, 6, 5, 1, 2, 1, 1, 2, 1, 1, 2]
    >>> reports = pd.DataFrame({"text": ["治水。" * rate + "修路。" * 9 for rate in rates], "year": range(2001, 2021)})
    >>> table = tk.term_trends(tk.count_terms(tk.build_corpus(reports)), ["治水"])
    >>> tk.trend_summary(table)[["term", "n_years", "trend", "shape", "turn"]]
      term  n_years     trend shape  turn
    0   治水       20  no trend  hump  2009
    """
    if not 0 < alpha < 1:
        raise invalid("alpha", alpha, "a share between 0 and 1")
    shape = shape_of(table)
    ordered = table.sort_values([*shape.keys[:1], shape.time], kind="stable")
    series = ordered.groupby(list(shape.keys), sort=False, dropna=False, observed=True)
    summary = series.agg(
        first=(shape.value, "first"), last=(shape.value, "last"), mean=(shape.value, "mean"),
        **{name: (name, "first") for name in TESTS},
    ).reset_index()  # fmt: skip
    summary = pd.concat([summary, _shapes(ordered, shape, series.ngroup().to_numpy(), len(summary), alpha)], axis=1)
    order = summary.assign(_size=-summary["tau"].abs()).sort_values(["p_adjusted", "_size", shape.keys[0]], kind="stable")
    found = order.drop(columns="_size").reset_index(drop=True)
    return with_trail(found, table.attrs.get("trail", []), "trend_summary", alpha=alpha, seed=SEED)


def _shapes(ordered: pd.DataFrame, shape: Shape, code: np.ndarray, n_series: int, alpha: float) -> pd.DataFrame:
    """Shape, turn and p of each series; nothing where years are few or not the same for all series."""
    order = np.lexsort((ordered[shape.time].to_numpy(), code))
    counts = np.bincount(code, minlength=n_series)
    values = stabilised(ordered, shape)[order]
    n = int(counts[0]) if n_series else 0
    if n < LEAST_FOR_SHAPE or (counts != n).any() or np.isnan(values).any():
        names = pd.Series([None] * n_series, dtype="str")
        return pd.DataFrame({"shape": names, "turn": pd.array([None] * n_series, dtype="Int64"), "p_shape": np.full(n_series, np.nan)})
    found = shapes_of(values.reshape(n_series, n), alpha=alpha)
    told = adjusted(found.p) <= alpha
    times = ordered[shape.time].to_numpy()[order].reshape(n_series, n)
    turn = pd.array(times[np.arange(n_series), found.turn], dtype="Float64" if times.dtype.kind == "f" else "Int64")
    turn[~told | (found.turn < 0)] = pd.NA
    return pd.DataFrame({"shape": pd.Series(np.where(told, found.changed, "none"), dtype="str"), "turn": turn, "p_shape": found.p})
