"""Conditions: numbers that only tell which things are meant (5亿元以上项目, 65岁以上老人) and assert nothing."""

import re
from functools import cache
from typing import NamedTuple

from toolkit.grammar.amounts import Quantity
from toolkit.grammar.numerals import CHINESE_NUMERAL_CHARS
from toolkit.lexicon import read_table

__all__ = ["delimits"]

_CLAUSE = "[^，。；：、！？（）“”《》\n0-9]"
_AFTER_WORDS = ("以上", "以下", "以内", "之上", "之下")
# A definition in a note: 规模以上工业企业是指年主营业务收入2000万元及以上的企业
_DEFINED = re.compile("(?:是指|系指|指的是|统计范围[为是])[^。\n]*$")
_GLOSSED = re.compile("(?:^|[\n。；])[^，。；：\n]{2,16}：[^。；\n]*$")
_DEFINITION = 70
# 以人均收入低于3000元为标准
_STANDARD = re.compile("[^，。；、\n0-9]{0,4}为标准")
# An age is told of people as a whole: 人均预期寿命达80岁, 提高3.1岁
_AGE_TOLD = re.compile("(?:寿命|年龄|岁数)[^，。；\n]{0,12}$|(?:提高|增加|上升|延长|增长|提升|降低|下降)了?$|[至到]$")
_REACH = 16
# 5家产值超百亿元的企业, 一批产值超百亿元的企业
_COUNTED = re.compile("(?:[0-9]|一批|若干)[^，。；、\n]*$")
# 海拔3500米以上, 人口在30万人以上的县; 稳定在95%以上 states a value
_SITUATED = re.compile("海拔(?:在|高度)?$|(?:^|[^定制持])在$")
# 5.0级以上|地震12次: a noun that is counted stands behind. Money is left to the nouns that it sorts: 投资5亿元以上建设学校12所.
_SORTING = frozenset({"等级", "功率", "电压"})
_COUNTED_BEHIND = re.compile("的?[一-龥]{1,8}?(?<![增长加达为占降高少比共有到约近超完成建设等])[0-9]")
# 超20亿元的16个
_SO_MANY = re.compile("的(?:达到?|有|共)?[0-9]+[个家户只件]")
# 县（市、区）
_KINDS_OF = "(?:（[^（）0-9，。]{1,8}）)?"
_NUMERAL = re.compile(f"[0-9{CHINESE_NUMERAL_CHARS}]")


class _Heads(NamedTuple):
    bare: re.Pattern[str]
    """Right after the figure, or after a short attribute: 5亿元以上工业项目."""
    of: re.Pattern[str]
    """With 的, and counted: 超百亿元的企业达10户, 5家产值超百亿元的企业."""
    defined: re.Pattern[str]
    """With 的 at the end of a definition: 独角兽企业：成立不超过10年、估值超过10亿美元的企业。"""


@cache
def _heads(kind: str, unit: str) -> _Heads | None:
    """The things that a unit sorts."""
    words = [row["head"] for row in read_table("threshold_heads.tsv") if {kind, unit} & set(row["kinds"].split("|"))]
    if not words:
        return None
    head = f"(?:{'|'.join(words)})"
    return _Heads(
        re.compile(f"的?(?!的){_CLAUSE}{{0,8}}?{head}"),
        re.compile(f"的{_CLAUSE}{{0,8}}?{head}{_KINDS_OF}(?P<count>{_CLAUSE}{{0,8}}[0-9])?"),
        re.compile(f"(?:、[^，。；\n]{{2,20}})?的{_CLAUSE}{{0,8}}?{head}[。；]"),
    )


def delimits(text: str, quantity: Quantity) -> bool:
    """Whether a figure only tells which things are counted, or defines a term.

    Examples
    --------
    >>> text = "新开工5亿元以上项目32个"
    >>> delimits(text, Quantity(3, 8, 5e8, "元", "货币", "min")), delimits(text, Quantity(10, 13, 32, "个", "计数"))
    (True, False)
    """
    if quantity.kind == "年龄":
        return _tells_an_age(text, quantity)
    if quantity.bound == "exact":
        return False
    if _DEFINED.search(text, max(0, quantity.start - _DEFINITION), quantity.start) or _STANDARD.match(text, quantity.end):
        return True
    if text.endswith(_AFTER_WORDS, quantity.start, quantity.end):
        return _sorts_behind(text, quantity)
    if quantity.bound == "range" or _NUMERAL.match(text, quantity.start):
        return False
    return _sorts_before(text, quantity)


def _tells_an_age(text: str, quantity: Quantity) -> bool:
    """Whether an age says who is meant (65岁以上老人) and is not one that people reach (人均预期寿命达80岁)."""
    told = _AGE_TOLD.search(text, max(0, quantity.start - _REACH), quantity.start)
    return told is None or (quantity.bound != "exact" and told[0].startswith("年龄"))


def _sorts_behind(text: str, quantity: Quantity) -> bool:
    """Whether a figure with a bound behind it sorts what follows: 5亿元以上项目, 海拔3500米以上, 人口在30万人以上的县."""
    situated = _SITUATED.search(text, max(0, quantity.start - 4), quantity.start)
    if situated and (situated[0].startswith("海拔") or text[quantity.end : quantity.end + 1] == "的"):
        return True
    if quantity.kind in _SORTING and _COUNTED_BEHIND.match(text, quantity.end):
        return True
    heads = _heads(quantity.kind, quantity.unit)
    return heads is not None and quantity.bound != "approx" and heads.bare.match(text, quantity.end) is not None


def _sorts_before(text: str, quantity: Quantity) -> bool:
    """Whether a figure with a bound before it sorts what follows: 产值超百亿元企业, 产值超百亿元的企业达10户."""
    # A large number without a unit is of money (税收过千万的企业).
    heads = _heads("货币", "元") if quantity.kind == "number" else _heads(quantity.kind, quantity.unit)
    if heads is None or quantity.bound == "approx":
        return False
    if _SO_MANY.match(text, quantity.end):
        return True
    if text[quantity.end : quantity.end + 1] not in ("的", "、"):
        return heads.bare.match(text, quantity.end) is not None
    if _GLOSSED.search(text, max(0, quantity.start - _DEFINITION), quantity.start) and heads.defined.match(text, quantity.end):
        return True
    things = heads.of.match(text, quantity.end)
    if things is None:
        return False
    return things["count"] is not None or _COUNTED.search(text, max(0, quantity.start - _REACH), quantity.start) is not None
