"""Which policies, places and organisations are named most, and since when."""

from typing import NamedTuple

import pandas as pd

__all__ = ["NameTables", "Names", "shown_names"]

NAME_COLUMNS = ["type", "name", "id", "subtype", "mentions", "documents", "first_year", "last_year", "first_doc_id", "first_sentence"]
SHOWN = 40
"""Names of each type on the page."""
_HELD = 12
"""Parts of the documents whose sums are held before they are added up."""
_NAME, _ORDER = ["type", "name"], ["year", "document", "start"]
_COUNTS = {"mentions": ("doc_id", "size"), "documents": ("doc_id", "nunique"), "first_year": ("year", "min"), "last_year": ("year", "max")}
_TOGETHER = {"mentions": "sum", "documents": "sum", "first_year": "min", "last_year": "max"}


class NameTables(NamedTuple):
    """Which policies, places and organisations are named, when, and the policies by whom."""

    names: pd.DataFrame
    """One row for each thing named: ``type, name, id, subtype, mentions, documents, first_year, last_year, first_doc_id,
    first_sentence``, the most named first."""
    by_year: pd.DataFrame
    """``type, name, year, count``."""
    policy_places: pd.DataFrame
    """``name, place, mentions, documents, first_year, last_year``, most mentions first."""


class Names:
    """Adds up what is named, one part of the documents after the other: of a part only sums and first mentions are kept."""

    def __init__(self, documents: pd.DataFrame, *, sentences: bool = True) -> None:
        """Begin with none; ``documents`` are all of the corpus, ``sentences`` says whether that of the first mention is kept."""
        self._known = documents[["doc_id", "year", "place"]].assign(document=range(len(documents)))
        self._sentences = sentences
        self._parts: list[dict[str, pd.DataFrame]] = []

    def add(self, entities: pd.DataFrame, sentences: pd.DataFrame | None) -> None:
        """Add the entities of some documents, with their sentences where these are kept.

        A name without a canonical form stands as it is written.
        """
        named = entities.assign(name=entities["name"].fillna(entities["text"]))
        told = named[["doc_id", "sentence_id", "start", "type", "name", "id", "subtype"]]
        told = told.merge(self._known, on="doc_id", how="left", validate="many_to_one")
        told = told.sort_values(_ORDER, na_position="last", kind="stable", ignore_index=True)
        first = told.drop_duplicates(_NAME)[[*_NAME, *_ORDER, "doc_id", "sentence_id"]]
        if sentences is not None:
            read = sentences[["doc_id", "sentence_id", "text"]].rename(columns={"text": "sentence"})
            first = first.merge(read, on=["doc_id", "sentence_id"], how="left", validate="many_to_one")
        policies = told[told["type"] == "POLICY"].dropna(subset=["place"])
        self._parts.append({
            "counts": told.groupby(_NAME, sort=True).agg(**_COUNTS).reset_index(),
            "first": first.drop(columns="sentence_id"),
            **{name: told[told[name].notna()].drop_duplicates(_NAME)[[*_NAME, *_ORDER, name]] for name in ("id", "subtype")},
            "years": told.dropna(subset=["year"]).groupby([*_NAME, "year"], sort=True).size().rename("count").reset_index(),
            "places": policies.groupby(["name", "place"], sort=True).agg(**_COUNTS).reset_index(),
        })  # fmt: skip
        if len(self._parts) >= _HELD:
            self._parts = [self._added_up()]

    def _added_up(self) -> dict[str, pd.DataFrame]:
        joined = {name: pd.concat([part[name] for part in self._parts], ignore_index=True) for name in self._parts[0]}
        self._parts.clear()
        firsts = {name: _first_of(joined[name]) for name in ("first", "id", "subtype")}
        return {
            "counts": joined["counts"].groupby(_NAME, sort=True).agg(_TOGETHER).reset_index(),
            **firsts,
            "years": joined["years"].groupby([*_NAME, "year"], sort=True).agg({"count": "sum"}).reset_index(),
            "places": joined["places"].groupby(["name", "place"], sort=True).agg(_TOGETHER).reset_index(),
        }

    def tables(self) -> NameTables:
        """Return the tables of all that was added."""
        sums = self._added_up()
        self._parts = [sums]
        first = sums["first"].rename(columns={"doc_id": "first_doc_id", "sentence": "first_sentence"})
        table = sums["counts"].merge(first.drop(columns=_ORDER), on=_NAME, validate="one_to_one")
        for name in ("id", "subtype"):
            table = table.merge(sums[name].drop(columns=_ORDER), on=_NAME, how="left", validate="one_to_one")
        columns = [name for name in NAME_COLUMNS if name in table.columns]
        table = table.sort_values(["type", "mentions", "name"], ascending=[True, False, True], ignore_index=True)[columns]
        places = sums["places"].sort_values(["mentions", "name", "place"], ascending=[False, True, True], ignore_index=True)
        return NameTables(table, sums["years"], places)


def _first_of(mentions: pd.DataFrame) -> pd.DataFrame:
    """The first mention of each name."""
    return mentions.sort_values(_ORDER, na_position="last", kind="stable", ignore_index=True).drop_duplicates(_NAME)


def shown_names(names: pd.DataFrame) -> pd.DataFrame:
    """Return the names that a page lists: the first of each type."""
    return names[names.groupby("type").cumcount() < SHOWN]
