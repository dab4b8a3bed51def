"""Training of the tagger: the weights that make annotated texts most likely."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from toolkit.entities.proposals import propose
from toolkit.entities.tagger import Tagger
from toolkit.entities.tagger_crf import Chain, allowed_transitions, marginals, time_major
from toolkit.entities.tagger_features import BITS, feature_lines
from toolkit.entities.tagger_model import Weights, forget_taggers, labels_of, load_tagger, save_tagger
from toolkit.entities.tagger_view import Given, view_of
from toolkit.entities.tagger_words import Clusters, Vocabulary
from toolkit.errors import InvalidValue
from toolkit.grouping import in_groups
from toolkit.places import parse_text

if TYPE_CHECKING:
    from scipy import sparse

__all__ = ["Example", "examples_of", "fit", "label_numbers", "train_tagger"]

Array = NDArray[np.float64]
_BATCH = 8000
"""Characters of the texts that are read between two steps."""


@dataclass(frozen=True, slots=True)
class Example:
    """A text with its features, the pieces that are read by themselves, and the label of each character."""

    lines: NDArray[np.int32]
    pieces: Sequence[tuple[int, int]]
    labels: NDArray[Any]
    """The number of the label of each character, or how likely each label is (characters by labels)."""


def train_tagger(records: Sequence[Mapping[str, Any]], folder: str | Path, *, rounds: int = 16, seed: int = 1) -> Tagger:
    """Return a tagger trained on annotated texts, and save it to a folder; words keep the clusters of the toolkit's own tagger.

    Parameters
    ----------
    records : sequence of mapping
        As for `examples_of`.
    folder : path
    rounds : int
        How often each text is read.
    seed : int
        The same texts and seed give the same bytes.
    """
    labels, clusters = labels_of(types_of(records)), load_tagger().clusters
    weights = fit(examples_of(records, types_of(records), clusters), labels, rounds=rounds, seed=seed)
    save_tagger(Path(folder), weights, clusters, {"labels": labels, "thresholds": {}, "seed": seed, "rounds": rounds})
    forget_taggers()
    return Tagger(load_tagger(folder))


def types_of(records: Iterable[Mapping[str, Any]]) -> list[str]:
    """The types that are annotated, in order of the alphabet."""
    return sorted({item["type"] for record in records for item in record["entities"]})


def examples_of(records: Iterable[Mapping[str, Any]], types: Sequence[str], clusters: Clusters) -> list[Example]:
    """Annotated texts with their features.

    Parameters
    ----------
    records : iterable of mapping
        ``text``, ``entities`` (mappings with ``start``, ``end``, ``type``) and, where known, ``place`` and ``report_year``.
    types : sequence of str
    clusters : mapping
    """
    labels, vocabulary, found = labels_of(types), Vocabulary(clusters), []
    for record in records:
        text, place = record["text"], record.get("place")
        if not text:
            continue
        gold = label_numbers(text, [(item["start"], item["end"], item["type"]) for item in record["entities"]], labels)
        year = record.get("report_year")
        proposals = propose(parse_text(text, place=place, year=year), place=place, year=year)
        view = view_of([Given.of(proposals, place)], vocabulary)
        pieces = [(start, end) for start, end in (view.pieces - view.texts[0][0]).tolist()]
        found.append(Example(np.concatenate(list(feature_lines(view)), axis=1).astype(np.int32), pieces, gold))
    return found


def label_numbers(text: str, spans: Iterable[tuple[int, int, str]], labels: Sequence[str]) -> NDArray[np.int64]:
    """The number of the label of each character of a text with these spans and types.

    Examples
    --------
    >>> label_numbers("向市财政局报", [(1, 5, "ORG")], labels_of(["ORG"])).tolist()
    [0, 1, 2, 2, 2, 0]
    """
    numbers = np.zeros(len(text), dtype=np.int64)
    for start, end, kind in spans:
        if not 0 <= start < end <= len(text):
            raise InvalidValue(f"annotation {kind} {start}–{end} lies outside its text of {len(text)} characters: {text[:20]!r}")
        numbers[start] = labels.index(f"B-{kind}")
        numbers[start + 1 : end] = labels.index(f"I-{kind}")
    return numbers


def fit(
    examples: Sequence[Example], labels: Sequence[str], *, rounds: int = 16, rate: float = 0.1, penalty: float = 0.5, dropped: float = 0.7,
    rare: int = 2, seed: int = 1,
) -> Weights:  # fmt: skip
    """Return weights that make the labels likely: stochastic steps, smaller for a weight the more it has moved (AdaGrad).

    Where labels are given as probabilities, those of the model are drawn to them (Hinton et al. 2015).

    Parameters
    ----------
    examples : sequence of Example
    labels : sequence of str
    rounds : int
        How often each text is read. The weights are the means over the second half of the rounds.
    rate : float
        Length of the first steps.
    penalty : float
        What half of the sum of squared weights counts against the likelihood of all texts.
    dropped : float
        Share of the features of each character that a step does not see, so that the model does not lean on a few (Hinton et al. 2012).
    rare : int
        Features that occur less often are left out.
    seed : int
        Decides on the order of the texts.

    References
    ----------
    Hinton, G. et al. (2012). Improving neural networks by preventing co-adaptation of feature detectors. arXiv:1207.0580.
    Hinton, G., Vinyals, O., Dean, J. (2015). Distilling the Knowledge in a Neural Network. arXiv:1503.02531.
    Duchi, J., Hazan, E., Singer, Y. (2011). Adaptive Subgradient Methods for Online Learning and Stochastic Optimization. JMLR.
    """
    rng = np.random.default_rng(seed)
    counts = sum(np.bincount(example.lines.ravel(), minlength=1 << BITS) for example in examples)
    kept = np.flatnonzero(counts >= rare)
    column = np.full(1 << BITS, -1, dtype=np.int32)
    column[kept] = np.arange(len(kept))
    order = [examples[i] for i in rng.permutation(len(examples))]
    batches = [_Batch.of(group, column, len(labels)) for group in in_groups(order, lambda example: len(example.labels), _BATCH)]
    state = _State.of(len(kept), labels, rate, penalty / len(batches))
    for number in range(rounds):
        for i in rng.permutation(len(batches)):
            state.step(batches[i].thinned(dropped, rng))
        if 2 * number >= rounds - 1:
            state.remember()
    weights = np.zeros((1 << BITS, len(labels)))
    weights[kept] = state.sum_weights / state.remembered
    return Weights.of(weights, state.sum_moves / state.remembered)


@dataclass(frozen=True, slots=True)
class _Batch:
    """Some texts, read step by step together."""

    columns: NDArray[np.int64]
    """The features that occur in it."""
    features: "sparse.csr_matrix"
    """Characters by these features."""
    targets: NDArray[np.float32]
    """How likely each label of each character should be."""
    sizes: Sequence[int]
    moved: Array
    """How often each label follows each."""

    @classmethod
    def of(cls, examples: Sequence[Example], column: NDArray[np.int32], n_labels: int) -> "_Batch":
        offsets = np.cumsum([0, *(len(example.labels) for example in examples)]).tolist()
        chain = time_major([(a + at, b + at) for example, at in zip(examples, offsets, strict=False) for a, b in example.pieces])
        targets = np.concatenate([_probabilities(example.labels, n_labels) for example in examples])[chain.order]
        found = column[np.concatenate([example.lines for example in examples], axis=1)[:, chain.order].T]
        there = found >= 0
        columns, places = np.unique(found[there], return_inverse=True)
        bounds = np.concatenate(([0], np.cumsum(there.sum(axis=1))))
        features = _sparse((np.ones(len(places), dtype=np.float32), places, bounds), shape=(len(targets), len(columns)))
        return cls(columns, features, targets, chain.sizes, _moved(targets.argmax(axis=1), chain, n_labels))

    def thinned(self, dropped: float, rng: np.random.Generator) -> "_Batch":
        """The batch without a share of its features, the others counting the more."""
        kept = rng.random(len(self.features.data), dtype=np.float32) >= dropped
        values = kept.astype(np.float32) / np.float32(1 - dropped)
        features = _sparse((values, self.features.indices, self.features.indptr), shape=self.features.shape)
        return replace(self, features=features)


def _sparse(parts: tuple[NDArray[Any], NDArray[Any], NDArray[Any]], shape: tuple[int, int]) -> "sparse.csr_matrix":
    # Loaded here, not with the package, which is far more often loaded to find entities.
    from scipy.sparse import csr_matrix

    return csr_matrix(parts, shape=shape)


def _probabilities(labels: NDArray[Any], n_labels: int) -> NDArray[np.float32]:
    """How likely each label of each character is; a label that is known is certain."""
    return labels.astype(np.float32) if labels.ndim == 2 else np.eye(n_labels, dtype=np.float32)[labels]


def _moved(gold: NDArray[np.int64], chain: Chain, n_labels: int) -> Array:
    moved = np.zeros((n_labels, n_labels))
    at = np.concatenate(([0], np.cumsum(chain.sizes))).astype(int)
    np.add.at(moved[0], gold[: at[1]], 1)
    for step in range(1, len(chain.sizes)):
        size = chain.sizes[step]
        np.add.at(moved, (gold[at[step - 1] : at[step - 1] + size], gold[at[step] : at[step] + size]), 1)
    return moved


@dataclass(slots=True)
class _State:
    """The weights while they are learned."""

    weights: NDArray[np.float32]
    moves: Array
    squares: NDArray[np.float32]
    """Sums of squared gradients."""
    move_squares: Array
    allowed: NDArray[np.bool_]
    rate: float
    penalty: float
    sum_weights: Array
    sum_moves: Array
    remembered: int = 0

    @classmethod
    def of(cls, n_features: int, labels: Sequence[str], rate: float, penalty: float) -> "_State":
        shape, square = (n_features, len(labels)), (len(labels), len(labels))
        small, zeros = np.full(shape, 1e-2, dtype=np.float32), np.zeros(shape, dtype=np.float32)
        return cls(
            zeros, np.zeros(square), small, np.full(square, 1e-2), allowed_transitions(labels), rate, penalty,
            np.zeros(shape), np.zeros(square),
        )  # fmt: skip

    def step(self, batch: _Batch) -> None:
        """Move the weights by what one batch says."""
        own = self.weights[batch.columns]
        emissions = (batch.features @ own).astype(np.float64)
        _, forward, backward, pairs = marginals(emissions, np.where(self.allowed, self.moves, -np.inf), batch.sizes)
        wrong = forward * backward - batch.targets
        slope = batch.features.T @ wrong.astype(np.float32) + np.float32(self.penalty) * own
        squares = self.squares[batch.columns] + slope**2
        self.squares[batch.columns] = squares
        self.weights[batch.columns] = own - np.float32(self.rate) * slope / np.sqrt(squares)
        move_slope = np.where(self.allowed, pairs - batch.moved, 0.0) + self.penalty * self.moves
        self.move_squares += move_slope**2
        self.moves -= self.rate * move_slope / np.sqrt(self.move_squares)

    def remember(self) -> None:
        """Add the present weights to those that the mean is taken over."""
        self.sum_weights += self.weights
        self.sum_moves += self.moves
        self.remembered += 1
