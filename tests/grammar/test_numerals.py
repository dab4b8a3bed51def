import inspect

import cn2an
import pytest
from cn2an.cn2an_test import Cn2anTest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.errors import InvalidValue
from toolkit.grammar.marks import one_form
from toolkit.grammar.numerals import integer, normalize, numeral_value, parse_number


def published_cases():
    """The cases that come with cn2an, for its mode without restrictions."""
    case = Cn2anTest()
    case.setUp()
    return case.smart_data_dict


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("一千二百三十万", 12_300_000),
        ("1.37万亿", 1_370_000_000_000),
        ("3千万", 30_000_000),
        ("1亿3千万", 130_000_000),
        ("１２，３４５．６", 12_345.6),
        ("1,234,567", 1_234_567),
        ("二〇二三", 2023),
        ("三亿零四百七十五万", 304_750_000),
        ("两千三百余", 2300),
        ("3000多万", 30_000_000),
        ("廿二", 22),
        ("卅", 30),
        ("壹佰贰拾叁元肆角", 123.4),
        ("十四点三", 14.3),
        ("二点五亿", 250_000_000),
        ("一万二千亿", 1_200_000_000_000),
        ("三万五", 35_000),
        ("百分之八点一", 0.081),
        ("千分之三", 0.003),
        ("8.1%", 0.081),
        ("三分之二", 2 / 3),
        ("三成五", 0.35),
        ("七成", 0.7),
        ("一半", 0.5),
        ("负三", -3),
        ("-0.4%", -0.004),
        ("4兆", 4e12),
        ("3/4", 0.75),
        ("４／５", 0.8),
        ("十五万六千", 156_000),
    ],
)
def test_forms(text, value):
    assert parse_number(text) == pytest.approx(value, rel=1e-12)


NO_NUMBERS = ["", "元整", "几百", "数十", "十一十二", "10.1万零100", "1..2", "1.2.3", "3/0", "1/2/3", "三亿四亿", "吨", "一" * 40]


@pytest.mark.parametrize("text", NO_NUMBERS)
def test_what_is_no_number(text):
    with pytest.raises(InvalidValue, match="is not a number: give one numeral"):
        parse_number(text)


def test_error_is_a_value_error():
    with pytest.raises(ValueError, match="text='几百'"):
        parse_number("几百")


@pytest.mark.parametrize(("text", "value"), sorted(published_cases().items()))
def test_agrees_with_cn2an(text, value):
    assert parse_number(text) == pytest.approx(value, rel=1e-12, abs=1e-15)


def test_cn2an_has_cases():
    assert "smart_data_dict" in inspect.getsource(Cn2anTest)
    assert len(published_cases()) > 100


@given(st.integers(min_value=0, max_value=10**15))
def test_number_to_chinese_and_back(number):
    assert parse_number(cn2an.an2cn(number)) == number


@given(st.integers(min_value=0, max_value=10**12))
def test_capital_numerals_and_back(number):
    assert parse_number(cn2an.an2cn(number, "up")) == number


@given(st.decimals(min_value=0, max_value=10**9, places=4, allow_nan=False, allow_infinity=False))
def test_decimals_and_back(number):
    assert parse_number(f"{number:f}") == pytest.approx(float(number))


@given(st.integers(min_value=1, max_value=10**9), st.sampled_from(["万", "亿", "万亿", "千", "百"]))
def test_digits_with_a_magnitude(number, magnitude):
    scale = {"万": 10**4, "亿": 10**8, "万亿": 10**12, "千": 10**3, "百": 10**2}[magnitude]
    assert parse_number(f"{number}{magnitude}") == pytest.approx(number * scale, rel=1e-15)


@given(st.text(max_size=40))
def test_any_text_is_a_number_or_an_error(text):
    try:
        value = parse_number(text)
    except InvalidValue:
        assert numeral_value(normalize(text.strip())) is None
    else:
        assert abs(value) < 1e40


WIDE = str.maketrans("0123456789.,%/", "０１２３４５６７８９．，％／")


DECIMALS = st.decimals(min_value=0, max_value=10**9, places=2, allow_nan=False, allow_infinity=False)


@given(DECIMALS, st.sampled_from(["", "%", "万", "亿"]))
def test_full_width_numerals_are_read_as_half_width_ones(number, ending):
    numeral = f"{number:,f}{ending}"
    assert parse_number(numeral.translate(WIDE)) == parse_number(numeral)


@given(st.integers(min_value=1, max_value=99), st.integers(min_value=1, max_value=99))
def test_a_share_in_digits_and_in_words(above, below):
    assert parse_number(f"{above}/{below}") == parse_number(f"{cn2an.an2cn(below)}分之{cn2an.an2cn(above)}")


@pytest.mark.parametrize(
    ("numeral", "value"), [("二〇二三", 2023), ("二OO五", 2005), ("１２", 12), ("三十二", 32), ("1.5", None), ("第", None)]
)
def test_whole_numbers(numeral, value):
    assert integer(numeral) == value


@given(st.text(max_size=60))
def test_one_form_keeps_every_place(text):
    plain = one_form(text)
    assert len(plain) == len(text)
    assert one_form(plain) == plain
