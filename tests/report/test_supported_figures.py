"""Figures of the page: drawn where the corpus supports them, left out where it does not, each with the table behind it."""

import base64
import json
import re
from io import BytesIO
from random import Random

import pandas as pd
import pytest
from matplotlib.figure import Figure
from PIL import Image

import toolkit as tk
from toolkit.report import analyse, charts_of, render_page
from toolkit.report.blocks import drawn
from toolkit.report.chart import Chart
from toolkit.report.fact_charts import fact_charts
from toolkit.report.support import has_citations, has_outcomes, has_provinces, has_shares, has_spread
from toolkit.report.topic_choice import corpus_topics

PLACES = ["浙江省", "江苏省", "福建省", "江西省", "湖南省", "广东省", "云南省", "四川省", "贵州省"]
YEARS = range(2016, 2023)
TEXT = """{year}年{place}政府工作报告
——{year}年1月15日在{place}第十三届人民代表大会上
各位代表：
现在，我代表省人民政府向大会报告工作，请予审议。
一、{past}年工作回顾
全省地区生产总值增长{result}%。贯彻《中华人民共和国环境保护法》，落实《中华人民共和国安全生产法》，巡查河流，治理污染，关停小矿山。
二、{year}年主要目标
地区生产总值增长{aim}%左右。
三、{year}年重点工作
（一）振兴乡村
{farms}。{policy}
（二）发展工业
{works}。
（三）办好教育
{schools}。
（四）增进健康
{clinics}。
各位代表！让我们同心协力，不负重托，为谱写新篇章而努力奋斗！
"""
THEMES = {
    "farms": "粮食增产，农民增收，水稻丰收，果园飘香，种子改良，化肥减量，农机普及，耕地保护，畜牧兴旺，渔业发展，水渠通水，茶叶提质",
    "works": "园区建设，装备引进，机器人推广，5G工厂投产，出口扩大，铸造升级，芯片量产，电池下线，钢铁转型，化工搬迁，物流畅通，港口扩建",
    "schools": "学校招生，教师培训，课程改革，考试公平，学生体育，幼儿入园，大学科研，职业技能，图书阅读，食堂安全，校车接送，实验室更新",
    "clinics": "医院改革，医生值班，药品集采，护士培养，疫苗接种，门诊预约，病床增加，中医传承，健康体检，急救迅速，血库充足，康复护理",
}
CHANCE = Random(3)


def report(number, place, year):
    policy = "推行“田园课堂”工程。" if year >= 2017 + number // 2 else ""
    facts = {"year": year, "past": year - 1, "place": place, "result": 5 + (year + number) % 4 / 2, "aim": 5.5, "policy": policy}
    facts |= {name: "，".join(CHANCE.sample(clauses.split("，"), 7)) for name, clauses in THEMES.items()}
    return {"text": TEXT.format(**facts), "title": f"{year}年{place}政府工作报告", "place": place, "year": year, "review_year": year - 1}


@pytest.fixture(scope="module")
def corpus():
    rows = [report(number, place, year) for number, place in enumerate(PLACES) for year in YEARS]
    return tk.build_corpus(pd.DataFrame(rows)).annotate()


@pytest.fixture(scope="module")
def analysis(corpus):
    return analyse(corpus)


@pytest.fixture(scope="module")
def page(analysis):
    return render_page(analysis, {})


def test_what_the_corpus_supports_is_drawn(analysis):
    overview, facts = charts_of(analysis, lang="zh"), fact_charts(analysis, lang="zh")
    assert {"topic_terms", "topic_shares", "citations", "outcomes"} <= set(overview)
    assert {"first_“田园课堂”工程", "provinces_地区生产总值"} <= set(facts)
    assert "9 个地区中 9 个提到：9 个首次提及的年份确定" in facts["first_“田园课堂”工程"].caption
    assert re.search("2021 年有结果的 9 个省份", facts["provinces_地区生产总值"].caption)
    assert "63 份文件引用 2 项法律和文件，共 126 次" in overview["citations"].caption
    assert re.search("54 个年度目标说了结果，.*95% 区间", overview["outcomes"].caption)
    for chart in (*overview.values(), *facts.values()):
        assert len(chart.caption) > 10
        assert chart.draw().get_figure() is not chart.draw(narrow=True).get_figure()


