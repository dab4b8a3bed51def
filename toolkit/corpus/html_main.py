"""The main text of a page: the smallest element that holds its running text, and what belongs to it beside that element."""

from collections.abc import Callable, Iterator, Mapping

from toolkit.corpus.html_weights import HtmlElement, Weight, is_data_table, is_navigation

__all__ = ["main_elements"]

_STRAY = 80
"""Characters of running text beside the main text that may be a remark of the page: less than a paragraph."""
_UNPARTED = frozenset(("tbody", "tr", "p", "span", "font", "pre", "blockquote", "ul", "ol"))

_Weights = Mapping[HtmlElement, Weight]
_Measure = Callable[[Weight], int]


def main_elements(page: HtmlElement, weights: _Weights) -> list[HtmlElement]:
    """Return the elements that hold the text of the page, in their order; nothing where it has none.

    A page without a sentence is taken for what it holds beside links and page furniture: a table, a list of names.
    """
    body = page.find("body")
    top = page if body is None else body
    measure: _Measure = _running if weights[top].running else _own
    if not measure(weights[top]):
        return []
    main = _smallest(top, weights, measure)
    found = [main]
    while main is not top:
        found = [*_belonging(main, weights, before=True), *found, *_belonging(main, weights, before=False)]
        main = main.getparent()
    return found


def _running(weight: Weight) -> int:
    return weight.running


def _own(weight: Weight) -> int:
    return weight.own


def _smallest(top: HtmlElement, weights: _Weights, measure: _Measure) -> HtmlElement:
    element = top
    while len(element):
        longest = max(element, key=lambda child: measure(weights[child]))
        left_out = measure(weights[element]) - measure(weights[longest])
        if left_out > _STRAY or not measure(weights[longest]) or longest.tag in _UNPARTED:
            break
        if longest.tag == "table" and is_data_table(longest, weights):
            break
        element = longest
    return element


def _belonging(main: HtmlElement, weights: _Weights, *, before: bool) -> Iterator[HtmlElement]:
    """Yield what stands next to the main text and belongs to it, up to the first navigation, footer or tool of the page."""
    found: list[HtmlElement] = []
    for element in main.itersiblings(preceding=before):
        weight = weights[element]
        if not weight.size:
            continue
        if is_navigation(element, weight) or weight.footer or 2 * weight.own < weight.size:
            break
        found.append(element)
    yield from reversed(found) if before else found
