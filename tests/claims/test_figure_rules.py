"""The wording around a figure: every rule of figure_rules.tsv has the effect that its example shows."""

import pytest

from toolkit.claims import extract_claims
from toolkit.lexicon import read_table

RULES = read_table("figure_rules.tsv")
PLAIN = "2023年，全市地区生产总值增长6.1%，一般公共预算收入52亿元，城镇新增就业3.2万人，城镇调查失业率5.1%。"


def figure(text, written):
    claims = extract_claims(text, place="清远市", report_year=2024, review_year=2023)
    return next(claim for claim in claims if claim.text == written)


@pytest.mark.parametrize("row", RULES, ids=[row["name"] for row in RULES])
def test_the_example_of_a_rule_has_its_effect(row):
    claim = figure(row["example"], row["figure"])
    effects = {
        "other": claim.indicator_id is None,
        "plan": claim.indicator_id is None or claim.modality == "target",
        "several": claim.grain == "several",
        "part": not claim.whole,
        "basis": claim.basis is not None,
    }
    assert effects[row["effect"]]


def test_plain_figures_are_of_the_indicator_itself():
    claims = extract_claims(PLAIN, place="清远市", report_year=2024, review_year=2023)
    assert [(claim.indicator_id, claim.grain, claim.whole, claim.basis) for claim in claims] == [
        ("地区生产总值", "year", True, None),
        ("一般公共预算收入", "year", True, None),
        ("城镇新增就业", "year", True, None),
        ("城镇调查失业率", "year", True, None),
    ]


@pytest.mark.parametrize(
    ("text", "written", "grain"),
    [
        ("一季度地区生产总值增长4.9%。", "4.9%", "quarter"),
        ("上半年地区生产总值增长4.9%。", "4.9%", "half"),
        ("2023年1—9月，地区生产总值同比增长4.9%。", "4.9%", "month"),
        ("面对一季度的困难局面，全年地区生产总值仍增长5.2%。", "5.2%", "year"),
        ("全年地区生产总值增长5.2%，其中四季度明显回升。", "5.2%", "year"),
    ],
)
def test_a_part_of_the_year_is_no_year(text, written, grain):
    assert figure(text, written).grain == grain


@pytest.mark.parametrize(
    ("text", "written", "whole"),
    [
        ("进出口总额54亿美元，其中对东盟增长44%。", "44%", False),
        ("财政总收入60亿元，其中税收收入31亿元，增长4%。", "4%", True),
        ("固定资产投资增长8%，其中工业增长11%。", "11%", True),
        ("一般公共预算收入（其中税收占七成）完成52亿元。", "52亿元", True),
    ],
)
def test_what_follows_among_them_is_a_part_of_another_indicator(text, written, whole):
    assert figure(text, written).whole is whole


@pytest.mark.parametrize(
    ("text", "written", "standard"),
    [
        ("地方财政一般预算收入35亿元。", "35亿元", "一般公共预算收入"),
        ("研发经费投入占地区生产总值比重达到2.1%。", "2.1%", "研发经费投入强度"),
        ("城镇居民人均可支配收入和农村居民人均可支配收入均增长7%。", "7%", "城镇居民人均可支配收入;农村居民人均可支配收入"),
        ("地均GDP达3.2亿元/平方公里。", "3.2亿元/平方公里", None),
        ("县域生产总值增长13.7%左右。", "13.7%左右", "地区生产总值"),
        ("粮食总产量1640亿斤，占全国增量的66.3%。", "66.3%", None),
    ],
)
def test_names_are_linked_to_standard_indicators_in_their_clause(text, written, standard):
    assert figure(text, written).indicator_id == standard


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("2023年，累计建成高速公路350公里。", "350公里"),
        ("2023年，新增规上企业30家，高新技术企业达到520家。", "520家"),
        ("2023年，城乡低保标准提高到600元。", "600元"),
        ("2023年，城镇新增就业6万人、失业人员再就业2万人。", "2万人"),
        ("2023年，办理省人大代表建议93件。", "93件"),
        ("2023年，地方财政一般预算收入52亿元，其中地方税收30亿元。", "52亿元"),
        ("2023年，每个县都有突破，全市城镇新增就业3万人。", "3万人"),
    ],
)
def test_what_looks_alike_is_of_the_indicator_itself(text, written):
    claim = figure(text, written)
    assert claim.indicator_id is not None
    assert claim.whole
