"""The tables of a corpus keep the offset rule, and views hold the rows of their documents."""

import hashlib

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import toolkit as tk
from toolkit.corpus.signatures import minhash_signature
from toolkit.corpus.token_table import token_table
from toolkit.errors import CorpusError, InvalidValue
from toolkit.tables import SCHEMAS
from toolkit.text import Segmenter, sentence_spans

REPORT = (
    "{year}年{place}政府工作报告\n一、{before}年工作回顾\n过去一年，全市生产总值增长{growth}%；新增就业{jobs}万人。"
    "“放管服”改革持续深化！\n（一）产业发展。规模以上工业增加值增长6%。\n二、{year}年工作安排\n生产总值增长5%左右。\n"
)
DUPLICATED = "全面加强生态环境保护，持续改善大气、水、土壤环境质量，第{}项任务按期完成。"


@pytest.fixture(scope="module")
def corpus():
    texts = [
        REPORT.format(year=year, before=year - 1, place=place, growth=growth, jobs=growth + 1)
        for growth, (place, year) in enumerate([("清远市", 2021), ("清远市", 2022), ("常德市", 2022)])
    ]
    return tk.build_corpus(pd.DataFrame({"text": texts}))


@pytest.mark.parametrize("table", ["documents", "sections", "sentences", "tokens", "notes", "errors", "duplicates"])
def test_declared_columns_in_declared_order(corpus, table):
    assert list(getattr(corpus, table).columns) == SCHEMAS[table].names
    empty = tk.build_corpus(pd.DataFrame({"text": ["\n"]}))
    assert list(getattr(empty, table).columns) == SCHEMAS[table].names


@pytest.mark.parametrize("table", ["sentences", "tokens"])
def test_offset_rule_and_the_text_is_rebuilt(corpus, table):
    texts = corpus.documents.set_index("doc_id")["text"]
    rows = getattr(corpus, table)
    for row in rows.itertuples():
        assert texts[row.doc_id][row.start : row.end] == row.text
    joined = rows.groupby("doc_id", observed=True)["text"].agg(lambda part: "".join(part.astype(str)))
    assert joined.to_dict() == texts.to_dict()


def test_sections_cover_the_text_and_sentences_point_to_them(corpus):
    texts = corpus.documents.set_index("doc_id")["text"]
    for doc_id, sections in corpus.sections.groupby("doc_id"):
        assert sections["start"].tolist() == [0, *sections["end"].tolist()[:-1]]
        assert sections["end"].iloc[-1] == len(texts[doc_id])
    joined = corpus.sentences.merge(corpus.sections, on=["doc_id", "section_id"], suffixes=("", "_section"))
    assert len(joined) == len(corpus.sentences)
    assert (joined["start"] >= joined["start_section"]).all()


@given(st.lists(st.text(max_size=60), min_size=1, max_size=4))
@settings(max_examples=60, deadline=None)
def test_token_table_of_any_text_keeps_the_offset_rule(texts):
    texts = [text.encode("utf-8", "ignore").decode() for text in texts]
    documents = [(str(i), text, pd.Series([s for s, _ in sentence_spans(text)], dtype="int64").to_numpy()) for i, text in enumerate(texts)]
    rows = token_table([document for document in documents if document[1]], Segmenter()).to_pylist()
    for row in rows:
        assert texts[int(row["doc_id"])][row["start"] : row["end"]] == row["text"]
        starts = documents[int(row["doc_id"])][2]
        assert starts[row["sentence_id"]] <= row["start"]
    for i, text in enumerate(texts):
        assert "".join(row["text"] for row in rows if row["doc_id"] == str(i)) == text


def test_views_hold_the_rows_of_their_documents(corpus):
    view = corpus.filter(place="清远市", year=range(2022, 2030))
    assert isinstance(view, tk.Corpus)
    assert (len(view), len(corpus)) == (1, 3)
    for table in ("documents", "sections", "sentences", "tokens"):
        assert set(getattr(view, table)["doc_id"]) == {"row-2"}
    assert len(corpus.filter(year=[2021, 2022], doc_type="政府工作报告")) == 3
    assert len(view.filter(year=2021)) == 1 if len(corpus.filter(year=2021).filter(place="清远市")) == 0 else True
    with pytest.raises(InvalidValue, match="meets no document"):
        corpus.filter(place="无此地")


def test_a_view_of_a_view_narrows_it(corpus):
    assert corpus.filter(place="清远市").filter(year=2022).documents["doc_id"].tolist() == ["row-2"]


def test_annotations_point_to_their_sentences(corpus):
    assert corpus.annotate() is corpus
    sentences = corpus.sentences.set_index(["doc_id", "sentence_id"])
    texts = corpus.documents.set_index("doc_id")["text"]
    assert len(corpus.claims) >= 9
    for table in (corpus.claims, corpus.entities):
        for row in table.itertuples():
            assert texts[row.doc_id][row.start : row.end] == row.text
            sentence = sentences.loc[(row.doc_id, row.sentence_id)]
            assert sentence["start"] <= row.start < sentence["end"]


def test_annotations_that_are_missing_are_asked_for():
    fresh = tk.build_corpus(pd.DataFrame({"text": ["全市生产总值增长4.5%。"]}))
    with pytest.raises(CorpusError, match=r"annotate\(claims=True\)"):
        fresh.claims  # noqa: B018
    fresh.annotate(entities=False)
    assert fresh.claims["value"].tolist() == [4.5]
    with pytest.raises(CorpusError, match=r"annotate\(entities=True\)"):
        fresh.entities  # noqa: B018


def test_without_tokens_the_table_says_how_to_get_them():
    corpus = tk.build_corpus(pd.DataFrame({"text": ["全市生产总值增长4.5%。"]}), tokens=False)
    assert len(corpus.sentences) == 1
    with pytest.raises(CorpusError, match="tokens=True"):
        corpus.tokens  # noqa: B018


