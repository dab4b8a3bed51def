"""Tables of documents as streams of items: one for each row, or for each thing that cannot be read."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import BinaryIO

import pandas as pd

from toolkit.corpus.archives import check_office_file
from toolkit.corpus.columns import row_text
from toolkit.corpus.noting import whole_characters
from toolkit.corpus.raw import Item, RawText, Stated
from toolkit.corpus.readers import extension
from toolkit.corpus.reasons import sentence_of
from toolkit.corpus.table_rows import TABLE_READERS, TableSheet, frame_sheet, sheet_columns
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
    for label, row in sheet:
        try:
            raw = row if isinstance(row, ReadError) else row_text(row, columns)
        except ReadError as error:
            raw = error
        yield _row_item(prefix + label, raw)


def _row_item(name: str, raw: RawText | ReadError) -> Item:
    name = whole_characters(name)
    if isinstance(raw, ReadError):
        return Item(name, "", 0, error=whole_characters(str(raw)))
    stated = tuple(Stated(fact.field, whole_characters(fact.value), whole_characters(fact.origin)) for fact in raw.stated)
    raw = replace(raw, text=whole_characters(raw.text), stated=stated)
    own = next((stated.value for stated in raw.stated if stated.field == "doc_id"), name)
    content = json.dumps([raw.text, [(s.field, s.value, s.origin) for s in raw.stated]], ensure_ascii=False)
    return Item(own, hashlib.sha256(content.encode()).hexdigest(), len(content), raw=raw)
