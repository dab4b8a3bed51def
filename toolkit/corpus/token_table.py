"""The words of many documents as one table of arrays: no Python object for a row."""

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from toolkit.tables import SCHEMAS
from toolkit.text import Segmenter

__all__ = ["token_table"]

_Ints: TypeAlias = npt.NDArray[np.int32]
_Longs: TypeAlias = npt.NDArray[np.int64]
_Document: TypeAlias = tuple[str, str, _Longs]


def token_table(documents: Sequence[_Document], segmenter: Segmenter) -> pa.Table:
    """Return the words of documents, given as id, text and starts of the sentences.

    Joined, the words of a text are the text; so their lengths tell where they are, and the text itself holds them.
    """
    if not documents:
        return SCHEMAS["tokens"].empty_table()
    lengths_of = [_lengths(segmenter.cut(text)) for _, text, _ in documents]
    counts = np.array([len(lengths) for lengths in lengths_of])
    sizes = np.array([len(text) for _, text, _ in documents])
    base = np.cumsum(sizes) - sizes
    ends = np.cumsum(np.concatenate(lengths_of))
    starts = np.concatenate([[0], ends])[:-1]
    shift = np.repeat(base, counts)
    sentences = np.concatenate([_numbers(first) for _, _, first in documents])
    firsts = np.concatenate([first + at for (_, _, first), at in zip(documents, base, strict=True)])
    within = np.searchsorted(firsts, starts, side="right") - 1
    columns = [
        pa.DictionaryArray.from_arrays(np.repeat(_numbers(counts), counts), [name for name, _, _ in documents]),
        sentences[within],
        (np.arange(len(ends)) - np.repeat(np.cumsum(counts) - counts, counts)).astype(np.int32),
        (starts - shift).astype(np.int32),
        (ends - shift).astype(np.int32),
        _pieces("".join(text for _, text, _ in documents), ends).dictionary_encode(),
    ]
    return pa.table(columns, schema=SCHEMAS["tokens"])


def _lengths(words: Sequence[str]) -> _Longs:
    return np.fromiter(map(len, words), dtype=np.int64, count=len(words))


def _numbers(values: _Longs) -> _Ints:
    return np.arange(len(values), dtype=np.int32)


def _pieces(text: str, ends: _Longs) -> pa.Array:
    """Return the pieces of a text up to each end, as an Arrow array that holds the text once and copies nothing."""
    encoded = np.frombuffer(text.encode(), dtype=np.uint8)
    bytes_before = np.append(np.flatnonzero((encoded & 0xC0) != 0x80), len(encoded))
    offsets = np.concatenate([[0], bytes_before[ends]]).astype(np.int32)
    return pa.StringArray.from_buffers(len(ends), pa.py_buffer(offsets), pa.py_buffer(encoded))
