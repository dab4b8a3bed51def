"""The year a figure is about, and the wording of a longer span, carried through a report."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from toolkit.grammar.dates import ARABIC_YEAR
from toolkit.grammar.numerals import COUNT
from toolkit.grammar.times import Time

__all__ = ["Calendar", "Clock", "dated", "planned_year"]


@dataclass(frozen=True, slots=True)
class Calendar:
    """What 今年 and 去年 mean in a report."""

    report_year: int | None
    review_year: int | None

    @property
    def current(self) -> int | None:
        """The year of 今年."""
        return self.report_year if self.report_year is not None else self.review_year

    def resolve(self, time: Time) -> tuple[str, int | None]:
        """Kind and year of a time in this report."""
        if time.kind == "past":
            return "past", self.review_year
        if time.kind == "since":
            return ("year", time.year) if time.year == self.review_year else ("span", None)
        if time.shift is not None:
            return time.kind, None if self.current is None else self.current + time.shift
        return time.kind, time.year


def dated(times: Iterable[Time], calendar: Calendar) -> list[Time]:
    """Return the times with the years that they have in this report."""
    found = []
    for time in times:
        kind, year = calendar.resolve(time)
        found.append(replace(time, kind=kind, year=year))
    return found


@dataclass(slots=True)
class Clock:
    """Which year the text is speaking of, carried from figure to figure."""

    calendar: Calendar
    planned: int | None
    """The year of a target that names none."""
    span: str | None = None
    """A span that opened the paragraph (五年来)."""
    plan: int | None = None
    """The year by which a plan is to be reached (到2025年), until another is named."""
    year: int | None = None
    """The last year named, for a text whose year under review is not known."""
    ends: tuple[int | None, int | None] = (None, None)
    """The years of 由…到… in this sentence."""

    source: bool = False
    """Whether the figure before was the one to begin with (由…)."""
    current: bool = False
    """Whether the paragraph speaks of the year to come (今年)."""

    def open(self, *, sentence: bool, paragraph: bool) -> None:
        """Forget what holds for one sentence only, and at a paragraph what holds for one paragraph."""
        if sentence or paragraph:
            self.ends, self.source = (None, None), False
        if paragraph:
            self.span, self.current = None, False
            if self.planned:
                self.plan = None

    def note(self, times: list[Time], start: int) -> None:
        """Take in the times of a sentence that begins at ``start``."""
        for time in times:
            if time.kind == "span" and time.start - start <= 20:
                self.span = time.text
            elif time.kind == "reach":
                self.plan, self.current = time.year, True
            elif time.kind == "year" and time.start - start <= 4:
                self.year, self.span = time.year, None
            elif time.kind == "now" and time.start - start <= 12:
                self.current, self.plan = True, None
            elif time.kind == "past" and time.start - start <= 20:
                self.span = None
            if time.ends:
                self.ends = time.ends

    def read(self, latest: Time | None, gap: int, governor: str, words: str, *, target: bool, stock: bool) -> tuple[int | None, str | None]:
        """Return the year of a figure and the wording of a longer span.

        Parameters
        ----------
        latest : Time or None
            The last time named in the sentence before the figure.
        gap : int
            Where the words that belong to this figure alone begin.
        governor : str
            The word that governs the figure: 由 and 从 give the value to begin with, 到 and 至 the value reached.
        words : str
            The words that belong to this figure alone.
        target, stock : bool
            Whether the figure is a target, and whether it is a state reached (共有, 达到) rather than a flow.
        """
        local = latest.year if latest and latest.start >= gap else None
        if not target and not local and _YEARLY.search(words):
            return None, None
        if governor == "由":
            self.ends, self.source = (local or self.ends[0], self.ends[1]), True
            return self.ends[0], None
        if self.source and governor in ("到", "至"):
            self.source = False
            self.ends = (self.ends[0], local or self.ends[1])
            if not target or local:
                return self.ends[1] or self.calendar.review_year, None
        if latest is None:
            return self._carried(target=target, stock=stock)
        if latest.kind == "span":
            reached = latest.ends[1] if latest.ends else self.calendar.review_year
            return (reached if stock and not target else None), latest.text
        if latest.year is None:
            return (self.planned if target else self.calendar.review_year), None
        if latest.kind == "now" and not target and self.calendar.review_year is not None:
            return self.calendar.review_year, None
        return latest.year, None

    def _carried(self, *, target: bool, stock: bool) -> tuple[int | None, str | None]:
        if target:
            return self.plan or self.planned, None
        if self.span:
            return (self.calendar.review_year if stock else None), self.span
        return self.calendar.review_year or self.year, None


_YEARLY = re.compile("平均每年|年均增|每年平均")
_FIVE_YEARS = re.compile(f"[“\"]?[{COUNT}]{{1,2}}五[”\"]?(?:规划|时期|期间|末)|五年|到{ARABIC_YEAR}年")


def planned_year(text: str, calendar: Calendar) -> int | None:
    """Return the year that the targets of a text are for where they name none: 今年 in an annual report, none in a longer plan."""
    current = calendar.current
    if current is None or calendar.review_year is None or current == calendar.review_year:
        return None
    if "今年" in text or f"{current}年" in text:
        return current
    later = any(int(year) > current for year in re.findall(f"{ARABIC_YEAR}(?=年)", text))
    return None if later or _FIVE_YEARS.search(text) else current
