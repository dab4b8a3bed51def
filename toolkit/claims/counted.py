"""The noun that a figure counts, with what stands before the figure and belongs to it."""

from collections.abc import Sequence

from toolkit.claims.context import COUNTED, Context
from toolkit.claims.phrases import content, following_phrase, noun_phrase
from toolkit.claims.roles import GOALS
from toolkit.grammar.measures import MEASURED
from toolkit.grammar.quantities import Quantity
from toolkit.text.words import Word, dependent_nouns, joined, tag_of

__all__ = ["counted_phrase"]

_RATINGS = frozenset({"质量", "长度", "体积", "容积", "功率", "电压", "货币", "电量", "能量"})
_MEASURES = (
    *"量率额值度价费数比款金本积程", "收入", "支出", "投资", "余额", "规模", "能力", "产能", "债券", "债务", "出口", "进口", "外资", "税收",
)  # fmt: skip
_MARKERS = frozenset({"大关", "关口", "台阶", "新台阶", "门槛", "规模", "水平", "关", "级别"})
# The object of these does something itself (选派30名专家驻村服务).
_PIVOTS = frozenset(
    ["组织", "选派", "派出", "调派", "帮助", "推动", "支持", "吸引", "引导", "鼓励", "助力", "促进", "带动", "确保", "动员", "指导", "扶持",
     "帮扶", "推进", "服务", "邀请", "要求", "协助", "助推", "保障", "使", "让", "为", "安排", "抽调", "有", "共有", "助"]
)  # fmt: skip


def counted_phrase(context: Context) -> tuple[str, str]:
    """Return the name of what the figure counts, and its noun alone; empty where no noun after the figure is counted.

    实施促进就业的 | 9项 | 措施 → 促进就业的措施; 查处 | 12起 | 案件 → 案件; 新增 | 5家 | 上市企业 → 新增上市企业.
    """
    following = _following(context)
    if not following:
        return "", ""
    thing = joined(following)
    predicate = context.clause.predicate
    added = predicate[-1:] if predicate and predicate[-1].kind == "new" else _modifiers(context)
    return joined(added) + thing, thing


def _modifiers(context: Context) -> Sequence[Word]:
    """What stands before the figure and describes what it counts (结对帮扶的 | 80个 | 县)."""
    words = context.clause.words
    if not words or words[-1].text != "的" or context.quantity.kind not in COUNTED:
        return []
    return content(words)


def _following(context: Context) -> Sequence[Word]:
    """The noun after the figure, where it is what the figure counts; else nothing."""
    clause, after, quantity = context.clause, context.after, context.quantity
    if clause.words and clause.words[0].text in ("按", "按照") and quantity.kind == "比率" and after and after[0].kind in ("verb", "prep"):
        return following_phrase(after[1:])
    following = following_phrase(after, governed=bool(clause.words) and _governs(clause.words[-1]))
    if not following or following[-1].text in _MARKERS:
        return []
    attributive = after[0].text == "的"
    governor = (clause.predicate or clause.words)[-1].kind if clause.words else ""
    if governor in ("up", "down") and quantity.kind not in MEASURED and following[-1].text not in GOALS:
        return following
    if governor in ("up", "down", "compare") and (attributive or governor != "compare" or quantity.kind in MEASURED):
        return []
    if quantity.kind in COUNTED and not attributive:
        return following
    if governor in ("verb", "new", "compare") or (governor == "noun" and not attributive):
        return following
    if _attached(quantity) and not attributive and not _is_measured(joined(noun_phrase(clause.head))):
        return following
    named = [word for word in noun_phrase(clause.head) if not context.in_places(word) and word.kind != "verb"]
    if not named and quantity.kind not in MEASURED and quantity.kind != "货币":
        return following
    if not named and (attributive or quantity.kind in ("比率", "share") or quantity.kind in COUNTED):
        return following
    return []


def _governs(word: Word) -> bool:
    """Whether what follows is the object of a verb, and does nothing itself."""
    is_verb = word.kind in ("verb", "new") or word.text == "完成" or (not word.kind and tag_of(word.text) == "v")
    return is_verb and word.text not in _PIVOTS


def _attached(quantity: Quantity) -> bool:
    """Whether the figure may stand as a rating before the noun it qualifies (50万吨码头, 10亿元基金)."""
    return quantity.kind in _RATINGS


def _is_measured(name: str) -> bool:
    return name.endswith(_MEASURES) or name in dependent_nouns()
