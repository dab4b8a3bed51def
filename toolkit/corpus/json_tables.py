"""JSON as a sheet: one object a line, or a whole file that holds a list of objects, columns, or one object."""

import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, islice
from typing import Any, BinaryIO

from toolkit.corpus.decoding import decode
from toolkit.corpus.table_rows import Row, TableSheet
from toolkit.errors import ReadError

__all__ = ["read_json", "read_json_lines"]

_SAMPLE = 20


def read_json_lines(source: BinaryIO) -> Iterator[TableSheet]:
    """Yield the one sheet of a file with an object a line."""
    yield _sheet(_line_rows(source))


def read_json(source: BinaryIO) -> Iterator[TableSheet]:
    """Yield the one sheet of a JSON file."""
    text = decode(source.read()).text.removeprefix("\ufeff")
    try:
        value = json.loads(text)
    except RecursionError as error:
        raise ReadError("the JSON is nested too deeply") from error
    except json.JSONDecodeError as error:
        if "\n" not in text.strip() or error.msg != "Extra data":
            raise ReadError(f"the file is not JSON: {error}") from error
        source.seek(0)
        yield from read_json_lines(source)
        return
    yield _sheet((str(number), _as_row(record)) for number, record in enumerate(_records(value), start=1))


def _sheet(rows: Iterator[Row]) -> TableSheet:
    ahead = list(islice(rows, _SAMPLE))
    header = list(dict.fromkeys(str(name) for _, row in ahead if not isinstance(row, ReadError) for name in row))
    return TableSheet("", header, chain(ahead, rows))


def _line_rows(source: BinaryIO) -> Iterator[Row]:
    for number, line in enumerate(source, start=1):
        if not line.strip():
            continue
        try:
            value = json.loads(_line_text(line))
        except (ReadError, json.JSONDecodeError, RecursionError) as error:
            yield str(number), ReadError(f"the line is not JSON: {error}")
            continue
        yield str(number), value if isinstance(value, dict) else ReadError("the line is JSON but not an object with named fields")


def _line_text(line: bytes) -> str:
    """The text of a line; a wrong byte costs its character, not the line."""
    try:
        return line.decode("utf-8-sig")
    except UnicodeDecodeError:
        return decode(line).text.removeprefix("\ufeff")


def _records(value: Any) -> Iterable[Any]:
    """The rows of a value: those of a list, of the one list of objects in an object, of columns, of objects by their ids."""
    if isinstance(value, list):
        return value
    if not isinstance(value, Mapping):
        raise ReadError("the JSON holds neither a list nor an object with named fields")
    inner = [part for part in value.values() if isinstance(part, list) and part and all(isinstance(each, Mapping) for each in part)]
    if len(inner) == 1:
        return list(inner[0])
    parts = list(value.values())
    if parts and all(isinstance(part, list) for part in parts) and len({len(part) for part in parts}) == 1 and len(parts) > 1:
        return [dict(zip(value, row, strict=True)) for row in zip(*parts, strict=True)]
    if parts and all(isinstance(part, Mapping) for part in parts):
        return parts
    return [value]


def _as_row(record: Any) -> Mapping[str, Any] | ReadError:
    if isinstance(record, str):
        return {"text": record}
    return record if isinstance(record, Mapping) else ReadError("the entry is neither an object with named fields nor a text")
