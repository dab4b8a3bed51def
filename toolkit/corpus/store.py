"""The corpus folder: ``<table>.parquet/<shard>.parquet`` and ``corpus.json``.

A shard's files are written under another name and then renamed, ``documents`` last: a shard whose documents are there is complete.
``corpus.json`` names the shards that make up the corpus, in order; it is replaced when all of them are there, and only then are old
shards removed. So a reader sees the old corpus or the new one, and a run that was killed leaves whole shards that the next run keeps.
"""

import json
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from toolkit.errors import CorpusError
from toolkit.tables import SCHEMAS

__all__ = ["COMPUTED", "SCHEMA_VERSION", "STORED_ONLY", "Store"]

SCHEMA_VERSION = 3
STORED_ONLY: Mapping[str, pa.Schema] = {"documents": pa.schema([("minhash", pa.binary()), ("other", pa.string())])}
"""Columns that a table has on disk and not in memory."""
COMPUTED: Mapping[str, tuple[str, ...]] = {"documents": ("duplicate_of",)}
"""Columns that a table has in memory and not on disk."""

_ENCODED: Mapping[str, Mapping[str, Any]] = {
    "tokens": {
        "use_dictionary": ["doc_id", "text"],
        "column_encoding": dict.fromkeys(("sentence_id", "token_id", "start", "end"), "DELTA_BINARY_PACKED"),
    }
}
"""Numbers that go up by small steps take half the room, and no longer, as differences."""
_MANIFEST = "corpus.json"
_STATE = ".state"


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Store:
    """A corpus folder."""

    folder: Path

    @classmethod
    def prepare(cls, folder: str | os.PathLike[str]) -> "Store":
        """Return the store of a folder that is new, empty, or a corpus already.

        Raises
        ------
        CorpusError
            The folder holds something else.
        """
        store = cls(Path(folder))
        if store.folder.exists() and not store.folder.is_dir():
            raise CorpusError(f"{os.fspath(folder)!r} is a file: the target of a corpus must be a folder")
        if store.folder.is_dir() and any(store.folder.iterdir()) and not store._is_ours():
            raise CorpusError(f"the folder {os.fspath(folder)!r} is not empty and holds no corpus: choose another target")
        store.state.mkdir(parents=True, exist_ok=True)
        return store

    @classmethod
    def open(cls, folder: str | os.PathLike[str]) -> "Store":
        """Return the store of a corpus folder that was built.

        Raises
        ------
        CorpusError
            There is no corpus, its building was interrupted, or it is of another version.
        """
        store = cls(Path(folder))
        if not store.folder.is_dir():
            raise CorpusError(f"there is no corpus folder {os.fspath(folder)!r}")
        if not (store.folder / _MANIFEST).is_file():
            reason = "its building was interrupted: build it again" if store.state.is_dir() else f"it has no {_MANIFEST}"
            raise CorpusError(f"{os.fspath(folder)!r} is not a finished corpus: {reason}")
        version = store.manifest().get("schema")
        if version != SCHEMA_VERSION:
            raise CorpusError(f"the corpus {os.fspath(folder)!r} has schema {version}, this version reads {SCHEMA_VERSION}: build it again")
        return store

    def _is_ours(self) -> bool:
        return self.state.is_dir() or (self.folder / _MANIFEST).is_file()

    @property
    def state(self) -> Path:
        """Folder of what speeds up the next build and is no part of the corpus."""
        return self.folder / _STATE

    def manifest(self) -> dict[str, Any]:
        """Return ``corpus.json``, empty where the corpus is not built yet."""
        path = self.folder / _MANIFEST
        if not path.is_file():
            return {}
        try:
            value = json.loads(path.read_text(encoding="utf-8"))
        except (json.JSONDecodeError, UnicodeDecodeError) as error:
            raise CorpusError(f"{os.fspath(path)!r} is damaged ({error}): delete it and build the corpus again") from error
        return dict(value)

    def path(self, table: str, key: str) -> Path:
        """Return where a table of a shard is kept."""
        return self.folder / f"{table}.parquet" / f"{key}.parquet"

    def write(self, table: str, key: str, rows: pa.Table) -> None:
        """Put a table of a shard in its place, whole or not at all."""
        path = self.path(table, key)
        path.parent.mkdir(exist_ok=True)
        partial = self.state / f"{table}-{key}-{os.getpid()}.part"
        options = _ENCODED.get(table, {})
        pq.write_table(rows, partial, compression="zstd", compression_level=1, write_statistics=False, **options)
        os.replace(partial, path)

    def keys(self, table: str) -> set[str]:
        """Return the shards that have a file of this table."""
        folder = self.folder / f"{table}.parquet"
        if not folder.is_dir():
            return set()
        with os.scandir(folder) as entries:
            return {entry.name.removesuffix(".parquet") for entry in entries}

    def count(self, table: str, key: str) -> int:
        """Return the number of rows of a table of a shard; a table without rows has no file."""
        path = self.path(table, key)
        return int(pq.read_metadata(path).num_rows) if path.is_file() else 0

    def read(self, table: str, keys: Iterable[str], columns: Sequence[str] | None = None) -> pa.Table:
        """Return a table of some shards, in their order."""
        schema = pa.unify_schemas([SCHEMAS[table], STORED_ONLY.get(table, pa.schema([]))])
        names = columns or [name for name in SCHEMAS[table].names if name not in COMPUTED.get(table, ())]
        wanted = pa.schema([schema.field(name) for name in names])
        parts = [self._read_shard(path, wanted) for key in keys if (path := self.path(table, key)).is_file()]
        return pa.concat_tables(parts).unify_dictionaries() if parts else wanted.empty_table()

    @staticmethod
    def _read_shard(path: Path, wanted: pa.Schema) -> pa.Table:
        try:
            return pq.ParquetFile(path).read(columns=wanted.names).select(wanted.names).cast(wanted)
        except (pa.ArrowException, OSError, KeyError, ValueError) as error:
            name = f"{path.parent.name}/{path.name}"
            raise CorpusError(f"the corpus is damaged at {name} ({error}): delete that file and build the corpus again") from error

    def commit(self, manifest: Mapping[str, Any]) -> None:
        """Replace ``corpus.json``."""
        self.replace_file(self.folder / _MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1) + "\n")

    def replace_file(self, path: Path, text: str) -> None:
        """Write a text file, whole or not at all."""
        partial = self.state / f"{path.name}-{os.getpid()}.part"
        partial.write_text(text, encoding="utf-8")
        os.replace(partial, path)

    def sweep(self, table: str, keep: Iterable[str]) -> None:
        """Remove shards of a table that are no part of the corpus."""
        for key in sorted(self.keys(table) - set(keep)):
            self.path(table, key).unlink(missing_ok=True)

    def remove_partial_files(self) -> None:
        """Remove what a killed run had begun to write."""
        for path in self.state.glob("*.part"):
            path.unlink(missing_ok=True)
