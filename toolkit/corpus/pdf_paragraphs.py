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
from toolkit.grammar.headings import ARABIC_ITEM, BRACKETED_ITEM, CHAPTER, COUNTED_ITEM, PART

__all__ = ["paragraphs"]

_UNBROKEN = re.compile("[0-9０-９.．,，%％:：()A-Za-z-]*")
_STOP = re.compile(r"(?<=[\u4e00-\u9fff）)”%])\.(?=[\u4e00-\u9fff“（]|$)")
_ENDS = "。；：！？;:!?”）)"
_NUMBER = re.compile(f"{COUNTED_ITEM}|{BRACKETED_ITEM}|{ARABIC_ITEM}|{CHAPTER}|{PART}|附[件表]")
_CONTENTS = re.compile(r"(?:…{2,}|[.．·]{5,})\s*[-—(（]?\s*[0-9]+\s*[-—)）]?$")
"""What a line of a table of contents ends with."""
_INDENT = 1.2
_SHORT = 2.5
_CENTRED = 3.0
"""Indent of a paragraph, shortfall of its last line, and indent of a title, in heights of a character."""
_SHORTEST = 8
"""Characters of a line that runs on; those of labels and of the parts of a title are fewer."""
_APART = 0.4
"""Of the height of a character, by how much more than usual the lines of two paragraphs lie apart, where they do."""
_MOSTLY = 0.5
"""Of the width of a column, what a line that goes on fills at least."""


def paragraphs(pages: Sequence[Sequence[Line]]) -> Iterator[str]:
    """Yield the paragraphs and the rows of tables of pages."""
    placed = [line for number, page in enumerate(pages) for line in _placed(page, number)]
    yield from _paragraphs(placed)


class _Placed(NamedTuple):
    """A line with the margins of its column, what most lines there lie apart, and the number of its page."""

    line: Line
    left: float
    right: float
    pitch: float
    page: int


def _placed(page: Sequence[Line], number: int) -> Iterator[_Placed]:
    """The lines of a page, those of tables as rows of cells."""
    for _, block in groupby(page, attrgetter("block")):
        lines = list(block)
        left, right = _margins(lines)
        pitch = _pitch(lines)
        for ruled, stretch in groupby(lines, attrgetter("ruled")):
            for line in list(stretch) if ruled else with_columns(list(stretch)):
                yield _Placed(line, left, right, pitch, number)


def _paragraphs(placed: Sequence[_Placed]) -> Iterator[str]:
    """Join a line to the one before it where the two are of one paragraph."""
    if not placed:
        return
    first, held = placed[0], placed[0].line.text
    for before, after in pairwise(placed):
        if _goes_on(before, after, _Held(held, indented=_is_indented(first))):
            text = after.line.text
            held += (" " if held[-1:].isascii() and held[-1:].isalpha() and text[:1].isascii() else "") + text
        else:
            yield _STOP.sub("。", held)
            first, held = after, after.line.text
    yield _STOP.sub("。", held)


class _Held(NamedTuple):
    """A paragraph so far, and whether its first line is indented."""

    text: str
    indented: bool

    @property
    def ends(self) -> bool:
        """Whether its last sentence does."""
        return self.text[-1] in _ENDS or bool(_STOP.search(self.text[-2:]))


def _goes_on(before: _Placed, after: _Placed, held: _Held) -> bool:
    """Whether two lines are of one paragraph."""
    first, second = before.line, after.line
    height = first.height or second.height
    if "\t" in first.text or "\t" in second.text or first.ruled or second.ruled or second.text.startswith("——"):
        return False
    if not _alike(first, second) or _CONTENTS.search(first.text):
        return False
    full = _is_full(before, second, height)
    if second.left - after.left >= _INDENT * height:
        centred = _is_centred(before) and _is_centred(after)
        return full and centred and not (held.ends or held.indented or _NUMBER.match(second.text))
    if _indent(before, after) > _CENTRED * height and _indent(before, after) - (second.left - after.left) > _INDENT * height:
        return False  # a title in the middle of the page
    if held.ends and not held.indented and (_NUMBER.match(second.text) or _is_apart(before, after, height)):
        return False
    return full or _is_unfinished(before, after, held)


def _is_full(before: _Placed, second: Line, height: float) -> bool:
    """Whether a line leaves no room for what the next one begins with."""
    unbroken = _UNBROKEN.match(second.text)
    missing = _SHORT * height + 0.6 * height * len(unbroken.group() if unbroken else "")
    return before.right - before.line.right < missing and len(before.line.text) > _SHORTEST


def _is_unfinished(before: _Placed, after: _Placed, held: _Held) -> bool:
    """Whether a sentence goes on: over the end of a page or a column, after a comma, or in lines that end unevenly.

    Where the first line of a paragraph is indented, a line at the margin is no paragraph of its own; that holds for lines that reach
    over most of their column.
    """
    if held.ends or _NUMBER.match(after.line.text) or after.line.text.startswith("—"):
        return False
    if (before.page, before.line.block) != (after.page, after.line.block) and "，" in held.text:
        return True
    wide = before.line.right - before.left > _MOSTLY * (before.right - before.left)
    return wide and len(before.line.text) > _SHORTEST and (held.indented or held.text[-1] in "，、")


def _indent(before: _Placed, after: _Placed) -> float:
    """How far a line begins from the margin; from the outer one of two, where both are of the same column."""
    return before.line.left - (min(before.left, after.left) if _is_one_column(before, after) else before.left)


def _is_one_column(before: _Placed, after: _Placed) -> bool:
    return min(before.right, after.right) > max(before.left, after.left)


def _is_indented(placed: _Placed) -> bool:
    return _INDENT <= (placed.line.left - placed.left) / (placed.line.height or math.inf) <= _CENTRED


def _is_centred(placed: _Placed) -> bool:
    line = placed.line
    return abs(line.left - placed.left - (placed.right - line.right)) < _INDENT * line.height


def _is_apart(before: _Placed, after: _Placed, height: float) -> bool:
    """Whether more room is left between two lines than between most of their column."""
    return (before.page, before.line.block) == (after.page, after.line.block) and (
        before.line.bottom - after.line.bottom > before.pitch + _APART * height
    )


def _margins(page: Sequence[Line]) -> tuple[float, float]:
    """Return left and right edge of the running text: where most lines begin, and where the long ones end."""
    lefts = Counter(round(line.left / 3) for line in page if len(line.text) > _SHORTEST)
    common = [place for place, times in lefts.items() if times >= max(2, len(page) // 6)]
    left = 3 * min(common or [round(line.left / 3) for line in page])
    rights = sorted(line.right for line in page if len(line.text) > _SHORTEST)
    return left, rights[math.ceil(0.9 * (len(rights) - 1))] if rights else max(line.right for line in page)


def _pitch(lines: Sequence[Line]) -> float:
    steps = sorted(before.bottom - after.bottom for before, after in pairwise(lines) if before.bottom > after.bottom)
    return steps[len(steps) // 2] if steps else math.inf


def _alike(before: Line, line: Line) -> bool:
    """Tell lines of the same size: a heading is larger than the text below it."""
    return not (before.height and line.height) or abs(before.height - line.height) < 0.25 * max(before.height, line.height)
