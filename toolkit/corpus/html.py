"""Pages of government sites: the main text with its tables as rows.

The main text is the smallest element that holds nearly all sentences of the page with what belongs to it beside that element, less lists
of links and page footers. Measured on 51 real pages of city governments beside trafilatura (favor_recall), resiliparse and
readability-lxml: the share of sentences that is kept is near trafilatura's (0.993, 0.998) at half its time, and unlike there the
rows of tables stay rows, articles in the cells of a table keep their paragraphs, and the marks of notes are not run into figures.
"""

import email
import email.policy
import re
from collections.abc import Iterator, Mapping, Sequence

import lxml.html
from lxml import etree

from toolkit.corpus.decoding import Decoded, decode
from toolkit.corpus.head_facts import is_title
from toolkit.corpus.html_main import main_elements
from toolkit.corpus.html_tables import table_rows
from toolkit.corpus.html_weights import BLANKS, BLOCKS, HtmlElement, Weight, is_data_table, is_navigation, weigh
from toolkit.corpus.page_facts import index_facts, meta_facts
from toolkit.corpus.raw import Heading, Note, RawText
from toolkit.corpus.superscripts import raised
from toolkit.errors import ReadError
from toolkit.grammar.numerals import SMALL_COUNT
from toolkit.text.furniture import is_furniture

__all__ = ["read_html", "read_mhtml", "read_tables"]

