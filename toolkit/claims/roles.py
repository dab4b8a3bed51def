"""Whether a figure is a level, a change or a rank, and in which direction: an ordered table of rules."""

from collections.abc import Sequence
from typing import NamedTuple

from toolkit.claims.clauses import FILLERS, parse_clause
from toolkit.claims.context import COUNTED, SHARE_KINDS, Context, Rule
from toolkit.claims.phrases import trim
from toolkit.document import Direction, Role
from toolkit.grammar.measures import MEASURED
from toolkit.text.words import Word, joined

__all__ = ["GOALS", "ROLE_RULES", "Stated", "goal_words"]

GOALS = frozenset({"目标", "预期目标", "预期", "计划目标", "指标", "目标值"})
_GOAL_WORDS = frozenset({"的", "宏观", "调控", "宏观调控", "控制"})
_FROM = frozenset({"由", "从", "自"})
_STEADY = frozenset({"保持", "稳定", "控制", "达", "达到", "维持", "保持在"})
_REACHING = FILLERS | {"level", "to"}
_COPULA = frozenset({"为", "是", "均为", "达", "达到", "实现"})
# Verbs of rising that only say that work goes on where things are counted behind them (加快12个项目建设).
_PUSHING = frozenset({"加快", "加大", "加强", "改善", "增强", "提升"})
# 提升3个 | 档次 is a change all the same.
_STEPS = frozenset({"档次", "等级", "位次", "名次", "层次", "台阶", "级别", "位"})
_MEASURES = ("率", "度", "比", "系数", "值", "占比", "比重", "比例", "水平")
_EARLIER = ("年", "同期", "月", "季度", "末", "初", "原", "前", "期", "计划", "预算", "目标", "设想", "时期")
_FALLING = "降跌减缩"
_BURDENS = ("收入", "税收", "税费", "负担", "费用", "税款", "成本")
_LOWER = frozenset({"低", "少", "慢", "低于", "少于", "慢于"})
_CONTRIBUTING = frozenset({"拉动", "带动"})
_NARROWING = frozenset({"收窄", "扩大"})


class Stated(NamedTuple):
    """Role, direction and the word that governs the figure."""

    role: Role
    direction: Direction | None
    governor: str = ""


def goal_words(context: Context) -> Sequence[Word]:
    """The words up to the verb where the figure is a goal of growth (经济增长预期目标为7%); else nothing.

    One of `GOALS` stands before it.
    """
    words = trim(context.clause.head or parse_clause(context.clause.earlier).words)
    if not words or words[-1].text not in GOALS:
        return []
    while words and (words[-1].text in GOALS or words[-1].text in _GOAL_WORDS or words[-1].kind in ("adverb", "level")):
        words = words[:-1]
    return words if len(words) > 1 and words[-1].kind in ("up", "down", "rate") else []


def _falls(text: str) -> Direction:
    return "down" if any(char in text for char in _FALLING) else "up"


def _direction(word: Word) -> Direction:
    return "down" if word.kind == "down" else "up"


def _rank(context: Context) -> Stated:
    return Stated("rank", None, _governed(context).governor)


def _coordinated(context: Context) -> Stated | None:
    previous = context.previous
    return Stated(previous.role, previous.direction, previous.governor) if previous and context.coordinated else None


def _share_of_it(context: Context) -> Stated | None:
    return Stated("level", None, "的") if context.shares_last else None


def _goal(context: Context) -> Stated | None:
    goal = goal_words(context)
    return Stated("change", "down" if goal[-1].kind == "down" else _falls(goal[-1].text), goal[-1].text) if goal else None


def _doubling(context: Context) -> Stated | None:
    return Stated("change", "up", _governed(context).governor) if context.quantity.unit == "番" else None


def _contribution(context: Context) -> Stated | None:
    return Stated("level", None, _governed(context).governor) if context.clause.has(*_CONTRIBUTING) else None


def _surplus(context: Context) -> Stated | None:
    """比上年多出3万吨, where the comparison stands before the figure before."""
    over = context.previous is not None and context.previous.basis and _governed(context).governor == "多出"
    return Stated("change", "up", "多出") if over else None


def _rate_noun(context: Context) -> Stated | None:
    """增速达到5%, 降幅收窄至2.1%."""
    clause = context.clause
    rate = next((word for word in reversed(clause.head) if word.kind == "rate"), None)
    if rate is None:
        return None
    narrowed = any(word.text in _NARROWING for word in clause.predicate)
    steady = all(word.kind in _REACHING or word.text == "在" or word.text in _NARROWING for word in clause.predicate)
    reached = not narrowed or any(word.kind == "to" for word in clause.predicate)
    return Stated("change", _falls(rate.text), _governed(context).governor) if steady and reached else None


