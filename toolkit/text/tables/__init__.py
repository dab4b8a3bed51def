"""Tables that stand in a text: their cells with the heads of their rows and columns, found from the text alone."""

from toolkit.text.tables.cells import find_cells
from toolkit.text.tables.kinds import bare_head, bracket_unit, head_is, is_figure, is_year, measure_of
from toolkit.text.tables.labels import SEPARATOR, bare_label
from toolkit.text.tables.running import outside_cells
from toolkit.text.tables.runs import caption_lines

__all__ = [
    "SEPARATOR",
    "bare_head",
    "bare_label",
    "bracket_unit",
    "caption_lines",
    "find_cells",
    "head_is",
    "is_figure",
    "is_year",
    "measure_of",
    "outside_cells",
]
