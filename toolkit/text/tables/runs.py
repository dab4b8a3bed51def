"""Where tables stand in a text: runs of lines whose cells are set apart by tabs, or by gaps that stand one below the other."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from toolkit.grammar.headings import COUNTED_ITEM
from toolkit.grammar.numerals import COUNT
from toolkit.text.tables.kinds import is_figure

__all__ = ["Line", "Span", "caption_lines", "find_runs"]


class Span(NamedTuple):
    """A stretch of the text without the blanks around it, and how far it is indented."""

    start: int
    end: int
    indent: int = 0


Line = tuple[Span, ...]
"""The cells of a line; an empty cell is an empty span."""

_GAP = re.compile(r"(?<=\S)(?: {2,}|[ ]*\u3000[ \u3000]*)(?=\S)")
_PIECE = 30
"""A line without a tab that belongs to a table is a label or a part of one, and no longer than this."""
_PIECES = 3
_SENTENCE = re.compile("[。；！？!?;]")
_CAPTION = re.compile(rf"单位[:：]|^(?:附?[表图]|附件|注[:：]|资料来源|说明[:：])|^{COUNTED_ITEM}.*(?:情况|方面)$")
_NUMBERED_CAPTION = re.compile(rf"附?[表图]\s*[0-9{COUNT}-]{{0,4}}[:：]?")
_GLUED = re.compile(rf"([-−]?[0-9][0-9,.]*)(?=(?:{COUNTED_ITEM}|[（(][{COUNT}]{{1,3}}[）)])[^0-9])")
"""A figure and the label of the next panel that a page has set without a gap: ``3270591一、支出``."""
_CAPTION_LINES, _CAPTION_LENGTH = 3, 60
_LEAST = 3


def find_runs(text: str) -> Iterator[list[Line]]:
    """Yield the lines of each table of a text, with those label lines between that hold one cell only."""
    if "\t" in text:
        yield from _tabbed(text)
    if "  " in text or "\u3000" in text:
        yield from _gapped(text)


def caption_lines(text: str, start: int) -> list[str]:
    """Return the lines above a table that may be its caption, the nearest first; none of them is a row or a sentence."""
    found: list[str] = []
    end = text.rfind("\n", 0, start)
    while end > 0 and len(found) < _CAPTION_LINES:
        begin = text.rfind("\n", 0, end) + 1
        line = text[begin:end].strip()
        is_row = "\t" in line and not _NUMBERED_CAPTION.fullmatch(line.split("\t")[0])
        if is_row or len(line) > _CAPTION_LENGTH or _SENTENCE.search(line[:-1]):
            break
        if line:
            found.append(line)
        end = begin - 1
    return found


def _tabbed(text: str) -> Iterator[list[Line]]:
    held: list[Line] = []
    end = -1
    for start, stop in _tab_lines(text):
        between = _pieces(text, end + 1, start) if held else None
        if between is None:
            yield from _worth(text, held)
            held = []
        held += [*(between or ()), _cells(text, start, stop)]
        end = stop
    yield from _worth(text, held)


def _tab_lines(text: str) -> Iterator[tuple[int, int]]:
    tab = text.find("\t")
    while tab >= 0:
        start, end = text.rfind("\n", 0, tab) + 1, text.find("\n", tab)
        end = len(text) if end < 0 else end
        if not _NUMBERED_CAPTION.fullmatch(text, start, tab):  # 表1 and a tab before the title
            yield start, end
        tab = text.find("\t", end)


def _pieces(text: str, start: int, end: int) -> list[Line] | None:
    """The lines between two lines of a table, one cell each; None where they part two tables."""
    if end - start > _PIECES * (_PIECE + 1):
        return None
    found: list[Line] = []
    for line in text[start:end].split("\n")[:-1]:
        if len(line) > _PIECE or "\t" in line or _SENTENCE.search(line) or _CAPTION.search(line):
            return None
        found.append((_stripped(text, start, start + len(line)),))
        start += len(line) + 1
    return found if len(found) <= _PIECES else None


def _cells(text: str, start: int, end: int) -> Line:
    spans: list[Span] = []
    for cell in text[start:end].split("\t"):
        glued = _GLUED.match(cell)
        if glued:
            spans.append(_stripped(text, start, start + glued.end()))
        spans.append(_stripped(text, start + (glued.end() if glued else 0), start + len(cell)))
        start += len(cell) + 1
    return tuple(spans)


def _stripped(text: str, start: int, end: int) -> Span:
    cell = text[start:end]
    left = len(cell) - len(cell.lstrip())
    return Span(start + left, start + len(cell.rstrip()), left) if cell.strip() else Span(start, start)


def _worth(text: str, lines: list[Line]) -> Iterator[list[Line]]:
    """Two lines with a figure, or three, make a table."""
    rows = [line for line in lines if len(line) > 1]
    if len(rows) >= _LEAST or (len(rows) == _LEAST - 1 and any(is_figure(text[span.start : span.end]) for line in rows for span in line)):
        yield lines


def _gapped(text: str) -> Iterator[list[Line]]:
    """Lines of plain text that fall into equally many pieces, the last ones figures: at least three on end, a head before them."""
    held: list[Line] = []
    start = 0
    for line in text.split("\n"):
        cells = _pieces_of_line(line, start)
        if held and (not cells or (len(cells) != len(held[-1]))):
            yield from _aligned(text, held)
            held = []
        if cells:
            held.append(cells)
        start += len(line) + 1
    yield from _aligned(text, held)


def _pieces_of_line(line: str, start: int) -> Line:
    if ("  " not in line and "\u3000" not in line) or "\t" in line or len(line) > 200 or _SENTENCE.search(line):
        return ()
    ends = [0, *(place for gap in _GAP.finditer(line) for place in gap.span()), len(line)]
    if len(ends) < 4:
        return ()
    return tuple(Span(start + first, start + last) for first, last in list(pairwise(ends))[::2])


def _aligned(text: str, lines: Sequence[Line]) -> Iterator[list[Line]]:
    rows = sum(is_figure(text[line[-1].start : line[-1].end]) for line in lines)
    if len(lines) >= _LEAST and rows >= len(lines) - 2 and rows >= 2:
        yield list(lines)
