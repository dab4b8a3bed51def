"""Delimited text (csv, tsv and the like) as a sheet: its encoding, its separator and its header are found."""

import csv
import io
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import BinaryIO

from toolkit.corpus.columns import field_of
from toolkit.corpus.decoding import decode
from toolkit.corpus.raw import MAX_CHARS
from toolkit.corpus.table_rows import Cells, TableSheet, headed_sheet
from toolkit.errors import ReadError

__all__ = ["read_delimited"]

_SEPARATORS = ",\t;|"
_HEAD = 2**20
_ROWS = 20


def read_delimited(source: BinaryIO) -> Iterator[TableSheet]:
    """Yield the one sheet of a delimited text."""
    head = source.read(_HEAD)
    source.seek(0)
    whole = head[: head.rfind(b"\n") + 1] or head
    encoding = decode(whole).encoding
    separator = _separator(whole.decode(encoding, "replace"))
    text = io.TextIOWrapper(source, encoding="utf-8-sig" if encoding == "utf-8" else encoding, errors="replace", newline="")
    try:
        sheet = headed_sheet("", _rows(text, separator), numbered_from_header=True)
        if sheet is None:
            raise ReadError("the table has no rows")
        yield sheet
    finally:
        text.detach()


def _separator(head: str) -> str:
    """The separator that parts the first rows into the most equal cells, with well-known names among the first of them."""

    def fit(separator: str) -> tuple[int, int, int]:
        rows = [row for row in islice(csv.reader(io.StringIO(head), delimiter=separator), _ROWS) if any(row)]
        known = max((sum(field_of(cell) is not None for cell in row) for row in rows[:3]), default=0)
        width, times = Counter(map(len, rows)).most_common(1)[0] if rows else (1, 0)
        return (known, times, width) if width > 1 else (known, 0, 0)

    with _long_cells():
        return max(_SEPARATORS, key=fit)


def _rows(text: io.TextIOWrapper, separator: str) -> Iterator[Cells]:
    with _long_cells():
        rows = csv.reader(text, delimiter=separator)
        try:
            for cells in rows:
                if any(cells):
                    yield rows.line_num, cells
        except csv.Error as error:
            raise ReadError(f"the table cannot be read from line {rows.line_num} on: {error}") from error


class _long_cells:
    """While it is open, cells may be as long as documents; the library's own limit is 131,072 characters."""

    def __enter__(self) -> None:
        self.before = csv.field_size_limit(MAX_CHARS)

    def __exit__(self, *_: object) -> None:
        csv.field_size_limit(self.before)
