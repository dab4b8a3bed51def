"""Lines of a PDF page from the places of its characters, for the order in the file is not the order on the page."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from toolkit.corpus.pdf_chars import Char, PageChars
from toolkit.corpus.pdf_layout import Row, text_blocks
from toolkit.corpus.superscripts import raised

__all__ = ["Box", "Line", "page_lines"]

_CELL_GAP = 1.3
"""Gap between characters, in widths of a character, from which on they stand in two cells of a table."""
_WIDEST = 2.2
"""Spacing above which even a line that is set wide has gaps: 统　计　公　报 against the head of a table."""
_NUMBER_GAP = 0.7
_WORD_GAP = 0.22
_NAME_GAP = 0.45
_SMALL, _RAISED = 0.78, 0.15
"""Of the height of a line, the most that a raised character has, and the least by which it stands above the others."""


@dataclass(frozen=True, slots=True)
class Box:
    """A stretch of a line without a gap as wide as that between two cells; the edges of each of its characters are known."""

    text: str
    edges: tuple[tuple[float, float], ...]
    """Left and right of the characters that are not blanks."""

    @property
    def left(self) -> float:
        """Where it begins."""
        return self.edges[0][0]

    @property
    def right(self) -> float:
        """Where it ends."""
        return max(right for _, right in self.edges)


@dataclass(frozen=True, slots=True)
class Line:
    """A line: its text (cells set apart by tabs), its edges and the height of its Chinese characters (0 without any) in points."""

    text: str
    left: float
    right: float
    bottom: float
    height: float
    boxes: tuple[Box, ...] = ()
    block: int = 0
    """The number of the column of text, on its page, that it stands in."""


def page_lines(chars: PageChars) -> list[Line]:
    """Return the lines of a page in the order in which they are read."""
    blocks = [rows for group in chars.groups for rows in text_blocks(group)]
    found = (_line(row, block) for block, rows in enumerate(blocks) for row in rows)
    return [line for line in found if line is not None]


def _line(row: Row, block: int) -> Line | None:
    row = list(_without_marks(row))
    if not row:
        return None
    gaps = [(char.left - before.right) / max(before.size, char.size, 1.0) for before, char in pairwise(row)]
    wide = min(_WIDEST, 2 * sorted(gaps)[len(gaps) // 2]) if gaps else 0.0
    boxes: list[Box] = []
    pieces, edges = [row[0].text], [(row[0].left, row[0].right)]
    for (before, char), gap in zip(pairwise(row), gaps, strict=True):
        separator = _separator(before, char, gap, wide)
        if separator == "\t":
            boxes.append(Box("".join(pieces), tuple(edges)))
            pieces, edges = [], []
        pieces += [separator.strip("\t"), char.text]
        edges.append((char.left, char.right))
    boxes.append(Box("".join(pieces), tuple(edges)))
    sizes = sorted(char.size for char in row if char.text >= "\u2e80")
    height = sizes[len(sizes) // 2] if sizes else 0.0
    text, bottom = "\t".join(box.text for box in boxes), min(char.bottom for char in row)
    return Line(text, row[0].left, max(char.right for char in row), bottom, height, tuple(boxes), block)


def _without_marks(row: Row) -> Iterator[Char]:
    """The characters of a row, raised ones as what they stand for; the mark that a note begins with stays, in brackets."""
    sizes, bottoms = sorted(char.size for char in row), sorted(char.bottom for char in row)
    size, base = sizes[(len(sizes) - 1) // 2 if len(sizes) < 3 else len(sizes) // 2], bottoms[len(bottoms) // 2]
    before = ""
    for up, group in groupby(row, lambda char: char.size < _SMALL * size and char.bottom > base + _RAISED * size):
        chars = list(group)
        mark = "".join(char.text for char in chars)
        shown = raised(before, mark) if up else mark
        if up and not shown and not before:
            yield replace(chars[0], text=f"[{mark.strip('[]〔〕')}]", right=chars[-1].right)
        elif len(shown) == len(mark) == len(chars):
            yield from (replace(char, text=text) if up else char for char, text in zip(chars, shown, strict=True))
        elif shown:
            yield from chars
        before = (before + shown)[-8:]


def _separator(before: Char, char: Char, gap: float, wide: float) -> str:
    """Return what stands between two characters; `wide` is the least gap that is more than the spacing of the line."""
    both_ascii = before.text.isascii() and char.text.isascii()
    if gap > max(wide, _NUMBER_GAP if both_ascii else _CELL_GAP):
        return "\t"
    if both_ascii:
        return " " if gap > _WORD_GAP else ""
    return " " if gap > max(wide, _NAME_GAP) and not (before.text.isascii() or char.text.isascii()) else ""
