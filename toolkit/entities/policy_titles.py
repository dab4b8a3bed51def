"""Titles of documents without brackets, behind a verb of issuing or applying."""

import re

from toolkit.entities.context import governor_role, words_before
from toolkit.entities.cues import Hit
from toolkit.entities.policy_kinds import generic_words
from toolkit.grammar.levels import LEVELS
from toolkit.grammar.numerals import COUNT

__all__ = ["TITLE_ENDS", "title_start"]

TITLE_ENDS = (
    "方案", "意见", "通知", "措施", "政策", "清单", "目录", "规划", "纲要", "计划", "战略", "办法", "条例", "规定", "细则",
    "）", "”",
)  # fmt: skip
_ISSUING = re.compile(
    r"(?:印发|出台|制定|制订|下发|颁布|发布|修订|编制|审议通过|审议|批准|转发|起草)(?:和?落实|实施|印发|出台|了|好|完成|并印发|并实施|完善|发布|下发)*"
)
_APPLYING = re.compile(r"(?:落实|贯彻|执行|实施|按照|根据|依据)(?:好|了)?")
_APPLIED = frozenset(
    ("方案", "工作方案", "实施方案", "清单", "指导意见", "实施意见", "若干措施", "若干政策", "纲要", "规划纲要", "发展纲要")
)  # fmt: skip
_DEICTIC = re.compile(f"^(?:[我全本该](?:[{LEVELS}]|自治区)|首批|第[{COUNT}]批|一批|相关|有关|系列)")
_OPEN_LIST = re.compile("等(?!领域|方面)")
_LIST_MARK = re.compile("、|和|以及|及")
_ABOUT = frozenset(("决定", "决议", "意见", "若干意见", "指导意见", "实施意见", "通知", "若干措施", "规定", "若干规定", "通告"))
_TAKEN = re.compile("(?:印发|出台|落实|贯彻|执行|制定|根据|按照|依据|通过|审议|发布|实施|批准|转发|作出|下发|颁布)[^，。；]{0,16}$")
_SUBJECT_OF = re.compile("确定|明确|提出|印发|出台|获批|获得|完成|颁布|正式|通过|发布|获国|经国|上升为")
_SENTENCE = re.compile("[，。；：\n《》]")
_REACH = 60
_SHORT, _VAGUE, _LONG, _LONGEST, _PLAN = 6, 7, 10, 45, 6
"""Characters of a title before its noun: the least, what may be vague, the most, those of a plan."""


def title_start(text: str, head: Hit) -> int | None:
    """Where a title that ends in a noun begins: right behind the verb that issues or applies it; None where there is none.

    Examples
    --------
    >>> from toolkit.entities.cues import find_cues
    >>> text = "联合印发湖泊水质提升工作方案"
    >>> [text[title_start(text, head):] for head in find_cues(text)["policy_head"]]
    ['湖泊水质提升工作方案']
    """
    start = _behind(text, head, _ISSUING, _SHORT)
    if start is None and head.cue.text in _ABOUT:
        start = _about(text, head)
    if start is None and _SUBJECT_OF.match(text, head.end):
        start = _whole_clause(text, head)
    if start is None and head.cue.text in _APPLIED:
        start = _behind(text, head, _APPLYING, _LONG)
    return start


def _whole_clause(text: str, head: Hit) -> int | None:
    """Where a clause begins that is nothing but a title: …规划实施方案 | 确定的项目."""
    words = words_before(text, head.start)
    if not words or any(word.kind in ("quoted", "quantity") or governor_role(word.text) == "hard" for word in words):
        return None
    start = words[0].start
    begins = text[start - 1 : start] in ("", "，", "。", "；", "\n")
    return start if begins and head.start - start >= _LONG and not _generic_title(text[start : head.start], head) else None


def _about(text: str, head: Hit) -> int | None:
    """Where a title begins with 关于 and ends in 的 and its noun: 关于加快…的决定."""
    floor = max(0, head.start - _REACH)
    clause = text[floor : head.start]
    about = clause.rfind("关于")
    if about < 0 or not clause.endswith(("的", "的若干", "若干")) or _SENTENCE.search(clause, about) or len(clause) - about < _LONG:
        return None
    return floor + about if _TAKEN.search(clause[:about]) else None


def _behind(text: str, head: Hit, verbs: re.Pattern[str], least: int) -> int | None:
    """Where a title begins behind one of the verbs; None where there is none, or a generic one."""
    floor = max(0, head.start - _REACH)
    clause = text[floor : head.start]
    clause = clause[max(clause.rfind(mark) for mark in "，。；：\n《》（") + 1 :]
    verb = verbs.search(clause)
    if not verb:
        return None
    title = _DEICTIC.sub("", _last_of_list(clause[verb.end() :]))
    if title[:1].isdigit() and not title[:4].isdigit():
        return None
    if len(title) < least or len(title) > _LONGEST or title[0] in "的、等" or _OPEN_LIST.search(title) or _generic_title(title, head):
        return None
    return head.start - len(title)


def _last_of_list(titles: str) -> str:
    """The last of several titles: what stands behind 、 or 和 where a title ends before it."""
    cut = 0
    for match in _LIST_MARK.finditer(titles):
        if titles[: match.start()].endswith(TITLE_ENDS):
            cut = match.end()
    return titles[cut:]


def _generic_title(title: str, head: Hit) -> bool:
    """Whether nothing in a title tells it from others of its kind."""
    if "的" in title and head.cue.text[-2:] not in ("通知", "意见", "决定", "决议", "公告", "通告", "批复"):
        return True
    words = [word.text for word in words_before(title, len(title))]
    content = [word for word in words if word not in generic_words() and governor_role(word) is None]
    if head.cue.kind == "plan":
        return not content or len(title) < _PLAN
    return not content or (len(content) < 2 and len(title) < _VAGUE)
