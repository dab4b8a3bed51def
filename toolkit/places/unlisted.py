"""Waters, quarters and zones that no list holds, told by their last word and by a proper name before it."""

import re
from collections.abc import Set as AbstractSet
from functools import lru_cache

from toolkit.document import Entity
from toolkit.grammar.numerals import COUNT
from toolkit.lexicon import read_list, read_table
from toolkit.places.zones import extend_zone
from toolkit.text.proper import proper_run
from toolkit.text.words import Word, tag_of, words_of

__all__ = ["find_unlisted"]

_WATER = re.compile(
    "[河江湖溪湾库](?=[、，。；和等与及）]|旅游|景区|大桥|隧道|流域|小流域|水质|水环境|水生态|水系|干流|支流|上游|下游|中游|两岸|沿岸"
    "|综合整治|综合治理|治理|整治|生态修复|生态廊道|生态长廊|生态补水|碧道|清淤|防洪|堤防|黑臭|河段|段(?!落)|保护区|引水"
    "|获评|入选|成功|创建|国家|省级|环境|改造|扩建|扩容|加固|除险|加高|验收|建成|一期|二期|工程|“|航道|航运|湿地|出境)"
)
_HEIGHT = re.compile(
    "[山岭峰岛峡](?=[、，。；和与及等（）]|旅游|景区|风景|生态|综合|国家|自然|森林|地区|隧道|开发|抽水|水利|保护|（|成功|获评|入选|创建|温泉)"
)
_NO_HEIGHT = frozenset("出上下于环进爬登满大青绿银千火雪矿荒金土石头游归媒半群海")
"""Characters before 山, 岛… that make a word of it (出山, 荒山, 半岛), not a name."""
_VILLAGE = re.compile("(?:村|社区)(?=[、，。；和与及等（）《“]|获|入选|被|荣|成功|党)")
_QUARTER = re.compile(
    "镇(?![级域区村镇乡庄民容企政](?!府))|片区|港区|新区|新城|半岛|自然保护区|湿地公园|国家公园|森林公园|风景名胜区|风景区|旅游度假区|古城|古镇"
)
_RANK = re.compile("国家级?$|省级$")
_PARK = re.compile("产业园区?|工业园区?|科技园区?|物流园区?|创业园|工业集中区|工业集聚区|开发区|高新区|经开区")
_FACILITY = re.compile(
    "体育中心|文体中心|影剧院|体育公园|社区公园|口岸|客运站|火车站|高铁站|汽车站|广场|(?:国际)?机场|郊野公园|运动公园"
)
_NO_SITE = frozenset(("陆路", "水路", "边贸", "直航", "口袋", "空港", "内河", "电子", "二线", "一线"))
_FEATURES = frozenset("山湖河江岛塔寺")
_OF_TWO, _VILLAGE_NAME = 2, 4
"""The fewest characters of the name of a mountain or a village, the most of a village."""
_COUNTED = re.compile(f"[{COUNT}]+(?:$|[大条个座处项面级类种区省市县镇乡村江河湖山园带核心轴线])|.*[{COUNT}]$")
"""What begins or ends with a number, and names nothing (四大, 三江)."""
_REACH = 8
"""Characters before the last word that may hold the name."""
_LONGEST = 5
_VAGUE = frozenset(
    "百第届田各主内外入出支本该条两多城市县省国区每某全沿这那其和与及在的到至从向级个座处型村治界臭填运望看于以对带"
)
_NO_TOWN = frozenset("乡集名强小特村城镇改偏选")
_VERBS = frozenset(("v", "vd", "p", "c", "d"))
_OF_WATERS = frozenset("江河湖海水港")


def find_unlisted(text: str, place_ends: AbstractSet[int] = frozenset()) -> list[Entity]:
    """The places of a text that are named like others of their kind, without a name of the gazetteer.

    What ends with a known place, at one of `place_ends`, is left to it. Parks of industry are taken only behind such a place,
    since 光伏产业园 may be any.

    Examples
    --------
    >>> [e.text for e in find_unlisted("推进鹭岭河流域治理，建设青螺湾片区和城市片区")]
    ['鹭岭河流域', '青螺湾片区']
    """
    waters = (_water(text, match, place_ends) for match in _WATER.finditer(text) if match.end() not in place_ends)
    quarters = (_quarter(text, match, place_ends) for match in _QUARTER.finditer(text) if match.end() not in place_ends)
    heights = (_height(text, match, place_ends) for match in _HEIGHT.finditer(text) if match.end() not in place_ends)
    villages = (_village(text, match, place_ends) for match in _VILLAGE.finditer(text) if match.end() not in place_ends)
    parks = (_park(text, match, place_ends) for match in _PARK.finditer(text)) if place_ends else ()
    sites = (_site(text, match, place_ends) for match in _FACILITY.finditer(text))
    return [entity for entity in (*waters, *heights, *villages, *quarters, *parks, *sites) if entity]


