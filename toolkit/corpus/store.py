"""The corpus folder: ``<table>.parquet/<shard>-<digest>.parquet`` and ``corpus.json``.

A file bears the digest of its bytes in its name, and ``corpus.json`` its own: both are verified when read. A shard's files are written
under another name and then renamed, ``documents`` last, with the digests of the others: a shard whose documents are there is complete.
``corpus.json`` names the shards that make up the corpus, in order; it is replaced when all of them are there, and only then are old
shards removed. So a reader sees the old corpus or the new one, and a run that was killed leaves whole shards that the next run keeps.
"""

import json
import os
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq

from toolkit.addresses import is_remote, located, names_in
from toolkit.corpus import sealed
from toolkit.corpus.sealed import digest_of, is_sound, parquet_bytes, sound_bytes
from toolkit.errors import CorpusError
from toolkit.tables import SCHEMAS

__all__ = ["COMPUTED", "SCHEMA_VERSION", "STORED_ONLY", "Part", "Store"]

SCHEMA_VERSION = 3
STORED_ONLY: Mapping[str, pa.Schema] = {"documents": pa.schema([("minhash", pa.binary()), ("other", pa.string())])}
"""Columns that a table has on disk and not in memory."""
COMPUTED: Mapping[str, tuple[str, ...]] = {"documents": ("duplicate_of",)}
"""Columns that a table has in memory and not on disk."""

_ENCODED: Mapping[str, Mapping[str, Any]] = {
    "tokens": {
        "use_dictionary": ["doc_id", "text"],
        "column_encoding": dict.fromkeys(("sentence_id", "token_id", "start", "end"), "DELTA_BINARY_PACKED"),
    },
    "sentences": {
        "use_dictionary": ["doc_id"],
        "column_encoding": dict.fromkeys(("sentence_id", "section_id", "start", "end"), "DELTA_BINARY_PACKED"),
    },
}
"""Numbers that go up by small steps take half the room, and no longer, as differences; no two sentences are alike."""
_MANIFEST = "corpus.json"
_STATE = ".state"
_MARK, _MARK_TEXT = "README.txt", "What speeds up the next build of the corpus in the folder above. It can be deleted.\n"
"""Tells the state of a corpus from a folder of that name which another program made."""
_FILE = re.compile(r"([0-9a-f]{20})(?:-([0-9a-f]{16}))?\.parquet")
"""A file of a shard; those of the first versions had no digest."""
_PARTIAL = re.compile(r"(?:[a-z]+-[0-9a-f]{20}|corpus\.json|duplicates\.parquet|files)-[0-9]+\.part")
_PARTS = b"parts"


