"""What stands to the left of a noun, word by word: where a name may begin."""

from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from toolkit.grammar.vocabulary import policy_roles
from toolkit.text import Segmenter

__all__ = ["Word", "governor_role", "words_before"]

REACH = 40
"""Characters that a name may stretch to the left of the noun that ends it."""
_BREAKS = frozenset("，,。；;：:、！!？?\n\r\t （()）《》〈〉【】[]〔〕|·…—\u3000\"")
_QUOTES = {"”": "“", "」": "「", "』": "『"}


@dataclass(frozen=True, slots=True)
class Word:
    """A word or a quoted piece, with its place in the text."""

    start: int
    end: int
    text: str
    quoted: bool = False


def words_before(text: str, end: int) -> list[Word]:
    """The words of the clause before an offset, at most some forty characters; a quoted piece is one word.

    Examples
    --------
    >>> [w.text for w in words_before("，深入实施“头雁”培育工程", 11)]
    ['深入', '实施', '“头雁”', '培育']
    """
    pieces: list[Word] = []
    at = end
    floor = max(0, end - REACH)
    while at > floor:
        char = text[at - 1]
        if char in _QUOTES:
            opening = text.rfind(_QUOTES[char], max(0, at - REACH), at - 1)
            if opening < 0 or "\n" in text[opening:at]:
                break
            pieces.append(Word(opening, at, text[opening:at], quoted=True))
            at = opening
            continue
        begin = at
        while begin > floor and text[begin - 1] not in _BREAKS and text[begin - 1] not in "“”「」『』":
            begin -= 1
        if begin == at:
            break
        pieces.append(Word(begin, at, text[begin:at]))
        at = begin
    words: list[Word] = []
    for piece in reversed(pieces):
        words += [piece] if piece.quoted else _words(piece)
    return words


def _words(piece: Word) -> list[Word]:
    parts = _segmenter().cut(piece.text)
    starts = accumulate(map(len, parts[:-1]), initial=piece.start)
    return [Word(start, start + len(part), part) for start, part in zip(starts, parts, strict=True)]


@lru_cache(maxsize=1)
def _segmenter() -> Segmenter:
    return Segmenter(new_words=False)


def governor_role(word: str) -> str | None:
    """``hard``, ``soft`` or None: how surely a word is outside the name that follows it.

    A word of four characters that is two governors is one too (全力支持, 深入实施).
    """
    role = _governing(word)
    if role is None and len(word) == 4 and _governing(word[:2]) and _governing(word[2:]):
        return "hard"
    return role


def _governing(word: str) -> str | None:
    return next((role for role in ("hard", "soft") if role in policy_roles().get(word, ())), None)
