"""What all figures of tables have in common: axes in and out, both languages, every glyph, the same bytes, nothing beyond the page."""

import warnings

import matplotlib as mpl
import matplotlib.pyplot as plt
import pytest
from matplotlib.figure import Figure
from matplotlib.text import Text

import toolkit as tk
from tests.figures import tables
from toolkit.figures import figure_bytes
from toolkit.figures.fonts import font_family

PLOTS = {
    "terms of topics": lambda **o: tk.plot_topic_terms(tables.terms(), **o),
    "shares of topics": lambda **o: tk.plot_topic_shares(tables.shares(), **o),
    "number of topics": lambda **o: tk.plot_topic_choice(tables.choice(), **o),
    "effects": lambda **o: tk.plot_effects(tables.effects(), **o),
    "words": lambda **o: tk.plot_word_network(tables.word_network(), **o),
    "followers": lambda **o: tk.plot_followers(tables.followers(), **o),
    "citations": lambda **o: tk.plot_citations(tables.citations(), **o),
    "cloud": lambda **o: tk.plot_cloud(tables.keyness(), **o),
    "cloud of groups": lambda **o: tk.plot_cloud(tables.keyness(), colour="kind", **o),
    "cloud of effects": lambda **o: tk.plot_cloud(tables.keyness(), colour="z", **o),
    "timeline": lambda **o: tk.plot_timeline(tables.first(), **o),
    "strength": lambda **o: tk.plot_strength(tables.strength(), **o),
    "strength by level": lambda **o: tk.plot_strength(tables.strength(), group="level", **o),
    "outcomes": lambda **o: tk.plot_outcomes(tables.outcomes(), **o),
    "outcomes of one": lambda **o: tk.plot_outcomes(tables.outcomes(), indicator="地区生产总值", **o),
    "tiles": lambda **o: tk.plot_provinces(tables.provinces(), **o),
}


@pytest.fixture(autouse=True)
def _close_figures():
    yield
    plt.close("all")


@pytest.fixture(params=PLOTS, ids=list(PLOTS))
def plot(request):
    return PLOTS[request.param]


def test_the_axes_given_are_returned_and_the_title_is_that_given(plot):
    ax = Figure().subplots()
    assert plot(ax=ax, title="某市的数字") is ax
    assert ax.get_title(loc="left") == "某市的数字"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_glyph_is_there_the_font_is_ours_and_settings_stay(plot, lang):
    before = dict(mpl.rcParams)
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # a missing glyph and a layout without room are warnings of matplotlib
        ax = plot(lang=lang)
        assert figure_bytes(ax, "png").startswith(b"\x89PNG")
    assert dict(mpl.rcParams) == before
    assert {text.get_fontfamily()[0] for text in ax.figure.findobj(Text) if text.get_text()} == {font_family()}
    wide = any("\u4e00" <= char <= "\u9fff" for char in ax.get_title(loc="left"))
    assert wide == (lang == "zh") or "环境保护法" in ax.get_title(loc="left") or "地区生产总值" in ax.get_title(loc="left")


@pytest.mark.parametrize("format", ["svg", "png"])
def test_the_same_table_gives_the_same_bytes(plot, format):
    assert figure_bytes(plot(), format) == figure_bytes(plot(), format)


def test_an_unknown_language_is_an_error_even_with_a_title(plot):
    with pytest.raises(ValueError, match="lang='fr' is not allowed: use one of 'zh', 'en'"):
        plot(lang="fr", title="题")


def test_nothing_is_written_beyond_the_page(plot):
    ax = plot()
    ax.figure.canvas.draw()
    page = ax.figure.bbox
    # Labels that stand on points are kept inside the axes; the others are what the layout makes room for.
    # Ticks beyond the limits of the axes are not drawn.
    ticks = [label for inner in [ax, *ax.child_axes] for label in inner.get_yticklabels() if label.get_position()[1] in drawn_ticks(inner)]
    for text in [ax.title, *ax.texts, *ticks]:
        if text.get_visible() and text.get_text():
            box = text.get_window_extent()
            assert box.x0 > page.x0 - 1, text.get_text()
            assert box.y0 > page.y0 - 1, text.get_text()
            assert box.y1 < page.y1 + 1, text.get_text()


def drawn_ticks(ax):
    low, high = sorted(ax.get_ylim())
    return {at for at in ax.get_yticks() if low <= at <= high}


def test_a_column_of_a_journal_holds_it(plot):
    figure, ax = plt.subplots(figsize=(3.4, 4.2), layout="constrained")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        plot(ax=ax)
        figure.canvas.draw()
    assert ax.get_window_extent().width > 0.3 * figure.bbox.width
