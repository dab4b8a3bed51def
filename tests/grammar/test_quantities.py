import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.grammar.marks import one_form
from toolkit.grammar.quantities import find_quantities, read_quantities


def found(text):
    return [(text[q.start : q.end], q.value, q.unit, q.bound) for q in find_quantities(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("完成投资1.37万亿元", ("1.37万亿元", 1.37e12, "元", "exact")),
        ("新增就业１２，３００人", ("１２，３００人", 12300, "人", "exact")),
        ("产煤三亿零四百七十五万吨", ("三亿零四百七十五万吨", 304750000, "吨", "exact")),
        ("增长百分之八点一", ("百分之八点一", 8.1, "%", "exact")),
        ("下降千分之三", ("千分之三", 3, "‰", "exact")),
        ("占三分之二", ("三分之二", 2 / 3, "", "exact")),
        ("压减三成五", ("三成五", 35, "%", "exact")),
        ("服务近1000人次", ("近1000人次", 1000, "人次", "approx")),
        ("走访100余个", ("100余个", 100, "个", "min")),
        ("超过3000多万人", ("超过3000多万人", 3e7, "人", "min")),
        ("控制在5.5%以内", ("5.5%以内", 5.5, "%", "max")),
        ("不低于95%", ("不低于95%", 95, "%", "min")),
        ("涨幅3％左右", ("3％左右", 3, "%", "approx")),
        ("提高0.6个百分点", ("0.6个百分点", 0.6, "个百分点", "exact")),
        ("浓度为25微克/立方米", ("25微克/立方米", 25, "微克/立方米", "exact")),
        ("单价8600元/平方米", ("8600元/平方米", 8600, "元/平方米", "exact")),
        ("装机120万千瓦", ("120万千瓦", 1.2e6, "千瓦", "exact")),
        ("用电3.2亿千瓦时", ("3.2亿千瓦时", 3.2e8, "千瓦时", "exact")),
        ("总产值翻两番", ("翻两番", 2, "番", "exact")),
        ("增加一倍", ("一倍", 1, "倍", "exact")),
        ("近千公里堤防", ("近千公里", 1000, "公里", "approx")),
        ("惠及上亿人", ("上亿人", 1e8, "人", "min")),
        ("减少一半", ("一半", 0.5, "", "exact")),
        ("指数为2.91。", ("2.91", 2.91, "", "exact")),
        ("人口1300万。", ("1300万", 1.3e7, "", "exact")),
        ("十二期培训", ("十二期", 12, "期", "exact")),
        ("办理时限为15个工作日内。", ("15个工作日内", 15, "个工作日", "max")),
        ("自然增长率为-0.4‰", ("-0.4‰", -0.4, "‰", "exact")),
        ("完成率百分之百", ("百分之百", 100, "%", "exact")),
        # a unit and its magnitude
        ("装机500兆瓦", ("500兆瓦", 500, "兆瓦", "exact")),
        ("装机1.5吉瓦", ("1.5吉瓦", 1.5, "吉瓦", "exact")),
        ("外送70亿千瓦时", ("70亿千瓦时", 7e9, "千瓦时", "exact")),
        ("功率为七千千瓦", ("七千千瓦", 7000, "千瓦", "exact")),
        ("架设500千伏线路", ("500千伏", 500, "千伏", "exact")),
        ("出口带宽达200兆比特/秒", ("200兆比特/秒", 200, "兆比特/秒", "exact")),
        ("接入百兆以上宽带", ("百兆以上", 100, "兆", "min")),
        ("产米五千吨", ("五千吨", 5000, "吨", "exact")),
        ("送电3亿度", ("3亿度", 3e8, "度", "exact")),
        ("拥有电话33部/百人", ("33部/百人", 33, "部/百人", "exact")),
        ("补助20元/人·月", ("20元/人·月", 20, "元/人·月", "exact")),
        ("提高3个点左右", ("3个点左右", 3, "个百分点", "approx")),
        ("建成10万吨级码头", ("10万吨级", 100000, "吨级", "exact")),
        ("审核项目320宗次", ("320宗次", 320, "宗次", "exact")),
        ("检查企业30家次", ("30家次", 30, "家次", "exact")),
        ("建成6条次干道", ("6条", 6, "条", "exact")),
        ("共有120間學校", ("120間", 120, "間", "exact")),
        ("约佔3億元", ("3億元", 3e8, "元", "exact")),
        ("超過30萬人", ("超過30萬人", 300000, "人", "min")),
        # a currency before the number
        ("投资¥2.5亿，", ("¥2.5亿", 2.5e8, "元", "exact")),
        ("出口ＵＳ＄３00万", ("ＵＳ＄３00万", 3e6, "美元", "exact")),
        # thousands set apart
        ("演出1 200余场", ("1 200余场", 1200, "场", "min")),
        ("客流3 456.7万人次", ("3 456.7万人次", 3.4567e7, "人次", "exact")),
        # 多 behind the unit, words at a distance
        ("产量增长1倍多。", ("1倍多", 1, "倍", "min")),
        ("最高一次性奖励30万元", ("30万元", 300000, "元", "max")),
        ("约占全省的四分之一", ("四分之一", 0.25, "", "approx")),
        ("最低生活保障金发放2亿元", ("2亿元", 2e8, "元", "exact")),
        ("为企业减负40亿元", ("40亿元", 4e9, "元", "exact")),
        ("目前12家", ("12家", 12, "家", "exact")),
        ("代表约800人", ("约800人", 800, "人", "approx")),
        ("实施60个工业项目", ("60个", 60, "个", "exact")),
        ("选派80名医生", ("80名", 80, "名", "exact")),
        ("占1/3，", ("1/3", 1 / 3, "", "exact")),
    ],
)
def test_one_quantity(text, expected):
    (only,) = found(text)
    assert only[0] == expected[0]
    assert only[1] == pytest.approx(expected[1])
    assert only[2:] == expected[2:]


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("增长6%—6.5%", 6, 6.5, "%"),
        ("提高8至9个百分点", 8, 9, "个百分点"),
        ("三到五万吨", 30000, 50000, "吨"),
        ("补助300-500万元", 3e6, 5e6, "元"),
        ("增长５％－６％", 5, 6, "%"),
        ("百分之八至九", 8, 9, "%"),
        ("约有七八百人", 700, 800, "人"),
        ("处三万元以上十万元以下罚款", 30000, 100000, "元"),
        ("1000元以上5000元以下", 1000, 5000, "元"),
        ("七八成农户", 70, 80, "%"),
        ("三两家企业", 2, 3, "家"),
        ("新增十五六万人", 150000, 160000, "人"),
        ("二三十户", 20, 30, "户"),
        ("从高校选派50至80名", 50, 80, "名"),
    ],
)
def test_ranges(text, low, high, unit):
    (only,) = find_quantities(text)
    assert (only.value, only.value_max, only.unit, only.bound) == (low, high, unit, "range")


