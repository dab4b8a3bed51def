"""Noun phrases: what a figure is of, cut out of the words around it."""

from collections.abc import Sequence

from toolkit.text.words import Word, tag_of

__all__ = [
    "DESCRIBING", "EMPTY_TAIL", "JOINERS", "LONGEST_PHRASE", "SHORT_PHRASE", "content", "describes", "is_adjunct", "length",
    "noun_phrase", "trim",
]  # fmt: skip

JOINERS = frozenset({"和", "及", "与", "、", "以及"})
_EDGE = frozenset({"time", "deictic", "adverb", "conj", "prep", "mark", "list", "space", "level", "to", "basis", "compare"})
_TAIL = _EDGE | {"up", "down", "mean"}
_OPENING = frozenset({"time", "adverb", "conj", "space", "deictic", "list"})
_ADJUNCT = frozenset(
    ["在", "按", "按照", "通过", "对", "对于", "关于", "面对", "以", "从", "自", "截至", "截止", "随着", "经", "经过",
     "扣除", "剔除", "根据", "围绕", "除", "考虑", "不考虑"]
)  # fmt: skip
_LOCATIVE = frozenset({"中", "下", "后", "上", "方面", "期间", "以来", "时", "看", "前", "计算", "计", "口径", "因素"})
_BEHIND = tuple(sorted(_LOCATIVE))
_EMPTY_HEAD = frozenset(
    ["的", "等", "中", "内", "上", "里", "之", "止", "加", "个", "方面", "了", "其", "该", "这", "各类", "各种", "各", "这些", "每", "一批",
     "一系列"]
)  # fmt: skip
EMPTY_TAIL = _EMPTY_HEAD | {"“", "《", "达", "共", "全", "新", "高质量", "统一"}
# Words that belong to a noun they open, though they are adverbs elsewhere (不见面开标率).
_KEPT_AT_HEAD = frozenset({"不", "未", "无", "可"})
# What is left of a budget is that of a time (上年结余).
_CARRIED_OVER = ("结余", "结转", "滚存")
# These describe a noun.
DESCRIBING = frozenset({"实际", "直接", "间接", "整体", "有效", "最低", "最高", "基本"})
_USING = frozenset({"使用", "吸收", "到位"})
# 每个项目 is each of them, 每吨钢 a measure.
_EACH = frozenset({"个", "年", "月", "天", "日", "次", "项", "家", "位", "名"})
# Or that close one (项目推进会).
_KEPT_AT_TAIL = frozenset({"会"})
_INSIDE = frozenset({"对", "向", "用于", "为", "以", "于", "与", "按", "从"})
_CIRCUMSTANCE = frozenset({"情况", "基础", "前提", "背景", "条件", "情况下", "基础上"})
_PROGRAMMES = ("工程", "行动", "项目", "计划", "活动", "战略", "攻坚战")
_SUFFIXES = frozenset(
    ["的", "率", "额", "量", "数", "值", "费", "价", "度", "面", "者", "型", "类", "性", "线", "网", "区", "点", "、", "人数",
     "数量", "金额", "面积", "能力", "水平", "机制", "体系"]
)  # fmt: skip
_GRAMMAR = frozenset({"time", "adverb", "deictic", "space", "mean", "mark"})
# Verbs of carrying out say nothing of what was done.
_CARRIED_OUT = frozenset({"完成", "实现", "达到", "达", "共", "共有", "有", "出动", "建成"})
# Alone they say what was done to the things counted before (新开工120套，建成80套).
_BUILT = frozenset({"建成"})
# 居民人均|年|消费支出, 新增|日|供水能力
_PER_TIME = frozenset({"年", "月", "日"})
# 申请量|从2005年起|居第一
_SINCE = frozenset({"起", "开始", "以来"})
_LESS = frozenset({"扣除", "剔除"})
_FACTORS = frozenset({"因素", "影响", "后"})
SHORT_PHRASE = 4
LONGEST_PHRASE = 24
"""Words of a phrase at most."""


def trim(words: Sequence[Word]) -> Sequence[Word]:
    """Drop words of time, place, degree and grammar from both ends of a phrase."""
    first, last = 0, len(words)
    while first < last and (words[first].kind in _EDGE or words[first].text in _EMPTY_HEAD):
        if words[first].text in _KEPT_AT_HEAD and last - first > 2:
            break
        if words[first].text == "每" and last - first > 2 and words[first + 1].text not in _EACH:
            break
        if words[first].text in DESCRIBING and last - first > 1 and describes(words, first):
            break
        told = words[first].kind == "time" and not words[first].text[0].isdigit()
        if told and last - first > 1 and words[first + 1].text.startswith(_CARRIED_OVER):
            break
        first += 1
    while last > first and (words[last - 1].kind in _TAIL or words[last - 1].text in EMPTY_TAIL):
        if words[last - 1].text in _KEPT_AT_TAIL and last - first > 1:
            break
        last -= 1
    return words[first:last]


