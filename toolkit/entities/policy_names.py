"""Names of policies that are not in 《》, found from the noun that ends them and the words before it.

Where such a name begins is the hard part. Walking to the left from the noun, a name ends at a break (，、 or a bracket), at a
word that governs it (实施, 印发, 深入推进) or at its deictic (全市, 我省); words that may do either (持续, 完善) end it only in a
position where they can govern.
"""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from toolkit.document import Entity
from toolkit.entities.context import Word, governor_role, words_before
from toolkit.entities.cues import Hit
from toolkit.lexicon import read_list, read_table

__all__ = ["find_policy_names"]

_ISSUING = re.compile(
    r"(?:印发|出台|制定|制订|下发|颁布|发布|修订|编制|审议通过|转发|起草)(?:实施|印发|出台|了|并印发|并实施|完善|发布|下发)*"
)
_APPLYING = re.compile(r"(?:落实|贯彻|执行|实施|按照|根据|依据)(?:好|了)?")
_APPLIED = frozenset(("方案", "工作方案", "实施方案", "清单", "指导意见", "实施意见", "若干措施", "若干政策"))
_PERIOD = re.compile(r"[“\"]?[一二三四五六七八九十]+五[”\"]?$")
_DEICTIC = re.compile("^(?:[我全本该](?:省|市|县|区|州|旗|自治区)|首批|第[一二三四五六]批|一批|相关|有关|系列)")
_WATERS = ("河", "江", "湖", "渠", "水库", "港", "高速", "铁路")
_ITEM_OF_NAME = re.compile("[一-龥]{2,10}")
_SITE = re.compile("[0-9]|[一二三]期|段|灌区|河|江|湖|水库|公路|高速|铁路|城际|续建|改造")
_WORDS = re.compile("[一-龥A-Za-z0-9]{2}")
_ROUNDS = ("新一轮", "一轮")
_DATE = re.compile("[0-9０-９.．]+年?度?|年度?|月|日")
_TRIAL = re.compile(
    r"[（(](?:试行|暂行|草案|修订稿?|试行草案|征求意见稿|修正|[0-9]{4}年[版本]|[0-9]{4}[—\-－–~～][0-9]{4}年?)[）)]"
)
_ISSUED = frozenset(("document", "plan", "regulation"))
_TAKES_NAME = ("实施", "开展", "启动", "印发", "出台")
_TAKING = re.compile("实施|开展|启动|出台|推进|制定|修订")
_ITEM = 4
"""Characters that each of several names has at least that share a noun."""
_LIST_MARK = re.compile("、|和|以及|及")
_TITLE_ENDS = (
    "方案", "意见", "通知", "措施", "政策", "清单", "目录", "规划", "纲要", "计划", "战略", "办法", "条例", "规定", "细则",
    "）", ")", "”",
)  # fmt: skip
_LONG_TITLE, _LONGEST = 10, 45
_WITHIN_QUOTES = frozenset(("programme", "battle", "strategy", "plan", "reform", "document"))
_QUOTED_NAME = 4
"""Characters that a name within quotation marks has at least, its noun included."""


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
        start = None if head.end in label_ends else _start(text, head, organisation_ends)
        if start is None:
            continue
        trial = _TRIAL.match(text, head.end)
        end = trial.end() if trial else head.end
        if text[start] == "“" and "”" not in text[start:end] and text[end : end + 1] == "”":
            end += 1
        name = text[start:end].strip("“”")
        found.append(Entity(start, end, text[start:end], "POLICY", head.cue.kind, name))
    return found


def _start(text: str, head: Hit, fixed_ends: frozenset[int]) -> int | None:
    if _goes_on(text, head):
        return None
    inside = _quoted_name(text, head)
    if inside is not None:
        return inside
    if head.cue.kind in _ISSUED or head.cue.text in ("行动计划", "行动方案", "行动纲要"):
        issued = _issued(text, head, _ISSUING, 6)
        if issued is None and head.cue.text in _APPLIED:
            issued = _issued(text, head, _APPLYING, 6 if head.cue.text == "清单" else 10)
        if issued is not None or head.cue.kind == "document":
            return issued
    enumerated = _enumerated(text, head)
    if enumerated is not None:
        return enumerated
    before = words_before(text, head.start)
    words = _body(before, fixed_ends)
    behind = _behind(before, words[0]) if words else ""
    governed = behind.endswith(_TAKES_NAME)
    if head.cue.text == "专项整治" and behind in ("和", "与", "及"):
        return None
    if head.cue.kind == "institution":
        words = words[next((i for i, word in enumerate(words) if word.quoted), len(words)) :]
    if not words or not _makes_name(words, head, governed):
        return None
    return words[0].start if words[0].quoted else _first_of_parallel(text, words[0].start, head)


