"""Whose figure it is."""

import pytest

from toolkit.claims import extract_claims

OWN = ("清远市", True)


def scopes(text, place="清远市"):
    return [(claim.place, claim.whole) for claim in extract_claims(text, place=place, report_year=2024, review_year=2023)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("地区生产总值增长5.2%。", [OWN]),
        ("全市地区生产总值增长5.2%，高于全省0.6个百分点。", [OWN, OWN]),
        ("全国地区生产总值增长5.2%，我市增长5.8%。", [("全国", True), OWN]),
        ("全省地区生产总值增长5.2%；一般公共预算收入增长3%。", [("广东省", True), OWN]),
        ("佛冈县生产总值增长7.2%，税收收入增长3%。我市增长5.8%。", [("佛冈县", True), ("佛冈县", True), OWN]),
        ("预计佛冈县生产总值增长7.2%。", [("佛冈县", True)]),
        ("地区生产总值增长5.2%（佛冈县生产总值增长7.2%），一般公共预算收入增长3%。", [OWN, ("佛冈县", True), OWN]),
        ("地区生产总值居全省第5位，增长5.2%。", [OWN, OWN]),
        ("新增全国文明城市2个。", [OWN]),
        ("佛冈至清城高速公路完成投资12亿元。", [("清远市", False)]),
    ],
)
def test_a_name_that_opens_a_clause_owns_its_figures(text, expected):
    assert scopes(text) == expected


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("市本级一般公共预算收入12.3亿元，支出15亿元。", "市本级"),
        ("2023年市级一般公共预算支出52亿元。", "市级"),
        ("县域生产总值增长13.7%左右。", "县域"),
        ("实现县域生产总值增长13.7%。", "县域"),
        ("国家级经开区利用外资、投资分别增长45%、20%。", "国家级经开区"),
        ("湖滨新区税收收入8亿元。", "湖滨新区"),
        ("湖滨新区社会消费品零售总额8亿元。", "湖滨新区"),
        ("8个县区生产总值增长9%。", "清远市"),
        ("六大产业园区完成投资60亿元。", "清远市"),
        ("中心城区固定资产投资60亿元。", "清远市"),
        ("国有企业税收收入6亿元，增长3%。", "清远市"),
        ("阳山县、佛冈县生产总值增长9%。", "阳山县、佛冈县"),
        ("粤北新建项目26个。", "粤北"),
    ],
)
def test_levels_zones_and_parts_are_not_the_whole_place(text, place):
    assert set(scopes(text)) == {(place, False)}


@pytest.mark.parametrize(
    "text",
    [
        "新增市级科技企业孵化器3家。",
        "建成省级示范园区2个、高新区1个。",
        "农村居民人均可支配收入增长6%。",
        "安全市场主体增长5%。",
        "补齐粤北短板，新建项目26个。",
    ],
)
def test_grades_and_words_that_look_like_levels_change_nothing(text):
    assert all(scope == OWN for scope in scopes(text))


def test_a_part_that_leads_a_paragraph_owns_what_names_nobody():
    text = "湖滨新区税收收入8亿元。支出6亿元。\n全市税收收入60亿元。支出80亿元。"
    assert scopes(text) == [("湖滨新区", False)] * 2 + [OWN] * 2


def test_a_heading_about_a_level_owns_its_section():
    text = "（一）全市预算执行情况\n税收收入60亿元。\n（二）市本级预算执行情况\n税收收入20亿元。\n支出30亿元。\n"
    assert scopes(text) == [OWN, ("市本级", False), ("市本级", False)]


@pytest.mark.parametrize(
    "text",
    [
        "加快滨江新区建设。完善基础设施，固定资产投资达到50亿元。",
        "支持佛冈县产业升级，税收收入增长9%。",
        "完成进出口总额44亿元，占全市的60%。",
    ],
)
def test_what_a_paragraph_or_clause_says_of_another_is_not_of_the_whole(text):
    assert scopes(text)[0] == ("清远市", False)


def test_a_heading_about_a_scheme_of_the_whole_place_changes_nothing():
    assert scopes("一、粤北生态经济区建设开局良好\n税收收入60亿元。\n") == [OWN]


def test_the_reports_place_is_named_as_the_caller_names_it():
    assert scopes("罗湖地区生产总值增长5.2%，全市增长6%。", place="深圳市罗湖区") == [("深圳市罗湖区", True), ("深圳市", True)]


def test_without_a_place_a_figure_is_of_nobody_or_of_the_nation():
    assert scopes("我市增长5%，全国增长4%。", place=None) == [(None, True), ("全国", True)]


def test_a_level_that_pays_does_not_own_what_follows():
    paid, followed = extract_claims("市级财政下达9亿元。城镇新增就业5万人。", place="清远市", report_year=2024, review_year=2023)
    assert (paid.place, paid.whole) == ("市级", False)
    assert (followed.place, followed.whole) == ("清远市", True)
