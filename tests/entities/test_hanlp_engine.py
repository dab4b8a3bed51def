"""``engine="hanlp"`` with the shipped model; needs the extra ``hanlp``."""

from itertools import pairwise

import pytest

import toolkit as tk

pytestmark = [pytest.mark.hanlp, pytest.mark.filterwarnings("ignore")]

pytest.importorskip("hanlp", reason="needs the extra hanlp")
pytest.importorskip("torch", reason="needs PyTorch")

TEXT = "清远市人民政府印发《青禾湾流域治理规划》，由广东青禾水务集团有限公司和连南县水利局组织实施，推进河长制。"


def spans(entities, kind):
    return [(e.start, e.end, e.text) for e in entities if e.type == kind]


def test_rules_decide_on_policies_and_the_model_only_adds():
    rules = tk.extract_entities(TEXT, place="清远市", year=2023, engine="rules")
    both = tk.extract_entities(TEXT, place="清远市", year=2023, engine="hanlp")
    assert spans(both, "POLICY") == spans(rules, "POLICY")
    assert set(spans(rules, "ORG")) <= set(spans(both, "ORG"))
    assert all(TEXT[e.start : e.end] == e.text for e in both)
    assert all(a.end <= b.start for a, b in pairwise(both))


def test_a_corpus_is_annotated_with_the_model(tmp_path):
    source = tmp_path / "in"
    source.mkdir()
    for year in (2022, 2023):
        (source / f"{year}年清远市政府工作报告.txt").write_text(f"{year}年清远市政府工作报告\n{TEXT}\n", encoding="utf-8")
    corpus = tk.build_corpus(source, tmp_path / "out").annotate(claims=False, engine="hanlp")
    assert set(corpus.entities["doc_id"]) == set(corpus.documents["doc_id"])


@pytest.mark.parametrize("text", ["", "\n", "。" * 1000, "《" * 500])
def test_any_text_is_read(text):
    assert tk.extract_entities(text, engine="hanlp") == tk.extract_entities(text, engine="rules")
