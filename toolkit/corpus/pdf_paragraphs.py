"""Paragraphs of a PDF file: its lines rejoined, also over the end of a page."""

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from operator import attrgetter
from typing import NamedTuple

from toolkit.corpus.pdf_lines import Line
from toolkit.corpus.pdf_tables import with_columns
from toolkit.grammar.headings import ARABIC_ITEM, BRACKETED_ITEM, CHAPTER, COUNTED_ITEM

__all__ = ["paragraphs"]

_UNBROKEN = re.compile("[0-9０-９.．,，%％:：()A-Za-z-]*")
_STOP = re.compile(r"(?<=[\u4e00-\u9fff）)”%])\.(?=[\u4e00-\u9fff“（]|$)")
_ENDS = "。；：！？;:!?”）)"
_NUMBER = re.compile(f"{COUNTED_ITEM}|{BRACKETED_ITEM}|{ARABIC_ITEM}|{CHAPTER}|附[件表]")
_INDENT = 1.2
_SHORT = 2.5
_CENTRED = 3.0
"""Indent of a paragraph, shortfall of its last line, and indent of a title, in heights of a character."""


def paragraphs(pages: Sequence[Sequence[Line]]) -> Iterator[str]:
    """Yield the paragraphs and the rows of tables of pages."""
    placed = [line for number, page in enumerate(pages) for line in _placed(page, number)]
    yield from _paragraphs(placed)


class _Placed(NamedTuple):
    """A line with the margins of its column and the number of its page."""

    line: Line
    left: float
    right: float
    page: int


def _placed(page: Sequence[Line], number: int) -> Iterator[_Placed]:
    """The lines of a page, those of tables as rows of cells."""
    for _, block in groupby(page, attrgetter("block")):
        lines = list(block)
        left, right = _margins(lines)
        for ruled, stretch in groupby(lines, attrgetter("ruled")):
            for line in list(stretch) if ruled else with_columns(list(stretch)):
                yield _Placed(line, left, right, number)


def _paragraphs(placed: Sequence[_Placed]) -> Iterator[str]:
    """Join a line to the one before it where the two are of one paragraph."""
    if not placed:
        return
    held = placed[0].line.text
    for before, after in pairwise(placed):
        if _goes_on(before, after, held):
            text = after.line.text
            held += (" " if held[-1:].isascii() and held[-1:].isalpha() and text[:1].isascii() else "") + text
        else:
            yield _STOP.sub("。", held)
            held = after.line.text
    yield _STOP.sub("。", held)


def _goes_on(before: _Placed, after: _Placed, held: str) -> bool:
    """Whether a line is full and the next is not indented, or a page ends within a sentence; `held` is the paragraph so far."""
    first, second = before.line, after.line
    height = first.height or second.height
    if "\t" in first.text or "\t" in second.text or first.ruled or second.ruled or second.text.startswith("——"):
        return False
    if second.left - after.left >= _INDENT * height or not _alike(first, second):
        return False
    if first.left - min(before.left, after.left) > _CENTRED * height and first.left - second.left > _INDENT * height:
        return False  # a title in the middle of the page
    unbroken = _UNBROKEN.match(second.text)
    missing = _SHORT * height + 0.6 * height * len(unbroken.group() if unbroken else "")
    full = before.right - first.right < missing and len(first.text) > 8
    return full or (before.page != after.page and "，" in held and held[-1] not in _ENDS and not _NUMBER.match(second.text))


def _margins(page: Sequence[Line]) -> tuple[float, float]:
    """Return left and right edge of the running text: where most lines begin, and where the long ones end."""
    lefts = Counter(round(line.left / 3) for line in page if len(line.text) > 8)
    common = [place for place, times in lefts.items() if times >= max(2, len(page) // 6)]
    left = 3 * min(common or [round(line.left / 3) for line in page])
    rights = sorted(line.right for line in page if len(line.text) > 8)
    return left, rights[math.ceil(0.9 * (len(rights) - 1))] if rights else max(line.right for line in page)


def _alike(before: Line, line: Line) -> bool:
    """Tell lines of the same size: a heading is larger than the text below it."""
    return not (before.height and line.height) or abs(before.height - line.height) < 0.25 * max(before.height, line.height)
