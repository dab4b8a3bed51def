"""Bodies that go by their name alone: mass organisations in a list, a bureau at the head of a sentence, what is founded."""

import re
from functools import lru_cache

from toolkit.document import Entity
from toolkit.entities.organs import is_domain
from toolkit.lexicon import read_list
from toolkit.text.proper import proper_run
from toolkit.text.words import read_words

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
    return found


def _street_start(text: str, end: int) -> int | None:
    """Where the name of a street begins whose office or committee follows (洲心 | 街道办事处)."""
    low = max(0, end - _REACH)
    run = proper_run(read_words(text[low:end], ()).between(0, end - low))
    start = low + run[0].start if run else end
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
