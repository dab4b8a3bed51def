"""What 今年, 去年 and 明年 mean in a report, and which year its plans are for."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from toolkit.grammar.dates import ARABIC_YEAR
from toolkit.grammar.times import PLAN, Time

__all__ = ["Calendar", "dated", "planned_year"]


@dataclass(frozen=True, slots=True)
class Calendar:
    """The years of a report."""

    report_year: int | None
    review_year: int | None

    @property
    def current(self) -> int | None:
        """The year of 今年."""
        return self.report_year if self.report_year is not None else self.review_year

    def past(self, year: int | None) -> bool:
        """Whether results of that year can be known."""
        last = self.review_year if self.review_year is not None else self.report_year
        return year is not None and last is not None and year <= last

    def to_come(self, year: int) -> bool:
        """Whether that year is planned for: after the year under review, or not before that of a plan."""
        if self.review_year is not None:
            return year > self.review_year
        return self.report_year is not None and year >= self.report_year

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
        found.append(time if (kind, year) == (time.kind, time.year) else time._replace(kind=kind, year=year))
    return found


_NEXT = re.compile("明年|来年|下一年度?")
_FIVE_YEARS = re.compile(f"{PLAN}(?:规划|时期|期间|期?末)|五年|到{ARABIC_YEAR}年")


def planned_year(text: str, calendar: Calendar) -> int | None:
    """Return the year that the targets of a text are for where they name none.

    That is the year of an annual report, the year after for one delivered in December, and none for a longer plan.

    Examples
    --------
    >>> planned_year("今年要新建学校", Calendar(2024, 2023)), planned_year("明年要新建学校", Calendar(2023, 2023))
    (2024, 2024)
    """
    current, review = calendar.current, calendar.review_year
    if current is None or review is None:
        return None
    if current == review:
        return current + 1 if f"{current + 1}年" in text or _NEXT.search(text) else None
    if "今年" in text or f"{current}年" in text:
        return current
    later = any(int(year) > current for year in re.findall(f"{ARABIC_YEAR}(?=年)", text))
    return None if later or _FIVE_YEARS.search(text) else current
