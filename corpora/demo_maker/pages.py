"""Documents as files: plain text, or a page as the sites of governments serve it."""

from collections.abc import Iterable
from html import escape

from demo_maker.draft import Line, Meta

MARK = "模拟文本，数字为虚构"
NAVIGATION = ("网站首页", "政务公开", "政务服务", "互动交流", "走进{short}")
FOOTER = ("网站地图", "联系我们", "网站声明")


def plain_text(about: Meta, lines: Iterable[Line], *, indented: bool) -> str:
    """Return the document as a text file, its paragraphs indented by two full-width spaces if asked."""
    body = [MARK, about.title, *(_text_line(line, indented) for line in lines)]
    return "\n".join(body) + "\n"


def _text_line(line: Line, indented: bool) -> str:
    if line.kind in ("paragraph", "heading", "subheading") and indented:
        return "　　" + line.text
    return line.text


def page(about: Meta, lines: Iterable[Line], *, charset: str) -> str:
    """Return the document as an HTML page with metadata, navigation and footer."""
    meta = {
        "SiteName": f"{about.place}人民政府门户网站", "ColumnName": _column(about), "ArticleTitle": about.title,
        "PubDate": f"{about.date} 09:{about.year % 60:02d}", "ContentSource": about.issuer,
    }
    short = about.place.rstrip("省市县")
    parts = [
        f"<!-- {MARK} -->", "<!DOCTYPE html>", '<html lang="zh-CN">', "<head>", f'<meta charset="{charset}">',
        *(f'<meta name="{name}" content="{escape(value)}">' for name, value in meta.items()),
        f"<title>{escape(about.title)} - {about.place}人民政府</title>", "</head>", "<body>",
        '<div class="nav"><ul>', *(f'<li><a href="#">{item.format(short=short)}</a></li>' for item in NAVIGATION), "</ul></div>",
        f'<div class="position">当前位置：<a href="#">首页</a> &gt; <a href="#">政务公开</a> &gt; {_column(about)}</div>',
        *_index_table(about), '<div class="article">', f"<h1>{escape(about.title)}</h1>",
        f'<div class="info"><span>来源：{about.issuer}</span> <span>发布时间：{meta["PubDate"]}</span> '
        '<span>浏览次数：-</span> <span>【字体：大 中 小】</span></div>',
        '<div class="content">', f"<p>{MARK}</p>", *_body(lines), "</div>",
        '<div class="share">扫一扫在手机打开当前页 分享：</div>', "</div>",
        f'<div class="footer"><p>{" | ".join(FOOTER)}</p><p>主办：{about.place}人民政府办公室 演示页面，非政府网站</p></div>',
        "</body>", "</html>",
    ]
    return "\n".join(parts) + "\n"


def _column(about: Meta) -> str:
    return {"统计公报": "统计信息", "政府工作报告": "政府工作报告", "法治政府建设年度报告": "法治政府建设"}.get(about.doc_type, "政府文件")


def _index_table(about: Meta) -> list[str]:
    """The table of document facts that stands above numbered documents."""
    if about.doc_number is None:
        return []
    cells = (("索引号", f"DEMO{about.adcode}/{about.date}"), ("发文机关", about.issuer),
             ("文号", about.doc_number), ("成文日期", about.day))
    rows = (f"<tr><td>{name}：</td><td>{value}</td></tr>" for name, value in cells)
    return ['<table class="index">', *rows, "</table>"]


def _body(lines: Iterable[Line]) -> Iterable[str]:
    inside = False
    for line in lines:
        if inside != (line.kind == "table"):
            inside = not inside
            yield "<table>" if inside else "</table>"
        yield _html_line(line)
    if inside:
        yield "</table>"


def _html_line(line: Line) -> str:
    if line.kind == "table":
        return "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in line.text.split("\t")) + "</tr>"
    if line.kind in ("heading", "subheading"):
        return f"<p><strong>　　{escape(line.text)}</strong></p>"
    if line.kind == "paragraph":
        return f"<p>　　{escape(line.text)}</p>"
    style = {"signature": "text-align:right"}.get(line.kind, "text-align:center")
    return f'<p style="{style}">{escape(line.text)}</p>'
