"""Markdown files: the text without its marks, and what the front matter says of the document."""

import html
import re
from collections.abc import Iterator

from toolkit.corpus.decoding import decode
from toolkit.corpus.front_matter import read_front_matter
from toolkit.corpus.html import read_tables
from toolkit.corpus.raw import Heading, RawText
from toolkit.corpus.superscripts import raised

__all__ = ["pipes_to_tabs", "read_markdown"]

_HASH_HEADING = re.compile(r"[ \t]{0,3}(#{1,6})[ \t]+(\S.*)")
_UNDERLINE = re.compile(r"[ \t]{0,3}={2,}[ \t]*")
_COMMENT, _COMMENT_END = "<!--", "-->"
_TABLE, _TABLE_END = re.compile(r"<table\b", re.IGNORECASE), re.compile("</table[ \t]*>", re.IGNORECASE)
_TAG = re.compile(
    r"</?(?:a|b|br|center|code|div|em|font|h[1-6]|hr|i|img|p|s|small|span|strong|sub|u)(?:[ \t][^<>\n]{0,300})?/?>", re.IGNORECASE
)
_RAISED = re.compile(
    r"<sup>([^<>\n]{1,20})</sup>|\$[ \t]?\^[ \t]?\{?[ \t]?([^${}\n]{1,12})\}?[ \t]?\$|\^([0-9]{1,3})\^", re.IGNORECASE
)
_FENCE = re.compile("(?:```|~~~)")
_RULE = re.compile(r"[ \t]*(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,}|={3,}[ \t]*)")
_TABLE_RULE = re.compile(r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*")
_PIPE = re.compile(r"(?<!\\)\|")
_LINE_MARK = re.compile(r"[ \t]*(?:>[ \t]?)*[ \t]*(?:#{1,6}(?=[ \t])|[-*+](?=[ \t])|\[\^[^\]\n]{1,20}\]:)?[ \t]*")
_HEADING_END = re.compile(r"[ \t]+#+[ \t]*$")
_IMAGE = re.compile(r"!\[[^\[\]\n]*\]\([^()\n]*\)")
_LINK = re.compile(r"\[([^\[\]\n]*)\](?:\([^()\n]*\)|\[[^\[\]\n]*\])|\[\^[^\]\n]{1,20}\]|<(https?://[^<>\s]+)>")
# Begun with its character and not with what may not stand before it, a search runs ahead to the next one.
_EMPHASIS = re.compile(r"\*(?<!\\\*)(\*{0,2})(?=\S)([^*\n]+?)(?<=\S)\*\1|_(?<![\w\\]_)(_{0,2})(?=\S)([^_\n]+?)(?<=\S)_\3(?!\w)")
_STRAY = re.compile(r"\*(?<!\\\*)\*{1,2}")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_MARKS_IN_LINE, _MARKS = re.compile(r"[*_\[<^\\]"), re.compile(r"[*_\[<^\\#>`~=+-]")
"""One of these is in every mark inside a line, and in every mark but blanks before the line: most lines of a report have none."""


def read_markdown(data: bytes) -> RawText:
    """Return the text of a Markdown file without its marks, and the facts of its front matter.

    Headings and list items are lines, rows of tables are lines with tabs; of a link stays its text, of an image nothing.

    Examples
    --------
    >>> raw = read_markdown("---\\ntitle: 甲省2010年政府工作报告\\n---\\n\\n**一、工作回顾**\\n\\n> 产量[增长](a.html)8%".encode())
    >>> raw.text.split(), [(fact.field, fact.value) for fact in raw.stated]
    (['一、工作回顾', '产量增长8%'], [('title', '甲省2010年政府工作报告')])
    """
    decoded = decode(data)
    text = decoded.text.removeprefix("\ufeff").replace("\r\n", "\n")
    matter = read_front_matter(text)
    body = _without_comments(_with_rows(text[matter.end :]))
    plain = "\n".join(_plain_lines(pipes_to_tabs(body)))
    warnings = (decoded.warning,) if decoded.warning else ()
    return RawText(html.unescape(plain), matter.stated, warnings, headings=tuple(_headings(body)), other=matter.other)


def _headings(body: str) -> Iterator[Heading]:
    """Yield the headings by their marks: # before the line, or a line of = below it."""
    code, above = False, ""
    for line in body.split("\n") if "#" in body or "==" in body else ():
        code ^= _FENCE.match(line.lstrip()) is not None
        heading = _HASH_HEADING.fullmatch(line)
        if heading and not code:
            yield Heading(len(heading[1]), html.unescape(_plain(_HEADING_END.sub("", heading[2]))))
        elif above.strip() and not code and _UNDERLINE.fullmatch(line):
            yield Heading(1, html.unescape(_plain(above.strip())))
        above = line


def _with_rows(text: str) -> str:
    """The text with tables that are written as HTML (as programs do that turn PDF files into Markdown) as rows of Markdown."""
    pieces, at = list[str](), 0
    while (begin := _TABLE.search(text, at)) and (end := _TABLE_END.search(text, begin.end())):
        rows = [row for table in read_tables(text[begin.start() : end.end()].encode("utf-8", "replace")) for row in table]
        pieces += [text[at : begin.start()], "\n\n", "\n".join("\t".join(row) for row in rows), "\n\n"]
        at = end.end()
    return "".join([*pieces, text[at:]])


def _without_comments(text: str) -> str:
    """The text without ``<!-- … -->``; one that is never closed is text."""
    first, *rest = text.split(_COMMENT)
    kept = [first]
    for part in rest:
        comment, closed, after = part.partition(_COMMENT_END)
        kept.append(after if closed else _COMMENT + comment)
    return "".join(kept)


def _plain_lines(body: str) -> Iterator[str]:
    code = False
    for line in body.split("\n"):
        marked = _MARKS.search(line) is not None
        if marked and _FENCE.match(line.lstrip()):
            code = not code
        elif code or not (marked or line.startswith((" ", "\t"))):
            yield line
        else:
            yield "" if _RULE.fullmatch(line) else _plain_line(line)


def _plain_line(line: str) -> str:
    if "\t" in line:  # the row of a table, whose first cell may be empty
        return _plain(line)
    mark = _LINE_MARK.match(line)
    rest = line[mark.end() if mark else 0 :]
    return _plain(_HEADING_END.sub("", rest) if mark and "#" in mark[0] else rest)


def _plain(text: str) -> str:
    """A line without emphasis, links, tags and escapes; emphasis can be nested, and may be left open where a line was cut."""
    if not _MARKS_IN_LINE.search(text):
        return text
    if "<" in text or "^" in text:
        text = _TAG.sub("", _RAISED.sub(lambda mark: raised(mark.string[: mark.start()][-8:], mark[1] or mark[2] or mark[3]), text))
    text = _LINK.sub(lambda link: link[1] or link[2] or "", _IMAGE.sub("", text))
    while (bare := _EMPHASIS.sub(lambda found: found[2] or found[4], text)) != text:
        text = bare
    return _ESCAPED.sub(r"\1", _STRAY.sub("", text))


def pipes_to_tabs(text: str) -> str:
    """Return the text with the tables of Markdown as rows whose cells are set apart by tabs.

    A table is a line with pipes above a line of dashes and pipes, and the lines with pipes below.

    Examples
    --------
    >>> pipes_to_tabs("| 指标 | 数值 |\\n| --- | ---: |\\n| 产量 | 12 |\\n完。")
    '指标\\t数值\\n产量\\t12\\n完。'
    """
    return "\n".join(_rows(text.split("\n"))) if "|" in text else text


def _rows(lines: list[str]) -> Iterator[str]:
    inside = False
    for place, line in enumerate(lines):
        following = lines[place + 1] if place + 1 < len(lines) else ""
        if inside and _is_rule(line):
            continue
        inside = "|" in line and (inside or _is_rule(following))
        yield _row(line) if inside else line


def _is_rule(line: str) -> bool:
    return "|" in line and _TABLE_RULE.fullmatch(line) is not None


def _row(line: str) -> str:
    bare = line.strip()
    cells = _PIPE.split(bare.removeprefix("|").removesuffix("|"))
    return "\t".join(cell.strip().replace("\\|", "|") for cell in cells)
