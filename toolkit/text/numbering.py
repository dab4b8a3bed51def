"""Numbers that may begin a section: where they stand, in which style, with which value."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from toolkit.grammar.headings import INLINE_FIRST, INLINE_STYLES, STYLES, heading_value

__all__ = ["LIST_STYLES", "RANKS", "UNCOUNTED", "Numbering", "find_numberings"]

RANKS = {
    "appendix": -1, "part": 0, "chapter": 1, "subchapter": 2, "article": 3, "han": 4, "unnumbered": 5, "han_bracket": 6, "arabic": 7,
    "arabic_bracket": 8, "ordinal": 9, "circled": 10, "shi": 10, "yao": 10, "dash": 10, "address": 99,
}  # fmt: skip
"""Which style nests in which: the higher in the lower."""
UNCOUNTED = frozenset(("appendix", "address", "unnumbered", "dash"))
"""Styles without a value."""
LIST_STYLES = frozenset(("ordinal", "circled", "shi", "yao", "dash"))
"""Styles that count off points rather than head sections."""

# Every pattern begins with a few rare characters, so that the search runs ahead to them; within a line, what follows is looked at first.
_AT_LINE, _IN_LINE = (
    re.compile(f"{before}(?:{'|'.join(f'(?P<{style}>{form})' for style, form in styles.items())})")
    for before, styles in ((r"\n[ \t\u3000]*", STYLES), (rf"[。；;：:，,！!？?”）)](?=[ \u3000{INLINE_FIRST}])[ \u3000]?", INLINE_STYLES))
)
# A row of a table, or a line of a table of contents.
LONGEST_ROW = 160
_ROW = re.compile(r"\t|[.…·]{4,}|[ \u3000](?:[-+]?[0-9][0-9.,%‰]*|[-—…]+)$")


class Numbering(NamedTuple):
    """A number that may begin a section."""

    style: str
    value: int
    start: int
    end: int
    line_end: int
    """Offset after the line's end."""
    inline: bool
    next_start: int | None
    """Where the next number of its style stands, if it goes on from this one; for an inline one, in the same line."""


def find_numberings(text: str) -> Iterator[Numbering]:
    """Yield the numbers that may begin a section, in order."""
    breaks = [-1, *(match.start() for match in re.finditer("\n", text)), len(text)]
    found: list[tuple[int, int, str, bool]] = []
    # The first line begins after a line end of its own.
    if head := _AT_LINE.match("\n" + text[: breaks[1]]):
        found.append((head.start(head.lastgroup or 0) - 1, head.end() - 1, head.lastgroup or "", False))
    found += [(m.start(m.lastgroup or 0), m.end(), m.lastgroup or "", False) for m in _AT_LINE.finditer(text)]
    found += [(m.start(m.lastgroup or 0), m.end(), m.lastgroup or "", True) for m in _IN_LINE.finditer(text)]
    found.sort()
    lines = [bisect_right(breaks, start - 1) for start, *_ in found]
    values = [0 if style in UNCOUNTED else heading_value(text[start:end]) for start, end, style, _ in found]
    following = _following(found, lines, values)
    rows: dict[int, bool] = {}
    for (start, end, style, inline), line, value, next_start in zip(found, lines, values, following, strict=True):
        if line not in rows:
            first, last = breaks[line - 1] + 1, breaks[line]
            rows[line] = last - first <= LONGEST_ROW and _ROW.search(text, first, last) is not None
        if not rows[line]:
            yield Numbering(style, value, start, end, min(breaks[line] + 1, len(text)), inline, next_start)


def _following(found: list[tuple[int, int, str, bool]], lines: list[int], values: list[int]) -> list[int | None]:
    """For each number, where the next of its style stands if it goes on from it."""
    latest: dict[str, int] = {}
    answers: list[int | None] = []
    for index in range(len(found) - 1, -1, -1):
        _, _, style, inline = found[index]
        other = latest.get(style)
        goes_on = other is not None and values[other] == values[index] + 1 and (not inline or lines[other] == lines[index])
        answers.append(found[other][0] if goes_on and other is not None else None)
        latest[style] = index
    return answers[::-1]
