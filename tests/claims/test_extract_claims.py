from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import toolkit as tk
from toolkit.claims import extract_claims
from toolkit.document import Claim
from toolkit.errors import InvalidValue
from toolkit.places import parse_text
from toolkit.text import find_sections, split_sentences

REPORT = {"place": "清远市", "report_year": 2024, "review_year": 2023}


def read(text, **facts):
    return extract_claims(text, **(REPORT | facts))


def told(text, *names):
    return [tuple(getattr(claim, name) for name in names) for claim in read(text)]


@pytest.mark.parametrize(
    ("text", "indicators"),
    [
        ("全市粮食总产量达到62.5万吨，比上年增长1.2%。", ["粮食总产量", "粮食总产量"]),
        ("空气质量综合指数为2.88，同比改善3.4%。", ["空气质量综合指数"] * 2),
        ("城镇和农村居民人均可支配收入分别增长4.1%和6.3%。", ["城镇居民人均可支配收入", "农村居民人均可支配收入"]),
        ("出动执法人员820人次，检查企业315家次。", ["执法人员", "检查企业"]),
        ("共有18家企业和6个项目享受政策。", ["企业", "项目"]),
        ("新增5家上市企业。", ["新增上市企业"]),
        ("发行120亿元专项债券。", ["专项债券"]),
        ("数字经济占地区生产总值的比重达到41.5%。", ["数字经济占地区生产总值的比重"]),
        ("惠及全市86%的乡镇。", ["乡镇"]),
        ("其中，第二产业增加值530.2亿元，增长4.4%。", ["第二产业增加值"] * 2),
        ("钢产量由210万吨增加到260万吨，增长23.8%。", ["钢产量"] * 3),
        ("一般公共预算收入88.4亿元，完成年初预算的102.1%，增长3.9%。", ["一般公共预算收入"] * 3),
        ("登记技术合同210项，成交额3.4亿元。", ["登记技术合同", "登记技术合同成交额"]),
        ("居民消费价格涨幅2%左右。", ["居民消费价格"]),
        ("社会消费品零售总额增长5.5%、总量突破62亿元。", ["社会消费品零售总额"] * 2),
        ("接待游客210万人次、实现旅游收入15.4亿元，分别增长8.2%和9.9%。", ["接待游客", "旅游收入"] * 2),
        ("一般公共预算收入和支出分别达到9.1亿元、33.7亿元，收入增长4.4%。",
         ["一般公共预算收入", "一般公共预算支出", "一般公共预算收入"]),
        ("一般公共预算收入年初预算40.2亿元，实际完成41.6亿元。", ["一般公共预算收入年初预算", "一般公共预算收入"]),
        ("一般债务余额18.3亿元，专项债务余额25.9亿元。", ["一般债务余额", "专项债务余额"]),
        ("债务限额58亿元，其中：一般债务12亿元、专项债务46亿元。", ["债务限额", "一般债务限额", "专项债务限额"]),
        ("一般债务限额12亿元，余额11.5亿元。", ["一般债务限额", "一般债务余额"]),
        ("收到行政复议案件31件，应诉行政诉讼案件12件。", ["行政复议案件", "行政诉讼案件"]),
        ("高技术制造业实际使用外资增长31%。", ["高技术制造业实际使用外资"]),
        ("全市实际使用外资4.2亿美元。", ["实际使用外资"]),
        ("新引进9家物流企业。", ["新引进物流企业"]),
        ("亩均税收31万元。", ["亩均税收"]),
        ("4/5G用户达120万户。", ["4/5G用户"]),
        ("PM₂.₅平均浓度下降4.1%。", ["PM2.5平均浓度"]),
        ("医护比为1：1.3。", ["医护比"]),
        ("城乡居民收入比由2.4缩小到2.2。", ["城乡居民收入比"] * 2),
        ("用地面积6.2万平方米。", ["用地面积"]),
        ("划定30万亩粮食生产功能区。", ["粮食生产功能区"]),
        ("打造面积120亩的市民公园。", ["市民公园面积"]),
        ("按不变价格，地区生产总值205.1亿元，跨越200亿元台阶，增长5.1%。", ["地区生产总值"] * 3),
        ("退休人员养老金水平由2015年的每月人均812元提高到1460元。", ["退休人员养老金水平"] * 2),
        ("研制6座级通用飞机，建设40万千瓦级风电场。", ["通用飞机", "风电场"]),
        ("专利授权量从2015年起稳居全国第四。", ["专利授权量"]),
        ("县属企业资产总额超过90亿元，利润总额4.1亿元。", ["县属企业资产总额", "县属企业利润总额"]),
        ("320户餐饮、运输、建筑等领域的民营企业完成改制。", ["餐饮、运输、建筑等领域的民营企业"]),
        ("争取增减挂钩指标4.2万亩。", ["增减挂钩指标"]),
        ("推出优化服务12项改革举措。", ["改革举措"]),
        ("等外公路86.3公里。", ["等外公路"]),
        ("受理依申请公开52件，予以公开21件，部分公开4件，无法提供9件。", ["依申请公开", "予以公开", "部分公开", "无法提供"]),
        ("审结行政诉讼案件8件，结果维持5件，结果纠正1件，尚未审结2件。",
         ["行政诉讼案件", "结果维持案件", "结果纠正案件", "尚未审结案件"]),
        ("收到行政复议案件9件，维持6件，驳回2件。", ["行政复议案件", "维持行政复议案件", "驳回行政复议案件"]),
        ("加上上年结余12亿元，减去上解支出3.1亿元。", ["上年结余", "上解支出"]),
        ("投入2.7亿元，用于校舍改造。", ["校舍改造"]),
        ("三次产业结构为17.3比32.2比50.5。", ["三次产业结构"] * 3),
        ("工伤保险参保率要达到96%。", ["工伤保险参保率"]),
        ("26个学科进入全国前列，8家企业进入百强。", ["学科", "企业"]),
        ("建设14个医养结合示范项目。", ["医养结合示范项目"]),
        ("全县农民年人均纯收入跨上3200元的台阶。", ["农民年人均纯收入"]),
        ("新增日供水能力3.4万立方米。", ["新增日供水能力"]),
        ("新建学校6所，在校学生是“十一五”末的1.3倍。", ["新建学校", "在校学生"]),
        ("全县产值年内翻一番，干出一番新事业。", ["产值"]),
    ],
)
def test_indicators(text, indicators):
    assert [claim.indicator for claim in read(text)] == indicators


