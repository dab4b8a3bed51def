"""Numbers that may begin a section: where they stand, in which style, with which value."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

__all__ = ["LIST_STYLES", "RANKS", "UNCOUNTED", "Numbering", "find_numberings"]

_HAN = "〇零一二三四五六七八九十百"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_BRACKETED = "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇"
# A number between 、 and one of these counts a thing of the text: 一、二、三产业, 三、四线城市, 一、二是.
_COUNTED = rf"(?![{_HAN}]+[、产线季级类月次]|[{_HAN}]是)"

STYLES = {
    "appendix": r"(?:附(?:件|录|表) ?[0-9一二三四五六七八九十]{0,2}|(?:[相有]关|重点|附件?[:：]?)?名词(?:术语)?(?:解释|注释|说明))"
    r"[:：]?(?=\n|$)",
    "part": rf"第[{_HAN}]+(?:编|篇|部分)",
    "chapter": rf"第[{_HAN}]+章",
    "subchapter": rf"第[{_HAN}]+节",
    "article": rf"第[{_HAN}]+条(?!第)",
    "han": rf"[{_HAN}]{{1,3}}、{_COUNTED}",
    "han_bracket": rf"[（(][{_HAN}]{{1,3}}[）)]",
    "arabic": r"[0-9]{1,2}(?:[、．]|\.(?![0-9]))",
    "arabic_bracket": rf"[（(][0-9]{{1,2}}[）)]|[{_BRACKETED}]",
    "ordinal": rf"第[{_HAN}]{{1,2}}[，、,]",
    "circled": rf"[{_CIRCLED}]",
    "shi": rf"[{_HAN}]{{1,2}}是",
    "yao": rf"[{_HAN}]要",
    "address": r"(?:各位(?:代表|委员|同志|副主任)|同志们)[，,！!：:]",
    "unnumbered": r"(?<=[。！：；]\n)(?![表图][ 0-9一二三四五六七八九十])[\u4e00-\u9fff“0-9][^\n，。；：！？,;:!?\t]{3,28}(?<![表图])"
    r"(?=\n)",
    "dash": r"(?:——|──)(?!(?:[0-9]{4}|二[〇○零][〇○零一二三四五六七八九]{2})年)",
}
"""What a number of each style looks like. Without a number: a salutation, and a short line between paragraphs."""

RANKS = {
    "appendix": -1, "part": 0, "chapter": 1, "subchapter": 2, "article": 3, "han": 4, "unnumbered": 5, "han_bracket": 6, "arabic": 7,
    "arabic_bracket": 8, "ordinal": 9, "circled": 10, "shi": 10, "yao": 10, "dash": 10, "address": 99,
}  # fmt: skip
"""Which style nests in which: the higher in the lower."""
UNCOUNTED = frozenset(("appendix", "address", "unnumbered", "dash"))
"""Styles without a value."""
LIST_STYLES = frozenset(("ordinal", "circled", "shi", "yao", "dash"))
"""Styles that count off points rather than head sections."""

_INLINE = {
    "shi": rf"[{_HAN}]{{1,2}}是",
    "yao": rf"[{_HAN}]要",
    "han_bracket": rf"[（(][{_HAN}]{{1,2}}[）)]",
    "arabic_bracket": rf"[（(][0-9]{{1,2}}[）)]|[{_BRACKETED}]",
    "circled": rf"[{_CIRCLED}]",
    "arabic": r"[0-9]{1,2}(?:[、．]|\.(?![0-9]))",
}
# Every pattern begins with a few rare characters, so that the search runs ahead to them.
_AT_LINE = re.compile(r"\n[ \t\u3000]*(?:" + "|".join(f"(?P<{style}>{form})" for style, form in STYLES.items()) + ")")
_IN_LINE = re.compile(r"[。；;：:，,！!？?”）)][ \u3000]?(?:" + "|".join(f"(?P<{style}>{form})" for style, form in _INLINE.items()) + ")")
# A row of a table, or a line of a table of contents.
LONGEST_ROW = 160
_ROW = re.compile(r"\t|[.…·]{4,}|[ \u3000](?:[-+]?[0-9][0-9.,%‰]*|[-—…]+)$")
_VALUES = {char: value for value, char in enumerate("〇一二三四五六七八九")} | {"零": 0, "": 0}


@dataclass(frozen=True, slots=True)
class Numbering:
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
    values = [0 if style in UNCOUNTED else _value(text[start:end]) for start, end, style, _ in found]
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


@lru_cache(maxsize=1024)
def _value(number: str) -> int:
    """The value of a number as a heading writes it."""
    if (single := (_CIRCLED + _BRACKETED).find(number[0])) >= 0:
        return single % 20 + 1
    if arabic := re.search("[0-9]+", number):
        return int(arabic.group())
    digits = "".join(char for char in number if char in _HAN)
    hundreds, hundred, rest = digits.rpartition("百")
    tens, ten, ones = rest.rpartition("十")
    value = 100 * _VALUES.get(hundreds[-1:], 1) if hundred else 0
    return value + (10 * (_VALUES.get(tens[-1:], 1) or 1) if ten else 0) + _VALUES.get(ones[-1:], 0)
