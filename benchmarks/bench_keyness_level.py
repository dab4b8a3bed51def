"""Whether the tests of keyness hold their level: random groups have no keywords, so that 5 % of words may have p < .05.

    python benchmarks/bench_keyness_level.py [FOLDER_OF_A_CORPUS] [--repeats 40] [--splits documents place] [--terms 3000]

For each kind of random split, group size and test: the share of words with p < .05 ("level"), the share of repetitions with any adjusted
p < .05 ("any", at most .05 wanted), and the share of planted words, whose counts are doubled in the target, with p < .05 ("power", to be
read only where the level holds). Without a folder, the demo corpus is built and used.
"""

import argparse
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
from rows import Row, demo
from scipy.sparse import csr_array, diags_array

import toolkit as tk
from toolkit.keywords.association import contrast, p_value
from toolkit.keywords.document_tests import DOCUMENT_TESTS
from toolkit.keywords.samples import Samples, sampled
from toolkit.matrix import TermMatrix
from toolkit.multiple_tests import adjusted

DEMO = Path(__file__).parent.parent / "corpora"
RESAMPLES = {"permutation": 1999, "bootstrap": 499}


def p_values(samples: Samples, test: str) -> np.ndarray:
    """p of every term by a test of documents or by G²."""
    if test != "log_likelihood":
        return DOCUMENT_TESTS[test](samples, n_resamples=RESAMPLES.get(test, 1), seed=0)
    ours, theirs = (samples.counts[side].sum(axis=0).astype(float) for side in (samples.target, ~samples.target))
    totals = (float(samples.tokens[side].sum()) for side in (samples.target, ~samples.target))
    return p_value(contrast(ours, theirs, *totals, prior=500.0)["log_likelihood"].to_numpy())


def doubled(matrix: TermMatrix, inside: np.ndarray, n_words: int = 200) -> TermMatrix:
    """Words of middling frequency only, each twice as often in the target."""
    share = matrix.document_frequency() / len(matrix)
    mean = matrix.counts.sum(axis=0) / len(matrix)
    words = np.flatnonzero((share >= 0.25) & (mean >= 1) & (mean <= 5))[:n_words]
    return replace(matrix, counts=csr_array(diags_array(1.0 + inside) @ matrix.counts[:, words]), terms=matrix.terms[words])


def splits(matrix: TermMatrix, kinds: list[str]) -> Iterator[tuple[str, int, str | None]]:
    """Kind of split, size of the target, cluster."""
    for kind in kinds:
        n = len(matrix) if kind == "documents" else known(matrix, kind).rows[kind].nunique()
        for size in (10, n // 6, n // 2) if kind == "documents" else (max(n // 8, 1), n // 2):
            yield kind, size, None
            if kind != "documents":
                yield kind, size, kind


def thinned(matrix: TermMatrix, n_terms: int) -> TermMatrix:
    """At most so many terms, drawn once."""
    if n_terms >= len(matrix.terms):
        return matrix
    kept = np.sort(np.random.default_rng(0).permutation(len(matrix.terms))[:n_terms])
    return replace(matrix, counts=matrix.counts[:, kept], terms=matrix.terms[kept])


def known(matrix: TermMatrix, column: str) -> TermMatrix:
    """The rows of which a column is known."""
    return matrix.filter({column: pd.notna})


def rows() -> Iterator[Row]:
    """The level of the permutation of documents, and of G², on random halves of the demo corpus."""
    with tempfile.TemporaryDirectory() as folder:
        tk.build_corpus(demo(), folder)
        matrix = thinned(tk.count_terms(tk.open_corpus(folder), min_df=5), 500)
        found: dict[str, list[float]] = {"permutation": [], "log_likelihood": []}
        random = np.random.default_rng(0)
        for _ in range(10):
            inside = np.isin(np.arange(len(matrix)), random.permutation(len(matrix))[: len(matrix) // 2])
            for test, shares in found.items():
                shares.append(float((p_values(sampled(matrix, inside, ~inside, None), test) < 0.05).mean()))
    permutation, g2 = (float(np.mean(found[test])) for test in ("permutation", "log_likelihood"))
    yield Row("keyness: share of p < 0.05 in random halves", permutation, 0.05, "at most", 1.3, "", "its level")
    yield Row("keyness, G²: share of p < 0.05 in random halves", g2, 0.05, "at most", None, "", "its level")


def main(folder: str, repeats: int, kinds: list[str], n_terms: int) -> None:
    """Print the table."""
    full = tk.count_terms(tk.open_corpus(folder), min_df=5)
    matrix = thinned(full, n_terms)
    print(f"{len(matrix)} documents × {len(matrix.terms):,} of {len(full.terms):,} terms in 5 documents or more, {repeats} repetitions")
    print(f"{'split':<12}{'target':>7}  {'units':<10}{'test':<16}{'level':>7}{'any':>6}{'power':>7}")
    for kind, size, cluster in splits(matrix, kinds):
        random = np.random.default_rng(size)
        real, words = (each if kind == "documents" else known(each, kind) for each in (matrix, full))
        found: dict[str, list[tuple[float, float, float]]] = {test: [] for test in (*DOCUMENT_TESTS, "log_likelihood")}
        for _ in range(repeats):
            labels = np.arange(len(real)) if kind == "documents" else real.rows[kind].to_numpy()
            inside = np.isin(labels, random.permutation(np.unique(labels))[:size])
            samples, planted = (sampled(each, inside, ~inside, cluster) for each in (real, doubled(words, inside)))
            for test, results in found.items():
                p = p_values(samples, test)
                results.append((float((p < 0.05).mean()), float(adjusted(p).min() < 0.05), float((p_values(planted, test) < 0.05).mean())))
        for test, results in found.items():
            level, any_found, power = np.mean(results, axis=0)
            print(f"{kind:<12}{size:>7}  {cluster or 'document':<10}{test:<16}{level:7.3f}{any_found:6.2f}{power:7.2f}", flush=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?")
    parser.add_argument("--repeats", type=int, default=40)
    parser.add_argument("--splits", nargs="+", default=["documents", "place"])
    parser.add_argument("--terms", type=int, default=3000, help="how many terms, drawn at random, are tested")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        if given.folder is None:
            tk.build_corpus(DEMO, scratch)
        main(given.folder or scratch, given.repeats, given.splits, given.terms)
