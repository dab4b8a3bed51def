"""``event_table``: the place-years at risk of adopting, for models of event history."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from toolkit.diffusion.first import adoptions, years_listed
from toolkit.errors import InvalidValue
from toolkit.given import takes
from toolkit.places.regions import neighbours_among
from toolkit.trail import with_trail

__all__ = ["event_table"]

_COLUMNS = [
    "policy", "place", "adcode", "level", "region", "year", "time", "exposure", "event", "n_neighbours", "n_neighbours_adopted",
    "neighbours_share", "others_share", "centre_adopted", "province_adopted", "doc_id", "sentence_id",
]  # fmt: skip


@takes("table", made_by="first_mentions")
def event_table(
    first: pd.DataFrame, *, neighbours: pd.DataFrame | None = None, covariates: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Return one row a policy, place and year in which the place reports and has not yet named the policy, or does so for the first time.

    Places are at risk of a policy from the first year in which any of them, or the centre, is seen to name it. A place that names it in
    its first report has left no year at risk, unless that report is of the first year of all. After years without reports the next
    report stands for all of them: ``exposure`` is the number of years since the last report.

    Parameters
    ----------
    first : DataFrame
        Of `first_mentions`.
    neighbours : DataFrame, optional
        ``place`` and ``neighbour``, one row a pair and direction, by name or code; by default provinces that share a border,
        prefectures of one province, counties of one prefecture.
    covariates : DataFrame, optional
        Columns of your own by ``place`` (or ``adcode``), by ``year``, or by both; those of a year should be known
        before it (last year's growth).

    Returns
    -------
    DataFrame
        ``time`` (1 in the first year of risk), ``exposure``, ``event`` (0 or 1), ``n_neighbours`` (in the corpus), how many of them,
        which share of them and of all ``others`` had named it by the end of the year before; ``centre_adopted``, ``province_adopted``
        (the same for the centre and for the province that a place lies in, missing where there is none), your columns, and document and
        sentence of the event.

    Examples
    --------
    >>> import pandas as pd
    >>> import toolkit as tk
    >>> texts = ["修渠道。", "推行湖长制。", "修道路。", "修道路。", "落实湖长制。"]
    >>> places, years = ["浙江省", "浙江省", "江苏省", "江苏省", "江苏省"], [2016, 2017, 2016, 2017, 2018]
    >>> first = tk.first_mentions(tk.build_corpus(pd.DataFrame({"text": texts, "place": places, "year": years})), "湖长制")
    >>> tk.event_table(first)[["place", "year", "time", "event", "neighbours_share"]].values.tolist()
    [['江苏省', 2017, 1, 0, 0.0], ['江苏省', 2018, 2, 1, 1.0], ['浙江省', 2017, 1, 1, 0.0]]
    """
    places = adoptions(first)
    places = places.assign(key=places["adcode"].where(places["adcode"].notna(), places["place"]).astype("str"))
    near = _near(places, neighbours)
    rows: list[dict[str, Any]] = []
    of_places = dict(iter(places.groupby("policy", sort=False)))
    for policy, rows_of in first.groupby("policy", sort=False):
        begun = rows_of["first_year"].dropna()
        if len(begun) and policy in of_places:
            centre = rows_of[rows_of["level"].astype("str") == "nation"]
            rows += _at_risk(of_places[policy], near, int(begun.min()), centre)
    table = pd.DataFrame(rows, columns=_COLUMNS)
    whole = ("year", "time", "exposure", "event", "n_neighbours", "n_neighbours_adopted")
    table = table.astype(dict.fromkeys(whole, "int64") | dict.fromkeys(("neighbours_share", "others_share"), "float64"))
    table = table.astype(dict.fromkeys(("centre_adopted", "province_adopted", "sentence_id"), "Int32"))
    if covariates is not None:
        table = _joined(table, covariates)
    own = [] if covariates is None else list(covariates.columns)
    return with_trail(
        table, first.attrs.get("trail", []), "event_table", neighbours=neighbours is not None, covariates=own
    )


