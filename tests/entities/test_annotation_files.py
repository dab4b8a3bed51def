"""Annotations to the files of annotation programs and back, and a recogniser trained on them."""

import json
from pathlib import Path

import pytest

import toolkit as tk
from toolkit.errors import InvalidValue, ReadError

TEXTS = [
    {"doc_id": "a", "text": "石坪镇水利站修渠。\n推进“清泉”行动。", "entities": [(0, 6, "ORG"), (12, 18, "POLICY")]},
    {"doc_id": "b", "text": "没有名称的一句。", "entities": []},
    {"doc_id": "c", "text": "𠮷林村与青禾\n湾村相邻", "entities": [(0, 3, "PLACE"), (4, 9, "PLACE")]},
]
RECORDS = [{**r, "entities": [{"start": s, "end": e, "type": t} for s, e, t in r["entities"]]} for r in TEXTS]
FORMS = [("jsonl", "x.jsonl"), ("label_studio", "x.json"), ("doccano", "x.jsonl"), ("brat", "x")]


@pytest.mark.parametrize(("form", "name"), FORMS)
def test_round_trip(tmp_path, form, name):
    path = tk.write_annotations(RECORDS, tmp_path / name, form=form)
    assert tk.read_annotations(path) == RECORDS


def test_a_table_and_its_texts(tmp_path):
    path = tmp_path / "table.csv"
    path.write_text("doc_id,start,end,type\na,12,18,POLICY\na,0,6,ORG\n", encoding="utf-8-sig")
    assert tk.read_annotations(path, texts={r["doc_id"]: r["text"] for r in RECORDS}) == RECORDS[:1]
    with pytest.raises(InvalidValue, match="has no texts"):
        tk.read_annotations(path)
    with pytest.raises(InvalidValue, match="no text: a"):
        tk.read_annotations(path, texts={"b": ""})


def test_doccano_with_relations_is_read(tmp_path):
    path = tmp_path / "x.jsonl"
    line = {"id": 7, "text": "石坪镇", "entities": [{"id": 1, "label": "PLACE", "start_offset": 0, "end_offset": 3}], "relations": []}
    path.write_text(json.dumps(line, ensure_ascii=False) + "\n", encoding="utf-8")
    assert tk.read_annotations(path) == [{"id": 7, "text": "石坪镇", "entities": [{"start": 0, "end": 3, "type": "PLACE"}]}]


def test_label_studio_without_annotation_and_with_choices(tmp_path):
    path = tmp_path / "x.json"
    choice = {"type": "choices", "value": {"choices": ["good"]}}
    tasks = [{"data": {"text": "甲"}, "annotations": []}, {"data": {"text": "乙"}, "annotations": [{"result": [choice]}]}]
    path.write_text(json.dumps(tasks), encoding="utf-8")
    assert [r["entities"] for r in tk.read_annotations(path)] == [[], []]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("x.json", "[{}]"), ("x.jsonl", "{"), ("x.jsonl", '{"doc_id": 1}'), ("x.csv", "doc,start\na,1\n"),
        ("x.json", '[{"data": 3, "annotations": 3}]'),
    ],
)  # fmt: skip
def test_what_is_no_annotation_is_one_clear_sentence(tmp_path, name, content):
    (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(ReadError, match="cannot read the annotations"):
        tk.read_annotations(tmp_path / name, texts={})


def test_a_missing_file_and_an_empty_folder(tmp_path):
    for path in (tmp_path / "none.json", tmp_path):
        with pytest.raises(ReadError, match="cannot read the annotations"):
            tk.read_annotations(path)


@pytest.mark.parametrize(
    "line", ["T1\tORG 0\t甲", "T1 ORG 0 1", "T1\tORG 0 1;2 3\t甲 丙"], ids=["no end", "no tabs", "discontinuous"]
)
def test_a_line_that_is_not_brats(tmp_path, line):
    (tmp_path / "a.txt").write_text("甲乙丙", encoding="utf-8")
    (tmp_path / "a.ann").write_text(line + "\n", encoding="utf-8")
    with pytest.raises(InvalidValue, match=r"a\.ann has"):
        tk.read_annotations(tmp_path)


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (1, 1), (0, 99)])
def test_an_annotation_outside_its_text(tmp_path, start, end):
    record = {"doc_id": "a", "text": "石坪镇", "entities": [{"start": start, "end": end, "type": "PLACE"}]}
    with pytest.raises(InvalidValue, match="lies outside its text"):
        tk.write_annotations([record], tmp_path / "x.jsonl")


