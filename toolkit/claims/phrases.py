"""Noun phrases: what a figure is of, cut out of the words around it."""

from collections.abc import Sequence

from toolkit.text.words import Word, tag_of

__all__ = ["JOINERS", "content", "following_phrase", "noun_phrase", "trim", "without_examples"]

JOINERS = frozenset({"和", "及", "与", "、", "以及"})
_EDGE = frozenset({"time", "deictic", "adverb", "conj", "prep", "mark", "list", "space", "level", "to", "basis", "compare"})
_TAIL = _EDGE | {"up", "down", "mean"}
_STOP = frozenset({"mark", "level", "to", "adverb", "up", "down", "compare", "prep", "basis", "list", "time", "conj", "verb", "mean"})
# Of a noun before them (项目|全部开工, 企业|进入百强) something is said.
_ALL = frozenset({"全部", "分别", "整体", "进入"})
_DOING = frozenset({"开展", "进行", "实施", "通过", "获得", "获", "举办", "参加", "设立"})
_BREAKS = frozenset({"mark", "conj", "list"})
_OPENING = frozenset({"time", "adverb", "conj", "space", "deictic", "list"})
_ADJUNCT = frozenset(
    ["在", "按", "按照", "通过", "对", "对于", "关于", "面对", "以", "从", "自", "截至", "截止", "随着", "经", "经过",
     "扣除", "剔除", "根据", "围绕", "除", "考虑", "不考虑"]
)  # fmt: skip
_LOCATIVE = frozenset({"中", "下", "后", "上", "方面", "期间", "以来", "时", "看", "前", "计算", "计", "口径", "因素"})
_EMPTY_HEAD = frozenset(
    ["的", "等", "中", "内", "上", "里", "之", "止", "个", "方面", "了", "其", "该", "这", "各类", "各种", "各", "这些", "每", "一批", "一系列"]
)  # fmt: skip
_EMPTY_TAIL = _EMPTY_HEAD | {"“", "《", "达", "共", "全", "高质量", "统一"}
# Words that belong to a noun they open, though they are adverbs elsewhere (不见面开标率).
_KEPT_AT_HEAD = frozenset({"不", "未", "无", "可"})
# What is left of a budget is that of a time (上年结余).
_CARRIED_OVER = ("结余", "结转", "滚存")
# These describe a noun.
_DESCRIBING = frozenset({"实际", "直接", "间接", "整体", "有效", "最低", "最高", "基本"})
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
_POSSESSING = frozenset({"具有", "拥有", "具备", "有", "影响", "引领", "富有", "符合", "达到", "居", "竞争力强", "领先"})
# They do something themselves; what they reach is not what is counted.
_AGENTS = frozenset({"群众", "居民", "职工", "农民", "学生", "人口", "家庭", "企业", "学校", "村", "乡镇", "县", "社区", "单位"})
_GRAMMAR = frozenset({"time", "adverb", "deictic", "space", "mean", "mark"})
# Verbs of carrying out say nothing of what was done.
_CARRIED_OUT = frozenset({"完成", "实现", "达到", "达", "共", "共有", "有", "出动", "建成"})
# Alone they say what was done to the things counted before (新开工120套，建成80套).
_BUILT = frozenset({"建成"})
# 居民人均|年|消费支出, 新增|日|供水能力
_PER_TIME = frozenset({"年", "月", "日"})
# 30座|级客机
_BEFORE_COUNTED = frozenset({"的", "“", "级", "等"})
# 52件 | 年度 | 民生实事, but 12个 | 年度计划投资3亿元的项目
_YEARLY, _PLANNED = "年度", frozenset({"计划", "任务", "目标", "投资", "工作"})
# What they are so many of (其中七成 | 为 | 创新型企业).
_ARE = frozenset({"为", "是", "均为", "都是", "属于"})
# 申请量|从2005年起|居第一
_SINCE = frozenset({"起", "开始", "以来"})
_LESS = frozenset({"扣除", "剔除"})
_FACTORS = frozenset({"因素", "影响", "后"})
_FIELDS = frozenset({"领域", "行业", "方面", "环节", "地区", "部门"})
# A verb that ends so has its object behind it (迁至, 纳入, 用于).
_REACHING = frozenset("至到入于")
# One that ends so only describes (带状|复合种植).
_SHAPES = frozenset("状型式性")
_SHORT = 4
_HEAD = 5
_LONGEST = 16
"""Words of a phrase at most."""


