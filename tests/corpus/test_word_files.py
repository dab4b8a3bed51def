"""Word files are read whole: whatever wraps a text, numbered as Word shows it, notes at the end, headings as sections."""

import io
import os
import re
import stat
import subprocess
import zipfile

import docx
import pytest

import toolkit as tk
from toolkit.corpus.office import CONVERTED, read_docx
from toolkit.errors import ReadError

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def word_file(body: str, relations: str = "", **parts: str) -> bytes:
    """A .docx of raw XML; `parts` are word/NAME.xml."""
    spaces = f'xmlns:w="{W}" xmlns:mc="{MC}" xmlns:wps="urn:wps" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:m="urn:math"'
    links = "".join(f'<Relationship Id="{name}" Type="{OFFICE}/{name}" Target="{name}.xml"/>' for name in parts)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        main = f'<Relationship Id="r" Type="{OFFICE}/officeDocument" Target="word/document.xml"/>'
        archive.writestr("_rels/.rels", f'<Relationships xmlns="{RELATIONS}">{main}</Relationships>')
        archive.writestr("word/_rels/document.xml.rels", f'<Relationships xmlns="{RELATIONS}">{links}{relations}</Relationships>')
        archive.writestr("word/document.xml", f"<w:document {spaces}><w:body>{body}</w:body></w:document>")
        for name, content in parts.items():
            archive.writestr(f"word/{name}.xml", f"<w:{name} {spaces}>{content}</w:{name}>")
    return made.getvalue()


def run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def paragraph(*runs: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(each if each.startswith('<') else run(each) for each in runs)}</w:p>"


def lines(body: str, **parts: str) -> list[str]:
    return read_docx(word_file(body, **parts)).text.split("\n")


BOX = f"<w:txbxContent>{paragraph('框内的话。')}</w:txbxContent>"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (f"<w:sdt><w:sdtContent>{paragraph('全市种茶三万亩。')}</w:sdtContent></w:sdt>", ["全市种茶三万亩。"]),
        (paragraph("种茶", f"<w:sdt><w:sdtContent>{run('三万')}</w:sdtContent></w:sdt>", "亩。"), ["种茶三万亩。"]),
        (paragraph("产量", f"<w:ins>{run('增长7%')}</w:ins>", "<w:del><w:r><w:delText>下降</w:delText></w:r></w:del>"), ["产量增长7%"]),
        (paragraph(f"<w:moveFrom>{run('甲')}</w:moveFrom>", f"<w:moveTo>{run('乙')}</w:moveTo>"), ["乙"]),
        (paragraph("修渠", f"<w:smartTag><w:smartTag>{run('86公里')}</w:smartTag></w:smartTag>", "。"), ["修渠86公里。"]),
        (paragraph("见", f'<w:hyperlink w:anchor="_top">{run("附表")}</w:hyperlink>'), ["见附表"]),
        (paragraph("正文。", f"<w:r><w:pict><v:textbox>{BOX}</v:textbox></w:pict></w:r>"), ["正文。", "框内的话。"]),
        (
            paragraph(f"<w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx>{BOX}</wps:txbx></w:drawing></mc:Choice>"
                      f"<mc:Fallback><w:pict>{BOX}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"),
            ["", "框内的话。"],
        ),
        (paragraph(run("看不见", "<w:vanish/>"), "看得见"), ["看得见"]),
        (paragraph("<w:ruby><w:rt><w:r><w:t>pín</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>贫</w:t></w:r></w:rubyBase></w:ruby>"), ["贫"]),
        (paragraph('<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>PAGE</w:instrText><w:t>5</w:t></w:r>'), ["5"]),
    ],
)  # fmt: skip
def test_text_is_read_whatever_wraps_it(body, expected):
    assert lines(body) == expected


UP = '<w:vertAlign w:val="superscript"/>'


