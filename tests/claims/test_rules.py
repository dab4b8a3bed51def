"""Every rule of the clause reads its own example."""

import pytest

from toolkit.claims.figures import read_figures
from toolkit.claims.indicators import INDICATOR_RULES
from toolkit.claims.roles import ROLE_RULES
from toolkit.places import parse_text


def last_reading(text):
    *_, figure = read_figures(parse_text(text, place="清远市", year=2024))
    return figure.reading


@pytest.mark.parametrize("rule", INDICATOR_RULES, ids=lambda rule: rule.name)
def test_indicator_rules_read_their_examples(rule):
    reading = last_reading(rule.example)
    assert (reading.rules[0], reading.indicator) == (rule.name, rule.gives)


@pytest.mark.parametrize("rule", ROLE_RULES, ids=lambda rule: rule.name)
def test_role_rules_read_their_examples(rule):
    reading = last_reading(rule.example)
    assert (reading.rules[1], f"{reading.role} {reading.direction or ''}".strip()) == (rule.name, rule.gives)


@pytest.mark.parametrize("rules", [INDICATOR_RULES, ROLE_RULES])
def test_names_of_rules_are_unique(rules):
    assert len({rule.name for rule in rules}) == len(rules)


@pytest.mark.parametrize(
    ("text", "indicators"),
    [
        ("新建生态廊道[12]3条。", ["新建生态廊道"]),
        ("第一、二、三产业增加值分别增长2.1%、5.3%和6.4%。", ["第一产业增加值", "第二产业增加值", "第三产业增加值"]),
        ("天然气管网、宽带网络覆盖率分别达到71%和88%。", ["天然气管网覆盖率", "宽带网络覆盖率"]),
        ("对欧洲和大洋洲的出口分别增长3.2%和4.1%。", ["欧洲的出口", "大洋洲的出口"]),
        ("新组建3个市级和9个镇级专职巡护队伍。", ["新组建市级专职巡护队伍", "镇级专职巡护队伍"]),
        ("补助标准由年人均160元提高到210元。", ["补助标准", "补助标准"]),
        ("新开工安置住房420套，建成310套。", ["新开工安置住房", "建成安置住房"]),
        ("收到信息公开申请31件，其中予以公开24件，无法提供3件。", ["信息公开申请", "予以公开申请", "无法提供申请"]),
        ("林区整治工程新增造林面积42万亩。", ["新增造林面积"]),
        ("一、二、三产增加值分别增长4.2%、7.1%和5%。", ["一产增加值", "二产增加值", "三产增加值"]),
        ("学前教育、高中教育覆盖面分别达61%、72%。", ["学前教育覆盖面", "高中教育覆盖面"]),
        ("三次产业比优化为12：35：53。", ["三次产业比"] * 3),
        ("提高退休人员养老金标准，每月人均增加90元。", ["退休人员养老金标准"]),
        ("保护3万亩耕地、2万亩永久基本农田。", ["耕地", "永久基本农田"]),
        ("城乡居民低保标准分别提高4.2%、6.1%。", ["城镇居民低保标准", "农村居民低保标准"]),
        ("城乡低保标准稳步提高，分别增长4%、5%。", ["城镇低保标准", "农村低保标准"]),
        ("国家级、自治区级、市级示范校分别增至2个、9个、31个。", ["国家级示范校", "自治区级示范校", "市级示范校"]),
        ("万元GDP建设用地3.1平方米，下降2.3%。", ["万元GDP建设用地"] * 2),
        ("三产比例由上年的12：40：48调为11：40：49。", ["三产比例"] * 6),
        ("粮、经、饲比例调整为40：35：25。", ["粮、经、饲比例"] * 3),
        ("地均税收为每平方公里2.4亿元，是全市平均水平的2倍。", ["地均税收"] * 2),
        ("绿化优良率92.1%，高于省定目标3个百分点。", ["绿化优良率"] * 2),
        ("工业投资完成320亿元，超“十三五”目标20亿元。", ["工业投资"] * 2),
        ("财政收支总量从年初预算的31亿元调整为33亿元。", ["财政收支总量"] * 2),
        ("森林蓄积量60万立方米、占全省总量的5%，220千伏东坪变电站开工。", ["森林蓄积量", "森林蓄积量", "东坪变电站"]),
        ("设立的3只基金总规模达5.2亿元。", ["设立基金", "基金总规模"]),
        ("旅游业恢复较快。实现增加值30亿元，增长9%。", ["旅游业增加值"] * 2),
        ("建筑业增长势头强劲，完成增加值12亿元。", ["建筑业增加值"]),
        ("新增专精特新企业9家，总数达41家。", ["新增专精特新企业", "专精特新企业总数"]),
        ("工业增加值增长7%，总量和增速均居全市第二。", ["工业增加值", "工业增加值总量和增速"]),
        ("受理申请23件，办结21件。", ["受理申请", "办结申请"]),
        ("答复率为100%，满意率97%。", ["答复率", "满意率"]),
        ("提出法律意见120条，涉及金额2亿元。", ["提出法律意见", "涉及金额"]),
        ("万元GDP能耗下降3%，水耗下降5%。", ["万元GDP能耗", "万元GDP水耗"]),
        ("每吨水泥的综合电耗由95千瓦时电下降到88千瓦时电。", ["每吨水泥的综合电耗"] * 2),
        ("当年结余2亿元，上年结转3亿元。", ["当年结余", "上年结转"]),
        ("拥有3A级以上景区12个，其中5A级景区2个、4A级景区5个。", ["3A级以上景区", "5A级景区", "4A级景区"]),
    ],
)  # fmt: skip
def test_indicators_are_named_in_full(text, indicators):
    figures = read_figures(parse_text(text, place="清远市", year=2024))
    assert [figure.reading.indicator for figure in figures] == indicators


@pytest.mark.parametrize(
    ("text", "indicator"),
    [
        ("完成60万平方米老旧小区管网改善工程。", "老旧小区管网改善工程"),
        ("启用24台社保自助服务终端。", "社保自助服务终端"),
        ("14个项目全部建成。", "项目"),
        ("为2.6万名老人发放津贴。", "老人"),
        ("全年共有7个台风在我国登陆。", "在我国登陆台风"),
        ("5个县财政收入增长。", "县"),
        ("企业环境指数在全省各市中排名第九。", "企业环境指数"),
        ("代表队在全省职工技能竞赛中荣获第三名。", "职工技能竞赛"),
        ("公用经费在年初预算的基础上压缩8%。", "公用经费"),
        ("市级预算安排预备费6亿元。", "预备费"),
    ],
)
def test_indicator_ends_where_something_else_is_said(text, indicator):
    assert last_reading(text).indicator == indicator