@pytest.mark.parametrize(
    ("text", "role", "direction"),
    [
        ("工业增加值增长7.2%。", "change", "up"),
        ("单位能耗下降3.1%。", "change", "down"),
        ("城镇化率提高到58.6%。", "level", None),
        ("增量2万吨。", "change", "up"),
        ("经济增长能够实现6%左右的预期目标。", "change", "up"),
        ("城镇化率提高0.8个百分点。", "change", "up"),
        ("失业率控制在5%以内。", "level", None),
        ("总量居全省第5。", "rank", None),
        ("排名上升3位。", "change", "up"),
        ("产值翻一番。", "change", "up"),
        ("投资增速8.5%。", "change", "up"),
        ("居民消费价格涨幅控制在2.5%左右。", "change", "up"),
        ("经济增长预期为6%左右。", "change", "up"),
        ("经济增长速度的宏观调控目标，定为8%。", "change", "up"),
        ("能耗降幅3.2%。", "change", "down"),
        ("增速高于全国1.2个百分点。", "level", None),
        ("赤字率比上年高0.3个百分点。", "change", "up"),
        ("拉动经济增长2.1个百分点。", "level", None),
        ("粮食减产2.2%。", "change", "down"),
        ("新建公路35公里。", "level", None),
        ("贫困人口减少3.2万人。", "change", "down"),
        ("经济增长预期目标为6%左右。", "change", "up"),
    ],
)
def test_role_and_direction(text, role, direction):
    (claim,) = read(text)
    assert (claim.role, claim.direction) == (role, direction)


def test_basis():
    assert told("产量同比增长2%，比2020年增长12%，较上年末提高1个百分点。", "basis") == [("同比",), ("比2020年",), ("较上年末",)]


def test_from_and_to():
    assert told("入园率由2018年的82.1%提高到2023年的93.4%。", "value", "year", "role") == [
        (82.1, 2018, "level"),
        (93.4, 2023, "level"),
    ]


@pytest.mark.parametrize(
    ("text", "modality", "year"),
    [
        ("2023年，全市生产总值增长5.1%。", "actual", 2023),
        ("全市生产总值增长5.1%。", "actual", 2023),
        ("今年经济社会发展的预期目标是：全市生产总值增长5.5%左右。", "target", 2024),
        ("力争到2027年，森林覆盖率达到72%以上。", "target", 2027),
        ("预计全年接待游客820万人次。", "estimate", 2023),
        ("五年来，累计新增就业12.6万人。", "actual", None),
        ("2022年以来，新增企业31家。", "actual", None),
        ("对新认定的企业给予最高50万元奖励。", "target", None),
        ("去年完成投资310亿元。", "actual", 2023),
    ],
)
def test_modality_and_year(text, modality, year):
    claim = read(text)[0]
    assert (claim.modality, claim.year) == (modality, year)


def test_sections_tell_plans_from_results():
    text = "一、2023年工作回顾\n建成口袋公园12个。\n二、2024年工作安排\n建成口袋公园15个。\n"
    assert told(text, "value", "modality", "year") == [(12, "actual", 2023), (15, "target", 2024)]


