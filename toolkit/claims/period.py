"""Time: the year a figure is about, and the wording of a longer span."""

import re
from dataclasses import dataclass

from toolkit.grammar.numerals import normalize, numeral_value

__all__ = ["Calendar", "Clock", "Time", "find_times", "planned_year"]

_D = "[0-9０-９]"
_YEAR = f"(?:(?:19|20|１９|２０){_D}{{2}}|[一二][零〇○Ｏ一二三四五六七八九]{{3}})"
_N = "[0-9０-９一二三四五六七八九十两几]"
_FIRST = "(?=[0-9０-９零〇一二三四五六七八九十两几“\"过这最近前今后未下多长历建改党到本当全去上明来年])"
_SPAN = "|".join(
    [
        f"{_YEAR}年?[-－–—~～至到]{{1,2}}{_YEAR}年",
        "[“\"]?[一二三四五六七八九十]{1,2}五[”\"]?(?:时期|期间|以来|这?五年|规划期)",
        f"(?:过去|这|最近|近|前|今后|未来|下一个?)的?{_N}{{0,2}}(?<!过去)(?<!最近)[多余]?年(?:来|间|里|中|多)?",
        f"{_N}{{1,2}}[多余]?年(?:多?来|间|里|内|时间里|(?=累计|全国|全省|全市|共))",
        "近年来|多年来|长期以来|历年|建国以来|改革开放以来|党的十[八九]大以来|(?<=[。，\n　])(?:五|[5５])年(?=[^，。内前后])",
    ]
)
_TIME = re.compile(
    f"{_FIRST}(?:(?P<span>{_SPAN})"
    "|(?P<end>[“\"]?(?P<plan>[一二三四五六七八九十]{1,2})五[”\"]?(?:末|期末|收官|初))"
    f"|(?P<reach>到)?(?P<year>{_YEAR})[ 　\n]?年(?P<within>底|末|初|以来)?(?!代)"
    "|(?P<now>今年|本年度?|当年|全年|本预算年度|(?<![0-9０-９年今明去每])年底前)|(?P<last>去年|上年|上一?年度?)|(?P<next>明年|来年|下一?年度)|(?P<beforelast>前年))"
)
_BASIS_BEFORE = re.compile("(?:[比较]|相比|相当于|是|为|相对于?|对比|同|以|恢复到|超过)(?:“|于)?$")
_RISEN = re.compile("[加高升少降短大长展为低跌]$")
_FIRST_PLAN = 1953


@dataclass(frozen=True, slots=True)
class Time:
    """A time named in the text; ``year`` is None for a span."""

    start: int
    end: int
    year: int | None
    text: str
    kind: str
    """``year``, ``reach`` (到2025年), ``now``, ``last``, ``next``, ``past`` (一年来), ``whole`` (全年), ``span``, ``basis``."""
    ends: tuple[int, int] | None = None
    """First and last year of a span that names them."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """What 今年 and 去年 mean in a report."""

    report_year: int | None
    review_year: int | None

    @property
    def current(self) -> int | None:
        """The year of 今年."""
        return self.report_year if self.report_year is not None else self.review_year


def _plan_end(name: str) -> int | None:
    """The last year of a five-year plan: 十三五 → 2020."""
    number = numeral_value(normalize(name))
    return None if number is None else _FIRST_PLAN + int(number) * 5 - 1 + (0 if number < 3 else 3)


def find_times(text: str, calendar: Calendar) -> list[Time]:
    """Return the times named in a text; those that a figure is only compared with (比2020年) are of kind ``basis``."""
    found = []
    for match in _TIME.finditer(text):
        start, end = match.span()
        kind, year = _resolved(match, calendar)
        if match["reach"] and kind != "reach":
            start += 1
        if _BASIS_BEFORE.search(text, max(0, start - 4), start) and kind != "now":
            kind, year = "basis", None
        found.append(Time(start, end, year, text[start:end], kind, _ends(match[0]) if kind == "span" else None))
    return found


def _ends(span: str) -> tuple[int, int] | None:
    years = [numeral_value(normalize(year)) for year in re.findall(_YEAR, span)]
    return (int(years[0] or 0), int(years[1] or 0)) if len(years) == 2 else None


def _resolved(match: re.Match[str], calendar: Calendar) -> tuple[str, int | None]:
    current = calendar.current
    if match["span"]:
        return ("past", calendar.review_year) if _ONE_YEAR.search(match["span"]) else ("span", None)
    if match["end"]:
        return "year", _plan_end(match["plan"])
    if match["year"]:
        value = numeral_value(normalize(match["year"]))
        if match["within"] == "以来" and value != calendar.review_year:
            return "span", None
        return ("reach" if match["reach"] and not _RISEN.search(match.string, 0, match.start()) else "year"), int(value or 0)
    if match["last"]:
        return "last", None if current is None else current - 1
    if match["next"]:
        return "next", None if current is None else current + 1
    if match["beforelast"]:
        return "year", None if current is None else current - 2
    if match["now"] in ("全年", "当年"):
        return "whole", None
    return "now", current


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


_ONE_YEAR = re.compile("(?:过去的?|这|最近|^)[一1]年来?$")
_YEARLY = re.compile("平均每年|年均增|每年平均")
_FIVE_YEARS = re.compile("[“\"]?[一二三四五六七八九十]{1,2}五[”\"]?(?:规划|时期|期间|末)|五年|到(?:20)[0-9]{2}年")


def planned_year(text: str, calendar: Calendar) -> int | None:
    """Return the year that the targets of a text are for where they name none: 今年 in an annual report, none in a longer plan."""
    current = calendar.current
    if current is None or calendar.review_year is None or current == calendar.review_year:
        return None
    if "今年" in text or f"{current}年" in text:
        return current
    later = any(int(year) > current for year in re.findall("20[0-9]{2}(?=年)", text))
    return None if later or _FIVE_YEARS.search(text) else current
