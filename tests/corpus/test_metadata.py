"""What is known of a document, and where it was found; what is not sure stays empty."""

import json

import pytest

from toolkit.corpus.doc_types import TitleYears, title_type, title_years
from toolkit.corpus.locating import locate
from toolkit.corpus.metadata import find_metadata
from toolkit.corpus.organs import organ_names
from toolkit.corpus.raw import Stated
from toolkit.grammar.dates import find_date, read_date

BODY = "\n一、总体情况\n全市上下共同努力，各项事业取得新进展。\n"


def known(text, *stated, name="报告.txt", **furniture):
    return find_metadata(text, name=name, stated=[Stated(*fact) for fact in stated], furniture=furniture)


@pytest.mark.parametrize(
    ("title", "kind", "year", "review_year"),
    [
        ("2022年国务院政府工作报告", "政府工作报告", 2022, 2021),
        ("2026年宁河市政府工作报告", "政府工作报告", 2026, 2025),
        ("桃源县2025年国民经济和社会发展统计公报", "统计公报", 2026, 2025),
        ("桃源县二〇二四年国民经济和社会发展统计公报[1]", "统计公报", 2025, 2024),
        ("市司法局2023年度法治政府建设情况的报告", "法治政府建设年度报告", 2024, 2023),
        ("关于2024年预算执行情况和2025年预算草案的报告", "预算报告", 2025, 2024),
        ("关于桃源县2024年财政预算执行情况与2025年财政预算（草案）的报告（书面）", "预算报告", 2025, 2024),
        ("关于2023年国民经济和社会发展计划执行情况与2024年计划草案的报告", "计划报告", 2024, 2023),
        ("关于桃源县2024年财政决算的报告", "决算报告", 2025, 2024),
        ("关于2023年度县级预算执行和其他财政收支的审计工作报告", "审计工作报告", 2024, 2023),
        ("关于印发《数字乡村发展行动计划（2022—2025年）》的通知", "通知", None, None),
        ("桃源县国民经济和社会发展第十四个五年规划纲要", "规划", None, None),
        ("关于加强河湖保护的实施意见", "实施意见", None, None),
        ("春天的故事", None, None, None),
    ],
)
def test_title_tells_type_and_years(title, kind, year, review_year):
    assert title_type(title) == kind
    assert title_years(title) == TitleYears(year, review_year)


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2024-02-06", "2024-02-06"),
        ("2024年2月6日 09:30", "2024-02-06"),
        ("2024/2/6", "2024-02-06"),
        ("2024.02", "2024-02"),
        ("二〇二四年二月六日", "2024-02-06"),
        ("二○二三年十二月三十一日", "2023-12-31"),
        ("2024年四季度", None),
        ("2024年13月6日", None),
        ("2023年2月29日", None),
        ("国发〔2024〕6号", None),
    ],
)
def test_dates(text, date):
    assert read_date(text) == date
    assert find_date(f"印发于{text}") == date


@pytest.mark.parametrize(
    ("line", "names"),
    [
            ("长沙市统计局 国家统计局长沙调查队", ("长沙市统计局", "国家统计局长沙调查队")),
        ("清 远 市 财 政 局", ("清远市财政局",)),
        ("清远市财政局局长 王某某", ("清远市财政局",)),
        ("清远市财政局长 王某某", ("清远市财政局",)),
        ("国务院副总理兼国家计划委员会主任 某某", ()),
        ("市财政局认真落实各项政策，收入稳定增长。", ()),
        ("", ()),
    ],
)
def test_lines_that_are_names_of_organs(line, names):
    assert organ_names(line) == names


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("关于清远市2024年预算执行情况的报告", "清远市"),
        ("2025年宝鸡市国民经济和社会发展统计公报", "宝鸡市"),
        ("(河南省)2025年安阳市统计公报", "安阳市"),
        ("广东省清远市连南瑶族自治县统计局", "连南瑶族自治县"),
        ("国家统计局长沙调查队", "长沙市"),
        ("长沙2025年统计公报", "长沙市"),
        ("2025年上半年长沙市主要经济指标", "长沙市"),
        ("2025年第一季度长沙市经济运行情况", "长沙市"),
        ("2025年1—8月长沙市财政收支情况", "长沙市"),
        ("国务院办公厅关于加强协作的通知", "全国"),
        ("财政部关于提前下达资金的通知", "全国"),
        ("合作社发展规划", None),
        ("关于2025年全市和市本级预算执行情况的报告", None),
        ("朝阳区统计局", None),
    ],
)
def test_place_at_the_head_of_a_name(text, place):
    found = locate(text, year=2025)
    assert (found.name if found else None) == place


