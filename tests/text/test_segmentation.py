import pickle
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.errors import InvalidValue, ReadError
from toolkit.text import Segmenter, stop_words, tokenize

SENTENCE = "依据粤府办〔2023〕15号和《优化营商环境条例》，2023年新增1.5万个岗位，水质达标率为百分之九十八点五。"


def test_domain_terms_are_one_word():
    assert tokenize("深化放管服改革，优化营商环境，做到一网通办") == [
        "深化", "放管服", "改革", "，", "优化", "营商环境", "，", "做到", "一网通办",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("keep", "whole"),
    [
        (["numbers"], ["1.5万个", "百分之九十八点五"]),
        (["dates"], ["2023年"]),
        (["titles"], ["《优化营商环境条例》"]),
        (["document_numbers"], ["粤府办〔2023〕15号"]),
        (["numbers", "dates", "titles"], ["1.5万个", "2023年", "《优化营商环境条例》"]),
    ],
)
def test_spans_are_kept_whole_when_asked(keep, whole):
    words = Segmenter(keep=keep).cut(SENTENCE)
    assert set(whole) <= set(words)
    assert "".join(words) == SENTENCE
    assert not set(whole) & set(Segmenter().cut(SENTENCE))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("PM2.5浓度30微克/立方米", ["PM2.5", "浓度", "30微克/立方米"]),
        ("建成5G基站", ["建成", "5G", "基站"]),
        ("三千五百万亩良田", ["三千五百万亩", "良田"]),
        ("2025年底前，6月底", ["2025年底", "前", "，", "6月底"]),
        ("总量12,345.6万元", ["总量", "12,345.6万元"]),
        ("居第5位", ["居", "第5位"]),
        ("按照某环〔2023〕8号和国发[2023]1号", ["按照", "某环〔2023〕8号", "和", "国发[2023]1号"]),
        ("《关于贯彻〈条例〉的意见》", ["《关于贯彻〈条例〉的意见》"]),
    ],
)
def test_what_is_one_expression(text, words):
    assert Segmenter(keep=["numbers", "dates", "document_numbers", "titles"]).cut(text) == words


def test_words_with_marks_are_whole_too():
    own = Segmenter(user_words=["双随机、一公开", "“1310”部署"])
    assert own.cut("推行双随机、一公开，落实“1310”部署") == ["推行", "双随机、一公开", "，", "落实", "“1310”部署"]


def test_user_words_stay_with_their_segmenter():
    own = Segmenter(user_words=["青禾湾示范片"])
    assert "青禾湾示范片" in own.cut("建设青禾湾示范片区")
    assert "青禾湾示范片" not in tokenize("建设青禾湾示范片区")


def test_a_dictionary_in_jiebas_format(tmp_path):
    path = tmp_path / "own.txt"
    path.write_text("# 说明\n青禾湾 100 ns\n绿源行动 n\n", encoding="utf-8")
    segmenter = Segmenter(user_dict=path)
    assert segmenter.cut("青禾湾开展绿源行动") == ["青禾湾", "开展", "绿源行动"]
    assert (segmenter.tag_of("青禾湾"), segmenter.tag_of("绿源行动"), segmenter.tag_of("甲乙丙丁戊")) == ("ns", "n", None)


def test_a_segmenter_travels_to_other_processes():
    segmenter = Segmenter(user_words=["绿源行动"], keep=["dates"])
    assert pickle.loads(pickle.dumps(segmenter)) == segmenter


MIXED = st.text(st.sampled_from("全市经济增长率的一二三年月日元吨12309aAbZ.-_%+#&/:，。、（）“” \n㐀龦𠮷〇％Ⅱμ"), max_size=40)


@pytest.mark.parametrize(
    "text",
    [SENTENCE, "2021-2025年，NB-IoT接入8.1ZB", "见www.example.gov.cn或a_b-c", "1.2.3节", "㵲阳河、㮾梨镇和𠮷地", "PM2.5为30.5", ""],
)
def test_both_engines_agree(text):
    assert Segmenter(engine="rjieba").cut(text) == Segmenter(engine="jieba").cut(text)


@settings(max_examples=200, deadline=None)
@given(MIXED)
def test_both_engines_agree_on_any_mixture(text):
    assert Segmenter(engine="rjieba").cut(text) == Segmenter(engine="jieba").cut(text)


@settings(max_examples=50, deadline=None)
@given(st.text())
def test_tokens_rebuild_the_text(text):
    tokens = Segmenter(keep=["numbers", "titles", "dates", "document_numbers"]).tokens(text)
    assert "".join(token.text for token in tokens) == text
    assert all(text[t.start : t.end] == t.text for t in tokens)
    assert all(a.end == b.start for a, b in pairwise(tokens))
    assert "".join(tokenize(text)) == text


def test_words_of_content_are_no_stop_words():
    assert not set("水法税县煤粮") & stop_words("all")
    assert {"的", "和"} <= stop_words()
    assert "各位代表" in stop_words("genre")
    assert "各位代表" not in stop_words("general")


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: Segmenter(engine="rjeiba"), "did you mean 'rjieba'"),
        (lambda: Segmenter(keep=["number"]), "did you mean 'numbers'"),
        (lambda: Segmenter(user_words=["两 个 词 语"]), "is not allowed: write word, frequency"),
        (lambda: stop_words("genres"), "did you mean 'genre'"),
    ],
)
def test_a_wrong_option_is_named(call, message):
    with pytest.raises(InvalidValue, match=message):
        call()


def test_a_missing_dictionary_is_named(tmp_path):
    with pytest.raises(ReadError, match=r"cannot read the user dictionary .*none\.txt"):
        Segmenter(user_dict=tmp_path / "none.txt")
