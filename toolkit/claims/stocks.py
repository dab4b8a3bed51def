"""What a figure is of in time: a part of a year, a state at a moment, or what came about."""

import re

from toolkit.claims.cases import Case
from toolkit.document import Grain
from toolkit.grammar.numerals import COUNT

__all__ = ["RISING_FROM", "grain", "is_stock"]

_BARE_SPAN = re.compile(f"[{COUNT}两0-9]{{1,2}}年")
RISING_FROM = re.compile("由(?!于)|从")
# 五年间的产量合计，粮食为90亿斤: the sums are told one by one.
_SUMS = re.compile("(?:合计|总计|累计)[，：][^。；]*$")
_FLOW = re.compile(
    "新增|新建|累计|合计|总计|年均|改造|完成|投资|发放|安排|建成(?!区)|下达|补助|安置|搬迁|解决|减免|减税|实施|培训|取得|出版|印|新设|引进|取消"
    "|投入|实现|办理|出台|制定|获|打通|新组建|拆除|转移就业|脱贫|查处|破获|帮助|筹集|争取|退出|关闭|淘汰"
)
_REACHED = re.compile(
    "(?:达到?|为|是|有|共有|拥有|建有|突破|超过|覆盖|占|居|位居|列|排|稳居|提高到|增加到|增至|升至|降至|降到|至|到|缩小[到至]|超"
    "|稳定在|保持在|跨越|跨上|迈上|跃上)[^，。；0-9]{0,6}$"
)
_STATE = re.compile(
    "(?:率|比重|占比|比例|余额|总数|总量|指数|寿命|保有量|拥有量|常住人口|总人口|户籍人口|里程|规模)"
    "(?:分别)?(?:已|均|平均)?(?:达到?|为|是|超过|突破|超|近|约)?[^，。；]{0,3}$"
)
# 研发投入占比达2.8%: a share is of the last year, whatever it is a share of.
_RATE = re.compile("(?:率|占比|比重|强度)(?:分别|已|均)?(?:达到?|为|是|超过?|突破|稳定在|保持在)?$")
_SHARES = ("%", "‰")
_RISEN = re.compile("(?:增长|提高|上升|下降|降低|减少)(?:分别)?为?$")
# 五年来，教育支出突破90亿元: of money that was spent it is not known whether it is a year's or all.
_SPENT = re.compile("支出(?:突破|超过?|近|约)[^，。；0-9]{0,3}$")
_HELD = re.compile("余额|常住人口|户籍人口|总人口|保有量|拥有量|总数|现有|已有|共有|拥有|实有|库存")


def grain(case: Case) -> Grain:
    """Return whether a figure is of a part of a year, a moment, or the whole year."""
    part, time = case.part, case.time
    stands = part is not None and (time is None or part.start >= time.start - 1 or time.kind == "basis")
    if part is not None and stands and part.grain not in ("year", "moment"):
        return part.grain
    if case.role == "level" and ((part is not None and stands and part.grain == "moment") or _HELD.search(case.clause)):
        return "moment"
    return "year"


def is_stock(case: Case) -> bool:
    """Return whether a figure is a state reached at the end of a span rather than what came about during it."""
    if case.role == "rank":
        return True
    if case.role == "level" and case.unit in _SHARES and _RATE.search(case.stem):
        return True
    if case.role != "level" or _RISEN.search(case.stem) or _FLOW.search(case.clause) or _SUMS.search(case.before):
        return False
    if _SPENT.search(case.stem):
        return False
    # 五年利用外资超过8亿美元 is a sum; 五年来，产值突破8亿元 is not.
    if case.own and case.time is not None and _BARE_SPAN.fullmatch(case.time.text) and not RISING_FROM.search(case.stem):
        return False
    return bool(_REACHED.search(case.stem) or _STATE.search(case.stem))
