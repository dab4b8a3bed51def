"""Features of the tagger: each is a template and the values at and around a character, mixed to one number.

The number is a line of the table of weights (Weinberger et al. 2009): features need no dictionary, and whole texts are
read by array operations.

References
----------
Weinberger, K. et al. (2009). Feature Hashing for Large Scale Multitask Learning. ICML.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from toolkit.entities.tagger_layers import Offsets
from toolkit.entities.tagger_view import CUES, View, probe
from toolkit.entities.tagger_words import Codes

__all__ = ["BITS", "GROUPS", "Mixer", "Template", "Value", "feature_digest", "feature_lines", "last_mixed", "lines_at", "lines_of"]

BITS = 20
"""The table of weights has two to the power of this many lines."""

_TOGETHER = 2048
"""Characters whose lines are mixed at once: all templates of so many fit into the memory next to the processor."""
_PRIME = np.uint32(0x85EBCA6B)


class Value(NamedTuple):
    """What a template looks at."""

    name: str
    by: int
    """So many characters, or words, on from the one that is spoken of."""


class Template(NamedTuple):
    """Values that are mixed together."""

    number: int
    values: Sequence[Value | None]
    """None for a value that is nothing everywhere."""


# One template a line. A name stands for what a view knows by it: of characters (char), of words (from word to role), of items of lists
# (next_first …), of what lies over a character (rules, places, possible, marks, cues) with how it lies there (.at), how long it is
# (.size) and which word stands beside it; +1 is the next one.
_CHARACTERS = """
char-2
char-1
char
char+1
char+2
char-2 char-1
char-1 char
char char+1
char+1 char+2
char-1 char+1
char-3 char-2 char-1
char-1 char char+1
char+1 char+2 char+3
"""
_OWN = """
own char+1 rules
"""
_WORDS = """
word-2 position
word-1 position
word position
word+1 position
word+2 position
word-1 word position
word word+1 position
tag position
tag-2 tag-1 position
tag-1 tag position
tag tag+1 position
tag+1 tag+2 position
tag-1 tag tag+1 position
last length position
last+1 length+1 position
last-1 position
last+2 position
first position
length-1 length length+1 position
role-1 tag position
"""
_CLUSTERS = """
coarse-1 position
coarse position
coarse+1 position
middle-1 position
middle position
middle+1 position
fine-1 position
fine position
fine+1 position
coarse-2 position
coarse+2 position
coarse-1 coarse position
coarse coarse+1 position
middle coarse+1 position
middle-1 coarse position
"""
_RULES = """
rules rules.at
rules rules.at rules.size
rules rules.at position
rules rules.at char-1
rules-1 rules.at-1 char
rules-1 rules.at-1 tag position
rules rules.at char+1
rules+1 rules.at+1 char
rules+1 rules.at+1 tag position
rules-1 rules rules+1
rules rules.at rules.next_word
rules rules.at rules.next_middle
rules rules.at rules.next_tag
rules rules.at rules.previous_word
rules rules.at rules.previous_coarse
"""
_PLACES = """
places places.at position
places places.at places.size
places places.at last
places places.at places.next_word
places places.at places.next_coarse rules
places-1 places.at-1 word
places-1 places.at-1 coarse
"""
_POSSIBLE = """
possible possible.at position
possible possible.at rules
possible possible.at tag
possible possible.at possible.next_word
possible possible.at possible.next_coarse
possible possible.at possible.previous_middle
possible-1 possible.at-1 last
"""
_CUE = """
{0}_cue {0}_cue.at
{0}_cue {0}_cue.at char+1
{0}_cue {0}_cue.at position
"""
_AHEAD = """
{0}_ahead {0}_gap position
{0}_ahead tag position
{0}_ahead rules rules.at
{0}_ahead role-1 position
"""
# In a list the noun of the last item may be that of all: A、B和C行动.
_LAST = """
{0}_last next_mark previous_mark
{0}_last list_place position
{0}_last list_place tag role-1
"""
_MARKS = """
marks marks.at marks.size
marks marks.at marks.head
marks marks.at marks.next_word
marks marks.at marks.previous_word
marks marks.at marks.next_middle rules
marks position tag
"""
_BEHIND = """
behind coarse position
behind word position
"""
_LISTS = """
next_first next_last rules
previous_first previous_last rules
next_mark previous_mark position
previous_last tag position
next_first tag position
"""
_ELSEWHERE = """
same_kind same_share position rules
same_kind repeated tag position
"""
_VALUE = re.compile(r"([a-z_.]+)([+-][0-9])?")


def _groups() -> list[list[Template]]:
    """The templates in order, those that look at the same things together."""
    of_cues = [text.format(name) for name in CUES for text in (_CUE, _AHEAD, _LAST)]
    texts = [_CHARACTERS, _OWN, _WORDS, _CLUSTERS, _RULES, _PLACES, _POSSIBLE, *of_cues, _MARKS, _BEHIND, _LISTS, _ELSEWHERE]
    groups: list[list[Template]] = []
    number = 0
    for text in texts:
        lines = [_VALUE.findall(line) for line in text.split("\n") if line]
        groups.append([Template(number + n, [Value(name, int(by or 0)) for name, by in line]) for n, line in enumerate(lines, 1)])
        number += len(lines)
    return groups


GROUPS: Sequence[Sequence[Template]] = _groups()


class Mixer:
    """Mixes the values of some templates.

    Parameters
    ----------
    templates : iterable of Template
    """

    def __init__(self, templates: Iterable[Template]) -> None:
        self.templates = sorted(templates, key=lambda template: -len(template.values))
        used = dict.fromkeys(value for template in self.templates for value in template.values if value)
        self.values = list(used)
        rows = {value: row for row, value in enumerate([*self.values, None])}
        self._starts = np.array([t.number * 0x9E3779B1 & 0xFFFFFFFF for t in self.templates], dtype=np.uint32)[:, None]
        longest = max((len(template.values) for template in self.templates), default=0)
        self._places = [
            np.array([rows[template.values[place]] for template in self.templates if len(template.values) > place], dtype=np.int64)
            for place in range(longest)
        ]

    def codes(self, length: int, values: Callable[[str, int], Codes]) -> Codes:
        """What is mixed, in rows of templates (Fowler, Noll and Vo's way, with words for bytes); `values` gives what is at each column."""
        known = np.zeros((len(self.values) + 1, length), dtype=np.uint32)
        for row, (name, by) in enumerate(self.values):
            known[row] = values(name, by)
        mixed = np.empty((len(self.templates), length), dtype=np.uint32)
        mixed[:] = self._starts
        for rows in self._places:
            here = mixed[: len(rows)]
            here ^= known.take(rows, axis=0)
            here *= _PRIME
        return mixed


def last_mixed(codes: Codes, last: Codes) -> Codes:
    """Codes with one more value mixed in, the same for all templates."""
    codes ^= last
    codes *= _PRIME
    return codes


def lines_of(codes: Codes) -> NDArray[np.intp]:
    """The lines of the table of weights that mixed codes stand for."""
    return (codes >> np.uint32(32 - BITS)).astype(np.intp)


_ALL = Mixer(template for group in GROUPS for template in group)


def lines_at(view: View, at: Offsets) -> NDArray[np.intp]:
    """The lines of the table of weights that speak about some characters, a row for each template, in no order."""
    return lines_of(_ALL.codes(len(at), lambda name, by: view.values(name, by, at)))


def feature_lines(view: View) -> Iterator[NDArray[np.intp]]:
    """Yield for some characters after others, in rows of templates, the lines of the table of weights that speak about each."""
    order = np.argsort([template.number for template in _ALL.templates])
    for first, end in view.texts:
        for start in range(first, end, _TOGETHER):
            yield lines_at(view, np.arange(start, min(start + _TOGETHER, end)))[order]


def feature_digest() -> str:
    """A number that changes with the features: a model is good only for those that it was trained with."""
    (lines,) = feature_lines(probe())
    return f"{crc32(lines.tobytes()):08x}"
