"""The cloud of words: sizes by weight, words apart, what is left out told."""

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from matplotlib.colors import to_hex

import toolkit as tk
from tests.figures import tables
from toolkit.figures.style import COLOURS


@pytest.fixture(autouse=True)
def _close_figures():
    yield
    plt.close("all")


def boxes(ax):
    return {patch.get_gid(): patch.get_path().get_extents() for patch in ax.patches}


def test_the_area_of_letters_is_in_proportion_to_the_weight():
    drawn = boxes(tk.plot_cloud(tables.keyness()))
    assert set(drawn) == {"数字政府", "治水", "普法", "营商环境", "双碳", "农会"}, "税收 has no weight"
    ratio = drawn["治水"].height / drawn["普法"].height
    alike = (drawn["治水"].width / drawn["普法"].width + ratio) / 2  # two characters each
    assert alike**2 == pytest.approx(7 / 5, rel=0.1)


def test_no_word_touches_another():
    rng = np.random.default_rng(1)
    many = pd.DataFrame({"term": [f"词语{n}" for n in range(150)], "score": rng.pareto(2, 150) + 0.2})
    drawn = list(boxes(tk.plot_cloud(many)).values())
    assert len(drawn) > 50
    assert not any(one.overlaps(two) for at, one in enumerate(drawn) for two in drawn[at + 1 :])


def test_what_is_left_out_is_told():
    ax = tk.plot_cloud(tables.keyness(), k=3)
    assert ax.texts[0].get_text() == "3/6个词，面积：score"
    light = tables.keyness().assign(score=[1000.0, 900, 800, 0.1, 0.1, 0.1, 0.1])
    assert tk.plot_cloud(light, lang="en").texts[0].get_text() == "3 of 7 words, area: score", "too small to be read"


def test_of_a_term_with_several_rows_the_heaviest_counts():
    twice = pd.concat([tables.keyness(), tables.keyness().assign(score=0.5)])
    assert boxes(tk.plot_cloud(twice))["治水"].bounds == boxes(tk.plot_cloud(tables.keyness().replace(0.0, 0.5)))["治水"].bounds


def test_colours_are_groups_or_an_effect():
    ax = tk.plot_cloud(tables.keyness(), colour="kind")
    colour = {patch.get_gid(): to_hex(patch.get_facecolor()) for patch in ax.patches}
    assert [colour["农会"], colour["普法"], colour["数字政府"]] == list(COLOURS[:3])
    assert [text.get_text() for text in ax.get_legend().get_texts()] == ["kind 丙", "kind 乙", "kind 甲"]
    effect = tk.plot_cloud(tables.keyness(), colour="z")
    red, _, blue = next(patch for patch in effect.patches if patch.get_gid() == "数字政府").get_facecolor()[:3]
    assert blue > red
    red, _, blue = next(patch for patch in effect.patches if patch.get_gid() == "农会").get_facecolor()[:3]
    assert red > blue


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"weight": "scores"}, "did you mean 'score'"),
        ({"weight": "term"}, "weight='term' is not allowed"),
        ({"colour": "group"}, "colour='group' is not allowed"),
        ({"k": 0}, "k=0 is not allowed"),
    ],
)
def test_an_option_that_is_not_there_is_refused(options, message):
    with pytest.raises(tk.ToolkitError, match=message):
        tk.plot_cloud(tables.keyness(), **options)


def test_a_table_without_weights_is_refused():
    with pytest.raises(tk.ToolkitError, match="no term has a weight above 0 in the column 'score'"):
        tk.plot_cloud(tables.keyness().assign(score=-1.0))
    names = list("甲乙丙丁戊己庚辛壬癸子丑")
    with pytest.raises(tk.ToolkitError, match="has 12 groups: choose 8 at most"):
        tk.plot_cloud(pd.DataFrame({"term": names, "score": 1.0, "kind": names}), colour="kind")
