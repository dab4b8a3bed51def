"""A corpus of many documents without reading so many texts: an annotated corpus again and again, each copy of other places.

    python benchmarks/replicate.py CORPUS TARGET COPIES

Texts, sentences, names and figures are those of the corpus; ids of documents differ, and each copy bears the names and codes of other
prefectures and counties, so that panels grow as they would. No document counts as repeating another. What analyses and a report of it
take is that of a corpus of so many documents, but that the vocabulary grows no further.
"""

import argparse
import hashlib
from collections.abc import Mapping
from pathlib import Path

import pyarrow as pa

from toolkit.corpus.store import COMPUTED, STORED_ONLY, Part, Store
from toolkit.places.divisions import LAST_YEAR, divisions
from toolkit.tables import SCHEMAS

__all__ = ["other_places", "replicated"]

Renamed = Mapping[str, str]


def other_places() -> list[tuple[str, str]]:
    """Names and codes of prefectures, then of counties, each name once."""
    valid = [division for division in divisions() if division.valid(LAST_YEAR)]
    ordered = [one for level in ("prefecture", "county") for one in valid if one.level == level]
    return list({one.name: (one.name, one.code) for one in reversed(ordered)}.values())[::-1]


def replicated(source: Path, target: Path, copies: int) -> Path:
    """Write the corpus with so many copies of it in all, and return its folder."""
    old, new = Store.open(source), Store.prepare(target)
    manifest = old.manifest()
    files = {table: old.files(table) for table in (*SCHEMAS, "errors") if (source / f"{table}.parquet").is_dir()}
    known = old.read("documents", files["documents"], ["place", "adcode"]).to_pandas().dropna().drop_duplicates("place")
    others, shards = other_places(), []
    for copy in range(copies):
        taken = others[(copy - 1) * len(known) : copy * len(known)] if copy else list(known.itertuples(index=False, name=None))
        names = dict(zip(known["place"], (name for name, _ in taken), strict=True))
        codes = dict(zip(known["adcode"], (code for _, code in taken), strict=True))
        for shard in manifest["shards"]:
            key = hashlib.sha256(f"{shard['key']} {copy}".encode()).hexdigest()[:20]
            parts: dict[str, Part] = {}
            for table in (*(name for name in files if name != "documents"), "documents"):
                if shard["key"] not in files[table]:
                    continue
                rows = _of_copy(_whole(old, table, shard["key"], files[table]), copy, names, codes)
                written = new.write(table, key, rows, parts=parts if table == "documents" else None)
                if table in shard:
                    parts[table] = written
            shards.append({**shard, "key": key})
    counts = {name: number * copies for name, number in manifest["counts"].items()}
    alike = new.write_file("duplicates.parquet", SCHEMAS["duplicates"].empty_table())
    told = {name: value for name, value in manifest.items() if name != "digest"}
    new.commit({**told, "counts": counts, "shards": shards, "duplicates": alike})
    return target


def _whole(store: Store, table: str, key: str, files: Mapping[str, Path]) -> pa.Table:
    """All columns that a table has on disk."""
    names = [name for name in SCHEMAS[table].names if name not in COMPUTED.get(table, ())]
    return store.read(table, [key], [*names, *STORED_ONLY.get(table, pa.schema([])).names], files=files)


def _of_copy(rows: pa.Table, copy: int, names: Renamed, codes: Renamed) -> pa.Table:
    mended = {
        "doc_id": lambda value: f"{copy:03}/{value}", "place": lambda value: names.get(value, value),
        "adcode": lambda value: codes.get(value, value),
    }  # fmt: skip
    for name, of in mended.items():
        if name in rows.column_names:
            at, field = rows.column_names.index(name), rows.schema.field(name)
            made = pa.array([of(value) for value in rows[name].to_pylist()], type=pa.string())
            rows = rows.set_column(at, field, made.dictionary_encode() if pa.types.is_dictionary(field.type) else made)
    return rows


def main() -> None:
    """Write it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("target", type=Path)
    parser.add_argument("copies", type=int)
    given = parser.parse_args()
    replicated(given.corpus, given.target, given.copies)


if __name__ == "__main__":
    main()
