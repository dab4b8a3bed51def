"""Spans laid over a text: for each character what lies over it, as arrays of codes."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from toolkit.document import Entity
from toolkit.entities.cues import Hit
from toolkit.entities.tagger_words import Codes, code_of
from toolkit.lexicon import read_table
from toolkit.text import PhraseFinder

__all__ = [
    "Layer", "clauses", "cue_ahead", "cue_spans", "entity_spans", "lay", "mark_spans", "neighbours_in_list", "place_head_spans",
    "stretches",
]  # fmt: skip

Offsets = NDArray[np.int64]
Span = tuple[int, int, int]
"""Start, end, code."""

_BEGIN, _INSIDE, _END, _WHOLE = 1, 2, 3, 4
_LONGEST = 12
_LIMIT = 120
"""Characters of a clause that are read together."""
_MARKED = re.compile(r"“[^“”\n]{1,60}”|《[^《》\n]{1,80}》|（[^（）\n]{1,80}）")
_COMMA = ord("、")


def _among(characters: str) -> NDArray[np.bool_]:
    """Whether a code is that of one of these characters, for each code of two bytes; the last stands for all above."""
    table = np.zeros(1 << 16, dtype=np.bool_)
    table[[ord(char) for char in characters]] = True
    return table


_BREAKS = _among("，。；：！？\n")
_BREAKS_OF_LISTS = _among("，。；：！？\n、")
_PLACE_ENDS = _among("河江湖海湾岛山岭峰泉镇乡村寨屯园港城桥库坝渠滩洲沟区县市州")


@dataclass(frozen=True, slots=True)
class Layer:
    """What lies over each character: 0 where nothing does."""

    kind: Codes
    position: Codes
    """Begin, inside, end, whole."""
    size: Codes
    start: Offsets
    end: Offsets


def lay(length: int, spans: Iterable[Span]) -> Layer:
    """Spans over a text, the later over the earlier."""
    listed = [(0, 0, 0), *spans]
    over = np.zeros(length, dtype=np.int64)
    for number, (start, end, _) in enumerate(listed):
        over[start:end] = number
    table = np.array(listed, dtype=np.int64)
    starts, ends, kind = (table[over, column] for column in range(3))
    at = np.arange(length)
    first, last = at == starts, at == ends - 1
    position = np.where(first, np.where(last, _WHOLE, _BEGIN), np.where(last, _END, _INSIDE))
    position[over == 0] = 0
    size = np.minimum(ends - starts, _LONGEST)
    return Layer(kind.astype(np.uint32), position.astype(np.uint32), size.astype(np.uint32), starts, ends)


def entity_spans(entities: Iterable[Entity]) -> list[Span]:
    """Entities with a code for type, kind and whether they are linked."""
    return [(e.start, e.end, code_of(f"{e.type} {e.subtype} {bool(e.id)}")) for e in entities]


def cue_spans(hits: Iterable[Hit]) -> list[Span]:
    """Cues with a code for role and kind, the shorter first."""
    ordered = sorted(hits, key=lambda hit: (hit.end - hit.start, hit.start))
    return [(hit.start, hit.end, code_of(f"{hit.cue.role} {hit.cue.kind}")) for hit in ordered]


def mark_spans(text: str) -> list[Span]:
    """Pieces within quotation marks, title marks or brackets, the marks with them."""
    return [(match.start(), match.end(), ord(text[match.start()])) for match in _MARKED.finditer(text)]


def place_head_spans(text: str, characters: Codes, position: Codes) -> list[Span]:
    """Words and characters that end names of zones, waters, mountains, towns and villages, the longer later.

    Parameters
    ----------
    text : str
    characters, position : array
        Codes of the characters, and where in its word each stands; a single one counts at the end of a word.
    """
    ends = np.flatnonzero(_PLACE_ENDS.take(characters, mode="clip") & (position >= _END))
    spans = [(at, at + 1, code) for at, code in zip(ends.tolist(), characters[ends].tolist(), strict=True)]
    finder = _zone_heads()
    spans += sorted(((at, at + len(head), code_of(head)) for at, head in finder.find(text)), key=lambda span: span[1] - span[0])
    return spans


@lru_cache(maxsize=1)
def _zone_heads() -> PhraseFinder:
    return PhraseFinder(row["word"] for row in read_table("zone_words.tsv") if row["role"] == "head")


def stretches(characters: Codes, marks: Iterable[Span], lists: bool = False) -> Offsets:
    """For each character the number of its clause; a mark belongs to the clause that it ends, within a pair of marks nothing ends.

    Parameters
    ----------
    characters : array
    marks : iterable of span
        From `mark_spans`.
    lists : bool
        Whether 、 ends a stretch too.
    """
    ends = (_BREAKS_OF_LISTS if lists else _BREAKS).take(characters, mode="clip")
    for start, end, _ in marks:
        ends[start : end - 1] = False
    return np.concatenate(([0], np.cumsum(ends)[:-1])) if len(characters) else np.zeros(0, dtype=np.int64)


def clauses(numbers: Offsets) -> list[tuple[int, int]]:
    """The start and end of each stretch of equal numbers; a very long one is cut."""
    if not len(numbers):
        return []
    edges = np.flatnonzero(np.diff(numbers)) + 1
    lengths = np.diff(np.concatenate(([0], edges, [len(numbers)])))
    starts = [0, *edges.tolist()]
    if lengths.max() > _LIMIT:
        starts = [at for start, length in zip(starts, lengths.tolist(), strict=True) for at in range(start, start + length, _LIMIT)]
    return list(zip(starts, [*starts[1:], len(numbers)], strict=True))


def cue_ahead(spans: Sequence[Span], numbers: Offsets) -> tuple[Codes, Codes]:
    """For each character the next cue that begins at it or after it in its clause, and how far off it is."""
    length = len(numbers)
    kind, distance = np.zeros(length, dtype=np.uint32), np.zeros(length, dtype=np.uint32)
    if not spans:
        return kind, distance
    # Of cues that begin together the longest counts, which comes last.
    nearest = {start: code for start, _, code in spans}
    ordered = sorted(nearest)
    starts, codes = np.array(ordered), np.array([nearest[start] for start in ordered], dtype=np.uint32)
    begins = np.zeros(length, dtype=np.int64)
    begins[starts] = 1
    following = np.cumsum(begins) - begins
    there = following < len(starts)
    following[~there] = 0
    there &= numbers[starts[following]] == numbers
    gap = starts[following] - np.arange(length)
    kind[there] = codes[following[there]]
    distance[there] = np.where(gap < 8, gap, np.minimum(8 + gap // 4, 16))[there] + 1
    return kind, distance


def neighbours_in_list(characters: Codes, items: Offsets, kind: Codes) -> dict[str, Codes]:
    """For each character what stands in the items before and after its own in a list (A、B、C): kinds at their edges, last characters."""
    edges = clauses(items)
    starts = np.array([start for start, _ in edges], dtype=np.int64)
    stops = np.array([end - 1 for _, end in edges], dtype=np.int64)
    goes_on = characters[stops] == _COMMA
    tail = np.maximum(stops - 1, starts)
    none, found = np.zeros(1, dtype=np.uint32), {}
    for name, values in (("first", kind[starts]), ("last", kind[tail]), ("mark", characters[tail])):
        after = np.where(goes_on, np.concatenate((values[1:], none)), 0)
        before = np.concatenate((none, np.where(goes_on, values, 0)[:-1]))
        found["next " + name] = np.repeat(after.astype(np.uint32), stops - starts + 1)
        found["previous " + name] = np.repeat(before.astype(np.uint32), stops - starts + 1)
    return found
