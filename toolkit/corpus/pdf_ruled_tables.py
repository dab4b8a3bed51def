"""Tables of a PDF page that rules part into cells: which characters stand in each."""

import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple, TypeAlias

import numpy as np

from toolkit.corpus.pdf_chars import Char
from toolkit.corpus.pdf_layout import CELL_GAP, Row, char_rows, row_indents
from toolkit.corpus.pdf_rules import NEAR, Rule, meeting_rules, rule_grid
from toolkit.text.tables import is_figure

__all__ = ["RuledRow", "RuledTable", "ruled_tables"]

_MOST_CELLS = 20_000
"""Squares of a grid above which it is a drawing."""
_CLOSE, _MOST_CUT = 0.3, 0.05
"""The gap, in heights, below which characters are of one word, and the share of all pairs that rules may cut so."""
_WORD_GAP = 0.6
"""The same within a sentence, where rules may not cut twice."""

_Place: TypeAlias = tuple[int, int]
"""Row and column."""


class RuledRow(NamedTuple):
    """A row of cells, a cell that spans others in the first of them; or the lines of one that spans all."""

    cells: tuple[str, ...]
    lines: tuple[Row, ...] = ()


class RuledTable(NamedTuple):
    """A table: its edges on the page, and its rows."""

    left: float
    right: float
    bottom: float
    top: float
    rows: tuple[RuledRow, ...]


def ruled_tables(rules: Sequence[Rule], chars: Sequence[Char]) -> Iterator[tuple[RuledTable, set[int]]]:
    """Yield the tables that rules part into cells, each with the places of its characters in the sequence."""
    across = np.array([char.left + char.right for char in chars]) / 2
    along = np.array([char.bottom + char.top for char in chars]) / 2
    for group in meeting_rules(rules):
        xs, ys = rule_grid(group)
        if len(xs) < 3 or len(ys) < 3 or len(xs) * len(ys) > _MOST_CELLS:
            continue
        inside = np.flatnonzero((xs[0] < across) & (across < xs[-1]) & (ys[-1] < along) & (along < ys[0]))
        columns = np.searchsorted(xs, across[inside], side="right") - 1
        levels = np.searchsorted(-np.array(ys), -along[inside], side="right") - 1
        places = list(zip(levels.tolist(), columns.tolist(), strict=True))
        rows = _rows(group, xs, ys, [chars[at] for at in inside.tolist()], places)
        if sum(len(list(filter(None, row.cells))) > 1 for row in rows) > 1:
            yield RuledTable(xs[0], xs[-1], ys[-1], ys[0], rows), set(inside.tolist())


