"""Which policies, places and organisations are named most, and since when."""

import pandas as pd

__all__ = ["named_mentions", "names_by_year", "names_of", "policies_by_place", "shown_names"]

NAME_COLUMNS = ["type", "name", "id", "subtype", "mentions", "documents", "first_year", "last_year", "first_doc_id", "first_sentence"]
SHOWN = 40
"""Names of each type on the page."""


def named_mentions(entities: pd.DataFrame, sentences: pd.DataFrame) -> pd.DataFrame:
    """Return each mention with its name; a sentence stands with the first mention of a name in a document.

    Parameters
    ----------
    entities, sentences : DataFrame
        Tables of a corpus. A name without a canonical form stands as it is written.
    """
    named = entities.assign(name=entities["name"].fillna(entities["text"]))
    named = named[["doc_id", "sentence_id", "start", "type", "name", "id", "subtype"]]
    read = sentences[["doc_id", "sentence_id", "text"]].rename(columns={"text": "sentence"})
    joined = named.merge(read, on=["doc_id", "sentence_id"], how="left", validate="many_to_one")
    again = joined.sort_values("start", kind="stable").duplicated(["doc_id", "type", "name"]).sort_index()
    return joined.assign(sentence=joined["sentence"].mask(again)).drop(columns="sentence_id")


def names_of(mentions: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    """Return one row for each thing named: how often, in how many documents, from which year to which, and where it is met first.

    Parameters
    ----------
    mentions : DataFrame
        As `named_mentions` returns it.
    documents : DataFrame
        ``corpus.documents``.

    Returns
    -------
    DataFrame
        ``type, name, id, subtype, mentions, documents, first_year, last_year, first_doc_id, first_sentence``, the most named first.
    """
    told = _dated(mentions, documents)
    groups = told.sort_values(["year", "document", "start"], na_position="last").groupby(["type", "name"], sort=True)
    table = groups.agg(
        id=("id", "first"),
        subtype=("subtype", "first"),
        mentions=("doc_id", "size"),
        documents=("doc_id", "nunique"),
        first_year=("year", "min"),
        last_year=("year", "max"),
        first_doc_id=("doc_id", "first"),
        first_sentence=("sentence", "first"),
    ).reset_index()
    return table.sort_values(["type", "mentions", "name"], ascending=[True, False, True], ignore_index=True)[NAME_COLUMNS]


def names_by_year(mentions: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    """Return how often each thing is named in each year: ``type, name, year, count``."""
    told = _dated(mentions, documents).dropna(subset=["year"])
    return told.groupby(["type", "name", "year"], sort=True).size().rename("count").reset_index()


def policies_by_place(mentions: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    """Return how often each place names each policy: ``name, place, mentions, documents, first_year, last_year``, most mentions first."""
    placed = mentions[mentions["type"] == "POLICY"].merge(documents[["doc_id", "place", "year"]], on="doc_id").dropna(subset=["place"])
    table = placed.groupby(["name", "place"], sort=True).agg(
        mentions=("doc_id", "size"), documents=("doc_id", "nunique"), first_year=("year", "min"), last_year=("year", "max")
    )
    return table.reset_index().sort_values(["mentions", "name", "place"], ascending=[False, True, True], ignore_index=True)


def shown_names(names: pd.DataFrame) -> pd.DataFrame:
    """Return the names that a page lists: the first of each type."""
    return names[names.groupby("type").cumcount() < SHOWN]


def _dated(mentions: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    placed = documents[["doc_id", "year"]].assign(document=range(len(documents)))
    return mentions.merge(placed, on="doc_id", how="left", validate="many_to_one")
