"""What a page of a government site says of its document: ``<meta>`` fields, the page's title, the index table above the text."""

import re
from collections.abc import Iterator
from itertools import pairwise

import lxml.html

from toolkit.corpus.labels import MARKS, label_fields
from toolkit.corpus.raw import Stated
from toolkit.grammar.dates import ARABIC_YEAR

__all__ = ["index_facts", "meta_facts"]

_BLANKS = re.compile(r"\s+")
_YEAR_MARK = re.compile(rf"(?<=[\u4e00-\u9fff]) {ARABIC_YEAR}$")
_LABEL_END = re.compile("[:：]")
_CELLS = ("td", "th", "li", "dd", "dt", "p", "span", "div", "b", "strong")
_SHORTEST, _LONGEST = 8, 120


def meta_facts(page: lxml.html.HtmlElement) -> Iterator[Stated]:
    """Yield what the ``<meta>`` fields and the title of a page state."""
    for meta in page.iter("meta"):
        name = (meta.get("name") or meta.get("property") or "").strip()
        value = _BLANKS.sub(" ", meta.get("content") or "").strip()
        if value and name.lower() in label_fields():
            yield Stated(label_fields()[name.lower()], value, f"meta {name}")
    headings = [_YEAR_MARK.sub("", _BLANKS.sub(" ", heading.text_content()).strip()) for heading in page.iter("h1")]
    if len(headings) == 1 and _SHORTEST <= len(headings[0]) <= _LONGEST:
        yield Stated("title", headings[0], "page heading")
    title = _BLANKS.sub(" ", page.findtext(".//title") or "").strip()
    if title:
        yield Stated("page_title", title, "page title")


def index_facts(page: lxml.html.HtmlElement) -> Iterator[Stated]:
    """Yield what the index table states (索引号, 发文机关, 文号, 成文日期): label and value, in one cell or in two."""
    cells = [text for element in page.iter(*_CELLS) if (text := _short_text(element))]
    for cell, following in pairwise([*cells, ""]):
        label, *rest = _LABEL_END.split(cell, maxsplit=1)
        field = label_fields().get(_label(label))
        value = rest[0] if rest and rest[0].strip() else following if cell != following else ""
        if field and value and not _is_label(value):
            yield Stated(field, value.strip(MARKS), f"page field {_label(label)}")


def _short_text(element: lxml.html.HtmlElement) -> str:
    """Return the text of an element with little below it."""
    if len(element) > 3 or any(len(child) > 2 for child in element):
        return ""
    text = _BLANKS.sub(" ", element.text_content()).strip()
    return text if len(text) <= _LONGEST else ""


def _label(text: str) -> str:
    return _BLANKS.sub("", text).strip(MARKS).lower()


def _is_label(text: str) -> bool:
    return _label(_LABEL_END.split(text, maxsplit=1)[0]) in label_fields()
