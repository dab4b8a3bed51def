"""``target_outcomes``: what became of targets, by place and year, and what that did to the next targets."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from toolkit.errors import InvalidValue, invalid
from toolkit.given import takes
from toolkit.panel.bunching import bunching_of
from toolkit.panel.cells import PANEL_COLUMNS
from toolkit.panel.indicators import less_is_better
from toolkit.panel.ratchet import ratchet_of
from toolkit.panel.sources import CELL
from toolkit.trail import with_trail

__all__ = ["TargetOutcomes", "judged_targets", "target_outcomes"]

SERIES = ["indicator", "measure", "unit"]
_OUTCOMES = [
    *CELL, "target", "target_max", "target_bound", "result", "result_kind", "outcome", "margin", "margin_percent", "target_doc_id",
    "target_sentence", "result_doc_id", "result_sentence", "conflict", "annual",
]  # fmt: skip
_SILENT = 2
"""Reports that must say nothing of an indicator before its target counts as dropped."""
_EVENTS = [*CELL, "event", "other_year", "n_reports_between", "doc_id", "sentence"]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class TargetOutcomes:
    """Targets with their results. Made by `target_outcomes`.

    Parameters
    ----------
    outcomes : DataFrame
        One row a cell with target and result: ``place, adcode, year, indicator, measure, unit, target, target_max, target_bound,
        result, result_kind`` (actual or estimate), ``outcome`` (hit or miss), ``margin`` (by how much the result is better than the
        target asks, in the unit; negative where worse), ``margin_percent`` (of the target), both documents and sentences, ``conflict``,
        ``annual`` (False for a target set for another year than most of its report: the end of a plan).
    summary : DataFrame
        By indicator and year: ``n_targets, target_mean, target_median`` (annual targets of all places that state one), ``n, n_hit,
        hit_share, result_median, margin_median`` (those with results).
    ratchet : DataFrame
        By indicator: how the target follows the last one (``carry``) and what the result was above it (``ratchet``).
    events : DataFrame
        ``event`` not told (the report of ``year`` has no such target, that before had one), dropped (the same, and neither target nor
        result of the indicator, in any measure or unit, is told of the place in that report and the next one of the corpus), returned
        (again, after reports without), or new; ``other_year`` is the year before the gap; document and sentence of the last (not told,
        dropped) or the new target. One report that leaves a figure out has not given the aim up, and even what is dropped here may
        stand in a plan.
    bunching : DataFrame
        By indicator: results just above the target against those just below.
    """

    outcomes: pd.DataFrame
    summary: pd.DataFrame
    ratchet: pd.DataFrame
    events: pd.DataFrame
    bunching: pd.DataFrame

    def __repr__(self) -> str:
        n, hit = len(self.outcomes), int((self.outcomes["outcome"] == "hit").sum())
        return (
            f"<TargetOutcomes: {n:,} targets with results of {self.outcomes['indicator'].nunique()} indicators, "
            f"{hit / max(n, 1):.0%} hit; {int((self.events['event'] == 'dropped').sum()):,} dropped, "
            f"{int((self.events['event'] == 'not told').sum()):,} not told in a report>"
        )


@takes("table", made_by="claims_panel")
def target_outcomes(
    panel: pd.DataFrame, *, indicator: str | Sequence[str] | None = None, window: float = 1.0, n_permutations: int = 2000,
    min_places: int = 5, confidence: float = 0.95, seed: int = 0,
) -> TargetOutcomes:  # fmt: skip
    """Return what became of the targets of a panel: hit or missed and by how much, what followed, what went, what bunches.

    Parameters
    ----------
    panel : DataFrame
        Of `claims_panel`.
    indicator : str or sequence of str, optional
        Standard names; all by default.
    window : float
        How near the target is just above and just below: percentage points of rates, percent of the target of other units.
    n_permutations : int
        Of the test of bunching.
    min_places : int
        Fewest places for a regression; missing with fewer.
    confidence : float
        Of the intervals.
    seed : int
        Of the permutations.

    Returns
    -------
    TargetOutcomes

    Raises
    ------
    InvalidValue
        The table is no panel, or lacks the indicator.

    Notes
    -----
    ``ratchet``: target of this year on the target of last year and the margin of last year's result over it, with effects of places and
    years (Weitzman 1980): 0 is no ratchet, 1 passes all of it on. Errors are clustered by place, intervals of t with places - 1
    degrees of freedom. Only targets for the next year count, not the ends of plans. With effects of places and short series the
    coefficient of the last target is biased downwards (Nickell 1981).

    ``bunching``: counts of results in the window above the target (the target itself included) and below, the log of their ratio (the
    jump of density at a threshold, McCrary 2008, with one bin a side), a binomial test that both are as likely, and a permutation test that
    deals the targets of a year out anew among its places: whether results lie just above their own target more often than above those of
    others. Where a year has one target for all, the permutation has nothing to deal and is missing. Rounding to whole figures
    makes for ties with the target.

    References
    ----------
    Weitzman, M. L. (1980). The ratchet principle and performance incentives. Bell Journal of Economics 11(1). McCrary, J. (2008).
    Manipulation of the running variable. Journal of Econometrics 142(2). Lyu, C. et al. (2018). GDP management to meet or beat growth
    targets. Journal of Accounting and Economics 66(1).

    Examples
    --------
    >>> import pandas as pd
    >>> from toolkit.panel import PANEL_COLUMNS
    >>> row = {"place": "云山市", "adcode": None, "year": 2023, "indicator": "地区生产总值", "measure": "change", "unit": "%",
    ...        "target": 5.0, "target_bound": "approx", "actual": 5.4, "attained": True, "conflict": False}
    >>> found = target_outcomes(pd.DataFrame([row], columns=PANEL_COLUMNS))
    >>> found.outcomes[["outcome", "margin"]].round(1).values.tolist()
    [['hit', 0.4]]
    """
    lacking = [name for name in PANEL_COLUMNS if name not in panel.columns]
    if lacking:
        raise InvalidValue(f"panel lacks the column {lacking[0]!r}: give the table of claims_panel")
    for name, value in (("window", window), ("min_places", min_places)):
        if not value > 0:
            raise invalid(name, value, "more than 0")
    if not 0 < confidence < 1:
        raise invalid("confidence", confidence, "between 0 and 1")
    rows = _chosen(panel, indicator)
    outcomes = _outcomes(rows)
    keyed = rows[rows["annual"]]
    keyed = keyed.assign(margin=_margin(keyed, keyed["actual"].fillna(keyed["estimate"]).astype("float64")))
    before = panel.attrs.get("trail", ["claims_panel()"])
    options = {
        "indicator": indicator, "window": window, "n_permutations": n_permutations, "min_places": min_places, "confidence": confidence,
        "seed": seed,
    }  # fmt: skip
    made = (
        outcomes, _summary(rows, outcomes), ratchet_of(keyed, min_places=min_places, confidence=confidence), _events(rows),
        bunching_of(outcomes[outcomes["annual"]], window=window, n_permutations=n_permutations, confidence=confidence, seed=seed),
    )  # fmt: skip
    return TargetOutcomes(*(with_trail(table, before, "target_outcomes", **options) for table in made))


def judged_targets(panel: pd.DataFrame) -> pd.DataFrame:
    """Return the ``outcomes`` of `target_outcomes` alone; sentences may be missing from the panel."""
    outcomes = _outcomes(_chosen(panel.reindex(columns=PANEL_COLUMNS), None))
    return with_trail(outcomes, panel.attrs.get("trail", ["claims_panel()"]), "target_outcomes")


def _chosen(panel: pd.DataFrame, indicator: str | Sequence[str] | None) -> pd.DataFrame:
    wanted = None if indicator is None else [indicator] if isinstance(indicator, str) else list(indicator)
    for name in wanted or ():
        if name not in set(panel["indicator"]):
            raise invalid("indicator", name, sorted(set(panel["indicator"].dropna())))
    rows = panel if wanted is None else panel[panel["indicator"].isin(wanted)]
    rows = rows.assign(place_key=rows["adcode"].fillna(rows["place"]), annual=_annual(panel).loc[rows.index])
    return rows.sort_values([*SERIES, "place_key", "year"], ignore_index=True)


def _annual(panel: pd.DataFrame) -> "pd.Series[bool]":
    """Whether the target of a row is for the year that most targets of its report are for; others are of a plan."""
    counts = panel[panel["target"].notna()].groupby(["target_doc_id", "year"]).size().reset_index(name="n")
    usual = counts.sort_values(["n", "year"], ascending=[False, True], kind="stable").drop_duplicates("target_doc_id")
    of = panel["target_doc_id"].map(usual.set_index("target_doc_id")["year"])
    return (of.isna() | (of == panel["year"])).astype(bool)


def _margin(rows: pd.DataFrame, result: pd.Series) -> pd.Series:
    """By how much a result is better than asked: against the end of a range that decides, falls and lids the other way round."""
    low = rows["target"].astype("float64")
    high = rows["target_max"].astype("float64").fillna(low)
    bound = rows["target_bound"]
    fall = low < 0
    lid = bound.eq("max") | (bound.ne("min") & rows["indicator"].map(less_is_better).astype(bool))
    # A fall of at least 3 % asks for -3 or less; one of at most 3 %, for -3 or more.
    downward = (fall & bound.ne("max")) | (~fall & lid)
    above, below = result - np.minimum(low, high), np.maximum(low, high) - result
    return pd.Series(np.where(downward, below, above), index=rows.index).round(9)


def _outcomes(rows: pd.DataFrame) -> pd.DataFrame:
    judged = rows[rows["attained"].notna()].reset_index(drop=True)
    told = judged["actual"].notna()
    result = judged["actual"].fillna(judged["estimate"]).astype("float64")
    margin = _margin(judged, result)
    table = judged.assign(
        result=result, result_kind=np.where(told, "actual", "estimate"), margin=margin,
        outcome=np.where(judged["attained"].astype(bool), "hit", "miss"),
        margin_percent=100 * margin / judged["target"].astype("float64").abs().replace(0, np.nan),
        result_doc_id=judged["actual_doc_id"].where(told, judged["estimate_doc_id"]),
        result_sentence=judged["actual_sentence"].where(told, judged["estimate_sentence"]),
    )  # fmt: skip
    return table[_OUTCOMES]


def _summary(rows: pd.DataFrame, outcomes: pd.DataFrame) -> pd.DataFrame:
    aims = rows[rows["target"].notna() & rows["annual"]].astype({"target": "float64"}).groupby([*SERIES, "year"])["target"]
    met = outcomes.assign(hit=outcomes["outcome"] == "hit").groupby([*SERIES, "year"])
    table = pd.DataFrame({
        "n_targets": aims.size(), "target_mean": aims.mean(), "target_median": aims.median(), "n": met.size(), "n_hit": met["hit"].sum(),
        "hit_share": met["hit"].mean(), "result_median": met["result"].median(), "margin_median": met["margin"].median(),
    })  # fmt: skip
    counts = ["n_targets", "n", "n_hit"]
    table[counts] = table[counts].fillna(0).astype("int64")
    return table.reset_index()


def _events(rows: pd.DataFrame) -> pd.DataFrame:
    """Where a target appears, goes and comes back, from report to report of one place."""
    aims = rows[rows["target"].notna() & rows["annual"]]
    said = _told_in(rows)
    document = {(key, year): doc for key, year, doc in zip(aims["place_key"], aims["year"], aims["target_doc_id"], strict=True)}
    reports = aims.groupby("place_key")["year"].apply(lambda years: sorted(set(years)))
    found = []
    for (place, indicator, *_), own in aims.groupby(["place_key", *SERIES], sort=True):
        years = reports[own["place_key"].iloc[0]]
        at = {year: number for number, year in enumerate(years)}
        records = [{str(name): value for name, value in row.items()} for row in own.drop_duplicates("year").to_dict("records")]
        if at[records[0]["year"]] > 0:
            found.append(_event(records[0], "new", records[0]["year"], None, 0))
        for number, record in enumerate(records):
            later = records[number + 1] if number + 1 < len(records) else None
            here, there = at[record["year"]], len(years) if later is None else at[later["year"]]
            if there - here > 1:
                after = [(document[place, year], indicator) for year in years[here + 1 : here + 1 + _SILENT]]
                kind = "dropped" if len(after) == _SILENT and said.isdisjoint(after) else "not told"
                found.append(_event(record, kind, years[here + 1], record["year"], there - here - 1))
                if later is not None:
                    found.append(_event(later, "returned", later["year"], record["year"], there - here - 1))
    return pd.DataFrame(found, columns=_EVENTS).astype({"other_year": "Int64", "n_reports_between": "int64"})


def _told_in(rows: pd.DataFrame) -> set[tuple[object, object]]:
    """Documents with the indicators that they tell a target or a result of."""
    return {
        pair for name in ("target", "actual", "estimate")
        for pair in rows.loc[rows[name].notna(), [f"{name}_doc_id", "indicator"]].itertuples(index=False, name=None)
    }  # fmt: skip


def _event(record: dict[str, object], event: str, year: object, other: object, between: int) -> dict[str, object]:
    cell = {name: record[name] for name in CELL}
    return {
        **cell, "year": year, "event": event, "other_year": other, "n_reports_between": between, "doc_id": record["target_doc_id"],
        "sentence": record["target_sentence"],
    }  # fmt: skip
