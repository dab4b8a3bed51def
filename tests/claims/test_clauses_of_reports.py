"""Turns of phrase of work reports, bulletins and budgets, each with what its figures are of."""

import pytest

from toolkit import extract_claims


def read(text):
    return extract_claims(text, place="赣州市", report_year=2024, review_year=2023)


@pytest.mark.parametrize(
    ("text", "indicators"),
    [
        # what is counted stands before its property, its surroundings, what is done there
        ("7个监测站的性能指标达到国际水平。", ["监测站"]),
        ("整治38所学校周边环境。", ["学校"]),
        ("5个县（区）“四好农村路”工作均获表扬。", ["县（区）"]),
        ("引进6家高新技术企业迁入新城。", ["高新技术企业"]),
        ("检查900辆客运车的安全设备。", ["客运车"]),
        ("解决12万人的饮水安全问题。", ["饮水安全问题"]),
        ("开工建设4个污水应急分散处理设施。", ["污水应急分散处理设施"]),
        ("9个长达6年以上的遗留问题楼盘实现交付。", ["遗留问题楼盘", "遗留问题楼盘"]),
        ("完成全年14万公顷、80万吨的粮食生产任务。", ["粮食生产任务", "粮食生产任务"]),
        ("完成国家140万亩油料种植、30万亩茶叶种植。", ["油料种植", "茶叶种植"]),
        ("西城区释放2.5平方公里连片土地。", ["连片土地"]),
        ("开工建设东港10万吨级航道。", ["航道"]),
        ("出台民营经济12条、小微企业9条等政策措施。", ["出台民营经济", "政策措施"]),
        # a subject is carried on, or not
        ("实施供水工程120个，完成90个村庄规划编制。", ["实施供水工程", "村庄规划"]),
        ("工业产销率达到97%，实现利润4亿元。", ["工业产销率", "利润"]),
        ("完善保障体系，完成投资60亿元。", ["投资"]),
        ("财政支出安排40亿元，比调整后的年初计划增长4%。", ["财政支出", "财政支出"]),
        ("30个乡镇可支配财力总额15亿元，平均每个乡镇0.5亿元。", ["乡镇", "乡镇可支配财力总额", "乡镇可支配财力总额"]),
        ("开工建设保障性住房50万平方米，竣工40万平方米。", ["建设保障性住房", "竣工建设保障性住房"]),
        ("投资70亿元，新开工项目90个，其中亿元以上项目10个，分别增加20个和3个。",
         ["投资", "新开工项目", "亿元以上项目", "新开工项目", "亿元以上项目"]),
        ("实现利税8亿元、利润5亿元。", ["利税", "利润"]),
        ("人均公园面积20平方米，是全市平均水平两倍。", ["人均公园面积", "人均公园面积"]),
        ("基金收入60亿元，完成预算80.4%。", ["基金收入", "基金收入"]),
        ("支出17亿元，加上转移支付（1.2亿元）、一般债务（0.3亿元）。", ["支出", "转移支付", "一般债务"]),
        ("投资超50亿元的一期工程、投资约30亿元的升级改造项目开工。", ["一期工程投资", "升级改造项目投资"]),
        ("培育40个高产优质、多抗广适的新品种。", ["新品种"]),
        ("信用村数量达到行政村总数的60%。", ["信用村数量"]),
        ("让13万群众达到新的饮水标准。", ["群众"]),
        ("销售收入增长12.9%，实现利润增长12.3%。", ["销售收入", "利润"]),
        ("旅游人次、收入分别达4150万人次、441亿元。", ["旅游人次", "旅游收入"]),
        ("压缩6%行政办公经费用于扶贫。", ["行政办公经费"]),
        ("连续8年上调退休人员养老待遇，人均月增269元。", ["上调退休人员养老待遇", "上调退休人员养老待遇"]),
        # words that are one
        ("基础养老金最低标准提高10%。", ["基础养老金最低标准"]),
        ("新增有效灌溉面积3万亩。", ["新增有效灌溉面积"]),
        ("学前三年毛入园率达91%。", ["学前三年毛入园率"]),
        ("住房交付率居全省第四。", ["住房交付率"]),
        ("文化用品类增长12%。", ["文化用品类"]),
        ("2023年度6个和美乡村示范村加快建设。", ["和美乡村示范村"]),
        ("烧 碱 16.4 万吨", ["烧碱"]),
        ("研发投入占比重 提高至2.1%。", ["研发投入占比重"]),
    ],
)  # fmt: skip
def test_indicators(text, indicators):
    assert [claim.indicator for claim in read(text)] == indicators


@pytest.mark.parametrize(
    "text",
    [
        "保护十万大山。",
        "落实“六个100%”要求。",
        "详见附表5、6和7。",
        "地铁3、4、5号线开工。",
        "把稳定作为第一位的任务。",
        "作出“翻两番、三步走”的部署。",
    ],
)
def test_names_with_numbers_state_nothing(text):
    assert read(text) == []


def test_tax_burden_is_no_minus():
    (claim,) = read("降低企业税负3.8亿元。")
    assert (claim.text, claim.value) == ("3.8亿元", 380_000_000.0)


def test_preschool_is_no_rank():
    first, second = read("其中：学前12164人、高中7541人。")
    assert (first.value, second.value) == (12164.0, 7541.0)


def test_size_of_a_team_belongs_to_the_name():
    (claim,) = read("建成3人制球场40个。")
    assert (claim.value, claim.indicator) == (40.0, "3人制球场")


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("满意率分别从上年的83.8%、85.6%，提高到85.9%、87.8%。", [2022, 2022, 2023, 2023]),
        ("五年来，建成区由316平方公里扩大到364平方公里。", [None, 2023]),
    ],
)
def test_value_to_begin_with(text, years):
    assert [claim.year for claim in read(text)] == years


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("争取中央投资78亿元，新开工项目97个。", "actual"),
        ("基金支出15亿元，完成调整预算81%。", "actual"),
        ("争取达到40%。", "target"),
        ("生产总值增长13.2%，高出预期目标1.2个百分点。", "actual"),
    ],
)
def test_modality(text, modality):
    assert {claim.modality for claim in read(text)} == {modality}


def test_heading_of_an_earlier_year_without_the_year_under_review():
    text = "一、2023年的政府工作\n过去一年，成绩很大。\n全市淘汰企业147家。\n二、2024年的主要工作\n建设公路500公里。"
    told = extract_claims(text, place="赣州市", report_year=2024)
    assert [(claim.modality, claim.year) for claim in told] == [("actual", 2023), ("target", 2024)]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("赣县区、于都县2个县脱贫，贫困发生率下降到0.46%。", ["赣州市", "赣州市"]),
        ("新增绿色工业园区1家，装机容量占比超60%。", ["赣州市", "赣州市"]),
    ],
)
def test_what_is_counted_owns_nothing(text, places):
    assert [claim.place for claim in read(text)] == places


def test_numbers_set_apart_by_blanks():
    first, second = read("建设保障性住房53 401套，新增校舍7. 2 万平方米。")
    assert (first.value, second.value) == (53401.0, 72000.0)
