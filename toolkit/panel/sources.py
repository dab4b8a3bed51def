"""``panel_sources``: every headline figure of a claims table with the cell that it speaks for."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from toolkit.document import Bound
from toolkit.errors import InvalidValue, invalid
from toolkit.given import takes
from toolkit.grammar.units import conversion_factor
from toolkit.panel.agreement import agree, resolution
from toolkit.panel.eligible import fills_cell, is_second
from toolkit.panel.moments import moments
from toolkit.panel.naming import standard_indicators
from toolkit.tables import SCHEMAS

if TYPE_CHECKING:
    from toolkit.corpus import Corpus

__all__ = ["CELL", "CELL_CLAIMS", "SOURCE_COLUMNS", "cell_claims", "panel_sources"]

CELL = ["place", "adcode", "year", "indicator", "measure", "unit"]
SOURCE_COLUMNS = [*CELL, "modality", "value", "value_max", "bound", "doc_id", "report_year", "start", "text", "sentence", "used", "agrees"]
Figure = tuple[float, Bound, float]
"""Value, bound, and the size of the last digit written."""

_KEY = ["adcode", "place_key", "year", "indicator", "measure", "unit"]
_FAR = 99
_NEEDED = [name for name in SCHEMAS["claims"].names if name != "period"]
CELL_CLAIMS = [*SCHEMAS["claims"].names, "report_year", "report_adcode", "sentence"]
"""Columns of claims that the panel is made of."""


@takes("table", "corpus", made_by="corpus.claims")
def panel_sources(
    claims: "pd.DataFrame | Corpus",
    *,
    indicator: str | Sequence[str] | None = None,
    unit: str | None = None,
    documents: pd.DataFrame | None = None,
    sentences: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Return every figure that speaks for a cell of the panel, one row each: what `claims_panel` chose from.

    Parameters
    ----------
    claims, indicator, unit, documents, sentences
        As in `claims_panel`.

    Returns
    -------
    DataFrame
        ``place, adcode, year, indicator, measure, unit`` (the cell), ``modality, value, value_max, bound`` (falls negative),
        ``doc_id, report_year, start, text, sentence`` (where it stands), ``used`` (it fills the cell), ``agrees`` (it says the same as
        the figure used, up to rounding, or is of another moment, by another definition or of a revised plan).
    """
    table = _one_indicator_a_row(_with_context(_claims_of(claims), documents, sentences))
    if indicator is not None:
        names = [indicator] if isinstance(indicator, str) else indicator
        table = table[table["indicator_id"].isin(standard_indicators(names, others=table["indicator_id"].dropna()))]
    table = fills_cell(table)
    table = _converted(_signed(table), unit)
    return _judged(table.reset_index(drop=True))[SOURCE_COLUMNS]


def cell_claims(claims: pd.DataFrame) -> pd.DataFrame:
    """Return the claims that fill cells, one row an indicator: all that the panel needs of a large table, of which they are a fifth."""
    eligible = fills_cell(_one_indicator_a_row(claims.assign(unit=claims["unit"].fillna(""))))
    # Of no claims with an indicator the column would be one of numbers.
    eligible = eligible.astype({"indicator_id": claims["indicator_id"].dtype})
    return eligible[[name for name in CELL_CLAIMS if name in claims.columns]].reset_index(drop=True)


def _claims_of(claims: "pd.DataFrame | Corpus") -> pd.DataFrame:
    if isinstance(claims, pd.DataFrame):
        return claims
    if not hasattr(claims, "batches"):
        raise invalid("claims", type(claims).__name__, "a table of claims (corpus.claims), or a corpus that has them")
    # Those of all documents with their sentences would take five times the room.
    return pd.concat([cell_claims(part) for part in claims.batches("claims", CELL_CLAIMS)], ignore_index=True)


def _with_context(claims: pd.DataFrame, documents: pd.DataFrame | None, sentences: pd.DataFrame | None) -> pd.DataFrame:
    """Return the claims with ``sentence, report_year, report_adcode``; what is not known is missing."""
    missing = [name for name in _NEEDED if name not in claims.columns]
    if missing:
        raise InvalidValue(f"claims lacks the column {missing[0]!r}: give a table like corpus.claims")
    # Read back from CSV, a unit that is empty is missing.
    table = claims.assign(unit=claims["unit"].fillna(""))
    if sentences is not None:
        shown = sentences[["doc_id", "sentence_id", "text"]].rename(columns={"text": "sentence"})
        table = _joined(table, shown, ["doc_id", "sentence_id"])
    if documents is not None:
        origin = documents[["doc_id", "year", "adcode"]].rename(columns={"year": "report_year", "adcode": "report_adcode"})
        table = _joined(table, origin, ["doc_id"])
    absent = [name for name in ("sentence", "report_year", "report_adcode") if name not in table.columns]
    return table.assign(**{name: pd.Series(pd.NA, index=table.index, dtype="object") for name in absent})


