"""Topics that are known: simulated texts with known words, shares and effects."""

import json

import numpy as np
import pandas as pd
import pytest
from scipy.optimize import linear_sum_assignment

import toolkit as tk
from toolkit.errors import ReadError

TABLES = [
    lambda topics: topics.terms(5, by="frex"),
    lambda topics: topics.prevalence("year", interval=True),
    lambda topics: topics.summary(),
    lambda topics: topics.effects(["level", "year"]),
]


def simulated(seed, *, effect=0.0, n_docs=120, n_topics=5, n_terms=300):
    """Counts of documents, half of them of a province, half of a city, whose share of the first topic is higher by ``effect``."""
    random = np.random.default_rng(seed)
    words = random.dirichlet(np.full(n_terms, 0.05), n_topics)
    city = np.arange(n_docs) % 2
    shares = random.dirichlet(np.full(n_topics, 0.4), n_docs) * (1 - effect * city)[:, None]
    shares[:, 0] += effect * city
    counts = np.array([random.multinomial(250, row) for row in shares @ words])
    rows = pd.DataFrame({
        "doc_id": [f"d{number:03}" for number in range(n_docs)], "year": 2000 + np.arange(n_docs) // 2 % 20,
        "adcode": np.where(city, "440100", "440000"), "place": np.where(city, "甲市", "甲省"), "doc_type": "报告",
    })  # fmt: skip
    matrix = tk.TermMatrix.from_sklearn(counts, [f"词{number:03}" for number in range(n_terms)], rows)
    return matrix, words, shares


def matched(words, found):
    likeness = np.corrcoef(np.vstack([words, found]))[: len(words), len(words) :]
    return linear_sum_assignment(-likeness)[1], likeness


@pytest.fixture(scope="module")
def model():
    matrix, _, _ = simulated(0, effect=0.2)
    return tk.fit_topics(matrix, n_topics=5, method="lda", seed=0)


@pytest.mark.parametrize("seed", range(4))
def test_lda_finds_the_true_topics_and_shares(seed):
    matrix, words, shares = simulated(seed)
    topics = tk.fit_topics(matrix, n_topics=5, method="lda", seed=seed)
    columns, likeness = matched(words, topics.words)
    assert likeness[range(5), columns].min() > 0.95
    assert np.abs(topics.shares[:, columns] - shares).mean() < 0.03


def test_more_starts_never_end_at_a_clearly_worse_bound():
    matrix, _, _ = simulated(1)
    one, many = (tk.fit_topics(matrix, n_topics=5, method="lda", seed=3, n_starts=n).factors.error for n in (1, 6))
    assert many <= one * 1.001


def test_the_interval_holds_the_true_effect_and_not_what_is_not_there():
    held, false = [], []
    for seed in range(12):
        for effect in (0.0, 0.15):
            matrix, words, _ = simulated(seed, effect=effect)
            topics = tk.fit_topics(matrix, n_topics=5, method="lda", seed=seed, n_starts=2)
            column = matched(words, topics.words)[0][0]
            row = topics.effects("level").set_index("topic").loc[column + 1]
            sign = 1 if row["value"] == "prefecture" else -1
            truth = effect * 0.8 * sign
            (held if effect else false).append(row["low"] <= truth <= row["high"])
    assert sum(held) >= 10
    assert sum(false) >= 10


def test_effects_of_numbers_categories_and_pairs(model):
    table = model.effects(["level", "year"])
    assert table.groupby("covariate", sort=False).size().to_dict() == {"level": 5, "year": 5}
    assert set(table["value"]) == {"province", "+1"} or set(table["value"]) == {"prefecture", "+1"}
    assert (table["low"] < table["estimate"]).all()
    assert table["q"].ge(table["p"] - 1e-12).all()
    own = pd.DataFrame({"doc_id": model.matrix.rows["doc_id"], "period": list("abc") * 40})
    pairs = model.effects("period", data=own, contrasts="pairs")
    assert len(pairs) == 3 * 5
    assert pairs.groupby(["value", "reference"])["estimate"].sum().tolist() == pytest.approx([0] * 3, abs=1e-9)


def test_clusters_change_the_errors_only(model):
    own = pd.DataFrame({"doc_id": model.matrix.rows["doc_id"], "group": np.arange(120) // 6})
    alone, together = model.effects("year", data=own), model.effects("year", data=own, cluster="group")
    assert together["estimate"].tolist() == pytest.approx(alone["estimate"].tolist())
    assert together["error"].tolist() != pytest.approx(alone["error"].tolist())


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"by": "yeer"}, "by='yeer' is not allowed"),
        ({"by": "doc_type"}, "'doc_type' has one value only among the 120 documents"),
        ({"by": ["level", "place"]}, "120 documents cannot tell the effects of level, place apart"),
        ({"by": "year", "contrasts": "all"}, "contrasts='all' is not allowed"),
        ({"by": "year", "cluster": "level"}, "cluster has fewer than three values"),
    ],
)
def test_effects_that_cannot_be_told(model, options, message):
    with pytest.raises(tk.ToolkitError, match=message):
        model.effects(**options)


