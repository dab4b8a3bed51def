"""Bytes to text: UTF-8, UTF-16, GB18030 and Big5 told apart, wrong bytes reported with their position."""

import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections import Counter
from dataclasses import dataclass, replace

from toolkit.errors import ReadError

__all__ = ["Decoded", "decode"]

_HAN = re.compile("[\u4e00-\u9fff]")
_BOMS = ((BOM_UTF8, "utf-8"), (BOM_UTF16_LE, "utf-16-le"), (BOM_UTF16_BE, "utf-16-be"))
_ALIASES = {"gb2312": "gb18030", "gbk": "gb18030", "big5": "cp950", "big5-hkscs": "cp950", "utf8": "utf-8"}
_WRONG = re.compile("\ufffd+")
_CONTROLS = re.compile(b"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_EVERYDAY = 0.4
"""Share of everyday characters that Chinese text has at the very least; it has nine tenths."""
_SAMPLE = 60_000
_FEW = 3
"""So many wrong bytes are an accident in a text of any length."""
_MAGIC = (b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"PK\x03\x04", b"%PDF", b"\xd0\xcf\x11\xe0", b"\x1f\x8b")
"""What files of other formats begin with."""
_WORST_SHARE = 0.01
"""Above this share of wrong bytes a file is not text in that encoding."""
_HARDLY_UTF8 = 0.12
"""Share of wrong sequences above which Chinese text is surely not UTF-8: text in another encoding has a multiple of it."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, the encoding it was in, and one sentence about wrong bytes where there were any."""

    text: str
    encoding: str
    warning: str | None = None


def decode(data: bytes, *, declared: str | None = None) -> Decoded:
    """Return the text of the bytes, in the encoding that they are in.

    Parameters
    ----------
    data : bytes
        A text file or page.
    declared : str, optional
        The encoding that the file says it has; it is used where the bytes agree.

    Returns
    -------
    Decoded
        Where a few bytes are wrong, they are shown as U+FFFD and ``warning`` says how many there are and where the first one is.

    Raises
    ------
    ReadError
        The bytes are not text.

    Examples
    --------
    >>> decode("政府工作报告".encode("gb18030"))
    Decoded(text='政府工作报告', encoding='gb18030', warning=None)
    """
    for bom, marked in _BOMS:
        if data.startswith(bom):
            return _tolerant(data[len(bom) :], marked, skipped=len(bom))
    text = _strict(data, "utf-8")
    if text is not None and b"\0" not in data:
        return Decoded(text, "utf-8")
    encoding = _utf16_order(data)
    if encoding is not None:
        return _tolerant(data, encoding, skipped=0)
    kept, lost = _without_controls(data)
    decoded = _tolerant(kept, _declared(kept, declared) or _double_byte(kept), skipped=0)
    return replace(decoded, warning="; ".join(filter(None, (decoded.warning, lost))) or None)


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _declared(data: bytes, declared: str | None) -> str | None:
    if not declared:
        return None
    encoding = _ALIASES.get(declared.strip().lower(), declared.strip().lower())
    if encoding not in ("utf-8", "gb18030", "cp950"):
        return None
    return encoding if _strict(data, encoding) is not None else None


def _utf16_order(data: bytes) -> str | None:
    """Tell UTF-16 without a mark by the bytes that no other text has, and by its everyday characters."""
    if len(data) % 2 or not _CONTROLS.search(data):
        return None
    for encoding in ("utf-16-le", "utf-16-be"):
        text = _strict(data, encoding)
        if text and len(_HAN.findall(text)) > 0.3 * len(text) and _everyday_share(text[:_SAMPLE]) > _EVERYDAY:
            return encoding
    return None


def _without_controls(data: bytes) -> tuple[bytes, str]:
    """The bytes without a few that no text has (a NUL), and a sentence about them; data with many of them is no text."""
    controls = _CONTROLS.findall(data)
    if not controls:
        return data, ""
    first = data.index(controls[0])
    if len(controls) > max(_FEW, _WORST_SHARE * len(data)) or data.startswith(_MAGIC):
        raise ReadError(f"this is binary data, not text (byte 0x{data[first]:02x} at position {first})")
    where = f"0x{data[first]:02x} at position {first}" if len(controls) == 1 else f"the first, 0x{data[first]:02x}, at position {first}"
    told = "a control byte that no text has is" if len(controls) == 1 else f"{len(controls)} control bytes that no text has are"
    return _CONTROLS.sub(b"", data), f"{told} left out ({where})"


def _double_byte(data: bytes) -> str:
    """Choose among UTF-8 with errors, GB18030 and Big5 by the share of everyday characters."""
    utf8 = data.decode("utf-8", "replace")
    wrong = utf8.count("\ufffd")
    # Two characters of GB18030 now and then look like one of UTF-8; there are many wrong stretches beside it.
    if wrong <= _HARDLY_UTF8 * len(utf8) and len(_HAN.findall(utf8)) >= len(_WRONG.findall(utf8)):
        return "utf-8"
    shares = {encoding: _everyday_share(data[:_SAMPLE].decode(encoding, "replace")) for encoding in ("gb18030", "cp950")}
    best = max(shares, key=lambda name: shares[name])
    if shares[best] < _EVERYDAY and _HAN.search(data[:_SAMPLE].decode(best, "replace")):
        raise ReadError("the bytes are not text in UTF-8, UTF-16, GB18030 or Big5 (hardly an everyday character in any of them)")
    return best


def _everyday_share(text: str) -> float:
    """Share of Chinese characters that stand in the first level of GB 2312 or of Big5, which hold the everyday ones."""
    characters = Counter(_HAN.findall(text))
    everyday = sum(
        times for char, times in characters.items() if _lead(char, "gb2312", 0xB0, 0xD7) or _lead(char, "cp950", 0xA4, 0xC6)
    )
    return everyday / characters.total() if characters else 0.0


def _lead(character: str, encoding: str, first: int, last: int) -> bool:
    code = character.encode(encoding, "ignore")
    return bool(code) and first <= code[0] <= last


def _tolerant(data: bytes, encoding: str, *, skipped: int) -> Decoded:
    """Decode, and say how many bytes are wrong and where; `skipped` is the length of the mark already taken off."""
    try:
        return Decoded(data.decode(encoding), encoding)
    except UnicodeDecodeError as error:
        first, byte = error.start, data[error.start]
    text = data.decode(encoding, "replace")
    meant = data.count("\ufffd".encode()) if encoding == "utf-8" else 0
    wrong = max(1, len(_WRONG.findall(text)) - meant)  # a damaged stretch counts once, however long
    if wrong > max(_FEW, _WORST_SHARE * len(text)):
        place = f"first wrong byte at position {first + skipped}"
        raise ReadError(f"the bytes are not text in UTF-8, UTF-16, GB18030 or Big5 ({place})")
    line = text.count("\n", 0, text.find("\ufffd")) + 1
    where = f"the first at byte {first + skipped} (line {line}, 0x{byte:02x})"
    sequences = "1 wrong byte sequence" if wrong == 1 else f"{wrong} wrong byte sequences"
    warning = f"{sequences} for {encoding}, {where if wrong > 1 else where.removeprefix('the first ')}; shown as U+FFFD"
    return Decoded(text, encoding, warning)