def test_captions_can_be_english(analysis):
    charts = charts_of(analysis, lang="en") | fact_charts(analysis, lang="en")
    told = " ".join(chart.caption for name, chart in charts.items() if name in ("topic_shares", "citations", "outcomes"))
    assert not re.search("[一-鿿]", told)


def test_a_small_corpus_has_none_of_them(corpus):
    few = analyse(corpus.filter(place=["浙江省", "江苏省"], year=[2016, 2017]))
    drawn = set(charts_of(few, lang="zh")) | set(fact_charts(few, lang="zh"))
    assert not {name for name in drawn if name.startswith(("topic_shares", "outcomes", "first_", "provinces_"))}


def test_each_figure_says_how_it_was_made(page):
    made = re.findall(r"<summary>这幅图怎么来的</summary><p>.*?</p><p>Python: <code>(.*?)</code>", page)
    for call in ("plot_topic_terms", "plot_topic_shares", "plot_citations", "plot_outcomes", "plot_first_mentions", "plot_provinces"):
        assert any(call in told for told in made), call
    assert any("fit_topics" in told and "prevalence" in told for told in made)


def sentences(page, pattern):
    """The number of sentences behind the first cell whose button stands where the pattern says, and the passages that are marked."""
    data = json.loads(re.search(r'id="data">(.*?)</script>', page)[1])
    n, spans = data["samples"][int(re.search(pattern, page, re.DOTALL)[1])]
    return n, [data["quotes"][quote][3][start : start + length] for quote, start, length in spans]


def test_numbers_behind_the_figures_lead_to_sentences(page):
    cited = r'被引最多的法律和文件.*?环境保护法.*?data-s="([0-9]+)">63<'
    assert sentences(page, cited) == (63, ["《中华人民共和国环境保护法》"] * 5)
    hit = r'<h3>目标的结局</h3>.*?<td class="n"><button data-s="([0-9]+)">'
    n, results = sentences(page, hit)
    assert str(n) == re.search(hit + "([0-9]+)<", page, re.DOTALL)[2]
    assert len(results) == 5
    assert all(re.fullmatch("[0-9.]+%", text) for text in results)
    n, (word,) = sentences(page, r'<h3>各主题逐年占比</h3>.*?data-s="([0-9]+)">')
    assert n is None
    assert word


def test_examples_of_topics_are_sentences_and_no_headings(page):
    data = json.loads(re.search(r'id="data">(.*?)</script>', page)[1])
    shown = [data["quotes"][quote][3].strip() for n, spans in data["samples"] if n is None for quote, _, _ in spans]
    assert len(shown) > 10
    assert all(text.endswith("。") for text in shown)


def test_where_no_trend_holds_the_page_marks_those_that_would_without_adjustment(analysis, page):
    tests = analysis.trend_tests
    none_holds = not tests["trend"].isin(["increasing", "decreasing"]).any()
    alone = int(((tests["slope_low"] > 0) | (tests["slope_high"] < 0)).sum())
    assert (f"{alone} 个词的 95% 区间不含 0" in page) == none_holds
    assert (">未经校正</th>" in page) == none_holds


def test_who_names_a_policy_says_how_sure_the_first_year_is(page):
    own = next(part for part in re.findall(r" data-page>(.*?)</script>", page, re.DOTALL) if "<h2 tabindex=\"-1\">“田园课堂”工程" in part)
    assert own.count("此前报告未提") == 9
    assert "<figure>" in own


