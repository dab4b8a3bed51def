"""A source of documents as one sorted stream of items: a folder, a file, a list of files, or a DataFrame."""

import hashlib
import io
import json
import os
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO

import pandas as pd

from toolkit.corpus.archives import check_archive, check_office_file, list_members, read_member
from toolkit.corpus.columns import Columns, joined_rows, row_text
from toolkit.corpus.folder import FileIndex, SourceFile, list_files, walk_folder
from toolkit.corpus.raw import Item, RawText
from toolkit.corpus.readers import READERS, extension
from toolkit.corpus.table_files import TABLE_READERS
from toolkit.corpus.table_rows import TableSheet, frame_sheet, sheet_columns
from toolkit.errors import InvalidValue, ReadError

__all__ = ["Source", "files_of", "scan_files", "scan_frame"]

_REMEDIES = {
    ".ofd": "open the file in its reader and save it as PDF",
    ".caj": "open the file in its reader and save it as PDF",
    ".ceb": "open the file in its reader and save it as PDF",
    ".rar": "unpack the archive, or pack it as .zip",
    ".7z": "unpack the archive, or pack it as .zip",
    ".tar": "unpack the archive, or pack it as .zip",
    ".gz": "unpack it; packed tables (.csv.gz, .jsonl.gz) are read",
    ".ppt": "save the slides as PDF",
    ".pptx": "save the slides as PDF",
    ".ods": "save the table as .xlsx",
    ".xlsb": "save the table as .xlsx",
}
"""What to do with files of formats that are met and not read."""

Source = str | os.PathLike[str] | Iterable[str | os.PathLike[str]] | pd.DataFrame


def files_of(source: Source, *, skip: Path) -> list[SourceFile]:
    """Return the files of a folder, of a single path, or of a list of paths.

    Raises
    ------
    InvalidValue
        A path is missing, or there is no file at all.
    """
    if isinstance(source, pd.DataFrame):
        raise TypeError("a DataFrame has no files")
    if not isinstance(source, (str, os.PathLike)):
        files = list_files(source)
    elif os.path.isdir(source):
        files = walk_folder(Path(source), skip=skip)
    elif os.path.exists(source):
        files = list_files([source])
    else:
        raise InvalidValue(f"there is no file or folder {os.fspath(source)!r}")
    if not files:
        raise InvalidValue(f"there is no file to read in {source!r}: give a folder with documents, files, or a table")
    return files


def scan_files(files: Iterable[SourceFile], index: FileIndex, columns: Mapping[str, str]) -> Iterator[Item]:
    """Yield what the files hold, one item for each document or for each thing that cannot be read."""
    for file in files:
        try:
            digest, size = ("", 0) if file.error else index.sha256(file)
        except (OSError, ReadError) as error:
            yield Item(file.name, "", 0, error=_sentence(error))
            continue
        if file.error:
            yield Item(file.name, "", 0, error=file.error)
        else:
            yield from _expand(file, digest, size, columns)


def _expand(file: SourceFile, digest: str, size: int, columns: Mapping[str, str]) -> Iterator[Item]:
    kind = extension(file.name)
    if kind in READERS:
        yield Item(file.name, digest, size, path=file.path)
    elif kind in TABLE_READERS:
        with open(file.path, "rb") as handle:
            yield from _table_items(file.name, handle, columns)
    elif kind == ".zip":
        yield from _archive_items(file, columns)
    else:
        yield Item(file.name, digest, 0, error=_unknown_format(kind))


def _unknown_format(kind: str) -> str:
    if kind in _REMEDIES:
        return f"{kind} files are not read: {_REMEDIES[kind]}"
    known = " ".join(sorted([*READERS, *TABLE_READERS, ".zip"]))
    return f"files of type {kind or '(no extension)'} are not read; known are {known}"


def _archive_items(file: SourceFile, columns: Mapping[str, str]) -> Iterator[Item]:
    try:
        with zipfile.ZipFile(file.path) as archive:
            check_archive(archive)
            for shown, member in list_members(archive):
                yield from _member_items(f"{file.name}/{shown}", member, file.path, archive, columns)
    except (OSError, EOFError, ReadError, NotImplementedError, zipfile.BadZipFile, zlib.error) as error:
        yield Item(file.name, "", 0, error=_sentence(error, "the archive is damaged"))


def _member_items(name: str, member: str, path: str, archive: zipfile.ZipFile, columns: Mapping[str, str]) -> Iterator[Item]:
    kind = extension(name)
    if kind not in READERS and kind not in TABLE_READERS:
        yield Item(name, "", 0, error="an archive inside an archive is not opened" if kind == ".zip" else _unknown_format(kind))
        return
    try:
        data = read_member(archive, member)
    except (OSError, EOFError, KeyError, ReadError, RuntimeError, zipfile.BadZipFile, zlib.error) as error:
        yield Item(name, "", 0, error=_sentence(error, "the file in the archive is damaged"))
        return
    if kind in TABLE_READERS:
        yield from _table_items(name, io.BytesIO(data), columns)
    else:
        yield Item(name, hashlib.sha256(data).hexdigest(), len(data), path=path, member=member)


def _table_items(name: str, source: BinaryIO, columns: Mapping[str, str]) -> Iterator[Item]:
    try:
        if extension(name) in (".xlsx", ".xlsm"):
            check_office_file(source)
        for sheet in TABLE_READERS[extension(name)](source):
            yield from _sheet_items(f"{name}#{sheet.name}!" if sheet.name else f"{name}#", sheet, columns)
    except Exception as error:  # parsers of damaged files raise whatever they meet; the row names it
        yield Item(name, "", 0, error=_sentence(error, "the table is damaged"))


def scan_frame(frame: pd.DataFrame, columns: Mapping[str, str]) -> Iterator[Item]:
    """Yield one item for each row of a DataFrame, in its order."""
    if frame.empty:
        raise InvalidValue("the DataFrame has no rows")
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
    if isinstance(raw, ReadError):
        return Item(name, "", 0, error=str(raw))
    own = next((stated.value for stated in raw.stated if stated.field == "doc_id"), name)
    content = json.dumps([raw.text, [(s.field, s.value, s.origin) for s in raw.stated], raw.other], ensure_ascii=False)
    return Item(own, hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest(), len(content), raw=raw)


def _sentence(error: BaseException, fallback: str = "the file cannot be read") -> str:
    """Return one sentence for an error of ours or of a library."""
    if isinstance(error, ReadError):
        return str(error)
    reason = getattr(error, "strerror", None) or " ".join(str(error).split())[:200] or type(error).__name__
    return f"{fallback}: {reason}"
