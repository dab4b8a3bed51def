"""Which words can begin and end a term of several words."""

from functools import cache

from toolkit.grammar.vocabulary import policy_roles
from toolkit.text import Segmenter, stop_words

__all__ = ["can_begin", "can_end"]

_GRAMMAR = ("c", "p", "r", "u", "y")
"""First letters of the parts of speech that no term begins or ends with: conjunctions, prepositions, pronouns, particles."""
_BOUND = ("d", "f", "m", "q", "k", "h", "zg")
"""Those of which this holds of words of one character: adverbs, places (沿海 is no such word), numbers, measures, affixes, characters that
are no words."""


def can_begin(word: str) -> bool:
    """Tell whether a term can begin with a word: no word of grammar, no verb that introduces what every report tells of.

    Examples
    --------
    >>> [word for word in ["推进", "及其", "河湖", "沿海"] if can_begin(word)]
    ['河湖', '沿海']
    """
    tag = _tag(word)
    introduces = "hard" in policy_roles().get(word, ()) or (word in _genre() and tag == "v")
    return not introduces and can_end(word)


def can_end(word: str) -> bool:
    """Tell whether a term can end with a word: no word of grammar.

    Examples
    --------
    >>> [word for word in ["整治", "及其", "很"] if can_end(word)]
    ['整治']
    """
    tag = _tag(word)
    return not tag.startswith(_GRAMMAR) and not (len(word) == 1 and tag.startswith(_BOUND))


def _tag(word: str) -> str:
    return _dictionary().tag_of(word) or "n"


@cache
def _dictionary() -> Segmenter:
    return Segmenter()


@cache
def _genre() -> frozenset[str]:
    return frozenset(stop_words("genre"))
