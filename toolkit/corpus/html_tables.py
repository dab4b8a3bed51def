"""Tables of a page as rows whose cells are set apart by tabs."""

import re
from collections.abc import Iterator, Mapping

from toolkit.corpus.cell_texts import indent
from toolkit.corpus.html_weights import HtmlElement

__all__ = ["table_rows"]

_SOURCE_BLANKS = " \t\r\n\f\v"
"""Blanks that a browser does not show at the beginning of a cell."""
_WIDEST_SPAN = 100
_INNER_BLANKS = re.compile(r"(?<=[\x21-\x7e])\s+(?=[A-Za-z(])|\s+")


def table_rows(table: HtmlElement) -> Iterator[str]:
    """Yield the rows of a table; a cell that spans columns or rows stands in the first of them, and the others are empty."""
    open_below: dict[int, int] = {}
    """For columns, how many more rows a cell from above reaches over."""
    for caption in table.iterchildren("caption"):
        if text := _cell_text(caption):
            yield text
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


def _span(cell: HtmlElement, name: str) -> int:
    """The number of columns or rows that a cell states it spans, within reason."""
    stated = (cell.get(name) or "").strip()
    return min(max(int(stated), 1), _WIDEST_SPAN) if stated.isascii() and stated.isdigit() and len(stated) < 10 else 1


def _cell_text(cell: HtmlElement) -> str:
    """The text of a cell on one line, with the blanks that indent it; blanks stay between Latin words."""
    text = cell.text_content()
    joined = _INNER_BLANKS.sub(_blank, text.strip())
    return indent(text, hidden=_SOURCE_BLANKS) + joined if joined else ""


def _blank(gap: re.Match[str]) -> str:
    latin = gap.string[gap.end() : gap.end() + 1].isascii() and gap.string[gap.start() - 1 : gap.start()].isascii()
    following = gap.string[gap.end() : gap.end() + 1]
    return " " if latin and (following.isalpha() or following == "(") else ""
