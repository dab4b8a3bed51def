"""What a page holds where: characters below each element, those of links, those of running text; navigation and data told by them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

import lxml.html
from lxml import etree

from toolkit.corpus.cell_texts import LONG_CELL
from toolkit.text.furniture import is_furniture

__all__ = ["BLANKS", "BLOCKS", "HtmlElement", "Weight", "is_data_table", "is_navigation", "weigh"]

HtmlElement: TypeAlias = lxml.html.HtmlElement

BLOCKS = frozenset((
    "p", "div", "section", "article", "header", "aside", "main", "ul", "ol", "li", "dl", "dt", "dd", "table", "tbody", "thead", "tr",
    "td", "th", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "center", "pre", "hr", "br", "figure", "figcaption", "fieldset",
    "body", "caption", "address",
))  # fmt: skip
BLANKS = re.compile(r"[ \t\r\n\f\v\u00a0]+")
_PUNCTUATION = re.compile("[，。；、：？！]")
_SENTENCE = re.compile("[。；！]$")
_RUNNING, _SHORT_RUNNING = 15, 6
"""Characters of a stretch of running text; fewer where it ends as a sentence does."""
_FOOTER = re.compile(
    "ICP备|ICP证|备案号|公网安备|网站标识码|版权所有|copyright|all rights reserved|技术支持|承办单位|网站地图|隐私声明"
    "|举报(?:邮箱|电话|热线)|服务热线|邮政编码|邮编[:：]|投稿邮箱",
    re.IGNORECASE,
)
_LISTS = frozenset(("ul", "ol", "div", "dl", "table", "section", "aside", "header", "p"))
_LINKS = 0.6
_MOST_OF_TABLE = 0.6


@dataclass(slots=True)
class Weight:
    """Characters below an element."""

    size: int = 0
    linked: int = 0
    """In links."""
    running: int = 0
    """In sentences, links and page furniture left out."""
    own: int = 0
    """In anything but links and page furniture."""
    footer: bool = False
    """Whether the words of a footer are among them."""

    def add(self, other: "Weight") -> None:
        """Add what stands below a part of the element."""
        self.size += other.size
        self.linked += other.linked
        self.running += other.running
        self.own += other.own
        self.footer = self.footer or other.footer


def weigh(page: HtmlElement) -> dict[HtmlElement, Weight]:
    """Return what stands below each element; text is taken by stretches between the edges of blocks, whatever spans cut it."""
    weights = {element: Weight() for element in page.iter()}
    pieces: list[str] = []
    linked = links = 0
    for event, element in etree.iterwalk(page, events=("start", "end")):
        if element.tag in BLOCKS:
            owner = element if event == "end" else element.getparent()
            weights[page if owner is None else owner].add(_weight_of("".join(pieces), linked))
            pieces, linked = [], 0
        links += (1 if event == "start" else -1) if element.tag == "a" else 0
        if text := (element.text if event == "start" else element.tail) or "":
            pieces.append(text)
            linked += len(BLANKS.sub("", text)) if links else 0
    for element in reversed(list(weights)):
        if (parent := element.getparent()) is not None:
            weights[parent].add(weights[element])
    return weights


def _weight_of(stretch: str, linked: int) -> Weight:
    text = BLANKS.sub("", stretch)
    if not text:
        return Weight()
    if _FOOTER.search(text):
        return Weight(len(text), linked, footer=True)
    if linked > _LINKS * len(text) or is_furniture(BLANKS.sub(" ", stretch)):
        return Weight(len(text), linked)
    sentence = (len(text) >= _RUNNING and _PUNCTUATION.search(text)) or (len(text) >= _SHORT_RUNNING and _SENTENCE.search(text))
    return Weight(len(text), linked, len(text) if sentence else 0, len(text) - linked)


def is_navigation(element: HtmlElement, weight: Weight) -> bool:
    """Tell lists of links and page footers, which hold no running text."""
    if element.tag not in _LISTS or weight.running > 0.1 * weight.size:
        return False
    return weight.footer or weight.linked > _LINKS * weight.size


def is_data_table(table: HtmlElement, weights: Mapping[HtmlElement, Weight]) -> bool:
    """Tell a table of data from one that lays out a page, which holds other tables, long texts, or an article in one cell."""
    if table.find(".//table") is not None:
        return False
    return not any(_is_article(cell, weights[cell], weights[table]) for cell in table.iter("td", "th"))


def _is_article(cell: HtmlElement, weight: Weight, table: Weight) -> bool:
    if weight.size >= LONG_CELL:
        return True
    return bool(weight.running) and weight.size > _MOST_OF_TABLE * table.size and sum(1 for _ in cell.iter("p", "br", "li", "h2")) > 1
