"""A figure with all that its dating looks at."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from operator import attrgetter
from typing import NamedTuple

from toolkit.claims.calendar import Calendar
from toolkit.claims.discourse import NEAR, Discourse
from toolkit.claims.figures import Figure
from toolkit.claims.frames import ASIDE, VAGUE, Frame
from toolkit.document import Role
from toolkit.grammar.numerals import COUNT
from toolkit.grammar.times import Part, Time

__all__ = ["Case", "look_at"]

# What stands farther from a figure than this does not say when it holds.
_BEFORE, _AFTER, _CLAUSE = 400, 400, 120
_APART = re.compile("[，；。：（！？\n]")
_NUMBER = re.compile(f"第?[0-9{COUNT}百千万亿两半几]")
_HEADS = frozenset("\n，；。：（、在到至自从由即中计 　")
_FROM = re.compile("(?:由(?!于)|从)(?:不到|[^，；到至为自])*$")
_BECAME = re.compile(
    "[^，。；]{0,24}?(?:，[^，。；]{0,4}(?:提高|提升|增加|增长|上升|扩大|下降|降低|减少|缩小|调整))?(?:[到至为成]|翻)"
)
# 1026元增加到2382元
_ROSE_TO = re.compile("(?:逐步|逐年)?(?:增加|增长|提高|提升|上升|扩大|下降|降低|减少|缩小)[到至为](?=[0-9])")
# 把44%的户籍人口城镇化率提高到70%
_TAKEN, _RAISED = ("把", "将"), re.compile("的[^，。；0-9]{1,16}(?:提高|提升|增加|上升|下降|降低|减少|压减)[到至]")
_BRACKET = re.compile("[（）《》]")
_REACHED = re.compile("[到至为]")


class Case(NamedTuple):
    """What stands around a figure, in the sentence and in the discourse."""

    start: int
    end: int
    since: int
    """Where the part of the sentence begins that speaks of the time of the figure."""
    before: str
    """The sentence up to the figure."""
    clause: str
    """The clause up to the figure, figures coordinated with it included."""
    stem: str
    """The clause up to the number: without the figures coordinated with it, with the word that bounds it."""
    after: str
    """What follows in the sentence."""
    role: Role
    value: float
    unit: str
    time: Time | None
    """The last time that the sentence names before it, comparisons left out."""
    own: bool
    """Whether that time stands in the clause."""
    part: Part | None
    """The last word for a part of a year before it."""
    now: Discourse
    calendar: Calendar
    planned: int | None
    """The year that targets of the text are for."""
    frame: Frame | None
    """The innermost time that is set where it stands."""
    said: AbstractSet[str]
    """The characters of its sentence."""

    @property
    def begins(self) -> bool:
        """Whether it is the value that something rose or fell from (由2.1亿元增加到…)."""
        if self.role == "level" and _ROSE_TO.match(self.after):
            return True
        if self.stem.endswith(_TAKEN) and _RAISED.match(self.after):
            return True
        # A quick test before the patterns.
        left = "由" in self.stem or "从" in self.stem
        return left and bool(_FROM.search(self.stem) and _BECAME.match(self.after))


def look_at(
    text: str, figure: Figure, first: int, now: Discourse, calendar: Calendar, *, planned: int | None, said: AbstractSet[str]
) -> Case:  # fmt: skip
    """Gather what stands around a figure.

    Parameters
    ----------
    text : str
        The text, with marks of one form.
    figure : Figure
    first : int
        Where the first of the figures coordinated with it begins.
    now : Discourse
        What holds in its sentence.
    calendar : Calendar
    planned : int or None
        The year that targets of the text are for.
    said : set of str
        The characters of the sentence.
    """
    quantity = figure.quantity
    start, end = max(now.start, quantity.start - _BEFORE), min(now.end, quantity.end + _AFTER)
    near = max(start, first - _CLAUSE)
    # Read backwards, the first mark is the last.
    mark = _APART.search(text[near:first][::-1])
    opened = first - mark.start() if mark else near
    number = _NUMBER.search(text, first, max(first + 1, quantity.end))
    frame = now.frame
    time = _latest(text, now.times, quantity.start, calendar, ahead=frame is not None and frame.ahead)
    part = next((part for part in reversed(now.parts) if part.end <= quantity.start), None) if now.parts else None
    return Case(
        start=quantity.start, end=quantity.end, since=max(start, _turned(now.years, time)),
        before=text[start : quantity.start], clause=text[opened : quantity.start],
        stem=text[min(opened, first) : number.start() if number else first], after=text[quantity.end : end], role=figure.reading.role,
        value=quantity.value, unit=quantity.unit, time=time, own=time is not None and time.start >= opened, part=part, now=now,
        calendar=calendar, planned=planned, frame=frame, said=said,
    )  # fmt: skip


def _is_older(text: str, time: Time, start: int, calendar: Calendar, *, ahead: bool) -> bool:
    """Whether an earlier year is told of one thing (2012年计划项目全面竣工，改善灌溉面积5万亩): it does not hold in the next clause."""
    review = calendar.review_year
    if time.kind != "year" or time.year is None or review is None or time.year > review or (time.year == review and not ahead):
        return False
    return time.start > 0 and text[time.start - 1] not in _HEADS and "，" in text[time.end + 1 : start]


def _is_aside(text: str, time: Time, start: int) -> bool:
    """Whether a span says how rare something is (30年来首次), or vaguely (近年) what another clause is about."""
    return bool(ASIDE.match(text, time.end)) or bool(VAGUE.match(time.text) and "，" in text[time.end + 1 : start])


def _turned(years: Sequence[Time], time: Time | None) -> int:
    """Where a sentence turns to a time after it has spoken of another year (去年完成12所，今年要建15所)."""
    if time is None or time.year is None:
        return 0
    return time.start if any(other.start < time.start and other.year != time.year for other in years) else 0


def _latest(text: str, times: Sequence[Time], start: int, calendar: Calendar, *, ahead: bool) -> Time | None:
    """The last time named before a figure; 当年 is the year named before it, and 30年来首次 is an aside."""
    if not times:
        return None
    whole = None
    last = bisect_right(times, start, key=attrgetter("end"))
    for time in reversed(times[max(0, last - NEAR) : last]):
        if time.kind == "basis" or (time.kind == "span" and _is_aside(text, time, start)):
            continue
        if _is_older(text, time, start, calendar, ahead=ahead) or (time.kind == "span" and text[time.start - 1 : time.start] == "的"):
            continue
        closed = _BRACKET.search(text, time.end, start)
        if closed and closed[0] in "）》":
            continue
        if text[time.start - 1 : time.start] in ("由", "从", "自") and _REACHED.search(text, time.end, start):
            continue
        if time.kind == "whole":
            whole = whole or time
            continue
        return time
    return whole
