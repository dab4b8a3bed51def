"""Who speaks in a report, in whose name, and the order by which a regulation is made known: lines at the head of a text."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from toolkit.corpus.organs import organ_names
from toolkit.grammar.dates import FULL_DATE, read_date

__all__ = ["Order", "find_order", "represented", "speaker_name", "speaker_place"]

_OFFICE = "(?:代理?)?(?:省长|市长|县长|区长|州长|盟长|旗长|主席|专员)"
_HIDDEN = "×xX某\u3007\u25cb"
"""What stands for the name of a person that is not told."""
_SPEAKER = re.compile(
    rf"[—\-－ ]*(?P<place>[\u4e00-\u9fff]{{2,12}}?)(?:[省市县区州]?委副书记、)?(?:人民政府|行署)?{_OFFICE}"
    rf"(?:[ \u3000:：]+[\u4e00-\u9fff·{_HIDDEN}]{{1,12}}(?:[ \u3000][\u4e00-\u9fff×某]{{1,2}})?)?"
)
_BLANK = r"[ \u3000]{0,4}"
_NAME = rf"(?P<name>[\u4e00-\u9fff]{{1,6}}(?:[·•．][\u4e00-\u9fff]{{1,7}})+|[\u4e00-\u9fff](?:{_BLANK}[\u4e00-\u9fff]){{1,4}})"
_NAMED = re.compile(rf"(?:[省市县区州盟旗]{_BLANK}长|主席|总理|专员)[ \u3000:：]{{0,6}}{_NAME}{_BLANK}(?=[）)]|$)")
_NAMED_IN_BRACKETS = re.compile(rf"[（(]{_BLANK}(?:{FULL_DATE})[ \u3000]{{1,6}}{_NAME}{_BLANK}[）)]")
_NAME_LINE = re.compile(rf"(?P<name>[\u4e00-\u9fff]{_BLANK}[\u4e00-\u9fff](?:{_BLANK}[\u4e00-\u9fff])?)")
_ADDRESS = re.compile(r"^[ \u3000]*(?:各位(?:代表|委员)|同志们)", re.MULTILINE)
_HEAD = 600
_LEVEL = re.compile("([省市县区州盟旗])长")
_REPRESENTED = re.compile(r"代表(?P<organ>[\u4e00-\u9fff]{0,14}?人民政府)")
_ORDER = re.compile(r"(?P<organ>[\u4e00-\u9fff]{3,20})令(?:[（(〔\[ ]*(?P<number>第? ?[0-9]{1,4} ?号)[）)〕\]]*)?")
_ORDER_NUMBER = re.compile(r"[（(〔\[ ]*(第? ?[0-9]{1,4} ?号)[）)〕\]]*")
_MADE_KNOWN = re.compile(r"《([^《》\n]{4,60})》[^《》\n]{0,60}?(?:公布|发布|施行)")
_DATE_LINE = re.compile(rf"(?:[\u4e00-\u9fff]{{0,6}}[长任席][ \u3000]*[\u4e00-\u9fff×某 ]{{1,8}}[ \u3000]+)?[（(]?({FULL_DATE})[）)]?")
_REPUBLIC = "中华人民共和国"


@dataclass(frozen=True, slots=True)
class Order:
    """By whose order (令) a text is made known, its number, its day, and the title that it names."""

    organ: str
    number: str | None = None
    dated: str | None = None
    title: str | None = None


def speaker_place(head: Sequence[str]) -> str | None:
    """Return the place whose head of government a line of the head names: 甲省省长 王某.

    Examples
    --------
    >>> speaker_place(["2012年政府工作报告", "甘肃省省长 王某"]), speaker_place(["省长 王某"])
    ('甘肃省', None)
    """
    for line in head:
        match = _SPEAKER.fullmatch(line.strip())
        if match:
            place = match["place"]
            level = _LEVEL.search(line)
            return place if not level or place.endswith(level[1]) or len(place) > 3 else place + level[1]
    return None


def speaker_name(text: str) -> str | None:
    """Return the name of who gives a report, from the lines above its address (各位代表); None where they do not tell it.

    Examples
    --------
    >>> speaker_name("——2031年1月20日在甲省第二十届人民代表大会第一次会议上\\n甲省省长　方　正林\\n各位代表：\\n现在，我报告。")
    '方正林'
    >>> speaker_name("（2031年1月20日 方正林）\\n各位代表：\\n现在，我报告工作。"), speaker_name("市长质量奖管理办法\\n第一条")
    ('方正林', None)
    """
    address = _ADDRESS.search(text, 0, _HEAD)
    lines = [line.strip() for line in text[: address.start()].split("\n") if line.strip()] if address else []
    for line in reversed(lines):
        match = _NAMED.search(line) or _NAMED_IN_BRACKETS.search(line)
        if match:
            return re.sub("[ \u3000]", "", match["name"])
    last = _NAME_LINE.fullmatch(lines[-1]) if len(lines) > 1 and lines[-2].endswith(("会议上", "大会上")) else None
    return re.sub("[ \u3000]", "", last["name"]) if last else None


def represented(text: str) -> str | None:
    """Return the government in whose name a report is given: 我代表甲市人民政府."""
    match = _REPRESENTED.search(text)
    return match["organ"] if match else None


def find_order(lines: Sequence[str], text: str) -> Order | None:
    """Return the order that the lines at the head of a text name.

    Examples
    --------
    >>> find_order(["甲市人民政府令", "第19号"], "《甲市城市管理办法》已经会议通过，现予公布。").number
    '甲市人民政府令第19号'
    """
    for place, line in enumerate(lines):
        match = _ORDER.fullmatch(line.replace(" ", ""))
        organ = organ_names(match["organ"]) if match else ()
        if not match or not organ:
            continue
        below = list(lines[place + 1 :])
        next_line = next((other for other in below if other), "")
        following = _ORDER_NUMBER.fullmatch(next_line)
        number = match["number"] or (following[1] if following else None)
        name = organ[0].removeprefix(_REPUBLIC) or organ[0]
        named = _MADE_KNOWN.search(text)
        dated = next((read_date(found[1]) for other in below if (found := _DATE_LINE.fullmatch(other))), None)
        return Order(organ[0], f"{name}令{number.replace(' ', '')}" if number else None, dated, named[1] if named else None)
    return None
