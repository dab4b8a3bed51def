"""What completes an indicator that is not named in full: the measure of the one before, the subject of an earlier clause."""

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from toolkit.claims.clauses import parse_clause
from toolkit.claims.phrases import is_adjunct, noun_phrase, trim
from toolkit.text.words import Word, dependent_nouns, joined, tag_of

__all__ = ["AMOUNTS", "SHARES", "earlier_subject", "measure_of", "share_name", "share_verb", "without_measure"]

AMOUNTS = frozenset({"总量", "规模", "总规模", "总额", "总值"})
"""Nouns that say only that there is an amount."""
# How something goes on is no part of its name.
_STATE = frozenset({"态势", "势头", "形势", "增势", "走势", "步伐", "逆势", "后劲", "增长势头", "发展态势", "发展势头"})
_COURSE = frozenset({"发展", "增长", "运行"})
_NO_SUBJECT = frozenset({"重点", "各位代表", "我们", "政府", "省政府", "市政府", "全面", "突出", "以保", "胜利"})
# What is improved on the way owns no sum (完善保障机制，完成投资2亿元).
_MEANS = ("体系", "机制", "制度", "措施", "力度", "责任", "作风", "政策", "方式", "办法", "环境")
SHARES = ("比重", "比例", "份额")
"""Nouns that end the name of a share."""
_PREDICATES = frozenset({"adverb", "level", "up", "down", "verb", "compare"})


@cache
def _measures() -> re.Pattern[str]:
    return re.compile(f"(?<=.)(?:(?:资产|负债)总额|{'|'.join(sorted(dependent_nouns(), key=len, reverse=True))})$")


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
        if word.kind == "level" and word.text.endswith(("占", "佔", "占到")):
            used = index + 1 < len(clause) and clause[index + 1].text in ("用", "地", "有", "领")
            if not used:
                return index
    return None


def share_name(part: str, behind: Sequence[Word]) -> str:
    """The name of a share: S占O的比重 is the whole phrase, S占O的…% is of S."""
    whole = trim(behind)
    return f"{part}占{joined(whole)}" if whole and whole[-1].text.endswith(SHARES) else part


def earlier_subject(words: Sequence[Word]) -> str:
    """The subject of the clauses before: the phrase that opens the last one that has a predicate."""
    while words:
        clause = parse_clause(words)
        if is_adjunct(clause.words):
            words = clause.earlier
            continue
        share = share_verb(clause.words)
        if share and (found := noun_phrase(clause.words[:share])):
            return share_name(joined(found), clause.words[share + 1 :])
        for index, word in enumerate(clause.words):
            if index and (word.kind in _PREDICATES or word.text in ("由", "从")):
                found = _named(noun_phrase(clause.words[:index]))
                if found:
                    return joined(found)
        found = _named(noun_phrase(clause.words))
        means = bool(found) and clause.words[0].kind == "verb" and found[-1].text.endswith(_MEANS)
        if found and len(clause.words) > 1 and not means:
            return joined(found)
        words = clause.earlier
    return ""


def headline_subject(words: Sequence[Word]) -> str:
    """The subject of a sentence of one clause that tells no figure (服务业发展较快。)."""
    marks = sum(word.kind == "mark" for word in words)
    if marks > 1 or any(word.kind == "quantity" for word in words):
        return ""
    first = next((index for index, word in enumerate(words) if index and (word.kind in _PREDICATES or word.text in _COURSE)), 0)
    return joined(_named(noun_phrase(words[:first])))


def _named(words: Sequence[Word]) -> Sequence[Word]:
    """A phrase without what is said of its noun (第三产业|增长势头强劲); nothing where it names nothing (重点, 我们)."""
    course = next((index for index, word in enumerate(words) if index and word.text in _STATE), None)
    if course:
        while course > 1 and words[course - 1].text in _COURSE:
            course -= 1
        words = words[:course]
    while len(words) > 1 and words[-1].text in _COURSE:
        words = words[:-1]
    if not words or (len(words) == 1 and (words[0].text in _NO_SUBJECT or tag_of(words[0].text)[:1] in tuple("acdpruvz"))):
        return []
    return words
