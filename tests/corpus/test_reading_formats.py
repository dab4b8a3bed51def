"""Each file format, encoding and table gives the text that stands in it, whole and in order."""

import io
import zipfile
from pathlib import Path

import docx
import matplotlib.pyplot as plt
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.backends.backend_pdf import PdfPages
from matplotlib.font_manager import FontProperties
from mplfonts.conf import FONT_DIR

import toolkit as tk
from toolkit.corpus.decoding import decode
from toolkit.corpus.html import read_html, read_mhtml
from toolkit.corpus.office import read_docx
from toolkit.corpus.pdf import read_pdf
from toolkit.errors import InvalidValue, ReadError

SIMPLIFIED = "各位代表：现在，我代表市人民政府向大会报告工作，请予审议。\n" * 5
TRADITIONAL = "臺灣省政府施政報告，推動環境保護與經濟發展，請予審議。\n" * 5


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "gb2312"])
def test_encodings_of_simplified_text(encoding):
    decoded = decode(SIMPLIFIED.encode(encoding))
    assert decoded.text == SIMPLIFIED
    assert decoded.warning is None


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "big5", "gb18030"])
def test_encodings_of_traditional_text(encoding):
    assert decode(TRADITIONAL.encode(encoding)).text == TRADITIONAL


def test_wrong_bytes_have_a_position():
    decoded = decode(SIMPLIFIED.encode() + b"\xff" + "完。".encode())
    assert decoded.text == SIMPLIFIED + "\ufffd完。"
    assert f"byte {len(SIMPLIFIED.encode())} (line 6, 0xff)" in decoded.warning


@pytest.mark.parametrize("place", [2, 40, 41, 42, 43])
def test_one_wrong_byte_in_a_short_text_is_told_and_the_text_is_kept(place):
    data = "桃源市2031年茶业通报。全市采茶八十吨，茶价平稳，茶农收入增加，收成好于上年。".encode()
    decoded = decode(data[:place] + b"\xff" + data[place + 1 :])
    assert decoded.text.endswith("茶农收入增加，收成好于上年。")
    assert "1 wrong byte" in decoded.warning


def test_a_stray_control_byte_is_left_out_and_told():
    decoded = decode(SIMPLIFIED.encode().replace("大会".encode(), "大\0会".encode(), 1))
    assert decoded.text == SIMPLIFIED
    assert "a control byte that no text has is left out (0x00 at position " in decoded.warning


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", ["茶价平稳，收成好于上年。", "。全市茶园经营良好，茶农收入增加"])
def test_short_utf16_without_a_mark_and_without_ascii(encoding, text):
    assert decode(text.encode(encoding)).text == text


@given(st.text())
@settings(max_examples=100, deadline=None)
def test_any_text_survives_utf8(text):
    if "\0" not in text and not text.startswith("\ufeff"):
        assert decode(text.encode("utf-8", "replace")).text == text.encode("utf-8", "replace").decode()


PAGE = """<!DOCTYPE html><html><head><meta charset="{charset}"><meta name="ArticleTitle" content="清远市2024年统计公报">
<meta name="PubDate" content="2025-03-20 10:00"><meta name=" ContentSource " content="市统计局"><title>公报_清远市人民政府</title>
<style>p {{color: red}}</style><script>var a = "不是正文。";</script></head><body>
<ul class="nav"><li><a href="/">首页</a></li><li><a href="/b">政务公开</a></li></ul>
<div class="position">当前位置：首页 > 公报</div>
<table class="index"><tr><td>索引号：</td><td>00123-2025</td><td>文号：</td><td>清府〔2025〕3号</td></tr></table>
<h1>清远市2024年统计公报</h1>
<div class="content"><p>2024年，全市实现地区生产总值<span>2250.6</span>亿元，比上年<b>增长</b>4.1%。</p>
<p>全市常住人口399.5万人，城镇化率为<span>57.2</span>%，
比上年末提高0.5个百分点。</p>
<table><tr><th>指标</th><th>绝对数</th><th>增长（%）</th></tr><tr><td>粮食产量（万吨）</td><td>69.8</td><td>1.2</td></tr></table>
<p style="display: none">隐藏的文字，不应出现在正文里。</p>
<p>注：本公报数据为初步统计数，以年鉴为准。</p></div>
<div class="footer">版权所有：清远市人民政府 粤ICP备05000000号</div></body></html>"""


@pytest.mark.parametrize("charset", ["utf-8", "gb2312", "gb18030"])
def test_page_gives_its_main_text_with_the_table_as_rows(charset):
    raw = read_html(PAGE.format(charset=charset).encode(charset))
    assert raw.text.split("\n") == [
        "清远市2024年统计公报",
        "2024年，全市实现地区生产总值2250.6亿元，比上年增长4.1%。",
        "全市常住人口399.5万人，城镇化率为57.2%，比上年末提高0.5个百分点。",
        "指标\t绝对数\t增长（%）",
        "粮食产量（万吨）\t69.8\t1.2",
        "注：本公报数据为初步统计数，以年鉴为准。",
    ]


def test_page_states_its_facts():
    stated = {fact.field: fact.value for fact in read_html(PAGE.format(charset="utf-8").encode()).stated}
    assert stated["title"] == "清远市2024年统计公报"
    assert stated["published"].startswith("2025-03-20")
    assert stated["media"] == "市统计局"
    assert stated["doc_number"] == "清府〔2025〕3号"


def test_web_archive_gives_the_page():
    head = "MIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n"
    archive = (head + PAGE.format(charset="utf-8")).encode()
    assert "比上年增长4.1%" in read_mhtml(archive).text


