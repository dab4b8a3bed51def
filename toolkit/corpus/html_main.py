"""The main text of a page: the smallest element that holds its running text, and what belongs to it beside that element."""

import re
from collections.abc import Callable, Iterator, Mapping

from toolkit.corpus.head_facts import is_title
from toolkit.corpus.html_weights import BLOCKS, HtmlElement, Weight, is_data_table, is_navigation
from toolkit.corpus.organs import organ_names
from toolkit.corpus.page_facts import index_facts
from toolkit.grammar.dates import FULL_DATE

__all__ = ["main_elements"]

_STRAY = 80
"""Characters of running text beside the main text that may be a remark of the page: less than a paragraph."""
_LONGEST_SIGNATURE = 80
_SIGNED = re.compile(f"^附(?:件|表|录)?[0-9]*[:：]|{FULL_DATE}$")
_UNPARTED = frozenset(("p", "span", "font", "pre", "blockquote", "ul", "ol"))

_Weights = Mapping[HtmlElement, Weight]
_Measure = Callable[[Weight], int]


def main_elements(page: HtmlElement, weights: _Weights) -> list[HtmlElement]:
    """Return the elements that hold the text of the page, in their order; nothing where it has none.

    A page without a sentence is taken for what it holds beside links and page furniture: a table, a list of names.
    """
    body = page.find("body")
    top = page if body is None else body
    if not weights[top].own:
        return []
    main = _smallest(top, weights, _running, _STRAY) if weights[top].running else _smallest(top, weights, _own, 0)
    found = [main]
    while main is not top:
        found = [*_belonging(main, weights, before=True), *found, *_belonging(main, weights, before=False)]
        main = main.getparent()
    return found


def _running(weight: Weight) -> int:
    return weight.running


def _own(weight: Weight) -> int:
    return weight.own


def _smallest(top: HtmlElement, weights: _Weights, measure: _Measure, stray: int) -> HtmlElement:
    element = top
    while len(element):
        longest = max(element, key=lambda child: measure(weights[child]))
        left_out = measure(weights[element]) - measure(weights[longest])
        if left_out > stray or not measure(weights[longest]) or longest.tag in _UNPARTED:
            break
        if _is_paragraph_among(longest, element, weights):
            break
        if longest.tag == "table" and is_data_table(longest, weights):
            break
        element = longest
    return element


def _is_paragraph_among(part: HtmlElement, element: HtmlElement, weights: _Weights) -> bool:
    """Tell a paragraph written as a division, with others beside it and nothing of the page's frame: the text is what holds them."""
    if any(child.tag in BLOCKS for child in part.iterdescendants()):
        return False
    others = [weights[child] for child in element if child is not part and weights[child].size]
    return bool(others) and all(other.own == other.size and not other.linked for other in others)


def _belonging(main: HtmlElement, weights: _Weights, *, before: bool) -> Iterator[HtmlElement]:
    """Yield what stands next to the main text and belongs to it, up to the first navigation, footer or tool of the page."""
    found: list[HtmlElement] = []
    for element in main.itersiblings(preceding=before):
        weight = weights[element]
        if not weight.size:
            continue
        if is_navigation(element, weight) or weight.footer or 2 * weight.linked > weight.size:
            break
        if (before and not weight.own) or (weight.own and _is_content(element, weight, before=before)):
            found.append(element)  # fields of the page before the text are metadata of it
        elif not weight.own:
            break
    yield from reversed(found) if before else found


def _is_content(element: HtmlElement, weight: Weight, *, before: bool) -> bool:
    """Tell running text, tables, titles and, behind the main text, lists, signatures and annexes from remarks of the page."""
    if element.tag == "table" or element.find(".//table") is not None:
        return next(index_facts(element), None) is None
    if weight.running or (before and element.tag in ("h1", "h2", "h3")):
        return True
    text = "".join(element.text_content().split()) if weight.size <= _LONGEST_SIGNATURE else ""
    if before:
        return is_title(text)
    return element.find(".//li") is not None or bool(_SIGNED.search(text)) or bool(organ_names(text))
