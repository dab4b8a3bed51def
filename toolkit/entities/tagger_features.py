"""Features of the tagger: each is a template and the values at and around a character, mixed to one number.

The number is a line of the table of weights (Weinberger et al. 2009): features need no dictionary, and a whole text is
read by array operations.

References
----------
Weinberger, K. et al. (2009). Feature Hashing for Large Scale Multitask Learning. ICML.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from toolkit.entities.tagger_layers import cue_ahead
from toolkit.entities.tagger_view import TYPES, View, around, probe
from toolkit.entities.tagger_words import Codes

__all__ = ["BITS", "feature_digest", "feature_lines"]

BITS = 20
"""The table of weights has two to the power of this many lines."""

_SECOND = 5
"""How many characters behind a closing mark know of it."""

_TOGETHER = 2048
"""Characters whose lines are mixed at once: all templates of so many fit into the memory next to the processor."""


@dataclass(frozen=True, slots=True)
class OfWord:
    """A template of values of whole words, and of the place of the character in its word."""

    values: tuple[Codes, ...]


Template = tuple[Codes, ...] | OfWord
_Numbered = Sequence[tuple[int, tuple[Codes, ...]]]
"""Templates by their number, those of more values first."""


def feature_lines(view: View) -> Iterator[NDArray[np.intp]]:
    """Yield for some characters after others, in rows of templates, the lines of the table of weights that speak about each."""
    of_words, of_characters = _templates(view)
    words = _mixed(of_words, 0, len(view.word_ids))
    for start in range(0, len(view.characters), _TOGETHER):
        end = min(start + _TOGETHER, len(view.characters))
        placed = words.take(view.index[start:end], axis=1)
        placed ^= view.position[start:end]
        placed *= _PRIME
        mixed = np.concatenate((placed, _mixed(of_characters, start, end)))
        yield (mixed >> np.uint32(32 - BITS)).astype(np.intp)


def feature_digest() -> str:
    """A number that changes with the features: a model is good only for those that it was trained with."""
    view = probe()
    order = np.argsort([number for group in _templates(view) for number, _ in group])
    (lines,) = feature_lines(view)
    return f"{crc32(lines[order].tobytes()):08x}"


def _templates(view: View) -> tuple[_Numbered, _Numbered]:
    """The templates of words and those of characters."""
    parts = (_characters, _words, _clusters, _rules, _places, _possible, _cues, _marks, _lists, _elsewhere)
    of_words, of_characters = list[tuple[int, tuple[Codes, ...]]](), list[tuple[int, tuple[Codes, ...]]]()
    for number, template in enumerate((t for part in parts for t in part(view)), 1):
        if isinstance(template, OfWord):
            of_words.append((number, template.values))
        else:
            of_characters.append((number, template))
    for group in (of_words, of_characters):
        group.sort(key=lambda numbered: -len(numbered[1]))
    return of_words, of_characters


_PRIME = np.uint32(0x85EBCA6B)


def _mixed(templates: _Numbered, start: int, end: int) -> Codes:
    """The codes of values[start:end] of each template in a row (Fowler, Noll and Vo's way, with words for bytes)."""
    mixed = np.empty((len(templates), end - start), dtype=np.uint32)
    mixed[:] = np.array([[number * 0x9E3779B1 & 0xFFFFFFFF] for number, _ in templates], dtype=np.uint32)
    for place in range(len(templates[0][1])):
        longer = [values[place][start:end] for _, values in templates if len(values) > place]
        here = mixed[: len(longer)]
        here ^= np.concatenate(longer).reshape(here.shape)
        here *= _PRIME
    return mixed


def _characters(view: View) -> Iterator[Template]:
    c = around(view.characters, 3)
    yield from ((c[by],) for by in range(-2, 3))
    yield from ((c[a], c[b]) for a, b in ((-2, -1), (-1, 0), (0, 1), (1, 2), (-1, 1)))
    yield from ((c[by - 1], c[by], c[by + 1]) for by in (-2, 0, 2))
    yield view.own, c[1], view.rules.kind


def _words(view: View) -> Iterator[Template]:
    w, t, last, length = (around(view.words[name], 2) for name in ("word", "tag", "last", "length"))
    yield from (OfWord((w[by],)) for by in range(-2, 3))
    yield from (OfWord((w[by], w[by + 1])) for by in (-1, 0))
    yield OfWord((t[0],))
    yield from (OfWord((t[by], t[by + 1])) for by in range(-2, 2))
    yield OfWord((t[-1], t[0], t[1]))
    yield from (OfWord((last[by], length[by])) for by in (0, 1))
    yield from (OfWord((last[by],)) for by in (-1, 2))
    yield OfWord((view.words["first"],))
    yield OfWord((length[-1], length[0], length[1]))
    yield OfWord((around(view.words["role"], 1)[-1], t[0]))


def _clusters(view: View) -> Iterator[Template]:
    fine, middle, coarse = (around(view.words[name], 2) for name in ("fine", "middle", "coarse"))
    yield from (OfWord((group[by],)) for group in (coarse, middle, fine) for by in (-1, 0, 1))
    yield from (OfWord((coarse[by],)) for by in (-2, 2))
    yield from (OfWord((coarse[by], coarse[by + 1])) for by in (-1, 0))
    yield OfWord((middle[0], coarse[1]))
    yield OfWord((middle[-1], coarse[0]))


def _rules(view: View) -> Iterator[Template]:
    rules, tag = view.rules, view.of_word["tag"]
    here = rules.kind, rules.position
    kinds, positions, characters = (around(values, 1) for values in (rules.kind, rules.position, view.characters))
    yield here
    yield *here, rules.size
    yield *here, view.position
    for by in (-1, 1):
        neighbour = kinds[by], positions[by]
        yield *here, characters[by]
        yield *neighbour, view.characters
        yield *neighbour, tag, view.position
    yield kinds[-1], rules.kind, kinds[1]
    yield from ((*here, beside) for beside in view.beside(rules, "word", "middle", "tag", after=True))
    yield from ((*here, beside) for beside in view.beside(rules, "word", "coarse", after=False))


def _places(view: View) -> Iterator[Template]:
    places = view.places
    here = places.kind, places.position
    yield *here, view.position
    yield *here, places.size
    yield *here, view.of_word["last"]
    word, coarse = view.beside(places, "word", "coarse", after=True)
    yield *here, word
    yield *here, coarse, view.rules.kind
    neighbour = around(places.kind, 1)[-1], around(places.position, 1)[-1]
    yield *neighbour, view.of_word["word"]
    yield *neighbour, view.of_word["coarse"]


def _possible(view: View) -> Iterator[Template]:
    possible = view.possible
    here = possible.kind, possible.position
    yield *here, view.position
    yield *here, view.rules.kind
    yield *here, view.of_word["tag"]
    yield from ((*here, beside) for beside in view.beside(possible, "word", "coarse", after=True))
    yield from ((*here, beside) for beside in view.beside(possible, "middle", after=False))
    yield around(possible.kind, 1)[-1], around(possible.position, 1)[-1], view.of_word["last"]


def _cues(view: View) -> Iterator[Template]:
    tag, role = view.of_word["tag"], around(view.words["role"], 1)[-1][view.index]
    following = around(view.characters, 1)[1]
    near = view.near
    list_place = (near["next mark"] > 0) + 2 * (near["previous mark"] > 0).astype(np.uint32)
    for spans, layer in view.cues.values():
        here = layer.kind, layer.position
        yield here
        yield *here, following
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
    word, middle = view.beside(marks, "word", "middle", after=True)
    yield *here, word
    yield from ((*here, beside) for beside in view.beside(marks, "word", after=False))
    yield *here, middle, view.rules.kind
    yield marks.kind, view.position, view.of_word["tag"]
    closes = np.where(marks.position == 3, marks.kind, 0).astype(np.uint32)
    closed = around(closes, _SECOND)
    behind = np.maximum.reduce([closed[-by] * np.uint32(by) for by in range(1, _SECOND + 1)])
    yield behind, view.of_word["coarse"], view.position
    yield behind, view.of_word["word"], view.position


def _lists(view: View) -> Iterator[Template]:
    near, tag = view.near, view.of_word["tag"]
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
    yield kind[view.index], (total > 1).astype(np.uint32)[view.index], view.of_word["tag"], view.position
