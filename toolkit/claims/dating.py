"""When a figure holds and how: its year, the wording of a longer span, and whether it was measured, estimated or promised."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from operator import attrgetter
from typing import NamedTuple

from toolkit.claims.clock import Calendar, Clock, dated, planned_year
from toolkit.claims.context import Reading
from toolkit.claims.figures import Figure
from toolkit.claims.modality import Mood
from toolkit.claims.stretches import opens_paragraph, whole_sentences
from toolkit.document import Grain, Modality
from toolkit.grammar.times import Time
from toolkit.text import ParsedText

__all__ = ["Dating", "date_figures"]

_FLOW = re.compile(
    "新增|新建|累计|合计|总计|年均|改造|完成|投资|发放|安排|建成|下达|补助|安置|搬迁|解决|减免|减税|实施|培训|取得|出版|印|新设|共|引进|取消"
)
# A rule of a policy (给予最高50万元补助) is for no year.
_RULE = re.compile("给予|奖励|补助标准|补贴标准|资助|贴息|罚款|处以")
_RULE_REACH = 24
# A time is looked for among so many before the figure: the others are comparisons (比2020年).
_NEAR = 6
_REACHED = frozenset(
    ["达", "达到", "为", "是", "有", "共有", "拥有", "建有", "建立", "突破", "超过", "覆盖", "占", "居", "位居", "列", "排", "稳居",
     "扩大", "提高"]
)  # fmt: skip


class Dating(NamedTuple):
    """When a figure holds and how."""

    modality: Modality
    year: int | None
    period: str | None
    grain: Grain = "year"


def date_figures(parsed: ParsedText, figures: Sequence[Figure], calendar: Calendar) -> list[Dating]:
    """Return modality, year and period of each figure of a text.

    Parameters
    ----------
    parsed : ParsedText
    figures : sequence of Figure
        The figures of the text, in order.
    calendar : Calendar
        What 今年 and 去年 mean in it.
    """
    reader = _Reader(parsed, calendar)
    found: list[Dating] = []
    at = 0
    for start, end in whole_sentences(parsed):
        reader.enter(start, end)
        while at < len(figures) and figures[at].quantity.start < end:
            found.append(reader.date(figures[at]))
            at += 1
    return found


class _Reader:
    """Goes through a text sentence by sentence, and keeps what holds over several of them."""

    def __init__(self, parsed: ParsedText, calendar: Calendar) -> None:
        self.text, self.calendar = parsed.plain, calendar
        self.clock = Clock(calendar, planned_year(self.text, calendar))
        self.mood = Mood(self.text, parsed.sections, review_year=calendar.review_year)
        self.times = dated(parsed.times, calendar)
        self.starts = [time.start for time in self.times]
        self.group: list[Time] = []

    def enter(self, start: int, end: int) -> None:
        """Take in the next sentence."""
        first = bisect_left(self.starts, start)
        here = self.times[first : bisect_left(self.starts, end, first)]
        paragraph = opens_paragraph(self.text, start)
        continued = not paragraph and self.text[start - 1 : start] == "；"
        self.clock.open(sentence=not continued, paragraph=paragraph)
        self.clock.note(here, start)
        self.mood.enter(start, end, paragraph=paragraph)
        self.group = [*self.group, *here] if continued else here

    def date(self, figure: Figure) -> Dating:
        """Modality, year and period of a figure of that sentence."""
        quantity, reading, (start, end) = figure.quantity, figure.reading, figure.sentence
        at = bisect_right(self.group, quantity.start, key=attrgetter("end"))
        latest = next((time for time in reversed(self.group[max(0, at - _NEAR) : at]) if time.kind != "basis"), None)
        modality = self._modality(figure, latest)
        words = self.text[figure.gap : quantity.start]
        target, stock = modality == "target", _is_stock(reading, words)
        near = max(start, quantity.start - _RULE_REACH), min(end, quantity.end + _RULE_REACH)
        if target and latest is None and _RULE.search(self.text, *near):
            return Dating(modality, None, None)
        return Dating(modality, *self.clock.read(latest, figure.gap, reading.governor, words, target=target, stock=stock))

    def _modality(self, figure: Figure, latest: Time | None) -> Modality:
        if figure.reading.governor == "由":
            return "actual"
        review, year = self.calendar.review_year, latest.year if latest else None
        planned = past = False
        if latest and year is not None:
            named = latest.kind in ("reach", "next") or (latest.kind == "year" and review is not None)
            planned = named and (review is None or year > review)
            past = latest.kind in ("year", "last") and review is not None and year <= review
        current = self.clock.current and bool(self.clock.planned or self.clock.plan)
        span = (figure.quantity.start, figure.quantity.end)
        return self.mood.modality(*figure.sentence, span, figure.quantity.value, planned=planned, past=past, current=current)


def _is_stock(reading: Reading, words: str) -> bool:
    """Whether the figure is a state reached at the end of a span rather than what came about during it."""
    if reading.role == "rank" or reading.governor in ("到", "至"):
        return True
    return reading.role == "level" and reading.governor in _REACHED and not _FLOW.search(words)
