import numpy as np
import pandas as pd
import pytest

import toolkit as tk


def orders(seed, *, follow):
    rng = np.random.default_rng(seed)
    rows = []
    for policy in range(40):
        years = dict(zip("ABCDEFGH", rng.integers(2001, 2013, 8).tolist(), strict=True))
        if follow and rng.random() < 0.7:
            years["B"] = years["A"] + 1
        rows += [(f"p{policy}", place, "observed", year) for place, year in years.items() if rng.random() < 0.8]
    return pd.DataFrame(rows, columns=["policy", "place", "status", "first_year"])


def test_the_planted_edge_is_found():
    network = tk.diffusion_network(orders(0, follow=True), n_permutations=199)
    assert network.edges[["source", "target"]].values.tolist() == [["A", "B"]]
    edge = network.edges.iloc[0]
    assert edge["n_followed"] <= edge["n_policies"] <= 40
    assert len(edge["policies"].split("、")) == edge["n_followed"]
    graph = network.graph()
    assert list(graph.edges) == [("A", "B")]
    assert graph.nodes["A"]["n_followers"] == 1


@pytest.mark.parametrize("null", ["quickness", "shuffle"])
def test_shuffled_orders_have_false_edges_at_the_level(null):
    """At the level of 5 %, more than 5 of 40 have a chance of 1.4 %."""
    found = [
        len(tk.diffusion_network(orders(seed, follow=False), null=null, n_permutations=99).edges) > 0
        for seed in range(40)
    ]
    assert sum(found) <= 5


def test_only_sure_years_count():
    first = orders(0, follow=True)
    unsure = first.assign(status=first["status"].where(first["place"] != "A", "in first report"))
    assert "A" not in set(tk.diffusion_network(unsure, n_permutations=19).places["place"])


def test_the_seed_decides():
    first = orders(1, follow=True)
    one, two = (tk.diffusion_network(first, n_permutations=49, seed=3).pairs for _ in range(2))
    pd.testing.assert_frame_equal(one, two, check_exact=True)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"null": "none"}, "null='none'"),
        ({"window": 0}, "window=0"),
        ({"n_permutations": 0}, "n_permutations=0"),
        ({"alpha": 1}, "alpha=1"),
    ],
)
def test_wrong_options(options, message):
    with pytest.raises(tk.ToolkitError, match=message):
        tk.diffusion_network(orders(0, follow=False), **options)


def test_too_little_for_a_network():
    with pytest.raises(tk.ToolkitError, match=r"1 policy has sure years .* a network needs 2 policies and 3 places at least; .* a mapping"):
        tk.diffusion_network(orders(0, follow=False).query("policy == 'p0'"))
