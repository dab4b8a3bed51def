"""The data files that a researcher may extend: a misspelt kind is a failing test and not a row that does nothing."""

import re

import pytest

from toolkit.grammar.units import units
from toolkit.lexicon import read_table

CLASSES = {
    "level", "to", "up", "down", "compare", "basis", "rate", "mean", "new", "verb", "noun", "adverb", "prep", "conj", "time", "deictic",
}  # fmt: skip
POLICY_ROLES = {"hard", "soft", "generic", "programme", "campaign", "construction", "yearly"}
POLICY_KINDS = {"battle", "document", "institution", "plan", "programme", "quoted", "reform", "regulation", "strategy", "title"}
SINGLE_KINDS = {"光通量", "温度", "声压级", "工作日", "季度", "人次", "户数", "年龄", "分值", "点数"}


def values(table, column):
    return {value for row in read_table(table) for value in row[column].split("|") if value}


def test_units_are_of_kinds_that_have_a_base():
    """A kind that stands once is a misspelt one, but for those of a single unit."""
    rows = read_table("units.tsv")
    single = {row["kind"] for row in rows if sum(other["kind"] == row["kind"] for other in rows) == 1}
    assert single <= SINGLE_KINDS
    assert all(row["base"] in units() or row["kind"] == "计数" for row in rows)


@pytest.mark.parametrize(
    ("table", "column", "allowed"),
    [
        ("words.tsv", "claim", CLASSES),
        ("words.tsv", "policy", POLICY_ROLES),
        ("modality_cues.tsv", "place", {"any", "lead", "turn"}),
        ("section_kinds.tsv", "kind", {"review", "targets", "tasks"}),
        ("policy_heads.tsv", "kind", POLICY_KINDS),
        ("budget_names.tsv", "kind", {"account", "item"}),
        ("indicators.tsv", "better", {"less"}),
        ("figure_rules.tsv", "where", {"clause", "sentence", "after", "indicator"}),
    ],
)
def test_columns_hold_known_kinds(table, column, allowed):
    assert values(table, column) <= allowed


def test_indicators_are_measured_in_kinds_of_units():
    kinds = {unit.kind for unit in units().values()}
    assert values("indicators.tsv", "unit_kinds") <= kinds | {"无", "涨幅", "比例"}


@pytest.mark.parametrize(
    ("table", "column"), [("modality_cues.tsv", "cue"), ("section_kinds.tsv", "pattern"), ("figure_rules.tsv", "pattern")]
)
def test_patterns_compile(table, column):
    for row in read_table(table):
        re.compile(row[column])


def test_one_row_a_word():
    words = [row["word"] for row in read_table("words.tsv")]
    assert len(words) == len(set(words))
