"""The trained tagger: for each character of a text a label, for each entity how sure it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from toolkit.document import Entity
from toolkit.entities.proposals import Proposals, propose
from toolkit.entities.tagger_crf import best_labels, marginals, time_major
from toolkit.entities.tagger_features import feature_lines
from toolkit.entities.tagger_layers import clauses
from toolkit.entities.tagger_model import TaggerModel, Thresholds
from toolkit.entities.tagger_view import View, view_of
from toolkit.places import parse_text, possible_places

__all__ = ["Tagged", "Tagger", "spans_of", "sure_enough"]

Scores = NDArray[np.float64]
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

    def tag(self, proposals: Proposals, *, place: str | None) -> list[Tagged]:
        """The spans of a text that are sure enough, in order, without overlap."""
        return sure_enough(self.candidates(proposals, place=place), self.model.thresholds)

    def candidates(self, proposals: Proposals, *, place: str | None) -> list[Tagged]:
        """The spans of the best labels, and those of the rules, each with its score."""
        if not proposals.text:
            return []
        view = view_of(proposals, self.model.vocabulary, place, possible_places(proposals.text, place=place))
        named = {label[2:]: number for number, label in enumerate(self.model.labels) if label.startswith("B-")}
        text = proposals.text
        own = [(e.start, e.end, e.type, _bare(text, e.start, e.end)) for e in proposals.entities if e.type in named]
        found, sure = self._decode(self._emissions(view), clauses(view.clauses), [(start, end) for start, end, _, _ in own])
        seen = {(bare, kind) for _, _, kind, bare in own}
        spans = [
            Tagged(start, end, kind, _score(sure, start, end, named[kind]), (_bare(text, start, end), kind) in seen)
            for start, end in spans_of(found, [label.startswith("B-") for label in self.model.labels])
            if (kind := self.model.labels[found[start]][2:])
        ]
        there = {(_bare(text, span.start, span.end), span.type) for span in spans}
        for start, end, kind, bare in own:
            if (bare, kind) not in there and kind in self.model.thresholds:
                score = max(_score(sure, start, end, named[kind]), _score(sure, *bare, named[kind]))
                spans.append(Tagged(start, end, kind, score, proposed=True))
        return spans

    def recognize(self, texts: Sequence[str], *, batch_size: int = 128, progress: bool = False) -> list[list[Entity]]:
        """The entities of each text by the model alone, as every `Recognizer` gives them."""
        found = []
        for text in texts:
            tagged = self.tag(propose(parse_text(text), place=None, year=None), place=None)
            found.append([Entity(t.start, t.end, text[t.start : t.end], t.type, score=t.score, engine="tagger") for t in tagged])  # type: ignore[arg-type]
        return found

    def _emissions(self, view: View) -> Scores:
        """For each character the sum of the weights of its features for each label."""
        sums = [np.concatenate([self._sums(part, lines) for part in self.model.table], axis=1) for lines in feature_lines(view)]
        return np.concatenate(sums)[:, : len(self.model.labels)].astype(np.float64) * self.model.scale

    def _sums(self, part: NDArray[np.int64], lines: NDArray[np.intp]) -> NDArray[np.int16]:
        """The sums of the weights of eight labels for each column of lines."""
        weights = part.take(lines, mode="clip").view(np.int8).reshape(*lines.shape, 8)
        sums: NDArray[np.int16] = weights.sum(axis=0, dtype=np.int16)
        return sums

    def _decode(
        self, emissions: Scores, pieces: Sequence[tuple[int, int]], asked: Sequence[tuple[int, int]]
    ) -> tuple[NDArray[np.int64], Scores]:
        """The best label of each character, and the probabilities of all where a piece has an entity or is asked about."""
        chain = time_major(_holding(reduce(np.maximum, emissions.T[1:]) > emissions[:, 0] + _LEAD, pieces))
        found = np.zeros(len(emissions), dtype=np.int64)
        found[chain.order] = best_labels(emissions[chain.order], self.model.transitions, chain.sizes)
        marked = found > 0
        for start, end in asked:
            marked[start:end] = True
        named = time_major(_holding(marked, pieces))
        _, forward, backward, _ = marginals(emissions[named.order], self.model.transitions, named.sizes)
        sure = np.zeros(emissions.shape)
        sure[named.order] = forward * backward
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


def _score(sure: Scores, start: int, end: int, label: int) -> float:
    """The least probability of what makes the span an entity: its begin, its inside (the next label), and that it goes no further."""
    inside = sure[start + 1 : end + 1, label + 1]
    goes_on = float(inside[-1]) if end < len(sure) else 0.0
    least: float = min([float(sure[start, label]), 1 - goes_on, *inside[: end - start - 1].tolist()])
    return round(max(least, 0.0), 4)


def _holding(marked: NDArray[np.bool_], pieces: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The pieces that hold a marked character."""
    before = [0, *np.cumsum(marked).tolist()]
    return [(start, end) for start, end in pieces if before[end] > before[start]]


def spans_of(found: NDArray[np.int64], begins: Sequence[bool]) -> list[tuple[int, int]]:
    """Where entities begin and end, from the labels of characters.

    Examples
    --------
    >>> spans_of(np.array([0, 1, 2, 2, 1, 0]), [False, True, False])
    [(1, 4), (4, 5)]
    """
    starts = np.flatnonzero(np.array(begins)[found])
    others = np.flatnonzero((found == 0) | np.array(begins)[found])
    stops = np.append(others, len(found))[np.searchsorted(others, starts, side="right")]
    return list(zip(starts.tolist(), stops.tolist(), strict=True))
