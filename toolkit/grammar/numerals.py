"""Numerals: digits, Chinese numerals in all their forms, and mixtures of both, as numbers.

The only reader of Chinese digits. Other modules build their patterns from the character classes below.
"""

import re
from decimal import Decimal

from toolkit.errors import InvalidValue, invalid

__all__ = [
    "CHINESE_NUMERAL", "CHINESE_NUMERAL_CHARS", "COUNT", "DIGIT_NUMERAL", "FINANCIAL", "HAN_DIGIT", "HAN_NUMERAL", "MAGNITUDES",
    "MAX_LENGTH", "SMALL_COUNT", "integer", "normalize", "numeral_value", "parse_number",
]  # fmt: skip

FINANCIAL = str.maketrans("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟")
"""The spelling of cheques, for `str.translate`."""
# Numerals longer than this are noise (a row of digits in a table, a code), never a figure.
MAX_LENGTH = 32

COUNT = "一二三四五六七八九十"
"""Characters of a count below a hundred, as headings and dates have it (for a class: ``[{COUNT}]``)."""
SMALL_COUNT = "一二三四五六七八九"
HAN_DIGIT = f"零〇○{SMALL_COUNT}"
"""Characters of a number that is read digit by digit: 二〇二三."""
HAN_NUMERAL = f"{HAN_DIGIT}两十百千万亿"
"""Characters of a numeral in words as simplified texts write it."""
CHINESE_NUMERAL_CHARS = f"{HAN_NUMERAL}兆廿卅壹贰叁肆伍陆柒捌玖拾佰仟萬億兩"
"""All characters that a numeral in words may have, traditional and financial forms too."""

MAGNITUDES = {"十": 10, "百": 100, "千": 1_000, "万": 10_000, "亿": 100_000_000, "兆": 1_000_000_000_000}
_SMALL = {"十": 1, "百": 2, "千": 3}
_LARGE = {"万": 4, "亿": 8, "兆": 12}
_EXPONENT = _SMALL | _LARGE
_DIGIT = {char: value for value, char in enumerate(f"零{SMALL_COUNT}")}
_SPELLING = str.maketrans(
    "０１２３４５６７８９．·・•％〇○Ｏ壹贰叁肆伍陆柒捌玖拾佰仟萬億幺两兩俩仨点點負－−半貳參陸／",
    "0123456789....%零零零一二三四五六七八九十百千万亿一二二二三..负--半二三六/",
) | {ord("廿"): "二十", ord("卅"): "三十"}

# 千 and 兆 belong to the unit where one follows (500千伏, 3千克, 20兆瓦), 百 to 百分点; 兆 counts only money (4兆元).
_MAGNITUDE = "(?:[十万亿萬億]|百(?!分点)|千(?!瓦|克|米|伏|卡|赫|焦|帕|比特|字节)|兆(?=[元亿]|[日韩美]元))"
# 1 234.5万人次: thousands set apart by a blank, where a unit follows; the rows of tables have none.
_SPACED = (
    "(?<![0-9.,，图表第] )(?<![0-9.,，图表第])[1-9][0-9]{0,2}(?: [0-9]{3})++"
    "(?=(?:[.][0-9]++)?[多余]?[百千万亿]*+[元人个家名户件次场项辆吨亩公平立头篇套座所处台])"
)
# 58. 38亿元, 10. 9%: a blank behind the point, as in texts that were typed again; 1. 5个 begins a point of a list.
_BROKEN = "[.·] [0-9]{1,2}(?= ?[万亿%‰])"
DIGIT_NUMERAL = (
    f"(?:[0-9]{{1,3}}(?:[,，][0-9]{{3}})++(?![0-9])|{_SPACED}|[0-9]++)(?:[.·][0-9]++|{_BROKEN})?+"
    f"(?:[ 　\n]?{_MAGNITUDE}++(?:[0-9]++(?:[百千万亿]++))*+)?+"
)
"""A numeral that begins with a digit, in a text of one form (`toolkit.grammar.marks.one_form`): 1,234.5, 1.37万亿, 3千万, 1亿3千万."""
_IN_WORDS = "[零〇○一二两兩三四五六七八九廿卅壹贰叁肆伍陆柒捌玖拾佰仟]"
CHINESE_NUMERAL = f"(?:{_IN_WORDS}++|{_MAGNITUDE})++(?:[点.·][{HAN_DIGIT}]++{_MAGNITUDE}*+)?+"
"""A numeral in words: 三亿零四百七十五万, 十四点三."""

