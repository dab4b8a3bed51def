"""Pages of PDF files as a reader sees them: columns, watermarks, notes, raised marks, turned and vertical text, ruled tables."""

import pypdfium2.raw as raw
import pytest
from pdf_files import LEFT, column, pdf, rule, shown

from toolkit.corpus.pdf import read_pdf
from toolkit.corpus.pdf_chars import PageChars, placed_char
from toolkit.corpus.pdf_lines import page_lines


def text(*pages):
    return read_pdf(pdf(*pages)).text.split("\n")


RIGHT = ["桑园五月养蚕六月收茧全县蚕农忙", "收茧茧价上扬收成好于上年蚕农收", "入增加全县桑园经营良好生产有序", "规模扩大效益提升。"]


@pytest.mark.parametrize("lower", [0, 7])
def test_two_columns_are_read_one_after_the_other(lower):
    page = [shown(180, 780, "桃源市2031年农业简报通告全文"), *column(60, 740, LEFT), *column(320, 740 - lower, RIGHT)]
    assert text(page) == ["桃源市2031年农业简报通告全文", "".join(LEFT), "".join(RIGHT)]


def test_a_table_of_two_columns_stays_a_table():
    rows = [("绿茶产量", "120"), ("红茶产量", "35"), ("白茶产量", "8"), ("黑茶产量", "61"), ("花茶产量", "17"), ("茶园面积", "900")]
    page = [*column(100, 700, [label for label, _ in rows]), *column(360, 700, [figure for _, figure in rows])]
    assert text(page) == ["\t".join(row) for row in rows]


def test_a_slanted_watermark_is_left_out():
    page = [*column(60, 740, LEFT), shown(100, 600, "内部资料请勿外传", size=60, angle=45)]
    assert text(page) == ["".join(LEFT)]


@pytest.mark.parametrize("angle", [90, 270])
def test_a_page_set_on_its_side_is_read(angle):
    rising = angle == 90
    places = [(100 + 20 * at, 100) if rising else (500 - 20 * at, 700) for at in range(len(LEFT))]
    assert text([shown(x, y, line, angle=angle) for (x, y), line in zip(places, LEFT, strict=True)]) == ["".join(LEFT)]


def test_vertical_text_is_read_by_columns_from_the_right_and_told():
    lines = ["茶园三月开园四月封园", "全市茶农忙采茶收成好"]
    page = [shown(400 - 24 * at, 700 - 14 * down, char) for at, line in enumerate(lines) for down, char in enumerate(line)]
    raw_text = read_pdf(pdf(page))
    assert "".join(raw_text.text.split()) == "".join(lines)
    assert "set vertically" in raw_text.notes[0].note


@pytest.mark.parametrize(
    ("before", "mark", "after", "expected"),
    [
        ("登记人口", "4", "630.9万人", "登记人口630.9万人"),
        ("性别比为102.4", "3", "。", "性别比为102.4。"),
        ("总产值", "[12]", "88亿元", "总产值88亿元"),
        ("草地8万m", "2", "，", "草地8万m²，"),
        ("供水6×10", "7", "立方米", "供水6×10⁷立方米"),
    ],
)
def test_raised_marks_are_not_run_into_figures(before, mark, after, expected):
    def width(written, size):
        return sum(size if char > "\u2e80" or char == "×" else size / 2 for char in written)

    x = 60 + width(before, 12)
    page = [shown(60, 700, before), shown(x, 705, mark, size=7), shown(x + width(mark, 7), 700, after)]
    assert text([*column(60, 760, [*LEFT[:1], LEFT[3]]), *page])[-1] == expected


def test_notes_at_the_foot_stand_apart_from_a_sentence_over_two_pages():
    first = [*column(60, 740, LEFT[:3]), shown(60, 90, "① 快报数。", size=9), shown(290, 40, "1", size=9)]
    note = [shown(60, 95, "[2] 来自调查队，", size=9), shown(60, 82, "以年鉴为准。", size=9)]
    second = [shown(60, 740, LEFT[3]), *note, shown(290, 40, "2", size=9)]
    assert text(first, second) == ["".join(LEFT), "[注①] 快报数。", "[注2] 来自调查队，以年鉴为准。"]


