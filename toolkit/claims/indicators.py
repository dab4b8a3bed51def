"""What a figure is of: the noun after it, the noun before it, or the subject carried over; an ordered table of rules."""

import re
from collections.abc import Sequence

from toolkit.claims.clauses import parse_clause
from toolkit.claims.completion import earlier_subject, measure_of
from toolkit.claims.context import COUNTED, SHARE_KINDS, Context, Named, Rule, taken
from toolkit.claims.counted import counted_phrase
from toolkit.claims.following import following_phrase
from toolkit.claims.members import members
from toolkit.claims.parts import PART_RULES, SHORT
from toolkit.claims.phrases import JOINERS, content, noun_phrase, trim
from toolkit.claims.roles import GOALS, goal_words
from toolkit.claims.shares import carried, share, share_of_it, share_of_plan
from toolkit.grammar.measures import MEASURED, PERIODS
from toolkit.text.words import Word, dependent_nouns, is_verbal, joined, read_words

__all__ = ["INDICATOR_RULES", "Named"]

# 一般公共预算收入年初预算: what follows (调整为, 实际完成) is of the revenue.
_PLANNED = re.compile("(?:年初|年度|调整)?(?:预算|预期|目标)数?$")
_PLANS = ("预算", "预期", "目标", "预算数", "预期数", "目标数")
# 城乡居民收入分别增长5%和6%
_BOTH, _EACH_OF_BOTH = "城乡", ("城镇", "农村")
_DOING = frozenset({"new", "verb"})
_LONG = 14
_UNNAMED = frozenset({"", "预算", "资金", "财政", "财政资金", "专项资金", "投入"})
_RANKING = re.compile("(?:[位名]?列|居|位居|排名?|稳居|跃居|获得?|荣获|名列|(?:跃升|上升|晋升|升|前移|跃)[至到])$")

_HONOURED = ("被", "评为", "被评为", "获评", "荣获", "获得", "获", "入选", "蝉联", "授予", "荣登", "上榜", "入围", "为", "命名")
_HELD = frozenset({"保持", "稳定", "位居", "居", "稳居", "位列", "稳定在", "保持在", "超", "超过"})
_GROWTH = frozenset({"两位数", "正增长"})
_WON = frozenset({"获", "荣获", "获得", "夺得"})


def _coordinated(context: Context) -> Named | None:
    if context.previous is None or not context.coordinated:
        return None
    subject = context.subject.next_member()
    if subject.place < len(subject.members):
        return Named(subject.members[subject.place], subject)
    return Named(context.previous.indicator, subject)


def _goal(context: Context) -> Named | None:
    goal = goal_words(context)
    if not goal:
        return None
    subject = context.subject.named(joined(noun_phrase(goal[:-1])) or context.subject.name)
    return Named(subject.name, subject)


def _rank(context: Context) -> Named | None:
    """The subject of the verb of ranking, and not what it ranks among (居全省各市第三)."""
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
    if found and _is_dependent(noun_phrase(head[:first]), head[first - 1]) and context.subject.name:
        measure = measure_of(context.subject.name)
        again = measure and found != measure and found.startswith(measure)  # 粮食产量74万吨，产量增幅居全省第2位
        return Named(context.subject.name + (found[len(measure) :] if again else found), context.subject)
    if found and not all(context.in_places(word) or word.kind == "deictic" for word in trim(head[:first])):
        return Named(found, context.subject.named(found))
    return taken(context.subject) if context.subject.name else _from_earlier(context)


def _is_dependent(words: Sequence[Word], last: Word) -> bool:
    """Whether a name says only what is measured, and not of what (总量和占比, 增幅)."""
    nouns = [word for word in words if word.text not in JOINERS]
    return all(word.text in dependent_nouns() or word.kind == "rate" for word in nouns) or (not nouns and last.kind == "rate")


def _counted(context: Context) -> Named | None:
    """The noun after the figure, with what stands before it and belongs to it (新增5家上市企业)."""
    name, thing = counted_phrase(context)
    return Named(name, context.subject.named(name, thing=thing, unit=context.quantity.unit)) if name else None


