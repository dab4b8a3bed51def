"""What a section is for, by the words of its heading."""

import re
from functools import lru_cache

from toolkit.grammar.dates import YEAR
from toolkit.lexicon import read_table

__all__ = ["section_kind"]

_AHEAD = re.compile("下一?步|下阶段|今后|明年|来年|今年|打算|安排|计划|部署|建议|草案|努力方向|预期")
_BACK = re.compile(f"回顾|总结|执行|情况|{YEAR}年|过去|年来|以来")
LONGEST = 40
"""A longer heading is a sentence, and the words in it say what it is about, not what it is for."""


@lru_cache(maxsize=1)
def _kinds() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(row["pattern"]), row["kind"]) for row in read_table("section_kinds.tsv"))


def section_kind(heading: str, *, within: str | None = None) -> str | None:
    """Return ``review``, ``targets`` or ``tasks``, or None where the heading says nothing or announces both past and future.

    Parameters
    ----------
    heading : str
    within : str, optional
        The kind of the section around. Inside a review, tasks are those that were done, unless the heading looks ahead;
        inside targets, a success is one that is aimed at.

    Examples
    --------
    >>> section_kind("2023年工作回顾"), section_kind("存在问题和2024年工作计划"), section_kind("农业")
    ('review', None, None)
    >>> section_kind("2023年重点工作", within="review"), section_kind("2023年重点工作")
    ('review', 'tasks')
    """
    if len(heading) > LONGEST:
        return None
    rest, past, ahead = heading, False, None
    for pattern, kind in _kinds():
        if kind == "review":
            # What is left after the words of the past may still announce something.
            rest, times = pattern.subn("|", rest)
            past = past or times > 0
        elif ahead is None and pattern.search(rest):
            ahead = kind
    if past and within == "targets" and not _BACK.search(heading):
        return within  # 高质量发展取得显著成效, among the goals
    if past:
        return "review" if ahead is None else None
    return within if within == "review" and not _AHEAD.search(heading) else ahead
