"""Lines of a PDF page from the places of its characters, for the order in the file is not the order on the page."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from toolkit.corpus.pdf_chars import Char, PageChars
from toolkit.corpus.pdf_layout import CELL_GAP, Row, text_blocks
from toolkit.corpus.pdf_ruled_tables import RuledRow, RuledTable, ruled_tables
from toolkit.corpus.pdf_rules import Rule
from toolkit.corpus.superscripts import raised

__all__ = ["Box", "Line", "page_lines"]

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
    ruled: bool = False
    """Whether it is the row of a table that rules part into cells."""


def page_lines(page: PageChars, rules: Sequence[Rule] = ()) -> list[Line]:
    """Return the lines of a page in the order in which they are read, rows of ruled tables among them."""
    lines: list[Line] = []
    block = 0
    for number, group in enumerate(page.groups):
        tables = list(ruled_tables(rules, group)) if not number and rules and not page.vertical else []
        taken = {at for _, inside in tables for at in inside}
        for rows in text_blocks([char for at, char in enumerate(group) if at not in taken] if taken else group):
            lines += [_line(row, block) for row in rows]
            block += 1
        for table, _ in tables:
            lines = _with_table(lines, table)
    return lines


def _with_table(lines: Sequence[Line], table: RuledTable) -> list[Line]:
    """The lines with the rows of a table before the first one that stands below it."""
    middle = (table.bottom + table.top) / 2
    below = (at for at, line in enumerate(lines) if line.bottom < middle and line.left < table.right and line.right > table.left)
    place = next(below, len(lines))
    block = lines[min(place, len(lines) - 1)].block if lines else 0
    rows = (line for row in table.rows for line in _table_lines(row, table, block))
    return [*lines[:place], *rows, *lines[place:]]


def _table_lines(row: RuledRow, table: RuledTable, block: int) -> Iterator[Line]:
    for line in row.lines:
        yield replace(_line(line, block), ruled=True)
    if any(row.cells):
        yield Line("\t".join(row.cells), table.left, table.right, table.bottom, 0.0, (), block, True)


def _line(row: Row, block: int) -> Line:
    texts, lefts, rights, bottoms, _, sizes = map(list, zip(*_without_marks(row), strict=True))
    heights = map(max, sizes, sizes[1:])
    gaps = [(left - right) / max(height, 1.0) for left, right, height in zip(lefts[1:], rights, heights, strict=False)]
    wide = min(_WIDEST, 2 * sorted(gaps)[len(gaps) // 2]) if gaps else 0.0
    chinese = sorted(size for text, size in zip(texts, sizes, strict=True) if text >= "\u2e80")
    shown, cuts = list(texts), [0]
    for at, gap in enumerate(gaps, start=1):
        if gap > _WORD_GAP:  # in a narrower one nothing stands
            separator = _separator(texts[at - 1], texts[at], gap, wide)
            cuts += [at] if separator == "\t" else []
            shown[at] = separator.strip("\t") + texts[at]
    edges = tuple(zip(lefts, rights, strict=True))
    boxes = tuple(Box("".join(shown[first:last]), edges[first:last]) for first, last in pairwise([*cuts, len(shown)]))
    height = chinese[len(chinese) // 2] if chinese else 0.0
    return Line("\t".join(box.text for box in boxes), lefts[0], max(rights), min(bottoms), height, boxes, block)


def _without_marks(row: Row) -> Row:
    """The characters of a row, raised ones as what they stand for; the mark that a note begins with stays, in brackets."""
    sizes, bottoms = sorted(char.size for char in row), sorted(char.bottom for char in row)
    size, base = sizes[(len(sizes) - 1) // 2 if len(sizes) < 3 else len(sizes) // 2], bottoms[len(bottoms) // 2]
    if bottoms[-1] <= base + _RAISED * size:
        return row
    # The boxes of a Latin font can be taller than those of the Chinese one: its small characters are compared with its own.
    latin = max((char.size for char in row if char.text.isascii()), default=size)
    before: list[Char] = []
    for up, group in groupby(row, lambda char: _is_raised(char, base + _RAISED * size, latin if char.text.isascii() else size, size)):
        chars = list(group)
        mark = "".join(char.text for char in chars)
        shown = raised("".join(char.text for char in before[-8:]), mark) if up else mark
        if not shown and before:  # what stands next is as near as if the mark were not there
            before[-1] = before[-1]._replace(right=chars[-1].right)
        elif not shown:
            before.append(chars[0]._replace(text=f"[{mark.strip('[]〔〕')}]", right=chars[-1].right))
        elif up and len(shown) == len(chars):
            before += [char._replace(text=text) for char, text in zip(chars, shown, strict=True)]
        else:
            before += chars
    return before


def _is_raised(char: Char, least: float, own: float, usual: float) -> bool:
    return char.bottom > least and char.size < _SMALL * max(own, usual)


def _separator(before: str, char: str, gap: float, wide: float) -> str:
    """Return what stands between two characters; `wide` is the least gap that is more than the spacing of the line."""
    both_ascii = before.isascii() and char.isascii()
    if gap > max(wide, _NUMBER_GAP if both_ascii else CELL_GAP):
        return "\t"
    if both_ascii:
        return " " if gap > _WORD_GAP else ""
    return " " if gap > max(wide, _NAME_GAP) and not (before.isascii() or char.isascii()) else ""
