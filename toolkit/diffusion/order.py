"""``adoption_order``: in which order places take up a policy, and how long before or after the centre and their province."""

from typing import Any

import pandas as pd

from toolkit.diffusion.first import adoptions
from toolkit.errors import invalid
from toolkit.given import takes
from toolkit.trail import with_trail

__all__ = ["adoption_order"]

_PLACE_COLUMNS = [
    "policy", "place", "level", "region", "rank", "status", "first_year", "date", "date_known", "centre_year", "order", "lag_years",
    "lag_years_least", "lag_days", "province_lag_years", "doc_id", "sentence_id", "centre_doc_id", "centre_sentence_id",
]  # fmt: skip
_GROUP_COLUMNS = [
    "policy", "group", "n_places", "n_adopted", "n_before", "n_same_year", "n_after", "n_unknown", "first_year", "median_year",
    "median_lag_years", "first_place", "doc_ids",
]  # fmt: skip


@takes("table", made_by="first_mentions")
def adoption_order(first: pd.DataFrame, *, by: str = "place") -> pd.DataFrame:
    """Return the order in which places take up each policy, with lead (negative) and lag to the centre's first report.

    Provincial reports of a year are delivered in January and February, before the central one in March: a province that names a policy
    in the same year does so *before* in days, but after the central conference of December that both follow. Such places are
    *same year*, and only an earlier year is *before the centre*. Places below the provinces that report after March lag in days too.

    Parameters
    ----------
    first : DataFrame
        Of `first_mentions` of ``[provinces, centre]``; without a central document the columns of the centre are empty.
    by : {"place", "level", "region"}
        One row a place that has adopted, or a summary for each level or region.

    Returns
    -------
    DataFrame
        By place: ``rank`` (places of one year share a rank: the first of them), ``order`` (*before the centre*, *same year*, *after the
        centre*, *unknown* where missing reports leave it open), ``lag_years`` and the least lag that missing reports allow, ``lag_days``
        where both dates are known, ``province_lag_years`` for what lies in a province, and the sentences of both. By
        group: counts and medians.

    Examples
    --------
    >>> import pandas as pd
    >>> import toolkit as tk
    >>> texts = ["修渠道。", "推行湖长制。", "修道路。", "修道路。", "修道路。", "落实湖长制。"]
    >>> places = ["浙江省", "浙江省", "江苏省", "江苏省", "全国", "全国"]
    >>> corpus = tk.build_corpus(pd.DataFrame({"text": texts, "place": places, "year": [2015, 2016, 2016, 2017, 2017, 2018]}))
    >>> tk.adoption_order(tk.first_mentions(corpus, "湖长制"))[["place", "rank", "order", "lag_years"]].values.tolist()
    [['浙江省', 1, 'before the centre', -2]]
    """
    if by not in ("place", "level", "region"):
        raise invalid("by", by, ["place", "level", "region"])
    places = adoptions(first)
    centre = first[first["level"].astype("str") == "nation"].drop_duplicates("policy").set_index("policy")
    provinces = places[places["level"] == "province"].set_index(["policy", "adcode"])["first_year"]
    order = {policy: at for at, policy in enumerate(dict.fromkeys(first["policy"]))}
    rows = [_placed(row, centre, provinces) for row in places.to_dict("records")]
    table = pd.DataFrame(rows, columns=[*_PLACE_COLUMNS, "adopted"])
    adopted = table[table["adopted"].astype(bool)].copy()
    adopted["rank"] = adopted.groupby("policy")["first_year"].rank(method="min")
    if by == "place":
        keys = adopted["policy"].map(order)
        result = adopted.assign(at=keys).sort_values(
            ["at", "first_year", "date", "place"], kind="stable", ignore_index=True
        )[_PLACE_COLUMNS]
        whole = ("rank", "first_year", "centre_year", "lag_years", "lag_years_least", "lag_days", "province_lag_years",
                 "sentence_id", "centre_sentence_id")  # fmt: skip
        result = result.astype(dict.fromkeys(whole, "Int32"))
    else:
        result = _summary(table, by, order)
    return with_trail(result, first.attrs.get("trail", []), "adoption_order", by=by)


def _placed(row: dict[Any, Any], centres: pd.DataFrame, provinces: pd.Series) -> dict[str, Any]:
    """One place against the centre and its province."""
    kept = ("policy", "place", "level", "region", "status", "first_year", "date", "date_known", "doc_id", "sentence_id")
    placed: dict[str, Any] = {name: row[name] for name in kept}
    placed["adopted"] = pd.notna(row["first_year"])
    if not placed["adopted"]:
        return placed | {"order": "not yet"}
    home = (row["policy"], str(row["adcode"])[:2] + "0000")
    if row["level"] != "province" and home in provinces.index and pd.notna(provinces[home]):
        placed["province_lag_years"] = row["first_year"] - provinces[home]
    if row["policy"] not in centres.index or pd.isna(centres.loc[row["policy"], "first_year"]):
        return placed | {"order": "no central mention"}
    centre = centres.loc[row["policy"]]
    lag = row["first_year"] - centre["first_year"]
    least = None if pd.isna(row["not_before"]) else row["not_before"] + 1 - centre["first_year"]
    most = None if pd.isna(centre["not_before"]) else row["first_year"] - centre["not_before"] - 1
    both = bool(row["date_known"]) and bool(centre["date_known"])
    return placed | {
        "centre_year": centre["first_year"], "order": _order(lag, least, most), "lag_years": lag, "lag_years_least": least,
        "lag_days": (row["date"] - centre["date"]).days if both else None,
        "centre_doc_id": centre["doc_id"], "centre_sentence_id": centre["sentence_id"],
    }  # fmt: skip


def _order(lag: int, least: int | None, most: int | None) -> str:
    """What is sure: a place is before the centre if it is so whenever the centre began, after it if it is so whenever the place did."""
    if lag < 0:
        return "before the centre" if most is not None and most < 0 else "unknown"
    if lag == 0:
        return "same year" if least == 0 and most == 0 else "unknown"
    return "after the centre" if least is not None and least > 0 else "unknown"


def _summary(table: pd.DataFrame, by: str, order: dict[str, int]) -> pd.DataFrame:
    rows = []
    for (policy, group), members in table.assign(group=table[by].astype("object").fillna("unknown")).groupby(
        ["policy", "group"], sort=True
    ):
        adopted = members[members["adopted"].astype(bool)].sort_values(["first_year", "date", "place"], kind="stable")
        told = members["order"].value_counts()
        first = adopted.iloc[0] if len(adopted) else None
        rows.append({
            "policy": policy, "group": group, "n_places": len(members), "n_adopted": len(adopted),
            "n_before": int(told.get("before the centre", 0)), "n_same_year": int(told.get("same year", 0)),
            "n_after": int(told.get("after the centre", 0)), "n_unknown": int(told.get("unknown", 0)),
            "first_year": None if first is None else first["first_year"],
            "median_year": adopted["first_year"].astype("Float64").median() if len(adopted) else None,
            "median_lag_years": adopted["lag_years"].astype("Float64").median() if len(adopted) else None,
            "first_place": "" if first is None else first["place"],
            "doc_ids": "" if first is None else "、".join(adopted.loc[adopted["first_year"] == first["first_year"], "doc_id"]),
        })  # fmt: skip
    summary = pd.DataFrame(rows, columns=_GROUP_COLUMNS)
    summary = summary.astype({"first_year": "Int32", "median_year": "Float64", "median_lag_years": "Float64"})
    return summary.sort_values("policy", key=lambda names: names.map(order), kind="stable", ignore_index=True)
