"""``View``: which documents of a corpus folder are shown, and their tables, read when asked for."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from toolkit.corpus.other_columns import other_columns
from toolkit.corpus.store import COMPUTED, Store
from toolkit.errors import CorpusError
from toolkit.tables import SCHEMAS, frame

__all__ = ["View"]

_SMALL = [name for name in SCHEMAS["documents"].names if name not in ("text", *COMPUTED["documents"])]


class View:
    """Documents of a corpus folder: all, all but duplicates, or those that were chosen."""

    __slots__ = ("_files", "_frames", "_keys", "_own_keys", "_store", "_whole", "chosen", "manifest")

    def __init__(self, store: Store, *, chosen: pd.DataFrame | None = None, manifest: Mapping[str, Any] | None = None) -> None:
        self._store = store
        self._frames: dict[str, pd.DataFrame] = {}
        self._files: dict[str, dict[str, Path]] | None = None
        self.chosen = chosen
        """What is known of the documents of a view; None for the whole corpus."""
        self._own_keys: list[str] | None = None
        self.manifest = manifest or store.manifest()
        self._keys = [str(shard["key"]) for shard in self.manifest["shards"]]
        self._whole = chosen is None
        if chosen is None and self.manifest["options"]["drop_duplicates"]:
            known = self.known()
            self.chosen = known[~known["doc_id"].isin(self.duplicates()["doc_id"])]

    def known(self) -> pd.DataFrame:
        """Return the documents without their texts."""
        return self.all_known() if self.chosen is None else self.chosen

    def all_known(self) -> pd.DataFrame:
        """Return the same for every document of the folder."""
        if "known" not in self._frames:
            known = frame(self._store.read("documents", self._keys, _SMALL))
            self._frames["known"] = pd.concat([known, self._other().drop(columns="doc_id")], axis=1)
        return self._frames["known"]

    def parts(self) -> Iterator["View"]:
        """Yield views of the documents in their order, one shard each."""
        everything, other, repeated = self.all_known(), self._other(), self.duplicates()
        kept = everything["doc_id"].isin(self.known()["doc_id"]).to_numpy()
        files: dict[str, dict[str, Path]] = {}
        first = 0
        for shard in self.manifest["shards"]:
            here = slice(first, first + shard["documents"])
            first = here.stop
            if kept[here].any():
                view = View(self._store, chosen=everything[here][kept[here]], manifest=self.manifest)
                # What is the same for all of them is read once: shards are as many as hundreds of documents.
                view._own_keys, view._files = [str(shard["key"])], files
                view._frames = {"known": everything, "other": other[here], "duplicates": repeated}
                yield view

    def documents(self) -> pd.DataFrame:
        """Return the documents with all their columns."""
        return self.with_other(self.frame("documents"))

    def with_other(self, documents: pd.DataFrame) -> pd.DataFrame:
        """Return documents with ``duplicate_of`` and the columns that are not declared."""
        flagged = self._with_duplicates(documents)
        other = self._other()
        return flagged.join(other.set_index("doc_id"), on="doc_id") if len(other.columns) > 1 else flagged

    def other_names(self) -> list[str]:
        """Return the names of the columns of documents that are not declared."""
        return [str(name) for name in self._other().columns if name != "doc_id"]

    def _other(self) -> pd.DataFrame:
        """Return ``doc_id`` and the columns that are not declared; a view has the types of the whole corpus."""
        if "other" not in self._frames:
            stored = self._store.read("documents", self._keys, ["doc_id", "other"])
            other = other_columns(stored["other"].to_pylist())
            other.insert(0, "doc_id", stored["doc_id"].to_pandas(), allow_duplicates=False)
            self._frames["other"] = other
        return self._frames["other"]

    def _with_duplicates(self, documents: pd.DataFrame) -> pd.DataFrame:
        first = self.duplicates().set_index("doc_id")["duplicate_of"]
        repeated = documents["doc_id"].map(first).astype(documents["doc_id"].dtype)
        flagged: pd.DataFrame = documents.assign(duplicate_of=repeated)
        return flagged[[name for name in SCHEMAS["documents"].names if name in flagged.columns]]

    def duplicates(self) -> pd.DataFrame:
        """Return which documents repeat an earlier one."""
        if "duplicates" not in self._frames:
            table = self._store.read_file("duplicates.parquet", self.manifest["duplicates"]).cast(SCHEMAS["duplicates"])
            self._frames["duplicates"] = frame(table)
        found = self._frames["duplicates"]
        if self._shows_all("duplicates"):
            return found.copy(deep=False)
        return found[found["doc_id"].isin(self.known()["doc_id"])].reset_index(drop=True)

    def errors(self) -> pd.DataFrame:
        """Return what could not be read, of the whole corpus."""
        return frame(self._store.read("errors", self._keys))

    def frame(self, name: str) -> pd.DataFrame:
        """Return a table of the view as it is stored."""
        if name not in self._frames:
            self._frames[name] = frame(self.read(name))
        return self._frames[name].copy(deep=False)

    def found(self, name: str) -> pd.Series:
        """Return how many rows of a table each document has, without reading the rest of it."""
        counts: pd.Series = self.read(name, ["doc_id"])["doc_id"].to_pandas().value_counts()
        return counts

    def n_rows(self, name: str) -> int:
        """Return how many rows a table has: of the whole corpus as its files say, of a view from the documents that they are of."""
        if self._shows_all(name):
            return self._store.n_rows(name, self.own_keys(), files=self._listed(name))
        return sum(part.read(name, ["doc_id"]).num_rows for part in self.parts())

    def read(self, name: str, columns: Sequence[str] | None = None) -> pa.Table:
        """Return columns of a table of the view as they are stored."""
        # Rows of a view are told by their document.
        read = columns if columns is None or "doc_id" in columns or self._shows_all(name) else ["doc_id", *columns]
        rows = self._of_view(name, self._store.read(name, self.own_keys(), read, files=self._listed(name)))
        return rows if read is columns else rows.select(columns)

    def _listed(self, name: str) -> dict[str, Path]:
        """Return the files of a table; of a part of a view, as they were when the first part was read."""
        if self._files is None:
            return self._store.files(name)
        if name not in self._files:
            self._files[name] = self._store.files(name)
        return self._files[name]

    def check_annotated(self, name: str) -> None:
        """Raise CorpusError where some documents have no entities or no claims yet."""
        lacking = self.lacking(name)
        if lacking:
            missing = self._store.read("documents", lacking, ["doc_id"]).num_rows
            raise CorpusError(f"{missing} documents of the corpus have no {name} yet: call corpus.annotate({name}=True) first")

    def files(self, name: str) -> list[Path]:
        """Return the files of a table that hold documents of this view, in their order.

        Raises
        ------
        CorpusError
            One that has rows is missing.
        """
        return self._store.files_of(name, self.own_keys(), files=self._listed(name))

    def forget(self, names: Iterable[str]) -> None:
        """Read these tables again when they are next asked for."""
        for name in names:
            self._frames.pop(name, None)
            if self._files is not None:
                self._files.pop(name, None)

    def own_keys(self) -> list[str]:
        """Return the shards that hold documents of this view."""
        if self.chosen is None or self._own_keys is not None:
            return self._keys if self._own_keys is None else self._own_keys
        chosen = set(self.chosen["doc_id"])
        ids = iter(self._store.read("documents", self._keys, ["doc_id"])["doc_id"].to_pylist())
        sizes = ((shard["key"], shard["documents"]) for shard in self.manifest["shards"])
        self._own_keys = [key for key, size in sizes if not chosen.isdisjoint(list(islice(ids, size)))]
        return self._own_keys

    def lacking(self, name: str) -> list[str]:
        """Return the shards of this view without annotations of that name."""
        there = self._listed(name)
        return [key for key in self.own_keys() if key not in there]

    def _of_view(self, name: str, table: pa.Table) -> pa.Table:
        """Return the rows of the documents of this view; what says which documents were dropped stays whole."""
        if self._shows_all(name):
            return table
        ids = pa.array(self.known()["doc_id"], type=pa.string())
        return table.filter(pc.is_in(table.column("doc_id").cast(pa.string()), value_set=ids))

    def _shows_all(self, name: str) -> bool:
        return self.chosen is None or (self._whole and name in ("duplicates", "notes"))
