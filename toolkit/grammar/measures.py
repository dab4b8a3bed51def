"""What stands around a numeral: its unit, what it is counted per, and the words that bound it."""

import re
from functools import cache

from toolkit.document import Bound
from toolkit.grammar.units import MAGNITUDES, Unit, units
from toolkit.lexicon import read_table

__all__ = ["MEASURED", "PERIODS", "bound_after", "bound_before", "unit_at", "unit_expression"]

MEASURED = frozenset({"比率", "百分点", "倍数"})
PERIODS = frozenset({"年月", "时间", "工作日", "季度"})
_CANONICAL = MEASURED | {"货币"}

_NOT_BOUND = re.compile("[节集合条契公制预签履违]约$|[最附就临远邻]近$|赶超$")
_OVER = re.compile("(?:^|[^通经不越度路以晚网线渡])过$|(?:^|[^以])上$")
_WITHIN = re.compile("内(?=[，,。；;、）)办完实审出送予作将对按由向报及提不交答反处]|$)")


@cache
def _bounds(position: str) -> dict[str, Bound]:
    return {row["word"]: row["bound"] for row in read_table("bound_words.tsv") if row["position"] == position}  # type: ignore[misc]


@cache
def _lengths(table: str) -> dict[str, tuple[int, ...]]:
    """Of the words of a table, by the character that touches the number: how long they are, the longest first."""
    edge = -1 if table == "before" else 0
    lengths: dict[str, set[int]] = {}
    for word in units() if table == "units" else _bounds(table):
        lengths.setdefault(word[edge], set()).add(len(word))
    return {char: tuple(sorted(found, reverse=True)) for char, found in lengths.items()}


def _letter(text: str, position: int) -> bool:
    char = text[position : position + 1]
    return char.isascii() and char.isalpha()


def unit_at(text: str, position: int) -> tuple[Unit, int] | None:
    """Return the longest unit that begins at a position and is not the beginning of a longer word, and where it ends."""
    table = units()
    for length in _lengths("units").get(text[position : position + 1], ()):
        end = min(position + length, len(text))
        unit = table.get(text[position:end])
        if unit is None or (end < len(text) and text[end] in unit.not_before):
            continue
        if not (_letter(text, end - 1) and _letter(text, end)):
            return unit, end
    return None


def unit_expression(text: str, position: int) -> tuple[str, str, int] | None:
    """Return a unit with what it is counted per (元/平方米, 册（张）): its wording, its kind, and where it ends."""
    found = unit_at(text, position)
    if found is None and text[position : position + 1] in {" ", "\n", "　"}:
        position += 1
        found = unit_at(text, position)
    if found is None:
        return None
    unit, end = found
    name = unit.name if unit.kind in _CANONICAL else text[position:end]
    while text[end : end + 1] in {"/", "／", "每"} and (per := unit_at(text, end + 1)):
        name, end = f"{name}/{text[end + 1 : per[1]]}", per[1]
    if text[end : end + 1] in {"（", "("} and (other := unit_at(text, end + 1)) and text[other[1] : other[1] + 1] in {"）", ")"}:
        name, end = text[position : other[1] + 1], other[1] + 1
    return name, unit.kind, end


def bound_before(text: str, start: int) -> tuple[int, Bound | None]:
    """Return where the expression begins if a bound word touches the number at ``start``, and that bound."""
    words = _bounds("before")
    for length in _lengths("before").get(text[start - 1 : start], ()):
        word = text[max(0, start - length) : start]
        if len(word) == length and word in words:
            return (start, None) if _NOT_BOUND.search(text, max(0, start - 2), start) else (start - length, words[word])
    if start and text[start] in MAGNITUDES and _OVER.search(text, max(0, start - 2), start):
        return start - 1, "min"
    return start, None


def bound_after(text: str, end: int, kind: str) -> tuple[int, Bound | None]:
    """Return where the expression ends if a bound word follows the unit, and that bound."""
    words = _bounds("after")
    if text[end : end + 1] == " " and (spaced := text[end + 1 : end + 3]) in words and len(spaced) == 2:
        return end + 3, words[spaced]
    for length in _lengths("after").get(text[end : end + 1], ()):
        word = text[end : end + length]
        if word in words and (len(word) > 1 or kind in PERIODS):
            return end + len(word), words[word]
    if kind in PERIODS and _WITHIN.match(text, end):
        return end + 1, "max"
    return end, None
