"""What stands to the left of a noun, word by word: where a name may begin."""

from functools import lru_cache
from itertools import chain

from toolkit.grammar.quantities import find_quantities
from toolkit.grammar.vocabulary import policy_roles
from toolkit.text.words import Word, read_words, words_of

__all__ = ["REACH", "governor_role", "is_quoted", "words_before"]

REACH = 40
"""Characters that a name may stretch to the left of the noun that ends it."""
_BREAKS = frozenset("*#，,。；;：:、！!？?\n\r\t （()）《》〈〉【】[]〔〕|·…—\u3000\"")
_QUOTES = {"”": "“", "」": "「", "』": "『"}
_MARKS = frozenset("“”「」『』")
_DIGITS = frozenset("0123456789")


def words_before(text: str, end: int) -> list[Word]:
    """The words of the clause before an offset, at most some forty characters; a quoted piece is one word.

    Only these stretches are cut into words, not the text: entities alone need few of them.

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
            pieces.append(Word(text[opening:at], "quoted", opening))
            at = opening
            continue
        begin = at
        while begin > floor and text[begin - 1] not in _BREAKS and text[begin - 1] not in _MARKS:
            begin -= 1
        if begin == at:
            break
        pieces.append(Word(text[begin:at], "", begin))
        at = begin
    return list(chain.from_iterable([piece] if is_quoted(piece) else _words(piece) for piece in reversed(pieces)))


def is_quoted(word: Word) -> bool:
    """Whether a word is a piece in quotation marks."""
    return word.kind == "quoted"


def _words(piece: Word) -> list[Word]:
    """The words of a stretch, read as the words of a whole text are."""
    if _DIGITS.isdisjoint(piece.text):
        words = words_of(piece.text)
    else:
        spans = [(quantity.start, quantity.end, "quantity") for quantity in find_quantities(piece.text)]
        words = read_words(piece.text, spans).between(0, len(piece.text))
    return [Word(word.text, word.kind, piece.start + word.start) for word in words] if piece.start else words


@lru_cache(maxsize=65536)
def governor_role(word: str) -> str | None:
    """``hard``, ``soft`` or None: how surely a word is outside the name that follows it.

    A word of four characters that is two governors is one too (全力支持, 深入实施).
    """
    role = _governing(word)
    if role is None and len(word) == 4 and _governing(word[:2]) and _governing(word[2:]):
        return "hard"
    return role


def _governing(word: str) -> str | None:
    roles = policy_roles().get(word, frozenset())
    return "hard" if "hard" in roles else "soft" if "soft" in roles else None
