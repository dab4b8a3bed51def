from collections import Counter
from itertools import product

import numpy as np
import pandas as pd
import pytest
from scipy.stats import norm

import toolkit as tk

TEXTS = ["打击电信诈骗，电信诈骗减少。", "整治诈骗。电信企业增加。企业减少。", "防范电信诈骗。电信网络诈骗减少。", "网络企业整治电信。"] * 3


@pytest.fixture(scope="module")
def corpus():
    return tk.build_corpus(pd.DataFrame({"text": TEXTS}))


@pytest.mark.parametrize("beyond", ["parts", "words"])
@pytest.mark.parametrize("length", [2, 3])
def test_scores_are_those_of_the_paper(corpus, length, beyond):
    """λ from counts by a plain loop over all windows, as defined by Blaheta and Johnson."""
    windows = []
    for _, words in corpus.tokens.groupby(["doc_id", "sentence_id"], observed=True)["text"]:
        run = []
        for word in [*map(str, words), "。"]:
            if any(map(str.isalnum, word)):
                run.append(word)
            else:
                windows += [tuple(run[at : at + length]) for at in range(len(run) - length + 1)]
                run = []
    table = tk.find_phrases(corpus, n_words=[length], beyond=beyond, min_count=2, confidence=0.5)
    assert len(table) > 0
    if beyond == "parts":
        weights = {kept: (-1) ** (length - sum(kept)) for kept in product((False, True), repeat=length)}
    else:
        single = {tuple(place == at for at in range(length)): -1 for place in range(length)}
        weights = {(True,) * length: 1, (False,) * length: length - 1, **single}
    for row in table.itertuples():
        phrase = row.words.split(" ")
        patterns = Counter(tuple(one == other for one, other in zip(phrase, window, strict=True)) for window in windows)
        score = sum(weight * np.log(patterns[kept] + 0.5) for kept, weight in weights.items())
        error = np.sqrt(sum(weight**2 / (patterns[kept] + 0.5) for kept, weight in weights.items()))
        assert row.n == windows.count(tuple(phrase))
        assert row.z == pytest.approx(score / error)
        assert row.lambda_low == pytest.approx(score - norm.ppf(0.75) * error)


def test_the_table_feeds_the_counts(corpus):
    table = tk.find_phrases(corpus, min_count=5, confidence=0.5)
    assert table.loc[table["term"] == "电信诈骗", ["n", "n_outside", "df"]].values.tolist() == [[9, 9, 6]]
    matrix = tk.count_terms(corpus, phrases=table["term"])
    assert matrix.counts.sum(axis=0)[matrix.columns_of(["电信诈骗"])].tolist() == [9]


def test_parts_of_longer_phrases_are_told():
    texts = ["推进清洁河湖整治。", "清洁河湖整治提速。", "清洁河湖。", "整治提速。", "推进整治。"] * 4
    corpus = tk.build_corpus(pd.DataFrame({"text": texts}))
    table = tk.find_phrases(corpus, min_count=4, confidence=0.5).set_index("words")
    assert table.loc["清洁 河湖", ["n", "n_outside"]].tolist() == [12, 4]
    assert table.loc["清洁 河湖 整治", ["n", "n_outside"]].tolist() == [8, 4]


def test_fragments_are_left_out():
    """打捞 船队 stands behind 蓝藻 only: it is no phrase; nor is what begins with a verb that every report has."""
    texts = ["推进蓝藻打捞船队。", "加强蓝藻打捞船队。", "组建蓝藻打捞船队及其码头。", "蓝藻船队。", "打捞码头。", "蓝藻打捞。"] * 4
    corpus = tk.build_corpus(pd.DataFrame({"text": texts}))
    found = set(tk.find_phrases(corpus, min_count=4, confidence=0.1)["words"])
    assert "蓝藻 打捞 船队" in found
    assert "打捞 船队" not in found
    assert not any(words.startswith(("推进", "加强", "及其")) or words.endswith("及其") for words in found)
    everything = set(tk.find_phrases(corpus, min_count=4, confidence=0.1, stop_words=None)["words"])
    assert any(words.startswith("推进") for words in everything)


def test_numbers_and_stop_words_are_no_part(corpus):
    texts = ["新增岗位5万个，以人民为中心。"] * 6
    found = tk.find_phrases(tk.build_corpus(pd.DataFrame({"text": texts})), min_count=2, confidence=0.1)
    assert not any(word in set("以为个万5") for words in found["words"] for word in words.split(" "))


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"beyond": "pairs"}, "use one of 'words', 'parts'"),
        ({"n_words": [1]}, "n_words="),
        ({"min_count": 0}, "min_count=0"),
        ({"confidence": 1.0}, "confidence=1.0"),
    ],
)
def test_wrong_options_are_one_sentence(corpus, options, message):
    with pytest.raises(tk.ToolkitError, match=message):
        tk.find_phrases(corpus, **options)


def test_what_its_words_explain_is_no_phrase():
    # 企业 and 发展 are everywhere: that they meet at times says nothing, though a little more than by chance.
    texts = ["企业发展。" * 11 + "企业创新。发展农业。" * 40 + "打击电信诈骗。防范电信诈骗。电信诈骗减少。" * 5]
    table = tk.find_phrases(tk.build_corpus(pd.DataFrame({"text": texts})))
    assert "电信诈骗" in set(table["term"])
    assert (table["lambda_low"] > 0).all()
    assert "企业发展" not in set(table["term"])
