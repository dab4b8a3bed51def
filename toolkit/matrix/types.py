"""Word types: which are words, which are numbers, which are counted."""

import re
from collections.abc import Collection, Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from toolkit.grammar.numerals import HAN_NUMERAL, SMALL_COUNT
from toolkit.grammar.units import units
from toolkit.text import stop_words as read_stop_words

__all__ = ["content_types", "is_number", "is_unit", "is_word", "stop_set", "without_units"]

_WORD = re.compile(r"[^\W_]")


def is_word(token: str) -> bool:
    """Return whether a token has a letter, a digit or a Chinese character."""
    return _WORD.search(token) is not None


def is_number(token: str) -> bool:
    """Return whether a token is a number, with a unit or without: 2023, 8.1%, 三千, 万亿元, 第一个; but not 5G, 三农 or 十四五.

    Examples
    --------
    >>> [word for word in ["8.1%", "三千", "万亿元", "5G", "三农", "十四五"] if is_number(word)]
    ['8.1%', '三千', '万亿元']
    """
    return _number().fullmatch(token) is not None


def is_unit(token: str) -> bool:
    """Return whether a token is a unit, or a part that the segmenter makes of one: 家, 百分点 (个 百分点)."""
    return token in _units()


def without_units(words: Sequence[str]) -> list[str]:
    """Return the words of a sentence with an empty string in place of each unit that follows a number.

    Examples
    --------
    >>> without_units(["关停", "5", "家", "，", "家", "电", "下降", "2", "个", "百分点"])
    ['关停', '5', '', '，', '家', '电', '下降', '2', '', '']
    """
    kept: list[str] = []
    quantity = False
    for word in words:
        unit = quantity and is_unit(word)
        kept.append("" if unit else word)
        quantity = unit or is_number(word)
    return kept


def content_types(
    types: NDArray[np.object_], *, stop_words: str | Collection[str] | None, punctuation: bool = False, numbers: bool = False
) -> NDArray[np.bool_]:
    """Return for each word type whether it is counted under the options of `count_terms`."""
    stops = stop_set(stop_words)
    return np.array(
        [word not in stops and (punctuation or is_word(word)) and (numbers or not is_number(word)) for word in types], dtype=bool
    )  # fmt: skip


def stop_set(stop_words: str | Collection[str] | None) -> frozenset[str]:
    """Return the words that the option ``stop_words`` of `count_terms` leaves out."""
    if stop_words is None:
        return frozenset()
    return read_stop_words(stop_words) if isinstance(stop_words, str) else frozenset(stop_words)


@cache
def _number() -> re.Pattern[str]:
    names = "|".join(re.escape(unit.name) for unit in units().values())
    # 十四五 is the name of a plan; no numeral is written so.
    han = rf"(?!十[{SMALL_COUNT}]五$)第?[{HAN_NUMERAL}]+[余多]?(?:{names}|[年月日])?"
    return re.compile(rf"[0-9０-９][^A-Za-zＡ-Ｚａ-ｚ]*|{han}|[百千万]分之[{HAN_NUMERAL}点]+")


@cache
def _units() -> frozenset[str]:
    names = frozenset(units())
    return frozenset(names | {name.removeprefix("个") for name in names if name.startswith("个") and len(name) > 1})
