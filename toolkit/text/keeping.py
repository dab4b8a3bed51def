"""Spans that a segmenter keeps whole when asked: numbers with units, dates, document numbers, 《titles》."""

import re
from functools import cache

from toolkit.lexicon import read_table

__all__ = ["KEEPABLE", "keep_pattern"]

_HAN = "〇零一二三四五六七八九十百千万亿两"
_DATE = (
    rf"(?:[0-9]{{4}}|[〇零○一二三四五六七八九]{{4}})年(?:(?:[0-9]{{1,2}}|[{_HAN}]{{1,3}})月(?:(?:[0-9]{{1,2}}|[{_HAN}]{{1,3}})日)?)?"
    rf"|(?:[0-9]{{1,2}}|[{_HAN}]{{1,3}})月(?:[0-9]{{1,2}}|[{_HAN}]{{1,3}})日"
)
_TITLE = r"《[^《》\n]{1,80}(?:《[^《》\n]{1,60}》[^《》\n]{0,40})?》"
_DOCUMENT_NUMBER = r"[\u4e00-\u9fff]{1,10}[〔\[（(【][0-9]{4}[〕\]）)】](?:第)?[0-9]{1,5}号"
KEEPABLE = ("titles", "document_numbers", "dates", "numbers")
"""What can be kept whole, in the order in which it is looked for."""


def _numbers() -> str:
    units = sorted({row["unit"] for row in read_table("units.tsv")}, key=lambda unit: (-len(unit), unit))
    unit = "|".join(re.escape(unit) for unit in units if unit)
    return rf"百分之[{_HAN}点0-9.]+|[0-9]+(?:,[0-9]{{3}})*(?:\.[0-9]+)?[余多]?[百千万亿]*[余多]?(?:{unit})?"


@cache
def keep_pattern(kinds: tuple[str, ...], words: tuple[str, ...] = ()) -> re.Pattern[str]:
    """Return a pattern with one group, which matches what is to be kept whole: the words, and spans of the kinds of `KEEPABLE`."""
    parts = {"titles": _TITLE, "document_numbers": _DOCUMENT_NUMBER, "dates": _DATE}
    listed = [re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word))]
    chosen = [parts[kind] if kind in parts else _numbers() for kind in KEEPABLE if kind in kinds]
    return re.compile(f"({'|'.join([*listed, *chosen])})")
