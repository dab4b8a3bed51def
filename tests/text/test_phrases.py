"""Many phrases in one pass."""

from hypothesis import given
from hypothesis import strategies as st

from toolkit.text import PhraseFinder

LETTERS = "省市县区🙂a"


def test_every_occurrence_is_found_also_of_phrases_within_phrases():
    assert PhraseFinder(["生态环境", "生态环境局", "环境"]).find("市生态环境局") == [(1, "生态环境局"), (1, "生态环境"), (3, "环境")]


@given(st.text(LETTERS), st.sets(st.text(LETTERS, min_size=2, max_size=4)))
def test_it_finds_what_a_search_for_each_phrase_finds(text, phrases):
    expected = {(at, phrase) for phrase in phrases for at in range(len(text)) if text.startswith(phrase, at)}
    found = PhraseFinder(phrases).find(text)
    assert len(found) == len(expected)
    assert set(found) == expected


@given(st.text(st.characters(categories=["Cs", "Lo", "So"])))
def test_any_unicode_is_searched(text):
    assert PhraseFinder(["清远"]).find(text + "清远")[-1] == (len(text), "清远")
