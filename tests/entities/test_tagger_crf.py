"""The chain itself: compared with the sum over all sequences of labels."""

from itertools import product

import numpy as np
import pytest

from toolkit.entities.tagger import spans_of
from toolkit.entities.tagger_crf import allowed_transitions, best_labels, marginals, probabilities, time_major

LABELS = ["O", "B-ORG", "I-ORG", "B-PLACE", "I-PLACE"]


def score(path, emissions, moves):
    before = np.array([0, *path[:-1]])
    return emissions[np.arange(len(path)), path].sum() + moves[before, path].sum()


@pytest.mark.parametrize("seed", range(4))
def test_best_sequence_and_probabilities_are_those_of_all_sequences(seed):
    rng = np.random.default_rng(seed)
    chunks = [(0, 1), (1, 5), (5, 8)]
    moves = np.where(allowed_transitions(LABELS), rng.normal(size=(5, 5)), -1e9)
    emissions = rng.normal(size=(8, 5))
    chain = time_major(chunks)
    found, sure = np.zeros(8, dtype=int), np.zeros((8, 5))
    found[chain.order] = best_labels(emissions[chain.order], moves, chain.sizes)
    normaliser, forward, backward, _ = marginals(emissions[chain.order], moves, chain.sizes)
    sure[chain.order] = forward * backward
    assert probabilities(emissions[chain.order], moves, chain.sizes) == pytest.approx(sure[chain.order])
    total = 0.0
    for start, end in chunks:
        paths = [np.array(path) for path in product(range(5), repeat=end - start)]
        scores = np.array([score(path, emissions[start:end], moves) for path in paths])
        weights = np.exp(scores - scores.max())
        total += np.log(weights.sum()) + scores.max()
        assert found[start:end].tolist() == paths[scores.argmax()].tolist()
        for at in range(end - start):
            expected = [weights[[path[at] == label for path in paths]].sum() / weights.sum() for label in range(5)]
            assert sure[start + at] == pytest.approx(expected, abs=1e-9)
    assert normaliser == pytest.approx(total)


@pytest.mark.parametrize("others", [[], [(0, 3)], [(0, 40), (47, 60)], [(0, 1), (1, 2), (2, 40), (47, 48), (48, 60)]])
def test_probabilities_are_the_same_whatever_stands_beside(others):
    rng = np.random.default_rng(7)
    moves = np.where(allowed_transitions(LABELS), rng.normal(size=(5, 5)), -1e9)
    emissions = 5 * rng.normal(size=(60, 5))
    alone, together = (time_major(chunks) for chunks in ([(40, 47)], [*others, (40, 47)]))
    expected = probabilities(emissions[alone.order], moves, alone.sizes)
    found = np.zeros((60, 5))
    found[together.order] = probabilities(emissions[together.order], moves, together.sizes)
    assert found[40:47].tolist() == expected.tolist()


def test_no_entity_begins_with_an_inside_label():
    emissions = np.array([[0.0, 0.0, 9.0, 0.0, 0.0], [0.0, 3.0, 0.0, 0.0, 8.0]])
    chain = time_major([(0, 2)])
    found = best_labels(emissions, np.where(allowed_transitions(LABELS), 0.0, -1e9), chain.sizes)
    assert [LABELS[label] for label in found] in (["B-ORG", "B-ORG"], ["B-PLACE", "I-PLACE"])


@pytest.mark.parametrize(
    ("labels", "expected"),
    [([], []), ([0, 0], []), ([1, 2, 0, 3], [(0, 2), (3, 4)]), ([1, 1, 2], [(0, 1), (1, 3)]), ([0, 3, 4], [(1, 3)])],
)
def test_spans(labels, expected):
    starts, ends = spans_of(np.array(labels, dtype=int), [label.startswith("B") for label in LABELS])
    assert list(zip(starts.tolist(), ends.tolist(), strict=True)) == expected
