"""A text as the tagger sees it: characters, words and what lies over them, all as arrays."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from toolkit.document import Entity
from toolkit.entities.cues import Cue, Hit
from toolkit.entities.proposals import Proposals
from toolkit.entities.tagger_layers import (
    Layer,
    Offsets,
    Span,
    cue_spans,
    entity_spans,
    lay,
    mark_spans,
    neighbours_in_list,
    place_head_spans,
    stretches,
)
from toolkit.entities.tagger_words import Codes, Vocabulary, code_of

__all__ = ["TYPES", "View", "around", "probe", "view_of"]

_NOTHING = np.uint32(0)
TYPES = ("POLICY", "PLACE", "ORG")
_ROLES = {"organisation": ("organisation_head", "organisation", "department"), "policy": ("policy_head", "label", "law")}


@dataclass(frozen=True)
class View:
    """Arrays over the characters of one text."""

    characters: Codes
    words: Mapping[str, Codes]
    """Properties of words, one entry a word."""
    word_ids: Offsets
    """Equal for equal words; one entry a word."""
    word_starts: Offsets
    index: Offsets
    """For each character the number of its word."""
    position: Codes
    """Begin, inside, end of the word, or all of it."""
    rules: Layer
    places: Layer
    possible: Layer
    """Names of the gazetteer, also where the rules do not take them for places."""
    cues: Mapping[str, tuple[list[Span], Layer]]
    marks: Layer
    clauses: Offsets
    items: Offsets
    near: Mapping[str, Codes]
    """What stands in the items before and after, in a list."""
    types: Codes
    """The number of the type that the rules say, from 1."""
    own: Codes
    """Where the name of the place whose report it is stands."""

    @cached_property
    def of_word(self) -> Mapping[str, Codes]:
        """Properties of the word at each character."""
        return {name: column[self.index] for name, column in self.words.items()}

    def beside(self, layer: Layer, *names: str, after: bool) -> list[Codes]:
        """Properties of the word that touches what lies over each character; 0 where nothing does."""
        at = layer.end if after else layer.start - 1
        there = (layer.kind > 0) & (at >= 0) & (at < len(self.characters))
        words = self.index.take(at, mode="clip")
        return [np.where(there, self.words[name][words], _NOTHING) for name in names]


def around(values: Codes, reach: int) -> Mapping[int, Codes]:
    """The values so many places on (before, where negative), by how many; 0 beyond the edges.

    Examples
    --------
    >>> {by: codes.tolist() for by, codes in around(np.array([5, 6, 7], dtype=np.uint32), 1).items()}
    {-1: [0, 5, 6], 0: [5, 6, 7], 1: [6, 7, 0]}
    """
    padded = np.zeros(len(values) + 2 * reach, dtype=values.dtype)
    padded[reach : len(values) + reach] = values
    return {by: padded[reach + by : reach + by + len(values)] for by in range(-reach, reach + 1)}


def view_of(proposals: Proposals, vocabulary: Vocabulary, place: str | None, possible: Sequence[tuple[int, int, str]]) -> View:
    """The arrays of a text; `place` is whose report it is, `possible` what `possible_places` has of it."""
    text = proposals.text
    length = len(text)
    characters = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    cut = vocabulary.cut(text)
    sizes = np.fromiter(map(len, cut), dtype=np.int64, count=len(cut))
    numbers = {word: number for number, word in enumerate(dict.fromkeys(cut))}
    ids = np.fromiter(map(numbers.__getitem__, cut), dtype=np.int64, count=len(cut))
    known = vocabulary.properties(list(numbers))
    starts = np.cumsum(sizes) - sizes
    index = np.repeat(np.arange(len(cut)), sizes)
    inside, last = np.arange(length) - starts[index], sizes[index] - 1
    position = np.where(inside == 0, np.where(last == 0, 4, 1), np.where(inside == last, 3, 2)).astype(np.uint32)
    marks = mark_spans(text)
    cues = {name: cue_spans(hit for role in roles for hit in proposals.cues.get(role, ())) for name, roles in _ROLES.items()}
    cues["place"] = place_head_spans(text, characters, position)
    types = np.zeros(length, dtype=np.uint32)
    for entity in proposals.entities:
        types[entity.start : entity.end] = TYPES.index(entity.type) + 1
    items, rules = stretches(characters, marks, lists=True), lay(length, entity_spans(proposals.entities))
    return View(
        characters, {name: column[ids] for name, column in known.items()}, ids, starts, index, position,
        rules=rules, places=lay(length, entity_spans(proposals.places)),
        possible=lay(length, [(start, end, code_of(kind)) for start, end, kind in possible]),
        cues={name: (spans, lay(length, spans)) for name, spans in cues.items()}, marks=lay(length, marks),
        clauses=stretches(characters, marks), items=items, near=neighbours_in_list(characters, items, rules.kind), types=types,
        own=_occurrences(text, (place or "").rstrip("省市县区州")),
    )  # fmt: skip


def probe() -> View:
    """A view of a short text with one of everything, by which changes of the features are told."""
    text = "甲乙《丙丁》、戊己，庚辛12"
    hits = [Hit(0, 2, Cue("甲乙", role, "kind")) for role in ("organisation", "policy_head")]
    entity = Entity(7, 9, "戊己", "PLACE", "county")
    cues = {hit.cue.role: [hit] for hit in hits}
    return view_of(Proposals(text, [entity], [entity], cues), Vocabulary({"甲": (1, 2, 3)}), "戊己", [(7, 9, "county")])


def _occurrences(text: str, name: str) -> Codes:
    """2 where the name begins, 1 within it."""
    found = np.zeros(len(text), dtype=np.uint32)
    at = text.find(name) if len(name) > 1 else -1
    while at >= 0:
        found[at : at + len(name)] = 1
        found[at] = 2
        at = text.find(name, at + len(name))
    return found