def test_a_change_from_one_value_to_another_is_no_range():
    assert [q.value for q in find_quantities("由5%到7%")] == [5, 7]


@pytest.mark.parametrize(
    ("text", "value"), [("居全省第5，", 5), ("总量位列全国第三位", 3), ("由第三十九位", 39), ("排名全市第一。", 1), ("升至18位", 18)]
)
def test_ranks(text, value):
    (rank,) = find_quantities(text)
    assert (rank.kind, rank.unit, rank.value) == ("rank", "", value)


def test_ratios():
    assert [q.value for q in find_quantities("三次产业结构为8.1:40.2:51.7")] == [8.1, 40.2, 51.7]
    assert [q.value for q in find_quantities("城乡收入比为2.1:1，")] == [2.1]
    assert [q.value for q in find_quantities("医护比为1：1.3，师生比为1：15。")] == [1.3, 15]
    assert [q.value for q in find_quantities("三次产业结构由9.1∶38∶52.9调整为8.7比37.5比53.8")] == [9.1, 38, 52.9, 8.7, 37.5, 53.8]


@pytest.mark.parametrize(
    "text",
    [
        "2023年9月1日印发",
        "一九七八年以来",
        "1—9月，",
        "国发〔2023〕12号",
        "“十四五”规划",
        "第一责任人",
        "第二产业",
        "（一）总体要求",
        "1.加强领导",
        "PM2.5和C919",
        "5G网络",
        "“1310”部署",
        "“绿盾2022”行动",
        "二十大精神",
        "一方面要看到",
        "两个方面、三项任务",
        "近5年",
        "三年行动计划",
        "3年行动方案",
        "15分钟生活圈",
        "前100强",
        "几十个",
        "数百家",
        "3A级景区",
        "12345热线",
        "0763-3363333",
        "7×24小时",
        "9:00—17:00",
        "把质量放在第一位",
        "移动4/5G网络",
        "“稳增长14条”",
        "“惠企十五条”政策",
        "打造“10分钟消防圈”",
        "省十三届人大常委会",
        "两个一百年奋斗目标",
        "落实“3个年”活动",
        "执行《过紧日子十二条措施》",
        "普及十五年教育",
        "如图5所示",
        "第1至8项",
        "比例尺1：10000",
        "表 2：2025年",
        "过去6個月",
        "信心百倍",
        "省委十三届十五次全会",
        "打造15分钟便民商圈",
        "新建一二级公路",
        "培育百亿级产业",
        "两千年一遇",
        "每万人",
        "千方百计",
        "实施百亿斤产能提升工程",
    ],
)
def test_what_asserts_nothing(text):
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "condition", "stated"),
    [
        ("开工3亿元以上项目40个", "3亿元以上", ["40个"]),
        ("产值超百亿元的企业达6户", "超百亿元", ["6户"]),
        ("培育20家产值超十亿元的企业。", "超十亿元", ["20家"]),
        ("为70岁以上老人体检2万人次", "70岁以上", ["2万人次"]),
        ("0-14岁人口占16%", "0-14岁", ["16%"]),
        ("年龄65岁以上的职工占9%", "65岁以上", ["9%"]),
        ("对海拔3500米以上县城供氧", "3500米以上", []),
        ("人口在30万人以上的县增至6个", "30万人以上", ["6个"]),
        ("300头以上规模肉牛场21个", "300头以上", ["21个"]),
        ("300万元以上固定资产投资增长9%", "300万元以上", ["9%"]),
        ("20户以上自然村通电180个", "20户以上", ["180个"]),
        ("规模以上企业是指年营业收入1000万元及以上的企业。", "1000万元及以上", []),
        ("6个月以上外出农民工12万人", "6个月以上", ["12万人"]),
    ],
)
def test_what_only_tells_which_things_are_counted(text, condition, stated):
    assert [text[q.start : q.end] for q in read_quantities(text) if q.kind == "condition"] == [condition]
    assert [text[q.start : q.end] for q in find_quantities(text)] == stated


