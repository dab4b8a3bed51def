"""Whose figure it is: the name that opens its clause, the paragraph or the section, else the report's own place.

A name owns the figures of its sentence from where it opens a clause until another does; one that stands in brackets until they
close. A county, a zone or a level of government that leads a paragraph and owns a figure there, or stands in a heading, owns the
sentences below that name nobody; 我市, 全省 give them back to the report.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from toolkit.claims.figures import Figure
from toolkit.claims.owners import Owner, Owners, Scope
from toolkit.claims.stretches import opens_paragraph
from toolkit.document import Section
from toolkit.grammar.numerals import COUNT

__all__ = ["scope_figures"]

_LEADS = frozenset({"place", "part", "level"})
_LONGEST_HEADING = 60
_ECONOMY = re.compile("经济|预算|财政|形势|执行|收支|发展情况")
_BROKEN = re.compile("[，,；;：:0-9]")
_COMMA = re.compile("[，,；;]")
_TIME_REACH = 6
# A bulletin goes on with the whole place: 全年…, 年末….
_WHOLE_AGAIN = re.compile(f"[ 　]*(?:[{COUNT}]{{1,3}}、[^ 　。]{{2,16}}[ 　]+)?(?:全年|年末)")
_LEVEL = re.compile("本级|级$|直$")
_COMPARED = re.compile("[比较占居列超于与同为]|领先|高出|第")
_SHARE, _SHARE_REACH = re.compile("[0-9][^，。；、]{0,8}[，、]?约?占"), 24
_SENTENCE_END = re.compile("[。！？；\n]")
_REACH, _TITLE = 200, 30
_ADDRESS = re.compile("(?:各位(?:代表|委员|同志)[！，：])?")
_DIGIT = re.compile("[0-9]")
_TURNS = re.compile("[（()）；;]")
_NEAR = 40


def scope_figures(owners: Owners, figures: Sequence[Figure]) -> list[Scope]:
    """Return whose figure each is.

    Parameters
    ----------
    owners : Owners
        Of the text, with the place of the report, whose figure it is where no other is named.
    figures : sequence of Figure
        In order.
    """
    if not figures:
        return []
    reader = _Reader(owners)
    found: list[Scope] = []
    at = 0
    while at < len(figures):
        first, sentence = at, figures[at].sentence
        while at < len(figures) and figures[at].sentence == sentence:
            at += 1
        found += reader.read(*sentence, [figure.quantity.start for figure in figures[first:at]])
    return found


class _Reader:
    """Goes through the sentences that hold figures, and keeps whose paragraph and section it is."""

    def __init__(self, owners: Owners) -> None:
        self.owners, self.text, self.own = owners, owners.text, owners.own
        self.sections = list(_section_leads(owners))
        self.section = -1
        self.lead = self.own
        self.paragraph_end = 0
        self.topic = False
        """Whether the paragraph is about a part or another place, so that what names nobody is hardly of the whole."""

    def read(self, start: int, end: int, positions: Sequence[int]) -> list[Scope]:
        """Whose the figures of a sentence are that stand at the given positions."""
        self._enter(start)
        if _WHOLE_AGAIN.match(self.text, start) and self.lead.adcode is None and not _LEVEL.search(self.lead.place or ""):
            self.lead = self.own
        if not self.owners.between(start, end):
            nobody = _Named(start, end, end)
            return [self._whole(self.lead, at, nobody) for at in positions]
        leading = [owner for owner in self.owners.leading(start, end) if self._has_figure(owner, positions)]
        scopes = self._walk(start, positions, leading)
        opening = leading[0] if leading and leading[0].start < positions[0] else None
        if opening and opening.kind == "own":
            self.lead, self.topic = self.own, False
        elif opening and opening.scope in scopes and self._leads_on(opening, start):
            self.lead = opening.scope
        named = self._named(start, end, leading)
        return [self._whole(scope, at, named) for scope, at in zip(scopes, positions, strict=True)]

    def _leads_on(self, opening: Owner, start: int) -> bool:
        """Whether the paragraph goes on with the figures of a name that opens it."""
        return opening.kind in _LEADS and opens_paragraph(self.text, start) and not self.owners.only_pays(opening)

    def _named(self, start: int, end: int, leading: Sequence[Owner]) -> "_Named":
        first = self.owners.between(start, end)[:1]
        others = [owner.start for owner in first if self.owners.heads(owner, start)]
        others += [owner.start for owner in islice(self.owners.objects(start, end), 1)]
        inside = (owner.start for led in leading for owner in self.owners.between(led.start, led.end))
        own_from = next((owner.start for owner in leading if owner.kind == "own"), end)
        return _Named(start, own_from, min(others, default=end), frozenset(inside), someone=True)

    def _enter(self, start: int) -> None:
        """Take in where the sentence stands: a new paragraph or section forgets the lead of the one before."""
        section = self.section
        while section + 1 < len(self.sections) and self.sections[section + 1][0] <= start:
            section += 1
        if section != self.section or start >= self.paragraph_end:
            self.section = section
            self.lead = self.sections[section][1] if section >= 0 else self.own
            paragraph = _ADDRESS.match(self.text, self.text.rfind("\n", 0, start) + 1).end()  # type: ignore[union-attr]
            self.paragraph_end = self.text.find("\n", start) + 1 or len(self.text) + 1
            first = _SENTENCE_END.search(self.text, paragraph, self.paragraph_end)
            end = min(first.start() if first else self.paragraph_end, paragraph + _REACH)
            title = end - paragraph <= _TITLE and not _DIGIT.search(self.text, paragraph, end)
            about = self.owners.topic(paragraph, end, title=title)
            self.topic = about or (section >= 0 and self.sections[section][2])

    def _has_figure(self, owner: Owner, positions: Sequence[int]) -> bool:
        """Whether a part or another place has a figure in its own clause; else it is only what that clause speaks of."""
        if owner.kind not in ("place", "part"):
            return True
        following = bisect_left(positions, owner.end)
        if following == len(positions):
            return False
        comma = _COMMA.search(self.text, owner.end + _TIME_REACH, positions[following])
        return comma is None

    def _walk(self, start: int, positions: Sequence[int], leading: Sequence[Owner]) -> list[Scope]:
        """Go through the names and brackets of a sentence up to each figure."""
        events = sorted([(owner.start, owner) for owner in leading] + [(at, None) for at in positions], key=lambda event: event[0])
        scopes: list[Scope] = []
        state, outside, at = self.lead, list[Scope](), start
        for position, owner in events:
            for mark in _TURNS.finditer(self.text, at, position):
                if mark[0] in "（(":
                    outside.append(state)
                elif mark[0] in "）)":
                    state = outside.pop() if outside else state
                elif not outside and state.adcode is not None and state != self.lead and state.whole and _above(state, self.own):
                    state = self.lead
            at = position
            if owner is None:
                scopes.append(state)
            else:
                state = owner.scope
        return scopes

    def _share_of_own(self, at: int) -> bool:
        """Whether a share of the whole place follows the figure: 完成进出口额44亿美元，占全区的60%."""
        if self.text.find("占", at, at + _SHARE_REACH) < 0:
            return False
        share = _SHARE.search(self.text, at, at + _SHARE_REACH)
        return share is not None and any(owner.kind == "own" for owner in self.owners.between(share.end(), share.end() + 1))

    def _whole(self, scope: Scope, at: int, named: "_Named") -> Scope:
        """A figure in whose clause another's name stands apart from its opening is no figure of the whole place."""
        if not scope.whole:
            return scope
        about = scope == self.own and at < named.own_from and (self.topic or named.other_from < at or self._share_of_own(at))
        near = self.owners.between(max(named.start, at - _NEAR), at) if named.someone and not about else ()
        apart = about or any(self._stands_apart(owner, scope, at, named) for owner in near)
        return scope._replace(whole=False) if apart else scope

    def _stands_apart(self, owner: Owner, scope: Scope, at: int, named: "_Named") -> bool:
        """Whether the name of another stands in the clause of a figure without opening it (对甲县出口增长8%)."""
        if owner.kind not in _LEADS or owner.scope == scope or owner.start in named.leading:
            return False
        between = self.text[owner.end : at]
        if not between or _BROKEN.search(between) or between.count("）") > between.count("（"):
            return False
        return not _COMPARED.search(self.text, max(named.start, owner.start - 3), owner.start)


