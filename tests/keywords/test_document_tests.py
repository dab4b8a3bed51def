"""Document-level tests of keyness against scipy and by hand."""

from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from scipy.sparse import csr_array
from scipy.stats import mannwhitneyu, ttest_ind

import toolkit as tk
from toolkit.keywords.document_tests import bootstrap_p, cliffs_delta, welch_p, wilcoxon_p
from toolkit.keywords.effects import dispersion, log_ratio_error
from toolkit.keywords.permutation import permutation_p
from toolkit.keywords.samples import sampled
from toolkit.matrix import TermMatrix


def matrix_of(counts, tokens, **columns):
    rows = pd.DataFrame({"doc_id": [f"d{i:02}" for i in range(len(counts))], "n_tokens": tokens, "n_chars": tokens} | columns)
    terms = np.array([f"t{i:02}" for i in range(counts.shape[1])], dtype=object)
    return TermMatrix(csr_array(counts), terms, rows)


@pytest.fixture(scope="module")
def noise():
    """24 documents of uneven length, 40 words of which some are rare."""
    random = np.random.default_rng(3)
    tokens = random.integers(200, 900, 24)
    counts = random.poisson(np.outer(tokens, random.gamma(0.5, 0.004, 40)))
    return matrix_of(counts, tokens, place=[f"p{i // 4}" for i in range(24)])


@pytest.fixture(scope="module")
def split(noise):
    inside = np.arange(24) < 8
    samples = sampled(noise, inside, ~inside)
    return samples, samples.rates.toarray()


def test_welch_and_rank_sum_are_those_of_scipy(split):
    samples, rates = split
    ours, theirs = rates[samples.target], rates[~samples.target]
    varied = rates.var(axis=0) > 0
    welch = ttest_ind(ours[:, varied], theirs[:, varied], equal_var=False).pvalue
    ranks = mannwhitneyu(ours[:, varied], theirs[:, varied], method="asymptotic")
    np.testing.assert_allclose(welch_p(samples)[varied], welch, rtol=1e-8)
    np.testing.assert_allclose(wilcoxon_p(samples)[varied], ranks.pvalue, rtol=1e-8)
    np.testing.assert_allclose(cliffs_delta(samples)[varied], 2 * ranks.statistic / (8 * 16) - 1, atol=1e-12)


def test_permutation_comes_near_to_all_arrangements():
    random = np.random.default_rng(0)
    rates = random.integers(0, 6, (10, 12))
    inside = np.arange(10) < 4
    samples = sampled(matrix_of(rates, np.full(10, 100)), inside, ~inside)
    sums = np.array([rates[list(chosen)].sum(axis=0) for chosen in combinations(range(10), 4)])
    observed = rates[inside].sum(axis=0)
    exact = np.minimum(1, 2 * np.minimum((sums <= observed).mean(axis=0), (sums >= observed).mean(axis=0)))
    np.testing.assert_allclose(permutation_p(samples, n_resamples=20000, seed=1), exact, atol=0.02)


def test_documents_on_both_sides_swap_as_pairs():
    """Each of 12 documents has the word more often in its plans than in its review, less than documents differ by themselves."""
    base = np.arange(0, 120, 10)
    counts = np.concatenate([base + 3, base])[:, None]
    matrix = matrix_of(counts, np.full(24, 1000))
    rows = matrix.rows.assign(doc_id=[f"d{i:02}" for i in range(12)] * 2, kind=["plan"] * 12 + ["review"] * 12)
    table = tk.keyness(TermMatrix(matrix.counts, matrix.terms, rows, "section"), target={"kind": "plan"})
    assert table["p"][0] < 0.01
    assert table["n_docs_target"][0] == 12
    apart = tk.keyness(TermMatrix(matrix.counts, matrix.terms, matrix.rows.assign(kind=rows["kind"]), "section"), target={"kind": "plan"})
    assert apart["p"][0] > 0.5


def test_one_document_makes_no_keyword():
    """A word 40 times in one report of five is significant for words, not for documents."""
    counts = np.zeros((20, 2), dtype=int)
    counts[0, 0] = 40
    counts[:, 1] = 5
    matrix = matrix_of(counts, np.full(20, 1000), side=["a"] * 5 + ["b"] * 15)
    by_documents, by_words = (
        tk.keyness(matrix, target={"side": "a"}, test=test).set_index("term").loc["t00"] for test in ("permutation", "log_likelihood")
    )
    assert by_words["p"] < 1e-6 < 0.05 < by_documents["p"]
    assert by_documents["dp_target"] == pytest.approx(1)
    assert by_documents["log_ratio_high"] - by_documents["log_ratio_low"] > 8


def test_clusters_are_the_units(noise):
    table = tk.keyness(noise, target={"place": ["p0", "p1"]}, cluster="place")
    assert (table["n_units_target"][0], table["n_units_reference"][0], table["n_docs_target"][0]) == (2, 4, 8)
    # Two of six places can be chosen in 15 ways.
    assert table["p"].min() >= 2 / 15 * 0.9


@pytest.mark.parametrize("test", [permutation_p, bootstrap_p])
def test_a_seed_gives_the_same_bytes(split, test):
    samples, _ = split
    first, second, other = (test(samples, n_resamples=99, seed=seed) for seed in (4, 4, 5))
    assert first.tobytes() == second.tobytes() != other.tobytes()


