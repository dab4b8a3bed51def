"""Who cites first what the centre made."""

from typing import Any

import pandas as pd

__all__ = ["first_by_place", "first_by_policy"]

_POLICY_COLUMNS = [
    "policy", "version", "first_year", "n_places", "places", "places_undated", "centre_year", "lag_years", "n_later",
    "doc_ids", "sentence_ids"
]  # fmt: skip
_PLACE_COLUMNS = ["place", "n_policies", "n_cited", "expected", "ratio", "policies"]


def first_by_policy(table: pd.DataFrame, label: str) -> pd.DataFrame:
    """One row a central policy that a place below the centre cites."""
    rows = []
    for name, members in _central(table).groupby(label, sort=True):
        places, centre = members[members["level"] != "nation"], members[members["level"] == "nation"]
        if len(places):
            rows.append(_first(str(name), places, centre))
    told = pd.DataFrame(rows, columns=_POLICY_COLUMNS)
    whole = ("version", "first_year", "n_places", "centre_year", "lag_years", "n_later")
    table = told.astype(
        dict.fromkeys(whole, "Int32")
        | dict.fromkeys(("policy", "places", "places_undated", "doc_ids", "sentence_ids"), "str")
    )
    return table.sort_values(["first_year", "policy"], kind="stable", ignore_index=True)


def _first(name: str, places: pd.DataFrame, centre: pd.DataFrame) -> dict[str, Any]:
    year = int(places["year"].min())
    first = places[places["year"] == year].sort_values(["date", "place"], kind="stable")
    dated = first["date_known"].astype(bool)
    begun = int(centre["year"].min()) if len(centre) else None
    return {
        "policy": name, "version": first["version"].iloc[0], "first_year": year, "n_places": first["place"].nunique(),
        "places": "、".join(first.loc[dated, "place"]), "places_undated": "、".join(first.loc[~dated, "place"]), "centre_year": begun,
        "lag_years": None if begun is None else year - begun, "n_later": places["place"].nunique() - first["place"].nunique(),
        "doc_ids": "、".join(first["doc_id"]), "sentence_ids": "、".join(map(str, first["sentence_id"])),
    }  # fmt: skip


def first_by_place(table: pd.DataFrame, documents: pd.DataFrame, label: str) -> pd.DataFrame:
    """One row a place below the centre."""
    below = documents[documents["level"] != "nation"]
    reporting = {year: sorted(set(rows["place"])) for year, rows in below.groupby("year")}
    begins = below["year"].min()
    found: dict[str, list[str]] = {place: [] for place in sorted(set(below["place"]))}
    expected = dict.fromkeys(found, 0.0)
    cited = _central(table[table["level"] != "nation"])
    for name, members in cited.groupby(label, sort=True):
        year = members["year"].min()
        first = sorted(set(members.loc[members["year"] == year, "place"]))
        if year == begins:
            continue
        for place in reporting[year]:
            expected[place] += len(first) / len(reporting[year])
        for place in first:
            found[place].append(str(name))
    n_cited = cited.groupby("place")[label].nunique()
    rows = [
        {
            "place": place, "n_policies": len(names), "n_cited": int(n_cited.get(place, 0)), "expected": expected[place],
            "ratio": len(names) / expected[place] if expected[place] else None, "policies": "、".join(names),
        }
        for place, names in found.items()
    ]  # fmt: skip
    told = pd.DataFrame(rows, columns=_PLACE_COLUMNS).astype(
        {"expected": "float64", "ratio": "float64", "n_policies": "int64", "n_cited": "int64"}
    )
    return told.sort_values(["n_policies", "place"], ascending=[False, True], kind="stable", ignore_index=True)


def _central(table: pd.DataFrame) -> pd.DataFrame:
    return table[table["origin"] == "central"]
