import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.text import clean_text, strip_furniture
from toolkit.text.wrapping import join_wrapped_lines


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("", ""),
        ("\ufeff第一行\r\n第二行", "第一行\n第二行"),
        ("增长８．１％，ＧＤＰ总量", "增长8.1%，GDP总量"),
        ("１ ９ ９ ７ 年 ３ 月 ５ 日开幕", "1997年3月5日开幕"),
        ("开放数据1.5\n万类", "开放数据1.5万类"),
        ("完成3\n.5公里", "完成3.5公里"),
        ("　　一、成绩。　　二、问题。", "一、成绩。\n二、问题。"),
        ("国务院总理　某某", "国务院总理　某某"),
        ("⽔利⼯程", "水利工程"),
        ("零\u200b宽\u00ad字符", "零宽字符"),
        ("甲\n\n\n  \n乙  \n", "甲\n乙"),
        ("收入7 4 7 2 亿元，增长0 .8 %。", "收入7472亿元，增长0.8%。"),
        ("到 2035 年，建成 30 个园区，产值超过 500 亿元。", "到2035年，建成30个园区，产值超过500亿元。"),
        ("个人所得税\t12\t3.5\n个人捐赠\t8\t1", "个人所得税\t12\t3.5\n个人捐赠\t8\t1"),
        ("家具类 12 3.5\n家电类 8 1.2", "家具类 12 3.5\n家电类 8 1.2"),
        ("指标 2024年 2025年\n农林牧渔业 51.1 房地产业 7.5，不含农户", "指标 2024年 2025年\n农林牧渔业 51.1 房地产业 7.5，不含农户"),
        ("统　计　公　报\n第一章　总　则", "统计公报\n第一章　总则"),
        ("印发《某县绿色发展\n行动方案》的通知", "印发《某县绿色发展\n行动方案》的通知".replace("\n", "")),
        ("实施“双向\n揭榜”机制", "实施“双向揭榜”机制"),
        ("提供“\n一、服务\n”", "提供“\n一、服务\n”"),
        ("成绩显著。　  各位代表！", "成绩显著。\n各位代表！"),
        ("政府工作报告\t——在某县人民代表大会上", "政府工作报告\n——在某县人民代表大会上"),
        ("生产总值（GDP） 17.5 亿元，增长5%。", "生产总值（GDP）17.5亿元，增长5%。"),
        ("完成任务。     下一年继续努力。", "完成任务。\n下一年继续努力。"),
        ("二○二三年，一九五○年", "二〇二三年，一九五〇年"),
        ("㈠总则⒈目的", "（一）总则1.目的"),
        ("粤府〔2023〕1号（一）第①项", "粤府〔2023〕1号（一）第①项"),
        ("指标 12 34 56\n合计 9 8 7", "指标 12 34 56\n合计 9 8 7"),
    ],
)
def test_one_form(raw, clean):
    assert clean_text(raw) == clean


@settings(deadline=None)
@given(st.text(alphabet=st.one_of(st.characters(), st.sampled_from("0123 \n\u3000.年月日%万亿，。一、　ａ")), max_size=300))
def test_cleaning_twice_changes_nothing(raw):
    once = clean_text(raw)
    assert clean_text(once) == once


WRAPPED = """全县坚持稳中求进工作总基调，统筹发展和安全，经济运行总体
平稳，社会大局保持稳定。全年完成固定资产投资25亿元，增长5
.5%，其中工业投资增长较快。新开工项目九十八个，竣工项目七十
六个，一批重点工程建成投用。城乡面貌持续改善，群众生活水平不
断提高，公共服务能力进一步增强，各项社会事业取得新的进步。
（一）产业发展。坚持把发展经济的着力点放在实体经济上，加快推
进新型工业化，培育壮大优势产业，推动传统产业改造升级。"""


def test_a_wrapped_page_becomes_paragraphs():
    lines = clean_text(WRAPPED).split("\n")
    assert len(lines) == 2
    assert "经济运行总体平稳" in lines[0]
    assert "增长5.5%，" in lines[0]
    assert lines[1].startswith("（一）产业发展。")


def test_page_numbers_of_a_wrapped_page_go():
    lines = WRAPPED.split("\n")[:5]
    text = "\n".join([*lines, "— 1 —", *lines, "— 2 —", *lines])
    assert clean_text(text).count("\n") == 0
    assert "—" not in clean_text(text)


