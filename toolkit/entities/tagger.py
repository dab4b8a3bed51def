"""The trained tagger: for each character of a text a label, for each entity how sure it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from toolkit.document import Entity
from toolkit.entities.proposals import Proposals, propose
from toolkit.entities.tagger_crf import best_labels, marginals, time_major
from toolkit.entities.tagger_features import feature_rows
from toolkit.entities.tagger_layers import clauses
from toolkit.entities.tagger_model import TaggerModel
from toolkit.entities.tagger_view import View, view_of
from toolkit.places import parse_text

__all__ = ["Tagged", "Tagger", "spans_of"]

Scores = NDArray[np.float64]
_LEAD = 1.0
"""A piece is read where the features of some character lead the label of no entity by so much; transitions weigh less."""


@dataclass(frozen=True, slots=True)
class Tagged:
    """A span, its type, and the least probability of a label in it."""

    start: int
    end: int
    type: str
    score: float


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
        if not proposals.text:
            return []
        view = view_of(proposals, self.model.vocabulary, place)
        limits = self.model.thresholds
        return [span for span in self._decode(self._emissions(view), clauses(view.clauses)) if span.score >= limits.get(span.type, 0.0)]

    def recognize(self, texts: Sequence[str], *, batch_size: int = 128, progress: bool = False) -> list[list[Entity]]:
        """The entities of each text by the model alone, as every `Recognizer` gives them."""
        found = []
        for text in texts:
            tagged = self.tag(propose(parse_text(text), place=None, year=None), place=None)
            found.append([Entity(t.start, t.end, text[t.start : t.end], t.type, score=t.score, engine="tagger") for t in tagged])  # type: ignore[arg-type]
        return found

    def _emissions(self, view: View) -> Scores:
        """For each character the sum of the weights of its features for each label."""
        sums = [np.zeros((len(view.characters), 8), dtype=np.int16) for _ in self.model.table]
        for lines in feature_rows(view):
            for column, part in zip(sums, self.model.table, strict=True):
                column += part.take(lines, mode="clip").view(np.int8).reshape(-1, 8)
        steps = np.concatenate(sums, axis=1)[:, : len(self.model.labels)]
        return steps.astype(np.float64) * self.model.scale

    def _decode(self, emissions: Scores, pieces: Sequence[tuple[int, int]]) -> list[Tagged]:
        pieces = _holding(reduce(np.maximum, emissions.T[1:]) > emissions[:, 0] + _LEAD, pieces)
        chain = time_major(pieces)
        found = np.zeros(len(emissions), dtype=np.int64)
        found[chain.order] = best_labels(emissions[chain.order], self.model.transitions, chain.sizes)
        named = time_major(_holding(found > 0, pieces))
        _, forward, backward, _ = marginals(emissions[named.order], self.model.transitions, named.sizes)
        sure = np.zeros(emissions.shape)
        sure[named.order] = forward * backward
        best = sure[np.arange(len(found)), found]
        labels = self.model.labels
        return [
            Tagged(start, end, labels[found[start]][2:], round(float(best[start:end].min()), 4))
            for start, end in spans_of(found, [label.startswith("B-") for label in labels])
        ]


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
