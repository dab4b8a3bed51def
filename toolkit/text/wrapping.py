"""Undoing the hard line breaks of pages that were set to a fixed width."""

import re
from collections import Counter
from itertools import pairwise

__all__ = ["join_wrapped_lines"]

_NEW_PARAGRAPH = re.compile(
    r"[ \t\u3000]|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十0-9]{1,3}[）)]|[0-9]{1,2}[.、．](?![0-9])"
    r"|第[一二三四五六七八九十百]{1,4}[章节条]|[①-⑳]|——|附件|附：|注："
)
_ENDS = re.compile(r"[。！？；：:!?;]$")
_WORD = re.compile(r"[A-Za-z]$")
MIN_WIDTH, MIN_LINES = 18, 4
SLACK = 3
"""Full lines of one page differ by about this many characters, for punctuation may not begin a line."""


def join_wrapped_lines(text: str) -> str:
    """Return the text with the lines of a hard-wrapped paragraph joined; other text as it is.

    Text counts as hard-wrapped where at least half of its lines that do not end a sentence are equally long.

    Examples
    --------
    >>> line = "经济社会发展保持平稳健康势头和社会大局稳定" * 2
    >>> join_wrapped_lines("\\n".join([line] * 6 + ["全部完成。"])).count("\\n")
    0
    """
    lines = text.split("\n")
    width = _page_width(lines)
    if width is None:
        return text
    parts = [lines[0]]
    for before, line in pairwise(lines):
        if _continues(before, line, width):
            parts.append(" " if _WORD.search(before) and line[:1].isascii() and line[:1].isalpha() else "")
        else:
            parts.append("\n")
        parts.append(line)
    return "".join(parts)


def _page_width(lines: list[str]) -> int | None:
    open_lines = [len(line) for line in lines if len(line) >= MIN_WIDTH and not _ENDS.search(line) and "\t" not in line]
    if len(open_lines) < MIN_LINES or len(open_lines) * 3 < sum(len(line) >= MIN_WIDTH for line in lines):
        return None
    counts = Counter(open_lines)
    width = max(counts, key=lambda w: (sum(counts[w + d] for d in range(-SLACK, SLACK + 1)), w))
    near = sum(counts[width + d] for d in range(-SLACK, SLACK + 1))
    return width if near * 2 >= len(open_lines) else None


def _continues(before: str, line: str, width: int) -> bool:
    if not line or _NEW_PARAGRAPH.match(line) or "\t" in before or "\t" in line:
        return False
    full = len(before) >= width - SLACK
    return full and (not _ENDS.search(before) or len(before) >= width)
