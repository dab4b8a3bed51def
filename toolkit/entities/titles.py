"""Titles in 《》 and document numbers."""

import re
from collections.abc import Sequence
from functools import lru_cache

from toolkit.document import Entity
from toolkit.entities.context import governor_role
from toolkit.entities.laws import law_title
from toolkit.grammar.dates import ARABIC_YEAR
from toolkit.grammar.marks import DOCUMENT_NUMBER
from toolkit.grammar.numerals import COUNT
from toolkit.lexicon import read_table
from toolkit.text import PhraseFinder

__all__ = ["find_document_numbers", "find_nicknames", "find_repeated_titles", "find_titles", "tie_numbers"]

# Possessive throughout: an opening bracket that is never closed costs its own 160 characters and no more.
_TITLE = re.compile(r"《(?:[^《》。；!?！？]|《[^《》。；]{1,80}+》){1,160}+》")
_ORDINAL = f"(?:[0-9]{{1,5}}|[{COUNT}百零]{{1,6}})"
_NUMBER = re.compile(DOCUMENT_NUMBER)
_ORDER = re.compile(rf"令\s?(?:（{ARABIC_YEAR}年）|{ARABIC_YEAR}年)?\s?第\s?{_ORDINAL}\s?号")
# Found from its end, which is rare: 国发2号文件, 中央一号文件.
_SHORT_END = re.compile("号文件")
_SHORT_NUMBER = re.compile(rf"(?:国发|国办发|中发|中办发|中央)\s?{_ORDINAL}$")
_AGENCY = re.compile("[一-龥]{1,20}$")
_YEAR_AGENCY, _ORDER_AGENCY = 12, 20
_ISSUED = re.compile("关于(?:印发|转发|发布|公布|批转)(.+)的(?:通知|批复|意见|函)$")
_DOCUMENT_END = re.compile(
    "(?:方案|意见|规划|纲要|计划|办法|条例|规定|细则|政策|措施|战略|清单|目录|指南|指引)(?:[（(][^）)]{1,12}[）)])?$"
)
_SHORTEST = 6
"""Characters of a title that is looked for without its brackets; shorter ones are common words too often."""
_LEAD = re.compile(r".*(?:文件|通知|意见|以及|见|即|的|按|和|与|及|以|由)")
_NICKNAME = re.compile(
    f"“((?:[一-龥]{{1,12}}(?:[0-9]{{1,3}}|[{COUNT}]{{1,3}})条)|[一-龥]{{2,8}}制)”|“(?<=[省市县区委]“)([0-9]{{1,3}}条)”(?:硬措施|措施)?"
    f"|“(?<=(?:开展|实施|启动|推进|组织)“)([一-龥]{{2,12}}(?:[一-龥](?<![{COUNT}百两几数多])年|大(?:走访|排查|整治|讨论|会战|比武|招商|培训|练兵)))”"
)
_REMARK = re.compile(r"(?:[（(〔][^）)〕]*[）)〕]|[0-9]{4}(?:年版?|版)|[—－-].{1,20})$")
_TAKEN = re.compile("(?:印发|出台|颁布|修订|制定|制订|贯彻|落实|执行|遵守|签署|签订|根据|依据|按照|依照)[了的]?[^，。；]{0,4}$")
_READ = ("报告", "年鉴", "公报", "说明", "讲话", "总结", "史", "志")
_BRACKETS = str.maketrans("[［(（【﹝]］)）】﹞", "〔〔〔〔〔〔〕〕〕〕〕〕", " 第")


def find_titles(text: str) -> list[Entity]:
    """The titles in 《》, those of books and shows with the subtype ``work``; a title in a title belongs to it.

    Examples
    --------
    >>> [(e.text, e.subtype) for e in find_titles("出台《全民阅读促进办法》，舞剧《远山》热演")]
    [('《全民阅读促进办法》', 'regulation'), ('《远山》', 'work')]
    """
    found = []
    for match in _TITLE.finditer(text):
        title = re.sub(r"\s", "", match.group()[1:-1])
        policy = _is_document(title, text[max(0, match.start() - 8) : match.start()])
        subtype, law = (_subtype(title), law_title(title)) if policy else ("work", None)
        found.append(Entity(match.start(), match.end(), match.group(), "POLICY", subtype, law or title, law))
    return found


def find_repeated_titles(text: str, titles: Sequence[Entity]) -> list[Entity]:
    """Every occurrence of a title that the text has in brackets, also of one within the title of the notice that issued it.

    Examples
    --------
    >>> text = "按照《市政府关于印发蓝天行动计划的通知》，落实蓝天行动计划"
    >>> [(e.start, e.text) for e in find_repeated_titles(text, find_titles(text))]
    [(10, '蓝天行动计划'), (23, '蓝天行动计划')]
    """
    names: dict[str, Entity] = {}
    for title in titles:
        if title.subtype == "work":
            continue
        core = re.sub(r"\s", "", title.text[1:-1])
        issued = _ISSUED.search(core)
        for name in (core, issued.group(1).strip("《》〈〉") if issued else ""):
            if len(name) >= _SHORTEST and _DOCUMENT_END.search(name):
                names.setdefault(name, title)
    if not names:
        return []
    return [
        Entity(start, start + len(name), name, "POLICY", names[name].subtype, name, names[name].id)
        for start, name in PhraseFinder(names).find(text)
    ]


