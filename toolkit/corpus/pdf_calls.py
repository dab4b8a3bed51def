"""Calls of the PDF library that are made for each character or each drawn thing of a page, with numbers as arguments.

The library's own wrappers make an object for every argument and every answer; over all characters these take a third longer.
"""

from ctypes import PYFUNCTYPE, addressof, c_float, c_int, c_uint, c_void_p, cast
from typing import Any

import pypdfium2.raw as raw

__all__ = ["address", "char_angle", "char_box", "char_code", "page_object", "page_object_type"]


def _plain(function: Any, answer: type, *arguments: type) -> Any:
    return PYFUNCTYPE(answer, *arguments)(cast(function, c_void_p).value or 0)


def address(pointer: Any) -> int:
    """Return the address that a pointer of the library holds."""
    return addressof(pointer.contents)


char_code = _plain(raw.FPDFText_GetUnicode, c_uint, c_void_p, c_int)
"""The UTF-16 unit of a character, by page of text and index."""
char_angle = _plain(raw.FPDFText_GetCharAngle, c_float, c_void_p, c_int)
"""In radians."""
char_box = _plain(raw.FPDFText_GetLooseCharBox, c_int, c_void_p, c_int, c_void_p)
"""Whether there is one; it is written to an address, as four 32-bit numbers: left, top, right, bottom."""
page_object = _plain(raw.FPDFPage_GetObject, c_void_p, c_void_p, c_int)
page_object_type = _plain(raw.FPDFPageObj_GetType, c_int, c_void_p)
