import pandas as pd
import pytest

import toolkit as tk
from toolkit.citations.versions import version_of
from toolkit.lexicon import read_table

ROWS = [
    ("全国", 1956, "1956-06-15", "制定了宪法，还要制定《刑法》。"),
    ("全国", 2004, "2004-03-05", "贯彻《行政许可法》，完善宪法。"),
    ("浙江省", 2004, "2004-01-10", "贯彻《行政许可法》。"),
    ("江苏省", 2004, "2004-01-20", "贯彻《行政许可法》和《公司法》。"),
    ("江苏省", 2007, "2007-01-20", "依照《公司法》办事，实施“十一五”规划，落实《公司法》。"),
    ("浙江省", 2008, "2008-01-10", "依照《公司法》和《行政许可法》办事，实施《意见》。"),
    ("安徽省", 2008, "2008-01-15", "粮食增产。"),
]


@pytest.fixture(scope="module")
def corpus():
    return tk.build_corpus(pd.DataFrame(ROWS, columns=["place", "year", "date", "text"])).annotate(claims=False)


@pytest.fixture(scope="module")
def network(corpus):
    return tk.citation_network(corpus)


@pytest.mark.parametrize(
    ("title", "date", "year", "amended", "source"),
    [
        ("宪法", "1953-01-01", None, None, "before 1954"),
        ("宪法", "1954-09-20", 1954, None, "table"),
        ("宪法", "1975-01-17", 1975, None, "table"),
        ("宪法", "1979-12-01", 1978, 1979, "table"),
        ("宪法", "1982-12-04", 1982, None, "table"),
        ("宪法", "2020-05-22", 1982, 2018, "table"),
        ("刑法", "1957-06-26", None, None, "before 1979"),
        ("刑法", "1990-01-01", 1979, None, "table"),
        ("刑法", "2012-01-01", 1997, 2011, "table"),
        ("公司法", "2024-02-01", 2023, None, "table"),
    ],
)
def test_the_text_of_the_time(title, date, year, amended, source):
    version = version_of("中华人民共和国" + title, pd.Timestamp(date))
    assert (version.year, version.amended, version.source) == (year, amended, source)


@pytest.mark.parametrize(
    ("title", "wording", "year"),
    [("七五计划", "", 1986), ("十五计划", "", 2001), ("十四五规划", "", 2021), ("一五计划", "", 1953), ("二五计划",
    "", 1958), ("八五普法规划", "", 2021),
     ("某意见", "国发〔2015〕12号", 2015), ("某意见", "某意见", None)],
)  # fmt: skip
def test_plans_and_numbers_tell_their_year(title, wording, year):
    assert version_of(title, pd.Timestamp("2022-01-01"), wording).year == year


def test_a_text_that_is_coming_is_told():
    assert version_of("中华人民共和国宪法", pd.Timestamp("1982-11-30")).coming == 1982


def test_data_of_versions():
    """Dates rise within a law, the first text is made, and no title stands apart from itself."""
    table = pd.DataFrame(read_table("law_versions.tsv"))
    assert set(table["kind"]) == {"made", "new", "amended"}
    groups = table.groupby("title", sort=False)
    assert (groups["kind"].first() == "made").all()
    assert groups["date"].apply(lambda dates: dates.is_monotonic_increasing and dates.is_unique).all()
    assert (table["title"] != table["title"].shift()).sum() == groups.ngroups
    assert table["kind"].eq("made").sum() == groups.ngroups
    pd.to_datetime(table["date"], format="%Y-%m-%d")


def test_one_row_a_document_and_law(network, corpus):
    table = network.table.set_index(["year", "place", "label"])
    assert table.index.is_unique
    assert table.loc[(2007, "江苏省", "中华人民共和国公司法（2005）"), ["n_mentions", "age", "amended"]].fillna(
        -1
    ).tolist() == [2, 2, -1]
    assert table.loc[(2004, "江苏省", "中华人民共和国公司法（1993）"), "amended"] == 1999
    assert (1956, "全国", "刑法（before 1979）") in table.index
    assert table.loc[(2007, "江苏省", "十一五规划"), "version"] == 2006
    texts = corpus.documents.set_index("doc_id")["text"]
    assert all(texts[row.doc_id][row.start : row.end] == row.found for row in network.table.itertuples())


def test_kinds_of_documents_are_no_policy(network):
    assert network.left_out["policy"].tolist() == ["意见"]
    assert "意见" not in set(network.table["policy"])


def test_schemes_have_no_text_to_cite():
    text = "云山市实行缴费“一本制”，出台“惠民八条”，组织“环境大整治”，依照《中华人民共和国公司法》办事。"
    corpus = tk.build_corpus(pd.DataFrame({"text": [text], "place": ["浙江省"], "year": [2007]})).annotate(claims=False)
    cited = set(tk.citation_network(corpus).table["policy"])
    assert cited == {"惠民八条", "中华人民共和国公司法"}
    assert {"一本制", "环境大整治"} <= set(tk.citation_network(corpus, subtypes=None).table["policy"])


def test_graph_is_bipartite(network):
    graph = network.graph()
    side = {node: data["bipartite"] for node, data in graph.nodes(data=True)}
    assert all(side[a] != side[b] for a, b in graph.edges)
    assert graph.number_of_edges() == len(network.table)
    assert graph.degree["中华人民共和国行政许可法（2003）"] == 4
    assert "中华人民共和国公司法" in network.graph(versions=False)