def _one_indicator_a_row(table: pd.DataFrame) -> pd.DataFrame:
    """A figure told of two indicators at once (A、B增长4%) speaks for both."""
    return table.assign(indicator_id=table["indicator_id"].str.split(";")).explode("indicator_id", ignore_index=True)


def _joined(table: pd.DataFrame, other: pd.DataFrame, on: list[str]) -> pd.DataFrame:
    fresh = [name for name in table.columns if name in on or name not in other.columns]
    return table[fresh].merge(other, on=on, how="left", validate="many_to_one")


def _signed(table: pd.DataFrame) -> pd.DataFrame:
    """Name the cell of each figure and make falls negative; a range stays ordered from low to high."""
    fall = ((table["role"] == "change") & (table["direction"] == "down")).to_numpy(bool)
    value, high = table["value"].to_numpy(float), table["value_max"].to_numpy(float, na_value=np.nan)
    ranged = ~np.isnan(high)
    return table.assign(
        written=table["indicator"],
        indicator=table["indicator_id"],
        place_key=table["place"].where(table["adcode"].isna(), ""),
        value=np.where(fall, -np.where(ranged, high, value), value),
        value_max=np.where(fall, -value, high),
    ).assign(value_max=lambda signed: signed["value_max"].where(ranged))


def _converted(table: pd.DataFrame, unit: str | None) -> pd.DataFrame:
    """Bring figures of that kind of unit into the unit asked for; others (a growth in %) stay as they are."""
    if unit is None or table.empty:
        return table
    factors = {name: _factor(name, unit) for name in table["unit"].unique()}
    if all(factor is None for factor in factors.values()):
        raise invalid("unit", unit, f"a unit of the same kind as one of those in the table: {', '.join(map(repr, sorted(factors)))}")
    factor = table["unit"].map(lambda name: factors[name] or 1.0).astype(float)
    names = table["unit"].map(lambda name: name if factors[name] is None else unit)
    return table.assign(value=table["value"] * factor, value_max=table["value_max"] * factor, unit=names)


def _factor(source: str, unit: str) -> float | None:
    try:
        return conversion_factor(source, unit)
    except InvalidValue:
        return None


def _judged(table: pd.DataFrame) -> pd.DataFrame:
    """Sort the figures by cell and by how well each speaks for it; mark the one used and those that agree with it."""
    table = _ranked(table)
    step = [resolution(text, value) for text, value in zip(table["text"], table["value"], strict=True)]
    used, agrees = np.zeros(len(table), bool), np.zeros(len(table), bool)
    figures = list(zip(table["value"], table["bound"], step, strict=True))
    highs, second = table["value_max"].to_numpy(float), table["second"].to_numpy(bool)
    docs, units, moment = table["doc_id"].tolist(), table["unit"].tolist(), table["moment"].tolist()
    for rows in table.groupby([*_KEY, "modality"], dropna=False, sort=False).indices.values():
        lead = rows[0]
        same = [row for row in rows if _agrees(figures[lead], figures[row], highs[lead], highs[row], units[lead])]
        own = [row for row in same if docs[row] == docs[lead]]
        used[min(own, key=lambda row: (figures[row][1] != "exact", figures[row][2], row))] = True
        agrees[same] = True
        agrees[[row for row in rows if (second[row] and not second[lead]) or moment[row] != moment[lead]]] = True
    return table.assign(used=used, agrees=agrees)


def _agrees(lead: Figure, other: Figure, lead_max: float, other_max: float, unit: str) -> bool:
    if np.isnan(lead_max) and np.isnan(other_max):
        return agree(lead, other, unit)
    return (lead[0], lead_max) == (other[0], other_max)


def _ranked(table: pd.DataFrame) -> pd.DataFrame:
    """Order figures of one cell from the best source on.

    Told in the place's own report, in the report next to the year, of that year and not as what several years came to, of its end and
    not of a month within it, by the usual definition and as first planned, under the standard name, first in the text.
    """
    lag = (table["modality"] != "target").astype(int)
    distance = (table["report_year"].astype("Int64") - table["year"].astype("Int64") - lag).abs().fillna(_FAR)
    foreign = (table["report_adcode"] != table["adcode"]) & table["report_adcode"].notna()
    moment = moments(table)
    ranked = table.assign(
        moment=moment, within=moment != "",
        foreign=foreign.fillna(True).astype(bool),
        distance=distance,
        second=is_second(table),
        spanned=table["period"].notna() if "period" in table.columns else False,
        renamed=[name not in text for name, text in zip(table["indicator_id"], table["written"], strict=True)],
    )
    order = [*_KEY, "modality", "foreign", "distance", "spanned", "within", "second", "renamed", "doc_id", "start"]
    return ranked.sort_values(order, kind="stable", na_position="last").reset_index(drop=True)
