"""Tables of documents as streams of items: one for each row, or for each thing that cannot be read."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, BinaryIO

import pandas as pd

from toolkit.corpus.archives import check_office_file
from toolkit.corpus.columns import Columns, joined_rows, row_text
from toolkit.corpus.noting import whole_characters
from toolkit.corpus.raw import Item, RawText, Stated
from toolkit.corpus.readers import extension
from toolkit.corpus.reasons import sentence_of
from toolkit.corpus.table_files import TABLE_READERS
from toolkit.corpus.table_rows import TableSheet, frame_sheet, sheet_columns
from toolkit.errors import InvalidValue, ReadError

__all__ = ["frame_items", "table_items"]


def table_items(name: str, source: BinaryIO, columns: Mapping[str, str]) -> Iterator[Item]:
    """Yield one item for each row of the tables of a file."""
    some = False
    try:
        if extension(name) in (".xlsx", ".xlsm"):
            check_office_file(source)
        for sheet in TABLE_READERS[extension(name)](source):
            for item in _sheet_items(f"{name}#{sheet.name}!" if sheet.name else f"{name}#", sheet, columns):
                some = True
                yield item
        if not some:
            yield Item(name, "", 0, error="the table has no rows below its header")
    except MemoryError:
        raise
    except Exception as error:  # parsers of damaged files raise whatever they meet; the row names it
        yield Item(name, "", 0, error=sentence_of(error, "the table is damaged"))


def frame_items(frame: pd.DataFrame, columns: Mapping[str, str]) -> Iterator[Item]:
    """Yield one item for each row of a DataFrame, in its order."""
    return _sheet_items("row-", frame_sheet(frame), columns, strict=True)


def _sheet_items(prefix: str, sheet: TableSheet, given: Mapping[str, str], *, strict: bool = False) -> Iterator[Item]:
    try:
        columns = sheet_columns(sheet, given)
    except ReadError as error:
        if strict:
            raise InvalidValue(str(error)) from error
        yield Item(prefix.rstrip("#!"), "", 0, error=str(error))
        return
    if columns.missing:
        lacking = f"there is no column {', '.join(map(repr, columns.missing))}; the columns are {', '.join(map(repr, sheet.header))}"
        if strict:
            raise InvalidValue(lacking)
        yield Item(prefix.rstrip("#!"), "", 0, error=f"{lacking}; the table is read without")
    rows = ((prefix + label, _row_raw(row, columns)) for label, row in sheet)
    for name, raw in _joined(rows, prefix) if "part_of" in columns.of else rows:
        yield _row_item(name, raw)


def _row_raw(row: Mapping[str, Any] | ReadError, columns: Columns) -> RawText | ReadError:
    try:
        return row if isinstance(row, ReadError) else row_text(row, columns)
    except ReadError as error:
        return error


def _joined(rows: Iterable[tuple[str, RawText | ReadError]], prefix: str) -> Iterator[tuple[str, RawText | ReadError]]:
    """Yield the documents whose paragraphs the rows are, in the order in which they begin; rows that cannot be read by themselves."""
    parts: dict[str, list[RawText]] = {}
    for name, raw in rows:
        key = None if isinstance(raw, ReadError) else next((fact.value for fact in raw.stated if fact.field == "part_of"), None)
        if isinstance(raw, ReadError) or key is None:
            yield name, raw
        else:
            parts.setdefault(key, []).append(raw)
    yield from ((prefix + key, joined_rows(paragraphs)) for key, paragraphs in parts.items())


def _row_item(name: str, raw: RawText | ReadError) -> Item:
    name = whole_characters(name)
    if isinstance(raw, ReadError):
        return Item(name, "", 0, error=whole_characters(str(raw)))
    stated = tuple(Stated(fact.field, *map(whole_characters, (fact.value, fact.origin, fact.within))) for fact in raw.stated)
    other = tuple((whole_characters(key), whole_characters(value) if isinstance(value, str) else value) for key, value in raw.other)
    raw = replace(raw, text=whole_characters(raw.text), stated=stated, other=other)
    own = next((stated.value for stated in raw.stated if stated.field == "doc_id"), name)
    content = json.dumps([raw.text, [(s.field, s.value, s.origin) for s in raw.stated], raw.other], ensure_ascii=False)
    return Item(own, hashlib.sha256(content.encode()).hexdigest(), len(content), raw=raw)
