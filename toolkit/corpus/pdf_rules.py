"""Rules drawn on a PDF page: which there are, which hang together, and the grid that they make."""

import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from ctypes import byref, c_float
from itertools import pairwise, repeat
from typing import NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from toolkit.corpus.pdf_calls import address, page_object, page_object_type

__all__ = ["NEAR", "Rule", "meeting_rules", "page_rules", "rule_grid"]

_MOST_PATHS = 20_000
"""Drawn things of a page above which it is a picture: its rules are not looked for."""
_MOST_CROSSINGS = 2_000_000
"""Pairs of an upright and a level rule above which they are hatching."""
_THIN, _SHORT, NEAR = 3.0, 8.0, 3.0
"""Points: the most that a rule is thick, the least that it is long, and how far two may be apart that meet."""
_LONG_UPRIGHT, _LONG_LEVEL = 0.4, 0.2
"""Of height and width of a table, the least that a rule between columns and between rows covers; heads are parted in part."""


class Rule(NamedTuple):
    """A straight rule: where it lies across its direction, and from where to where it runs along it."""

    upright: bool
    place: float
    start: float
    end: float


def page_rules(page: pdfium.PdfPage) -> list[Rule]:
    """Return the straight rules of a page, drawn as lines or as thin boxes."""
    rules: list[Rule] = []
    edges = [c_float() for _ in range(4)]
    kinds = map(page_object_type, map(page_object, repeat(address(page.raw)), range(raw.FPDFPage_CountObjects(page))))
    paths = [index for index, kind in enumerate(kinds) if kind == raw.FPDF_PAGEOBJ_PATH]
    if len(paths) > _MOST_PATHS:
        return []
    for index in paths:
        item = raw.FPDFPage_GetObject(page, index)
        if not raw.FPDFPageObj_GetBounds(item, *edges):
            continue
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


def rule_grid(rules: Sequence[Rule]) -> tuple[list[float], list[float]]:
    """The edges of columns from the left and of rows from the top; none where most rules are too short for those of a table.

    A table may be open at its sides: the rules that run towards a side say where it is.
    """
    xs = _places(edge for rule in rules for edge in ((rule.place,) if rule.upright else (rule.start, rule.end)))
    ys = _places(edge for rule in rules for edge in ((rule.start, rule.end) if rule.upright else (rule.place,)))
    width, height = xs[-1] - xs[0], ys[-1] - ys[0]
    columns = [x for x, long in zip(xs, _covered(rules, True, xs), strict=True) if long >= _LONG_UPRIGHT * height and xs[0] < x < xs[-1]]
    rows = [y for y, long in zip(ys, _covered(rules, False, ys), strict=True) if long >= _LONG_LEVEL * width and ys[0] < y < ys[-1]]
    if 2 * (len(columns) + len(rows)) < len(xs) + len(ys) - 4:
        return [], []
    return [xs[0], *columns, xs[-1]], [ys[-1], *rows[::-1], ys[0]]


def _covered(rules: Sequence[Rule], upright: bool, places: Sequence[float]) -> list[float]:
    """How much of the line at each place the rules along it cover; what two of them cover counts once."""
    covered, reached = [0.0] * len(places), [-math.inf] * len(places)
    for rule in sorted((rule for rule in rules if rule.upright == upright), key=lambda rule: rule.start):
        for at in range(bisect_left(places, rule.place - NEAR), bisect_right(places, rule.place + NEAR)):
            covered[at] += max(0.0, rule.end - max(reached[at], rule.start))
            reached[at] = max(reached[at], rule.end)
    return covered


def meeting_rules(rules: Sequence[Rule]) -> Iterator[list[Rule]]:
    """The rules in groups that hang together: uprights and levels that touch or cross."""
    uprights = sorted((rule for rule in rules if rule.upright), key=lambda rule: rule.place)
    levels = [rule for rule in rules if not rule.upright]
    if len(uprights) * len(levels) > _MOST_CROSSINGS:
        return
    places = [rule.place for rule in uprights]
    group_of = list(range(len(uprights)))

    def root(at: int) -> int:
        while group_of[at] != at:
            group_of[at] = group_of[group_of[at]]
            at = group_of[at]
        return at

    touched: list[int | None] = []
    for level in levels:
        first, last = bisect_right(places, level.start - NEAR), bisect_right(places, level.end + NEAR)
        met = [at for at in range(first, last) if uprights[at].start - NEAR <= level.place <= uprights[at].end + NEAR]
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
        if not found or value - found[-1] > NEAR:
            found.append(value)
    return found
