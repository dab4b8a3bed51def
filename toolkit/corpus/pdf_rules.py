"""Tables of a PDF page that are drawn with rules: whose rules part them into cells, and which characters stand in each."""

import math
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from ctypes import byref, c_float
from itertools import pairwise
from typing import NamedTuple, TypeAlias

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from toolkit.corpus.pdf_chars import Char
from toolkit.corpus.pdf_layout import Row, char_rows, row_indents
from toolkit.text.tables import is_figure

__all__ = ["RuledTable", "page_rules", "ruled_tables"]

_MOST_PATHS, _MOST_CELLS = 20_000, 20_000
"""Drawn things of a page above which it is a picture: its rules are not looked for."""
_THIN, _SHORT, _NEAR = 3.0, 8.0, 3.0
"""Points: the most that a rule is thick, the least that it is long, and how far two may be apart that meet."""
_LONG_UPRIGHT, _LONG_LEVEL = 0.4, 0.2
"""Of height and width of a table, the least that a rule between columns and between rows covers; heads are parted in part."""
_CELL_GAP = 1.3
_CLOSE, _MOST_CUT = 0.3, 0.05
"""The gap, in heights, below which characters are of one word, and the share of all pairs that rules may cut so."""
_WORD_GAP = 0.6
"""The same within a sentence, where rules may not cut twice."""


_Place: TypeAlias = tuple[int, int]
"""Row and column."""


class Rule(NamedTuple):
    """A straight rule: where it lies across its direction, and from where to where it runs along it."""

    upright: bool
    place: float
    start: float
    end: float


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


def page_rules(page: pdfium.PdfPage) -> list[Rule]:
    """Return the straight rules of a page, drawn as lines or as thin boxes."""
    count = raw.FPDFPage_CountObjects(page)
    rules: list[Rule] = []
    drawn = 0
    edges = [c_float() for _ in range(4)]
    for index in range(count):
        item = raw.FPDFPage_GetObject(page, index)
        if raw.FPDFPageObj_GetType(item) != raw.FPDF_PAGEOBJ_PATH or not raw.FPDFPageObj_GetBounds(item, *edges):
            continue
        drawn += 1
        if drawn > _MOST_PATHS:
            return []
        left, bottom, right, top = (edge.value for edge in edges)
        rules += _from_box(left, bottom, right, top) if top - bottom <= _THIN or right - left <= _THIN else _from_outline(item)
    return rules


def _from_box(left: float, bottom: float, right: float, top: float) -> Iterator[Rule]:
    if right - left <= _THIN < _SHORT <= top - bottom:
        yield Rule(True, (left + right) / 2, bottom, top)
    elif top - bottom <= _THIN < _SHORT <= right - left:
        yield Rule(False, (bottom + top) / 2, left, right)


def _from_outline(item: object) -> Iterator[Rule]:
    """The straight sides of a path of several lines, such as the box of a cell."""
    matrix = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(item, byref(matrix)):
        return
    points: list[tuple[float, float, bool]] = []
    for index in range(min(raw.FPDFPath_CountSegments(item), _MOST_PATHS)):
        segment = raw.FPDFPath_GetPathSegment(item, index)
        x, y = c_float(), c_float()
        if not raw.FPDFPathSegment_GetPoint(segment, x, y):
            return
        across = matrix.a * x.value + matrix.c * y.value + matrix.e
        along = matrix.b * x.value + matrix.d * y.value + matrix.f
        points.append((across, along, raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_LINETO))
    for (x0, y0, _), (x1, y1, drawn) in pairwise(points):
        if drawn:
            yield from _from_box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def ruled_tables(rules: Sequence[Rule], chars: Sequence[Char]) -> Iterator[tuple[RuledTable, set[int]]]:
    """Yield the tables that rules part into cells, each with the places of its characters in the sequence."""
    for group in _meeting(rules):
        xs, ys = _grid(group)
        if len(xs) < 3 or len(ys) < 3 or len(xs) * len(ys) > _MOST_CELLS:
            continue
        inside = {at for at, char in enumerate(chars) if _is_inside(char, xs, ys)}
        rows = _rows(group, xs, ys, [chars[at] for at in sorted(inside)])
        if sum(len(list(filter(None, row.cells))) > 1 for row in rows) > 1:
            yield RuledTable(xs[0], xs[-1], ys[-1], ys[0], rows), inside


def _grid(rules: Sequence[Rule]) -> tuple[list[float], list[float]]:
    """The edges of columns from the left and of rows from the top; none where most rules are too short for those of a table.

    A table may be open at its sides: the rules that run towards a side say where it is.
    """
    xs = _places(edge for rule in rules for edge in ((rule.place,) if rule.upright else (rule.start, rule.end)))
    ys = _places(edge for rule in rules for edge in ((rule.start, rule.end) if rule.upright else (rule.place,)))
    width, height = xs[-1] - xs[0], ys[-1] - ys[0]
    columns = [x for x in xs[1:-1] if _covered(rules, True, x) >= _LONG_UPRIGHT * height]
    rows = [y for y in ys[1:-1] if _covered(rules, False, y) >= _LONG_LEVEL * width]
    if 2 * (len(columns) + len(rows)) < len(xs) + len(ys) - 4:
        return [], []
    return [xs[0], *columns, xs[-1]], [ys[-1], *rows[::-1], ys[0]]