class _Named(NamedTuple):
    """What the names in a sentence say of its figures."""

    start: int
    """Where the sentence begins."""
    own_from: int
    """Where 我市, 全省 opens a clause."""
    other_from: int
    """Where it begins to be about a part or another place that owns no figure."""
    leading: frozenset[int] = frozenset()
    """Where the names stand that open clauses."""
    someone: bool = False
    """Whether there is any name in it."""


def _above(scope: Scope, own: Scope) -> bool:
    """Whether a scope is what the report's place lies in: the nation, its province."""
    if scope.adcode is None or own.adcode is None:
        return scope.adcode == "000000"
    return scope.adcode != own.adcode and (scope.adcode == "000000" or own.adcode.startswith(scope.adcode.rstrip("0")))


def _section_leads(owners: Owners) -> Iterator[tuple[int, Scope, bool]]:
    """Where each section begins, whose it is, and whether it is about another: by its heading, else as the section above."""
    whose: dict[int | None, tuple[Scope, bool]] = {None: (owners.own, False)}
    for section in owners.parsed.sections:
        scope, about = whose[section.parent_id]
        start, end = _heading(owners, section)
        if end > start:
            scope = _of_heading(owners, section, start, end) or scope
            about = about or owners.topic(start, end, title=True)
        whose[section.section_id] = scope, about
        yield section.start, scope, about


def _heading(owners: Owners, section: Section) -> tuple[int, int]:
    """The span of a heading that has its line to itself; empty where there is none."""
    if not section.heading or len(section.heading) > _LONGEST_HEADING:
        return 0, 0
    start = owners.text.find(section.heading, section.start, section.start + 2 * _LONGEST_HEADING + len(section.heading))
    end = start + len(section.heading)
    return (start, end) if start >= 0 and owners.text[end : end + 1] in ("\n", "", "。") else (0, 0)


def _of_heading(owners: Owners, section: Section, start: int, end: int) -> Scope | None:
    for owner in owners.leading(start, end):
        if not owners.is_scheme(owner) and (owner.kind != "above" or _ECONOMY.search(section.heading)):
            return owner.scope
    return None
