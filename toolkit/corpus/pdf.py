"""Text of PDF files: paragraphs rejoined over lines and pages, page numbers and running heads taken off, notes at the end."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from toolkit.corpus.collecting import without_collecting
from toolkit.corpus.head_facts import is_title
from toolkit.corpus.pdf_lines import Line
from toolkit.corpus.pdf_notes import note_texts, split_notes, usual_height
from toolkit.corpus.pdf_pages import Pages, read_pages
from toolkit.corpus.pdf_paragraphs import paragraphs
from toolkit.corpus.raw import Note, RawText
from toolkit.errors import ReadError
from toolkit.grammar.numerals import COUNT

__all__ = ["read_pdf"]

_PAGE_NUMBER = re.compile(r"[-—－–·•\s]*(?:第\s*)?[0-9０-９]{1,4}(?:\s*页)?(?:\s*[/／,，共]+\s*[0-9０-９]{1,4}\s*页?)?[-—－–·•\s]*")
_CAPTION = re.compile(f"附?[表图件]\\s*[0-9{COUNT}]{{1,4}}(?:[-—－][0-9]{{1,3}})?[:：]?")
_DIGITS = re.compile("[0-9]+")
_EDGE = 2
"""Lines at the top and the bottom of a page among which running heads and page numbers are looked for."""
_OFTEN = 0.5
_FEW_CHARS = 10
"""Characters a page, on average, below which a PDF is a scan."""
_SURE = 0.9
"""Mean confidence of recognised characters below which a reader should look at the pages."""


def read_pdf(data: bytes, *, ocr: bool = False) -> RawText:
    """Return the text of a PDF file.

    Parameters
    ----------
    data : bytes
        The file.
    ocr : bool
        Whether the characters of scanned pages are recognised.
    """
    with without_collecting():
        return _read(read_pages(data, ocr=ocr), ocr=ocr)


def _read(found: Pages, *, ocr: bool) -> RawText:
    pages = found.lines
    if sum(len(line.text) for page in pages for line in page) < _FEW_CHARS * len(pages):
        if ocr:
            raise ReadError(f"the PDF has {len(pages)} pages, and no characters could be recognised on them")
        remedy = 'recognise its characters with ocr=True (pip install "policy-text-toolkit[ocr]")'
        raise ReadError(f"the PDF has {len(pages)} pages and no text: it is a scan; {remedy}")
    heads = _running_heads(pages)
    titles = frozenset(key for key in heads if is_title(key))  # a title that each page repeats is kept where it stands first
    usual = usual_height(pages)
    parted = [split_notes(_without_edges(page, heads if number else heads - titles), usual) for number, page in enumerate(pages)]
    notes = note_texts(line for _, notes in parted for line in notes)
    text = "\n".join([*paragraphs([body for body, _ in parted]), *notes])
    other = () if found.confidence is None else (("ocr", True), ("ocr_confidence", round(found.confidence, 4)))
    return RawText(text, notes=tuple(_notes(found)), wrapped=False, other=other)


def _notes(found: Pages) -> Iterator[Note]:
    yield from (Note("unread part", warning) for warning in found.warnings)
    if found.confidence is not None and found.confidence < _SURE:
        sure = f"the characters of scanned pages were recognised with a mean confidence of {found.confidence:.2f}"
        yield Note("low OCR confidence", f"{sure}: read them against the pages")


def _running_heads(pages: Sequence[Sequence[Line]]) -> frozenset[str]:
    """Return lines, digits left out, that stand at the edge of most pages."""
    seen = Counter(key for page in pages for key in {_key(line) for line in [*page[:_EDGE], *page[-_EDGE:]]})
    return frozenset(key for key, times in seen.items() if key and times >= max(3, _OFTEN * len(pages)))


def _key(line: Line) -> str:
    """A line without its digits, which count pages; those of the number of a table are part of the text."""
    bare = "".join(line.text.split())
    return bare if _CAPTION.fullmatch(bare) else _DIGITS.sub("", bare)


def _without_edges(page: Sequence[Line], heads: frozenset[str]) -> list[Line]:
    lines = list(page)
    while lines and _is_edge(lines[0], heads):
        lines = lines[1:]
    while lines and _is_edge(lines[-1], heads):
        lines = lines[:-1]
    return lines


def _is_edge(line: Line, heads: frozenset[str]) -> bool:
    return _key(line) in heads or bool(_PAGE_NUMBER.fullmatch(line.text))
