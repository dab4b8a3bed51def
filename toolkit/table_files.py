"""Tables to files that other programs read: CSV for Excel, Parquet, Stata."""

import json
import os
import re
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
from pandas.errors import InvalidColumnName

from toolkit.addresses import is_remote, located, upload
from toolkit.errors import invalid
from toolkit.given import takes

__all__ = ["for_spreadsheets", "read_parts", "write_parts", "write_table"]

_FORMULA = re.compile(r"[=+\-@\t\r](?![0-9.,]+ ?[%％]?$)")
_NO_CLOCK = datetime(2000, 1, 1)
_COMPRESSION: Final = "zstd"
_ROW_GROUP = 131_072
"""Rows of a group of a Parquet file that is written in parts: of so many a reader holds one group in some tens of megabytes."""

_ROWS = 65_536
"""Rows of a file that are read at a time."""
_ATTRS = "PANDAS_ATTRS"
"""Where pandas keeps what is told of a table."""
_LABEL = 80
"""Longest label of a variable in Stata."""
_STATA = ".dta"

Add = Callable[[pd.DataFrame], object]
"""Adds some rows to a file that is open."""


@takes("table")
def write_table(table: pd.DataFrame, path: str | os.PathLike[str], *, labels: Mapping[str, str] | None = None) -> Path:
    """Write a table in the format that the name of the file says, the same bytes for the same table, and return the path.

    Parameters
    ----------
    table : DataFrame
        Any table of the toolkit; its index is not written.
    path : path
        ``.csv`` is UTF-8 with a byte order mark, so that Excel shows Chinese, and texts that begin as formulas do have an
        apostrophe before them; ``.parquet`` keeps all types; ``.dta`` is Stata 14 or later
        (format 118, UTF-8): text of any length, missing text as ``""``, missing numbers as ``.``, true and false as 1 and 0;
        names get ``_`` for what Stata allows in none (``end`` becomes ``_end``). It may be an address that fsspec opens (``s3://…``).
    labels : mapping of str to str, optional
        What columns mean, for the labels of variables in Stata (80 characters at most); the other formats have none.

    Raises
    ------
    InvalidValue
        If the name ends otherwise.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     written = write_table(pd.DataFrame({"place": ["云山市"], "year": [2024]}), f"{folder}/panel.dta")
    ...     pd.read_stata(written).values.tolist()
    [['云山市', 2024]]
    """
    target = located(path)
    if target.suffix not in _ENDINGS:
        raise invalid("path", str(path), f"a file name that ends in {', '.join(_ENDINGS)}")
    if not is_remote(target):
        _write(table, target, labels or {})
        return target
    with TemporaryDirectory() as folder:
        written = Path(folder, target.name)
        _write(table, written, labels or {})
        upload(written, target)
    return target


def write_parts(parts: Iterable[pd.DataFrame], paths: Sequence[Path]) -> list[Path]:
    """Write a table that comes in parts to files, one part after the other, so that it need not be in memory at once.

    Parameters
    ----------
    parts : iterable of DataFrame
        At least one, all with the same columns and types.
    paths : sequence of Path
        Files of this computer that end in ``.csv`` or ``.parquet``. The bytes do not depend on where the parts end; they are those that
        `write_table` gives, but that a Parquet file has a group of rows for each 131,072 of them.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     (path,) = write_parts([pd.DataFrame({"n": [1, 2]}), pd.DataFrame({"n": [3]})], [Path(folder, "n.csv")])
    ...     path.read_text(encoding="utf-8-sig").split()
    ['n', '1', '2', '3']
    """
    with ExitStack() as stack:
        files = [stack.enter_context(_OPENERS[path.suffix](path)) for path in paths]
        for part in parts:
            for add in files:
                add(part)
    return list(paths)


@contextmanager
def _csv_file(path: Path) -> Iterator[Add]:
    with open(path, "w", encoding="utf-8-sig", newline="") as file:

        def add(part: pd.DataFrame) -> None:
            for_spreadsheets(part).to_csv(file, index=False, header=file.tell() == 0, lineterminator="\n")

        yield add


@contextmanager
def _parquet_file(path: Path) -> Iterator[Add]:
    held: list[pa.Table] = []
    with ExitStack() as stack:
        writers: list[pq.ParquetWriter] = []

        def write(rows: pa.Table) -> None:
            # In one piece, so that pages end at the same rows wherever parts do.
            writers[0].write_table(rows.combine_chunks(), row_group_size=_ROW_GROUP)

        def add(part: pd.DataFrame) -> None:
            table = _arrow(part)
            if not writers:
                writers.append(stack.enter_context(pq.ParquetWriter(path, table.schema, compression=_COMPRESSION)))
            held.append(table)
            while sum(map(len, held)) > _ROW_GROUP:
                whole = pa.concat_tables(held)
                write(whole.slice(0, _ROW_GROUP))
                held[:] = [whole.slice(_ROW_GROUP)]

        yield add
        write(pa.concat_tables(held))


