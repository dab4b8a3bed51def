"""Wordfish: recovery, errors, identification, and what it refuses."""

import numpy as np
import pytest

import toolkit as tk
from toolkit.scaling.poisson import (
    PoissonScale,
    _balanced,
    _by_documents,
    _by_words,
    _leap,
    _scored,
    fit_poisson,
    position_errors,
)


def simulated(n_docs=25, n_words=150, words=1500, seed=0):
    rng = np.random.default_rng(seed)
    theta = np.linspace(-1.5, 1.5, n_docs)
    theta /= theta.std()
    rate = np.exp(rng.normal(0, 1, n_words)[None, :] + np.outer(theta, rng.normal(0, 0.4, n_words)))
    return theta, rng.poisson(words * rate / rate.sum(axis=1, keepdims=True))


def matrix_of(counts):
    return tk.TermMatrix.from_sklearn(counts, [f"w{number:03}" for number in range(counts.shape[1])])


def test_positions_are_recovered_within_their_errors():
    theta, counts = simulated()
    found = tk.fit_wordfish(matrix_of(counts), direction=(0, 24)).documents
    assert np.corrcoef(theta, found["position"])[0, 1] > 0.99
    assert ((found["low"] <= theta) & (theta <= found["high"])).mean() >= 0.8
    assert found["position"].mean() == pytest.approx(0, abs=1e-9)
    assert found["position"].std(ddof=0) == pytest.approx(1)


def test_coverage_over_simulations():
    inside = []
    for seed in range(15):
        theta, counts = simulated(n_docs=15, n_words=100, words=1000, seed=seed)
        found = tk.fit_wordfish(matrix_of(counts), direction=(0, 14)).documents
        inside.append(((found["low"] <= theta) & (theta <= found["high"])).mean())
    assert 0.90 <= np.mean(inside) <= 0.99


def test_errors_are_those_of_the_whole_information_matrix():
    """Against the inverse of the information of all parameters at once, with the same constraints."""
    _, counts = simulated(n_docs=6, n_words=8, words=300)
    scale = fit_poisson(counts.astype(float), tolerance=1e-12, max_iterations=5000)
    mean, n, m = scale.mean(), 6, 8
    rows = []
    for i in range(n):
        for j in range(m):
            row = np.zeros(2 * n + 2 * m)
            row[[i, n + i, 2 * n + j, 2 * n + m + j]] = 1, scale.beta[j], 1, scale.theta[i]
            rows.append(np.sqrt(mean[i, j]) * row)
    design = np.array(rows)
    information = design.T @ design + np.diag([0] * (2 * n + m) + [1 / 9] * m)
    held = np.zeros((3, 2 * n + 2 * m))
    held[0, :n], held[1, n : 2 * n], held[2, n : 2 * n] = 1, 1, scale.theta
    inverse = np.linalg.inv(np.block([[information, held.T], [held, np.zeros((3, 3))]]))
    assert position_errors(scale) == pytest.approx(np.sqrt(np.diag(inverse)[n : 2 * n]), rel=1e-6)


@pytest.mark.parametrize(("n_docs", "n_words"), [(12, 60), (25, 25), (80, 15)])
def test_errors_are_the_same_whichever_side_is_profiled_out(n_docs, n_words):
    scale = fit_poisson(simulated(n_docs, n_words)[1].astype(float), tolerance=1e-9, max_iterations=300)
    assert _by_words(scale) == pytest.approx(_by_documents(scale), rel=1e-9)


@pytest.mark.parametrize(("n_docs", "n_words"), [(12, 60), (80, 15)])
def test_a_leap_is_the_same_whichever_side_is_profiled_out(n_docs, n_words):
    counts = simulated(n_docs, n_words)[1].astype(float)
    start = fit_poisson(counts, tolerance=1e-9, max_iterations=2)
    now = (start.alpha, start.theta, start.psi, start.beta)
    direct = _balanced(*_scored(counts, now, 1.0, 1 / 3.0**2))
    psi, beta, alpha, theta = _scored(counts.T, (now[2], now[3], now[0], now[1]), 1 / 3.0**2, 1.0)
    for one, other, chosen in zip(direct, _balanced(alpha, theta, psi, beta), _balanced(*_leap(counts, now)), strict=True):
        assert other == pytest.approx(one, abs=1e-8)
        assert chosen == pytest.approx(one, abs=1e-8)


