"""One form for characters that are the same to a reader: a translation table, built once."""

import re
import unicodedata
from functools import lru_cache

from toolkit.grammar.numerals import COUNT

__all__ = ["one_form"]

KEPT_WIDE = "，。！？；：（）、～"
"""Full-width punctuation that is the normal form of Chinese text and stays as it is."""

DELETED = "\ufeff\u200b\u200c\u200d\u2060\u00ad\u200e\u200f\u202a\u202b\u202c\u202d\u202e\ufffe\uffff"


@lru_cache(maxsize=1)
def _forms() -> tuple[re.Pattern[str], dict[str, str]]:
    """A pattern of the characters that change, and what each becomes; text holds few of them, so searching beats translating."""
    forms = dict.fromkeys(DELETED, "")
    # Control characters but tab and line feed; a surrogate half is no character and cannot be written to any file.
    forms |= {chr(code): "" for code in [*range(9), *range(14, 32), *range(127, 160), *range(0xD800, 0xE000)]}
    forms |= dict.fromkeys("\r\v\f\u0085\u2028\u2029", "\n")
    forms |= {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    forms |= dict.fromkeys("\u00a0\u202f\u205f" + "".join(map(chr, range(0x2000, 0x200B))), " ")
    forms |= {"\u2001": "\u3000", "\u2003": "\u3000", "\u2010": "-", "\u2011": "-", "\u2212": "-"}
    forms |= {chr(0x3220 + i): f"（{number}）" for i, number in enumerate(COUNT)}
    forms |= {chr(0x2488 + i): f"{i + 1}." for i in range(20)}
    for code in [*range(0x2E80, 0x2EF4), *range(0x2F00, 0x2FD6), *range(0xF900, 0xFB00), *range(0xFE50, 0xFE6C)]:
        normal = unicodedata.normalize("NFKC", chr(code))
        if len(normal) == 1:
            forms[chr(code)] = normal
    changing = {char: form for char, form in forms.items() if char not in KEPT_WIDE and char != form}
    return re.compile(f"[{re.escape(''.join(changing))}]"), changing


def one_form(text: str) -> str:
    """Return the text with one form of each character: half-width digits, letters and ％, plain spaces, no invisible ones.

    Chinese punctuation stays as it is. The radicals of the Kangxi block, which some PDF files hold in the place of
    characters, become the characters; numbers with their bracket or point in one character (㈠ ⒈) become （一） 1.

    Examples
    --------
    >>> one_form("增长８．１％，ＧＤＰ")
    '增长8.1%，GDP'
    """
    pattern, forms = _forms()
    return pattern.sub(lambda match: forms[match.group()], text.replace("\r\n", "\n"))
