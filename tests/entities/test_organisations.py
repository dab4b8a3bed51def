"""Organisations: full, short and proper names."""

from functools import partial

import pytest

import toolkit as tk

extract_entities = partial(tk.extract_entities, engine="rules")


def organisations(text, **options):
    return [e.text for e in extract_entities(text, **options) if e.type == "ORG"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("在市委、市政府领导下", ["市委", "市政府"]),
        ("落实党中央、国务院和省委省政府部署", ["党中央", "国务院", "省委", "省政府"]),
        ("向市人大常委会报告，听取市政协意见", ["市人大常委会", "市政协"]),
        ("由市生态环境局牵头，省财政厅配合", ["市生态环境局", "省财政厅"]),
        ("清远市中级人民法院和清新区人民检察院", ["清远市中级人民法院", "清新区人民检察院"]),
        ("国家统计局清远调查队", ["国家统计局清远调查队"]),
        ("清远职业技术学院与清远市人民医院", ["清远职业技术学院", "清远市人民医院"]),
        ("引进青禾智能科技有限公司", ["青禾智能科技有限公司"]),
        ("自治区党委、自治区人民政府", ["自治区党委", "自治区人民政府"]),
        ("科技部、国家发展改革委", ["科技部", "国家发展改革委"]),
        ("中华人民共和国水利部，中国人民银行营业管理部", ["中华人民共和国水利部", "中国人民银行营业管理部"]),
        ("中国盐湖扩建，中国航发来访", ["中国盐湖", "中国航发"]),
        # A firm in the name of its plant or project is none; one that does something is.
        ("比亚迪清远电池项目竣工，比亚迪投资建设新项目", ["比亚迪"]),
        # Departments that no list holds: level or place, domain, noun of an organ.
        ("数据来自市投促局、市渔港建设管理局", ["市投促局", "市渔港建设管理局"]),
        ("清远轨道交通办公室挂牌", ["清远轨道交通办公室"]),
        ("国家税务总局清远市税务局", ["国家税务总局清远市税务局"]),
        ("中国建设银行清远分行", ["中国建设银行清远分行"]),
        ("在中共清远市委领导下，市政府党组带头", ["中共清远市委", "市政府党组"]),
        ("落实市九届人大决议", ["市九届人大"]),
        ("政协清远市委员会、共青团清远市委员会", ["政协清远市委员会", "共青团清远市委员会"]),
        ("中国共产党清远市委员会组织部", ["中国共产党清远市委员会组织部"]),
        ("清远市人民政府驻广州办事处，洲心街道办事处", ["清远市人民政府驻广州办事处", "洲心街道办事处"]),
        ("市第三人民医院、市第一小学、市渔业投资集团", ["市第三人民医院", "市第一小学", "市渔业投资集团"]),
        ("支持工会、共青团、妇联、工商联发挥作用", ["工会", "共青团", "妇联", "工商联"]),
        ("成立渔港建设管理局", ["渔港建设管理局"]),
        # Firms by their short names.
        ("支持青禾、蓝鹭等龙头企业", ["青禾", "蓝鹭"]),
        ("引进松湖银行，蓝鹭集团投产", ["松湖银行", "蓝鹭集团"]),
    ],
)
def test_organs_courts_schools_companies(text, expected):
    assert organisations(text, place="清远市", year=2023) == expected


@pytest.mark.parametrize(
    "text",
    [
        "有关部门、各级政府和各县（市、区）政府要抓好落实",
        "全市生态环境部门和教育部门加强协作，科技部门跟进",
        "企业、高校、医院、学校共同参与",
        "召开市委全会和市政府常务会议",
        "政府性基金预算，地方政府债券，园区政务",
        "国家重点实验室和工程技术研究中心",
        "事关发展全局，加快形成新格局，优化市场布局",
        "市政府常务会研究，市政府第九次常务会议通过",
        "完善工会组织，发展畜牧业，私人控股企业增长",
        "各区中学和城市小学，市场化集团化经营",
        "本市政府债务余额下降，支持文化、旅游等企业",
    ],
)
def test_collectives_and_meetings_are_none(text):
    assert organisations(text, place="清远市", year=2023) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("市委印发", "清远市委"),
        ("省生态环境厅印发", "广东省生态环境厅"),
        ("清远市生态环境局印发", "清远市生态环境局"),
        ("科技部印发", "科学技术部"),
        ("市投促局印发", "清远市投促局"),
        ("中共清远市委印发", "清远市委"),
        ("政协清远市委员会印发", "政协清远市委员会"),
    ],
)
def test_short_forms_are_completed_by_the_own_place(text, name):
    (found,) = [e for e in extract_entities(text, place="清远市", year=2023) if e.type == "ORG"]
    assert found.name == name


def test_without_the_own_place_a_short_form_stays_short():
    (found,) = extract_entities("省生态环境厅印发")
    assert found.name == "省生态环境厅"


def test_a_place_within_a_name_is_not_an_entity_of_its_own():
    found = extract_entities("清远市生态环境局在连南县调研", place="清远市", year=2023)
    assert [(e.text, e.type) for e in found] == [("清远市生态环境局", "ORG"), ("连南县", "PLACE")]
