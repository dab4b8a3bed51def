"""Sums of weights, texts read together, and what the first call loads."""

import subprocess
import sys

import numpy as np
import pandas as pd
import pytest

import toolkit as tk
from toolkit.entities.extract import extract_together
from toolkit.entities.proposals import propose
from toolkit.entities.tagger_features import feature_lines
from toolkit.entities.tagger_model import labels_of
from toolkit.entities.tagger_sums import Weighing
from toolkit.entities.tagger_view import Given, view_of
from toolkit.entities.tagger_words import Vocabulary
from toolkit.places import parse_text

CLUSTERS = {"推进": (3, 2, 1), "建设": (7, 5, 4), "工程": (9, 6, 2), "清远市": (12, 6, 3)}
SENTENCES = [
    "清远市财政局、市水利局和连南县人民政府印发《青禾湾流域治理规划》（清财发〔2023〕5号），推进“碧水护航”行动。",
    "深入实施乡村振兴战略，打造“头雁”工程，建成青螺湾产业园区、鹭岭河生态廊道，粮食产量达12.5万吨！",
    "阳山县江英镇、佛冈县与广东禾穗农业有限公司共建；“一网受理”、“一窗通办”等改革落地，A1产品出口\t。",
]
TEXTS = [
    "", "、", "“", "清远市", *SENTENCES, "\n".join(SENTENCES), "，".join(SENTENCES), "推进建设" * 200, "甲、" * 90,
    "\0清远市\r", "\ud800市",
]  # fmt: skip


def given(text):
    return Given.of(propose(parse_text(text, place="清远市", year=2023), place="清远市", year=2023), "清远市")


@pytest.fixture(scope="module", params=[2, 7, 11], ids="{} labels".format)
def weighing(request):
    """Random weights for so many labels, in parts of eight."""
    assert request.param <= len(labels_of("ABCDE"))
    weights = np.random.default_rng(3).integers(-128, 128, (1 << 20, -(-request.param // 8) * 8), dtype=np.int8)
    return Weighing(np.ascontiguousarray(weights.view(np.int64).T), CLUSTERS), weights


@pytest.mark.parametrize("repeats", [1, 12], ids=["read line by line", "read by what is alike"])
def test_sums_are_those_of_all_lines(weighing, repeats):
    weigh, weights = weighing
    view = view_of([given(text) for text in TEXTS * repeats], Vocabulary(CLUSTERS))
    expected = np.concatenate([weights[lines].sum(axis=0, dtype=np.int16) for lines in feature_lines(view)])
    for _ in range(2):
        found = weigh(view)
        assert np.concatenate([found[start:end] for start, end in view.texts]).tolist() == expected.tolist()


def test_a_full_vocabulary_starts_anew(weighing, monkeypatch):
    weigh, _ = weighing
    vocabulary = Vocabulary(CLUSTERS)
    texts = [given(text) for text in TEXTS * 12]
    before = weigh(view_of(texts, vocabulary))
    monkeypatch.setattr("toolkit.entities.tagger_words._KEPT", 5)
    for text in (SENTENCES[1], SENTENCES[0]):
        weigh(view_of([given(text)] * 40, vocabulary))
    assert weigh(view_of(texts, vocabulary)).tolist() == before.tolist()


@pytest.mark.parametrize("engine", ["hybrid", "rules"])
def test_what_is_found_does_not_depend_on_what_is_read_beside_it(engine):
    alone = [tk.extract_entities(text, place="清远市", year=2023, engine=engine) for text in TEXTS]
    read = [(text, "清远市", 2023) for text in TEXTS]
    assert any(alone)
    assert extract_together(read, engine=engine) == alone
    assert extract_together(read[::-1] * 3, engine=engine) == alone[::-1] * 3


def test_a_corpus_of_short_texts_has_the_entities_of_each(tmp_path):
    source = tmp_path / "in"
    source.mkdir()
    for number, sentence in enumerate(SENTENCES * 4):
        (source / f"通知{number}.txt").write_text(f"关于第{number}项工作的通知\n{sentence}\n", encoding="utf-8")
    corpus = tk.build_corpus(source, tmp_path / "out").annotate()
    rows = corpus.entities
    for document in corpus.documents.itertuples():
        found = rows[rows["doc_id"] == document.doc_id]
        place, year = (None if pd.isna(value) else value for value in (document.place, document.year))
        expected = tk.extract_entities(document.text, place=place, year=year)
        assert list(zip(found["start"], found["end"], found["type"], strict=True)) == [(e.start, e.end, e.type) for e in expected]


def test_finding_entities_loads_no_tables_and_no_learning():
    large = "{'pandas', 'scipy', 'sklearn', 'pyarrow'}"
    code = f"import sys, toolkit as tk; tk.extract_entities('清远市财政局。'); print(sorted({large} & set(sys.modules)))"
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert answer.strip() == "[]"
