"""Years grouped into periods that a page has room for."""

import pandas as pd

from toolkit.figures.style import Language, wording

__all__ = ["periods_of"]

_MOST = 8


def periods_of(years: pd.Series, *, lang: Language = "zh") -> pd.Series:
    """Return the period of each year: the year itself where there are at most eight, else its decade; missing where the year is.

    Examples
    --------
    >>> periods_of(pd.Series([2021, 2022])).tolist()
    ['2021年', '2022年']
    >>> periods_of(pd.Series(range(1990, 2010)))[15]
    '2000—2009年'
    """
    known = years.dropna().astype(int)
    single = known.nunique() <= _MOST
    labels = {year: _label(year, single=single, lang=lang) for year in sorted(known.unique())}
    return years.map(labels).astype("object")


def _label(year: int, *, single: bool, lang: Language) -> str:
    if single:
        return wording(lang, f"{year}年", str(year))
    first = year // 10 * 10
    return wording(lang, f"{first}—{first + 9}年", f"{first}–{first + 9}")
