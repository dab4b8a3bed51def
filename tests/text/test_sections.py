import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.text import find_sections, split_sentences

REPORT = """某市2024年政府工作报告
各位代表：
一、2023年工作回顾
全年生产总值增长5%。
（一）产业升级步伐加快。一是工业投资增长。二是服务业回暖。
（二）民生持续改善
1.就业稳定。新增就业3万人。
2.教育提质。
2.5万名学生入学。
二、2024年发展主要目标
生产总值增长6%左右。
三、2024年重点工作
第一，抓好项目。
第二，抓好改革。
——招商引资。"""


def outline(text):
    return [(s.level, s.number, s.heading, s.kind) for s in find_sections(text)]


def test_headings_of_all_styles_are_nested():
    assert outline(REPORT) == [
        (0, "", "", None),
        (1, "一、", "2023年工作回顾", "review"),
        (2, "（一）", "产业升级步伐加快", "review"),
        (3, "一是", "工业投资增长", "review"),
        (3, "二是", "服务业回暖", "review"),
        (2, "（二）", "民生持续改善", "review"),
        (3, "1.", "就业稳定", "review"),
        (3, "2.", "教育提质", "review"),
        (1, "二、", "2024年发展主要目标", "targets"),
        (1, "三、", "2024年重点工作", "tasks"),
        (2, "第一，", "抓好项目", "tasks"),
        (2, "第二，", "抓好改革", "tasks"),
        (3, "——", "招商引资", "tasks"),
    ]


def test_text_after_a_list_belongs_to_the_heading_above_it():
    text = "一、2023年工作回顾\n——增长加快。税收增加。\n——结构优化。占比提高。\n总的看，成绩不易。\n"
    text += "一是重投资。二是扩消费。\n还存在困难。\n二、综合"
    assert [(level, number, kind) for level, number, _, kind in outline(text)] == [
        (1, "一、", "review"),
        (2, "——", "review"),
        (2, "——", "review"),
        (2, "", "review"),
        (2, "一是", "review"),
        (2, "二是", "review"),
        (2, "", "review"),
        (1, "二、", None),
    ]
    assert find_sections(text)[3].parent_id == 0


def test_a_list_of_single_lines_ends_before_the_next_level():
    text = "二、打好基础\n（一）稳住粮食。\n（二）压减投资。\n（三）改善生活。\n为此要做好以下工作：\n第一、抓农业。\n第二、抓工业。"
    assert [(level, number) for level, number, *_ in outline(text)] == [
        (1, "二、"), (2, "（一）"), (2, "（二）"), (2, "（三）"), (2, ""), (2, "第一、"), (2, "第二、"),
    ]  # fmt: skip


def test_a_salutation_closes_the_headings_below_the_outermost():
    text = "二、工作任务\n（一）抓创新\n实施十个项目。\n（二）抓安全\n守住底线。\n各位代表！\n让我们团结奋斗。"
    assert outline(text)[-1] == (2, "", "", "tasks")
    assert find_sections(text)[-1].parent_id == 0


def test_headings_without_numbers_are_known_by_their_words():
    text = "各位代表：\n请予审议。\n“十四五”时期工作回顾\n过去五年，成就显著。\n2026年重点工作\n"
    text += "（一）扩大内需\n增加收入。\n名词解释\n1.两重：指重大战略。\n2.两新：指更新换代。"
    assert [(level, heading, kind) for level, _, heading, kind in outline(text)] == [
        (0, "", None),
        (1, "“十四五”时期工作回顾", "review"),
        (1, "2026年重点工作", "tasks"),
        (2, "扩大内需", "tasks"),
        (1, "名词解释", None),
        (2, "两重", None),
        (2, "两新", None),
    ]


def test_tasks_inside_a_review_were_done():
    text = "第一部分 2025年预算执行情况\n一、2025年财政重点工作\n支持发展。\n二、下一步工作打算\n继续努力。"
    assert [kind for *_, kind in outline(text)] == ["review", "review", "tasks"]


