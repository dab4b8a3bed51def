"""Quantities: where a text states an amount, a share, a ratio or a rank, with its value, unit and bound."""

import re
from collections.abc import Iterator

from toolkit.grammar.amounts import Number, Quantity, amount, number_at
from toolkit.grammar.bounds import bound_after, bound_apart, bound_before
from toolkit.grammar.conditions import delimits
from toolkit.grammar.coordination import in_one_row, joined_range, shared_bound, shared_unit
from toolkit.grammar.marks import one_form
from toolkit.grammar.measures import MEASURED, PERIODS
from toolkit.grammar.noise import NOISE, is_name, is_period
from toolkit.grammar.numerals import CHINESE_NUMERAL, CHINESE_NUMERAL_CHARS, COUNT, DIGIT_NUMERAL
from toolkit.grammar.ranks import BOUNDARY, is_placed, rank
from toolkit.grammar.ratios import fraction, ratio

__all__ = ["Quantity", "find_quantities", "read_quantities"]

_C = f"[{CHINESE_NUMERAL_CHARS}]"
# One Chinese digit by itself is a number only where something measured follows: 三成, 五点二, 三到五万吨.
_CHINESE = (
    f"(?:(?={_C}{{2}})|(?={_C}(?:[多余几来点.成倍番]|个百分点|个多|[至到—-]{_C}))|(?<=[近上超过约逾破达])(?=[百千万亿]))"
    f"{CHINESE_NUMERAL}"
)
# No expression begins with another character; the look-ahead spares most of the text the trial of every alternative.
_FIRST = f"(?=[0-9A-Za-z第翻〔\\[（(【［《“'‘「『]|{_C})"
_SCAN = re.compile(
    f"{_FIRST}(?:(?P<noise>{NOISE})"
    f"|(?P<below>[{COUNT}]+)分之(?P<above>[{COUNT}]+)"
    "|(?<![0-9/.])(?P<part>[1-9])/(?P<whole>[1-9]0?)(?![0-9/.A-Za-z])"
    "|(?P<half>一半)(?![是以])"
    "|(?P<doubled>翻了?番)(?!行动|计划|工程|目标|[一两])"
    f"|第(?P<ordinal>{DIGIT_NUMERAL}|{CHINESE_NUMERAL})"
    f"|(?P<number>[百千万]分之(?:{DIGIT_NUMERAL}|{CHINESE_NUMERAL})|{DIGIT_NUMERAL}|{_CHINESE}))"
)
_DOUBLING = re.compile("翻了?[近约]?$")
# 翻了将近一番; 干出一番事业 doubles nothing
_DOUBLED, _DOUBLED_BEFORE = re.compile("翻[^，。；、]{0,4}$"), 5
_SIGN = re.compile("(?:(?:^|[^0-9%‰A-Za-z）])(-)|(?:^|[^减担抱肩欠增税正])(负))$")
_NUMBER_BEFORE = re.compile(
    "(?:为|达|[至到是约超近降增升由从比均]|率|指数|系数|值|分别|和|、|强度|稳定|保持|控制在|得分|突破|超过|[高低]于|数)[ 　]?$"
)
# 由去年的2.5降至2.3: where a number stood before it moved
_LEFT = re.compile("(?:提高|提升|上升|增加|增长|扩大|下降|降低|减少|缩小|回落|改善|调整|[升降增减])[到至为]")
# 一二级公路, 二三期工程: two grades and no range
_GRADES = frozenset("级类期层等号线")
_SIGNS = frozenset("-负")
_PER_UNIT = re.compile("每(立方米|平方公里|平方米|公顷|亩)$")
_PER_LAST = frozenset("米里顷亩")


def _bounded(text: str, quantity: Quantity, gap: int) -> Quantity:
    """Widen the span to the bound words and the sign that touch it, and set the bound that is stated around it."""
    touching = text[quantity.start - 1 : quantity.start]
    if touching in _SIGNS and quantity.value_max is None and _SIGN.search(text, max(0, quantity.start - 2), quantity.start):
        quantity = quantity._replace(start=quantity.start - 1, value=-quantity.value)
    per = _PER_UNIT.search(text, max(0, quantity.start - 6), quantity.start) if touching in _PER_LAST else None
    if per:
        _, before = bound_before(text, per.start())
        start, quantity = quantity.start, quantity._replace(unit=f"{quantity.unit}/{per[1]}")
    else:
        start, before = bound_before(text, quantity.start)
    end, after = bound_after(text, quantity.end, quantity.kind)
    if quantity.unit == "番" and (doubling := _DOUBLING.search(text, max(0, start - 3), start)):
        start = doubling.start()
    bound = quantity.bound if quantity.bound == "range" else after or before or quantity.bound
    if bound == "exact":
        bound = bound_apart(text, gap, start) or bound
    if (start, end, bound) == (quantity.start, quantity.end, quantity.bound):
        return quantity
    return quantity._replace(start=start, end=end, bound=bound)


