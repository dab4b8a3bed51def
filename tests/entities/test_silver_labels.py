"""``models/silver_labels.py`` and ``models/held_out.py``: what the tagger of the toolkit is trained on and measured with."""

import json
import sys
from pathlib import Path

import numpy as np
import pytest

TYPES = ("POLICY", "PLACE", "ORG")
OUTSIDE, BEGIN, INSIDE = 0, 3, 4
REPORT = "".join(f"青禾湾第{number}段完工。" for number in range(60))


@pytest.fixture
def training(monkeypatch):
    monkeypatch.syspath_prepend(str(Path(__file__).parents[2] / "models"))
    import held_out
    import silver_labels

    yield silver_labels, held_out
    for name in ("silver_labels", "held_out"):
        sys.modules.pop(name, None)


def soft(text):
    """青禾湾 is a place, but for a third."""
    labels = np.zeros((len(text), 7), dtype=np.float32)
    labels[:, OUTSIDE] = 1
    for start in (at for at in range(len(text)) if text.startswith("青禾湾", at)):
        labels[start : start + 3, OUTSIDE] = 1 / 3
        labels[start, BEGIN] = labels[start + 1 : start + 3, INSIDE] = 2 / 3
    return labels


def written(training, tmp_path, *texts):
    silver_labels, _ = training
    path = tmp_path / "silver.jsonl.gz"
    silver_labels.write_silver(path, [silver_labels.Silver(text, "清远市", soft(text)) for text in texts])
    return path


def test_probabilities_are_read_as_they_were_written(training, tmp_path):
    path = written(training, tmp_path, REPORT, "完工。")
    first, second = training[0].read_silver(path, 7)
    assert (first.text, first.place, second.text) == (REPORT, "清远市", "完工。")
    assert np.allclose(first.labels, soft(REPORT), atol=1 / 255)
    assert second.labels[:, OUTSIDE].tolist() == [1, 1, 1]


def test_a_share_of_the_text_is_learned_from(training, tmp_path):
    path = written(training, tmp_path, REPORT)
    (whole,) = training[0].silver_examples(path, TYPES, {}, 1.0)
    (half,) = training[0].silver_examples(path, TYPES, {}, 0.5)
    (again,) = training[0].silver_examples(path, TYPES, {}, 0.5)
    assert 0 < len(half.labels) < len(whole.labels) == len(REPORT)
    assert half.lines.tolist() == again.lines.tolist()
    start, end = half.pieces[-1]
    assert (start, end) != whole.pieces[-1]
    assert end == len(half.labels) == half.lines.shape[1]
    assert half.labels[start:end].argmax(axis=1).tolist()[:3] == [BEGIN, INSIDE, INSIDE]


def test_a_text_that_is_measured_with_is_not_learned_from(training, tmp_path):
    path = written(training, tmp_path, REPORT, "青禾湾水库完工。")
    found = training[0].silver_examples(path, TYPES, {}, 1.0, without=["湾第7段"])
    assert [len(example.labels) for example in found] == [8]


def test_passages_are_read_in_their_documents(training, tmp_path):
    passages, documents = tmp_path / "passages.jsonl", tmp_path / "documents.jsonl"
    documents.write_text(json.dumps({"doc_id": "a", "text": "去年，青禾湾完工。今年，青禾湾通水。"}) + "\n", encoding="utf-8")
    place = {"start": 0, "end": 3, "type": "PLACE"}
    rows = [{"doc_id": "a", "part": "check", "window": window, "entities": [place]} for window in ([12, 18], [3, 9])]
    passages.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    (record,) = training[1].read_held_out(passages, documents)
    assert record["windows"] == [[3, 9], [12, 18]]
    assert [record["text"][e["start"] : e["end"]] for e in record["entities"]] == ["青禾湾", "青禾湾"]
