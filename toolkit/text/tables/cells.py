"""Cells of the tables of a text, with the heads of their rows and columns and the units these state."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from toolkit.document import Cell
from toolkit.text.tables.caption import caption_units
from toolkit.text.tables.grid import Grid, Placed, grids
from toolkit.text.tables.kinds import bracket_unit, head_is, is_blank, is_figure, is_year
from toolkit.text.tables.labels import SEPARATOR, Label, bare_label, parents
from toolkit.text.tables.runs import Line, Span, find_runs

__all__ = ["find_cells"]


def find_cells(text: str) -> list[Cell]:
    """Return the cells of the tables of a text, in order of appearance.

    A table is a run of lines whose cells are set apart by tabs, or, in plain text, by gaps of blanks that stand one below the
    other; lines may lack empty cells at their ends. Heads may take several lines, and one table may hold several side by side.

    Parameters
    ----------
    text : str
        A cleaned text; one without tabs and gaps costs next to nothing.

    Returns
    -------
    list of Cell

    Examples
    --------
    >>> table = "单位：万元\\n项目\\t预算数\\t执行数\\n一、税收收入\\t120\\t118\\n其中：增值税\\t60\\t61"
    >>> [(cell.text, cell.row_head, cell.column_head, cell.unit) for cell in find_cells(table)][-1]
    ('61', '税收收入 > 增值税', '执行数', '万元')
    """
    runs = sorted(find_runs(text), key=lambda lines: lines[0][0].start)
    found: list[Cell] = []
    units: Sequence[str] = ()
    for table_id, lines in enumerate(runs):
        stated = caption_units(text, lines)
        # A table that goes on over a page has no caption of its own.
        continued = table_id > 0 and text[runs[table_id - 1][-1][-1].end : lines[0][0].start].strip() == ""
        units = units if continued and not stated else stated
        found += _cells_of(text, table_id, lines, units)
    return found


class _Column(NamedTuple):
    """A column: its heads, joined, and what they say of unit and use."""

    head: str
    unit: str | None
    holds_unit: bool


def _cells_of(text: str, table_id: int, lines: Sequence[Line], units: Sequence[str]) -> Iterator[Cell]:
    first = 0
    for grid in grids(text, lines):
        heads = _heads(text, grid)
        columns = [_column(head, units) for head in heads]
        for number, head in enumerate(grid.heads, first):
            for column, span in _own_places(head):
                yield Cell(table_id, number, column, span.start, span.end, text[span.start : span.end], "", "")
        first += len(grid.heads)
        named = _row_heads(text, grid)
        for number, row in enumerate(grid.rows):
            yield from _cells_of_row(text, (table_id, first + number), row, columns, {at: heads[number] for at, heads in named.items()})
        first += len(grid.rows)


def _own_places(head: Placed) -> list[tuple[int, Span]]:
    """The cells of a head, one that spans columns in the first of them."""
    first = {span: at for at, span in sorted(head.items(), reverse=True)}
    return sorted((at, span) for span, at in first.items())


def _cells_of_row(
    text: str, place: tuple[int, int], row: Placed, columns: Sequence[_Column], labels: dict[int, tuple[str, ...]]
) -> Iterator[Cell]:
    stated = next((text[row[at].start : row[at].end] for at, column in enumerate(columns) if column.holds_unit and at in row), None)
    for at, span in sorted(row.items()):
        cell = text[span.start : span.end]
        column = columns[at] if at < len(columns) else _Column("", None, False)
        if at in labels:
            yield Cell(*place, at, span.start, span.end, cell, SEPARATOR.join(labels[at][:-1]), column.head)
            continue
        path = next((labels[left] for left in sorted(labels, reverse=True) if left < at), ())
        unit = None
        if is_figure(cell) or is_year(cell):
            unit = _unit(column, stated, path[-1] if path else "")
        yield Cell(*place, at, span.start, span.end, cell, SEPARATOR.join(path), column.head, unit)


def _unit(column: _Column, stated: str | None, label: str) -> str | None:
    """The unit of a figure: a change or a share has its own, or that of its head; an amount that of its row, its label or its head."""
    own = bracket_unit(column.head.split(SEPARATOR)[-1])
    if own or column.unit == "%":
        return own or "%"
    return stated or bracket_unit(label) or column.unit


def _column(head: str, units: Sequence[str]) -> _Column:
    parts = head.split(SEPARATOR)
    own = next((unit for part in reversed(parts) if (unit := bracket_unit(part))), None)
    return _Column(head, own or _caption_unit(parts[-1], units), any(head_is("unit", part) for part in parts))


def _caption_unit(head: str, units: Sequence[str]) -> str | None:
    """The unit of the caption that a head without one takes: of two (万元、%) the per cent is for changes and shares."""
    relative = (head_is("change", head) and not head_is("amount", head)) or head_is("share", head)
    if relative:
        return "%"
    rest = [unit for unit in units if unit not in ("%", "％")]
    return rest[0] if len(rest) == 1 else None


def _heads(text: str, grid: Grid) -> list[str]:
    """The head of each column; what stands over a whole table is none."""
    heads = [head for head in grid.heads if not _spans_all(text, head, grid.width)]
    kept = [[text[head[at].start : head[at].end] if at in head else "" for at in range(grid.width)] for head in heads]
    return [SEPARATOR.join(_distinct([line[at] for line in kept])) for at in range(grid.width)]


def _spans_all(text: str, head: Placed, width: int) -> bool:
    """Whether a line is a caption: it holds one text, which does not name the rows."""
    spans = set(head.values())
    return len(spans) == 1 and width > 2 and not head_is("label", text[slice(*spans.pop()[:2])])


def _distinct(heads: Sequence[str]) -> list[str]:
    kept = [head for head in heads if head]
    return kept[:1] + [after for before, after in pairwise(kept) if after != before]


def _row_heads(text: str, grid: Grid) -> dict[int, list[tuple[str, ...]]]:
    """For each column of labels the path of each row's label, the label itself last."""
    named: dict[int, list[tuple[str, ...]]] = {}
    for place, column in enumerate(grid.labels):
        beside = place > 0 and grid.labels[place - 1] == column - 1
        labels = _labels(text, grid, column, merged=column + 1 in grid.labels)
        above = parents(labels)
        paths = [(*up, bare_label(label.text)) if label.text else up for up, label in zip(above, labels, strict=True)]
        if beside:
            paths = [(*left, *path) for left, path in zip(named[column - 1], paths, strict=True)]
        named[column] = paths
    return named


def _labels(text: str, grid: Grid, column: int, *, merged: bool) -> list[Label]:
    """The labels of a column; one that is broken over lines around its figures is put together."""
    texts = [Label(text[row[column].start : row[column].end], row[column].indent) if column in row else Label("", 0) for row in grid.rows]
    bare = [not any(is_figure(text[span.start : span.end]) for span in row.values()) for row in grid.rows]
    for at, row in enumerate(grid.rows):
        if texts[at].text or bare[at] or is_blank("".join(text[span.start : span.end] for span in row.values())):
            continue
        if at and texts[at - 1].text and bare[at - 1]:
            tail = texts[at + 1].text if at + 1 < len(texts) and bare[at + 1] else ""
            texts[at] = Label(texts[at - 1].text + tail, texts[at - 1].indent)
        elif at and merged:
            texts[at] = texts[at - 1]
    return texts