_TOKEN = re.compile(rf"[0-9]+(?:\.[0-9]+)?|[零{SMALL_COUNT}十百千万亿兆.]")
_LITERAL = re.compile(r"([0-9]+(?:\.[0-9]+)?)([十百千万亿兆]*)")
_SEPARATOR = re.compile("(?<=[0-9])[,，](?=[0-9]{3})")


def normalize(numeral: str) -> str:
    """Return a numeral in one spelling: ASCII digits, 零一二…九十百千万亿, a point for 点, no thousands separators."""
    text = numeral if numeral.isascii() else numeral.translate(_SPELLING)
    return _SEPARATOR.sub("", text) if "," in text or "，" in text else text


def numeral_value(numeral: str) -> float | None:
    """Return the value of a numeral in the spelling of :func:`normalize`; None if it is not well formed."""
    if len(numeral) > MAX_LENGTH:
        return None
    literal = _LITERAL.fullmatch(numeral)
    if literal:
        return float(f"{literal[1]}e{sum(_EXPONENT[char] for char in literal[2])}")
    tokens = _TOKEN.findall(numeral)
    if not tokens or "".join(tokens) != numeral:
        return None
    if "." in tokens:
        return _decimal(tokens)
    value = _positional(tokens) if all(token in _DIGIT for token in tokens) else _compound(tokens)
    return None if value is None else float(value)


def integer(numeral: str) -> int | None:
    """Return the whole number that a numeral writes, None if it writes none; a letter O, and 0 among Han digits, stands for 〇 (二OO五).

    Examples
    --------
    >>> integer("二〇二三"), integer("一九九0"), integer("十二"), integer("７"), integer("百分")
    (2023, 1990, 12, 7, None)
    """
    if not numeral.isdecimal():
        numeral = numeral.replace("O", "〇").replace("0", "〇").replace("０", "〇") if numeral[:1] in HAN_DIGIT else numeral
    value = numeral_value(normalize(numeral))
    return int(value) if value is not None and value == int(value) else None


def _decimal(tokens: list[str]) -> float | None:
    """Value of a numeral with a point: 十四.三, 三千零二.五亿."""
    point = tokens.index(".")
    end = point + 1
    if any("." in token for token in (*tokens[:point], *tokens[end:])):
        return None
    while end < len(tokens) and (tokens[end] in _DIGIT or tokens[end].isdigit()):
        end += 1
    fraction = "".join(str(_DIGIT.get(token, token)) for token in tokens[point + 1 : end])
    whole, scale = numeral_value("".join(tokens[:point])), tokens[end:]
    if whole is None or not fraction or any(token not in _EXPONENT for token in scale):
        return None
    return float(Decimal(f"{int(whole)}.{fraction}").scaleb(sum(_EXPONENT[token] for token in scale)))


def _positional(tokens: list[str]) -> int:
    """Value of digits read one by one: 二零二三."""
    return int("".join(str(_DIGIT[token]) for token in tokens))


def _compound(tokens: list[str]) -> int | None:
    """Value of digits and magnitudes: 三亿零四百七十五万, 1亿3千万; a last digit counts in the next lower place: 一百二, 三万五."""
    total = section = 0
    pending: int | None = None
    small, large, previous = 4, 16, ""
    for token in tokens:
        if token in _SMALL:
            if _SMALL[token] >= small or pending == 0:
                return None
            small = _SMALL[token]
            section += (1 if pending is None else pending) * 10**small
            pending = None
        elif token in _LARGE:
            closed = _close_section(total, section + (pending or 0), large, _LARGE[token], doubled=previous in _LARGE)
            if closed is None:
                return None
            total, large, section, pending, small = closed, _LARGE[token], 0, None, 4
        elif pending is not None or "." in token:
            return None
        elif token != "零":
            pending = _DIGIT[token] if token in _DIGIT else int(token)
        previous = token
    if pending is None:
        return total + section
    before = tokens[-2]
    spoken = before in _EXPONENT and before != "十" and len(tokens[-1]) == 1
    return total + section + (pending * 10 ** (_EXPONENT[before] - 1) if spoken else pending)


