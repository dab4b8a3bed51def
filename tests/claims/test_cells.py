"""Claims from the cells of tables."""

import pytest

import toolkit as tk


def claims(text, **facts):
    return tk.extract_claims(text, **{"report_year": 2032, "review_year": 2031, **facts})


def fields(text, *names, **facts):
    return [tuple(getattr(claim, name) for name in names) for claim in claims(text, **facts)]


BUDGET = (
    "2031年全市一般公共收入预算执行情况\n单位：万元\n收入分类\t预算数\t执行数\t占预算的%\n合计\t300\t270\t90.0\n"
    "一、税收收入\t200\t190\t95.0\n其中：茶税\t50\t51\t102.0\n"
)


def test_a_budget_table():
    assert fields(BUDGET, "text", "value", "unit", "indicator", "modality", "year", "role") == [
        ("300", 3e6, "元", "一般公共收入", "target", 2031, "level"),
        ("270", 2.7e6, "元", "一般公共收入", "actual", 2031, "level"),
        ("90.0", 90.0, "%", "一般公共收入", "actual", 2031, "level"),
        ("200", 2e6, "元", "税收收入", "target", 2031, "level"),
        ("190", 1.9e6, "元", "税收收入", "actual", 2031, "level"),
        ("95.0", 95.0, "%", "税收收入", "actual", 2031, "level"),
        ("50", 5e5, "元", "茶税", "target", 2031, "level"),
        ("51", 5.1e5, "元", "茶税", "actual", 2031, "level"),
        ("102.0", 102.0, "%", "茶税", "actual", 2031, "level"),
    ]


def test_a_printed_sign_stays_in_the_value_and_the_direction_is_that_of_the_column():
    head = "2031年甲市工业投资情况\n指标\t比上年增长（%）\t占固定资产投资的比重（%）\n"
    text = f"{head}工业投资\t-2.5\t41.0\n其中：陶瓷业\t7.1\t3.0\n纸业\t-45.9\t1.2"
    assert fields(text, "value", "role", "direction", "indicator", place="甲市") == [
        (-2.5, "change", "up", "工业投资"),
        (41.0, "level", None, "工业投资占固定资产投资的比重"),
        (7.1, "change", "up", "陶瓷业投资"),
        (3.0, "level", None, "陶瓷业投资占固定资产投资的比重"),
        (-45.9, "change", "up", "纸业投资"),
        (1.2, "level", None, "纸业投资占固定资产投资的比重"),
    ]


@pytest.mark.parametrize(
    ("head", "modality", "year"),
    [
        ("2032年预算数", "target", 2032),
        ("2030年决算数", "actual", 2030),
        ("2031年预计数", "estimate", 2031),
        ("上年决算数", "actual", 2030),
        ("二〇三〇年执行数", "actual", 2030),
        ("调整预算数", "target", 2031),
        ("2032年", "target", 2032),
        ("2029年", "actual", 2029),
        ("绝对数", "actual", 2031),
    ],
)
def test_year_and_modality_of_a_head(head, modality, year):
    text = f"2031年收支情况\n单位：亿元\n项目\t{head}\n办学支出\t3\n修路支出\t4"
    assert fields(text, "modality", "year") == [(modality, year)] * 2


@pytest.mark.parametrize(
    ("left", "head", "modality", "year"),
    [
        ("2032年预算数", "增长%", "target", 2032),
        ("2031年执行数", "比2030年决算数增减%", "actual", 2031),
        ("2031年预计数", "增长%", "estimate", 2031),
    ],
)
def test_a_change_is_of_the_amount_to_its_left(left, head, modality, year):
    text = f"收支情况\n单位：亿元\n项目\t{left}\t{head}\n办学支出\t3\t1.5\n修路支出\t4\t-2.5"
    assert fields(text, "value", "role", "modality", "year")[1::2] == [
        (1.5, "change", modality, year), (-2.5, "change", modality, year),
    ]  # fmt: skip


def test_the_title_of_a_plan_makes_targets_of_the_coming_year():
    text = "2032年预算收支草案\n单位：亿元\n项目\t全市\t市级\n办学支出\t3\t1\n修路支出\t4\t2"
    assert set(fields(text, "modality", "year")) == {("target", 2032)}


def test_amounts_of_last_year_between_do_not_date_a_change():
    head = "2031年收支情况\n单位：亿元\n项目\t执行数\t占预算%\t上年决算数\t执行数比上年增减%\n"
    text = f"{head}办学支出\t3\t90\t2\t50\n修路支出\t4\t80\t5\t-20"
    assert fields(text, "role", "modality", "year")[:4] == [
        ("level", "actual", 2031), ("level", "actual", 2031), ("level", "actual", 2030), ("change", "actual", 2031),
    ]  # fmt: skip


def test_a_value_added_is_no_change():
    text = "2031年地区情况\n地区\t工业增加值（亿元）\n清新区\t3\n连州市\t4"
    assert fields(text, "indicator", "role", place="清远市") == [("工业增加值", "level")] * 2


