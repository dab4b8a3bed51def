"""Whether a word of a negation stands shortly before a match, in the same clause."""

import re
from bisect import bisect_right
from functools import cache

import ahocorasick

from toolkit.lexicon import read_table

__all__ = ["Negations"]

_BREAK = re.compile(r"[，。；：！？、,;:!?\n\t（）()“”《》]")


class Negations:
    """The cues of one text, in order, and the ends of its clauses.

    Examples
    --------
    >>> negations = Negations("不断公开信息，未及时公开。", window=4)
    >>> [negations.before(start) for start in (2, 10)]
    [False, True]
    """

    __slots__ = ("_breaks", "_ends", "_window")

    def __init__(self, text: str, *, window: int) -> None:
        self._window = window
        self._ends = [last + 1 for last, negates in _cues().iter_long(text) if negates] if window else []
        self._breaks = [match.end() for match in _BREAK.finditer(text)] if self._ends else []

    def before(self, start: int) -> bool:
        """Return whether a cue ends at most ``window`` characters before an offset, with no mark of punctuation between."""
        at = bisect_right(self._ends, start) - 1
        if at < 0 or start - self._ends[at] > self._window:
            return False
        mark = bisect_right(self._breaks, start) - 1
        return mark < 0 or self._breaks[mark] <= self._ends[at]


@cache
def _cues() -> ahocorasick.Automaton:
    automaton = ahocorasick.Automaton()
    for row in read_table("negation_cues.tsv"):
        automaton.add_word(row["word"], row["negates"] == "yes")
    automaton.make_automaton()
    return automaton