def test_names_that_are_no_file_names_and_unknown_forms(tmp_path):
    with pytest.raises(InvalidValue, match="rename the document"):
        tk.write_annotations([{"doc_id": "a/b", "text": "", "entities": []}], tmp_path / "x", form="brat")
    with pytest.raises(InvalidValue, match="form='brta' is not allowed"):
        tk.write_annotations([], tmp_path / "x", form="brta")


def annotated(n=24):
    villages = ["石坪", "青禾", "云岭", "白沙", "柳塘", "松岗"]
    for i in range(n):
        village = villages[i % 6] + "寨"
        text = f"本年在{village}新修水渠，惠及群众。"
        yield {"doc_id": str(i), "text": text, "entities": [{"start": 3, "end": 6, "type": "VILLAGE"}]}


def test_a_tagger_of_ones_own_types(tmp_path):
    path = tk.write_annotations(annotated(), tmp_path / "x.json", form="label_studio")
    recognizer = tk.train_recognizer(path, tmp_path / "model")
    text = "今年在桃源寨新修水渠，群众满意。"
    (found,) = recognizer.recognize([text])
    assert [(e.text, e.type, e.engine) for e in found] == [("桃源寨", "VILLAGE", "tagger")]
    for again in (tk.load_recognizer(tmp_path / "model").recognize([text])[0], tk.extract_entities(text, model=tmp_path / "model")):
        assert [(e.start, e.end, e.type) for e in again] == [(e.start, e.end, e.type) for e in found]


def test_the_same_seed_gives_the_same_bytes(tmp_path):
    for name in ("one", "two"):
        tk.train_recognizer(annotated(), tmp_path / name, rounds=2)
    files = sorted(path.name for path in (tmp_path / "one").iterdir())
    assert files == ["clusters.tsv", "config.json", "weights.npz"]
    assert all(Path(tmp_path, "one", name).read_bytes() == Path(tmp_path, "two", name).read_bytes() for name in files)


def test_nothing_to_learn_from(tmp_path):
    with pytest.raises(InvalidValue, match="nothing to learn from"):
        tk.train_recognizer([{"text": "甲", "entities": []}], tmp_path)
    with pytest.raises(InvalidValue, match="kind='crf' is not allowed"):
        tk.train_recognizer([], tmp_path, kind="crf")


@pytest.mark.parametrize(("form", "name"), FORMS)
def test_a_corpus_is_exported_and_read_back(tmp_path, form, name):
    source = tmp_path / "in"
    source.mkdir()
    for year in (2022, 2023):
        text = f"{year}年清远市政府工作报告\n\n支持连南县发展特色农业，落实《中华人民共和国水法》。\n"
        (source / f"{year}年清远市政府工作报告.txt").write_text(text, encoding="utf-8")
    corpus = tk.build_corpus(source, tmp_path / "corpus").annotate(claims=False, engine="rules")
    records = corpus.read_annotations(corpus.export_annotations(tmp_path / name, form=form))
    spans = {(r["doc_id"], e["start"], e["end"], e["type"]) for r in records for e in r["entities"]}
    assert spans == set(corpus.entities[["doc_id", "start", "end", "type"]].itertuples(index=False, name=None))
    assert {(r["place"], r["report_year"]) for r in records} <= set(corpus.documents[["place", "year"]].itertuples(index=False, name=None))
    changed = [{**records[0], "text": records[0]["text"] + "。"}]
    with pytest.raises(InvalidValue, match="is not that of the corpus"):
        corpus.read_annotations(tk.write_annotations(changed, tmp_path / "changed.jsonl"))
    with pytest.raises(InvalidValue, match="is not in this corpus"):
        corpus.read_annotations(tk.write_annotations([{**records[0], "doc_id": "none"}], tmp_path / "other.jsonl"))
