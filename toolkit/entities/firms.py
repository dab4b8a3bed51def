"""Firms by their short names: in a list that a noun for firms ends, or with a noun that only firms have."""

import re

from toolkit.document import Entity
from toolkit.entities.context import governor_role
from toolkit.text.proper import can_name, is_common, proper_run_before
from toolkit.text.words import joined, words_of

__all__ = ["find_firms", "in_project_name"]

_ENDS = re.compile("等[^，。；、]{0,14}?(?:企业|公司|车企|央企|龙头|集团)")
_LIST = re.compile(
    "(?:支持|引进|促进|推动|吸引|扶持|培育|依托|推进|加快|服务|鼓励|以|抓好|做强|做大|壮大|引导|发展)(?:壮大|做大|做强|发展|引进|推动|一批)?(?P<names>[一-龥A-Za-z]{2,8}(?:、[一-龥A-Za-z]{2,8}){0,9})$"
)
_LIST_REACH = 90
_NOUN = re.compile(
    "(?:银行|牧业|药业|重工|股份|控股|证券|股权交易中心|产权交易所|科技集团|集团公司|集团)(?:有限责任公司|股份有限公司|有限公司|公司)?(?![业化军式军性经成体学校作诊])"
)
_TRADE = re.compile(
    "(?:科技|电子|化工|光电|生物|医药|能源|食品|半导体|电气)(?=[、，。；等（]|股份|集团|公司|项目|入选|成功|获)"
)
_TRADE_NAME = 3
"""Characters of the name before a trade at the most."""
_NO_FIRMS = (
    "影子", "酒店", "职教", "畜", "农", "私人", "合资", "综合类", "外资", "内资", "民营", "古城", "古镇", "产业", "行业", "企业", "园区",
    "基地", "地区", "市", "县", "区", "州", "省",
)  # fmt: skip
_COMMON_PARTS = frozenset("的和与及等在为对以将新大小高多全各型性化级类基做湖质投硬软深")
_REACH, _LONGEST = 8, 6
_PROJECT = re.compile(
    "([一-龥A-Za-z0-9]{0,12}?)(?:[炼化电水钢工]?厂(?![商家])|项目|基地|工程(?![师院])|电站|数据中心|产业园|工业园|[一二三四]期|生产线|实验室|学院|校区|机组)"
)
_ACTING = frozenset(("在", "的", "等", "和", "与", "及", "为", "对", "以", "将", "入驻", "落户", "共建", "合作", "投资", "控股", "参与"))


def in_project_name(text: str, entity: Entity) -> bool:
    """Whether a firm is part of the name of a plant, project, product or campus (海天集团 | 二期工程).

    Examples
    --------
    >>> text = "蓝湾集团智能制造项目投产，蓝湾集团投资建设新项目"
    >>> [in_project_name(text, Entity(start, start + 4, "蓝湾集团", "ORG", "company")) for start in (0, 13)]
    [True, False]
    """
    if entity.subtype != "company":
        return False
    project = _PROJECT.match(text, entity.end)
    if not project:
        return False
    words = words_of(project.group(1))
    return not any(governor_role(word.text) == "hard" or word.text in _ACTING for word in words)


def find_firms(text: str) -> list[Entity]:
    """Firms that no list holds.

    Examples
    --------
    >>> [e.text for e in find_firms("支持青禾、蓝湾等龙头企业，引进松湖银行")]
    ['青禾', '蓝湾', '松湖银行']
    """
    found = []
    for end in _ENDS.finditer(text):
        match = _LIST.search(text, max(0, end.start() - _LIST_REACH), end.start())
        spans = _names(match) if match else []
        if spans and all(_is_name(text[start:end]) for start, end in spans):
            found += [_firm(text, start, end) for start, end in spans]
    for match in _NOUN.finditer(text):
        start = _name_before(text, match.start())
        if start is not None:
            found.append(_firm(text, start, match.end()))
    found += [
        _firm(text, start, match.end()) for match in _TRADE.finditer(text) if (start := _trade_name(text, match.start())) is not None
    ]
    return found


def _trade_name(text: str, end: int) -> int | None:
    """Where the name of a firm begins that goes by name and trade (青禾 | 科技)."""
    run = proper_run_before(text, end, _REACH)
    name = joined(run)
    if not 2 <= len(name) <= _TRADE_NAME or not all(map(can_name, run)):
        return None
    return None if name.endswith(_NO_FIRMS) or not _COMMON_PARTS.isdisjoint(name) else run[0].start


def _names(match: re.Match[str]) -> list[tuple[int, int]]:
    spans, at = [], match.start("names")
    for name in match["names"].split("、"):
        spans.append((at, at + len(name)))
        at += len(name) + 1
    return spans


def _is_name(text: str) -> bool:
    """Whether a piece is no common word and no phrase of them."""
    words = words_of(text)
    if text.endswith(_NO_FIRMS):
        return False
    return any(not is_common(word) for word in words) and not any(word.kind for word in words)


def _name_before(text: str, end: int) -> int | None:
    run = proper_run_before(text, end, _REACH)
    name = joined(run)
    return run[0].start if 2 <= len(name) <= _LONGEST and not name.endswith(_NO_FIRMS) else None


def _firm(text: str, start: int, end: int) -> Entity:
    return Entity(start, end, text[start:end], "ORG", "company", text[start:end])
