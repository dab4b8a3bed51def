"""How a figure is stated: its indicator, whether it is a level, a change or a rank, its direction and what it is measured against."""

import re
from dataclasses import dataclass, field, replace

from toolkit.claims.clauses import FILLERS, Clause, parse_clause
from toolkit.claims.phrases import following_phrase, members, phrase, trim
from toolkit.document import Direction, Role
from toolkit.grammar.measures import MEASURED
from toolkit.grammar.quantities import Quantity
from toolkit.text.words import Word, dependent_nouns, joined

__all__ = ["Reading", "Subject", "read_figure"]

_COORDINATING = frozenset({"、", "和", "及", "与", "，", ",", "以及", "即", "或", "也就是"})
_SHARES = ("比重", "比例", "份额")
_COUNTED = frozenset({"计数", "人数", "户数", "人次", "number"})
_FROM = frozenset({"由", "从", "自"})
_STEADY = frozenset({"保持", "稳定", "控制", "达", "达到", "维持", "保持在"})
_EARLIER = ("年", "同期", "月", "季度", "末", "初", "原", "前", "期", "计划", "预算", "目标", "设想", "时期")
_PLANS = ("预算", "目标", "任务", "计划", "上年", "同期", "决算", "指标", "预期", "预算数", "变动预算")
_MARKERS = frozenset({"大关", "关口", "台阶", "新台阶", "门槛", "规模", "水平", "关", "级别"})
_UNDER_WAY = frozenset({"执行", "执行中", "实际", "实际执行"})
_GOALS = frozenset({"目标", "预期目标", "预期", "计划目标", "指标", "目标值"})
_AMOUNTS = frozenset({"总量", "规模", "总规模", "总额", "总值"})
_GOAL_WORDS = frozenset({"的", "宏观", "调控", "宏观调控", "控制"})
# 一般公共预算收入年初预算: what follows (调整为, 实际完成) is of the revenue.
_PLANNED = re.compile("(?:年初|年度|调整)?(?:预算|预期|目标)数?$")
# 债务限额58亿元，其中：一般债务12亿元 is a limit too.
_DEBTS = ("余额", "限额")
_FALLING = "降跌减缩"
_BURDENS = ("收入", "税收", "税费", "负担", "费用", "税款", "成本")
_VERBAL = frozenset({"verb", "noun", "adverb", "new"})
_LOWER = frozenset({"低", "少", "慢", "低于", "少于", "慢于"})


@dataclass(slots=True)
class Subject:
    """What the sentence has been speaking of so far."""

    text: str = ""
    members: list[str] = field(default_factory=list)
    """The members of a coordinated subject, one for each figure of 分别增长5%和7.5%."""
    place: int = 0
    levels: list[str] = field(default_factory=list)
    """The indicators of the levels just stated, which 分别增长5%和7.5% goes through again."""

    def set(self, name: str, names: list[str] | None = None) -> None:
        self.text, self.members, self.place = name, names or [], 0


@dataclass(frozen=True, slots=True)
class Reading:
    """How one figure is stated."""

    role: Role
    direction: Direction | None
    indicator: str
    basis: str | None = None
    governor: str = ""
    """The word that governs the figure: its verb, 由 for the value to begin with, 到 for the value reached."""
    joined: bool = False
    """Whether the figure is coordinated with the one before it (5%和7.5%)."""
    opening: int | None = None
    """Where the clause begins that names the subject; None for a carried subject."""


def _governed(clause: Clause, quantity: Quantity) -> tuple[Role, Direction | None, str]:
    """Role, direction and governing word by the verbs before the figure: 增长 is a change, 增长到 a level."""
    predicate = clause.predicate
    expected = next((index for index, word in enumerate(predicate) if index and word.text in _GOALS), 0)
    if expected and predicate[expected - 1].kind in ("up", "down"):
        predicate = predicate[:expected]
    if any(word.text in _FROM for word in predicate):
        return "level", None, "由"
    for index in range(len(predicate) - 1, -1, -1):
        word = predicate[index]
        if word.kind in ("up", "down"):
            return "change", word.kind, word.text  # type: ignore[return-value]
        if word.kind == "compare" and clause.basis and any(mark in clause.basis for mark in _EARLIER):
            return "change", "down" if word.text in _LOWER else "up", word.text
        if word.text in _STEADY and index and predicate[index - 1].kind in ("up", "down") and quantity.kind == "比率":
            return "change", predicate[index - 1].kind, word.text  # type: ignore[return-value]
        if word.kind in ("level", "to", "verb", "new", "compare") and word.text != "在":
            return "level", None, "到" if word.text.endswith(("到", "至")) and word.text != "达到" else word.text
    return _governed_object(clause.words, quantity) if not predicate else ("level", None, "")


