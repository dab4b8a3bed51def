"""What lies in a folder of reports: formats, columns of tables, and pages that are pictures."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pypdfium2 as pdfium

from toolkit.corpus.folder import SourceFile
from toolkit.corpus.office import CONVERTED, office_program
from toolkit.corpus.pdf_ocr import check_ocr, has_picture
from toolkit.corpus.readers import READERS, extension
from toolkit.corpus.sources import files_of
from toolkit.corpus.table_files import TABLE_READERS
from toolkit.corpus.table_rows import sheet_columns
from toolkit.errors import InvalidValue, ReadError

__all__ = ["Look", "Sheet", "look_at"]

_MOST_TABLES, _MOST_PDFS, _PAGES = 20, 50, 3
_FEW_CHARACTERS = 20
"""Characters of a page with a picture below which the picture is taken for its text."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table of documents: its columns, and the field that each is taken for."""

    name: str
    header: Sequence[str]
    guessed: Mapping[str, str]
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Look:
    """What was seen."""

    formats: Mapping[str, int]
    """Number of files by extension, the most frequent first."""
    sheets: Sequence[Sheet]
    remarks: Sequence[str]
    ocr: bool
    """Whether there are scans, and what reads them."""


def look_at(source: Path) -> Look:
    """Return what lies in a folder, or what a file is."""
    files = files_of(str(source), skip=Path())
    formats = dict(Counter(extension(file.name) for file in files).most_common())
    tables = [file for file in files if extension(file.name) in TABLE_READERS][:_MOST_TABLES]
    pdfs = [file for file in files if extension(file.name) == ".pdf"][:_MOST_PDFS]
    scans = sum(map(_is_scan, pdfs))
    readable = _reads_scans()
    sheets = [sheet for file in tables for sheet in _sheets(file)]
    return Look(formats, sheets, list(_remarks(formats, sheets, scans, len(pdfs), readable=readable)), bool(scans) and readable)


def _remarks(formats: Mapping[str, int], sheets: Sequence[Sheet], scans: int, pdfs: int, *, readable: bool) -> Iterator[str]:
    unread = [kind for kind in formats if kind not in READERS and kind not in TABLE_READERS and kind != ".zip"]
    if unread:
        kinds = " ".join(kind or "(no extension)" for kind in unread)
        yield f"files of type {kinds} are not read: {sum(formats[kind] for kind in unread):,}"
    old = [kind for kind in formats if kind in CONVERTED]
    if old and office_program() is None:
        yield f"files of type {' '.join(old)} need LibreOffice, which is not installed: {sum(formats[kind] for kind in old):,}"
    if scans:
        how = "ocr = true reads them" if readable else 'to read them, pip install "policy-text-toolkit[ocr]" and set ocr = true'
        yield f"{scans} of {pdfs} PDF files that were looked at have pages that are pictures: {how}"
    yield from (f"{sheet.name}: {sheet.problem}" for sheet in sheets if sheet.problem)


def _sheets(file: SourceFile) -> Iterator[Sheet]:
    try:
        with open(file.path, "rb") as source:
            for sheet in TABLE_READERS[extension(file.name)](source):
                name = f"{file.name} {sheet.name}".strip()
                try:
                    yield Sheet(name, sheet.header, sheet_columns(sheet, {}).of)
                except ReadError as error:
                    yield Sheet(name, sheet.header, {}, str(error))
    except Exception as error:  # the libraries raise whatever they meet in a damaged file; the remark names it
        yield Sheet(file.name, [], {}, f"cannot be read: {error or type(error).__name__}")


def _reads_scans() -> bool:
    """Whether the extra for scans is installed."""
    try:
        check_ocr()
    except InvalidValue:
        return False
    return True


def _is_scan(file: SourceFile) -> bool:
    """Whether one of the first pages of a file is a picture with hardly any characters."""
    try:
        with pdfium.PdfDocument(file.path) as document:
            return any(_is_picture(document[number]) for number in range(min(_PAGES, len(document))))
    except (OSError, pdfium.PdfiumError):
        return False  # damaged or locked: the run says so


def _is_picture(page: pdfium.PdfPage) -> bool:
    return page.get_textpage().count_chars() < _FEW_CHARACTERS and has_picture(page)