def _water(text: str, match: re.Match[str], place_ends: AbstractSet[int]) -> Entity | None:
    reservoir = match.group() == "库"
    if reservoir and text[match.start() - 1 : match.start()] != "水":
        return None
    if reservoir:
        name = _proper_before(text, match.start() - 1, own=0, place_ends=place_ends)
    else:
        name = _proper_before(text, match.end(), own=1, place_ends=place_ends)
    return _place(text, name, extend_zone(text, match.end())[0], "water") if name is not None else None


def _height(text: str, match: re.Match[str], place_ends: AbstractSet[int]) -> Entity | None:
    name = _proper_before(text, match.end(), own=1, place_ends=place_ends)
    if name is None or match.start() - name < _OF_TWO or text[match.start() - 1] in _NO_HEIGHT:
        return None
    return _place(text, name, extend_zone(text, match.end())[0], "mountain")


def _village(text: str, match: re.Match[str], place_ends: AbstractSet[int]) -> Entity | None:
    name = _proper_before(text, match.start(), own=0, place_ends=place_ends)
    if name is None or not _OF_TWO <= match.start() - name <= _VILLAGE_NAME:
        return None
    if text[name : match.start()].endswith(read_list("village_kinds.txt")):
        return None
    return _place(text, name, match.end(), "town")


def _quarter(text: str, match: re.Match[str], place_ends: AbstractSet[int]) -> Entity | None:
    rank = _RANK.search(text, max(0, match.start() - 3), match.start())
    name = _proper_before(text, rank.start() if rank else match.start(), own=0, place_ends=place_ends)
    if name is None:
        return None
    if match.group() != "镇":
        return _place(text, name, match.end(), "zone")
    town = text[name : match.start()]
    return _place(text, name, match.end(), "town") if len(town) in (2, 3) and _NO_TOWN.isdisjoint(town) else None


def _park(text: str, match: re.Match[str], place_ends: AbstractSet[int]) -> Entity | None:
    start = next((end for end in range(match.start() - 4, match.start() - 1) if end in place_ends), None)
    name = None if start is None else _proper_before(text[start : match.start()], match.start() - start, own=0)
    return _place(text, start, match.end(), "zone") if start is not None and name == 0 else None


def _site(text: str, match: re.Match[str], place_ends: AbstractSet[int]) -> Entity | None:
    """Where a facility stands that is called after its place (西丽 | 体育中心)."""
    start = _proper_before(text, match.start(), own=0)
    if start is None or not 2 <= match.start() - start <= 3 or text[match.start() - 1] in _FEATURES:
        return None
    if text[start : match.start()] in _NO_SITE:
        return None
    return None if any(start < end <= match.start() for end in place_ends) else _place(text, start, match.start(), "site")


def _place(text: str, start: int, end: int, kind: str) -> Entity:
    return Entity(start, end, text[start:end], "PLACE", kind, text[start:end])


def _proper_before(text: str, end: int, *, own: int, place_ends: AbstractSet[int] = frozenset()) -> int | None:
    """Where the proper name begins that ends at an offset with a word of its kind of `own` characters; None where none does.

    It begins behind a place that ends within its reach.
    """
    last = text[end - own - 1 : end - own]
    if last in _VAGUE or not "一" <= last <= "龥":
        return None
    low = max(0, end - own - _REACH)
    low = next((at for at in range(end - own - 1, low, -1) if at in place_ends), low)
    words = _name_words(words_of(text[low:end]))
    if not words:
        return None
    name = "".join(word.text for word in words)
    proper = name[: len(name) - own] if own else name
    if not 1 <= len(proper) <= _LONGEST or not _VAGUE.isdisjoint(proper) or _COUNTED.match(proper):
        return None
    if (len(proper) == 1 and (not own or proper in "大小老新")) or (own and not _OF_WATERS.isdisjoint(proper)):
        return None
    return low + words[0].start


def _name_words(words: list[Word]) -> list[Word]:
    """The last words that can be of a proper name, in order; none that says what kind of zone it is."""
    run = proper_run(words)
    cut = next((i for i in range(len(run) - 1, -1, -1) if _is_no_part(run[i].text)), -1)
    return run[cut + 1 :]


def _is_no_part(word: str) -> bool:
    """Whether a word says what kind of zone it is, or what is done to it."""
    return word in _kinds_of_zones() or (len(word) > 1 and tag_of(word) in _VERBS)


@lru_cache(maxsize=1)
def _kinds_of_zones() -> frozenset[str]:
    return frozenset(row["word"] for row in read_table("zone_words.tsv"))