def find_document_numbers(text: str) -> list[Entity]:
    """The numbers of documents, whatever their brackets; `name` has 〔〕.

    Examples
    --------
    >>> [(e.text, e.name) for e in find_document_numbers("根据国发[2023]1号文件要求")]
    [('国发[2023]1号', '国发〔2023〕1号')]
    """
    found = []
    for pattern, reach in ((_NUMBER, _YEAR_AGENCY), (_ORDER, _ORDER_AGENCY)):
        for match in pattern.finditer(text):
            start = _agency_start(text, match.start(), reach)
            if start is not None:
                span = text[start : match.end()]
                name = span.translate(_BRACKETS) if pattern is _NUMBER else span.replace(" ", "")
                found.append(Entity(start, match.end(), span, "POLICY", "document_number", name))
    for end in _SHORT_END.finditer(text):
        if short := _SHORT_NUMBER.search(text[max(0, end.start() - 12) : end.start()]):
            span = short.group() + end.group()
            found.append(Entity(end.end() - len(span), end.end(), span, "POLICY", "document_number", span))
    return found


def _agency_start(text: str, end: int, reach: int) -> int | None:
    """Where the agency before the year of a number begins, or who gave the order; None where nothing stands there."""
    agency = _AGENCY.search(text, max(0, end - reach), end)
    if not agency:
        return None
    name = agency.group()
    lead = _LEAD.match(name)
    cut = lead.end() if lead else 0
    # A verb before the agency is none of it: 贯彻 | 国办发.
    cut = max([cut, *(i + 2 for i in range(len(name) - 1) if governor_role(name[i : i + 2]) == "hard")])
    return agency.start() + cut if cut < len(name) else agency.start()


def find_nicknames(text: str) -> list[Entity]:
    """Policies that go by the number of their articles: “民营经济31条”.

    Examples
    --------
    >>> [e.text for e in find_nicknames("落实“稳外贸12条”，出台“12条”举措")]
    ['“稳外贸12条”']
    """
    return [Entity(m.start(), m.end(), m.group(), "POLICY", _nicknamed(_unmarked(m)), _unmarked(m)) for m in _NICKNAME.finditer(text)]


def _nicknamed(name: str) -> str:
    """What kind of policy goes by a nickname: a document has articles, a scheme or a campaign has no text to cite."""
    return "document" if name.endswith("条") else "institution" if name.endswith("制") else "programme"


def _unmarked(match: re.Match[str]) -> str:
    return next((group for group in match.groups() if group), match.group())


def tie_numbers(text: str, titles: list[Entity], numbers: list[Entity]) -> list[Entity]:
    """The numbers with the title that they stand behind, or before, as `id`."""
    after = {title.end: title for title in titles}
    before = {title.start: title for title in titles}
    tied = []
    for number in numbers:
        opens = number.start
        while opens and text[opens - 1] in "（( ":
            opens -= 1
        title = after.get(opens) or before.get(number.end)
        tied.append(
            Entity(number.start, number.end, number.text, "POLICY", number.subtype, number.name, title.name if title else None)
        )
    return tied


def _subtype(title: str) -> str:
    return next((kind for kind, ends in _ENDS if re.sub(r"[（(〔][^）)〕]*[）)〕]$", "", title).endswith(ends)), "document")


_ENDS = (
    ("regulation", ("条例", "办法", "规定", "细则", "规则", "规程", "章程", "准则")),
    ("law", ("法", "法典", "宪法")),
    ("plan", ("规划", "纲要", "计划")),
)


def _is_document(title: str, before: str) -> bool:
    """Whether a title is one of a law, plan or other document: by its last noun, or since it is issued or applied."""
    core = _REMARK.sub("", title)
    ends, starts, befores = _works()
    if core.endswith(ends + _READ) or core.startswith(starts) or any(word in before for word in befores):
        return False
    return bool(_document_nouns().search(core) or law_title(core) or _TAKEN.search(before))


@lru_cache(maxsize=1)
def _document_nouns() -> re.Pattern[str]:
    kinds = ("title", "document", "plan", "regulation", "strategy", "institution", "programme")
    nouns = [row["head"] for row in read_table("policy_heads.tsv") if row["kind"] in kinds]
    return re.compile(f"(?:{'|'.join(nouns)}|(?<!书)法|[0-9]{{4}}|条|^关于.+)$")


@lru_cache(maxsize=1)
def _works() -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    rows = read_table("works.tsv")
    ends, starts, befores = (tuple(row["word"] for row in rows if row["role"] == role) for role in ("end", "start", "before"))
    return ends, starts, befores
