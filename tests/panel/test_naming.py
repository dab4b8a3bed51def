"""Standard indicators by whatever name a reader knows them."""

import pytest

import toolkit as tk
from toolkit.lexicon import read_table
from toolkit.panel import standard_indicators


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("GDP", "地区生产总值"),
        ("ｇｄｐ", "地区生产总值"),
        ("财政", "财政收入"),
        ("城镇调查失业率", "城镇调查失业率"),
        ("调查失业", "城镇调查失业率"),
        ("粮食产量", "粮食产量"),
    ],
)
def test_the_nearest_comes_first(text, first):
    assert tk.suggest_indicators(text)["indicator"].iloc[0] == first


def test_suggestions_tell_unit_and_other_names():
    row = tk.suggest_indicators("地区生产总值", k=1).iloc[0]
    assert (row["unit"], row["matched"]) == ("元", "地区生产总值")
    assert "GDP" in row["aliases"].split("、")


def test_those_that_hold_the_word_come_before_those_spelt_alike():
    found = tk.suggest_indicators("财政", k=50)
    holds = ["财政" in f"{row.indicator}{row.aliases}" for row in found.itertuples()]
    assert holds == sorted(holds, reverse=True)
    assert sum(holds) >= 5


@pytest.mark.parametrize(("text", "k", "message"), [(" ", 5, "give a part of the name"), ("财政", 0, "k=0 is not allowed")])
def test_what_cannot_be_suggested(text, k, message):
    with pytest.raises(ValueError, match=message):
        tk.suggest_indicators(text, k=k)


def test_nothing_near_is_a_table_without_rows():
    assert tk.suggest_indicators("xyzxyzxyz").empty


def test_every_indicator_stands_for_itself():
    names = [row["indicator"] for row in read_table("indicators.tsv")]
    assert standard_indicators(names) == names


def test_no_name_is_that_of_two_indicators():
    names = {}
    for row in read_table("indicators.tsv"):
        for name in {row["indicator"], *row["variants"].split("|"), *row["change_variants"].split("|")} - {""}:
            names.setdefault(name.casefold(), set()).add(row["indicator"])
    assert {name: found for name, found in names.items() if len(found) > 1} == {}
