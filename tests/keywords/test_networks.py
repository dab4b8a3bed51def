import networkx as nx
import numpy as np
import pandas as pd
import pytest
from scipy.stats import false_discovery_control, fisher_exact

import toolkit as tk


@pytest.fixture(scope="module")
def corpus():
    text = "治水修坝。" * 20 + "税收稳定。" * 20 + "治水税收。" * 3 + "修坝稳定。" + "学校医院。" * 2
    return tk.build_corpus(pd.DataFrame({"text": [text]}))


def test_edges_are_counted_and_tested_as_fisher_does(corpus):
    edges = tk.cooccurrence_network(corpus, min_count=1, alpha=1).edges
    for row in edges.itertuples():
        table = [[row.n, row.n_first - row.n], [row.n_second - row.n, row.n_rows - row.n_first - row.n_second + row.n]]
        assert row.p == pytest.approx(fisher_exact(table, alternative="greater").pvalue)
        assert row.expected == pytest.approx(row.n_first * row.n_second / row.n_rows)
        assert row.n > row.expected
    everything = [*edges["p"], *[1.0] * (15 - len(edges))]
    assert edges["p_adjusted"].to_numpy() == pytest.approx(false_discovery_control(everything)[: len(edges)])


def test_pairs_that_chance_explains_are_no_edges(corpus):
    edges = tk.cooccurrence_network(corpus, min_count=1).edges
    found = {frozenset(pair) for pair in edges[["first", "second"]].to_numpy()}
    assert found >= {frozenset(["治水", "修坝"]), frozenset(["税收", "稳定"])}
    assert not found & {frozenset(["治水", "税收"]), frozenset(["修坝", "稳定"])}


def test_backbone_keeps_edges_that_rule_their_words():
    others = ["学校", "医院", "公路", "税收", "工厂"]
    text = "".join(f"治水、{word}。" * 2 for word in others) + "治水修坝。" * 30 + "养老。" * 30
    network = tk.cooccurrence_network(tk.build_corpus(pd.DataFrame({"text": [text]})), min_count=1, alpha=1)
    backbone = network.backbone(0.3)
    assert 0 < len(backbone.edges) < len(network.edges)
    assert (backbone.edges[["first", "second"]] == ["修坝", "治水"]).all().all()
    assert network.backbone(1).edges["alpha"].between(0, 1).all()


def test_graph_has_the_table(corpus):
    network = tk.cooccurrence_network(corpus, min_count=1, weight="npmi")
    graph = network.to_networkx()
    assert isinstance(graph, nx.Graph)
    first = network.edges.iloc[0]
    assert graph[first["first"]][first["second"]]["weight"] == pytest.approx(first["npmi"])
    assert dict(graph.degree) == dict(zip(network.nodes["term"], network.nodes["degree"], strict=True))
    assert np.allclose(network.nodes["strength"].sum(), 2 * network.edges["npmi"].sum())
    assert "cooccurrence_network(" in network.edges.attrs["trail"][-1]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"test": "t"}, "test='t'"), ({"weight": "x"}, "weight='x'"), ({"alpha": 0}, "alpha=0"), ({"min_count": 0}, "min_count=0"),
        ({"max_terms": 1}, "max_terms=1"),
    ],
)
def test_wrong_options(corpus, options, message):
    with pytest.raises(tk.ToolkitError, match=message):
        tk.cooccurrence_network(corpus, **options)


def test_the_graph_tells_where_it_is_from(corpus):
    network = tk.cooccurrence_network(corpus, min_count=1)
    assert network.to_networkx().graph["trail"] == network.edges.attrs["trail"]
