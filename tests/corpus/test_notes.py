"""What is odd about a document is a row of notes; where a fact comes from is a row of provenance; misspelt conditions are refused."""

import pandas as pd
import pytest

import toolkit as tk
from toolkit.errors import InvalidValue

LONG = "".join(f"推动第{n}个园区建设，引进企业{n * 7}家，完成投资{n * 13}亿元。" for n in range(40))


def notes_of(text, **options):
    known = {"title": "园区建设情况的通知", "doc_type": "通知", "place": "清远市", "year": 2021}
    corpus = tk.build_corpus(pd.DataFrame({"text": pd.Series([text], dtype=object), **known}), **options)
    return dict(zip(corpus.notes["kind"], corpus.notes["note"], strict=True))


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        (LONG, set()),
        ("附件下载。", {"short"}),
        ("鄉村振興戰略實施，數字經濟發展。" * 10, {"mixed script"}),
        ("鄉村振興戰略實施，數字經濟發展。", {"short", "mixed script"}),
        (LONG + "見東風。", set()),
        (LONG + "字\ufffd残", {"lost characters"}),
        (LONG + "半个\ud83d字", {"lost characters"}),
    ],
)
def test_kinds_of_notes(text, kinds):
    assert set(notes_of(text)) == kinds


@pytest.mark.parametrize(
    ("known", "kinds"),
    [
        ({"title": "甲", "doc_type": "通知", "year": 2021}, ["no place"]),
        ({"title": "甲", "doc_type": "通知", "place": "清远市"}, ["no year"]),
        ({"place": "清远市", "year": 2021}, ["no title", "no type"]),
        ({"title": "关于修桥的通知", "place": "清远市", "year": 2021}, []),
        ({"title": "修桥", "place": "云中城", "year": 2021}, ["no type"]),
    ],
)
def test_what_is_not_known_of_a_document_is_noted(known, kinds):
    corpus = tk.build_corpus(pd.DataFrame([{"text": LONG, **known}]))
    assert corpus.notes["kind"].tolist() == kinds
    assert set(corpus.notes["stage"]) <= {"structure"}


def test_the_note_on_script_names_the_remedy_and_the_remedy_works():
    text = "鄉村振興戰略實施，數字經濟發展。" * 10
    assert "--simplified" in notes_of(text)["mixed script"]
    assert notes_of(text, simplified=True) == {}


def test_wrong_bytes_of_a_file_are_noted(tmp_path):
    (tmp_path / "in").mkdir()
    data = LONG.encode()
    (tmp_path / "in" / "a.txt").write_bytes(data[:60] + b"\xff" + data[60:])
    corpus = tk.build_corpus(tmp_path / "in", tmp_path / "corpus")
    assert corpus.notes[["doc_id", "stage", "kind"]].values.tolist()[0] == ["a.txt", "read", "lost characters"]
    assert corpus.errors.empty


@pytest.fixture(scope="module")
def repeated():
    frame = pd.DataFrame({"text": [LONG, LONG[:300] + "另一份。", LONG], "地区": ["云南", "清远市", "云中城"], "year": [2020, 2021, 2021]})
    return tk.build_corpus(frame)


def test_duplicates_are_noted_and_can_be_left_out(repeated):
    told = repeated.notes.query("kind == 'duplicate'")
    assert told["doc_id"].tolist() == ["row-3"]
    assert "row-1" in told["note"].iloc[0]
    assert repeated.filter(duplicates=False).documents["doc_id"].tolist() == ["row-1", "row-2"]


def test_a_corpus_without_duplicates(tmp_path):
    frame = pd.DataFrame({"text": [LONG, LONG, "另一份文件。"]})
    corpus = tk.build_corpus(frame, tmp_path / "corpus", drop_duplicates=True)
    for opened in (corpus, tk.open_corpus(tmp_path / "corpus")):
        assert opened.documents["doc_id"].tolist() == ["row-1", "row-3"]
        assert set(opened.sentences["doc_id"]) == {"row-1", "row-3"}
        assert opened.duplicates["doc_id"].tolist() == ["row-2"]
        assert "duplicate" in set(opened.notes["kind"])
    assert corpus.options["drop_duplicates"] is True
    assert len(tk.build_corpus(frame, tmp_path / "corpus")) == 3


def test_columns_that_the_caller_named_are_recorded_and_told_apart():
    frame = pd.DataFrame({"text": [LONG], "where": ["清远市"], "年份": [2021]})
    corpus = tk.build_corpus(frame, columns={"place": "where"})
    assert corpus.options["columns"] == {"place": "where"}
    told = corpus.provenance.set_index("field")
    assert told.loc["place", ["value", "origin"]].tolist() == ["清远市", "column where"]
    assert told.loc["year", ["value", "origin"]].tolist() == ["2021", "column 年份 (guessed)"]


def test_a_place_that_no_gazetteer_knows_stays_as_given(repeated):
    documents = repeated.documents.set_index("doc_id")
    assert documents.loc["row-3", "place"] == "云中城"
    assert pd.isna(documents.loc["row-3", "adcode"])


@pytest.mark.parametrize(
    ("place", "ids"), [("云南", ["row-1"]), ("云南省", ["row-1"]), (["清远", "拉萨市"], ["row-2"]), ("云中城", ["row-3"])]
)
def test_short_names_of_places_are_understood(repeated, place, ids):
    assert repeated.filter(place=place).documents["doc_id"].tolist() == ids


def test_a_function_tells_which_values_are_meant(repeated):
    years = repeated.documents["year"]
    assert repeated.filter(year=lambda year: year >= 2021).documents["year"].tolist() == years[years >= 2021].tolist()
    assert len(repeated.filter(place=lambda name: name.startswith("云"))) == 2


@pytest.mark.parametrize(
    ("condition", "message"),
    [
        ({"place": "云难省"}, r"the corpus has '云南省', .*did you mean '云南省'"),
        ({"place": "拉萨市"}, "meets no document"),
        ({"year": "2020"}, "years are whole numbers, such as 2021"),
        ({"year": ["2020", "2021"]}, "years are whole numbers"),
        ({"doc_type": "工作报告"}, "meets no document: none of the corpus has a known doc_type"),
        ({"doc_id": ["row-1", "row-9"]}, "doc_id='row-9' meets no document"),
        ({"place": 3.5}, "place=3.5 meets no document"),
        ({"place": object()}, "give a value, a collection of values, or a function"),
    ],
)
def test_misspelt_conditions_are_refused(repeated, condition, message):
    with pytest.raises(InvalidValue, match=message):
        repeated.filter(**condition)


def test_a_sentence_of_thousands_of_figures_is_shown_around_each():
    text = "、".join(f"镇{n}村完成投资{n}万元" for n in range(1, 2001)) + "。"
    corpus = tk.build_corpus(pd.DataFrame({"text": [text]})).annotate(entities=False)
    claims = corpus.claims
    assert len(claims) > 1000
    assert claims["sentence"].str.len().max() < 600
    for row in claims.iloc[::97].itertuples():
        assert text[row.sentence_start : row.sentence_start + len(row.sentence)] == row.sentence
        assert row.text in row.sentence


@pytest.mark.parametrize("jobs", [0, 1.5, "2", None])
def test_a_number_of_processes_that_is_none(jobs):
    with pytest.raises(InvalidValue, match="whole number of processes"):
        tk.build_corpus(pd.DataFrame({"text": ["甲。"]}), n_jobs=jobs)
