"""Where a place name is part of another name: of a road, a plant, an event, a title, a brand."""

import re

from toolkit.grammar.numerals import COUNT

__all__ = ["in_other_name"]

_WITHIN = "(?:(?!举办|召开|参加|承办|开展|出席|加快|推进|建设|发布|成为|获)[一-龥A-Za-z0-9]){0,10}?"
_AFTER = re.compile(
    f"[东南西北中]?(?:大道|大街|快速路|立交|互通|收费站)|[{COUNT}]?[路街](?![径线网人由道上面灯区])"
    "|(?:发电厂|电厂|水电站|电站|核电|热电|炼化|炼油|变电|水利枢纽|航电枢纽|航运枢纽|污水处理厂|污水厂|净水厂|水厂|化工厂|造纸厂|煤矿"
    "|石化(?!产业|园|基地|工业)|钢铁厂|钢厂|油田|气田|铁矿|铜矿|风电|光伏)"
    f"|{_WITHIN}(?:博览会|艺术节|文化节|电影节|音乐节|旅游节|美食节|运动会|冬奥会|亚运会|奥运会|世博会|论坛|峰会|洽谈会|交易会|座谈会|推介会|博洽会"
    "|马拉松|锦标赛|邀请赛|公开赛|大赛|巡回赛|挑战赛|联赛|统计年鉴|年鉴)"
    "|(?:语|话|菜系|戏|剧)(?![一-龥]{0,2}[路街])|[里坊巷庄苑](?:社区|小区)"
    f"|战役|会战|起义|事变|第?[{COUNT}0-9]{{1,3}}届(?:人民代表大会(?!常务委员会)|人大(?!常委会)|政协|委员会|党代会|全委会|常委会)"
    "|—[一-龥]{2,6}?(?:博览会|论坛|峰会|社会发展)"
)
_NATION_AFTER = re.compile(
    "[一-龥]{0,12}?(?:十大|最具|最佳|最美|最强|百强|之都|之乡|名城|名镇|名村|老字号|驰名商标|名牌|品牌|500强|旅游年|大奖|金奖|新闻奖|奖(?!励)|盛典|示范城市)"
    "|[（(][一-龥]{2,6}[）)](?!自由)|[一-龥]{2,12}?(?:实验区|试验区|示范区|中心|基地|系统)"
)
_LINE_AFTER = re.compile("[东南西北中]?线?(?:高铁|高速|铁路|城际|客专|动车|快线|大桥|隧道|公路|跨海通道|通道|线(?![上下索路]))")
_SHORT_REGION = 3
"""Characters of a region that a line may be called after (成渝高铁)."""
_TITLE_AFTER = re.compile("[一-龥]{0,4}?(?:之都|之乡|老字号)")
_BEFORE = re.compile(f"(?:第[{COUNT}0-9]{{1,3}}[届次]|首届|G20)$")
_BRAND = re.compile("[^”“，。、；：\n]{1,16}”")
_CLOSED = re.compile("[省市县区州]?[^”“，。]{0,12}?(?:区|带|圈|群|工程|行动|计划|战略|经验|模式|精神)”")


def in_other_name(text: str, start: int, end: int, *, nation: bool, region: bool = False) -> bool:
    """Whether the name at text[start:end] belongs to a name of something that is no place.

    Examples
    --------
    >>> in_other_name("清远大道通车", 0, 2, nation=False), in_other_name("清远道路通车", 0, 2, nation=False)
    (True, False)
    """
    if _AFTER.match(text, end) or _BEFORE.search(text, max(0, start - 6), start):
        return True
    if region and end - start <= _SHORT_REGION and text[end - 1] != "角" and _LINE_AFTER.match(text, end):
        return True
    if (_NATION_AFTER if nation else _TITLE_AFTER).match(text, end):
        return True
    return nation and text[start - 1 : start] == "“" and bool(_BRAND.match(text, end)) and not _CLOSED.match(text, end)
