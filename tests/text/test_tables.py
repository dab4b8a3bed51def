"""Tables of a text: where they stand, their columns, the heads of rows and columns, the units."""

from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.text import clean_text
from toolkit.text.tables import find_cells


def heads(text):
    """Figures of the tables of a text with the heads of row and column and the unit."""
    return [(cell.text, cell.row_head, cell.column_head, cell.unit) for cell in find_cells(text) if cell.unit or cell.text[-1:].isdigit()]


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        pytest.param(
            "单位：万元\n项目\t预算数\t执行数\n茶税\t10\t12\n盐税\t8\t7",
            [
                ("10", "茶税", "预算数", "万元"), ("12", "茶税", "执行数", "万元"),
                ("8", "盐税", "预算数", "万元"), ("7", "盐税", "执行数", "万元"),
            ],
            id="unit of the caption",
        ),
        pytest.param(
            "品种\t产量（万吨）\t占比（%）\n竹笋\t3.5\t40\n香菇\t1.5\t60",
            [
                ("3.5", "竹笋", "产量（万吨）", "万吨"), ("40", "竹笋", "占比（%）", "%"),
                ("1.5", "香菇", "产量（万吨）", "万吨"), ("60", "香菇", "占比（%）", "%"),
            ],
            id="units of the heads",
        ),
        pytest.param(
            "产品名称\t计量单位\t产量\t比上年增长\n瓷砖\t万平方米\t12.5\t-3.1\n纸扇\t万把\t6\t2.2",
            [
                ("12.5", "瓷砖", "产量", "万平方米"), ("-3.1", "瓷砖", "比上年增长", "%"),
                ("6", "纸扇", "产量", "万把"), ("2.2", "纸扇", "比上年增长", "%"),
            ],
            id="unit of the row, and a change in per cent",
        ),
        pytest.param(
            "\t2031年\t\t2032年\t\n项目\t全市\t市级\t全市\t市级\n债券（亿元）\t5\t2\t6\t3\n借款（亿元）\t1\t1\t2\t1",
            [
                ("5", "债券（亿元）", "2031年 > 全市", "亿元"), ("2", "债券（亿元）", "2031年 > 市级", "亿元"),
                ("6", "债券（亿元）", "2032年 > 全市", "亿元"), ("3", "债券（亿元）", "2032年 > 市级", "亿元"),
                ("1", "借款（亿元）", "2031年 > 全市", "亿元"), ("1", "借款（亿元）", "2031年 > 市级", "亿元"),
                ("2", "借款（亿元）", "2032年 > 全市", "亿元"), ("1", "借款（亿元）", "2032年 > 市级", "亿元"),
            ],
            id="heads that span columns",
        ),
        pytest.param(
            "单位：亿元\n收入\t预算数\t支出\t预算数\n茶税\t4\t办学\t5\n盐税\t3\t修路\t2",
            [
                ("4", "茶税", "预算数", "亿元"), ("5", "办学", "预算数", "亿元"),
                ("3", "盐税", "预算数", "亿元"), ("2", "修路", "预算数", "亿元"),
            ],
            id="two tables side by side",
        ),
    ],
)  # fmt: skip
def test_heads_and_units(table, expected):
    assert heads(table) == expected


def test_a_head_without_its_first_empty_cell_stands_over_the_figures():
    cells = find_cells("单位\t产量\t增长\n瓷砖\t万块\t12\t3\n纸扇\t万把\t6\t2")
    assert [(cell.text, cell.column_head, cell.unit) for cell in cells if cell.row_head == "纸扇"] == [
        ("万把", "单位", None), ("6", "产量", "万把"), ("2", "增长", "%"),
    ]  # fmt: skip


def test_rows_that_lack_empty_cells_are_placed_by_what_they_hold():
    table = "单位：万元\n项目\t预算数\t执行数\t项目\t预算数\t执行数\n甲收入\t1\t2\t甲支出\t3\t4\n乙收入\t乙支出\t5\t6\n丙收入\t7\t8\t丙支出"
    found = {(cell.text, cell.row_head, cell.column_head) for cell in find_cells(table) if cell.unit}
    assert {("5", "乙支出", "预算数"), ("6", "乙支出", "执行数"), ("7", "丙收入", "预算数"), ("8", "丙收入", "执行数")} <= found


@pytest.mark.parametrize(
    ("labels", "path"),
    [
        (["一、税收", "茶税"], "税收 > 茶税"),
        (["一、税收", "（一）流转税", "茶税"], "税收 > 流转税 > 茶税"),
        (["一、税收", "茶税", "二、规费"], "规费"),
        (["存款", "其中：住户"], "存款 > 住户"),
        (["存款", "#住户"], "存款 > 住户"),
        (["存款", "其中：住户", "贷款", "其中：企业"], "贷款 > 企业"),
        (["人口", "其中：城镇", "乡村", "其中：男性"], "人口 > 男性"),
        (["用电", "\u3000工业", "\u3000\u3000制造业"], "用电 > 工业 > 制造业"),
        (["价格", "\u3000其中：食品", "\u3000\u3000\u3000\u3000衣着"], "价格 > 衣着"),
        (["一、税收", "茶税", "合计"], "合计"),
    ],
)
def test_labels_with_those_they_are_part_of(labels, path):
    table = "指标\t数值（元）\n" + "\n".join(f"{label}\t{10 + place}" for place, label in enumerate(labels)) + "\n完\t99"
    found = {cell.text: cell.row_head for cell in find_cells(table)}
    assert found[str(9 + len(labels))] == path


def test_a_label_broken_around_its_figures_is_whole():
    table = "单位：万元\n项目\t预算数\t执行数\n甲支出\t1\t2\n乡镇道路和桥梁养护\n30\t40\n补助支出\n丙支出\t5\t6"
    assert ("30", "乡镇道路和桥梁养护补助支出", "预算数", "万元") in heads(table)


