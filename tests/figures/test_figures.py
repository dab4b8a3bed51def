"""Figures: what is drawn, with Chinese glyphs on any machine, and nothing changed outside the figure."""

import warnings
from dataclasses import replace

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from matplotlib import font_manager
from matplotlib.collections import PathCollection
from matplotlib.figure import Figure
from matplotlib.text import Text

import toolkit as tk
from toolkit.figures import figure_bytes, write_figure
from toolkit.figures.fonts import PAGE_FAMILY, font_family
from toolkit.figures.style import spread


@pytest.fixture(autouse=True)
def _close_figures():
    yield
    plt.close("all")


def panel_table(places, years, *, measure="change", unit="%"):
    rows = [
        {
            "place": place, "adcode": None, "year": year, "indicator": "地区生产总值", "measure": measure, "unit": unit,
            "target": 5.0 + 0.1 * i, "target_max": np.nan, "target_bound": "approx", "actual": 5.4 - 0.2 * i, "actual_bound": "exact",
            "estimate": np.nan, "attained": 5.4 - 0.2 * i >= 5.0 + 0.1 * i,
        }
        for i, place in enumerate(places)
        for year in years
    ]  # fmt: skip
    return pd.DataFrame(rows).astype({"attained": "boolean"})


def keyword_table(groups=("2022", "2023"), k=4):
    words = ["水利", "法治", "双碳", "数字政府", "营商环境"]
    return pd.DataFrame([{"year": g, "rank": r + 1, "term": words[r], "score": 9.0 - r, "n": 5} for g in groups for r in range(k)])


def keyness_table():
    return pd.DataFrame({"term": ["数字", "治水", "农会"], "z": [5.5, 2.0, -3.5], "log_ratio": [2.0, 0.5, -3.0]})


def name_table():
    return pd.DataFrame([{"name": name, "year": year, "count": 3} for name in ("北江", "连江") for year in (2021, 2022, 2023)])


def trend_table(years=range(2015, 2022)):
    rows = [(term, year, rank + year % 3 + 1.0, trend) for rank, (term, trend) in enumerate(TERMS) for year in years]
    return pd.DataFrame(rows, columns=["term", "year", "rate", "trend"])


TERMS = [("治水", "increasing"), ("农会", "decreasing"), ("普法", "no trend")]


def burst_table():
    return pd.DataFrame({"term": ["抗疫", "治水"], "start": [2020, 2015], "end": [2021, 2015], "weight": [30.0, 4.0]})


def topic_tables():
    words = [(topic, "治水、河湖", rank, word, 0.5 / rank) for topic in (1, 2) for rank, word in enumerate(["治水", "河湖", "普法"], 1)]
    shares = [(year, topic, "治水、河湖", 0.2 * topic) for year in (2021, 2022) for topic in (1, 2)]
    return (
        pd.DataFrame(words, columns=["topic", "label", "rank", "term", "weight"]),
        pd.DataFrame(shares, columns=["year", "topic", "label", "share"]),
    )


PLOTS = {
    "trends": lambda ax=None, **o: tk.plot_trends(trend_table(), ax=ax, **o),
    "trends of many years": lambda ax=None, **o: tk.plot_trends(trend_table([1954, 1955, *range(1975, 2005)]), ax=ax, **o),
    "bursts": lambda ax=None, **o: tk.plot_bursts(burst_table(), ax=ax, **o),
    "words of topics": lambda ax=None, **o: tk.plot_topics(topic_tables()[0], ax=ax, **o),
    "shares of topics": lambda ax=None, **o: tk.plot_topics(topic_tables()[1], ax=ax, **o),
    "panel": lambda ax=None, **o: tk.plot_panel(panel_table(["云山市"], range(2015, 2022)), ax=ax, **o),
    "panel of places": lambda ax=None, **o: tk.plot_panel(panel_table(["云山市", "临河县", "青浦州"], [2024]), ax=ax, **o),
    "panel of lines": lambda ax=None, **o: tk.plot_panel(panel_table(["云山市", "临河县"], range(2019, 2024)), ax=ax, **o),
    "keywords": lambda ax=None, **o: tk.plot_keywords(keyword_table(), ax=ax, **o),
    "keywords of one group": lambda ax=None, **o: tk.plot_keywords(keyword_table(["2023"]).drop(columns="year"), ax=ax, **o),
    "keyness": lambda ax=None, **o: tk.plot_keyness(keyness_table(), ax=ax, **o),
    "places": lambda ax=None, **o: tk.plot_places(name_table(), ax=ax, **o),
}