def trim(words: Sequence[Word]) -> Sequence[Word]:
    """Drop words of time, place, degree and grammar from both ends of a phrase."""
    first, last = 0, len(words)
    while first < last and (words[first].kind in _EDGE or words[first].text in _EMPTY_HEAD):
        if words[first].text in _KEPT_AT_HEAD and last - first > 2:
            break
        if words[first].text == "每" and last - first > 2 and words[first + 1].text not in _EACH:
            break
        if words[first].text in _DESCRIBING and last - first > 1 and _describes(words, first):
            break
        told = words[first].kind == "time" and not words[first].text[0].isdigit()
        if told and last - first > 1 and words[first + 1].text.startswith(_CARRIED_OVER):
            break
        first += 1
    while last > first and (words[last - 1].kind in _TAIL or words[last - 1].text in _EMPTY_TAIL):
        if words[last - 1].text in _KEPT_AT_TAIL and last - first > 1:
            break
        last -= 1
    return words[first:last]


def _describes(words: Sequence[Word], index: int) -> bool:
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


def _without_closing_adjunct(words: Sequence[Word]) -> Sequence[Word]:
    """Drop a closing adjunct of time or of what is left out (发明专利申请量|从2005年起, 人均收入|扣除物价因素)."""
    if len(words) > 3 and words[-1].text in _SINCE and words[-2].kind == "time" and words[-3].text in ("从", "自"):
        return words[:-3]
    at = next((index for index, word in enumerate(words) if index and word.text in _LESS), 0)
    return words[:at] if at and words[-1].text in _FACTORS else words


def _length(words: Sequence[Word]) -> int:
    return sum(len(word.text) for word in words)


def _cuts(words: Sequence[Word], index: int) -> bool:
    """Whether the object of the verb, adverb or preposition at ``index`` is the phrase, and not a compound around it."""
    word, rest = words[index], words[index + 1 :]
    if rest[0].text in _SUFFIXES or not trim(rest):
        return False
    before = words[index - 1].kind if index else "adverb"
    if word.text in _DESCRIBING and _describes(words, index) and (not index or before in ("", "noun", "new")):
        return False
    if word.kind in ("adverb", "level"):
        return word.text not in _KEPT_AT_HEAD
    if word.kind == "time":
        return word.text not in _PER_TIME and _length(rest) >= _SHORT and not rest[0].text.startswith(_CARRIED_OVER)
    if word.kind == "prep":
        inside = word.text in _INSIDE or (word.text == "在" and any(other.text == "的" for other in rest))
        return not inside or not index
    if word.kind in ("up", "down"):
        return before in _OPENING and _length(rest) >= 3
    if word.text in _USING and index and words[index - 1].text == "实际":
        return False
    if word.kind == "verb":
        return _length(rest) >= _SHORT or (before == "adverb" and index > 0)
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
        if added and _length(words[index + 1 :]) >= _SHORT:
            # 百村整治工程 | 新增绿地面积
            return words[index:]
        if words[index].kind and _cuts(words, index):
            return trim(words[index + 1 :])[-_LONGEST:]
    return words[-_LONGEST:]


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


def without_examples(words: Sequence[Word]) -> Sequence[Word]:
    """The noun that examples are of, without them (幼儿园、小学等 | 学校)."""
    texts = [word.text for word in words]
    at = texts.index("等") if "等" in texts else 0
    if not at:
        return words
    listed = not JOINERS.isdisjoint(texts)
    head = trim(words[at + 1 :])
    if len(head) > 2 and head[0].text in _FIELDS and head[1].text == "的":
        return words  # 交通、建设等领域的|企业
    return head if listed and _length(head) >= 2 else words


