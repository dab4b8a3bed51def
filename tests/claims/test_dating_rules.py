"""Every rule of dating by its example: the rule is the one that reads the last figure of the example."""

import pytest

from toolkit.claims import frames, modality, years
from toolkit.claims.calendar import Calendar, planned_year
from toolkit.claims.dating import date_figures, reasons
from toolkit.claims.extract import extract_claims
from toolkit.claims.figures import read_figures
from toolkit.places import parse_text

ANNUAL = {"report_year": 2024, "review_year": 2023}


def named(rules):
    return [pytest.param(rule, id=rule.name) for rule in rules]


def last_reasons(text):
    parsed = parse_text(text, place="清远市", year=2024)
    return reasons(parsed, list(read_figures(parsed)), Calendar(**ANNUAL))[-1]


@pytest.mark.parametrize("rule", named(modality.RULES))
def test_modality(rule):
    assert last_reasons(rule.example)[0] == rule.name
    assert extract_claims(rule.example, place="清远市", **ANNUAL)[-1].modality == rule.modality


@pytest.mark.parametrize("rule", named(years.RULES))
def test_year(rule):
    assert last_reasons(rule.example)[1] == rule.name


@pytest.mark.parametrize("rule", named(frames.LEADS))
def test_lead(rule):
    assert extract_claims(rule.example, place="清远市", **ANNUAL)[-1].year == rule.year


def test_no_figures():
    parsed = parse_text("没有数字。")
    assert date_figures(parsed, [], Calendar(2024, 2023)) == []


@pytest.mark.parametrize(
    ("text", "calendar", "year"),
    [
        ("今年要新建学校", Calendar(2024, 2023), 2024),
        ("明年要新建学校", Calendar(2023, 2023), 2024),
        ("新建学校", Calendar(2023, 2023), None),
        ("到2030年建成", Calendar(2024, 2023), None),
        ("今年要新建学校", Calendar(2024, None), None),
        ("今年要新建学校", Calendar(None, None), None),
    ],
)
def test_the_year_of_plans_that_name_none(text, calendar, year):
    assert planned_year(text, calendar) == year
