"""Whether a result reached its target."""

from toolkit.document import Bound
from toolkit.panel.indicators import less_is_better

__all__ = ["attained"]


def attained(
    actual: float, target: float, *, bound: Bound, indicator: str, target_max: float | None = None, tolerance: float = 0.05
) -> bool:
    """Return whether a result reached its target.

    - ``min`` (以上) and ``max`` (以内): the result is on the right side of the target.
    - ``exact``, ``approx`` (左右) and ``range``: the result is at least the target (the low end of a range), or, for indicators of
      which less is better (``toolkit/data/indicators.tsv``) such as 城镇调查失业率, at most the target (the high end). For
      ``approx`` it may fall short of it by `tolerance`, relative to the target: 4.8% reaches 5%左右, 4.7% does not.
    - A target that is a fall (单位GDP能耗下降3%左右, here -3) asks for a fall of that size.

    Parameters
    ----------
    actual, target : float
        In the same unit; falls are negative.
    bound : {"exact", "approx", "min", "max", "range"}
        The bound of the target; that of a fall speaks of its size (下降3%以上 is ``min``).
    indicator : str
        Standard name of the indicator.
    target_max : float, optional
        The other end of a range.
    tolerance : float
        Relative to the target.

    Examples
    --------
    >>> attained(5.2, 5.0, bound="approx", indicator="地区生产总值")
    True
    >>> attained(5.2, 5.5, bound="approx", indicator="城镇调查失业率")
    True
    >>> attained(-2.7, -3.0, bound="min", indicator="单位地区生产总值能耗")
    False
    """
    ends = sorted({target, target if target_max is None else target_max})
    if target < 0:
        actual, ends, at_most = -actual, sorted(-end for end in ends), bound == "max"
    else:
        at_most = bound == "max" or (bound != "min" and less_is_better(indicator))
    slack = tolerance * abs(target) if bound == "approx" else 0.0
    rounding = 1e-9 * max(1.0, abs(target))
    return actual <= ends[-1] + slack + rounding if at_most else actual >= ends[0] - slack - rounding
