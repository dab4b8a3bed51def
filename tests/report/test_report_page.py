"""The report page: one file, complete, safe and the same every time."""

import json
import re
from html.parser import HTMLParser
from random import Random

import pandas as pd
import pytest

import toolkit as tk
from toolkit.report import AnalysisOptions, analyse, gathering
from toolkit.report import analysis as analysis_module
from toolkit.report.amounts import shown_amount
from toolkit.report.messages import in_chinese
from toolkit.report.names import Names
from toolkit.report.periods import groups_of, periods_of
from toolkit.report.readings import readings_of

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
        if tag not in ("meta", "img", "source"):
            self.open.append(tag)
        self.links += [value for name, value in attrs if name in ("href", "src")]

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.faults.append(tag)


def test_the_page_is_well_formed_and_needs_nothing_from_elsewhere(page):
    structure = Structure()
    # Pages of facts are kept as text in scripts.
    for part in (page, *re.findall(r" data-page>(.*?)</script>", page, re.DOTALL)):
        structure.feed(part)
        assert structure.faults == []
        assert structure.open == []
    assert all(link.startswith(("#", "data:image/svg+xml;base64,", "data:image/webp;base64,")) for link in structure.links)
    anchors = {link[1:] for link in structure.links if link.startswith("#")}
    assert anchors <= set(re.findall(r' id="([a-z]+(?:-[0-9]+)?)"', page))
    assert set(re.findall(r'<section id="([a-z]+)"', page)) <= anchors
    assert "http" not in re.sub(r"http-equiv|http://www.w3.org", "", re.sub(r"base64,[^\"')]+", "", page))


def test_the_page_shows_documents_figures_and_the_sentences_of_the_panel(page):
    assert "2018年清远市政府工作报告" in page
    assert "地区生产总值：目标与结果" in page
    number = int(re.search(r'data-s="([0-9]+)">5%左右</button>', page)[1])
    data = json.loads(re.search(r'id="data">(.*?)</script>', page)[1])
    n, [[quote, start, length]] = data["samples"][number]
    document, section, _, text = data["quotes"][quote]
    assert (n, text[start : start + length]) == (1, "5.0%左右")
    assert text.startswith("地区生产总值增长5.0%左右")
    assert data["sections"][section] == "二、2016年主要目标"
    told = {"title": "2016年清远市政府工作报告", "year": 2016, "place": "清远市"}
    assert data["documents"][document].items() >= told.items()
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
    n_pages = page.count(" data-page>")
    assert page.count("<script") == page.count("</script>") == n_pages + 3  # the data, the document, the script of the page
    assert n_pages == 2
    assert "&lt;script&gt;x&lt;/script&gt;报告" in page


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


def test_notes_name_documents_by_their_titles_and_the_whole_country_is_no_place(tmp_path):
    text = "全面推行河长制，河湖水质明显改善，群众满意度提高。" * 8
    rows = {"text": [text, "税收优惠政策落地。" * 20, text], "title": ["河湖治理通告", "税收通告", "河湖治理通告（重印）"]}
    table = pd.DataFrame({**rows, "place": ["清远市", "全国", "清远市"], "year": [2021, 2022, 2023]})
    page = tk.write_report(tk.build_corpus(table), tmp_path / "report.html").read_text(encoding="utf-8")
    assert "全文与 河湖治理通告 相同" in page
    assert re.search(">1</a></b><span>个地区（另有全国的文件）<", page)


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


def test_a_count_opens_sentences_of_several_documents_and_says_how_many_there_are(corpus):
    samples = analyse(corpus).samples
    law = samples.by_key["name", "POLICY", "中华人民共和国环境保护法"]
    assert law.n == 9
    assert len(law.quotes) == 5
    texts = [samples.quotes["text"][number][start:end] for number, start, end in law.quotes]
    assert texts == ["《中华人民共和国环境保护法》"] * 5 or texts == ["中华人民共和国环境保护法"] * 5
    assert samples.quotes["doc_id"][[number for number, _, _ in law.quotes]].nunique() == 5


def test_few_documents_have_few_topics():
    themes = [
        "粮食增产，农民增收，水稻丰收，果园飘香，种子改良，化肥减量，农机普及，耕地保护，畜牧兴旺，渔业发展。",
        "公路通车，桥梁架设，铁路延伸，港口扩建，机场启用，地铁开工，隧道贯通，物流畅通，高速收费，客运便捷。",
        "法院审判，检察监督，律师服务，调解纠纷，普法宣传，仲裁公正，公证便民，司法救助，执法规范，信访化解。",
        "学校招生，教师培训，课程改革，考试公平，学生体育，幼儿入园，大学科研，职业技能，图书阅读，食堂安全。",
        "医院改革，医生值班，药品集采，护士培养，疫苗接种，门诊预约，病床增加，中医传承，健康体检，急救迅速。",
    ]
    chance = Random(1)

    def section(at):
        clauses = "，".join(chance.sample(re.split("[，。]", themes[at % 5])[:-1], 6))
        return f"{'一二三四五六七八九十'[at]}、第{at}项工作\n{clauses}。\n"

    texts = ["".join(map(section, range(10))) + "联系电话：①号。" * 3 for _ in range(3)]
    corpus = tk.build_corpus(pd.DataFrame({"text": texts, "year": [2021, 2022, 2023]})).annotate()
    topics = analyse(corpus).topics
    assert topics["topic"].nunique() <= 4
    assert not set(topics["term"]) & {"①", "联系电话"}


