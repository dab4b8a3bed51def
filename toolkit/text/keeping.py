"""Spans that a segmenter keeps whole when asked: numbers with units, dates, document numbers, 《titles》."""

import re
from functools import cache

from toolkit.grammar.dates import MONTH_DAY, YEAR
from toolkit.grammar.marks import DOCUMENT_NUMBER
from toolkit.grammar.numerals import HAN_NUMERAL, MAX_LENGTH
from toolkit.grammar.units import units

__all__ = ["KEEPABLE", "keep_pattern"]

_DATE = f"{YEAR}年(?:{MONTH_DAY}|底|末|初)?|{MONTH_DAY}"
_TITLE = r"《[^《》\n]{1,80}(?:《[^《》\n]{1,60}》[^《》\n]{0,40})?》"
# The letters of an office before the year; words that lead up to them are not among them.
_OFFICE = r"(?:(?!依据|按照|根据|遵照|印发|转发|落实|执行|关于|参照|[和与及按据以的见由照])[\u4e00-\u9fff]){1,10}"
KEEPABLE = ("titles", "document_numbers", "dates", "numbers")
"""What can be kept whole, in the order in which it is looked for."""


def _numbers() -> str:
    """Figures with their units, percentages and numbers in words; not the figures in names (PM2.5, 5G)."""
    names = sorted({unit.name for unit in units().values()}, key=lambda name: (-len(name), name))
    unit = f"(?:{'|'.join(map(re.escape, names))})"
    figures = r"第?(?<![A-Za-z.])[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?[余多]?[百千万亿]*[余多]?"
    return (
        rf"百分之[{HAN_NUMERAL}点0-9.]+|{figures}(?:{unit}(?:/{unit})?|(?![A-Za-z]))"
        rf"|[{HAN_NUMERAL}]{{2,{MAX_LENGTH}}}(?:点[{HAN_NUMERAL}]{{1,{MAX_LENGTH}}})?[余多]?{unit}"
    )


@cache
def keep_pattern(kinds: tuple[str, ...], words: tuple[str, ...] = ()) -> re.Pattern[str]:
    """Return a pattern with one group, which matches what is to be kept whole: the words, and spans of the kinds of `KEEPABLE`."""
    parts = {"titles": _TITLE, "document_numbers": f"{_OFFICE}{DOCUMENT_NUMBER}", "dates": _DATE}
    listed = [re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word))]
    chosen = [parts[kind] if kind in parts else _numbers() for kind in KEEPABLE if kind in kinds]
    return re.compile(f"({'|'.join([*listed, *chosen])})")
