"""Where a text names whose figures follow: places, zones, levels of government, and words for the report's own place."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, NamedTuple

from toolkit.claims.owner_words import COUNTED, is_facility, owner_finder, scope_words
from toolkit.document import Entity
from toolkit.places import resolve_place
from toolkit.text import ParsedText
from toolkit.text.words import Word

__all__ = ["Owner", "Owners", "Scope"]

_APPOSITION = re.compile("等?[0-9]{1,3}个[^，。；0-9]{0,5}[县市区镇乡村省州旗](?![域委级直])")
_COUNT = re.compile("(?:达到?|为|有|共)?[0-9]+[个家座处]")
_FIGURES = re.compile("[0-9（](?![0-9]{0,3}年)")
_OPENING_MARKS = "（(\n\t"
_BETWEEN_NAMES = re.compile("[、和与及]|以及")
_NOT_AFTER = frozenset("、和与及等至到—-－–~～（(")
_NOT_NEXT = frozenset({"籍", "产", "人", "北", "南", "东", "西", "中"})
_LEADING = frozenset({"time", "adverb", "conj", "space", "mark", "list", "mean", "deictic"})
_OTHERS = frozenset({"place", "part", "level"})
_VERBS = frozenset({"verb", "up", "noun"})
_STOPPING = frozenset({"verb", "new", "level", "up", "down", "to", "compare", "basis", "time", "quantity", "mark", "list", "adverb"})
_PAYS = re.compile("财政(?:累计|共|又|再)?(?:下达|安排|投入|筹措|补助|拨付|拿出|支持)")
_PROPER, _LONGEST_NAME, _LONGEST_LEAD = 10, 12, 24


class Scope(NamedTuple):
    """Whose figure it is; None where that is not known."""

    place: str | None
    adcode: str | None
    whole: bool = True


class Owner(NamedTuple):
    """A name in the text whose figures may follow."""

    start: int
    end: int
    kind: str
    """``own`` (我市), ``above`` (全国), ``place`` (a county, another province), ``part`` (a zone, 县域), ``level`` (市本级)."""
    scope: Scope


_Reading = Callable[[Any], Owner | None]
"""Reads the owner that a match or a place is, None where it is none."""


class Owners:
    """The names in a text whose figures may follow, to be looked up by offset.

    Parameters
    ----------
    parsed : ParsedText
    place : str, optional
        The place of the report.
    year : int, optional
        The year in which the names are read.
    """

    def __init__(self, parsed: ParsedText, *, place: str | None = None, year: int | None = None) -> None:
        self.parsed, self.text, self._year = parsed, parsed.plain, year
        home = resolve_place(place, year=year) if place else None
        self.own = Scope(place, home.adcode if home else None)
        """The scope of the report's own figures: its place as the caller names it."""
        self._read: dict[int, tuple[Sequence[Owner], Sequence[int]]] = {}

    def between(self, start: int, end: int) -> Sequence[Owner]:
        """Return the owners that begin in text[start:end]."""
        named, stretch = self._named, self.parsed.words.stretch
        found: list[Owner] = []
        for number in range(stretch(start), stretch(end - 1) + 1):
            if number in named:
                owners, starts = self._in_stretch(number)
                first = bisect_left(starts, start)
                found += owners[first : bisect_left(starts, end, first)]
        return found

    def _in_stretch(self, number: int) -> tuple[Sequence[Owner], Sequence[int]]:
        """The owners of a stretch between marks, which are read where they are looked up, and where each begins."""
        found = self._read.get(number)
        if found is None:
            owners = _settled(owner for read, named in self._named[number] if (owner := read(named)))
            found = self._read[number] = owners, [owner.start for owner in owners]
        return found

    @cached_property
    def _named(self) -> Mapping[int, Sequence[tuple[_Reading, Any]]]:
        """What may be an owner in each stretch, with what reads it: of two names the first is taken."""
        found = owner_finder().find(self.text)
        named: list[tuple[int, _Reading, Any]] = [(match.start(), _level, match) for kind, match in found if kind == "level"]
        named += [(entity.start, self._place, entity) for entity in self.parsed.places]
        named += [(match.start(), self._deictic, match) for kind, match in found if kind == "own"]
        named += [(match.start(), self._share, match) for match in COUNTED.finditer(self.text)]
        named += [(match.start(), self._part, match) for kind, match in found if kind == "part"]
        by_stretch: dict[int, list[tuple[_Reading, Any]]] = {}
        for start, read, name in named:
            by_stretch.setdefault(self.parsed.words.stretch(start), []).append((read, name))
        return by_stretch

    def topic(self, start: int, end: int, *, title: bool) -> bool:
        """Whether text[start:end], a heading or the first sentence of a paragraph, is about a part or another place.

        A title (加快甲新区建设) is about what it names, a sentence about what opens it.
        """
        named = self.between(start, end)
        if title:
            others = [owner for owner in named if owner.kind in _OTHERS and not self.is_scheme(owner) and self._governs(owner)]
            return bool(others) and not any(owner.kind == "own" for owner in named)
        return bool(named) and self.heads(named[0], start)

    def is_scheme(self, owner: Owner) -> bool:
        """Whether a region's building is the affair of the whole place (一、海峡西岸经济区建设开局良好)."""
        return self.text.endswith(scope_words("scheme"), owner.start, owner.end)

    def only_pays(self, owner: Owner) -> bool:
        """Whether a level of government is named for what it pays (省级财政下达9亿元)."""
        return owner.kind == "level" and _PAYS.match(self.text, owner.end) is not None

    def heads(self, owner: Owner, start: int) -> bool:
        """Whether a part or another place opens a sentence, after words of time at most."""
        if self.is_scheme(owner) or self.only_pays(owner):
            return False
        near = owner.start - start <= _LONGEST_LEAD and not _FIGURES.search(self.text, start, owner.start)
        return owner.kind in _OTHERS and near and self._opens(owner, start) and self._governs(owner)

    def leading(self, start: int, end: int) -> Iterator[Owner]:
        """Yield the owners in text[start:end] that open a clause, so that its figures are theirs; lists of names as one."""
        group: list[Owner] = []
        for owner in self.between(start, end):
            if group and not _BETWEEN_NAMES.fullmatch(self.text, group[-1].end, owner.start):
                group = []
            group.append(owner)
            if self._opens(group[0], start) and self._governs(owner):
                yield owner if len(group) == 1 else self._joined(group)

    def _joined(self, group: Sequence[Owner]) -> Owner:
        if any(owner.kind == "own" for owner in group):
            return group[0]._replace(end=group[-1].end, kind="own", scope=self.own)
        start, end = group[0].start, group[-1].end
        if all(owner.scope == self.own._replace(whole=False) for owner in group):
            return group[0]._replace(end=end)
        return Owner(start, end, "part", Scope(self.text[start:end], None, False))

    def objects(self, start: int, end: int) -> Iterator[Owner]:
        """Yield the parts and other places in text[start:end] that a verb at the beginning of a clause acts on (支持甲新区发展)."""
        for owner in self.between(start, end):
            named = owner.kind in ("place", "part") and not COUNTED.match(self.text, owner.start)
            if named and self._opens(owner, start, _VERBS) and not self._opens(owner, start) and self._governs(owner):
                yield owner

    def _opens(self, owner: Owner, start: int, verbs: frozenset[str] = frozenset()) -> bool:
        """Whether nothing but words of time and manner (and verbs) stands between the beginning of the clause and the name."""
        first, following = max(start, owner.start - _LONGEST_LEAD), ""
        for word in reversed(self.parsed.words.between(first, owner.start)):
            if word.kind == "mark" or word.text in _OPENING_MARKS or (word.kind == "quantity" and following == "list"):
                return True
            whole = owner.kind in ("own", "above", "level") and word.text in scope_words("before whole")
            led = whole or word.text in scope_words("before")
            if word.kind not in _LEADING and word.kind not in verbs and not led:
                return False
            following = word.kind
        return first == start

    def _governs(self, owner: Owner) -> bool:
        """Whether what follows the name can be figures of it: not another name, a facility named after it, a rank or an honour."""
        following = self.parsed.words.between(owner.end, owner.end + 1)
        if self.text[owner.end : owner.end + 1] in _NOT_AFTER or any(word.text in _NOT_NEXT for word in following):
            return False
        if owner.kind in ("own", "level"):
            return True
        after = list(self._name_after(owner.end))
        if owner.kind == "above":
            return not any(word.text.startswith(scope_words("honour")) for word in after)
        # 争创农业园区3个: the zones are what is counted.
        counted = owner.kind == "part" and _COUNT.match(self.text, owner.end)
        # 赣县、于都2个县脱贫: they are named for what is counted.
        counted = counted or (owner.kind in ("place", "part") and _APPOSITION.match(self.text, owner.end))
        return not counted and not any(is_facility(word.text) for word in after)

    def _name_after(self, end: int) -> Iterator[Word]:
        """The nominal words that directly follow a name."""
        for word in self.parsed.words.between(end, end + _LONGEST_NAME):
            if word.kind in _STOPPING:
                return
            yield word

    def _deictic(self, named: re.Match[str]) -> Owner | None:
        start, end = named.span()
        if not any(word.start == start for word in self.parsed.words.between(start, end)):
            return None  # 安全区
        found = resolve_place(named[0], year=self._year, within=self.own.adcode or self.own.place)
        if found is None or found.adcode == self.own.adcode:
            return Owner(start, end, "own", self.own)
        return Owner(start, end, "above", Scope(found.name, found.adcode))

    def _place(self, entity: Entity) -> Owner | None:
        start, end, name = entity.start, entity.end, entity.name or entity.text
        if entity.subtype in ("water", "mountain"):
            return None
        if name == self.own.place or (entity.id and entity.id == self.own.adcode):
            return Owner(start, end, "own", self.own)
        if entity.id == "000000":
            return Owner(start, end, "above", Scope("全国", "000000"))
        if entity.id:
            return Owner(start, end, "place", Scope(name, entity.id))
        return Owner(start, end, "part", Scope(name, None, False))

    def _share(self, named: re.Match[str]) -> Owner:
        return Owner(named.start(), named.end(), "part", self.own._replace(whole=False))

    def _part(self, named: re.Match[str]) -> Owner:
        """A part by its common noun, with the name before it (湖滨新区); one that has no name is a share of the place."""
        if named[0] in scope_words("share"):
            return self._share(named)
        start = named.start() if named[0] in scope_words("region") else self._name_start(named.start())
        name = self.text[start : named.end()]
        if self.own.place and (named[0] in self.own.place or name in self.own.place):
            return Owner(start, named.end(), "own", self.own)  # the report is a zone's own
        return Owner(start, named.end(), "part", Scope(name, None, False))

    def _name_start(self, start: int) -> int:
        """Where the name begins whose common noun stands at ``start`` (滨湖 | 新区)."""
        for word in reversed(self.parsed.words.between(max(0, start - _PROPER), start)):
            if word.kind or word.end < start or word.text in "的、":
                break
            start = word.start
        return start


def _level(named: re.Match[str]) -> Owner:
    return Owner(named.start(), named.end(), "level", Scope(named[0], None, False))


def _settled(owners: Iterable[Owner]) -> list[Owner]:
    """In order and without overlap: what was found first stays."""
    kept: list[Owner] = []
    for owner in sorted(owners, key=lambda owner: (owner.start, -owner.end)):
        if not kept or kept[-1].end <= owner.start:
            kept.append(owner)
        elif kept[-1].kind == "place" and owner.kind == "level":
            kept[-1] = owner
    return kept
