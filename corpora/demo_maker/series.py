"""The fictional series: levels, growth and targets of every indicator, by place and year."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from random import Random

from demo_maker.sources import read_table

FIRST_YEAR, LAST_YEAR = 2017, 2023


@dataclass(frozen=True)
class Indicator:
    """One row of ``indicators.tsv`` for a place of one level."""

    key: str
    concept: str
    unit: str
    decimals: int
    kind: str
    base: float
    beta: float
    alpha: float
    noise: float
    goal: float
    bounds: tuple[str, ...]


@dataclass(frozen=True)
class Goal:
    """A target as a report words it."""

    bound: str
    low: float
    high: float | None = None


@dataclass(frozen=True)
class Series:
    """All figures of one place; changes are per cent for flows and growth rates, units of the rate itself for rates."""

    indicators: Mapping[str, Indicator]
    levels: Mapping[tuple[str, int], float]
    changes: Mapping[tuple[str, int], float]
    goals: Mapping[tuple[str, int], Goal]
    ranks: Mapping[tuple[str, int], int]


def read_indicators(level: str) -> dict[str, Indicator]:
    """Return the indicators with the base values of a ``prefecture`` or a ``county``."""
    unit = "unit" if level == "prefecture" else "unit_county"
    return {
        row["key"]: Indicator(
            key=row["key"], concept=row["concept"], unit=row[unit], decimals=int(row["decimals"]) if row[unit] != "人" else 0,
            kind=row["kind"], base=float(row[level]), beta=float(row["beta"]), alpha=float(row["alpha"]),
            noise=float(row["noise"]), goal=float(row["goal"]), bounds=tuple(row["bounds"].split()),
        )
        for row in read_table("indicators.tsv")
    }


def draw(level: str, random: Random) -> Series:
    """Return the series of one place."""
    indicators = read_indicators(level)
    years = {int(row["year"]): row for row in read_table("years.tsv")}
    size = random.uniform(0.75, 1.35)
    levels: dict[tuple[str, int], float] = {}
    changes: dict[tuple[str, int], float] = {}
    for indicator in indicators.values():
        _draw_one(indicator, years, size, random, levels, changes)
    goals = {
        (key, year): _goal(indicator, float(years[year]["goal"]), levels.get((key, year - 1), 0.0), random)
        for key, indicator in indicators.items() for year in range(FIRST_YEAR + 2, LAST_YEAR + 2)
    }
    ranks = {(key, year): random.randint(2, 19) for key in indicators for year in range(FIRST_YEAR, LAST_YEAR + 1)}
    return Series(indicators, levels, changes, goals, ranks)


def _draw_one(
    indicator: Indicator, years: Mapping[int, Mapping[str, str]], size: float, random: Random,
    levels: dict[tuple[str, int], float], changes: dict[tuple[str, int], float],
) -> None:
    """Draw one indicator forward from its base; a rate or an income does not grow with the size of the place."""
    sized = indicator.kind != "rate" and not indicator.key.endswith("income")
    level = indicator.base * (size if sized else 1.0) * random.uniform(0.94, 1.06 if indicator.kind != "rate" else 1.0)
    for year in range(FIRST_YEAR, LAST_YEAR + 1):
        step = indicator.beta * float(years[year]["path"]) + indicator.alpha + random.gauss(0, indicator.noise)
        change = round(step, 1)
        if indicator.kind in ("flow", "growth"):
            changes[indicator.key, year] = change or 0.1
        if indicator.kind == "rate":
            level = min(level + step, 99.6)
        else:
            level *= 1 + change / 100
        if indicator.kind != "growth":
            levels[indicator.key, year] = round(level, indicator.decimals)
    if indicator.kind == "rate":
        for year in range(FIRST_YEAR + 1, LAST_YEAR + 1):
            changes[indicator.key, year] = round(
                levels[indicator.key, year] - levels[indicator.key, year - 1], indicator.decimals)


def _goal(indicator: Indicator, usual: float, level: float, random: Random) -> Goal:
    """A target in round numbers: of growth for flows and growth rates, of the level for counts and rates."""
    bound = random.choice(indicator.bounds)
    if indicator.kind in ("flow", "growth"):
        value = max(round((usual * indicator.beta + indicator.alpha + indicator.goal + random.gauss(0, 0.4)) * 2) / 2, 1.0)
        return Goal(bound, value, value + random.choice((0.5, 1.0)) if bound == "range" else None)
    if indicator.kind == "rate":
        step = 0.5 if indicator.decimals else 1.0
        wanted = (level + indicator.goal) / step
        rounded = math.ceil(wanted) if bound == "max" else math.floor(wanted)
        return Goal(bound, rounded * step)
    step = 10 ** (math.floor(math.log10(level)) - 1)
    return Goal(bound, round(round(level / step) * step, 2))
