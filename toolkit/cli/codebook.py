"""The codebook: what each column of the tables means, its unit, where it comes from, and what an empty cell says."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

import pandas as pd

from toolkit.lexicon import read_table

__all__ = ["Tally", "codebook", "codebook_of"]

_COLUMNS = ["table", "name", "meaning", "meaning_zh", "unit", "source", "missing", "n", "n_missing"]


@dataclass(slots=True)
class Tally:
    """How many rows a table has that comes in parts, and how many of each column are empty."""

    n: int = 0
    missing: dict[str, int] = field(default_factory=dict)

    def counted(self, parts: Iterable[pd.DataFrame]) -> Iterator[pd.DataFrame]:
        """Yield the parts, and count them in passing."""
        for part in parts:
            self.n += len(part)
            for name, column in part.items():
                self.missing[str(name)] = self.missing.get(str(name), 0) + int(column.isna().sum())
            yield part


def codebook(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Return one row a column of the tables: its name, meaning, unit, source, what an empty cell says, and how many are empty.

    Examples
    --------
    >>> codebook({"panel": pd.DataFrame({"target": [5.0, None], "party": ["a", "b"]})})[["name", "missing", "n_missing"]].values.tolist()
    [['target', 'no source tells it', 1], ['party', 'as in the source table', 0]]
    """
    tallies = {name: Tally() for name in tables}
    for name, table in tables.items():
        list(tallies[name].counted([table]))
    return codebook_of(tallies)


def codebook_of(tallies: Mapping[str, Tally]) -> pd.DataFrame:
    """Return the same for tables that were counted in parts."""
    rows = []
    for table, tally in tallies.items():
        for name, missing in tally.missing.items():
            known = _known(table, name)
            rows.append([table, name, *(known[key] for key in _COLUMNS[2:7]), tally.n, missing])
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
