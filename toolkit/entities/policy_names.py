"""Names of policies that are not in 《》, found from the noun that ends them and the words before it.

Where such a name begins is the hard part. Walking to the left from the noun, a name ends at a break (，、 or a bracket), at a
word that governs it (实施, 印发, 深入推进) or at its deictic (全市, 我省); words that may do either (持续, 完善) end it only in a
position where they can govern.
"""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from toolkit.document import Entity
from toolkit.entities.context import REACH, governor_role, is_quoted, words_before
from toolkit.entities.cues import Hit
from toolkit.entities.policy_kinds import QUOTE_REACH, generic_words, makes_name, words_in_quotes
from toolkit.entities.policy_lists import enumeration_start, first_of_list
from toolkit.entities.policy_titles import title_start
from toolkit.grammar.dates import ARABIC_YEAR
from toolkit.grammar.numerals import COUNT
from toolkit.lexicon import read_table
from toolkit.text.words import Word

__all__ = ["find_policy_names", "without_marks"]

_COUNTED = re.compile(f"(?:新?[两{COUNT}]+|首|[0-9]+)(?:轮|批|项|次|个)")
_PERIOD_BEFORE = re.compile(f"[{COUNT}](?:五|个?五年)")
_COUNTING = re.compile(f"[0-9两{COUNT}百]+[大项个]|国家|全国")
_ORDINAL = re.compile(f"[{COUNT}]+是")
_BY_COUNT = re.compile(f"“?[0-9{COUNT}百]+(?:[大项个]|$)")
_DATE = re.compile("[0-9.]+年?度?|年度?|月|日")
_TRIAL = re.compile(
    rf"（(?:试行|暂行|草案|修订稿?|试行草案|征求意见稿|修正|{ARABIC_YEAR}年[版本]|{ARABIC_YEAR}[—\-－–~～]{ARABIC_YEAR}年?)）"
)
_QUOTED_KINDS = ("quoted", "institution")
_TITLED = frozenset(("document", "plan", "regulation"))
_TITLED_HEADS = frozenset(("行动计划", "行动方案", "行动纲要"))
_REFORMED = re.compile("制度$|”|等$|实施|开展|启动|印发|出台|推进|推行|打好|打赢|深化")
_OPENS_NAME = ("实施", "开展", "启动", "印发", "出台")
"""Behind these a verb may begin the name (实施 | 优化营商环境行动)."""
_TAKES_NAME = ("实施", "开展", "启动", "印发", "出台", "推进", "推行", "打好", "打赢", "深化")
_WITHIN_QUOTES = frozenset(("programme", "battle", "strategy", "plan", "reform", "quoted", "institution"))
_QUOTED_NAME, _QUOTED_INSTITUTION = 4, 8
"""Characters that a name within quotation marks has at least, its noun included; the most that one of an institution has."""


def find_policy_names(
    text: str, heads: Sequence[Hit], *, organisation_ends: frozenset[int], label_ends: frozenset[int]
) -> list[Entity]:
    """Names that end in a policy noun.

    Parameters
    ----------
    text : str
    heads : sequence of Hit
        The policy nouns of the text.
    organisation_ends : frozenset of int
        Offsets at which organisations end; no name reaches over them to the left.
    label_ends : frozenset of int
        Offsets at which names end that are known as they are.
    """
    found = []
    for head in heads:
        known = head.end in label_ends or (text[head.end : head.end + 1] == "”" and head.end + 1 in label_ends)
        start = None if known else _start(text, head, organisation_ends)
        if start is None:
            continue
        trial = _TRIAL.match(text, head.end)
        end = trial.end() if trial else head.end
        if text.count("“", start, end) > text.count("”", start, end) and text[end : end + 1] == "”":
            end += 1
        name = without_marks(text[start:end])
        found.append(Entity(start, end, text[start:end], "POLICY", head.cue.kind, name))
    return found


def without_marks(name: str) -> str:
    """A name without the marks that stand around all of it.

    Examples
    --------
    >>> without_marks("《治水办法》"), without_marks("“三清”行动")
    ('治水办法', '“三清”行动')
    """
    marks, inner = name[0] + name[-1], name[1:-1]
    return inner if marks in ("“”", "《》") and not set(marks) & set(inner) else name


def _start(text: str, head: Hit, fixed_ends: frozenset[int]) -> int | None:
    if (head.cue.kind in _QUOTED_KINDS and not _near_quotes(text, head)) or _goes_on(text, head):
        return None
    inside = _quoted_name(text, head)
    if inside is not None:
        return _with_subject(text, inside, head, fixed_ends)
    if head.cue.kind in _TITLED or head.cue.text in _TITLED_HEADS:
        titled = title_start(text, head)
        if titled is not None or head.cue.kind == "document":
            return titled
    enumerated = enumeration_start(text, head)
    if enumerated is not None:
        return enumerated
    return _walked_start(text, head, fixed_ends)


def _near_quotes(text: str, head: Hit) -> bool:
    """Whether a quotation ends shortly before or right behind the noun; most of these nouns are spared all else."""
    return text.find("”", max(0, head.start - QUOTE_REACH - 1), head.end + 1) >= 0


