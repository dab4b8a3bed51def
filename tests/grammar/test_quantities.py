import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.grammar.quantities import find_quantities


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
    ],
)
def test_ranges(text, low, high, unit):
    (only,) = find_quantities(text)
    assert (only.value, only.value_max, only.unit, only.bound) == (low, high, unit, "range")


def test_a_change_from_one_value_to_another_is_no_range():
    assert [q.value for q in find_quantities("由5%到7%")] == [5, 7]


@pytest.mark.parametrize(
    ("text", "value"), [("居全省第5，", 5), ("总量位列全国第三位", 3), ("由第三十九位", 39), ("排名全市第一。", 1)]
)
def test_ranks(text, value):
    (rank,) = find_quantities(text)
    assert (rank.kind, rank.unit, rank.value) == ("rank", "", value)


def test_ratios():
    assert [q.value for q in find_quantities("三次产业结构为8.1:40.2:51.7")] == [8.1, 40.2, 51.7]
    assert [q.value for q in find_quantities("城乡收入比为2.1:1，")] == [2.1]


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
        "每万人",
        "千方百计",
        "实施百亿斤产能提升工程",
    ],
)
def test_what_asserts_nothing(text):
    assert found(text) == []


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
