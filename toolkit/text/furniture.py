"""Page furniture: taken off the head and the tail of a text; what it says of the document is kept."""

import re
from functools import lru_cache

from toolkit.lexicon import read_table

__all__ = ["strip_furniture"]

HEAD_LINES, TAIL_LINES = 30, 15
"""Furniture stands within so many lines of the beginning and the end; nothing between is touched."""
LONGEST_LINE = 200

_SEPARATORS = r"[ \t|｜\[\]【】（）()丨·,，;；-]*"


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A line made of furniture only, and the line with which the furniture of the tail begins."""
    rows = read_table("furniture.tsv")
    fields = "|".join(row["pattern"] for row in rows if row["where"] == "field")
    lines = "|".join(row["pattern"] for row in rows if row["where"] == "line")
    tails = "|".join(row["pattern"] for row in rows if row["where"] == "tail")
    return re.compile(rf"{_SEPARATORS}(?:(?:{fields}){_SEPARATORS})+|{lines}|[|｜\[\]【】]+"), re.compile(tails)


def strip_furniture(text: str) -> tuple[str, dict[str, str]]:
    """Return the text without page furniture, and the metadata that the furniture held.

    Only whole lines near the head and the tail go; a line with anything else in it stays.

    Returns
    -------
    text : str
    found : dict
        ``source`` and ``date``, where the page states them.

    Examples
    --------
    >>> strip_furniture("年度报告\\n来源:本网 访问量:- 发布时间:2024-02-06\\n一、工作情况\\n下一篇：没有了")
    ('年度报告\\n一、工作情况', {'source': '本网', 'date': '2024-02-06'})
    """
    lines = text.split("\n")
    head = lines[:HEAD_LINES]
    tail = lines[max(HEAD_LINES, len(lines) - TAIL_LINES) :]
    body = lines[HEAD_LINES : len(lines) - len(tail)]
    found: dict[str, str] = {}
    head = [line for line in head if not _is_furniture(line, found)]
    tail = [line for line in _before_links(tail if tail or body else head) if not _is_furniture(line, found)]
    kept = [*head, *body, *tail] if body or len(lines) > HEAD_LINES else tail
    return "\n".join(kept).strip("\n"), found


def _before_links(lines: list[str]) -> list[str]:
    """The lines before the first of the last lines that begins the links to other pages."""
    _, tail = _patterns()
    first = max(0, len(lines) - TAIL_LINES)
    for index in range(first, len(lines)):
        if len(lines[index]) <= LONGEST_LINE and tail.fullmatch(lines[index].strip()):
            return lines[:index]
    return lines


def _is_furniture(line: str, found: dict[str, str]) -> bool:
    stripped = line.strip()
    if not stripped or len(stripped) > LONGEST_LINE:
        return False
    match = _patterns()[0].fullmatch(stripped)
    if not match:
        return False
    for name, value in match.groupdict().items():
        if value and value.strip(" -|"):
            found.setdefault(name, value.strip())
    return True
