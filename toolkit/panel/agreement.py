"""Whether two figures for one cell say the same: equal after rounding, or one a bound that the other meets."""

import math
import re
from decimal import Decimal

from toolkit.document import Bound

__all__ = ["agree", "resolution"]

_NUMBER = re.compile(r"[0-9]+(?:[,，][0-9]{3})*(?:[.．]([0-9]+))?")
_RATIOS = ("%", "‰", "个百分点", "")
_SLACK = 0.05
"""How far, relative to the size, a figure told as 约, 近, 多 or 以上 may be from the exact one and still be the same."""


def resolution(text: str, value: float) -> float:
    """Return the size of the last digit that a figure was written with.

    Parameters
    ----------
    text : str
        The figure as the report has it.
    value : float
        Its value, magnitudes multiplied out.

    Examples
    --------
    >>> resolution("5.67万亿元", 5.67e12)
    10000000000.0
    >>> resolution("百分之八", 8.0)
    1.0
    """
    written = _NUMBER.search(text)
    if written and (number := float(re.sub("[,，]", "", written[0]).replace("．", "."))):
        decimals = len(written[1] or "")
        return float(10.0 ** round(math.log10(abs(value) / number) - decimals)) if value else 10.0**-decimals
    exponent = Decimal(repr(value)).normalize().as_tuple().exponent
    return 10.0 ** int(exponent) if value else 1.0


def agree(first: tuple[float, Bound, float], second: tuple[float, Bound, float], unit: str) -> bool:
    """Return whether two figures, each as (value, bound, resolution), can both be right.

    Amounts agree where the finer one rounds (or is cut) to the coarser one. Rates and shares are written to the digit that is
    meant, so 5% and 5.5% differ. What a lower bound says (突破400亿元) is met up to the next round figure, an upper one down to it.

    Examples
    --------
    >>> agree((5.67e12, "exact", 1e10), (5670871000000.0, "exact", 1e6), "元")
    True
    >>> agree((5.0, "exact", 1.0), (5.5, "exact", 0.1), "%")
    False
    >>> agree((4e10, "min", 1e8), (4.21e10, "exact", 1e8), "元")
    True
    """
    (a, bound_a, step_a), (b, bound_b, step_b) = first, second
    gap = abs(a - b)
    if math.isclose(a, b, rel_tol=1e-9, abs_tol=1e-12):
        return bound_a == bound_b or "exact" in (bound_a, bound_b)
    if _meets(first, second) or _meets(second, first):
        return True
    if unit in _RATIOS:
        return False
    coarse = (bound_a, step_a) if step_a > step_b else (bound_b, step_b)
    slack = _SLACK * max(abs(a), abs(b)) if coarse[0] != "exact" else 0.0
    return gap <= max(coarse[1], slack) * (1 + 1e-9)


def _meets(bounded: tuple[float, Bound, float], other: tuple[float, Bound, float]) -> bool:
    """Whether a figure lies between a bound and the next round figure beyond it."""
    (edge, bound, _), (value, kind, _) = bounded, other
    if bound not in ("min", "max") or kind in ("min", "max") or not edge:
        return False
    beyond = value - edge if bound == "min" else edge - value
    return 0 <= beyond <= 10.0 ** int(Decimal(repr(edge)).normalize().as_tuple().exponent)
