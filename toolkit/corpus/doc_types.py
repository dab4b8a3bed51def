"""Type of a document from its title, and what the years in the title say about when it was given and what it looks back on."""

import re
from dataclasses import dataclass
from functools import lru_cache

from toolkit.grammar.dates import ARABIC_YEAR, HAN_YEAR
from toolkit.grammar.numerals import integer
from toolkit.lexicon import read_table

__all__ = ["TitleYears", "title_type", "title_years"]

_YEAR = re.compile(rf"(?<![0-9〔\[（])({ARABIC_YEAR})(?=年|[-—－至]{{1,2}}{ARABIC_YEAR}年?)|({HAN_YEAR})年")
_BRACKETS = re.compile(r"[（(〔\[【][^（）()〔〕]{0,40}[）)〕\]】]|[—-]{2,}.*$")


@dataclass(frozen=True, slots=True)
class TitleYears:
    """What a title says: the year of delivery or publication, the year looked back on."""

    year: int | None = None
    review_year: int | None = None


@lru_cache(maxsize=1)
def _types() -> tuple[tuple[str, re.Pattern[str], str], ...]:
    return tuple((row["doc_type"], re.compile(row["ending"] + "$"), row["years"]) for row in read_table("document_types.tsv"))


def _bare(title: str) -> str:
    """Return a title without remarks in brackets, blanks and closing marks."""
    return _BRACKETS.sub("", "".join(title.split())).rstrip("》”。") or title


def title_type(title: str) -> str | None:
    """Return the type of a document, None where its title does not end as one of the known types does.

    Examples
    --------
    >>> title_type("关于长沙市2025年预算执行情况与2026年预算草案的报告（书面）")
    '预算报告'
    """
    bare = _bare(title)
    return next((name for name, ending, _ in _types() if ending.search(bare)), None)


def title_years(title: str) -> TitleYears:
    """Return the years that a title states, as its type means them.

    Examples
    --------
    >>> title_years("清远市生态环境局2023年法治政府建设年度报告")
    TitleYears(year=2024, review_year=2023)
    >>> title_years("关于2024年预算执行情况和2025年预算草案的报告")
    TitleYears(year=2025, review_year=2024)
    """
    bare = _bare(title)
    meaning = next((years for _, ending, years in _types() if ending.search(bare)), "")
    years = [integer(arabic or han) or 0 for arabic, han in _YEAR.findall(bare)]
    if not years or not meaning or (meaning != "both" and len(set(years)) > 1):
        return TitleYears()
    if meaning == "both":
        return TitleYears(max(years), min(years)) if len(set(years)) == 2 else TitleYears(None, years[0])
    return TitleYears(years[0], years[0] - 1) if meaning == "delivered" else TitleYears(years[0] + 1, years[0])
