"""Characters of a PDF page with their places, as a reader sees them: turned upright, slanted watermarks left out."""

import math
from collections.abc import Iterator, Sequence
from ctypes import c_float
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as raw

__all__ = ["Char", "PageChars", "page_chars", "placed_char"]

_FOUNDER_POINT = "\U001001b0"
"""Fonts of the Founder type-setting system have their decimal point here."""
_HIGH, _LOW, _END = 0xD800, 0xDC00, 0xE000
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


def page_chars(page: pdfium.PdfPage) -> PageChars:
    """Return the characters of a page."""
    textpage = page.get_textpage()
    try:
        found = list(_chars(textpage))
    finally:
        textpage.close()
    groups: dict[int, list[Char]] = {}
    slanted: list[Char] = []
    for char, degrees in found:
        quarter = round(degrees / 90.0)
        if abs(degrees - 90.0 * quarter) <= _UPRIGHT:
            groups.setdefault(quarter % 4, []).append(char)
        else:
            slanted.append(char)
    if len(slanted) * 2 > len(found):  # a page that was scanned askew; a watermark has a few characters
        groups = {0: [char for char, _ in found]}
    vertical = _is_vertical(groups.get(0, []))
    turned = [tuple(_turned(chars, quarter, vertical=vertical and not quarter)) for quarter, chars in groups.items()]
    return PageChars(tuple(sorted(turned, key=len, reverse=True)), vertical)


def _chars(textpage: pdfium.PdfTextPage) -> Iterator[tuple[Char, float]]:
    """Yield the visible characters and their angles; blanks and line ends are made by the library and left out."""
    box = raw.FS_RECTF(c_float(), c_float(), c_float(), c_float())
    # Looked up once: the loop is walked for each character of a page.
    page, unicode, loose_box, angle = textpage.raw, raw.FPDFText_GetUnicode, raw.FPDFText_GetLooseCharBox, raw.FPDFText_GetCharAngle
    high = 0
    for index in range(textpage.count_chars()):
        code = unicode(page, index)
        if _HIGH <= code < _LOW:
            high = code
            continue
        text = _character(code, high)
        high = 0
        if text.strip() and loose_box(page, index, box):
            left, right, bottom, top = box.left, box.right, box.bottom, box.top
            if left > right:
                left, right = right, left
            if bottom > top:
                bottom, top = top, bottom
            yield Char(text, left, right, bottom, top, top - bottom), math.degrees(angle(page, index))


def _character(code: int, high: int) -> str:
    """Return the character of a UTF-16 unit, with the unit before it where the two make a pair."""
    if _LOW <= code < _END:
        text = chr(0x10000 + ((high - _HIGH) << 10) + (code - _LOW)) if high else ""
        return "." if text == _FOUNDER_POINT else text
    return "" if code < 32 or code in (0xFFFE, 0xFFFF) else chr(code)


def _is_vertical(chars: Sequence[Char]) -> bool:
    """Whether most characters stand right below the one before them."""
    below = beside = 0
    for before, char in pairwise(chars):
        if before.text < "\u2e80" or char.text < "\u2e80":
            continue
        across, down = abs(char.left - before.left), before.top - char.top
        below += across < 0.3 * char.size and 0.6 * char.size < down < 1.8 * char.size
        beside += across > 0.5 * char.size and abs(down) < 0.3 * char.size
    return below + beside > _PAIRS and below > _MOSTLY * (below + beside)


def _turned(chars: Sequence[Char], quarter: int, *, vertical: bool) -> Iterator[Char]:
    """Yield characters as they stand when the page is turned so that they run from left to right, line below line."""
    rising = quarter % 2 == 1 and sum(after.bottom > before.bottom for before, after in pairwise(chars)) * 2 > len(chars)
    for char in chars:
        if quarter == 0 and not vertical:
            yield char
        elif quarter == 2:
            yield placed_char(char.text, -char.right, -char.left, -char.top, -char.bottom)
        elif rising:
            yield placed_char(char.text, char.bottom, char.top, -char.right, -char.left)
        else:
            yield placed_char(char.text, -char.top, -char.bottom, char.left, char.right)