def test_parents_are_sections_around():
    sections = {s.section_id: s for s in find_sections(REPORT)}
    assert sections[3].parent_id == 2
    assert sections[2].parent_id == 1
    assert sections[1].parent_id is None


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("一、2025年预算执行情况", "review"),
        ("一、推进法治政府建设的主要举措和成效", "review"),
        ("一、发展基础", "review"),
        ("一、夯实“三农”发展基础", None),
        ("一、扩大有效投资，进一步夯实发展基础", None),
        ("二、主要目标完成情况", "review"),
        ("二、存在问题和2025年工作计划", None),
        ("一、2025年预算执行情况与2026年预算草案", None),
        ("二、“十四五”时期经济社会发展主要目标", "targets"),
        ("二、2026年预算草案", "targets"),
        ("一、年度目标任务圆满完成", "review"),
        ("二、确保年度主要目标全面实现", "targets"),
        ("一、2025年的工作和2026年的奋斗目标", None),
        ("三、下一步工作打算", "tasks"),
        ("三、2026年工作安排", "tasks"),
        ("四、组织实施", "tasks"),
        ("一、综合", None),
        ("二、农业", None),
    ],
)
def test_kinds_are_read_from_headings(heading, kind):
    assert find_sections(heading)[0].kind == kind


@pytest.mark.parametrize("text", [
        "1.5万亿元投入建设。",
        "3、继续上文",
        "二是没有一是的二是。",
        "这一是好事，二是好事。",
        "一、二、三产业增加值分别增长4%、5%和6%。",
        "三、四线城市住房成交回升。",
        "——2024年1月8日在某县第十七届人民代表大会第四次会议上",
        "一、粮食\t98.7\n二、鲜菜 96.4",
        "一、总体要求............3",
        "依照本条（一）的规定办理；（二）不适用。",
        "投入：1.5亿元；收回：2.5亿元。",
    ])
def test_a_number_that_does_not_begin_a_row_is_no_heading(text):
    assert len(find_sections(text)) == 1


texts = st.text(alphabet=st.one_of(st.characters(exclude_categories=["Cs"]), st.sampled_from("一二三、（）1.2是。；\n《》“”第章——")))


@settings(deadline=None)
@given(texts)
def test_sections_cover_the_text(text):
    sections = find_sections(text)
    assert "".join(text[s.start : s.end] for s in sections) == text
    assert [s.section_id for s in sections] == list(range(len(sections)))
    assert all(s.parent_id is None or s.parent_id < s.section_id for s in sections)


@settings(deadline=None)
@given(texts)
def test_sentences_rebuild_the_text(text):
    sentences = split_sentences(text)
    assert "".join(s.text for s in sentences) == text
    assert all(text[s.start : s.end] == s.text and s.text for s in sentences)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("增长5%；下降3%。完成", ["增长5%；", "下降3%。", "完成"]),
        ("他说：“要抓紧。要抓实！”会议结束。", ["他说：“要抓紧。要抓实！”会议结束。"]),
        ("印发《规定。试行》后执行。好！", ["印发《规定。试行》后执行。", "好！"]),
        ("标题没有句号\n正文。\n\n第二段", ["标题没有句号\n", "正文。\n\n", "第二段"]),
        ("未闭合《的书名。下一句。", ["未闭合《的书名。", "下一句。"]),
        ("是否可行？！”他问。", ["是否可行？！”", "他问。"]),
        ("会议强调：“稳中求进。”一年来，成效明显。", ["会议强调：“稳中求进。”", "一年来，成效明显。"]),
        ("落实“稳中求进。”的要求。完成", ["落实“稳中求进。”的要求。", "完成"]),
        ("收入5亿元（下同。）支出6亿元。", ["收入5亿元（下同。）", "支出6亿元。"]),
        ("依据（甲（乙。丙）丁）办理。好。", ["依据（甲（乙。丙）丁）办理。", "好。"]),
        ("“未闭合的引语。下一句。\n第三句”。", ["“未闭合的引语。", "下一句。\n", "第三句”。"]),
        ("Half width! Next; last?", ["Half width!", " Next;", " last?"]),
    ],
)
def test_where_sentences_end(text, expected):
    assert [s.text for s in split_sentences(text)] == expected


@pytest.mark.parametrize("unit", ["《", "（", "“", "一是", "1.", "。", "长", "（一）", "\n一、"])
def test_hostile_text_is_read(unit):
    text = unit * ((1_000_000 if len(unit) == 1 else 200_000) // len(unit))
    assert sum(len(s.text) for s in split_sentences(text)) == len(text)
    text = text[:60_000]
    assert find_sections(text)[-1].end == len(text)
