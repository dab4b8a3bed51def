"""Pages of government sites: the main text with its tables as rows.

The main text is the smallest element that holds nearly all sentences of the page, less lists of links and page footers. On real pages of
city governments this kept paragraphs that trafilatura (favor_recall) dropped, with their order and their tables.
"""

import email
import email.policy
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import lxml.html
from lxml import etree

from toolkit.corpus.decoding import decode
from toolkit.corpus.page_facts import index_facts, meta_facts
from toolkit.corpus.raw import RawText
from toolkit.errors import ReadError
from toolkit.grammar.numerals import SMALL_COUNT

__all__ = ["read_html", "read_mhtml"]

_Element: TypeAlias = lxml.html.HtmlElement

_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_-]+)""", re.IGNORECASE)
_DROPPED = (
    "script", "style", "noscript", "template", "nav", "footer", "form", "select", "button", "input", "textarea", "iframe", "object",
    "svg", "video", "audio", "canvas", "map",
)  # fmt: skip
_BLOCKS = frozenset((
    "p", "div", "section", "article", "header", "aside", "main", "ul", "ol", "li", "dl", "dt", "dd", "table", "tbody", "thead", "tr",
    "td", "th", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "center", "pre", "hr", "br", "figure", "figcaption", "fieldset",
    "body", "caption", "address",
))  # fmt: skip
_LISTS = frozenset(("ul", "ol", "div", "dl", "table", "section", "aside", "header", "p"))
_PUNCTUATION = re.compile("[，。；、：？！]")
_FOOTER = re.compile(
    "ICP备|ICP证|备案号|公网安备|网站标识码|版权所有|copyright|all rights reserved|技术支持|承办单位|网站地图|隐私声明"
    "|举报(?:邮箱|电话|热线)|服务热线|邮政编码|邮编[:：]|投稿邮箱",
    re.IGNORECASE,
)
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_BLANKS = re.compile(r"[ \t\r\n\f\v\u00a0]+")
_TEN = re.compile(rf"(?:(?<=。)|\s+)十\n(?=[{SMALL_COUNT}]、)")
"""A site breaks 十一、 after 十."""
_SPACES = re.compile(" {2,}")
_LINE_END = re.compile(r"(?<=[^\x00-\x7f])\s*\n\s*(?=[^\x00-\x7f])|(?<=[^\x00-\x7f])\s*\n\s*\Z|\A\s*\n\s*(?=[^\x00-\x7f])")
_STRAY = 80
"""Characters of running text beside the main text that may be a remark of the page: less than a paragraph."""
_INDENT = re.compile(r"\s+")
_SOURCE_BLANKS = " \t\r\n\f\v"
"""Blanks that a browser does not show at the beginning of a cell."""
_DEEPEST, _WIDEST_SPAN = 4, 100
_LINKS = 0.6
_LONG_CELL = 400
_ABOVE = 30


@dataclass(slots=True)
class _Weight:
    """Characters below an element: all, those in links, those in running text, and whether a footer's words are among them."""

    size: int = 0
    linked: int = 0
    running: int = 0
    footer: bool = False

    def add(self, other: "_Weight") -> None:
        self.size += other.size
        self.linked += other.linked
        self.running += other.running
        self.footer = self.footer or other.footer


_Weights = dict[_Element, _Weight]


def read_html(data: bytes) -> RawText:
    """Return the main text of a page and the facts in its ``<meta>`` fields and its index table."""
    declared = _CHARSET.search(data[:4096])
    decoded = decode(data, declared=declared.group(1).decode("ascii") if declared else None)
    page = _parse(decoded.text)
    _drop_invisible(page)
    weights = _weigh(page)
    stated = (*meta_facts(page), *index_facts(page))
    main = _main_element(page, weights)
    if not weights[main].running:
        raise ReadError("the page holds no running text; the document may be an attachment or be loaded by a script")
    text = _from_title(_text_of(main, weights), [fact.value for fact in stated if fact.field == "title"])
    return RawText(_TEN.sub("\n十", text), stated, (decoded.warning,) if decoded.warning else (), wrapped=False)


def read_mhtml(data: bytes) -> RawText:
    """Return the main text of the first page in a web archive."""
    message = email.message_from_bytes(data, policy=email.policy.default)
    for part in message.walk():
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            content = part.get_payload(decode=True)
            if isinstance(content, bytes) and content.strip():
                return read_html(content)
    raise ReadError("there is no page in the web archive")


def _parse(text: str) -> _Element:
    parser = lxml.html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=True)
    try:
        return lxml.html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise ReadError(f"the page holds no HTML: {error}") from error


def _drop_invisible(page: _Element) -> None:
    hidden = [element for element in page.iterfind(".//*[@style]") if _HIDDEN.search(element.get("style"))]
    for element in [*page.iter(*_DROPPED), *hidden]:
        if element.getparent() is not None:
            element.drop_tree()


