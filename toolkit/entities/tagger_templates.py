"""The templates of the tagger's features: which values at and around a character are looked at together."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from toolkit.entities.tagger_view import CUES

__all__ = ["GROUPS", "Template", "Value"]


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
    """The templates, numbered in order, those that look at the same things together."""
    of_cues = [(kind, text.format(name)) for name in CUES for kind, text in (("cue", _CUE), ("ahead", _AHEAD), ("last", _LAST))]
    texts = [
        ("characters", _CHARACTERS), ("rules", _OWN), ("words", _WORDS), ("words", _CLUSTERS), ("rules", _RULES), ("places", _PLACES),
        ("possible", _POSSIBLE), *of_cues, ("marks", _MARKS), ("marks", _BEHIND), ("lists", _LISTS), ("elsewhere", _ELSEWHERE),
    ]  # fmt: skip
    groups: dict[str, list[Template]] = {}
    number = 0
    for kind, text in texts:
        for line in filter(None, text.split("\n")):
            number += 1
            values = [Value(name, int(by or 0)) for name, by in _VALUE.findall(line)]
            groups.setdefault(kind, []).append(Template(number, values))
    return list(groups.values())


GROUPS: Sequence[Sequence[Template]] = _groups()