def _arrow(part: pd.DataFrame) -> pa.Table:
    """The rows as pandas would write them, with what is told of the table beside them."""
    table = pa.Table.from_pandas(part, preserve_index=False)
    told = {_ATTRS: json.dumps(part.attrs)} if part.attrs else {}
    return table.replace_schema_metadata({**(table.schema.metadata or {}), **told})


def read_parts(path: Path) -> Iterator[pd.DataFrame]:
    """Yield a table of a Parquet file in parts, which together are what `pandas.read_parquet` returns.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     [part["n"].tolist() for part in read_parts(write_table(pd.DataFrame({"n": [1, 2]}), f"{folder}/n.parquet"))]
    [[1, 2]]
    """
    with path.open("rb") as file:
        table = pq.ParquetFile(file)
        told = json.loads((table.schema_arrow.metadata or {}).get(_ATTRS.encode(), b"{}"))
        # Of a table without rows there is no batch, and its columns are wanted.
        batches = table.iter_batches(_ROWS) if table.metadata.num_rows else (table.read(),)
        for batch in batches:
            part = batch.to_pandas()
            part.attrs = told
            yield part


_OPENERS: Mapping[str, Callable[[Path], AbstractContextManager[Add]]] = {".csv": _csv_file, ".parquet": _parquet_file}


def for_spreadsheets(table: pd.DataFrame) -> pd.DataFrame:
    """Return a table whose texts no spreadsheet takes for formulas.

    A text that begins with ``=``, ``+``, ``-``, ``@``, a tab or a carriage return, and is no number, gets an apostrophe before it, as
    spreadsheets themselves write a text that looks like a formula.

    Examples
    --------
    >>> for_spreadsheets(pd.DataFrame({"text": ["=1+1", "-3.5%", "甲市"]}))["text"].tolist()
    ["'=1+1", '-3.5%', '甲市']
    """
    guarded = {name: _guarded(column) for name, column in table.items() if not pd.api.types.is_numeric_dtype(column)}
    safe = table.copy(deep=False)
    for name, column in guarded.items():
        safe[name] = column
    return safe.rename(columns=lambda name: f"'{name}" if _FORMULA.match(str(name)) else name)


def _guarded(column: pd.Series) -> pd.Series:
    texts = column.astype("string")
    risky = texts.str.match(_FORMULA.pattern).fillna(False).astype(bool)
    return column.where(~risky, "'" + texts) if risky.any() else column


def _write(table: pd.DataFrame, path: Path, labels: Mapping[str, str]) -> None:
    _write_stata(table, path, labels) if path.suffix == _STATA else _WRITERS[path.suffix](table, path)


def _write_csv(table: pd.DataFrame, path: Path) -> None:
    for_spreadsheets(table).to_csv(path, index=False, encoding="utf-8-sig", lineterminator="\n")


def _write_parquet(table: pd.DataFrame, path: Path) -> None:
    table.to_parquet(path, index=False, compression=_COMPRESSION)


def _write_stata(table: pd.DataFrame, path: Path, labels: Mapping[str, str]) -> None:
    plain = pd.DataFrame({name: _stata_column(column) for name, column in table.items()})
    known = {name: labels[name][:_LABEL] for name in map(str, plain.columns) if name in labels}
    # Labels go by the names in the file: those that Stata allows in no other form get a line before them.
    told = {**{f"_{name}": label for name, label in known.items()}, **{re.sub(r"\W", "_", name): label for name, label in known.items()}}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", InvalidColumnName)  # told by the docstring
        plain.to_stata(path, write_index=False, version=118, time_stamp=_NO_CLOCK, variable_labels=told)


def _stata_column(column: pd.Series) -> pd.Series:
    """Return a column as one of the types that Stata has: text, or numbers with gaps."""
    if not pd.api.types.is_numeric_dtype(column):
        return column.astype("string").fillna("").astype(object)
    if column.isna().any():
        return column.astype(float)
    return column.astype("int8") if pd.api.types.is_bool_dtype(column) else column.convert_dtypes(dtype_backend="numpy_nullable")


_WRITERS: Mapping[str, Callable[[pd.DataFrame, Path], None]] = {".csv": _write_csv, ".parquet": _write_parquet}
_ENDINGS = (*_WRITERS, _STATA)
