"""The trained tagger: for each character of a text a label, for each entity how sure it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from toolkit.document import Entity
from toolkit.entities.proposals import Proposals, propose
from toolkit.entities.tagger_crf import best_labels, probabilities, time_major
from toolkit.entities.tagger_layers import Offsets, ranges
from toolkit.entities.tagger_model import TaggerModel, Thresholds
from toolkit.entities.tagger_sums import Sums
from toolkit.entities.tagger_view import Given, view_of
from toolkit.places import parse_text

__all__ = ["Tagged", "Tagger", "spans_of", "sure_enough"]

Scores = NDArray[np.float64]
_Span = tuple[int, int, str]
"""Start, end, type."""
_Own = tuple[int, int, str, tuple[int, int]]
"""A span of the rules, its type, and the span without marks at its edges."""
_LIMITS = (0.0, 0.0)
_MARKS = "“”《》"
_LEAD = 2.0
"""A piece is read where the features of some character lead the label of no entity by so much; transitions weigh less."""


@dataclass(frozen=True, slots=True)
class Tagged:
    """A span, its type, and how sure it is: the least probability of a label in it, and of its end."""

    start: int
    end: int
    type: str
    score: float
    proposed: bool
    """Whether the rules have the same span and type."""


class _Candidate(NamedTuple):
    """A span that may be answered."""

    span: _Span
    bare: _Span | None
    """Of one that only the rules have, the span without marks: as sure as the surer of both."""
    proposed: bool


@dataclass(frozen=True, slots=True)
class Tagger:
    """Decides by a model.

    Parameters
    ----------
    model : TaggerModel
    """

    model: TaggerModel

    @property
    def types(self) -> frozenset[str]:
        """The types of entities that it knows."""
        return frozenset(label[2:] for label in self.model.labels if label != "O")

    def candidates(self, texts: Sequence[Given]) -> list[list[Tagged]]:
        """For each text the spans of the best labels, and those of the rules, each with its score.

        What is found in a text does not depend on the texts that are read with it.
        """
        view = view_of(texts, self.model.vocabulary)
        own = [self._own(given.proposals) for given in texts]
        asked = [(start + at, end + at) for spans, (at, _) in zip(own, view.texts, strict=True) for start, end, _, _ in spans]
        labels, sure = self._decode(self.model.weighing(view)[:, : len(self.model.labels)], view.pieces, asked)
        starts, ends = spans_of(labels, [label.startswith("B-") for label in self.model.labels])
        edges = np.searchsorted(starts, [at for at, _ in view.texts]).tolist()
        kinds = [self.model.labels[label][2:] for label in labels[starts].tolist()]
        best = list(zip(starts.tolist(), ends.tolist(), kinds, strict=True))
        found = [
            self._beside(given.proposals.text, [(start - at, end - at, kind) for start, end, kind in best[first:last]], mine)
            for given, mine, (at, _), first, last in zip(texts, own, view.texts, edges, [*edges[1:], len(best)], strict=True)
        ]
        return self._scored(found, [at for at, _ in view.texts], sure)

    def recognize(self, texts: Sequence[str], *, batch_size: int = 128, progress: bool = False) -> list[list[Entity]]:
        """The entities of each text by the model alone, as every `Recognizer` gives them."""
        found = []
        for text in texts:
            (candidates,) = self.candidates([Given.of(propose(parse_text(text), place=None, year=None), None)])
            tagged = sure_enough(candidates, self.model.thresholds)
            found.append([Entity(t.start, t.end, text[t.start : t.end], t.type, score=t.score, engine="tagger") for t in tagged])  # type: ignore[arg-type]
        return found

    def _own(self, proposals: Proposals) -> list[_Own]:
        """The spans of the rules, with their types, and without marks at their edges."""
        types = self.types
        return [(e.start, e.end, e.type, _bare(proposals.text, e.start, e.end)) for e in proposals.entities if e.type in types]

    def _beside(self, text: str, best: Sequence[_Span], own: Sequence[_Own]) -> list[_Candidate]:
        """The spans of the best labels of a text, and what the rules have beside them."""
        seen = {(bare, kind) for _, _, kind, bare in own}
        keys = [(_bare(text, start, end), kind) for start, end, kind in best]
        there = set(keys)
        found = [_Candidate(span, None, key in seen) for span, key in zip(best, keys, strict=True)]
        return found + [
            _Candidate((start, end, kind), (*bare, kind), True)
            for start, end, kind, bare in own if (bare, kind) not in there and kind in self.model.thresholds
        ]  # fmt: skip

    def _scored(self, found: Sequence[Sequence[_Candidate]], starts: Sequence[int], sure: Scores) -> list[list[Tagged]]:
        """The candidates of each text with their scores, all scored at once."""
        named = {label[2:]: number for number, label in enumerate(self.model.labels) if label.startswith("B-")}
        asked = [
            (start + at, end + at, named[kind])
            for candidates, at in zip(found, starts, strict=True) for candidate in candidates
            for start, end, kind in (candidate.span, candidate.bare or candidate.span)
        ]  # fmt: skip
        scores = iter(_scores(sure, asked))
        return [[Tagged(*one.span, max(next(scores), next(scores)), one.proposed) for one in candidates] for candidates in found]

    def _decode(
        self, sums: Sums, pieces: Offsets, asked: Sequence[tuple[int, int]]
    ) -> tuple[NDArray[np.int64], Scores]:
        """The best label of each character, and the probabilities of all where a piece has an entity or is asked about."""
        scale, transitions = self.model.scale, self.model.transitions
        lead = reduce(np.maximum, sums.T[1:]).astype(np.int32) - sums[:, 0]
        chain = time_major(_holding(lead * scale > _LEAD, pieces))
        found = np.zeros(len(sums), dtype=np.int64)
        found[chain.order] = best_labels(sums[chain.order] * np.float64(scale), transitions, chain.sizes)
        marked = found > 0
        for start, end in asked:
            marked[start:end] = True
        named = time_major(_holding(marked, pieces))
        sure = np.zeros(sums.shape)
        sure[named.order] = probabilities(sums[named.order] * np.float64(scale), transitions, named.sizes)
        return found, sure


def sure_enough(candidates: Sequence[Tagged], thresholds: Thresholds) -> list[Tagged]:
    """The spans whose score is high enough, of those that overlap the surest; in order."""
    kept: list[Tagged] = []
    taken = bytearray(max((span.end for span in candidates), default=0))
    for span in sorted(candidates, key=lambda span: (-span.score, span.start)):
        proposed, new = thresholds.get(span.type, _LIMITS)
        if span.score >= (proposed if span.proposed else new) and not any(taken[span.start : span.end]):
            kept.append(span)
            taken[span.start : span.end] = b"\1" * (span.end - span.start)
    return sorted(kept, key=lambda span: span.start)


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    """A span without marks at its edges."""
    while start < end - 1 and text[start] in _MARKS:
        start += 1
    while end > start + 1 and text[end - 1] in _MARKS:
        end -= 1
    return start, end


def _scores(sure: Scores, spans: Sequence[tuple[int, int, int]]) -> list[float]:
    """The least probability of what makes each span an entity: its begin (the label that is named), its inside (the next label), and
    that it goes no further."""
    starts, ends, labels = np.array(spans, dtype=np.int64).reshape(-1, 3).T
    least = np.minimum(sure[starts, labels], 1 - sure[ends, labels + 1])
    at, span = ranges(starts + 1, ends)
    np.minimum.at(least, span, sure[at, labels[span] + 1])
    return [round(max(score, 0.0), 4) for score in least.tolist()]


def _holding(marked: NDArray[np.bool_], pieces: Offsets) -> Offsets:
    """The pieces that hold a marked character."""
    before = np.concatenate(([0], np.cumsum(marked)))
    return pieces[before[pieces[:, 1]] > before[pieces[:, 0]]]


def spans_of(found: NDArray[np.int64], begins: Sequence[bool]) -> tuple[Offsets, Offsets]:
    """Where entities begin and end, from the labels of characters.

    Examples
    --------
    >>> [edges.tolist() for edges in spans_of(np.array([0, 1, 2, 2, 1, 0]), [False, True, False])]
    [[1, 4], [4, 5]]
    """
    starts = np.flatnonzero(np.array(begins)[found])
    others = np.flatnonzero((found == 0) | np.array(begins)[found])
    return starts, np.append(others, len(found))[np.searchsorted(others, starts, side="right")]
