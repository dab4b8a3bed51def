"""Inputs that a sound program takes in linear time and a careless one does not: texts of one piece again and again, files of many parts."""

import io
import zipfile
from collections.abc import Callable, Mapping

import docx
import openpyxl
import pandas as pd

__all__ = ["FILES", "PIECES", "TABLES", "repeated", "table"]

PIECES = (
    "1", "一", "万", "一千", "十四五", "，", ",", "1,", "1—", "1:", "1.", "1 234", "百分之", "分之", "负", "-", "点",
    "0.", "%", "5%—", "（", "）", "（1", "《", "》", "《甲》", "《甲", "《关于", "“", "”", "“甲”", "［", "〔",
    "【甲】", "甲（", "（试行）", "、", "甲、", "第", "第1条、", "增长5%，", "2023年增长5%，", "（增长5%，",
    "今年增长5%；", "预计5%", "其中，增长5%", "甲镇5%、", "由5亿元增加到6亿元，", "力争", "目标", "同比", "比上年",
    "亿元", "5亿元", "全市", "\n一、5%", "\n", "\n（一）", "\n1.", "第一章\n", "第一条", "一是", "甲\t1\t2\n",
    "| 甲 | 1 |\n", " 甲 1 2\n", "表1", "单位：亿元\n", "甲\n", " ", "　", "。", "甲", "发展", "a", "a1", "号",
    "国发〔2023〕1号", "关于印发", "关于加强", "的通知", "的意见", "规划", "办法", "条例", "中华人民共和国", "国务院",
    "省政府", "市", "县", "省", "局", "委员会", "公司", "有限公司", "党", "和", "与", "联合", "广东省", "广州市",
    "桃源县", "2023", "2023年", "2023年1月", "年", "月", "来源：", "发布日期：", "字号：", "打印", "http://a.cn/",
    "<p>", "&amp;", "#", "*", "=", "~", "\r", "\0",
)  # fmt: skip
"""What a text is made of, again and again: each begins something that a reader of the language looks for the end of."""


def repeated(piece: str) -> Callable[[int], str]:
    """Return the maker of texts of a size in characters."""
    return lambda size: (piece * size)[:size]


def table(size: int) -> pd.DataFrame:
    """A table of so many short documents."""
    texts = [f"{1980 + at % 45}年桃源县政府工作报告\n全县生产总值增长{at % 9}.5%，新建道路{at}公里。" for at in range(size)]
    return pd.DataFrame({"正文": texts, "年份": [1980 + at % 45 for at in range(size)], "编号": range(size)})


def _saved(document: object) -> bytes:
    made = io.BytesIO()
    document.save(made)  # type: ignore[attr-defined]
    return made.getvalue()


def _word(fill: Callable[[object], None]) -> bytes:
    document = docx.Document()
    fill(document)
    return _saved(document)


def word_paragraphs(size: int) -> bytes:
    return _word(lambda document: [document.add_paragraph(f"第{at}段。") for at in range(size)])


def word_text(piece: str) -> Callable[[int], bytes]:
    return lambda size: _word(lambda document: document.add_paragraph(piece * size))


def word_rows(size: int, *, merged: bool = False) -> bytes:
    """A table of so many rows, with the first cells all of one or not."""
    marks = ["<w:vMerge w:val='restart'/>", *["<w:vMerge/>"] * (size - 1)] if merged else [""] * size
    body = "".join(
        f"<w:tr><w:tc><w:tcPr>{mark}</w:tcPr><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:tc>"
        f"<w:tc><w:p><w:r><w:t>{at}</w:t></w:r></w:p></w:tc></w:tr>"
        for at, mark in enumerate(marks)
    )
    return _with_body(f"<w:tbl>{body}</w:tbl>")


def word_row(size: int) -> bytes:
    """A table of one row with so many cells."""
    cells = "".join(f"<w:tc><w:p><w:r><w:t>{at}</w:t></w:r></w:p></w:tc>" for at in range(size))
    return _with_body(f"<w:tbl><w:tr>{cells}</w:tr><w:tr>{cells}</w:tr></w:tbl>")


def word_runs(size: int) -> bytes:
    return _with_body("<w:p>" + "<w:r><w:t>字</w:t></w:r>" * size + "</w:p>")


