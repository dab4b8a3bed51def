"""Sentences mended over the line breaks of a page."""

import re
from collections.abc import Sequence

from toolkit.grammar.headings import CHAPTER
from toolkit.grammar.levels import LEVELS
from toolkit.grammar.numerals import COUNT

__all__ = ["whole_sentences"]

_ENDED = frozenset("。！？；：!?;:”）\n")
_HEADING = re.compile(f"[ 　]|[（(]?[{COUNT}0-9]{{1,3}}(?:[、）)]|[.．](?![0-9]))|{CHAPTER}|[—●◆■•]")
_FRESH = re.compile(f"年末|全年|全[{LEVELS}]|截至|其中")
_RUNNING = re.compile("[，。；、,;《“]")
# Lines that a PDF breaks are full; a shorter line ends where its writer ended it.
_FULL_LINE = 18
# （一）坚持生态优先，生态优势更加鲜明: two phrases without a figure behind a number are a heading.
_NUMBERED_TITLE = re.compile(f"[ 　]*[（(]?[{COUNT}]{{1,3}}[、）)][^，。；、：0-9]{{4,}}[，,][^，。；：0-9]{{4,}}")
_LONGEST_TITLE = 28


def _wraps(text: str, start: int) -> bool:
    """Whether the line break before ``start`` falls in the middle of a sentence."""
    if text[start - 1] != "\n" or text[start - 2 : start - 1] in _ENDED or _HEADING.match(text, start):
        return False
    line = text.rfind("\n", 0, start - 1) + 1
    if start - line <= _FULL_LINE or _FRESH.match(text, start):
        return False
    if start - line <= _LONGEST_TITLE and _NUMBERED_TITLE.fullmatch(text, line, start - 1):
        return False
    # Captions and headings are single phrases; running text has marks in it.
    return bool(_RUNNING.search(text, line, start)) and (not _HEADING.match(text, line) or "，" in text[line:start])


def whole_sentences(text: str, sentences: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the spans of the sentences of a text; a line that breaks in the middle of a sentence does not end it."""
    merged: list[tuple[int, int]] = []
    for start, end in sentences:
        if merged and _wraps(text, start):
            merged[-1] = (merged[-1][0], end)
        else:
            merged.append((start, end))
    return merged