def test_numbers_of_tables_are_no_running_heads():
    bodies = ["茶园经营良好。", "桑园规模扩大。", "果园效益提升。"]
    pages = [[shown(60, 800, "农业年鉴"), shown(60, 780, f"表{at}"), shown(60, 740, body)] for at, body in enumerate(bodies, start=1)]
    assert text(*pages) == ["表1", bodies[0], "表2", bodies[1], "表3", bodies[2]]


def test_a_sentence_that_a_page_cuts_short_of_the_margin_goes_on():
    first = [*column(60, 740, LEFT[:2]), shown(60, 700, "入增加，全市茶园"), shown(290, 40, "1", size=9)]
    assert text(first, [shown(60, 740, "经营良好。")]) == ["".join(LEFT[:2]) + "入增加，全市茶园经营良好。"]
    assert text(first, [shown(60, 740, "二、桑园")])[1] == "二、桑园"


def grid(xs, ys):
    return [*(rule(x, ys[0], x, ys[-1]) for x in xs), *(rule(xs[0], y, xs[-1], y) for y in ys)]


INDENTED = ["登记茶农8.62万户，新建茶园31.5万亩，", "茶叶产量25.7万吨，同比增长4", "%，桑园面积12.3万亩，蚕农收", "入平稳。"]
FULL = f"{LEFT[2][:-1]}。"
TITLE = ["桃源市2031年茶叶桑蚕和水果生产情况", "及2032年计划的报告"]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ([(84, INDENTED[0]), *((60, line) for line in INDENTED[1:]), (84, LEFT[3]), (60, LEFT[3])], ["".join(INDENTED), LEFT[3], LEFT[3]]),
        ([(60, LEFT[0]), (60, "入增加、茶价平稳，"), (60, LEFT[2])], [f"{LEFT[0]}入增加、茶价平稳，{LEFT[2]}"]),
        ([(60, line) for line in (*LEFT[:2], FULL, "二、桑园", *LEFT)], ["".join([*LEFT[:2], FULL]), "二、桑园", "".join(LEFT)]),
        ([(60, TITLE[0]), (108, TITLE[1]), *((60, f"{line}入增") for line in LEFT)], ["".join(TITLE)]),
        ([(60, f"第一节 茶园{'…' * 9}12"), *((60, line) for line in LEFT)], [f"第一节 茶园{'…' * 9}12", "".join(LEFT)]),
    ],
    ids=["uneven lines", "comma", "heading after a full line", "title of two lines", "contents"],
)
def test_lines_are_joined_to_paragraphs(lines, expected):
    page = [shown(x, 700 - 20 * at, line) for at, (x, line) in enumerate(lines)]
    assert text(page)[: len(expected)] == expected


def test_paragraphs_that_room_sets_apart_stay_apart_where_the_last_line_is_full():
    page = [*column(60, 740, [*LEFT[:2], FULL]), *column(60, 668, LEFT)]
    assert text(page) == ["".join([*LEFT[:2], FULL]), "".join(LEFT)]


def test_a_sentence_goes_on_at_the_top_of_the_next_page_after_two_columns():
    first = [*column(60, 740, LEFT), *column(320, 740, RIGHT[:3]), *column(320, 680, ["质优价好，茶"])]
    second = [*column(60, 740, LEFT), *column(320, 740, RIGHT)]
    assert "".join([*RIGHT[:3], "质优价好，茶", *LEFT]) in text(first, second)


