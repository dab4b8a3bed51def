"""The words of many documents as one table of arrays: no Python object for a row."""

from collections.abc import Sequence
from typing import NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from toolkit.corpus.pieces import text_pieces
from toolkit.tables import SCHEMAS
from toolkit.text import Segmenter

__all__ = ["token_table"]

_Ints: TypeAlias = npt.NDArray[np.int32]
_Document: TypeAlias = tuple[str, str, npt.NDArray[np.int64]]


class _Words(NamedTuple):
    """The words of one document."""

    sentences: _Ints
    starts: _Ints
    ends: _Ints


def token_table(documents: Sequence[_Document], segmenter: Segmenter) -> pa.Table:
    """Return the words of documents, given as id, text and starts of the sentences.

    Joined, the words of a text are the text; so their lengths tell where they are, and the text itself holds them.
    """
    if not documents:
        return SCHEMAS["tokens"].empty_table()
    found = [_words(segmenter.cut(text), firsts) for _, text, firsts in documents]
    ends = [words.ends for words in found]
    counts = np.array([len(words.ends) for words in found])
    columns = [
        pa.DictionaryArray.from_arrays(np.repeat(_numbers(counts), counts), [name for name, _, _ in documents]),
        np.concatenate([words.sentences for words in found]),
        np.concatenate([_numbers(words.ends) for words in found]),
        np.concatenate([words.starts for words in found]),
        np.concatenate(ends),
        text_pieces([text for _, text, _ in documents], ends).dictionary_encode(),
    ]
    return pa.table(columns, schema=SCHEMAS["tokens"])


def _words(words: Sequence[str], firsts: npt.NDArray[np.int64]) -> _Words:
    """A document at a time, so that the arrays stay in the processor's cache."""
    lengths = np.fromiter(map(len, words), dtype=np.int32, count=len(words))
    ends = np.cumsum(lengths, dtype=np.int32)
    starts = ends - lengths
    in_sentence = np.diff(np.searchsorted(starts, firsts), append=len(starts))
    return _Words(np.repeat(_numbers(firsts), in_sentence), starts, ends)


def _numbers(values: npt.NDArray[np.integer]) -> _Ints:
    return np.arange(len(values), dtype=np.int32)
