"""Indicators that are not named in full: parts of what was told, members of a list, nouns that cannot stand alone."""

import re

from toolkit.claims.completion import AMOUNTS, earlier_subject, headline_subject, measure_of, without_measure
from toolkit.claims.context import COUNTED, Context, Named, Rule, taken
from toolkit.claims.following import following_phrase
from toolkit.claims.members import GRADE, GRADES
from toolkit.claims.phrases import JOINERS, noun_phrase
from toolkit.grammar.budgets import is_budget_item
from toolkit.grammar.measures import MEASURED
from toolkit.text.words import dependent_nouns, is_verbal, joined, read_words

__all__ = ["PART_RULES", "PLANS", "SHORT"]

PLANS = ("预算", "目标", "任务", "计划", "上年", "同期", "决算", "指标", "预期", "预算数", "变动预算")
SHORT = 4
"""Characters of a noun that says little without the verbs before it, at most."""
# 债务限额58亿元，其中：一般债务12亿元 is a limit too.
_DEBTS = ("余额", "限额")
_PART = re.compile(".{0,7}(?:(?<![景园社小片厂校库灾])[区县市州旗盟]|本级|开发区|[市省县区州]级)")
_INVOLVING = ("涉及", "涉案")
# They do this themselves, to nothing else (脱贫4.2万人).
_INTRANSITIVE = frozenset({"脱贫", "就业", "再就业", "参保", "入学", "死亡", "受伤", "摘帽", "落户", "出列", "退休"})
_REST = frozenset({"其余", "其他", "其它", "余下"})
_GRADE = re.compile(GRADE)
# 予以公开, 不予处理, 无法提供, 尚未审结
_GRANTING = frozenset({"予以", "不予", "无法", "部分", "其他", "尚未", "结果"})
_DISCLOSED = "公开"
# What a court does to a decision, and elsewhere a verb of level.
_UPHELD = "维持"
# Each stage of a work is told in the same unit (开工住房50万平方米，竣工40万平方米).
_BUILDING = frozenset({"竣工", "建成", "开工", "新开工", "完工", "投用", "交付", "通车"})
# They stand for themselves: what is told next is no part of them (利税8亿元、利润5亿元).
_PROCEEDS = frozenset({"利税", "税利", "税收", "净利"})
# Alone they name nothing: of 销售收入 the profit is a profit.
_SELLING = frozenset({"销售", "营业", "主营业务", "经营", "产品销售"})
_BARE = 2
_BRANCHES = ("业", "类", "企业", "产业", "单位")
_RESIDENTS = ("城镇", "农村", "城市", "乡村")


def _budget_item(context: Context) -> Named | None:
    """A sum of a budget that names no account (支出总计): that of the account spoken of."""
    name, subject = context.own, context.subject
    if not subject.account or not is_budget_item(name) or context.names_part:
        return None
    return Named(subject.account + name, subject.named(subject.account + name))


def _grade(context: Context) -> Named | None:
    """A grade alone is one of the things just counted (国家级示范区3个、省级12个)."""
    subject = context.subject
    if not _GRADE.fullmatch(context.own) or not subject.thing or context.quantity.unit != subject.unit:
        return None
    named = context.own + GRADES.sub("", subject.thing)
    return Named(named, subject._replace(name=subject.name or named))


def _place_only(context: Context) -> Named | None:
    """A clause that names only a place takes the subject over (其中，连南县5.2亿元), that of the sentence before for what is measured."""
    own, subject = context.own, context.subject
    if own and not subject.name and subject.owner and context.quantity.kind not in COUNTED and context.names_places:
        return Named(subject.owner, subject.named(subject.owner))
    if not own or not subject.name:
        return None
    if context.names_places:
        return taken(subject)
    part = context.bracketed or context.names_part or context.subject.listing or own.endswith("本级")
    return taken(context.subject) if part and _PART.fullmatch(own) else None


def _what_is_left(context: Context) -> Named | None:
    """What is left of the things told before is one of them (受理申请2300件，其余1500件)."""
    return taken(context.subject) if context.own in _REST and context.subject.name else None


def _resident_group(context: Context) -> Named | None:
    """农村居民收入1.9万元，城镇为4.6万元: the same of the other group."""
    own, name = context.own, context.subject.name
    if own not in _RESIDENTS:
        return None
    other = next((group for group in _RESIDENTS if group in name), None)
    if other or "居民" in name:
        named = name.replace(other, own, 1) if other else name.replace("居民", f"{own}居民", 1)
        return Named(named, context.subject.named(named))
    return None


def _member(context: Context) -> Named | None:
    """A member of what was just measured, named without the measure (工业增加值增长3%，其中采矿业增长2%)."""
    subject, own = context.subject, context.own
    if not own:
        return None
    listing = context.names_part or subject.listing
    earlier = context.clause.earlier
    among = joined(noun_phrase(earlier[:-1])) if earlier and earlier[-1].text == "中" else ""
    whole = among or subject.name or (subject.owner if listing else "")
    measure = measure_of(whole)
    if not measure or measure_of(own) or own in whole:
        return None
    branch = context.quantity.kind in MEASURED and (own.endswith(_BRANCHES) or (listing and len(own) <= SHORT))
    # Sums of money in a list have names of their own (上年结余, 调入资金).
    listed = listing and len(own) <= SHORT and context.quantity.unit == subject.unit and context.quantity.kind != "货币"
    return Named(own + measure, subject._replace(name=own + measure, listing=listing)) if branch or listed else None


