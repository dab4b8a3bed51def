"""Which figures a corpus supports: the conditions, in one place. A figure that has too little to show misleads."""

import pandas as pd

__all__ = ["LEAST_YEARS", "has_citations", "has_outcomes", "has_provinces", "has_shares", "has_spread", "of_provinces"]

LEAST_YEARS = 4
"""Of a trend, and of names year by year."""
_YEARS_OF_SHARES = 3
_JUDGED, _YEARS_OF_OUTCOMES = 10, 3
_PROVINCES = 8
_DATED_PLACES, _YEARS_OF_SPREAD = 3, 5
"""Places whose first mention is seen, and not only told by their first report; years of reports in which it can be seen."""
_CITATIONS, _CITED = 8, 2


def has_shares(topic_years: pd.DataFrame) -> bool:
    """Whether shares of topics make a course: three years with text."""
    return len(topic_years) > 0 and topic_years["year"].nunique() >= _YEARS_OF_SHARES


def has_outcomes(outcomes: pd.DataFrame) -> bool:
    """Whether shares of targets that were hit tell something: ten targets of three years."""
    return len(outcomes) >= _JUDGED and outcomes["year"].nunique() >= _YEARS_OF_OUTCOMES


def of_provinces(cells: pd.DataFrame) -> pd.DataFrame:
    """Return the cells of provinces that have a result."""
    codes = cells["adcode"].astype("str")
    return cells[codes.str.endswith("0000") & codes.ne("000000") & cells["actual"].notna()]


def has_provinces(cells: pd.DataFrame) -> bool:
    """Whether results of one series and year are worth tiles: eight provinces."""
    return of_provinces(cells)["adcode"].nunique() >= _PROVINCES


def has_spread(first: pd.DataFrame) -> bool:
    """Whether first mentions of one policy tell how it came about: five years of reports, three places of which it is seen when."""
    years = first["last_report"].max() - first["first_report"].min() + 1
    return bool(years >= _YEARS_OF_SPREAD and first["status"].isin(["observed", "interval"]).sum() >= _DATED_PLACES)


def has_citations(citations: pd.DataFrame, groups: str) -> bool:
    """Whether citations make a network: eight of them, of two laws or documents, by two groups."""
    if len(citations) < _CITATIONS:
        return False
    return citations["policy"].nunique() >= _CITED and citations[groups].nunique() >= _CITED
