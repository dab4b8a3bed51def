"""Recovery and coverage of the scales in simulations. ``python benchmarks/scaling.py``."""

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

import toolkit as tk


def wordfish(n_docs=40, n_words=300, words=3000, n_runs=100):
    recovery, covered, ratio = [], [], []
    for run in range(n_runs):
        rng = np.random.default_rng(run)
        theta = np.sort(rng.normal(size=n_docs))
        theta = (theta - theta.mean()) / theta.std()
        rate = np.exp(rng.normal(0, 1, n_words)[None, :] + np.outer(theta, rng.normal(0, 0.4, n_words)))
        counts = rng.poisson(words * rate / rate.sum(axis=1, keepdims=True))
        found = tk.fit_wordfish(
            tk.TermMatrix.from_sklearn(csr_array(counts), [f"w{number}" for number in range(n_words)]), direction=(0, n_docs - 1)
        ).documents
        recovery.append(np.corrcoef(theta, found["position"])[0, 1])
        covered.append(((found["low"] <= theta) & (theta <= found["high"])).mean())
        ratio.append(np.sqrt(np.mean((found["position"] - theta) ** 2)) / found["se"].mean())
    print(f"wordfish: {n_runs} runs, {n_docs} × {n_words}, {words} words each")
    print(f"  correlation with the truth {np.mean(recovery):.4f} (lowest {min(recovery):.4f})")
    print(f"  coverage of 95 % intervals {np.mean(covered):.3f}")
    print(f"  root mean square error / mean standard error {np.mean(ratio):.2f}")


def bootstrap(n_docs=20, n_words=150, words=800, n_runs=10):
    ratios = []
    for run in range(n_runs):
        rng = np.random.default_rng(run)
        theta = np.linspace(-1.5, 1.5, n_docs)
        rate = np.exp(rng.normal(0, 1, n_words)[None, :] + np.outer(theta, rng.normal(0, 0.4, n_words)))
        counts = csr_array(rng.poisson(words * rate / rate.sum(axis=1, keepdims=True)))
        matrix = tk.TermMatrix.from_sklearn(counts, [f"w{number}" for number in range(n_words)])
        found = tk.fit_wordfish(matrix, direction=(0, n_docs - 1), n_bootstrap=100).documents
        ratios.append((found["se_bootstrap"] / found["se"]).mean())
    print(f"  error of the parametric bootstrap / of the curvature {np.mean(ratios):.3f} ({n_runs} runs)")


def lss(n_docs=60, n_words=400, sentences=40, words=12, n_runs=30):
    """Two classes of words; a sentence is of one of them, more often of the first the higher its document lies."""
    recovery, covered = [], []
    for run in range(n_runs):
        rng = np.random.default_rng(run)
        theta = rng.uniform(0.1, 0.9, n_docs)
        base = rng.dirichlet(np.full(n_words, 0.3))
        tilt = np.exp(np.where(np.arange(n_words) < n_words // 2, 1.5, -1.5) * (np.arange(n_words) % 2))
        classes = np.stack([base * tilt / (base * tilt).sum(), base / tilt / (base / tilt).sum()])
        of = np.repeat(np.arange(n_docs), sentences)
        kind = (rng.random(len(of)) > theta[of]).astype(int)
        counts = csr_array(np.stack([rng.multinomial(words, classes[one]) for one in kind]))
        frequent = np.argsort(-classes[:, 1::2], axis=1)[:, :5] * 2 + 1
        names = np.array([f"w{number:03}" for number in range(n_words)])
        rows = pd.DataFrame({"doc_id": [f"d{number:02}" for number in of]})
        seeds = {**dict.fromkeys(names[frequent[0]], 1), **dict.fromkeys(names[frequent[1]], -1)}
        matrix = tk.TermMatrix.from_sklearn(counts, names, rows, unit="sentence")
        found = tk.fit_lss(matrix, seeds, n_components=50, min_count=1, n_bootstrap=0)
        polarity = found.terms.set_index("term")["polarity"].reindex(names).fillna(0).to_numpy()
        per_document = matrix.group("doc_id").counts
        mean = per_document @ polarity / per_document.sum(axis=1)
        expected = ((theta[:, None] * classes[0] + (1 - theta[:, None]) * classes[1]) @ polarity - mean.mean()) / mean.std()
        table = found.documents.sort_values("doc_id")
        recovery.append(np.corrcoef(theta, table["position"])[0, 1])
        covered.append(((table["low"] <= expected) & (expected <= table["high"])).mean())
    print(f"lss: {n_runs} runs, {n_docs} documents of {sentences} sentences of {words} words, 5 seeds an end")
    print(f"  correlation with the truth {np.mean(recovery):.3f} (lowest {min(recovery):.3f})")
    print(f"  coverage of 95 % intervals, given the polarities, {np.mean(covered):.3f}")


if __name__ == "__main__":
    wordfish()
    bootstrap()
    lss()
