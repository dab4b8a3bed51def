import re

import pandas as pd
import pytest

import toolkit as tk
from toolkit.corpus.several import documents_of
from toolkit.diffusion.first import mention_status


@pytest.mark.parametrize(
    ("place", "status", "first_year", "not_before", "missing"),
    [
        ("浙江省", "observed", 2013, 2012, ""),
        ("江苏省", "in first report", 2015, None, ""),
        ("福建省", "interval", 2014, 2011, "2012、2013"),
        ("山东省", "not yet", None, 2017, ""),
        ("全国", "observed", 2015, 2014, ""),
    ],
)
def test_first_year_and_what_is_censored(first, place, status, first_year, not_before, missing):
    row = first.set_index("place").loc[place]
    assert (row["status"], row["missing_years"]) == (status, missing)
    assert (None if pd.isna(row["first_year"]) else row["first_year"]) == first_year
    assert (None if pd.isna(row["not_before"]) else row["not_before"]) == not_before


def test_every_first_mention_opens_its_sentence(first, provinces, centre):
    told = first[first["first_year"].notna()]
    texts = pd.concat([provinces.documents, centre.documents]).set_index("doc_id")["text"]
    sentences = pd.concat([provinces.sentences, centre.sentences]).set_index(["doc_id", "sentence_id"])
    assert len(told) == 6
    for row in told.itertuples():
        assert texts[row.doc_id][row.start : row.end] == row.found == "田长制"
        assert (
            sentences.loc[(row.doc_id, row.sentence_id), "text"].strip()
            == row.sentence
            == "继续推行田长制，再推田长制。"
        )
        assert row.n_mentions == 2


@pytest.mark.parametrize(
    ("policies", "names"),
    [
        ("田长制", ["田长制"]),
        (["田长制", "林长制"], ["田长制、林长制"]),
        (re.compile("[田林]长制"), ["[田林]长制"]),
        ({"一": "田长制", "二": ["修渠"]}, ["一", "二"]),
    ],
)
def test_policies_are_given_in_several_ways(provinces, policies, names):
    found = tk.first_mentions(provinces, policies)
    assert list(dict.fromkeys(found["policy"])) == names
    assert found.groupby("policy")["place"].nunique().eq(6).all()
    assert found.loc[(found["policy"] == names[0]) & (found["place"] == "浙江省"), "first_year"].item() == 2013


def test_passages_are_taken_as_they_are(provinces, first):
    passages = first.loc[first["place"] == "安徽省", ["policy", "doc_id", "sentence_id"]]
    found = tk.first_mentions(provinces, passages).set_index("place")
    assert found.loc["安徽省", "first_year"] == 2014
    assert found["first_year"].notna().sum() == 1


def test_names_of_entities(provinces):
    entities = pd.DataFrame(
        {
            "doc_id": ["浙江省2016", "安徽省2012"],
            "start": [0, 0],
            "end": [3, 3],
            "name": ["甲规划", "乙规划"],
            "id": ["甲", "乙"],
        }
    )
    corpus = type("Fake", (), {})
    corpus.entities = entities.assign(type="POLICY", sentence_id=0, text="浙江省", subtype="plan")
    documents = provinces.documents
    known = documents.assign(doc_id=documents["place"] + documents["year"].astype(str))
    corpus.read = lambda table, columns: known[columns]
    corpus.batches = lambda table, columns: [corpus.entities[columns]]
    corpus.sentences = provinces.sentences.merge(documents[["doc_id", "place", "year"]]).assign(
        doc_id=lambda t: t["place"] + t["year"].astype(str)
    )
    found = tk.first_mentions(corpus, {"甲": "甲规划", "乙": "乙"}, by="entity")
    assert found.dropna(subset="first_year")[["policy", "place", "first_year"]].values.tolist() == [
        ["甲", "浙江省", 2016],
        ["乙", "安徽省", 2012],
    ]


def test_more_mentions_may_be_asked_for(provinces):
    assert tk.first_mentions(provinces, "田长制", min_mentions=3)["first_year"].isna().all()


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"policies": {"甲": []}}, "the policy '甲' has no wordings"),
        ({"policies": "甲", "by": "texts"}, "by='texts' is not allowed"),
        ({"policies": "甲", "min_mentions": 0}, "min_mentions=0 is not allowed"),
        ({"policies": pd.DataFrame({"doc_id": ["a"]})}, "it needs doc_id, and start and end or sentence_id"),
        ({"policies": re.compile("甲"), "by": "entity"}, "a pattern is not allowed with by='entity'"),
    ],
)
def test_what_cannot_be_asked(provinces, options, message):
    with pytest.raises(tk.ToolkitError, match=re.escape(message)):
        tk.first_mentions(provinces, **options)


def test_a_document_counts_once(provinces):
    with pytest.raises(tk.ToolkitError, match="is in two of the corpora"):
        tk.first_mentions([provinces, provinces], "田长制")


def test_trail_leads_from_table_to_table(first):
    assert [call.split("(")[0] for call in tk.adoption_curve(first).attrs["trail"]] == [
        "first_mentions",
        "adoption_curve",
    ]


def test_years_that_are_known_already_are_told_alike(provinces):
    whole = tk.first_mentions(provinces, "河长制")
    hits = whole.dropna(subset=["first_year"]).rename(columns={"first_year": "year"})[["policy", "place", "adcode", "year"]]
    later = hits.assign(year=hits["year"] + 1)
    told = mention_status(documents_of(provinces, texts=False), pd.concat([later, hits]), ["河长制"])
    pd.testing.assert_frame_equal(told, whole[told.columns.tolist()])
