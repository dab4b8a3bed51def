"""The noun phrase that begins behind a figure: what it counts, up to what is said of it."""

from collections.abc import Sequence

from toolkit.claims.phrases import (
    DESCRIBING,
    EMPTY_TAIL,
    JOINERS,
    LONGEST_PHRASE,
    SHORT_PHRASE,
    describes,
    length,
    trim,
)
from toolkit.text.words import Word, tag_of

__all__ = ["following_phrase", "without_examples"]

_STOP = frozenset({"mark", "level", "to", "adverb", "up", "down", "compare", "prep", "basis", "list", "time", "conj", "verb", "mean"})
# Of a noun before them (项目|全部开工, 企业|进入百强) something is said.
_ALL = frozenset({"全部", "分别", "整体", "进入"})
_DOING = frozenset({"开展", "进行", "实施", "通过", "获得", "获", "举办", "参加", "设立"})
_BREAKS = frozenset({"mark", "conj", "list"})
_AMONG = frozenset({"中", "里"})
_POSSESSING = frozenset({"具有", "拥有", "具备", "有", "影响", "引领", "富有", "符合", "达到", "居", "竞争力强", "领先"})
# They do something themselves; what they reach is not what is counted.
_AGENTS = frozenset({"群众", "居民", "职工", "农民", "学生", "人口", "家庭", "企业", "学校", "村", "乡镇", "县", "社区", "单位"})
# 30座|级客机
_BEFORE_COUNTED = frozenset({"的", "“", "级", "等"})
# 52件 | 年度 | 民生实事, but 12个 | 年度计划投资3亿元的项目
_YEARLY, _PLANNED = "年度", frozenset({"计划", "任务", "目标", "投资", "工作"})
# What they are so many of (其中七成 | 为 | 创新型企业).
_ARE = frozenset({"为", "是", "均为", "都是", "属于"})
_FIELDS = frozenset({"领域", "行业", "方面", "环节", "地区", "部门"})
# A verb that ends so has its object behind it (迁至, 纳入, 用于).
_REACHING = frozenset("至到入于")
# One that ends so only describes (带状|复合种植).
_SHAPES = frozenset("状型式性")
# A verb behind them is part of a compound (智能|检测装备).
_QUALITIES = frozenset({"智能", "智慧", "数字", "绿色", "公共", "专业", "综合", "高端", "先进", "新型", "移动", "远程", "自动", "在线"})
_HEAD = 5


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
    return head if listed and length(head) >= 2 else words


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
    while last < len(words) and last - first < LONGEST_PHRASE and (
        words[last].kind not in _STOP or words[last].text in JOINERS or _denies(words, last) or _opens_noun(words, last)
        or (last == first + 1 and words[first].text in _QUALITIES and words[last].kind == "verb")
    ):
        if words[last].text in _ALL and last > first:
            break
        if words[last].text in JOINERS and all(word.kind != "mark" for word in words[last:]):
            break
        last += 1
    if governed and last > first:
        last = _compound_end(words, last)
    found = _modified(words, first) or (words[first:last] if governed else _without_statement(words[first:last]))
    while found and (found[-1].text in JOINERS or found[-1].text in EMPTY_TAIL or found[-1].kind in ("space", "deictic")):
        found = found[:-1]
    return without_examples(found)


def _denies(words: Sequence[Word], index: int) -> bool:
    """Whether 不, 未 or 无 belongs to a noun (脱贫|不|稳定|户)."""
    inside = words[index].text in ("不", "未", "无") and index + 1 < len(words)
    return inside and words[index + 1].kind == "" and tag_of(words[index + 1].text)[:1] != "v"


def _opens_noun(words: Sequence[Word], index: int) -> bool:
    """Whether an adverb describes the noun behind it (50亿元 | 基本 | 建设资金)."""
    if words[index].text not in DESCRIBING or index + 1 == len(words) or not describes(words, index):
        return False
    return bool(words[index + 1].kind) or tag_of(words[index + 1].text) != "v"  # 8亿元|直接|发到农户


def _compound_end(words: Sequence[Word], last: int) -> int:
    """Where an object ends whose head noun stands behind a verb in it (完成60个 | 小区管网改善工程), and not before that verb."""
    end = next((index for index in range(last, len(words)) if words[index].kind in _BREAKS), len(words))
    head = words[last + 1 : end]
    inside = last < end and words[last].kind in ("verb", "up", "down", "adverb") and words[last].text not in _DOING
    inside = inside and words[last].text[-1] not in _REACHING
    return end if inside and head and length(head) <= _HEAD and all(word.kind in ("", "noun") for word in head) else last


def _without_statement(words: Sequence[Word]) -> Sequence[Word]:
    """A phrase without what is said of its noun, begun by a verb that is in no list (12家企业|入驻两个园区)."""
    for index, word in enumerate(words):
        if index and word.text in _AMONG:
            return words[:index]  # 8个 | 重点产业|中选定
        said = not word.kind and len(word.text) > 1 and tag_of(word.text) == "v"
        said = said and word.text[-1] not in _SHAPES and not (index and words[index - 1].text[-1] in _SHAPES)
        said = said and not (index == 1 and words[0].text in _QUALITIES)
        rest = words[index + 1 :]
        # 迁至|新区; 复工|复产
        reached = said and (word.text[-1] in _REACHING or all(tag_of(other.text) in ("v", "") for other in rest)) and length(rest) >= 2
        if said and length(words[:index]) >= 2 and (reached or length(rest) >= SHORT_PHRASE):
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
