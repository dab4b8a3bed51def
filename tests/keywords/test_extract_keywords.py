import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import toolkit as tk

TEXT = (
    "市水利局治理水库，水库大坝除险加固。水库管护责任落实到人，水库周边禁止采砂。"
    "农田灌溉用水由水库调度，税收和法治宣传另文报告。2023年投入3.2亿元，进一步加强工作。"
)
METHODS = ["textrank", "tfidf", "frequency"]


def words(text, **options):
    return [keyword.word for keyword in tk.extract_keywords(text, **options)]


@pytest.mark.parametrize("method", METHODS)
def test_the_subject_comes_first(method):
    assert words(TEXT, method=method)[0] == "水库"


@pytest.mark.parametrize("method", METHODS)
def test_scores_fall_from_one(method):
    scores = [keyword.score for keyword in tk.extract_keywords(TEXT, method=method)]
    assert scores[0] == 1
    assert scores == sorted(scores, reverse=True)
    assert all(score >= 0 for score in scores)


def test_numbers_stop_words_and_punctuation_are_no_keywords():
    found = words(TEXT, k=100)
    assert not {"2023", "3.2", "亿元", "。", "进一步", "工作", "的", "和"} & set(found)


def test_one_character_words_can_be_keywords():
    assert "水" in words("水、土、气同治，水为先。水、土、气监测。", k=5)


def test_stop_words_are_an_option():
    assert "水库" not in words(TEXT, stop_words=["水库"])
    assert "工作" in words("工作部署、工作落实、工作督查。", stop_words=None)


def test_user_words_can_be_keywords():
    text = "全市推行蓝藻哨制度，蓝藻哨到岗，蓝藻哨巡湖。"
    assert words(text, k=1, segmenter=tk.Segmenter(user_words=["蓝藻哨"])) == ["蓝藻哨"]


def test_tfidf_prefers_what_the_genre_lacks():
    text = "经济发展，经济增长，红树林保护，红树林修复。"
    segmenter = tk.Segmenter(user_words=["红树林"])
    assert words(text, k=1, method="tfidf", segmenter=segmenter) == ["红树林"]


@pytest.mark.parametrize("text", ["", "。", "的了和", "2023年", "\n\n"])
@pytest.mark.parametrize("method", METHODS)
def test_texts_without_content_have_no_keywords(text, method):
    assert tk.extract_keywords(text, method=method) == []


def test_k_is_a_limit():
    assert len(words(TEXT, k=3)) == 3
    assert words(TEXT, k=0) == []


def test_wrong_options():
    with pytest.raises(tk.ToolkitError, match="did you mean 'textrank'"):
        tk.extract_keywords(TEXT, method="textrnk")
    with pytest.raises(tk.ToolkitError, match="k=-1 is not allowed"):
        tk.extract_keywords(TEXT, k=-1)


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=80), st.sampled_from(METHODS))
def test_any_text_gives_keywords_that_stand_in_it(text, method):
    found = tk.extract_keywords(text, method=method)
    assert all(keyword.word in text and 0 <= keyword.score <= 1 for keyword in found)
    assert found == tk.extract_keywords(text, method=method)
