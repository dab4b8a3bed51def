"""Numbers, names and words that were spaced out or broken over lines, whole again."""

import re
from collections.abc import Iterator

from toolkit.grammar.dates import ARABIC_YEAR
from toolkit.grammar.headings import BRACKETED_ITEM, COUNTED_ITEM
from toolkit.grammar.numerals import COUNT, HAN_DIGIT

__all__ = ["mend"]

_HAN = "\u4e00-\u9fff"
# Each pattern begins with a rare character, so that a search runs at the speed of memory.
_SPACED = re.compile(r" (?:(?<=[0-9] )(?=[0-9.])|(?<=\. )(?=[0-9]))")
_SPACED_DIGITS = re.compile(
    r"[0-9](?:(?<=[^0-9A-Za-z.\s][0-9])|(?<![^\n][0-9])(?=[0-9. ]{1,15}[年月日]))(?: [0-9]| ?\. ?[0-9])+"
    rf"(?= ?[{_HAN}%‰）)，。；、：,])"
)
_SPACED_DATE = re.compile(r" (?:(?<=[0-9] )(?=[年月日][^0-9A-Za-z]|[年月] ?[0-9])|(?<=[年月] )(?=[0-9]{1,2} ?[月日]))")
# A unit or a measure word, and the words of tables that begin alike.
_UNIT = (
    "[%‰℃元万亿千百十余多个家人次户亩年月日时分秒天周岁吨公斤克米里平立升件项条座所处台辆艘架套批类种名位届期级层大部门张份篇册"
    "场起宗例度倍成点美欧港英小强本支只头匹羽株棵间栋幢床站线路号章节版幅卷项款]"
)
_OTHER_WORDS = (
    "(?!个人|个体|家庭|家电|家具|家用|人口|人均|人民|人才|人数|人员|人大|年末|年均|年初|年度|年终|月末|月均|日均|日用|日常|户籍|户均|元旦|次数"
    "|类别|项目|件数|小麦|小型|大豆|大型|大蒜|公路|公共|路网|分行业|时间|平均|立项|部分地区|学校|美容|港口|本年|本级|成品|点击|线路)"
)
_GAP = re.compile(rf" (?:(?<=[0-9] )(?={_UNIT})|(?<=[{_HAN}，、：（；）)”] )(?=[0-9]))")
_SET_OFF = re.compile(
    rf"(?<=[{_HAN}，、：（；）)”])(?<![图表例件章])"
    rf"(?: (?<![图表例件章] )[0-9][0-9,.]*%? |[0-9][0-9,.]*%? | (?!{ARABIC_YEAR}年)[0-9][0-9,.]*%?)(?={_UNIT}){_OTHER_WORDS}"
)
_PROSE = re.compile("[，。；]")
_SPACED_WORD = re.compile(
    rf"\n(?:(?:{COUNTED_ITEM}|第[{COUNT}]{{1,3}}[章节条部分]{{1,2}}) ?\u3000?)?"
    rf"[{_HAN}](?:[ \u3000]+[{_HAN}]){{1,9}}(?=\n)"
)
_BLANKS = re.compile(rf"(?<=[{_HAN}])(?<!章)(?<!节)(?<!条)(?<!部分)[ \u3000]+(?=[{_HAN}])")
_BROKEN_NUMBER = re.compile(
    rf"\n(?:(?<=[{_HAN}][0-9]\n)|(?<=[0-9.][0-9]\n)){_OTHER_WORDS}(?=[万亿千百]{{0,2}}[%元吨个家人次户亩年月日类项件])"
    r"|\n(?:(?<=[0-9]\.\n)(?=[0-9])|(?<=[0-9]\n)(?=\.[0-9]))"
)
_NUMBER_COLUMN = re.compile(r"[ \t][-+]?[0-9.,]+\Z")
_BROKEN_NAME = re.compile(r"《[^《》\n]{1,60}\n[^《》\n]{1,60}》|“[^“”\n]{1,20}\n[^“”\n]{1,20}”|（[^（）\n]{1,30}\n[^（）\n]{1,30}）")
_NUMBERED = re.compile(rf"\n(?:{COUNTED_ITEM}|{BRACKETED_ITEM}|[0-9]{{1,2}}[.、])")
_ZERO = re.compile(f"[○◯](?:(?<=[{HAN_DIGIT}◯].)|(?=[{HAN_DIGIT}◯]))")


def mend(text: str) -> str:
    """Return the text with spaced-out digits and words closed up and with numbers and names joined over line ends.

    Blanks that a typesetter put around numbers go where a line is prose; the rows of tables stay as they are.

    Examples
    --------
    >>> mend("到1 9 9 7 年增长 8.8 %，收入 5 亿元")
    '到1997年增长8.8%，收入5亿元'
    """
    if _SPACED.search(text):
        text = _SPACED_DIGITS.sub(lambda match: match.group().replace(" ", ""), text)
    text = _SPACED_DATE.sub("", "".join(_closed_up(text)))
    text = _SPACED_WORD.sub(lambda match: _BLANKS.sub("", match.group()), "\n" + text + "\n")[1:-1]
    text = _BROKEN_NAME.sub(_join_name, _BROKEN_NUMBER.sub(_join_number, text))
    return _ZERO.sub("〇", text) if "○" in text or "◯" in text else text


def _closed_up(text: str) -> Iterator[str]:
    """The pieces of a text, lines of prose without the blanks around their numbers."""
    at = 0
    for gap in _GAP.finditer(text):
        if gap.start() < at:
            continue
        start, end = text.rfind("\n", 0, gap.start()) + 1, text.find("\n", gap.start())
        end = len(text) if end < 0 else end
        line = text[start:end]
        prose = "\t" not in line and _PROSE.search(line)
        yield text[at:start]
        yield _SET_OFF.sub(lambda match: match.group().strip(" "), line) if prose else line
        at = end
    yield text[at:]


def _join_number(match: re.Match[str]) -> str:
    """Nothing, or the line end itself where the number stands in the last column of a table."""
    line = match.string[max(0, match.start() - 30) : match.start()]
    return "\n" if _NUMBER_COLUMN.search(line) else ""


def _join_name(match: re.Match[str]) -> str:
    return match.group() if _NUMBERED.search(match.group()) else match.group().replace("\n", "")
