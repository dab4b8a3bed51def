"""Numbers in words: digits, full-width digits or Chinese numerals, with their units."""

import re

HAN_PERCENT = re.compile(r"([零一二三四五六七八九十百千点]+)%")
MAGNITUDES = {"万": 1e4, "亿": 1e8}
FULL_WIDTH = str.maketrans("0123456789.%", "０１２３４５６７８９．％")
HAN_DIGITS = "零一二三四五六七八九"


def plain_unit(unit: str) -> tuple[str, float]:
    """Return the unit without its magnitude, and the magnitude: ``亿元`` is ``元`` times 1e8."""
    magnitude = MAGNITUDES.get(unit[0], 1.0)
    return (unit[1:], magnitude) if magnitude > 1 else (unit, 1.0)


def _section(number: int) -> str:
    """A number below 10,000 in Chinese numerals."""
    text = ""
    for place, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, place)
        if digit:
            text += HAN_DIGITS[digit] + name
        elif text and number and not text.endswith("零"):
            text += "零"
    return text


def han_integer(number: int) -> str:
    """Return an integer below 100 million in Chinese numerals."""
    if not number:
        return "零"
    high, low = divmod(number, 10_000)
    text = _section(low)
    if high:
        gap = "零" if 0 < low < 1000 else ""
        text = f"{_section(high)}万{gap}{text}"
    return text.removeprefix("一") if text.startswith("一十") else text


def han_number(digits: str) -> str:
    """Return a decimal number, given in digits, in Chinese numerals; nobody says the zeros at its end."""
    whole, _, fraction = digits.partition(".")
    fraction = fraction.rstrip("0")
    text = han_integer(int(whole))
    return text + "点" + "".join(HAN_DIGITS[int(digit)] for digit in fraction) if fraction else text


def quantity(digits: str, unit: str, numerals: str) -> str:
    """Return a number with its unit, as a document with such numerals writes it."""
    if numerals == "han":
        return f"百分之{han_number(digits)}" if unit == "%" else han_number(digits) + unit
    text = digits + unit
    return text.translate(FULL_WIDTH) if numerals == "full" else text


def settle_percents(text: str, numerals: str) -> str:
    """Return a sentence whose percentages are all written in the numerals of its document."""
    if numerals == "han":
        text = text.replace("100%", "百分之百")
        return HAN_PERCENT.sub(r"百分之\1", text)
    return text.replace("%", "％") if numerals == "full" else text


def trimmed(value: float) -> str:
    """Return a number without trailing zeros: 6.5, 6, 0.35."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def position(text: str, figure: str, start: int) -> int:
    """Return where a figure stands in a text from ``start`` on; the end of a longer number is not the figure."""
    match = re.compile(f"(?<![0-9.０-９．]){re.escape(figure)}").search(text, start)
    if match is None:
        raise ValueError(f"{figure!r} does not stand in {text!r}")
    return match.start()


def words_before(text: str, start: int) -> str:
    """Return the characters before a place in a text, of the same sentence, six at most."""
    first = max(text.rfind(mark, 0, start) for mark in "。！？；") + 1
    return text[max(first, start - 6) : start]
