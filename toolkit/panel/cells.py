"""``claims_panel``: place × year with target and result, each figure with its sentence."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pandas as pd

from toolkit.errors import invalid
from toolkit.given import takes
from toolkit.panel.attainment import attained
from toolkit.panel.sources import CELL, panel_sources

if TYPE_CHECKING:
    from toolkit.corpus import Corpus

__all__ = ["PANEL_COLUMNS", "claims_panel"]

PANEL_COLUMNS = [
    *CELL, "target", "target_max", "target_bound", "actual", "actual_bound", "estimate", "attained", "target_doc_id", "target_sentence",
    "actual_doc_id", "actual_sentence", "estimate_doc_id", "estimate_sentence", "conflict",
]  # fmt: skip
_CELL_KEY = ["adcode", "place_key", "year", "indicator", "measure", "unit"]


@takes("table", "corpus", made_by="corpus.claims")
def claims_panel(
    claims: "pd.DataFrame | Corpus",
    *,
    indicator: str | Sequence[str] | None = None,
    unit: str | None = None,
    documents: pd.DataFrame | None = None,
    sentences: pd.DataFrame | None = None,
    tolerance: float = 0.05,
) -> pd.DataFrame:
    """Return the panel that the claims tell: one row per place, year, indicator, measure and unit.

    ``year`` is the year that a figure is about, so that a target set in the report of 2024 for 2024 meets the result told in the report
    of 2025. Only headline figures fill a cell: those of the whole place, a whole year and the indicator itself; a figure whose place
    or year is not known fills none. Where several statements tell a figure, the cell takes that of the place's own report, of the report
    next to the year, told of it and not as what several years came to, of its end and not of a month within it, under the standard
    name, and there the first one (in its finest wording). ``conflict`` is true if another statement of the same thing, in the same
    document or another, differs by more than rounding; `panel_sources` lists them all. What was reached at another moment of the year,
    by another definition (同口径) or after a plan was revised is not the same thing: of 预算数 and 调整预算数 the cell takes the first
    plan, unless only the revised one is told.
    Nothing is averaged.

    Parameters
    ----------
    claims : DataFrame or Corpus
        ``corpus.claims``, or the corpus itself.
    indicator : str or sequence of str, optional
        Standard names (``toolkit/data/indicators.tsv``), or other names they go by (GDP); `suggest_indicators` finds them. All by
        default.
    unit : str, optional
        Bring figures of the same kind into this unit (``亿元``, ``吨``). By default each unit has its own rows.
    documents, sentences : DataFrame, optional
        ``corpus.documents`` and ``corpus.sentences``, for a claims table without ``report_year, report_adcode`` (which report is
        whose) and ``sentence`` (only shown).
    tolerance : float
        By how much of the target a result may miss a target of 左右 and still attain it.

    Returns
    -------
    DataFrame
        ``place, adcode, year, indicator, measure`` (level or change; falls are negative), ``unit, target, target_max, target_bound,
        actual, actual_bound, estimate, attained, target_doc_id, target_sentence, actual_doc_id, actual_sentence, estimate_doc_id,
        estimate_sentence, conflict``. A figure that no source tells is missing; ``attained`` (see `toolkit.panel.attained`) judges the
        result, or the estimate where no result is told, and is missing where the target is or both of them are.

    Raises
    ------
    InvalidValue
        If an indicator is unknown, a unit measures nothing in the table, or the claims lack a column.

    Examples
    --------
    >>> text = "2024年全市地区生产总值增长4.6%。"
    >>> claims = pd.DataFrame([{
    ...     "doc_id": "2025.txt", "sentence_id": 0, "start": 15, "end": 19, "text": "4.6%", "value": 4.6, "value_max": None, "unit": "%",
    ...     "bound": "exact", "role": "change", "direction": "up", "indicator": "地区生产总值", "indicator_id": "地区生产总值",
    ...     "modality": "actual", "year": 2024, "period": None, "basis": None, "place": "云山市", "adcode": None, "grain": "year",
    ...     "whole": True, "sentence": text}])
    >>> claims_panel(claims)[["place", "year", "indicator", "actual"]].values.tolist()
    [['云山市', 2024, '地区生产总值', 4.6]]
    """
    if not 0 <= tolerance < 1:
        raise invalid("tolerance", tolerance, "a share of the target, at least 0 and below 1")
    sources = panel_sources(claims, indicator=indicator, unit=unit, documents=documents, sentences=sentences)
    return panel_of(sources, tolerance=tolerance)


def panel_of(sources: pd.DataFrame, *, tolerance: float = 0.05) -> pd.DataFrame:
    """Return the panel of the figures marked as used in a table of `panel_sources`."""
    place_key = sources["place"].where(sources["adcode"].isna(), "")
    cells = sources.assign(place_key=place_key).groupby(_CELL_KEY, dropna=False, sort=False)
    rows = sources.assign(cell=cells.ngroup()).set_index("cell")
    used = rows[rows["used"]]
    panel = rows.loc[~rows.index.duplicated(), CELL]
    for modality in ("target", "actual", "estimate"):
        panel = panel.join(_figures(used[used["modality"] == modality], modality), validate="one_to_one")
    panel = panel.assign(conflict=~rows["agrees"].groupby(level=0).all(), attained=_attained(panel, tolerance))
    panel = panel.sort_values(["adcode", "place", "indicator", "measure", "unit", "year"], na_position="last", kind="stable")
    return panel[PANEL_COLUMNS].reset_index(drop=True)


def _figures(used: pd.DataFrame, modality: str) -> pd.DataFrame:
    names = {
        "value": modality, "value_max": f"{modality}_max", "bound": f"{modality}_bound", "doc_id": f"{modality}_doc_id",
        "sentence": f"{modality}_sentence",
    }  # fmt: skip
    return used[[*names]].rename(columns=names)


def _attained(panel: pd.DataFrame, tolerance: float) -> pd.Series:
    results = panel["actual"].fillna(panel["estimate"])
    columns = ["actual", "target", "target_max", "target_bound", "indicator"]
    judged = [
        None if pd.isna(actual) or pd.isna(target) else attained(
            actual, target, bound=bound, indicator=indicator, target_max=None if pd.isna(high) else high, tolerance=tolerance,
        )
        for actual, target, high, bound, indicator in panel.assign(actual=results)[columns].itertuples(index=False)
    ]  # fmt: skip
    return pd.Series(judged, index=panel.index, dtype="boolean")
