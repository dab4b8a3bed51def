"""Which text of a law or plan a document means: the one that was made last before its date."""

import re
from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

import pandas as pd

from toolkit.grammar.dates import ARABIC_YEAR
from toolkit.grammar.numerals import SMALL_COUNT, integer
from toolkit.lexicon import read_table

__all__ = ["Version", "has_versions", "version_of"]

_PLAN = re.compile(f"(十?[{SMALL_COUNT}]|十)五(?:规划|计划)")
_LAW_EDUCATION = re.compile(f"([{SMALL_COUNT}])五(?:普法|法治宣传|法制宣传)")
_NUMBER = re.compile(f"[〔\\[（(]({ARABIC_YEAR})[〕\\]）)]")
_THIRD_PLAN, _FIRST_LAW_EDUCATION = 1966, 1986


class Version(NamedTuple):
    """The year of a text, the year of its last amendment by then, and how that is known."""

    year: int | None
    amended: int | None
    coming: int | None
    """The year of a text that was made within a year after the document: it may be the draft of that one that is meant."""
    source: str
    """``table``; ``plan``; ``number``; ``before YEAR`` where the document is older than any text of that title; ``unknown``."""


def has_versions(title: str) -> bool:
    """Whether the table of versions has a title."""
    return title in _history()


def version_of(title: str, date: pd.Timestamp, wording: str = "") -> Version:
    """Return the text that a document of some date means by a title.

    Examples
    --------
    >>> [version_of("中华人民共和国宪法", pd.Timestamp(date)).year for date in ("1956-06-15", "1978-02-26", "1979-06-18", "2019-03-05")]
    [1954, 1975, 1978, 1982]
    >>> version_of("中华人民共和国宪法", pd.Timestamp("2019-03-05")).amended
    2018
    >>> version_of("中华人民共和国刑法", pd.Timestamp("1957-06-26")).source
    'before 1979'
    >>> version_of("十一五规划", pd.Timestamp("2008-01-20")).year
    2006
    """
    if title in _history():
        return _by_table(title, date)
    if match := _PLAN.search(title):
        # The third plan began in 1966, three years after the end of the second; each since then took five years.
        number = integer(match[1]) or 0
        return Version(_THIRD_PLAN + 5 * (number - 3) if number >= 3 else 1953 + 5 * (number - 1), None, None, "plan")
    if match := _LAW_EDUCATION.search(title):
        return Version(_FIRST_LAW_EDUCATION + 5 * ((integer(match[1]) or 1) - 1), None, None, "plan")
    if match := _NUMBER.search(wording):
        return Version(int(match[1]), None, None, "number")
    return Version(None, None, None, "unknown")


def _by_table(title: str, date: pd.Timestamp) -> Version:
    day, later = date.strftime("%Y-%m-%d"), (date + pd.Timedelta(days=365)).strftime("%Y-%m-%d")
    texts = [when for when, kind in _history()[title] if kind != "amended"]
    coming = next((int(when[:4]) for when in texts if day < when <= later), None)
    past = [when for when in texts if when <= day]
    if not past:
        return Version(None, None, coming, f"before {texts[0][:4]}")
    changes = [when for when, kind in _history()[title] if kind == "amended" and past[-1] < when <= day]
    return Version(int(past[-1][:4]), int(changes[-1][:4]) if changes else None, coming, "table")


@lru_cache(maxsize=1)
def _history() -> Mapping[str, tuple[tuple[str, str], ...]]:
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in read_table("law_versions.tsv"):
        found[row["title"]].append((row["date"], row["kind"]))
    return {title: tuple(sorted(rows)) for title, rows in found.items()}