def _with_body(body: str) -> bytes:
    """A sound file with another body."""
    with zipfile.ZipFile(io.BytesIO(_word(lambda document: None))) as plain:
        parts = {name: plain.read(name) for name in plain.namelist()}
    whole = parts["word/document.xml"].decode()
    head, tail = whole.partition("<w:body>")[0], whole.partition("</w:body>")[2]
    parts["word/document.xml"] = f"{head}<w:body>{body}<w:p><w:r><w:t>正文。</w:t></w:r></w:p></w:body>{tail}".encode()
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        for name, data in parts.items():
            target.writestr(name, data)
    return made.getvalue()


def page(head: str, piece: str, tail: str = "") -> Callable[[int], bytes]:
    text = "<p>桃源县政府工作报告，治理河湖，保护水源，新建道路二十公里，完成全年任务。</p>" * 3
    return lambda size: f'<html><head><meta charset="utf-8"></head><body>{text}{head}{piece * size}{tail}</body></html>'.encode()


def nested(opened: str, closed: str) -> Callable[[int], bytes]:
    return lambda size: page(opened * size, "治理河湖。", closed * size)(1)


def text_of(piece: str) -> Callable[[int], bytes]:
    return lambda size: (piece * size).encode()


def pdf_pages(size: int, *, text: str = "(GDP 2023 grew 5.2%) Tj T* ", lines: int = 20) -> bytes:
    """A file of so many pages of some lines, written by hand."""
    content = f"BT /F1 12 Tf 14 TL 50 800 Td {text * lines}ET"
    kids = " ".join(f"{4 + at} 0 R" for at in range(size))
    page_of = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {} 0 R /Resources << /Font << /F1 3 0 R >> >> >>"
    bodies = [
        "<< /Type /Catalog /Pages 2 0 R >>", f"<< /Type /Pages /Kids [{kids}] /Count {size} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>", *(page_of.format(4 + size) for _ in range(size)),
        f"<< /Length {len(content)} >>\nstream\n{content}\nendstream",
    ]  # fmt: skip
    out, offsets = "%PDF-1.4\n", []
    parts = [out]
    at = len(out)
    for number, body in enumerate(bodies, start=1):
        offsets.append(at)
        part = f"{number} 0 obj\n{body}\nendobj\n"
        parts.append(part)
        at += len(part)
    places = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    size_and_root = f"<< /Size {len(bodies) + 1} /Root 1 0 R >>"
    parts.append(f"xref\n0 {len(bodies) + 1}\n0000000000 65535 f \n{places}trailer {size_and_root}\nstartxref\n{at}\n%%EOF")
    return "".join(parts).encode("latin-1")


def pdf_lines(size: int) -> bytes:
    """One page with so many short lines over one another."""
    return pdf_pages(1, text="(1 2) Tj T* ", lines=size)


def pdf_rules(size: int) -> bytes:
    """One page with so many ruled lines."""
    return pdf_pages(1, text="(1 2) Tj T* ET 10 10 m 500 10 l S 10 10 m 10 800 l S BT /F1 12 Tf 14 TL 50 800 Td ", lines=size)


def mail(size: int) -> bytes:
    part = b"--x\nContent-Type: text/html; charset=utf-8\n\n" + page("", "治理河湖。")(1) + b"\n"
    return b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n" + part * size + b"--x--\n"