def _action_again(context: Context) -> Named | None:
    """Another thing done to what was counted before (修订文件22件，清理12件), or a part of it (债券5亿元（还本2亿元）)."""
    subject, kind = context.subject, context.quantity.kind
    if not subject.thing or kind in MEASURED:
        return None
    alike = context.quantity.unit == subject.unit
    built = alike and bool(context.own_words) and all(word.text in _BUILDING for word in context.own_words)
    if not (alike and kind in COUNTED) and not built and not context.bracketed and not (alike and context.names_part):
        return None
    upheld = [word for word in context.clause.predicate if word.text == _UPHELD]
    own = [*context.content_words, *upheld]
    granted = len(context.own_words) == 2 - len(upheld) and bool(context.own_words) and context.own_words[0].text in _GRANTING
    if granted:
        own = [*context.own_words, *upheld]
    name = joined(own)
    if not own or name in dependent_nouns() or name in subject.thing or own[-1].text in _INTRANSITIVE:
        return None
    done = len(name) <= SHORT and (granted or all(map(is_verbal, own[: len(own) - len(upheld)])))
    if not done and not (context.bracketed and len(name) <= _BARE):
        return None
    # What is said next is of the things, unless only this was done to them in the sentence.
    named = name + (_head_noun(subject.thing) if granted else subject.thing)
    if granted and subject.thing.endswith(_DISCLOSED):
        named = name  # 依申请公开98件，予以公开41件，无法提供5件
    return Named(named, subject._replace(name=subject.name or named))


def _head_noun(thing: str) -> str:
    """The noun that a long name ends in (政府信息公开|申请)."""
    words = read_words(thing, ()).between(0, len(thing))
    return joined(words[-2:] if len(words[-1].text) == 1 else words[-1:])


def _dependent(context: Context) -> Named | None:
    """A noun that cannot stand alone takes what it belongs to before it (登记合同210项，成交额3.4亿元)."""
    name, subject = context.own, context.subject
    if name.endswith("债务") and subject.name.endswith(_DEBTS):
        name += subject.name[-2:]
        return Named(name, subject.named(name))
    if name.endswith(PLANS) and len(name) <= SHORT and subject.name and not name.startswith(subject.name):
        return Named(subject.name + name, subject.named(subject.name))
    if name not in dependent_nouns() and context.after and context.after[0].text == "的":
        # 打造|面积50亩的公园
        name = joined([word for index, word in enumerate(context.own_words) if index or word.kind != "verb"])
        if len(context.own_words) > 1 and context.own_words[-2].text in JOINERS:
            name = context.own_words[-1].text  # 投资5亿元的甲工程、|投资3亿元的乙工程
    return _completed(context, name) if name in dependent_nouns() else None


def _completed(context: Context, name: str) -> Named | None:
    clause, subject = context.clause, context.subject
    if context.after and context.after[0].text == "的" and (things := joined(following_phrase(context.after))):
        # 总投资17亿元的第一批工程
        return Named(things + name, subject.named(things + name))
    before = [word for word in clause.head if word.start < context.own_words[0].start]
    owner = joined(noun_phrase(before[:-1])) if before and before[-1].kind in ("verb", "level") else ""
    member = next((member for member in subject.members if member.endswith(name)), None)
    owner = owner or member or subject.name or earlier_subject(clause.earlier) or headline_subject(context.lead()) or subject.owner
    if owner == subject.name and name.startswith(("总", "累计")) and subject.thing and owner.endswith(subject.thing):
        # 新增5家企业，总数达40家
        owner = subject.thing
    if owner in _PROCEEDS or (owner.endswith("率") and without_measure(owner) == owner):
        return Named(name, subject.named(name))  # 办复率100%，满意率98%; 产销率98%，实现利润4亿元; 利税8亿元、利润5亿元
    if before and before[-1].text in _INVOLVING:
        return Named(before[-1].text + name, subject)
    if name in AMOUNTS and without_measure(owner) != owner:
        return Named(owner, subject)
    if owner:
        bare = without_measure(owner)
        # 销售收入8亿元，利润2亿元
        name = owner if owner.endswith(name) else name if bare in _SELLING else bare + name
    kept = subject if subject.name and not member and not owner.endswith(name) else subject.named(name)
    return Named(name, kept)


PART_RULES: tuple[Rule[Named], ...] = (
    Rule("grade", _grade, "全市共有省级以上研发中心49个，其中国家级3个。", "国家级研发中心", kinds=COUNTED),
    Rule("budget item", _budget_item, "全市政府性基金预算收入12亿元，上年结转1亿元，收入总计13亿元。", "政府性基金预算收入总计"),
    Rule("place only", _place_only, "税收收入80亿元，其中连南县5.2亿元。", "税收收入"),
    Rule("what is left", _what_is_left, "受理申请2300件，其余1500件正在审查。", "受理申请"),
    Rule("resident group", _resident_group, "农村居民恩格尔系数为31%，城镇为28%。", "城镇居民恩格尔系数"),
    Rule("member", _member, "规模以上工业增加值增长5%，其中采矿业增长2%。", "采矿业增加值"),
    Rule("action again", _action_again, "制定修订规范性文件22件，清理12件。", "清理规范性文件"),
    Rule("dependent noun", _dependent, "登记技术合同210项，成交额3.4亿元。", "登记技术合同成交额"),
)
"""Part of the table of `toolkit.claims.indicators`, in this order."""
