"""What the last build saw of each file (size, times, SHA-256), kept beside the corpus and no part of it."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from toolkit.corpus.folder import FileIndex
from toolkit.corpus.sealed import digest_of, parquet_bytes
from toolkit.corpus.store import Store

__all__ = ["load_index", "save_index"]

_FILE = "files-{}.parquet"
"""With the digest of its bytes: a damaged one is not used."""
_SETTLED = 2_000_000_000
"""Nanoseconds after which a file system's clock has surely moved on."""


def load_index(store: Store) -> FileIndex:
    """Return the index of the last build, empty where there is none."""
    path, data = _sound_file(store)
    if path is None:
        return FileIndex()
    table = pq.read_table(pa.BufferReader(data))
    names, *stamps, digests = (column.to_pylist() for column in table.columns)
    known = {name: (stamp, digest) for name, stamp, digest in zip(names, zip(*stamps, strict=True), digests, strict=True)}
    return FileIndex(known, trusted_before=path.stat().st_mtime_ns - _SETTLED)


def save_index(store: Store, index: FileIndex) -> None:
    """Keep the index for the next build."""
    columns = {
        "name": list(index.seen),
        **{name: [stamp[place] for stamp, _ in index.seen.values()] for place, name in enumerate(("size", "mtime", "ctime", "inode"))},
        "sha256": [digest for _, digest in index.seen.values()],
    }
    data = parquet_bytes(pa.table(columns))
    before, _ = _sound_file(store)
    path = store.state / _FILE.format(digest_of(data))
    store.replace(path, "files", data)
    if before is not None and before != path:
        before.unlink(missing_ok=True)


def _sound_file(store: Store) -> tuple[Path | None, bytes]:
    for path in sorted(store.state.glob(_FILE.format("*"))):
        data = path.read_bytes()
        if path.name == _FILE.format(digest_of(data)):
            return path, data
    return None, b""
