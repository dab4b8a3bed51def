"""Policies and laws that are known by name."""

import re
from collections.abc import Sequence

from toolkit.document import Entity
from toolkit.entities.cues import Hit
from toolkit.entities.laws import REPUBLIC
from toolkit.grammar.numerals import COUNT

__all__ = ["find_labels", "find_laws"]

_HEAD = re.compile("攻坚战|攻坚行动|专项行动|行动计划|战略|行动|改革|工程|制度|机制|规划|计划|倡议|专项斗争")
_LAW_GOES_ON = "律规治院官庭人制定学案度日周典"
_EVENTS = ("宣传周", "宣传月", "宣传日", "主题日", "宣传教育日")
_ONLY_QUOTED = frozenset(("两重", "两新", "双创", "三项制度", "双减"))


def find_labels(text: str, hits: Sequence[Hit]) -> list[Entity]:
    """Names of policies that stand by themselves, with the quotation marks around and the noun behind them."""
    found = []
    for hit in hits:
        start, end = hit.start, hit.end
        quoted = start > 0 and text[start - 1] == "“" and text[end : end + 1] == "”"
        if hit.cue.text in _ONLY_QUOTED and not quoted:
            continue
        if text.startswith("战", end) and hit.cue.text.endswith("攻坚"):
            continue
        if start and text[start - 1] in COUNT and text[start] in COUNT:
            continue
        if quoted:
            start, end = start - 1, end + 1
        if hit.cue.text.endswith("督察"):
            start, end = _round(text, start, end)
        head = _HEAD.match(text, end)
        if head:
            end = head.end()
        found.append(Entity(start, end, text[start:end], "POLICY", hit.cue.kind, hit.cue.standard))
    return found


def _round(text: str, start: int, end: int) -> tuple[int, int]:
    """An inspection with its round and its second look: 第二轮…督察“回头看”."""
    before = re.search(f"第[{COUNT}]轮$", text[max(0, start - 3) : start])
    after = re.compile("“?回头看”?").match(text, end)
    return (start - 3 if before else start), (after.end() if after else end)


def find_laws(text: str, hits: Sequence[Hit]) -> list[Entity]:
    """Laws that are called by a known name, with or without the name of the republic before it."""
    found = []
    for hit in hits:
        following = text[hit.end : hit.end + 1]
        if following and (following in _LAW_GOES_ON or text.startswith(_EVENTS, hit.end)):
            continue
        if text[hit.start - 1 : hit.start] == "“" and following != "”":
            continue
        start = hit.start - len(REPUBLIC) if text.endswith(REPUBLIC, 0, hit.start) else hit.start
        found.append(Entity(start, hit.end, text[start : hit.end], "POLICY", hit.cue.kind, hit.cue.standard, hit.cue.standard))
    return found
