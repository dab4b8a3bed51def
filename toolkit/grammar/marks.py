"""Marks: one form for those that grammars look at, brackets, and the numbers of documents."""

import re

from toolkit.grammar.dates import ARABIC_YEAR

__all__ = ["CLOSING", "DOCUMENT_NUMBER", "HAN", "OPENING", "one_form"]

HAN = "\u4e00-\u9fff"
"""The Chinese characters (for a class: ``[{HAN}]``)."""

OPENING, CLOSING = r"[〔\[［(（【﹝]", r"[〕\]］)）】﹞]"
"""The brackets that stand around the year of a document's number."""
DOCUMENT_NUMBER = rf"{OPENING}\s?{ARABIC_YEAR}\s?(?:年\s?)?{CLOSING}\s?(?:第\s?)?[0-9]{{1,5}}\s?号"
"""The number of a document from its year on (〔2023〕12号); the letters of its office stand before it."""

_FORMS = {
    **dict(zip(",;:!?()∶︰", "，；：！？（）：：", strict=True)),
    **{
        chr(code): chr(code - 0xFEE0)
        for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))
    },
    **dict(zip("％﹪．＋／＝＜＞￥＄￡￠•・∙﹝﹞", "%%.+/=<>¥$£¢···〔〕", strict=True)),
    **dict.fromkeys("－−﹣﹘‐‑–", "-"),
    "─": "—",
    **dict.fromkeys("～∼〜", "~"),
    **dict.fromkeys("≧⩾≥", "≥"),
    **dict.fromkeys("≦⩽≤", "≤"),
    # PM₂.₅, CO₂
    **{chr(0x2080 + digit): str(digit) for digit in range(10)},
    "\u00a0": " ",
}
_FORMS = {char: form for char, form in _FORMS.items() if char != form}
_OTHER_FORM = re.compile(f"[{re.escape(''.join(_FORMS))}]")
_STRAIGHT = re.compile('"([^"“”\\n]{1,60})"')


def one_form(text: str) -> str:
    """Return the text, as long as before, with its marks in one form.

    Punctuation is full-width, digits, letters and the signs of figures are half-width, and straight quotation marks in pairs are curly.

    Examples
    --------
    >>> one_form('落实"六稳"(试行),１条,占５．５％')
    '落实“六稳”（试行），1条，占5.5%'
    """
    plain = text
    # A text holds few of them: replacing each is faster than translating every character.
    for char in set(_OTHER_FORM.findall(text)):
        plain = plain.replace(char, _FORMS[char])
    return _STRAIGHT.sub(r"“\1”", plain) if '"' in plain else plain
