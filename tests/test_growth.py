"""Time grows in proportion to the text: what once took its square or more, and deep inputs that once ended the call."""

import time

import pytest

import toolkit as tk
from toolkit.text.keeping import KEEPABLE

SHORT, TIMES = 1_000, 8
SQUARE = TIMES**1.6
"""A call whose time grows as the size to the 1.6 takes so many times as long; linear ones take eight times."""


def seconds(call, text):
    taken = []
    for _ in range(3):
        start = time.process_time()
        call(text)
        taken.append(time.process_time() - start)
    return min(taken)


@pytest.mark.parametrize("piece", ["一", "万", "一千", "十四五", "一点", "百分之一"])
def test_rows_of_numerals_are_cut_in_linear_time(piece):
    cut = tk.Segmenter(keep=KEEPABLE).cut
    cut("预热")
    short, long = (piece * size for size in (SHORT // len(piece), TIMES * SHORT // len(piece)))
    assert seconds(cut, long) < SQUARE * max(seconds(cut, short), 0.01)
    assert "".join(cut(long)) == long


@pytest.mark.parametrize("sign", ["-", "负", "-负"])
def test_a_row_of_signs_is_no_number(sign):
    with pytest.raises(tk.ToolkitError, match="is not a number"):
        tk.parse_number(sign * 20_000 + "5")


@pytest.mark.parametrize("name", ["广东省", "桃源县", "新疆维吾尔自治区伊犁哈萨克自治州察布查尔锡伯自治县"])
def test_a_row_of_names_is_no_place(name):
    assert tk.resolve_place(name * 5_000) is None


def test_the_longest_chain_of_names_is_a_place():
    chain = "新疆维吾尔自治区伊犁哈萨克自治州察布查尔锡伯自治县"
    assert tk.resolve_place(chain).name == "察布查尔锡伯自治县"


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("投资二十三点五千瓦项目", "二十三点五千瓦"),
        ("完成一千二百三十万元投资", "一千二百三十万元"),
        ("共1亿三千万元", "三千万元"),
    ],
)
def test_numerals_in_words_are_kept_with_their_units(text, kept):
    assert kept in tk.Segmenter(keep=["numbers"]).cut(text)
