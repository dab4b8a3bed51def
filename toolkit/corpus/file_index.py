"""What the last build saw of each file (size, times, SHA-256), kept beside the corpus and no part of it."""

import pyarrow as pa
import pyarrow.parquet as pq

from toolkit.corpus.folder import FileIndex
from toolkit.corpus.store import Store

__all__ = ["load_index", "save_index"]

_FILE = "files.parquet"
_SETTLED = 2_000_000_000
"""Nanoseconds after which a file system's clock has surely moved on."""


def load_index(store: Store) -> FileIndex:
    """Return the index of the last build, empty where there is none."""
    path = store.state / _FILE
    if not path.is_file():
        return FileIndex()
    try:
        table = pq.read_table(path)
    except (pa.ArrowException, OSError):  # a cache: without it the files are read again
        return FileIndex()
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
    pq.write_table(pa.table(columns), store.state / "files.part")
    (store.state / "files.part").replace(store.state / _FILE)
