"""A text with stretches of it marked, each with what is known of it when the pointer rests on it."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from toolkit.display.pieces import escaped

__all__ = ["KINDS", "Mark", "legend", "marked_text"]

KINDS: Mapping[str, tuple[str, str]] = {
    "POLICY": ("#d6e8ff", "政策"),
    "PLACE": ("#d9f2d9", "地方"),
    "ORG": ("#efe0fa", "机构"),
    "actual": ("#fff0b8", "数据"),
    "estimate": ("#ffe3c2", "预计"),
    "target": ("#ffd5d5", "目标"),
}
"""Background and name of each kind of mark: entities by their type, claims by their modality."""


class Mark(NamedTuple):
    """A stretch of a text, its kind, and its fields."""

    start: int
    end: int
    kind: str
    fields: Mapping[str, object]


def marked_text(text: str, marks: Iterable[Mark], *, start: int = 0, end: int | None = None) -> str:
    """Return a part of a text as HTML with marks on it; marks may lie inside each other, and those that cross are cut.

    Examples
    --------
    >>> marked_text("增长5%。", [Mark(2, 4, "target", {"unit": "%"})])
    '增长<mark style="background:#ffd5d5;color:#000" title="unit: %">5%</mark>。'
    """
    end = len(text) if end is None else end
    inside = [mark for mark in marks if start <= mark.start < mark.end <= end]
    written: list[str] = []
    at, open_ends = start, [end]
    for mark in sorted(inside, key=lambda mark: (mark.start, -mark.end)):
        while mark.start >= open_ends[-1]:
            written += [escaped(text[at : open_ends[-1]]), "</mark>"]
            at = open_ends.pop()
        written += [escaped(text[at : mark.start]), _opening(mark)]
        at = mark.start
        open_ends.append(min(mark.end, open_ends[-1]))
    for stop in reversed(open_ends):
        written += [escaped(text[at:stop]), "</mark>"]
        at = stop
    return "".join(written[:-1])  # the part itself is no mark


def legend(kinds: Iterable[str]) -> str:
    """Return the names of kinds of marks on their backgrounds."""
    there = set(kinds)
    shown = (f'<mark style="background:{colour};color:#000">{name}</mark>' for kind, (colour, name) in KINDS.items() if kind in there)
    return f'<div style="font-size:90%">{" ".join(shown)}</div>'


def _opening(mark: Mark) -> str:
    colour = KINDS[mark.kind][0]
    told = "&#10;".join(f"{escaped(name)}: {shown}" for name, value in mark.fields.items() if (shown := escaped(value)))
    return f'<mark style="background:{colour};color:#000" title="{told}">'