def _governed_object(words: list[Word], quantity: Quantity) -> tuple[Role, Direction | None, str]:
    """A verb of change with its object before the figure: 减少排放3万吨 is a fall, 增加铁路新线5公里 counts new lines."""
    for word in reversed(words):
        if word.kind in ("up", "down"):
            lessened = quantity.kind == "货币" and joined(words).endswith(_BURDENS)
            if (word.kind == "down" and not lessened) or quantity.kind in MEASURED:
                return "change", word.kind, word.text  # type: ignore[return-value]
            return "level", None, word.text
        if word.kind in ("level", "verb", "new"):
            return "level", None, word.text
    return "level", None, ""


def _share(clause: list[Word], subject: Subject) -> str | None:
    """S占O的比重 → the whole; S占O的 → S."""
    for index, word in enumerate(clause):
        if word.text.endswith("占") and word.kind == "level":
            before = joined(phrase(clause[:index])) or subject.text.partition("占")[0]
            whole = trim(clause[index + 1 :])
            return f"{before}占{joined(whole)}" if whole and whole[-1].text.endswith(_SHARES) else before
    return None


def _earlier_subject(words: list[Word]) -> str:
    """The subject of the clauses before: the phrase that opens the last one that has a predicate."""
    while words:
        clause = parse_clause(words)
        share = _share(clause.words, Subject())
        if share:
            return share
        for index, word in enumerate(clause.words):
            if index and word.kind in ("adverb", "level", "up", "down", "verb", "compare"):
                found = phrase(clause.words[:index])
                if found:
                    return joined(found)
        found = phrase(clause.words)
        if found and len(clause.words) > 1:
            return joined(found)
        words = clause.earlier
    return ""


def _own(own: list[Word], clause: Clause, subject: Subject) -> str:
    """The indicator that the clause names itself, completed where its noun cannot stand alone."""
    name = joined(own)
    if name.endswith("债务") and subject.text.endswith(_DEBTS):
        name += subject.text[-2:]
    if name.endswith(_PLANS) and len(name) <= 4 and subject.text:
        return subject.text + name
    if name in dependent_nouns():
        before = [word for word in clause.head if word.start < own[0].start]
        owner = joined(phrase([*before[:-1]])) if before and before[-1].kind in ("verb", "level") else ""
        member = next((member for member in subject.members if member.endswith(name)), None)
        owner = owner or member or subject.text or _earlier_subject(clause.earlier)
        if name in _AMOUNTS and _without_measure(owner) != owner:
            return owner
        if member or (name in _AMOUNTS and owner.endswith(name)):
            subject.set(owner)
        if owner:
            name = owner if owner.endswith(name) else _without_measure(owner) + name
        if not subject.text:
            subject.set(name)
        return name
    parts = members(own)
    if len(parts) > 1 and any(word.text == "分别" for word in clause.words):
        subject.set(name, parts)
        return subject.members[0]
    subject.set(name[: -len(planned[0])] if (planned := _PLANNED.search(name)) and planned.start() else name)
    return name


def _without_measure(owner: str) -> str:
    """粮食播种面积 → 粮食: another measure of the same thing follows."""
    measure = max((noun for noun in dependent_nouns() if owner.endswith(noun)), key=len, default="")
    return owner.removesuffix(measure) if len(owner) > len(measure) else owner


def _indicator(clause: Clause, after: list[Word], quantity: Quantity, subject: Subject) -> str:
    """What the figure is of: the noun after it, the noun before it, or the subject carried over."""
    share = _share(clause.words, subject)
    if share is not None:
        subject.set(share)
        return share
    following = _counted_after(clause, after, quantity)
    if following:
        new = clause.predicate and clause.predicate[-1].kind == "new"
        subject.set((clause.predicate[-1].text if new else "") + joined(following))
        return subject.text
    own = _before(clause, quantity)
    if subject.text and quantity.kind in ("比率", "倍数", "share") and _of_plan(clause.words):
        return subject.text
    if subject.text and joined(own) in _UNDER_WAY:
        own = []
    if own and not (clause.words[0].text == "其中" and subject.text and all(word.kind in _VERBAL for word in own)):
        return _own(own, clause, subject)
    if subject.text:
        if len(subject.levels) > 1 and not subject.members and any(word.text == "分别" for word in clause.words):
            subject.members = list(subject.levels)
        return subject.members[0] if subject.members else subject.text
    named = _earlier_subject(clause.earlier) or joined(following_phrase(after))
    found = named or joined(trim(clause.predicate)) or joined(clause.predicate)
    subject.set(found)
    return found


def _of_plan(words: list[Word]) -> bool:
    """Whether the figure is a share of a plan or of an earlier figure (完成年初预算的98%, 为上年的3倍)."""
    return bool(words) and words[-1].text == "的" and any(word.text.endswith(_PLANS) for word in words)