def _at_risk(
    places: pd.DataFrame, near: Mapping[str, tuple[str, ...]], begin: int, centre: pd.DataFrame
) -> list[dict[str, Any]]:
    records = places.sort_values("key", kind="stable").to_dict("records")
    when = {row["key"]: int(row["first_year"]) if pd.notna(row["first_year"]) else None for row in records}
    told = centre["first_year"].min()
    central = None if centre.empty else int(told) if pd.notna(told) else 9999
    rows = []
    for row in records:
        province = str(row["key"])[:2] + "0000"
        around = [when[key] for key in near.get(row["key"], ()) if key in when]
        others = [year for key, year in when.items() if key != row["key"]]
        last = None
        for year in _years_at_risk(row, begin):
            adopted = sum(other is not None and other < year for other in around)
            spread = sum(other is not None and other < year for other in others)
            rows.append({
                **{name: row[name] for name in ("policy", "place", "adcode", "level", "region")}, "year": year, "time": year - begin + 1,
                "exposure": year - (last if last is not None else _last_report(row, year, begin)), "event": int(when[row["key"]] == year),
                "n_neighbours": len(around), "n_neighbours_adopted": adopted, "neighbours_share": adopted / len(around) if around else 0.0,
                "others_share": spread / len(others) if others else 0.0,
                "centre_adopted": None if central is None else int(central < year),
                "province_adopted": _before(when[province], year) if row["level"] != "province" and province in when else None,
                "doc_id": row["doc_id"] if when[row["key"]] == year else None,
                "sentence_id": row["sentence_id"] if when[row["key"]] == year else None,
            })  # fmt: skip
            last = year
    return rows


def _before(adopted: int | None, year: int) -> int:
    return int(adopted is not None and adopted < year)


def _years_at_risk(row: Mapping[Any, Any], begin: int) -> list[int]:
    """The years from the first of risk in which the place reports, up to its adoption."""
    end = int(row["first_year"] if pd.notna(row["first_year"]) else row["last_report"])
    missing = years_listed(row["missing_years"])
    reported = [year for year in range(int(row["first_report"]), end + 1) if year not in missing]
    # What a first report names after the others began may have been there for years.
    unknown_start = pd.notna(row["first_year"]) and pd.isna(row["not_before"]) and int(row["first_year"]) > begin
    return [] if unknown_start else [year for year in reported if year >= begin]


def _last_report(row: Mapping[Any, Any], year: int, begin: int) -> int:
    """The last report before the first year at risk, but not before the risk began; a place that only begins to report has one year."""
    missing = years_listed(row["missing_years"])
    before = [other for other in range(int(row["first_report"]), year) if other not in missing]
    return max(before[-1], begin - 1) if before else year - 1


def _near(places: pd.DataFrame, neighbours: pd.DataFrame | None) -> Mapping[str, tuple[str, ...]]:
    if neighbours is None:
        return neighbours_among(places["adcode"].dropna().astype("str"))
    if not {"place", "neighbour"} <= set(neighbours.columns):
        raise InvalidValue(
            f"the table of neighbours has the columns {list(neighbours.columns)}: it needs place and neighbour"
        )
    key = dict(zip(places["place"], places["key"], strict=True))
    pairs = neighbours[["place", "neighbour"]].astype("str").map(lambda name: key.get(name, name)).drop_duplicates()
    unknown = sorted(set(pairs["place"]) - set(places["key"]))
    if len(unknown) == pairs["place"].nunique() and len(pairs):
        raise InvalidValue(
            f"no place of the table of neighbours is in the corpus: {unknown[:3]} …, but the corpus has {sorted(key)[:3]} …"
        )
    return {str(place): tuple(rows["neighbour"]) for place, rows in pairs.groupby("place", sort=True)}


def _joined(table: pd.DataFrame, covariates: pd.DataFrame) -> pd.DataFrame:
    keys = [name for name in ("policy", "place", "adcode", "year") if name in covariates.columns]
    if not {"place", "adcode", "year"} & set(keys):
        raise InvalidValue(
            f"the table of covariates has the columns {list(covariates.columns)}: it needs place or adcode, or year, or both"
        )
    clash = sorted((set(covariates.columns) - set(keys)) & set(table.columns))
    if clash:
        raise InvalidValue(f"the covariates {clash} are named as columns of the event table: give them other names")
    if covariates.duplicated(keys).any():
        raise InvalidValue(f"the table of covariates has more than one row for the same {' and '.join(keys)}")
    values = covariates.astype({name: table[name].dtype for name in keys})
    return table.merge(values, on=keys, how="left", validate="many_to_one")