@pytest.mark.parametrize(
    "text",
    [
        "新增贷款3亿元以上，",
        "打造产值超30亿元的产业集群。",
        "人均预期寿命达80岁，",
        "平均年龄42岁，",
        "覆盖率稳定在95%以上的水平",
        "建设50个以上示范村",
        "完成80%以上的任务",
    ],
)
def test_a_bounded_figure_that_asserts(text):
    assert len(found(text)) == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("分别提高0.5和0.4个百分点", [(0.5, "个百分点"), (0.4, "个百分点")]),
        ("分别回落5.3个和5.5个百分点", [(5.3, "个百分点"), (5.5, "个百分点")]),
        ("分别达到4.5和3.2万亿元", [(4.5e12, "元"), (3.2e12, "元")]),
        ("收入过30亿、20亿和10亿元", [(3e9, "元"), (2e9, "元"), (1e9, "元")]),
        ("由25位升至18位", [(25, ""), (18, "")]),
        ("居全球第1和第3，", [(1, ""), (3, "")]),
        ("收入比由2.5降至2.3。", [(2.5, ""), (2.3, "")]),
        ("指数从去年的68.1提高到79.2。", [(68.1, ""), (79.2, "")]),
        ("由19天增至40天", [(19, "天"), (40, "天")]),
        ("夺得5金3银1铜", [(5, "金"), (3, "银"), (1, "铜")]),
        ("完成7村9街", [(7, "村"), (9, "街")]),
        ("1980、1981年计划", []),
    ],
)
def test_figures_in_a_row(text, expected):
    assert [(q.value, q.unit) for q in find_quantities(text)] == expected


def test_a_bound_before_a_row_holds_for_all_of_it():
    assert [bound for *_, bound in found("占比分别超过40%、35%和12%")] == ["min", "min", "min"]
    assert [bound for *_, bound in found("超过40%，达到35%")] == ["min", "exact"]


NUMBERS = st.decimals(min_value="0.1", max_value=10**6, places=1, allow_nan=False, allow_infinity=False)


UNITS = st.sampled_from(["亿元", "%", "万千瓦", "兆瓦", "公里", "家", "个百分点", "万人次"])


@given(NUMBERS, UNITS, st.sampled_from(["", "近", "超过", "不低于"]))
def test_a_figure_is_read_alike_in_full_width(number, unit, bound):
    text = f"规模达{bound}{number}{unit}。"
    wide = text.translate(str.maketrans("0123456789.%", "０１２３４５６７８９．％"))
    assert [(q.start, q.end, q.value, q.unit, q.bound) for q in find_quantities(wide)] == [
        (q.start, q.end, q.value, q.unit, q.bound) for q in find_quantities(text)
    ]
    assert one_form(wide) == text


def test_durations():
    assert found("连续8年保持增长") == [("8年", 8, "年", "exact")]
    assert found("用时缩短至2.5小时") == [("2.5小时", 2.5, "小时", "exact")]


def test_half_and_full_width_are_equal():
    half, full = "增长5.5%,达到1,200万元", "增长５．５％，达到１，２００万元"
    assert [(q.value, q.unit) for q in find_quantities(half)] == [(q.value, q.unit) for q in find_quantities(full)]


@given(st.text(max_size=200))
def test_any_text(text):
    previous = 0
    for quantity in find_quantities(text):
        assert previous <= quantity.start < quantity.end <= len(text)
        assert math.isfinite(quantity.value)
        assert quantity.value_max is None or quantity.value <= quantity.value_max
        previous = quantity.start + 1


@given(st.text(alphabet="0123456789０一二十百千万亿第年月%％.．,，、至—-多余约超个元分之成倍番翻（）“” \n", max_size=60))
def test_any_heap_of_numeral_characters(text):
    for quantity in find_quantities(text):
        assert text[quantity.start : quantity.end]
        assert math.isfinite(quantity.value)


@pytest.mark.parametrize("piece", ["1", "一", ",", "一千", "第", "《", "“"])
def test_a_long_row_of_one_character_is_read(piece):
    text = piece * 200_000
    assert all(q.end <= len(text) for q in find_quantities(text))
