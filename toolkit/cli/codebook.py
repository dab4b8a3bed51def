"""The codebook: what each column of the tables means, its unit, where it comes from, and what an empty cell says."""

from collections.abc import Mapping

import pandas as pd

from toolkit.lexicon import read_table

__all__ = ["codebook"]

_COLUMNS = ["table", "name", "meaning", "meaning_zh", "unit", "source", "missing", "n", "n_missing"]


def codebook(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Return one row a column of the tables: its name, meaning, unit, source, what an empty cell says, and how many are empty.

    Examples
    --------
    >>> codebook({"panel": pd.DataFrame({"target": [5.0, None], "party": ["a", "b"]})})[["name", "missing", "n_missing"]].values.tolist()
    [['target', 'no source tells it', 1], ['party', 'as in the source table', 0]]
    """
    rows = []
    for table, frame in tables.items():
        for name in frame.columns:
            known = _known(table, str(name))
            rows.append([table, name, *(known[key] for key in _COLUMNS[2:7]), len(frame), int(frame[name].isna().sum())])
    return pd.DataFrame(rows, columns=_COLUMNS)


_OWN = {
    "meaning": "column of the source table, or key of the front matter, kept as it is", "meaning_zh": "来源表格的其他列，原样保留",
    "unit": "", "source": "source", "missing": "as in the source table",
}  # fmt: skip


def _known(table: str, column: str) -> Mapping[str, str]:
    """What is known of a column: the row for its table, or the one for all tables."""
    rows = [row for row in read_table("codebook.tsv") if row["column"] == column]
    family = "dictionary" if table.startswith("dictionary_") else table
    own = next((row for row in rows if family in row["tables"].split("|")), None)
    return own or next((row for row in rows if not row["tables"]), None) or _OWN
