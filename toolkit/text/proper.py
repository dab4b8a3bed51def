"""Words that are proper names, or parts of one: those that the genre does not use as common words."""

from functools import cache

from toolkit.grammar.vocabulary import policy_roles
from toolkit.lexicon import read_table
from toolkit.text.words import Word, tag_of, words_of

__all__ = ["can_name", "is_common", "proper_run", "proper_run_before"]

_COMMON = 8
"""Passages of the genre in which a word stands that is no proper name."""
_NAMES = frozenset(("", "nr", "nrt", "nrfg", "nz", "ns"))
"""Parts of speech of the words of a proper name; empty for words that the dictionary lacks."""


def is_common(word: Word) -> bool:
    """Whether a word is a common one of the genre, a governor, a number or a mark; single characters may be parts of names.

    Examples
    --------
    >>> is_common(Word("物流", "", 0)), is_common(Word("蛇口", "", 0))
    (True, False)
    """
    if word.kind or word.text in policy_roles() or not word.text.isalpha() or word.text.isascii():
        return True
    return len(word.text) > 1 and _passages().get(word.text, 0) >= _COMMON


def proper_run(words: list[Word]) -> list[Word]:
    """The last words of a list that can be a proper name, in order.

    Examples
    --------
    >>> [w.text for w in proper_run([Word("推进", "", 0), Word("蛇口", "", 2)])]
    ['蛇口']
    """
    first = len(words)
    while first and not is_common(words[first - 1]):
        first -= 1
    return words[first:]


def proper_run_before(text: str, end: int, reach: int) -> list[Word]:
    """The words of a proper name that ends at an offset, at most `reach` characters long, with their places in the text.

    Examples
    --------
    >>> [(w.text, w.start) for w in proper_run_before("推进蛇口街道改造", 4, 9)]
    [('蛇口', 2)]
    """
    low = max(0, end - reach)
    return [word._replace(start=low + word.start) for word in proper_run(words_of(text[low:end]))]


def can_name(word: Word) -> bool:
    """Whether a word can be one of a proper name by its part of speech; single characters, and what the dictionary lacks, can."""
    return len(word.text) == 1 or tag_of(word.text) in _NAMES


@cache
def _passages() -> dict[str, int]:
    return {row["word"]: int(row["passages"]) for row in read_table("genre_frequencies.tsv")}
