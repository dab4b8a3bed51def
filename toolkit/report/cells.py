"""Cells of the panel that a page shows, and the figures told for each."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd

from toolkit.ordering import by_frequency

__all__ = ["CONFLICT", "cell_keys", "differing", "figures_of_cells", "shown_cells", "shown_indicators", "shown_sources"]

INDICATORS = 12
"""Indicators with a page of their own."""
CELLS = 400
"""Cells of an indicator on its page: the latest."""
REST = 200
"""Cells of all other indicators together."""
CONFLICTS = 300
"""Figures that differ, at most."""
CONFLICT = "conflict"
"""In the place of the modality in the key of all figures of a cell, where sources differ."""
_CELL = ["adcode", "place", "year", "indicator", "measure", "unit", "modality"]


def shown_indicators(panel: pd.DataFrame, most: int = INDICATORS) -> list[str]:
    """Return the indicators with the most cells."""
    return [str(name) for name in by_frequency(panel["indicator"]).index[:most]]


def shown_cells(panel: pd.DataFrame) -> pd.DataFrame:
    """Return the cells that a page shows: the latest of the indicators with the most, and the latest of the others."""
    large = panel["indicator"].isin(shown_indicators(panel))
    latest = panel[large].sort_values("year", ascending=False, kind="stable").groupby("indicator").head(CELLS).sort_index()
    rest = panel[~large].sort_values("year", ascending=False, kind="stable").head(REST).sort_index()
    return pd.concat([latest, rest])


def cell_keys(rows: pd.DataFrame, modality: str | None = None) -> Iterator[tuple[str, ...]]:
    """Yield the key of the sample of each cell, for cells of the panel with the modality, else for rows of `panel_sources`."""
    names = rows["adcode"].astype("object").where(rows["adcode"].notna(), rows["place"])
    told = [modality] * len(rows) if modality else rows["modality"]
    for parts in zip(names, rows["year"], rows["indicator"], rows["measure"], rows["unit"], told, strict=True):
        yield ("cell", *map(str, parts))


def differing(sources: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of `panel_sources` of the first cells for which sources differ."""
    return sources[_differs(sources)].head(CONFLICTS)


def _differs(sources: pd.DataFrame) -> pd.Series:
    return sources.groupby(_CELL, dropna=False)["agrees"].transform("all").eq(False)


def shown_sources(sources: pd.DataFrame, panel: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of `panel_sources` of a part of the indicators that a page may show, whatever the other indicators are.

    Parameters
    ----------
    sources, panel : DataFrame
        Figures and cells of the part.
    """
    latest = panel.sort_values("year", ascending=False, kind="stable").groupby("indicator").head(CELLS)
    cells = pd.concat([latest, panel.groupby("indicator").head(REST)])
    wanted = {key for modality in ("target", "actual", "estimate") for key in cell_keys(cells, modality)}
    kept = np.fromiter((key in wanted for key in cell_keys(sources)), dtype=bool, count=len(sources))
    differ = _differs(sources).to_numpy(dtype=bool)
    # Cells are kept whole: whether their sources differ is asked again when all parts are together.
    number = sources[differ].groupby(_CELL, dropna=False, sort=False).ngroup()
    kept[np.flatnonzero(differ)[number <= number.head(CONFLICTS).max()]] = True
    return sources[kept]


def figures_of_cells(panel: pd.DataFrame, sources: pd.DataFrame) -> dict[tuple[str, ...], list[tuple[str, int, int]]]:
    """Return document, start and end of the figures told for each cell that is shown, the one that fills it first."""
    wanted = set()
    for modality in ("target", "actual", "estimate"):
        wanted |= set(cell_keys(shown_cells(panel), modality))
    ordered = sources.sort_values("used", ascending=False, kind="stable")
    figures: dict[tuple[str, ...], list[tuple[str, int, int]]] = {}
    spots = zip(ordered["doc_id"], ordered["start"], ordered["text"], strict=True)
    for key, (doc_id, start, text) in zip(cell_keys(ordered), spots, strict=True):
        if key in wanted:
            figures.setdefault(key, []).append((doc_id, int(start), int(start) + len(text)))
    figures |= _figures_of_conflicts(ordered, wanted)
    row: Any
    for row in differing(sources).itertuples(index=False):
        figures["figure", row.doc_id, str(row.start)] = [(row.doc_id, int(row.start), int(row.start) + len(row.text))]
    return figures


def _figures_of_conflicts(sources: pd.DataFrame, wanted: set[tuple[str, ...]]) -> dict[tuple[str, ...], list[tuple[str, int, int]]]:
    """The figures of each cell that is shown for which sources differ: the one that is used, then those that differ, then the others."""
    rows = sources[_differs(sources)]
    rows = rows.sort_values(["used", "agrees"], ascending=[False, True], kind="stable")
    figures: dict[tuple[str, ...], list[tuple[str, int, int]]] = {}
    spots = zip(rows["doc_id"], rows["start"], rows["text"], strict=True)
    for key, (doc_id, start, text) in zip(cell_keys(rows), spots, strict=True):
        if key in wanted:
            figures.setdefault((*key[:-1], CONFLICT), []).append((doc_id, int(start), int(start) + len(text)))
    return figures
