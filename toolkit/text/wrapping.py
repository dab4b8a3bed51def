"""Undoing the hard line breaks of pages that were set to a fixed width."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from toolkit.grammar.headings import BRACKETED_ITEM, CHAPTER, COUNTED_ITEM

__all__ = ["join_wrapped_lines"]

_NEW_PARAGRAPH = re.compile(
    rf"[ \t\u3000]|{COUNTED_ITEM}|{BRACKETED_ITEM}|[0-9]{{1,2}}[.、．](?![0-9])|[0-9]+ "
    rf"|{CHAPTER}|[①-⑳]|——|附件|附：|注：|[表图] ?[0-9]|[●◆■★○•] ?"
)
_ENDS = re.compile(r"[。！？；：:!?;]$")
_ROW = re.compile(r"\t|[ ][-+]?[0-9][0-9.,]*%?$|[ ]—$|[.…]{4}")
_PAGE_NUMBER = re.compile(r"[-—－ ]*([0-9]{1,4})[-—－ ]*")
_WORD = re.compile(r"[A-Za-z]$")
MIN_WIDTH, MIN_LINES = 36, 4
"""Widths are counted in half-width columns: a Chinese character is two."""
SLACK = 5
"""Full lines of one page differ by about this many columns, for punctuation may not begin a line."""
LONGEST_MEAN = 90
"""Text with longer lines than this on average is not wrapped; most text is settled by this."""


def join_wrapped_lines(text: str) -> str:
    """Return the text with the lines of a hard-wrapped paragraph joined; other text, and rows of tables, as they are.

    Text counts as hard-wrapped where at least half of its longer lines are equally long, hardly any is longer, and most of the
    full ones end in the middle of a sentence. Page numbers between them go.

    Examples
    --------
    >>> line = "经济社会发展保持平稳健康势头和社会大局稳定" * 2
    >>> join_wrapped_lines("\\n".join([line] * 6 + ["全部完成。"])).count("\\n")
    0
    """
    if len(text) > LONGEST_MEAN * (text.count("\n") + 1):
        return text
    lines = text.split("\n")
    widths = [0 if _ROW.search(line) else _width(line) for line in lines]
    full = _full_width(lines, widths)
    if full is None:
        return text
    numbers = _page_numbers(lines)
    lines = [line for place, line in enumerate(lines) if place not in numbers]
    widths = [width for place, width in enumerate(widths) if place not in numbers]
    parts = [lines[0]]
    for (before, line), (wide, following) in zip(pairwise(lines), pairwise(widths), strict=True):
        goes_on = abs(wide - full) <= SLACK and following > 0 and not _NEW_PARAGRAPH.match(line)
        parts += (_joint(before, line) if goes_on else "\n", line)
    return "".join(parts)


def _width(line: str) -> int:
    return (len(line.encode("utf-8", "replace")) + len(line)) // 2


def _full_width(lines: Sequence[str], widths: Sequence[int]) -> int | None:
    """The width of a full line, None where the text is not wrapped."""
    counts = Counter(width for width in widths if width >= MIN_WIDTH)
    if not counts or 2 * sum(width == 0 for width in widths) > len(lines):
        return None
    near = {width: sum(counts[width + shift] for shift in range(-SLACK, SLACK + 1)) for width in counts}
    full = max(near, key=lambda width: (near[width], counts[width], width))
    longer = sum(count for width, count in counts.items() if width > full + SLACK)
    if near[full] < MIN_LINES or near[full] * 2 < counts.total() or longer * 3 > counts.total():
        return None
    unfinished = sum(abs(width - full) <= SLACK and not _ENDS.search(line) for line, width in zip(lines, widths, strict=True))
    return full if unfinished * 10 >= near[full] * 6 else None


def _page_numbers(lines: Sequence[str]) -> frozenset[int]:
    """The places of the lines that hold a page number: figures alone that count up, one by one for the most part."""
    found = [(place, int(match.group(1))) for place, line in enumerate(lines) if (match := _PAGE_NUMBER.fullmatch(line))]
    steps = sum(after == before + 1 for (_, before), (_, after) in pairwise(found))
    return frozenset(place for place, _ in found) if len(found) > 1 and steps * 10 >= 8 * (len(found) - 1) else frozenset()


def _joint(before: str, line: str) -> str:
    return " " if _WORD.search(before) and line[:1].isascii() and line[:1].isalpha() else ""
