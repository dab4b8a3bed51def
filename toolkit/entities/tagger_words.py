"""What the tagger knows of a word by itself: part of speech, cluster, shape, first and last character."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from struct import Struct
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from toolkit.entities.context import governor_role
from toolkit.text import Segmenter

__all__ = ["Clusters", "Codes", "Vocabulary", "cluster_key", "code_of"]

Codes = NDArray[np.uint32]
Clusters = Mapping[str, tuple[int, int, int]]
"""For each word its cluster among many, some and few; numbers from 1."""

_PROPERTIES = ("word", "tag", "fine", "middle", "coarse", "first", "last", "length", "role")
_ROW = Struct(f"<{len(_PROPERTIES)}I")
_DIGITS = str.maketrans("0123456789", "0" * 10)
_LONGEST = 5
_KEPT = 50_000


def code_of(value: str) -> int:
    """A number for a string, the same in every process.

    Examples
    --------
    >>> code_of("规划") == code_of("规划"), code_of("")
    (True, 0)
    """
    return crc32(value.encode("utf-8", "surrogatepass"))


def cluster_key(word: str) -> str:
    """The form in which a word stands in the table of clusters: all digits are one."""
    return word.translate(_DIGITS)


class Vocabulary:
    """Cuts texts and knows the properties of words; what it has looked up once it keeps, the last tens of thousands of words.

    Parameters
    ----------
    clusters : mapping
    """

    def __init__(self, clusters: Clusters) -> None:
        self._segmenter = Segmenter()
        self._clusters = clusters
        self._properties = lru_cache(maxsize=_KEPT)(self._look_up)

    def cut(self, text: str) -> list[str]:
        """The words of a text."""
        return self._segmenter.cut(text)

    def properties(self, words: Sequence[str]) -> Mapping[str, Codes]:
        """For each property the codes of the words; 0 where nothing is known."""
        table = np.frombuffer(b"".join(map(self._properties, words)), dtype="<u4").reshape(-1, len(_PROPERTIES))
        return dict(zip(_PROPERTIES, table.T.copy(), strict=True))

    def _look_up(self, word: str) -> bytes:
        key = cluster_key(word)
        tag, role = self._segmenter.tag_of(word) or "", governor_role(word) or ""
        kind = self._clusters.get(key, (0, 0, 0))
        shape = ord(key[0]), ord(key[-1]), min(len(word), _LONGEST)
        return _ROW.pack(code_of(key), code_of(tag), *kind, *shape, code_of(role))
