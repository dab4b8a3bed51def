"""How a figure is stated: its indicator, whether it is a level, a change or a rank, its direction and what it is measured against."""

from dataclasses import dataclass, field, replace

from toolkit.claims.phrases import following_phrase, items, phrase, trim
from toolkit.claims.quantities import Quantity
from toolkit.claims.words import Word, dependent_nouns, joined
from toolkit.document import Direction, Role

__all__ = ["Reading", "Subject", "read_figure"]

_BREAKS = frozenset({"mark"})
_FILLERS = frozenset({"adverb", "time", "space", "deictic", "conj"})
_PREDICATES = frozenset({"level", "to", "up", "down", "compare", "verb", "basis", "prep", "new"})
_SHARES = ("比重", "比例", "份额")
_COUNTED = frozenset({"计数", "人数", "户数", "人次"})
_RATES = {"涨": "up", "增": "up", "升": "up", "提": "up", "降": "down", "跌": "down", "减": "down", "缩": "down", "下": "down"}
_PAST = ("年", "同期", "月", "季度", "末", "初", "原", "前", "期", "计划", "预算", "目标", "设想", "时期")
_REACHED = frozenset({"到", "至", "为", "成", "达", "达到", "在"})


@dataclass(slots=True)
class Subject:
    """What the sentence has been speaking of so far."""

    text: str = ""
    members: list[str] = field(default_factory=list)
    """The members of a coordinated subject, one for each figure of 分别增长5%和7.5%."""
    place: int = 0


@dataclass(frozen=True, slots=True)
class Reading:
    role: Role
    direction: Direction | None
    indicator: str
    basis: str | None
    stated: bool
    """Whether the clause itself names the indicator, and not one before it."""
    governor: str = ""
    """The predicate that governs the figure."""


def _clause(words: list[Word]) -> tuple[list[Word], list[Word]]:
    """Split words at the last mark: what stands before it, and the clause that ends at the figure."""
    for index in range(len(words) - 1, -1, -1):
        word = words[index]
        if word.kind == "mark" or (word.kind == "list" and index + 1 < len(words) and words[index + 1].kind in ("up", "down", "level", "compare")):
            return words[:index], words[index + 1 :]
    return [], words


def _basis(text: str, clause: list[Word], predicate: int) -> tuple[str | None, int]:
    """The words of comparison (同比, 比2020年) before the predicate, and where the subject before them ends."""
    for index, word in enumerate(clause[:predicate]):
        if word.kind == "basis" or word.text in ("较之", "相比"):
            last = predicate
            while last > index + 1 and clause[last - 1].kind in ("adverb", "space"):
                last -= 1
            return joined(text, clause[index:last]), index
        if word.text in ("同比", "环比"):
            return word.text, predicate
    return None, predicate


def _predicate(clause: list[Word]) -> tuple[int, int]:
    """The span of the predicate that touches the figure; empty where a noun does."""
    last = len(clause)
    while last and (clause[last - 1].kind in _FILLERS or clause[last - 1].text == "的"):
        last -= 1
    first = last
    while first and (clause[first - 1].kind in _PREDICATES or (first < last and clause[first - 1].kind in ("adverb", "space"))):
        first -= 1
        if clause[first].kind == "basis":
            break
    return first, last


def _governed(predicate: list[Word]) -> tuple[Role, Direction | None, str]:
    """Role and direction by the verbs directly before the figure: 增长 is a change, 增长到 a level."""
    for index in range(len(predicate) - 1, -1, -1):
        word = predicate[index]
        if word.kind in ("up", "down"):
            return "change", word.kind, word.text  # type: ignore[return-value]
        if word.kind in ("level", "to", "verb", "prep", "new", "compare"):
            return "level", None, word.text
    return "level", None, ""


def _rate(words: list[Word]) -> tuple[list[Word], Direction | None] | None:
    """The subject and direction where a noun of change closes the phrase (居民消费价格涨幅)."""
    if words and words[-1].kind == "rate":
        name = words[-1].text
        direction: Direction = "down" if any(char in name for char in "降跌减缩") else "up"
        return trim(words[:-1]), direction
    return None


def _share(text: str, clause: list[Word], subject: Subject) -> str | None:
    """S占O的比重 → the whole; S占O的 → S."""
    for index, word in enumerate(clause):
        if word.text in ("占", "约占", "仅占", "只占", "均占", "各占") or word.text.endswith("占"):
            before = joined(text, phrase(clause[:index])) or subject.text
            whole = trim(clause[index + 1 :])
            if whole and whole[-1].text.endswith(_SHARES):
                return f"{before}占{joined(text, whole)}"
            return before
    return None


def _compared(basis: str | None, text: str, clause: list[Word]) -> bool:
    return basis is not None and any(mark in basis for mark in _PAST)


