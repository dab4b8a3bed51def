"""Text of a Word file in reading order: whatever wraps it, as Word shows it, with its notes at the end."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, groupby
from operator import attrgetter
from typing import NamedTuple

from toolkit.corpus.cell_texts import LONG_CELL, indent
from toolkit.corpus.docx_numbering import Numbers, read_numbers
from toolkit.corpus.docx_parts import Element, Parts, child, children, count_of, local_name, value_of
from toolkit.corpus.docx_styles import Styles, number_of, read_styles
from toolkit.corpus.raw import Heading
from toolkit.corpus.superscripts import raised

__all__ = ["WordText"]

_WITHOUT_TEXT = frozenset((
    "del", "moveFrom", "pPr", "rPr", "tblPr", "trPr", "tcPr", "sdtPr", "sdtEndPr", "tblGrid", "instrText", "delText", "delInstrText",
    "rt", "fldData", "sectPr", "footnoteRef", "endnoteRef", "annotationRef",
))  # fmt: skip
"""Deleted text, properties, codes of fields, the small print above characters."""
_AS_TEXT = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_DRAWINGS = frozenset(("drawing", "pict", "object"))
_WIDEST_SPAN, _WIDEST_ROW = 100, 1000
_LINE_END = re.compile("[\n\t]")


class _Line(NamedTuple):
    text: str
    level: int = 0
    """Of a heading."""


class _Piece(NamedTuple):
    text: str
    raised: bool


@dataclass(slots=True)
class _Cell:
    lines: list[_Line]
    width: int
    tables: list[Element]


@dataclass(slots=True)
class WordText:
    """A Word file being read."""

    parts: Parts
    lines: list[str] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    _notes: dict[tuple[str, str], str] = field(default_factory=dict)
    """Kind and id of each note that the text refers to, in order, with its mark."""
    _styles: Styles = field(default_factory=lambda: Styles({}))
    _numbers: Numbers = field(default_factory=lambda: read_numbers(None))

    def read(self) -> "WordText":
        """Read the document and its notes."""
        self._styles, self._numbers = read_styles(self.parts.styles), read_numbers(self.parts.numbering)
        for line in self._blocks(self.parts.document):
            self.lines.append(line.text)
            if line.level and line.text.strip():
                self.headings.append(Heading(line.level, line.text.strip().split("\n")[0]))
        self.lines += self._note_lines()
        return self

    def _note_lines(self) -> Iterator[str]:
        stored = {
            (kind, value_of(note, "id")): note
            for kind, part in (("footnote", self.parts.footnotes), ("endnote", self.parts.endnotes))
            for note in children(part, kind)
        }
        for key, mark in list(self._notes.items()):
            if key in stored:
                yield f"{mark} " + one_line("\n".join(line.text for line in self._blocks(stored[key])))

    def _blocks(self, container: Element) -> Iterator[_Line]:
        """The paragraphs and the rows of tables below an element."""
        for element in container:
            name = local_name(element)
            if name == "p":
                yield from self._paragraph(element)
            elif name == "tbl":
                yield from self._table(element)
            elif name == "altChunk":
                self.warnings.append("a part of the Word file is a file of its own (altChunk) and is not read")
            elif name == "AlternateContent":
                yield from self._blocks(_shown_branch(element))
            elif name not in _WITHOUT_TEXT:
                yield from self._blocks(element)

    def _paragraph(self, paragraph: Element) -> Iterator[_Line]:
        pieces: list[_Piece] = []
        boxes: list[Element] = []
        self._inline(paragraph, pieces, boxes, hidden=False, up=False)
        style = self._styles.paragraph(child(paragraph, "pPr"))
        if style.listed:  # what Word itself makes of the headings
            return
        text, number = _joined(pieces), number_of(style)
        if number and (text.strip() or not boxes):
            text = self._numbers.next_label(*number) + text.lstrip() if text.strip() else text
        yield _Line(text, style.level or 0)
        yield from chain.from_iterable(self._blocks(box) for box in boxes)

    def _inline(self, element: Element, pieces: list[_Piece], boxes: list[Element], *, hidden: bool, up: bool) -> None:
        """Gather the pieces of text below an element, and the text boxes that are anchored there."""
        for inner in element:
            name = local_name(inner)
            if name == "t":
                pieces += [] if hidden else [_Piece(inner.text or "", up)]
            elif name in _AS_TEXT:
                pieces += [] if hidden else [_Piece(_AS_TEXT[name], up)]
            elif name == "r":
                style = self._styles.run(child(inner, "rPr"))
                self._inline(inner, pieces, boxes, hidden=bool(style.hidden), up=bool(style.raised))
            elif name in ("footnoteReference", "endnoteReference"):
                self._refer(name.removesuffix("Reference"), value_of(inner, "id"))
            elif name in _DRAWINGS:
                boxes += self._drawn(inner)
            elif name == "AlternateContent":
                self._inline(_shown_branch(inner), pieces, boxes, hidden=hidden, up=up)
            elif name == "commentReference":
                self.warnings.append("comments in the margin of the Word file are not read")
            elif name == "sym":
                pieces.append(_Piece(_symbol(inner), up))
            elif name not in _WITHOUT_TEXT:
                self._inline(inner, pieces, boxes, hidden=hidden, up=up or name == "sup")

    def _drawn(self, drawing: Element) -> Iterator[Element]:
        """Yield what holds the text of a drawing: its text boxes, and the parts of SmartArt graphics; charts are told."""
        yield from _text_boxes(drawing)
        for element in drawing.iter():
            name = local_name(element)
            if name == "relIds" and (diagram := self.parts.diagrams.get(value_of(element, "dm"))) is not None:
                yield diagram
            elif name == "chart":
                self.warnings.append("a chart in the Word file is not read: its title, labels and figures are missing")

    def _refer(self, kind: str, note: str) -> None:
        if (kind, note) not in self._notes:
            number = sum(other == kind for other, _ in self._notes) + 1
            self._notes[kind, note] = f"[{'尾注' if kind == 'endnote' else '注'}{number}]"

    def _table(self, table: Element) -> Iterator[_Line]:
        """The rows of a table; a cell that spans columns or rows stands in the first of them, and the others are empty."""
        rows = [self._row(row) for row in _descend(table, "tr")]
        of_paragraphs = all(len(cells) < 2 for cells in rows)
        for cells in rows:
            if of_paragraphs or any(sum(len(line.text) for line in cell.lines) >= LONG_CELL for cell in cells):
                yield from chain.from_iterable(cell.lines for cell in cells)
            else:
                texts: list[str] = []
                for cell in cells:
                    texts.append(one_line("\n".join(line.text for line in cell.lines)))
                    texts += [""] * (cell.width - 1 if len(texts) < _WIDEST_ROW else 0)
                if any(texts):
                    yield _Line("\t".join(texts))
            yield from chain.from_iterable(self._table(inner) for cell in cells for inner in cell.tables)

    def _row(self, row: Element) -> list[_Cell]:
        properties = child(row, "trPr")
        if child(properties, "del") is not None:
            return []
        before = min(count_of(child(properties, "gridBefore")), _WIDEST_SPAN)
        cells = [_Cell([], 1, []) for _ in range(before)]
        for found in _descend(row, "tc"):
            properties = child(found, "tcPr")
            width = min(max(count_of(child(properties, "gridSpan")), 1), _WIDEST_SPAN)
            lines = [line for paragraph in _descend(found, "p", beside="tbl") for line in self._paragraph(paragraph)]
            cells.append(_Cell(lines, width, list(_descend(found, "tbl"))))
        return cells


def _descend(container: Element, name: str, *, beside: str = "") -> Iterator[Element]:
    """Yield the nearest elements of a name, through content controls and other wrappers, not into elements named `beside`."""
    for element in container:
        own = local_name(element)
        if own == name:
            yield element
        elif own == "AlternateContent":
            yield from _descend(_shown_branch(element), name, beside=beside)
        elif own not in _WITHOUT_TEXT and own != beside and own != "p":
            yield from _descend(element, name, beside=beside)


def _shown_branch(alternatives: Element) -> Element:
    """The first of several renderings of the same content that holds text, else the first."""
    branches = [branch for branch in alternatives if local_name(branch) in ("Choice", "Fallback")]
    full = (branch for branch in branches if any(local_name(inner) == "t" for inner in branch.iter()))
    return next(full, branches[0] if branches else alternatives)


def _text_boxes(drawing: Element) -> Iterator[Element]:
    """Yield the contents of the text boxes of a drawing, those inside another left to it."""
    for element in drawing:
        name = local_name(element)
        if name == "txbxContent":
            yield element
        else:
            yield from _text_boxes(_shown_branch(element) if name == "AlternateContent" else element)


def _symbol(element: Element) -> str:
    """The character of a symbol font, unless it has a meaning in that font alone."""
    try:
        code = int(value_of(element, "char"), 16)
    except ValueError:
        return ""
    return chr(code) if 32 <= code < 0xD800 else ""


def _joined(pieces: Sequence[_Piece]) -> str:
    """The text of a paragraph; runs that are raised together are one mark."""
    text = ""
    for up, group in groupby(pieces, attrgetter("raised")):
        stretch = "".join(piece.text for piece in group)
        text += raised(text, stretch) if up else stretch
    return text


def one_line(text: str) -> str:
    """Return the text of a cell on one line, with the blanks that indent it; between Chinese characters a line end is nothing."""
    bare = text.strip()
    pieces: list[str] = []
    for part in filter(None, (part.strip() for part in _LINE_END.split(bare))):
        latin = bool(pieces) and pieces[-1][-1].isascii() and part[0].isascii()
        pieces += [" ", part] if latin else [part]
    return indent(text, hidden="\n\t") + "".join(pieces) if bare else ""
