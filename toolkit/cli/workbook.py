"""A workbook of tables for Excel: one sheet a table, and a click on a figure leads to its sentence."""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import openpyxl
import pandas as pd
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.worksheet.hyperlink import Hyperlink

from toolkit.errors import InvalidValue
from toolkit.progress import followed

__all__ = ["check_rows", "write_workbook"]

_LINKED = {
    "panel": {name: (f"{name}_doc_id", f"{name}_sentence") for name in ("target", "actual", "estimate")},
    "panel_sources": {"value": ("doc_id", "sentence")},
    "claims": {"value": ("doc_id", "sentence")},
    "names": {"first_year": ("first_doc_id", "first_sentence")},
}
"""Columns of figures, and those that say in which document and sentence each stands."""
_MOST_ROWS, _MOST_LINKS, _LONGEST = 1_048_575, 65_000, 32_767
"""What Excel can hold: rows below the head of a sheet, links on it, characters of a cell."""
_WIDE = frozenset(("sentence", "text", "title", "meaning", "meaning_zh", "note", "error"))
_CLOCK = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*")
_NO_CLOCK = (2000, 1, 1, 0, 0, 0)

Places = Mapping[tuple[str, str], int]
"""The row of each sentence of each document on the sheet of sentences."""


def write_workbook(tables: Mapping[str, pd.DataFrame], path: Path) -> None:
    """Write tables as the sheets of a workbook, the same bytes for the same tables.

    Parameters
    ----------
    tables : mapping of str to DataFrame
        The sheets by name. A sheet ``sentences`` is added, to which figures lead.
    path : Path
        The file to write.

    Raises
    ------
    InvalidValue
        A table has more rows than a sheet can hold.
    """
    for name, table in tables.items():
        check_rows(name, len(table))
    sentences = _sentences(tables)
    keys = zip(sentences["doc_id"].astype(str), sentences["sentence"].astype(str), strict=True)
    places = {key: row for row, key in enumerate(keys, start=2)}
    book = openpyxl.Workbook(write_only=True)
    for name, table in followed({**tables, "sentences": sentences}.items(), "sheets", unit="sheet"):
        _write_sheet(book, name, table, places)
    held = io.BytesIO()
    book.save(held)
    path.write_bytes(_without_clock(held))


def check_rows(name: str, rows: int) -> None:
    """Raise InvalidValue where a table has more rows than a sheet can hold."""
    if rows > _MOST_ROWS:
        raise InvalidValue(f"the table {name} has {rows:,} rows or more, and a sheet of Excel holds {_MOST_ROWS:,}: use --format parquet")


def _sentences(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Every sentence that a figure leads to, once, with the title, place and year of its document."""
    pairs = [
        tables[name][list(where)].set_axis(["doc_id", "sentence"], axis=1).dropna()
        for name, linked in _LINKED.items()
        if name in tables
        for where in linked.values()
    ]
    found = pd.concat(pairs, ignore_index=True).drop_duplicates() if pairs else pd.DataFrame(columns=["doc_id", "sentence"])
    if "documents" not in tables:
        return found.sort_values("doc_id", kind="stable", ignore_index=True)
    known = tables["documents"][["doc_id", "title", "place", "year"]]
    joined = found.merge(known, on="doc_id", how="left", validate="many_to_one")
    return joined.sort_values("doc_id", kind="stable", ignore_index=True)[["doc_id", "title", "place", "year", "sentence"]]


def _write_sheet(book: openpyxl.Workbook, name: str, table: pd.DataFrame, places: Places) -> None:
    sheet = book.create_sheet(name)
    sheet.freeze_panes = "A2"
    for at, column in enumerate(table.columns, start=1):
        width = 60 if str(column).endswith("sentence") or column in _WIDE else 14
        sheet.column_dimensions[openpyxl.utils.get_column_letter(at)].width = width
    sheet.append([_cell(sheet, str(column), Font(bold=True)) for column in table.columns])
    columns = list(table.columns)
    linked = {columns.index(figure): tuple(map(columns.index, where)) for figure, where in _LINKED.get(name, {}).items()}
    links = 0
    for row, values in enumerate(_rows(table), start=2):
        cells: list[Any] = [_cell(sheet, value) if isinstance(value, str) else value for value in values]
        for at, where in linked.items():
            target = places.get((str(values[where[0]]), str(values[where[1]])))
            if target and values[at] is not None and links < _MOST_LINKS:
                cells[at] = _leading(sheet, values[at], f"{openpyxl.utils.get_column_letter(at + 1)}{row}", target)
                links += 1
        sheet.append(cells)
    sheet.auto_filter.ref = f"A1:{openpyxl.utils.get_column_letter(max(1, len(columns)))}{len(table) + 1}"


def _rows(table: pd.DataFrame) -> Iterator[list[Any]]:
    """The rows as plain values, what is missing as None."""
    plain = [[_plain(value) for value in table[name].tolist()] for name in table.columns]
    yield from map(list, zip(*plain, strict=True))


def _plain(value: Any) -> Any:
    if value is None or value is pd.NA or value is pd.NaT or (isinstance(value, float) and not np.isfinite(value)):
        return None
    return value if isinstance(value, (str, int, float)) else str(value)


def _cell(sheet: Any, text: str, font: Font | None = None) -> WriteOnlyCell:
    """A cell that holds a text and never a formula, without what Excel cannot hold."""
    held = ILLEGAL_CHARACTERS_RE.sub("", text)
    cell = WriteOnlyCell(sheet, held if len(held) <= _LONGEST else held[: _LONGEST - 1] + "…")
    cell.data_type = "s"
    if font is not None:
        cell.font = font
    return cell


def _leading(sheet: Any, value: Any, place: str, row: int) -> WriteOnlyCell:
    """A cell that leads to a row of the sheet of sentences."""
    cell = WriteOnlyCell(sheet, value)
    cell.font = Font(color="0563C1", underline="single")
    sheet._hyperlinks.append(Hyperlink(ref=place, location=f"sentences!A{row}"))
    return cell


def _without_clock(held: io.BytesIO) -> bytes:
    """The workbook without the time at which it was written."""
    written = io.BytesIO()
    with zipfile.ZipFile(held) as book, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as copy:
        for name in book.namelist():
            part = book.read(name)
            plain = _CLOCK.sub(rb"\g<1>2000-01-01T00:00:00Z", part) if name == "docProps/core.xml" else part
            copy.writestr(zipfile.ZipInfo(name, _NO_CLOCK), plain, zipfile.ZIP_DEFLATED)
    return written.getvalue()
