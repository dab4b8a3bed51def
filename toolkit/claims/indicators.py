"""What a figure is of: the noun after it, the noun before it, or the subject carried over; an ordered table of rules."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from toolkit.claims.completion import AMOUNTS, earlier_subject, measure_of, share_verb, without_measure
from toolkit.claims.context import COUNTED, SHARE_KINDS, Context, Rule
from toolkit.claims.counted import counted_phrase
from toolkit.claims.members import members
from toolkit.claims.phrases import JOINERS, content, following_phrase, noun_phrase, trim
from toolkit.claims.roles import goal_words
from toolkit.claims.subject import Subject
from toolkit.grammar.budgets import is_budget_item
from toolkit.grammar.measures import MEASURED, PERIODS
from toolkit.text.words import Word, dependent_nouns, joined, read_words, tag_of

__all__ = ["INDICATOR_RULES", "Named"]

_SHARES = ("比重", "比例", "份额")
_PLANS = ("预算", "目标", "任务", "计划", "上年", "同期", "决算", "指标", "预期", "预算数", "变动预算")
# 一般公共预算收入年初预算: what follows (调整为, 实际完成) is of the revenue.
_PLANNED = re.compile("(?:年初|年度|调整)?(?:预算|预期|目标)数?$")
# 债务限额58亿元，其中：一般债务12亿元 is a limit too.
_DEBTS = ("余额", "限额")
_PART = re.compile(".{0,7}(?:[区县市州旗盟]|本级|开发区|[市省县区州]级)")
_SHORT = 4
"""Characters of a noun that says little without the verbs before it, at most."""
# 清理 is an adjective in the dictionary.
_VERBAL_TAGS = frozenset({"v", "vn", "vd", "a"})
# 予以公开, 不予处理, 无法提供
_GRANTING = frozenset({"予以", "不予", "无法", "部分", "其他"})
_BARE = 2
_LONG = 14
_EQUALS = frozenset({"是", "为", "达", "达到", "相当于", "完成"})
_FUNDS = frozenset({"预算", "资金", "财政", "财政资金", "专项资金"})
_BRANCHES = ("业", "类", "企业", "产业", "单位")
_RESIDENTS = ("城镇", "农村", "城市", "乡村")
_RANKING = re.compile("(?:[位名]?列|居|位居|排名?|稳居|跃居|获得?|荣获|名列)$")

_HONOURED = ("被", "评为", "被评为", "获评", "荣获", "获得", "获", "入选", "蝉联", "授予", "荣登", "上榜", "入围", "为", "命名")
_WON = frozenset({"获", "荣获", "获得", "夺得"})


class Named(NamedTuple):
    """The indicator of a figure, and the subject from here on."""

    indicator: str
    subject: Subject


def _taken(subject: Subject) -> Named:
    return Named(subject.members[0] if subject.members else subject.name, subject._replace(place=0))


def _coordinated(context: Context) -> Named | None:
    if context.previous is None or not context.coordinated:
        return None
    subject = context.subject.next_member()
    if subject.place < len(subject.members):
        return Named(subject.members[subject.place], subject)
    return Named(context.previous.indicator, subject)


def _share_of_it(context: Context) -> Named | None:
    words = [word.text for word in context.before]
    if context.previous and context.subject.name and words == ["的"] and context.quantity.kind in SHARE_KINDS:
        return Named(context.subject.name, context.subject)
    return None


def _goal(context: Context) -> Named | None:
    goal = goal_words(context)
    if not goal:
        return None
    subject = context.subject.named(joined(noun_phrase(goal[:-1])) or context.subject.name)
    return Named(subject.name, subject)


def _rank(context: Context) -> Named | None:
    """The subject of the verb of ranking, and not what it ranks among (居全省各市第三)."""
    if context.quantity.kind != "rank":
        return None
    words = context.clause.words
    verb = next((index for index in range(len(words) - 1, -1, -1) if _RANKING.search(words[index].text)), None)
    if verb is None:
        return None
    head = words[:verb]
    at = next((index for index, word in enumerate(head) if word.text == "在"), None)
    inner = next((index for index, word in enumerate(head) if word.text in ("中", "上")), 0)
    if at is not None:
        # What one wins a place in is what is ranked (在技能竞赛中荣获第三); among others one only stands (指数在各市中排名第九).
        won = at == 0 or words[verb].text in _WON
        head = head[at + 1 : inner] or head if won else head[:at]
    first = next((index for index, word in enumerate(head) if index and word.kind in ("adverb", "mean", "quantity")), len(head))
    found = joined(noun_phrase(head[:first]))
    if found and (found in dependent_nouns() or head[first - 1].kind == "rate") and context.subject.name:
        return Named(without_measure(context.subject.name) + found, context.subject)
    if found and not all(context.in_places(word) or word.kind == "deictic" for word in trim(head[:first])):
        return Named(found, context.subject.named(found))
    return _taken(context.subject) if context.subject.name else _from_earlier(context)


def _share(context: Context) -> Named | None:
    """S占O的比重 is the whole phrase; S占O的…% is of S."""
    clause, subject = context.clause.words, context.subject
    index = share_verb(clause)
    if index is None:
        return None
    whole, before = trim(clause[index + 1 :]), clause[:index]
    parts = members(noun_phrase(before), context.series)
    if len(parts) > 1 and context.clause.has("分别"):
        return Named(parts[0], subject.named(joined(noun_phrase(before)), tuple(parts)))
    name = joined(noun_phrase(before))
    if before and before[-1].text == "的" and subject.name and len(name) <= _SHORT:
        # 优良的河段占七成，较好的占两成
        return Named(subject.name + name, subject)
    name = name or subject.name.partition("占")[0]
    if whole and whole[-1].text.endswith(_SHARES):
        name = f"{name}占{joined(whole)}"
    return Named(name, subject.named(name)) if name else None


def _counted(context: Context) -> Named | None:
    """The noun after the figure, with what stands before it and belongs to it (新增5家上市企业)."""
    name, thing = counted_phrase(context)
    return Named(name, context.subject.named(name, thing=thing, unit=context.quantity.unit)) if name else None


def _purpose(context: Context) -> Named | None:
    """What money is for, where nothing else names it (安排4200万元，用于人才建设)."""
    clause, after = context.clause, context.after
    if context.quantity.kind != "货币" or joined(trim(clause.head)) not in ("", *_FUNDS) or not clause.predicate:
        return None
    at = next((index for index, word in enumerate(after[:3]) if word.text in ("用于", "用以")), None)
    found = joined(content(following_phrase(after[at + 1 :]) or after[at + 1 : at + 9])) if at is not None else ""
    return Named(found, context.subject.named(found)) if found else None


def _honour(context: Context) -> Named | None:
    """What one was named or won for years on end (连续3年获评先进单位)."""
    clause, after = context.clause, context.after
    if context.quantity.kind not in PERIODS or not clause.has("连续") or context.own or not after:
        return None
    if not any(after[0].text.startswith(verb) for verb in _HONOURED):
        return None
    until = next((index for index, word in enumerate(after) if word.kind in ("mark", "list")), len(after))
    found = joined(content([word for word in after[:until] if word.text not in _HONOURED]))
    return Named(found, context.subject) if found else None


def _action_again(context: Context) -> Named | None:
    """Another thing done to what was counted before (修订文件22件，清理12件), or a part of it (债券5亿元（还本2亿元）)."""
    subject, own = context.subject, context.content_words
    granted = len(context.own_words) == 2 and context.own_words[0].text in _GRANTING
    if granted:
        own = context.own_words
    name = joined(own)
    if not own or not subject.thing or context.quantity.kind in MEASURED or name in dependent_nouns() or name in subject.thing:
        return None
    again = context.quantity.kind in COUNTED and context.quantity.unit == subject.unit
    part = context.bracketed or (context.names_part and context.quantity.unit == subject.unit)
    done = (again or part) and len(name) <= _SHORT and (granted or all(map(_verbal, own)))
    if not done and not (context.bracketed and len(name) <= _BARE):
        return None
    # What is said next is of the things, unless only this was done to them in the sentence.
    named = name + (_head_noun(subject.thing) if granted else subject.thing)
    return Named(named, subject._replace(name=subject.name or named))


def _head_noun(thing: str) -> str:
    """The noun that a long name ends in (政府信息公开|申请)."""
    words = read_words(thing, ()).between(0, len(thing))
    return joined(words[-2:] if len(words[-1].text) == 1 else words[-1:])


def _verbal(word: Word) -> bool:
    if word.kind in ("verb", "new"):
        return True
    return word.kind in ("", "noun") and word.text not in dependent_nouns() and tag_of(word.text) in _VERBAL_TAGS


def _budget_item(context: Context) -> Named | None:
    """A sum of a budget that names no account (支出总计): that of the account spoken of."""
    name, subject = context.own, context.subject
    if not subject.account or not is_budget_item(name) or context.names_part:
        return None
    return Named(subject.account + name, subject.named(subject.account + name))


def _of_plan(context: Context) -> Named | None:
    """A share of a plan or of an earlier figure (完成年初预算的98%, 为上年的3倍)."""
    words = context.clause.words
    if not context.subject.name or context.quantity.kind not in SHARE_KINDS or not words or words[-1].text != "的":
        return None
    equal = (trim(words[:1]) == [] and words[0].text in _EQUALS) or context.clause.has("是", "相当于")
    return _carried(context) if equal or any(word.text.endswith(_PLANS) for word in words) else None


def _place_only(context: Context) -> Named | None:
    """A clause that names only a place takes the subject over (其中，连南县5.2亿元)."""
    own = context.own_words
    if not own or not context.subject.name:
        return None
    part = context.bracketed or context.names_part or context.subject.listing or _is_part(joined(own))
    return _taken(context.subject) if all(map(context.in_places, own)) or (part and _PART.fullmatch(joined(own))) else None


def _is_part(name: str) -> bool:
    return name.endswith("本级")


def _resident_group(context: Context) -> Named | None:
    """农村居民收入1.9万元，城镇为4.6万元: the same of the other group."""
    own, name = context.own, context.subject.name
    other = next((group for group in _RESIDENTS if group in name), None)
    if own in _RESIDENTS and (other or "居民" in name):
        named = name.replace(other, own, 1) if other else name.replace("居民", f"{own}居民", 1)
        return Named(named, context.subject.named(named))
    return None


def _dependent(context: Context) -> Named | None:
    """A noun that cannot stand alone takes what it belongs to before it (登记合同210项，成交额3.4亿元)."""
    own, subject = context.own_words, context.subject
    name = joined(own)
    if name.endswith("债务") and subject.name.endswith(_DEBTS):
        name += subject.name[-2:]
        return Named(name, subject.named(name))
    if name.endswith(_PLANS) and len(name) <= _SHORT and subject.name:
        return Named(subject.name + name, subject.named(subject.name))
    return _completed(context, own, name) if name in dependent_nouns() else None


def _completed(context: Context, own: Sequence[Word], name: str) -> Named | None:
    clause, subject = context.clause, context.subject
    if context.after and context.after[0].text == "的" and (things := joined(following_phrase(context.after))):
        # 总投资17亿元的第一批工程
        return Named(things + name, subject.named(things + name))
    before = [word for word in clause.head if word.start < own[0].start]
    owner = joined(noun_phrase(before[:-1])) if before and before[-1].kind in ("verb", "level") else ""
    member = next((member for member in subject.members if member.endswith(name)), None)
    owner = owner or member or subject.name or earlier_subject(clause.earlier) or subject.owner
    if name in AMOUNTS and without_measure(owner) != owner:
        return Named(owner, subject)
    if owner:
        name = owner if owner.endswith(name) else without_measure(owner) + name
    kept = subject if subject.name and not member and not owner.endswith(name) else subject.named(name)
    return Named(name, kept)


def _each(context: Context) -> Named | None:
    """城镇和农村居民收入分别增长…: the first member."""
    own = context.own_words
    if not any(word.text in JOINERS for word in own):
        return None
    parts = members(own, context.series)
    if len(parts) > 1 and (context.clause.has("分别") or len(parts) == context.series):
        return Named(parts[0], context.subject.named(joined(own), tuple(parts)))
    return None


def _member(context: Context) -> Named | None:
    """A member of what was just measured, named without the measure (工业增加值增长3%，其中采矿业增长2%)."""
    subject, own = context.subject, context.own
    listing = context.names_part or subject.listing
    earlier = context.clause.earlier
    among = joined(noun_phrase(earlier[:-1])) if earlier and earlier[-1].text == "中" else ""
    whole = among or subject.name or (subject.owner if listing else "")
    measure = measure_of(whole)
    if not measure or not own or measure_of(own) or own in whole:
        return None
    branch = context.quantity.kind in MEASURED and (own.endswith(_BRANCHES) or (listing and len(own) <= _SHORT))
    # Sums of money in a list have names of their own (上年结余, 调入资金).
    listed = listing and len(own) <= _SHORT and context.quantity.unit == subject.unit and context.quantity.kind != "货币"
    return Named(own + measure, subject._replace(name=own + measure, listing=listing)) if branch or listed else None


def _own(context: Context) -> Named | None:
    """The noun phrase of the clause; where it is short, with the verbs before it (拆除消化各类违建)."""
    own = context.own_words
    name = joined(own)
    if not name:
        return None
    named = _with_verbs(name, context.content_words) if context.quantity.kind not in MEASURED else name
    planned = _PLANNED.search(name)
    base = name[: planned.start()] if planned and planned.start() else named
    if context.subject.thing and all(map(_verbal, own)):
        return Named(named, context.subject.named(base, thing=context.subject.thing, unit=context.subject.unit))
    return Named(named, context.subject.named(base, thing=joined(_without_new(own)), unit=context.quantity.unit))


def _without_new(words: Sequence[Word]) -> Sequence[Word]:
    """The things themselves (新开工|保障性住房), where another thing is done to them next."""
    return words[1:] if len(words) > 1 and words[0].kind == "new" else words


def _with_verbs(name: str, words: Sequence[Word]) -> str:
    """A short noun with the words before it in its clause, which say what was done to it or what it is of."""
    provided = next((index + 1 for index, word in enumerate(words) if word.text == "安排"), 0)
    whole = joined(words[provided:])
    return whole if len(name) <= _SHORT and whole.endswith(name) and len(whole) <= _LONG else name


def _carried(context: Context) -> Named | None:
    subject = context.subject
    if not subject.name:
        return None
    if len(subject.levels) > 1 and not subject.members and context.clause.has("分别"):
        subject = subject.named(subject.name, subject.levels)
    return _taken(subject)


def _from_earlier(context: Context) -> Named | None:
    """The subject of the clauses before (产业加快发展，完成产值…)."""
    name = earlier_subject(context.clause.earlier)
    if not name and not context.previous and context.quantity.kind not in COUNTED:
        name = context.subject.owner or earlier_subject(context.lead())
    return Named(name, context.subject.named(name)) if name else None


def _predicate(context: Context) -> Named:
    """What is left: what those counted do (有37万人实现再就业), or the words of the predicate (超收3亿元)."""
    until = next((index for index, word in enumerate(context.after) if word.kind == "mark"), len(context.after))
    done = joined(content(context.after[:until])) if context.quantity.kind in COUNTED else ""
    name = done or joined(trim(context.clause.predicate)) or joined(context.clause.predicate)
    return Named(name, context.subject.named(name))


INDICATOR_RULES: tuple[Rule[Named], ...] = (
    Rule("coordinated", _coordinated, "城镇和农村居民收入分别增长4.1%和6.3%。", "农村居民收入"),
    Rule("share of it", _share_of_it, "种植茶叶120万亩的60%。", "种植茶叶"),
    Rule("goal of growth", _goal, "全市经济增长预期目标为6.5%。", "经济"),
    Rule("each of several", _each, "城镇和农村居民收入分别增长4.1%。", "城镇居民收入"),
    Rule("rank", _rank, "空气优良率稳居全省各市第二。", "空气优良率"),
    Rule("share", _share, "数字经济占地区生产总值的比重达到41.5%。", "数字经济占地区生产总值的比重"),
    Rule("honour", _honour, "办学水平不断提高，连续3年获评教育强县。", "教育强县"),
    Rule("counted noun", _counted, "新增5家上市企业。", "新增上市企业"),
    Rule("purpose", _purpose, "安排4200万元，用于人才培养。", "人才培养"),
    Rule("share of a plan", _of_plan, "契税收入3.2亿元，完成年初预算的98%。", "契税收入"),
    Rule("budget item", _budget_item, "全市政府性基金预算收入12亿元，上年结转1亿元，收入总计13亿元。", "政府性基金预算收入总计"),
    Rule("place only", _place_only, "税收收入80亿元，其中连南县5.2亿元。", "税收收入"),
    Rule("resident group", _resident_group, "农村居民恩格尔系数为31%，城镇为28%。", "城镇居民恩格尔系数"),
    Rule("member", _member, "规模以上工业增加值增长5%，其中采矿业增长2%。", "采矿业增加值"),
    Rule("action again", _action_again, "制定修订规范性文件22件，清理12件。", "清理规范性文件"),
    Rule("dependent noun", _dependent, "登记技术合同210项，成交额3.4亿元。", "登记技术合同成交额"),
    Rule("own noun", _own, "全市粮食总产量达到62.5万吨。", "粮食总产量"),
    Rule("carried subject", _carried, "全市粮食总产量达到62.5万吨，比上年增长1.2%。", "粮食总产量"),
    Rule("subject of an earlier clause", _from_earlier, "旅游业加快恢复，增长21%。", "旅游业"),
    Rule("predicate", _predicate, "超收3亿元。", "超收"),
)
"""Read in this order; the first that applies decides, and the last always does."""