def test_in_degree_and_most_cited(network):
    year = network.in_degree("year").set_index(["policy", "group"])
    assert year.loc[("中华人民共和国行政许可法（2003）", 2004), ["n_docs", "docs", "share"]].tolist() == [3, 3, 1.0]
    top = network.most_cited("decade", k=1)
    assert top[top["group"] == 2000][["rank", "policy", "n_docs"]].values.tolist() == [
        [1, "中华人民共和国行政许可法（2003）", 4]
    ]
    whole = network.most_cited("decade", k=2, versions=False).set_index(["group", "policy"])
    assert whole.loc[(2000, "中华人民共和国公司法"), ["rank", "n_docs"]].tolist() == [2, 3]


def test_half_life(network):
    ages = network.ages("decade").set_index("group")
    assert ages.loc[1950, ["n_citations", "n_dated", "half_life"]].tolist() == [2, 1, 2.0]
    assert ages.loc[2000, "low"] <= ages.loc[2000, "half_life"] <= ages.loc[2000, "high"]


def test_who_cites_the_centre_first(network):
    policies = network.first_citations().set_index("policy")
    row = policies.loc["中华人民共和国行政许可法（2003）"]
    assert row[["first_year", "n_places", "places", "centre_year", "lag_years"]].tolist() == [
        2004,
        2,
        "浙江省、江苏省",
        2004,
        0,
    ]
    places = network.first_citations("place").set_index("place")
    # Of the first year of the corpus nothing is known before: only what is first cited in 2007 and 2008 counts.
    assert places.loc["江苏省", ["n_policies", "expected", "policies"]].tolist() == [
        1,
        1.0,
        "中华人民共和国公司法（2005）",
    ]
    assert places.loc["浙江省", "n_policies"] == 0


def planted(seed, *, together):
    from types import SimpleNamespace

    import numpy as np

    rng = np.random.default_rng(seed)
    names = [f"甲{at}条例" for at in range(12)]
    documents, entities = [], []
    for year in range(2001, 2011):
        for at in range(12):
            doc = f"{year}-{at}"
            documents.append(
                {
                    "doc_id": doc,
                    "title": doc,
                    "place": f"地{at}",
                    "adcode": None,
                    "year": year,
                    "date": None,
                    "text": "甲" * 40,
                }
            )
            length = rng.uniform(0.05, 0.5)
            cited = [name for name in names if rng.random() < length]
            if together and at % 4 == 0:
                cited = sorted({*cited, names[0], names[1]})
            entities += [{"doc_id": doc, "sentence_id": 0, "start": k, "end": k + 1, "text": "甲", "type": "POLICY",
            "subtype": "regulation",
                          "name": name, "id": name} for k, name in enumerate(cited)]  # fmt: skip
    tables = {"documents": pd.DataFrame(documents).assign(title=None), "entities": pd.DataFrame(entities)}
    return SimpleNamespace(
        read=lambda table, columns: tables[table][columns], batches=lambda table, columns: [tables[table][columns]],
        sentences=None, entities=tables["entities"],
    )


def test_what_is_cited_together_is_found():
    pairs = tk.citation_network(planted(0, together=True)).co_citations(n_samples=99)
    assert pairs.iloc[0][["policy", "with"]].tolist() == ["甲0条例", "甲1条例"]
    assert pairs.iloc[0]["p_adjusted"] <= 0.05
    assert len(pairs.iloc[0]["doc_ids"].split("、")) == pairs.iloc[0]["n_both"]
    assert pairs.iloc[0]["n_both"] > pairs.iloc[0]["expected"]


def test_long_documents_are_no_relation():
    """Documents differ much in how much they cite; at the level of 5 %, more than 3 of 15 have a chance of 0.5 %."""
    found = [
        tk.citation_network(planted(seed, together=False)).co_citations(n_samples=59)["p_adjusted"].min() <= 0.05
        for seed in range(15)
    ]
    assert sum(found) <= 3


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda network: network.in_degree("month"), "by='month' is not allowed"),
        (lambda network: network.first_citations("year"), "by='year' is not allowed"),
        (lambda network: network.co_citations(min_docs=0), "min_docs=0 is not allowed"),
        (lambda network: network.co_citations(n_samples=0), "n_samples=0 is not allowed"),
    ],
)
def test_wrong_options(network, call, message):
    with pytest.raises(tk.ToolkitError, match=message):
        call(network)


def test_wrong_subtypes_and_empty_corpora(corpus):
    with pytest.raises(tk.ToolkitError, match="did you mean 'law'"):
        tk.citation_network(corpus, subtypes=["laws"])
    with pytest.raises(tk.ToolkitError, match="has no document with a place and a year"):
        tk.citation_network(corpus.filter(year=1900))


def test_a_corpus_that_cites_nothing():
    corpus = tk.build_corpus(pd.DataFrame({"text": ["粮食增产。"], "place": ["浙江省"], "year": [2008]})).annotate(
        claims=False
    )
    network = tk.citation_network(corpus)
    tables = [
        network.table,
        network.in_degree(),
        network.most_cited(),
        network.ages(),
        network.co_citations(n_samples=9),
        network.first_citations(),
    ]
    assert [len(table) for table in tables] == [0] * 6
    assert network.first_citations("place")["n_policies"].tolist() == [0]
    assert network.graph().number_of_nodes() == 0


def test_trail(network):
    assert [call.split("(")[0] for call in network.ages().attrs["trail"]] == ["citation_network", "ages"]
