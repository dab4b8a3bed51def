"""The fictional series: levels, growth and targets of every indicator, by place and year."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from random import Random

from demo_maker.sources import read_table

FIRST_YEAR, LAST_YEAR = 2003, 2023
FIRST_GOALS = 2005
BASE_YEAR = 2017
"""The year of the levels in ``indicators.tsv``: the series begin where the usual course leads to them."""
SCALES = {"province": 12.0, "prefecture": 1.0, "county": 1.0}
"""Provinces are so much larger than the prefectures of the table."""
CARRY, RATCHET = 0.3, 0.4
"""How the target of growth of GDP follows the last target and the margin by which the last result passed it."""


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
    """Return the indicators with the base values of a ``province``, a ``prefecture`` or a ``county``."""
    table = "county" if level == "county" else "prefecture"
    unit = "unit_county" if level == "county" else "unit"
    return {
        row["key"]: Indicator(
            key=row["key"], concept=row["concept"], unit=row[unit], decimals=int(row["decimals"]) if row[unit] != "人" else 0,
            kind=row["kind"], base=float(row[table]), beta=float(row["beta"]), alpha=float(row["alpha"]),
            noise=float(row["noise"]), goal=float(row["goal"]), bounds=tuple(row["bounds"].split()),
        )
        for row in read_table("indicators.tsv")
    }


def draw(place: Mapping[str, str], random: Random) -> Series:
    """Return the series of one place."""
    indicators = read_indicators(place["level"])
    course = Course(place["place"], {int(row["year"]): float(row["path"]) for row in read_table("years.tsv")})
    size = random.uniform(0.75, 1.35) * SCALES[place["level"]]
    levels: dict[tuple[str, int], float] = {}
    changes: dict[tuple[str, int], float] = {}
    for indicator in indicators.values():
        _draw_one(indicator, course, size, random, levels, changes)
    goals = _goals(indicators, levels, changes, random)
    ranks = {(key, year): random.randint(2, 19) for key in indicators for year in range(FIRST_YEAR, LAST_YEAR + 1)}
    return Series(indicators, levels, changes, goals, ranks)


@dataclass(frozen=True)
class Course:
    """The path of growth, and where a place leaves it by plan."""

    place: str
    path: Mapping[int, float]

    def step(self, indicator: Indicator, year: int) -> float:
        """Return the usual change of an indicator in a year."""
        return indicator.beta * self.path[year] + indicator.alpha

    def shock(self, indicator: Indicator, year: int) -> float:
        """Return what is added to it at this place."""
        return sum(
            float(row["points"]) for row in read_table("shocks.tsv")
            if (row["place"], row["key"]) == (self.place, indicator.key) and int(row["first"]) <= year <= int(row["last"])
        )


def _first_level(indicator: Indicator, course: Course) -> float:
    """The level from which the usual course leads to that of the base year; a rate that would fall to nothing begins at a third."""
    steps = [course.step(indicator, year) for year in range(FIRST_YEAR, BASE_YEAR)]
    if indicator.kind == "rate":
        return max(indicator.base - sum(steps), indicator.base / 3)
    return indicator.base / math.prod(1 + step / 100 for step in steps)


def _draw_one(
    indicator: Indicator, course: Course, size: float, random: Random,
    levels: dict[tuple[str, int], float], changes: dict[tuple[str, int], float],
) -> None:
    """Draw one indicator forward from its first level; a rate or an income does not grow with the size of the place."""
    rate = indicator.kind == "rate"
    sized = not rate and not indicator.key.endswith("income")
    start = _first_level(indicator, course)
    level = start * (size if sized else 1.0) * random.uniform(0.94, 1.0 if rate else 1.06)
    for year in range(FIRST_YEAR, LAST_YEAR + 1):
        step = course.step(indicator, year) + random.gauss(0, indicator.noise) + course.shock(indicator, year)
        change = round(step, 1)
        if indicator.kind in ("flow", "growth"):
            changes[indicator.key, year] = change or 0.1
        if rate:
            level = min(level + (step if year >= BASE_YEAR or start > indicator.base / 3 else 0.1 * step), 99.6)
        else:
            level *= 1 + change / 100
        if indicator.kind != "growth":
            levels[indicator.key, year] = round(level, indicator.decimals)
    if rate:
        for year in range(FIRST_YEAR + 1, LAST_YEAR + 1):
            changes[indicator.key, year] = round(
                levels[indicator.key, year] - levels[indicator.key, year - 1], indicator.decimals)


def _goals(
    indicators: Mapping[str, Indicator], levels: Mapping[tuple[str, int], float], changes: Mapping[tuple[str, int], float],
    random: Random,
) -> dict[tuple[str, int], Goal]:
    usual = {int(row["year"]): float(row["goal"]) for row in read_table("years.tsv")}
    goals: dict[tuple[str, int], Goal] = {}
    for key, indicator in indicators.items():
        for year in range(FIRST_GOALS, LAST_YEAR + 2):
            last = goals.get((key, year - 1))
            above = 0.0
            if key == "gdp" and last:
                above = CARRY * (last.low - usual[year - 1]) + RATCHET * (changes[key, year - 1] - last.low)
            goals[key, year] = _goal(indicator, usual[year] + above, levels.get((key, year - 1), 0.0), random)
    return goals


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
