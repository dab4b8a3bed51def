"""Bounds: the words that say how exactly a figure is meant (``bound_words.tsv``), at the number or at a distance from it."""

import re
from functools import cache

from toolkit.document import Bound
from toolkit.grammar.measures import PERIODS
from toolkit.grammar.numerals import MAGNITUDES
from toolkit.lexicon import read_table

__all__ = ["bound_after", "bound_apart", "bound_before"]

# 节约 is no 约, 附近 no 近, 赶超 no 超
_NOT_BOUND = re.compile("[节集合条契公制预签履违解]约$|[最附就临远邻亲贴靠]近$|赶超$")
# 过千亿, 上万: before a magnitude; 通过, 以上, 跨上 are other words
_OVER = re.compile("(?:^|[^通经不越度路以晚网线渡超])过$|(?:^|[^以跨迈登踏站跃])上$")
# 15日内 before what has to happen; 内 begins 内资, 内河 too
_WITHIN = re.compile("内(?=[，。；、）)办完实审出送予作将对按由向报及提不交答反处]|$)")
# 1倍多, 3元多; 100个多功能厅 has another 多
_MORE = re.compile("多(?=[，。；、）：的和与及！？\n 　，]|$)")


@cache
def _words(position: str) -> dict[str, Bound]:
    return {row["word"]: row["bound"] for row in read_table("bound_words.tsv") if row["position"] == position}  # type: ignore[misc]


@cache
def _lengths(position: str) -> dict[str, tuple[int, ...]]:
    """Of the words of a position, by the character that touches the number: how long they are, the longest first."""
    edge = -1 if position == "before" else 0
    lengths: dict[str, set[int]] = {}
    for word in _words(position):
        lengths.setdefault(word[edge], set()).add(len(word))
    return {char: tuple(sorted(found, reverse=True)) for char, found in lengths.items()}


@cache
def _first_apart() -> frozenset[str]:
    """The characters that a word which bounds from a distance begins with."""
    return frozenset(word[0] for word in _words("apart"))


@cache
def _apart() -> re.Pattern[str]:
    """The words that bound a figure from a distance, grouped by bound; … in the table stands for up to eight characters."""
    groups: dict[str, list[str]] = {}
    for word, bound in _words("apart").items():
        groups.setdefault(bound, []).append(re.escape(word).replace("…", "[^，。；：、\n0-9]{0,8}"))
    return re.compile("(?:" + "|".join(f"(?P<{bound}>{'|'.join(words)})" for bound, words in groups.items()) + ")$")


def bound_before(text: str, start: int) -> tuple[int, Bound | None]:
    """Return where the expression begins if a bound word touches the number at ``start``, and that bound."""
    char = text[start - 1 : start]
    for length in _lengths("before").get(char, ()):
        word = text[max(0, start - length) : start]
        if len(word) == length and word in _words("before"):
            return (
                (start, None)
                if _NOT_BOUND.search(text, max(0, start - 2), start)
                else (start - length, _words("before")[word])
            )
    if char in ("过", "上") and text[start] in MAGNITUDES and _OVER.search(text, max(0, start - 2), start):
        return start - 1, "min"
    return start, None


def bound_after(text: str, end: int, kind: str) -> tuple[int, Bound | None]:
    """Return where the expression ends if a bound word follows the unit, and that bound."""
    if text[end : end + 1] == " " and (spaced := text[end + 1 : end + 3]) in _words("after") and len(spaced) == 2:
        return end + 3, _words("after")[spaced]
    if text[end + 1 : end + 2] == " " and (parted := text[end] + text[end + 2 : end + 3]) in _words("after"):
        return end + 3, _words("after")[parted]  # 5%以 上, from a line of print
    for length in _lengths("after").get(text[end : end + 1], ()):
        word = text[end : end + length]
        if word in _words("after") and (len(word) > 1 or kind in PERIODS or _MORE.match(text, end)):
            return end + len(word), _words("after")[word]
    if kind in PERIODS and _WITHIN.match(text, end):
        return end + 1, "max"
    return end, None


# 最低工资, 最高法院: the name of a thing and no bound
_NAMED = re.compile(
    "最低(?:生活|工资|标准|收购|限|保障|消费|气温|档)|最高(?:支付|限|人民|检|法|气温|水平|纪录|点|档)|至少有一"
)
_REACH = 16
"""Characters before a figure in which a word may stand that bounds it from a distance."""


def bound_apart(text: str, gap: int, start: int) -> Bound | None:
    """Return the bound that a word sets which does not touch the figure at ``start``: 最高补助50万元, 约占全球的四分之三."""
    first = max(gap, start - _REACH)
    if _first_apart().isdisjoint(text[first:start]):
        return None
    found = _apart().search(text, first, start)
    if found is None or _NAMED.match(text, found.start()):
        return None
    return found.lastgroup  # type: ignore[return-value]
