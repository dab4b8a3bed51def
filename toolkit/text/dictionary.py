"""Dictionaries in jieba's file format: a word a line, with its frequency and part of speech where they are known."""

from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import TypeAlias

from toolkit.errors import InvalidValue, ReadError
from toolkit.lexicon import read_list

__all__ = ["Entry", "known_tags", "read_dictionary", "read_entry", "tag_in_dictionaries"]

Entry: TypeAlias = tuple[str, int | None, str | None]
"""A word, its frequency or None, its part of speech or None."""


def read_dictionary(path: str | Path) -> list[Entry]:
    """Return the entries of a user dictionary.

    Raises
    ------
    ReadError
        The file cannot be read, or a line of it is not in jieba's format.
    """
    try:
        lines = Path(path).read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ReadError(f"cannot read the user dictionary {path}: {error}; give a UTF-8 file with a word a line") from error
    try:
        return [read_entry(line) for line in lines if line.strip() and not line.startswith("#")]
    except InvalidValue as error:
        raise ReadError(f"the user dictionary {path} is not in jieba's format: {error}") from error


def read_entry(line: str) -> Entry:
    """Return the entry of a line.

    Examples
    --------
    >>> read_entry("营商环境 20 n"), read_entry("绿源行动")
    (('营商环境', 20, 'n'), ('绿源行动', None, None))
    """
    parts = line.split()
    numbers = [part for part in parts[1:] if part.isascii() and part.isdigit()]
    tags = [part for part in parts[1:] if part not in numbers]
    if not parts or len(numbers) > 1 or len(tags) > 1:
        raise InvalidValue(f"the dictionary line {line!r} is not allowed: write word, frequency and part of speech, set apart by blanks")
    return parts[0], int(numbers[0]) if numbers else None, tags[0] if tags else None


def tag_in_dictionaries(word: str, own: Mapping[str, str], *, domain: bool) -> str | None:
    """Return the part of speech of a word: the user's own, else the domain's, else jieba's."""
    return own.get(word) or (_domain_tags().get(word) if domain else None) or _general_tags().get(word)


@lru_cache(maxsize=1)
def _domain_tags() -> dict[str, str]:
    return {word: tag for word, _, tag in map(read_entry, read_list("policy_terms.txt")) if tag}


@lru_cache(maxsize=1)
def _general_tags() -> dict[str, str]:
    # Three fields a line: word, frequency, part of speech.
    fields = (files("jieba") / "dict.txt").read_text(encoding="utf-8").split()
    return dict(zip(fields[::3], fields[2::3], strict=True))


@lru_cache(maxsize=1)
def known_tags() -> frozenset[str]:
    """Return the parts of speech that the dictionaries give: ``n``, ``v``, ``ns``…

    Examples
    --------
    >>> "vn" in known_tags(), "noun" in known_tags()
    (True, False)
    """
    return frozenset([*_general_tags().values(), *_domain_tags().values()])
