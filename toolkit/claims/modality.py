"""Modality: whether a figure was measured, is estimated, or is promised."""

import re
from bisect import bisect_left
from functools import cache

from toolkit.document import Modality
from toolkit.lexicon import read_table

__all__ = ["Style", "modality_of", "plan_score", "stance"]

_LEAD = "(?<![^，。；：、—！？;,:　 \\n])"
_PRIOR = {"review": -2.5, "targets": 2.0, "tasks": 2.5}
_LOOKING_BACK = re.compile(
    "(?:一|两|三|五|[0-9])年来|过去[的一五]|主要做了|主要(?:开展|抓)了|工作回顾|成就|所做的工作|极不平凡|(?:刚刚)?过去的|取得(?:了|显著|积极|明显)|(?:顺利|圆满|如期)(?:收官|完成)"
)
_LOOKING_FORWARD = re.compile(
    "(?:预期|主要|奋斗)目标(?:是|为|：|如下)|重点(?:做好|抓好|工作)|下一步|总体要求|今年(?:政府工作|工作|要|将|重点|拟|预期)|做好今年|工作(?:安排|打算|计划)|今后五年|未来五年|指导思想|^[\\s　—]*今年(?!以来|上半年|前|[一二三四]季度|[0-9])"
)
_PRECISE = {3: 0.7, 4: 1.5, 5: 2.0}
_ESTIMATE = re.compile("预计(?!到)|预估|估计|有望|将达")


@cache
def _cues() -> tuple[tuple[re.Pattern[str], float], ...]:
    rows = read_table("modality_cues.tsv")
    return tuple((re.compile((_LEAD if row["place"] == "lead" else "") + row["cue"]), float(row["weight"])) for row in rows)


class Style:
    """How much the wording of a text speaks for plans (positive) or results (negative), stretch by stretch."""

    def __init__(self, text: str) -> None:
        hits = sorted(
            (match.start(), match.end(), number) for number, (cue, _) in enumerate(_cues()) for match in cue.finditer(text)
        )
        self._starts = [start for start, _, _ in hits]
        self._hits = hits

    def score(self, start: int, end: int) -> float:
        """Return the weight of the cues in text[start:end]; one cue counts three times at most."""
        counts: dict[int, int] = {}
        for at in range(bisect_left(self._starts, start), bisect_left(self._starts, end)):
            _, last, number = self._hits[at]
            if last <= end:
                counts[number] = counts.get(number, 0) + 1
        return sum(_cues()[number][1] * min(count, 3) for number, count in counts.items())


def stance(sentence: str) -> int:
    """Return -1 where a sentence opens a look back (五年来), 1 where it opens plans (预期目标是), else 0."""
    if _LOOKING_FORWARD.search(sentence):
        return 1
    return -1 if _LOOKING_BACK.search(sentence) else 0


def plan_score(
    before: float, after: float, context: float, kind: str | None, *, planned: bool, past: bool, digits: int
) -> float:
    """Return how much speaks for a target (positive) or a result (negative).

    Parameters
    ----------
    before, after : float
        The style of the sentence up to the figure and from it on.
    context : float
        The style of the sentences around.
    kind : str or None
        What the section is for.
    planned, past : bool
        Whether the time that the figure is about lies after, or not after, the year under review.
    digits : int
        Significant digits of the value: plans are round, results are not.
    """
    score = before + 0.5 * after + 0.4 * context + _PRIOR.get(kind or "", -0.7)
    score -= _PRECISE.get(min(digits, 5), 0.0)
    return score + (4.0 if planned else -4.0 if past else 0.0)


def modality_of(before: str, score: float, kind: str | None, *, planned: bool, past: bool) -> Modality:
    """Return the modality of a figure from its score and the words of estimation before it (预计)."""
    if _ESTIMATE.search(before[-40:]) and not planned:
        return "target" if kind in ("targets", "tasks") and not past else "estimate"
    return "target" if score > 0 else "actual"