def _walked_start(text: str, head: Hit, fixed_ends: frozenset[int]) -> int | None:
    """Where the words before the noun that belong to its name begin; None where they make none."""
    if not _can_be_named(text, head):
        return None
    before = words_before(text, head.start)
    words = _body(before, fixed_ends)
    if _counted(before, words):
        words = words[next((i for i, word in enumerate(words) if is_quoted(word)), 0) :]
    behind = _behind(before, words[0]) if words else ""
    governed = behind.endswith(_TAKES_NAME)
    if head.cue.text == "专项整治" and behind in ("和", "与", "及"):
        return None
    if head.cue.kind == "battle" and words and words[0].text in ("国家", "全国"):
        words = words[1:]
    quoted = next((i for i, word in enumerate(words) if is_quoted(word)), len(words))
    if head.cue.kind == "institution" or (quoted < len(words) and all(word.text in generic_words() for word in words[:quoted])):
        words = words[quoted:]
    if words and _COUNTING.fullmatch(words[-1].text):
        first = first_of_list(text, words[0].start, head)
        if first < words[0].start:
            return first
    if not words or not makes_name(words, head, governed):
        return None
    if head.cue.text in ("工程", "计划") and _counted(before, words) and not any(map(is_quoted, words)):
        return None
    return words[0].start if any(map(is_quoted, words)) else first_of_list(text, words[0].start, head)


def _can_be_named(text: str, head: Hit) -> bool:
    """Whether what a name of this kind cannot do without stands before the noun; most nouns are spared the reading of their words."""
    match head.cue.kind:
        case "reform":
            return bool(_REFORMED.search(text, max(0, head.start - REACH), head.start))
        case "plan":
            return bool(_PERIOD_BEFORE.search(text, max(0, head.start - REACH), head.start))
        case "regulation":
            return head.cue.text not in ("规定", "办法") or text[head.start - 1 : head.start] in ("”", "等")
        case _:
            return True


def _counted(before: Sequence[Word], body: Sequence[Word]) -> bool:
    """Whether a count stands before the name, which then counts what stands next (7个 | 区属部门“大科室制”改革)."""
    index = before.index(body[0]) if body else 0
    return index > 0 and before[index - 1].kind == "quantity"


def _behind(words: Sequence[Word], first: Word) -> str:
    """The word before the first word of a name, empty at the start of the clause."""
    index = words.index(first)
    return words[index - 1].text if index else ""


def _goes_on(text: str, head: Hit) -> bool:
    """Whether the noun is the beginning of another word: 总体战|略, 战略|合作."""
    named = head.start and text[head.start - 1] == "”"
    return not named and text.startswith(_continuations()[head.cue.text], head.end)


@lru_cache(maxsize=1)
def _continuations() -> Mapping[str, tuple[str, ...]]:
    """For each policy noun, also those that end in a shorter one, what may not follow it."""
    rows = read_table("policy_continuations.tsv")
    heads = [row["head"] for row in read_table("policy_heads.tsv")]
    return {head: tuple(row["following"] for row in rows if head.endswith(row["head"])) for head in heads}


def _quoted_name(text: str, head: Hit) -> int | None:
    """The opening quotation mark of a name that fills its quotation marks: “百千万工程”."""
    if text[head.end : head.end + 1] != "”" or head.cue.kind not in _WITHIN_QUOTES:
        return None
    opening = text.rfind("“", max(0, head.end - 40), head.start)
    name = text[opening + 1 : head.end]
    if opening < 0 or "”" in name or len(name) < _QUOTED_NAME or len(name) == len(head.cue.text) or name in words_in_quotes():
        return None
    if head.cue.kind == "institution" and len(name) > _QUOTED_INSTITUTION:
        return None
    return opening


def _with_subject(text: str, opening: int, head: Hit, fixed_ends: frozenset[int]) -> int:
    """Where a name in quotation marks begins: with what it is for, if that touches it (居家养老“365工程”)."""
    body = _body(words_before(text, opening), fixed_ends)
    if not body or any(is_quoted(word) or word.text == "的" for word in body):
        return opening
    if _COUNTING.fullmatch(body[-1].text):
        return opening
    if _BY_COUNT.match(text, opening):
        first = first_of_list(text, body[0].start, head)
        return first if first < body[0].start else opening
    return body[0].start


def _body(words: list[Word], fixed_ends: frozenset[int]) -> list[Word]:
    """The words that belong to the name, from the right."""
    body: list[Word] = []
    for index in range(len(words) - 1, -1, -1):
        word = words[index]
        if word.end in fixed_ends or word.kind == "quantity" or _ORDINAL.fullmatch(word.text):
            break
        role = None if is_quoted(word) else governor_role(word.text)
        if role == "hard" or (role == "soft" and _governs(words, index) and not _object_of(words, index)):
            break
        body.append(word)
    body.reverse()
    while body and (_DATE.fullmatch(body[0].text) or _COUNTED.fullmatch(body[0].text)):
        body.pop(0)
    return body


def _object_of(words: list[Word], index: int) -> bool:
    """Whether a word stands right behind a verb that takes the name of a policy as its object (实施 | 优化营商环境行动)."""
    if index == 0:
        return False
    before = words[index - 1].text
    return before.endswith(_OPENS_NAME) or (governor_role(before) == "soft" and _object_of(words, index - 1))


def _governs(words: list[Word], index: int) -> bool:
    """Whether a word that may belong to a name stands where a verb stands: first in its clause, or behind another such word."""
    if index == 0:
        return True
    before = words[index - 1]
    role = None if is_quoted(before) else governor_role(before.text)
    return role == "hard" or (role == "soft" and _governs(words, index - 1))