@pytest.fixture(params=PLOTS, ids=list(PLOTS))
def plot(request):
    return PLOTS[request.param]


def words(ax):
    return " ".join(text.get_text() for text in ax.figure.findobj(Text))


def test_the_axes_given_are_returned(plot):
    ax = Figure().subplots()
    assert plot(ax) is ax


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_glyph_is_there_and_settings_stay_as_they_were(plot, lang):
    before = dict(mpl.rcParams)
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # a missing glyph is a warning of matplotlib
        assert figure_bytes(plot(lang=lang), "png").startswith(b"\x89PNG")
    assert dict(mpl.rcParams) == before


def test_all_text_is_in_the_chinese_font(plot):
    ax = plot(Figure().subplots())
    ax.figure.canvas.draw()
    assert {text.get_fontfamily()[0] for text in ax.figure.findobj(Text) if text.get_text()} == {font_family()}


def test_a_font_of_the_machine_with_the_same_name_is_not_taken(monkeypatch):
    font_family.cache_clear()
    other = font_manager.findfont("DejaVu Sans")
    theirs = [replace(entry, name=PAGE_FAMILY) for entry in font_manager.fontManager.ttflist if entry.fname == other]
    monkeypatch.setattr(font_manager.fontManager, "ttflist", [*theirs, *font_manager.fontManager.ttflist])
    try:
        assert font_manager.findfont(font_family()).endswith("PolicyToolkitSansSC.otf")
    finally:
        font_family.cache_clear()


@pytest.mark.parametrize(("name", "format"), [*((name, "svg") for name in PLOTS), ("keyness", "png"), ("keyness", "pdf")])
def test_the_same_figure_gives_the_same_bytes(name, format):
    assert figure_bytes(PLOTS[name](), format) == figure_bytes(PLOTS[name](), format)


def test_an_unknown_language_is_an_error(plot):
    with pytest.raises(ValueError, match="lang='fr' is not allowed: use one of 'zh', 'en'"):
        plot(lang="fr")


def test_the_title_is_given_or_says_what_is_shown(plot):
    assert plot(title="某市的数字").get_title(loc="left") == "某市的数字"
    assert plot().get_title(loc="left")


def test_a_missed_target_has_its_own_mark():
    ax = tk.plot_panel(panel_table(["云山市", "临河县", "青浦州"], [2024]))
    assert "2024年结果，未达当年目标" in [text.get_text() for text in ax.get_legend().get_texts()]
    assert sum(isinstance(artist, PathCollection) for artist in ax.collections) == 3


def test_amounts_are_shown_in_a_readable_magnitude():
    table = panel_table(["云山市"], range(2018, 2022), measure="level", unit="元").assign(actual=1.2e11, target=np.nan)
    assert tk.plot_panel(table).get_title(loc="left") == "云山市 地区生产总值（亿元）"


def test_lines_of_several_places_are_named_at_their_ends():
    assert {"云山市", "临河县"} <= {text.get_text() for text in PLOTS["panel of lines"]().texts}


def test_trends_are_marked_at_the_names_of_the_lines():
    assert {"治水 ↑", "农会 ↓", "普法"} <= {text.get_text() for text in PLOTS["trends"]().texts}


def test_long_series_are_smoothed_and_do_not_bridge_years_without_documents():
    ax = PLOTS["trends of many years"]()
    assert "移动平均" in ax.get_title(loc="left")
    assert any(np.isnan(line.get_ydata()).any() for line in ax.lines)


def test_breaks_are_drawn_on_the_years_themselves():
    rows = [{"term": "治水", "year": year, "rate": 9.0 * (year >= 2000)} for year in range(1970, 2025)]
    breaks = pd.DataFrame([{"term": "治水", "year": 2000, "low": 2000, "high": 2000, "before": 0.0, "after": 9.0}])
    line = tk.plot_trends(pd.DataFrame(rows), breaks=breaks).lines[0]
    assert sorted(set(line.get_ydata())) == [0.0, 9.0]


def test_bursts_span_their_years():
    left, right = sorted((bar.get_x(), bar.get_x() + bar.get_width()) for bar in tk.plot_bursts(burst_table()).patches)
    assert (left, right) == ((2014.5, 2015.5), (2019.5, 2021.5))


