"""One reader a file format: bytes in, text with what the file says of itself out."""

import os
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import lru_cache

from toolkit.corpus.archives import read_member
from toolkit.corpus.confined import confined
from toolkit.corpus.decoding import decode
from toolkit.corpus.html import read_html, read_mhtml
from toolkit.corpus.limits import LIMITS, Limits
from toolkit.corpus.local_copies import local_copy
from toolkit.corpus.markdown import read_markdown
from toolkit.corpus.office import CONVERTED, read_docx
from toolkit.corpus.pdf import read_pdf
from toolkit.corpus.raw import MAX_CHARS, Item, RawText
from toolkit.corpus.reasons import reason_of, sentence_of
from toolkit.errors import ReadError

__all__ = ["READERS", "extension", "read_archive_member", "read_file", "read_item"]

_MAX_TEXT_BYTES = 4 * MAX_CHARS


def _plain(data: bytes) -> RawText:
    decoded = decode(data)
    return RawText(decoded.text, warnings=(decoded.warning,) if decoded.warning else ())


READERS: Mapping[str, Callable[[bytes], RawText]] = {
    ".txt": _plain,
    ".text": _plain,
    ".md": read_markdown,
    ".markdown": read_markdown,
    ".html": read_html,
    ".htm": read_html,
    ".shtml": read_html,
    ".xhtml": read_html,
    ".mhtml": read_mhtml,
    ".mht": read_mhtml,
    ".docx": read_docx,
    **CONVERTED,
    ".pdf": read_pdf,
}
_TEXT_FORMATS_READ_HERE = frozenset((".txt", ".text", ".md", ".markdown"))
_PACKED = (".csv", ".tsv", ".json", ".jsonl", ".ndjson")
"""Tables that are also read as packed by gzip."""
_TEXT_FORMATS = frozenset(name for name, reader in READERS.items() if reader in (_plain, read_markdown, read_html, read_mhtml))


def extension(name: str) -> str:
    """Return the extension of a file name in lower case, with its dot; of a packed table both (``.csv.gz``)."""
    stem, kind = os.path.splitext(name)
    inner = os.path.splitext(stem)[1].lower() if kind.lower() == ".gz" else ""
    return f"{inner}.gz" if inner in _PACKED else kind.lower()


def read_item(item: Item, *, ocr: bool = False, limits: Limits = LIMITS) -> RawText:
    """Return the text of one item of the source.

    Parameters
    ----------
    item : Item
        What is to be read.
    ocr : bool
        Whether the characters of scanned pages of PDF files are recognised.
    limits : Limits
        What reading it may take.

    Raises
    ------
    ReadError
        It cannot be read; the message says why in one sentence.
    """
    if item.error:
        raise ReadError(item.error)
    raw = item.raw or (_read_confined(item, ocr=ocr, limits=limits) if _is_confined(item) else read_file(item, ocr=ocr))
    if len(raw.text) > MAX_CHARS:
        raise ReadError(f"the text has {len(raw.text):,} characters; documents above {MAX_CHARS:,} are not taken")
    return raw


def _read_confined(item: Item, *, ocr: bool, limits: Limits) -> RawText:
    raw: RawText
    try:
        here = replace(item, path=local_copy(item.path)) if item.path else item
    except OSError as error:
        raise ReadError(sentence_of(error)) from error
    (raw,) = confined("file").answers(("file", here, ocr, limits))
    return raw


def _is_confined(item: Item) -> bool:
    """Tell whether a library reads the file: plain text is read here, and LibreOffice is a process of its own."""
    kind = extension(item.member or item.name)
    return kind not in _TEXT_FORMATS_READ_HERE and kind not in CONVERTED


def read_file(item: Item, *, ocr: bool = False) -> RawText:
    """Return the text of a file or of a member of an archive, read in this process.

    Raises
    ------
    ReadError
        It cannot be read.
    """
    kind = extension(item.member or item.name)
    if kind in _TEXT_FORMATS and item.size > _MAX_TEXT_BYTES:
        raise ReadError(f"the file has {item.size:,} bytes; texts above {_MAX_TEXT_BYTES:,} bytes are not read")
    data = _bytes(item)
    if not data:
        raise ReadError("the file is empty")
    try:
        raw = read_pdf(data, ocr=True) if ocr and kind == ".pdf" else READERS[kind](data)
    except (ReadError, MemoryError):
        raise
    except Exception as error:  # parsers of damaged files raise whatever they meet; the row names it
        raise ReadError(f"the file cannot be read ({type(error).__name__}: {reason_of(error)})") from error
    if not raw.text.strip():
        raise ReadError("there is no text in the file")
    return raw


def _bytes(item: Item) -> bytes:
    try:
        path = local_copy(item.path)
        if not item.member:
            with open(path, "rb") as handle:
                return handle.read()
        return read_archive_member(path, item.member)
    except OSError as error:
        raise ReadError(sentence_of(error)) from error


def read_archive_member(path: str, member: str) -> bytes:
    """Return the bytes of a member of an archive.

    Raises
    ------
    ReadError
        It is damaged.
    """
    try:
        return read_member(_archive(path, os.stat(path).st_mtime_ns), member)
    except (OSError, ReadError, MemoryError):
        raise
    except Exception as error:  # the decompressors raise whatever they meet; the row names it
        raise ReadError(sentence_of(error, "the archive is damaged")) from error


@lru_cache(maxsize=1)
def _archive(path: str, changed: int) -> zipfile.ZipFile:
    """The archive read last stays open: to read its directory for each of thousands of members would take the square of their number."""
    return zipfile.ZipFile(path)
