"""Digits that assert nothing: dates, codes and names with digits.

A number without a unit asserts something only where its words say so; only numbers that would read as figures are listed here.
"""

import re

from toolkit.grammar.dates import DATE
from toolkit.grammar.numerals import COUNT

__all__ = ["NOISE", "is_name", "is_period"]

_OTHER = "|".join(
    [
        # 第 4 部分, 第1至8项
        f"第[ 　][0-9]{{1,3}}|第(?:[0-9]{{1,3}}[至到—~-][0-9]{{1,3}}|[{COUNT}]{{1,3}}[至到—~-][{COUNT}]{{1,3}})(?![{COUNT}百])",
        # 《过紧日子十条措施》: what stands in a title asserts nothing
        "《[^《》\n]{1,60}》",
        # “1310”, “4+1”, “3个三年行动”, “5分钟消防圈”
        "[“'‘「『][0-9]{1,6}(?:[A-Za-z]|[^“”‘’「」『』，。；：、\n0-9元%亿万]{0,10})[+]?[”'’」』]",
        # “房地产14条”, “惠企十五条”
        f"“[^“”，。；、\n0-9]{{0,8}}(?:[0-9]{{1,3}}|[{COUNT}]{{1,3}})条[+]?”",
        # 附表5、6和7
        "(?<=[图表])[0-9]{1,3}(?:[、，,和及至—~-][0-9]{1,3}(?![0-9.]*[%万亿元]))+",
        # 地铁3、4号线, 18—22号泊位
        "[0-9]{1,2}(?:[、，和及与至—~-][0-9]{1,2})+号",
        # 六个100%: the six rules of building sites
        f"[{COUNT}两]个[“]?100%",
        # 7×24小时
        "[0-9]{1,3}[×xX*][0-9]{1,3}(?:小时)?",
        # PM2.5, C919, G60
        "[A-Za-z](?:[A-Za-z]{0,11}[-.·—]?[0-9]{1,6}[.]?)(?:[0-9A-Za-z]{0,12}(?:-[0-9A-Za-z]{1,6})?)",
        # 0763-3363333
        "[0-9]{3,4}-[0-9]{7,8}",
        # 十三次全会, 第3次会议; 百亿级
        f"(?:[{COUNT}]{{1,3}}|[0-9]{{1,3}})次(?=全会|全委|会议|代表大会|党代会|主席|常委|中央|集体学习|学术)",
        "[十百千万亿]+级",
        # GB/T 18391.1~18391.6, ISO 9001
        "(?:GB|[A-Z]{2}/T|ISO|IEC|IEEE)[ \n]?[0-9.]+(?:[~-][0-9.]+)*",
        # the two goals of a hundred years; a hundred years by themselves are only a long time
        "(?:两个)?一百年(?=”?奋斗|”?目标)|百年",
        # 九年义务教育, 15年免费教育
        f"(?:[0-9]{{1,2}}|[{COUNT}]{{1,2}})年(?:制|一贯制)?(?:义务|免费|基础)?教育",
        # the scale of a map: 1：5万
        "1：[0-9]{1,3}万",
        # $1.$2: what a failed replacement has left
        "\\$[0-9](?:\\.\\$[0-9]\\.?)?",
        # mountains
        "十万大山",
        "360度",
    ]
)
NOISE = f"{DATE}|{_OTHER}"

_PERIOD_AFTER = re.compile(
    "[来间前期每新共增]|以来|[之以][前后]|内(?!完成)|中，|左右?的?时间|的?时间|一遇|累计|平均"
    "|行动|计划|规划|攻坚|目标|任务|奋斗|发展|成就"
)
_PERIOD_BEFORE = re.compile("(?:过去|過去|近|前|后|头|这|未来|第|几|上|下|本|新|那|用|经过|历[时经]|早|晚|的|时隔)的?$")
_AMOUNT_BEFORE = re.compile(
    "(?:连续|满|达到?|压[减缩]|最[长短多少]|至少|不足|超过?|约|近|到|为|龄|[仅只][用需]|[^，。；：、\n]限)(?:至|到|了|为|近|约)*$"
)
# 由19天增至40天: how long it was before
_FORMER = re.compile("(?:[增升减缩提降延压][至到加长少短为]|提高|缩短|延长|压[减缩]|增加|减少)")
_FORMER_BEFORE = re.compile("[由从][^，。；、0-9]{0,8}$")
_CLAUSE_START = re.compile("(?:^|[，。；：、！？\n 　—“（])$")
_BEFORE_NAMES = frozenset("前每第几图表经纬")
# 前100名, 每10万人, 图5, 北纬30度; 目前12家, 代表约1000人 are counts
_NAME_BEFORE = re.compile("(?:(?:^|[^目此之以年日先当提月学])前|[每第几图]|[东西]经|[南北]纬|(?:^|[^代列])表)$")
_NAME_AFTER = re.compile("圈|不间断|热线|自助|值守|在线|全天候|行动")
# 15分钟便民生活圈, “1小时”通勤圈
_CIRCLE = re.compile(f"”?[^，。；：、（）“”\n0-9]{{0,10}}圈|{_NAME_AFTER.pattern}")


def is_period(text: str, start: int, end: int) -> bool:
    """Whether a number of years, months or days names a stretch of time (近5年, 3年行动, 20日) and not an amount of it."""
    if _FORMER.match(text, end) and _FORMER_BEFORE.search(text, max(0, start - 10), start):
        return False
    if _AMOUNT_BEFORE.search(text, max(0, start - 8), start):
        return _PERIOD_AFTER.match(text, end) is not None and text[end : end + 1] in tuple("来间前后期")
    if text[end - 1] == "日":
        return not text.startswith(("内", "以内", "之内", "前", "游"), end)
    if _PERIOD_BEFORE.search(text, max(0, start - 4), start) or _PERIOD_AFTER.match(text, end):
        return True
    return _CLAUSE_START.search(text, max(0, start - 1), start) is not None and text[end : end + 1] not in tuple(
        "以。；"
    )


def is_name(text: str, start: int, end: int) -> bool:
    """Whether the number belongs to a name or a fixed phrase (15分钟生活圈, 前100名, 24小时值守, 每10万人)."""
    before = text[start - 1 : start]
    if before in _BEFORE_NAMES and _NAME_BEFORE.search(text, max(0, start - 2), start):
        return True
    if before in ("“", "‘") and text[end : end + 1] in ("”", "’"):
        return True
    return (_CIRCLE if text[end - 1] in "钟时" else _NAME_AFTER).match(text, end) is not None