def test_intervals_hold_the_share_and_are_wider_in_small_groups(model):
    table = model.prevalence("year", interval=True)
    assert ((table["low"] <= table["share"]) & (table["share"] <= table["high"])).all()
    assert set(table["n_drawn"]) == {6}
    whole = model.prevalence("doc_type", interval=True)
    assert whole["drawn"].unique().tolist() == ["documents"]
    assert (whole["high"] - whole["low"]).mean() < (table["high"] - table["low"]).mean()


def test_a_topic_of_one_year_has_one_effective_year():
    counts = np.array([[5, 5, 0, 0]] * 6 + [[0, 0, 5, 5]])
    rows = pd.DataFrame({"doc_id": list("abcdefg"), "year": [2001, 2002, 2003, 2004, 2005, 2006, 2007]})
    topics = tk.fit_topics(tk.TermMatrix.from_sklearn(counts, ["河", "湖", "法", "律"], rows), n_topics=2)
    table = topics.summary()
    assert table["effective_years"].round(2).tolist() == [6, 1]
    assert table[["from_year", "to_year"]].values.tolist() == [[2001, 2006], [2007, 2007]]
    assert table["n_years"].tolist() == [7, 7]


def test_frex_prefers_exclusive_words_and_relevance_lies_between():
    water, law = [9, 8, 7, 6, 0, 0, 0], [9, 0, 0, 0, 8, 7, 6]
    terms = ["发展", "河湖", "水源", "湿地", "法律", "合同", "执法"]
    topics = tk.fit_topics(tk.TermMatrix.from_sklearn(np.array([water, law] * 4), terms), n_topics=2, method="lda", seed=1)
    assert set(topics.terms(1)["term"]) == {"发展"}
    assert set(topics.terms(1, by="frex")["term"]) == {"河湖", "法律"}
    assert set(topics.terms(1, by="relevance")["term"]) == {"河湖", "法律"}
    table = topics.terms(3, by="relevance")
    assert table.groupby("topic")["score"].apply(lambda score: score.is_monotonic_decreasing).all()
    with pytest.raises(tk.ToolkitError, match="by='frexx' is not allowed"):
        topics.terms(by="frexx")


def test_seed_words_lead_their_topic():
    matrix, words, _ = simulated(2)
    strong = np.argsort(-words, axis=1)[:, :3]
    seeds = {"丙": matrix.terms[strong[2]].tolist(), "甲": matrix.terms[strong[0]].tolist()}
    topics = tk.fit_topics(matrix, n_topics=5, method="lda", seed=5, seeds=seeds)
    assert topics.labels[:2] == ("丙", "甲")
    likeness = matched(words, topics.words)[1]
    assert likeness[[2, 0], [0, 1]].min() > 0.9


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"seeds": {"甲": ["词001"]}}, "seeds guide an LDA"),
        ({"method": "lda", "seeds": {"甲": "词001"}}, "the seed words of '甲' are no list of words"),
        ({"method": "lda", "seeds": {"甲": ["水"]}}, "水 not among the 300 terms"),
        ({"method": "lda", "n_starts": 0}, "n_starts=0 is not allowed"),
        ({"method": "lda", "n_topics": 1, "seeds": {"甲": ["词001"], "乙": ["词002"]}}, "seeds name 2 topics, but n_topics=1"),
    ],
)
def test_seeds_that_cannot_guide(options, message):
    matrix, _, _ = simulated(2)
    with pytest.raises(tk.ToolkitError, match=message):
        tk.fit_topics(matrix, **{"n_topics": 5, **options})


def test_names_are_left_out_by_option():
    texts = ["浙江治水，周总理讲话。", "广东治水，邓小平讲话。", "浙江普法，执法。"]
    matrix = tk.count_terms(tk.build_corpus(pd.DataFrame({"text": texts})))
    kept = set(tk.fit_topics(matrix, n_topics=2, names=False).matrix.terms)
    assert set(matrix.terms) - kept == {"浙江", "广东", "周总理", "邓小平"}


