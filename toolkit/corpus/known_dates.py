"""When each document was delivered, and where that is only known by the custom of its level."""

import pandas as pd

from toolkit.places.regions import level_of

__all__ = ["dated"]

_MIDDLE_OF_YEAR = 183
_NEAR = 5


def dated(documents: pd.DataFrame) -> pd.DataFrame:
    """Return the documents that have a year with their ``level`` (of government), ``date`` as a time stamp, and ``date_known``.

    A document whose date is unknown has the median day of the year of the dated ones of its level within five years (of all of its
    level where there are none): reports of provinces are delivered in January and February, the central one in March since 1985, so
    that the order within a year is known without the day.

    Examples
    --------
    >>> rows = {"adcode": ["330000"] * 2, "year": [2016, 2017], "date": ["2016-01-24", None]}
    >>> dated(pd.DataFrame(rows))[["level", "date", "date_known"]].astype(str).values.tolist()
    [['province', '2016-01-24', 'True'], ['province', '2017-01-24', 'False']]
    """
    table = documents[documents["year"].notna()].copy()
    table["year"] = table["year"].astype("int64")
    table["level"] = [level_of(code) if isinstance(code, str) else None for code in table["adcode"]]
    # A date without its day counts as the middle of its month.
    told = table["date"].astype("str").where(table["date"].notna())
    table["date"] = pd.to_datetime(
        told.where(told.str.len() != 7, told + "-15"), errors="coerce", format="%Y-%m-%d"
    ).astype("datetime64[s]")
    table["date_known"] = table["date"].notna()
    first = pd.to_datetime(table["year"].astype("str") + "-01-01", format="%Y-%m-%d").astype("datetime64[s]")
    table["date"] = (
        table["date"].fillna(first + pd.to_timedelta(_usual_days(table) - 1, unit="D")).astype("datetime64[s]")
    )
    return table


def _usual_days(table: pd.DataFrame) -> pd.Series:
    """The day of the year by custom, of each document without a date; 1 for the others, which need none."""
    day, level = table["date"].dt.day_of_year, table["level"].fillna("")
    usual = pd.Series(1.0, index=table.index)
    for at in table.index[~table["date_known"]]:
        same = level == level[at]
        near = day[same & ((table["year"] - table.loc[at, "year"]).abs() <= _NEAR)].median()
        told = [near, day[same].median(), day.median(), float(_MIDDLE_OF_YEAR)]
        usual[at] = next(value for value in told if value == value)
    return usual.round()
