"""Pieces of texts as Arrow holds them: the texts once, and where each piece ends; no Python string is made for a piece."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pyarrow as pa

__all__ = ["text_pieces"]

_GOES_ON = -65
"""As a signed number, the last of the bytes that go on with a character of UTF-8."""


def text_pieces(texts: Sequence[str], ends: Sequence[npt.NDArray[np.integer]]) -> pa.StringArray:
    """Return the pieces of texts up to each end, in order; the pieces of a text joined are the text.

    Parameters
    ----------
    texts : sequence of str
    ends : sequence of arrays
        For each text, the offsets at which its pieces end, the last one at the end of the text.

    Examples
    --------
    >>> text_pieces(["优化服务", "GDP"], [np.array([2, 4]), np.array([3])]).to_pylist()
    ['优化', '服务', 'GDP']
    """
    encoded = [text.encode() for text in texts]
    sizes = np.cumsum([0, *map(len, encoded)])
    offsets = [_byte_ends(text, wanted) + before for text, wanted, before in zip(encoded, ends, sizes[:-1], strict=True)]
    whole = np.concatenate([[0], *offsets]).astype(np.int32)
    return pa.StringArray.from_buffers(len(whole) - 1, pa.py_buffer(whole), pa.py_buffer(b"".join(encoded)))


def _byte_ends(encoded: bytes, ends: npt.NDArray[np.integer]) -> npt.NDArray[np.int64]:
    """The offsets in bytes of offsets in characters."""
    begins = np.flatnonzero(np.frombuffer(encoded, dtype=np.int8) > _GOES_ON)
    return np.asarray(np.append(begins, len(encoded))[ends])
