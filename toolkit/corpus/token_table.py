"""The words of many documents as one table of arrays: no Python object for a row."""

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from toolkit.document import Sentence
from toolkit.tables import SCHEMAS
from toolkit.text import Segmenter

__all__ = ["token_table"]

_Ints: TypeAlias = npt.NDArray[np.int32]
_Longs: TypeAlias = npt.NDArray[np.int64]
_Document: TypeAlias = tuple[str, str, Sequence[Sentence]]


def token_table(documents: Sequence[_Document], segmenter: Segmenter) -> pa.Table:
    """Return the words of documents, given as id, text and sentences."""
    if not documents:
        return SCHEMAS["tokens"].empty_table()
    cut = [segmenter.cut(text) for _, text, _ in documents]
    counts = np.array([len(words) for words in cut], dtype=np.int64)
    words = pa.chunked_array([pa.array(part, type=pa.string()) for part in cut], type=pa.string()).combine_chunks().dictionary_encode()
    lengths = pc.utf8_length(words.dictionary).to_numpy(zero_copy_only=False)[words.indices.to_numpy()]
    sizes = np.array([len(text) for _, text, _ in documents], dtype=np.int64)
    base = np.cumsum(sizes) - sizes
    ends = np.cumsum(lengths, dtype=np.int64)
    starts = ends - lengths
    shift = np.repeat(base, counts)
    columns = [
        pa.DictionaryArray.from_arrays(np.repeat(np.arange(len(documents), dtype=np.int32), counts), [name for name, _, _ in documents]),
        _sentence_of(documents, base, starts),
        _running_number(counts),
        (starts - shift).astype(np.int32),
        (ends - shift).astype(np.int32),
        words,
    ]
    return pa.table(columns, schema=SCHEMAS["tokens"])


def _sentence_of(documents: Sequence[_Document], base: _Longs, starts: _Longs) -> _Ints:
    """Return the number, inside its document, of the sentence in which each word begins."""
    firsts = [
        np.array([sentence.start for sentence in sentences], dtype=np.int64) + first
        for (_, _, sentences), first in zip(documents, base, strict=True)
    ]
    numbers = [np.arange(len(first), dtype=np.int32) for first in firsts]
    places = np.searchsorted(np.concatenate(firsts), starts, side="right") - 1
    return np.concatenate(numbers)[places]


def _running_number(counts: _Longs) -> _Ints:
    """Return 0, 1, 2… afresh for each document."""
    total = int(counts.sum())
    return (np.arange(total) - np.repeat(np.cumsum(counts) - counts, counts)).astype(np.int32)
