from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

import toolkit as tk

TEXT = "清远市人民政府印发《青禾湾治理规划》。连南县落实河长制；成效明显。"


def test_words_and_entities_of_each_sentence():
    shown = tk.as_hanlp_document(TEXT, tk.extract_entities(TEXT, place="清远市"))
    assert "".join(chain.from_iterable(shown["tok"])) == TEXT
    for words, names in zip(shown["tok"], shown["ner"], strict=True):
        assert all(text == "".join(words[first:last]) for text, _, first, last in names)
    assert ("连南县", "PLACE", 0, 1) in shown["ner"][1]


def test_it_prints_and_travels_as_json():
    shown = tk.as_hanlp_document(TEXT, tk.extract_entities(TEXT))
    assert any("连南县" in sentence and "PLACE" in sentence for sentence in shown.to_pretty())
    assert "清远市人民政府" in shown.to_json()


@given(st.text(alphabet=st.one_of(st.characters(exclude_categories=["Cs"]), st.sampled_from("国务院清远市《》。；\n")), max_size=80))
def test_any_text_keeps_its_characters(text):
    shown = tk.as_hanlp_document(text, tk.extract_entities(text))
    assert "".join("".join(chain.from_iterable(shown["tok"])).split()) == "".join(text.split())


@pytest.mark.parametrize("text", ["", " \n "])
def test_no_words_no_sentences(text):
    assert tk.as_hanlp_document(text, [])["tok"] == []
