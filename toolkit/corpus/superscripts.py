"""Raised characters: marks of notes go, exponents and units keep them as characters of their own (m², 10⁸)."""

import re

__all__ = ["raised"]

_RAISED = str.maketrans("0123456789+-−–", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻")
_EXPONENT = re.compile("[-−–+]?[0-9]{1,2}")
_NOTE_MARK = re.compile(
    r"[\[［〔【(（]?\s*(?:注\s*)?(?:[0-9]{1,3}(?:\s*[-—–,，、]\s*[0-9]{1,3})*|[a-z]|[*＊※†‡§#]{1,3}|[①-⑳㉑-㊿❶-❿⑴-⒇])?\s*[\]］〕】)）]?"
    r"|[\[［〔【(（]?\s*注(?:释)?\s*[0-9①-⑳]{0,3}\s*[\]］〕】)）]?"
)
_POWER_OF_TEN = re.compile(r"(?:[×xX*＊·⋅]\s*|^\s*)10$")
_UNIT = re.compile(r"(?:^|[^A-Za-z])(?:[kcdmhnμ]?m|[a-zR])$")
_WORD_UNIT = re.compile("(?:公里|千米|厘米|毫米|米)$")


def raised(before: str, mark: str) -> str:
    """Return what raised characters stand for in a line of text: nothing for the mark of a note.

    Parameters
    ----------
    before : str
        The text up to them.
    mark : str
        The characters that are raised.

    Examples
    --------
    >>> [raised(*parts) for parts in [("常住人口", "1"), ("面积5万m", "2"), ("发电3×10", "8"), ("总产值", "[2]"), ("第5", "th")]]
    ['', '²', '⁸', '', 'th']
    """
    bare = mark.strip()
    if _EXPONENT.fullmatch(bare) and _takes_exponent(before.rstrip(), bare):
        return bare.translate(_RAISED)
    return "" if _NOTE_MARK.fullmatch(bare) else mark


def _takes_exponent(before: str, exponent: str) -> bool:
    if _POWER_OF_TEN.search(before[-8:]):
        return True
    small = exponent.lstrip("-−–+") in ("1", "2", "3")
    signed = not exponent[0].isdigit()
    return (signed and before[-1:].isascii()) or (
        small and exponent != "1" and (_UNIT.search(before[-4:]) is not None or _WORD_UNIT.search(before[-2:]) is not None)
    )
