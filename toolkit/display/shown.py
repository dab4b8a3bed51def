"""``show``: a table of the toolkit to be read in Jupyter, sentences whole and the figure or word in them marked."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from toolkit.display.marked import KINDS, Mark, marked_text
from toolkit.display.pieces import escaped, table_html
from toolkit.errors import InvalidValue, invalid

__all__ = ["Shown", "show"]

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Shown:
    """A table as it is shown; ``table`` is the table itself. Made by `show`."""

    table: Any
    rows: int

    def __repr__(self) -> str:
        return repr(self.table.head(self.rows))

    def _repr_html_(self) -> str:
        view = next((view for view in _VIEWS if set(view.needs) <= set(self.table.columns)), None)
        head = self.table.head(self.rows)
        cells = [view.cells(row) for row in head.to_dict("records")] if view else [list(map(escaped, row)) for row in _plain(head)]
        columns = view.columns if view else [str(name) for name in self.table.columns]
        numbers = frozenset(view.numbers if view else (str(name) for name, kind in self.table.dtypes.items() if kind.kind in "iuf"))
        total = len(self.table)
        note = f"{len(head):,} of {total:,} rows; show(table, rows={min(total, 5 * self.rows)}) shows more" if total > len(head) else (
            f"{total:,} rows"
        )  # fmt: skip
        return table_html(columns, cells, numbers=numbers, note=note)


def show(table: Any, *, rows: int = 30) -> Any:
    """Return a table in a form that is read easily in Jupyter: nothing is cut, and figures and words stand marked in their sentences.

    Tables stay plain DataFrames, which Jupyter shows as it always does; this is for reading them. Claims show each figure in its
    sentence, panels the target beside the result with their sentences when the pointer rests on them, concordances the word in the
    middle, entities the name on the colour of its type. Other tables are shown whole, column by column. What has a view of its own (a
    corpus, a document, a matrix, topics) is returned as it is, and Jupyter shows that view.

    Parameters
    ----------
    table : DataFrame, Corpus, Document, TermMatrix or Topics
        Any table of the toolkit, or what shows itself.
    rows : int
        Most rows of a table that are shown.

    Examples
    --------
    >>> import pandas as pd
    >>> shown = show(pd.DataFrame({"term": ["<治水>"], "n": [3]}))
    >>> "&lt;治水&gt;" in shown._repr_html_()
    True
    """
    if rows < 1:
        raise invalid("rows", rows, "1 or more")
    if hasattr(table, "columns") and hasattr(table, "to_dict"):
        return Shown(table, rows)
    if hasattr(table, "_repr_html_"):
        return table
    given = repr(table)[:60]
    raise InvalidValue(f"show takes a table (DataFrame), such as corpus.claims, a corpus, a document, a matrix or topics, not {given}")


def _plain(head: Any) -> Iterator[Sequence[Any]]:
    yield from head.itertuples(index=False, name=None)


@dataclass(frozen=True, slots=True)
class _View:
    """How tables with certain columns are shown: the heads, those of numbers, and the cells of a row."""

    needs: tuple[str, ...]
    columns: tuple[str, ...]
    numbers: tuple[str, ...]
    cells: Callable[[Row], Sequence[str]]


def _known(value: Any) -> bool:
    return escaped(value) != ""


def _claim(row: Row) -> list[str]:
    at = row["start"] - row["sentence_start"] if _known(row["sentence_start"]) else -1
    fields = {name: row[name] for name in ("indicator", "value", "value_max", "unit", "bound", "role", "direction", "basis", "period")}
    mark = Mark(at, at + len(row["text"]), row["modality"], fields)
    sentence = marked_text(row["sentence"], [mark]) if _known(row["sentence"]) else ""
    value = escaped(row["value"]) + (f"—{escaped(row['value_max'])}" if _known(row["value_max"]) else "")
    name = row["indicator_id"] if _known(row["indicator_id"]) else row["indicator"]
    measured = " ".join(part for part in (row["role"], row["direction"]) if _known(part))
    return [*map(escaped, (row["place"], row["year"], name)), value, *map(escaped, (row["unit"], measured)),
            KINDS[row["modality"]][1], sentence, escaped(row["doc_id"])]  # fmt: skip


def _entity(row: Row) -> list[str]:
    fields = {name: row[name] for name in ("subtype", "id", "score")}
    text = marked_text(row["text"], [Mark(0, len(row["text"]), row["type"], fields)])
    return [text, *map(escaped, (row["type"], row["subtype"], row["name"], row["id"], row["doc_id"])), f"{row['start']}–{row['end']}"]


def _panel(row: Row) -> list[str]:
    def told(name: str) -> str:
        if not _known(row[name]):
            return ""
        most = row.get(f"{name}_max")
        value = escaped(row[name]) + (f"—{escaped(most)}" if _known(most) else "")
        return f'<span style="border-bottom:1px dotted" title="{escaped(row[f"{name}_sentence"])}">{value}</span>'

    attained = "" if not _known(row["attained"]) else "✓" if row["attained"] else "✗"
    return [*map(escaped, (row["place"], row["year"], row["indicator"], row["measure"], row["unit"])), told("target"), told("actual"),
            told("estimate"), attained, "!" if row["conflict"] is True else ""]  # fmt: skip


def _in_context(row: Row) -> list[str]:
    node = f'<b style="color:#a00">{escaped(row["node"])}</b>'
    left = f'<div style="text-align:right">{escaped(row["left"])}</div>'
    return [left, node, escaped(row["right"]), *map(escaped, (row["place"], row["year"], row["doc_id"]))]


_VIEWS = (
    _View(("sentence", "sentence_start", "modality", "indicator_id", "value_max", "direction", "text"),
          ("place", "year", "indicator", "value", "unit", "role", "modality", "sentence", "doc_id"), ("year", "value"), _claim),
    _View(("target_sentence", "actual_sentence", "estimate_sentence", "attained", "conflict"),
          ("place", "year", "indicator", "measure", "unit", "target", "actual", "estimate", "attained", "conflict"),
          ("year", "target", "actual", "estimate"), _panel),
    _View(("left", "node", "right", "doc_id", "place", "year"),
          ("left", "node", "right", "place", "year", "doc_id"), ("year",), _in_context),
    _View(("type", "subtype", "name", "id", "score", "text", "start"),
          ("text", "type", "subtype", "name", "id", "doc_id", "span"), (), _entity),
)  # fmt: skip
"""Read in this order; a table is shown by the first whose columns it has."""
