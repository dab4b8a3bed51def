"""Training of the tagger from labels that are known, and from probabilities of labels."""

from dataclasses import replace

import numpy as np
import pytest

from toolkit.entities.tagger_crf import marginals, time_major
from toolkit.entities.tagger_model import labels_of
from toolkit.entities.tagger_training import examples_of, fit

TYPES = ("ORG", "PLACE")
LABELS = labels_of(TYPES)
TEXTS = [("青禾湾水务公司承建。", 0, 7, "ORG"), ("流域涉及青禾湾。", 4, 7, "PLACE"), ("青禾湾水务公司运行良好。", 0, 7, "ORG")]


@pytest.fixture(scope="module")
def examples():
    records = [{"text": text, "entities": [{"start": a, "end": b, "type": kind}]} for text, a, b, kind in TEXTS]
    return examples_of(records, TYPES, {})


def learned(examples):
    return fit(examples, LABELS, rounds=6, rare=1, dropped=0.2)


def begins_organisation(weights, example):
    """How likely a model thinks it that the first character begins an organisation."""
    table = np.zeros((int(weights.lines.max()) + 1, len(LABELS)))
    table[weights.lines] = weights.values * weights.scale
    known = np.where(example.lines < len(table), example.lines, 0)
    emissions = np.where((example.lines < len(table))[..., None], table[known], 0.0).sum(axis=0)
    chain = time_major(example.pieces)
    _, forward, backward, _ = marginals(emissions[chain.order], weights.model(LABELS, {}, {}).transitions, chain.sizes)
    first = int(np.flatnonzero(chain.order == 0)[0])
    return (forward * backward)[first, LABELS.index("B-ORG")]


def test_certain_probabilities_teach_what_labels_teach(examples):
    certain = [replace(example, labels=np.eye(len(LABELS), dtype=np.float32)[example.labels]) for example in examples]
    by_labels, by_probabilities = learned(examples), learned(certain)
    assert by_labels.lines.tolist() == by_probabilities.lines.tolist()
    assert by_labels.values.tolist() == by_probabilities.values.tolist()
    assert by_labels.transitions.tolist() == by_probabilities.transitions.tolist()


def test_the_model_is_drawn_to_the_probabilities(examples):
    def taught(certainty):
        soft = []
        for example in examples:
            sure = np.eye(len(LABELS))[example.labels]
            soft.append(replace(example, labels=certainty * sure + (1 - certainty) * np.eye(len(LABELS))[0]))
        return begins_organisation(learned(soft), examples[0])

    assert taught(0.05) < taught(0.4) < taught(0.95)
