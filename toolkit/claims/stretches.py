"""Stretches of text that are read together: sentences mended over line breaks, and the words around the figures in them."""

import re
from collections.abc import Iterator, Sequence

from toolkit.grammar.headings import CHAPTER
from toolkit.grammar.levels import LEVELS
from toolkit.grammar.numerals import COUNT
from toolkit.grammar.quantities import Quantity
from toolkit.text import ParsedText
from toolkit.text.words import Word

__all__ = ["opens_paragraph", "quantities_by_sentence", "stretches_around", "whole_sentences", "words_around"]

_ENDED = frozenset("。！？；：!?;:”）\n")
_HEADING = re.compile(f"[ 　]|[（(]?[{COUNT}0-9]{{1,3}}(?:[、）)]|[.．](?![0-9]))|{CHAPTER}|[—●◆■•]")
_FRESH = re.compile(f"年末|全年|全[{LEVELS}]|截至|其中")
_RUNNING = re.compile("[，。；、,;《“]")
# Lines that a PDF breaks are full; a shorter line ends where its writer ended it.
_FULL_LINE = 18
# （一）坚持生态优先，生态优势更加鲜明: two phrases without a figure behind a number are a heading.
_NUMBERED_TITLE = re.compile(f"[ 　]*[（(]?[{COUNT}]{{1,3}}[、）)][^，。；、：0-9]{{4,}}[，,][^，。；：0-9]{{4,}}")
_LONGEST_TITLE = 28
# What stands farther from a figure than this does not say what it is of.
_BEFORE, _AFTER = 120, 40
_QUOTES = {"“": "”", "《": "》", "「": "」"}
_ROUND_OPEN, _ROUND_CLOSE = "（", "）"
_BRACKET, _QUOTE = re.compile("[（）]"), re.compile("[“《「]")
# 生态廊道[12]3条: the mark of a footnote, or of two.
_NOTE = re.compile(r"\[[0-9]{1,3}\]")


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


def whole_sentences(parsed: ParsedText) -> list[tuple[int, int]]:
    """Return the spans of the sentences of a text; a line that breaks in the middle of a sentence does not end it."""
    merged: list[tuple[int, int]] = []
    for start, end in parsed.sentences:
        if merged and _wraps(parsed.plain, start):
            merged[-1] = (merged[-1][0], end)
        else:
            merged.append((start, end))
    return merged


def opens_paragraph(text: str, start: int) -> bool:
    """Whether a sentence that begins at ``start`` opens a paragraph."""
    return text[start - 1 : start] in ("\n", "") or text[start : start + 1] in ("　", "—", "\n", " ")


def quantities_by_sentence(
    spans: Sequence[tuple[int, int]], quantities: Sequence[Quantity]
) -> Iterator[tuple[int, int, Sequence[Quantity]]]:
    """Yield every sentence with the quantities in it, in order."""
    at = 0
    for start, end in spans:
        first = at
        while at < len(quantities) and quantities[at].start < end:
            at += 1
        yield start, end, quantities[first:at]


def words_around(parsed: ParsedText, start: int, end: int, quantities: Sequence[Quantity]) -> list[list[Word]]:
    """Return the words before, between and after the quantities of a sentence, without what lies too far off.

    What stands in closed brackets is left out, and what stands in quotation marks or 《》 is one word.
    """
    around = []
    for first, last in stretches_around(start, end, quantities):
        words = parsed.words.between(first, last)
        for note in _NOTE.finditer(parsed.plain, first, last):
            words = [word for word in words if not note.start() <= word.start < note.end()]
        if _BRACKET.search(parsed.plain, first, last):
            words = _without_brackets(words)
        if _QUOTE.search(parsed.plain, first, last):
            words = _names_whole(words)
        around.append(words)
    return around


def stretches_around(start: int, end: int, quantities: Sequence[Quantity]) -> list[tuple[int, int]]:
    """Return the stretches before, between and after the quantities of a sentence, without what lies too far off."""
    gaps = list(zip((start, *(q.end for q in quantities)), (*(q.start for q in quantities), end), strict=True))
    gaps[0] = (max(gaps[0][0], gaps[0][1] - _BEFORE), gaps[0][1])
    gaps[-1] = (gaps[-1][0], min(gaps[-1][1], gaps[-1][0] + _AFTER))
    return [(first, max(first, last)) for first, last in gaps]


def _without_brackets(words: list[Word]) -> list[Word]:
    """Leave out what stands in brackets; an opening bracket without its end is a mark."""
    kept: list[Word] = []
    opened: list[int] = []
    for word in words:
        if word.text == _ROUND_OPEN:
            opened.append(len(kept))
            kept.append(Word(word.text, "mark", word.start))
        elif word.text == _ROUND_CLOSE:
            if opened:
                del kept[opened.pop() :]
            else:
                kept.append(Word(word.text, "mark", word.start))
        else:
            kept.append(word)
    return kept


def _names_whole(words: list[Word]) -> list[Word]:
    """Join what stands in quotation marks or 《》 to one word, so that a name is never cut at a verb inside it."""
    kept: list[Word] = []
    opened: int | None = None
    for word in words:
        if word.text in _QUOTES:
            opened = len(kept)
        kept.append(word)
        if opened is not None and word.text == _QUOTES[kept[opened].text]:
            name = "".join(part.text for part in kept[opened:])
            kept[opened:] = [Word(name, "", kept[opened].start)]
            opened = None
    return kept
