"""The font of a page, and gaps between years in the columns of keywords."""

import base64
from io import BytesIO

import matplotlib.pyplot as plt
import pandas as pd
import pytest
from fontTools.ttLib import TTFont

import toolkit as tk
from toolkit.figures.fonts import FONT_FILE, page_font


def characters(font):
    return {chr(code) for code in font.getBestCmap()}


def test_a_page_gets_the_characters_that_it_shows_and_no_others():
    told = base64.b64decode(page_font("治水，2024年"))
    assert told[:4] == b"wOF2"
    assert characters(TTFont(BytesIO(told))) == set("治水，2024年")


def test_the_same_characters_give_the_same_bytes():
    assert page_font("治水治水") == page_font("水治")
    assert page_font("治水") != page_font("治河")


def test_characters_that_the_font_lacks_are_left_to_the_machine():
    rare = next(char for char in "\u4dfe\U0002a6d6\U0001f600" if char not in characters(TTFont(FONT_FILE)))
    assert characters(TTFont(BytesIO(base64.b64decode(page_font(f"治{rare}"))))) == {"治"}


@pytest.mark.parametrize(
    ("years", "lines"),
    [(["2019", "2020", "2021", "2022"], []), (["2010", "2011", "2012", "2020"], [2.5]), (["2010", "2015", "2020"], []),
     (["东部", "中部", "西部"], []), (["2010", "2020"], [])],
)  # fmt: skip
def test_a_dotted_line_stands_between_years_far_apart(years, lines):
    table = pd.DataFrame([(year, 1, "治水", 3.0) for year in years], columns=["group", "rank", "term", "score"])
    ax = tk.plot_keywords(table)
    assert [line.get_xdata()[0] for line in ax.lines] == lines
    plt.close("all")
