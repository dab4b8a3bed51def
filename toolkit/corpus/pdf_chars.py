"""Characters of a PDF page with their places, as a reader sees them: turned upright, slanted watermarks left out."""

from dataclasses import dataclass
from itertools import repeat
from typing import NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt
import pypdfium2 as pdfium

from toolkit.corpus.pdf_calls import address, char_angle, char_box, char_code

__all__ = ["Char", "PageChars", "page_chars", "placed_char"]

_Floats: TypeAlias = npt.NDArray[np.float64]
_Codes: TypeAlias = npt.NDArray[np.uint32]

_FOUNDER_POINT = 0x1001B0
"""Fonts of the Founder type-setting system have their decimal point here."""
_HIGH, _LOW, _END = 0xD800, 0xDC00, 0xE000
_BLANKS = [code for code in range(0x10000) if code < 32 or chr(code).isspace()]
_IS_TEXT = np.ones(0x10001, dtype=bool)
_IS_TEXT[[*_BLANKS, *range(_HIGH, _END), 0xFFFE, 0xFFFF]] = False
"""By code; the last for all characters beyond those of one UTF-16 unit."""
_FIRST_WIDE = 0x2E80
_UPRIGHT = 4.0
"""Degrees by which a line that is upright, or turned by a right angle, may be off."""
_PAIRS, _MOSTLY = 10, 0.6


class Char(NamedTuple):
    """A character and its box."""

    text: str
    left: float
    right: float
    bottom: float
    top: float
    size: float
    """Its height."""


def placed_char(text: str, left: float, right: float, bottom: float, top: float) -> Char:
    """Return a character by the edges of its box."""
    return Char(text, left, right, bottom, top, top - bottom)


@dataclass(frozen=True, slots=True)
class PageChars:
    """The characters of a page by the direction in which they run, the most first, each turned upright."""

    groups: tuple[tuple[Char, ...], ...]
    vertical: bool = False
    """Whether the page is set in columns of single characters from right to left."""


class _Found(NamedTuple):
    """Characters in the order of the file, as arrays."""

    codes: _Codes
    edges: tuple[_Floats, _Floats, _Floats, _Floats]
    """Left, right, bottom, top."""

    @property
    def sizes(self) -> _Floats:
        """How high they are."""
        return self.edges[3] - self.edges[2]

    def where(self, chosen: npt.NDArray[np.bool_]) -> "_Found":
        left, right, bottom, top = (edge[chosen] for edge in self.edges)
        return _Found(self.codes[chosen], (left, right, bottom, top))

    def chars(self) -> tuple[Char, ...]:
        columns = [edge.tolist() for edge in (*self.edges, self.sizes)]
        return tuple(map(Char._make, zip(self.codes.astype("<u4").tobytes().decode("utf-32-le"), *columns, strict=True)))


def page_chars(page: pdfium.PdfPage) -> PageChars:
    """Return the characters of a page."""
    textpage = page.get_textpage()
    try:
        found, degrees = _found(textpage)
    finally:
        textpage.close()
    quarters = np.round(degrees / 90.0).astype(np.int64)
    slanted = np.abs(degrees - 90.0 * quarters) > _UPRIGHT
    quarters %= 4
    if slanted.sum() * 2 > len(slanted):  # a page that was scanned askew; a watermark has a few characters
        quarters[:], slanted[:] = 0, False
    present, firsts = np.unique(quarters[~slanted], return_index=True)
    groups = {int(quarter): found.where((quarters == quarter) & ~slanted) for quarter in present[np.argsort(firsts)]}
    vertical = 0 in groups and _is_vertical(groups[0])
    turned = [_turned(group, quarter, vertical=vertical and not quarter).chars() for quarter, group in groups.items()]
    return PageChars(tuple(sorted(turned, key=len, reverse=True)), vertical)


def _found(textpage: pdfium.PdfTextPage) -> tuple[_Found, _Floats]:
    """Return the visible characters and their angles; blanks and line ends are made by the library and left out."""
    page, count = address(textpage.raw), textpage.count_chars()
    codes = _whole_codes(np.fromiter(map(char_code, repeat(page), range(count)), dtype=np.uint32, count=count))
    visible = np.flatnonzero(_IS_TEXT[np.minimum(codes, len(_IS_TEXT) - 1)])
    places = visible.tolist()
    boxes = np.zeros((len(places), 4), dtype=np.float32)
    written = range(boxes.ctypes.data, boxes.ctypes.data + boxes.nbytes, 4 * boxes.itemsize)
    boxed = np.fromiter(map(char_box, repeat(page), places, written), dtype=bool, count=len(places))
    angles = np.fromiter(map(char_angle, repeat(page), places), dtype=np.float64, count=len(places))
    left, top, right, bottom = boxes.astype(np.float64).T
    edges = (np.minimum(left, right), np.maximum(left, right), np.minimum(bottom, top), np.maximum(bottom, top))
    return _Found(codes[visible], edges).where(boxed), np.degrees(angles[boxed])


def _whole_codes(units: _Codes) -> _Codes:
    """Return the characters of UTF-16 units: the second of a pair is the whole character, the first is left as it is, no text."""
    low = (units >= _LOW) & (units < _END)
    if low.any():
        before = np.concatenate([[0], units[:-1]])
        pair = low & (before >= _HIGH) & (before < _LOW)
        units = np.where(pair, 0x10000 + ((before - _HIGH) << 10) + (units - _LOW), units).astype(np.uint32)
    return np.where(units == _FOUNDER_POINT, np.uint32(ord(".")), units)


def _is_vertical(found: _Found) -> bool:
    """Whether most characters stand right below the one before them."""
    left, _, _, top = found.edges
    wide = found.codes >= _FIRST_WIDE
    both, size = wide[:-1] & wide[1:], found.sizes[1:]
    across, down = np.abs(np.diff(left)), -np.diff(top)
    below = int((both & (across < 0.3 * size) & (0.6 * size < down) & (down < 1.8 * size)).sum())
    beside = int((both & (across > 0.5 * size) & (np.abs(down) < 0.3 * size)).sum())
    return below + beside > _PAIRS and below > _MOSTLY * (below + beside)


def _turned(found: _Found, quarter: int, *, vertical: bool) -> _Found:
    """Return characters as they stand when the page is turned so that they run from left to right, line below line."""
    left, right, bottom, top = found.edges
    if quarter == 0 and not vertical:
        return found
    if quarter == 2:
        return found._replace(edges=(-right, -left, -top, -bottom))
    if quarter % 2 == 1 and int((np.diff(bottom) > 0).sum()) * 2 > len(bottom):
        return found._replace(edges=(bottom, top, -right, -left))
    return found._replace(edges=(-top, -bottom, left, right))
