"""Figures as a reader expects them: 5.67万亿元, 5%左右, −3.3%."""

import math

from toolkit.figures import scale_of
from toolkit.figures.style import Language, wording

__all__ = ["shown_amount", "shown_p"]

_ZH = {"approx": "{}左右", "min": "{}以上", "max": "{}以内"}
_EN = {"approx": "about {}", "min": "at least {}", "max": "at most {}"}


def shown_amount(value: float, *, unit: str, bound: str | None = None, value_max: float | None = None, lang: Language = "zh") -> str:
    """Return a figure with its unit and bound; empty where there is none.

    Examples
    --------
    >>> shown_amount(5.67e12, unit="元"), shown_amount(5.0, unit="%", bound="approx"), shown_amount(-3.3, unit="%")
    ('5.67万亿元', '5%左右', '−3.3%')
    >>> shown_amount(5.0, unit="%", bound="range", value_max=5.5, lang="en")
    '5–5.5%'
    """
    if math.isnan(value):
        return ""
    ratio = unit in ("%", "‰", "个百分点", "")
    factor, prefix = (1.0, "") if ratio else scale_of(abs(value))
    ends = [value] if value_max is None or math.isnan(value_max) else [value, value_max]
    number = "–".join(f"{end / factor:,.8g}".replace("-", "−") for end in ends)
    pattern = wording(lang, _ZH.get(bound or "", "{}"), _EN.get(bound or "", "{}"))
    return pattern.format(number + prefix + unit)


def shown_p(p: float) -> str:
    """Return a p-value as it is printed: three digits, never 0.

    Examples
    --------
    >>> shown_p(0.0312), shown_p(0.00004)
    ('0.031', '<0.001')
    """
    return "" if math.isnan(p) else "<0.001" if p < 0.001 else f"{p:.3f}"