def test_head_of_a_budget_report_broken_over_lines():
    lines = [
        "市六届人大四次会议文件（十）", "关于清远市2025年预算执行情况和", "2026年预算草案的报告",
        "——2026年1月20日在清远市第八届", "人民代表大会第六次会议上", "清远市财政局局长 王某某", "各位代表：",
    ]  # fmt: skip
    found = known("\n".join(lines) + BODY)
    assert found.values == {
        "title": "关于清远市2025年预算执行情况和2026年预算草案的报告", "doc_type": "预算报告", "date": "2026-01-20", "year": 2026,
        "review_year": 2025, "place": "清远市", "adcode": "441800", "issuer": "清远市财政局",
    }  # fmt: skip
    assert found.origins["date"] == "text head (meeting)"


def test_signature_gives_all_issuers_and_the_date():
    found = known("关于开展联合检查的通知" + BODY + "清远市财政局\n清远市教育局\n2023年5月4日")
    assert found.values["issuer"] == "清远市财政局、清远市教育局"
    assert found.values["date"] == "2023-05-04"
    assert found.values["year"] == 2023
    assert "review_year" not in found.values


def test_column_of_a_table_stands_before_text():
    found = known("2024年清远市政府工作报告" + BODY, ("place", "佛山市", "column 地区"), ("year", "2023", "column 年份"))
    assert (found.values["place"], found.values["year"], found.values["review_year"]) == ("佛山市", 2023, 2022)
    assert found.origins["place"] == "column 地区"


def test_delivery_stands_before_publication_on_a_page():
    text = "清远市政府工作报告\n——2024年1月20日在清远市第八届人民代表大会第五次会议上" + BODY
    found = known(text, ("published", "2024-02-06 10:00", "meta PubDate"))
    assert found.values["date"] == "2024-01-20"
    assert known("清远市政府工作报告" + BODY, ("published", "2024-02-06 10:00", "meta PubDate")).values["date"] == "2024-02-06"


def test_a_page_put_up_years_later_says_nothing_of_the_date():
    found = known("2015年清远市政府工作报告" + BODY, ("published", "2021-08-02", "meta PubDate"))
    assert "date" not in found.values
    assert found.values["year"] == 2015


def test_report_given_in_december_looks_back_on_the_same_year():
    text = "清远市政府工作报告\n（2023年12月28日在清远市第八届人民代表大会第五次会议上）\n一、2023年工作回顾\n成绩来之不易。"
    found = known(text)
    assert (found.values["year"], found.values["review_year"]) == (2023, 2023)


def test_media_site_and_other_organs_are_no_issuers():
    text = "长沙市2025年国民经济和社会发展统计公报" + BODY
    for name in ("湖南日报", "综合科", "湖南省统计局"):
        assert "issuer" not in known(text, ("media", name, "meta ContentSource")).values
    assert known(text, ("media", "市统计局", "meta ContentSource")).values["issuer"] == "长沙市统计局"


def test_title_cut_short_by_the_page_is_taken_from_the_text():
    text = "关于清远市2025年地方财政预算执行\n情况和2026年地方财政预算草案的报告" + BODY
    found = known(text, ("title", "关于清远市2025年地方财政预算执行情况和2026年地方财政预算草案的报", "meta ArticleTitle"))
    assert found.values["title"].endswith("草案的报告")


def test_document_number_stands_alone_in_the_head():
    assert known("清府〔2023〕12号\n关于加强管理的通知" + BODY).values["doc_number"] == "清府〔2023〕12号"
    assert "doc_number" not in known("关于加强管理的通知\n根据国发〔2020〕3号文件，制定本通知。").values


def test_nothing_sure_leaves_everything_empty():
    found = known("今天天气很好，大家去公园散步。", name="notes.txt")
    assert found.values == {}
    assert json.loads(found.columns()["metadata_sources"]) == {}


DECEMBER = "（2021年12月9日在桃源县第十届人民代表大会第二次会议上）\n各位代表：\n"


@pytest.mark.parametrize(
    ("headings", "review_year"),
    [
        ("一、今年工作回顾\n预计产值增长3%。\n二、明年工作安排\n产值增长4%。\n", 2021),
        ("一、过去的工作\n产值增长3%。\n二、明年的主要任务\n产值增长4%。\n", 2021),
        ("一、工作回顾\n产值增长3%。\n二、工作安排\n产值增长4%。\n", 2020),
    ],
)
def test_report_given_in_december_with_headings_of_this_year_and_the_next(headings, review_year):
    assert known("桃源县政府工作报告\n" + DECEMBER + headings).values["review_year"] == review_year