def describes(words: Sequence[Word], index: int) -> bool:
    """Whether an adverb describes the noun behind it (实际|利用外资, 直接|经济损失)."""
    after = words[index + 1]
    done = words[index].text == "基本" and not after.kind and tag_of(after.text) == "v"  # 河流|基本|消除黑臭
    return (after.kind in ("", "noun") and not done) or after.text in _USING


def _after_adjunct(words: Sequence[Word]) -> Sequence[Word]:
    """Drop an opening adjunct (在…中, 按…计算)."""
    lead = 0
    while lead < len(words) and words[lead].kind in _OPENING:
        lead += 1
    if lead < len(words) and words[lead].text in _ADJUNCT:
        for index in range(len(words) - 1, lead, -1):
            if words[index].text in _LOCATIVE:
                return words[index + 1 :]
    return words


def is_adjunct(words: Sequence[Word]) -> bool:
    """Whether a clause is only an adjunct (在形势严峻的情况下)."""
    kept = [word for word in words if word.kind not in _OPENING]
    return bool(kept) and kept[0].text in _ADJUNCT and kept[-1].text.endswith(_BEHIND)


def _without_closing_adjunct(words: Sequence[Word]) -> Sequence[Word]:
    """Drop a closing adjunct of time or of what is left out (发明专利申请量|从2005年起, 人均收入|扣除物价因素)."""
    if len(words) > 3 and words[-1].text in _SINCE and words[-2].kind == "time" and words[-3].text in ("从", "自"):
        return words[:-3]
    at = next((index for index, word in enumerate(words) if index and word.text in _LESS), 0)
    return words[:at] if at and words[-1].text in _FACTORS else words


def length(words: Sequence[Word]) -> int:
    return sum(len(word.text) for word in words)


def _cuts(words: Sequence[Word], index: int) -> bool:
    """Whether the object of the verb, adverb or preposition at ``index`` is the phrase, and not a compound around it."""
    word, rest = words[index], words[index + 1 :]
    if rest[0].text in _SUFFIXES or not trim(rest):
        return False
    before = words[index - 1].kind if index else "adverb"
    if word.text in DESCRIBING and describes(words, index) and (not index or before in ("", "noun", "new")):
        return False
    if word.kind in ("adverb", "level"):
        return word.text not in _KEPT_AT_HEAD
    if word.kind == "time":
        return word.text not in _PER_TIME and length(rest) >= SHORT_PHRASE and not rest[0].text.startswith(_CARRIED_OVER)
    if word.kind == "prep":
        inside = word.text in _INSIDE or (word.text == "在" and any(other.text == "的" for other in rest))
        return not inside or not index
    if word.kind in ("up", "down"):
        return before in _OPENING and length(rest) >= 3
    if word.text in _USING and index and words[index - 1].text == "实际":
        return False
    if word.kind == "verb":
        return length(rest) >= SHORT_PHRASE or (before == "adverb" and index > 0)
    return False


def noun_phrase(words: Sequence[Word]) -> Sequence[Word]:
    """The noun phrase that ends a stretch of words: what follows its last full verb, adverb or preposition."""
    words = trim(_without_closing_adjunct(_after_adjunct(words)))
    if words and words[-1].text in _CIRCUMSTANCE and len(words) <= 2:
        return []
    if words and words[-1].text in _CIRCUMSTANCE and (at := next((i for i, word in enumerate(words) if word.text == "在"), 0)):
        # 公用经费 | 在预算的基础上压减10%
        return noun_phrase(words[:at])
    for index in range(len(words) - 2, -1, -1):
        added = index and words[index].kind == "new" and words[index - 1].text.endswith(_PROGRAMMES)
        if added and length(words[index + 1 :]) >= SHORT_PHRASE:
            # 百村整治工程 | 新增绿地面积
            return words[index:]
        if words[index].kind and _cuts(words, index):
            return trim(words[index + 1 :])[-LONGEST_PHRASE:]
    return words[-LONGEST_PHRASE:]


def content(words: Sequence[Word]) -> Sequence[Word]:
    """The words of a clause that name something, without those of time, place, degree and grammar at its beginning (拆除消化各类违建)."""
    words = trim(_after_adjunct(words))
    kept = [word for index, word in enumerate(words) if not _is_grammar(words, index)]
    while kept and kept[0].text in _CARRIED_OUT and not (len(kept) == 1 and kept[0].text in _BUILT):
        kept = kept[1:]
    return kept


def _is_grammar(words: Sequence[Word], index: int) -> bool:
    """Whether a word is one of time, degree or grammar, and not part of a name (日|供水能力; but 1|月)."""
    word, before = words[index], words[index - 1].kind if index else ""
    named = word.text in _KEPT_AT_HEAD or (word.text in _PER_TIME and before != "time")
    return word.kind in _GRAMMAR and not named
