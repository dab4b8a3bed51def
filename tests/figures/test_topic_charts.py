"""Figures of topics and of effects: what is drawn is what the table says."""

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest

import toolkit as tk
from tests.figures import tables


@pytest.fixture(autouse=True)
def _close_figures():
    yield
    plt.close("all")


def note_of(ax):
    """The line under the title."""
    return ax.texts[0].get_text() if ax.texts else ""


def test_bars_are_the_weights_of_the_terms_in_their_order():
    table = tables.terms()
    ax = tk.plot_topic_terms(table, k=3)
    assert [inner.get_title(loc="left") for inner in ax.child_axes] == ["主题1", "主题2", "主题3"]
    for topic, inner in enumerate(ax.child_axes, start=1):
        own = table[(table["topic"] == topic) & (table["rank"] <= 3)]
        assert [text.get_text() for text in inner.texts] == own["term"].tolist()
        assert [bar.get_width() for bar in inner.patches] == pytest.approx((own["weight"] * 100).tolist())
    assert len({inner.get_xlim() for inner in ax.child_axes}) == 1, "one scale"


def test_a_guided_topic_keeps_its_name():
    ax = tk.plot_topic_terms(tables.terms(1).assign(label="生态环境"))
    assert ax.child_axes[0].get_title(loc="left") == "1  生态环境"


def test_topics_that_have_no_room_are_counted():
    ax = tk.plot_topic_terms(tables.terms(15))
    assert (len(ax.child_axes), note_of(ax)) == (12, "15个主题中的12个")
    assert note_of(tk.plot_topic_terms(tables.terms(15), lang="en")) == "12 of 15 topics"
    chosen = tk.plot_topic_terms(tables.terms(15), topics=[14, 2])
    assert [inner.get_title(loc="left") for inner in chosen.child_axes] == ["主题14", "主题2"]


def test_lines_and_bands_are_shares_and_intervals_and_years_without_documents_are_gaps():
    table = tables.shares()
    ax = tk.plot_topic_shares(table)
    own = table[table["topic"] == 2]
    inner = ax.child_axes[1]
    drawn = inner.lines[0].get_ydata()
    assert drawn[~np.isnan(drawn)] == pytest.approx(own["share"].to_numpy() * 100)
    assert np.isnan(drawn).sum() == 1, "2018 and 2019 are one gap"
    band = np.concatenate([path.vertices[:, 1] for path in inner.collections[0].get_paths()])
    assert (band.min(), band.max()) == pytest.approx((own["low"].min() * 100, own["high"].max() * 100))
    assert note_of(ax) == "20份文件"
    assert len({inner.get_ylim() for inner in ax.child_axes}) == 1


def test_shares_without_intervals_are_lines_alone():
    ax = tk.plot_topic_shares(tables.shares().drop(columns=["low", "high", "n_docs"]))
    assert not ax.child_axes[0].collections
    assert ax.get_legend() is None


def test_each_measure_has_a_figure_and_each_method_a_line():
    table = tables.choice()
    ax = tk.plot_topic_choice(table)
    assert len(ax.child_axes) == 4
    lda = table[table["method"] == "lda"]
    assert ax.child_axes[2].lines[1].get_ydata().tolist() == lda["stability"].tolist()
    assert [text.get_text() for text in ax.get_legend().get_texts()] == ["NMF", "LDA"]
    assert ax.get_xlabel() == "主题数"


def test_effects_are_points_with_intervals_and_hollow_where_q_is_large():
    table = tables.effects()
    ax = tk.plot_effects(table)
    first = table[table["value"] == "2020年后"].sort_values("estimate")
    points, lines = ax.collections[1], ax.collections[0]
    assert sorted(points.get_offsets()[:, 0]) == pytest.approx((first["estimate"] * 100).tolist())
    assert sorted(segment[0, 0] for segment in lines.get_segments()) == pytest.approx((first["low"] * 100).tolist())
    hollow = (points.get_facecolors()[:, :3] == 1).all(axis=1)
    assert hollow.tolist() == (table[table["value"] == "2020年后"]["q"] > 0.05).tolist()
    assert "百分点" in ax.get_xlabel()
    assert "120份文件" in note_of(ax)
    assert [text.get_text() for text in ax.get_legend().get_texts()][:2] == ["2020年后 对 2010年前", "2010—2019 对 2010年前"]


def test_a_long_label_is_shortened_so_that_the_figure_keeps_its_room():
    labels = [label.get_text() for label in tk.plot_effects(tables.effects()).get_yticklabels()]
    assert {len(label) for label in labels} == {3 + 16}
    assert all(label.endswith("…") for label in labels)


@pytest.mark.parametrize(
    ("plot", "message"),
    [
        (lambda: tk.plot_topic_terms(tables.terms().iloc[:0]), "terms has no rows"),
        (lambda: tk.plot_topic_terms(tables.shares()), "a table of topics.terms"),
        (lambda: tk.plot_topic_terms(tables.terms(), topics=[9]), "topics=9 is not allowed: use one of '1', '2', '3'"),
        (lambda: tk.plot_topic_terms(tables.terms(), k=0), "k=0 is not allowed: it must be 1 or more"),
        (lambda: tk.plot_topic_terms(tables.terms(), columns=0), "columns=0 is not allowed"),
        (lambda: tk.plot_topic_shares(tables.shares().assign(year="广东省")), "a table by years"),
        (lambda: tk.plot_topic_choice(tables.shares()), "a table of choose_topics"),
        (lambda: tk.plot_effects(tables.effects(), covariate="region"), "covariate='region' is not allowed: use one of 'period'"),
        (lambda: tk.plot_effects(tables.effects([(f"组{n}", "组0") for n in range(1, 6)])), "has 5 contrasts: keep the rows of 4 at most"),
        (lambda: tk.plot_effects(pd.DataFrame()), "a table of topics.effects"),
    ],
)
def test_what_cannot_be_drawn_is_said(plot, message):
    with pytest.raises(tk.ToolkitError, match=message):
        plot()