def _first_of_parallel(text: str, start: int, head: Hit) -> int:
    """Where the first of several names of one measure begins that share a noun: 蓝天、碧水、净土保卫战."""
    width = head.start - start
    first = start
    while first > width and text[first - 1] == "、" and _is_item(text[first - 1 - width : first - 1]):
        first -= 1 + width
    before = words_before(text, first)
    governed = not before or governor_role(before[-1].text) == "hard"
    return first if governed and head.cue.kind in ("programme", "battle", "strategy", "regulation") else start


def _is_item(text: str) -> bool:
    """Whether a piece can be a name that lacks its noun: it has none, and no verb before it."""
    if not _ITEM_OF_NAME.fullmatch(text) or text.endswith((*_TITLE_ENDS, "行动", "工程", "改革", "攻坚战")):
        return False
    return governor_role(words_before(text, len(text))[0].text) != "hard"


def _behind(words: Sequence[Word], first: Word) -> str:
    """The word before the first word of a name, empty at the start of the clause."""
    index = words.index(first)
    return words[index - 1].text if index else ""


def _enumerated(text: str, head: Hit) -> int | None:
    """Where names begin that share one noun: 实施 | 冀货出海、品牌培育等行动."""
    if text[head.start - 1 : head.start] != "等" or head.cue.kind not in ("programme", "regulation"):
        return None
    clause = re.split("[，,。；;：:\\n（(]", text[max(0, head.start - 80) : head.start - 1])[-1]
    verbs = list(_TAKING.finditer(clause))
    items = clause[verbs[-1].end() :].split("、") if verbs else []
    if not items or min(map(len, items)) < _ITEM or any(item.startswith(("一批", "一系列")) for item in items):
        return None
    if head.cue.text == "工程" and (verbs[-1].group() != "实施" or _SITE.search("".join(items))):
        return None
    return head.start - 1 - len("、".join(items))


def _goes_on(text: str, head: Hit) -> bool:
    """Whether the noun is the beginning of another word: 总体战|略, 战略|合作."""
    named = head.start and text[head.start - 1] == "”"
    return not named and any(text.startswith(following, head.end) for following in _continuations()[head.cue.text])


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
    if opening < 0 or "”" in name or len(name) < _QUOTED_NAME or len(name) == len(head.cue.text) or name in _not_names():
        return None
    return opening


@lru_cache(maxsize=1)
def _not_names() -> frozenset[str]:
    return frozenset(read_list("quoted_words.txt"))


def _issued(text: str, head: Hit, verbs: re.Pattern[str], least: int) -> int | None:
    """Where a title without brackets begins behind a verb of issuing; None where there is none, or a generic one."""
    floor = max(0, head.start - 60)
    clause = text[floor : head.start]
    clause = clause[max(clause.rfind(mark) for mark in "，,。；;：:\n《》（(") + 1 :]
    verb = verbs.search(clause)
    if not verb:
        return None
    title = _DEICTIC.sub("", _last_of_list(clause[verb.end() :]))
    if len(title) < least or len(title) > _LONGEST or title[0] in "的、等" or "等" in title or _generic_title(title, head):
        return None
    return head.start - len(title)


def _last_of_list(titles: str) -> str:
    """The last of several titles: what stands behind 、 or 和 where a title ends before it."""
    cut = 0
    for match in _LIST_MARK.finditer(titles):
        if titles[: match.start()].endswith(_TITLE_ENDS):
            cut = match.end()
    return titles[cut:]


