"""Whether the words before a policy noun make a name of it, or a generic phrase."""

import re
from collections.abc import Sequence
from functools import lru_cache

from toolkit.entities.context import governor_role, is_quoted
from toolkit.entities.cues import Hit
from toolkit.grammar.numerals import COUNT
from toolkit.grammar.vocabulary import policy_roles
from toolkit.lexicon import read_list
from toolkit.text.words import Word

__all__ = ["QUOTE_REACH", "generic_words", "makes_name", "words_in_quotes"]

_COUNTED = re.compile(f"[{COUNT}]+大")
_PERIOD = re.compile(f"“?[{COUNT}]+五”?$|第[{COUNT}]+个?$")
_WATERS = ("段", "河", "江", "湖", "渠", "水库", "港", "高速", "铁路")
_COMPLETE = ("工程", "计划", "行动", "战略", "改革")
QUOTE_REACH = 10
"""Characters between a name in quotation marks and the noun that completes it (“智慧管家”线上服务模式)."""
_FIELDS = (
    "性", "体制", "领域", "配置", "机构", "机制", "体系", "事业", "行业", "企业", "经济", "综合", "治理", "监管", "管理", "国企", "国资",
)  # fmt: skip
_YEARS = ("三年行动", "三年行动计划", "三年行动方案", "五年行动", "三年专项整治行动")
_WHOLE = 6
"""Characters that make a name of an action over years, whatever they are (安全生产专项整治三年行动)."""
_WORDS = re.compile(r"[一-龥A-Za-z0-9]{2}|[0-9N]\+")


def makes_name(words: list[Word], head: Hit, governed: bool) -> bool:
    """Whether the words before the noun make a name of it."""
    quoted = [word for word in words if is_quoted(word) and _WORDS.search(word.text)]
    if quoted:
        return _quoted_makes_name(quoted[-1], words[-1], head)
    content = [word.text for word in words if word.text not in generic_words()]
    length = sum(len(word.text) for word in words)
    match head.cue.kind:
        case "battle":
            return length >= 2
        case "strategy":
            return bool(content) and _is_strategy(words[-1].text, length, governed)
        case "programme":
            return _is_programme([word.text for word in words], head.cue.text, bool(content), governed)
        case "reform":
            return _is_reform(words[-1].text, length, content, governed)
        case "quoted":
            return False
        case "regulation":
            return bool(content) and length >= 3 and head.cue.text not in ("规定", "办法")
        case "plan":
            return bool(_PERIOD.search(words[0].text))
        case _:
            return False


def _quoted_makes_name(quoted: Word, last: Word, head: Hit) -> bool:
    if quoted.text.strip("“”") + head.cue.text in words_in_quotes():
        return False
    if head.cue.kind == "quoted":
        if head.cue.text[-2:] == "发展":
            return is_quoted(last) and quoted.text[-2] in "区圈带群极城"
        if _PERIOD.search(quoted.text) or quoted.text[-3:-1] in _COMPLETE or (head.cue.text == "教育" and not is_quoted(last)):
            return False
        return head.start - quoted.end <= QUOTE_REACH
    if head.cue.kind == "institution":
        return head.start - quoted.end <= QUOTE_REACH
    return head.cue.kind != "regulation" or head.cue.text == "条例"


def _is_strategy(last: str, length: int, governed: bool) -> bool:
    """国家战略 and 重大战略 say what kind of strategy it is; a whole name may stand before them (应对人口老龄化国家战略)."""
    return length >= (3 if governed else 4) and last != "重大" and not _COUNTED.fullmatch(last) and (last != "国家" or length >= 8)


def _is_reform(last: str, length: int, content: Sequence[str], governed: bool) -> bool:
    """Whether one named thing is reformed, not a whole field (国库集中支付改革, but not 医药卫生体制改革)."""
    if last.endswith("制度"):
        return bool(content) and length >= 4
    return governed and len(content) > 1 and length >= 6 and not last.endswith(_FIELDS) and governor_role(last) is None


def _is_programme(words: Sequence[str], head: str, content: bool, governed: bool) -> bool:
    """Whether the words make a programme.

    Construction sites and yearly plans are none, so some nouns ask for the word of a programme before them (培育工程); a name
    behind a verb that takes one (实施) may be shorter.
    """
    body = "".join(words).removesuffix("重大")
    length = len(body)
    roles = [_programme_words().get(word) for word in words]
    named = bool((_programme_anywhere() if governed else _programme_at_end()).search(body))
    if head == "工程":
        site = "construction" in roles or any(word.endswith(_WATERS) for word in words)
        if roles == ["campaign"]:
            return True
        return length >= 4 and (named or governed) and not site and (content or governed)
    if head in ("计划", "倡议"):
        return length >= 4 and content and (named or (governed and roles[-1] is None))
    if length == 2 and head != "专项整治":
        return roles == ["campaign"] or (governed and len(words) == 2)
    if head in _YEARS and length >= _WHOLE:
        return True
    return content and length >= (6 if head == "专项整治" else 3 if governed else 4)


@lru_cache(maxsize=1)
def _programme_anywhere() -> re.Pattern[str]:
    return re.compile("|".join(word for word, role in _programme_words().items() if role == "programme"))


@lru_cache(maxsize=1)
def _programme_at_end() -> re.Pattern[str]:
    return re.compile(f"(?:{_programme_anywhere().pattern})$")


@lru_cache(maxsize=1)
def _programme_words() -> dict[str, str]:
    kinds = ("programme", "construction", "yearly", "campaign")
    return {word: kind for word, roles in policy_roles().items() for kind in kinds if kind in roles}


@lru_cache(maxsize=1)
def generic_words() -> frozenset[str]:
    """Words that alone make no name."""
    return frozenset(word for word, roles in policy_roles().items() if "generic" in roles)


@lru_cache(maxsize=1)
def words_in_quotes() -> frozenset[str]:
    """What in quotation marks looks like a policy and is none."""
    return frozenset(read_list("quoted_words.txt"))
