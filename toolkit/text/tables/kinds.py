"""What a cell holds: a figure, a year, a mark for nothing, or words; and what kind of head a head is."""

import re
from functools import cache, lru_cache

from toolkit.grammar.dates import ARABIC_YEAR, HAN_YEAR
from toolkit.grammar.numerals import COUNT
from toolkit.lexicon import read_table

__all__ = ["bare_head", "bracket_unit", "head_is", "is_blank", "is_figure", "is_year", "measure_of"]

# A number with the sign and the unit that are printed with it; a date or a rank is none.
_FIGURE = re.compile(
    r"[-+－−﹣–]?[ ]?(?:[0-9]{1,3}(?:[,，][0-9]{3})+|[0-9]+)(?:[.．][0-9]+)?"
    r"(?:[ ]?(?![年月日号级届期、.．时点版章节条卷周])[^0-9\s，。、：；（）()《》\-—/]{1,5})?"
)
_YEAR = re.compile(f"{ARABIC_YEAR}(?:年?(?:末|底|度)?)|{HAN_YEAR}年(?:末|底|度)?")
_BLANK = re.compile(r"[-—－–_/／…·*×☆.\s]*")
_BRACKET = re.compile(r"[（(]([^（）()]{1,12})[）)]\s*$")
_SPACES = re.compile(r"[\s\u3000]+")
_NOT_UNIT = re.compile(f"[0-9=＝、，{COUNT}]|以上|其中|不含|含|现价|草案|预计|初步|年|调整|修订|试行|执行|上报")
_PER_CENT = re.compile("[%％‰]|百分点")


def is_figure(text: str) -> bool:
    """Whether a cell holds a number and nothing else but its sign and unit."""
    return _FIGURE.fullmatch(text) is not None and _YEAR.fullmatch(text) is None


def is_year(text: str) -> bool:
    """Whether a cell holds the number of a year, which may be a count just as well (2013)."""
    return _YEAR.fullmatch(text) is not None


def is_blank(text: str) -> bool:
    """Whether a cell holds nothing, or the mark for nothing."""
    return _BLANK.fullmatch(text) is not None


@cache
def _heads() -> dict[str, re.Pattern[str]]:
    rows = read_table("table_heads.tsv")
    return {row["class"]: re.compile(row["pattern"]) for row in rows}


@lru_cache(maxsize=4096)
def head_is(kind: str, head: str) -> bool:
    """Whether a head is of a class of ``table_heads.tsv``."""
    return _heads()[kind].search(bare_head(head)) is not None


@lru_cache(maxsize=4096)
def measure_of(name: str) -> str:
    """Return the noun of measure that a name ends in (人口 of 城镇人口), empty where it ends in none."""
    match = _heads()["measure"].search(bare_head(name))
    return match[0] if match else ""


def bare_head(head: str) -> str:
    """Return a head without blanks and without the unit or the remark in brackets behind it."""
    bare = _SPACES.sub("", head)
    while bracket := _BRACKET.search(bare):
        bare = bare[: bracket.start()]
    return bare


@lru_cache(maxsize=4096)
def bracket_unit(head: str) -> str | None:
    """Return the unit that stands in brackets behind a head or a label, or a % that it ends in."""
    bare = _SPACES.sub("", head)
    bracket = _BRACKET.search(bare)
    if bracket:
        unit = bracket[1].removeprefix("单位：").removeprefix("单位:")
        return unit if _PER_CENT.fullmatch(unit) or not _NOT_UNIT.search(unit) else None
    sign = _PER_CENT.search(bare[-3:])
    return sign[0] if sign else None
