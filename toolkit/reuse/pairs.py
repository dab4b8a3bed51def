"""Which documents are compared: a report with its own place's of the year before, or with a higher level's, and who came first."""

from collections.abc import Collection, Iterable
from numbers import Integral

import numpy as np
import pandas as pd

from toolkit.errors import InvalidValue, invalid
from toolkit.given import takes

__all__ = ["PAIR_COLUMNS", "RELATIONS", "ComparedPairs", "Lag", "check_pairs", "document_pairs", "known_pairs", "pair_facts"]

Lag = int | Collection[int]

RELATIONS = ("own", "higher", "peers", "all")
PAIR_COLUMNS = ["target_doc_id", "source_doc_id"]
_FACTS = ["doc_id", "place", "adcode", "year", "date"]
_LEVELS = ((6, "nation"), (4, "province"), (2, "prefecture"), (0, "county"))


class ComparedPairs(list[list[str]]):
    """The ids of the documents that were compared, target and source, as they lie in the ``attrs`` of a table.

    pandas copies attributes deeply at every step (a column, a group, a query); with hundreds of pairs that is most of its time.
    """

    def __deepcopy__(self, memo: dict[int, object]) -> "ComparedPairs":
        return self


@takes("table", made_by="corpus.documents")
def document_pairs(target: pd.DataFrame, source: pd.DataFrame | None = None, *, relation: str = "own", lag: Lag = 1) -> pd.DataFrame:
    """Return the pairs of documents that stand in a relation: ``target_doc_id, source_doc_id`` and what is known of both.

    Parameters
    ----------
    target, source : DataFrame
        ``corpus.documents``, or the ``rows`` of a matrix, with ``doc_id, place, adcode, year`` (and ``date``); without ``source`` the
        target is compared with itself.
    relation : {"own", "higher", "peers", "all"}
        ``own``: the same place. ``higher``: a place that the target's lies in by its adcode (the centre and, for a county, its
        prefecture and province). ``peers``: another place of the same level. ``all``: any other document.
    lag : int or collection of int
        Year of the target less year of the source: 1 is last year's report, 0 the same year's, ``range(1, 4)`` the three years before.

    Returns
    -------
    DataFrame
        In order of ids: ``target_doc_id, source_doc_id``, for both ``_place, _level`` (nation, province, prefecture, county),
        ``_year``, then ``order`` and ``direction``.
        ``order`` says which was first: by date where both are known, by year otherwise; ``unknown`` within a year. Provinces mostly
        report in January and the centre in March, so that a province's report of one year precedes the centre's of that year: what
        it takes from the centre's report stands in that of the year before (``lag=1``).
        ``direction`` is the way from source to target: ``own``, ``downward`` (higher level to lower), ``upward``, ``sideways``
        (same level), or ``unknown`` where an adcode lacks.

    Examples
    --------
    >>> reports = pd.DataFrame({"doc_id": ["a", "b", "c"], "place": ["云山市", "云山市", "全国"],
    ...                         "adcode": ["990100", "990100", "000000"], "year": [2023, 2024, 2023]})
    >>> document_pairs(reports)[["target_doc_id", "source_doc_id", "order"]].values.tolist()
    [['b', 'a', 'source first']]
    >>> document_pairs(reports, relation="higher")[["target_doc_id", "source_doc_id", "direction"]].values.tolist()
    [['b', 'c', 'downward']]
    """
    if relation not in RELATIONS:
        raise invalid("relation", relation, RELATIONS)
    first, second = _facts(target), _facts(target if source is None else source)
    lags = _lags(lag)
    parts = [_of_lag(first, second, years, relation) for years in lags]
    if source is None:
        parts = [part[part["target_doc_id"] != part["source_doc_id"]] for part in parts]
    columns = [f"{side}_{name}" for side in ("target", "source") for name in _FACTS]
    found = pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=columns)
    return _described(found)


def pair_facts(pairs: pd.DataFrame, target: pd.DataFrame, source: pd.DataFrame) -> pd.DataFrame:
    """Return pairs that the caller chose, with what is known of both documents, as `document_pairs` gives them."""
    check_pairs(pairs)
    chosen = pairs[PAIR_COLUMNS].drop_duplicates()
    for side, table in (("target", _facts(target)), ("source", _facts(source))):
        facts = table.add_prefix(f"{side}_")
        unknown = chosen.loc[~chosen[f"{side}_doc_id"].isin(facts[f"{side}_doc_id"]), f"{side}_doc_id"]
        if len(unknown):
            raise InvalidValue(f"pairs has {side}_doc_id={unknown.iloc[0]!r}, which is no document of the {side}")
        chosen = chosen.merge(facts, on=f"{side}_doc_id")
    return _described(chosen)


def _lags(lag: Lag) -> list[int]:
    """The years apart, each once."""
    lags = list(lag) if isinstance(lag, Iterable) and not isinstance(lag, str) else [lag]
    if not lags or not all(isinstance(years, Integral) and not isinstance(years, bool) for years in lags):
        raise invalid("lag", lag, "a number of years, or several")
    return sorted({int(years) for years in lags})


