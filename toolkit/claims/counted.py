"""The noun that a figure counts, with what stands before the figure and belongs to it."""

import re
from collections.abc import Sequence

from toolkit.claims.clauses import PER_HEAD
from toolkit.claims.context import COUNTED, Context
from toolkit.claims.following import following_phrase
from toolkit.claims.phrases import JOINERS, content, noun_phrase, trim
from toolkit.claims.roles import GOALS
from toolkit.grammar.measures import MEASURED
from toolkit.grammar.quantities import Quantity
from toolkit.text.words import Word, dependent_nouns, is_verb, joined, tag_of

__all__ = ["counted_phrase", "shared_head"]

_RATINGS = frozenset({"质量", "长度", "体积", "容积", "功率", "电压", "货币", "电量", "能量"})
_MEASURES = (
    *"量率额值度价费数比款金本积耗", "里程", "收入", "支出", "投资", "余额", "规模", "能力", "产能", "债券", "债务",
    "出口", "进口", "外资", "税收",
)  # fmt: skip
_FOR = frozenset({"为", "向", "给", "对"})
# 区级, 分布式, 普惠型, 普惠性, 公办
_MODIFYING = ("级", "式", "型", "性", "公办", "民办")
# Sums are not counted.
_SUMS = ("收入", "产值", "总值", "增加值", "销售额", "总额", "利润", "营收", "产量")
# They tell nouns apart (重点项目).
_RANKS = frozenset({"重点", "主要", "骨干", "规上", "规模以上", "龙头"})
# Of these so many are told, whatever work of theirs is named behind (6个 | 县“五进”工作).
_DIVISION = re.compile("(?:县市区?|县区|市县|区县|[县区市镇乡村]|街道|乡镇|社区|行政村)(?:（[^）]*）)?")
# What lies there is theirs (9所 | 学校周边环境).
_BESIDE = ("周边", "两侧", "附近", "沿线", "两旁", "周围")
# They begin a description with a figure (12个 | 长达5年的项目).
_SPANNING = frozenset({"长达", "达", "达到", "超", "超过", "占地", "年产"})
# Who set a task, and not what it is.
_HIGHER = frozenset({"国家", "中央", "上级"})
# Those that are so many themselves (2.1万名 | 高校毕业生).
_PEOPLE = ("生", "人", "者", "人员")
# Of a sum there may be so many kinds (11类 | 民生支出).
_KINDS, _MONEY = frozenset({"类", "种", "项", "笔"}), ("支出", "收入", "补贴", "费", "税", "资金")
_FEW = 3
"""Words of a predicate that belongs to the name of what is counted, at most."""
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
    following = _following(context) if context.after and context.after[0].kind != "mark" else []
    if not following:
        return "", ""
    thing = joined(following)
    state = _state(context, following)
    if state:
        return joined(state) + thing, thing
    predicate = context.clause.predicate
    added = predicate[-1:] if predicate and predicate[-1].kind == "new" else _modifiers(context)
    return joined(added) + thing, thing


def shared_head(gap: Sequence[Word], following: Sequence[Word]) -> Sequence[Word]:
    """What a figure counts where only a modifier stands behind it and the noun behind the next figure (2个市级和3个区级 | 示范园区).

    So where it is a clause with a figure that describes the noun (12个长达5年以上的 | 项目).
    """
    if gap and following and following[0].text == "的" and len(gap) <= _FEW and _qualifies(gap):
        return following[1:]
    if len(gap) == 1 and gap[0].text in JOINERS and following and following[0].text == "的":
        return following  # 完成15万亩、90万吨的生产任务
    if len(gap) < 2 or gap[-1].text not in JOINERS:
        return gap
    modifier = trim(gap[:-1])
    bare = len(modifier) == 1 and (modifier[0].text.endswith(_MODIFYING) or tag_of(modifier[0].text) == "b")
    noun = following_phrase(following) if bare else []
    at = next((index for index, word in enumerate(noun) if word.text.endswith(_MODIFYING) or tag_of(word.text) == "b"), -1)
    return [*modifier, *noun[at + 1 :]] if noun else gap


def _qualifies(gap: Sequence[Word]) -> bool:
    """Whether the words between two figures begin a clause about what the first counts (长达|, 总投资|)."""
    begins = gap[0].kind == "compare" or gap[0].text in _SPANNING or gap[0].text in dependent_nouns()
    return begins and all(word.kind not in ("mark", "list") and word.text not in JOINERS for word in gap)


