"""When a figure holds: modality, year and grain of the last figure of short texts of our own, read as a report of 2024 on 2023."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.claims import extract_claims

ANNUAL = {"place": "清远市", "report_year": 2024, "review_year": 2023}
DECEMBER = {"place": "清远市", "report_year": 2023, "review_year": 2023}
PLAN = {"place": "清远市", "report_year": 2021, "review_year": None}
UNKNOWN = {"place": "清远市", "report_year": None, "review_year": None}


def dated(text, **facts):
    return [(claim.text, claim.modality, claim.year, claim.grain) for claim in extract_claims(text, **(ANNUAL | facts))]


def last(text, **facts):
    return dated(text, **facts)[-1][1:]


@pytest.mark.parametrize("named", ["到“十四五”末", "到2025年", "到十四五末", "到“十四五”期末"])
def test_the_end_of_a_plan_holds_in_the_next_sentence(named):
    assert last(f"工业稳步增长。{named}，实力进一步提升。粮食产量达到300万吨。") == ("target", 2025, "year")


def test_goals_of_a_nearer_year_are_named_behind_those_of_a_farther():
    text = "智能制造发展规划\n到2025年，企业基本实现数字化；到2035年，全面实现智能化。\n2025年的主要目标：\n——供给增强。市场满足率超过70%。"
    assert last(text, **PLAN)[:2] == ("target", 2025)


def test_goals_of_the_nation_are_not_those_of_a_plan():
    text = "规划明确了我国到2050年建成强国的目标。\n\n培育新动力。\n到“十四五”末，研发投入强度达到2.6%左右。"
    assert last(text, **PLAN)[:2] == ("target", 2025)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # the halves of a report
        ("一、2023年工作回顾\n建成公园12个。\n二、2024年工作安排\n建成公园15个。", ("target", 2024, "year")),
        ("2024年政府工作报告\n一年来，成绩显著。\n建成公园12个。", ("actual", 2023, "year")),
        ("今年经济社会发展的主要预期目标是：\n生产总值增长6%左右。\n新增就业2.5万人。", ("target", 2024, "year")),
        ("团结奋进，完成2023年目标任务。\n一、圆满完成2023年目标任务\n建成公园12个。", ("actual", 2023, "year")),
        ("七是为民办好十件实事。\n（1）新修水渠34公里。\n（2）改造校舍12所。", ("target", 2024, "year")),
        ("二、2024年工作安排\n建成公园15个。\n名词解释\n[1]双减：全市有校外机构82家。", ("actual", 2023, "year")),
        ("一、“十五”各项目标任务提前实现\n建成公园12个。", ("actual", 2023, "year")),
        ("一、主要预期任务超额完成\n建成公园12个。", ("actual", 2023, "year")),
        ("三、确保主要目标全面实现\n建成公园12个。", ("target", 2024, "year")),
        ("一、2023年的工作和2024年的奋斗目标\n2023年，各项工作取得了新的成绩。\n建成公园12个。", ("actual", 2023, "year")),
        ("二、2024年的任务\n过去的一年，我们成绩不小。建成公园12个。", ("actual", 2023, "year")),
        ("二、2024年的任务\n过去的一年，我们成绩不小。\n建成公园12个。", ("target", 2024, "year")),
        ("二、2024年的任务\n（一）切实抓好“三农”工作，夯实农业农村发展基础\n新建粮仓12座。", ("target", 2024, "year")),
        ("三、改善民生\n去年，实事办结。今年，任务更重。\n（1）保供应\n新建大棚12万亩。", ("target", 2024, "year")),
        ("（二）坚持以人为本\n今年要办好八件实事。\n一是扩大就业。安置下岗人员7万人。\n二是修路。新修公路150公里。",
         ("target", 2024, "year")),
        ("兵团各项事业全面进步。\n预期生产总值增长10%。", ("target", 2024, "year")),
        # several years
        ("五年来，面貌一新。\n各位委员！2023年，我们攻坚克难。建成公园12个。", ("actual", 2023, "year")),
        ("二、2024年工作安排\n今后五年，前景广阔。今年要开好头。\n主要目标是：税收增长6%。", ("target", 2024, "year")),
        ("一、过去五年工作回顾\n——财力增强。去年，税收比2018年翻了一番。新建校舍12所。", ("actual", None, "several")),
        ("2019年到2023年五年间的产量合计，小麦为90万吨。", ("actual", None, "several")),
        ("2023年同2018年相比，小麦产量增长40%。", ("actual", 2023, "several")),
        ("一、过去五年工作回顾\n（一）城乡面貌一新。新建公路820公里。", ("actual", None, "several")),
        ("一、过去五年工作回顾\n（一）城乡面貌一新。覆盖率达到93%。", ("actual", 2023, "moment")),
        ("一、过去五年工作回顾\n刚刚过去的2023年，我们攻坚克难。\n新建公路96公里。", ("actual", 2023, "year")),
        ("一、本届政府和2023年工作回顾\n六年来，面貌一新。\n（一）产业升级。引进项目120个。", ("actual", None, "several")),
        ("一、“十三五”实现良好开局\n新建公路96公里。", ("actual", 2023, "year")),
        ("过去五年，我们主要做了以下工作：\n——民生改善。新增就业8.2万人。\n——生态好转。造林12万亩。", ("actual", None, "several")),
        ("“十四五”规划主要目标任务圆满完成。\n——民生改善。新增就业8.2万人。", ("actual", None, "several")),
        ("这是面貌一新的五年。新增就业8.2万人。", ("actual", None, "several")),
        ("2021年以来，引进项目120个。", ("actual", None, "several")),
        ("2022年6月以来，引进项目120个。", ("actual", None, "several")),
        ("2023年以来，引进项目120个。", ("actual", 2023, "year")),
        ("水质30年来首次达标，建成水库62座。", ("actual", 2023, "year")),
        ("近年来口碑渐好，接待游客80万人次。", ("actual", 2023, "year")),
        ("学前三年毛入园率达到95%。", ("actual", 2023, "year")),
        ("提前两年完成任务，引进企业11家。", ("actual", 2023, "year")),
        ("出台《实施方案（2021—2025年）》，引进企业11家。", ("actual", 2023, "year")),
        ("图3 2019—2023年产量\n全市引进企业11家。", ("actual", 2023, "year")),
        ("2023年产值达96亿元，年均增长10.2%。", ("actual", None, "several")),
        ("产值、税收分别达96亿元、12亿元，年均增长10.2%、11.3%。", ("actual", None, "several")),
        ("PM2.5年平均浓度21微克/立方米。", ("actual", 2023, "year")),
        ("两年平均增长5.1%。", ("actual", None, "several")),
        ("连续三年增幅保持9%。", ("actual", None, "several")),
        # bases
        ("产值比2015年增长40%。", ("actual", 2023, "several")),
        ("产值是“十三五”末的1.6倍。", ("actual", 2023, "several")),
        ("五年来，投资30亿元，是“十二五”的1.4倍。", ("actual", None, "several")),
        ("产值达1369亿元，较“十三五”末的932亿元增加。", ("actual", None, "year")),
        ("产值由2.1亿元增加到3.4亿元。", ("actual", 2023, "year")),
        ("覆盖率从上年的68%提升至全省前列。", ("actual", 2022, "year")),
        ("产值由2018年的82亿元增加到93亿元，税收5亿元。", ("actual", 2023, "year")),
        ("收入与上年持平，投资增长4%。", ("actual", 2023, "year")),
        ("五年来，面貌一新。支农资金4.7亿元，比上年增长4%。", ("actual", 2023, "year")),
        # plans of the year under review, results told against them
        ("收入预算250亿元，实际完成234亿元。", ("actual", 2023, "year")),
        ("收入212亿元，为年初预算202亿元的105%。", ("actual", 2023, "year")),
        ("生产总值增长5.2%，超过年初预期目标0.2个百分点。", ("actual", 2023, "year")),
        ("消费价格上涨0.4%，低于3%的预期目标。", ("target", 2023, "year")),
        ("生产总值增长4.5%，价格上涨1.9%，低于3%的预期目标。", ("target", 2023, "year")),
        ("完成产值13.7亿元左右，实现收入63.5亿元，增长21%。", ("actual", 2023, "year")),
        ("产值较“十三五”末增加4亿元，增长33%。", ("actual", 2023, "several")),
        ("到2023年底共有林地1469公顷。全年木材产量2.4万立方米。", ("actual", 2023, "year")),
        ("我国在一九〇七年建成首座铁厂，当年产量八千五百吨。", ("actual", 1907, "year")),
        ("失业率3.5%，控制在预期4.2%以内。", ("target", 2023, "year")),
        # forecasts
        ("预计全年生产总值增长5%；投资增长7%，居全省第3。", ("estimate", 2023, "year")),
        ("生产总值增长6.5%（预计，下同）。", ("estimate", 2023, "year")),
        ("利润好于预计，增长4%。", ("actual", 2023, "year")),
        ("二、2024年预算草案\n全市收入预计95亿元。", ("target", 2024, "year")),
        ("二、2024年预算草案\n收入92亿元，加上上年结余16亿元，总收入108亿元。", ("target", 2024, "year")),
        # times to come
        ("二、2024年工作安排\n力争到2027年，产值达到80亿元。", ("target", 2027, "year")),
        ("今后五年的目标是：\n绿地率达到40%。", ("target", 2028, "year")),
        ("“十五五”时期，城镇新增就业50万人以上。", ("target", None, "several")),
        ("去年已改造12所，今年要改造15所。", ("target", 2024, "year")),
        ("到本世纪末达到小康，今年要改造15所。", ("target", 2024, "year")),
        # parts of a year and moments
        ("上半年投资增长4%。", ("actual", 2023, "half")),
        ("2023年1—11月，投资增长4%。", ("actual", 2023, "month")),
        ("前三季度投资增长4%，全年投资增长5%。", ("actual", 2023, "year")),
        ("今年一季度投资增长4%。", ("actual", 2024, "quarter")),
        ("年末存款余额82亿元。", ("actual", 2023, "moment")),
        ("常住人口82.1万人。", ("actual", 2023, "moment")),
        ("存款余额82亿元，比年初增加5亿元。", ("actual", 2023, "year")),
    ],
)
def test_report_of_january(text, expected):
    assert last(text) == expected


@pytest.mark.parametrize(
    ("facts", "text", "expected"),
    [
        (DECEMBER, "一、2023年工作回顾\n建成公园12个。\n二、2024年工作安排\n建成公园15个。", ("target", 2024, "year")),
        (DECEMBER, "今年以来，建成公园12个。", ("actual", 2023, "year")),
        (DECEMBER, "明年要建成公园15个。", ("target", 2024, "year")),
        (PLAN, "“十四五”时期主要目标：\n到2025年，绿地率达到40%。\n森林覆盖率达到62%。", ("target", 2025, "year")),
        (PLAN, "一、目标\n到2025年，绿地率达到40%。\n二、任务\n新建公园12个。", ("target", 2025, "year")),
        (PLAN, "第一条 为了保护环境，制定本条例。\n第二条 处五千元以上罚款。\n第三条 在三十日内答复。", ("target", None, "year")),
        (UNKNOWN, "力争新建校舍12所。", ("target", None, "year")),
        (UNKNOWN, "新建校舍12所。", ("actual", None, "year")),
    ],
)
def test_other_documents(facts, text, expected):
    assert last(text, **facts) == expected


def test_the_first_value_of_a_change_has_the_year_it_names():
    assert dated("入园率由2018年的82.1%提高到93.4%。") == [("82.1%", "actual", 2018, "year"), ("93.4%", "actual", 2023, "year")]
    assert dated("同2015年相比，户籍人口由82.1万人增加到93.4万人。")[0][:3] == ("82.1万人", "actual", 2015)


def test_every_part_of_a_ratio_has_the_year_of_the_ratio():
    assert [year for _, _, year, _ in dated("三次产业结构由2019年的9:38:53调整为8:37:55。")] == [2019] * 3 + [2023] * 3


def test_a_plan_that_is_announced_among_results():
    assert last("一、去年工作回顾\n考虑到各种需要，今年全市计划：产值比上年增长9%，其中工业增长11%。") == ("target", 2024, "year")


def test_money_spent_in_several_years_is_of_no_year():
    assert last("五年来，教育支出突破90亿元。") == ("actual", None, "several")


def test_what_is_carried_over_to_the_next_year_is_of_this_one():
    assert last("收到申请31件，结转下年度办理3件。") == ("actual", 2023, "year")


def test_a_bounded_first_value_is_the_one_to_begin_with():
    assert dated("税收从不到8亿元增加到超过12亿元。") == [("不到8亿元", "actual", None, "year"), ("超过12亿元", "actual", 2023, "year")]


def test_a_span_is_told_in_its_own_words():
    (claim,) = extract_claims("“十三五”期间，进出口总额合计310亿元。", **ANNUAL)
    assert (claim.period, claim.grain) == ("“十三五”期间", "several")


EARLIER = ["五年来，面貌一新。", "预计投资5亿元。", "2022年，建校3所。", "今年要建校9所。", "到2030年，产值达8亿元。", "近年来，成绩大。"]
DATED = ["2023年，全市接待游客80万人次。", "“十三五”期间，全市累计造林9万亩。", "力争到2027年，全市产值达到90亿元。"]


@settings(deadline=None)
@given(st.lists(st.sampled_from(EARLIER), max_size=5), st.sampled_from(DATED))
def test_what_stands_under_an_earlier_heading_does_not_date_a_dated_sentence(earlier, sentence):
    text = "一、概况\n" + "\n".join(earlier) + "\n二、农业\n" + sentence
    assert last(text)[1:] == last("二、农业\n" + sentence)[1:]


@settings(deadline=None)
@given(st.integers(min_value=1995, max_value=2035), st.integers(min_value=-3, max_value=3))
def test_years_move_with_the_report(year, shift):
    text = "{}年，全市建校3所。\n今年要建校9所。\n去年投资5亿元。"
    first = dated(text.format(year - 1), report_year=year, review_year=year - 1)
    moved = dated(text.format(year - 1 + shift), report_year=year + shift, review_year=year + shift - 1)
    assert [(mood, when - year) for _, mood, when, _ in first] == [(mood, when - year - shift) for _, mood, when, _ in moved]


@pytest.mark.parametrize(
    ("text", "year", "grain"),
    [
        ("一、过去五年工作回顾\n五年来，面貌大变。\n（一）教育。两年来，新建校舍3所。\n（二）就业。城镇新增就业9万人。", None, "several"),
        ("一、2023年及“十三五”时期回顾\n过去五年，变化很大。\n（一）去年，产值9亿元。\n（二）新增就业9万人。", None, "several"),
        ("一、“十三五”时期和2023年工作回顾\n“十三五”时期，面貌大变。\n刚刚过去的2023年，成绩很大。城镇新增就业9万人。", 2023, "year"),
        ("一、过去五年工作回顾\n五年来，面貌大变。\n在过去五年中，2023年是极不平凡的一年。城镇新增就业9万人。", 2023, "year"),
        ("一、面貌大变的五年\n成绩很大。\n城镇新增就业9万人。", None, "several"),
        ("二、规划纲要的说明及2024年任务\n“十四五”我市发展的奋斗目标是：产值突破9亿元，投资30亿元。", None, "several"),
        ("力争就业更稳。五年利用外资超过80亿元。", None, "several"),
    ],
)
def test_several_years_and_the_last_of_them(text, year, grain):
    claim = extract_claims(text, place="清远市", report_year=2024, review_year=2023)[-1]
    assert (claim.year, claim.grain) == (year, grain)


def test_what_it_fell_from_is_not_of_the_year_before_it():
    claims = extract_claims("到2023年底，产值由最高时期的90亿元降到50亿元。", place="清远市", report_year=2024, review_year=2023)
    assert [claim.year for claim in claims] == [None, 2023]


def test_results_recalled_among_the_tasks():
    text = "三、2024年政府工作总体安排\n刚刚过去的2023年，面对困难，任务较好完成。产值增长8%，利税增长10%。城镇新增就业9万人。"
    claims = extract_claims(text, place="清远市", report_year=2024, review_year=2023)
    assert {(claim.modality, claim.year) for claim in claims} == {("actual", 2023)}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("财政收入在2018年的基础上再上台阶，达到70亿元。", [("actual", 2023)]),
        ("城镇调查失业率预期5.3%左右，完成5.7%。", [("target", 2023), ("actual", 2023)]),
        ("城镇新增就业4.2万人（计划4万人）。", [("actual", 2023), ("target", 2023)]),
        ("市人大会议提出，2023年的主要任务是，争取工业总产值增长6%，财政收入增长2.5%。", [("target", 2023), ("target", 2023)]),
        ("农民人均纯收入由2018年的\n1026元增加到2382元。", [("actual", None), ("actual", 2023)]),
        ("一般公共预算收入下降5.2%，好于下降7%的预期。", [("actual", 2023), ("target", 2023)]),
    ],
)
def test_goals_and_bases_among_results(text, told):
    claims = extract_claims(f"一、工作回顾\n成绩很大。{text}", place="清远市", report_year=2024, review_year=2023)
    assert [(claim.modality, claim.year) for claim in claims if claim.unit] == told


def test_goals_of_a_plan_hold_in_the_sections_of_it():
    text = "二、发展目标\n“十五五”期间，发展要快。\n（一）工业。三年内，建园区3个。\n（二）就业。城镇新增就业9万人。"
    claim = extract_claims(text, place="清远市", report_year=2026, review_year=2025)[-1]
    assert (claim.modality, claim.grain, claim.year) == ("target", "several", None)


@pytest.mark.parametrize(
    ("text", "grains"),
    [
        ("利润1—11月增长31%；税收收入增长5%。", ["month", "year"]),
        ("1—11月，利润增长31%；税收收入增长5%。", ["month", "month"]),
        ("上半年，产值增长4%；全年税收收入增长5%；利润增长3%。", ["half", "year", "year"]),
        ("园区年末有企业28家；竹林9亩。", ["moment", "moment"]),
    ],
)
def test_a_part_of_the_year_holds_on_where_it_opens_the_sentence(text, grains):
    assert [claim.grain for claim in extract_claims(text, place="清远市", report_year=2024, review_year=2023)] == grains


def test_a_plan_tells_what_was_reached_before_it():
    text = "三、主要目标\n粮食产量达到65亿斤。\n2023年全市生产总值达到398亿元，居全省第2。"
    claims = extract_claims(text, place="清远市", report_year=2026)
    assert [claim.modality for claim in claims] == ["target", "actual", "actual"]
