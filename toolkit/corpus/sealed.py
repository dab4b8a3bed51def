"""Files whose damage is found when they are read: tables bear the digest of their bytes in their names, ``corpus.json`` its own inside."""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from toolkit.errors import CorpusError

__all__ = ["digest_of", "is_sound", "manifest_bytes", "parquet_bytes", "read_manifest", "read_sealed", "sound_bytes"]


def digest_of(data: bytes) -> str:
    """Return the digest by which damage is found."""
    return hashlib.sha256(data).hexdigest()[:16]


def parquet_bytes(rows: pa.Table, **options: Any) -> bytes:
    """Return a table as the bytes of a Parquet file."""
    sink = pa.BufferOutputStream()
    pq.write_table(rows, sink, compression="zstd", compression_level=1, write_statistics=False, **options)
    return bytes(sink.getvalue())


def sound_bytes(path: Path) -> bytes | None:
    """Return the bytes of a file whose name bears their digest, None where they are others."""
    try:
        data = path.read_bytes()
    except OSError:
        return None
    return data if path.stem.endswith(digest_of(data)) else None


def is_sound(path: Path) -> bool:
    """Tell whether a file is there and has the bytes that its name bears the digest of."""
    return sound_bytes(path) is not None


def read_sealed(path: Path, wanted: pa.Schema) -> pa.Table:
    """Return columns of a table whose file bears the digest in its name.

    Raises
    ------
    CorpusError
        It is damaged.
    """
    data = sound_bytes(path)
    if data is None:
        raise CorpusError(f"the corpus is damaged at {path.parent.name}/{path.name}: build the corpus again")
    return pq.ParquetFile(pa.BufferReader(data)).read(columns=wanted.names).select(wanted.names).cast(wanted)


def manifest_bytes(manifest: Mapping[str, Any]) -> bytes:
    """Return ``corpus.json`` with its digest inside."""
    return _text({**manifest, "digest": digest_of(_text(manifest))})


def read_manifest(path: Path, version: int) -> dict[str, Any]:
    """Return what ``corpus.json`` holds; the digest of one of another version is not asked for.

    Raises
    ------
    CorpusError
        It is damaged.
    """
    try:
        value = dict(json.loads(path.read_text(encoding="utf-8")))
    except (ValueError, TypeError, RecursionError) as error:
        raise CorpusError(f"{str(path)!r} is damaged: build the corpus again") from error
    digest = value.pop("digest", None)
    if digest != digest_of(_text(value)) and value.get("schema") == version:
        raise CorpusError(f"{str(path)!r} is damaged or was changed by hand: build the corpus again")
    return value


def _text(manifest: Mapping[str, Any]) -> bytes:
    return (json.dumps(manifest, ensure_ascii=False, indent=1) + "\n").encode()
