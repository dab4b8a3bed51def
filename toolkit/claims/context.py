"""What one figure is read from, and what was read: the values that the rules of the clause take and give."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeVar

from toolkit.claims.clauses import Clause
from toolkit.claims.phrases import following_phrase
from toolkit.claims.subject import Subject
from toolkit.document import Direction, Role
from toolkit.grammar.quantities import Quantity
from toolkit.text.words import Word

__all__ = ["COUNTED", "SHARE_KINDS", "Context", "Reading", "Rule"]

COUNTED = frozenset({"计数", "人数", "户数", "人次", "number"})
"""Kinds of units that count things."""
SHARE_KINDS = frozenset({"比率", "倍数", "share"})

_COORDINATING = frozenset({"、", "和", "及", "与", "，", ",", "以及", "即", "或", "也就是"})
_RATIO_MARK = frozenset({"：", ":"})
Result = TypeVar("Result")


class Reading(NamedTuple):
    """How one figure is stated."""

    role: Role
    direction: Direction | None
    indicator: str
    basis: str | None
    governor: str
    """The word that governs the figure: its verb, 由 for the value to begin with, 到 for the value reached."""
    joined: bool
    """Whether the figure is coordinated with the one before it (5%和7.5%)."""
    opening: int | None
    """Where the clause begins that names the subject; None for a carried subject."""
    rules: tuple[str, str]
    """Names of the rules that read the indicator and the role."""


@dataclass(frozen=True, slots=True)
class Context:
    """A figure between its words."""

    quantity: Quantity
    before: Sequence[Word]
    """The words since the figure before."""
    clause: Clause
    after: Sequence[Word]
    """The words up to the next figure."""
    subject: Subject
    previous: Reading | None
    """The reading of the figure before in the sentence."""
    in_places: Callable[[Word], bool]
    """Whether a word is the name of a place, or of a level (市本级)."""

    @property
    def coordinated(self) -> bool:
        """Whether only 、 or 和 stands between the figure and the one before it."""
        if self.previous is None or self.quantity.kind == "rank":
            return False
        words = [word for word in self.before if word.kind != "space"]
        marks = _COORDINATING | _RATIO_MARK if self.quantity.kind == "ratio" else _COORDINATING
        if not words or len(words) > 2 or any(word.text not in marks for word in words):
            return False
        return not (following_phrase(self.after) and (self.quantity.kind in COUNTED or self.after[0].text == "的"))


class Rule(NamedTuple, Generic[Result]):
    """A way to read something from the context of a figure."""

    name: str
    read: Callable[[Context], Result | None]
    """Gives None where the rule does not apply."""
    example: str
    """A sentence whose last figure this rule reads."""
    gives: str
    """What it reads there."""
