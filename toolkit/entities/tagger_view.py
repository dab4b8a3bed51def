"""Texts as the tagger sees them: characters, words and what lies over them, all as arrays."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from toolkit.document import Entity
from toolkit.entities.cues import Cue, Hit
from toolkit.entities.proposals import Proposals
from toolkit.entities.tagger_layers import (
    END,
    Layer,
    Offsets,
    Span,
    clauses,
    cue_ahead,
    cue_spans,
    entity_spans,
    lay,
    mark_spans,
    neighbours_in_list,
    place_head_spans,
    stretches,
)
from toolkit.entities.tagger_page import GAP, Cut, Page, cut_page, page_of, within
from toolkit.entities.tagger_words import PROPERTIES, Codes, Vocabulary, WordTable, code_of
from toolkit.places import possible_places

__all__ = ["CUES", "Given", "View", "probe", "view_of"]

TYPES = ("POLICY", "PLACE", "ORG")
CUES = ("organisation", "policy", "place")
_ROLES = {"organisation": ("organisation_head", "organisation", "department"), "policy": ("policy_head", "label", "law")}


class Given(NamedTuple):
    """What is known of a text before it is tagged."""

    proposals: Proposals
    place: str | None
    """Whose report it is."""
    possible: Sequence[tuple[int, int, str]]
    """What `possible_places` has of it."""

    @classmethod
    def of(cls, proposals: Proposals, place: str | None) -> "Given":
        """With the places that are possible in it."""
        return cls(proposals, place, possible_places(proposals.text, place=place))


@dataclass(frozen=True)
class View:
    """Arrays over the characters of some texts, which stand one after another with gaps around them."""

    texts: Sequence[tuple[int, int]]
    """Where each text begins and ends."""
    characters: Mapping[str, Codes]
    """What is known of each character."""
    position: Codes
    """Begin, inside, end of the word, or all of it."""
    words: Mapping[str, Codes]
    """What is known of each word that stands somewhere."""
    word: Offsets
    """For each character the place of its word among these."""
    items: Mapping[str, Codes]
    """What is known of each item of a list, or clause."""
    item: Offsets
    """For each character the place of its item among these."""
    pieces: Offsets
    """Start and end of each clause of the texts, in rows."""
    layers: Mapping[str, Layer]
    vocabulary: Mapping[str, Codes]
    """Properties by the numbers of words."""
    numbers: Offsets
    """The number of each word that stands somewhere."""
    table: WordTable
    """What the words are numbered by."""

    def values(self, name: str, by: int, at: Offsets) -> Codes:
        """What is known by a name of the characters at `at`, or of what stands so many characters, or words, beside them."""
        if name in self.characters:
            return self.characters[name].take(at + by if by else at)
        if name == "position":
            return self.position.take(at)
        if name in self.items:
            return self.items[name].take(self.item.take(at))
        if name in self.words:
            return self.words[name].take(self.word.take(at) + by)
        if name in PROPERTIES:
            return self.vocabulary[name].take(self.numbers.take(self.word.take(at) + by))
        layer, side = name.split(".")
        return self._beside(self.layers[layer], side, at)

    def _beside(self, layer: Layer, side: str, at: Offsets) -> Codes:
        """A property of the word that touches what lies over each character; 0 where nothing does."""
        way, name = side.split("_")
        beside = layer.end.take(at) if way == "next" else layer.start.take(at) - 1
        words = self.numbers.take(self.word.take(beside, mode="clip"))
        return np.where(layer.position.take(at) > 0, self.vocabulary[name].take(words), np.uint32(0))


def view_of(texts: Sequence[Given], vocabulary: Vocabulary) -> View:
    """The arrays of some texts."""
    page = page_of([given.proposals.text for given in texts])
    cut = cut_page(page, vocabulary)
    marks = mark_spans(page.text)
    cues = _cues(texts, page, cut)
    spans = {**_spans(texts, page), **{f"{name}_cue": found for name, found in cues.items()}, "marks": marks}
    layers = dict(zip(spans, lay(len(page.characters), list(spans.values())), strict=True))
    edges = np.array(page.spans).ravel() - 1
    numbers, parts = (stretches(page.characters, marks, edges, lists=lists) for lists in (False, True))
    items, pieces = clauses(parts), clauses(numbers)
    neighbours = neighbours_in_list(page.characters, items, layers["rules"].kind)
    neighbours["list_place"] = (neighbours["next_mark"] > 0) + 2 * (neighbours["previous_mark"] > 0).astype(np.uint32)
    return View(
        page.spans, {"char": page.characters, **_on_characters(texts, page, layers, cues, (numbers, parts))}, cut.position,
        _elsewhere(texts, page, cut), cut.word, neighbours, np.repeat(np.arange(len(items)), items[:, 1] - items[:, 0]),
        within(pieces, page), layers, cut.table.columns(), cut.numbers, cut.table,
    )  # fmt: skip


def _spans(texts: Sequence[Given], page: Page) -> dict[str, list[Span]]:
    """What the rules say, and the names of the gazetteer, also where the rules do not take them for places."""
    found: dict[str, list[Span]] = {"rules": [], "places": [], "possible": []}
    for (proposals, _, possible), (at, _) in zip(texts, page.spans, strict=True):
        found["rules"] += entity_spans(proposals.entities, at)
        found["places"] += entity_spans(proposals.places, at)
        found["possible"] += [(start + at, end + at, code_of(kind)) for start, end, kind in possible]
    return found


def _cues(texts: Sequence[Given], page: Page, cut: Cut) -> dict[str, list[Span]]:
    found: dict[str, list[Span]] = {name: [] for name in CUES}
    for given, (at, _) in zip(texts, page.spans, strict=True):
        for name, roles in _ROLES.items():
            found[name] += cue_spans((hit for role in roles for hit in given.proposals.cues.get(role, ())), at)
    found["place"] = place_head_spans(page.text, page.characters, cut.position)
    return found


def _on_characters(
    texts: Sequence[Given], page: Page, layers: Mapping[str, Layer], cues: Mapping[str, Sequence[Span]],
    parts: tuple[Offsets, Offsets],
) -> dict[str, Codes]:  # fmt: skip
    """What lies over each character, and what is ahead of it or behind it."""
    found: dict[str, Codes] = {}
    for name, layer in layers.items():
        found |= {name: layer.kind, f"{name}.at": layer.position, f"{name}.size": layer.size}
    last, _ = cue_ahead(list(cues.values()), parts[0])
    ahead, gap = cue_ahead(list(cues.values()), parts[1])
    for row, name in enumerate(cues):
        found |= {f"{name}_last": last[row], f"{name}_ahead": ahead[row], f"{name}_gap": gap[row]}
    marks = layers["marks"]
    found["marks.head"] = np.where(marks.kind > 0, layers["policy_cue"].kind.take(marks.end), np.uint32(0))
    found["behind"] = _behind(marks)
    found["own"] = np.zeros(len(page.characters), dtype=np.uint32)
    for given, (start, end) in zip(texts, page.spans, strict=True):
        _mark_name(found["own"][start:end], given.proposals.text, (given.place or "").rstrip("省市县区州"))
    return found


def _behind(marks: Layer) -> Codes:
    """The mark that closes a few characters before, with how many."""
    found = np.zeros(len(marks.kind), dtype=np.uint32)
    closing = np.flatnonzero(marks.position == END)
    for by in range(1, GAP + 1):
        found[closing + by] = np.maximum(found[closing + by], marks.kind[closing] * np.uint32(by))
    return found


def _mark_name(over: Codes, text: str, name: str) -> None:
    """Put 2 where a name begins, 1 within it."""
    at = text.find(name) if len(name) > 1 else -1
    while at >= 0:
        over[at : at + len(name)] = 1
        over[at] = 2
        at = text.find(name, at + len(name))


def _elsewhere(texts: Sequence[Given], page: Page, cut: Cut) -> dict[str, Codes]:
    """For each word what the rules say where it stands elsewhere in its text, and whether it does."""
    types = np.zeros(len(page.characters), dtype=np.uint32)
    for given, (at, _) in zip(texts, page.spans, strict=True):
        for entity in given.proposals.entities:
            types[entity.start + at : entity.end + at] = TYPES.index(entity.type) + 1
    first = types[cut.starts]
    kind, most = np.zeros(len(first), dtype=np.uint32), np.zeros(len(first))
    total = np.bincount(cut.own)[cut.own]
    for number in range(1, len(TYPES) + 1):
        mine = first == number
        count = np.bincount(cut.own, weights=mine)[cut.own] - mine
        kind[count > most] = number
        most = np.maximum(most, count)
    share = np.minimum(most * 4 // total, 3).astype(np.uint32)
    return {"same_kind": kind, "same_share": share, "repeated": (total > 1).astype(np.uint32)}


def probe() -> View:
    """A view of a short text with one of everything, by which changes of the features are told."""
    text = "甲乙《丙丁》、戊己，庚辛12"
    hits = [Hit(0, 2, Cue("甲乙", role, "kind")) for role in ("organisation", "policy_head")]
    entity = Entity(7, 9, "戊己", "PLACE", "county")
    cues = {hit.cue.role: [hit] for hit in hits}
    proposals = Proposals(text, [entity], [entity], cues)
    return view_of([Given(proposals, "戊己", [(7, 9, "county")])], Vocabulary({"甲": (1, 2, 3)}))