def _weigh(page: _Element) -> _Weights:
    """Return what stands below each element, in one pass from the leaves up."""
    elements = list(page.iter())
    weights = {element: _Weight() for element in elements}
    for element in reversed(elements):
        weight = weights[element]
        weight.add(_weight_of(element.text))
        if element.tag == "a":
            weight.linked, weight.running = weight.size, 0
        parent = element.getparent()
        if parent is not None:
            weights[parent].add(weight)
            weights[parent].add(_weight_of(element.tail))
    return weights


def _weight_of(text: str | None) -> _Weight:
    stripped = _BLANKS.sub("", text or "")
    if _FOOTER.search(stripped):
        return _Weight(len(stripped), footer=True)
    running = len(stripped) if len(stripped) >= 15 and _PUNCTUATION.search(stripped) else 0
    return _Weight(len(stripped), running=running)


def _main_element(page: _Element, weights: _Weights) -> _Element:
    """Return the smallest element that holds the running text of the page."""
    body = page.find("body")
    element = page if body is None else body
    while len(element):
        longest = max(element, key=lambda child: weights[child].running)
        left_out = weights[element].running - weights[longest].running
        if left_out > _STRAY or not weights[longest].running or longest.tag in ("table", "tbody", "tr", "p", "span", "font"):
            break
        element = longest
    return element


def _from_title(text: str, titles: Sequence[str]) -> str:
    """Begin with the title that the page states: leave out what stands above it (paths, tools, the index table), or put it there."""
    bare = ["".join(title.split()) for title in titles]
    lines = text.split("\n")
    places = [place for place, line in enumerate(lines[:_ABOVE]) if "".join(line.split()) in bare]
    if places:
        return "\n".join(lines[places[-1] :])
    head = "".join("".join(lines[:_ABOVE]).split())
    return text if not text or not bare or bare[0] in head else f"{titles[0]}\n{text}"


def _text_of(element: _Element, weights: _Weights) -> str:
    pieces: list[str] = []
    _collect(element, weights, pieces)
    lines = (_SPACES.sub(" ", line).strip(" ") for line in "".join(pieces).split("\n"))
    return "\n".join(line for line in lines if line.strip(" \t\u3000"))


def _collect(element: _Element, weights: _Weights, pieces: list[str]) -> None:
    """Gather text in reading order: blocks on lines of their own, the cells of a row on one line."""
    if element.tag == "table" and _is_data_table(element):
        pieces.append("\n" + "\n".join(_rows(element)) + "\n")
        return
    block = "\n" if element.tag in _BLOCKS else ""
    pieces += (block, _inline(element.text))
    for child in element:
        if not _is_navigation(child, weights[child]):
            _collect(child, weights, pieces)
        pieces.append(_inline(child.tail))
    pieces.append(block)


def _inline(text: str | None) -> str:
    """Return text with the line ends of the page's source as blanks; between Chinese characters they are nothing."""
    return _BLANKS.sub(" ", _LINE_END.sub("", text)) if text else ""


def _is_navigation(element: _Element, weight: _Weight) -> bool:
    """Tell lists of links and page footers, which hold no running text."""
    if element.tag not in _LISTS or weight.running > 0.1 * weight.size:
        return False
    return weight.footer or weight.linked > _LINKS * weight.size


def _is_data_table(table: _Element) -> bool:
    """Tables that lay out a page hold other tables or long texts; those of data do not."""
    if table.find(".//table") is not None:
        return False
    return all(len(cell.text_content()) < _LONG_CELL for cell in table.iter("td", "th"))


def _rows(table: _Element) -> Iterator[str]:
    """The rows of a table; a cell that spans columns or rows stands in the first of them, and the others are empty."""
    open_below: dict[int, int] = {}
    """For columns, how many more rows a cell from above reaches over."""
    for row in table.iter("tr"):
        cells: list[str] = []
        for cell in row.iterchildren("td", "th"):
            _skip_covered(cells, open_below)
            text, width, height = _cell_text(cell), _span(cell, "colspan"), _span(cell, "rowspan")
            if height > 1:
                open_below |= dict.fromkeys(range(len(cells), len(cells) + width), height)
            cells += [text, *[""] * (width - 1)]
        _skip_covered(cells, open_below)
        open_below = {column: rows - 1 for column, rows in open_below.items() if rows > 1}
        if any(cells):
            yield "\t".join(cells)


def _skip_covered(cells: list[str], open_below: Mapping[int, int]) -> None:
    while open_below.get(len(cells), 0) > 0:
        cells.append("")


def _span(cell: _Element, name: str) -> int:
    """The number of columns or rows that a cell states it spans, within reason."""
    stated = (cell.get(name) or "").strip()
    return min(max(int(stated), 1), _WIDEST_SPAN) if stated.isascii() and stated.isdigit() else 1


def _cell_text(cell: _Element) -> str:
    """The text of a cell on one line, with the blanks that indent it."""
    text = cell.text_content()
    indent = _INDENT.match(text)
    depth = sum(1.0 if blank in "\u3000\u2003" else 0.5 for blank in (indent[0] if indent else "") if blank not in _SOURCE_BLANKS)
    joined = "".join(text.split())
    return "\u3000" * min(round(depth), _DEEPEST) + joined if joined else ""
