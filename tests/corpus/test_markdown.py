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
| 产量 | 5吨 |

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
        "初步核算数。",
    ]
    assert [(fact.field, fact.value) for fact in raw.stated] == [("title", "政府工作报告")]


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
