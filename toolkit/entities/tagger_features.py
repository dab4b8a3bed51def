"""Features of the tagger: each is a template and the values at and around a character, mixed to one number.

The number is a line of the table of weights (Weinberger et al. 2009): features need no dictionary, and a whole text is
read by array operations.

References
----------
Weinberger, K. et al. (2009). Feature Hashing for Large Scale Multitask Learning. ICML.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from toolkit.entities.tagger_layers import cue_ahead
from toolkit.entities.tagger_view import TYPES, View, probe, shift
from toolkit.entities.tagger_words import Codes

__all__ = ["BITS", "feature_digest", "feature_rows"]

BITS = 20
"""The table of weights has two to the power of this many lines."""

_SECOND = 5
"""How many characters behind a closing mark know of it."""

@dataclass(frozen=True, slots=True)
class OfWord:
    """A template of values of whole words, and of the place of the character in its word."""

    values: tuple[Codes, ...]
    position: Codes


Template = tuple[Codes, ...] | OfWord


def feature_rows(view: View) -> Iterator[NDArray[np.intp]]:
    """Yield for each template the line of the table of weights that speaks about each character."""
    parts = (_characters, _words, _clusters, _rules, _places, _possible, _cues, _marks, _lists, _elsewhere)
    for number, template in enumerate((t for part in parts for t in part(view)), 1):
        if isinstance(template, OfWord):
            mixed = _mixed(_begun(number, len(view.word_ids)), template.values)[view.index]
            mixed = _mixed(mixed, (template.position,))
        else:
            mixed = _mixed(_begun(number, len(view.characters)), template)
        yield (mixed >> np.uint32(32 - BITS)).astype(np.intp)


def feature_digest() -> str:
    """A number that changes with the features: a model is good only for those that it was trained with."""
    return f"{crc32(np.stack(list(feature_rows(probe()))).tobytes()):08x}"


def _begun(number: int, length: int) -> Codes:
    return np.full(length, number * 0x9E3779B1 & 0xFFFFFFFF, dtype=np.uint32)


def _mixed(mixed: Codes, values: Iterable[Codes]) -> Codes:
    """The codes with further values in them (Fowler, Noll and Vo's way, with words for bytes)."""
    for value in values:
        mixed ^= value
        mixed *= np.uint32(0x85EBCA6B)
    return mixed


def _characters(view: View) -> Iterator[Template]:
    c = {by: shift(view.characters, by) for by in range(-3, 4)}
    yield from ((c[by],) for by in range(-2, 3))
    yield from ((c[a], c[b]) for a, b in ((-2, -1), (-1, 0), (0, 1), (1, 2), (-1, 1)))
    yield from ((c[by - 1], c[by], c[by + 1]) for by in (-2, 0, 2))
    yield view.own, c[1], view.rules.kind


def _words(view: View) -> Iterator[Template]:
    at = view.position
    w, t = ({by: shift(view.words[name], by) for by in range(-2, 3)} for name in ("word", "tag"))
    last, length = ({by: shift(view.words[name], by) for by in range(-1, 3)} for name in ("last", "length"))
    yield from (OfWord((w[by],), at) for by in range(-2, 3))
    yield from (OfWord((w[by], w[by + 1]), at) for by in (-1, 0))
    yield OfWord((t[0],), at)
    yield from (OfWord((t[by], t[by + 1]), at) for by in range(-2, 2))
    yield OfWord((t[-1], t[0], t[1]), at)
    yield from (OfWord((last[by], length[by]), at) for by in (0, 1))
    yield from (OfWord((last[by],), at) for by in (-1, 2))
    yield OfWord((view.words["first"],), at)
    yield OfWord((length[-1], length[0], length[1]), at)
    yield OfWord((shift(view.words["role"], -1), t[0]), at)


def _clusters(view: View) -> Iterator[Template]:
    at = view.position
    fine, middle, coarse = ({by: shift(view.words[name], by) for by in range(-2, 3)} for name in ("fine", "middle", "coarse"))
    yield from (OfWord((group[by],), at) for group in (coarse, middle, fine) for by in (-1, 0, 1))
    yield from (OfWord((coarse[by],), at) for by in (-2, 2))
    yield from (OfWord((coarse[by], coarse[by + 1]), at) for by in (-1, 0))
    yield OfWord((middle[0], coarse[1]), at)
    yield OfWord((middle[-1], coarse[0]), at)


def _rules(view: View) -> Iterator[Template]:
    rules, tag = view.rules, view.word("tag")
    here = rules.kind, rules.position
    before, after = shift(rules.kind, -1), shift(rules.kind, 1)
    yield here
    yield *here, rules.size
    yield *here, view.position
    for by in (-1, 1):
        neighbour = shift(rules.kind, by), shift(rules.position, by)
        yield *here, shift(view.characters, by)
        yield *neighbour, view.characters
        yield *neighbour, tag, view.position
    yield before, rules.kind, after
    for name in ("word", "middle", "tag"):
        yield *here, view.beside(rules, name, after=True)
    for name in ("word", "coarse"):
        yield *here, view.beside(rules, name, after=False)


def _places(view: View) -> Iterator[Template]:
    places = view.places
    here = places.kind, places.position
    yield *here, view.position
    yield *here, places.size
    yield *here, view.word("last")
    yield *here, view.beside(places, "word", after=True)
    yield *here, view.beside(places, "coarse", after=True), view.rules.kind
    neighbour = shift(places.kind, -1), shift(places.position, -1)
    yield *neighbour, view.word("word")
    yield *neighbour, view.word("coarse")


def _possible(view: View) -> Iterator[Template]:
    possible = view.possible
    here = possible.kind, possible.position
    yield *here, view.position
    yield *here, view.rules.kind
    yield *here, view.word("tag")
    for name in ("word", "coarse"):
        yield *here, view.beside(possible, name, after=True)
    yield *here, view.beside(possible, "middle", after=False)
    yield shift(possible.kind, -1), shift(possible.position, -1), view.word("last")


def _cues(view: View) -> Iterator[Template]:
    tag, role = view.word("tag"), view.word("role", -1)
    near = view.near
    list_place = (near["next mark"] > 0) + 2 * (near["previous mark"] > 0).astype(np.uint32)
    for spans, layer in view.cues.values():
        here = layer.kind, layer.position
        yield here
        yield *here, shift(view.characters, 1)
        yield *here, view.position
        kind, gap = cue_ahead(spans, view.items)
        yield kind, gap, view.position
        yield kind, tag, view.position
        yield kind, view.rules.kind, view.rules.position
        yield kind, role, view.position
        # In a list the noun of the last item may be that of all: A、B和C行动.
        last, _ = cue_ahead(spans, view.clauses)
        yield last, near["next mark"], near["previous mark"]
        yield last, list_place, view.position
        yield last, list_place, tag, role


def _marks(view: View) -> Iterator[Template]:
    marks = view.marks
    here = marks.kind, marks.position
    _, heads = view.cues["policy"]
    head_after = np.where(marks.kind > 0, np.append(heads.kind, np.uint32(0))[marks.end], 0).astype(np.uint32)
    yield *here, marks.size
    yield *here, head_after
    yield *here, view.beside(marks, "word", after=True)
    yield *here, view.beside(marks, "word", after=False)
    yield *here, view.beside(marks, "middle", after=True), view.rules.kind
    yield marks.kind, view.position, view.word("tag")
    closes = np.where(marks.position == 3, marks.kind, 0).astype(np.uint32)
    behind = np.maximum.reduce([shift(closes, -by) * np.uint32(by) for by in range(1, _SECOND + 1)])
    yield behind, view.word("coarse"), view.position
    yield behind, view.word("word"), view.position


def _lists(view: View) -> Iterator[Template]:
    near, tag = view.near, view.word("tag")
    yield near["next first"], near["next last"], view.rules.kind
    yield near["previous first"], near["previous last"], view.rules.kind
    yield near["next mark"], near["previous mark"], view.position
    yield near["previous last"], tag, view.position
    yield near["next first"], tag, view.position


def _elsewhere(view: View) -> Iterator[Template]:
    """What the rules say where the same word stands elsewhere in the text."""
    first = view.types[view.word_starts]
    kind, most = np.zeros(len(first), dtype=np.uint32), np.zeros(len(first))
    total = np.bincount(view.word_ids)[view.word_ids]
    for number in range(1, len(TYPES) + 1):
        mine = first == number
        count = np.bincount(view.word_ids, weights=mine)[view.word_ids] - mine
        kind[count > most] = number
        most = np.maximum(most, count)
    share = np.minimum(most * 4 // total, 3).astype(np.uint32)
    yield kind[view.index], share[view.index], view.position, view.rules.kind
    yield kind[view.index], (total > 1).astype(np.uint32)[view.index], view.word("tag"), view.position
