"""Automatic numbers of a Word file as Word shows them: 一、 （一） 1. 第一章."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from toolkit.corpus.docx_parts import Element, child, children, count_of, is_on, value_of
from toolkit.grammar.numerals import FINANCIAL, SMALL_COUNT

__all__ = ["Numbers", "read_numbers"]

_PLACE = re.compile("%([1-9])")
_CLOSED = re.compile("[、．)）\\]】：:]$")
_MOST = 9999
_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"),
    (4, "IV"), (1, "I"),
)  # fmt: skip
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    form: str
    text: str
    closed: bool
    """Whether nothing stands between the number and the paragraph."""
    digits: bool
    """Whether all counts in it are written in digits (1.2 under 一)."""


@dataclass(slots=True)
class Numbers:
    """The lists of a document; each is counted through from the beginning of the document."""

    levels: Mapping[str, Mapping[int, _Level]]
    """Of each list."""
    lists: Mapping[str, str]
    """The list of each number that a paragraph can name; several may go on from one another."""
    restarts: dict[tuple[str, int], int]
    """By number and level, the value at which the list begins anew where the number first stands."""
    counted: dict[tuple[str, int], int] = field(default_factory=dict)

    def next_label(self, number: str, level: int) -> str:
        """Return the number of the next paragraph, with what stands between it and the text; empty for a bullet."""
        name = self.lists.get(number, "")
        levels = self.levels.get(name, {})
        if level not in levels:
            return ""
        own, before = levels[level], self.counted.get((name, level))
        begun = own.start if before is None else before + 1
        self.counted[name, level] = self.restarts.pop((number, level), begun)
        for deeper in levels:
            if deeper > level:
                self.counted.pop((name, deeper), None)
        if own.form in ("bullet", "none"):
            return ""
        label = _PLACE.sub(lambda place: self._count(name, int(place[1]) - 1, digits=own.digits), own.text)
        return label + ("" if own.closed or _CLOSED.search(label) else " ") if label else ""

    def _count(self, name: str, level: int, *, digits: bool) -> str:
        own = self.levels[name].get(level)
        if own is None:
            return ""
        value = self.counted.setdefault((name, level), own.start)
        return str(value) if digits else _FORMS.get(own.form, str)(value)


def read_numbers(numbering: Element | None) -> Numbers:
    """Return the lists that the part ``numbering.xml`` defines."""
    levels: dict[str, dict[int, _Level]] = {}
    named: dict[str, str] = {}
    links: dict[str, str] = {}
    for element in children(numbering, "abstractNum"):
        name = value_of(element, "abstractNumId")
        levels[name] = {count_of(found, "ilvl"): _read_level(found) for found in children(element, "lvl")}
        if style := value_of(child(element, "styleLink")):
            named[style] = name
        if style := value_of(child(element, "numStyleLink")):
            links[name] = style
    lists: dict[str, str] = {}
    restarts: dict[tuple[str, int], int] = {}
    for element in children(numbering, "num"):
        number, name = value_of(element, "numId"), value_of(child(element, "abstractNumId"))
        lists[number] = named.get(links.get(name, ""), name)
        for override in children(element, "lvlOverride"):
            start = child(override, "startOverride")
            if start is not None:
                restarts[number, count_of(override, "ilvl")] = count_of(start)
    return Numbers(levels, lists, restarts)


def _read_level(element: Element) -> _Level:
    start = child(element, "start")
    return _Level(
        start=1 if start is None else count_of(start),
        form=value_of(child(element, "numFmt")) or "decimal",
        text=value_of(child(element, "lvlText")),
        closed=value_of(child(element, "suff")) == "nothing",
        digits=is_on(child(element, "isLgl")),
    )


def _in_words(value: int) -> str:
    """一 to 九千九百九十九; ten to nineteen without 一 before 十."""
    if not 0 < value <= _MOST:
        return str(value)
    said, gap = "", False
    for size, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, value = divmod(value, size)
        if digit:
            said += ("零" if gap else "") + ("" if digit == 1 and size == 10 and not said else SMALL_COUNT[digit - 1]) + unit
        gap = bool(said) and not digit
    return said


def _in_digits(value: int) -> str:
    return "".join(("〇" + SMALL_COUNT)[int(digit)] for digit in str(value))


def _roman(value: int) -> str:
    if not 0 < value <= _MOST:
        return str(value)
    said = ""
    for size, letters in _ROMAN:
        times, value = divmod(value, size)
        said += letters * times
    return said


def _letter(value: int) -> str:
    """A to Z, then AA to ZZ, as Word counts."""
    return chr(65 + (value - 1) % 26) * ((value - 1) // 26 + 1) if 0 < value <= 26 * 9 else str(value)


def _one_of(characters: str) -> Callable[[int], str]:
    return lambda value: characters[value - 1] if 0 < value <= len(characters) else str(value)


_COUNTING = ("chineseCounting", "chineseCountingThousand", "taiwaneseCounting", "taiwaneseCountingThousand", "japaneseCounting")
_FORMS: Mapping[str, Callable[[int], str]] = {
    **dict.fromkeys(_COUNTING, _in_words),
    **dict.fromkeys(("ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital"), _in_digits),
    **dict.fromkeys(("chineseLegalSimplified", "ideographLegalTraditional"), lambda value: _in_words(value).translate(FINANCIAL)),
    **dict.fromkeys(("decimalEnclosedCircle", "decimalEnclosedCircleChinese"), _one_of("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳")),
    "decimalEnclosedParen": lambda value: f"({value})",
    "decimalEnclosedFullstop": lambda value: f"{value}.",
    "decimalZero": lambda value: f"{value:02}",
    "ideographTraditional": _one_of(_STEMS),
    "ideographZodiac": _one_of(_BRANCHES),
    "upperRoman": _roman,
    "lowerRoman": lambda value: _roman(value).lower(),
    "upperLetter": _letter,
    "lowerLetter": lambda value: _letter(value).lower(),
}
