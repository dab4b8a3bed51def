"""One shard from files to tables: read, clean, find metadata, cut into sections, sentences and cells of tables, store."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from toolkit.corpus.collecting import without_collecting
from toolkit.corpus.facts import Metadata
from toolkit.corpus.limits import limits_with
from toolkit.corpus.metadata import find_metadata
from toolkit.corpus.noting import lacking_notes, text_notes, whole_characters
from toolkit.corpus.options import BuildOptions
from toolkit.corpus.other_columns import store_other
from toolkit.corpus.pieces import text_pieces
from toolkit.corpus.raw import Item, Note
from toolkit.corpus.readers import read_item
from toolkit.corpus.reasons import reason_of
from toolkit.corpus.shards import Shard
from toolkit.corpus.signatures import minhash_signature
from toolkit.corpus.store import COMPUTED, STORED_ONLY, Store
from toolkit.corpus.token_table import token_table
from toolkit.document import Cell, Section
from toolkit.errors import ReadError, ToolkitError
from toolkit.tables import SCHEMAS, to_arrow
from toolkit.text import clean_text, find_sections, sentence_ends, strip_furniture
from toolkit.text.script import to_simplified
from toolkit.text.tables import find_cells

__all__ = ["COUNTED", "process_shard"]

COUNTED = ("documents", "sections", "sentences", "cells", "tokens", "notes", "errors")
"""Tables of a build; ``documents`` is written last of them."""


@dataclass(frozen=True, slots=True)
class _Parsed:
    """A document with its structure."""

    item: Item
    text: str
    metadata: Metadata
    sections: Sequence[Section]
    ends: npt.NDArray[np.int64]
    """Of the sentences; each begins where the one before it ends."""
    cells: Sequence[Cell]
    notes: Sequence[tuple[str, Note]]
    """With the stage at which they were made."""
    other: str | None
    """What the source states beside the metadata, as it is stored."""

    @property
    def starts(self) -> npt.NDArray[np.int64]:
        """Of the sentences."""
        return np.concatenate([[0], self.ends[:-1]])


def process_shard(store: Store, shard: Shard, options: BuildOptions) -> dict[str, int]:
    """Build and store the tables of a shard; return their numbers of rows."""
    with without_collecting():
        return _process(store, shard, options)


def _process(store: Store, shard: Shard, options: BuildOptions) -> dict[str, int]:
    parsed: list[_Parsed] = []
    errors: list[dict[str, str]] = []
    for item in shard.items:
        document = _parse(item, options, errors)
        if document is not None:
            parsed.append(document)
    tables = {
        "errors": to_arrow("errors", errors),
        "notes": _note_table(parsed),
        "sections": _section_table(parsed),
        "sentences": _sentence_table(parsed),
        "cells": _cell_table(parsed),
        "documents": _document_table(parsed),
    }
    if options.segmenter is not None:
        tables["tokens"] = token_table([(p.item.name, p.text, p.starts) for p in parsed], options.segmenter)
    filled = [name for name in COUNTED if name != "documents" and name in tables and tables[name].num_rows]
    parts = {name: store.write(name, shard.key, tables[name]) for name in filled}
    store.write("documents", shard.key, tables["documents"], parts=parts)
    return {name: tables[name].num_rows if name in tables else 0 for name in COUNTED}


def _parse(item: Item, options: BuildOptions, errors: list[dict[str, str]]) -> _Parsed | None:
    """Return the parsed document, or None with a row in `errors` that says why there is none."""
    stage = "read"
    try:
        raw = read_item(item, ocr=options.ocr, limits=limits_with(options.limits))
        stage = "clean"
        text = clean_text(_characters(raw.text, options), wrapped=raw.wrapped)
        text, found = strip_furniture(text)
        if not text.strip():
            raise ReadError("no text is left after cleaning")
        stage = "structure"
        metadata = find_metadata(text, name=item.name, stated=raw.stated, furniture=found)
        ends = np.array(sentence_ends(text), dtype=np.int64)
        found_odd = (*metadata.notes, *lacking_notes(metadata.values))
        notes = [*(("read", note) for note in text_notes(raw, text)), *((stage, note) for note in found_odd)]
        headings = [(level, to_simplified(heading) if options.simplified else heading) for level, heading in raw.headings]
        sections, other = find_sections(text, headings), store_other(dict(raw.other))
        return _Parsed(item, text, metadata, sections, ends, find_cells(text), notes, other)
    except ToolkitError as error:
        errors.append({"source": item.name, "stage": stage, "error": str(error)})
    except Exception as error:  # one document must not end the build of ten thousand; the row names the fault
        errors.append({"source": item.name, "stage": stage, "error": f"unexpected {type(error).__name__}: {reason_of(error)}"})
    return None


def _characters(text: str, options: BuildOptions) -> str:
    return whole_characters(to_simplified(text) if options.simplified else text)


def _note_table(parsed: Sequence[_Parsed]) -> pa.Table:
    rows = [{"doc_id": p.item.name, "stage": stage, "kind": note.kind, "note": note.note} for p in parsed for stage, note in p.notes]
    return to_arrow("notes", rows)


def _document_table(parsed: Sequence[_Parsed]) -> pa.Table:
    rows = [
        {
            **p.metadata.columns(),
            "doc_id": p.item.name,
            "source": p.item.name,
            "sha256": hashlib.sha256(p.text.encode("utf-8", "surrogatepass")).hexdigest(),
            "n_chars": len(p.text),
            "text": p.text,
        }
        for p in parsed
    ]
    stored = to_arrow("documents", rows).drop_columns(list(COMPUTED["documents"]))
    signatures = pa.array([minhash_signature(p.text) for p in parsed], type=pa.binary())
    stored = stored.append_column(STORED_ONLY["documents"].field("minhash"), signatures)
    return stored.append_column(STORED_ONLY["documents"].field("other"), pa.array([p.other for p in parsed], type=pa.string()))


def _section_table(parsed: Sequence[_Parsed]) -> pa.Table:
    sections = [section for p in parsed for section in p.sections]
    columns: Mapping[str, Sequence[object]] = {
        "doc_id": list(chain.from_iterable([p.item.name] * len(p.sections) for p in parsed)),
        **{name: [getattr(section, name) for section in sections] for name in SCHEMAS["sections"].names[1:]},
    }
    return pa.table(columns, schema=SCHEMAS["sections"])


def _sentence_table(parsed: Sequence[_Parsed]) -> pa.Table:
    columns = {
        "doc_id": list(chain.from_iterable([p.item.name] * len(p.ends) for p in parsed)),
        "sentence_id": _joined([np.arange(len(p.ends)) for p in parsed]),
        "section_id": _joined([_section_of(p) for p in parsed]),
        "start": _joined([p.starts for p in parsed]),
        "end": _joined([p.ends for p in parsed]),
        "text": text_pieces([p.text for p in parsed], [p.ends for p in parsed]),
    }
    return pa.table(columns, schema=SCHEMAS["sentences"])


def _cell_table(parsed: Sequence[_Parsed]) -> pa.Table:
    cells = [cell for p in parsed for cell in p.cells]
    columns: Mapping[str, Sequence[object]] = {
        "doc_id": list(chain.from_iterable([p.item.name] * len(p.cells) for p in parsed)),
        **{name: [getattr(cell, name) for cell in cells] for name in SCHEMAS["cells"].names[1:]},
    }
    return pa.table(columns, schema=SCHEMAS["cells"])


def _section_of(parsed: _Parsed) -> npt.NDArray[np.int64]:
    """Return the section in which each sentence begins."""
    places = np.searchsorted([section.start for section in parsed.sections], parsed.starts, side="right") - 1
    return np.array([section.section_id for section in parsed.sections])[places]


def _joined(parts: Sequence[npt.NDArray[np.int64]]) -> npt.NDArray[np.int32]:
    return np.concatenate([*parts, np.empty(0)]).astype(np.int32)
