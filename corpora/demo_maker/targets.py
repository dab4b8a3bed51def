"""Targets of growth and what became of them, as the work reports tell them."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from demo_maker.truth import Written

CONCEPTS = ("地区生产总值", "一般公共预算收入")
TOLERANCE = 0.05
"""By how much of itself a target of 左右 may be missed and still count as attained."""


def targets(documents: "Sequence[Written]") -> Iterator[dict[str, Any]]:
    """Yield the targets of growth whose result is told, with whether it was attained."""
    goals, results = ({}, {})
    for document in documents:
        if document.about.doc_type != "政府工作报告":
            continue
        for figure in document.draft.planted:
            if figure.concept in CONCEPTS and figure.role == "change":
                cell = (document.about.place, figure.concept, figure.year)
                (goals if figure.modality == "target" else results).setdefault(cell, figure)
    for cell, goal in goals.items():
        if cell in results:
            place, concept, year = cell
            actual = results[cell].value * (-1 if results[cell].direction == "down" else 1)
            least = goal.value * (1 - TOLERANCE * (goal.bound == "approx"))
            yield {"place": place, "concept": concept, "year": year, "target": goal.value, "target_max": goal.value_max,
                   "bound": goal.bound, "actual": actual, "attained": actual >= least - 1e-9}
