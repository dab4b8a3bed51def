"""Rows of tables of documents, a few at a time: xlsx, csv, tsv, jsonl, parquet and DataFrames."""

import json
from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from typing import Any, BinaryIO

import openpyxl
import pandas as pd
import pyarrow.parquet as pq

from toolkit.corpus.columns import Columns, find_columns
from toolkit.corpus.decoding import decode
from toolkit.errors import ReadError

__all__ = ["TABLE_READERS", "Row", "TableSheet", "frame_sheet", "sheet_columns"]

Row = tuple[str, Mapping[str, Any] | ReadError]
"""A label of the row inside its sheet, and its values or why it cannot be read."""

_ROWS_AT_ONCE = 50


class TableSheet:
    """One table: its name inside the file (empty where there is only one), its header, its rows, read once."""

    __slots__ = ("_rows", "header", "name", "sample")

    def __init__(self, name: str, header: list[str], rows: Iterator[Row]) -> None:
        self.name = name
        self.header = header
        ahead = list(islice(rows, 20))
        self.sample = [row for _, row in ahead if not isinstance(row, ReadError)]
        self._rows = _chain(ahead, rows)

    def __iter__(self) -> Iterator[Row]:
        return self._rows


def _chain(ahead: list[Row], rows: Iterator[Row]) -> Iterator[Row]:
    yield from ahead
    yield from rows


def sheet_columns(sheet: TableSheet, given: Mapping[str, str]) -> Columns:
    """Return which column of a sheet holds which field."""
    return find_columns(sheet.header, sheet.sample, given)


def _xlsx(source: BinaryIO) -> Iterator[TableSheet]:
    book = openpyxl.load_workbook(source, read_only=True, data_only=True)
    for sheet in book.worksheets:
        numbered = enumerate(sheet.iter_rows(values_only=True), start=1)
        filled = ((number, cells) for number, cells in numbered if any(cell is not None for cell in cells))
        first = next(filled, None)
        if first is None:
            continue
        header = [str(cell).strip() if cell is not None else f"column {index}" for index, cell in enumerate(first[1], start=1)]
        yield TableSheet(sheet.title if len(book.worksheets) > 1 else "", header, _sheet_rows(header, filled))


def _sheet_rows(header: list[str], filled: Iterator[tuple[int, tuple[Any, ...]]]) -> Iterator[Row]:
    for number, cells in filled:
        yield str(number), dict(zip(header, cells, strict=False))


def _csv(source: BinaryIO) -> Iterator[TableSheet]:
    head = source.read(2**20)
    source.seek(0)
    encoding = decode(head[: head.rfind(b"\n") + 1] or head).encoding
    first_line = head.split(b"\n", 1)[0].decode(encoding, "replace")
    separator = max(",\t;", key=first_line.count)
    named = "utf-8-sig" if encoding == "utf-8" else encoding
    yield _frames_sheet(pd.read_csv(source, sep=separator, encoding=named, dtype=str, keep_default_na=False, chunksize=_ROWS_AT_ONCE))


def _parquet(source: BinaryIO) -> Iterator[TableSheet]:
    batches = pq.ParquetFile(source).iter_batches(batch_size=_ROWS_AT_ONCE)
    yield _frames_sheet(batch.to_pandas() for batch in batches)


def _frames_sheet(frames: Iterator[pd.DataFrame]) -> TableSheet:
    first = next(iter(frames), pd.DataFrame())
    return TableSheet("", [str(name) for name in first.columns], _frame_rows(first, frames))


def _frame_rows(first: pd.DataFrame, rest: Iterator[pd.DataFrame]) -> Iterator[Row]:
    number = 0
    for part in _chain_frames(first, rest):
        for record in part.to_dict("records"):
            number += 1
            yield str(number), {str(name): value for name, value in record.items()}


def _chain_frames(first: pd.DataFrame, rest: Iterator[pd.DataFrame]) -> Iterator[pd.DataFrame]:
    yield first
    yield from rest


def _jsonl(source: BinaryIO) -> Iterator[TableSheet]:
    rows = _json_rows(source)
    ahead = list(islice(rows, 20))
    header = list(dict.fromkeys(str(name) for _, row in ahead if not isinstance(row, ReadError) for name in row))
    yield TableSheet("", header, _chain(ahead, rows))


def _json_rows(source: BinaryIO) -> Iterator[Row]:
    for number, line in enumerate(source, start=1):
        if not line.strip():
            continue
        try:
            value = json.loads(line.decode("utf-8-sig"))
        except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
            yield str(number), ReadError(f"the line is not JSON: {error}")
            continue
        yield str(number), value if isinstance(value, dict) else ReadError("the line is JSON but not an object with named fields")


def frame_sheet(frame: pd.DataFrame) -> TableSheet:
    """Return a DataFrame as a sheet, its rows labelled from 1."""
    parts = (frame.iloc[start : start + _ROWS_AT_ONCE] for start in range(0, len(frame), _ROWS_AT_ONCE))
    return _frames_sheet(parts)


TABLE_READERS: Mapping[str, Callable[[BinaryIO], Iterator[TableSheet]]] = {
    ".xlsx": _xlsx,
    ".xlsm": _xlsx,
    ".csv": _csv,
    ".tsv": _csv,
    ".jsonl": _jsonl,
    ".ndjson": _jsonl,
    ".parquet": _parquet,
}
