"""What a reader hands on: the text of one file or table row, and what the file says of itself."""

from dataclasses import dataclass
from typing import NamedTuple

from toolkit.corpus.limits import LIMITS

__all__ = ["HIDDEN", "MAX_BYTES", "MAX_CHARS", "Item", "Note", "RawText", "Stated"]

MAX_BYTES = LIMITS.file_bytes
HIDDEN = (".", "~$")
"""How names of files and folders begin that are no part of a source: hidden ones, and the locks of Word."""
MAX_CHARS = LIMITS.characters


@dataclass(frozen=True, slots=True)
class Stated:
    """A fact that a source states about a document, and where it stands there."""

    field: str
    value: str
    origin: str
    within: str = ""
    """Of a place: what it lies in, as another column of the table says."""


class Heading(NamedTuple):
    """A line that the format itself marks as a heading, and its level there, from 1."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Note:
    """Something odd about a document that was read: a row of ``corpus.notes``."""

    kind: str
    """``short``, ``duplicate``, ``lost characters``, ``mixed script``, ``low OCR confidence``, ``unread part``, ``unread column``."""
    note: str
    """One sentence, with the remedy where there is one."""


@dataclass(frozen=True, slots=True)
class RawText:
    """Text as read, not yet cleaned."""

    text: str
    stated: tuple[Stated, ...] = ()
    warnings: tuple[str, ...] = ()
    """Sentences about characters that were lost."""
    notes: tuple[Note, ...] = ()
    """Whatever else is odd."""
    wrapped: bool = True
    """Whether lines may be those of a page; False where the format tells paragraphs."""
    headings: tuple[Heading, ...] = ()
    """In their order."""
    other: tuple[tuple[str, str | int | float | bool], ...] = ()
    """What else the source states, by name: columns of a table that are no field of a document."""


@dataclass(frozen=True, slots=True)
class Item:
    """One document to be: a file, a member of an archive, a row of a table, or the reason why it cannot be read."""

    name: str
    """Path inside the source, with ``#`` and the row for a table: the document's id."""
    sha256: str
    size: int
    path: str = ""
    """Where the file is; empty for a table row."""
    member: str = ""
    """Name inside the archive at `path`."""
    raw: RawText | None = None
    """The text itself, where it came from a table."""
    error: str = ""
