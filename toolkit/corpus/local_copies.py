"""Copies on this computer of files that lie elsewhere: libraries that read PDF, Word or zip want files, and read some of them twice."""

import atexit
import hashlib
import os
import shutil
import tempfile
from collections import OrderedDict
from functools import lru_cache
from pathlib import Path
from threading import Lock

from toolkit.addresses import file_system, is_remote

__all__ = ["Stamp", "local_copy", "stamp_of"]

Stamp = tuple[int, int, int, int]
"""Size, times of change (ns) and inode, by which a changed file is told."""

_KEPT_BYTES = 512 * 2**20
"""Copies beyond these are removed, those used longest ago first; one is always kept."""


def stamp_of(path: str) -> Stamp:
    """Return what tells a file from the same one changed; of one elsewhere its size, and what its file system says of it (as an ETag)."""
    if not is_remote(path):
        status = os.stat(path)
        return status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino
    system, inside = file_system(path)
    told = str(system.ukey(inside)).encode()
    return int(system.info(inside)["size"]), 0, 0, int.from_bytes(hashlib.blake2b(told, digest_size=7).digest(), "big")


def local_copy(path: str) -> str:
    """Return where a file can be opened: the path itself, or that of a copy of what lies at an address."""
    return _copies().path(path) if is_remote(path) else path


class _Copies:
    """Copies that this process made, by address; those used last are kept."""

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="sources-"))
        self._kept: OrderedDict[str, tuple[Stamp, Path]] = OrderedDict()
        self._made = 0
        self._lock = Lock()
        atexit.register(shutil.rmtree, self._folder, ignore_errors=True)

    def path(self, address: str) -> str:
        with self._lock:
            stamp = stamp_of(address)
            if address not in self._kept or self._kept[address][0] != stamp:
                self._kept[address] = stamp, self._fetched(address)
            self._kept.move_to_end(address)
            while len(self._kept) > 1 and sum(stamp[0] for stamp, _ in self._kept.values()) > _KEPT_BYTES:
                self._kept.popitem(last=False)[1][1].unlink(missing_ok=True)
            return str(self._kept[address][1])

    def _fetched(self, address: str) -> Path:
        system, inside = file_system(address)
        self._made += 1
        target = self._folder / f"{self._made}-{Path(inside).name}"
        system.get_file(inside, str(target))
        return target


@lru_cache(maxsize=1)
def _copies() -> _Copies:
    return _Copies()
