"""Traditional script written in simplified characters, one for one, so that nothing moves."""

from functools import lru_cache
from typing import Any

from opencc import OpenCC

__all__ = ["to_simplified"]


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
