"""What the wording around a figure says of it beyond its indicator: a share, a plan, a sum over years, another definition."""

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from typing import NamedTuple

from toolkit.claims.figures import Figure
from toolkit.lexicon import read_table

__all__ = ["figure_effects"]

_CLAUSE = re.compile("[，,；;。：:（(]")
_STATEMENT = re.compile("[；;。！？\n]")
_BRACKETED = re.compile("（[^（）]*）")
_AMONG, _NAMED = "其中", re.compile("[一-鿿]{2}")
_REACH, _AFTER = 300, 40


class _Rule(NamedTuple):
    effect: str
    where: str
    role: str
    only: re.Pattern[str] | None
    unless: re.Pattern[str] | None
    pattern: re.Pattern[str]


@cache
def _rules() -> tuple[_Rule, ...]:
    return tuple(
        _Rule(
            row["effect"], row["where"], row["role"], _compiled(row["only"]), _compiled(row["unless"]), re.compile(row["pattern"])
        )
        for row in read_table("figure_rules.tsv")
    )  # fmt: skip


def _compiled(pattern: str) -> re.Pattern[str] | None:
    return re.compile(pattern) if pattern else None


@lru_cache(maxsize=8192)
def _rules_for(role: str, indicator: str) -> tuple[_Rule, ...]:
    return tuple(rule for rule in _rules() if rule.role in ("", role) and _is_for(rule, indicator))


def _around(plain: str, figure: Figure) -> Mapping[str, str]:
    """The text around a figure by the names of ``figure_rules.tsv``."""
    start, end = figure.quantity.start, figure.quantity.end
    before = _STATEMENT.split(plain[max(figure.sentence[0], start - _REACH) : start])[-1]
    return {
        "sentence": before, "clause": _CLAUSE.split(before)[-1], "after": plain[end : min(figure.sentence[1], end + _AFTER)],
        "indicator": figure.reading.indicator,
    }  # fmt: skip


def figure_effects(plain: str, figure: Figure) -> dict[str, str]:
    """Return the effects of the wording around a figure with the words that have them.

    Parameters
    ----------
    plain : str
        The text, with marks of one form.
    figure : Figure
    """
    around = _around(plain, figure)
    found: dict[str, str] = {}
    for effect, words in _matches(around, figure):
        found.setdefault(effect, words)
    return found


def _matches(around: Mapping[str, str], figure: Figure) -> Iterator[tuple[str, str]]:
    for rule in _rules_for(figure.reading.role, figure.reading.indicator):
        match = rule.pattern.search(around[rule.where])
        if match:
            yield rule.effect, match[0]
    if _is_part(around["sentence"], figure.reading.indicator):
        yield "part", _AMONG


def _is_for(rule: _Rule, indicator: str) -> bool:
    """Whether a rule is for an indicator by its name."""
    if rule.only is not None and not rule.only.search(indicator):
        return False
    return rule.unless is None or not rule.unless.search(indicator)


def _is_part(before: str, indicator: str) -> bool:
    """Whether a part is named after 其中 and the indicator carried over it: 进出口总额54亿美元，其中对东盟增长44%."""
    total, among, after = _BRACKETED.sub("", before).rpartition(_AMONG)
    if "分别" in _CLAUSE.split(after)[-1]:
        return False  # 进出口总额54亿美元，其中出口32亿美元，分别增长4%和5%: both are told again
    return bool(among) and indicator in total and indicator not in after and _NAMED.search(after) is not None
