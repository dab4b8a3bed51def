"""Stretches of text that are read together: sentences mended over line breaks, and the words around the figures in them."""

import re
from collections.abc import Iterator, Sequence

from toolkit.document import Sentence
from toolkit.grammar.quantities import Quantity
from toolkit.text import sentence_spans

__all__ = ["figures_by_sentence", "opens_paragraph", "stretches_around", "whole_sentences"]

_ENDED = frozenset("。！？；：!?;:”）\n")
_HEADING = re.compile("[ 　]|[（(]?[一二三四五六七八九十0-9]{1,3}(?:[、）)]|[.．](?![0-9]))|第[一二三四五六七八九十]+[章节条]|[—●◆■•]")
_FRESH = re.compile("年末|全年|全[市省县区州]|截至|其中")
_RUNNING = re.compile("[，。；、,;《“]")
# Lines that a PDF breaks are full; a shorter line ends where its writer ended it.
_FULL_LINE = 18
# （一）坚持生态优先，生态优势更加鲜明: two phrases without a figure behind a number are a heading.
_NUMBERED_TITLE = re.compile("[ 　]*[（(]?[一二三四五六七八九十]{1,3}[、）)][^，。；、：0-9]{4,}[，,][^，。；：0-9]{4,}")
_LONGEST_TITLE = 28
# What stands farther from a figure than this does not say what it is of.
_BEFORE, _AFTER = 120, 40


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


def whole_sentences(text: str, sentences: Sequence[Sentence] | None) -> list[tuple[int, int]]:
    """Return the spans of the sentences of a text; a line that breaks in the middle of a sentence does not end it."""
    spans = sentence_spans(text) if sentences is None else [(sentence.start, sentence.end) for sentence in sentences]
    merged: list[tuple[int, int]] = []
    for start, end in spans:
        if merged and _wraps(text, start):
            merged[-1] = (merged[-1][0], end)
        else:
            merged.append((start, end))
    return merged


def opens_paragraph(text: str, start: int) -> bool:
    """Whether a sentence that begins at ``start`` opens a paragraph."""
    return text[start - 1 : start] in ("\n", "") or text[start : start + 1] in ("　", "—", "\n", " ")


def figures_by_sentence(
    spans: Sequence[tuple[int, int]], quantities: Sequence[Quantity]
) -> Iterator[tuple[int, int, Sequence[Quantity]]]:
    """Yield every sentence with the quantities in it, in order."""
    at = 0
    for start, end in spans:
        first = at
        while at < len(quantities) and quantities[at].start < end:
            at += 1
        yield start, end, quantities[first:at]


def stretches_around(start: int, end: int, quantities: Sequence[Quantity]) -> list[tuple[int, int]]:
    """Return the stretches before, between and after the quantities of a sentence, without what lies too far off."""
    gaps = list(zip((start, *(q.end for q in quantities)), (*(q.start for q in quantities), end), strict=True))
    gaps[0] = (max(gaps[0][0], gaps[0][1] - _BEFORE), gaps[0][1])
    gaps[-1] = (gaps[-1][0], min(gaps[-1][1], gaps[-1][0] + _AFTER))
    return [(first, max(first, last)) for first, last in gaps]
