"""Noun phrases: what a figure is of, cut out of the words around it."""

from toolkit.claims.words import Word

__all__ = ["following_phrase", "items", "phrase", "trim"]

_LEAD = frozenset({"time", "deictic", "adverb", "conj", "prep", "mark", "list", "space", "level", "to", "basis", "compare"})
_TAIL = frozenset({"time", "deictic", "adverb", "conj", "prep", "mark", "list", "space", "level", "to", "basis", "compare", "up", "down"})
_STOP = frozenset({"mark", "level", "to", "adverb", "up", "down", "compare", "prep", "basis", "list"})
_JOIN = frozenset({"和", "及", "与", "、", "以及"})
_LOCATIVE = frozenset({"中", "下", "后", "上", "方面", "期间", "以来", "时", "看", "前"})
_PARTICLES = frozenset({"的", "等", "中", "内", "上", "里", "之", "个", "方面", "了", "其", "该", "这", "各类", "各种", "各", "“", "《"})
LIMIT = 14


def trim(words: list[Word]) -> list[Word]:
    """Drop words of time, place, degree and grammar from both ends of a phrase."""
    first, last = 0, len(words)
    while first < last and (words[first].kind in _LEAD or words[first].text in _PARTICLES - {"“", "《"}):
        first += 1
    while last > first and (words[last - 1].kind in _TAIL or words[last - 1].text in _PARTICLES):
        last -= 1
    return words[first:last]


def _after_adjunct(words: list[Word]) -> list[Word]:
    """Drop an opening adjunct (在…中, 通过…, 按…计算)."""
    lead = 0
    while lead < len(words) and words[lead].kind in ("time", "adverb", "conj", "space"):
        lead += 1
    if lead < len(words) and words[lead].kind == "prep":
        for index in range(len(words) - 2, lead, -1):
            if words[index].text in _LOCATIVE:
                return words[index + 1 :]
    return words


def phrase(words: list[Word]) -> list[Word]:
    """The noun phrase that ends a stretch of words: what follows its last verb, adverb or preposition."""
    words = trim(_after_adjunct(words))
    for index in range(len(words) - 2, -1, -1):
        kind = words[index].kind
        if kind in ("verb", "adverb", "level", "up", "down") or (kind == "prep" and words[index].text not in ("对", "向", "用于", "为", "以")):
            if kind == "verb" and index + 1 < len(words) and words[index + 1].text in ("的", "率", "额", "量", "、"):
                continue
            rest = trim(words[index + 1 :])
            if rest:
                return rest[-LIMIT:]
    return words[-LIMIT:]


def following_phrase(words: list[Word]) -> list[Word]:
    """The noun phrase that begins a stretch of words, up to the predicate after it; empty if none begins here."""
    first = 0
    while first < len(words) and (words[first].text == "的" or words[first].kind == "space"):
        first += 1
    last = first
    while last < len(words) and last - first < LIMIT:
        word = words[last]
        if word.kind in _STOP and word.text not in _JOIN:
            break
        if word.kind == "verb" and (last == first or not _nominal_after(words, last)):
            break
        if word.kind in ("time", "deictic", "conj") and word.text not in _JOIN:
            break
        last += 1
    found = words[first:last]
    while found and (found[-1].text in _JOIN or found[-1].text in _PARTICLES or found[-1].kind == "space"):
        found = found[:-1]
    return found


def _nominal_after(words: list[Word], index: int) -> bool:
    """Whether a verb inside a phrase modifies a noun directly after it (查处案件 no, 开放单位 yes)."""
    return False


def items(words: list[Word]) -> list[list[Word]]:
    """The members of a coordinated phrase, with the head they share: 城镇、农村居民收入 → 城镇居民收入, 农村居民收入."""
    members: list[list[Word]] = [[]]
    for word in words:
        if word.text in _JOIN:
            members.append([])
        else:
            members[-1].append(word)
    members = [member for member in members if member]
    if len(members) > 1 and all(len(member) == 1 for member in members[:-1]) and len(members[-1]) > 1:
        head = members[-1][1:]
        members = [member + head if len(member) == 1 else member for member in members]
    return members
