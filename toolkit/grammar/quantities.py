"""Quantities: where a text states an amount, a share, a ratio or a rank, with its value, unit and bound."""

import re
from collections.abc import Iterator
from dataclasses import replace

from toolkit.grammar.amounts import Number, Quantity, measured, number_at, share
from toolkit.grammar.measures import MEASURED, PERIODS, bound_after, bound_before
from toolkit.grammar.noise import NOISE, is_name, is_period
from toolkit.grammar.numerals import CHINESE_NUMERAL, DIGIT_NUMERAL, normalize, numeral_value

__all__ = ["Quantity", "find_quantities"]


_C = "[零〇○一二两三四五六七八九十百千万亿兆廿卅壹贰叁肆伍陆柒捌玖拾佰仟萬億]"
_CHINESE = (
    f"(?:(?={_C}{{2}})|(?={_C}(?:[多余几来点．成倍番]|个百分点|个多|[至到—－-]{_C}))|(?<=[近上超过约逾破达])(?=[百千万亿]))"
    f"{CHINESE_NUMERAL}"
)
_SHARE = f"(?P<per>[百千万])分之(?P<shared>{DIGIT_NUMERAL}|{CHINESE_NUMERAL})"
# No expression begins with another character; the look-ahead spares most of the text the trial of every alternative.
_FIRST = f"(?=[0-9０-９A-Za-zＡ-Ｚ第翻〔\\[（(【［“\"'‘「『]|{_C})"
_SCAN = re.compile(
    f"{_FIRST}(?:(?P<noise>{NOISE})|{_SHARE}"
    "|(?P<below>[二三四五六七八九十]+)分之(?P<above>[一二三四五六七八九十]+)"
    "|(?P<part>(?<![0-9０-９/／.])[1-9１-９][/／][1-9１-９][0０]?(?![0-9０-９/／.]))"
    "|(?P<half>一半)(?![是以])"
    "|(?P<doubled>翻了?番)(?!行动|计划|工程|目标|[一两])"
    f"|第(?P<ordinal>{DIGIT_NUMERAL}|{CHINESE_NUMERAL})"
    f"|(?P<number>{DIGIT_NUMERAL}|{_CHINESE}))"
)
_OPERAND = re.compile(f"{_SHARE}|(?P<number>{DIGIT_NUMERAL}|{CHINESE_NUMERAL})")
_RANGE = re.compile("[ 　]?(?:[-－–—~～〜─﹣]{1,2}|至|到)[ 　]?")
_FROM = re.compile("[由从自][^，。；、]{0,12}$")
_RATIO = re.compile("[ 　]?[:：∶][ 　]?(?=[0-9０-９])")
_DOUBLING = re.compile("翻了?[近约]?$")
_SIGN = re.compile("(?:^|[^0-9０-９%％‰A-Za-z])([-－−﹣]|负)$")
_RANK_CUE = re.compile("(?:[居列位名省国界球市区部升进从由至到入第]|排|保持|亚洲|中国|城市|省份)$")
_BOUNDARY = re.compile("[，,。；;、）)：:！!？?…”\n\t 　的和及以左上之/]|$")
_NUMBER_BEFORE = re.compile(
    "(?:为|达|[至到是约超近降增升由从比均]|率|指数|系数|值|分别|和|、|强度|稳定|保持|控制在|得分|突破|超过|[高低]于|数)[ 　]?$"
)
_PER_UNIT = re.compile("每(立方米|平方公里|平方米|公顷|亩)$")


def _operand(text: str, position: int) -> tuple[Quantity, Number | None] | None:
    match = _OPERAND.match(text, position)
    if match is None:
        return None
    if match["per"]:
        part = share(text, match, position)
        return (part, None) if part else None
    number = number_at(text, *match.span())
    return (measured(text, position, number), number) if number else None


def _range(text: str, low: Quantity, number: Number | None) -> Quantity:
    """Join a second number to the first (6%—6.5%, 8至9个百分点, 三到五万吨), if one follows in the same unit."""
    sign = _RANGE.match(text, low.end)
    if sign is None or (sign[0].strip() in ("至", "到") and _FROM.search(text, max(0, low.start - 14), low.start)):
        return low
    found = _operand(text, sign.end())
    if found is None:
        return low
    high, high_number = found
    if low.kind == "比率" and number is None and high.kind == "number" and high_number and not high_number.digits:
        high = replace(high, unit=low.unit, kind=low.kind)
    if low.kind != "number" and low.unit != high.unit:
        return low
    value = low.value
    if number and high_number and number.magnitude == 1 and low.kind == "number" and value < high.value / high_number.magnitude:
        value *= high_number.magnitude
    if value >= high.value:
        return low
    return replace(high, start=low.start, value=value, value_max=high.value, bound="range")


def _bounded(text: str, quantity: Quantity) -> Quantity:
    """Widen the span to the bound words and the sign that touch it."""
    sign = _SIGN.search(text, max(0, quantity.start - 2), quantity.start)
    if sign and quantity.value_max is None:
        quantity = replace(quantity, start=sign.start(1), value=-quantity.value)
    if per := _PER_UNIT.search(text, max(0, quantity.start - 6), quantity.start):
        _, before = bound_before(text, per.start())
        start, quantity = quantity.start, replace(quantity, unit=f"{quantity.unit}/{per[1]}")
    else:
        start, before = bound_before(text, quantity.start)
    end, after = bound_after(text, quantity.end, quantity.kind)
    if quantity.unit == "番" and (doubling := _DOUBLING.search(text, max(0, start - 3), start)):
        start = doubling.start()
    bound = quantity.bound if quantity.bound == "range" else after or before or quantity.bound
    if (start, end, bound) == (quantity.start, quantity.end, quantity.bound):
        return quantity
    return replace(quantity, start=start, end=end, bound=bound)