def _asserts(text: str, quantity: Quantity, number: Number) -> bool:
    """Whether the number asserts an amount and is not part of a name, a date, or a small plain count (两个)."""
    start, end = quantity.start, quantity.end
    if quantity.unit == "番" and text[start - 1 : start] == "“" and text[end : end + 1] in ("、", "”"):
        return False  # “翻两番、三步走”的部署
    if quantity.unit == "番" and text[start] != "翻" and not _DOUBLED.search(text, max(0, start - _DOUBLED_BEFORE), start):
        return False  # 干出一番事业
    if number.small_chinese and quantity.kind not in MEASURED and (quantity.value_max or 0) <= 10:
        return False
    if quantity.value_max is not None and not number.digits and quantity.value_max < 10 and quantity.unit in _GRADES:
        return False
    touched = quantity.bound != "exact"
    if number.bare_magnitude and not touched and text[start + 1 : start + 3] != "分之" and text[start - 1 : start] not in ("达", "上"):
        return False
    if quantity.kind in PERIODS and quantity.unit in {"年", "日", "个月", "個月", "天", "季度", "个季度"}:
        return not is_period(text, start, end)
    return quantity.kind != "number" or _stands_alone(text, quantity, number)


def _stands_alone(text: str, quantity: Quantity, number: Number) -> bool:
    """Whether a number without a unit is a figure: an index, a large count, the end of a clause that gives a value."""
    start, end = quantity.start, quantity.end
    if number.magnitude > 1 and (number.digits or number.magnitude >= 1e4):
        return True
    if not number.digits:
        return False
    if number.more or (quantity.bound == "approx" and number.value > 10) or _LEFT.match(text, end):
        return True
    valued = quantity.bound != "exact" or _NUMBER_BEFORE.search(text, max(0, start - 3), start) is not None
    return valued and BOUNDARY.match(text, end) is not None


def _numbered(text: str, start: int, end: int, gap: int) -> tuple[list[Quantity], int]:
    """The quantities that begin with the numeral text[start:end] (one, several in a ratio, or none), and where reading goes on."""
    if parts := ratio(text, start, end):
        return parts, parts[-1].end
    found = amount(text, start, end)
    if found is None:
        return [], end
    quantity, number = found
    quantity = joined_range(text, quantity, number)
    if quantity.value_max is None:
        quantity = shared_unit(text, quantity, number)
    if is_placed(text, quantity):
        return [quantity._replace(unit="", kind="rank")], quantity.end
    quantity = _bounded(text, quantity, gap)
    end = max(end, quantity.end)
    if is_name(text, quantity.start, quantity.end):
        return [], end
    if delimits(text, quantity):
        return [quantity._replace(kind="condition")], end
    return ([quantity] if _asserts(text, quantity, number) else []), end


def _other(text: str, match: re.Match[str], gap: int) -> Quantity | None:
    """The quantity of a match that is no plain number: a rank, a doubling, a share."""
    if match["ordinal"]:
        number = number_at(text, *match.span("ordinal"))
        return rank(text, match.start(), number.end, number.value) if number else None
    if match["doubled"]:
        return Quantity(*match.span(), 1.0, "番", "倍数")
    if match["half"]:
        part: Quantity | None = Quantity(*match.span(), 0.5, "", "share")
    else:
        part = fraction(*match.span(), match["above"] or match["part"], match["below"] or match["whole"])
    return _bounded(text, part, gap) if part else None


def _at(text: str, match: re.Match[str], gap: int) -> tuple[list[Quantity], int]:
    """The quantities that a match of the scan begins, and where reading goes on; ``gap`` is where the words before it begin."""
    if match["noise"] is not None:
        return [], match.end()
    if match["number"]:
        return _numbered(text, *match.span("number"), gap)
    other = _other(text, match, gap)
    return ([other], max(other.end, match.end())) if other else ([], match.end())


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
    return (quantity for quantity in read_quantities(text) if quantity.kind != "condition")


def read_quantities(text: str) -> Iterator[Quantity]:
    """Yield the quantities of a text, and the figures that only tell which things are meant, as kind ``condition``.

    Examples
    --------
    >>> [(q.value, q.kind) for q in read_quantities("新开工5亿元以上项目32个")]
    [(500000000.0, 'condition'), (32.0, '计数')]
    """
    text, position = one_form(text), 0
    row: Quantity | None = None
    previous: Quantity | None = None
    while match := _SCAN.search(text, position):
        found, position = _at(text, match, previous.end if previous else 0)
        for quantity in found:
            if row and previous and in_one_row(text, previous, quantity):
                quantity = shared_bound(text, quantity, row)
            else:
                row = quantity
            yield quantity
            previous = quantity
