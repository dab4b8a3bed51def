"""Pages of a PDF file as lines: those of text as they are, those that are pictures on request by recognition."""

from collections.abc import Sequence
from threading import Lock
from typing import NamedTuple

import pypdfium2 as pdfium

from toolkit.corpus.pdf_chars import page_chars
from toolkit.corpus.pdf_fonts import same_fonts
from toolkit.corpus.pdf_lines import Line, page_lines
from toolkit.corpus.pdf_ocr import has_picture, recognise
from toolkit.corpus.pdf_rules import page_rules
from toolkit.corpus.raw import MAX_CHARS
from toolkit.errors import ReadError

__all__ = ["Pages", "read_pages"]

_ONE_AT_A_TIME = Lock()
"""The library must not be used by two threads at once."""


class Pages(NamedTuple):
    """The lines of each page."""

    lines: tuple[list[Line], ...]
    warnings: tuple[str, ...] = ()
    confidence: float | None = None
    """The mean of what was recognised, from 0 to 1; None where nothing was."""


def read_pages(data: bytes, *, ocr: bool) -> Pages:
    """Return the pages of a PDF file."""
    with _ONE_AT_A_TIME, same_fonts():
        try:
            document = pdfium.PdfDocument(data)
        except pdfium.PdfiumError as error:
            reason = "it is locked with a password" if "assword" in str(error) else "it is damaged or cut short"
            raise ReadError(f"the PDF cannot be opened: {reason}") from error
        try:
            return _read(document, ocr=ocr)
        finally:
            document.close()


def _read(document: pdfium.PdfDocument, *, ocr: bool) -> Pages:
    pages: list[list[Line]] = []
    vertical: list[int] = []
    scanned: list[int] = []
    recognised: list[tuple[float, int]] = []
    length = 0
    for number, page in enumerate(document, start=1):
        chars = page_chars(page)
        rules = page_rules(page)
        if not any(chars.groups) and has_picture(page):
            scanned.append(number)
            if ocr:
                found = recognise(page)
                chars = found.chars
                recognised.append((found.confidence, found.length))
        lines = page_lines(chars, rules)
        page.close()
        pages.append(lines)
        vertical += [number] if chars.vertical else []
        length += sum(len(line.text) for line in lines)
        if length > MAX_CHARS:
            raise ReadError(f"the PDF has more than {MAX_CHARS:,} characters: documents above that are not taken")
    told = [_told(vertical, "set vertically; check their text")] if vertical else []
    told += [_told(scanned, "pictures and are not read; recognise their characters with ocr=True")] if scanned and not ocr else []
    total = sum(size for _, size in recognised)
    confidence = sum(share * size for share, size in recognised) / total if total else None
    return Pages(tuple(pages), tuple(told), confidence)


def _told(numbers: Sequence[int], what: str) -> str:
    return f"{len(numbers)} pages of the PDF, the first of them page {numbers[0]}, are {what}"