def _state(context: Context, following: Sequence[Word]) -> Sequence[Word]:
    """What those are or do that there are so many of (有8个城市 | 为三级; 共有5个台风 | 在本省登陆)."""
    clause, after = context.clause, context.after
    exists = bool(clause.predicate) and clause.predicate[-1].text in ("有", "共有")
    if not exists or len(following) > 1 or following != after[: len(following)]:
        return []
    rest = after[len(following) :]
    rest = rest[: next((index for index, word in enumerate(rest) if word.kind == "mark"), len(rest))]
    if rest and rest[0].text == "为":
        rest = rest[1:]
    elif not rest or rest[0].text != "在":
        return []
    return rest if len(rest) <= _FEW else []


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
    following = _noun_behind(context)
    attributive = bool(following) and after[0].text == "的"
    again = not context.own_words and quantity.unit == context.subject.unit and _is_measured(context.subject.name)
    if attributive and quantity.kind in COUNTED and following[-1].text == "问题":
        return following  # 解决22万人的饮水安全问题
    if again and not attributive:
        return []  # 能耗由3吨煤下降到2吨煤
    if quantity.unit == context.subject.unit and all(not word.kind and tag_of(word.text) == "v" for word in following):
        return []  # 100户企业中有80户|实行了…: so many of those
    if not following or (following[-1].text in _MARKERS and (len(following) == 1 or not attributive)):
        return []
    governor = (clause.predicate or clause.words)[-1].kind if clause.words else ""
    if quantity.unit.endswith("级") and quantity.unit != "级" and not attributive:
        return following  # 20万吨级航道
    if governor in ("up", "down") and quantity.kind not in MEASURED and following[-1].text not in GOALS:
        return following
    alone = quantity.kind == "比率" and not context.own_words and not trim(clause.head) and not context.previous
    if governor in ("up", "down") and alone and not attributive and clause.predicate == clause.words:
        return following  # 压缩6%|办公经费
    if governor in ("up", "down", "compare") and (attributive or governor != "compare" or quantity.kind in MEASURED):
        return []
    if quantity.kind in COUNTED and not attributive:
        return following
    unlisted = bool(clause.words) and not clause.predicate and tag_of(clause.words[-1].text) == "v" and quantity.kind not in MEASURED
    if unlisted and not attributive:
        return following  # 释放3平方公里土地
    if governor in ("verb", "new", "compare") or (governor == "noun" and not attributive):
        return following
    if _attached(quantity) and not attributive and not _is_measured(joined(noun_phrase(clause.head)) or context.subject.name):
        return following
    listed = context.previous is not None and clause.words and clause.words[-1].kind == "list"
    named = [word for word in ([] if listed else noun_phrase(clause.head)) if not _is_outside(context, word)]
    if not named and quantity.kind not in MEASURED and quantity.kind != "货币":
        return following
    if not named and (attributive or quantity.kind in ("比率", "share") or quantity.kind in COUNTED):
        return following
    return []


def _noun_behind(context: Context) -> Sequence[Word]:
    """The noun phrase behind the figure, as far as it can be what is counted."""
    words = [word for word in context.clause.words if word.text != "了"]
    touching = words[-1:]
    following = following_phrase(context.after, governed=any(map(_governs, touching)) or _is_only_verb(words))
    if any(word.text in _FOR for word in touching) and all(word.text != "的" for word in following):
        return _before_verb(following)
    measured = len(following) > 1 and (following[-1].text.endswith(_SUMS) or following[-1].text in dependent_nouns())
    themselves = following[-1:] and (
        following[-1].text.endswith(_PEOPLE) or (context.quantity.unit in _KINDS and following[-1].text.endswith(_MONEY))
    )
    measured = measured and not themselves
    if context.quantity.kind in COUNTED and measured and following == context.after[: len(following)]:
        # 3个|县财政收入超过10亿元: it is the counties that are three.
        return trim(_owner(following)) if following[0].kind != "deictic" else []
    return _possessor(following) if context.quantity.kind in COUNTED else following


def _possessor(words: Sequence[Word]) -> Sequence[Word]:
    """Whose property or surroundings a phrase names (5个 | 实验站的性能, 9所 | 学校周边环境, 6个 | 县“五进”工作)."""
    beside = next((index for index, word in enumerate(words) if word.text.startswith(_BESIDE)), 0)
    if beside and (words[beside + 1 :] or words[beside].text not in _BESIDE):
        return words[:beside]
    at = next((index for index, word in enumerate(words) if word.text[0] in "的“"), 0)
    owner = words[:at]
    if at and words[at].text[0] == "“":
        return owner if _DIVISION.fullmatch(joined(owner)) else words
    plain = bool(owner) and all(word.kind == "" and tag_of(word.text) in ("n", "vn", "zg", "") for word in owner)
    return owner if plain and tag_of(owner[-1].text) in ("n", "zg") and words[at + 1 :] else words


def _owner(words: Sequence[Word]) -> Sequence[Word]:
    """Whose measure a phrase names: what stands before it, of 县|财政收入 the first noun with the modifiers before it."""
    if not words[-1].text.endswith("收入"):
        return words[:-1]
    if at := next((index for index, word in enumerate(words) if word.text in PER_HEAD), 0):
        return words[:at]  # 90万|农村低收入人口|人均纯收入
    last = next((index for index, word in enumerate(words) if word.text not in _RANKS and tag_of(word.text) not in ("b", "a")), 0)
    return words[: last + 1]


def _before_verb(words: Sequence[Word]) -> Sequence[Word]:
    """Those for whom something is done (为30名 | 老人 | 发放津贴)."""
    end = next((index for index, word in enumerate(words) if index and tag_of(word.text) == "v"), len(words))
    return words[:end]


def _is_outside(context: Context, word: Word) -> bool:
    """Whether a word before a figure names nothing: a place, who set the task (完成|国家|150万亩油料种植), a verb."""
    return context.in_places(word) or word.text in _HIGHER or is_verb(word)


def _governs(word: Word) -> bool:
    """Whether what follows is the object of a verb, and does nothing itself."""
    return (word.kind == "new" or word.text == "完成" or is_verb(word)) and word.text not in _PIVOTS


def _is_only_verb(words: Sequence[Word]) -> bool:
    """Whether a word that is a noun elsewhere is the verb of its clause (建设 | 30个产教融合基地)."""
    verb = words[-1] if words else None
    if verb is None or verb.kind != "noun" or tag_of(verb.text)[:1] != "v" or verb.text in _PIVOTS:
        return False
    return all(map(is_verb, trim(words[:-1])))


def _attached(quantity: Quantity) -> bool:
    """Whether the figure may stand as a rating before the noun it qualifies (50万吨码头, 10亿元基金)."""
    return quantity.kind in _RATINGS


def _is_measured(name: str) -> bool:
    return name.endswith(_MEASURES) or name in dependent_nouns()