def test_many_groups_are_thinned_to_what_a_page_holds():
    ax = tk.plot_keywords(keyword_table([str(year) for year in range(1990, 2020)]), max_groups=5)
    labels = [label.get_text() for label in ax.get_xticklabels()]
    assert (len(labels), labels[0], labels[-1]) == (5, "1990", "2019")


def test_both_sides_of_keyness_are_named():
    text = words(tk.plot_keyness(keyness_table(), labels=("新时期", "旧时期")))
    assert "新时期更多用" in text
    assert "旧时期更多用" in text
    assert "农会" in text


@pytest.mark.parametrize(
    ("plot", "message"),
    [
        (lambda: tk.plot_keywords(keyword_table().iloc[:0]), "keywords has no rows"),
        (lambda: tk.plot_keyness(keyness_table().iloc[:0]), "keyness has no rows"),
        (lambda: tk.plot_keyness(keyness_table(), measure="chi2"), "measure='chi2' is not allowed: use one of 'log_ratio', 'z'"),
        (lambda: tk.plot_trends(trend_table().iloc[:0]), "trends has no rows"),
        (lambda: tk.plot_trends(trend_table(), measure="share"), "measure='share' is not allowed: use one of 'rate'"),
        (lambda: tk.plot_trends(trend_table(), k=9), "a number of lines from 1 to 8"),
        (lambda: tk.plot_trends(name_table().drop(columns="count")), "must be a table of term_trends"),
        (lambda: tk.plot_bursts(burst_table().iloc[:0]), "bursts has no rows"),
        (lambda: tk.plot_topics(topic_tables()[0].iloc[:0]), "topics has no rows"),
        (lambda: tk.plot_topics(name_table()), "must be a table of topics"),
        (lambda: tk.plot_places(name_table().iloc[:0]), "names has no rows"),
        (lambda: tk.plot_places(name_table(), by="place"), "must be a table with the columns 'name', 'place' and 'count'"),
        (lambda: tk.plot_panel(panel_table(["云山市"], [2024]).iloc[:0]), "the panel has no such figures"),
        (lambda: tk.plot_panel(panel_table(["云山市"], [2024]), indicator="财政收入"), "indicator='财政收入' is not allowed"),
    ],
)
def test_what_cannot_be_drawn_is_said(plot, message):
    with pytest.raises(ValueError, match=message):
        plot()


def test_figures_are_written_by_the_ending_of_the_name(tmp_path):
    path = write_figure(PLOTS["keyness"](), tmp_path / "keyness.svg")
    text = path.read_text(encoding="utf-8")
    assert text.startswith("<?xml")
    assert "<text" not in text, "text is drawn as outlines"


@pytest.mark.parametrize(
    ("wanted", "expected"), [([], []), ([0.5], [0.5]), ([0.5, 0.5], [0.45, 0.55]), ([0.0, 0.05, 1.0], [-0.025, 0.075, 1.0])]
)
def test_labels_are_spread_no_further_than_needed(wanted, expected):
    assert spread(wanted, gap=0.1) == pytest.approx(expected)


def test_a_shaded_table_without_numbers_has_a_scale():
    few, many = (
        pd.DataFrame([{"name": "北江", "year": year, "count": year - 1989} for year in range(1990, last)]) for last in (2000, 2030)
    )
    assert tk.plot_places(few).get_legend() is None, "the numbers stand in the cells"
    assert [text.get_text() for text in tk.plot_places(many).get_legend().get_texts()] == ["0", "10", "20", "40"]


@pytest.mark.parametrize(
    ("plot", "note"),
    [
        (lambda: tk.plot_keyness(keyness_table(), k=1), "3个词中的2个"),
        (lambda: tk.plot_keywords(keyword_table([str(year) for year in range(1990, 2020)]), max_groups=5), "30组中的5组"),
        (lambda: tk.plot_trends(trend_table(), k=2), "3条中的2条"),
        (lambda: tk.plot_bursts(burst_table(), k=1, lang="en"), "1 of 2 terms"),
        (lambda: tk.plot_places(name_table(), k=1), "2个名称中的1个"),
    ],
)
def test_what_is_left_out_is_counted(plot, note):
    assert note in {text.get_text() for text in plot().texts}


def test_long_keywords_stay_in_their_column():
    table = keyword_table(["2021", "2022"]).assign(term="全面建成小康社会的第一年")
    ax = tk.plot_keywords(table)
    ax.figure.canvas.draw()
    left, right = ax.texts[0].get_window_extent(), ax.texts[4].get_window_extent()
    assert not left.overlaps(right)


