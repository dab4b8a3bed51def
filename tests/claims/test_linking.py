import pytest

from toolkit.claims import extract_claims
from toolkit.claims.linking import indicator_id
from toolkit.grammar.units import conversion_factor, units
from toolkit.lexicon import read_table


@pytest.mark.parametrize(
    ("indicator", "role", "expected"),
    [
        ("国内生产总值", "level", "地区生产总值"),
        ("国民生产总值", "change", "地区生产总值"),
        ("GDP", "level", "地区生产总值"),
        ("全市生产总值", "level", "地区生产总值"),
        ("GDP总量", "level", "地区生产总值"),
        ("固定资产投资的预期目标", "level", "固定资产投资"),
        ("高技术制造业实际使用外资", "change", None),
        ("综保区进出口", "level", None),
        ("经济", "change", "地区生产总值"),
        ("经济", "level", None),
        ("地方财政收入", "level", "一般公共预算收入"),
        ("全省规上工业增加值", "change", "规模以上工业增加值"),
        ("单位GDP能耗", "change", "单位地区生产总值能耗"),
        ("优良天数比例", "level", "空气质量优良天数比率"),
        ("细颗粒物（PM2.5）年均浓度", "level", "PM2.5"),
        ("行政处罚案件", "level", "行政处罚案件"),
        ("市本级一般公共预算收入", "level", None),
        ("民营经济发展", "level", None),
        ("农业生产总值", "level", "农业总产值"),
        ("全社会研发投入占GDP的比重", "level", "研发经费投入强度"),
        ("研发经费支出占地区生产总值比重", "level", "研发经费投入强度"),
        ("登记在册的市场主体", "level", "经营主体"),
        ("决定罚款", "level", "罚款"),
        ("社会消费品零售总额、固定资产投资", "change", "社会消费品零售总额;固定资产投资"),
    ],
)
def test_standard_indicators(indicator, role, expected):
    assert indicator_id(indicator, role) == expected


def test_the_place_of_the_figure_is_no_part_of_the_indicator():
    assert indicator_id("泸州经济总量", "level", place="泸州市") == "地区生产总值"


def test_every_name_stands_for_one_indicator():
    names = [name for row in read_table("indicators.tsv") for name in {row["indicator"], *row["variants"].split("|")} - {""}]
    assert len(names) == len(set(names))
    assert len(read_table("indicators.tsv")) >= 150


def test_units_convert_to_their_base_and_back():
    for unit in units().values():
        assert conversion_factor(unit.name, unit.base) * conversion_factor(unit.base, unit.name) == pytest.approx(1)


@pytest.mark.parametrize(
    "text",
    [
        "成绩很大。进出口总额、实际利用外资分别增长8%和6%。",
        "引进域外资金和实际利用外资分别增长8%、6%。",
        "成绩很大：进出口、实际使用外资增长8%、6%。",
    ],
)
def test_the_first_figure_of_a_list_is_not_of_its_last_member(text):
    first, last = extract_claims(text, place="清远市", report_year=2024, review_year=2023)
    assert first.indicator_id != "实际利用外资"
    assert last.indicator_id == "实际利用外资"


def test_figures_of_a_list_are_of_its_members():
    text = "社会消费品零售总额、固定资产投资、进出口总额分别增长8%、6%和5%。"
    claims = extract_claims(text, place="清远市", report_year=2024, review_year=2023)
    assert [claim.indicator_id for claim in claims] == ["社会消费品零售总额", "固定资产投资", "进出口总额"]
    text = "接待国内游客17万人次、入境游客9万人次，旅游收入14亿元，分别增长8%、6%和5%。"
    claims = extract_claims(text, place="清远市", report_year=2024, review_year=2023)
    assert [claim.indicator_id for claim in claims][-2:] == ["接待入境游客", "旅游收入"]


def test_new_farmland_is_not_the_farmland_there_is():
    assert indicator_id("新建高标准农田", "level") == "新建高标准农田"
    assert indicator_id("高标准农田面积", "level") == "高标准农田"
