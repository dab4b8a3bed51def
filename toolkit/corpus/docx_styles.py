"""Styles of a Word file: which paragraphs they make headings, which they number, which characters they raise or hide."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from toolkit.corpus.docx_parts import Element, child, children, count_of, is_on, value_of

__all__ = ["Style", "Styles", "number_of", "read_styles"]

_HEADING_NAME = re.compile("(?:heading|标题) ?([1-9])", re.IGNORECASE)
_CONTENTS_NAME = re.compile("(?:toc|目录) ?[1-9]", re.IGNORECASE)
_DEEPEST_STYLE = 20
_BODY = 9
"""The outline level of running text."""


@dataclass(frozen=True, slots=True)
class Style:
    """What a style, or a paragraph or a run itself, says; None where it says nothing."""

    level: int | None = None
    """Of a heading, from 1; 0 for running text."""
    number: str | None = None
    depth: int | None = None
    """The list of a paragraph and its level there."""
    raised: bool | None = None
    hidden: bool | None = None
    listed: bool | None = None
    """Whether it is a line of the table of contents that Word makes of the headings."""

    def over(self, below: "Style") -> "Style":
        """Return this style with what it leaves open taken from the one that it builds on."""
        own = (self.level, self.number, self.depth, self.raised, self.hidden, self.listed)
        other = (below.level, below.number, below.depth, below.raised, below.hidden, below.listed)
        return Style(*(mine if mine is not None else theirs for mine, theirs in zip(own, other, strict=True)))  # type: ignore[arg-type]


_PLAIN = Style()


@dataclass(frozen=True, slots=True)
class Styles:
    """The styles of a document by their ids."""

    named: Mapping[str, Style]
    default: str = ""
    """The style of paragraphs that name none."""

    def paragraph(self, properties: Element | None) -> Style:
        """Return what holds for a paragraph with these properties."""
        name = value_of(child(properties, "pStyle")) or self.default
        return _own(properties).over(self.named.get(name, _PLAIN)) if properties is not None else self.named.get(name, _PLAIN)

    def run(self, properties: Element | None) -> Style:
        """Return what holds for a run with these properties."""
        if properties is None:
            return _PLAIN
        return _own_run(properties).over(self.named.get(value_of(child(properties, "rStyle")), _PLAIN))


def read_styles(styles: Element | None) -> Styles:
    """Return the styles of the part ``styles.xml``, each with what it takes from those that it builds on."""
    elements = {value_of(element, "styleId"): element for element in children(styles, "style")}
    default = next((name for name, element in elements.items() if _is_default(element)), "")
    return Styles({name: _built(name, elements) for name in elements}, default)


def _is_default(element: Element) -> bool:
    return value_of(element, "type") == "paragraph" and value_of(element, "default") in ("1", "true", "on")


def _built(name: str, elements: Mapping[str, Element]) -> Style:
    built = _PLAIN
    for _ in range(_DEEPEST_STYLE):
        element = elements.get(name)
        if element is None:
            break
        built = built.over(_own_run(child(element, "rPr")).over(_own(child(element, "pPr"))).over(_by_name(element)))
        name = value_of(child(element, "basedOn"))
    return built


def _by_name(element: Element) -> Style:
    name = value_of(child(element, "name")).strip()
    if _CONTENTS_NAME.fullmatch(name):
        return Style(listed=True)
    heading = _HEADING_NAME.fullmatch(name)
    return Style(level=int(heading[1])) if heading else _PLAIN


def _own(properties: Element | None) -> Style:
    if properties is None:
        return _PLAIN
    outline, numbering = child(properties, "outlineLvl"), child(properties, "numPr")
    level = None if outline is None else (count_of(outline) + 1) % (_BODY + 1)
    if numbering is None:
        return Style(level=level)
    number, depth = child(numbering, "numId"), child(numbering, "ilvl")
    return Style(level, None if number is None else value_of(number), None if depth is None else count_of(depth))


def _own_run(properties: Element | None) -> Style:
    if properties is None:
        return _PLAIN
    align, vanish = value_of(child(properties, "vertAlign")), child(properties, "vanish")
    return Style(raised=align == "superscript" if align else None, hidden=None if vanish is None else is_on(vanish))


def number_of(style: Style) -> tuple[str, int] | None:
    """Return list and level of a numbered paragraph; the list 0 stands for none."""
    return (style.number, style.depth or 0) if style.number and style.number != "0" else None