@pytest.mark.parametrize(
    ("before", "mark", "after", "expected"),
    [
        ("登记人口", "3", "52.7万人", "登记人口52.7万人"),
        ("总产值", "[4]", "88亿元", "总产值88亿元"),
        ("产业", "③", "升级", "产业升级"),
        ("草地8万m", "2", "，", "草地8万m²，"),
        ("供水6×10", "7", "立方米", "供水6×10⁷立方米"),
        ("the 5", "th", " plan", "the 5th plan"),
    ],
)
def test_raised_marks_of_notes_go_and_exponents_stay(before, mark, after, expected):
    assert lines(paragraph(before, run(mark, UP), after)) == [expected]


def test_a_mark_in_several_runs_is_one_mark():
    assert lines(paragraph("总产值", run("[", UP), run("12", UP), run("]", UP), "88亿元")) == ["总产值88亿元"]


def test_notes_stand_at_the_end_with_their_marks():
    first, second = '<w:r><w:footnoteReference w:id="7"/></w:r>', '<w:r><w:endnoteReference w:id="2"/></w:r>'
    body = paragraph("种茶", first, "三万亩。", second) + paragraph("完。")
    notes = f'<w:footnote w:id="-1" w:type="separator"><w:p/></w:footnote><w:footnote w:id="7">{paragraph("快报数。")}</w:footnote>'
    ends = f'<w:endnote w:id="2">{paragraph("来自调查队。")}</w:endnote>'
    assert lines(body, footnotes=notes, endnotes=ends) == ["种茶三万亩。", "完。", "[注1] 快报数。", "[尾注1] 来自调查队。"]


def level(depth, form, text, more=""):
    return f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{more}<w:lvlText w:val="{text}"/></w:lvl>'


NUMBERING = (
    '<w:abstractNum w:abstractNumId="5">'
    + level(0, "chineseCountingThousand", "%1、") + level(1, "chineseCounting", "（%2）") + level(2, "decimal", "%3.")
    + level(3, "bullet", "●") + level(4, "decimal", "%1.%3", "<w:isLgl/>")
    + '</w:abstractNum><w:abstractNum w:abstractNumId="6">' + level(0, "japaneseCounting", "第%1章")
    + '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="5"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="6"/></w:num>'
    '<w:num w:numId="3"><w:abstractNumId w:val="5"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
)  # fmt: skip


def numbered(text, number, depth=0):
    return paragraph(text, properties=f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>')


def test_automatic_numbers_are_written_as_word_shows_them():
    items = [("甲", 1, 0), ("乙", 1, 1), ("丙", 1, 2), ("丁", 1, 2), ("戊", 1, 1), ("己", 1, 2), ("庚", 1, 3), ("辛", 1, 0), ("壬", 1, 4),
             ("癸", 3, 0), ("子", 3, 0), ("总则", 2, 0), ("无", 0, 0), ("缺", 9, 0)]  # fmt: skip
    found = lines("".join(numbered(*item) for item in items), numbering=NUMBERING)
    assert found == [
        "一、甲", "（一）乙", "1. 丙", "2. 丁", "（二）戊", "1. 己", "庚", "二、辛", "2.1 壬", "一、癸", "二、子",
        "第一章 总则", "无", "缺",
    ]  # fmt: skip


def test_tens_of_automatic_numbers():
    found = lines("".join(numbered("项", 1) for _ in range(111)), numbering=NUMBERING)
    assert [found[at - 1].removesuffix("、项") for at in (10, 11, 20, 21, 100, 101, 110, 111)] == [
        "十", "十一", "二十", "二十一", "一百", "一百零一", "一百一十", "一百一十一",
    ]  # fmt: skip


STYLES = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:basedOn w:val="a"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="x"><w:name w:val="小标题"/><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr>'
    '<w:outlineLvl w:val="1"/></w:pPr></w:style><w:style w:type="paragraph" w:styleId="y"><w:basedOn w:val="x"/></w:style>'
)


