"""What the first and last lines of a document say: title, delivery, issuer, document number, signature."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from toolkit.corpus.delivery import Order, find_order, represented, speaker_place
from toolkit.corpus.doc_types import title_type
from toolkit.corpus.labels import labelled_lines
from toolkit.corpus.organs import organ_names
from toolkit.corpus.raw import Stated
from toolkit.grammar.dates import FULL_DATE, read_date
from toolkit.grammar.headings import BRACKETED_ITEM, CHAPTER, COUNTED_ITEM
from toolkit.grammar.marks import DOCUMENT_NUMBER

__all__ = ["HeadFacts", "is_title", "read_head"]

_LINES = 14
_HEAD = 600
_TAIL_LINES = 8
_MEETING = re.compile(rf"(?:^|[—─－(（-])[—─\-－(（ ]*({FULL_DATE}) ?在?([^。，：:]{{2,60}}?(?:会议|大会))", re.MULTILINE)
_DATE_LINE = re.compile(rf"[（(— ]*({FULL_DATE})[）) ]*")
_SIGNED = re.compile(rf"(.{{4,40}}?)?[ （(]*({FULL_DATE})[）)]?(?:印发)?")
_IN_BRACKETS = re.compile(r"[（(]([^（）()]{4,40})[）)]")
_NUMBER = re.compile(rf"(?:文号[:：])?([\u4e00-\u9fff]{{1,12}}{DOCUMENT_NUMBER})")
_HEADING = re.compile(rf"{COUNTED_ITEM}|{BRACKETED_ITEM}|{CHAPTER}|各位代表|[0-9]{{1,2}}[.、]")
_SENTENCE = re.compile("[。；！？]|，.*，")
_SHORTEST, _LONGEST = 5, 90
_MOST_LINES = 4
_FIRST_LINE = 7
"""Characters that the first of several lines of a title has at least; shorter lines are navigation."""
# A comma belongs to a title that says what it is about (关于…), not to a remark above the title.
_NOT_TITLE = re.compile(
    r"文\s*件\s*[（(]|会议$|会议文件|人大$|^目\s*录$|号(?:文件)?$|[：:>＞\t]|^[^\u4e00-\u9fff]*$|^(?!.*关于)[^《]*[，,]"
)


@dataclass(frozen=True, slots=True)
class HeadFacts:
    """Facts found in the head and the tail of a text; None where there are none."""

    title: str | None = None
    delivered: str | None = None
    meeting: str | None = None
    dated: str | None = None
    signed: str | None = None
    issuer: str | None = None
    doc_number: str | None = None
    speaker: str | None = None
    """The place whose head of government speaks."""
    represented: str | None = None
    """The government in whose name it is given."""
    order: Order | None = None
    labelled: tuple[Stated, ...] = ()
    """What lines with a label state: 【发布部门】甲市人民政府."""


def read_head(text: str) -> HeadFacts:
    """Return what the head and the tail of a text say.

    Examples
    --------
    >>> lines = ["关于甲市2025年预算执行情况和", "2026年预算草案的报告", "——2026年1月20日在甲市第八届", "人民代表大会第六次会议上"]
    >>> facts = read_head("\\n".join(lines))
    >>> facts.title, facts.delivered
    ('关于甲市2025年预算执行情况和2026年预算草案的报告', '2026-01-20')
    """
    labelled, lines = _head_lines(text)
    head = _before_body(lines)
    delivered = _MEETING.search(text[:_HEAD])
    dated = next((read_date(match.group(1)) for line in head if (match := _DATE_LINE.fullmatch(line))), None)
    tail = [line.strip() for line in text[-600:].split("\n")[-_TAIL_LINES:]]
    signer, signed = _signature(tail)
    number = next((match.group(1) for line in head if (match := _NUMBER.fullmatch(line.replace(" ", "")))), None)
    order = find_order(lines, text[:_HEAD])
    return HeadFacts(
        title=_title(head, order),
        delivered=read_date(delivered.group(1)) if delivered else None,
        meeting=delivered.group(2) if delivered else None,
        dated=dated or (order.dated if order else None),
        signed=signed,
        issuer=_issuer(head) or (order.organ if order else signer),
        doc_number=number or (order.number if order else None),
        speaker=speaker_place(head),
        represented=represented(text[:_HEAD]),
        order=order,
        labelled=tuple(labelled),
    )


def _head_lines(text: str) -> tuple[list[Stated], list[str]]:
    """Return what the labelled lines at the head of a text state, and the other lines."""
    lines = [line.strip() for line in text[:3000].split("\n")]
    body = next((place for place, line in enumerate(lines) if _SENTENCE.search(line) and not line.startswith("【")), len(lines))
    labelled, others = labelled_lines(lines[:body])
    return labelled, [*others, *lines[body:]][:_LINES]


def _before_body(lines: Sequence[str]) -> list[str]:
    """Return the lines before the first heading or sentence; a title may hold a comma, not a full stop."""
    head = []
    for line in lines:
        if _HEADING.match(line) or _SENTENCE.search(line):
            break
        head.append(line)
    return head


def is_title(text: str) -> bool:
    """Tell whether a text can be the title of a document: it ends as one of the known types does."""
    return _SHORTEST <= len(text) <= _LONGEST and not _SENTENCE.search(text) and title_type(text) is not None


def _title(head: Sequence[str], order: Order | None) -> str | None:
    """Return the title: the first line, or the first few lines together, that end as a title does; of an order what it makes known."""
    title = _first_title(head)
    return order.title if order and order.title and (not title or title.endswith("令")) else title


def _first_title(head: Sequence[str]) -> str | None:
    for first, line in enumerate(head[:8]):
        if not line or _DATE_LINE.fullmatch(line) or _NOT_TITLE.search(line) or organ_names(line):
            continue
        joined = ""
        for following in head[first : first + _MOST_LINES]:
            if joined and (len(line) < _FIRST_LINE or _MEETING.match(following) or _DATE_LINE.fullmatch(following)):
                break
            joined += "".join(following.split()) if joined else following
            if is_title(joined) and not _goes_on(joined, head, following):
                return _plain(joined)
    return None


def _goes_on(title: str, head: Sequence[str], line: str) -> bool:
    """Tell a title whose first line happens to end as a title may: 关于…执行情况和 / …草案的报告, 《…规划》 / 的通知."""
    following = head[head.index(line) + 1 :][:1]
    return bool(following) and bool(re.match("的(?:通知|报告|决定|意见|公告|通报|批复|说明)", following[0]))


def _plain(title: str) -> str:
    """Close up a title that was set wide: 统 计 公 报."""
    return "".join(title.split()) if re.search(r"[\u4e00-\u9fff] +[\u4e00-\u9fff]", title) else title.strip()


def _issuer(head: Sequence[str]) -> str | None:
    for line in head:
        names = organ_names(line)
        if names:
            return "、".join(names)
    return None


def _signature(tail: Sequence[str]) -> tuple[str | None, str | None]:
    """Return issuer and date of the lines with which a document is signed."""
    for place in range(len(tail) - 1, -1, -1):
        bracketed = _IN_BRACKETS.fullmatch(tail[place])
        if bracketed and organ_names(bracketed[1]):
            return "、".join(organ_names(bracketed[1])), _date_beside(tail, place)
        match = _SIGNED.fullmatch(tail[place])
        date = read_date(match.group(2)) if match else None
        if not match or not date:
            continue
        names = organ_names(match.group(1)) if match.group(1) else _names_above(tail[:place])
        if names or not match.group(1):
            return "、".join(names) or None, date
    return None, None


def _date_beside(tail: Sequence[str], place: int) -> str | None:
    """Return the date on the line above or below a signature in brackets."""
    beside = [line for line in (*tail[place + 1 : place + 2], *tail[max(0, place - 1) : place]) if line]
    return next((read_date(match[1]) for line in beside if (match := _DATE_LINE.fullmatch(line))), None)


def _names_above(lines: Sequence[str]) -> tuple[str, ...]:
    """Return the names of the organs on the lines just above the date, in their order."""
    names: tuple[str, ...] = ()
    for line in reversed(lines):
        bracketed = _IN_BRACKETS.fullmatch(line)
        found = organ_names(bracketed[1] if bracketed else line)
        if not found:
            break
        names = found + names
    return names
