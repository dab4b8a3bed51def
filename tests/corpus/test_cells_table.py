"""Tables of files come to the text as rows with one cell a column, and to the corpus as the table ``cells``."""

import io

import docx
import pandas as pd
import pytest

import toolkit as tk
from toolkit.corpus.html import read_html
from toolkit.corpus.markdown import pipes_to_tabs
from toolkit.corpus.office import read_docx
from toolkit.corpus.pdf_lines import Box, Line
from toolkit.corpus.pdf_tables import with_columns
from toolkit.tables import SCHEMAS

TABLE = "2031年茶叶产量\n单位：吨\n地区\t2030年\t2031年\n东乡\t10\t12\n西乡\t20\t\n"


def test_cells_of_a_corpus_point_into_the_text():
    corpus = tk.build_corpus(pd.DataFrame({"text": [TABLE, "全市产茶12吨。"]}))
    cells = corpus.cells
    assert list(cells.columns) == SCHEMAS["cells"].names
    texts = corpus.documents.set_index("doc_id")["text"]
    assert all(texts[cell.doc_id][cell.start : cell.end] == cell.text for cell in cells.itertuples())
    figures = cells[cells["unit"].notna()]
    assert figures[["text", "row_head", "column_head", "unit"]].values.tolist() == [
        ["10", "东乡", "2030年", "吨"], ["12", "东乡", "2031年", "吨"], ["20", "西乡", "2030年", "吨"],
    ]  # fmt: skip


def test_cells_of_a_view_and_of_a_corpus_opened_again(tmp_path):
    texts = pd.DataFrame({"text": [TABLE, TABLE.replace("茶叶", "竹笋")], "year": [2031, 2032]})
    built = tk.build_corpus(texts, tmp_path / "corpus")
    half = built.filter(year=2032).cells
    assert len(half) * 2 == len(built.cells)
    pd.testing.assert_frame_equal(tk.open_corpus(tmp_path / "corpus").cells, built.cells)
    assert tk.build_corpus(texts.iloc[:1], tmp_path / "corpus").cells["doc_id"].nunique() == 1


def test_cells_do_not_depend_on_the_number_of_processes(tmp_path):
    texts = pd.DataFrame({"text": [f"{TABLE}第{number}页。" for number in range(5)]})
    one, two = (tk.build_corpus(texts, tmp_path / str(jobs), n_jobs=jobs).cells for jobs in (1, 2))
    pd.testing.assert_frame_equal(one, two)


PAGE = """<html><body><p>全市茶叶生产情况如下表所示，数据来自抽样调查，供有关部门参考使用。</p><table>{rows}</table></body></html>"""


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (
            "<tr><td rowspan='2'>指标</td><td colspan='2'>产量</td></tr><tr><td>甲</td><td>乙</td></tr>"
            "<tr><td>茶</td><td>1</td><td>2</td></tr>",
            "指标\t产量\t\n\t甲\t乙\n茶\t1\t2",
        ),
        ("<tr><td></td><td>甲</td></tr><tr><td>茶</td><td>1</td></tr>", "\t甲\n茶\t1"),
        ("<tr><td>指标</td><td>甲</td></tr><tr><td>&emsp;其中：<br>茶</td><td>1</td></tr>", "指标\t甲\n\u3000其中：茶\t1"),
        ("<tr><td>指\n 标</td><td colspan='x'>甲</td></tr><tr><td>  茶</td><td rowspan='-3'>1</td></tr>", "指标\t甲\n茶\t1"),
    ],
)
def test_cells_of_a_page_that_span_columns_and_rows(rows, expected):
    assert read_html(PAGE.format(rows=rows).encode()).text.split("\n", 1)[1] == expected


def test_merged_cells_of_a_word_file_stand_once():
    document = docx.Document()
    table = document.add_table(3, 3)
    for row, cells in enumerate([["指标", "产量", ""], ["", "甲", "乙"], ["\u3000茶\n叶", "1", "2"]]):
        for column, text in enumerate(cells):
            table.cell(row, column).text = text
    table.cell(0, 1).merge(table.cell(0, 2)).text = "产量"
    table.cell(0, 0).merge(table.cell(1, 0)).text = "指标"
    file = io.BytesIO()
    document.save(file)
    assert read_docx(file.getvalue()).text == "指标\t产量\t\n\t甲\t乙\n\u3000茶叶\t1\t2"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("| 指标 | 值 |\n|:--|--:|\n| 茶 | 1 |\n\n完", "指标\t值\n茶\t1\n\n完"),
        ("指标 | 值\n--- | ---\n茶 |", "指标\t值\n茶"),
        ("甲|乙\n丙|丁", "甲|乙\n丙|丁"),
        ("| 甲\\|乙 | 1 |\n|---|---|", "甲|乙\t1"),
    ],
)
def test_tables_of_markdown(text, expected):
    assert pipes_to_tabs(text) == expected


def line(bottom, *boxes):
    """A line of a page: texts with where they begin, each character ten points wide (figures five)."""
    placed = []
    for left, text in boxes:
        edges, at = [], float(left)
        for char in text:
            width = 5.0 if char.isascii() else 10.0
            edges.append((at, at + width))
            at += width
        placed.append(Box(text, tuple(edges)))
    text = "\t".join(box.text for box in placed)
    return Line(text, placed[0].left, placed[-1].right, bottom, 10.0, tuple(placed))


def test_rows_of_a_pdf_page_get_their_empty_cells_and_broken_labels():
    lines = [
        line(520, (200, "收支情况表")),
        line(500, (250, "2031年")),
        line(490, (20, "项目")),
        line(480, (200, "预算数"), (300, "执行数")),
        line(460, (20, "茶税"), (210, "120"), (310, "130")),
        line(440, (20, "盐税"), (310, "75")),
        line(425, (20, "乡镇道路和")),
        line(420, (210, "40"), (310, "41")),
        line(415, (20, "桥梁养护")),
        line(395, (30, "合计"), (210, "160"), (310, "246")),
    ]
    assert [row.text for row in with_columns(lines)] == [
        "收支情况表", "\t2031年\t", "项目\t预算数\t执行数", "茶税\t120\t130", "盐税\t\t75",
        "乡镇道路和桥梁养护\t40\t41", "\u3000合计\t160\t246",
    ]  # fmt: skip


def test_running_text_of_a_page_stays_as_it_is():
    lines = [line(500, (20, "全市茶叶产量")), line(480, (20, "比上年增长"), (300, "注")), line(460, (20, "完。"))]
    assert with_columns(lines) == lines
