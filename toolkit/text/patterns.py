"""Many patterns found in one pass over a text."""

import re
from collections.abc import Hashable, Iterator, Mapping
from typing import Generic, TypeVar

from toolkit.errors import InvalidValue
from toolkit.text.phrases import PhraseFinder

__all__ = ["PatternFinder", "openings"]

Key = TypeVar("Key", bound=Hashable)
_LOOK_AROUND = re.compile(r"\(\?<?[!=]")
_GROUP = re.compile(r"\((?:\?:)?(?!\?)")
_QUANTIFIER = re.compile("[?*+{]")
# The item before these may be left out.
_OPTIONAL = re.compile("[?*]|{0")
# Of some characters, without escapes.
_CLASS = re.compile(r"\[[^\^\\\]][^\\\]]*\]")
_SPECIAL = frozenset(".^$\\|?*+()[]{}")
_BRACKETS = re.compile(r"\[[^\]]*\]|[()|]")


class PatternFinder(Generic[Key]):
    """Finds every match of every pattern of a list, also those that overlap matches of another.

    A pattern is tried only where one of the characters or pairs of characters stands that it can begin with.

    Parameters
    ----------
    patterns : mapping
        Regular expressions that have `openings`, each by the key that its matches are returned with.

    Examples
    --------
    >>> finder = PatternFinder({"rise": "(?:提高|达)到[0-9]", "reach": "到[0-9]", "coming": "今后"})
    >>> [(key, match[0]) for key, match in finder.find("今后提高到5")]
    [('coming', '今后'), ('rise', '提高到5'), ('reach', '到5')]
    """

    def __init__(self, patterns: Mapping[Key, str]) -> None:
        tried: dict[str, list[tuple[Key, re.Pattern[str]]]] = {}
        for key, pattern in patterns.items():
            for opening in openings(pattern):
                tried.setdefault(opening, []).append((key, re.compile(pattern)))
        self._tried = tried
        self._pairs = PhraseFinder(opening for opening in tried if len(opening) > 1)
        characters = "".join(opening for opening in sorted(tried) if len(opening) == 1)
        self._characters = re.compile(f"[{re.escape(characters)}]" if characters else "(?!)")

    def find(self, text: str) -> list[tuple[Key, re.Match[str]]]:
        """Return the key of its pattern and the match, for each match in order of start; those of one pattern do not overlap."""
        begun = self._pairs.find(text)
        begun += [(match.start(), match[0]) for match in self._characters.finditer(text)]
        begun.sort()
        found: list[tuple[Key, re.Match[str]]] = []
        ends: dict[Key, int] = {}
        for at, opening in begun:
            for key, pattern in self._tried[opening]:
                match = pattern.match(text, at)
                if match and ends.get(key, 0) <= at:
                    found.append((key, match))
                    ends[key] = match.end()
        return found


def openings(pattern: str) -> frozenset[str]:
    """Return what a match of a pattern can begin with: single characters, or pairs where the first two are known.

    Raises
    ------
    InvalidValue
        If a match may begin with anything (``.``, ``[^，]``) or with nothing (``年?``).

    Examples
    --------
    >>> sorted(openings("(?<!未)已|(?:上个?|去年)末|[12]月"))
    ['1月', '2月', '上', '去年', '已']
    """
    return frozenset(opening for alternative in _alternatives(pattern) for opening in _of_sequence(alternative))


def _of_sequence(pattern: str) -> Iterator[str]:
    """The openings of a pattern without alternatives at its outermost level."""
    while _LOOK_AROUND.match(pattern):
        pattern = pattern[_closing(pattern) :]
    end = _closing(pattern) if pattern[:1] == "(" else pattern.find("]") + 1 if pattern[:1] == "[" else 1
    group = _GROUP.match(pattern)
    if not pattern or _OPTIONAL.match(pattern, end) or not (group or _CLASS.match(pattern) or pattern[0] not in _SPECIAL):
        raise InvalidValue(f"pattern={pattern!r} may begin with anything or with nothing: begin it with a character or a class of some")
    if group:
        yield from openings(pattern[group.end() : end - 1])
        return
    following = pattern[end : end + 1]
    paired = following not in _SPECIAL and not _QUANTIFIER.match(pattern, end + 1)
    for char in _members(pattern[1 : end - 1]) if end > 1 else pattern[0]:
        yield char + following if paired else char


def _members(members: str) -> str:
    """The characters of a class (``0-9两``)."""
    return re.sub("(.)-(.)", lambda ends: "".join(map(chr, range(ord(ends[1]), ord(ends[2]) + 1))), members)


def _alternatives(pattern: str) -> list[str]:
    """The alternatives of a pattern at its outermost level."""
    parts, depth, start = list[str](), 0, 0
    for mark in _BRACKETS.finditer(pattern):
        depth += {"(": 1, ")": -1}.get(mark[0], 0)
        if mark[0] == "|" and not depth:
            parts.append(pattern[start : mark.start()])
            start = mark.end()
    return [*parts, pattern[start:]]


def _closing(pattern: str) -> int:
    """Where the group ends that a pattern begins with."""
    depth = 0
    for mark in _BRACKETS.finditer(pattern):
        depth += {"(": 1, ")": -1}.get(mark[0], 0)
        if not depth and mark[0] == ")":
            return mark.end()
    return len(pattern)
