"""The files of a source: which there are, in one order, with their SHA-256 taken only where a file has changed.

Nothing outside the source is read: links that lead out of it, or to folders, become errors.
"""

import hashlib
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from toolkit.addresses import is_remote
from toolkit.corpus.local_copies import Stamp, local_copy, stamp_of
from toolkit.corpus.raw import HIDDEN, MAX_BYTES
from toolkit.errors import InvalidValue, ReadError

__all__ = ["FileIndex", "SourceFile", "list_files", "sha256_of", "walk_folder"]


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file found: its path inside the source, where it is, or why it cannot be read."""

    name: str
    path: str
    error: str = ""


@dataclass(slots=True)
class FileIndex:
    """SHA-256 of files by path, reused while size, times and inode are the same (as the index of git does)."""

    known: Mapping[str, tuple[Stamp, str]] = field(default_factory=dict)
    trusted_before: int = 0
    """Change times (ns) from here on are too fresh to tell two writes apart."""
    seen: dict[str, tuple[Stamp, str]] = field(default_factory=dict)

    def sha256(self, file: SourceFile) -> tuple[str, int]:
        """Return the SHA-256 and the size in bytes of a file."""
        stamp = stamp_of(file.path)
        if stamp[0] > MAX_BYTES:
            raise ReadError(f"the file has {stamp[0]:,} bytes; files above {MAX_BYTES:,} bytes are not read")
        before, digest = self.known.get(file.name, (None, ""))
        if before != stamp or max(stamp[1:3]) >= self.trusted_before:
            digest = sha256_of(local_copy(file.path))
        self.seen[file.name] = (stamp, digest)
        return digest, stamp[0]


def sha256_of(path: str) -> str:
    """Return the SHA-256 of a file as hexadecimal digits."""
    with open(path, "rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


def walk_folder(root: Path, *, skip: Path) -> list[SourceFile]:
    """Return the files below a folder in the order of their names, hidden files left out.

    Parameters
    ----------
    root : Path
        The folder.
    skip : Path
        A folder that is not entered: the corpus itself, where it lies inside its source.
    """
    found: list[SourceFile] = []
    folders = [("", os.fspath(root))]
    while folders:
        prefix, folder = folders.pop()
        try:
            entries = [entry for entry in os.scandir(folder) if not entry.name.startswith(HIDDEN)]
        except OSError as error:
            found.append(SourceFile(prefix, folder, f"the folder cannot be listed: {error.strerror}"))
            continue
        for entry in entries:
            name = prefix + _printable(entry.name)
            if entry.is_dir(follow_symlinks=False):
                folders += [] if _same_folder(entry.path, skip) else [(name + "/", entry.path)]
            else:
                found.append(SourceFile(name, entry.path, _fault(entry, root)))
    return sorted(found, key=lambda file: file.name)


def _same_folder(path: str, other: Path) -> bool:
    return not is_remote(other) and os.path.realpath(path) == os.path.realpath(other)


def list_files(paths: Iterable[str | os.PathLike[str]]) -> list[SourceFile]:
    """Return given files in the order of their names; names are relative to the deepest folder that holds all of them."""
    absolute = sorted({os.path.abspath(path) for path in paths})
    if not absolute:
        return []
    missing = [path for path in absolute if not os.path.isfile(path)]
    if missing:
        raise InvalidValue(f"there is no file {missing[0]!r} ({len(missing)} of the {len(absolute)} files given are missing)")
    base = os.path.commonpath([os.path.dirname(path) for path in absolute])
    return sorted((SourceFile(_printable(os.path.relpath(path, base)), path) for path in absolute), key=lambda file: file.name)


def _fault(entry: os.DirEntry[str], root: Path) -> str:
    """Return why an entry that is no folder is not read; nothing for a file, or a link to a file inside the source."""
    if entry.is_symlink():
        target, inside = os.path.realpath(entry.path), os.path.realpath(root) + os.sep
        followed = target.startswith(inside) and os.path.isfile(target)
        return "" if followed else "symbolic link to a folder, out of the source or to nothing: it is not followed"
    return "" if entry.is_file(follow_symlinks=False) else "not a regular file"


def _printable(name: str) -> str:
    """Show bytes of a file name that are no UTF-8 as escapes, and write folders with a forward slash."""
    if name.isascii():
        return name.replace(os.sep, "/")
    return os.fsencode(name).decode("utf-8", "backslashreplace").replace(os.sep, "/")
