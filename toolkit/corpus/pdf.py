"""Text of PDF files: paragraphs rejoined over lines and pages, page numbers and running heads taken off."""

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from operator import attrgetter
from threading import Lock
from typing import NamedTuple

import pypdfium2 as pdfium

from toolkit.corpus.head_facts import is_title
from toolkit.corpus.pdf_chars import page_chars
from toolkit.corpus.pdf_fonts import same_fonts
from toolkit.corpus.pdf_lines import Line, page_lines
from toolkit.corpus.pdf_notes import note_texts, split_notes, usual_height
from toolkit.corpus.pdf_rules import page_rules
from toolkit.corpus.pdf_tables import with_columns
from toolkit.corpus.raw import MAX_CHARS, RawText
from toolkit.errors import ReadError
from toolkit.grammar.headings import ARABIC_ITEM, BRACKETED_ITEM, CHAPTER, COUNTED_ITEM

__all__ = ["read_pdf"]

_PAGE_NUMBER = re.compile(r"[-—－–·•\s]*(?:第\s*)?[0-9０-９]{1,4}(?:\s*页)?(?:\s*[/／,，共]+\s*[0-9０-９]{1,4}\s*页?)?[-—－–·•\s]*")
_UNBROKEN = re.compile("[0-9０-９.．,%％:：()A-Za-z-]*")
_DIGITS = re.compile("[0-9]+")
_STOP = re.compile(r"(?<=[\u4e00-\u9fff）)”%])\.(?=[\u4e00-\u9fff“（]|$)")
_ENDS = "。；：！？;:!?”）)"
_NUMBER = re.compile(f"{COUNTED_ITEM}|{BRACKETED_ITEM}|{ARABIC_ITEM}|{CHAPTER}|附[件表]")
_ONE_AT_A_TIME = Lock()
"""The library must not be used by two threads at once."""
_EDGE = 2
"""Lines at the top and the bottom of a page among which running heads and page numbers are looked for."""
_OFTEN = 0.5
_FEW_CHARS = 10
"""Characters a page, on average, below which a PDF is a scan."""
_INDENT = 1.2
_SHORT = 2.5
_CENTRED = 3.0
"""Indent of a paragraph, shortfall of its last line, and indent of a title, in heights of a character."""


def read_pdf(data: bytes) -> RawText:
    """Return the text of a PDF file."""
    with _ONE_AT_A_TIME, same_fonts():
        pages, warnings = _pages(data)
    if sum(len(line.text) for page in pages for line in page) < _FEW_CHARS * len(pages):
        raise ReadError(f"the PDF has {len(pages)} pages and no text: it is a scan; recognise its characters (OCR) first")
    heads = _running_heads(pages)
    titles = frozenset(key for key in heads if is_title(key))  # a title that each page repeats is kept where it stands first
    usual = usual_height(pages)
    parted = [split_notes(_without_edges(page, heads if number else heads - titles), usual) for number, page in enumerate(pages)]
    placed = [line for number, (body, _) in enumerate(parted) for line in _placed(body, number)]
    notes = note_texts(line for _, notes in parted for line in notes)
    return RawText("\n".join([*_paragraphs(placed), *notes]), warnings=warnings, wrapped=False)


def _pages(data: bytes) -> tuple[list[list[Line]], tuple[str, ...]]:
    """The lines of the pages, and a sentence on pages that are set vertically."""
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        reason = "it is locked with a password" if "assword" in str(error) else "it is damaged or cut short"
        raise ReadError(f"the PDF cannot be opened: {reason}") from error
    pages, length = [], 0
    vertical: list[int] = []
    try:
        for number, page in enumerate(document, start=1):
            chars = page_chars(page)
            lines = page_lines(chars, page_rules(page))
            page.close()
            pages.append(lines)
            vertical += [number] if chars.vertical else []
            length += sum(len(line.text) for line in lines)
            if length > MAX_CHARS:
                raise ReadError(f"the PDF has more than {MAX_CHARS:,} characters: documents above that are not taken")
    finally:
        document.close()
    told = f"{len(vertical)} pages are set vertically, the first of them page {vertical[0]}; check their text" if vertical else ""
    return pages, (told,) if told else ()


