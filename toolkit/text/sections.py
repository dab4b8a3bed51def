"""Sections: which numbers are headings, how they nest, and where a list ends and its paragraph goes on."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from toolkit.document import Section
from toolkit.text.marked_headings import MARKED_RANKS, marked_lines
from toolkit.text.numbering import LIST_STYLES, RANKS, UNCOUNTED, Numbering, find_numberings
from toolkit.text.section_kinds import section_kind

__all__ = ["find_sections"]

LONGEST_HEADING = 60
_HEADING_END = re.compile(r"[。；：:;！\n]")
_PARAGRAPH_END = "。；！？;!?”）)"
_BELIEVED = frozenset(("appendix", "part", "chapter", "subchapter", "article", "han", "han_bracket", "unnumbered", "marked"))
"""Styles plain enough to be believed where the number before is missing, for sources lose headings."""
_UNNUMBERED = frozenset(("unnumbered", "appendix", "marked"))
_HEADS = _BELIEVED | {"arabic", "arabic_bracket"}


@dataclass(slots=True)
class _Series:
    """The numbers of one style under one section."""

    value: int
    line_end: int
    one_liners: int = 0
    """How many of its members, the last one left out, are a single line; -1 once one is not."""


@dataclass(slots=True)
class _Open:
    """A section that may still get children."""

    section_id: int | None
    level: int
    style: str
    kind: str | None
    line_end: int
    inline: bool = False
    marked: int = 0
    """The level of a heading that the format marks, from 1."""
    one_line: bool = False
    """Whether it, the last of its series, ends with its line, as the others did."""
    series: dict[str, _Series] = field(default_factory=dict)


def find_sections(text: str, headings: Sequence[tuple[int, str]] = ()) -> tuple[Section, ...]:
    """Return the sections of a text in order; they cover it without gap or overlap.

    Headings are recognised by their numbering: 第一章, 第一条, 一、, （一）, 1., （1）, 第一，, ①, 一是, ——; and, without a number, by
    the words of a short line between paragraphs (2024年工作安排). Inside a paragraph 一是…二是…, （一）…（二）… and the like begin sections
    too. A number that does not go on from the one before it (2 after 1) begins nothing.

    A section holds the text up to the next one; what belongs to a heading as a whole is the section and those that name it
    as parent. Text after the end of a list, which belongs to the heading above the list, is a section without number and heading.

    Parameters
    ----------
    text : str
        The cleaned text.
    headings : sequence of (int, str), optional
        Level and text of the headings that the format of the file marks, in their order: they begin sections without a number too.

    Returns
    -------
    tuple of Section
        ``level`` is 0 for the text before the first heading, 1 for the outermost headings; ``kind`` is ``review``, ``targets`` or
        ``tasks`` where the heading, or that of a section around it, says so.

    Examples
    --------
    >>> for s in find_sections("报告\\n一、2023年工作回顾\\n一是强化监管。二是优化服务。\\n成效明显。\\n二、2024年工作安排"):
    ...     print(s.level, s.number, s.heading, s.kind)
    0   None
    1 一、 2023年工作回顾 review
    2 一是 强化监管 review
    2 二是 优化服务 review
    2   review
    1 二、 2024年工作安排 tasks
    """
    nesting = _Nesting(text)
    marked = marked_lines(text, headings)
    for numbering in _with_marked(text, find_numberings(text), marked):
        nesting.take(numbering, marked=0 if numbering.inline else marked.get(numbering.start, 0))
    return nesting.sections()


def _with_marked(text: str, numberings: Iterable[Numbering], marked: Mapping[int, int]) -> Iterator[Numbering]:
    """The numberings with the headings that are marked and have no number, in the order of the text."""
    if not marked:
        yield from numberings
        return
    numbered = [at for at in numberings if at.inline or at.style != "unnumbered" or at.start not in marked]
    bare = set(marked) - {at.start for at in numbered if not at.inline}
    ends = {start: text.find("\n", start) % (len(text) + 1) for start in bare}  # -1, on the last line, is its end
    found = [Numbering("marked", 0, start, end, min(end + 1, len(text)), inline=False, next_start=None) for start, end in ends.items()]
    yield from sorted([*numbered, *found], key=lambda at: at.start)


class _Nesting:
    """The stack of open sections while a text is read from its beginning to its end."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.stack = [_Open(None, 0, "", None, 0)]
        self.found: list[tuple[int, int | None, int, str, str, str | None]] = []
        self._begin(0, self.stack[0], "", "", None, level=0)

    def take(self, at: Numbering, *, marked: int = 0) -> None:
        """Open a section at a number or a marked heading, if it begins one."""
        if at.inline and at.value != 1 and self._series_of(self.stack, at) is None:
            return
        self._close_lists(at.start)
        open_here = self._still_open(at.start)
        if at.style == "address":
            self._address(at, open_here)
            return
        parent = None if at.style == "marked" else self._parent(open_here, at, marked)
        if parent is None and marked:
            parent = self._under_marked(open_here, marked)
        if parent is None:
            return
        heading = self._heading(at)
        kind = section_kind(heading, within=open_here[parent].kind) if at.style in _HEADS else None
        if at.style == "unnumbered" and section_kind(heading) is None:
            return
        self.stack = open_here[: parent + 1]
        self._open(at, heading, kind, marked)

    def sections(self) -> tuple[Section, ...]:
        """Return the sections, with ends; ids count from 0."""
        self._close_lists(len(self.text))
        starts = [start for start, *_ in self.found] + [len(self.text)]
        # The head before the first heading is there only where it holds text.
        skip = 1 if starts[1] == 0 else 0
        return tuple(
            Section(start, end, index, None if parent is None else parent - skip, level, number, heading, kind)
            for index, ((start, parent, level, number, heading, kind), end) in enumerate(
                zip(self.found[skip:], starts[skip + 1 :], strict=True)
            )
        )

    def _begin(self, start: int, parent: _Open, number: str, heading: str, kind: str | None, *, level: int) -> int:
        self.found.append((start, parent.section_id, level, number, heading, kind))
        return len(self.found) - 1

    def _open(self, at: Numbering, heading: str, kind: str | None, marked: int) -> None:
        parent = self.stack[-1]
        before = parent.series.get(at.style)
        again = before is not None and at.value == 1
        if before is None or again:
            series = _Series(at.value, at.line_end)
        else:
            alone = before.one_liners >= 0 and before.line_end == at.start
            series = _Series(at.value, at.line_end, before.one_liners + 1 if alone else -1)
        parent.series[at.style] = series
        # Headings that begin again under one heading tell that the source has lost the next; what it was for is not known.
        lost = again and at.style in _HEADS and parent.level > 0
        kind = kind or (None if lost else parent.kind)
        number = "" if at.style in _UNNUMBERED else self.text[at.start : at.end].strip()
        level = parent.level + 1
        section_id = self._begin(at.start, parent, number, heading, kind, level=level)
        one_line = at.next_start is None and series.one_liners >= (1 if at.style in LIST_STYLES else 2) and self._is_paragraph(at.line_end)
        parent.one_line = False
        self.stack.append(_Open(section_id, level, at.style, kind, at.line_end, at.inline, marked, one_line))

    def _close_lists(self, start: int) -> None:
        """Close what ended with a line before `start`; plain text after it belongs to the section around."""
        for index, section in enumerate(self.stack):
            if (section.inline or section.one_line) and section.line_end < start:
                del self.stack[index:]
                self._go_on(section.line_end)
                return

    def _go_on(self, start: int) -> None:
        around = self.stack[-1]
        level = around.level + 1 if around.section_id is not None else 0
        self._begin(start, around, "", "", around.kind, level=level)

    def _still_open(self, start: int) -> list[_Open]:
        """The stack without the lists inside a line that ends here."""
        ended = next((i for i, section in enumerate(self.stack) if section.inline and section.line_end <= start), len(self.stack))
        return self.stack[:ended]

    def _address(self, at: Numbering, open_here: list[_Open]) -> None:
        """A salutation inside a report closes the headings below the outermost one."""
        if len(open_here) > 2:
            self.stack = open_here[:2]
            self._go_on(at.start)

    @staticmethod
    def _under_marked(stack: list[_Open], marked: int) -> int:
        """The index of the section that a marked heading without a number belongs under."""
        rank = MARKED_RANKS[min(marked, len(MARKED_RANKS) - 1)]
        for index, section in enumerate(stack):
            if index and (section.marked >= marked if section.marked else RANKS[section.style] >= rank):
                return index - 1
        return len(stack) - 1

    def _parent(self, stack: list[_Open], at: Numbering, marked: int) -> int | None:
        """The index of the section that a number belongs under; None where it begins no section."""
        follows = self._series_of(stack, at)
        if follows is not None:
            return follows
        first = at.value == 1 or at.style in UNCOUNTED
        if first and at.next_start is None and at.style not in _BELIEVED and at.style != "dash":
            return None
        if not first and (at.style not in _BELIEVED or at.inline):
            return None
        if at.inline:
            # A list inside a paragraph belongs to what the paragraph belongs to.
            return next((i - 1 for i, section in enumerate(stack) if section.inline), len(stack) - 1)
        rank = RANKS[at.style]
        depth = next((i for i, section in enumerate(stack) if i and _closes(section, rank, marked)), len(stack)) - 1
        series = stack[depth].series.get(at.style)
        if not first and series is not None and at.value < series.value:
            return None
        return depth

    @staticmethod
    def _series_of(stack: list[_Open], at: Numbering) -> int | None:
        """The index of the nearest open section under which the number goes on."""
        if at.style in UNCOUNTED or at.value == 1:
            return None
        for index in range(len(stack) - 1, -1, -1):
            series = stack[index].series.get(at.style)
            goes_on = series is not None and series.value < at.value <= series.value + 2
            if series is not None and goes_on and (not at.inline or series.line_end == at.line_end):
                return index
        return None

    def _heading(self, at: Numbering) -> str:
        if at.style in _UNNUMBERED:
            return self.text[at.start : at.end].strip(" \u3000：:")
        furthest = min(at.end + LONGEST_HEADING, at.line_end, at.next_start or at.line_end)
        end = _HEADING_END.search(self.text, at.end, furthest)
        return self.text[at.end : end.start() if end else furthest].strip(" \t\n\u3000，,")

    def _is_paragraph(self, line_end: int) -> bool:
        return self.text[:line_end].rstrip()[-1:] in _PARAGRAPH_END if line_end < 2 else self.text[line_end - 2] in _PARAGRAPH_END


def _closes(section: _Open, rank: int, marked: int) -> bool:
    """Whether a number of a rank ends a section: a marked heading without a number ranks by its level."""
    if section.style != "marked":
        return RANKS[section.style] >= rank
    return section.marked >= marked if marked else MARKED_RANKS[min(section.marked, len(MARKED_RANKS) - 1)] >= rank
