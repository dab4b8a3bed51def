"""Many patterns found in one pass: the same matches as one search after another."""

import re

import pytest

from toolkit.errors import InvalidValue
from toolkit.text.patterns import PatternFinder, openings

TEXT = "今年要力争增长5%，去年末已建成3所，未已开工；争取2年来第一。增长到6倍以上，增增增长"
PATTERNS = ["力争|争取", "(?<!未)已", "(?:上|去)年(?!底)", "[0-9]年来?", "增长(?:到)?[0-9]", "(?:增长?|建成)+", "增增", "要(?!求)"]


def test_finds_what_one_search_after_another_finds():
    found = [(match.start(), number) for number, match in PatternFinder(dict(enumerate(PATTERNS))).find(TEXT)]
    expected = [(match.start(), number) for number, pattern in enumerate(PATTERNS) for match in re.finditer(pattern, TEXT)]
    assert sorted(found) == sorted(expected)
    assert [start for start, _ in found] == sorted(start for start, _ in found)


def test_nothing_is_found_by_no_patterns():
    assert PatternFinder({}).find(TEXT) == []


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("力争", {"力争"}),
        ("要", {"要"}),
        ("倍以?", {"倍"}),
        ("增+", {"增"}),
        ("(?<![比较])(?:去|上)年|明年", {"去", "上", "明年"}),
        ("[一二]年|[3-5]{1,2}月", {"一年", "二年", "3", "4", "5"}),
        ("((?:甲|乙丙)丁|戊)", {"甲", "乙丙", "戊"}),
    ],
)
def test_openings(pattern, expected):
    assert openings(pattern) == expected


@pytest.mark.parametrize("pattern", [".年", "年?", "[^，]年", "(?:上)?年", "(?:年|)", "", "$", "\\d年", "[0-9]*年", "年{0,2}"])
def test_what_may_begin_with_anything_is_refused(pattern):
    with pytest.raises(InvalidValue, match="may begin with anything"):
        openings(pattern)
