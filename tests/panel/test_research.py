"""The panel for econometrics: balanced, zero only where something was read, the same files each time."""

import pandas as pd
import pytest

import toolkit as tk


@pytest.fixture(scope="module")
def corpus():
    texts = ["治水。修路修桥。", "治水治水。今年地区生产总值增长5%左右。", "修路。"]
    table = pd.DataFrame({"text": texts, "place": ["云山市", "云山市", "河口市"], "year": [2030, 2032, 2031]})
    return tk.build_corpus(table).annotate(entities=False)


def test_balanced_and_missing_is_not_zero(corpus):
    frame = tk.research_panel(corpus, terms=["治水"], shares={"路": ["修路"]}).frame
    assert frame[["place", "year"]].values.tolist() == [[p, y] for p in ("云山市", "河口市") for y in (2030, 2031, 2032)]
    assert frame["observed"].tolist() == [1, 0, 1, 0, 1, 0]
    assert frame["n_治水"].fillna(-1).tolist() == [1, -1, 2, -1, 0, -1]
    assert frame["share_路"].fillna(-1).tolist() == [0.625, -1, 0, -1, 1, -1]
    assert tk.research_panel(corpus, balanced=False).frame["observed"].tolist() == [1, 1, 1]


def test_your_own_tables_join_by_document_or_by_cell(corpus):
    documents = pd.DataFrame({"doc_id": corpus.documents["doc_id"], "score": [1.0, 2.0, 4.0]})
    cells = pd.DataFrame({"place": ["河口市"], "year": [2032], "people": [7]})
    frame = tk.research_panel(corpus, tables={"mine": documents, "census": cells}).frame
    assert frame["mine_score"].fillna(-1).tolist() == [1, -1, 2, -1, 4, -1]
    assert frame["census_people"].fillna(-1).tolist() == [-1, -1, -1, -1, -1, 7]


def test_claims_stand_in_the_year_they_are_of(corpus):
    frame = tk.research_panel(corpus, indicators=["地区生产总值"]).frame
    assert frame.loc[frame["year"] == 2032, "地区生产总值_change_target"].tolist()[0] == 5.0


def test_codebook_describes_every_column(corpus):
    panel = tk.research_panel(corpus, terms=["治水"], indicators=["地区生产总值"])
    assert panel.codebook["name"].tolist() == panel.frame.columns.tolist()
    assert (panel.codebook[["meaning", "source", "missing"]] != "").all().all()
    assert (panel.codebook["n"] + panel.codebook["n_missing"] == len(panel.frame)).all()


def test_files_hold_the_same_and_are_the_same(corpus, tmp_path):
    panel = tk.research_panel(corpus, terms=["治水"], indicators=["地区生产总值"])
    first, again = panel.write(tmp_path / "a"), panel.write(tmp_path / "b")
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in again]
    stata = pd.read_stata(first[0])
    assert stata["place_id"].astype(str).tolist() == panel.frame["place"].tolist()
    assert stata["n_治水"].fillna(-1).tolist() == panel.frame["n_治水"].fillna(-1).tolist()
    with pd.io.stata.StataReader(first[0]) as reader:
        assert reader.variable_labels()["n_治水"] == "times that 治水 stands in the text"
    pd.testing.assert_frame_equal(pd.read_parquet(first[1]), panel.frame, check_dtype=False)
    assert pd.read_csv(first[2])["year"].tolist() == panel.frame["year"].tolist()


def test_long_names_are_cut_to_what_stata_takes(corpus):
    frame = tk.research_panel(corpus, terms=["治" * 40, "5G 网络"]).frame
    assert all(len(name) <= 32 and name.isidentifier() for name in frame.columns)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"terms": ["治水", "治水"]}, "two variables are called 'n_治水'"),
        ({"terms": [""]}, "words or phrases"),
        ({"tables": {"mine": pd.DataFrame({"x": [1]})}}, "neither doc_id nor place and year"),
        ({"shares": {"水": []}}, "has no words"),
    ],
)
def test_what_cannot_be_joined(corpus, options, said):
    with pytest.raises(tk.ToolkitError, match=said):
        tk.research_panel(corpus, **options)


def test_documents_without_place_are_no_panel():
    with pytest.raises(tk.ToolkitError, match="place and year"):
        tk.research_panel(tk.build_corpus(pd.DataFrame({"text": ["治水。"]})))
