"""The report page: one file, complete, safe and the same every time."""

import re
from html.parser import HTMLParser

import pandas as pd
import pytest

import toolkit as tk
from toolkit.report import AnalysisOptions, analyse
from toolkit.report.amounts import shown_amount
from toolkit.report.periods import groups_of, periods_of

REPORT = """清远市政府工作报告
——{year}年1月12日在清远市第八届人民代表大会上
一、{past}年工作回顾
全市地区生产总值增长{result}%，城镇新增就业{jobs}万人。深入推进“放管服”改革，贯彻《中华人民共和国环境保护法》，治理北江支流{rivers}条。
{theme}
二、{year}年主要目标
地区生产总值增长{aim}%左右，城镇调查失业率控制在5.5%以内。
"""
THEMES = ["农业增产，农村增收，粮食丰收。", "修路架桥，交通先行，公路成网。", "数字经济加快发展，数据要素流通。"]


def report_text(year):
    values = {"result": 5 + year % 3 / 10, "jobs": 3 + year % 4, "rivers": 10 + year % 5, "aim": 5 + year % 2 / 2}
    return REPORT.format(year=year, past=year - 1, theme=THEMES[min((year - 2016) // 3, 2)] * 4, **values)


@pytest.fixture(scope="module")
def corpus():
    years = range(2016, 2025)
    table = pd.DataFrame({"标题": [f"{year}年清远市政府工作报告" for year in years], "正文": [report_text(year) for year in years]})
    table["place"], table["year"], table["review_year"] = "清远市", list(years), [year - 1 for year in years]
    return tk.build_corpus(table).annotate()


@pytest.fixture(scope="module")
def page(corpus, tmp_path_factory):
    return tk.write_report(corpus, tmp_path_factory.mktemp("report") / "report.html").read_text(encoding="utf-8")


class Structure(HTMLParser):
    """Open and closed tags, in order."""

    def __init__(self):
        super().__init__()
        self.open, self.faults, self.links = [], [], []

    def handle_starttag(self, tag, attrs):
        if tag not in ("meta", "img"):
            self.open.append(tag)
        self.links += [value for name, value in attrs if name in ("href", "src")]

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.faults.append(tag)


def test_the_page_is_well_formed_and_needs_nothing_from_elsewhere(page):
    structure = Structure()
    structure.feed(page)
    assert structure.faults == []
    assert structure.open == []
    assert all(link.startswith(("#", "data:image/svg+xml;base64,")) for link in structure.links)
    anchors = {link[1:] for link in structure.links if link.startswith("#")}
    assert anchors == set(re.findall(r'<section id="([a-z]+)"', page))


def test_the_page_shows_documents_figures_and_the_sentences_of_the_panel(page):
    assert "2018年清远市政府工作报告" in page
    assert "地区生产总值：目标与结果" in page
    assert re.search(r"<summary>5%左右</summary>\s*<p>地区生产总值增长5\.0%左右", page)
    assert "中华人民共和国环境保护法" in page
    assert "Mann–Kendall" in page


def test_the_same_corpus_gives_the_same_bytes(corpus, tmp_path):
    part = corpus.filter(year=range(2020, 2025))
    first, second = (tk.write_report(part, tmp_path / f"{name}.html").read_bytes() for name in "ab")
    assert first == second


def test_the_page_can_be_english_and_have_a_title(corpus, tmp_path):
    part = corpus.filter(year=[2017, 2018])
    text = tk.write_report(part, tmp_path / "report.html", lang="en", title="Reports <of> Yunshan").read_text(encoding="utf-8")
    assert '<html lang="en">' in text
    assert "<h1>Reports &lt;of&gt; Yunshan</h1>" in text
    assert "about 5%" in text


def test_markup_in_a_document_stays_text(tmp_path):
    text = "<script>alert(1)</script>全市地区生产总值增长5%。<b>《“<i>”条例》</b>"
    corpus = tk.build_corpus(pd.DataFrame({"标题": ["<script>x</script>报告"], "正文": [text], "place": ["清远市"], "year": [2024]}))
    page = tk.write_report(corpus, tmp_path / "report.html").read_text(encoding="utf-8")
    assert "<script" not in page


@pytest.mark.parametrize(
    "table",
    [
        pd.DataFrame({"正文": ["全面推进依法行政。"]}),
        pd.DataFrame({"正文": ["全面推进依法行政。", "加强普法。"], "place": ["清远市", "佛冈县"]}),
        pd.DataFrame({"正文": ["。", "！"], "year": [2020, 2021]}),
    ],
    ids=["one document without a year", "two places, no figures", "no words"],
)
def test_small_and_empty_corpora_have_a_page(table, tmp_path):
    page = tk.write_report(tk.build_corpus(table), tmp_path / "report.html").read_text(encoding="utf-8")
    assert "年份少于四个" in page
    assert "没有找到可以归入标准指标的数字" in page


def test_repeated_documents_are_listed_and_not_counted(tmp_path):
    text = "清远市全面推行河长制，河湖水质明显改善，群众满意度提高。" * 8
    table = pd.DataFrame({"text": [text, "税收优惠政策落地。", text], "year": [2021, 2022, 2023]})
    corpus = tk.build_corpus(table).annotate()
    analysis = analyse(corpus)
    assert analysis.counts["documents"] == 3
    assert analysis.counts["duplicates"] == 1
    assert analysis.names.set_index("name").loc["清远市", ["mentions", "documents"]].tolist() == [8, 1]
    page = tk.write_report(corpus, tmp_path / "report.html").read_text(encoding="utf-8")
    assert "其中 1 份与更早的文件相同或几乎相同" in page


def test_tables_of_an_analysis(corpus):
    analysis = analyse(corpus, options=AnalysisOptions(n_topics=3, seed=1))
    law = analysis.names.query("name == '中华人民共和国环境保护法'").iloc[0]
    assert (law["mentions"], law["documents"], law["first_year"], law["last_year"]) == (9, 9, 2016, 2024)
    assert "环境保护法" in law["first_sentence"]
    assert "粮食" not in set(analysis.keywords.query("period == '2020年代'")["term"])
    assert "农村" in set(analysis.keywords.query("period == '2010年代'")["term"])
    met = analysis.panel.query("indicator == '地区生产总值' and year == 2017").iloc[0]
    assert (met["target"], met["actual"], met["attained"]) == (5.5, 5.2, False)


@pytest.mark.parametrize(
    ("value", "options", "expected"),
    [
        (5.67e12, {"unit": "元"}, "5.67万亿元"),
        (641000.0, {"unit": "人", "bound": "exact"}, "64.1万人"),
        (6.0, {"unit": "%", "bound": "min"}, "6%以上"),
        (6.0, {"unit": "%", "bound": "range", "value_max": 6.5}, "6–6.5%"),
        (-3.3, {"unit": "%"}, "−3.3%"),
        (2.91, {"unit": ""}, "2.91"),
        (float("nan"), {"unit": "%"}, ""),
    ],
)
def test_amounts_are_written_as_readers_expect_them(value, options, expected):
    assert shown_amount(value, **options) == expected


def test_groups_are_periods_types_or_places_whichever_divides_the_documents():
    years = pd.array([2021, 2022, None], dtype="Int32")
    rows = pd.DataFrame({"year": years, "doc_type": ["公报", "公报", "报告"], "place": ["甲市", "乙市", "乙市"]})
    assert groups_of(rows).tolist()[:2] == ["2021年", "2022年"]
    assert groups_of(rows.assign(year=2021)).tolist() == ["公报", "公报", "报告"]
    assert groups_of(rows.assign(year=2021, doc_type=None)).tolist() == ["甲市", "乙市", "乙市"]
    assert groups_of(rows.assign(year=2021, doc_type="公报", place="甲市"), lang="en").unique().tolist() == ["all documents"]
    assert periods_of(pd.Series(range(1995, 2015)), lang="en").unique().tolist() == ["1990s", "2000s", "2010s"]
