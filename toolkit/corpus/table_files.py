"""Readers of tables of documents: spreadsheets, delimited text, JSON, Parquet, Stata and SPSS, also packed by gzip."""

import gzip
import io
import tempfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import BinaryIO

import pandas as pd
import pyarrow.parquet as pq
import python_calamine

from toolkit.corpus.delimited import read_delimited
from toolkit.corpus.html import read_tables
from toolkit.corpus.json_tables import read_json, read_json_lines
from toolkit.corpus.raw import MAX_BYTES
from toolkit.corpus.table_rows import ROWS_AT_ONCE, Cells, TableSheet, frames_sheet, headed_sheet
from toolkit.errors import ReadError

__all__ = ["TABLE_READERS"]


def _xlsx(source: BinaryIO) -> Iterator[TableSheet]:
    """Sheets by openpyxl, which goes row by row: calamine makes room for the whole square, and one far cell ends the process."""
    # Loaded late: few sources are workbooks.
    import openpyxl

    book = openpyxl.load_workbook(source, read_only=True, data_only=True)
    for sheet in book.worksheets:
        numbered = enumerate(sheet.iter_rows(values_only=True), start=1)
        yield from _named_sheet(sheet.title if len(book.worksheets) > 1 else "", numbered)


def _xls(source: BinaryIO) -> Iterator[TableSheet]:
    """Sheets of old Excel files, and of what is handed out as such: new ones, pages with a table, delimited text."""
    head = source.read(64).lstrip()
    source.seek(0)
    if head.startswith(b"PK"):
        yield from _xlsx(source)
    elif head.startswith(b"<"):
        yield from _page(source)
    elif head.startswith(b"\xd0\xcf"):
        book = python_calamine.CalamineWorkbook.from_filelike(source)  # at most 65,536 rows of 256 cells
        for name in book.sheet_names:
            rows = enumerate(book.get_sheet_by_name(name).iter_rows(), start=1)
            yield from _named_sheet(name if len(book.sheet_names) > 1 else "", rows)
    else:
        yield from read_delimited(source)


def _page(source: BinaryIO) -> Iterator[TableSheet]:
    """The tables of a page, as programs write them that call a page an Excel file."""
    for number, rows in enumerate(read_tables(source.read()), start=1):
        sheet = headed_sheet(str(number), enumerate(rows, start=1))
        if sheet is not None:
            yield sheet


def _named_sheet(name: str, numbered: Iterator[Cells]) -> Iterator[TableSheet]:
    filled = ((number, cells) for number, cells in numbered if any(cell not in (None, "") for cell in cells))
    sheet = headed_sheet(name, filled)
    if sheet is not None:
        yield sheet


def _parquet(source: BinaryIO) -> Iterator[TableSheet]:
    batches = pq.ParquetFile(source).iter_batches(batch_size=ROWS_AT_ONCE)
    yield frames_sheet(batch.to_pandas() for batch in batches)


def _stata(source: BinaryIO) -> Iterator[TableSheet]:
    """Values stand for themselves where their labels cannot be used: labels must be there for all, and differ."""
    for labelled in (True, False):
        source.seek(0)
        try:
            with pd.read_stata(source, chunksize=ROWS_AT_ONCE, convert_categoricals=labelled) as frames:
                yield frames_sheet(part.astype(dict.fromkeys(part.select_dtypes("category"), object)) for part in frames)
            return
        except ValueError:
            if not labelled:
                raise


def _spss(source: BinaryIO) -> Iterator[TableSheet]:
    with tempfile.NamedTemporaryFile(suffix=".sav") as file:  # the library opens files by name
        Path(file.name).write_bytes(source.read())
        try:
            frame = pd.read_spss(file.name, convert_categoricals=False)
        except ImportError as error:
            raise ReadError('reading .sav needs pyreadstat: pip install "policy-text-toolkit[spss]", or save the table as .csv') from error
    yield frames_sheet(iter([frame]))


def _unpacked(source: BinaryIO, reader: Callable[[BinaryIO], Iterator[TableSheet]]) -> Iterator[TableSheet]:
    try:
        with gzip.GzipFile(fileobj=source) as packed:
            data = packed.read(MAX_BYTES + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise ReadError(f"the packed file is damaged: {error}") from error
    if len(data) > MAX_BYTES:
        raise ReadError(f"the packed file holds more than {MAX_BYTES:,} bytes; files above that are not read")
    return reader(io.BytesIO(data))


_TEXTS: Mapping[str, Callable[[BinaryIO], Iterator[TableSheet]]] = {
    ".csv": read_delimited,
    ".tsv": read_delimited,
    ".json": read_json,
    ".jsonl": read_json_lines,
    ".ndjson": read_json_lines,
}
TABLE_READERS: Mapping[str, Callable[[BinaryIO], Iterator[TableSheet]]] = {
    ".xlsx": _xlsx,
    ".xlsm": _xlsx,
    ".xls": _xls,
    ".et": _xls,
    **_TEXTS,
    **{f"{kind}.gz": partial(_unpacked, reader=reader) for kind, reader in _TEXTS.items()},
    ".parquet": _parquet,
    ".dta": _stata,
    ".sav": _spss,
}