def test_work_of_the_year_under_review_was_done():
    text = "一、2023年重点工作\n（一）规范执法。开展案卷评查3次。\n二、2024年重点工作\n开展案卷评查4次。"
    assert told(text, "text", "modality", "year") == [("3次", "actual", 2023), ("4次", "target", 2024)]


def test_a_numbered_heading_is_no_part_of_the_sentence_after_it():
    assert told("（一）坚持生态优先，环境质量更加优良\n单位生产总值能耗下降2.4%。", "indicator") == [("单位生产总值能耗",)]


def test_the_end_of_the_year_is_that_of_the_report():
    text = "年底前，力争县级事项网上可办率不低于85%，2026年年底前达到95%。"
    assert [claim.year for claim in read(text, review_year=None)] == [2024, 2026]


def test_sums_over_a_span_have_no_year():
    assert told("“十三五”期间，进出口总额合计达到310亿元。", "year", "period") == [(None, "“十三五”期间")]


def test_known_sentences_and_sections_give_the_same():
    text = "一、2023年工作回顾\n完成投资310亿元，增长4%。\n二、2024年工作安排\n力争投资增长5%以上。\n"
    sentences = [(sentence.start, sentence.end) for sentence in split_sentences(text)]
    parsed = parse_text(text, place="清远市", year=2024, sections=find_sections(text), sentences=sentences)
    assert read(parsed) == read(text)


@pytest.mark.parametrize(
    ("text", "bound"),
    [("最高补助50万元。", "max"), ("总量突破了1000亿元。", "min"), ("约占全省的三分之一。", "approx"), ("总量达1000亿元。", "exact")],
)
def test_bounds_at_a_distance(text, bound):
    assert read(text)[0].bound == bound


def test_a_bound_holds_for_the_figures_coordinated_with_it():
    assert told("绿地率、绿化覆盖率分别超过36%和41%，入库率36%、41%。", "bound") == [("min",), ("min",), ("exact",), ("exact",)]


def test_places():
    text = "全市生产总值2100亿元。英德市生产总值增长6.2%，投资增长8%。全国居民消费价格上涨0.2%。"
    assert told(text, "place", "adcode") == [
        ("清远市", "441800"),
        ("英德市", "441881"),
        ("英德市", "441881"),
        ("全国", "000000"),
    ]


def test_standard_indicators_over_the_decades():
    text = "国民生产总值增长7%。GDP增长6%。经济增长5%左右。"
    assert {claim.indicator_id for claim in read(text)} == {"地区生产总值"}


def test_conversion_on_request():
    (claim,) = read("茶叶产量1.2万公斤。")
    assert (claim.value, claim.unit) == (12000, "公斤")
    assert (tk.convert(claim, "吨").value, tk.convert(claim, "吨").unit) == (pytest.approx(12), "吨")
    with pytest.raises(InvalidValue, match="unit='元' is not allowed: '公斤' is 质量, '元' is 货币"):
        tk.convert(claim, "元")
    with pytest.raises(InvalidValue, match="unit='丈' is not known: add it"):
        tk.convert(claim, "丈")


def test_conversion_of_a_range():
    (claim,) = read("补助300—500万元。")
    assert (tk.convert(claim, "万元").value, tk.convert(claim, "万元").value_max) == (300, 500)


def test_a_wrapped_line_does_not_end_the_sentence():
    text = "2023年全市规模以上工业增加值比上年增长6.4%，其中高技术\n制造业增加值增长12.5%，装备制造业增加值同比增长\n9.1%。"
    assert [claim.role for claim in read(text)] == ["change"] * 3
    assert [claim.indicator for claim in read(text)][1] == "高技术制造业增加值"


@pytest.mark.parametrize("text", ["", "。", "\n", "没有数字的一句话。", "第一，加强领导。"])
def test_nothing_to_find(text):
    assert read(text) == []


def test_without_facts_about_the_report():
    (claim,) = extract_claims("投资增长5%。")
    assert (claim.year, claim.place, claim.adcode) == (None, None, None)


@settings(deadline=None)
@given(st.text(max_size=120))
def test_any_text(text):
    check(text, read(text))


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["增长", "5%", "、", "和", "分别", "由", "到", "占", "的比重", "12家", "企业", "（", "）", "“", "”", "2023年", "以上",
             "，", "。", "其中", "比上年", "预算", "的", "翻一番", "第3", "\n", "今年", "力争", "收入", "三分之二", "万元", "1.2"]
        ),
        max_size=30,
    )
)  # fmt: skip
def test_any_heap_of_phrases(pieces):
    text = "".join(pieces)
    check(text, read(text))


def check(text, claims):
    assert [claim.start for claim in claims] == sorted(claim.start for claim in claims)
    for claim in claims:
        assert claim.end <= len(text)
        assert text[claim.start : claim.end] == claim.text != ""
        assert isinstance(claim, Claim)
        assert (claim.direction is not None) == (claim.role == "change")
        assert replace(claim) == claim