def test_typical_sentences_have_the_words_of_their_topic():
    texts = [f"{place}治理河湖，修复湿地，保护水源。{place}普及法律，规范执法，审查合同。" for place in ("东镇", "西镇", "南镇")]
    corpus = tk.build_corpus(pd.DataFrame({"text": texts}))
    topics = tk.fit_topics(tk.count_terms(corpus, unit="sentence"), n_topics=2)
    table = topics.typical(corpus, 2)
    assert table.groupby("topic")["doc_id"].nunique().tolist() == [2, 2]
    for topic, text in zip(table["topic"], table["text"], strict=True):
        about_water = topics.words[topic - 1, topics.matrix.columns_of(["湿地"])[0]] > 0.05
        assert ("湿地" in text) == about_water


@pytest.mark.parametrize("method", ["nmf", "lda"])
def test_saved_topics_come_back_the_same(tmp_path, method):
    matrix, _, _ = simulated(3)
    topics = tk.fit_topics(matrix, n_topics=4, method=method, seed=2)
    one, two = topics.save(tmp_path / "one"), topics.save(tmp_path / "two")
    assert {path.name: path.read_bytes() for path in one.iterdir()} == {path.name: path.read_bytes() for path in two.iterdir()}
    back = tk.Topics.load(one)
    assert back.trail == topics.trail
    for table in TABLES:
        pd.testing.assert_frame_equal(table(back), table(topics))
    assert back.transform(matrix).tobytes() == topics.transform(matrix).tobytes()


@pytest.mark.parametrize("name", ["topics.json", "arrays.npz", "rows.parquet"])
@pytest.mark.parametrize("harm", ["cut", "flip", "remove"])
def test_a_damaged_file_is_told_in_one_sentence(model, tmp_path, name, harm):
    path = model.save(tmp_path / "topics") / name
    data = path.read_bytes()
    middle = len(data) // 2
    if harm == "remove":
        path.unlink()
    else:
        path.write_bytes(data[:middle] if harm == "cut" else data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :])
    with pytest.raises(ReadError, match=r"damaged|missing|no folder of topics"):
        tk.Topics.load(tmp_path / "topics")


def test_another_version_is_refused(model, tmp_path):
    path = model.save(tmp_path / "topics") / "topics.json"
    path.write_text(json.dumps(json.loads(path.read_text(encoding="utf-8")) | {"version": 99}), encoding="utf-8")
    with pytest.raises(ReadError, match="version 99"):
        tk.Topics.load(tmp_path / "topics")


def test_stable_topics_are_found_again():
    matrix, _, _ = simulated(4)
    table = tk.topic_stability(tk.fit_topics(matrix, n_topics=5), n_runs=4)
    assert table["found"].mean() > 0.7
    assert table["cosine"].ge(table["lowest"]).all()
    pd.testing.assert_frame_equal(table, tk.topic_stability(tk.fit_topics(matrix, n_topics=5), n_runs=4, n_jobs=2))


def test_topics_are_born_carried_on_and_end():
    first = [[4, 4, 0, 0, 0, 0], [0, 0, 4, 4, 0, 0]] * 3
    later = [[4, 4, 0, 0, 0, 0], [0, 0, 0, 0, 4, 4]] * 3
    rows = pd.DataFrame({"doc_id": [f"d{number}" for number in range(12)], "year": [2001] * 6 + [2011] * 6})
    matrix = tk.TermMatrix.from_sklearn(np.array(first + later), ["河", "湖", "法", "律", "网", "络"], rows)
    table = tk.topic_evolution(matrix, by="year", n_topics=2)
    assert table.groupby("status").size().to_dict() == {"first": 2, "carried on": 1, "born": 1}
    assert set(table.query("status == 'born'")["terms"].str[:3]) <= {"网、络", "络、网"}
    carried = table["chain"].eq(table[table["status"] == "carried on"]["chain"].item())
    assert table[carried]["ends"].tolist() == [False, False]
    assert table[~carried & table["status"].eq("first")]["ends"].tolist() == [True]
    with pytest.raises(tk.ToolkitError, match="period 2001 has 6 rows, fewer than n_topics=7"):
        tk.topic_evolution(matrix, by="year", n_topics=7)


def test_choose_topics_is_the_same_whatever_n_jobs():
    matrix, _, _ = simulated(5)
    options = {"method": ["nmf", "lda"], "n_runs": 1, "seed": 1}
    pd.testing.assert_frame_equal(tk.choose_topics(matrix, [3, 5], **options), tk.choose_topics(matrix, [3, 5], n_jobs=2, **options))


@pytest.mark.parametrize("table", TABLES)
def test_tables_have_their_trail_and_come_again(model, table):
    first = table(model)
    assert first.attrs["trail"][-2].startswith("fit_topics(n_topics=5, method='lda', seed=0")
    pd.testing.assert_frame_equal(first, table(model))
