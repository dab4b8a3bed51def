"""Titles in 《》 and document numbers."""

import re
from collections.abc import Sequence
from functools import lru_cache

from toolkit.document import Entity
from toolkit.entities.laws import law_title
from toolkit.grammar.marks import DOCUMENT_NUMBER
from toolkit.grammar.numerals import COUNT
from toolkit.lexicon import read_table
from toolkit.text import PhraseFinder

__all__ = ["find_document_numbers", "find_nicknames", "find_repeated_titles", "find_titles", "tie_numbers"]

# Possessive throughout: an opening bracket that is never closed costs its own 160 characters and no more.
_TITLE = re.compile(r"《(?:[^《》。；!?！？]|《[^《》。；]{1,80}+》){1,160}+》")
_NUMBER = re.compile(DOCUMENT_NUMBER)
_AGENCY = re.compile("[一-龥]{1,12}$")
_ISSUED = re.compile("关于(?:印发|转发|发布|公布|批转)(.+)的(?:通知|批复|意见|函)$")
_DOCUMENT_END = re.compile(
    "(?:方案|意见|规划|纲要|计划|办法|条例|规定|细则|政策|措施|战略|清单|目录|指南|指引)(?:[（(][^）)]{1,12}[）)])?$"
)
_SHORTEST = 6
"""Characters of a title that is looked for without its brackets; shorter ones are common words too often."""
_LEAD = re.compile(r".*(?:根据|按照|依据|遵照|印发|下发|转发|文件|通知|意见|以及|见|即|的|按|和|与|及|以)")
_NICKNAME = re.compile(f"“([一-龥]{{2,12}}(?:[0-9]{{1,3}}|[{COUNT}]{{1,3}})条)”")
_BRACKETS = str.maketrans("[［(（【]］)）】", "〔〔〔〔〔〕〕〕〕〕", " 第")


def find_titles(text: str) -> list[Entity]:
    """The titles of policies in 《》; a title in a title belongs to it, books and shows are left out.

    Examples
    --------
    >>> [e.text for e in find_titles("出台《全民阅读促进办法》，舞剧《远山》热演")]
    ['《全民阅读促进办法》']
    """
    found = []
    for match in _TITLE.finditer(text):
        title = re.sub(r"\s", "", match.group()[1:-1])
        if not _is_work(title, text[max(0, match.start() - 8) : match.start()]):
            name = law_title(title) or title
            found.append(Entity(match.start(), match.end(), match.group(), "POLICY", _subtype(title), name, law_title(title)))
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
        core = re.sub(r"\s", "", title.text[1:-1])
        issued = _ISSUED.search(core)
        for name in (core, issued.group(1).strip("《》〈〉") if issued else ""):
            if len(name) >= _SHORTEST and _DOCUMENT_END.search(name):
                names.setdefault(name, title)
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
    for match in _NUMBER.finditer(text):
        agency = _AGENCY.search(text, max(0, match.start() - 12), match.start())
        if not agency:
            continue
        lead = _LEAD.match(agency.group())
        start = agency.start() + (lead.end() if lead and lead.end() < len(agency.group()) else 0)
        span = text[start : match.end()]
        found.append(Entity(start, match.end(), span, "POLICY", "document_number", span.translate(_BRACKETS)))
    return found


def find_nicknames(text: str) -> list[Entity]:
    """Policies that go by the number of their articles: “民营经济31条”.

    Examples
    --------
    >>> [e.text for e in find_nicknames("落实“稳外贸12条”，出台“12条”举措")]
    ['“稳外贸12条”']
    """
    return [Entity(m.start(), m.end(), m.group(), "POLICY", "document", m.group(1)) for m in _NICKNAME.finditer(text)]


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
    ("law", ("法", "法典", "宪法")),
    ("regulation", ("条例", "办法", "规定", "细则", "规则", "规程", "章程", "准则")),
    ("plan", ("规划", "纲要", "计划")),
)


def _is_work(title: str, before: str) -> bool:
    ends, starts, befores = _works()
    return title.endswith(ends) or title.startswith(starts) or any(word in before for word in befores)


@lru_cache(maxsize=1)
def _works() -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    rows = read_table("works.tsv")
    ends, starts, befores = (tuple(row["word"] for row in rows if row["role"] == role) for role in ("end", "start", "before"))
    return ends, starts, befores