FILES: Mapping[str, tuple[str, Callable[[int], bytes]]] = {
    "txt, lines": (".txt", text_of("全市完成任务。\n")),
    "txt, GB 18030": (".txt", lambda size: ("全市完成任务。\n" * size).encode("gb18030")),
    "txt, no encoding": (".txt", lambda size: b"\xff\xe4\x80a" * size),
    "md, headings": (".md", text_of("# 一、治理\n\n河湖。\n\n")),
    "md, table": (".md", text_of("| 甲 | 1 |\n")),
    "md, emphasis": (".md", text_of("**甲*")),
    "md, brackets": (".md", text_of("[[甲](")),
    "md, quotes": (".md", text_of("> ")),
    "html, paragraphs": (".html", page("", "<p>治理河湖，保护水源。</p>")),
    "html, nested": (".html", nested("<div>", "</div>")),
    "html, never closed": (".html", nested("<b><i>", "")),
    "html, spans": (".html", page("<p>", "<span>河</span>", "</p>")),
    "html, rows": (".html", page("<table>", "<tr><td>甲</td><td>1</td></tr>", "</table>")),
    "html, cells": (".html", page("<table><tr>", "<td>1</td>", "</tr></table>")),
    "html, merged cells": (".html", page("<table>", "<tr><td rowspan=9 colspan=9>甲</td><td>1</td></tr>", "</table>")),
    "html, cells merged over all rows": (".html", page("<table>", "<tr><td rowspan=60000>甲</td></tr>", "</table>")),
    "html, tables": (".html", page("", "<table><tr><td>甲</td><td>1</td></tr><tr><td>乙</td><td>2</td></tr></table>")),
    "html, nested tables": (".html", nested("<table><tr><td>", "</td></tr></table>")),
    "html, links": (".html", page("<ul>", "<li><a href=/a>治理</a></li>", "</ul>")),
    "html, attributes": (".html", page("<p ", "a=1 ", ">治理</p>")),
    "html, broken tags": (".html", page("", "<<p")),
    "mhtml, parts": (".mhtml", mail),
    "docx, paragraphs": (".docx", word_paragraphs),
    "docx, one paragraph": (".docx", word_text("治理河湖。")),
    "docx, runs": (".docx", word_runs),
    "docx, rows": (".docx", word_rows),
    "docx, cells": (".docx", word_row),
    "docx, merged cells": (".docx", lambda size: word_rows(size, merged=True)),
    "pdf, pages": (".pdf", pdf_pages),
    "pdf, lines": (".pdf", pdf_lines),
    "pdf, rules": (".pdf", pdf_rules),
}
"""Files by what there is much of: the kind, and the maker of one with so many of it."""


def _book(size: int, *, columns: int = 0, merged: bool = False) -> bytes:
    book = openpyxl.Workbook()
    if columns:
        book.active.append(["正文", *(f"列{at}" for at in range(size))])
        book.active.append(["全市完成任务。", *range(size)])
    else:
        book.active.append(["正文", "年份"])
        for at in range(size):
            book.active.append([f"全市完成第{at}项任务。", 2000])
    for at in range(2, size + 2) if merged else ():
        book.active.merge_cells(start_row=at, end_row=at, start_column=1, end_column=2)
    return _saved(book)


def _wide(size: int) -> bytes:
    head = ",".join(f"列{at}" for at in range(size))
    return f"正文,{head}\n全市完成任务。{',1' * size}\n".encode()


def _parquet(size: int) -> bytes:
    made = io.BytesIO()
    table(size).to_parquet(made)
    return made.getvalue()


TABLES: Mapping[str, tuple[str, Callable[[int], bytes]]] = {
    "csv, rows": (".csv", lambda size: table(size).to_csv(index=False).encode()),
    "csv, columns": (".csv", _wide),
    "csv, a quotation mark": (".csv", lambda size: ('正文,年份\n"全市完成任务' + ",甲\n" * size).encode()),
    "csv, separators": (".csv", text_of(",;\t|")),
    "tsv, rows": (".tsv", lambda size: table(size).to_csv(index=False, sep="\t").encode()),
    "json, rows": (".json", lambda size: table(size).to_json(orient="records", force_ascii=False).encode()),
    "json, nested": (".json", lambda size: b"[" * size + b"]" * size),
    "jsonl, rows": (".jsonl", lambda size: table(size).to_json(orient="records", lines=True, force_ascii=False).encode()),
    "jsonl, other keys": (".jsonl", lambda size: "".join(f'{{"正文": "全市完成任务。", "k{at}": 1}}\n' for at in range(size)).encode()),
    "xlsx, rows": (".xlsx", _book),
    "xlsx, columns": (".xlsx", lambda size: _book(size, columns=1)),
    "xlsx, merged cells": (".xlsx", lambda size: _book(size, merged=True)),
    "xls, a page": (".xls", lambda size: ("<table><tr><td>正文</td></tr>" + "<tr><td>全市完成任务。</td></tr>" * size).encode()),
    "parquet, rows": (".parquet", _parquet),
}
"""Tables of documents, in the same way."""
