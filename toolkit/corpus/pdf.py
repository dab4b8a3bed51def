"""Text of PDF files: lines in reading order, page numbers and running heads taken off."""

import re
from collections import Counter
from collections.abc import Sequence

import pypdfium2 as pdfium

from toolkit.corpus.raw import RawText
from toolkit.errors import ReadError

__all__ = ["read_pdf"]

_PAGE_NUMBER = re.compile(r"[-—－–·•\s]*(?:第\s*)?[0-9]{1,4}(?:\s*页)?(?:\s*[/／,，共]+\s*[0-9]{1,4}\s*页?)?[-—－–·•\s]*")
_DIGITS = re.compile("[0-9]+")
_EDGE = 2
"""Lines at the top and the bottom of a page among which running heads and page numbers are looked for."""
_OFTEN = 0.5
_FEW_CHARS = 10
"""Characters a page, on average, below which a PDF is a scan."""


def read_pdf(data: bytes) -> RawText:
    """Return the text of a PDF file."""
    pages = [page.split("\n") for page in _page_texts(data)]
    if sum(len(line) for page in pages for line in page) < _FEW_CHARS * len(pages):
        raise ReadError(f"the PDF has {len(pages)} pages and no text: it is a scan; recognise its characters (OCR) first")
    heads = _running_heads(pages)
    lines = [line for page in pages for line in _without_edges(page, heads)]
    return RawText("\n".join(lines))


def _page_texts(data: bytes) -> list[str]:
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        reason = "it is locked with a password" if "assword" in str(error) else "it is damaged or cut short"
        raise ReadError(f"the PDF cannot be opened: {reason}") from error
    with document:
        return [_page_text(page) for page in document]


def _page_text(page: pdfium.PdfPage) -> str:
    textpage = page.get_textpage()
    try:
        return str(textpage.get_text_range()).replace("\r\n", "\n").replace("\ufffe", "")
    finally:
        textpage.close()
        page.close()


def _running_heads(pages: Sequence[Sequence[str]]) -> frozenset[str]:
    """Return lines, digits left out, that stand at the edge of most pages."""
    seen = Counter(key for page in pages for key in {_key(line) for line in [*page[:_EDGE], *page[-_EDGE:]]})
    return frozenset(key for key, times in seen.items() if key and times >= max(3, _OFTEN * len(pages)))


def _key(line: str) -> str:
    return _DIGITS.sub("", "".join(line.split()))


def _without_edges(page: Sequence[str], heads: frozenset[str]) -> list[str]:
    lines = [line for line in page if line.strip()]
    while lines and _is_edge(lines[0], heads):
        lines = lines[1:]
    while lines and _is_edge(lines[-1], heads):
        lines = lines[:-1]
    return lines


def _is_edge(line: str, heads: frozenset[str]) -> bool:
    return _key(line) in heads or bool(_PAGE_NUMBER.fullmatch(line))