def test_bootstrap_tells_a_doubled_word(split):
    samples, _ = split
    p = bootstrap_p(samples, n_resamples=500, seed=0)
    assert ((p > 0) & (p <= 1)).all()
    counts = np.r_[np.full(8, 20), np.full(16, 10)][:, None]
    inside = np.arange(24) < 8
    assert bootstrap_p(sampled(matrix_of(counts, np.full(24, 1000)), inside, ~inside), n_resamples=500, seed=0)[0] < 0.01


def test_dispersion_of_even_and_of_single_use():
    counts = csr_array(np.array([[10, 40, 0], [20, 0, 0], [30, 0, 0]])).tocsc()
    even, single, none = dispersion(counts, np.array([100.0, 200.0, 300.0]))
    assert (even, single) == (pytest.approx(0), pytest.approx(1))
    assert np.isnan(none)


def test_interval_is_wide_where_a_side_lacks_the_word():
    inside = np.arange(10) < 5
    samples = sampled(matrix_of(np.c_[np.repeat([0, 1], 5), np.full(10, 50)], np.full(10, 1000)), inside, ~inside)
    lacking, frequent = log_ratio_error(samples)
    assert lacking > 1.4 > 0.2 > frequent


def test_own_names_do_not_lead():
    texts = ["茂名荔枝丰收，茂名市荔枝出口。同志们，感谢。", "岳阳茶油丰收，茂名荔枝到岳阳。同志们，感谢。"]
    reports = pd.DataFrame({"text": texts, "place": ["广东省", "湖南省"], "year": [2023, 2023]})
    matrix = tk.count_terms(tk.build_corpus(reports), stop_words="general")
    terms = {own: tk.rank_keywords(matrix, by="place", own_names=own, min_count=1)["term"].tolist() for own in (True, False)}
    assert "茂名" in terms[True]
    assert not {"茂名市", "岳阳", "感谢", "同志"} & set(terms[False])
    elsewhere = tk.keyness(matrix, target={"place": "湖南省"}, own_names=False).set_index("term")
    assert (elsewhere.loc["茂名", "n_target"], elsewhere.loc["茂名", "n_reference"]) == (1, 0)


def test_speakers_abbreviations_and_own_regions_are_own_names():
    head = "——2031年1月20日在{place}第二十届人民代表大会第一次会议上\n{place}省长　{name}\n各位代表：\n现在，我代表省人民政府报告工作。"
    texts = [
        head.format(place="广东省", name="方正林") + "粤菜出口，珠三角产业升级，我省荔枝丰收。湘江航运，方正林。",
        head.format(place="湖南省", name="欧阳 清") + "湘菜出口，茶油丰收，珠三角投资。欧阳清。",
    ]
    corpus = tk.build_corpus(pd.DataFrame({"text": texts, "place": ["广东省", "湖南省"], "year": [2031, 2031]}))
    matrix = tk.count_terms(corpus, phrases=["粤", "湘", "珠三角"])
    assert matrix.rows["speaker"].tolist() == ["方正林", "欧阳清"]
    shown = tk.rank_keywords(matrix, by="place", own_names=False, min_count=1, k=100, measure="n").groupby("place")["term"].agg(set)
    assert not {"粤", "珠三角", "我省", "正林", "方正林"} & shown["广东省"]
    assert {"湘", "荔枝"} <= shown["广东省"]
    assert not {"湘", "欧阳", "欧阳清"} & shown["湖南省"]
    assert {"珠三角", "茶油"} <= shown["湖南省"]


@pytest.mark.parametrize(
    ("head", "name"),
    [
        ("——2031年1月9日在甲市第六届人民代表大会第二次会议上\n甲市人民政府市长 方正林", "方正林"),
        ("（2031年1月9日 方 林）", "方林"),
        ("政府工作报告（2031年1月9日在甲县第六届人民代表大会第二次会议上 代县长  方正林）", "方正林"),
        ("——2031年1月9日在甲区第六届人民代表大会第二次会议上\n方正林", "方正林"),
        ("自治区主席阿依·努尔", "阿依·努尔"),
        ("——2031年1月9日在甲区第六届人民代表大会第二次会议上", None),
        ("甲市2031年政府工作报告", None),
    ],
)
def test_the_head_tells_the_speaker(head, name):
    corpus = tk.build_corpus(pd.DataFrame({"text": [f"{head}\n各位代表：\n现在，我报告工作，请予审议。"]}))
    assert [None if pd.isna(found) else found for found in tk.count_terms(corpus).rows["speaker"]] == [name]


def test_a_speaker_of_the_source_stands_first():
    reports = pd.DataFrame({"text": ["市长 方正林\n各位代表：\n现在，我报告工作。"], "speaker": ["林方"]})
    assert tk.count_terms(tk.build_corpus(reports)).rows["speaker"].tolist() == ["林方"]


def test_tables_tell_how_they_were_made(report_matrix):
    table = tk.keyness(report_matrix, target={"year": 2020}, seed=7)
    assert table.attrs["seed"] == 7
    assert table.attrs["trail"][-1].startswith("keyness(target={'year': 2020}, ")
    assert tk.rank_keywords(report_matrix).attrs["trail"][-1].startswith("rank_keywords(by='year', k=20, measure='z'")
