"""Sections: headings by their numbering, nested by its rank, and what each section is for."""

import re
from dataclasses import dataclass
from functools import lru_cache

from toolkit.document import Section
from toolkit.lexicon import read_table

__all__ = ["find_sections"]

_DIGITS = "〇零一二三四五六七八九十百"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"

# Name of each style of numbering, in the order in which one nests in the other.
_STYLES = {
    "part": rf"第[{_DIGITS}]+[编篇部](?:分)?",
    "chapter": rf"第[{_DIGITS}]+章",
    "subchapter": rf"第[{_DIGITS}]+节",
    "article": rf"第[{_DIGITS}]+条",
    "han": rf"[{_DIGITS}]{{1,3}}、",
    "han_bracket": rf"[（(][{_DIGITS}]{{1,3}}[）)]",
    "arabic": r"[0-9]{1,2}(?:[、．]|\.(?![0-9]))",
    "arabic_bracket": r"[（(][0-9]{1,2}[）)]",
    "circled": rf"[{_CIRCLED}]",
    "ordinal": rf"第[{_DIGITS}]{{1,2}}[，、,]|[{_DIGITS}]{{1,2}}是|[{_DIGITS}]要(?=[^\n]{{0,60}}[；。])",
    "dash": r"——(?![0-9]{4}年)",
}
_RANK = {style: rank for rank, style in enumerate(_STYLES)}
_NUMBERING = re.compile(
    # At the head of a line, or — for ordinals and bracketed numbers — after a mark that ends a clause.
    r"(?m:^)[ \t\u3000]*(?:" + "|".join(f"(?P<{style}>{pattern})" for style, pattern in _STYLES.items()) + ")"
    rf"|(?<=[。；：;:])(?:(?P<inline_ordinal>[{_DIGITS}]{{1,2}}是)|(?P<inline_bracket>[（(][{_DIGITS}]{{1,2}}[）)]))"
)
_HEADING_END = re.compile(r"[。；：:;\n]")
LONGEST_HEADING = 60
_VALUES = {char: value for value, char in enumerate("〇一二三四五六七八九十")} | {"零": 0}


@dataclass(slots=True)
class _Open:
    """A section that may still get children: the last number seen in each style below it is kept by the style's rank."""

    section_id: int
    rank: int
    level: int
    kind: str | None


def find_sections(text: str) -> tuple[Section, ...]:
    """Return the sections of a text in order; they cover it without gap or overlap.

    Headings are recognised by their numbering: 第一章, 一、, （一）, 1., （1）, ①, 一是, 第一，, ——. Inside a paragraph
    一是…二是… and （一）…（二）… begin sections too. A number that does not go on from the one before it (2 after 1)
    begins nothing. What precedes the first heading is a section without number.

    Returns
    -------
    tuple of Section
        ``level`` is 0 for the head, 1 for the outermost headings; ``kind`` is ``review``, ``targets`` or ``tasks``
        where the heading, or that of a section around it, says so.

    Examples
    --------
    >>> for s in find_sections("报告\\n一、2023年工作回顾\\n一是强化监管。二是优化服务。\\n二、2024年工作安排"):
    ...     print(s.level, s.number, s.heading, s.kind)
    0   None
    1 一、 2023年工作回顾 review
    2 一是 强化监管 review
    2 二是 优化服务 review
    1 二、 2024年工作安排 tasks
    """
    if not text:
        return ()
    found: list[tuple[int, int | None, int, str, str, str | None]] = []
    stack: list[_Open] = []
    last: dict[int, int] = {}
    for match in _NUMBERING.finditer(text):
        style = (match.lastgroup or "").replace("inline_ordinal", "ordinal").replace("inline_bracket", "han_bracket")
        rank = _RANK[style]
        number = match.group(match.lastgroup or 0)
        value = _value(number)
        if not _continues(style, value, last.get(rank), inline=(match.lastgroup or "").startswith("inline")):
            continue
        heading = _heading(text, match.end())
        # Numbering below this rank begins again.
        last = {r: n for r, n in last.items() if r < rank} | {rank: value}
        while stack and stack[-1].rank >= rank:
            stack.pop()
        parent = stack[-1] if stack else None
        start = match.start(match.lastgroup or 0) if (match.lastgroup or "").startswith("inline") else match.start()
        section_id = len(found) + 1
        kind = (_kind(heading) if rank <= _RANK["arabic"] else None) or (parent.kind if parent else None)
        level = parent.level + 1 if parent else 1
        found.append((start, parent.section_id if parent else None, level, number, heading, kind))
        stack.append(_Open(section_id, rank, level, kind))
    return _cover(text, found)


def _cover(text: str, found: list[tuple[int, int | None, int, str, str, str | None]]) -> tuple[Section, ...]:
    """Sections with ends; ids count from 0 whether there is a head before the first heading or not."""
    shift = 1 if found and found[0][0] == 0 else 0
    ends = [start for start, *_ in found[1:]] + [len(text)]
    sections = [
        Section(start, end, i + 1 - shift, None if parent is None else parent - shift, level, number, heading, kind)
        for i, ((start, parent, level, number, heading, kind), end) in enumerate(zip(found, ends, strict=False))
    ]
    if shift:
        return tuple(sections)
    head_end = found[0][0] if found else len(text)
    return (Section(0, head_end, 0, None, 0, "", "", None), *sections)


def _heading(text: str, start: int) -> str:
    end = _HEADING_END.search(text, start, start + LONGEST_HEADING + 1)
    stop = end.start() if end else min(start + LONGEST_HEADING, len(text))
    return text[start:stop].strip()


def _continues(style: str, value: int, before: int | None, *, inline: bool) -> bool:
    """Whether a number may begin a section: the first of its row, or the one after the last."""
    if style == "dash":
        return True
    if style in ("part", "chapter", "subchapter", "article", "han"):
        # Sources lose headings; these styles are plain enough to be believed anyway.
        return before is None or value != before or style == "han"
    if before is None:
        return value == 1 or (style == "han_bracket" and not inline)
    return value == before + 1 or value == 1 or (style == "han_bracket" and not inline and value > before)


def _value(number: str) -> int:
    """The value of a number up to 99 as a heading writes it; 0 for a dash."""
    if (circled := _CIRCLED.find(number[0])) >= 0:
        return circled + 1
    arabic = re.search(r"[0-9]+", number)
    if arabic:
        return int(arabic.group())
    han = "".join(char for char in number if char in _VALUES)
    tens, ten, ones = han.partition("十")
    if not ten:
        return int("".join(str(_VALUES[char]) for char in han) or 0)
    return 10 * _VALUES.get(tens, 1) + _VALUES.get(ones, 0)


@lru_cache(maxsize=1)
def _kinds() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(row["pattern"]), row["kind"]) for row in read_table("section_kinds.tsv"))


def _kind(heading: str) -> str | None:
    return next((kind for pattern, kind in _kinds() if pattern.search(heading)), None)