_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_-]+)""", re.IGNORECASE)
_DROPPED = (
    "script", "style", "noscript", "template", "nav", "footer", "form", "select", "button", "input", "textarea", "iframe", "object",
    "svg", "video", "audio", "canvas", "map",
)  # fmt: skip
_PAGE_END = re.compile("</(?:html|body)[ \t\r\n]*>", re.IGNORECASE)
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_RAISED = re.compile(r"vertical-align\s*:\s*super", re.IGNORECASE)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_TEN = re.compile(rf"(?<=[。\s])十\n(?=[{SMALL_COUNT}]、)")
"""A site breaks 十一、 after 十."""
_SPACES = re.compile(" {2,}")
_CONTACT = re.compile("(?:(?:办公|联系|通信|单位)?地址|(?:联系|办公|咨询)?电话|邮编)[:：]")
_NO_TEXT = "the page holds no running text; the document may be an attachment or be loaded by a script"
_LONG_TAG = re.compile("<[A-Za-z][^<>]{20000,}")
_QUOTED = re.compile("\"[^\"]*\"|'[^']*'")
_MOST_ATTRIBUTES = 2_000
"""Of one element; the parser compares each with all before it."""
_TOO_DEEP = "elements of the page lie more than 2,048 deep in one another: what follows there is not read"
_LONGEST_MARK = 12
_BEFORE, _FARTHEST = 8, 64
"""Characters of a raised mark in several elements, and characters and elements before it that are looked at."""
_ABOVE = 30
_LEAST = 8
"""Characters of a page beside its title below which it holds no text."""

_Weights = Mapping[HtmlElement, Weight]


def read_html(data: bytes) -> RawText:
    """Return the main text of a page and the facts in its ``<meta>`` fields and its index table."""
    decoded = _decode(data)
    page, notes = _parse(decoded.text)
    _drop_invisible(page)
    _write_raised(page)
    weights = weigh(page)
    stated = (*meta_facts(page), *index_facts(page))
    mains = main_elements(page, weights)
    body = "\n".join(filter(None, (_text_of(main, weights) for main in mains)))
    titles = [fact.value for fact in stated if fact.field == "title"]
    if sum(len(line) for line in body.split("\n") if not line.startswith(tuple(titles)) and not _says_nothing(line)) < _LEAST:
        raise ReadError(notes[0].note if notes else _NO_TEXT)
    text = _TEN.sub("\n十", _from_title(body, titles))
    warnings = (decoded.warning,) if decoded.warning else ()
    wrapped = any(main.tag == "pre" or main.find(".//pre") is not None for main in mains)
    return RawText(text, stated, warnings, notes, wrapped=wrapped, headings=tuple(_headings(mains)))


def read_tables(data: bytes) -> list[list[list[str]]]:
    """Return the tables of a page that holds nothing else, as cells of rows."""
    page, _ = _parse(_decode(data).text)
    _write_raised(page)
    return [[row.split("\t") for row in table_rows(table)] for table in page.iter("table") if table.find(".//table") is None]


def _decode(data: bytes) -> Decoded:
    declared = _CHARSET.search(data[:4096])
    return decode(data, declared=declared.group(1).decode("ascii") if declared else None)


def _says_nothing(line: str) -> bool:
    return line.endswith((":", "：")) or _CONTACT.match(line) is not None or is_title("".join(line.split())) or is_furniture(line)


def read_mhtml(data: bytes) -> RawText:
    """Return the main text of the first page in a web archive."""
    message = email.message_from_bytes(data, policy=email.policy.default)
    for part in message.walk():
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            content = part.get_payload(decode=True)
            if isinstance(content, bytes) and content.strip():
                return read_html(content)
    raise ReadError("there is no page in the web archive")


def _parse(text: str) -> tuple[HtmlElement, tuple[Note, ...]]:
    """Return the page, and a note where a part of it is not in there."""
    if any(_count_attributes(tag) > _MOST_ATTRIBUTES for tag in _LONG_TAG.findall(text)):
        raise ReadError(f"an element of the page has more than {_MOST_ATTRIBUTES:,} attributes: it is not read")
    # The parser reads nothing behind the first end of a page.
    text = _PAGE_END.sub("", text)
    parser = lxml.html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=True)
    try:
        page = lxml.html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise ReadError(f"the page holds no HTML: {error}") from error
    cut = any(entry.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for entry in parser.error_log)
    return page, (Note("unread part", _TOO_DEEP),) if cut else ()


def _count_attributes(tag: str) -> int:
    return len(_QUOTED.sub("", tag).split())


def _drop_invisible(page: HtmlElement) -> None:
    hidden = [element for element in page.iterfind(".//*[@style]") if _HIDDEN.search(element.get("style"))]
    for element in [*page.iter(*_DROPPED), *hidden]:
        if element.getparent() is not None:
            element.drop_tree()


def _write_raised(page: HtmlElement) -> None:
    """Put in the place of raised characters what they stand for; elements that follow each other at once are one mark."""
    styled = [element for element in page.iterfind(".//*[@style]") if _RAISED.search(element.get("style"))]
    wanted = dict.fromkeys([*page.iter("sup"), *styled])
    for element in wanted:
        following = element.getnext()
        mark = element.text_content()
        if following in wanted and not (element.tail or "").strip() and len(mark) < _LONGEST_MARK:
            following.text = mark + (following.text or "")
            element.text, element.tail = "", ""
        else:
            element.text = raised(_text_before(element), mark)
        for inner in list(element):
            element.remove(inner)


def _text_before(element: HtmlElement) -> str:
    """The text just before an element, in its block."""
    before = ""
    for _ in range(_FARTHEST):
        if element.tag in BLOCKS or len(before) >= _BEFORE:
            break
        previous, parent = element.getprevious(), element.getparent()
        if previous is not None:
            before = ("" if previous.tag in BLOCKS else previous.text_content()) + (previous.tail or "") + before
            element = previous
        elif parent is not None:
            before = (parent.text or "") + before
            element = parent
        else:
            break
    return before


def _headings(mains: Sequence[HtmlElement]) -> list[Heading]:
    found = (element for main in mains for element in main.iter(*_HEADINGS))
    return [Heading(_HEADINGS[element.tag], text) for element in found if (text := "".join(element.text_content().split()))]


def _from_title(text: str, titles: Sequence[str]) -> str:
    """Begin with the title that the page states: leave out what stands above it (paths, tools, the index table), or put it there."""
    bare = ["".join(title.split()) for title in titles]
    lines = text.split("\n")
    places = [place for place, line in enumerate(lines[:_ABOVE]) if "".join(line.split()) in bare]
    if places:
        return "\n".join(lines[places[-1] :])
    head = "".join("".join(lines[:_ABOVE]).split())
    return text if not text or not bare or bare[0] in head else f"{titles[0]}\n{text}"


def _text_of(element: HtmlElement, weights: _Weights) -> str:
    lines = (_SPACES.sub(" ", line).strip(" ") for line in "".join(_pieces(element, weights)).split("\n"))
    return "\n".join(line for line in lines if line.strip(" \t\u3000"))


def _pieces(top: HtmlElement, weights: _Weights) -> Iterator[str]:
    """Yield text in reading order: blocks on lines of their own, the cells of a row on one line, lines as set inside ``<pre>``."""
    waiting: list[tuple[HtmlElement | str, bool]] = [(top, False)]
    while waiting:
        element, as_set = waiting.pop()
        if isinstance(element, str):
            yield element
        elif element.tag == "table" and is_data_table(element, weights):
            yield "\n" + "\n".join(table_rows(element)) + "\n"
        else:
            as_set = as_set or element.tag == "pre"
            waiting += ((part, as_set) for part in reversed(_parts(element, weights, as_set=as_set)))


def _parts(element: HtmlElement, weights: _Weights, *, as_set: bool) -> list[HtmlElement | str]:
    block = "\n" if element.tag in BLOCKS else ""
    parts: list[HtmlElement | str] = [block, (element.text or "") if as_set else _inline(element.text)]
    for child in element:
        if not is_navigation(child, weights[child]):
            parts.append(child)
        parts.append((child.tail or "") if as_set else _inline(child.tail))
    return [*parts, block]


def _inline(text: str | None) -> str:
    """Return text with the line ends of the page's source as blanks; beside Chinese characters they are nothing."""
    if not text:
        return ""
    return BLANKS.sub(" ", _on_one_line(text.split("\n")) if "\n" in text else text)


def _on_one_line(lines: Sequence[str]) -> str:
    pieces = [lines[0].rstrip()]
    for line in [*filter(None, (line.strip() for line in lines[1:-1])), lines[-1].lstrip()]:
        beside = "".join((pieces[-1][-1:], line[:1]))
        pieces += ["" if beside and not any(char.isascii() for char in beside) else " ", line]
    return "".join(pieces)