def test_expected_counts_add_up_to_those_counted():
    _, counts = simulated(n_docs=10, n_words=40, words=400)
    scale = fit_poisson(counts.astype(float), tolerance=1e-12, max_iterations=5000)
    left = counts - scale.mean()
    assert scale.converged
    # Up to what the prior of beta takes.
    assert np.abs(left.sum(axis=1)).max() < 1e-3 * counts.sum(axis=1).min()
    assert np.abs(left.sum(axis=0)).max() < 1e-3 * counts.sum(axis=0).max()


def test_words_of_one_end_only_do_not_keep_it_from_the_maximum():
    """Where most words come into use or go out of it, the positions still follow at once, and another start ends there too."""
    rng = np.random.default_rng(3)
    begun, ended = rng.uniform(-1.5, 1.5, (2, 600))
    time = np.linspace(-2, 2, 40)[:, None]
    rate = 1.5 / (1 + np.exp(-12 * (time - begun))) + 1.5 / (1 + np.exp(12 * (time - ended)))
    counts = rng.poisson(rate / 2).astype(float)
    found = fit_poisson(counts, tolerance=1e-10, max_iterations=60)
    assert found.converged
    other = PoissonScale(found.alpha, np.tanh(found.theta), found.psi, found.beta / 2, 0.0, 0, False)
    again = fit_poisson(counts, tolerance=1e-10, max_iterations=60, start=other)
    assert again.log_likelihood == pytest.approx(found.log_likelihood, abs=1e-3)
    assert again.theta == pytest.approx(found.theta, abs=1e-3)


def test_direction_turns_the_scale_and_nothing_else():
    _, counts = simulated()
    up, down = (tk.fit_wordfish(matrix_of(counts), direction=pair) for pair in ((0, 24), (24, 0)))
    assert (up.documents["position"] == -down.documents["position"]).all()
    assert (up.documents["se"] == down.documents["se"]).all()
    assert up.terms["beta"].abs().tolist() == down.terms["beta"].abs().tolist()


def test_order_of_documents_does_not_matter():
    _, counts = simulated()
    plain = tk.fit_wordfish(matrix_of(counts), direction=(0, 24), tolerance=1e-13).documents["position"].to_numpy()
    turned = tk.fit_wordfish(matrix_of(counts[::-1]), direction=(24, 0), tolerance=1e-13).documents["position"].to_numpy()
    assert plain == pytest.approx(turned[::-1], abs=1e-4)


def test_bootstrap_agrees_with_the_curvature_and_repeats():
    _, counts = simulated(n_docs=12, n_words=100)
    first, again = (tk.fit_wordfish(matrix_of(counts), direction=("row-1", "row-12"), n_bootstrap=60) for _ in range(2))
    assert first.documents.equals(again.documents)
    assert (first.documents["se_bootstrap"] / first.documents["se"]).mean() == pytest.approx(1, abs=0.2)


def test_words_in_clusters_show_as_dispersion():
    _, counts = simulated()
    assert tk.fit_wordfish(matrix_of(counts), direction=(0, 24)).summary["dispersion"][0] == pytest.approx(1, abs=0.1)
    assert tk.fit_wordfish(matrix_of(3 * counts), direction=(0, 24)).summary["dispersion"][0] == pytest.approx(3, abs=0.3)


@pytest.mark.parametrize(
    ("counts", "options", "said"),
    [
        ([[1, 2, 3], [2, 1, 1]], {}, "three"),
        ([[1, 2, 3], [0, 0, 0], [2, 1, 1]], {}, "row 1 .* none of the terms"),
        ([[1, 2, 3], [3, 1, 2], [2, 1, 1]], {"direction": (1, 1)}, "two different rows"),
        ([[1, 2, 3], [3, 1, 2], [2, 1, 1]], {"direction": ("row-1", "row-9")}, "did you mean"),
        ([[1, 2, 3], [3, 1, 2], [2, 1, 1]], {"confidence": 1}, "between 0 and 1"),
    ],
)
def test_what_cannot_be_scaled(counts, options, said):
    with pytest.raises(tk.ToolkitError, match=said):
        tk.fit_wordfish(matrix_of(np.array(counts)), **{"direction": (0, 1), **options})


def test_weights_are_refused():
    with pytest.raises(tk.ToolkitError, match="needs counts"):
        tk.fit_wordfish(matrix_of(simulated()[1]).weight("tfidf"), direction=(0, 1))
