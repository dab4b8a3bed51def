"""Organisations: organs of party and state at all levels, courts, companies, associations, schools."""

import re
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from toolkit.document import Entity
from toolkit.entities.context import governor_role, is_quoted, words_before
from toolkit.entities.cues import Cue, Hit
from toolkit.grammar.numerals import COUNT
from toolkit.places import resolve_place
from toolkit.text.words import begins_word

__all__ = ["find_organisations", "own_name", "with_branches"]

_LEVEL = re.compile(r"(?:自治区|自治州|自治县|兵团|[省市县区州旗镇乡])$")
_NOT_BEFORE_LEVEL = frozenset("本我全城各级地某省市县区乡镇都州该）)、和与及多园社山校辖郊牧林矿库片街景小特新巴湾港")
_GOES_ON = {
    "局": "部面势限", "厅": "级", "委": "员托派屈任", "部": "门署分位件队", "办": "理公事法好学案证结",
    "院": "校士长系", "学": "生校科习", "司": "法制", "行": "业政动", "府": "性", "会": "议", "大": "力幅量会",
    "检": "测验查索", "进": "行一步入出城村企", "协": "同调作", "关": "于系键",
}  # fmt: skip
_MEETING = re.compile(
    f"(?:[一-龥0-9]{{0,10}}?(?:次会议|次常务会议|常务会(?!议?室)|[0-9{COUNT}]+届[{COUNT}]+次|次全会|全会|全体会议"
    "|工作会议|常务会议|党组会议|一次会议|次(?:全国)?代表大会))"
)
_PARTY = ("中共", "中国共产党")
_BODY = re.compile("(?:中共|中国共产党|共青团|中国共产主义青年团|政协|中国人民政治协商会议|民革|民盟|民建|民进|农工党|致公党|九三学社)$")
_BRANCH = re.compile(
    "(?<=委员会)(?:组织部|宣传部|统战部|统一战线工作部|政法委员会|办公室|社会工作部|机构编制委员会办公室)"
    "|驻[一-龥]{2,6}?(?:办事处|联络处)"
)
_SERVICE = re.compile(
    f"[省市县区州](?:第[{COUNT}]{{1,3}})?(?:人民医院|中医院|中医医院|妇幼保健院|疾控中心|中学|小学|幼儿园|实验学校)(?![一-龥]?[生教])"
)
_STATE = "中华人民共和国"
_UNNAMED_BRANCH = re.compile("(?:大区|[省地县]（市）|[省地市县]级)?(?:中心支行|分行|支行|营业管理部)|(?:上海)?总部")
_DEPARTMENT_BEFORE = re.compile("[局厅委办]、$")
_DEPARTMENT_AFTER = re.compile("、[一-龥]{2,9}?[局厅委](?=[、，。；等和])")
_COUNTED = re.compile("(?:达|增至|共|达到)?[0-9]+余?[个家所]")
_OFFICIAL = frozenset(("government", "party", "committee", "congress", "court", "association", "agency", "branch"))
_WITH_BRANCHES = ("central", "company", "school", "hospital", "institute", "agency")
_COMPANY = re.compile("集团(?:有限公司|公司)?|(?:股份)?有限公司|公司")
_SHORT = 2
_CATEGORIES = frozenset(("私营", "国有", "股份", "集体", "联营", "独资", "上市", "其他", "有限", "责任", "股份合作"))
_NATIONAL = frozenset(("国家", "全国", "中国", "中华", "世界", "国际", "亚洲"))
_LEVELS = frozenset(("国务院", "中央", "省", "市", "县", "区", "州", "自治区", "省委", "市委", "县委", "区委"))
_RANKS = frozenset(
    ("重点", "级", "国家", "全国", "国家级", "省级", "工程", "技术", "研究", "创新", "产业", "行业", "制造业", "企业", "联合",
     "科学", "工程技术", "综合性")
)  # fmt: skip
_ANYWHERE = frozenset(("有限公司", "有限责任公司", "股份有限公司", "集团有限公司", "集团公司", "国家实验室"))


