"""The clause before a figure: its head, its predicate, and what the figure is measured against."""

from dataclasses import dataclass

from toolkit.text.words import Word, joined

__all__ = ["FILLERS", "Clause", "parse_clause"]

FILLERS = frozenset({"adverb", "time", "space", "deictic", "conj", "mean"})
_PREDICATES = frozenset({"level", "to", "up", "down", "compare", "verb", "basis", "prep", "new"})


@dataclass(frozen=True, slots=True)
class Clause:
    """The words before a figure, taken apart."""

    earlier: list[Word]
    """What stands before the clause of the figure."""
    words: list[Word]
    head: list[Word]
    """The words before the predicate, or all words where a noun touches the figure."""
    predicate: list[Word]
    basis: str | None


def parse_clause(words: list[Word]) -> Clause:
    """Take apart the words before a figure: the clause that ends at it, its predicate, and what stood before."""
    cut = 0
    for index in range(len(words) - 1, -1, -1):
        following = words[index + 1].kind if index + 1 < len(words) else ""
        if words[index].kind == "mark" or (words[index].kind == "list" and following in ("up", "down", "level", "compare", "adverb")):
            cut = index + 1
            break
    earlier, clause = words[: max(0, cut - 1)], words[cut:]
    first, last = _predicate(clause)
    basis, end = _basis(clause, first)
    return Clause(earlier, clause, clause[: min(first, end)], clause[first:last], basis)


def _predicate(clause: list[Word]) -> tuple[int, int]:
    """The span of the predicate that touches the figure; empty, at the end, where a noun touches it."""
    last = len(clause)
    while last and (clause[last - 1].kind in FILLERS or clause[last - 1].text in ("的", "了")):
        last -= 1
    first = last
    while first and (clause[first - 1].kind in _PREDICATES or (first < last and clause[first - 1].kind in FILLERS)):
        first -= 1
        if clause[first].kind == "basis":
            break
    return (first, last) if first < last else (len(clause), len(clause))


def _basis(clause: list[Word], predicate: int) -> tuple[str | None, int]:
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
