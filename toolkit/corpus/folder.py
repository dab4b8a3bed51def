"""The files of a source: which there are, in one order, with their SHA-256 taken only where a file has changed.

Nothing outside the source is read: links that lead out of it, or to folders, become errors.
"""

import hashlib
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from toolkit.corpus.raw import MAX_BYTES
from toolkit.errors import InvalidValue, ReadError

__all__ = ["FileIndex", "SourceFile", "list_files", "sha256_of", "walk_folder"]

_Stamp = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file found: its path inside the source, where it is, or why it cannot be read."""

    name: str
    path: str
    error: str = ""


@dataclass(slots=True)
class FileIndex:
    """SHA-256 of files by path, reused while size, times and inode are the same (as the index of git does)."""

    known: Mapping[str, tuple[_Stamp, str]] = field(default_factory=dict)
    trusted_before: int = 0
    """Change times (ns) from here on are too fresh to tell two writes apart."""
    seen: dict[str, tuple[_Stamp, str]] = field(default_factory=dict)

    def sha256(self, file: SourceFile) -> tuple[str, int]:
        """Return the SHA-256 and the size in bytes of a file."""
        status = os.stat(file.path)
        if status.st_size > MAX_BYTES:
            raise ReadError(f"the file has {status.st_size:,} bytes; files above {MAX_BYTES:,} bytes are not read")
        stamp = (status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)
        before, digest = self.known.get(file.name, (None, ""))
        if before != stamp or max(stamp[1:3]) >= self.trusted_before:
            digest = sha256_of(file.path)
        self.seen[file.name] = (stamp, digest)
        return digest, status.st_size


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
    real_root = os.path.realpath(root)
    real_skip = os.path.realpath(skip)
    found: list[SourceFile] = []

    def note(error: OSError) -> None:
        found.append(_unlisted(root, error))

    for folder, subfolders, names in os.walk(root, onerror=note):
        links = [name for name in subfolders if os.path.islink(os.path.join(folder, name))]
        subfolders[:] = [
            name
            for name in subfolders
            if name not in links and not name.startswith(".") and os.path.realpath(os.path.join(folder, name)) != real_skip
        ]
        visible = [name for name in names + links if not name.startswith((".", "~$"))]
        found += [_inspect(os.path.join(folder, name), root, real_root) for name in visible]
    return sorted(found, key=lambda file: file.name)


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


def _inspect(path: str, root: Path, real_root: str) -> SourceFile:
    name = _printable(os.path.relpath(path, root))
    if os.path.islink(path):
        target = os.path.realpath(path)
        inside = os.path.commonpath([target, real_root]) == real_root
        if not inside or not os.path.isfile(target):
            return SourceFile(name, path, "symbolic link to a folder, out of the source or to nothing: it is not followed")
    elif not os.path.isfile(path):
        return SourceFile(name, path, "not a regular file")
    return SourceFile(name, path)


def _unlisted(root: Path, error: OSError) -> SourceFile:
    folder = str(error.filename)
    return SourceFile(_printable(os.path.relpath(folder, root)) + "/", folder, f"the folder cannot be listed: {error.strerror}")


def _printable(name: str) -> str:
    """Show bytes of a file name that are no UTF-8 as escapes, and write folders with a forward slash."""
    return os.fsencode(name).decode("utf-8", "backslashreplace").replace(os.sep, "/")