def test_a_level_of_government_is_no_whole_place():
    text = "2031年市本级收入执行情况\n单位：万元\n项目\t执行数\n茶税\t3\n盐税\t4\n"
    assert fields(text, "place", "whole", place="清远市") == [("市本级", False)] * 2
    both = "2031年收入情况\n单位：万元\n项目\t全市\t市级\n茶税\t3\t1\n盐税\t4\t2\n"
    assert fields(both, "place", "whole", place="清远市") == [("清远市", True), ("市级", False)] * 2


def test_rows_of_years():
    text = "年份\t茶叶产量（吨）\n2029年\t100\n2030年\t120\n2031年\t131"
    assert fields(text, "indicator", "year", "value", "unit") == [
        ("茶叶产量", 2029, 100.0, "吨"), ("茶叶产量", 2030, 120.0, "吨"), ("茶叶产量", 2031, 131.0, "吨"),
    ]  # fmt: skip


def test_rows_of_places_are_of_these_places():
    text = "表2 2031年分地区茶叶产量\n地区\t茶叶产量（吨）\t比上年增长（%）\n清新区\t100\t2.0\n连州市\t80\t-1.0"
    assert fields(text, "indicator", "place", "value", place="清远市") == [
        ("茶叶产量", "清新区", 100.0), ("茶叶产量", "清新区", 2.0), ("茶叶产量", "连州市", 80.0), ("茶叶产量", "连州市", -1.0),
    ]  # fmt: skip


def test_columns_of_places_are_of_these_places():
    head = "2031年社会救助支出分地区情况\n单位：万元\n科目\t合计\t清新区\t连州市\t全省\n"
    text = f"{head}社会救助支出\t9\t4\t5\t70\n其中：临时救助支出\t3\t2\t1\t20"
    assert fields(text, "value", "place", "whole", place="清远市")[:4] == [
        (9e4, "清远市", True), (4e4, "清新区", True), (5e4, "连州市", True), (7e5, "广东省", True),
    ]  # fmt: skip


def test_an_unknown_name_beside_districts_is_a_part():
    rows = "2031年各地茶税\n单位：万元\n地区\t茶税\n合计\t20\n清新区\t4\n连州市\t5\n石角高区\t2\n经区\t3\n市本级\t6"
    assert fields(rows, "value", "place", "whole", place="清远市") == [
        (2e5, "清远市", True), (4e4, "清新区", True), (5e4, "连州市", True), (2e4, "石角高区", False), (3e4, "经区", False),
        (6e4, "市本级", False),
    ]  # fmt: skip
    columns = "2031年茶税\n单位：万元\n项目\t全市\t清新区\t连州市\t经区\n绿茶税\t14\t4\t7\t3\n红茶税\t6\t1\t2\t3"
    assert fields(columns, "place", "whole", place="清远市")[:4] == [
        ("清远市", True), ("清新区", True), ("连州市", True), ("经区", False),
    ]  # fmt: skip


def test_an_unknown_name_without_districts_beside_it_is_no_part():
    text = "2031年用地情况\n项目\t面积（亩）\n生活区\t3\n厂区\t4"
    assert fields(text, "place", "whole", place="清远市") == [("清远市", True)] * 2


def test_what_is_handed_down_is_no_spending_of_the_place():
    text = "2031年市对各县（市、区）专项转移支付分地区情况\n单位：万元\n科目\t合计\t清新区\t连州市\n教育支出\t9\t4\t5\n农林水支出\t3\t2\t1"
    assert fields(text, "indicator", "indicator_id", place="清远市")[0] == ("教育支出转移支付", None)


@pytest.mark.parametrize(
    ("title", "label", "indicator"),
    [
        ("2031年政府性基金支出情况", "二、农林水支出", "政府性基金农林水支出"),
        ("2031年社会保险基金收入情况", "其中：保险费收入", "社会保险基金保险费收入"),
        ("2031年政府性基金支出情况", "三、茶山支出", "茶山支出"),
        ("2031年一般公共预算支出情况", "二、农林水支出", "农林水支出"),
        ("2031年政府性基金收入情况", "二、国有土地使用权出让收入", "国有土地使用权出让收入"),
    ],
)
def test_a_row_of_another_account_names_it(title, label, indicator):
    text = f"{title}\n单位：万元\n项目\t执行数\n{label}\t3\n其他\t1"
    assert fields(text, "indicator")[0] == (indicator,)


def test_a_grand_total_below_a_total_is_another_sum():
    text = "2031年政府性基金收入情况\n单位：万元\n项目\t执行数\n茶山收入\t3\n合计\t3\n上年结转\t2\n总计\t5"
    assert fields(text, "value", "indicator_id")[1::2] == [(3e4, "政府性基金预算收入"), (5e4, None)]
    alone = "2031年政府性基金收入情况\n单位：万元\n项目\t执行数\n总计\t5\n茶山收入\t3"
    assert fields(alone, "value", "indicator_id")[0] == (5e4, "政府性基金预算收入")