def test_user_words_are_one_token_and_recorded():
    frame = pd.DataFrame({"text": ["推进百千万工程建设。"]})
    corpus = tk.build_corpus(frame, segmenter=Segmenter(user_words=["百千万工程建设"]))
    assert "百千万工程建设" in set(corpus.tokens["text"])
    assert corpus.options["segmenter"]["user_words"] == ["百千万工程建设"]


def test_tables_handed_out_can_be_changed_without_harm(corpus):
    documents = corpus.documents
    documents["place"] = "别处"
    assert set(corpus.documents["place"]) == {"清远市", "常德市"}


def test_repr_tells_what_there_is(corpus):
    assert "3 documents; 2021–2022; 2 places; 政府工作报告" in repr(corpus)
    assert "1 of 3 documents" in repr(corpus.filter(year=2021))


def test_temporary_corpus_lives_as_long_as_a_view_of_it():
    view = tk.build_corpus(pd.DataFrame({"text": ["甲。", "乙。"]})).filter(doc_id="row-2")
    assert view.documents["text"].tolist() == ["乙。"]
    folder = view.folder
    del view
    assert not folder.exists()


def test_open_corpus_refuses_what_is_none(tmp_path):
    with pytest.raises(CorpusError, match="no corpus folder"):
        tk.open_corpus(tmp_path / "none")
    with pytest.raises(CorpusError, match=r"no corpus\.json"):
        tk.open_corpus(tmp_path)
    (tmp_path / "notes.txt").write_text("x", encoding="utf-8")
    with pytest.raises(CorpusError, match="choose another target"):
        tk.build_corpus(pd.DataFrame({"text": ["甲。"]}), tmp_path)
    corpus = tk.build_corpus(pd.DataFrame({"text": ["甲。"]}), tmp_path / "corpus")
    assert tk.open_corpus(tmp_path / "corpus").documents.equals(corpus.documents)
    (tmp_path / "corpus" / "corpus.json").unlink()
    with pytest.raises(CorpusError, match="build it again"):
        tk.open_corpus(tmp_path / "corpus")


def test_target_inside_the_source_is_not_read_as_a_source(tmp_path):
    (tmp_path / "a.txt").write_text("甲。", encoding="utf-8")
    for _ in range(2):
        corpus = tk.build_corpus(tmp_path, tmp_path / "corpus")
        assert (len(corpus), len(corpus.errors)) == (1, 0)


def test_exact_and_near_duplicates_are_flagged_and_kept():
    text = "".join(DUPLICATED.format(n) for n in range(40))
    near = text.replace("第7项", "第七项").replace("水、", "水和")[:-30]
    other = "".join(f"推动第{n}个园区建设，引进企业{n * 7}家，完成投资{n * 13}亿元，带动就业增长。" for n in range(40))
    corpus = tk.build_corpus(pd.DataFrame({"text": [text, text, near.replace("水和", "水、"), other]}))
    assert len(corpus) == 4
    assert corpus.documents["duplicate_of"].fillna("").tolist() == ["", "row-1", "row-1", ""]
    assert corpus.duplicates["kind"].tolist() == ["exact", "near"]
    assert corpus.duplicates["similarity"].between(0.85, 1).all()


def test_signatures_are_the_same_in_every_version_of_numpy():
    text = "".join(f"推动第{n}个园区建设，引进企业{n * 7}家。" for n in range(40))
    assert hashlib.sha256(minhash_signature(text)).hexdigest()[:16] == "92b3aa9e2c9374c4"


def test_short_texts_are_duplicates_only_when_they_are_the_same():
    assert minhash_signature("附件下载") == b""
    assert tk.build_corpus(pd.DataFrame({"text": ["附件下载一。", "附件下载二。"]})).duplicates.empty


FORM = "".join(f"第{word}项，坚持依法治理，深入开展茶园整治和河道清理，提升服务水平。" for word in "一二三四五六七八九十甲乙丙丁戊己庚辛")


@pytest.mark.parametrize(
    ("second", "own"),
    [
        ({"year": 2023, "text": "2023年，全市整治茶园88处，清理河道9.6公里。"}, True),
        ({"place": "福州市", "text": "2022年，全市整治茶园88处，清理河道9.6公里。"}, True),
        ({"text": "2022年，全市整治茶园88处，清理河道9.6公里。"}, False),
        ({"year": 2023, "text": "2022年，全市整治茶园71处，清理河道8.5公里。（转载）"}, False),
    ],
    ids=["another year", "another place", "the same year and place", "put up again in another year"],
)
def test_reports_of_other_years_or_places_with_figures_of_their_own_are_no_duplicates(second, own):
    first = {"place": "清远市", "year": 2022, "title": "整治工作报告", "text": "2022年，全市整治茶园71处，清理河道8.5公里。"}
    second = {**first, **second}
    rows = [first, second, {**second, "text": second["text"][:-1]}, {**first, "text": first["text"][:-1]}]
    frame = pd.DataFrame([{**row, "text": FORM + row["text"]} for row in rows])
    found = tk.build_corpus(frame, tokens=False).duplicates
    assert found["doc_id"].tolist() == (["row-3", "row-4"] if own else ["row-2", "row-3", "row-4"])
    assert not own or found["duplicate_of"].tolist() == ["row-2", "row-1"]


def test_rows_with_the_same_id_are_not_mixed_up():
    corpus = tk.build_corpus(pd.DataFrame({"doc_id": ["a", "a"], "text": ["甲。", "乙。"]}))
    assert corpus.documents["text"].tolist() == ["甲。"]
    assert corpus.errors["error"].str.contains("same id").all()