def find_organisations(
    text: str, cues: Mapping[str, Sequence[Hit]], places: Sequence[Entity], *, place: str | None, year: int | None
) -> list[Entity]:
    """Organisations of a text, their short forms completed by the reporter's own place.

    Parameters
    ----------
    text : str
    cues : mapping of role to hits
    places : sequence of Entity
        The places of the text, in order.
    place, year
        Whose report it is, and of which year.
    """
    ends = {entity.end: entity for entity in places}
    starts = {entity.start: entity for entity in places}
    found = [_known(text, hit) for hit in cues.get("organisation", ())]
    found += [_official(text, hit, ends, place, year, bare=True) for hit in cues.get("department", ())]
    heads = cues.get("organisation_head", ())
    proper_ends = {hit.end for hit in heads}
    for hit in heads:
        if hit.cue.kind == "committee of a level":
            inner = Hit(hit.start + 1, hit.end, Cue("委", hit.cue.role, "party"))
            found.append(_official(text, inner, ends, place, year, bare=False))
        elif hit.cue.kind in _OFFICIAL:
            found.append(_official(text, hit, ends, place, year, bare=False))
        if hit.cue.kind not in ("government", "party", "committee", "congress", "committee of a level"):
            found.append(_proper(text, hit, starts, proper_ends))
    found += [
        Entity(m.start(), m.end(), m.group(), "ORG", "hospital", own_name(m.group()[0], m.group()[1:], place, year))
        for m in _SERVICE.finditer(text)
        if m.start() not in starts and (text[m.start() - 1 : m.start()] not in _NOT_BEFORE_LEVEL or _after_organ(text, m.start()))
    ]  # fmt: skip
    return [_with_section(text, entity) for entity in found if entity]


def _with_section(text: str, entity: Entity) -> Entity:
    """The organ with its section or its office elsewhere: …委员会 + 组织部, …政府 + 驻广州办事处."""
    section = _BRANCH.match(text, entity.end)
    if not section:
        return entity
    whole, name = text[entity.start : section.end()], (entity.name or entity.text) + section.group()
    return replace(entity, end=section.end(), text=whole, name=name)


def with_branches(text: str, found: list[Entity]) -> list[Entity]:
    """Organisations with what belongs to them: 国家统计局 + 清远调查队, 中国人民银行 + 总部, 中华人民共和国 + 教育部."""
    ends = {entity.end: entity for entity in sorted(found, key=lambda e: -e.start) if entity.subtype in _WITH_BRANCHES}
    joined = [_widened(text, entity) for entity in found]
    for entity in found:
        whole = ends.get(entity.start)
        if whole and entity.subtype in ("branch", "agency", "hospital", "school", "institute"):
            span = whole.text + entity.text
            joined.append(Entity(whole.start, entity.end, span, "ORG", entity.subtype, (whole.name or whole.text) + entity.text))
    return joined


def _widened(text: str, entity: Entity) -> Entity:
    """A central organ with the state's name before it and an unnamed branch behind it; the name stays its own."""
    if entity.subtype != "central":
        return entity
    start = entity.start - len(_STATE) if text.endswith(_STATE, 0, entity.start) else entity.start
    branch = _UNNAMED_BRANCH.match(text, entity.end)
    end = branch.end() if branch else entity.end
    return entity if (start, end) == (entity.start, entity.end) else replace(entity, start=start, end=end, text=text[start:end])


def _goes_on(text: str, hit: Hit) -> bool:
    """Whether the last character begins another word, or a meeting is named."""
    following = text[hit.end : hit.end + 1]
    if following and following in _GOES_ON.get(hit.cue.text[-1], ()):
        return True
    return bool(_MEETING.match(text, hit.end) or _COUNTED.match(text, hit.end))


def _known(text: str, hit: Hit) -> Entity | None:
    if _goes_on(text, hit) or (len(hit.cue.text) == _SHORT and not begins_word(text, hit.start)):
        return None
    more = _COMPANY.match(text, hit.end) if hit.cue.kind == "company" else None
    if more:
        return Entity(hit.start, more.end(), text[hit.start : more.end()], "ORG", "company", hit.cue.standard + more.group())
    return Entity(hit.start, hit.end, hit.cue.text, "ORG", hit.cue.kind, hit.cue.standard)


