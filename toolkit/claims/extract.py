"""One text in, numeric claims out."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence

from toolkit.claims.linking import indicator_id
from toolkit.claims.modality import Style, modality_of, plan_score, stance
from toolkit.claims.period import Calendar, Clock, Time, find_times, planned_year
from toolkit.claims.quantities import Quantity, find_quantities
from toolkit.claims.bounds import stated_bound
from toolkit.claims.reading import Reading, Subject, read_figure
from toolkit.claims.words import words_between
from toolkit.document import Claim, Modality, Section, Sentence
from toolkit.text import find_sections, sentence_spans

__all__ = ["extract_claims"]

_ENDED = frozenset("。！？；：!?;:”）\n")
_LINE = 18
_BEFORE, _AFTER = 120, 40
_HEADING = re.compile("[ 　]|[（(]?[一二三四五六七八九十0-9]{1,3}(?:[、）)]|[.．](?![0-9]))|第[一二三四五六七八九十]+[章节条]|[—●◆■•]")
_FLOW = re.compile("新增|新建|累计|年均|改造|完成|投资|发放|安排|建成|下达|补助|安置|搬迁|解决|减免|减税|实施|培训|取得|出版|印|新设|共|引进|取消")
_REACHED = frozenset(["到", "至", "达", "达到", "为", "有", "共有", "突破", "超过", "覆盖", "拥有", "占", "居", "位居", "列", "排", "稳居", "扩大", "提高", "降至", "升至", "增至", "跃升", "建有", "建立", "是", "扩大到", "近"])


def _by_sentence(text: str, spans: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int, list[Quantity]]]:
    """Group the quantities of a text by sentence; sentences without any come with an empty list."""
    quantities, at = list(find_quantities(text)), 0
    for start, end in spans:
        first = at
        while at < len(quantities) and quantities[at].start < end:
            at += 1
        yield start, end, quantities[first:at]


def _is_stock(reading: Reading, gap: str) -> bool:
    """Whether the figure is a state reached at the end of a span rather than what came about during it."""
    if reading.role == "rank" or reading.governor in ("到", "至"):
        return True
    return reading.role == "level" and reading.governor in _REACHED and not _FLOW.search(gap)


def _precision(value: float) -> int:
    """How exact a value is: its significant digits (12300000 → 3), or one more than its decimals (0.83 → 3)."""
    digits = f"{abs(value):.10g}".split("e")[0]
    return max(len(digits.replace(".", "").strip("0")), len(digits.partition(".")[2]) + 1)


def _wraps(text: str, start: int) -> bool:
    """Whether the line break before ``start`` falls in the middle of a sentence."""
    if text[start - 1] != "\n" or text[start - 2 : start - 1] in _ENDED or _HEADING.match(text, start):
        return False
    line = text.rfind("\n", 0, start - 1) + 1
    return start - line > _LINE and (not _HEADING.match(text, line) or "，" in text[line:start])


def _sentences(text: str, sentences: Sequence[Sentence] | None) -> list[tuple[int, int]]:
    """The spans of the sentences; a line that breaks in the middle of a sentence does not end it."""
    spans = sentence_spans(text) if sentences is None else [(s.start, s.end) for s in sentences]
    merged: list[tuple[int, int]] = []
    for start, end in spans:
        if merged and _wraps(text, start):
            merged[-1] = (merged[-1][0], end)
        else:
            merged.append((start, end))
    return merged


def extract_claims(
    text: str, *, place: str | None = None, report_year: int | None = None, review_year: int | None = None,
    sentences: Sequence[Sentence] | None = None, sections: Sequence[Section] | None = None,
) -> list[Claim]:  # fmt: skip
    """Return the numeric claims of a text in order of appearance."""
    calendar = Calendar(report_year, review_year)
    reader = _Reader(text, Clock(calendar, planned_year(text, calendar)), find_times(text, calendar), place)
    kinds = _kinds(find_sections(text) if sections is None else sections)
    claims: list[Claim] = []
    for start, end, quantities in _by_sentence(text, _sentences(text, sentences)):
        claims += reader.read(start, end, quantities, kinds(start))
    return claims


def _kinds(sections: Sequence[Section]) -> Callable[[int], str | None]:
    """A function from a position to the kind of the section it stands in."""
    starts = [section.start for section in sections]

    def kind(position: int) -> str | None:
        index = bisect_right(starts, position) - 1
        return sections[index].kind if index >= 0 else None

    return kind


def _near(edges: tuple[list[int], list[int]]) -> list[tuple[int, int]]:
    """The stretches around the figures of a sentence, without what lies too far off to belong to one."""
    gaps = [(start, max(start, end)) for start, end in zip(*edges, strict=True)]
    gaps[0] = (max(gaps[0][0], gaps[0][1] - _BEFORE), gaps[0][1])
    gaps[-1] = (gaps[-1][0], min(gaps[-1][1], gaps[-1][0] + _AFTER))
    return gaps


class _Reader:
    """Reads a text sentence by sentence, and keeps what holds over several of them."""

    def __init__(self, text: str, clock: Clock, times: list[Time], place: str | None) -> None:
        self.text, self.clock, self.times, self.place = text, clock, times, place
        self.style = Style(text)
        self.at = 0
        self.context = 0.0
        self.stance = 0
        self.lean = 0.0
        self.kind: str | None = None
        self.group: list[Time] = []

    def read(self, start: int, end: int, quantities: list[Quantity], kind: str | None) -> list[Claim]:
        text = self.text
        if kind != self.kind:
            self.kind, self.stance = kind, 0
        first = self.at
        while self.at < len(self.times) and self.times[self.at].start < end:
            self.at += 1
        here = self.times[first : self.at]
        paragraph = text[start - 1 : start] in ("\n", "") or text[start : start + 1] in ("　", "—", "\n", " ")
        continued = text[start - 1 : start] in ("；", ";") and not paragraph
        self.clock.open(sentence=not continued, paragraph=paragraph)
        self.clock.note(here, start)
        self.group = [*self.group, *here] if continued else here
        if paragraph:
            self.lean = 0.0
        self.stance = stance(text[start:end]) or self.stance
        claims = list(self._claims(start, end, quantities)) if quantities else []
        self.context = (0.5 if paragraph else 0.8) * self.context + self.style.score(start, end)
        return claims

    def _claims(self, start: int, end: int, quantities: list[Quantity]) -> Iterator[Claim]:
        text, subject, previous = self.text, Subject(), None
        spans = [(time.start, time.end) for time in self.group if time.start >= start]
        edges = [start, *(q.end for q in quantities)], [*(q.start for q in quantities), end]
        gaps = words_between(text, _near(edges), spans)
        for index, quantity in enumerate(quantities):
            reading = read_figure(gaps[index], gaps[index + 1], quantity, subject, previous)
            yield self._claim(start, end, edges[0][index], quantity, reading)
            previous = reading

    def _claim(self, start: int, end: int, gap: int, quantity: Quantity, reading: Reading) -> Claim:
        text = self.text
        latest = next((t for t in reversed(self.group) if t.end <= quantity.start and t.kind != "basis"), None)
        modality = self._modality(start, end, quantity, reading, latest)
        words = text[gap : quantity.start]
        stock = _is_stock(reading, words)
        year, period = self.clock.read(latest, gap, reading.governor, words, target=modality == "target", stock=stock)
        return Claim(
            quantity.start, quantity.end, text[quantity.start : quantity.end], quantity.value, quantity.unit,
            stated_bound(text, gap, quantity, reading),
            reading.role, reading.indicator, modality, quantity.value_max, reading.direction, indicator_id(reading.indicator, reading.role), year, period, self.place, None,
            reading.basis,
        )  # fmt: skip

    def _modality(self, start: int, end: int, quantity: Quantity, reading: Reading, latest: Time | None) -> Modality:
        if reading.governor == "由":
            return "actual"
        review = self.clock.calendar.review_year
        planned = past = False
        if latest and latest.year:
            planned = latest.kind in ("reach", "next", "year") and (latest.kind != "year" or review is not None) and (not review or latest.year > review)
            past = latest.kind in ("year", "last") and review is not None and latest.year <= review
        context = self.context + self.lean + 4.0 * self.stance + (6.0 if self.clock.current and (self.clock.planned or self.clock.plan) else 0.0)
        before = self.text[start : quantity.start]
        score = plan_score(
            self.style.score(start, quantity.start), self.style.score(quantity.end, end), context, self.kind, planned=planned, past=past, digits=_precision(quantity.value)
        )
        self.lean = max(-2.5, min(2.5, score))
        return modality_of(before, score, self.kind, planned=planned, past=past)