def _purpose(context: Context) -> Named | None:
    """What money is for, where nothing else names it (安排4200万元，用于人才建设)."""
    clause, after = context.clause, context.after
    at = next((index for index, word in enumerate(after[:3]) if word.text in ("用于", "用以")), None)
    given = joined(trim(clause.head))
    listed = any(word.kind == "list" for word in clause.words[-1:])  # 3000万元用于修路、|6200万元用于建校
    again = context.previous is not None and context.previous.rules[0] == "purpose" and listed
    alone = given in _UNNAMED and bool(given or clause.predicate)
    if at is None or not (again or alone):
        return None
    found = joined(content(following_phrase(after[at + 1 :]) or after[at + 1 : at + 9]))
    if len(found) < SHORT:
        until = next((index for index, word in enumerate(after) if index > at and word.kind in ("mark", "list")), len(after))
        found = joined(content(after[at + 1 : until]))  # 用于衔接|推进乡村振兴
    return Named(found, context.subject.named(found)) if found else None


def _honour(context: Context) -> Named | None:
    """What one was named, won or did for years on end (连续3年获评先进单位, 连续8年上调养老金)."""
    clause, after = context.clause, context.after
    times = context.quantity.kind in PERIODS or context.quantity.unit == "次"
    if not times or not clause.has("连续") or context.own or not after:
        return None
    honoured = any(after[0].text.startswith(verb) for verb in _HONOURED)
    if not honoured and after[0].kind not in ("up", "down"):
        return None
    until = next((index for index, word in enumerate(after) if word.kind in ("mark", "list")), len(after))
    found = joined(content([word for word in after[:until] if word.text not in _HONOURED]))
    if not found:
        return None
    return Named(found, context.subject if honoured else context.subject.named(found))


def _run(context: Context) -> Named | None:
    """What has held for years on end is of what was just told (产值增至260亿元，连续4年保持两位数增长)."""
    clause, after = context.clause, context.after
    held = bool(after) and clause.has("连续") and not context.own
    held = held and (after[0].text in _HELD or after[0].kind == "compare" or (after[0].text == "实现" and joined(after[1:2]) in _GROWTH))
    return carried(context) if held else None


def _each(context: Context) -> Named | None:
    """城镇和农村居民收入分别增长…: the first member."""
    own = context.own_words
    if context.quantity.kind == "ratio" or not any(word.text in JOINERS for word in own):
        return None
    apart = context.clause.has("分别")
    if (not apart and context.series < 2) or context.names_places:
        return None
    parts = members(own, context.series)
    if len(parts) > 1 and (apart or len(parts) == context.series):
        return Named(parts[0], context.subject.named(context.own, tuple(parts)))
    return None


def _town_and_country(context: Context) -> Named | None:
    """城乡居民收入分别增长…和…: first the towns; also where it was named before (城乡居民收入稳步提高，分别增长…)."""
    name = context.own
    if not name and context.quantity.kind not in COUNTED:
        name = context.subject.name or earlier_subject(context.clause.earlier)
    if _BOTH not in name or not (context.clause.has("分别") or context.series == len(_EACH_OF_BOTH)):
        return None
    found = tuple(name.replace(_BOTH, each, 1) for each in _EACH_OF_BOTH)
    return Named(found[0], context.subject.named(name, found))


def _own(context: Context) -> Named | None:
    """The noun phrase of the clause; where it is short, with the verbs before it (拆除消化各类违建)."""
    own, name = context.own_words, context.own
    if not name:
        return None
    short = context.quantity.kind not in MEASURED and len(name) <= SHORT
    named = _with_verbs(name, context.content_words) if short else name
    if context.previous and named == context.subject.thing + name:
        named = name  # 为3000名员工|追回欠薪
    planned = _PLANNED.search(name) if name.endswith(_PLANS) else None
    base = name[: planned.start()] if planned and planned.start() else named
    if context.subject.thing and all(map(is_verbal, own)):
        return Named(named, context.subject.named(base, thing=context.subject.thing, unit=context.subject.unit))
    return Named(named, context.subject.named(base, thing=joined(_without_new(own)), unit=context.quantity.unit))


def _without_new(words: Sequence[Word]) -> Sequence[Word]:
    """The things themselves (新开工|保障性住房, 受理|申请), where another thing is done to them next."""
    if words[0].kind not in _DOING:
        return words
    first = next((index for index, word in enumerate(words) if word.kind not in _DOING), 0)
    return words[first:]


