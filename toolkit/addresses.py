"""Paths of this computer, and addresses elsewhere (``s3://…``, ``hdfs://…``, ``memory://…``), which fsspec opens."""

import os
from pathlib import Path
from typing import Any

from toolkit.errors import InvalidValue, MissingExtra

__all__ = ["file_system", "is_remote", "located", "names_in", "upload"]

_LOCAL = ("file://", "local://")


def is_remote(path: object) -> bool:
    """Tell whether a path is an address of another file system than this computer's.

    Examples
    --------
    >>> is_remote("s3://bucket/reports"), is_remote("/home/reports"), is_remote(Path("reports"))
    (True, False, False)
    """
    if not isinstance(path, (str, os.PathLike)) and not hasattr(path, "protocol"):  # the paths of upath, which are no PathLike
        return False
    text = str(path)
    return "://" in text and not text.startswith(_LOCAL)


def located(path: str | os.PathLike[str]) -> Path:
    """Return a path that can be worked with: as pathlib has it, or for an address its like.

    Raises
    ------
    MissingExtra
        A package that opens such addresses is not installed.
    InvalidValue
        There is no such kind of address, or it cannot be reached.
    """
    if not is_remote(path):
        text = str(path)
        return Path(text.partition("://")[2]) if text.startswith(_LOCAL) else Path(path)
    system, inside = file_system(path)
    try:
        system.exists(inside)
    except Exception as error:  # each kind of file system has errors of its own: no credentials, no such host
        raise InvalidValue(f"the address {str(path)!r} cannot be reached ({type(error).__name__}: {error})") from error
    from upath import UPath

    made: Path = UPath(path)
    return made


def file_system(address: str | os.PathLike[str]) -> tuple[Any, str]:
    """Return the file system of fsspec that an address lies in, and the path inside.

    Raises
    ------
    MissingExtra
        A package that opens such addresses is not installed.
    InvalidValue
        There is no such kind of address.
    """
    text = str(address)
    kind = text.partition("://")[0]
    try:
        import fsspec
        import upath  # noqa: F401
    except ImportError as error:
        raise MissingExtra(f'{kind}:// addresses need an extra: pip install "policy-text-toolkit[remote]"') from error
    try:
        system, inside = fsspec.core.url_to_fs(text)
    except ImportError as error:
        extra = "s3" if kind in ("s3", "s3a") else "remote"
        remedy = f'pip install "policy-text-toolkit[{extra}]" and that package'
        raise MissingExtra(f"{kind}:// addresses need a package ({error}): {remedy}") from error
    except ValueError as error:
        raise InvalidValue(f"the address {text!r} cannot be used: {error}") from error
    return system, inside


def names_in(folder: Path) -> list[str]:
    """Return the names in a folder that is there, as they are now: file systems elsewhere remember what they listed."""
    if not is_remote(folder):
        return os.listdir(folder)
    there: Any = folder
    there.fs.invalidate_cache()
    return [path.name for path in folder.iterdir()]


def upload(written: Path, target: Path) -> None:
    """Put a file of this computer at an address."""
    system, inside = file_system(target)
    system.makedirs(inside.rpartition("/")[0], exist_ok=True)
    system.put_file(str(written), inside)