def _running_heads(pages: Sequence[Sequence[Line]]) -> frozenset[str]:
    """Return lines, digits left out, that stand at the edge of most pages."""
    seen = Counter(key for page in pages for key in {_key(line) for line in [*page[:_EDGE], *page[-_EDGE:]]})
    return frozenset(key for key, times in seen.items() if key and times >= max(3, _OFTEN * len(pages)))


def _key(line: Line) -> str:
    return _DIGITS.sub("", "".join(line.text.split()))


def _without_edges(page: Sequence[Line], heads: frozenset[str]) -> list[Line]:
    lines = list(page)
    while lines and _is_edge(lines[0], heads):
        lines = lines[1:]
    while lines and _is_edge(lines[-1], heads):
        lines = lines[:-1]
    return lines


def _is_edge(line: Line, heads: frozenset[str]) -> bool:
    return _key(line) in heads or bool(_PAGE_NUMBER.fullmatch(line.text))


class _Placed(NamedTuple):
    """A line with the margins of its column and the number of its page."""

    line: Line
    left: float
    right: float
    page: int


def _placed(page: Sequence[Line], number: int) -> Iterator[_Placed]:
    """The lines of a page, those of tables as rows of cells."""
    for _, block in groupby(page, attrgetter("block")):
        lines = list(block)
        left, right = _margins(lines)
        for ruled, stretch in groupby(lines, attrgetter("ruled")):
            for line in list(stretch) if ruled else with_columns(list(stretch)):
                yield _Placed(line, left, right, number)


def _paragraphs(placed: Sequence[_Placed]) -> Iterator[str]:
    """Join a line to the one before it where the two are of one paragraph."""
    if not placed:
        return
    held = placed[0].line.text
    for before, after in pairwise(placed):
        if _goes_on(before, after, held):
            text = after.line.text
            held += (" " if held[-1:].isascii() and held[-1:].isalpha() and text[:1].isascii() else "") + text
        else:
            yield _STOP.sub("。", held)
            held = after.line.text
    yield _STOP.sub("。", held)


def _goes_on(before: _Placed, after: _Placed, held: str) -> bool:
    """Whether a line is full and the next is not indented, or a page ends within a sentence; `held` is the paragraph so far."""
    first, second = before.line, after.line
    height = first.height or second.height
    if "\t" in first.text or "\t" in second.text or first.ruled or second.ruled or second.text.startswith("——"):
        return False
    if second.left - after.left >= _INDENT * height or not _alike(first, second):
        return False
    if first.left - before.left > _CENTRED * height and first.left - second.left > _INDENT * height:
        return False  # a title in the middle of the page
    unbroken = _UNBROKEN.match(second.text)
    missing = _SHORT * height + 0.6 * height * len(unbroken.group() if unbroken else "")
    full = before.right - first.right < missing and len(first.text) > 8
    return full or (before.page != after.page and "，" in held and held[-1] not in _ENDS and not _NUMBER.match(second.text))


def _margins(page: Sequence[Line]) -> tuple[float, float]:
    """Return left and right edge of the running text: where most lines begin, and where the long ones end."""
    lefts = Counter(round(line.left / 3) for line in page if len(line.text) > 8)
    common = [place for place, times in lefts.items() if times >= max(2, len(page) // 6)]
    left = 3 * min(common or [round(line.left / 3) for line in page])
    rights = sorted(line.right for line in page if len(line.text) > 8)
    return left, rights[math.ceil(0.9 * (len(rights) - 1))] if rights else max(line.right for line in page)


def _alike(before: Line, line: Line) -> bool:
    """Tell lines of the same size: a heading is larger than the text below it."""
    return not (before.height and line.height) or abs(before.height - line.height) < 0.25 * max(before.height, line.height)