def test_the_year_of_a_label_above_dates_a_row():
    text = "2031年债务情况\n单位：万元\n项目\t全市\n一、2030年末债务余额\t9\n其中：一般债务\t4\n二、2031年末债务余额\t11\n其中：一般债务\t5"
    assert fields(text, "value", "year", place="清远市") == [(9e4, 2030), (4e4, 2030), (11e4, 2031), (5e4, 2031)]
    dated = "收支情况\n单位：万元\n项目\t2031年执行数\n2030年末结转收入\t3\n茶税\t4"
    assert fields(dated, "year") == [(2031,)] * 2
    named = "2031年资金情况\n单位：万元\n项目\t金额\n2030年护林专项资金\t3\n2029年修渠专项资金\t4"
    assert fields(named, "year") == [(2031,)] * 2


def test_a_revised_plan_is_told_apart_from_the_first():
    text = "2031年支出情况\n单位：万元\n项目\t预算数\t调整预算数\t执行数\n办学支出\t3\t4\t5\n修路支出\t1\t2\t2"
    assert fields(text, "modality", "basis")[:3] == [("target", None), ("target", "调整预算"), ("actual", None)]


def test_a_measure_of_the_column_or_of_the_label_above_makes_a_label_whole():
    products = "产品名称\t单位\t产量\t比上年增长（%）\n瓷砖\t万块\t2\t1.0\n发电量\t亿千瓦时\t3\t2.0"
    assert fields(products, "indicator", "unit") == [("瓷砖产量", "块"), ("瓷砖产量", "%"), ("发电量", "千瓦时"), ("发电量", "%")]
    people = "指标\t年末数（万人）\t比重（%）\n常住人口\t50\t100\n其中：城镇\t30\t60"
    assert fields(people, "indicator", "value") == [
        ("常住人口", 500000.0), ("常住人口比重", 100.0), ("城镇常住人口", 300000.0), ("城镇常住人口比重", 60.0),
    ]  # fmt: skip


def test_a_cell_with_its_own_unit():
    text = "指标\t比上年增长（%）\n物流业\t1.3倍\n旅游业\t-3.87%"
    assert fields(text, "value", "unit") == [(1.3, "倍"), (-3.87, "%")]


@pytest.mark.parametrize(
    "text",
    [
        "序号\t单位名称\t联系电话\n1\t甲局\t3366778\n2\t乙局\t3366779",
        "序号\t项目名称\t开工日期\n1\t大桥\t2031\n2\t隧道\t2032",
        "编码\t科目名称\n201\t公共服务\n203\t国防",
        "目录\t页码\n前言\t1\n正文\t12",
        "2019\t2020\t2021\n500\t600\t700\n12%\t8%\t4%",
    ],
)
def test_what_is_no_measure_is_no_claim(text):
    assert claims(text) == []


def test_no_figure_is_claimed_twice_and_prose_is_read_as_before():
    text = "2031年，全市新建学校12所。\n" + BUDGET + "2031年，全市修路30公里。"
    found = claims(text)
    assert [claim.text for claim in found if claim.unit in ("所", "公里")] == ["12所", "30公里"]
    assert len({claim.start for claim in found}) == len(found) == 11


def test_running_text_in_a_cell_is_left_to_the_reader_of_prose():
    text = "项目\t进展\n学校\t已建成3所，在建2所。\n道路\t已修30公里，投入5亿元。\n桥梁\t已建12座，全部通车。"
    assert fields(text, "text", "unit") == [("3所", "所"), ("2所", "所"), ("30公里", "公里"), ("5亿元", "元"), ("12座", "座")]


def test_names_of_rows_and_columns_are_no_claims():
    text = "年龄（以上年末为准）\t人数（万人）\n15岁及以下\t3\n60岁及以上\t4"
    assert [claim.text for claim in claims(text)] == ["3", "4"]


def test_claims_of_a_table_are_in_order_and_keep_the_offset_rule():
    text = "各位代表：\n" + BUDGET
    found = claims(text)
    assert [claim.start for claim in found] == sorted(claim.start for claim in found)
    assert all(text[claim.start : claim.end] == claim.text for claim in found)


@pytest.mark.parametrize(
    ("title", "head", "grains"),
    [
        ("2031年1—11月主要指标", "绝对数", ["month", "month"]),
        ("2031年主要指标", "上半年", ["half", "half"]),
        ("2026—2030年发展目标", "增长（%）", ["several", "several"]),
        ("2026—2030年投资情况", "2028年", ["year", "year"]),
        ("2031年主要指标", "绝对数", ["year", "year"]),
    ],
)
def test_how_long_a_time_the_figures_of_a_table_are_of(title, head, grains):
    assert fields(f"{title}\n单位：亿元\n指标\t{head}\n工业投资\t3\n税收收入\t4", "grain") == [(grain,) for grain in grains]
