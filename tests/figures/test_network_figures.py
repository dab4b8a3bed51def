"""Figures of networks: nodes, edges, sizes and widths are those of the table, and no label touches another."""

from itertools import combinations

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from matplotlib.collections import LineCollection, PathCollection
from matplotlib.patches import FancyArrowPatch

import toolkit as tk
from tests.figures import tables
from toolkit.diffusion.network import DiffusionNetwork
from toolkit.figures.labels import place_labels


@pytest.fixture(autouse=True)
def _close_figures():
    yield
    plt.close("all")


def only(ax, kind):
    return next(artist for artist in ax.collections if isinstance(artist, kind))


def covered(texts):
    """Pairs of labels that touch."""
    boxes = [(text.get_text(), text.get_window_extent()) for text in texts]
    return [(name, other) for (name, box), (other, beside) in combinations(boxes, 2) if box.overlaps(beside)]


def test_every_word_is_a_point_and_every_pair_a_line():
    network = tables.word_network()
    ax = tk.plot_word_network(network)
    points, lines = only(ax, PathCollection), only(ax, LineCollection)
    assert len(points.get_offsets()) == len(network.nodes)
    assert len(lines.get_segments()) == len(network.edges)
    assert {text.get_text() for text in ax.texts} >= set(network.nodes["term"])
    sizes = dict(zip(network.nodes["term"], points.get_sizes(), strict=True))
    n = network.nodes.set_index("term")["n"]
    assert sizes["治水"] / sizes["税收"] == pytest.approx(n["治水"] / n["税收"])


def test_words_that_have_no_room_are_counted():
    network = tables.word_network()
    ax = tk.plot_word_network(network, k=4)
    shown = len(only(ax, PathCollection).get_offsets())
    assert shown <= 4
    assert ax.texts[0].get_text().startswith(f"{shown}/{len(network.nodes)}个词")


def test_another_seed_gives_other_places():
    one, same, other = (only(tk.plot_word_network(tables.word_network(), seed=seed), PathCollection).get_offsets() for seed in (0, 0, 5))
    assert np.allclose(one, same)
    assert not np.allclose(one, other)


def test_labels_of_crowded_points_do_not_touch_each_other():
    rng = np.random.default_rng(3)
    _, ax = plt.subplots(figsize=(6, 5), layout="constrained")
    at = rng.normal(size=(60, 2))
    ax.scatter(*at.T)
    place_labels(ax, at, np.full(60, 4.0), [f"高质量发展{n}" for n in range(60)])
    ax.figure.canvas.draw()
    assert covered(ax.texts) == []


def test_an_arrow_leads_from_each_place_to_its_follower():
    network = tables.followers()
    ax = tk.plot_followers(network)
    arrows = [patch for patch in ax.patches if isinstance(patch, FancyArrowPatch)]
    assert len(arrows) == 4
    widths = [arrow.get_linewidth() for arrow in arrows]
    assert np.argsort(widths).tolist() == np.argsort(network.edges["n_followed"]).tolist()
    assert ax.texts[0].get_text() == "4/5地，4条边", "a place without an arrow is not drawn, but counted"
    assert {text.get_text() for text in ax.texts[1:]} == {"甲省", "乙省", "丙省", "丁省"}
    assert {"只被跟随", "两者皆有", "只跟随"} <= {text.get_text() for text in ax.get_legend().get_texts()}


def test_a_network_without_edges_is_a_finding_and_no_figure():
    network = tables.followers()
    with pytest.raises(tk.ToolkitError, match="no place follows another beyond chance"):
        tk.plot_followers(DiffusionNetwork(network.pairs.assign(edge=False), network.places))


def test_citations_connect_groups_with_what_they_cite():
    table = tables.citations()
    ax = tk.plot_citations(table)
    labels = [text.get_text() for text in ax.texts[:-1]]
    assert labels[:3] == ["江苏省", "浙江省", "福建省"]
    assert set(labels[3:]) == {"环境保护法", "信访条例", "十四五规划"}
    assert len(only(ax, LineCollection).get_segments()) == 7, "three places cite two laws, one a plan"
    assert "仅一组引用" in [text.get_text() for text in ax.get_legend().get_texts()]
    assert ax.texts[-1].get_text() == "3/3个地方，3/3项被引，9份文件"


def test_citations_of_years_and_of_versions_and_the_most_cited_only():
    ax = tk.plot_citations(tables.citations(), by="year", versions=True, k=2, lang="en")
    labels = [text.get_text() for text in ax.texts[:-1]]
    assert labels[:3] == ["2019", "2020", "2021"]
    assert len(labels) == 5
    assert ax.texts[-1].get_text() == "3 of 3 groups by year, 2 of 9 cited, 9 documents"


@pytest.mark.parametrize(
    ("plot", "message"),
    [
        (lambda: tk.plot_citations(tables.citations(), by="planet"), "by='planet' is not allowed: use one of 'place', 'year'"),
        (lambda: tk.plot_citations(tables.citations().iloc[:0]), "citations has no rows"),
        (lambda: tk.plot_citations(pd.DataFrame()), "a table of citation_network"),
        (lambda: tk.plot_citations(tables.citations(), k=0), "k=0 is not allowed"),
        (lambda: tk.plot_word_network(tables.word_network(), k=1), "k=1 is not allowed: it must be 2 or more"),
        (lambda: tk.plot_word_network(tables.word_network().backbone(0.0)), "edges has no rows"),
    ],
)
def test_what_cannot_be_drawn_is_said(plot, message):
    with pytest.raises(tk.ToolkitError, match=message):
        plot()
