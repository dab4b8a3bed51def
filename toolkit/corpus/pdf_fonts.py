"""The same text of a PDF on any machine, whatever fonts that machine has.

The library leaves out a character that a file sets by itself in a font that is neither embedded nor installed, for it has no extent: on one
machine 月, 日, 亿元 are there, on the next they are not. So while a file is read, a font stands in for all that are not embedded, in which
every character is the same box.
"""

import ctypes
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from io import BytesIO
from typing import Any

import pypdfium2.raw as raw
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import newTable
from fontTools.ttLib.tables._c_m_a_p import CmapSubtable

__all__ = ["same_fonts"]

_SIZE, _ASCENT, _DESCENT = 1000, 880, -120
_LAST = 0x2FFFF
_HANDLE = 1
_BROUGHT = re.compile(b"Helvetica|Arial|Times|Courier|Symbol|ZapfDingbats")


@lru_cache(maxsize=1)
def _box_font() -> bytes:
    """A TrueType font whose every character is a box."""
    pen = TTGlyphPen(None)
    pen.moveTo((50, _DESCENT))
    for corner in ((50, _ASCENT), (950, _ASCENT), (950, _DESCENT)):
        pen.lineTo(corner)
    pen.closePath()
    builder = FontBuilder(_SIZE, isTTF=True)
    builder.setupGlyphOrder([".notdef", "box"])
    box = pen.glyph()
    builder.setupGlyf({".notdef": box, "box": box})
    builder.setupHorizontalMetrics({".notdef": (_SIZE, 50), "box": (_SIZE, 50)})
    builder.setupHorizontalHeader(ascent=_ASCENT, descent=_DESCENT)
    builder.setupNameTable({"familyName": "Box", "styleName": "Regular"})
    table = CmapSubtable.newSubtable(13)  # many characters to one glyph
    table.platformID, table.platEncID, table.language, table.format = 3, 10, 0, 13
    table.cmap = dict.fromkeys(range(0x20, _LAST + 1), "box")
    builder.font["cmap"] = newTable("cmap")
    builder.font["cmap"].tableVersion, builder.font["cmap"].tables = 0, [table]
    builder.setupOS2()
    builder.setupPost()
    written = BytesIO()
    builder.save(written)
    return written.getvalue()


def _map_font(info: Any, weight: int, italic: int, charset: int, pitch: int, face: bytes, exact: Any) -> int | None:
    """The box font, but nothing for the fourteen fonts that every reader brings, whose widths a file need not state."""
    return None if _BROUGHT.match(face if isinstance(face, bytes) else ctypes.string_at(face)) else _HANDLE


def _font_data(info: Any, handle: Any, table: int, buffer: Any, size: int) -> int:
    """Hand out the whole font; its tables one by one are not asked for where this says that there are none."""
    data = _box_font()
    if table:
        return 0
    if buffer and size >= len(data):
        ctypes.memmove(buffer, data, len(data))
    return len(data)


def _face_name(info: Any, handle: Any, buffer: Any, size: int) -> int:
    if buffer and size > 3:
        ctypes.memmove(buffer, b"Box\0", 4)
    return 4


_CALLS: dict[str, Callable[..., Any]] = {
    "Release": lambda *_: None,
    "EnumFonts": lambda *_: None,
    "MapFont": _map_font,
    "GetFont": lambda *_: None,
    "GetFontData": _font_data,
    "GetFaceName": _face_name,
    "GetFontCharset": lambda *_: 0,
    "DeleteFont": lambda *_: None,
}


@lru_cache(maxsize=1)
def _own_fonts() -> raw.FPDF_SYSFONTINFO:
    types = dict(raw.FPDF_SYSFONTINFO._fields_)
    info = raw.FPDF_SYSFONTINFO()
    info.version = 1
    for name, call in _CALLS.items():
        setattr(info, name, types[name](call))
    return info


@contextmanager
def same_fonts() -> Iterator[None]:
    """Let the library use one font for all that are not embedded, until the end; then again those of the machine."""
    raw.FPDF_SetSystemFontInfo(_own_fonts())
    machine = raw.FPDF_GetDefaultSystemFontInfo()
    try:
        yield
    finally:
        raw.FPDF_SetSystemFontInfo(machine)