def results_and_next_targets():
    """Results of 2023, one of which missed the target of 2023 and is above that of 2024."""
    rows = panel_table(["甲市", "乙市", "丙市"], [2023, 2024])
    later = rows["year"] == 2024
    rows.loc[later, ["actual", "actual_bound", "attained"]] = [np.nan, None, pd.NA]
    rows.loc[~later, "target"] = [5.0, 5.0, 6.0]
    rows.loc[~later, "actual"] = [5.4, 5.2, 5.6]
    rows.loc[~later, "attained"] = [True, True, False]
    rows.loc[later, "target"] = [5.0, 5.0, 5.5]
    return rows


def test_a_missed_target_of_the_year_before_stands_beside_its_result():
    ax = tk.plot_panel(results_and_next_targets())
    assert {"2023年结果，未达当年目标", "2023年目标", "2024年目标"} <= {text.get_text() for text in ax.get_legend().get_texts()}
    drawn = [tuple(point) for part in ax.collections if isinstance(part, PathCollection) for point in part.get_offsets().tolist()]
    assert {(5.6, 2.0), (6.0, 2.0), (5.5, 2.0)} <= set(drawn)  # the row on top: result, target of 2023, target of 2024


def test_a_range_is_a_bar_that_the_legend_explains():
    rows = panel_table(["云山市"], range(2015, 2022)).assign(target_max=6.0, target_bound="range")
    ax = tk.plot_panel(rows)
    assert "目标：区间" in [text.get_text() for text in ax.get_legend().get_texts()]
    assert "目标" not in [text.get_text() for text in ax.get_legend().get_texts()]


def test_indicators_go_by_any_of_their_names():
    assert "地区生产总值" in tk.plot_panel(panel_table(["云山市", "临河县"], [2024]), indicator="GDP").get_title(loc="left")


def test_groups_of_keywords_are_named_by_their_columns_alone():
    numbers = {"p": 0.01, "p_adjusted": 0.02, "n_docs": 55, "n_docs_rest": 95, "n_units": 55, "n_units_rest": 95, "later": 3}
    ax = tk.plot_keywords(keyword_table().assign(**numbers))
    assert "2022" in words(ax)
    assert "55" not in words(ax)


def heat_words(ax):
    return [text.get_text() for text in (ax.get_legend().get_texts() if ax.get_legend() else [])]


def hatched(ax):
    return [patch.get_x() for patch in ax.patches if patch.get_hatch()]


def test_a_year_in_which_nothing_is_named_is_blank_and_one_without_data_is_hatched():
    table = pd.concat([name_table(), name_table().assign(year=2024)]).query("year != 2022")
    assert hatched(tk.plot_places(table)) == [1]
    assert "该年无数据" in heat_words(tk.plot_places(table))
    with_documents = tk.plot_places(table, groups=pd.Series([2021, 2022, 2023, 2024]))
    assert (hatched(with_documents), heat_words(with_documents)) == ([], [])
    assert [label.get_text() for label in with_documents.get_xticklabels()] == ["2021", "2022", "2023", "2024"]


@pytest.mark.parametrize("n", [3, 15, 31])
def test_every_place_of_a_topic_table_is_named(n):
    names = [f"第{number}市" for number in range(n)]
    table = pd.DataFrame([(name, topic, "治水", 0.1) for name in names for topic in (1, 2)], columns=["place", "topic", "label", "share"])
    ax = tk.plot_topics(table)
    assert [label.get_text() for label in ax.get_xticklabels()] == names
    assert figure_bytes(ax, "png")


def test_years_that_are_many_are_thinned():
    years = range(1990, 2024)
    table = pd.DataFrame([(year, topic, "治水", 0.1) for year in years for topic in (1, 2)], columns=["year", "topic", "label", "share"])
    assert len(tk.plot_topics(table).get_xticklabels()) < 15


@pytest.mark.parametrize(
    ("p", "told"),
    [([0.9, 1.0], "校正后均不显著"), ([0.01, 1.0], "2段中1段校正后显著（p < 0.05）"), ([0.01, 0.02], "校正后均显著（p < 0.05）")],
)
def test_bursts_say_whether_they_are_significant(p, told):
    assert told in words(tk.plot_bursts(burst_table().assign(p_adjusted=p)))