def test_names_of_their_own_are_no_keywords_of_places(tmp_path):
    rows = [
        {"text": f"{place}{word}增产，{word}丰收。" * 6, "place": place, "year": 2020 + at}
        for place, word in (("广东省", "荔枝"), ("云南省", "茶叶"))
        for at in range(2)
    ]
    analysis = analyse(tk.build_corpus(pd.DataFrame(rows)).annotate())
    words = analysis.place_words.groupby("place")["term"].agg(set)
    assert words["广东省"] == {"荔枝"}
    assert not {"广东省", "云南省"} & set(analysis.keywords["term"])


def test_the_tables_of_a_page_say_how_they_were_made(page):
    assert page.count('<details class="note made">') > 5
    assert "claims_panel" in page
    assert "Series(" not in page
    assert "<dt>主题个数</dt><dd>" in page
    assert "（上限 12，个数由文本决定）" in page
    assert "以文件为单位统计词频（停用词：通用词）" in page
    assert "rank_keywords(by=" in page


@pytest.mark.parametrize(
    ("message", "chinese"),
    [
        ("the text is nearly that of 甲市/2020.txt", "全文与 甲市/2020.txt 几乎相同"),
        ("the table has no rows", "表格没有行"),
        ("the file has 3,000,000 bytes; files above 2,000,000 bytes are not read", "文件有 3,000,000 字节；超过 2,000,000 字节的文件不读"),
        ("something new", "something new"),
    ],
)
def test_notes_and_errors_are_told_in_chinese(message, chinese):
    assert in_chinese(message) == chinese


def test_long_sentences_are_cut_around_the_figure():
    text = "概况" * 400 + "，全市地区生产总值增长5%，" + "情况" * 400 + "。"
    corpus = tk.build_corpus(pd.DataFrame({"text": [text], "year": [2024], "place": ["清远市"]})).annotate()
    samples = analyse(corpus).samples
    number, start, end = samples.by_key["all", "claims"].quotes[0]
    told = samples.quotes["text"][number]
    assert told[start:end] == "5%"
    assert len(told) < 500
    assert told[0] == told[-1] == "…"


def test_documents_to_be_read_are_a_sample_of_many():
    texts = [f"第{at}号报告。全市生产总值增长{at % 9 + 1}%。" for at in range(60)]
    corpus = tk.build_corpus(pd.DataFrame({"text": texts, "year": [1960 + at for at in range(60)], "place": ["清远市"] * 60})).annotate()
    readings = readings_of(corpus)
    assert len(readings) == 24
    assert "".join(piece.text for piece in readings[0].pieces) == texts[1]
    assert {piece.kind for reading in readings for piece in reading.pieces} == {"", "CLAIM"}


def test_names_added_up_in_parts_are_those_of_the_whole(corpus):
    documents, entities = corpus.read("documents", ["doc_id", "year", "place"]), corpus.entities
    whole, parts = Names(documents), Names(documents)
    whole.add(entities, corpus.sentences)
    for doc_id in reversed(documents["doc_id"].tolist()):
        parts.add(entities[entities["doc_id"] == doc_id], corpus.sentences)
    for one, other in zip(whole.tables(), parts.tables(), strict=True):
        assert len(one)
        pd.testing.assert_frame_equal(one, other)


def test_a_panel_made_of_a_few_indicators_at_a_time_is_the_same(corpus, monkeypatch):
    claims = gathering.gathered(corpus, corpus, sentences=True).claims
    whole = gathering.panel_tables(claims, sentences=True)
    monkeypatch.setattr(gathering, "_AT_ONCE", 3)
    for one, other in zip(whole, gathering.panel_tables(claims, sentences=True), strict=True):
        pd.testing.assert_frame_equal(one, other)
    pd.testing.assert_frame_equal(whole[0], tk.claims_panel(corpus), check_dtype=False)


def test_words_of_a_corpus_that_is_too_large_are_counted_in_some_documents(corpus, monkeypatch, tmp_path):
    monkeypatch.setattr(analysis_module, "_CHARACTERS", int(corpus.documents["n_chars"].sum() * 0.6))
    analysis = analyse(corpus)
    assert (analysis.n_counted, analysis.counts["documents"]) == (5, 9)
    assert analysis.names.set_index("name").loc["中华人民共和国环境保护法", "documents"] == 9
    assert "均匀抽取的 5 份中统计，共 9 份" in tk.write_report(corpus, tmp_path / "report.html").read_text(encoding="utf-8")


def test_figures_that_a_page_may_show_are_the_same_without_the_others(corpus):
    whole, page = analyse(corpus), analyse(corpus, sentences=False)
    assert page.samples.by_key == whole.samples.by_key
    columns = [name for name in whole.panel.columns if not name.endswith("_sentence")]
    pd.testing.assert_frame_equal(page.panel[columns], whole.panel[columns])
    assert "text" not in page.documents.columns
