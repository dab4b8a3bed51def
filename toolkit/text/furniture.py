"""Page furniture: taken off the head and the tail of a text; what it says of the document is kept."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from toolkit.grammar.dates import ARABIC_YEAR
from toolkit.grammar.headings import CHAPTER, COUNTED_ITEM
from toolkit.grammar.numerals import COUNT
from toolkit.lexicon import read_table

__all__ = ["is_furniture", "strip_furniture"]

HEAD_LINES, TAIL_LINES = 40, 20
"""Furniture stands within so many lines of the beginning and the end; nothing between is touched."""
LONGEST_LINE = 240
PARAGRAPH = 50
"""A line from this length on that ends a sentence is the text itself: the head ends before it."""

_SEPARATORS = re.compile(r"[ \t\u3000|｜\[\]【】（）()丨·,，;；/&\-]*")
_CLOCK = r" ?[0-9]{1,2}[:：时][0-9]{2}(?:[:：][0-9]{2}|分(?!享))?"
_DATE = rf"{ARABIC_YEAR}(?:[-/.][0-9]{{1,2}}[-/.][0-9]{{1,2}}|年[0-9]{{1,2}}月[0-9]{{1,2}}日)(?:{_CLOCK})?"
_TIME = re.compile(f"{_CLOCK}$")
# A date in figures, or with the time of day, is the page's; one in words may be the day on which a document was signed.
_STATED_DATE = (
    rf"{ARABIC_YEAR}[-/.][0-9]{{1,2}}[-/.][0-9]{{1,2}}(?:{_CLOCK})?(?![0-9年])"
    rf"|{ARABIC_YEAR}年[0-9]{{1,2}}月[0-9]{{1,2}}日{_CLOCK}"
)
_SENTENCE_END = re.compile(r"[。；！？;!?][”’」』）)]*$")
_HEADING = re.compile(rf"{COUNTED_ITEM}|{CHAPTER}|[（(][{COUNT}][）)]|各位")
_MEDIUM = re.compile(r".{0,16}(?:报|网|社|局|办|厅|委|台|站|处|室|部|中心|政府|新闻|客户端|公众号)")
_PERSON = re.compile(r"[\u4e00-\u9fff]{2,4}(?:[ 、][\u4e00-\u9fff]{2,4})?")


@dataclass(frozen=True, slots=True)
class _Patterns:
    field: re.Pattern[str]
    """One field or button, from where it begins to where the next begins."""
    label: re.Pattern[str]
    line: re.Pattern[str]
    tail: re.Pattern[str]


@lru_cache(maxsize=1)
def _patterns() -> _Patterns:
    rows = read_table("furniture.tsv")
    labels = {row["name"]: row["pattern"] for row in rows if row["where"] == "label"}
    label = f"(?:{'|'.join(labels.values())})[:：]"
    word = "|".join(row["pattern"] for row in rows if row["where"] == "word")
    # A value ends where another field begins, or a button after a blank.
    value = rf"(?:(?!{label})(?![ \u3000【\[|](?:{word})(?:[ \u3000】\]|]|$))[^:：\n|【】\[\]（）()])"
    fields = (
        rf"(?:{labels['source']})[:：] ?(?P<source>{value}{{0,30}})",
        rf"(?:{labels['date']})[:：] ?(?P<date>(?:{_DATE})?)",
        rf"(?:{labels['skip']})[:：] ?{value}{{0,24}}",
        rf"(?P<stated>{_STATED_DATE})",
        rf"(?:{word})(?=[ \t\u3000|｜\[\]【】（）()/，,]|$|{label})",
        r"[大中小]{3}(?![\u4e00-\u9fff])",
    )
    line = "|".join(row["pattern"] for row in rows if row["where"] == "line")
    tail = "|".join(row["pattern"] for row in rows if row["where"] == "tail")
    return _Patterns(re.compile("|".join(fields)), re.compile(label), re.compile(line), re.compile(tail))


def strip_furniture(text: str) -> tuple[str, dict[str, str]]:
    """Return the text without page furniture, and the metadata that the furniture held.

    What goes are whole lines near the head and the tail (source, date, counters, buttons, navigation, editors, links to
    other pages), and such fields at the end of a title. A line with anything else in it stays.

    Returns
    -------
    text : str
    found : dict
        ``source`` and ``date``, where the page states them.

    Examples
    --------
    >>> strip_furniture("年度报告\\n来源:本网访问量:-发布时间:2024-02-06\\n一、工作情况\\n下一篇：没有了")
    ('年度报告\\n一、工作情况', {'source': '本网', 'date': '2024-02-06'})
    """
    found: dict[str, str] = {}
    lines = text.split("\n")
    head_end = _head_end(lines)
    lines[:head_end] = _without_furniture(lines[:head_end], found)
    kept = _before_links(lines)
    first = max(0, len(kept) - TAIL_LINES)
    while len(kept) > first and (count := _furniture_at_end(kept, found)):
        del kept[-count:]
    return "\n".join(kept).strip("\n"), found


def is_furniture(line: str) -> bool:
    """Tell whether a line holds nothing but page furniture: fields, buttons, navigation, links to other pages.

    Examples
    --------
    >>> is_furniture("发布时间：2024-02-06 来源：本网 字号：[大 中 小]"), is_furniture("全市增长5%。")
    (True, False)
    """
    bare = line.strip()
    return _is_furniture(bare, {}) or (len(bare) <= LONGEST_LINE and _patterns().tail.fullmatch(bare) is not None)


def _head_end(lines: Sequence[str]) -> int:
    """The number of lines before the text proper begins."""
    for index, line in enumerate(lines[:HEAD_LINES]):
        if _HEADING.match(line) or (len(line) >= PARAGRAPH and _SENTENCE_END.search(line) and not _patterns().line.fullmatch(line)):
            return index
    return min(HEAD_LINES, len(lines))


def _without_furniture(lines: Sequence[str], found: dict[str, str]) -> list[str]:
    kept: list[str] = []
    index = 0
    while index < len(lines):
        if _is_furniture(lines[index], found):
            index += 2 if index + 1 < len(lines) and _is_value(lines[index], lines[index + 1], found) else 1
            continue
        kept.append(_without_fields_at_end(lines[index], found))
        index += 1
    return kept


def _furniture_at_end(lines: Sequence[str], found: dict[str, str]) -> int:
    """How many of the last lines are furniture: one, two where the last is the value of the one before, or none."""
    if _is_furniture(lines[-1], found):
        return 1
    if len(lines) > 1 and _is_furniture(lines[-2], {}) and _is_value(lines[-2], lines[-1], found):
        return 2
    return 0


def _before_links(lines: list[str]) -> list[str]:
    """The lines before the first of the last lines that begins the links to other pages."""
    for index in range(max(1, len(lines) - TAIL_LINES), len(lines)):
        line = lines[index].strip()
        if len(line) <= LONGEST_LINE and _patterns().tail.fullmatch(line) and not _has_paragraphs(lines[index + 1 :]):
            return lines[:index]
    return lines


def _has_paragraphs(lines: Sequence[str]) -> bool:
    return sum(len(line) > 2 * PARAGRAPH and line.endswith("。") for line in lines) > 2


def _is_furniture(line: str, found: dict[str, str]) -> bool:
    stripped = line.strip()
    if not stripped or len(stripped) > LONGEST_LINE:
        return False
    if match := _patterns().line.fullmatch(stripped):
        _keep("source", match.groupdict().get("agency") or match.groupdict().get("paper"), found)
        return True
    return _takes_fields(stripped, 0, found)


def _takes_fields(line: str, start: int, found: dict[str, str]) -> bool:
    """Whether the line from `start` on is made of fields; if so, what they say is kept."""
    at = _end_of_separators(line, start)
    said: dict[str, str] = {}
    while at < len(line):
        field = _patterns().field.match(line, at)
        if field is None or field.end() == at:
            return False
        _keep("source", field["source"], said)
        _keep("date", field["date"] or field["stated"], said)
        at = _end_of_separators(line, field.end())
    for name, value in said.items():
        found.setdefault(name, value)
    return True


def _end_of_separators(line: str, start: int) -> int:
    match = _SEPARATORS.match(line, start)
    return match.end() if match else start


def _keep(name: str, value: str | None, found: dict[str, str]) -> None:
    value = _TIME.sub("", value or "") if name == "date" else (value or "").strip(" -|,，;；")
    if value:
        found.setdefault(name, value)


def _without_fields_at_end(line: str, found: dict[str, str]) -> str:
    """A title without the fields that the page runs on to it: …工作报告来源：本网发布时间：2024-02-06."""
    if len(line) > LONGEST_LINE:
        return line
    for label in _patterns().label.finditer(line, 4):
        said: dict[str, str] = {}
        if _takes_fields(line, label.start(), said) and "date" in said:
            for name, value in said.items():
                found.setdefault(name, value)
            return line[: label.start()].rstrip()
    return line


def _is_value(line: str, following: str, found: dict[str, str]) -> bool:
    """Whether a line is the value of a label that stands alone on the line before."""
    label = line.strip()
    if not _patterns().label.fullmatch(label) or not following.strip():
        return False
    value = following.strip()
    if label.startswith(("信息来源", "来源", "稿源", "文章来源", "稿件来源")) and _MEDIUM.fullmatch(value):
        _keep("source", value, found)
        return True
    return label.startswith(("责任编辑", "编辑", "责编", "作者", "审核")) and _PERSON.fullmatch(value) is not None
