"""Which claims fill a cell: of the whole place, one whole year, and the standard indicator itself, by the columns of the claim."""

import re

import pandas as pd

from toolkit.grammar.dates import YEAR
from toolkit.grammar.numerals import integer
from toolkit.panel.indicators import measure_of

__all__ = ["fills_cell", "is_second"]

_GRAINS = ("year", "moment")
_SECOND = re.compile("口径|可比|不变价|因素|剔除|扣除|名义|实际|(?:调整|变动)后?的?(?:预算|计划)")
_NAMED_YEAR = re.compile(f"({YEAR})年")
_NOT_YEARLY = re.compile(
    "环比|[月季]|五[”\"]|规划|[两二三四五六七八九十0-9]年前|[三四五六七八九十]年|时期|以来|全国|全[省市区县]|平均|预算|计划|目标|预期|任务|历史|最"
)
_YEARLY = re.compile("同期|同比|上年|去年|上一年|前一年")


def fills_cell(claims: pd.DataFrame) -> pd.DataFrame:
    """Return the claims that fill a cell, with the column ``measure``, level or change.

    Left out are ranks, figures without a standard indicator, a place, a year or a value, of a part of the place or of the year or of
    several years, in a kind of unit that the indicator is not measured in (shares of it, distances in 个百分点), and changes against
    another year than the one before.

    Parameters
    ----------
    claims : DataFrame
        Columns of ``corpus.claims``.

    Examples
    --------
    >>> row = {"indicator_id": "地区生产总值", "role": "change", "unit": "%", "place": "云山市", "year": 2024, "value": 5.1,
    ...        "basis": "比上年", "grain": "year", "whole": True}
    >>> claims = pd.DataFrame([row, {**row, "grain": "quarter"}, {**row, "whole": False}, {**row, "basis": "比2020年"}])
    >>> fills_cell(claims)["measure"].to_dict()
    {0: 'change'}
    """
    known = claims[["indicator_id", "place", "year", "value"]].notna().all(axis=1)
    possible = known & claims["whole"].fillna(True).astype(bool) & claims["grain"].fillna("year").isin(_GRAINS)
    rows = claims.loc[possible & claims["role"].isin(["level", "change"])]
    columns = ["indicator_id", "role", "unit", "value", "basis", "year"]
    measures = [
        measure_of(indicator, role, unit, value) if _yearly(basis if isinstance(basis, str) else "", role, unit, int(year)) else None
        for indicator, role, unit, value, basis, year in rows[columns].itertuples(index=False)
    ]
    rows = rows.assign(measure=pd.Series(measures, index=rows.index, dtype="object"))
    return rows[rows["measure"].notna()]


def is_second(claims: pd.DataFrame) -> "pd.Series[bool]":
    """Return for each claim whether it is told by another definition (同口径, 扣除价格因素) or of a revised plan (调整预算)."""
    return claims["basis"].map(lambda basis: isinstance(basis, str) and _SECOND.search(basis) is not None).astype(bool)


def _yearly(basis: str, role: str, unit: str, year: int) -> bool:
    """Whether a change is one against the year before; 比2020年 in a figure of 2025, 环比 and 比“十三五”末 are not."""
    if role != "change":
        return not re.search("全国|平均", basis)
    if _YEARLY.search(basis):
        return True
    # In one year little doubles: 增长1.2倍 without 比上年 tells of a longer time.
    if unit in ("倍", "番") or _NOT_YEARLY.search(basis):
        return False
    return all(integer(named) == year - 1 for named in _NAMED_YEAR.findall(basis))