def test_greeting_and_close_of_a_speech_are_no_topic(corpus):
    words = set(corpus_topics(corpus, most=6, seed=0).terms(12)["term"])
    assert not words & {"不负", "重托", "新篇章", "奋斗", "第十三届", "人民代表大会"}
    assert "5G" in {str(term) for term in corpus_topics(corpus, most=6, seed=0).matrix.terms}


def test_a_word_of_one_document_is_no_keyword_of_its_period():
    def told(year):
        return "林业" * 30 if year == 2001 else "水渠通水，水渠扩建。" if year < 2010 else "芯片投产。"

    texts = [f"修路{year}。{told(year)}" for year in range(2000, 2020)]
    analysis = analyse(tk.build_corpus(pd.DataFrame({"text": texts, "year": range(2000, 2020)})).annotate())
    words = analysis.keywords.groupby("period")["term"].agg(set)
    assert "水渠" in words["2000年代"]
    assert "林业" not in words["2000年代"]
    assert analysis.keywords.groupby("period")["rank"].first().tolist() == [1, 1]


def test_lines_without_a_significant_trend_are_not_called_rises_and_falls(analysis):
    tests = analysis.trend_tests
    caption = charts_of(analysis, lang="zh")["trends"].caption
    assert ("都不显著" in caption) == (not tests["trend"].isin(["increasing", "decreasing"]).any())


def test_a_single_mark_keeps_its_colour_in_the_picture_of_the_page():
    ax = Figure(figsize=(5, 4)).subplots()
    for at in range(60):
        ax.plot([0, 1], [at, 60 - at], color="#b5cbe0", alpha=0.1 + at / 100)
    ax.scatter([0.5], [70], color="#c8501e", s=30)
    picture = drawn(Chart("chart", "", 4.0, lambda _: ax)).narrow
    kind, data = picture.split(",", 1)
    colours = {colour for _, colour in Image.open(BytesIO(base64.b64decode(data))).convert("RGB").getcolors(1 << 20)}
    assert kind == "data:image/webp;base64"
    assert any(max(abs(a - b) for a, b in zip(colour, (200, 80, 30), strict=True)) <= 16 for colour in colours)


def years_of(n):
    return pd.DataFrame({"year": range(2000, 2000 + n), "share": 0.5})


def judged(n, n_years):
    return pd.DataFrame({"year": [2000 + at % n_years for at in range(n)]})


def cells(n):
    return pd.DataFrame({"adcode": [f"{11 + at}0000" for at in range(n)] + ["000000", "440100", None], "actual": [1.0] * (n + 3)})


def first(statuses, years=6):
    return pd.DataFrame({"status": statuses, "first_report": 2000, "last_report": 1999 + years})


def cited(n, n_policies, n_places):
    return pd.DataFrame({"policy": [f"p{at % n_policies}" for at in range(n)], "place": [f"a{at % n_places}" for at in range(n)]})


@pytest.mark.parametrize(
    ("holds", "expected"),
    [
        (lambda: has_shares(years_of(3)), True),
        (lambda: has_shares(years_of(2)), False),
        (lambda: has_shares(pd.DataFrame()), False),
        (lambda: has_outcomes(judged(10, 3)), True),
        (lambda: has_outcomes(judged(9, 3)), False),
        (lambda: has_outcomes(judged(40, 2)), False),
        (lambda: has_provinces(cells(8)), True),
        (lambda: has_provinces(cells(7)), False),
        (lambda: has_spread(first(["observed", "interval", "observed"])), True),
        (lambda: has_spread(first(["observed", "observed", "in first report", "not yet"])), False),
        (lambda: has_spread(first(["observed"] * 9, years=4)), False),
        (lambda: has_citations(cited(8, 2, 2), "place"), True),
        (lambda: has_citations(cited(7, 2, 2), "place"), False),
        (lambda: has_citations(cited(20, 1, 5), "place"), False),
        (lambda: has_citations(cited(20, 5, 1), "place"), False),
    ],
)
def test_conditions(holds, expected):
    assert holds() is expected
