"""``Entry``: one word, phrase, glob or regular expression of a dictionary, and how it is searched."""

import re
from dataclasses import dataclass

from toolkit.errors import InvalidValue

__all__ = ["Entry", "as_entry"]

_LETTER = r"[^\W_]"
_LATIN = "[A-Za-z0-9]"
_LONGEST_GAP = 10
"""So many letters a ``*`` stands for at most: more are another thought, and the time stays linear in the text."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What is searched, as the dictionary has it, with its weight.

    Parameters
    ----------
    text : str
        The word, glob or regular expression as it is shown in tables.
    pattern : re.Pattern, optional
        How it is searched; None for a word that is searched as it stands.
    weight : float
        What a match adds to the score of its category.
    """

    text: str
    pattern: re.Pattern[str] | None = None
    weight: float = 1.0


def as_entry(item: object, where: str, *, regex: bool = False, weight: float = 1.0) -> Entry:
    """Return the entry that a dictionary's item stands for; ``where`` names the place in an error.

    Examples
    --------
    >>> as_entry("提高*水平", "category 'a'").pattern.search("提高治理水平。").group()
    '提高治理水平'
    """
    if isinstance(item, Entry):
        return item
    if isinstance(item, re.Pattern):
        return _with_pattern(item.pattern, item, where, weight)
    if not isinstance(item, str):
        allowed = "give a word, a glob, '/a regular expression/' or a compiled pattern"
        raise InvalidValue(f"{where}: {item!r} is no entry of a dictionary; {allowed}")
    text = item.strip()
    if not text:
        raise InvalidValue(f"{where} has no words, or an empty one: give it at least one word")
    slashed = len(text) > 2 and text.startswith("/") and text.endswith("/")
    if regex or slashed:
        source = text[1:-1] if slashed else text
        return _with_pattern(source, _compiled(source, where), where, weight)
    if not text.strip("*? "):
        raise InvalidValue(f"{where}: {text!r} would match anything; a glob needs letters beside its * and ?")
    if re.search(r"[*?\s]", text) or re.match(_LATIN, text) or re.match(_LATIN, text[-1]):
        return Entry(text, _glob(text), weight)
    return Entry(text, None, weight)


def _compiled(source: str, where: str) -> re.Pattern[str]:
    try:
        return re.compile(source)
    except re.error as error:
        raise InvalidValue(f"{where}: the regular expression {source!r} cannot be read ({error})") from None


def _with_pattern(source: str, pattern: re.Pattern[str], where: str, weight: float) -> Entry:
    if not isinstance(source, str):
        raise InvalidValue(f"{where}: the pattern {source!r} is of bytes; compile it from a str")
    if pattern.match(""):
        raise InvalidValue(f"{where}: the regular expression {source!r} matches the empty text; let it ask for at least one character")
    return Entry(source, pattern, weight)


def _glob(text: str) -> re.Pattern[str]:
    """``*`` is a few letters of the clause, ``?`` is one; a blank may be missing; Latin words are whole and in any case."""
    core = text.strip("*")
    source = "".join(_piece(part) for part in re.findall(r"\*+|\?|\s+|[^*?\s]+", core))
    # A * at the edge of a Chinese word adds nothing: the count is that of the word. A Latin word goes on to its end.
    if re.match(_LATIN, core):
        source = f"(?<!{_LATIN})" + (f"{_LATIN}*" if text.startswith("*") else "") + source
    if re.match(_LATIN, core[-1]):
        source += f"{_LATIN}*" if text.endswith("*") else f"(?!{_LATIN})"
    return re.compile(source, re.IGNORECASE)


def _piece(part: str) -> str:
    if part.startswith("*"):
        return f"{_LETTER}{{0,{_LONGEST_GAP}}}?"
    if part == "?":
        return _LETTER
    return r"\s*" if part.isspace() else re.escape(part)
