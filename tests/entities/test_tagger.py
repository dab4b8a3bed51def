"""``engine="hybrid"``: rules and the tagger of ``models/entity-tagger``."""

import json
import shutil
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import toolkit as tk
from toolkit.entities.tagger_model import load_tagger
from toolkit.errors import InvalidValue, ReadError

MODEL = Path(__file__).parents[2] / "models" / "entity-tagger"
PIECES = st.sampled_from(
    ["《", "》", "“", "”", "办法", "行动", "实施", "工程", "规划", "、", "等", "清远市", "市委", "省", "大学", "国发〔2023〕1号", "\n",
     "，", "的", "和"]
)  # fmt: skip


def holds(text, found):
    assert all(text[e.start : e.end] == e.text and e.text for e in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all((e.score is None) == (e.engine is None) for e in found)
    assert all(0 <= e.score <= 1 for e in found if e.score is not None)


@settings(deadline=None, max_examples=40)
@given(st.text())
def test_any_unicode(text):
    holds(text, tk.extract_entities(text, place="清远市", year=2023))


@settings(deadline=None, max_examples=60)
@given(st.lists(PIECES, max_size=40).map("".join))
def test_any_mixture_of_cues(text):
    holds(text, tk.extract_entities(text, place="清远市", year=2023))


@pytest.mark.parametrize(
    "text", ["", "\n", "市", "《" * 5000, "“" * 5000, "规划行动" * 3000, "加快推进" * 3000, "甲、" * 3000],
    ids=["empty", "line", "one", "open", "quotes", "nouns", "words", "list"],
)  # fmt: skip
def test_hostile_text(text):
    holds(text, tk.extract_entities(text))


def test_it_is_the_default():
    text = "市生态环境局会同阳山县推进河长制。"
    assert tk.extract_entities(text, place="清远市") == tk.extract_entities(text, place="清远市", engine="hybrid")


@pytest.mark.parametrize(
    "text", ["《中华人民共和国水法》", "《青禾湾流域治理规划》", "国发〔2023〕1号", "《清远市河道管理条例》"],
    ids=["law", "plan", "number", "regulation"],
)
def test_what_is_written_out_is_the_rules_by_right(text):
    sentence = f"工作依据（{text}）。"
    (found,) = (e for e in tk.extract_entities(sentence, place="清远市") if e.type == "POLICY")
    assert (found.text, found.engine, found.score) == (text, None, None)
    assert found in tk.extract_entities(sentence, place="清远市", engine="rules")


def test_a_place_of_the_rules_keeps_its_link():
    found = tk.extract_entities("支持连南县发展特色农业。", place="清远市", year=2023)
    assert [(e.text, e.name, e.id, e.engine) for e in found] == [("连南县", "连南瑶族自治县", "441826", "tagger")]


def test_a_short_organ_gets_the_place_of_the_report():
    found = tk.extract_entities("由市发展改革委牵头落实。", place="清远市", year=2023)
    assert [(e.type, e.name) for e in found] == [("ORG", "清远市发展改革委")]


def test_both_marks_or_none():
    text = "深入实施“碧水护航”行动，落实“十四五”规划，推进“头雁”工程。"
    for entity in tk.extract_entities(text, place="清远市", year=2023):
        assert entity.text.count("“") == entity.text.count("”")


def test_half_width_marks_change_nothing():
    full, half = "推进清远市、英德市建设，落实河长制", "推进清远市、英德市建设,落实河长制"
    spans = [[(e.start, e.end, e.type) for e in tk.extract_entities(text)] for text in (full, half)]
    assert spans[0] == spans[1]


def test_a_threshold_leaves_out_what_is_unsure(tmp_path):
    text = "由市发展改革委牵头，连南县落实。"
    folder = tmp_path / "strict"
    shutil.copytree(MODEL, folder)
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    config["thresholds"] = {"ORG": [1.01, 1.01]}
    (folder / "config.json").write_text(json.dumps(config), encoding="utf-8")
    assert {e.type for e in tk.extract_entities(text, place="清远市")} == {"ORG", "PLACE"}
    assert {e.type for e in tk.extract_entities(text, place="清远市", model=folder)} == {"PLACE"}


@pytest.mark.parametrize("broken", ["config.json", "weights.npz", "clusters.tsv"])
@pytest.mark.parametrize("content", [None, b"", b"{}", b"word\tfine\n\tx"], ids=["missing", "empty", "json", "text"])
def test_a_broken_model_is_one_clear_sentence(tmp_path, broken, content):
    folder = tmp_path / "model"
    shutil.copytree(MODEL, folder)
    (folder / broken).unlink()
    if content is not None:
        (folder / broken).write_bytes(content)
    with pytest.raises(ReadError, match=r'cannot load the tagger .*engine="rules"'):
        tk.extract_entities("市委", model=folder)


def test_a_missing_model_is_no_silent_fall_back(tmp_path):
    with pytest.raises(ReadError, match="cannot load the tagger"):
        tk.extract_entities("市委", model=tmp_path / "nothing")


def test_rules_take_no_model():
    with pytest.raises(InvalidValue, match="for a trained engine"):
        tk.extract_entities("市委", engine="rules", model=MODEL)


def test_the_model_is_small():
    assert sum(path.stat().st_size for path in MODEL.iterdir()) < 5_000_000
    assert load_tagger() is load_tagger()


def test_two_processes_find_the_same():
    code = "import toolkit as tk; print(tk.extract_entities('市生态环境局会同阳山县推进河长制。', place='清远市'))"
    answers = {subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout for _ in range(2)}
    assert len(answers) == 1


def test_a_corpus_says_which_model_decided(tmp_path):
    source = tmp_path / "in"
    source.mkdir()
    text = "2023年清远市政府工作报告\n市发展改革委会同连南县落实《中华人民共和国水法》。\n"
    (source / "2023年清远市政府工作报告.txt").write_text(text, encoding="utf-8")
    entities = tk.build_corpus(source, tmp_path / "out").annotate(claims=False).entities
    assert set(entities.loc[entities["type"] == "ORG", "engine"]) == {"tagger"}
    law = entities[entities["subtype"] == "law"]
    assert law["engine"].isna().all()
    assert law["score"].isna().all()
    assert entities.loc[entities["engine"] == "tagger", "score"].between(0, 1).all()
