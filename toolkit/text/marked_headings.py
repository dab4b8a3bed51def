"""Headings that the format of a file marks (a style of Word, # of Markdown): the lines of the text that they are."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence

from toolkit.text.characters import one_form

__all__ = ["MARKED_RANKS", "marked_lines"]

MARKED_RANKS = (0.0, 3.9, 5.5, 6.5, 7.5)
"""By level, where a heading without a number ranks among those with one: the first above 一、, the second with （一）, the third with 1."""
_LONGEST = 60
_SENTENCE_END = "。；！？;，,：:"
_TITLE_LINES = 5


def marked_lines(text: str, headings: Sequence[tuple[int, str]]) -> Mapping[int, int]:
    """Return where the lines of headings begin in a text, with their levels; the title and whole paragraphs are none.

    Parameters
    ----------
    text : str
        The cleaned text.
    headings : sequence of (int, str)
        Level, from 1, and text of each heading, in their order; one that is not found in the text is left out.

    Examples
    --------
    >>> marked_lines("通报\\n产业\\n增长5%。\\n民生\\n改善。", [(1, "通报"), (2, "产业"), (2, "民 生")])
    {3: 2, 12: 2}
    """
    if not headings:
        return {}
    places: dict[str, list[tuple[int, int]]] = {}
    start = 0
    for number, line in enumerate(text.split("\n")):
        places.setdefault("".join(line.split()), []).append((start, number))
        start += len(line) + 1
    found: list[tuple[int, int, int]] = []
    reached = -1
    for level, heading in headings:
        key = "".join(one_form(heading).split())
        there = places.get(key, [])
        following = bisect_right(there, (reached, len(text)))
        if _is_heading(key) and following < len(there):
            reached = there[following][0]
            found.append((*there[following], level))
    if found and found[0][1] < _TITLE_LINES and all(level > found[0][2] for _, _, level in found[1:]):
        del found[0]
    return {start: level for start, _, level in found}


def _is_heading(key: str) -> bool:
    return 0 < len(key) <= _LONGEST and key[-1] not in _SENTENCE_END