@pytest.mark.parametrize(
    ("lines", "place", "issuer"),
    [
        ("云南省省长 李某\n各位代表：\n我代表省人民政府，向大会报告工作。", "云南省", "云南省人民政府"),
        ("云南省代省长　李某某\n各位代表：", "云南省", "云南省人民政府"),
        ("清远市委副书记、市长 王某\n各位代表：", "清远市", "清远市人民政府"),
        ("桃源县人民政府县长 王某\n各位代表：", "桃源县", "桃源县人民政府"),
        ("各位代表：\n现在，我代表清远市人民政府，向大会报告工作。", "清远市", "清远市人民政府"),
        ("省长 李某\n各位代表：\n我代表省人民政府，向大会报告工作。", None, None),
    ],
)
def test_speaker_tells_whose_report_it_is(lines, place, issuer):
    found = known("2012年政府工作报告\n" + lines + BODY, name="报告.txt")
    assert (found.values.get("place"), found.values.get("issuer")) == (place, issuer)


@pytest.mark.parametrize(
    ("tail", "date"),
    [
        ("（桃源县统计局）", None),
        ("（桃源县统计局）\n2016年3月2日", "2016-03-02"),
        ("2016年3月2日\n（桃源县统计局）", "2016-03-02"),
    ],
)
def test_signature_in_brackets(tail, date):
    found = known("2015年桃源县国民经济和社会发展统计公报" + BODY + tail)
    assert found.values["issuer"] == "桃源县统计局"
    assert found.values.get("date") == date


ORDERED = "《桃源县节约用水办法》已经县政府会议通过，现予公布。\n县长　某某\n2018年6月1日\n桃源县节约用水办法\n"
LAW = "第一章　总则\n第一条　为了规范用水，制定本办法。\n"


@pytest.mark.parametrize(
    "head",
    [
        "【法宝引证码】 CLI.11.7\n桃源县节约用水办法\n桃源县人民政府令\n（第5号）\n" + ORDERED,
        "桃源县人民政府令\n第5号\n" + ORDERED,
        "桃源县节约用水办法\n【发布部门】桃源县人民政府\n【发文字号】桃源县人民政府令第5号\n【公布日期】2018.06.01\n【时效性】现行有效\n",
        "标题：桃源县节约用水办法\n发布部门：桃源县人民政府\n发文字号：桃源县人民政府令第5号\n公布日期：2018年6月1日\n",
    ],
)
def test_export_of_a_law_database_and_orders(head):
    found = known(head + LAW * 40).values
    assert (found["title"], found["issuer"], found["place"]) == ("桃源县节约用水办法", "桃源县人民政府", "桃源县")
    assert (found["doc_number"], found["date"]) == ("桃源县人民政府令第5号", "2018-06-01")


@pytest.mark.parametrize(
    ("issuer", "place"),
    [
        ("Ministry of Finance", "全国"),
        ("National Energy Administration", "全国"),
        ("General Office of the State Council", "全国"),
        ("Shandong Provincial People's Government", "山东省"),
        ("General Office of Jinan Municipal People's Government", "济南市"),
        ("Xi'an Municipal Bureau of Statistics", "西安市"),
        ("National Street Committee of Springfield County", None),
        ("Suzhou Municipal People's Government", None),
    ],
)
def test_english_issuers(issuer, place):
    found = known("关于加强管理的通知" + BODY, ("issuer", issuer, "column Agency (guessed)"), name="row-1")
    assert (found.values["issuer"], found.values.get("place")) == (issuer, place)


def test_what_a_named_column_says_stands_before_everything():
    text = "2024年清远市政府工作报告\n——2024年1月20日在清远市第八届人民代表大会第五次会议上" + BODY
    said = {"title": "记录甲", "issuer": "某研究组", "doc_type": "访谈", "date": "20190304", "year": "2019", "place": "云中城"}
    found = known(text, *((field, value, f"column {field}") for field, value in said.items()))
    assert {field: str(found.values[field]) for field in said} == said | {"date": "2019-03-04"}
    assert "adcode" not in found.values
    assert {found.origins[field] for field in said} == {f"column {field}" for field in said}


def test_a_code_in_a_column_is_the_place():
    found = known("年度报告" + BODY, ("adcode", "441800", "column 代码"))
    assert (found.values["place"], found.values["adcode"]) == ("清远市", "441800")


def test_what_a_named_column_says_and_cannot_be_used_is_noted():
    found = known("2024年清远市政府工作报告" + BODY, ("date", "去年春天", "column 日期"), ("year", "甲辰", "column 年"))
    assert found.values["year"] == 2024
    assert [note.kind for note in found.notes] == ["unread column", "unread column"]


def test_the_meeting_behind_a_title_is_no_part_of_it():
    title = "政府工作报告  ——2031年1月16日在清远市第八届人民代表大会第三次会议上"
    found = known(BODY, ("title", title, "front matter title")).values
    assert (found["title"], found["date"]) == ("政府工作报告", "2031-01-16")
