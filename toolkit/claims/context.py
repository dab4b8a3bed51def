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

__all__ = ["COUNTED", "SHARE_KINDS", "Context", "Reading", "Rule", "joins_figures"]

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
    """Whether a word lies in the name of a place."""
    series: int = 1
    """How many figures are coordinated from this one on (5%、6%和7% are three)."""
    bracketed: bool = False
    """Whether the figure stands in brackets behind the figure that its subject is of."""

    @property
    def coordinated(self) -> bool:
        """Whether only 、 or 和 stands between the figure and the one before it."""
        if self.previous is None or (self.quantity.kind == "rank") != (self.previous.role == "rank"):
            return False
        if not joins_figures(self.before, self.quantity):
            return False
        return not (following_phrase(self.after) and (self.quantity.kind in COUNTED or self.after[0].text == "的"))


def joins_figures(words: Sequence[Word], quantity: Quantity) -> bool:
    """Whether the words before a figure only join it to the one before."""
    words = [word for word in words if word.kind != "space"]
    marks = _COORDINATING | _RATIO_MARK if quantity.kind == "ratio" else _COORDINATING
    return 0 < len(words) <= 2 and all(word.text in marks for word in words)


class Rule(NamedTuple, Generic[Result]):
    """A way to read something from the context of a figure."""

    name: str
    read: Callable[[Context], Result | None]
    """Gives None where the rule does not apply."""
    example: str
    """A sentence whose last figure this rule reads."""
    gives: str
    """What it reads there."""
