"""Every rule of the clause reads its own example."""

import pytest

from toolkit.claims.figures import read_figures
from toolkit.claims.indicators import INDICATOR_RULES
from toolkit.claims.roles import ROLE_RULES
from toolkit.places import parse_text


def last_reading(text):
    *_, figure = read_figures(parse_text(text, place="清远市", year=2024))
    return figure.reading


@pytest.mark.parametrize("rule", INDICATOR_RULES, ids=lambda rule: rule.name)
def test_indicator_rules_read_their_examples(rule):
    reading = last_reading(rule.example)
    assert (reading.rules[0], reading.indicator) == (rule.name, rule.gives)


@pytest.mark.parametrize("rule", ROLE_RULES, ids=lambda rule: rule.name)
def test_role_rules_read_their_examples(rule):
    reading = last_reading(rule.example)
    assert (reading.rules[1], f"{reading.role} {reading.direction or ''}".strip()) == (rule.name, rule.gives)


@pytest.mark.parametrize("rules", [INDICATOR_RULES, ROLE_RULES])
def test_names_of_rules_are_unique(rules):
    assert len({rule.name for rule in rules}) == len(rules)