def _generic_title(title: str, head: Hit) -> bool:
    """Whether nothing in a title tells it from others of its kind."""
    if "的" in title and head.cue.text[-2:] not in ("通知", "意见", "决定", "决议", "公告", "通告", "批复"):
        return True
    words = [word.text for word in words_before(title, len(title))]
    content = [word for word in words if word not in _generic() and governor_role(word) is None]
    if head.cue.kind == "plan":
        return len(content) < 3
    return not content or (len(content) < 2 and len(title) < _LONG_TITLE)


def _body(words: list[Word], fixed_ends: frozenset[int]) -> list[Word]:
    """The words that belong to the name, from the right."""
    body: list[Word] = []
    for index in range(len(words) - 1, -1, -1):
        word = words[index]
        if word.end in fixed_ends:
            break
        role = None if word.quoted else governor_role(word.text)
        if role == "hard" or (role == "soft" and _governs(words, index) and not _object_of(words, index)):
            break
        body.append(word)
    body.reverse()
    while body and (_DATE.fullmatch(body[0].text) or body[0].text in _ROUNDS):
        body.pop(0)
    return body


def _object_of(words: list[Word], index: int) -> bool:
    """Whether a word stands right behind a verb that takes the name of a policy as its object (实施 | 优化营商环境行动)."""
    if index == 0:
        return False
    before = words[index - 1].text
    return before.endswith(_TAKES_NAME) or (governor_role(before) == "soft" and _object_of(words, index - 1))


def _governs(words: list[Word], index: int) -> bool:
    """Whether a word that may belong to a name stands where a verb stands: first in its clause, or behind another such word."""
    if index == 0:
        return True
    before = words[index - 1]
    role = None if before.quoted else governor_role(before.text)
    return role == "hard" or (role == "soft" and _governs(words, index - 1))


def _makes_name(words: list[Word], head: Hit, governed: bool) -> bool:
    """Whether the words before the noun make a name of it."""
    quoted = [word for word in words if word.quoted and _WORDS.search(word.text)]
    if quoted:
        return _quoted_makes_name(quoted[-1], words[-1], head)
    content = [word.text for word in words if word.text not in _generic()]
    length = sum(len(word.text) for word in words)
    match head.cue.kind:
        case "battle":
            return length >= 2
        case "strategy":
            return bool(content) and length >= 3 and words[-1].text != "重大" and (words[-1].text != "国家" or length >= 8)
        case "programme":
            return _is_programme([word.text for word in words], head.cue.text, bool(content), governed)
        case "reform":
            return bool(content) and words[-1].text.endswith("制度") and length >= 4
        case "quoted":
            return False
        case "regulation":
            return bool(content) and length >= 3 and head.cue.text not in ("规定", "办法")
        case "plan":
            return bool(_PERIOD.search(words[0].text))
        case _:
            return False


def _quoted_makes_name(quoted: Word, last: Word, head: Hit) -> bool:
    if quoted.text.strip("“”") + head.cue.text in _not_names():
        return False
    if head.cue.kind == "quoted":
        return last.quoted and (head.cue.text[-2:] != "发展" or quoted.text[-2] in "区圈带群极城")
    return head.cue.kind != "regulation" or head.cue.text == "条例"


def _is_programme(words: Sequence[str], head: str, content: bool, governed: bool) -> bool:
    """Whether the words make a programme.

    Construction sites and yearly plans are none, so some nouns ask for the word of a programme before them (培育工程); a name
    behind a verb that takes one (实施) may be shorter.
    """
    length = len("".join(words))
    roles = [_programme_words().get(word) for word in words]
    if head == "工程":
        site = "construction" in roles or any(word.endswith(_WATERS) for word in words)
        return length >= 4 and roles[-1] == "programme" and not site and (content or governed)
    if head in ("计划", "倡议"):
        return length >= 4 and content and (roles[-1] == "programme" or (governed and roles[-1] is None))
    if length == 2 and head != "专项整治":
        return roles == ["campaign"] or (governed and len(words) == 2)
    return content and length >= (6 if head == "专项整治" else 3 if governed else 4)


@lru_cache(maxsize=1)
def _programme_words() -> dict[str, str]:
    return {row["word"]: row["role"] for row in read_table("programme_words.tsv")}


@lru_cache(maxsize=1)
def _generic() -> frozenset[str]:
    return frozenset(read_list("policy_generic.txt"))
