"""Compare the panel of a corpus of provincial work reports with cells read by hand, cell by cell.

    python benchmarks/panel_provinces.py REPORTS CELLS.jsonl [--list]

REPORTS is a folder of reports; CELLS has one JSON object a line: ``place, indicator, measure, modality, year, value, value_max, unit,
bound`` (falls negative). Printed: how many cells are right, wrong and missing, and how many cells the panel fills that the file
does not have although it lists the indicator, the measure and the year for other places.
"""

import argparse
import math
import tempfile
from pathlib import Path
from typing import Any

import pandas as pd

import toolkit as tk

KEY = ["place", "indicator", "measure", "modality", "year", "unit"]


def panel_cells(reports: Path) -> pd.DataFrame:
    """Return the figures that the panel of the reports uses, one row each."""
    with tempfile.TemporaryDirectory() as folder:
        corpus = tk.build_corpus(reports, folder).annotate(entities=False)
        sources = tk.panel_sources(corpus.claims)
    return sources[sources["used"]]


def same_number(first: float, second: float) -> bool:
    """Return whether two values are equal, both missing included."""
    if math.isnan(first) or math.isnan(second):
        return math.isnan(first) and math.isnan(second)
    return math.isclose(first, second, rel_tol=1e-9)


def compare(cells: pd.DataFrame, found: pd.DataFrame) -> pd.DataFrame:
    """Return the cells read by hand with the verdict on each: right, bound (value right), wrong, missing."""
    told = found[[*KEY, "value", "value_max", "bound", "sentence"]].rename(
        columns={"value": "found", "value_max": "found_max", "bound": "found_bound", "sentence": "found_sentence"}
    )
    both = cells.merge(told, on=KEY, how="left")
    values = both[["value", "value_max", "found", "found_max"]].astype(float).itertuples(index=False)
    right = pd.Series([same_number(row[0], row[2]) and same_number(row[1], row[3]) for row in values], index=both.index)
    both["verdict"] = "wrong"
    both.loc[both["found"].isna(), "verdict"] = "missing"
    both.loc[right, "verdict"] = "bound"
    both.loc[right & (both["bound"] == both["found_bound"]), "verdict"] = "right"
    return both


def extra_cells(cells: pd.DataFrame, found: pd.DataFrame) -> pd.DataFrame:
    """Return the cells of the panel that the file does not have, of the indicators, measures and years that it lists."""
    told = ["indicator", "measure", "modality", "year"]
    listed = found.merge(cells[told].drop_duplicates(), on=told)
    listed = listed[listed["place"].isin(cells["place"])]
    known = cells[["place", *told]].drop_duplicates().assign(known=True)
    both = listed.merge(known, on=["place", *told], how="left")
    return both[both["known"].isna()]


def main() -> None:
    """Print the comparison."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("reports", type=Path)
    parser.add_argument("cells", type=Path)
    parser.add_argument("--list", action="store_true", help="list every cell that is not right, with its sentences")
    arguments = parser.parse_args()
    cells = pd.read_json(arguments.cells, lines=True, dtype={"value": float, "value_max": float})
    found = panel_cells(arguments.reports)
    verdicts, extra = compare(cells, found), extra_cells(cells, found)
    counts = verdicts["verdict"].value_counts()
    listing = ", ".join(f"{n} {name}" for name, n in counts.items())
    print(f"{len(cells)} cells: {listing}; right {counts.get('right', 0) / len(verdicts):.1%}; filled in excess {len(extra)}")
    if arguments.list:
        for row in verdicts[verdicts["verdict"] != "right"].itertuples():
            print(f"{row.verdict}: {cell_of(row)}: {row.value} {row.unit} {row.bound}\n    read: {row.sentence}")
            print(f"    found: {row.found} {row.found_bound} {row.found_sentence}")
        for row in extra.itertuples():
            print(f"extra: {cell_of(row)}: {row.value} {row.unit}\n    {row.sentence.strip()}")


def cell_of(row: Any) -> str:
    """Return the name of a cell."""
    return f"{row.place} {row.indicator} {row.measure} {row.modality} {row.year}"


if __name__ == "__main__":
    main()
