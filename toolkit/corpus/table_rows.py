"""Tables of documents as sheets: a name, a header, and rows that are read once, a few at a time."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import Any

import pandas as pd

from toolkit.corpus.columns import Columns, field_of, find_columns
from toolkit.errors import ReadError

__all__ = ["ROWS_AT_ONCE", "Row", "TableSheet", "frame_sheet", "frames_sheet", "headed_sheet", "sheet_columns"]

Row = tuple[str, Mapping[str, Any] | ReadError]
"""A label of the row inside its sheet, and its values or why it cannot be read."""
Cells = tuple[int, Sequence[Any]]
"""The number of a row in the file, and its cells."""

ROWS_AT_ONCE = 50
_SAMPLE = 20
_HEADER_WITHIN = 10


class TableSheet:
    """One table: its name inside the file (empty where there is only one), its header, its rows, read once."""

    __slots__ = ("_rows", "header", "name", "sample")

    def __init__(self, name: str, header: list[str], rows: Iterator[Row]) -> None:
        self.name = name
        self.header = header
        ahead = list(islice(rows, _SAMPLE))
        self.sample = [row for _, row in ahead if not isinstance(row, ReadError)]
        self._rows = chain(ahead, rows)

    def __iter__(self) -> Iterator[Row]:
        return self._rows


def sheet_columns(sheet: TableSheet, given: Mapping[str, str]) -> Columns:
    """Return which column of a sheet holds which field."""
    return find_columns(sheet.header, sheet.sample, given)


def headed_sheet(name: str, rows: Iterator[Cells], *, numbered_from_header: bool = False) -> TableSheet | None:
    """Return the sheet of rows of cells whose header stands below a title line or notes; nothing where there is no row.

    Parameters
    ----------
    name : str
        Of the sheet.
    rows : iterator of (int, sequence)
        Rows that hold something, with their numbers.
    numbered_from_header : bool
        Whether rows are labelled by their number below the header instead of that in the file.
    """
    ahead = list(islice(rows, _HEADER_WITHIN))
    if not ahead:
        return None
    place = _header_place([cells for _, cells in ahead])
    header = _names(ahead[place][1])
    body = chain(ahead[place + 1 :], rows)
    labelled = ((str(label), cells) for label, (_, cells) in enumerate(body, start=1)) if numbered_from_header else (
        (str(number), cells) for number, cells in body
    )  # fmt: skip
    return TableSheet(name, header, ((label, _row(header, cells)) for label, cells in labelled))


def _header_place(rows: Sequence[Sequence[Any]]) -> int:
    """The first row with a well-known name, where its cells are names; else the first with cells in several columns."""
    filled = [[str(cell) for cell in cells if _is_filled(cell)] for cells in rows]
    several = [place for place, cells in enumerate(filled) if len(cells) > 1] or [0]
    known = (place for place in several if sum(field_of(cell) is not None for cell in filled[place]) > 1)
    return next(known, several[0])


def _is_filled(cell: Any) -> bool:
    return cell is not None and str(cell).strip() != ""


def _names(cells: Sequence[Any]) -> list[str]:
    """The names of columns; one without a name, or with that of another, by its number."""
    names: dict[str, None] = {}
    for index, cell in enumerate(cells, start=1):
        name = str(cell).strip() if _is_filled(cell) else f"column {index}"
        names[name if name not in names else f"{name} ({index})"] = None
    return list(names)


def _row(header: Sequence[str], cells: Sequence[Any]) -> Mapping[str, Any] | ReadError:
    spare = [cell for cell in cells[len(header) :] if _is_filled(cell)]
    if spare:
        return ReadError(f"the row has {len(cells)} cells and the header {len(header)}: a separator stands inside a cell")
    return dict(zip(header, cells, strict=False))


def frames_sheet(frames: Iterator[pd.DataFrame]) -> TableSheet:
    """Return what comes in pieces of a DataFrame as a sheet, its rows labelled from 1."""
    first = next(frames, pd.DataFrame())
    return TableSheet("", [str(name) for name in first.columns], _frame_rows(chain([first], frames)))


def _frame_rows(frames: Iterator[pd.DataFrame]) -> Iterator[Row]:
    number = 0
    for part in frames:
        for record in part.to_dict("records"):
            number += 1
            yield str(number), {str(name): value for name, value in record.items()}


def frame_sheet(frame: pd.DataFrame) -> TableSheet:
    """Return a DataFrame as a sheet."""
    return frames_sheet(frame.iloc[start : start + ROWS_AT_ONCE] for start in range(0, len(frame), ROWS_AT_ONCE))