def test_a_bulletin_with_tables_is_not_wrapped():
    rows = [f"第{i}类商品零售额 {i * 37}.5 {i}.2" for i in range(1, 30)]
    paragraphs = [f"全年第{i}项收入{i * 7}亿元，比上年增长{i}.5%，{'其中民营占比提高，' * (i % 4)}运行总体平稳。" for i in range(1, 12)]
    text = "\n".join([*paragraphs, *rows, *paragraphs])
    assert clean_text(text) == text


def test_short_lines_and_tables_are_not_joined():
    table = "\n".join(f"第{i}季度\t{i * 10}亿元\t增长{i}%" for i in range(1, 9))
    assert join_wrapped_lines(table) == table


@pytest.mark.parametrize("unit", ["1 ", "1 .", "“\n", "《字\n", "（", "○", "　", "甲 ", "5\n万", "\n\n", " 亿元"])
def test_hostile_text_is_cleaned(unit):
    clean = clean_text("文" + unit * (300_000 // len(unit)) + "尾")
    assert clean[0] + clean[-1] == "文尾"


HEAD = "打印\n【字号：\n大\n中\n小\n】\n某县2024年工作报告\n来源：县政府办 发布时间：2025-01-09 浏览次数：88\n一、来源：税收和转移支付。\n"
TAIL = "报告完毕。\n【打印本页】【关闭窗口】\n上一篇：无\n某县人民政府办公室版权所有"


def test_furniture_goes_and_what_it_says_is_kept():
    text, found = strip_furniture(HEAD + TAIL)
    assert text == "某县2024年工作报告\n一、来源：税收和转移支付。\n报告完毕。"
    assert found == {"source": "县政府办", "date": "2025-01-09"}


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("发布机构：某省统计局 发布时间：2026-05-15 打印本页 | 字体大小：", {"source": "某省统计局", "date": "2026-05-15"}),
        ("时间：2026/5/9 来源： 阅读量： 【字号：大中小】【打印正文】 分享：", {"date": "2026/5/9"}),
        ("来源：某市日报 作者：张三 李四", {"source": "某市日报"}),
        ("2026年02月10日 07时41分", {"date": "2026年02月10日"}),
        ("来源:\n某市日报", {"source": "某市日报"}),
        ("信息网-->>信息资料-->>内容", {}),
        ("县长王五作政府工作报告。本报记者 赵六摄", {}),
    ],
)
def test_lines_of_a_page_head(line, found):
    body = "一、2025年工作回顾\n全县经济平稳运行。"
    assert strip_furniture(f"某县工作报告\n{line}\n{body}") == (f"某县工作报告\n{body}", found)


def test_fields_run_on_to_a_title_come_off():
    assert strip_furniture("某县预算草案的报告（摘要）来源：融媒体中心发布时间：2026-01-30 10:29分享：\n各位代表：") == (
        "某县预算草案的报告（摘要）\n各位代表：",
        {"source": "融媒体中心", "date": "2026-01-30"},
    )


@pytest.mark.parametrize(
    "line",
    ["2026年3月31日", "某县人民政府", "资金来源：财政拨款和自筹", "时间：本月底前", "数据来源：统计局。", "附件：分工表", "编辑部有序。"],
)
def test_lines_of_the_text_stay(line):
    text = f"某县工作方案\n{line}\n一、目标\n如期完成。\n{line}"
    assert strip_furniture(text)[0] == text


def test_links_after_the_text_go_and_an_article_on_links_stays():
    tail = "相关链接>>\n某县解读报告\n关闭窗口\n某县人民政府办公室主办 技术支持：信息中心"
    assert strip_furniture(f"{'全县发展。' * 20}\n责任编辑：\n王五\n扫一扫在手机打开当前页\n{tail}")[0] == "全县发展。" * 20
    article = "相关链接：什么是两重\n" + "\n".join(["两重是指重大战略实施和重点领域安全能力建设。" * 6] * 3)
    assert strip_furniture(f"正文。\n{article}")[0] == f"正文。\n{article}"


@pytest.mark.parametrize("unit", ["来源：", "访问量-", "大", "|", "> ", "【打印】", "2024-01-01 ", "首页>"])
def test_hostile_lines_are_read(unit):
    line = unit * (200 // len(unit))
    assert strip_furniture(f"{line}完\n" * 3000)[0]


def test_nothing_between_head_and_tail_is_touched():
    body = "\n".join(f"第{i}段正文，内容充实。" for i in range(40))
    text, _ = strip_furniture(f"{body}\n打印\n{body}")
    assert "\n打印\n" in text


@settings(deadline=None)
@given(st.text(max_size=200))
def test_what_is_left_of_any_text_stood_in_it(text):
    left, _ = strip_furniture(text)
    assert all(any(line.startswith(part) for line in text.split("\n")) for part in left.split("\n"))
