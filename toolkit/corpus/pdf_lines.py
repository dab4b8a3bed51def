"""Lines of a PDF page from the places of its characters, for the order in the file is not the order on the page."""

from collections.abc import Iterator
from ctypes import c_float
from dataclasses import dataclass
from itertools import pairwise

import pypdfium2 as pdfium
import pypdfium2.raw as raw

__all__ = ["Box", "Line", "page_lines"]

_CELL_GAP = 1.3
"""Gap between characters, in widths of a character, from which on they stand in two cells of a table."""
_WIDEST = 2.2
"""Spacing above which even a line that is set wide has gaps: 统　计　公　报 against the head of a table."""
_NUMBER_GAP = 0.7
_WORD_GAP = 0.22
_NAME_GAP = 0.45
_OVERLAP = 0.5
_FOUNDER_POINT = "\U001001b0"
"""Fonts of the Founder type-setting system have their decimal point here."""
_HIGH, _LOW, _END = 0xD800, 0xDC00, 0xE000


@dataclass(frozen=True, slots=True)
class Box:
    """A stretch of a line without a gap as wide as that between two cells; the edges of each of its characters are known."""

    text: str
    edges: tuple[tuple[float, float], ...]
    """Left and right of the characters that are not blanks."""

    @property
    def left(self) -> float:
        """Where it begins."""
        return self.edges[0][0]

    @property
    def right(self) -> float:
        """Where it ends."""
        return max(right for _, right in self.edges)


@dataclass(frozen=True, slots=True)
class Line:
    """A line: its text (cells set apart by tabs), its edges and the height of its Chinese characters (0 without any) in points."""

    text: str
    left: float
    right: float
    bottom: float
    height: float
    boxes: tuple[Box, ...] = ()


@dataclass(frozen=True, slots=True)
class _Char:
    text: str
    left: float
    right: float
    bottom: float
    top: float

    @property
    def size(self) -> float:
        return self.top - self.bottom


def page_lines(page: pdfium.PdfPage) -> list[Line]:
    """Return the lines of a page from top to bottom."""
    textpage = page.get_textpage()
    try:
        chars = list(_chars(textpage))
    finally:
        textpage.close()
    chars.sort(key=lambda char: (-(char.top + char.bottom), char.left))
    rows: list[list[_Char]] = []
    for char in chars:
        if rows and _same_line(rows[-1], char):
            rows[-1].append(char)
        else:
            rows.append([char])
    return [_line(row) for row in rows]


def _chars(textpage: pdfium.PdfTextPage) -> Iterator[_Char]:
    """Yield the visible characters with their boxes; blanks and line ends are made by the library and left out."""
    box = raw.FS_RECTF(c_float(), c_float(), c_float(), c_float())
    high = 0
    for index in range(textpage.count_chars()):
        code = raw.FPDFText_GetUnicode(textpage, index)
        if _HIGH <= code < _LOW:
            high = code
            continue
        text = _character(code, high)
        high = 0
        if text.strip() and raw.FPDFText_GetLooseCharBox(textpage, index, box):
            left, right = min(box.left, box.right), max(box.left, box.right)
            bottom, top = min(box.bottom, box.top), max(box.bottom, box.top)
            yield _Char(text, left, right, bottom, top)


def _character(code: int, high: int) -> str:
    """Return the character of a UTF-16 unit, with the unit before it where the two make a pair."""
    if _LOW <= code < _END:
        text = chr(0x10000 + ((high - _HIGH) << 10) + (code - _LOW)) if high else ""
        return "." if text == _FOUNDER_POINT else text
    return "" if code < 32 or code in (0xFFFE, 0xFFFF) else chr(code)


def _same_line(row: list[_Char], char: _Char) -> bool:
    first = max(row[-3:], key=lambda other: other.size)
    shared = min(first.top, char.top) - max(first.bottom, char.bottom)
    return shared > _OVERLAP * min(first.size, char.size)


def _line(row: list[_Char]) -> Line:
    row = sorted(row, key=lambda char: char.left)
    gaps = [(char.left - before.right) / max(before.size, char.size, 1.0) for before, char in pairwise(row)]
    wide = min(_WIDEST, 2 * sorted(gaps)[len(gaps) // 2]) if gaps else 0.0
    boxes: list[Box] = []
    pieces, edges = [row[0].text], [(row[0].left, row[0].right)]
    for (before, char), gap in zip(pairwise(row), gaps, strict=True):
        separator = _separator(before, char, gap, wide)
        if separator == "\t":
            boxes.append(Box("".join(pieces), tuple(edges)))
            pieces, edges = [], []
        pieces += [separator.strip("\t"), char.text]
        edges.append((char.left, char.right))
    boxes.append(Box("".join(pieces), tuple(edges)))
    sizes = sorted(char.size for char in row if char.text >= "\u2e80")
    height = sizes[len(sizes) // 2] if sizes else 0.0
    text, bottom = "\t".join(box.text for box in boxes), min(char.bottom for char in row)
    return Line(text, row[0].left, max(char.right for char in row), bottom, height, tuple(boxes))


def _separator(before: _Char, char: _Char, gap: float, wide: float) -> str:
    """Return what stands between two characters; `wide` is the least gap that is more than the spacing of the line."""
    both_ascii = before.text.isascii() and char.text.isascii()
    if gap > max(wide, _NUMBER_GAP if both_ascii else _CELL_GAP):
        return "\t"
    if both_ascii:
        return " " if gap > _WORD_GAP else ""
    return " " if gap > max(wide, _NAME_GAP) and not (before.text.isascii() or char.text.isascii()) else ""