def read_figure(text: str, before: list[Word], after: list[Word], quantity: Quantity, subject: Subject, previous: Reading | None) -> Reading:
    """Read one figure from the words before and after it.

    Parameters
    ----------
    text : str
        The whole text.
    before, after : list of Word
        The words between this figure and its neighbours in the sentence.
    quantity : Quantity
    subject : Subject
        Carried from figure to figure within a sentence; updated here.
    """
    if previous and all(word.kind in ("list", "space") or word.text in ("和", "及", "与", "，", ",", "以及") for word in before) and before and len(before) <= 2 and not (following_phrase(after) and quantity.kind in _COUNTED):
        subject.place += 1
        members = subject.members
        name = members[subject.place] if subject.place < len(members) else previous.indicator
        return replace(previous, indicator=name, stated=False)
    earlier, clause = _clause(before)
    first, last = _predicate(clause)
    predicate = clause[first:last]
    head = clause[:first] if predicate else trim(clause)
    role, direction, governor = _governed(predicate)
    basis, cut = _basis(text, clause, first if predicate else len(clause))
    if any(word.kind == "basis" for word in predicate):
        index = next(i for i, word in enumerate(clause) if word.kind == "basis")
        basis, cut = basis or joined(text, clause[index:last]), index
    if basis and predicate:
        head = clause[:cut] if cut < len(head) else head
    counted = quantity.kind in _COUNTED
    following = following_phrase(after)
    adjacent = bool(following) and not (after and after[0].text == "的" and not counted)
    share = _share(text, clause, subject)
    if quantity.kind == "rank":
        role, direction = "rank", None
    if predicate and predicate[-1].kind == "compare" and role == "level":
        if basis and any(mark in basis for mark in _PAST):
            role, direction = "change", "down" if predicate[-1].text in ("低", "少", "慢", "低于") else "up"
    named = _named(text, clause, head, predicate, quantity, following, adjacent, subject, earlier, share)
    indicator, words, stated = named
    if role == "level" and not predicate:
        role, direction, governor = _object_role(clause, quantity)
    rated = _rate(words)
    if rated and quantity.kind in ("比率", "百分点", "倍数"):
        words, direction = rated
        role = "change"
        indicator = joined(text, words) or subject.text
    if quantity.unit == "番":
        role, direction = "change", "up"
    if quantity.kind == "rank":
        role, direction = "rank", None
    return Reading(role, direction if role == "change" else None, indicator, basis, stated, governor)


def _object_role(clause: list[Word], quantity: Quantity) -> tuple[Role, Direction | None, str]:
    """A verb of change with its object before the figure: 减少排放3万吨 is a fall, 增加铁路新线5公里 a count of new lines."""
    for word in reversed(clause):
        if word.kind in ("up", "down"):
            if word.kind == "down" or quantity.kind in ("比率", "百分点", "倍数"):
                return "change", word.kind, word.text  # type: ignore[return-value]
            return "level", None, word.text
        if word.kind in ("level", "verb", "new"):
            return "level", None, word.text
    return "level", None, ""


def _named(
    text: str, clause: list[Word], head: list[Word], predicate: list[Word], quantity: Quantity, following: list[Word],
    adjacent: bool, subject: Subject, earlier: list[Word], share: str | None,
) -> tuple[str, list[Word], bool]:  # fmt: skip
    counted = quantity.kind in _COUNTED
    if share is not None:
        subject.members, subject.text = [], share
        return share, [], True
    if not clause and not earlier and subject.members:
        subject.place += 1
        if subject.place < len(subject.members):
            return subject.members[subject.place], [], False
    if counted and adjacent:
        prefix = predicate[-1].text if predicate and predicate[-1].kind == "new" else ""
        subject.text, subject.members = prefix + joined(text, following), []
        return subject.text, following, True
    own = phrase(head)
    if own:
        return _own(text, own, clause, subject)
    object_verb = bool(predicate) and predicate[-1].kind in ("verb", "new")
    if following and (object_verb or (not subject.text and not earlier)):
        prefix = predicate[-1].text if predicate and predicate[-1].kind == "new" else ""
        subject.text, subject.members = prefix + joined(text, following), []
        return subject.text, following, True
    if subject.text and not (earlier and phrase(_clause(earlier)[1]) and len(earlier) > 8):
        subject.place = 0
        return (subject.members[0] if subject.members else subject.text), [], False
    previous = _earlier_subject(earlier)
    if previous:
        subject.text, subject.members = joined(text, previous), []
        return subject.text, previous, True
    if subject.text:
        return subject.text, [], False
    if following:
        return joined(text, following), following, True
    if predicate:
        return joined(text, predicate), predicate, True
    return "", [], False


def _own(text: str, own: list[Word], clause: list[Word], subject: Subject) -> tuple[str, list[Word], bool]:
    name = joined(text, own)
    if name in dependent_nouns() and subject.text:
        name = subject.text + name
        return name, own, False
    members = items(own)
    if len(members) > 1 and any(word.text in ("分别", "各", "均", "都") for word in clause):
        subject.members = ["".join(word.text for word in member) for member in members]
        subject.place, subject.text = 0, name
        return subject.members[0], own, True
    subject.text, subject.members, subject.place = name, [], 0
    return name, own, True


def _earlier_subject(earlier: list[Word]) -> list[Word]:
    """The subject of the clause before: the phrase that opens it, before its predicate."""
    while earlier:
        earlier, clause = _clause(earlier)
        for index, word in enumerate(clause):
            if index and word.kind in ("adverb", "level", "up", "down", "verb"):
                found = phrase(clause[:index])
                if found:
                    return found
        found = phrase(clause)
        if found:
            return found
    return []
