"""From the text as it was read to the text that all offsets refer to."""

import re

from toolkit.text.characters import one_form
from toolkit.text.wrapping import join_wrapped_lines

__all__ = ["clean_text"]

# Each pattern begins with the rare character that it is about, so that a search runs at the speed of memory.
_PARAGRAPH = re.compile(r"\u3000\u3000+")
_LINE_END = re.compile(r"[ \t\u3000]+(?=\n|\Z)")
_LINE_BREAKS = re.compile(r"\n[\n \t\u3000]*")
_SPACED = re.compile(r" [0-9.](?= [0-9.]| ?[年月日%])")
_SPACED_DIGITS = re.compile(r"(?<![0-9A-Za-z.])(?<![0-9A-Za-z.] )[0-9.](?: [0-9.])+(?= ?[年月日%亿万千个])")
_SPACED_DATE = re.compile(r" (?:(?<=[0-9] )(?=[年月日][^0-9A-Za-z]|[年月] ?[0-9])|(?<=[年月] )(?=[0-9]))")
_BROKEN_NUMBER = re.compile(
    r"\n(?:(?<=[0-9]\n)(?=[万亿千百]?[%元吨个家人次户亩年月日类项件])|(?<=[0-9]\.\n)(?=[0-9])|(?<=[0-9]\n)(?=\.[0-9]))"
)


def clean_text(raw: str) -> str:
    """Return the text in the one form that every later part sees: paragraphs as lines, one form of each character.

    Characters become one form (`one_form`), indents and blank lines go, paragraphs that share a line (set apart by two
    ideographic spaces) get lines of their own, digits that were spaced out (``1 9 9 7 年``) or broken over lines come together, and
    the hard line breaks of a PDF page are undone. Applying it twice changes nothing.

    Examples
    --------
    >>> clean_text("　　１ ９ ９ ７ 年增长８．８％。　　主要工作：")
    '1997年增长8.8%。\\n主要工作：'
    """
    text = _lines(one_form(raw))
    # What comes together can in turn bring other things together, on hostile input more than once.
    while (mended := _mend(text)) != text:
        text = _lines(mended)
    return text


def _lines(text: str) -> str:
    """Paragraphs as lines, without indents, trailing blanks and blank lines."""
    return _LINE_BREAKS.sub("\n", _LINE_END.sub("", _PARAGRAPH.sub("\n", text))).strip("\n \t\u3000")


def _mend(text: str) -> str:
    """Numbers, dates and paragraphs that were spaced out or broken, whole again."""
    if _SPACED.search(text):
        text = _SPACED_DIGITS.sub(lambda match: match.group().replace(" ", ""), text)
    return _BROKEN_NUMBER.sub("", join_wrapped_lines(_SPACED_DATE.sub("", text)))
