"""Markdown files read as the text they show, and what their front matter and paths say."""

import pytest

import toolkit as tk
from toolkit.corpus.markdown import read_markdown
from toolkit.corpus.path_facts import path_facts

REPORT = """---
source: https://www.example.gov.cn/a.html
title: "{title}"
---

<!-- 省长作报告。 -->

**各位代表：**

# 一、2023年工作回顾

> 全省*生产总值*增长**5.2%**，[其中](b.html)服务业增长6\\%。![图](c.png)

- 粮食产量120万吨[^1]
1. 改革

| 指标 | 数值 |
|:---|---:|
| 产量 | **5吨** |
|  | 6吨 |

***

[^1]: 初步核算数。
"""


def test_marks_of_markdown_go_and_the_text_stays():
    raw = read_markdown(REPORT.format(title="政府工作报告").encode())
    assert [line for line in raw.text.split("\n") if line.strip()] == [
        "各位代表：",
        "一、2023年工作回顾",
        "全省生产总值增长5.2%，其中服务业增长6%。",
        "粮食产量120万吨",
        "1. 改革",
        "指标\t数值",
        "产量\t5吨",
        "\t6吨",
        "初步核算数。",
    ]
    assert [(fact.field, fact.value) for fact in raw.stated] == [("title", "政府工作报告")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("登记人口<sup>3</sup>52.7万人", "登记人口52.7万人"),
        ("草地8万m<sup>2</sup>，供水6×10$^{7}$立方米", "草地8万m²，供水6×10⁷立方米"),
        ("登记人口$^{[3]}$52.7万人", "登记人口52.7万人"),
        ("全市<u>采茶</u><br>八十<span style='color: red'>吨</span>", "全市采茶八十吨"),
        ("前\n<table><tr><td>茶</td><td>吨</td></tr><tr><td>绿茶</td><td>12</td></tr></table>\n后", "前\n茶\t吨\n绿茶\t12\n后"),
        ("<table>没有结束", "<table>没有结束"),
        ("茶业\n====\n增产。", "茶业\n增产。"),
    ],
)
def test_tags_and_raised_marks_in_markdown(text, expected):
    found = read_markdown(text.encode()).text
    assert "\n".join(line for line in found.split("\n") if line.strip()) == expected


@pytest.mark.parametrize(
    "matter",
    ["---\ntitle: 桃源市茶业通报\n文号: 桃府〔2031〕7号\ndate: 2031-02-03\nparty: 甲\n---\n",
     "+++\ntitle = \"桃源市茶业通报\"\n文号 = '桃府〔2031〕7号'\ndate = 2031-02-03\nparty = '甲'\n+++\n"],
)  # fmt: skip
def test_front_matter_becomes_metadata_and_hash_headings_sections(tmp_path, matter):
    (tmp_path / "a.md").write_text(matter + "# 桃源市茶业通报\n\n## 生产\n\n### **绿茶** ##\n\n增产。\n\n## 一、销售\n\n旺。\n")
    corpus = tk.build_corpus(tmp_path / "a.md", tokens=False)
    row = corpus.documents.iloc[0]
    assert (row["title"], row["doc_number"], row["date"], row["party"]) == ("桃源市茶业通报", "桃府〔2031〕7号", "2031-02-03", "甲")
    sections = corpus.sections[["level", "number", "heading"]].values.tolist()
    assert sections == [[0, "", ""], [1, "", "生产"], [2, "", "绿茶"], [1, "一、", "销售"]]


@pytest.mark.parametrize("text", ["a_b_c", "PM_{2.5}", "3 * 4 * 5", "——2024年", "价格−5%", "\\*注", "#tag"])
def test_what_is_no_mark_stays(text):
    assert read_markdown(text.encode()).text == text.replace("\\*", "*")


@pytest.mark.parametrize(
    ("path", "title", "place", "year"),
    [
        ("云南省/2010.md", "云南省2010年政府工作报告", "云南省", 2010),
        ("云南省/2012.md", "云南省政府工作报告 （2012年2月11日 王五）", "云南省", 2012),
        ("江西省/2015.md", "政府工作报告", "江西省", 2015),
        ("2015/江西省.md", "政府工作报告", "江西省", 2015),
    ],
)
def test_place_and_years_come_from_title_or_path(tmp_path, path, title, place, year):
    file = tmp_path / "reports" / path
    file.parent.mkdir(parents=True)
    file.write_text(REPORT.format(title=title), encoding="utf-8")
    row = tk.build_corpus(tmp_path / "reports", tmp_path / "corpus").documents.iloc[0]
    assert (row["place"], row["year"], row["review_year"]) == (place, year, year - 1)


def test_words_that_are_no_place_and_no_year_say_nothing():
    assert list(path_facts("材料/第2批/a2024b.txt")) == []
