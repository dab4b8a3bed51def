"""A source of documents as one sorted stream of items: a folder, a file, a list of files, or a DataFrame."""

import hashlib
import os
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from toolkit.addresses import is_remote
from toolkit.corpus.archives import check_archive, list_members, read_member
from toolkit.corpus.confined import confined
from toolkit.corpus.folder import FileIndex, SourceFile, list_files, walk_folder
from toolkit.corpus.limits import Limits
from toolkit.corpus.local_copies import local_copy
from toolkit.corpus.noting import whole_characters
from toolkit.corpus.raw import Item
from toolkit.corpus.readers import READERS, extension
from toolkit.corpus.reasons import sentence_of
from toolkit.corpus.remote_files import list_remote
from toolkit.corpus.table_files import TABLE_READERS
from toolkit.corpus.table_items import frame_items
from toolkit.errors import InvalidValue, ReadError, invalid

__all__ = ["Asked", "Source", "files_of", "scan_files", "scan_frame"]

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


class Asked(NamedTuple):
    """What a caller says of tables: the column of each field, and what reading one may take."""

    columns: Mapping[str, str]
    limits: Limits


Source = str | os.PathLike[str] | Iterable[str | os.PathLike[str]] | pd.DataFrame


def files_of(source: Source, *, skip: Path) -> list[SourceFile]:
    """Return the files of a folder, of a single path, or of a list of paths; each on this computer or at an address elsewhere.

    Raises
    ------
    InvalidValue
        A path is missing, or there is no file at all.
    """
    if isinstance(source, pd.DataFrame):
        raise TypeError("a DataFrame has no files")
    if is_remote(source):
        return _some(list_remote([str(source)], skip=skip), source)
    if not isinstance(source, (str, os.PathLike)) and not isinstance(source, Iterable):
        raise invalid("source", source, "a folder, a file, a list of files, or a DataFrame")
    if not isinstance(source, (str, os.PathLike)):
        given = list(source)
        files = list_remote(given, skip=skip) if any(map(is_remote, given)) else list_files(given)
    elif os.path.isdir(source):
        files = walk_folder(Path(source), skip=skip)
    elif os.path.exists(source):
        files = list_files([source])
    else:
        raise InvalidValue(f"there is no file or folder {os.fspath(source)!r}")
    return _some(files, source)


def _some(files: list[SourceFile], source: Source) -> list[SourceFile]:
    if not files:
        raise InvalidValue(f"there is no file to read in {source!r}: give a folder with documents, files, or a table")
    return files


def scan_files(files: Iterable[SourceFile], index: FileIndex, asked: Asked) -> Iterator[Item]:
    """Yield what the files hold, one item for each document or for each thing that cannot be read."""
    for file in files:
        try:
            digest, size = ("", 0) if file.error else index.sha256(file)
        except (OSError, ReadError) as error:
            yield Item(file.name, "", 0, error=sentence_of(error))
            continue
        if file.error:
            yield Item(file.name, "", 0, error=file.error)
        else:
            yield from _expand(file, digest, size, asked)


def _expand(file: SourceFile, digest: str, size: int, asked: Asked) -> Iterator[Item]:
    kind = extension(file.name)
    if kind in READERS:
        yield Item(file.name, digest, size, path=file.path)
    elif kind in TABLE_READERS:
        yield from _confined_items(file.name, file.path, "", size, asked)
    elif kind == ".zip":
        yield from _archive_items(file, asked)
    else:
        yield Item(file.name, digest, 0, error=_unknown_format(kind))


def _unknown_format(kind: str) -> str:
    if kind in _REMEDIES:
        return f"{kind} files are not read: {_REMEDIES[kind]}"
    known = " ".join(sorted([*READERS, *TABLE_READERS, ".zip"]))
    return f"files of type {kind or '(no extension)'} are not read; known are {known}"


def _archive_items(file: SourceFile, asked: Asked) -> Iterator[Item]:
    try:
        with zipfile.ZipFile(local_copy(file.path)) as archive:
            check_archive(archive)
            for shown, member in list_members(archive):
                yield from _member_items(whole_characters(f"{file.name}/{shown}"), member, file.path, archive, asked)
            if not archive.namelist():
                yield Item(file.name, "", 0, error="the archive is empty")
    except Exception as error:  # a damaged directory raises whatever it meets; the row names it
        yield Item(file.name, "", 0, error=sentence_of(error, "the archive is damaged"))


def _member_items(name: str, member: str, path: str, archive: zipfile.ZipFile, asked: Asked) -> Iterator[Item]:
    kind = extension(name)
    if kind not in READERS and kind not in TABLE_READERS:
        yield Item(name, "", 0, error="an archive inside an archive is not opened" if kind == ".zip" else _unknown_format(kind))
        return
    try:
        data = read_member(archive, member)
    except Exception as error:  # the decompressors raise whatever they meet; the row names it
        yield Item(name, "", 0, error=sentence_of(error, "the file in the archive is damaged"))
        return
    if kind in TABLE_READERS:
        yield from _confined_items(name, path, member, len(data), asked)
    else:
        yield Item(name, hashlib.sha256(data).hexdigest(), len(data), path=path, member=member)


def scan_frame(frame: pd.DataFrame, columns: Mapping[str, str]) -> Iterator[Item]:
    """Yield one item for each row of a DataFrame, in its order."""
    if frame.empty:
        raise InvalidValue("the DataFrame has no rows")
    return frame_items(frame, columns)


def _confined_items(name: str, path: str, member: str, size: int, asked: Asked) -> Iterator[Item]:
    if not size:
        yield Item(name, "", 0, error="the file is empty")
        return
    try:
        request = ("table", name, local_copy(path), member, size, dict(asked.columns), asked.limits)
        for items in confined("table").answers(request):
            yield from items
    except (OSError, ReadError) as error:
        yield Item(name, "", 0, error=str(error))
