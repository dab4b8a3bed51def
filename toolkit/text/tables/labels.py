"""Labels of rows with the labels they are part of: by numbering (一、 （一） 1.), by 其中, and by indents."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from toolkit.grammar.numerals import COUNT
from toolkit.text.tables.kinds import measure_of

__all__ = ["SEPARATOR", "Label", "bare_label", "parents"]

SEPARATOR = " > "

_NUMBER = re.compile(
    rf"(?P<one>[{COUNT}]{{1,3}}[、.．]|第[{COUNT}]{{1,3}}[部章节])|(?P<two>[（(][{COUNT}]{{1,3}}[）)]、?)"
    r"|(?P<three>[0-9]{1,2}(?:[.．][0-9]{1,2})*[、.．](?![0-9]))|(?P<four>[（(][0-9]{1,2}[）)]、?)|(?P<five>[①-⑳])"
)
_PART = re.compile(r"[#＃]|(?:其中|其 中|包括|含)[:：]?(?=\S)|(?:其中)[:：]?$")
_TOTAL = re.compile(r"(?:合|总|小|共)\s*计$|^(?:全[市省区县州国])$")
_LEVELS = ("one", "two", "three", "four", "five")


class Label(NamedTuple):
    """A label as it stands, and its indent."""

    text: str
    indent: int


def bare_label(label: str) -> str:
    """Return a label without its number, without 其中 and without blanks.

    Examples
    --------
    >>> bare_label("（二） 其中：个人 所得税")
    '个人所得税'
    """
    bare = re.sub(r"[\s\u3000]+", "", label)
    while (match := _NUMBER.match(bare) or _PART.match(bare)) and match.end() < len(bare):
        bare = bare[match.end() :]
    return bare


def parents(labels: Sequence[Label]) -> list[tuple[str, ...]]:
    """Return, for each label of a column, the labels above it that it is part of, the highest first.

    A label is part of one that is less indented, of a higher number, or of the 一、 or （一） above it; 其中 is part of the label before
    it. A total is part of none.
    """
    indented = len({label.indent for label in labels if label.text and not _TOTAL.search(label.text)}) > 1
    held: list[_Held] = []
    found: list[tuple[str, ...]] = []
    for label in labels:
        new = _Held.read(label)
        if not indented and new.is_plain and any(above.part for above in held) and not measure_of(label.text):
            found.append(())  # one more part, or something else: nothing tells which, and a 其中 below is not of it
            continue
        held = [] if _TOTAL.search(label.text) else [above for above in held if above.contains(new, indented=indented)]
        found.append(tuple(above.name for above in held))
        if label.text and not _TOTAL.search(label.text):
            held.append(new)
    return found


class _Held(NamedTuple):
    """A label that those below it may be part of."""

    name: str
    number: int | None
    """The level of its number, None without one."""
    part: bool
    indent: int
    """Where its name begins, behind 其中： too."""

    @property
    def is_plain(self) -> bool:
        """Whether neither a number nor 其中 stands before it."""
        return self.number is None and not self.part

    @classmethod
    def read(cls, label: Label) -> "_Held":
        number, part = _NUMBER.match(label.text), _PART.match(label.text)
        level = _LEVELS.index(number.lastgroup) if number and number.lastgroup else None
        return cls(bare_label(label.text), level, part is not None, label.indent + (part.end() if part else 0))

    def contains(self, other: "_Held", *, indented: bool) -> bool:
        """Whether a label further down may be part of this one."""
        if self.number is not None and other.number is not None:
            return self.number < other.number
        if other.number is not None and other.number <= 1:
            return False
        heading = self.number is not None and self.number <= 1 and other.number is None
        if indented and self.indent != other.indent:
            return self.indent < other.indent
        return heading or (other.part and not self.part)
