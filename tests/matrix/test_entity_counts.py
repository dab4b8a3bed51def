import pandas as pd
import pytest

import toolkit as tk
from toolkit.errors import InvalidValue

REPORTS = pd.DataFrame(
    {
        "text": ["连州市落实河长制，北江水质改善。", "清远市和连州对接，连州市先行。", "没有地名。"],
        "year": [2022, 2023, 2023],
        "place": ["清远市", "清远市", "清远市"],
    }
)


@pytest.fixture(scope="module")
def corpus():
    return tk.build_corpus(REPORTS).annotate(claims=False)


def test_documents_by_places(corpus):
    matrix = tk.count_entities(corpus)
    assert matrix.shape == (3, 3)
    assert matrix.terms.tolist() == ["北江", "清远市", "连州市"]
    assert matrix.counts.toarray().tolist() == [[1, 0, 1], [0, 1, 2], [0, 0, 0]]


def test_by_adcode_and_by_year(corpus):
    matrix = tk.count_entities(corpus, label="id").group("year")
    counted = matrix.to_frame().set_index(["year", "term"])["n"]
    assert counted.loc[(2023, "441882")] == 2
    assert counted.loc[(2022, "441882")] == 1


def test_one_kind_of_place(corpus):
    assert tk.count_entities(corpus, subtype="county").terms.tolist() == ["连州市"]


def test_policies(corpus):
    assert tk.count_entities(corpus, type="POLICY").terms.tolist() == ["河长制"]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"type": "PLACES"}, "did you mean 'PLACE'"),
        ({"label": "adcode"}, "use one of 'name', 'id', 'text'"),
        ({"subtype": "planet"}, "no PLACE of this corpus has the subtype 'planet'"),
    ],
)
def test_wrong_options_are_named(corpus, options, message):
    with pytest.raises(InvalidValue, match=message):
        tk.count_entities(corpus, **options)


def test_documents_that_repeat_an_earlier_one_can_be_left_out():
    text = "连州市落实河长制，北江水质改善，沿线村庄环境整治完成。" * 4
    corpus = tk.build_corpus(pd.DataFrame({"text": [text, text, "清远市增长。"], "year": [2022, 2023, 2023]})).annotate(claims=False)
    everything, once = tk.count_entities(corpus), tk.count_entities(corpus, duplicates=False)
    assert len(everything) == 3
    assert once.rows["doc_id"].tolist() == ["row-1", "row-3"]
    assert once.counts.sum() == everything.counts[[0, 2]].sum()
    assert "duplicates=False" in once.trail[0]


def test_the_hint_does_not_mind_capitals(corpus):
    with pytest.raises(InvalidValue, match="did you mean 'PLACE'"):
        tk.count_entities(corpus, type="place")