def test_figures_set_against_the_next_label_are_parted():
    table = "单位：万元\n项目\t执行数\t项目\t执行数\n一、收入\t12一、支出\t15\n二、补助\t3\t二、上解\t4"
    assert {("12", "收入"), ("15", "支出")} <= {(text, row) for text, row, _, _ in heads(table)}


TWO_HEADS = "单位：万元\n项目\t上年数\t2031年执行数\t\n\t\t金额\t占预算%\n"


def test_a_few_rows_longer_than_the_head_do_not_shift_it():
    rows = "".join(f"{name}\t{9 + at}\t{7 + at}\t98.{at}\n" for at, name in enumerate("甲乙丙丁戊己庚辛壬癸"))
    table = f"{TWO_HEADS}{rows}另外：转贷8还本\t\t\t5\t\t\t5\n"
    placed = {(row, head): (text, unit) for text, row, head, unit in heads(table)}
    assert placed["丙", "2031年执行数 > 金额"] == ("9", "万元")
    assert placed["丙", "2031年执行数 > 占预算%"] == ("98.2", "%")


def test_a_table_set_in_two_grids_has_the_columns_of_most_rows():
    fine = "项目\t\t\t\t\t\n\t\t2030年\t\t2031年\t\n\t\t决算数\t\t执行数\t增长%\n茶税\t31\t\t\t33\t6.5\n"
    table = f"单位：万元\n{fine}盐税\t41\t42\t2.4\n船税\t51\t52\t2.0\n"
    expected = {
        ("31", "茶税", "决算数", "万元"), ("33", "茶税", "执行数", "万元"), ("6.5", "茶税", "增长%", "%"),
        ("42", "盐税", "执行数", "万元"), ("2.0", "船税", "增长%", "%"),
    }  # fmt: skip
    assert expected <= {(text, row, head.split(" > ")[-1], unit) for text, row, head, unit in heads(table)}


def test_figures_set_into_one_cell_are_spread_over_the_empty_ones_behind_it():
    table = "项目\t甲数\t乙数\t丙数\n茶\t3\t4\t5\n盐\t6 7 8\t\t\n船\t1 2\t\t9"
    placed = {(row, head): text for text, row, head, _ in heads(table)}
    assert [placed["盐", head] for head in ("甲数", "乙数", "丙数")] == ["6", "7", "8"]
    assert [placed["船", head] for head in ("甲数", "乙数", "丙数")] == ["1", "2", "9"]


def test_rows_without_figures_below_a_head_are_no_heads():
    empty = "".join(f"{name}税\t\t\n" for name in "甲乙丙丁戊己庚辛")
    table = f"单位：万元\n项目\t预算数\t执行数\n{empty}二、杂费\t3\t4\n三、罚没\t5\t6"
    assert [(text, head) for text, row, head, _ in heads(table) if row == "杂费"] == [("3", "预算数"), ("4", "执行数")]


def test_a_second_head_begins_another_part():
    table = "单位：万元\n项目\t预算数\n茶税\t3\n盐税\t4\n项目\t决算数\n茶税\t5"
    assert [(text, head) for text, _, head, _ in heads(table)] == [("3", "预算数"), ("4", "预算数"), ("5", "决算数")]


def test_columns_of_plain_text():
    table = "品种    产量（吨）\n竹笋    12\n香菇    30\n木耳     7"
    assert [(text, row, unit) for text, row, _, unit in heads(table)] == [("12", "竹笋", "吨"), ("30", "香菇", "吨"), ("7", "木耳", "吨")]


@pytest.mark.parametrize(
    "text",
    [
        "全年粮食产量12万吨。\n新建学校3所。",
        "一、工作回顾\t",
        "报告\t——2031年1月3日",
        "联系人：甲  电话：1234\n完成12项。",
        "甲  乙\n丙  丁",
    ],
)
def test_prose_is_no_table(text):
    assert find_cells(clean_text(text)) == []


def test_cleaning_keeps_empty_cells_and_indents_of_rows_and_no_others():
    raw = "\t附：\n\t\t产量\t\n\t2031年\t2032年\n\u3000其中：甲\t\t5\n乙\t\t\n\u3000\u3000各位代表：\n\t附注。\t"
    assert clean_text(raw, wrapped=False) == "附：\n\t\t产量\t\n\t2031年\t2032年\n\u3000其中：甲\t\t5\n乙\t\t\n各位代表：\n附注。"
    assert clean_text(clean_text(raw, wrapped=False), wrapped=False) == clean_text(raw, wrapped=False)


CELLS = st.sampled_from(["", "甲", "项目", "12", "-3.5%", "2031年", "单位：元", "—", "  ", "一、乙"])


@given(st.lists(st.lists(CELLS, max_size=7), max_size=9))
@settings(max_examples=150, deadline=None)
def test_any_ragged_table_keeps_the_offset_rule(rows):
    text = "\n".join("\t".join(row) for row in rows)
    cells = find_cells(text)
    assert all(text[cell.start : cell.end] == cell.text != "" for cell in cells)
    assert [cell.start for cell in cells] == sorted({cell.start for cell in cells})


@pytest.mark.parametrize("line", ["\t", "a\t", "项目\t1\n", "甲  乙  1\n", "1\t2\n"])
def test_time_is_linear(line):
    def seconds(times):
        text, spent = line * times, []
        for _ in range(3):
            begin = process_time()
            find_cells(clean_text(text, wrapped=False))
            spent.append(process_time() - begin)
        return min(spent)

    assert seconds(8000) < 12 * seconds(2000) + 0.2
