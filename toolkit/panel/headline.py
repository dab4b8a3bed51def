"""Which claims are headline figures: of the place as a whole, of one whole year, of the standard indicator itself."""

import re
from functools import cache

import pandas as pd

from toolkit.grammar.dates import ARABIC_YEAR, YEAR
from toolkit.grammar.levels import OWN_LEVEL
from toolkit.grammar.numerals import COUNT, integer
from toolkit.grammar.units import units
from toolkit.lexicon import read_table

__all__ = ["is_headline", "is_second", "names_whole"]

_CLAUSE = re.compile("[，,；;。：:（(]")
_SENTENCE = re.compile("[；;。！？]")
_YEAR_PART = re.compile(
    f"[一二三四1-4]季度|前三季|[上下]半年|前?[0-9]{{1,2}}[—–~～至到-][0-9]{{1,2}}月|前[0-9{COUNT}]{{1,2}}个月|当月|(?<!年)[0-9]{{1,2}}月份"
)
_WHOLE_YEAR = re.compile(f"全年|年末|年底|{ARABIC_YEAR}年(?![0-9]{{1,2}}[月—–~～至到-])|去年|今年|上年|本年")
_WHOLE_PLACE = re.compile(OWN_LEVEL)
_FROM_TO = re.compile("[0-9][^，,；;]*[到至]$")
_YEAR = f"({YEAR})年"
_BASE_YEAR = re.compile(f"[比较][^，,；;]{{0,3}}?{_YEAR}|[与同]{_YEAR}[^；;]{{0,12}}比")
_LAST_YEAR = re.compile(f"[比较](?:上|去|前一)一?年|同比|增速|[比较]{ARABIC_YEAR}年")


def is_headline(claims: pd.DataFrame) -> "pd.Series[bool]":
    """Return for each claim whether it is the headline figure of a standard indicator for one place and one year.

    Left out are ranks, figures without a standard indicator, a place or a year, other kinds of unit than the indicator is measured in
    (shares of it, distances in 个百分点), parts of a year, means of several years, and wording of ``toolkit/data/panel_scope.tsv``
    that shows a part of the whole or another quantity.

    Parameters
    ----------
    claims : DataFrame
        Columns of ``corpus.claims`` with ``sentence`` and ``sentence_start``.

    Examples
    --------
    >>> sentence = "全年地区生产总值增长5.1%，其中一季度增长4.8%。"
    >>> row = {"indicator_id": "地区生产总值", "indicator": "地区生产总值", "role": "change", "unit": "%", "place": "云山市", "year": 2024,
    ...        "basis": None, "sentence": sentence, "sentence_start": 0}
    >>> figures = [{**row, "start": at, "end": at + 4, "value": 5.0} for at in (10, 20)]
    >>> is_headline(pd.DataFrame(figures)).tolist()
    [True, False]
    """
    possible = claims["role"].isin(["level", "change"]) & claims[["indicator_id", "place", "year", "value"]].notna().all(axis=1)
    rows = claims.loc[possible.astype(bool), ["indicator_id", "unit", "basis", "year", *_CONTEXT]]
    fits = [
        _unit_fits(indicator_id, around[0], unit) and _fits_one_year(unit, basis, year, _context(*around))
        for indicator_id, unit, basis, year, *around in rows.itertuples(index=False)
    ]
    return pd.Series(fits, index=rows.index, dtype=bool).reindex(claims.index, fill_value=False)


def is_second(claims: pd.DataFrame) -> "pd.Series[bool]":
    """Return for each claim whether it is told by another definition (同口径, 扣除价格因素) or of a longer time than the plain figure."""
    found = [_matches("second", _context(*row)) for row in claims[_CONTEXT].itertuples(index=False)]
    return pd.Series(found, index=claims.index, dtype=bool)


def names_whole(claims: pd.DataFrame) -> "pd.Series[bool]":
    """Return for each claim whether its clause says that the figure is of the whole place (全市, 我省)."""
    found = [bool(_WHOLE_PLACE.search(_context(*row)["clause"])) for row in claims[_CONTEXT].itertuples(index=False)]
    return pd.Series(found, index=claims.index, dtype=bool)


_CONTEXT = ["role", "indicator", "start", "end", "sentence", "sentence_start"]


def _context(role: str, indicator: str, start: int, end: int, sentence: str, sentence_start: int) -> dict[str, str]:
    """Return the role of a figure and the text around it by the names of ``panel_scope.tsv``."""
    before = _SENTENCE.split(sentence[: start - sentence_start])[-1]
    return {
        "role": role,
        "indicator": indicator,
        "whole": sentence,
        "sentence": before,
        "clause": _CLAUSE.split(before)[-1],
        "after": sentence[end - sentence_start :],
    }


def _fits_one_year(unit: str, basis: str | None, year: int, context: dict[str, str]) -> bool:
    # In one year little doubles: 增长1.2倍 without 比上年 tells of a longer time.
    if unit == "倍" and not (isinstance(basis, str) or _LAST_YEAR.search(context["clause"])):
        return False
    return _basis_fits(basis, year, context) and not _part_of_year(context["sentence"]) and not _matches("drop", context)


def _part_of_year(before: str) -> bool:
    """Whether the last time named is a part of a year, and not that of the first figure in 从上半年5.5%降到5.3%."""
    parts = [match.end() for match in _YEAR_PART.finditer(before)]
    wholes = [match.end() for match in _WHOLE_YEAR.finditer(before)]
    return bool(parts) and max(parts) > max(wholes, default=-1) and not _FROM_TO.search(before[max(parts) :])


def _matches(effect: str, context: dict[str, str]) -> bool:
    return any(
        pattern.search(context[where]) for where, role, kind, pattern in _scope() if kind == effect and role in ("", context["role"])
    )  # fmt: skip


@cache
def _scope() -> list[tuple[str, str, str, re.Pattern[str]]]:
    return [(row["where"], row["role"], row["effect"], re.compile(row["pattern"])) for row in read_table("panel_scope.tsv")]


def _basis_fits(basis: str | None, year: int, context: dict[str, str]) -> bool:
    """A change is one against the year before: 比2020年 in a figure of 2025, 环比 and 比月初 are not."""
    if context["role"] != "change":
        return True
    told = f"{basis if isinstance(basis, str) else ''}，{context['clause']}，{context['sentence']}"
    named = [integer(match[1] or match[2]) or 0 for match in _BASE_YEAR.finditer(told)]
    return "环比" not in told.split("，", 1)[0] and all(base == year - 1 for base in named)


def _unit_fits(indicator: str, role: str, unit: str) -> bool:
    """A level is in a kind of unit of the indicator; a change in that, in % or 倍, or, of rates and shares, in 个百分点."""
    kinds, kind = _kinds(indicator), _kind(unit)
    if role == "change" and (kind == "比率" or unit == "倍"):
        return True
    if kinds is None:
        return kind not in ("比率", "百分点", "倍数")
    return kind in kinds or (role == "change" and kind == "百分点" and "比率" in kinds)


def _kind(unit: str) -> str:
    """Return the kind of a unit; that of 微克/立方米 is the kind of 微克, a plain number has none."""
    name = unit.split("/")[0]
    known = units().get(name) or units().get(name.lstrip("万亿"))
    return known.kind if known else ""


@cache
def _kinds(indicator: str) -> tuple[str, ...] | None:
    rows = read_table("indicator_units.tsv")
    return next((tuple(row["kinds"].split("|")) for row in rows if re.search(row["pattern"], indicator)), None)