def test_styles_number_paragraphs_and_make_headings():
    styled = paragraph("茶业", properties='<w:pStyle w:val="1"/>') + paragraph("绿茶", properties='<w:pStyle w:val="y"/>')
    body = styled + paragraph("增长7%。")
    raw = read_docx(word_file(body, styles=STYLES, numbering=NUMBERING))
    assert raw.text.split("\n") == ["茶业", "（一）绿茶", "增长7%。"]
    assert raw.headings == ((1, "茶业"), (2, "（一）绿茶"))


def test_the_table_of_contents_that_word_makes_is_left_out():
    style = '<w:style w:type="paragraph" w:styleId="t"><w:name w:val="toc 1"/></w:style>'
    body = paragraph("目录") + paragraph("一、茶业\t3", properties='<w:pStyle w:val="t"/>') + paragraph("一、茶业")
    assert lines(body, styles=style) == ["目录", "一、茶业"]


def test_headings_by_style_are_sections(tmp_path):
    document = docx.Document()
    document.add_heading("桃源市2031年茶业报告", 0)
    for text, depth in [("生产", 1), ("绿茶", 2), ("销售", 1)]:
        document.add_heading(text, depth)
        document.add_paragraph(f"{text}增长7%。")
    document.save(tmp_path / "a.docx")
    sections = tk.build_corpus(tmp_path / "a.docx", tmp_path / "corpus").sections
    assert sections[["level", "heading"]].values.tolist() == [[0, ""], [1, "生产"], [2, "绿茶"], [1, "销售"]]


def cell(content, properties=""):
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


def row(*cells):
    return f"<w:tr>{''.join(each if each.startswith('<') else cell(paragraph(each)) for each in cells)}</w:tr>"


def test_tables_inside_cells_and_tables_that_lay_out_a_page():
    inner = f"<w:tbl>{row('红茶', '5')}</w:tbl><w:p/>"
    assert lines(f"<w:tbl>{row('茶', '产量')}{row(cell(paragraph('其中') + inner), '9')}</w:tbl>") == ["茶\t产量", "其中\t9", "红茶\t5"]
    page = paragraph("一、生产") + paragraph("全市茶园经营良好。" * 60)
    assert lines(f"<w:tbl>{row(cell(page))}</w:tbl>") == ["一、生产", "全市茶园经营良好。" * 60]
    control = "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>"
    wrapped = row("茶", control.format(cell(paragraph("2"))))
    assert lines(f"<w:tbl>{control.format(wrapped)}</w:tbl>") == ["茶\t2"]


def test_a_span_without_reason_does_not_fill_the_memory():
    wide = cell(paragraph("宽"), '<w:gridSpan w:val="2147483647"/>')
    assert len(lines(f"<w:tbl>{row(wide, '尾')}</w:tbl>")[0]) < 200


@pytest.mark.parametrize("target", ["../NULL", "#_top", "media/missing.png", ""])
def test_relations_that_lead_nowhere_do_no_harm(target):
    relation = "".join(f'<Relationship Id="{kind}" Type="{OFFICE}/{kind}" Target="{target}"/>' for kind in ("image", "styles"))
    assert read_docx(word_file(paragraph("照常阅读。"), relation)).text == "照常阅读。"


def test_the_text_of_a_smartart_graphic_stands_where_the_graphic_does():
    graphic = f'<w:r><w:drawing><dgm:relIds xmlns:dgm="urn:dgm" xmlns:r="{OFFICE}" r:dm="d1"/></w:drawing></w:r>'
    points = "".join(f"<pt><t><p><r><t>{text}</t></r></p></t></pt>" for text in ("领导小组", "办公室"))
    relation = f'<Relationship Id="d1" Type="{OFFICE}/diagramData" Target="diagram.xml"/>'
    data = io.BytesIO(word_file(paragraph("机构如下", graphic) + paragraph("完。"), relation))
    with zipfile.ZipFile(data, "a") as archive:
        archive.writestr("word/diagram.xml", f"<dataModel>{points}</dataModel>")
    assert read_docx(data.getvalue()).text.split("\n") == ["机构如下", "领导小组", "办公室", "完。"]


