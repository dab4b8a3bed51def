"""The parts of the language stand in `toolkit/grammar` and nowhere else: other modules import them."""

import re
from pathlib import Path

import pytest

import toolkit

ROOT = Path(toolkit.__file__).parent
PARTS = {
    "a pattern of a year": re.compile(r"19\|20|20\|19|\[12\]\[0-9\]|(?:19|20)\)?\[0-9\]\{|\[〇?[一二]{1,2}\]\[|\[0-9\]\{+4\}+(?:年|\[-)"),
    "a class of Chinese digits": re.compile("[零〇○][零〇○一]|一二三四五|壹贰"),
    "the number of a document": re.compile(r"〔[^〔\]]*\](?:\\s\?)?(?:\[0-9\]|\[12\]|\(\?:19|\{(?:ARABIC_)?YEAR)"),
}


def literals(path):
    """The lines of a module without its comments and docstrings' examples."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        code = line.split("  #")[0]
        if not code.lstrip().startswith(("#", ">>>")):
            yield number, code


@pytest.mark.parametrize("part", PARTS)
def test_a_part_of_the_language_stands_in_one_place(part):
    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in sorted(ROOT.rglob("*.py"))
        if path.parent.name != "grammar"
        for number, code in literals(path)
        if PARTS[part].search(code)
    ]
    assert not found, f"{part} is written outside toolkit/grammar: {found}"


@pytest.mark.parametrize(
    ("part", "code"),
    [
        ("a pattern of a year", r"(?:19|20)[0-9]{2}年"),
        ("a pattern of a year", r"[12][0-9]{3}"),
        ("a pattern of a year", r"20[0-9]{2}"),
        ("a pattern of a year", r"[0-9]{4}年"),
        ("a class of Chinese digits", "[〇一二三四五六七八九]{4}"),
        ("a class of Chinese digits", "第[一二三四五六七八九十]+章"),
        ("the number of a document", r"[〔\[（(【][0-9]{4}[〕\]）)】]第?[0-9]{1,5}号"),
    ],
)
def test_the_search_sees_what_it_looks_for(part, code):
    assert PARTS[part].search(code)
