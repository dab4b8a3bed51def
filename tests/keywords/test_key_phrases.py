import networkx as nx
import numpy as np
import pandas as pd
import pytest
from scipy.sparse import csr_array

import toolkit as tk
from toolkit.keywords.extraction import pagerank

TEXT = "一、水污染防治\n加强水污染防治，改善支流水质。\n二、支流水质监测\n水污染防治任务重，支流水质监测点少。2023年投入3亿元。"


def phrases(text, **options):
    return [phrase.word for phrase in tk.extract_key_phrases(text, **options)]


def test_phrases_stand_in_the_text_without_stop_words_and_numbers():
    found = phrases(TEXT, k=50)
    assert "水污染防治" in found
    assert all(phrase in TEXT and not set(phrase) & set("，。0123年亿") for phrase in found)


def test_diversity_avoids_what_was_said():
    def shared(found):
        return sum(bool(set(one) & set(other)) for one in found for other in found if one != other)

    assert shared(phrases(TEXT, k=3, diversity=0.9)) <= shared(phrases(TEXT, k=3, diversity=0))


def test_lengths_are_options():
    assert all(len(phrase) >= 5 for phrase in phrases(TEXT, min_length=5))
    assert "支流水质" in phrases(TEXT, k=50)
    assert "支流水质" not in phrases(TEXT, max_words=1, k=50)
    assert phrases(TEXT, k=0) == phrases("") == phrases("。") == []


@pytest.mark.parametrize("options", [{"k": -1}, {"max_words": 6}, {"diversity": 2}, {"min_length": 0}])
def test_wrong_options(options):
    name, value = next(iter(options.items()))
    with pytest.raises(tk.ToolkitError, match=f"{name}={value}"):
        tk.extract_key_phrases(TEXT, **options)


def test_groups_have_their_phrases():
    reports = pd.DataFrame({"text": ["水污染治理，水污染减少。", "高速公路通车，高速公路收费。"] * 2, "year": [2022, 2023] * 2})
    table = tk.rank_key_phrases(tk.build_corpus(reports), by="year", k=1)
    assert table[["year", "phrase", "n", "df", "n_docs"]].values.tolist() == [[2022, "水污染", 4, 2, 2], [2023, "高速公路", 4, 2, 2]]
    assert "rank_key_phrases(" in table.attrs["trail"][-1]


@pytest.mark.parametrize("seed", range(5))
def test_page_rank_is_that_of_networkx(seed):
    dealt = np.random.default_rng(seed)
    half = np.triu(dealt.integers(0, 5, (30, 30)) * (dealt.random((30, 30)) < 0.1), 1)
    weights = csr_array((half + half.T).astype(float))
    theirs = nx.pagerank(nx.from_scipy_sparse_array(weights))
    assert pagerank(weights) == pytest.approx([theirs[node] for node in range(30)], abs=1e-6)