class Part(NamedTuple):
    """A table of a shard: the digest of its file, and its number of rows."""

    digest: str
    rows: int


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
        store = cls(located(folder))
        if store.folder.exists() and not store.folder.is_dir():
            raise CorpusError(f"{str(folder)!r} is a file: the target of a corpus must be a folder")
        if store.folder.is_dir() and any(store.folder.iterdir()) and not store._is_ours():
            raise CorpusError(f"the folder {str(folder)!r} is not empty and holds no corpus: choose another target")
        store.state.mkdir(parents=True, exist_ok=True)
        (store.state / _MARK).write_text(_MARK_TEXT, encoding="utf-8")
        return store

    @classmethod
    def open(cls, folder: str | os.PathLike[str]) -> "Store":
        """Return the store of a corpus folder that was built.

        Raises
        ------
        CorpusError
            There is no corpus, its building was interrupted, or it is of another version.
        """
        store = cls(located(folder))
        if not store.folder.is_dir():
            raise CorpusError(f"there is no corpus folder {str(folder)!r}")
        if not (store.folder / _MANIFEST).is_file():
            reason = "its building was interrupted: build it again" if store._is_marked() else f"it has no {_MANIFEST}"
            raise CorpusError(f"{str(folder)!r} is not a finished corpus: {reason}")
        version = store.manifest().get("schema")
        if version != SCHEMA_VERSION:
            raise CorpusError(f"the corpus {str(folder)!r} has schema {version}, this version reads {SCHEMA_VERSION}: build it again")
        return store

    def _is_ours(self) -> bool:
        try:
            return self._is_marked() or self._is_just_begun() or {"schema", "shards", "options"} <= set(self.manifest())
        except CorpusError:
            return False

    def _is_just_begun(self) -> bool:
        """Tell whether a build was ended before or while it wrote its mark: there is nothing else."""
        if [path.name for path in self.folder.iterdir()] != [_STATE] or not self.state.is_dir():
            return False
        inside = list(self.state.iterdir())
        return all(path.name == _MARK and path.is_file() and _MARK_TEXT.encode().startswith(path.read_bytes()) for path in inside)

    def _is_marked(self) -> bool:
        mark = self.state / _MARK
        return mark.is_file() and mark.read_bytes() == _MARK_TEXT.encode()

    @property
    def state(self) -> Path:
        """Folder of what speeds up the next build and is no part of the corpus."""
        return self.folder / _STATE

    def manifest(self) -> dict[str, Any]:
        """Return ``corpus.json``, empty where the corpus is not built yet.

        Raises
        ------
        CorpusError
            It is damaged.
        """
        path = self.folder / _MANIFEST
        return sealed.read_manifest(path, SCHEMA_VERSION) if path.is_file() else {}

    def sound_manifest(self) -> dict[str, Any]:
        """Return ``corpus.json``, empty where it is missing, damaged, or of another version: what a build goes by."""
        try:
            value = self.manifest()
        except CorpusError:
            return {}
        return value if value.get("schema") == SCHEMA_VERSION else {}

    def write(self, table: str, key: str, rows: pa.Table, *, parts: Mapping[str, Part] | None = None) -> Part:
        """Put a table of a shard in its place, whole or not at all.

        Parameters
        ----------
        table, key, rows
            What is written.
        parts : mapping, optional
            The other tables of the shard, to be found again by `parts`.
        """
        if parts is not None:
            rows = rows.replace_schema_metadata({_PARTS: json.dumps(parts, sort_keys=True).encode()})
        data = parquet_bytes(rows, **_ENCODED.get(table, {}))
        digest = digest_of(data)
        folder = self.folder / f"{table}.parquet"
        folder.mkdir(parents=True, exist_ok=True)
        self.replace(folder / f"{key}-{digest}.parquet", f"{table}-{key}", data)
        return Part(digest, rows.num_rows)

    def keys(self, table: str) -> set[str]:
        """Return the shards that have a file of this table."""
        return set(self.files(table))

    def files(self, table: str) -> dict[str, Path]:
        """Return the file of each shard."""
        folder = self.folder / f"{table}.parquet"
        if not folder.is_dir():
            return {}
        found = sorted((name, match) for name in names_in(folder) if (match := _FILE.fullmatch(name)) and match[2])
        return {match[1]: folder / name for name, match in found}

    def sound_keys(self, table: str, keys: Iterable[str]) -> set[str]:
        """Return which of the shards have an undamaged file of this table."""
        files = self.files(table)
        return {key for key in keys if key in files and is_sound(files[key])}

    def parts(self, key: str, files: Mapping[str, Path]) -> dict[str, Part] | None:
        """Return the tables of a shard; None where one of them is missing or damaged, so that the shard is to be built.

        Parameters
        ----------
        key : str
            The shard.
        files : mapping
            Its documents by shard, as `files` gives them.
        """
        path = files.get(key)
        data = sound_bytes(path) if path else None
        if path is None or data is None:
            return None
        schema = pq.read_schema(pa.BufferReader(data))
        listed = {name: Part(*part) for name, part in json.loads((schema.metadata or {}).get(_PARTS, b"{}")).items()}
        whole = all(is_sound(self.folder / f"{name}.parquet" / f"{key}-{part.digest}.parquet") for name, part in listed.items())
        rows = pq.read_metadata(pa.BufferReader(data)).num_rows
        return {**listed, "documents": Part(digest_of(data), rows)} if whole else None

    def read(
        self, table: str, keys: Iterable[str], columns: Sequence[str] | None = None, *, files: Mapping[str, Path] | None = None
    ) -> pa.Table:
        """Return a table of some shards, in their order.

        Parameters
        ----------
        table, keys, columns
            What is read; all columns by default.
        files : mapping, optional
            What `files` gave for the table, where shards are read one by one: the folder is not listed for each.

        Raises
        ------
        CorpusError
            A file is missing or damaged.
        """
        schema = pa.unify_schemas([SCHEMAS[table], STORED_ONLY.get(table, pa.schema([]))])
        names = columns or [name for name in SCHEMAS[table].names if name not in COMPUTED.get(table, ())]
        wanted = pa.schema([schema.field(name) for name in names])
        parts = [sealed.read_sealed(path, wanted) for path in self.files_of(table, keys, files=files)]
        return pa.concat_tables(parts).unify_dictionaries() if parts else wanted.empty_table()

    def n_rows(self, table: str, keys: Iterable[str], *, files: Mapping[str, Path] | None = None) -> int:
        """Return how many rows a table of some shards has, of which only the ends of the files are read."""
        found = 0
        for path in self.files_of(table, keys, files=files):
            with path.open("rb") as file:
                found += pq.read_metadata(file).num_rows
        return found

    def files_of(self, table: str, keys: Iterable[str], *, files: Mapping[str, Path] | None = None) -> list[Path]:
        """Return the files of some shards, in their order; a shard without rows may have none.

        Raises
        ------
        CorpusError
            A file is missing.
        """
        asked = list(keys)
        files = self.files(table) if files is None else files
        self._check_complete(table, [key for key in asked if key not in files])
        return [files[key] for key in asked if key in files]

    def _check_complete(self, table: str, lacking: Sequence[str]) -> None:
        """Raise CorpusError where the finished corpus has rows of a table in a shard without a file of it."""
        # The manifest is read only where a file is lacking: it is as long as the corpus has shards.
        rows = {shard["key"]: shard.get(table, 0) for shard in self.sound_manifest().get("shards", [])} if lacking else {}
        gone = next((key for key in lacking if rows.get(key)), None)
        if gone:
            raise CorpusError(f"the corpus is damaged: {table}.parquet lacks the file of shard {gone}; build the corpus again")

    def write_file(self, name: str, rows: pa.Table) -> str:
        """Write a table that is one file of the corpus, and return its digest."""
        data = parquet_bytes(rows)
        self.replace(self.folder / name, name, data)
        return digest_of(data)

    def read_file(self, name: str, digest: str) -> pa.Table:
        """Return a table that is one file of the corpus.

        Raises
        ------
        CorpusError
            It is missing or damaged.
        """
        path = self.folder / name
        data = path.read_bytes() if path.is_file() else b""
        if digest_of(data) != digest:
            raise CorpusError(f"the corpus is damaged at {name}: build the corpus again")
        return pq.read_table(pa.BufferReader(data))

    def commit(self, manifest: Mapping[str, Any]) -> None:
        """Replace ``corpus.json``."""
        self.replace(self.folder / _MANIFEST, _MANIFEST, sealed.manifest_bytes(manifest))

    def replace(self, path: Path, name: str, data: bytes) -> None:
        """Write a file, whole or not at all: on file systems elsewhere a file that was cut off is known by its digest."""
        if is_remote(path):
            path.write_bytes(data)
            return
        partial = self.state / f"{name}-{os.getpid()}.part"
        partial.write_bytes(data)
        os.replace(partial, path)

    def sweep(self, table: str, keep: Iterable[str]) -> None:
        """Remove shards of a table that are no part of the corpus, and nothing else."""
        folder = self.folder / f"{table}.parquet"
        wanted = set(keep)
        kept = {path.name for key, path in self.files(table).items() if key in wanted}
        for name in sorted(names_in(folder)) if folder.is_dir() else ():
            if _FILE.fullmatch(name) and name not in kept:
                (folder / name).unlink(missing_ok=True)

    def remove_partial_files(self) -> None:
        """Remove what a killed run had begun to write."""
        for name in names_in(self.state):
            if _PARTIAL.fullmatch(name):
                (self.state / name).unlink(missing_ok=True)
