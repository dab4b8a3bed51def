"""Latent semantic scaling: recovery, errors by sentence, seeds."""

import numpy as np
import pandas as pd
import pytest

import toolkit as tk


def simulated(n_docs=40, sentences=40, n_words=200, seed=0):
    """Sentences of one of two classes of words, the first the more often the higher their document lies."""
    rng = np.random.default_rng(seed)
    theta = np.linspace(0.1, 0.9, n_docs)
    base = rng.dirichlet(np.full(n_words, 0.3))
    tilt = np.exp(np.where(np.arange(n_words) < n_words // 2, 1.5, -1.5))
    classes = np.stack([base * tilt / (base * tilt).sum(), base / tilt / (base / tilt).sum()])
    of = np.repeat(np.arange(n_docs), sentences)
    kind = (rng.random(len(of)) > theta[of]).astype(int)
    counts = np.stack([rng.multinomial(12, classes[one]) for one in kind])
    names = [f"w{number:03}" for number in range(n_words)]
    rows = pd.DataFrame({"doc_id": [f"d{number:02}" for number in of]})
    high, low = (np.argsort(-(classes[one] - classes[1 - one]))[:5] for one in (0, 1))
    seeds = {**{names[at]: 1 for at in high}, **{names[at]: -1 for at in low}}
    return theta, classes, tk.TermMatrix.from_sklearn(counts, names, rows, unit="sentence"), seeds


def test_positions_and_words_are_recovered():
    theta, classes, matrix, seeds = simulated()
    found = tk.fit_lss(matrix, seeds, n_components=50, min_count=1, n_bootstrap=20)
    assert np.corrcoef(theta, found.documents["position"])[0, 1] > 0.9
    polarity = found.terms.set_index("term")["polarity"]
    truth = pd.Series(np.log(classes[0] / classes[1]), index=[f"w{number:03}" for number in range(200)])[polarity.index]
    assert np.corrcoef(polarity, truth)[0, 1] > 0.8


def test_intervals_cover_what_the_polarities_ask_for():
    inside = []
    for seed in range(8):
        theta, classes, matrix, seeds = simulated(seed=seed)
        found = tk.fit_lss(matrix, seeds, n_components=50, min_count=1, n_bootstrap=0)
        names = [f"w{number:03}" for number in range(200)]
        polarity = found.terms.set_index("term")["polarity"].reindex(names).fillna(0).to_numpy()
        counts = matrix.group("doc_id").counts
        mean = counts @ polarity / counts.sum(axis=1)
        truth = ((theta[:, None] * classes[0] + (1 - theta[:, None]) * classes[1]) @ polarity - mean.mean()) / mean.std()
        inside.append(((found.documents["low"] <= truth) & (truth <= found.documents["high"])).mean())
    assert 0.88 <= np.mean(inside) <= 0.99


def test_seeds_turned_around_turn_the_scale():
    _, _, matrix, seeds = simulated(n_docs=10)
    up = tk.fit_lss(matrix, seeds, n_components=20, n_bootstrap=0).documents
    down = tk.fit_lss(matrix, {word: -weight for word, weight in seeds.items()}, n_components=20, n_bootstrap=0).documents
    assert up["position"].to_numpy() == pytest.approx(-down["position"].to_numpy())


def test_same_seed_same_table_and_one_seed_an_end_has_no_error_of_choice():
    _, _, matrix, seeds = simulated(n_docs=10)
    first, again = (tk.fit_lss(matrix, seeds, n_components=20, n_bootstrap=30).documents for _ in range(2))
    assert first.equals(again)
    assert (first["se_seeds"] > 0).all()
    two = dict([next(iter(seeds.items())), list(seeds.items())[-1]])
    assert tk.fit_lss(matrix, two, n_components=20, n_bootstrap=30).documents["se_seeds"].to_numpy() == pytest.approx(0, abs=1e-12)


@pytest.mark.parametrize(
    ("others", "said"), [({}, "negative seeds .none given."), ({"x": -1}, "negative seeds .x.")]
)
def test_each_end_needs_a_seed(others, said):
    matrix = simulated(n_docs=4)[2].trim(min_count=1)
    with pytest.raises(tk.ToolkitError, match=said):
        tk.fit_lss(matrix, {matrix.terms[0]: 1, **others}, min_count=1)


def test_no_seeds_at_all_are_an_error_too():
    with pytest.raises(tk.ToolkitError, match=r"positive seeds .none given."):
        tk.fit_lss(simulated(n_docs=4)[2], {})


def test_one_document_is_no_scale():
    matrix = simulated(n_docs=4)[2]
    with pytest.raises(tk.ToolkitError, match="two or more"):
        tk.fit_lss(matrix.filter({"doc_id": "d00"}), {term: 1 - 2 * (at % 2) for at, term in enumerate(matrix.terms)}, min_count=1)
