"""Traditional script written in simplified characters, one for one, so that nothing moves."""

import re
from functools import lru_cache
from typing import Any

from opencc import OpenCC

__all__ = ["count_traditional", "in_simplified", "is_traditional", "to_simplified"]

# The most frequent characters that simplified texts do not have.
_TRADITIONAL = re.compile("[國會們這為發與對學務業產區縣時從說經過還進點長門開關實現東車見]")
_ENOUGH = 3
_TELLING = re.compile("[國會們這為發與對學務業產區縣時從說經過還進點長門開關實現東車見鄉興戰數濟強動個幾機構義標準體應處財稅農環資質]")


@lru_cache(maxsize=1)
def _converter() -> Any:
    return OpenCC("t2s")


def to_simplified(text: str) -> str:
    """Return the text in simplified characters.

    Examples
    --------
    >>> to_simplified("臺灣省財政廳")
    '台湾省财政厅'
    """
    return str(_converter().convert(text))


def is_traditional(text: str) -> bool:
    """Whether a text, or a part of it, is in traditional characters.

    Examples
    --------
    >>> is_traditional("香港的學校與醫院，發展經濟"), is_traditional("香港的学校与医院")
    (True, False)
    """
    return sum(1 for _, _ in zip(range(_ENOUGH), _TRADITIONAL.finditer(text), strict=False)) == _ENOUGH


def count_traditional(text: str) -> int:
    """Return how many of the characters tell traditional text: frequent ones that simplified texts do not have.

    Examples
    --------
    >>> count_traditional("鄉村振興戰略"), count_traditional("乡村振兴战略")
    (3, 0)
    """
    return len(_TELLING.findall(text))


def in_simplified(text: str) -> str:
    """Return a text as it is, or in simplified characters if it has traditional ones; nothing moves."""
    if not is_traditional(text):
        return text
    simplified = to_simplified(text)
    return simplified if len(simplified) == len(text) else text