def known_pairs(pairs: str | pd.DataFrame, lag: Lag, target: pd.DataFrame, source: pd.DataFrame | None) -> pd.DataFrame:
    """Return the pairs of a relation, or those that the caller chose, with what is known of both documents."""
    if isinstance(pairs, pd.DataFrame):
        return pair_facts(pairs, target, target if source is None else source)
    if pairs not in RELATIONS:
        raise invalid("pairs", pairs, RELATIONS)
    return document_pairs(target, source, relation=pairs, lag=lag)


def check_pairs(pairs: pd.DataFrame) -> None:
    """Refuse a table of pairs without the ids of both documents."""
    lacking = [name for name in PAIR_COLUMNS if name not in pairs.columns]
    if lacking:
        raise InvalidValue(f"pairs lacks the column {lacking[0]}: give one row a pair with target_doc_id and source_doc_id")


def _facts(documents: pd.DataFrame) -> pd.DataFrame:
    if "doc_id" not in documents.columns:
        raise InvalidValue("the table has no doc_id: give corpus.documents, or the rows of a matrix of documents")
    known = documents.reindex(columns=_FACTS).drop_duplicates("doc_id")
    words = {name: known[name].astype("str") for name in _FACTS if name != "year"}
    return known.assign(**words, year=known["year"].astype("Int64"))


def _of_lag(target: pd.DataFrame, source: pd.DataFrame, years: int, relation: str) -> pd.DataFrame:
    first = target.add_prefix("target_").assign(match=target["year"] - years)
    second = source.add_prefix("source_").assign(match=source["year"])
    both = first.dropna(subset="match").merge(second.dropna(subset="match"), on="match").drop(columns="match")
    return both[_related(both, relation)]


def _related(both: pd.DataFrame, relation: str) -> pd.Series:
    above, below = _stem(both["source_adcode"]), _stem(both["target_adcode"])
    known = both["source_adcode"].notna() & both["target_adcode"].notna()
    same = (both["target_adcode"] == both["source_adcode"]).where(known, both["target_place"] == both["source_place"]).fillna(False)
    if relation == "own":
        return same.astype(bool)
    if relation == "all":
        return pd.Series(True, index=both.index)
    if relation == "peers":
        return (known & ~same & (_level(both["target_adcode"]) == _level(both["source_adcode"]))).astype(bool)
    inside = [isinstance(low, str) and isinstance(high, str) and len(high) < len(low) and low.startswith(high)
              for low, high in zip(below, above, strict=True)]  # fmt: skip
    return pd.Series(inside, index=both.index, dtype=bool)


def _stem(adcodes: pd.Series) -> pd.Series:
    """The part of each adcode that all places inside begin with: 44 for a province, nothing for the whole country."""
    return adcodes.str.replace(r"(?:00)+$", "", regex=True)


def _level(adcodes: pd.Series) -> pd.Series:
    zeros = adcodes.str.extract(r"((?:00)*)$")[0].str.len()
    return zeros.map(dict(_LEVELS)).astype("str")


def _described(both: pd.DataFrame) -> pd.DataFrame:
    both = both.sort_values(PAIR_COLUMNS, ignore_index=True)
    levels = {side: _level(both[f"{side}_adcode"].astype("str")) for side in ("target", "source")}
    columns: dict[str, pd.Series] = {}
    for side in ("target", "source"):
        columns |= {f"{side}_place": both[f"{side}_place"], f"{side}_level": levels[side]}
        columns[f"{side}_year"] = both[f"{side}_year"].astype("Int64")
    order, direction = _order(both), _direction(both, levels["target"], levels["source"])
    return both[PAIR_COLUMNS].assign(**columns, order=order, direction=direction)


def _order(both: pd.DataFrame) -> pd.Series:
    dated = (both["target_date"].notna() & both["source_date"].notna()).to_numpy(dtype=bool)
    first, second = both["source_date"].fillna(""), both["target_date"].fillna("")
    by_date = np.select([first < second, first > second], ["source first", "target first"], "same day")
    years = (both["target_year"] - both["source_year"]).fillna(0).to_numpy(dtype=float)
    by_year = np.select([years > 0, years < 0], ["source first", "target first"], "unknown")
    return pd.Series(np.where(dated, by_date, by_year), index=both.index, dtype="str")


def _direction(both: pd.DataFrame, target: pd.Series, source: pd.Series) -> pd.Series:
    height = {name: zeros for zeros, name in _LEVELS}
    rise = target.map(height).to_numpy(dtype=float) - source.map(height).to_numpy(dtype=float)
    same = _related(both, "own").to_numpy(dtype=bool)
    way = np.select([same, rise < 0, rise > 0, rise == 0], ["own", "downward", "upward", "sideways"], "unknown")
    return pd.Series(way, index=both.index, dtype="str")