def _covered(rules: Sequence[Rule], upright: bool, place: float) -> float:
    """How much of a line the rules along it cover; what two of them cover counts once."""
    reached, covered = -math.inf, 0.0
    along = (rule for rule in rules if rule.upright == upright and abs(rule.place - place) <= _NEAR)
    for rule in sorted(along, key=lambda rule: rule.start):
        covered += max(0.0, rule.end - max(reached, rule.start))
        reached = max(reached, rule.end)
    return covered


def _meeting(rules: Sequence[Rule]) -> Iterator[list[Rule]]:
    """The rules in groups that hang together: uprights and levels that touch or cross."""
    uprights = sorted((rule for rule in rules if rule.upright), key=lambda rule: rule.place)
    levels = [rule for rule in rules if not rule.upright]
    places = [rule.place for rule in uprights]
    group_of = list(range(len(uprights)))

    def root(at: int) -> int:
        while group_of[at] != at:
            group_of[at] = group_of[group_of[at]]
            at = group_of[at]
        return at

    touched: list[int | None] = []
    for level in levels:
        first, last = bisect_right(places, level.start - _NEAR), bisect_right(places, level.end + _NEAR)
        met = [at for at in range(first, last) if uprights[at].start - _NEAR <= level.place <= uprights[at].end + _NEAR]
        for at in met[1:]:
            group_of[root(at)] = root(met[0])
        touched.append(met[0] if met else None)
    groups: dict[int, list[Rule]] = {}
    for at, upright in enumerate(uprights):
        groups.setdefault(root(at), []).append(upright)
    for level, met_first in zip(levels, touched, strict=True):
        if met_first is not None:
            groups[root(met_first)].append(level)
    yield from groups.values()


def _places(values: Iterable[float]) -> list[float]:
    """Places in order, those that are near each other as one."""
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > _NEAR:
            found.append(value)
    return found


def _is_inside(char: Char, xs: Sequence[float], ys: Sequence[float]) -> bool:
    across, along = (char.left + char.right) / 2, (char.bottom + char.top) / 2
    return xs[0] < across < xs[-1] and ys[-1] < along < ys[0]


def _rows(rules: Sequence[Rule], xs: Sequence[float], ys: Sequence[float], chars: Sequence[Char]) -> tuple[RuledRow, ...]:
    """The rows of cells; none where the rules do not part rows, or cut through what is written."""
    first = _first_cells(rules, xs, ys)
    held: dict[_Place, list[Char]] = {}
    down = [-y for y in ys]
    cell_of: dict[Char, _Place] = {}
    for char in chars:
        row = bisect_right(down, -(char.bottom + char.top) / 2) - 1
        column = bisect_right(xs, (char.left + char.right) / 2) - 1
        cell_of[char] = first[row, column]
        held.setdefault(first[row, column], []).append(char)
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
        if char.left - before.right > _CELL_GAP * char.size:
            words.append("")
        words[-1] += char.text
    return any(map(is_figure, words))


def _is_cut(rows: Sequence[Row], cell_of: Mapping[Char, _Place]) -> bool:
    """Whether characters of one word stand in two cells: the rules are those of a chart, or mark words in the text."""
    pairs = cut = 0
    for row in rows:
        gaps = [(char.left - before.right) / char.size for before, char in pairwise(row) if cell_of[before] != cell_of[char]]
        if sum(gap < _WORD_GAP for gap in gaps) > 1 and any(char.text in "，。" for char in row):
            return True
        pairs += len(row) - 1
        cut += sum(gap < _CLOSE for gap in gaps)
    return cut > _MOST_CUT * pairs


def _first_cells(rules: Sequence[Rule], xs: Sequence[float], ys: Sequence[float]) -> Mapping[_Place, _Place]:
    """For each square between the rules, the first square of the cell that it belongs to: where no rule parts them they are one."""
    first: dict[_Place, _Place] = {}
    for row, (top, bottom) in enumerate(pairwise(ys)):
        for column, (left, right) in enumerate(pairwise(xs)):
            above, before = first.get((row - 1, column)), first.get((row, column - 1))
            if before and not _parts(rules, True, left, (top + bottom) / 2):
                first[row, column] = before
            elif above and above[1] == column and not _parts(rules, False, top, (left + right) / 2):
                first[row, column] = above
            else:
                first[row, column] = (row, column)
    return first


def _parts(rules: Sequence[Rule], upright: bool, place: float, at: float) -> bool:
    return any(rule.upright == upright and abs(rule.place - place) <= _NEAR and rule.start < at < rule.end for rule in rules)


def _joined(lines: Sequence[str]) -> str:
    """The lines of a cell as one; Latin words are set apart."""
    text = ""
    for line in lines:
        text += (" " if text[-1:].isascii() and text[-1:].isalpha() and line[:1].isascii() and line[:1].isalpha() else "") + line
    return text
