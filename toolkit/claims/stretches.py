"""Stretches of text that are read together: sentences with their figures, and the words around these."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from toolkit.grammar.quantities import Quantity
from toolkit.text import ParsedText
from toolkit.text.words import Word

__all__ = ["opens_paragraph", "quantities_by_sentence", "stretches_around", "words_around"]

# What stands farther from a figure than this does not say what it is of.
_BEFORE, _AFTER = 120, 40
_QUOTES = {"“": "”", "《": "》", "「": "」"}
_ROUND_OPEN, _ROUND_CLOSE = "（", "）"
_ENCLOSING, _BRACKET, _QUOTE = re.compile(r"[（）“《「\[]"), re.compile("[（）]"), re.compile("[“《「]")
_DIVISION = re.compile("(?:[省县市区旗州盟镇乡村场站所]|街道|乡镇|社区|自治[区州县旗]|直辖市|开发区)$")
# 生态廊道[12]3条: the mark of a footnote, or of two.
_NOTE = re.compile(r"\[[0-9]{1,3}\]")


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


def words_around(parsed: ParsedText, stretches: Sequence[tuple[int, int]]) -> list[list[Word]]:
    """Return the words of each of the stretches around the quantities of a sentence.

    What stands in closed brackets is left out, and what stands in quotation marks or 《》 is one word.
    """
    begin, end = stretches[0][0], stretches[-1][1]
    words = parsed.words.between(begin, end)
    starts = [word.start for word in words]
    around = [words[bisect_left(starts, first) : bisect_left(starts, last)] for first, last in stretches]
    if not _ENCLOSING.search(parsed.plain, begin, end):
        return around
    return [_without_asides(parsed.plain, first, last, words) for (first, last), words in zip(stretches, around, strict=True)]


def _without_asides(text: str, first: int, last: int, words: list[Word]) -> list[Word]:
    """The words of text[first:last] without brackets and footnotes, each name whole."""
    for note in _NOTE.finditer(text, first, last):
        words = [word for word in words if not note.start() <= word.start < note.end()]
    if _BRACKET.search(text, first, last):
        words = _without_brackets(words)
    return _names_whole(words) if _QUOTE.search(text, first, last) else words


def stretches_around(start: int, end: int, quantities: Sequence[Quantity]) -> list[tuple[int, int]]:
    """Return the stretches before, between and after the quantities of a sentence, without what lies too far off."""
    gaps: list[tuple[int, int]] = []
    at = max(start, quantities[0].start - _BEFORE)
    for quantity in quantities:
        gaps.append((at, max(at, quantity.start)))
        at = quantity.end
    gaps.append((at, max(at, min(end, at + _AFTER))))
    return gaps


def _variants(kept: Sequence[Word], opened: int) -> Word | None:
    """A kind of place or body with the others that stand for it elsewhere (35个县|（|市、区) as one word; None for another aside."""
    before, inside = kept[opened - 1] if opened else None, kept[opened + 1 :]
    if before is None or not inside or before.kind == "quantity" or not _DIVISION.search(before.text):
        return None
    if not all(word.kind == "list" or _DIVISION.fullmatch(word.text) for word in inside):
        return None
    return Word("".join([before.text, _ROUND_OPEN, *(word.text for word in inside), _ROUND_CLOSE]), before.kind, before.start)


def _without_brackets(words: list[Word]) -> list[Word]:
    """Leave out what stands in brackets, unless it says what the noun before is called elsewhere; a bracket without its other is a mark."""
    kept: list[Word] = []
    opened: list[int] = []
    for word in words:
        if opened and word.text == _ROUND_CLOSE and (variants := _variants(kept, opened[-1])):
            kept[opened.pop() - 1 :] = [variants]
        elif word.text == _ROUND_OPEN:
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