def _with_verbs(name: str, words: Sequence[Word]) -> str:
    """A short noun with the words before it in its clause, which say what was done to it or what it is of."""
    provided = next((index + 1 for index, word in enumerate(words) if word.text == "安排"), 0)
    whole = joined(words[provided:])
    return whole if whole.endswith(name) and len(whole) <= _LONG else name


def _in_brackets(context: Context) -> Named | None:
    """The noun before the brackets in which a figure stands alone (调入资金（3亿元）、上年结余（2亿元）)."""
    before, after = context.before, context.after
    if len(before) < 2 or before[-1].text != "（" or not after or after[0].text != "）":
        return None
    clause = parse_clause(before[:-1])
    name = "" if clause.predicate else joined(noun_phrase(clause.head))
    return Named(name, context.subject.named(name)) if name else None


def _from_earlier(context: Context) -> Named | None:
    """The subject of the clauses before (产业加快发展，完成产值…)."""
    name = earlier_subject(context.clause.earlier)
    if not name and not context.previous and context.quantity.kind not in COUNTED:
        name = context.subject.owner or earlier_subject(context.lead())
    if name and context.clause.has("分别"):
        parts = members(read_words(name, ()).between(0, len(name)), context.series)
        if len(parts) == context.series:
            return Named(parts[0], context.subject.named(name, tuple(parts)))
    return Named(name, context.subject.named(name)) if name else None


def _predicate(context: Context) -> Named:
    """What is left: what those counted do (有37万人实现再就业), or the words of the predicate (超收3亿元)."""
    until = next((index for index, word in enumerate(context.after) if word.kind == "mark"), len(context.after))
    done = joined(content(context.after[:until])) if context.quantity.kind in COUNTED else ""
    name = done or joined(trim(context.clause.predicate)) or joined(context.clause.predicate)
    return Named(name, context.subject.named(name))


INDICATOR_RULES: tuple[Rule[Named], ...] = (
    Rule("coordinated", _coordinated, "城镇和农村居民收入分别增长4.1%和6.3%。", "农村居民收入"),
    Rule("share of it", share_of_it, "种植茶叶120万亩的60%。", "种植茶叶", kinds=SHARE_KINDS, cues=frozenset({"的"})),
    Rule("goal of growth", _goal, "全市经济增长预期目标为6.5%。", "经济", cues=GOALS),
    Rule("each of several", _each, "城镇和农村居民收入分别增长4.1%。", "城镇居民收入", cues=JOINERS),
    Rule("town and country", _town_and_country, "全市城乡居民收入分别增长4.1%。", "城镇居民收入"),
    Rule("rank", _rank, "空气优良率稳居全省各市第二。", "空气优良率", kinds=frozenset({"rank"})),
    Rule("share", share, "数字经济占地区生产总值的比重达到41.5%。", "数字经济占地区生产总值的比重"),
    Rule("honour", _honour, "办学水平不断提高，连续3年获评教育强县。", "教育强县", cues=frozenset({"连续"})),
    Rule("run of years", _run, "建筑业总产值增至260亿元，连续4年保持两位数增长。", "建筑业总产值", kinds=PERIODS),
    Rule("counted noun", _counted, "新增5家上市企业。", "新增上市企业"),
    Rule("purpose", _purpose, "安排4200万元，用于人才培养。", "人才培养", kinds=frozenset({"货币"})),
    Rule("share of a plan", share_of_plan, "契税收入3.2亿元，完成年初预算的98%。", "契税收入", kinds=SHARE_KINDS),
    *PART_RULES,
    Rule("own noun", _own, "全市粮食总产量达到62.5万吨。", "粮食总产量"),
    Rule(
        "noun before brackets", _in_brackets, "支出3亿元，加上转移支付（2亿元）、一般债务（1.5亿元）。", "一般债务", cues=frozenset({"（"})
    ),
    Rule("carried subject", carried, "全市粮食总产量达到62.5万吨，比上年增长1.2%。", "粮食总产量"),
    Rule("subject of an earlier clause", _from_earlier, "旅游业加快恢复，增长21%。", "旅游业"),
    Rule("predicate", _predicate, "超收3亿元。", "超收"),
)
"""Read in this order; the first that applies decides, and the last always does."""
