"""Several names that share one noun: A、B等行动, 蓝天、碧水、净土保卫战."""

import re

from toolkit.entities.context import governor_role, words_before
from toolkit.entities.cues import Hit
from toolkit.entities.policy_titles import TITLE_ENDS

__all__ = ["enumeration_start", "first_of_parallel"]

_TAKING = re.compile("实施|开展|启动|出台|推进|制定|修订")
_BREAK = re.compile("[，。；：\n（]")
_ITEM_OF_NAME = re.compile("[一-龥]{2,10}")
_SITE = re.compile("[0-9]|[一二三]期|段|灌区|河|江|湖|水库|公路|高速|铁路|城际|续建|改造")
_OTHER_ENDS = ("行动", "工程", "改革", "攻坚战")
_REACH = 80
_ITEM = 4
"""Characters that each of several names has at least that share a noun."""


def enumeration_start(text: str, head: Hit) -> int | None:
    """Where names begin that share one noun: 实施 | 冀货出海、品牌培育等行动."""
    if text[head.start - 1 : head.start] != "等" or head.cue.kind not in ("programme", "regulation"):
        return None
    clause = _BREAK.split(text[max(0, head.start - _REACH) : head.start - 1])[-1]
    verbs = list(_TAKING.finditer(clause))
    items = clause[verbs[-1].end() :].split("、") if verbs else []
    if not items or min(map(len, items)) < _ITEM or any(item.startswith(("一批", "一系列")) for item in items):
        return None
    if head.cue.text == "工程" and (verbs[-1].group() != "实施" or _SITE.search("".join(items))):
        return None
    return head.start - 1 - len("、".join(items))


def first_of_parallel(text: str, start: int, head: Hit) -> int:
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
    if not _ITEM_OF_NAME.fullmatch(text) or text.endswith(TITLE_ENDS + _OTHER_ENDS):
        return False
    return governor_role(words_before(text, len(text))[0].text) != "hard"
