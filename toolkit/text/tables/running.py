"""What of a text with tables is running text."""

import re
from collections.abc import Iterable, Sequence

from toolkit.document import Cell
from toolkit.grammar.quantities import Quantity

__all__ = ["outside_cells"]

_RUNNING = re.compile("[，。；]")
_LONG_CELL = 40


def outside_cells(quantities: Iterable[Quantity], cells: Sequence[Cell]) -> list[Quantity]:
    """Return the quantities that stand in running text, not in the figures, labels and heads of tables."""
    closed = [cell for cell in cells if not (_RUNNING.search(cell.text) or len(cell.text) > _LONG_CELL)]
    if not closed:
        return list(quantities)
    kept: list[Quantity] = []
    at = 0
    for quantity in quantities:
        while at < len(closed) and closed[at].end <= quantity.start:
            at += 1
        if at == len(closed) or quantity.end <= closed[at].start:
            kept.append(quantity)
    return kept
