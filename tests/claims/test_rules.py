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
