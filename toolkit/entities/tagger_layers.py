"""Spans laid over a text: for each character what lies over it, as arrays of codes."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

from toolkit.document import Entity
from toolkit.entities.cues import Hit
from toolkit.entities.tagger_words import Codes, code_of
from toolkit.lexicon import read_table
from toolkit.text import PhraseFinder

__all__ = [
    "END", "Layer", "Offsets", "Span", "clauses", "cue_ahead", "cue_spans", "entity_spans", "lay", "mark_spans", "neighbours_in_list",
    "place_head_spans", "positions", "ranges", "stretches",
]  # fmt: skip

Offsets = NDArray[np.int64]
Span = tuple[int, int, int]
"""Start, end, code."""

_BEGIN, _INSIDE, END, _WHOLE = 1, 2, 3, 4
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


def ranges(starts: Offsets, ends: Offsets) -> tuple[Offsets, Offsets]:
    """All offsets of some spans, span after span, and for each the number of its span.

    Examples
    --------
    >>> [found.tolist() for found in ranges(np.array([2, 7]), np.array([4, 8]))]
    [[2, 3, 7], [0, 0, 1]]
    """
    lengths = ends - starts
    spans = np.repeat(np.arange(len(starts)), lengths)
    return np.arange(len(spans)) + (starts - np.cumsum(lengths) + lengths)[spans], spans


def positions(first: NDArray[np.bool_], last: NDArray[np.bool_]) -> Codes:
    """Where a character stands in what it is part of, by whether it is the first of it and whether it is the last."""
    return np.where(first, np.where(last, _WHOLE, _BEGIN), np.where(last, END, _INSIDE)).astype(np.uint32)


def lay(length: int, layers: Sequence[Sequence[Span]]) -> list[Layer]:
    """Spans over a text, in several layers; in each the later over the earlier."""
    table = np.array([(0, 0, 0), *chain.from_iterable(layers)], dtype=np.int64)
    # The layers lie one behind another as if each were a text of its own, so that all are made at once.
    shift = np.repeat(np.arange(len(layers)) * length, [len(spans) for spans in layers])
    table[1:, :2] += shift[:, None]
    over = np.zeros(length * len(layers), dtype=np.int64)
    for number, (start, end) in enumerate(table[1:, :2].tolist(), 1):
        over[start:end] = number
    covered = np.flatnonzero(over > 0)
    starts, ends, kinds = table[over[covered]].T
    position = positions(covered == starts, covered == ends - 1)
    codes = (_spread(over, covered, values, np.uint32) for values in (kinds, position, np.minimum(ends - starts, _LONGEST)))
    own = covered // max(length, 1) * length
    places = (_spread(over, covered, values - own, np.int64) for values in (starts, ends))
    return [Layer(*parts) for parts in zip(*(array.reshape(len(layers), length) for array in (*codes, *places)), strict=True)]


def _spread(over: Offsets, at: Offsets, values: NDArray[Any], dtype: type[np.generic]) -> NDArray[Any]:
    """The values where they belong, 0 elsewhere."""
    found: NDArray[Any] = np.zeros(len(over), dtype=dtype)
    found[at] = values
    return found


def entity_spans(entities: Iterable[Entity], shift: int = 0) -> list[Span]:
    """Entities with a code for type, kind and whether they are linked."""
    return [(e.start + shift, e.end + shift, _code(f"{e.type} {e.subtype} {bool(e.id)}")) for e in entities]


def cue_spans(hits: Iterable[Hit], shift: int = 0) -> list[Span]:
    """Cues with a code for role and kind, the shorter first."""
    ordered = sorted(hits, key=lambda hit: (hit.end - hit.start, hit.start))
    return [(hit.start + shift, hit.end + shift, _code(f"{hit.cue.role} {hit.cue.kind}")) for hit in ordered]


_code = lru_cache(maxsize=4096)(code_of)


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
    ends = np.flatnonzero(_PLACE_ENDS.take(characters, mode="clip") & (position >= END))
    spans = [(at, at + 1, code) for at, code in zip(ends.tolist(), characters[ends].tolist(), strict=True)]
    finder = _zone_heads()
    spans += sorted(((at, at + len(head), _code(head)) for at, head in finder.find(text)), key=lambda span: span[1] - span[0])
    return spans


@lru_cache(maxsize=1)
def _zone_heads() -> PhraseFinder:
    return PhraseFinder(row["word"] for row in read_table("zone_words.tsv") if row["role"] == "head")


def stretches(characters: Codes, marks: Iterable[Span], edges: Offsets, lists: bool = False) -> Offsets:
    """For each character the number of its clause; a mark belongs to the clause that it ends, within a pair of marks nothing ends.

    Parameters
    ----------
    characters : array
    marks : iterable of span
        From `mark_spans`.
    edges : array
        Where a clause ends in any case.
    lists : bool
        Whether 、 ends a stretch too.
    """
    ends = (_BREAKS_OF_LISTS if lists else _BREAKS).take(characters, mode="clip")
    for start, end, _ in marks:
        ends[start : end - 1] = False
    ends[edges] = True
    numbers = np.zeros(len(characters), dtype=np.int64)
    np.cumsum(ends[:-1], out=numbers[1:])
    return numbers


def clauses(numbers: Offsets) -> Offsets:
    """The start and end of each stretch of equal numbers, in rows; a very long one is cut."""
    starts = np.concatenate(([0], np.flatnonzero(np.diff(numbers)) + 1))
    parts, stretch = ranges(np.zeros(len(starts), dtype=np.int64), (np.diff(starts, append=len(numbers)) - 1) // _LIMIT + 1)
    starts = starts[stretch] + parts * _LIMIT
    return np.stack((starts, np.append(starts[1:], len(numbers))), axis=1)


def cue_ahead(layers: Sequence[Sequence[Span]], numbers: Offsets) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
    """For each character the next cue that begins at it or after it in its clause, and how far off it is; a row for each layer of cues."""
    length = len(numbers)
    kind, distance = (np.zeros(len(layers) * length, dtype=np.uint32) for _ in range(2))
    # Of cues that begin together the longest counts, which comes last.
    nearest = [{start: code for start, _, code in spans} for spans in layers]
    own = np.array(list(chain.from_iterable(map(sorted, nearest))), dtype=np.int64)
    codes = np.array([cues[start] for cues in nearest for start in sorted(cues)], dtype=np.uint32)
    shift = np.repeat(np.arange(len(layers)) * length, [len(cues) for cues in nearest])
    starts, clause_starts = own + shift, np.searchsorted(numbers, numbers[own]) + shift
    at, cue = ranges(np.maximum(clause_starts, np.concatenate(([0], starts[:-1] + 1))[: len(starts)]), starts + 1)
    gap = starts[cue] - at
    kind[at] = codes[cue]
    distance[at] = np.where(gap < 8, gap, np.minimum(8 + gap // 4, 16)) + 1
    return kind.reshape(len(layers), length), distance.reshape(len(layers), length)


def neighbours_in_list(characters: Codes, items: Offsets, kind: Codes) -> dict[str, Codes]:
    """For each item what stands in those before and after it in a list (A、B、C): kinds at their edges, last characters."""
    starts, ends = items.T
    goes_on = characters[ends - 1] == _COMMA
    tail = np.maximum(ends - 2, starts)
    none, found = np.zeros(1, dtype=np.uint32), {}
    for name, values in (("first", kind[starts]), ("last", kind[tail]), ("mark", characters[tail])):
        after = np.where(goes_on, np.concatenate((values[1:], none)), 0)
        before = np.concatenate((none, np.where(goes_on, values, 0)[:-1]))
        found["next_" + name] = after.astype(np.uint32)
        found["previous_" + name] = before.astype(np.uint32)
    return found