def _increment(context: Context) -> Stated | None:
    """粮食产量62万吨，增量3万吨."""
    own = trim(context.clause.words)
    return Stated("change", "up", "增量") if [word.text for word in own] == ["增量"] else None


def _from_value(context: Context) -> Stated | None:
    """由5亿元增加到…: the value to begin with."""
    return Stated("level", None, "由") if any(word.text in _FROM for word in context.clause.predicate) else None


def _by_verb(context: Context) -> Stated | None:
    return _governed(context) if context.clause.predicate else None


def _governed(context: Context) -> Stated:
    """By the verbs before the figure: 增长 is a change, 增长到 a level."""
    clause, quantity = context.clause, context.quantity
    predicate = clause.predicate
    if not GOALS.isdisjoint(context.said):
        expected = next((index for index, word in enumerate(predicate) if index and word.text in GOALS), 0)
        if expected and predicate[expected - 1].kind in ("up", "down"):
            predicate = predicate[:expected]
    for index in range(len(predicate) - 1, -1, -1):
        word = predicate[index]
        if word.kind in ("up", "down"):
            behind = context.after[0] if context.after else None
            stepped = behind is None or behind.kind == "mark" or behind.text in _STEPS
            pushing = word.text in _PUSHING and quantity.kind in COUNTED and not (word.text == "提升" and stepped)
            return Stated("level", None, word.text) if pushing else Stated("change", _direction(word), word.text)
        grown = next((other for other in reversed(predicate[:index]) if other.kind not in FILLERS), None)
        if word.text in _COPULA and grown and grown.kind in ("up", "down") and quantity.kind == "比率":
            return Stated("change", _direction(grown), grown.text)
        if word.kind == "compare" and clause.basis and any(mark in clause.basis for mark in _EARLIER):
            return Stated("change", "down" if word.text in _LOWER else "up", word.text)
        if word.text in _STEADY and index and predicate[index - 1].kind in ("up", "down") and quantity.kind == "比率":
            return Stated("change", _direction(predicate[index - 1]), word.text)
        if word.kind in ("level", "to", "verb", "new", "compare") and word.text != "在":
            return Stated("level", None, "到" if word.text.endswith(("到", "至")) and word.text != "达到" else word.text)
    return Stated("level", None)


def _by_object(context: Context) -> Stated:
    """A verb of change with its object before the figure: 减少排放3万吨 is a fall, 增加铁路新线5公里 counts new lines."""
    words, quantity = context.clause.words, context.quantity
    of_others = bool(words) and words[-1].kind == "list"  # 5个贫困县退出、|13个乡镇
    if of_others or (quantity.kind in MEASURED and joined(words).endswith(_MEASURES)):
        return Stated("level", None)
    for word in reversed(words):
        if word.kind in ("up", "down"):
            lessened = quantity.kind == "货币" and joined(words).endswith(_BURDENS)
            if (word.kind == "down" and not lessened) or quantity.kind in MEASURED:
                return Stated("change", _direction(word), word.text)
            return Stated("level", None, word.text)
        if word.kind in ("level", "verb", "new"):
            return Stated("level", None, word.text)
    return Stated("level", None)


ROLE_RULES: tuple[Rule[Stated], ...] = (
    Rule("coordinated", _coordinated, "第一、二产业分别增长3.1%和4.2%。", "change up"),
    Rule("rank", _rank, "外贸总额居全省第3位。", "rank", kinds=frozenset({"rank"})),
    Rule("share of it", _share_of_it, "建成绿道120公里的60%。", "level", kinds=SHARE_KINDS, cues=frozenset({"的"})),
    Rule("goal of growth", _goal, "全市经济增长预期目标为6.5%。", "change up", cues=GOALS),
    Rule("doubling", _doubling, "工业产值翻一番。", "change up"),
    Rule("contribution", _contribution, "消费拉动经济增长2.1个百分点。", "level", kinds=frozenset({"百分点"}), cues=_CONTRIBUTING),
    Rule("surplus", _surplus, "早稻产量比上年多2万吨，晚稻多出3万吨。", "change up", cues=frozenset({"多出"})),
    Rule("rate noun", _rate_noun, "出口降幅收窄至2.4%。", "change down", kinds=MEASURED),
    Rule("increment", _increment, "粮食总产量62万吨，增量3万吨。", "change up", cues=frozenset({"增量"})),
    Rule("value to begin with", _from_value, "公办园占比由48%起步。", "level", cues=_FROM),
    Rule("verb", _by_verb, "茶叶产量比上年减少2万吨。", "change down"),
    Rule("verb with object", _by_object, "减少化肥用量3万吨。", "change down"),
)
"""Read in this order; the first that applies decides, and the last always does."""
