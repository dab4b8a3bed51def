"""Markdown files: the text without its marks, and what the front matter says of the document."""

import html
import re
from collections.abc import Iterator

from toolkit.corpus.columns import field_of
from toolkit.corpus.decoding import decode
from toolkit.corpus.raw import RawText, Stated

__all__ = ["pipes_to_tabs", "read_markdown"]

_FRONT_MATTER = re.compile(r"\s*---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|$)", re.DOTALL)
_FACT = re.compile(r"(\w[\w .-]*?)[ \t]*:[ \t]+(\S.*)")
_QUOTED = re.compile(r"""(["'])(.*)\1""")
_COMMENT = re.compile("<!--.*?-->", re.DOTALL)
_FENCE = re.compile("(?:```|~~~)")
_RULE = re.compile(r"[ \t]*(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})")
_TABLE_RULE = re.compile(r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*")
_PIPE = re.compile(r"(?<!\\)\|")
_LINE_MARK = re.compile(r"[ \t]*(?:>[ \t]?)*[ \t]*(?:#{1,6}(?=[ \t])|[-*+](?=[ \t])|\[\^[^\]\n]{1,20}\]:)?[ \t]*")
_HEADING_END = re.compile(r"[ \t]+#+[ \t]*$")
_IMAGE = re.compile(r"!\[[^\]\n]*\]\([^()\n]*\)")
_LINK = re.compile(r"\[([^\[\]\n]*)\](?:\([^()\n]*\)|\[[^\[\]\n]*\])|\[\^[^\]\n]{1,20}\]|<(https?://[^<>\s]+)>")
_EMPHASIS = re.compile(r"(?<!\\)(\*{1,3})(?=\S)([^*\n]+?)(?<=\S)\1|(?<![\w\\])(_{1,3})(?=\S)([^_\n]+?)(?<=\S)\3(?!\w)")
_STRAY = re.compile(r"(?<!\\)\*{2,3}")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")


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
    matter = _FRONT_MATTER.match(text)
    stated = tuple(_front_matter(matter[1])) if matter else ()
    body = _COMMENT.sub("", text[matter.end() if matter else 0 :])
    plain = "\n".join(_plain_lines(pipes_to_tabs(body)))
    return RawText(html.unescape(plain), stated, (decoded.warning,) if decoded.warning else ())


def _front_matter(lines: str) -> Iterator[Stated]:
    """Yield the facts ``key: value`` whose key is one of the names that columns of documents go by."""
    for line in lines.split("\n"):
        fact = _FACT.fullmatch(line.strip())
        field = field_of(fact[1]) if fact else None
        if fact and field and field != "text":
            yield Stated(field, _QUOTED.sub(r"\2", fact[2].strip()), f"front matter {fact[1]}")


def _plain_lines(body: str) -> Iterator[str]:
    code = False
    for line in body.split("\n"):
        if _FENCE.match(line.lstrip()):
            code = not code
        elif code:
            yield line
        else:
            yield "" if _RULE.fullmatch(line) else _plain_line(line)


def _plain_line(line: str) -> str:
    mark = _LINE_MARK.match(line)
    rest = line[mark.end() if mark else 0 :]
    return _plain(_HEADING_END.sub("", rest) if mark and "#" in mark[0] else rest)


def _plain(text: str) -> str:
    """A line without emphasis, links and escapes; emphasis can be nested, and may be left open where a line was cut."""
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
