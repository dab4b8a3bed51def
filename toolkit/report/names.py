"""Which policies, places and organisations are named most, and since when."""

import pandas as pd

__all__ = ["names_by_year", "names_of"]

NAME_COLUMNS = ["type", "name", "id", "subtype", "mentions", "documents", "first_year", "last_year", "first_doc_id", "first_sentence"]


def names_of(entities: pd.DataFrame, documents: pd.DataFrame, sentences: pd.DataFrame) -> pd.DataFrame:
    """Return one row for each thing named: how often, in how many documents, from which year to which, and where it is met first.

    Parameters
    ----------
    entities, documents, sentences : DataFrame
        Tables of a corpus. A name without a canonical form stands as it is written.

    Returns
    -------
    DataFrame
        ``type, name, id, subtype, mentions, documents, first_year, last_year, first_doc_id, first_sentence``, the most named first.
    """
    told = _named(entities, documents)
    groups = told.sort_values(["year", "document", "start"], na_position="last").groupby(["type", "name"], sort=True)
    table = groups.agg(
        id=("id", "first"),
        subtype=("subtype", "first"),
        mentions=("doc_id", "size"),
        documents=("doc_id", "nunique"),
        first_year=("year", "min"),
        last_year=("year", "max"),
        first_doc_id=("doc_id", "first"),
        sentence_id=("sentence_id", "first"),
    ).reset_index()
    read = sentences[["doc_id", "sentence_id", "text"]].rename(columns={"doc_id": "first_doc_id", "text": "first_sentence"})
    table = table.merge(read, on=["first_doc_id", "sentence_id"], how="left", validate="many_to_one")
    return table.sort_values(["type", "mentions", "name"], ascending=[True, False, True], ignore_index=True)[NAME_COLUMNS]


def names_by_year(entities: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    """Return how often each thing is named in each year: ``type, name, year, count``."""
    told = _named(entities, documents).dropna(subset=["year"])
    return told.groupby(["type", "name", "year"], sort=True).size().rename("count").reset_index()


def _named(entities: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    named = entities.assign(name=entities["name"].fillna(entities["text"]))
    placed = documents[["doc_id", "year"]].assign(document=range(len(documents)))
    return named.merge(placed, on="doc_id", how="left", validate="many_to_one")
