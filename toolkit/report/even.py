"""Some of many documents: those that a page lists, and those taken evenly from all years and places."""

import pandas as pd

__all__ = ["DOCUMENTS", "evenly", "listed_documents"]

DOCUMENTS = 1_500
"""Documents that a page lists at most."""


def evenly(documents: pd.DataFrame, most: int) -> list[str]:
    """Return the ids of so many documents: of those in order of year and place every nth, all of them where they are no more.

    Parameters
    ----------
    documents : DataFrame
        With ``doc_id, year, place``.
    most : int
        How many.

    Examples
    --------
    >>> documents = pd.DataFrame({"doc_id": list("abcdef"), "year": [2022, 2021, 2020, 2019, 2018, 2017], "place": "云山市"})
    >>> evenly(documents, 2)
    ['e', 'b']
    """
    ordered = documents.sort_values(["year", "place", "doc_id"], kind="stable", na_position="last")["doc_id"]
    n = min(most, len(ordered))
    return [str(ordered.iloc[round((at + 0.5) * len(ordered) / n - 0.5)]) for at in range(n)]


def listed_documents(documents: pd.DataFrame) -> pd.DataFrame:
    """Return the documents that a page lists: the first by year and place."""
    return documents.sort_values(["year", "place"], na_position="last", kind="stable").head(DOCUMENTS)