def _asserts(text: str, quantity: Quantity, number: Number) -> bool:
    """Whether the number asserts an amount and is not part of a name, a date, or a small plain count (两个)."""
    start, end = quantity.start, quantity.end
    if is_name(text, start, end):
        return False
    if number.small_chinese and quantity.kind not in MEASURED and (quantity.value_max or 0) <= 10:
        return False
    touched = quantity.bound != "exact"
    if number.bare_magnitude and not touched and text[start - 1 : start] != "达":
        return False
    if quantity.kind in PERIODS and quantity.unit in {"年", "日", "月", "周年", "个月", "天", "季度", "个季度"}:
        return not is_period(text, start, end)
    if quantity.kind != "number":
        return True
    if number.magnitude > 1 and (number.digits or number.magnitude >= 1e4):
        return True
    if not number.digits:
        return False
    return (bool(_BOUNDARY.match(text, end)) and (touched or bool(_NUMBER_BEFORE.search(text, max(0, start - 3), start)))) or (
        number.more or (quantity.bound == "approx" and number.value > 10)
    )


_NOT_RANKED = re.compile("[放摆]在$")


def _rank(text: str, match: re.Match[str]) -> Quantity | None:
    """第5, 第三十九位: a rank if the text says where (居全省第五), else a mere number in a row."""
    number = number_at(text, *match.span("ordinal"))
    if number is None:
        return None
    end = number.end
    if _NOT_RANKED.search(text, max(0, match.start() - 2), match.start()):
        return None
    if text[end : end + 1] in {"位", "名"}:
        end += 1
    elif not _RANK_CUE.search(text, max(0, match.start() - 3), match.start()) or not _BOUNDARY.match(text, end):
        return None
    return Quantity(match.start(), end, number.value, "", "rank")


def _ratio(text: str, start: int, end: int) -> list[Quantity]:
    """The numbers of a ratio (11.1:30.1:58.8), one each; X:1 is one quantity."""
    if not _RATIO.match(text, end):
        return []
    parts = [(start, end)]
    while (colon := _RATIO.match(text, parts[-1][1])) and (following := _NUMERAL_DIGITS.match(text, colon.end())):
        parts.append(following.span())
    values = [numeral_value(normalize(text[first:last])) for first, last in parts]
    if len(parts) < 2 or None in values:
        return []
    if len(parts) == 2 and values[1] == 1:
        return [Quantity(start, parts[1][1], values[0] or 0.0, "", "ratio")]
    return [Quantity(*span, value or 0.0, "", "ratio") for span, value in zip(parts, values, strict=True)]


_NUMERAL_DIGITS = re.compile("[0-9０-９]{1,6}(?:[.．][0-9０-９]{1,6})?")


def _plain(text: str, match: re.Match[str]) -> list[Quantity]:
    """The quantities that begin with the numeral found: one, several in a ratio, or none."""
    start, end = match.span("number")
    if ratio := _ratio(text, start, end):
        return ratio
    number = number_at(text, start, end)
    if number is None:
        return []
    quantity = _bounded(text, _range(text, measured(text, start, number), number))
    return [quantity] if _asserts(text, quantity, number) else []


def _at(text: str, match: re.Match[str]) -> list[Quantity]:
    if match["number"]:
        return _plain(text, match)
    if match["ordinal"]:
        rank = _rank(text, match)
        return [rank] if rank else []
    if match["doubled"]:
        return [Quantity(*match.span(), 1.0, "番", "倍数")]
    if match["half"]:
        return [_bounded(text, Quantity(*match.span(), 0.5, "", "share"))]
    if match["part"]:
        above, below = (numeral_value(normalize(part)) or 1.0 for part in re.split("[/／]", match["part"]))
        return [_bounded(text, Quantity(*match.span(), above / below, "", "share"))] if above < below else []
    if match["below"]:
        whole, share_of = numeral_value(match["below"]), numeral_value(match["above"])
        return [_bounded(text, Quantity(*match.span(), share_of / whole, "", "share"))] if whole and share_of else []
    part = share(text, match, match.start())
    return [_bounded(text, _range(text, part, None))] if part else []


def find_quantities(text: str) -> Iterator[Quantity]:
    """Yield the quantities of a text in order of appearance, without overlap.

    Parameters
    ----------
    text : str
        Any text; full-width and half-width digits and signs are equal.

    Yields
    ------
    Quantity

    Examples
    --------
    >>> [(q.value, q.unit, q.bound) for q in find_quantities("2023年新建校舍近1.2万平方米，投入三千余万元。")]
    [(12000.0, '平方米', 'approx'), (30000000.0, '元', 'min')]
    """
    position = 0
    while match := _SCAN.search(text, position):
        position = match.end()
        if match["noise"] is None:
            for quantity in _at(text, match):
                yield quantity
                position = max(position, quantity.end)
