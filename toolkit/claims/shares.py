"""Shares and multiples: what a percentage of something, of a plan or of another value is told of."""

from toolkit.claims.completion import SHARES, share_name, share_verb
from toolkit.claims.context import Context, Named, taken
from toolkit.claims.members import members
from toolkit.claims.parts import PLANS, SHORT
from toolkit.claims.phrases import noun_phrase, trim
from toolkit.text.words import joined

__all__ = ["carried", "share", "share_of_it", "share_of_plan"]

# What a value is set equal to: a plan of its own, an average, a whole.
_EQUALS = frozenset({"是", "为", "达", "达到", "相当于", "完成"})
_PLAN_NOUNS = frozenset({"预算", "计划", "任务", "目标任务"})
_COMPARABLE = frozenset({"平均水平", "平均", "均值", "平均值", "上年", "同期"})
_WHOLES = ("总数", "总量", "总额", "总值")


def carried(context: Context) -> Named | None:
    subject = context.subject
    if not subject.name:
        return None
    if len(subject.levels) > 1 and not subject.members and context.clause.has("分别") and context.series > 1:
        # Of a longer list the last are told again.
        subject = subject.named(subject.name, subject.levels[-context.series :])
    part, of, _ = subject.name.partition("占")
    grown = context.quantity.unit == "%" and any(word.kind in ("up", "down") for word in context.clause.predicate[-1:])
    if grown and part and of and subject.name.endswith(SHARES):
        return Named(part, subject)  # 增加值占比重达40%，增长16%: a share grows by points
    return taken(subject)


def share_of_it(context: Context) -> Named | None:
    return Named(context.subject.name, context.subject) if context.shares_last else None


def share(context: Context) -> Named | None:
    """S占O的比重 is the whole phrase; S占O的…% is of S."""
    clause, subject = context.clause.words, context.subject
    index = share_verb(clause)
    if index is None:
        return None
    whole, before = trim(clause[index + 1 :]), clause[:index]
    described = any(word.text == "的" for word in whole[:-1]) and any(word.kind in ("up", "down") for word in context.clause.predicate)
    if described:
        return None  # 由于占工业半数的能源工业下降3%
    parts = members(noun_phrase(before), context.series)
    if len(parts) > 1 and context.clause.has("分别"):
        return Named(parts[0], subject.named(joined(noun_phrase(before)), tuple(parts)))
    name = joined(noun_phrase(before))
    if before and before[-1].text == "的" and subject.name and len(name) <= SHORT:
        # 优良的河段占七成，较好的占两成
        return Named(subject.name + name, subject)
    name = name or subject.name.partition("占")[0]
    name = share_name(name, whole)
    return Named(name, subject.named(name)) if name else None


def share_of_plan(context: Context) -> Named | None:
    """A share of a plan or of an earlier figure (完成年初预算的98%, 为上年的3倍)."""
    words = context.clause.words
    if context.quantity.kind == "倍数" and words and words[0].text in _EQUALS and words[-1].text in _COMPARABLE:
        return carried(context)  # 是全市平均水平两倍
    bare = context.quantity.kind == "比率" and bool(words) and words[-1].text in _PLAN_NOUNS and words[0].text in _EQUALS
    if not words or (words[-1].text != "的" and not bare) or context.clause.has("由", "从"):
        return None
    whole = len(words) > 1 and words[-2].text.endswith(_WHOLES)  # 信用村数量|达到行政村总数的60%
    at = next((index for index, word in enumerate(words) if word.text in ("是", "相当于") or (whole and word.text in _EQUALS)), 0)
    if at and (own := joined(noun_phrase(words[:at]))):
        return Named(own, context.subject.named(own))  # 在校学生|是“十二五”末的1.3倍
    equal = (trim(words[:1]) == [] and words[0].text in _EQUALS) or context.clause.has("是", "相当于")
    return carried(context) if equal or any(word.text.endswith(PLANS) for word in words) else None
