"""One text in, numeric claims out."""

import re
from collections.abc import Iterator, Sequence

from toolkit.claims.modality import modality_of, style
from toolkit.claims.period import Calendar, Clock, Time, find_times, planned_year
from toolkit.claims.quantities import Quantity, find_quantities
from toolkit.claims.reading import Reading, Subject, read_figure
from toolkit.claims.words import words_of
from toolkit.document import Claim, Section, Sentence
from toolkit.text import sentence_spans

__all__ = ["extract_claims"]

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


def _is_stock(reading: Reading, quantity: Quantity, gap: str) -> bool:
    """Whether the figure is a state reached at the end of a span rather than what came about during it."""
    if reading.role == "rank":
        return True
    if reading.role == "change" or (_FLOW.search(gap) and reading.governor not in ("到", "至")):
        return False
    return reading.governor in _REACHED or quantity.bound == "min"


def extract_claims(
    text: str, *, place: str | None = None, report_year: int | None = None, review_year: int | None = None,
    sentences: Sequence[Sentence] | None = None, sections: Sequence[Section] | None = None,
) -> list[Claim]:  # fmt: skip
    """Return the numeric claims of a text in order of appearance."""
    spans = sentence_spans(text) if sentences is None else [(s.start, s.end) for s in sentences]
    calendar = Calendar(report_year, review_year)
    clock = Clock(calendar, planned_year(text, calendar))
    times = find_times(text, calendar)
    claims: list[Claim] = []
    context = 0.0
    at = 0
    for start, end, quantities in _by_sentence(text, spans):
        first = at
        while at < len(times) and times[at].start < end:
            at += 1
        here = times[first:at]
        paragraph = text[start - 1 : start] in ("\n", "") or text[start : start + 1] in ("　", "—")
        clock.open_sentence(paragraph=paragraph)
        clock.note(here, start)
        context = (0.5 if paragraph else 0.8) * context + style(text[start:end])
        claims += _sentence_claims(text, start, end, quantities, here, clock, context, place)
    return claims


def _sentence_claims(
    text: str, start: int, end: int, quantities: list[Quantity], times: list[Time], clock: Clock, context: float, place: str | None
) -> Iterator[Claim]:
    if not quantities:
        return
    starts, ends = [start, *(q.end for q in quantities)], [*(q.start for q in quantities), end]
    gaps = [words_of(text, a, max(a, b)) for a, b in zip(starts, ends, strict=True)]
    subject = Subject()
    previous: Reading | None = None
    for index, quantity in enumerate(quantities):
        reading = read_figure(text, gaps[index], gaps[index + 1], quantity, subject, previous)
        before = [time for time in times if time.end <= quantity.start]
        latest = before[-1] if before else None
        review = clock.calendar.review_year
        planned = bool(latest and latest.year and (latest.kind in ("reach", "next") or (review and latest.year > review and latest.kind != "now")) and (not review or latest.year > review))
        past = bool(latest and latest.year and review and latest.year <= review and latest.kind in ("year", "last"))
        modality = modality_of(text[start : quantity.start], text[quantity.end : end], context, None, planned=planned, past=past)
        stock = _is_stock(reading, quantity, text[starts[index] : quantity.start])
        year, period = clock.read(before, starts[index], reading.governor, target=modality == "target", stock=stock)
        yield Claim(
            quantity.start, quantity.end, text[quantity.start : quantity.end], quantity.value, quantity.unit, quantity.bound,
            reading.role, reading.indicator, modality, quantity.value_max, reading.direction, None, year, period, place, None, reading.basis,
        )  # fmt: skip
        previous = reading
