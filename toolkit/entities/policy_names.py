"""Names of policies that are not in 《》, found from the noun that ends them and the words before it.

Where such a name begins is the hard part. Walking to the left from the noun, a name ends at a break (，、 or a bracket), at a word that governs
it (实施, 印发, 深入推进) or at its deictic (全市, 我省); words that may do either (持续, 完善) end it only in a position where they can govern.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from toolkit.document import Entity
from toolkit.entities.context import Word, governor_role, words_before
from toolkit.entities.cues import Hit
from toolkit.lexicon import read_list, read_table

__all__ = ["find_policy_names"]

_ISSUING = re.compile(
    r"(?:印发|出台|制定|制订|下发|颁布|发布|修订|编制|审议通过|转发|起草)(?:实施|印发|出台|了|并印发|并实施|完善|发布|下发)*"
)
_PERIOD = re.compile(r"[“\"]?[一二三四五六七八九十]+五[”\"]?$")
_NOT_AFTER = {
    "programme": "中上方者量员署能力线图表书",
    "regulation": "的",
}


def find_policy_names(text: str, heads: Sequence[Hit], fixed_ends: frozenset[int]) -> list[Entity]:
    """Names that end in a policy noun.

    Parameters
    ----------
    text : str
    heads : sequence of Hit
        The policy nouns of the text.
    fixed_ends : frozenset of int
        Offsets at which organisations end; no name reaches over them to the left.
    """
    found = []
    for head in heads:
        name = _document(text, head) if head.cue.kind == "document" else _named(text, head, fixed_ends)
        if name:
            start, subtype = name
            found.append(Entity(start, head.end, text[start : head.end], "POLICY", subtype, text[start : head.end].strip("“”")))
    return found


def _document(text: str, head: Hit) -> tuple[int, str] | None:
    """A title without brackets, behind a verb of issuing; generic ones are left out."""
    clause = text[max(0, head.start - 60) : head.start]
    cut = max(clause.rfind(mark) for mark in "，,。；;：:\n《》")
    clause = clause[cut + 1 :]
    verb = _ISSUING.search(clause)
    if not verb:
        return _quoted_document(text, head)
    title = clause[verb.end() :]
    if len(title) < 6 or "、" in title[:4] or _generic_title(title):
        return None
    return head.start - len(title), "document"


def _quoted_document(text: str, head: Hit) -> tuple[int, str] | None:
    words = words_before(text, head.start)
    if words and words[-1].quoted and len(words[-1].text) > 3:
        return words[-1].start, "document"
    return None


def _generic_title(title: str) -> bool:
    words = [word.text for word in words_before(title, len(title))]
    return len([word for word in words if word not in _generic()]) < 2


def _named(text: str, head: Hit, fixed_ends: frozenset[int]) -> tuple[int, str] | None:
    words = _body(words_before(text, head.start), fixed_ends)
    if not words or not _makes_name(words, head):
        return None
    return words[0].start, head.cue.kind


def _body(words: list[Word], fixed_ends: frozenset[int]) -> list[Word]:
    """The words that belong to the name, from the right."""
    body: list[Word] = []
    for index in range(len(words) - 1, -1, -1):
        word = words[index]
        role = None if word.quoted else governor_role(word.text)
        if role == "hard" or (role == "soft" and _governs(words, index)):
            break
        body.append(word)
        if word.start in fixed_ends:
            break
    body.reverse()
    return body


def _governs(words: list[Word], index: int) -> bool:
    """Whether a word that may belong to a name stands where a verb stands: first in its clause, or behind another such word."""
    if index == 0:
        return True
    before = words[index - 1]
    role = None if before.quoted else governor_role(before.text)
    return role == "hard" or (role == "soft" and _governs(words, index - 1))


def _makes_name(words: list[Word], head: Hit) -> bool:
    kind = head.cue.kind
    if any(word.quoted for word in words):
        return True
    content = [word.text for word in words if word.text not in _generic()]
    length = sum(len(word.text) for word in words)
    last = words[-1].text
    if kind == "battle":
        return length >= 2
    if not content:
        return False
    if kind == "strategy":
        return length >= 3
    if kind == "programme":
        if head.cue.text in ("工程", "计划", "运动", "倡议"):
            return length >= 4 and _programme_role(last) == "programme"
        return length >= 4
    if kind == "reform":
        return last == "制度" and length >= 4
    if kind == "regulation":
        return length >= 3 and head.cue.text != "规定"
    if kind == "plan":
        return bool(_PERIOD.search(words[0].text))
    return False


def _programme_role(word: str) -> str | None:
    return _programme_words().get(word)


@lru_cache(maxsize=1)
def _programme_words() -> dict[str, str]:
    return {row["word"]: row["role"] for row in read_table("programme_words.tsv")}


@lru_cache(maxsize=1)
def _generic() -> frozenset[str]:
    return frozenset(read_list("policy_generic.txt"))
