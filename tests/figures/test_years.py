"""Figures over the years: the timeline of a policy, strength, outcomes of targets."""

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from scipy import stats

import toolkit as tk
from tests.figures import tables


@pytest.fixture(autouse=True)
def _close_figures():
    yield
    plt.close("all")


def test_each_place_is_a_dot_in_the_year_of_its_first_mention():
    ax = tk.plot_timeline(tables.first())
    dots = np.concatenate([dots.get_offsets() for dots in ax.collections if len(dots.get_offsets())])
    assert sorted(dots[:, 0]) == [2006, 2009, 2014, 2014, 2016]
    assert len(np.unique(dots, axis=0)) == 5, "one above the other"
    assert [label.get_text() for label in ax.get_yticklabels()] == ["市（1/1）", "省（3/4）", "国家（1/1）"]


def test_versions_of_a_law_come_from_its_history():
    texts = {text.get_text() for text in tk.plot_timeline(tables.first()).texts}
    assert "2014 新订" in texts
    assert "1989 新订" in texts
    assert "1979 制定" not in texts, "long before the first mention"


def test_events_of_ones_own_take_their_place():
    ax = tk.plot_timeline(tables.first(), events={2012: "中央文件"}, lang="en")
    texts = {text.get_text() for text in ax.texts}
    assert "2012 中央文件" in texts
    assert not any("new text" in text for text in texts)


def test_a_policy_that_nobody_names_yet_is_an_empty_timeline():
    ax = tk.plot_timeline(tables.first().assign(first_year=pd.array([None] * 6, dtype="Int32"), status="not yet"), events={})
    assert [label.get_text() for label in ax.get_yticklabels()] == ["市（0/1）", "省（0/4）", "国家（0/1）"]


def test_strength_is_the_mean_of_documents_with_its_interval():
    table = tables.strength()
    ax = tk.plot_strength(table)
    of_2016 = table[table["year"] == 2016]["score"]
    line = ax.lines[0]
    assert line.get_ydata()[line.get_xdata() == 2016] == pytest.approx([of_2016.mean()])
    low, high = stats.t.interval(0.95, len(of_2016) - 1, of_2016.mean(), stats.sem(of_2016))
    band = ax.collections[0].get_paths()[0].vertices
    assert sorted({round(y, 6) for x, y in band if x == 2016}) == pytest.approx([low, high], abs=1e-5)
    assert ax.texts[0].get_text() == "15份文件，每年5—5份"


def test_strength_by_level_names_the_levels_and_few_documents_have_no_interval():
    ax = tk.plot_strength(tables.strength(), group="level")
    assert {"省、部 (n=3)", "市 (n=12)"} <= {text.get_text() for text in ax.texts}
    nation = np.concatenate([path.vertices for path in ax.collections[1].get_paths()] or [np.zeros((0, 2))])
    assert len(nation) == 0


def test_shares_of_outcomes_add_up_and_their_numbers_stand_on_top():
    ax = tk.plot_outcomes(tables.outcomes(), indicator="地区生产总值")
    bars = pd.DataFrame([(round(bar.get_x() + bar.get_width() / 2), bar.get_height()) for bar in ax.patches], columns=["year", "share"])
    assert bars.groupby("year")["share"].sum().round(6).to_dict() == {2021: 100, 2022: 100}
    assert bars["share"].round(6).eq(25).all(), "one each of hit by far, hit, missed, missed by far"
    assert [text.get_text() for text in ax.texts[:2]] == ["4", "4"]
    assert ax.texts[2].get_text() == "8个目标，50%达到；柱顶为个数", "the end of a plan is left out"
    assert [text.get_text() for text in ax.get_legend().get_texts()] == [
        "达到，超过1个百分点以上", "达到，1个百分点以内", "未达，差1个百分点以内", "未达，差1个百分点以上",
    ]  # fmt: skip


def test_a_margin_of_exactly_the_window_is_near():
    ax = tk.plot_outcomes(tables.outcomes(margins=(5.5 - 5.0, 5.1 - 4.6)), indicator="地区生产总值", window=0.5)
    assert [text.get_text() for text in ax.get_legend().get_texts()] == ["达到，0.5个百分点以内"]


def test_all_indicators_are_told_apart_by_hit_and_missed_only():
    ax = tk.plot_outcomes(tables.outcomes(), lang="en")
    assert [text.get_text() for text in ax.get_legend().get_texts()] == ["hit", "missed"]
    assert ax.get_title(loc="left") == "All indicators: outcome of targets (%)"


@pytest.mark.parametrize(
    ("plot", "message"),
    [
        (lambda: tk.plot_timeline(tables.first(), policy="河长制"), "policy='河长制' is not allowed"),
        (lambda: tk.plot_timeline(tables.first().iloc[:0]), "first mentions has no rows"),
        (lambda: tk.plot_strength(tables.strength(), measure="force"), "measure='force' is not allowed: use one of 'score'"),
        (lambda: tk.plot_strength(tables.strength(), group="region"), "group='region' is not allowed"),
        (lambda: tk.plot_strength(tables.strength(), group="doc_id"), "has 15 values: choose 8 at most"),
        (lambda: tk.plot_strength(tables.strength().assign(year=None)), "documents has no rows"),
        (lambda: tk.plot_outcomes(tables.outcomes(), window=0), "window=0 is not allowed: it must be more than 0"),
        (lambda: tk.plot_outcomes(tables.outcomes(), indicator="税收"), "indicator='税收' is not allowed"),
        (lambda: tk.plot_outcomes(tables.strength()), "a table of target_outcomes"),
    ],
)
def test_what_cannot_be_drawn_is_said(plot, message):
    with pytest.raises(tk.ToolkitError, match=message):
        plot()
