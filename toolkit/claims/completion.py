"""What completes an indicator that is not named in full: the measure of the one before, the subject of an earlier clause."""

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from toolkit.claims.clauses import parse_clause
from toolkit.claims.phrases import noun_phrase
from toolkit.text.words import Word, dependent_nouns, joined

__all__ = ["AMOUNTS", "earlier_subject", "measure_of", "share_verb", "without_measure"]

AMOUNTS = frozenset({"总量", "规模", "总规模", "总额", "总值"})
"""Nouns that say only that there is an amount."""
_PREDICATES = frozenset({"adverb", "level", "up", "down", "verb", "compare"})


@cache
def _measures() -> re.Pattern[str]:
    return re.compile(f"(?<=.)(?:{'|'.join(sorted(dependent_nouns(), key=len, reverse=True))})$")


@lru_cache(maxsize=8192)
def without_measure(owner: str) -> str:
    """粮食播种面积 → 粮食: another measure of the same thing follows."""
    found = _measures().search(owner)
    return owner[: found.start()] if found else owner


@lru_cache(maxsize=8192)
def measure_of(name: str) -> str:
    """The measure that ends the name of an indicator (制造业|增加值); a mere amount (总额) is none."""
    found = _measures().search(name)
    return found[0] if found and found[0] not in AMOUNTS else ""


def share_verb(clause: Sequence[Word]) -> int | None:
    """Where 占 stands as a verb, and not in 占用 or 占地."""
    for index, word in enumerate(clause):
        if word.kind == "level" and word.text.endswith(("占", "佔")):
            used = index + 1 < len(clause) and clause[index + 1].text in ("用", "地", "有", "领")
            if not used:
                return index
    return None


def earlier_subject(words: Sequence[Word]) -> str:
    """The subject of the clauses before: the phrase that opens the last one that has a predicate."""
    while words:
        clause = parse_clause(words)
        share = share_verb(clause.words)
        if share and (found := noun_phrase(clause.words[:share])):
            return joined(found)
        for index, word in enumerate(clause.words):
            if index and (word.kind in _PREDICATES or word.text in ("由", "从")):
                found = noun_phrase(clause.words[:index])
                if found:
                    return joined(found)
        found = noun_phrase(clause.words)
        if found and len(clause.words) > 1:
            return joined(found)
        words = clause.earlier
    return ""