def _official(
    text: str, hit: Hit, ends: Mapping[int, Entity], place: str | None, year: int | None, *, bare: bool
) -> Entity | None:
    """An organ with the place or the level before it: 清远市生态环境局, 省生态环境厅, 市委."""
    if _goes_on(text, hit) or _recipients(text, hit.end):
        return None
    start, head = hit.start, hit.cue.text
    owner = ends.get(start)
    if hit.cue.kind == "branch" and not owner:
        return None
    if owner:
        full = owner.name if owner.name and owner.text[-1] in "省市县区州旗" else owner.text
        return _committee(text, owner.start, hit, full + head)
    level = _LEVEL.search(text, max(0, start - 3), start)
    if level:
        before = ends.get(level.start())
        if before:
            return _committee(text, before.start, hit, f"{before.text}{level.group()}{head}")
        if level.start() and text[level.start() - 1] in _NOT_BEFORE_LEVEL and not _after_organ(text, level.start()):
            return None
        name = own_name(level.group(), head, place, year)
        return Entity(level.start(), hit.end, text[level.start() : hit.end], "ORG", hit.cue.kind, name)
    if bare and head[-1] in "局厅委" and (len(head) > 3 or _among_departments(text, start, hit.end)):
        return Entity(start, hit.end, text[start : hit.end], "ORG", hit.cue.kind, head)
    return None


def _among_departments(text: str, start: int, end: int) -> bool:
    """Whether a short department without a level stands in a list of departments (科技局、人社局)."""
    return bool(_DEPARTMENT_BEFORE.search(text, max(0, start - 2), start) or _DEPARTMENT_AFTER.match(text, end))


def own_name(level: str, head: str, place: str | None, year: int | None) -> str:
    """The name of an organ of the reporter's own place, which the text names by its level only (市 + 财政局)."""
    own = resolve_place("我" + level[-1], year=year, within=place) if place else None
    return f"{own.name if own else level}{head}"


def _committee(text: str, start: int, hit: Hit, name: str) -> Entity:
    """An organ of a place, a committee with the name of its party or body before it (中共 | 浙江省委, 政协 | 清远市委员会)."""
    body = _BODY.search(text, max(0, start - 10), start) if hit.cue.text[0] == "委" else None
    if body:
        start = body.start()
        name = name if body.group() in _PARTY else body.group() + name
    return Entity(start, hit.end, text[start : hit.end], "ORG", hit.cue.kind, name)


def _recipients(text: str, end: int) -> bool:
    """Whether the name stands for all of its kind, as in the address of a circular: 教育厅（教委）."""
    return text[end : end + 1] in ("（", "(") and any(mark in text[end + 1 : end + 5] for mark in "局厅委")


def _after_organ(text: str, start: int) -> bool:
    """Whether the level begins a second organ: 省委、省政府."""
    return text[start - 1] in "、和与及" and text[max(0, start - 2) : start - 1] not in tuple("省市县区州")


def _proper(text: str, hit: Hit, starts: Mapping[int, Entity], others: AbstractSet[int]) -> Entity | None:
    """A company, school or association by its proper name, which begins with a place, or which nothing else could be."""
    if _goes_on(text, hit) or text[hit.start - 1 : hit.start] == "（":
        return None
    begin = None
    content = 0
    named = False
    for word in reversed(words_before(text, hit.start)):
        if is_quoted(word) or (word.text != "与" and governor_role(word.text) == "hard"):
            break
        if word.end in others and not text.startswith("附属", word.end):
            break
        content += 1
        named = named or word.text not in _RANKS
        counted = text[max(0, word.start - 1) : word.start] in ("个", "家")
        national = word.text in _NATIONAL and named and not counted and hit.cue.kind in ("institute", "association")
        level = hit.cue.kind == "group" and word.text in _LEVELS
        if word.start in starts or national or level or hit.cue.text in _ANYWHERE:
            begin = word.start
    if begin is None or not content or text[begin : hit.start] in _CATEGORIES:
        return None
    span = text[begin : hit.end]
    return Entity(begin, hit.end, span, "ORG", hit.cue.kind, span)
