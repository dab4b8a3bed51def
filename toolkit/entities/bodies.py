"""Bodies that go by their name alone: mass organisations in a list, a bureau at the head of a sentence, what is founded."""

import re
from functools import lru_cache

from toolkit.document import Entity
from toolkit.entities.organs import is_domain
from toolkit.grammar.numerals import COUNT
from toolkit.lexicon import read_list
from toolkit.text.proper import can_name, proper_run_before

__all__ = ["find_bodies"]

_GOES_ON = "(?!组织|工作|系统|干部|改革|会员|企业|主席|界|经费|总署|特殊|监管|总额|进出口|统计|数据|口岸|通关|信息|代表|委员|会费|法)"
_LISTED = frozenset("、，和与及持向挥对由到同导团联协会")
_BUREAU = re.compile("(?:局|委员会)(?![部面势限长员级办、等门])(?=[一-龥的\n]|$)")
_BUREAU_DOMAIN = re.compile("(?:^|[，。；：、\n）])([一-龥]{2,8})$")
_NO_BUREAU = tuple("全格布开结战大困僵变时终当邮书新破")
_STREET = re.compile("街道(?:办事处|党工委|办)(?![理公])")
_REACH = 9
_OWNERS = frozenset("国省市县区州据得")
"""What says that the bureau belongs to a name that begins earlier."""
_SCHOOL = re.compile(
    "(?:实验学校|外国语学校|学校|中学|小学|幼儿园|大学|学院|医院)(?=[、，。；等和与及（]|建成|投入|开工|开学|项目|成功|新建|改扩建|扩建|入选|获)"
)
_NUMBERED = re.compile(f"第[{COUNT}]{{1,3}}(?:中学|小学|人民医院|实验小学|实验中学|幼儿园|医院|中医院)(?![一-龥]?[生教])")
_COUNTING = frozenset("所个镇委属各每两中小")
_FOUNDED = re.compile(
    "(?:成立|组建|加入)(?:了|全[国省市县区]首[个家]|首[个家])?(?P<name>(?P<domain>[一-龥]{2,14}?)(?:管理局|支付中心|发展局|服务局|(?<!产业)联盟|委员会))"
    "(?=[，。；,;、\n（]|$)"
)


def find_bodies(text: str) -> list[Entity]:
    """Bodies known by their name, and bureaux that open a clause or are founded.

    Examples
    --------
    >>> [e.text for e in find_bodies("支持工会、妇联发挥作用。成立渔港建设管理局，完善工会组织")]
    ['工会', '妇联', '渔港建设管理局']
    """
    found = [_entity(text, match.start(), match.end(), "association") for match in _names().finditer(text) if _stands_alone(text, match)]
    found += [
        _entity(text, start, match.end(), "agency")
        for match in _BUREAU.finditer(text) if (start := _bureau_start(text, match)) is not None
    ]  # fmt: skip
    found += [
        _entity(text, match.start("name"), match.end("name"), "agency") for match in _FOUNDED.finditer(text) if is_domain(match["domain"])
    ]
    found += [
        _entity(text, start, match.end(), "agency")
        for match in _STREET.finditer(text) if (start := _street_start(text, match.start())) is not None
    ]  # fmt: skip
    found += [
        _entity(text, start, match.end(), "hospital" if match.group().endswith("医院") else "school")
        for match in _SCHOOL.finditer(text) if (start := _school_start(text, match.start())) is not None
    ]  # fmt: skip
    found += [
        _entity(text, match.start(), match.end(), "school") for match in _NUMBERED.finditer(text) if _opens(text, match.start())
    ]
    return found


def _school_start(text: str, end: int) -> int | None:
    """Where the proper name of a school or hospital begins (红花山 | 小学)."""
    run = proper_run_before(text, end, _REACH)
    start = run[0].start if run else end
    name = text[start:end]
    kind = name.endswith(read_list("school_kinds.txt")) or not _COUNTING.isdisjoint(name)
    return start if 2 <= len(name) <= 4 and all(map(can_name, run)) and not kind else None


def _opens(text: str, start: int) -> bool:
    """Whether nothing before a numbered school belongs to its name."""
    return not "一" <= text[start - 1 : start] <= "龥" or text[start - 1] in "和与及设建"


def _street_start(text: str, end: int) -> int | None:
    """Where the name of a street begins whose office or committee follows (洲心 | 街道办事处)."""
    run = proper_run_before(text, end, _REACH)
    start = run[0].start if run else end
    return start if 2 <= end - start <= 4 else None


@lru_cache(maxsize=1)
def _names() -> re.Pattern[str]:
    names = sorted(read_list("bodies.txt"), key=len, reverse=True)
    return re.compile(f"(?:{'|'.join(names)}){_GOES_ON}")


def _stands_alone(text: str, match: re.Match[str]) -> bool:
    """Whether nothing before the name belongs to it, and it is no part of a count or of a collective (企业工会, 各级妇联)."""
    before = text[match.start() - 1 : match.start()]
    return not before or before in _LISTED or not ("一" <= before <= "龥")


def _bureau_start(text: str, match: re.Match[str]) -> int | None:
    """Where a bureau begins that opens a clause; None where it is part of a longer name, or no bureau."""
    low = max(0, match.start() - _REACH)
    domain = _BUREAU_DOMAIN.search(text[low : match.start()])
    if domain is None or (low and domain.start(1) == 0) or domain.group(1).endswith(_NO_BUREAU):
        return None
    return low + domain.start(1) if _OWNERS.isdisjoint(domain.group(1)) and is_domain(domain.group(1)) else None


def _entity(text: str, start: int, end: int, kind: str) -> Entity:
    return Entity(start, end, text[start:end], "ORG", kind, text[start:end])
