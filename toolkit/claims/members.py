"""The members of a coordinated phrase, each with what they share."""

import re
from collections.abc import Callable, Sequence

from toolkit.claims.phrases import JOINERS
from toolkit.text.words import Word, joined

__all__ = ["GRADE", "GRADES", "members"]

# Nouns that stand side by side for one owner: 一般公共预算收入和支出.
_TWINS = frozenset({"收入", "支出", "存款", "贷款", "出口", "进口", "产量", "产值", "面积", "人数", "利润"})
# 第一、二、三产业
_NUMERALS = frozenset("一二三")
_ORDINALS, _COUNTING = frozenset({"第一", "第二"}), frozenset({"二", "三"})
_MEASURE = re.compile(
    "(?:[率额量值数度费价耗比]|人次|覆盖面|收入|支出|投资|标准|水平|面积|比重|能力|产能|营收|利润|规模|里程|税收|[进出]口|[存贷]款|[内外]资)$"
)
GRADE = "(?:世界|国家|自治区|部|省|市|州|区|县)级"
GRADES = re.compile(f"^(?:{GRADE}(?:及?以上)?[和、及与]?)+")
"""The grades that things are of (国家级、省级以上)."""
_SHORT = 4
"""Characters of a member that is only a modifier or only a measure, at most."""


def members(words: Sequence[Word], count: int = 0) -> list[str]:
    """Return the members of a coordinated phrase, each with what they share.

    城镇、农村居民收入 → 城镇居民收入, 农村居民收入; 规模以上工业增加值、利润 → …, 规模以上工业利润.

    Parameters
    ----------
    words : sequence of Word
    count : int
        How many figures there are for them: 租赁和商务服务业、软件业 are two, though 和 joins words too.
    """
    parts = _parts(words, count)
    if len(parts) < 2:
        return [joined(words)]
    if all(len(part) == 1 and part[0].text.isascii() for part in parts[1:]) and parts[0][-1].text.isascii():
        # 主要污染物COD、SO2: names of substances stand alone
        return [part[-1].text for part in parts]
    owner = next((index for index in range(len(parts[0]) - 1, 0, -1) if parts[0][index - 1].text == "的"), 0)
    prefix, parts[0] = joined(parts[0][:owner]), parts[0][owner:]
    if parts[0][0].text in _ORDINALS and all(part[0].text in _COUNTING for part in parts[1:]):
        shared = joined(parts[-1][1:])
        return [f"{prefix}第{(part[0].text)[-1]}{shared}" for part in parts]
    names = [joined(part) for part in parts]
    if all(name in _NUMERALS for name in names[:-1]) and names[-1][0] in _NUMERALS:
        # 一、二、三|产增加值
        return [prefix + name[0] + names[-1][1:] for name in names]
    return [prefix + name for name in (_with_owner(parts[0], names) or _with_measure(parts, names))]


def _parts(words: Sequence[Word], count: int) -> list[list[Word]]:
    ways = [_split(words, JOINERS.__contains__), _split(words, "、".__eq__), _split(words, lambda text: text in JOINERS and text != "、")]
    return next((parts for parts in ways if len(parts) == count > 1), ways[0])


def _split(words: Sequence[Word], joins: Callable[[str], bool]) -> list[list[Word]]:
    parts: list[list[Word]] = [[]]
    for word in words:
        if joins(word.text):
            parts.append([])
        else:
            parts[-1].append(word)
    return [part for part in parts if part]


def _with_owner(first: Sequence[Word], names: list[str]) -> list[str]:
    """Members of which the first names the owner and the others only a measure (粮食产量、面积); else nothing."""
    if names[0][-2:] in _TWINS and all(name in _TWINS for name in names[1:]):
        return [names[0], *(names[0][:-2] + name for name in names[1:])]
    if len(first) == 2 and all(name in _TWINS for name in names[1:]):
        return [names[0], *(first[0].text + name for name in names[1:])]  # 旅游人次、收入
    if len(first) > 2 and all(len(name) <= _SHORT and not name.isascii() for name in names[1:]):
        kept = len(first) - (2 if len(first[-1].text) == 1 or len(first) > 3 else 1)
        shared = joined(first[:kept])
        return [names[0], *(shared + name for name in names[1:])]
    return []


def _behind_modifier(last: Sequence[Word], length: int) -> str:
    """What the last member says behind its modifier: parallel modifiers are of one length, or of one word (欧洲、大洋洲|的出口)."""
    for index in range(1, len(last)):
        if len(joined(last[:index])) == length:
            return joined(last[index:])
    # One word may hold the modifier and a noun (农村|居民).
    return joined(last)[length:] if len(last) == 1 or len(last[0].text) > length + 1 else joined(last[1:])


def _with_measure(parts: list[list[Word]], names: list[str]) -> list[str]:
    """Members of which the last names the measure (城镇、农村|居民收入; 软件业、零售业|营业收入)."""
    last = parts[-1]
    found = []
    for part, name in zip(parts[:-1], names[:-1], strict=True):
        tail = next((index for index in range(len(last) - 1, 0, -1) if last[index - 1].text == part[-1].text), 0)
        if tail and tail < len(last):
            found.append(name + joined(last[tail:]))
        elif name.endswith("级"):
            found.append(name + GRADES.sub("", names[-1]))
        elif len(part) == 1 and len(name) <= _SHORT:
            found.append(name + _behind_modifier(last, len(name)))
        elif len(last) > 1 and _MEASURE.search(names[-1]) and not _MEASURE.search(name) and not name[-1].isascii():
            # 天然气管网、宽带网络|覆盖率
            found.append(name + last[-1].text)
        else:
            found.append(name)
    return [*found, names[-1]]