@pytest.mark.parametrize(
    ("inner", "told"),
    [
        ('<w:r><w:drawing><c:chart xmlns:c="urn:c"/></w:drawing></w:r>', "chart"),
        ('<w:r><w:commentReference w:id="0"/></w:r>', "comments"),
    ],
)
def test_charts_and_comments_are_told(inner, told):
    raw = read_docx(word_file(paragraph("种茶三万亩。", inner, inner)))
    assert raw.text == "种茶三万亩。"
    assert [(note.kind, told in note.note) for note in raw.notes] == [("unread part", True)]


def test_an_embedded_file_is_told():
    assert "altChunk" in read_docx(word_file(paragraph("正文。") + "<w:altChunk/>")).notes[0].note


OLD = {".odt": b"PK\x03\x04", ".rtf": b"{\\rtf1"}
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.fixture
def office(tmp_path, monkeypatch):
    """A stand-in for LibreOffice that hands back a Word file, or does what the last line of its source asks for."""
    folder = tmp_path / "bin"
    folder.mkdir()
    (tmp_path / "made.docx").write_bytes(word_file(paragraph("转换后的文字。")))
    program = folder / "soffice"
    program.write_text(
        '#!/bin/sh\nfor last; do :; done\ncase "$(tail -n 1 "$last")" in fail) exit 3;; none) exit 0;; esac\n'
        f'while [ "$1" != --outdir ]; do shift; done\nmkdir -p "$2" && cp {tmp_path}/made.docx "$2/source.docx"\n'
    )
    program.chmod(program.stat().st_mode | stat.S_IEXEC)
    monkeypatch.setenv("PATH", f"{folder}:{os.environ['PATH']}")


@pytest.mark.parametrize("kind", sorted(CONVERTED))
def test_other_word_processors_through_libreoffice(office, kind):
    begin = OLD.get(kind, OLE)
    assert CONVERTED[kind](begin).text == "转换后的文字。"
    for content in (begin + b"\nfail", begin + b"\nnone", b"\xd0\xcf damaged"):
        with pytest.raises(ReadError, match=f"could not convert the {re.escape(kind)} file"):
            CONVERTED[kind](content)


def test_a_page_that_is_called_a_word_file_is_read_as_a_page(monkeypatch):
    monkeypatch.setenv("PATH", "")
    page = "<html><body><p>茶园经营良好，收成好于上年。</p></body></html>"
    assert CONVERTED[".doc"](page.encode()).text == "茶园经营良好，收成好于上年。"


@pytest.mark.parametrize("kind", sorted(CONVERTED))
def test_without_libreoffice_one_sentence_says_what_to_do(kind, monkeypatch):
    monkeypatch.setenv("PATH", "")
    with pytest.raises(ReadError, match=rf"reading \{kind} needs LibreOffice"):
        CONVERTED[kind](OLD.get(kind, OLE))


def test_a_docx_by_another_name_needs_no_conversion(monkeypatch):
    monkeypatch.setenv("PATH", "")
    assert CONVERTED[".doc"](word_file(paragraph("同一份文件。"))).text == "同一份文件。"


@pytest.mark.parametrize("kind", [".doc", ".rtf", ".odt"])
def test_real_conversion_where_libreoffice_is_installed(tmp_path, kind):
    program = next((path for path in ("/usr/bin/soffice", "/usr/bin/libreoffice") if os.path.exists(path)), None)
    if program is None:
        pytest.skip("LibreOffice is not installed")
    document = docx.Document()
    document.add_heading("茶业", 1)
    document.add_paragraph("茶园经营良好。")
    document.save(tmp_path / "a.docx")
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [program, profile, "--headless", "--convert-to", kind[1:], "--outdir", str(tmp_path), str(tmp_path / "a.docx")]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    raw = CONVERTED[kind]((tmp_path / f"a{kind}").read_bytes())
    assert (raw.text.split(), raw.headings) == (["茶业", "茶园经营良好。"], ((1, "茶业"),))
