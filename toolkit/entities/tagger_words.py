"""What the tagger knows of a word by itself: part of speech, cluster, shape, first and last character."""

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from struct import Struct
from threading import Lock
from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from toolkit.entities.context import governor_role
from toolkit.text import Segmenter
from toolkit.text.dictionary import known_tags

__all__ = [
    "LONGEST", "PROPERTIES", "ROLES", "Clusters", "Codes", "Rows", "Vocabulary", "WordTable", "cluster_key", "cluster_sizes", "code_of",
    "tag_numbers",
]  # fmt: skip

Codes = NDArray[np.uint32]
Clusters = Mapping[str, tuple[int, int, int]]
"""For each word its cluster among many, some and few; numbers from 1."""

PROPERTIES = ("word", "tag", "fine", "middle", "coarse", "first", "last", "length", "role")
_COLUMNS = (*PROPERTIES, "tag_number", "role_number", "characters")
_ROW = Struct(f"<{len(_COLUMNS)}I")
_DIGITS = str.maketrans("0123456789", "0" * 10)
LONGEST = 5
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


@cache
def tag_numbers() -> Mapping[str, int]:
    """A number for each part of speech, from 0 for none."""
    return {tag: number for number, tag in enumerate(("", *sorted(known_tags())))}


ROLES = {"": 0, "hard": 1, "soft": 2}
"""A number for each role of `governor_role`."""


def cluster_sizes(clusters: Clusters) -> dict[str, int]:
    """How many clusters there are, that of words without one included, among many, some and few."""
    columns = zip(*clusters.values(), strict=True) if clusters else ((0,),) * 3
    return {name: max(column) + 1 for name, column in zip(("fine", "middle", "coarse"), columns, strict=True)}


class Rows:
    """A table to which rows are added and in which none is ever changed.

    Parameters
    ----------
    dtype : type of number
    width : int, optional
        Numbers of a row; without it a row is a number.
    """

    def __init__(self, dtype: type[np.generic], *width: int) -> None:
        self._space = np.zeros((1024, *width), dtype=dtype)
        self._length = 0

    def __len__(self) -> int:
        return self._length

    def add(self, rows: NDArray[Any]) -> None:
        """Put rows behind those that are there."""
        end = self._length + len(rows)
        if end > len(self._space):
            space = np.zeros((2 * end, *self._space.shape[1:]), dtype=self._space.dtype)
            space[: self._length] = self.there
            self._space = space
        self._space[self._length : end] = rows
        self._length = end

    @property
    def there(self) -> NDArray[Any]:
        """The rows so far."""
        return self._space[: self._length]


class _Numbers(dict[str, int]):
    """A number for each word that was ever asked for."""

    def __init__(self) -> None:
        self.words: list[str] = []

    def __missing__(self, word: str) -> int:
        number = self[word] = len(self)
        self.words.append(word)
        return number


class WordTable:
    """Words by number, and for each number the codes of the properties of its word; 0 is no word."""

    def __init__(self) -> None:
        self._numbers = _Numbers()
        self._columns = {name: Rows(np.uint32) for name in _COLUMNS}
        self.numbers([""], lambda _: _ROW.pack(*[0] * (len(_COLUMNS) - 1), 1))

    def __len__(self) -> int:
        return len(self._columns["word"])

    def numbers(self, words: Sequence[str], look_up: Callable[[str], bytes]) -> NDArray[np.int64]:
        """The numbers of words; those that are new are looked up."""
        found = np.fromiter(map(self._numbers.__getitem__, words), dtype=np.int64, count=len(words))
        new = self._numbers.words[len(self) :]
        if new:
            rows = np.frombuffer(b"".join(map(look_up, new)), dtype="<u4").reshape(len(new), -1)
            for column, added in zip(self._columns.values(), rows.T, strict=True):
                column.add(added)
        return found

    def columns(self) -> Mapping[str, Codes]:
        """The codes of each property, by the numbers of words."""
        return {name: column.there for name, column in self._columns.items()}


class Vocabulary:
    """Cuts texts and knows the properties of words; what it has looked up once it keeps, until it is tens of thousands of words.

    Parameters
    ----------
    clusters : mapping
    """

    def __init__(self, clusters: Clusters) -> None:
        self._segmenter = Segmenter()
        self._clusters = clusters
        self._tags = tag_numbers()
        self._codes = {name: code_of(name) for name in (*self._tags, *ROLES)}
        self._table = WordTable()
        self._lock = Lock()

    def cut(self, text: str) -> list[str]:
        """The words of a text."""
        return self._segmenter.cut(text)

    def read(self, words: Sequence[str]) -> tuple[NDArray[np.int64], WordTable]:
        """The numbers of words, and the table that they are numbers of."""
        with self._lock:
            if len(self._table) > _KEPT:
                self._table = WordTable()
            return self._table.numbers(words, self._look_up), self._table

    def _look_up(self, word: str) -> bytes:
        key = word if word.isalpha() else cluster_key(word)
        tag, role = self._segmenter.tag_of(word) or "", governor_role(word) or ""
        kind = self._clusters.get(key, (0, 0, 0))
        shape = ord(key[0]), ord(key[-1]), min(len(word), LONGEST)
        numbers = self._tags[tag], ROLES[role], len(word)
        return _ROW.pack(code_of(key), self._codes[tag], *kind, *shape, self._codes[role], *numbers)
