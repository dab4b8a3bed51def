"""Figures of targets, provinces and policies: what is drawn, what is refused, the same bytes twice."""

from itertools import pairwise

import matplotlib.pyplot as plt
import pandas as pd
import pytest

import toolkit as tk
from toolkit.figures import figure_bytes

PLACES = {"浙江省": "330000", "江苏省": "320000", "福建省": "350000"}


@pytest.fixture(scope="module")
def panel():
    texts, places, years = [], [], []
    for place, step in zip(PLACES, (0.5, -0.5, 0.0), strict=True):
        for year in (2022, 2023, 2024):
            texts.append(f"一、{year - 1}年工作回顾\n地区生产总值增长{6 + step}%。\n二、{year}年工作安排\n今年，地区生产总值增长6%左右。")
            places.append(place)
            years.append(year)
    frame = pd.DataFrame({"text": texts, "place": places, "year": years, "review_year": [year - 1 for year in years]})
    return tk.claims_panel(tk.build_corpus(frame).annotate(entities=False), indicator="地区生产总值")


@pytest.fixture(scope="module")
def first():
    frame = pd.DataFrame([
        {"text": "全面推行河长制。" if year >= start else "治理河湖。", "place": place, "year": year}
        for place, start in zip(PLACES, (2015, 2017, 2030), strict=True) for year in range(2014, 2020)
    ])  # fmt: skip
    return tk.first_mentions(tk.build_corpus(frame), {"河长制": "河长制"})


def texts_of(ax):
    return {text.get_text() for text in ax.texts} | {label.get_text() for label in ax.get_yticklabels()}


@pytest.mark.parametrize("kind", ["dumbbell", "slope"])
def test_targets_against_results(panel, kind):
    ax = tk.plot_attainment(panel, year=2023, kind=kind)
    assert set(PLACES) <= {text.strip() for text in texts_of(ax)}
    assert "2023年" in ax.get_title(loc="left")
    assert figure_bytes(ax.figure, "png") == figure_bytes(tk.plot_attainment(panel, year=2023, kind=kind).figure, "png")
    plt.close("all")


def test_a_year_without_both_is_refused(panel):
    with pytest.raises(tk.ToolkitError, match="year=2030 is not allowed: use one of '2022', '2023'"):
        tk.plot_attainment(panel, year=2030)
    with pytest.raises(tk.ToolkitError, match="did you mean 'slope'"):
        tk.plot_attainment(panel, kind="slop")


def test_small_multiples_stand_in_the_given_axes(panel):
    _, ax = plt.subplots()
    assert tk.plot_panel_by_place(panel, ax=ax, columns=2) is ax
    assert [inner.get_title(loc="left") for inner in ax.child_axes] == ["江苏省", "浙江省", "福建省"]
    assert len({inner.get_ylim() for inner in ax.child_axes}) == 1
    with pytest.raises(tk.ToolkitError, match="places='浙江' is not allowed"):
        tk.plot_panel_by_place(panel, places=["浙江"])
    plt.close("all")


def test_every_province_has_a_tile(panel):
    ax = tk.plot_provinces(panel[panel["year"] == 2023], "actual")
    assert len(ax.patches) == 34
    assert {"台湾", "香港", "澳门", "浙江", "6.5"} <= texts_of(ax)
    with pytest.raises(tk.ToolkitError, match="has several rows"):
        tk.plot_provinces(panel)
    plt.close("all")


def test_adoption_and_first_mentions(first):
    ax = tk.plot_adoption(tk.adoption_curve(first))
    assert ax.get_ylim()[1] > 100
    ax = tk.plot_first_mentions(first)
    assert [label.get_text() for label in ax.get_yticklabels()] == ["浙江省", "江苏省", "福建省"]
    with pytest.raises(tk.ToolkitError, match="policy='河长' is not allowed"):
        tk.plot_first_mentions(first, policy="河长")
    with pytest.raises(tk.ToolkitError, match="a table of adoption_curve"):
        tk.plot_adoption(first)
    plt.close("all")


def test_sources_that_disagree_are_ringed(panel):
    def legend(table):
        return [text.get_text() for text in tk.plot_attainment(table, year=2023).get_legend().get_texts()]

    assert "来源数字不一" not in legend(panel.assign(conflict=False))
    assert "来源数字不一" in legend(panel.assign(conflict=True))
    plt.close("all")


def test_one_target_of_a_far_year_hides_no_others(panel):
    rows = panel[panel["year"] == 2024]
    far = rows.iloc[[0]].assign(year=2030)
    ax = tk.plot_panel(pd.concat([rows, far], ignore_index=True))
    assert {"江苏省", "福建省"} <= texts_of(ax)
    assert "2030年目标1个未画" in ax.get_legend().get_title().get_text()
    plt.close("all")


def test_places_without_a_figure_of_the_years_drawn_are_left_out(panel):
    old = panel[panel["year"] == 2023].iloc[[0]].assign(place="临河县", adcode=None, year=2010)
    rows = pd.concat([panel[panel["year"] >= 2023], old], ignore_index=True)
    drawn = texts_of(tk.plot_panel(rows))
    assert "江苏省" in drawn
    assert "临河县" not in drawn
    plt.close("all")


def test_a_title_says_that_no_trend_was_found():
    table = pd.DataFrame({"term": "治水", "year": range(2015, 2021), "rate": [3, 4, 3, 4, 3, 4], "trend": "no trend"})
    assert tk.plot_trends(table).get_title(loc="left").endswith("，均无显著升降")
    assert "均无显著升降" not in tk.plot_trends(table.assign(trend="increasing")).get_title(loc="left")
    plt.close("all")


def test_lines_to_the_labels_of_a_slope_chart_do_not_cross(panel):
    rows = panel[panel["year"] == 2023].iloc[[0]]
    names = [f"{'很长名称的' * (n % 3)}地{n}" for n in range(20)]
    many = pd.concat([rows.assign(place=name, actual=5 + n // 2 / 10, target=6.0) for n, name in enumerate(names)], ignore_index=True)
    ax = tk.plot_attainment(many, year=2023, kind="slope")
    ax.figure.canvas.draw()
    ends = sorted((text.xy[1], text.get_window_extent().y0, text.get_window_extent().y1) for text in ax.texts)
    assert len(ends) == 10, "places with the same result share a label"
    assert all(below[2] <= above[1] + 1 for below, above in pairwise(ends))
    plt.close("all")


def test_many_adoption_curves_are_small_multiples_that_begin_with_the_first_adoption(first):
    curve = tk.adoption_curve(first)
    many = pd.concat([curve.assign(policy=f"政策{n}") for n in range(4)], ignore_index=True)
    ax = tk.plot_adoption(many)
    assert [inner.get_title(loc="left") for inner in ax.child_axes] == ["政策0", "政策1", "政策2", "政策3"]
    assert ax.child_axes[0].get_xlim()[0] > 2013.5
    assert len(tk.plot_adoption(many[many["policy"] < "政策2"]).child_axes) == 0
    plt.close("all")
