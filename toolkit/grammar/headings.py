"""Heading numbers: the forms in which reports number their chapters, headings and points."""

import re
from functools import lru_cache

from toolkit.grammar.dates import ARABIC_YEAR, HAN_YEAR
from toolkit.grammar.marks import HAN
from toolkit.grammar.numerals import COUNT, integer

__all__ = [
    "ARABIC_ITEM", "BRACKETED_ITEM", "CHAPTER", "COUNTED_ITEM", "INLINE_FIRST", "INLINE_STYLES", "PART", "POINT", "STYLES",
    "heading_value",
]  # fmt: skip

COUNTED_ITEM = f"[{COUNT}]{{1,3}}、"
"""一、"""
BRACKETED_ITEM = f"[（(][{COUNT}0-9]{{1,3}}[）)]"
"""（一）, （12）"""
ARABIC_ITEM = r"[0-9]{1,2}(?:[、．]|\.(?![0-9]))"
"""1., 2、"""
CHAPTER = f"第[{COUNT}百]{{1,4}}[章节条]"
"""第三章"""
PART = f"第[〇零{COUNT}百]+(?:编|篇|部分)"
"""第一部分"""

# Begun with its characters and not with what may not stand before it, the pattern is tried only where one of them stands.
POINT = re.compile(f"[{COUNT}0-9](?<![一-龥].)(?:(?<=[{COUNT}])[{COUNT}]|(?<=[0-9])[0-9])?是(?=[一-龥])")
"""四是 before the words of a point."""

_NUMBER = f"〇零{COUNT}百"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_IN_ROUND = "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇"
# A number between 、 and one of these counts a thing of the text: 一、二、三产业, 三、四线城市, 一、二是.
_COUNTED = rf"(?![{_NUMBER}]+[、产线季级类月次]|[{_NUMBER}]是)"

STYLES = {
    "appendix": rf"(?:附(?:件|录|表) ?[0-9{COUNT}]{{0,2}}|(?:[相有]关|重点|附件?[:：]?)?名词(?:术语)?(?:解释|注释|说明))[:：]?(?=\n|$)",
    "part": PART,
    "chapter": rf"第[{_NUMBER}]+章",
    "subchapter": rf"第[{_NUMBER}]+节",
    "article": rf"第[{_NUMBER}]+条(?!第)",
    "han": rf"[{_NUMBER}]{{1,3}}、{_COUNTED}",
    "han_bracket": rf"[（(][{_NUMBER}]{{1,3}}[）)]",
    "arabic": ARABIC_ITEM,
    "arabic_bracket": rf"[（(][0-9]{{1,2}}[）)]|[{_IN_ROUND}]",
    "ordinal": rf"第[{_NUMBER}]{{1,2}}[，、,]",
    "circled": rf"[{_CIRCLED}]",
    "shi": rf"[{_NUMBER}]{{1,2}}是",
    "yao": rf"[{_NUMBER}]要",
    "address": r"(?:各位(?:代表|委员|同志|副主任)|同志们)[，,！!：:]",
    "unnumbered": rf"(?<=[。！：；]\n)(?![表图][ 0-9{COUNT}])[{HAN}“0-9][^\n，。；：！？,;:!?\t]{{3,28}}(?<![表图])(?=\n)",
    "dash": rf"(?:——|──)(?!(?:{ARABIC_YEAR}|{HAN_YEAR})年)",
}
"""What a number of each style looks like. Without a number: a salutation, and a short line between paragraphs."""

INLINE_STYLES = {
    "shi": STYLES["shi"],
    "yao": STYLES["yao"],
    "han_bracket": rf"[（(][{_NUMBER}]{{1,2}}[）)]",
    "arabic_bracket": STYLES["arabic_bracket"],
    "circled": STYLES["circled"],
    "arabic": ARABIC_ITEM,
}
"""The styles that count off points within a line."""
INLINE_FIRST = f"（(0-9{_NUMBER}{_CIRCLED}{_IN_ROUND}"
"""The characters that these begin with, as in a class of characters."""


@lru_cache(maxsize=1024)
def heading_value(number: str) -> int:
    """Return the value of a heading's number, with the marks around it; 0 if it has none.

    Examples
    --------
    >>> [heading_value(number) for number in ("（十二）", "③", "第一百零三条", "2.", "五是")]
    [12, 3, 103, 2, 5]
    """
    if (single := (_CIRCLED + _IN_ROUND).find(number[0])) >= 0:
        return single % 20 + 1
    digits = "".join(char for char in number if char in _NUMBER or (char.isascii() and char.isdigit()))
    return integer(digits) or 0
