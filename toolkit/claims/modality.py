"""Modality: whether a figure was measured, is estimated, or is promised."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter, deque
from collections.abc import Sequence
from functools import cache

from toolkit.document import Modality, Section
from toolkit.lexicon import read_table

__all__ = ["Mood", "Style"]

_LEAD = "(?<![^，。；：、—！？;,:　 \\n])"
_OPENING = "(?<![^。！？；;\\n　 —])"
_PRIOR = {"review": -2.5, "targets": 2.0, "tasks": 2.5}
_NO_PRIOR = -0.7
_PRECISE = {3: 0.7, 4: 1.5, 5: 2.0}
_LOOKING_BACK = (
    "(?:一|两|三|五|[0-9])年来|过去[的一五]|主要做了|主要(?:开展|抓)了|工作回顾|成就|所做的工作|极不平凡|取得(?:了|显著|积极|明显)"
    "|(?:顺利|圆满|如期)(?:收官|完成)"
)
_LOOKING_FORWARD = (
    "(?:预期|主要|奋斗)目标(?:是|为|：|如下)|重点(?:做好|抓好|工作)|下一步|总体要求|今年(?:政府工作|工作|要|将|重点|拟|预期)|做好今年"
    f"|工作(?:安排|打算|计划)|今后五年|未来五年|指导思想|{_OPENING}今年(?!以来|上半年|前|[一二三四]季度|[0-9])"
)
_STANCE = re.compile(f"(?P<forward>{_LOOKING_FORWARD})|{_LOOKING_BACK}")
_ESTIMATE = re.compile("预计(?!到)|预估|估计|有望|将达")
_ESTIMATE_REACH = 40
_NEAR = 5
# So much of a sentence is weighed around a figure; a sentence of thousands of figures takes no longer for each.
_REACH = 400


@cache
def _cues() -> tuple[tuple[re.Pattern[str], float], ...]:
    rows = read_table("modality_cues.tsv")
    return tuple((re.compile((_LEAD if row["place"] == "lead" else "") + row["cue"]), float(row["weight"])) for row in rows)


class Style:
    """How much the wording of a text speaks for plans (positive) or results (negative), stretch by stretch."""

    def __init__(self, text: str) -> None:
        self._weights = [weight for _, weight in _cues()]
        self._hits = sorted((match.start(), number) for number, (cue, _) in enumerate(_cues()) for match in cue.finditer(text))
        self._starts = [start for start, _ in self._hits]

    def score(self, start: int, end: int) -> float:
        """Return the weight of the cues that begin in text[start:end]; one cue counts three times at most."""
        first = bisect_left(self._starts, start)
        hits = self._hits[first : bisect_left(self._starts, end, first)]
        if len(hits) < 2:
            return self._weights[hits[0][1]] if hits else 0.0
        counts = Counter(number for _, number in hits)
        return sum(self._weights[number] * min(count, 3) for number, count in counts.items())


def _kinds(sections: Sequence[Section], review_year: int | None) -> list[str | None]:
    """What the sections are for: one on the year under review (一、2023年重点工作) tells what was done."""
    kinds: list[str | None] = []
    parents = {section.section_id: index for index, section in enumerate(sections)}
    for section in sections:
        parent = parents.get(section.parent_id) if section.parent_id is not None else None
        inherited = parent is not None and sections[parent].kind == section.kind
        if inherited:
            kinds.append(kinds[parent] if parent is not None else None)
        elif section.kind in ("tasks", None) and review_year is not None and f"{review_year}年" in section.heading:
            kinds.append("review")
        else:
            kinds.append(section.kind)
    return kinds


class Mood:
    """What a text has been doing up to the sentence that is read: looking back, or laying out plans."""

    def __init__(self, text: str, sections: Sequence[Section], *, review_year: int | None) -> None:
        self._text, self._style = text, Style(text)
        self._kinds, self._section_starts = _kinds(sections, review_year), [section.start for section in sections]
        self._stances = [(match.start(), 1 if match["forward"] else -1) for match in _STANCE.finditer(text)]
        self._stance_starts = [start for start, _ in self._stances]
        self._before: deque[tuple[int, int, float]] = deque(maxlen=_NEAR)
        self._stance = 0
        self._lean = 0.0
        self._context: float | None = None
        self.kind: str | None = None
        """What the section of the sentence is for: ``review``, ``targets``, ``tasks``, or None."""

    def enter(self, start: int, end: int, *, paragraph: bool) -> None:
        """Take in the next sentence."""
        index = bisect_right(self._section_starts, start) - 1
        kind = self._kinds[index] if index >= 0 else None
        if kind != self.kind:
            self.kind, self._stance = kind, 0
        if paragraph:
            self._lean = 0.0
        found = self._stances[bisect_left(self._stance_starts, start) : bisect_left(self._stance_starts, end)]
        if found:
            self._stance = max(stance for _, stance in found)
        self._before.append((start, end, 0.5 if paragraph else 0.8))
        self._context = None

    def _sentences_before(self) -> float:
        """The style of the sentences before, less the farther they are."""
        if self._context is None:
            self._context = 0.0
            for start, end, fade in list(self._before)[:-1]:
                self._context = self._context * fade + self._style.score(max(start, end - _REACH), end)
        return self._context

    def modality(
        self, start: int, end: int, figure: tuple[int, int], value: float, *, planned: bool, past: bool, current: bool
    ) -> Modality:
        """Return the modality of a figure.

        Parameters
        ----------
        start, end : int
            The sentence.
        figure : (int, int)
            The figure.
        value : float
            Its value: plans are round, results are not.
        planned, past : bool
            Whether the time that the figure is about lies after, or not after, the year under review.
        current : bool
            Whether the paragraph speaks of the year to come.
        """
        context = self._sentences_before() + self._lean + 4.0 * self._stance + (6.0 if current else 0.0)
        before = self._style.score(max(start, figure[0] - _REACH), figure[0])
        after = self._style.score(figure[1], min(end, figure[1] + _REACH))
        score = before + 0.5 * after + 0.4 * context
        score += _PRIOR.get(self.kind or "", _NO_PRIOR) - _PRECISE.get(min(_precision(value), 5), 0.0)
        score += 4.0 if planned else -4.0 if past else 0.0
        self._lean = max(-2.5, min(2.5, score))
        if not planned and _ESTIMATE.search(self._text, max(start, figure[0] - _ESTIMATE_REACH), figure[0]):
            return "target" if self.kind in ("targets", "tasks") and not past else "estimate"
        return "target" if score > 0 else "actual"


def _precision(value: float) -> int:
    """How exact a value is: its significant digits (12300000 → 3), or one more than its decimals (0.83 → 3)."""
    digits = f"{abs(value):.10g}".split("e")[0]
    return max(len(digits.replace(".", "").strip("0")), len(digits.partition(".")[2]) + 1)