def _rows(
    rules: Sequence[Rule], xs: Sequence[float], ys: Sequence[float], chars: Sequence[Char], places: Sequence[_Place]
) -> tuple[RuledRow, ...]:
    """The rows of cells; none where the rules do not part rows, or cut through what is written."""
    first = _first_cells(rules, xs, ys)
    held: dict[_Place, list[Char]] = {}
    cell_of: dict[int, _Place] = {}
    for char, place in zip(chars, places, strict=True):
        cell_of[id(char)] = cell = first[place]
        held.setdefault(cell, []).append(char)
    lines = {place: char_rows(inside) for place, inside in held.items()}
    if _is_cut(char_rows(chars), cell_of) or any(_holds_rows(inside) for inside in lines.values()):
        return ()
    width = len(xs) - 1
    body = next((row for row in range(len(ys) - 1) if _has_figures(row, width, lines)), len(ys))
    labelled = (row for row in range(body, len(ys) - 1) if (row, 0) in lines and first[row, 0] != first[row, width - 1])
    labels = {row: lines[row, 0][0][0].left for row in labelled}
    sizes = sorted(char.size for char in chars)
    indents = row_indents(labels, sizes[len(sizes) // 2] if sizes else 10.0)
    return tuple(_row(row, width, first, lines, indents.get(row, 0)) for row in range(len(ys) - 1))


def _row(
    row: int, width: int, first: Mapping[_Place, _Place], lines: Mapping[_Place, Sequence[Row]], indent: int
) -> RuledRow:
    if width > 1 and all(first[row, column] == (row, 0) for column in range(width)):
        return RuledRow((), tuple(lines.get((row, 0), ())))
    texts = [_joined(["".join(char.text for char in line) for line in lines.get((row, column), ())]) for column in range(width)]
    return RuledRow(("\u3000" * indent + texts[0] if texts[0] else "", *texts[1:]))


def _has_figures(row: int, width: int, lines: Mapping[_Place, Sequence[Row]]) -> bool:
    return any(_figures(line) for column in range(1, width) for line in lines.get((row, column), ()))


def _holds_rows(lines: Sequence[Row]) -> bool:
    """Whether a cell holds several rows of figures, which the rules do not part."""
    return sum(_figures(line) for line in lines) > 1


def _figures(line: Row) -> bool:
    words = [line[0].text]
    for before, char in pairwise(line):
        if char.left - before.right > CELL_GAP * char.size:
            words.append("")
        words[-1] += char.text
    return any(map(is_figure, words))


def _is_cut(rows: Sequence[Row], cell_of: Mapping[int, _Place]) -> bool:
    """Whether characters of one word stand in two cells: the rules are those of a chart, or mark words in the text."""
    pairs = cut = 0
    for row in rows:
        cells = [cell_of[id(char)] for char in row]
        parted = [at for at, (before, cell) in enumerate(pairwise(cells), start=1) if before != cell]
        gaps = [(row[at].left - row[at - 1].right) / row[at].size for at in parted]
        if sum(gap < _WORD_GAP for gap in gaps) > 1 and any(char.text in "，。" for char in row):
            return True
        pairs += len(row) - 1
        cut += sum(gap < _CLOSE for gap in gaps)
    return cut > _MOST_CUT * pairs


def _first_cells(rules: Sequence[Rule], xs: Sequence[float], ys: Sequence[float]) -> Mapping[_Place, _Place]:
    """For each square between the rules, the first square of the cell that it belongs to: where no rule parts them they are one."""
    uprights, levels = _along(rules, True, xs), _along(rules, False, ys[::-1])[::-1]
    first: dict[_Place, _Place] = {}
    for row, (top, bottom) in enumerate(pairwise(ys)):
        for column, (left, right) in enumerate(pairwise(xs)):
            above, before = first.get((row - 1, column)), first.get((row, column - 1))
            if before and not _is_parted(uprights[column], (top + bottom) / 2):
                first[row, column] = before
            elif above and above[1] == column and not _is_parted(levels[row], (left + right) / 2):
                first[row, column] = above
            else:
                first[row, column] = (row, column)
    return first


def _along(rules: Sequence[Rule], upright: bool, places: Sequence[float]) -> list[list[tuple[float, float]]]:
    """For each place, in rising order, the stretches of the rules that lie there, in order and apart."""
    found: list[list[tuple[float, float]]] = [[] for _ in places]
    for rule in sorted((rule for rule in rules if rule.upright == upright), key=lambda rule: rule.start):
        for at in range(bisect_left(places, rule.place - NEAR), bisect_right(places, rule.place + NEAR)):
            if found[at] and rule.start <= found[at][-1][1] + NEAR:
                found[at][-1] = (found[at][-1][0], max(found[at][-1][1], rule.end))
            else:
                found[at].append((rule.start, rule.end))
    return found


def _is_parted(stretches: Sequence[tuple[float, float]], at: float) -> bool:
    place = bisect_right(stretches, (at, math.inf)) - 1
    return place >= 0 and stretches[place][0] < at < stretches[place][1]


def _joined(lines: Sequence[str]) -> str:
    """The lines of a cell as one; Latin words are set apart."""
    text = ""
    for line in lines:
        text += (" " if text[-1:].isascii() and text[-1:].isalpha() and line[:1].isascii() and line[:1].isalpha() else "") + line
    return text
