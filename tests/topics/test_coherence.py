"""C_v and NPMI against a plain reading of Röder, Both & Hinneburg (2015): every window looked at one by one."""

import random
from itertools import combinations

import numpy as np
import pandas as pd
import pytest

import toolkit as tk
from toolkit.topics.coherence import c_v, count_row_windows, count_windows, npmi

WORDS = ["河湖", "水源", "湿地", "法律", "合同", "执法"]


@pytest.fixture(scope="module")
def corpus():
    draw = random.Random(3)
    texts = ["".join(f"{draw.choice(WORDS)}，" for _ in range(length)) + "。" for length in (3, 12, 40, 25)]
    return tk.build_corpus(pd.DataFrame({"text": texts}))


def windows_of(corpus, size):
    for _, tokens in corpus.tokens.groupby("doc_id", sort=False):
        words = [word for word in tokens["text"] if word in WORDS]
        for start in range(max(len(words) - size + 1, 1)):
            yield set(words[start : start + size])


def plain_npmi(windows, one, two):
    p = [sum(set(asked) <= window for window in windows) / len(windows) for asked in ([one], [two], [one, two])]
    return np.log((p[2] + 1e-12) / (p[0] * p[1])) / -np.log(p[2] + 1e-12)


def plain_c_v(windows, topic):
    vectors = np.array([[plain_npmi(windows, one, two) for two in topic] for one in topic])
    together = vectors.sum(axis=0)
    return np.mean([vector @ together / np.linalg.norm(vector) / np.linalg.norm(together) for vector in vectors])


@pytest.mark.parametrize("size", [2, 5, 110])
def test_windows_are_those_that_slide_over_each_document(corpus, size):
    plain = list(windows_of(corpus, size))
    found = count_windows(corpus, WORDS, size)
    assert found.n == len(plain)
    for one, two in combinations(range(len(WORDS)), 2):
        assert found.joint[one, two] == pytest.approx(sum({WORDS[one], WORDS[two]} <= window for window in plain) / len(plain))


def test_c_v_and_npmi_of_a_topic(corpus):
    plain = list(windows_of(corpus, 5))
    found = count_windows(corpus, WORDS, 5)
    topics = np.array([[0, 1, 2], [0, 3, 5]])
    for topic, value, mean in zip(topics, c_v(found, topics), npmi(found, topics), strict=True):
        words = [WORDS[place] for place in topic]
        assert value == pytest.approx(plain_c_v(plain, words))
        assert mean == pytest.approx(np.mean([plain_npmi(plain, one, two) for one, two in combinations(words, 2)]))


def test_rows_are_windows_where_there_is_no_corpus(corpus):
    matrix = tk.count_terms(corpus, unit="sentence")
    found = count_row_windows(matrix.counts, np.arange(3))
    assert found.n == len(matrix)
    assert np.diagonal(found.joint) == pytest.approx(matrix.document_frequency()[:3] / len(matrix))


def test_words_that_never_meet_are_least_coherent():
    texts = ["河湖，湿地，水源。", "河湖，湿地，水源。", "法律，合同，执法。"]
    matrix = tk.count_terms(tk.build_corpus(pd.DataFrame({"text": texts})))
    place = {term: column for column, term in enumerate(matrix.terms)}
    found = count_row_windows(matrix.counts, np.arange(len(place)))
    together, apart = (np.array([[place[word] for word in words]]) for words in (["河湖", "湿地", "水源"], ["河湖", "法律", "水源"]))
    assert npmi(found, together)[0] == pytest.approx(1)
    assert npmi(found, together)[0] > npmi(found, apart)[0]
