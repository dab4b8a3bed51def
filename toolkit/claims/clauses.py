"""The clause before a figure: its head, its predicate, and what the figure is measured against."""

from collections.abc import Sequence
from typing import NamedTuple

from toolkit.text.words import Word, joined

__all__ = ["FILLERS", "PER_HEAD", "Clause", "parse_clause"]

FILLERS = frozenset({"adverb", "time", "space", "deictic", "conj", "mean"})
_PREDICATES = frozenset({"level", "to", "up", "down", "compare", "verb", "basis", "prep", "new"})
_STARTERS = frozenset({"up", "down", "level", "compare", "adverb"})
_SAID = frozenset({"level", "to", "up", "down", "verb", "new", "basis"})
_STATED = frozenset({"level", "to", "verb"})
_PARTICLES = ("的", "了")
# What is compared with stands behind them.
_OVER = ("于", "超出", "高出", "低出")
_EARLIER = frozenset({"预算", "计划", "目标", "决算", "预期", "调整预算"})
_PLANS = ("目标", "计划", "预期", "任务", "指标")
_AVERAGES = ("水平", "平均", "均值")
PER_HEAD = ("人均", "户均", "年人均", "月人均")


class Clause(NamedTuple):
    """The words before a figure, taken apart."""

    earlier: Sequence[Word]
    """What stands before the clause of the figure."""
    words: Sequence[Word]
    head: Sequence[Word]
    """The words before the predicate, or all words where a noun touches the figure."""
    predicate: Sequence[Word]
    basis: str | None

    def has(self, *texts: str) -> bool:
        """Whether one of the words stands in the clause."""
        stated = [word.text for word in self.words]
        return any(text in stated for text in texts)


def parse_clause(words: Sequence[Word]) -> Clause:
    """Take apart the words before a figure: the clause that ends at it, its predicate, and what stood before."""
    words = _with_ratios(words)
    cut = len(words)
    following = ""
    while cut:
        kind = words[cut - 1].kind
        if kind == "mark" or (kind == "list" and following in _STARTERS):
            break
        following = kind
        cut -= 1
    earlier, clause = words[: max(0, cut - 1)], words[cut:]
    first, last = _from_plan(clause) or _comparison(clause) or _predicate(clause)
    basis, end = _basis(clause, first)
    return Clause(earlier, clause, clause[: min(first, end)], clause[first:last], basis)


def _with_ratios(words: Sequence[Word]) -> Sequence[Word]:
    """The words, 比 as part of a noun where nothing is compared with it (医护比|为1:1.2); at the head of a clause something is."""
    if "比" not in [word.text for word in words]:
        return words
    return [word._replace(kind="") if word.text == "比" and _names_ratio(words, index) else word for index, word in enumerate(words)]


def _names_ratio(words: Sequence[Word], index: int) -> bool:
    if index + 1 == len(words):
        return True
    headed = index and words[index - 1].kind != "mark"
    return bool(headed) and (words[index + 1].kind in _STATED or words[index + 1].text in ("由", "从"))


def _predicate(clause: Sequence[Word]) -> tuple[int, int]:
    """The span of the predicate that touches the figure; empty, at the end, where a noun touches it."""
    last = _without_rate(clause, len(clause))
    while last and (clause[last - 1].kind in FILLERS or clause[last - 1].text in _PARTICLES):
        last -= 1
    first = last
    while first and (clause[first - 1].kind in _PREDICATES or (first < last and clause[first - 1].kind in FILLERS)):
        first -= 1
        if clause[first].kind == "basis":
            break
    return (first, last) if first < last else (len(clause), len(clause))


def _comparison(clause: Sequence[Word]) -> tuple[int, int] | None:
    """The span of a verb of comparison with what is compared with (高于|规模工业平均增速), where nothing else is said behind it."""
    planned = bool(clause) and clause[-1].text.endswith(_PLANS)
    for index in range(len(clause) - 1, -1, -1):
        exceeded = clause[index].text in ("超", "超过") and (planned or clause[-1].text.endswith(_AVERAGES))
        if exceeded or (clause[index].kind == "compare" and clause[index].text.endswith(_OVER)):
            return index, index + 1
        if (clause[index].kind in _SAID and not planned) or clause[index].text == "的":
            return None
    return None


def _from_plan(clause: Sequence[Word]) -> tuple[int, int] | None:
    """The span of what a value is raised from where it is that of a plan (收入|由年初预算的|3亿元调整为…)."""
    last = len(clause) - (1 if clause and clause[-1].text == "的" else 0)
    first = last
    while first and (clause[first - 1].kind in FILLERS or clause[first - 1].text in _EARLIER):
        first -= 1
    begun = 0 < first < last and clause[first - 1].text in ("由", "从")
    return (first - 1, len(clause)) if begun else None


def _without_rate(clause: Sequence[Word], last: int) -> int:
    """Where the words end that what follows is counted for (提高到 | 每人每年 | 120元)."""
    index = last
    while index and clause[index - 1].kind != "mark" and _is_rate(clause, index - 1):
        index -= 1
    while index and index < last and (clause[index - 1].kind in ("mean", "time") or clause[index - 1].text == "的"):
        index -= 1
    governed = index and (clause[index - 1].kind in ("level", "to", "up", "down") or clause[index - 1].text in ("由", "从"))
    return index if governed and index < last else last


def _is_rate(clause: Sequence[Word], index: int) -> bool:
    """Whether a word says for how much the figure holds (每人, 每 | 平方公里)."""
    word = clause[index].text
    return word[0] == "每" or word in PER_HEAD or (index > 0 and clause[index - 1].text == "每")


def _basis(clause: Sequence[Word], predicate: int) -> tuple[str | None, int]:
    """The words of comparison (同比, 比2020年), and where the subject before them ends."""
    for index, word in enumerate(clause):
        if word.kind == "basis" and index + 1 < len(clause):
            last = max(predicate, index + 1)
            while last < len(clause) and clause[last].kind not in ("up", "down", "compare", "level"):
                last += 1
            while last > index + 1 and clause[last - 1].kind in ("adverb", "space", "mean"):
                last -= 1
            return joined(clause[index:last]), index
        if word.text in ("同比", "环比"):
            return word.text, index if index < predicate else len(clause)
    return None, len(clause)
