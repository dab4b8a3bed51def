"""Fills slots with figures, and keeps a record of every figure that was planted."""

import math
from dataclasses import dataclass

from demo_maker.series import Goal, Series
from demo_maker.wording import plain_unit, quantity, trimmed

BOUND_WORDS = {"exact": "{}", "approx": "{}左右", "min": "{}以上", "max": "{}以内"}
ROSE = {"rate": "提高", "flow": "增长", "growth": "增长"}


@dataclass(frozen=True)
class Planted:
    """A figure of the text: what a reader should find there."""

    concept: str
    role: str
    modality: str
    year: int
    text: str
    value: float
    value_max: float | None
    unit: str
    bound: str
    direction: str | None
    before: str = ""
    """The last characters before it in its sentence, by which it is found."""
    settled: bool = False


@dataclass
class Figures:
    """The figures of one document, as slots ask for them: ``gdp.level``, ``air.points``, ``revenue.goal``."""

    series: Series
    past: int
    numerals: str
    planted: list[Planted]

    def holds(self, key: str, sign: str) -> bool:
        """Whether the indicator rose or fell in the year under review; of a year, whether the report is from then on, or until then."""
        if key.isdigit():
            return self.past + 1 >= int(key) if sign == "+" else self.past + 1 <= int(key)
        return (self.series.changes[key, self.past] > 0) == (sign == "+")

    def fill(self, slot: str) -> str:
        """Return the wording of ``indicator.form``."""
        key, form = slot.split(".")
        indicator = self.series.indicators[key]
        if form == "goal":
            return self.goal(key, self.series.goals[key, self.past + 1], self.past + 1)
        if form == "rank":
            rank = self.series.ranks[key, self.past]
            return self._plant(key, "rank", f"第{quantity(str(rank), '', self.numerals)}位", rank, "")
        if form == "added":
            added = self.series.levels[key, self.past] - self.series.levels[key, self.past - 1]
            return quantity(trimmed(added), indicator.unit, self.numerals)
        if form in ("level", "prev", "over"):
            return self._level(key, form)
        return self._change(key, form)

    def _level(self, key: str, form: str) -> str:
        indicator = self.series.indicators[key]
        value = self.series.levels[key, self.past - (form == "prev")]
        if form == "over":
            step = 10 ** (math.floor(math.log10(value)) - 1)
            floor = math.floor(value / step) * step
            text = "突破" + quantity(trimmed(floor), indicator.unit, self.numerals)
            return self._plant(key, "level", text, floor, indicator.unit, bound="min")
        text = quantity(f"{value:.{indicator.decimals}f}", indicator.unit, self.numerals)
        # The level of the year before is told only to show the distance, and nothing in its sentence need give its year.
        return text if form == "prev" else self._plant(key, "level", text, value, indicator.unit)

    def _change(self, key: str, form: str) -> str:
        indicator = self.series.indicators[key]
        change = self.series.changes[key, self.past]
        if not change:
            return "与上年持平"
        unit = "个百分点" if indicator.kind == "rate" and indicator.unit == "%" else "%"
        decimals = indicator.decimals if indicator.kind == "rate" else 1
        text = quantity(f"{abs(change):.{decimals}f}", unit, self.numerals)
        self._plant(key, "change", text, abs(change), unit, direction="up" if change > 0 else "down")
        if form.endswith("moved"):
            return (ROSE[indicator.kind] if change > 0 else "下降") + text
        return text

    def goal(self, key: str, goal: Goal, year: int, *, role: str | None = None, modality: str = "target") -> str:
        """Return the wording of a target, or of a figure that a document states for a year of its own."""
        indicator = self.series.indicators[key]
        role = role or ("change" if indicator.kind in ("flow", "growth") else "level")
        unit = "%" if role == "change" else indicator.unit
        low = quantity(trimmed(goal.low), unit, self.numerals)
        if goal.high is not None:
            joiner = "至" if self.numerals == "han" else "—"
            text = low + joiner + quantity(trimmed(goal.high), unit, self.numerals)
        else:
            text = BOUND_WORDS[goal.bound].format(low)
        direction = "up" if role == "change" else None
        return self._plant(key, role, text, goal.low, unit, value_max=goal.high, bound=goal.bound, direction=direction,
                           modality=modality, year=year)

    def _plant(
        self, key: str, role: str, text: str, value: float, unit: str, *, value_max: float | None = None, bound: str = "exact",
        direction: str | None = None, modality: str = "actual", year: int | None = None,
    ) -> str:
        base, magnitude = plain_unit(unit) if unit else ("", 1.0)
        high = None if value_max is None else round(value_max * magnitude, 4)
        self.planted.append(Planted(
            self.series.indicators[key].concept, role, modality, year or self.past, text, round(value * magnitude, 4), high, base,
            bound, direction))
        return text
