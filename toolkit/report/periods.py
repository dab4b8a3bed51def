"""What documents are grouped by on a page: periods where they span several years, else types of document or places."""

import pandas as pd

from toolkit.figures.style import Language, wording

__all__ = ["groups_of", "periods_of"]

_MOST = 8
_LARGEST = 0.8
"""Share of the rows in one group above which the groups tell nothing."""


def groups_of(rows: pd.DataFrame, *, lang: Language = "zh") -> pd.Series:
    """Return the group of each row: its period, its type of document or its place, the first of these that divides the rows.

    Parameters
    ----------
    rows : DataFrame
        With the columns ``year``, ``doc_type`` and ``place``.
    """
    period = periods_of(rows["year"], lang=lang).rename("period")
    for groups in (period, rows["doc_type"], rows["place"]):
        shares = groups.value_counts(normalize=True)
        if len(shares) > 1 and shares.iloc[0] <= _LARGEST:
            return groups
    return pd.Series(wording(lang, "全部文件", "all documents"), index=rows.index, name="group", dtype="str")


def periods_of(years: pd.Series, *, lang: Language = "zh") -> pd.Series:
    """Return the period of each year: the year itself where there are at most eight, else its decade; missing where the year is.

    Examples
    --------
    >>> periods_of(pd.Series([2021, 2022])).tolist()
    ['2021年', '2022年']
    >>> periods_of(pd.Series(range(1990, 2010)))[15]
    '2000年代'
    """
    known = years.dropna().astype(int)
    single = known.nunique() <= _MOST
    labels = {year: _label(year, single=single, lang=lang) for year in sorted(known.unique())}
    return years.map(labels).astype("object")


def _label(year: int, *, single: bool, lang: Language) -> str:
    if single:
        return wording(lang, f"{year}年", str(year))
    first = year // 10 * 10
    return wording(lang, f"{first}年代", f"{first}s")