def following_phrase(words: Sequence[Word], *, governed: bool = False) -> Sequence[Word]:
    """The noun phrase that begins a stretch of words, up to the predicate after it; empty if none begins here.

    Where it is the object of a verb (``governed``) nothing is said of it after it: a verb in it is part of a compound.
    """
    if not words or words[0].kind == "mark":
        return []
    first = 0
    while first < len(words) and (words[first].text in _BEFORE_COUNTED or words[first].kind == "space"):
        first += 1
    if first + 1 < len(words) and words[first].text == _YEARLY and words[first + 1].text not in _PLANNED:
        first += 1
    if first + 1 < len(words) and words[first].text in _ARE and words[first + 1].kind in ("", "noun"):
        first += 1
    if first < len(words) and words[first].text in JOINERS:
        return []
    last = first
    if first + 1 < len(words) and words[first].kind in ("verb", "new", "level") and words[first + 1].kind in ("", "noun", "new"):
        last = first + 1
    while last < len(words) and last - first < _LONGEST and (
        words[last].kind not in _STOP or words[last].text in JOINERS or _denies(words, last) or _opens_noun(words, last)
    ):
        if words[last].text in _ALL and last > first:
            break
        if words[last].text in JOINERS and all(word.kind != "mark" for word in words[last:]):
            break
        last += 1
    if governed and last > first:
        last = _compound_end(words, last)
    found = _modified(words, first) or (words[first:last] if governed else _without_statement(words[first:last]))
    while found and (found[-1].text in JOINERS or found[-1].text in _EMPTY_TAIL or found[-1].kind in ("space", "deictic")):
        found = found[:-1]
    return without_examples(found)


def _denies(words: Sequence[Word], index: int) -> bool:
    """Whether 不, 未 or 无 belongs to a noun (脱贫|不|稳定|户)."""
    inside = words[index].text in ("不", "未", "无") and index + 1 < len(words)
    return inside and words[index + 1].kind == "" and tag_of(words[index + 1].text)[:1] != "v"


def _opens_noun(words: Sequence[Word], index: int) -> bool:
    """Whether an adverb describes the noun behind it (50亿元 | 基本 | 建设资金)."""
    return words[index].text in _DESCRIBING and index + 1 < len(words) and _describes(words, index)


def _compound_end(words: Sequence[Word], last: int) -> int:
    """Where an object ends whose head noun stands behind a verb in it (完成60个 | 小区管网改善工程), and not before that verb."""
    end = next((index for index in range(last, len(words)) if words[index].kind in _BREAKS), len(words))
    head = words[last + 1 : end]
    inside = last < end and words[last].kind in ("verb", "up", "down", "adverb") and words[last].text not in _DOING
    inside = inside and words[last].text[-1] not in _REACHING
    return end if inside and head and _length(head) <= _HEAD and all(word.kind in ("", "noun") for word in head) else last


def _without_statement(words: Sequence[Word]) -> Sequence[Word]:
    """A phrase without what is said of its noun, begun by a verb that is in no list (12家企业|入驻两个园区)."""
    for index, word in enumerate(words):
        said = not word.kind and len(word.text) > 1 and tag_of(word.text) == "v"
        said = said and word.text[-1] not in _SHAPES and not (index and words[index - 1].text[-1] in _SHAPES)
        rest = words[index + 1 :]
        # 迁至|新区; 复工|复产
        reached = said and (word.text[-1] in _REACHING or all(tag_of(other.text) in ("v", "") for other in rest)) and _length(rest) >= 2
        if said and _length(words[:index]) >= 2 and (reached or _length(rest) >= _SHORT):
            return words[:index]
    return words


def _modified(words: Sequence[Word], first: int) -> Sequence[Word]:
    """The head of a noun that a clause or a list of clauses describes (20家创新能力强、具有影响力的企业); else nothing."""
    last = next((index for index in range(first, len(words)) if words[index].kind == "mark"), len(words))
    end = next((index for index in range(last - 1, first, -1) if words[index].text == "的"), first)
    before, head = words[first:end], words[end + 1 : last]
    described = any(
        word.text in _POSSESSING and (index == 0 or any(other.kind == "list" for other in before[:index]))
        for index, word in enumerate(before)
    )
    clausal = bool(before) and before[0].kind in ("verb", "", "level") and any(w.kind in ("prep", "level", "verb") for w in before[:3])
    # 3个办事处|开展了…的试点, 13万群众|达到…的标准
    clausal = clausal and before[0].text not in _AGENTS and all(word.text != "了" for word in before)
    described = described or (any(word.kind == "list" for word in before) and tag_of(before[-1].text)[:1] not in ("n", "v"))
    return head if (described or clausal) and head and all(word.kind in ("", "noun", "conj", "space") for word in head) else []