def test_cells_of_ruled_tables_hold_all_their_lines():
    xs, ys = (60, 200, 300, 520), (700, 670, 630, 590)
    page = [
        *column(60, 760, LEFT[:1]), *grid(xs, ys), shown(70, 680, "项目"), shown(210, 680, "金额"), shown(310, 680, "说明"),
        shown(70, 645, "茶园"), shown(210, 645, "120"), shown(310, 652, "主要是茶价平稳，"), shown(310, 637, "收成好于上年。"),
        shown(82, 612, "其中：茶叶"), shown(82, 597, "加工"), shown(310, 605, "同上"), shown(60, 560, "完。"),
    ]  # fmt: skip
    assert text(page) == [
        LEFT[0], "项目\t金额\t说明", "茶园\t120\t主要是茶价平稳，收成好于上年。", "\u3000其中：茶叶加工\t\t同上", "完。",
    ]  # fmt: skip


def test_cells_that_span_others_in_a_ruled_table():
    xs, ys = (60, 200, 300, 400), (700, 670, 640, 610)
    rules = [rule(60, 700, 400, 700), rule(200, 670, 400, 670), rule(60, 640, 400, 640), rule(60, 610, 400, 610)]
    rules += [rule(x, 700, x, 610) for x in (60, 200, 400)] + [rule(300, 670, 300, 610)]
    page = [*rules, shown(70, 665, "项目"), shown(280, 680, "产量"), shown(210, 650, "上年"), shown(310, 650, "今年")]
    page += [shown(70, 620, "茶"), shown(210, 620, "1"), shown(310, 620, "2")]
    assert len(xs) == len(ys)
    assert text(page) == ["项目\t产量\t", "\t上年\t今年", "茶\t1\t2"]


def test_rules_that_do_not_part_rows_are_not_taken_for_cells():
    xs, ys = (60, 200, 400), (700, 670, 590)
    page = [*grid(xs, ys), shown(70, 680, "项目"), shown(210, 680, "产量")]
    for at, (label, figure) in enumerate([("绿茶", "120"), ("红茶", "35"), ("白茶", "8")]):
        page += [shown(70, 650 - 20 * at, label), shown(210, 650 - 20 * at, figure)]
    assert text(page) == ["项目\t产量", "绿茶\t120", "红茶\t35", "白茶\t8"]


def test_boxes_around_words_of_a_sentence_are_no_table():
    page = column(60, 740, LEFT)
    for x in (132, 168, 204):
        page += grid((x, x + 12), (752, 736)) + grid((x, x + 12), (732, 716))
    assert text(page) == ["".join(LEFT)]


def test_characters_set_one_by_one_are_there_whatever_fonts_the_machine_has(monkeypatch):
    """A font that is not embedded and not installed has no extent, and the library leaves such characters out."""
    page = [shown(60 + 12 * at, 700, char) for at, char in enumerate("2031年5月1日茶税收入表8亿元。")]
    expected = ["2031年5月1日茶税收入表8亿元。"]
    assert [line.replace(" ", "") for line in text(page)] == expected
    monkeypatch.setattr(raw, "FPDF_GetDefaultSystemFontInfo", lambda: None)  # whatever is installed
    assert [line.replace(" ", "") for line in text(page)] == expected


@pytest.mark.parametrize("tall", [12.0, 16.2])
def test_marks_in_a_latin_font_with_tall_boxes_are_told_by_its_own_figures(tall):
    """The boxes of figures in some fonts are a third taller than those of the Chinese characters beside them."""
    drop = (tall - 12) / 2
    chars = [placed_char(char, 60 + 12 * at, 72 + 12 * at, 100, 112) for at, char in enumerate("全市茶园面积")]
    chars += [placed_char(char, 132 + 4 * at, 136 + 4 * at, 105 - drop / 2, 105 + tall * 0.6) for at, char in enumerate("[11]")]
    chars += [placed_char(char, 148 + 6 * at, 154 + 6 * at, 100 - drop, 112 + drop) for at, char in enumerate("35")]
    chars += [placed_char(char, 160 + 12 * at, 172 + 12 * at, 100, 112) for at, char in enumerate("万亩。")]
    (line,) = page_lines(PageChars([chars], vertical=False))
    assert line.text == "全市茶园面积35万亩。"