def test_nested_page_of_a_thousand_levels_is_read():
    page = "<html><body>" + "<div>" * 1000 + "<p>全年完成任务，各项指标好于预期，成绩来之不易。</p>" + "</div>" * 1000
    assert "好于预期" in read_html(page.encode()).text


def test_word_file_keeps_paragraphs_and_tables_in_order():
    document = docx.Document()
    document.add_paragraph("一、收入情况")
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip([cell for row in table.rows for cell in row.cells], ["项目", "万元", "税收", "1200"], strict=True):
        cell.text = text
    document.add_paragraph("二、支出情况")
    made = io.BytesIO()
    document.save(made)
    assert read_docx(made.getvalue()).text.split("\n") == ["一、收入情况", "项目\t万元", "税收\t1200", "二、支出情况"]


def pdf(pages, head="内部资料 注意保存"):
    font = FontProperties(fname=str(next(Path(FONT_DIR).glob("*.[ot]t[fc]"))))
    made = io.BytesIO()
    with plt.rc_context({"pdf.fonttype": 42}), PdfPages(made) as out:
        for number, lines in enumerate(pages, start=1):
            figure = plt.figure(figsize=(8, 10))
            figure.text(0.3, 0.97, head, fontproperties=font, fontsize=9)
            for place, (indent, line) in enumerate(lines):
                figure.text(0.1 + 0.05 * indent, 0.9 - 0.03 * place, line, fontproperties=font, fontsize=14)
            figure.text(0.5, 0.03, f"- {number} -", fontproperties=font, fontsize=9)
            out.savefig(figure)
            plt.close(figure)
    return made.getvalue()


def test_pdf_paragraphs_are_rejoined_and_page_furniture_is_gone():
    full = "全市经济运行总体平稳稳中有进质量效益稳步提升"
    first = [(1, "一、总体情况"), (1, full[:-1]), (0, full), (0, full)]
    pages = [first, [(0, "民生持续改善。"), (1, "下一步继续努力。")], [(1, "特此报告。")]]
    text = read_pdf(pdf(pages)).text
    assert text.split("\n") == ["一、总体情况", full[:-1] + full + full + "民生持续改善。", "下一步继续努力。", "特此报告。"]


def test_scanned_pdf_is_reported():
    with pytest.raises(ReadError, match="it is a scan"):
        read_pdf(pdf([[], [], []], head=""))


TABLE = pd.DataFrame(
    {
        "标题": ["2023年甲市政府工作报告", "关于加强管理的通知"],
        "发布日期": ["2023-01-20", "2022-05-06"],
        "内容": [SIMPLIFIED, "一、总体要求\n坚持问题导向。"],
    }
)


@pytest.mark.parametrize("kind", ["csv", "gbk.csv", "tsv", "xlsx", "jsonl", "parquet"])
def test_tables_are_one_document_a_row(tmp_path, kind):
    path = tmp_path / f"table.{kind}"
    if kind == "xlsx":
        TABLE.to_excel(path, index=False)
    elif kind == "jsonl":
        TABLE.to_json(path, orient="records", lines=True, force_ascii=False)
    elif kind == "parquet":
        TABLE.to_parquet(path)
    else:
        TABLE.to_csv(path, index=False, sep="\t" if kind == "tsv" else ",", encoding="gbk" if "gbk" in kind else "utf-8")
    documents = tk.build_corpus(path).documents
    assert documents["title"].tolist() == TABLE["标题"].tolist()
    assert documents["date"].tolist() == TABLE["发布日期"].tolist()
    assert documents["text"][0] == SIMPLIFIED.strip()
    assert '"title": "column 标题 (guessed)"' in documents["metadata_sources"][0]


def test_columns_are_mapped_by_argument_and_unknown_ones_refused(tmp_path):
    frame = TABLE.rename(columns={"内容": "c1", "标题": "c2", "发布日期": "c3"})
    documents = tk.build_corpus(frame, columns={"text": "c1", "title": "c2", "date": "c3"}).documents
    assert documents["date"].tolist() == ["2023-01-20", "2022-05-06"]
    with pytest.raises(InvalidValue, match="no column 'c9'"):
        tk.build_corpus(frame, columns={"text": "c9"})
    with pytest.raises(InvalidValue, match="did you mean 'title'"):
        tk.build_corpus(frame, columns={"titel": "c2"})


def test_zip_archive_holds_files_tables_and_names_in_gbk(tmp_path):
    path = tmp_path / "archive.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("报告/一.txt", SIMPLIFIED)
        archive.writestr("table.csv", TABLE.to_csv(index=False))
        info = zipfile.ZipInfo("二.txt".encode("gbk").decode("cp437"))
        archive.writestr(info, "二号文件的内容。")
        archive.writestr("inner.zip", b"PK")
        archive.writestr("picture.png", b"\x89PNG")
    corpus = tk.build_corpus(path)
    assert {"archive.zip/报告/一.txt", "archive.zip/table.csv#1", "archive.zip/table.csv#2"} < set(corpus.documents["doc_id"])
    assert len(corpus) == 4
    assert set(corpus.errors["source"]) == {"archive.zip/inner.zip", "archive.zip/picture.png"}


def test_traditional_script_is_converted_when_asked_and_recorded(tmp_path):
    frame = pd.DataFrame({"text": [TRADITIONAL]})
    assert "臺灣省" in tk.build_corpus(frame).documents["text"][0]
    corpus = tk.build_corpus(frame, simplified=True)
    assert "台湾省政府施政报告" in corpus.documents["text"][0]
    assert corpus.options["simplified"] is True
