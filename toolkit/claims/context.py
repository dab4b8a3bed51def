"""What one figure is read from, and what was read: the values that the rules of the clause take and give."""

from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from typing import Generic, NamedTuple, TypeVar

from toolkit.claims.clauses import PER_HEAD, Clause
from toolkit.claims.following import following_phrase, without_examples
from toolkit.claims.phrases import JOINERS, content, noun_phrase, trim
from toolkit.claims.subject import Subject
from toolkit.document import Direction, Role
from toolkit.grammar.measures import MEASURED
from toolkit.grammar.quantities import Quantity
from toolkit.text.words import Word, dependent_nouns, is_verb, joined

__all__ = [
    "COUNTED", "SHARE_KINDS", "Context", "Named", "Reading", "Rule", "RuleTable", "is_coordinated", "joins_figures", "own_phrase", "taken",
]  # fmt: skip

COUNTED = frozenset({"计数", "人数", "户数", "人次", "number"})
"""Kinds of units that count things."""
SHARE_KINDS = frozenset({"比率", "倍数", "share"})
"""Kinds of units of shares."""

_EACH = frozenset({"每", "每个", "每家", "每户", "每名", "每亩", "每村"})
_AMONG = frozenset({"中", "其中"})
_UNDER_WAY = frozenset({"执行", "执行中", "实际", "实际执行"})
_COORDINATING = frozenset({"、", "和", "及", "与", "，", ",", "以及", "即", "或", "也就是"})
_JOINING_RATIOS = _COORDINATING | {"：", ":", "比"}
# With blanks between them.
_JOINING = 5
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


class Context(NamedTuple):
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
    lead: Callable[[], Sequence[Word]]
    """The words of the sentence before in the paragraph."""
    row: Callable[[], int]
    """Counts the figures that are coordinated from this one on."""
    bracketed: bool
    """Whether the figure stands in brackets behind the figure that its subject is of."""
    coordinated: bool
    """Whether only 、 or 和 stands between the figure and the one before it."""
    own_words: Sequence[Word]
    """The noun phrase before the figure; with its verb where an action is counted (向公众开放31次)."""
    own: str
    """That noun phrase as text."""
    said: AbstractSet[str]
    """The words before as texts, in no order."""

    @property
    def series(self) -> int:
        """How many figures are coordinated from this one on (5%、6%和7% are three)."""
        return self.row()

    @property
    def names_part(self) -> bool:
        """Whether a part of what was told is named (其中，医院84家; 分行业看，…; 零售额中，…)."""
        earlier = self.clause.earlier
        listed = bool(earlier) and (earlier[-1].text in _AMONG or (earlier[-1].text == "看" and earlier[0].text[0] in "分按从"))
        return listed or "其中" in self.said

    @property
    def names_places(self) -> bool:
        """Whether the noun phrase before the figure names places and nothing else; also where there is none."""
        return all(word.text in JOINERS or self.in_places(word) for word in self.own_words)

    @property
    def shares_last(self) -> bool:
        """Whether the figure is a share of the thing just counted (绿道120公里的60%)."""
        told = self.previous is not None and bool(self.subject.name)
        return told and len(self.before) == 1 and self.before[0].text == "的"

    @property
    def content_words(self) -> Sequence[Word]:
        """All that the clause names, its verb included."""
        clause = self.clause
        verbs = clause.predicate if clause.predicate and clause.predicate[-1].kind in ("verb", "new") else []
        return content([*clause.head, *verbs])


class Named(NamedTuple):
    """The indicator of a figure, and the subject from here on."""

    indicator: str
    subject: Subject


def taken(subject: Subject) -> Named:
    return Named(subject.members[0] if subject.members else subject.name, subject._replace(place=0) if subject.place else subject)


