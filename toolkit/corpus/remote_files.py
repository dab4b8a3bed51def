"""The files of a source that lies elsewhere, in an object store or on another computer."""

import os
from collections.abc import Iterable

from toolkit.addresses import file_system, is_remote, located
from toolkit.corpus.folder import SourceFile
from toolkit.corpus.raw import HIDDEN
from toolkit.errors import InvalidValue

__all__ = ["list_remote"]


def list_remote(addresses: Iterable[str | os.PathLike[str]], *, skip: object) -> list[SourceFile]:
    """Return the files at addresses, in the order of their names; those below a folder if there is one address and it is one.

    Names are relative to the deepest folder that holds all of them; hidden files are left out.

    Raises
    ------
    InvalidValue
        There is nothing at an address, or it cannot be reached.
    """
    given = sorted({str(address) for address in addresses})
    if not all(map(is_remote, given)):
        raise InvalidValue("the source has addresses and paths of this computer: give all files as the one or the other")
    located(given[0])
    if len(given) == 1 and not file_system(given[0])[0].isfile(given[0]):
        return _below(given[0], skip)
    missing = [address for address in given if not file_system(address)[0].isfile(address)]
    if missing:
        raise InvalidValue(f"there is no file {missing[0]!r} ({len(missing)} of the {len(given)} files given are missing)")
    paths = [address.partition("://")[2] for address in given]
    base = os.path.commonpath([path.rpartition("/")[0] for path in paths])
    return [SourceFile(path[len(base) :].lstrip("/"), address) for path, address in zip(paths, given, strict=True)]


def _below(folder: str, skip: object) -> list[SourceFile]:
    system, inside = file_system(folder)
    system.invalidate_cache()
    if not system.isdir(inside):
        raise InvalidValue(f"there is no file or folder {folder!r}")
    own, base = f"{str(skip).rstrip('/')}/", f"{inside.rstrip('/')}/"
    found = [(path.removeprefix(base), system.unstrip_protocol(path)) for path in system.find(inside)]
    shown = [SourceFile(name, address) for name, address in found if not _is_hidden(name) and not address.startswith(own)]
    return sorted(shown, key=lambda file: file.name)


def _is_hidden(name: str) -> bool:
    return any(part.startswith(HIDDEN) for part in name.split("/"))