def _close_section(total: int, section: int, large: int, exponent: int, *, doubled: bool) -> int | None:
    """The total at 万, 亿 or 兆: 三亿零四|万 adds, 万|亿 and 一万二千|亿 multiply, 三亿四|亿 is no number."""
    if doubled and exponent > large:
        return int(total * 10**exponent)
    if section == 0 and total:
        return None
    if exponent < large:
        return int(total + (section or 1) * 10**exponent)
    return int((total + section) * 10**exponent) if total < 10**exponent else None


_MONEY = re.compile("([^元圆角分]+)[元圆](?:([^角]+)角)?(?:([^分]+)分)?")
_FRACTION = re.compile("(?P<below>.+)分之(?P<above>.+)")
_SLASH = re.compile("(?P<above>[0-9]+)/(?P<below>[0-9]+)")
_TENTHS = re.compile("([^成]+)成(半|[一二三四五六七八九]?)")
_APPROXIMATE = re.compile(r"(?<=[十百千万亿兆0-9])[多余来](?=[万亿]*$)")


# 七八 says seven or eight, 二三 of a year has two more digits.
_SPOKEN_PAIR = re.compile("一二|二三|三四|四五|五六|六七|七八|八九")


def _value(text: str) -> float | None:
    """Value of a number in any of the forms that :func:`parse_number` takes."""
    if text.startswith(("负", "-")):
        value = None if text[1:2] in ("负", "-") else _value(text[1:])
        return None if value is None else -value
    if text == "一半":
        return 0.5
    if _SPOKEN_PAIR.fullmatch(text):
        return None
    for suffix, divisor in (("%", 100), ("‰", 1000)):
        if text.endswith(suffix):
            value = numeral_value(text[:-1])
            return None if value is None else value / divisor
    if match := _FRACTION.fullmatch(text) or _SLASH.fullmatch(text):
        below, above = numeral_value(match["below"]), numeral_value(match["above"])
        return above / below if above is not None and below else None
    if match := _TENTHS.fullmatch(text):
        tenths, part = numeral_value(match[1]), 5 if match[2] == "半" else _DIGIT.get(match[2], 0)
        return None if tenths is None else (tenths * 10 + part) / 100
    if match := _MONEY.fullmatch(text.removesuffix("整").removesuffix("正")):
        yuan, jiao, fen = (numeral_value(part) if part else 0.0 for part in match.groups())
        if yuan is None or jiao is None or fen is None:
            return None
        return round(yuan * 100 + jiao * 10 + fen) / 100
    return numeral_value(_APPROXIMATE.sub("", text))


def parse_number(text: str) -> float:
    """Return the number that a numeral stands for.

    Digits (half- and full-width, thousands separators), Chinese numerals in all forms, and mixtures: 1.37万亿, 3千万,
    二〇二三, 两千三百, 廿二, 壹仟贰佰元整. Shares come as plain numbers: 8.1%, 百分之八点一 → 0.081, 三成五 → 0.35,
    三分之二, 2/3 → 0.667, 一半 → 0.5. Words for "somewhat more" are dropped: 两千三百余, 3000多万 give the number named.

    Parameters
    ----------
    text : str
        One numeral, without a unit (money in 元, 角, 分 apart).

    Returns
    -------
    float

    Raises
    ------
    InvalidValue
        A ValueError, if the text is not one well-formed number. 几百 and 数十 name no number.

    Notes
    -----
    Agrees with ``cn2an.cn2an(text, "smart")`` on the cases published with cn2an, except that a float comes back for
    whole numbers too, and that 百十一 and 一千零十 are read in every mode. Beyond cn2an are shares, 成, 兆 (10¹²), 卅,
    万亿 and approximate numbers. An empty money amount (元整) and a fraction of a magnitude followed by a smaller one
    (10.1万零100) are errors in both.

    Examples
    --------
    >>> parse_number("一千二百三十万")
    12300000.0
    >>> parse_number("1.37万亿"), parse_number("百分之八点一"), parse_number("三万五")
    (1370000000000.0, 0.081, 35000.0)
    """
    if not isinstance(text, str):
        raise invalid("text", text, "a numeral (str)")
    value = _value(normalize(text.strip()))
    if value is None:
        raise InvalidValue(
            f"text={text!r} is not a number: give one numeral such as '1.37万亿', '两千三百' or '百分之八点一'"
        )
    return value
