"""``models/label_reports.py``: a transformer labels plain reports; needs PyTorch."""

import sys
from pathlib import Path

import numpy as np
import pytest

pytestmark = [pytest.mark.hanlp, pytest.mark.filterwarnings("ignore")]

pytest.importorskip("torch", reason="needs PyTorch")

TEXT = "清远市人民政府印发《青禾湾流域治理规划》，由连南县水利局组织实施。"
RECORDS = [{"text": TEXT, "entities": [{"start": 0, "end": 7, "type": "ORG"}, {"start": 22, "end": 28, "type": "ORG"}]}] * 4
REPORTS = ["连南县水利局组织实施青禾湾治理。" * 20, f"去年，{TEXT}", "清远市人民政府印发规划。"]


@pytest.fixture
def label_reports(monkeypatch):
    monkeypatch.syspath_prepend(str(Path(__file__).parents[2] / "models"))
    import label_reports

    yield label_reports
    for name in ("label_reports", "teacher", "silver_labels", "held_out", "entity_scores", "train_entity_tagger"):
        sys.modules.pop(name, None)


def test_reports_without_annotated_texts_are_labelled(label_reports, tmp_path):
    from silver_labels import read_silver, write_silver

    size = label_reports.Size(width=32, layers=1, heads=2, length=64, batch=4, epochs=2)
    path = tmp_path / "silver.jsonl.gz"
    write_silver(path, label_reports.label_reports(RECORDS, REPORTS, minutes=0.01, size=size, folds=2))
    found = list(read_silver(path, 7))
    assert [silver.text for silver in found] == [REPORTS[0], REPORTS[2]]
    for silver in found:
        assert silver.labels.shape == (len(silver.text), 7)
        assert np.allclose(silver.labels.sum(axis=1), 1, atol=1e-5)
        assert (silver.labels[:, 1:] > 0).any()