def _counted_after(clause: Clause, after: list[Word], quantity: Quantity) -> list[Word]:
    """The noun after the figure, where it is what the figure counts; else nothing."""
    if clause.words and clause.words[0].text in ("按", "按照") and quantity.kind == "比率" and after and after[0].kind in ("verb", "prep"):
        return following_phrase(after[1:])
    following = following_phrase(after)
    if not following or following[-1].text in _MARKERS:
        return []
    attributive = after[0].text == "的"
    governor = (clause.predicate or clause.words)[-1].kind if clause.words else ""
    if governor in ("up", "down") and quantity.kind not in MEASURED and following[-1].text not in _GOALS:
        return following
    if governor in ("up", "down", "compare") and (attributive or governor != "compare" or quantity.kind in MEASURED):
        return []
    if quantity.kind in _COUNTED and not attributive:
        return following
    if governor in ("verb", "new", "compare") or (governor == "noun" and not attributive):
        return following
    named = phrase(clause.head)
    if not named and (attributive or quantity.kind in ("比率", "share") or quantity.kind in _COUNTED):
        return following
    return []


def _before(clause: Clause, quantity: Quantity) -> list[Word]:
    """The noun phrase before the figure; with its verb where an action is counted (向公众开放31次)."""
    own = phrase(clause.head)
    if own and own[-1].kind == "rate":
        own = trim(own[:-1])
    if clause.predicate and clause.predicate[-1].kind == "verb" and quantity.kind not in MEASURED:
        action = [*clause.head, *clause.predicate]
        return trim(action)[-8:] if len(own) < 4 else own
    return own


def _coordinated(before: list[Word], after: list[Word], quantity: Quantity) -> bool:
    """Whether only 、 or 和 stands between the figure and the one before it."""
    words = [word for word in before if word.kind != "space"]
    if not words or len(words) > 2 or any(word.text not in _COORDINATING for word in words):
        return False
    return not (following_phrase(after) and (quantity.kind in _COUNTED or after[0].text == "的"))


def _goal(clause: Clause) -> list[Word]:
    """The words up to the verb where the figure is a goal of growth (经济增长预期目标为7%); else nothing."""
    words = trim(clause.head or parse_clause(clause.earlier).words)
    if not words or words[-1].text not in _GOALS:
        return []
    while words and (words[-1].text in _GOALS or words[-1].text in _GOAL_WORDS or words[-1].kind in ("adverb", "level")):
        words = words[:-1]
    return words if len(words) > 1 and words[-1].kind in ("up", "down", "rate") else []


def read_figure(
    before: list[Word], after: list[Word], quantity: Quantity, subject: Subject, previous: Reading | None
) -> Reading:
    """Read one figure from the words before and after it.

    Parameters
    ----------
    before, after : list of Word
        The words between this figure and its neighbours in the sentence.
    quantity : Quantity
    subject : Subject
        Carried from figure to figure within a sentence; updated here.
    previous : Reading or None
        The reading of the figure before in the sentence.
    """
    if previous and quantity.kind != "rank" and _coordinated(before, after, quantity):
        subject.place += 1
        named = subject.members[subject.place] if subject.place < len(subject.members) else previous.indicator
        return replace(previous, indicator=named, joined=True)
    clause = parse_clause(before)
    subject.place = 0
    if previous:
        subject.levels = [*subject.levels, previous.indicator] if previous.role == "level" and not previous.joined else []
    if previous and subject.text and [word.text for word in before] == ["的"] and quantity.kind in ("比率", "倍数", "share"):
        return Reading("level", None, subject.text, previous.basis, "的")
    goal = _goal(clause)
    if goal:
        subject.set(joined(phrase(goal[:-1])) or subject.text)
        falls = goal[-1].kind == "down" or any(char in goal[-1].text for char in _FALLING)
        return Reading("change", "down" if falls else "up", subject.text, clause.basis, goal[-1].text)
    indicator = _indicator(clause, after, quantity, subject)
    role, direction, governor = _governed(clause, quantity)
    if governor == "多出" and previous and previous.basis:
        role, direction = "change", "up"
    rate = next((word for word in reversed(clause.head) if word.kind == "rate"), None)
    steady = all(word.kind in FILLERS or word.kind == "level" or word.text == "在" for word in clause.predicate)
    if rate and quantity.kind in MEASURED and steady:
        role, direction = "change", "down" if any(char in rate.text for char in _FALLING) else "up"
    if quantity.unit == "番":
        role, direction = "change", "up"
    if quantity.kind == "百分点" and any(word.text in ("拉动", "带动") for word in clause.words):
        role, direction = "level", None
    if quantity.kind == "rank":
        role, direction = "rank", None
    return Reading(role, direction, indicator, clause.basis, governor, opening=_opening(clause))


def _opening(clause: Clause) -> int | None:
    """Where the head of the clause begins, without words of time and degree."""
    for word in clause.head:
        if word.kind not in ("time", "adverb", "conj", "space", "mark", "list"):
            return word.start
    return None