def is_coordinated(
    quantity: Quantity, before: Sequence[Word], after: Sequence[Word], previous: Reading | None, unit: str = ""
) -> bool:
    """Whether only 、 or 和 stands between a figure and the one before it, which is in ``unit``."""
    if previous is None or (quantity.kind == "rank") != (previous.role == "rank") or not joins_figures(before, quantity):
        return False
    # 占比55%，220千伏变电站开工: another clause begins with its noun
    another = before[0].text in "，," and quantity.unit != unit
    return not (following_phrase(after) and (another or quantity.kind in COUNTED or after[0].text == "的"))


def own_phrase(quantity: Quantity, clause: Clause, subject: Subject, previous: Reading | None) -> tuple[Sequence[Word], str]:
    """The noun phrase before a figure that names what it is of, and its text; empty where there is none."""
    if previous and clause.words and clause.words[-1].kind == "list":
        return [], ""  # 3万亩耕地、|2万亩林地: so is that of a list
    if previous and previous.governor == "由" and not clause.earlier and clause.predicate:
        return [], ""  # 能耗由3吨煤|下降到2吨煤: the noun is of the value before
    own = without_examples(noun_phrase(clause.head)) if clause.head else []
    if own and own[-1].kind == "rate":
        own = trim(own[:-1])
    if clause.predicate and clause.predicate[-1].kind == "verb" and quantity.kind not in MEASURED and len(own) < 4:
        own = trim([*clause.head, *clause.predicate])[-8:]
    done = next((index for index in range(1, len(own)) if is_verb(own[index])), 0) if previous else 0
    if done and joined(own[:done]) == subject.thing:
        own = own[done:]  # 为3000名 | 员工 | 追回欠薪
    if len(own) == 1 and clause.words[-1].text == "的" and any(map(str.isdigit, own[0].text)):
        return [], ""  # 超20亿元的|16个
    if not own or all(word.text in PER_HEAD or word.text[0] == "每" for word in own):
        return [], ""
    # 平均|每个|镇街|4亿元
    shared = own[1:] if own[0].kind == "mean" else own
    each = bool(subject.name) and len(shared) == 2 and shared[0].text in _EACH and shared[1].text not in dependent_nouns()
    name = joined(own)
    return ([], "") if each or (subject.name and name in _UNDER_WAY) else (own, name)


def joins_figures(words: Sequence[Word], quantity: Quantity) -> bool:
    """Whether the words before a figure only join it to the one before."""
    if not words or len(words) > _JOINING:
        return False
    marks = _JOINING_RATIOS if quantity.kind == "ratio" else _COORDINATING
    found = 0
    for word in words:
        if word.kind != "space":
            if word.text not in marks:
                return False
            found += 1
    return 0 < found <= 2


class Rule(NamedTuple, Generic[Result]):
    """A way to read something from the context of a figure."""

    name: str
    read: Callable[[Context], Result | None]
    """Gives None where the rule does not apply."""
    example: str
    """A sentence whose last figure this rule reads."""
    gives: str
    """What it reads there."""
    kinds: frozenset[str] | None = None
    """The kinds of units that it is for; None for all."""
    cues: frozenset[str] = frozenset()
    """Words of which one stands before every figure that it reads, where there are such."""


class RuleTable(Generic[Result]):
    """Rules in order; of those for the unit of a figure the first that applies decides."""

    def __init__(self, rules: Sequence[Rule[Result]]) -> None:
        self._rules = rules
        self._of_kind: dict[str, Sequence[Rule[Result]]] = {}

    def first(self, context: Context) -> tuple[str, Result]:
        """Return the name of the first rule that applies and what it reads; the last always applies."""
        kind, said = context.quantity.kind, context.said
        rules = self._of_kind.get(kind)
        if rules is None:
            rules = self._of_kind[kind] = [rule for rule in self._rules if rule.kinds is None or kind in rule.kinds]
        for rule in rules:
            if not rule.cues or not rule.cues.isdisjoint(said):
                found = rule.read(context)
                if found is not None:
                    return rule.name, found
        raise AssertionError("the last rule of a table always applies")
