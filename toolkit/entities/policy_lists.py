"""Several names that share one noun: A、B等行动, 蓝天、碧水、净土保卫战."""

import re
from typing import NamedTuple

from toolkit.entities.context import governor_role, is_quoted, words_before
from toolkit.entities.cues import Hit
from toolkit.entities.policy_titles import TITLE_ENDS

__all__ = ["enumeration_start", "first_of_list"]

_TAKING = re.compile("实施|开展|启动|出台|推进|制定|修订|落实|推出|推行")
_ETC = re.compile("等(?:[0-9一二两三四五六七八九十百]{1,3}[项个大])?(?:专项|重点|重大)?$")
_BREAK = re.compile("[，。；：\n（]")
_SITE = re.compile("[0-9]|[一二三]期|段|灌区|河|江|湖|水库|公路|高速|铁路|城际|续建|改造")
_OTHER_ENDS = ("行动", "工程", "改革", "战", "制度", "机制", "活动", "工作", "检查", "斗争")
_SHARING = ("programme", "battle", "strategy", "regulation")
_QUOTED_ITEMS = re.compile("(?:“[^”]+”[、和]?)+")
_REACH = 80
_ITEM = 4
"""Characters that each of several names has at least that share a noun behind 等."""
_LONGEST_ITEM, _MOST_ITEMS = 14, 12


class _Item(NamedTuple):
    start: int
    first: bool
    """Whether nothing of the list stands before it."""


def enumeration_start(text: str, head: Hit) -> int | None:
    """Where names begin that share one noun behind 等: 实施 | 冀货出海、品牌培育等行动."""
    clause = _BREAK.split(text[max(0, head.start - _REACH) : head.start])[-1]
    etc = _ETC.search(clause)
    if etc is None or head.cue.kind not in ("programme", "regulation", "reform", "quoted"):
        return None
    clause = clause[: etc.start()]
    verbs = list(_TAKING.finditer(clause))
    names = clause[verbs[-1].end() :].lstrip("了") if verbs else ""
    if not names or not _all_names(names):
        return None
    if head.cue.kind in ("reform", "quoted") and not _QUOTED_ITEMS.fullmatch(names):
        return None
    site = head.cue.text == "工程" and (verbs[-1].group() != "实施" or _SITE.search(names))
    if site:
        return None
    return head.start - (len(etc.group()) + len(names))


def _all_names(names: str) -> bool:
    """Whether each piece of a list can be a name."""
    items = re.split("、|(?<=”)(?=“)", names)
    return all((len(item) >= _ITEM or item.startswith("“")) and not item.startswith(("一批", "一系列")) for item in items)


def first_of_list(text: str, start: int, head: Hit) -> int:
    """Where the first of several names that share the noun begins; `start` where there is one name only.

    Examples
    --------
    >>> from toolkit.entities.cues import Cue
    >>> text = "打好蓝天、碧水、净土保卫战"
    >>> first_of_list(text, 8, Hit(10, 13, Cue("保卫战", "policy_head", "battle")))
    2
    """
    if head.cue.kind not in _SHARING:
        return start
    at = start
    for _ in range(_MOST_ITEMS):
        item = _item_before(text, at)
        if item is None or item.first:
            return item.start if item else start
        at = item.start
    return start


def _item_before(text: str, at: int) -> _Item | None:
    """The piece of a list before 、 or 和, if it can be a name that lacks its noun: it has none, and no verb in it."""
    if at < 3 or text[at - 1] not in "、和与及":
        return None
    words = words_before(text, at - 1)
    cut = next((i for i in range(len(words) - 1, -1, -1) if not is_quoted(words[i]) and governor_role(words[i].text) == "hard"), -1)
    body = words[cut + 1 :]
    if not body or not 2 <= at - 1 - body[0].start <= _LONGEST_ITEM:
        return None
    if text.endswith(TITLE_ENDS + _OTHER_ENDS, body[0].start, at - 1) or any(map(is_quoted, body)):
        return None
    before = text[body[0].start - 1 : body[0].start]
    if cut < 0 and before == "、":
        return _Item(body[0].start, first=False)
    return _Item(body[0].start, first=True) if cut >= 0 or before in ("", "，", "。", "；", "：", "\n") else None
