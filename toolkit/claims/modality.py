"""Modality: whether a figure was measured, is estimated, or is promised."""

import re
from functools import cache

from toolkit.document import Modality
from toolkit.lexicon import read_table

__all__ = ["modality_of", "style"]

_LEAD = "(?:^|[，。；：、—])"
_PRIOR = {"review": -2.5, "targets": 2.5, "tasks": 2.5}
_PRECISE = {3: 0.7, 4: 1.5, 5: 2.0}
_ESTIMATE = re.compile("预计(?!到)|预估|估计|有望|将达")


@cache
def _cues() -> tuple[tuple[re.Pattern[str], float], ...]:
    rows = read_table("modality_cues.tsv")
    return tuple((re.compile((_LEAD if row["place"] == "lead" else "") + row["cue"]), float(row["weight"])) for row in rows)


def style(passage: str) -> float:
    """Return how much the wording of a passage speaks for plans (positive) or results (negative)."""
    score = 0.0
    for cue, weight in _cues():
        hits = len(cue.findall(passage))
        if hits:
            score += weight * min(hits, 3)
    return score


def modality_of(before: str, after: str, context: float, kind: str | None, *, planned: bool, past: bool, digits: int) -> Modality:
    """Return the modality of a figure.

    Parameters
    ----------
    before, after : str
        The sentence up to the figure and from it on.
    context : float
        The style of the sentences around.
    kind : str or None
        What the section is for.
    planned, past : bool
        Whether the time that the figure is about lies after, or not after, the year under review.
    digits : int
        Significant digits of the value: plans are round, results are not.
    """
    score = style(before) + 0.5 * style(after) + 0.4 * context + _PRIOR.get(kind or "", -0.7)
    score -= _PRECISE.get(min(digits, 5), 0.0)
    score += 4.0 if planned else -4.0 if past else 0.0
    if _ESTIMATE.search(before[-40:]) and not planned:
        return "target" if kind in ("targets", "tasks") and not past else "estimate"
    return "target" if score > 0 else "actual"
