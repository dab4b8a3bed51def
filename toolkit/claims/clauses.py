"""The clause before a figure: its head, its predicate, and what the figure is measured against."""

from collections.abc import Sequence
from typing import NamedTuple

from toolkit.text.words import Word, joined

__all__ = ["FILLERS", "Clause", "parse_clause"]

FILLERS = frozenset({"adverb", "time", "space", "deictic", "conj", "mean"})
_PREDICATES = frozenset({"level", "to", "up", "down", "compare", "verb", "basis", "prep", "new"})
_STARTERS = frozenset({"up", "down", "level", "compare", "adverb"})
_SAID = frozenset({"level", "to", "up", "down", "verb", "new", "basis"})
_PARTICLES = ("的", "了")
_PER_HEAD = ("人均", "户均", "年人均", "月人均")


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
    cut = len(words)
    following = ""
    while cut:
        kind = words[cut - 1].kind
        if kind == "mark" or (kind == "list" and following in _STARTERS):
            break
        following = kind
        cut -= 1
    earlier, clause = words[: max(0, cut - 1)], words[cut:]
    first, last = _comparison(clause) or _predicate(clause)
    basis, end = _basis(clause, first)
    return Clause(earlier, clause, clause[: min(first, end)], clause[first:last], basis)


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
    for index in range(len(clause) - 1, 0, -1):
        if clause[index].kind == "compare" and clause[index].text.endswith("于"):
            return index, index + 1
        if clause[index].kind in _SAID or clause[index].text == "的":
            return None
    return None


def _without_rate(clause: Sequence[Word], last: int) -> int:
    """Where the words end that what follows is counted for (提高到 | 每人每年 | 120元)."""
    index = last
    while index and (clause[index - 1].text[0] == "每" or clause[index - 1].text in _PER_HEAD) and clause[index - 1].kind != "mark":
        index -= 1
    while index and index < last and clause[index - 1].kind in ("mean", "time"):
        index -= 1
    governed = index and (clause[index - 1].kind in ("level", "to", "up", "down") or clause[index - 1].text in ("由", "从"))
    return index if governed and index < last else last


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
