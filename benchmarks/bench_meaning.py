"""Whether the test of ``meaning_change`` holds its level: documents dealt at random into two halves, where no word has changed.

    python benchmarks/bench_meaning.py [CORPUS_FOLDER]

60 words of all frequencies, 100 deals, 199 permutations each: the share of p values at or below 0.01, 0.05 and 0.1, with the standard
error over deals (words of one deal depend on each other).
"""

import argparse
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from rows import DEMO, Row, demo

import toolkit as tk
from toolkit.semantics.change import _compared, _Space, _Uses
from toolkit.semantics.contexts import read_pairs

WORDS, DEALS, PERMUTATIONS = 60, 100, 199


def main() -> None:
    """Print the shares."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?", help="a corpus folder; the demo corpus if not given")
    given = parser.parse_args()
    with TemporaryDirectory() as folder:
        p = p_values(tk.open_corpus(given.folder) if given.folder else tk.build_corpus(DEMO, folder))
    for level in (0.01, 0.05, 0.1):
        shares = (p <= level).mean(axis=1)
        print(f"p ≤ {level}: {shares.mean():.4f} ± {shares.std() / np.sqrt(DEALS):.4f} of {p.size:,} tests")


def rows() -> Iterator[Row]:
    """The level of the test on the demo corpus, with few deals."""
    with TemporaryDirectory() as folder:
        p = p_values(tk.build_corpus(demo(), folder), deals=20)
    yield Row("meaning_change: share of p ≤ 0.05 without a change", float((p <= 0.05).mean()), 0.05, "at most", 1.5, "", "its level")


def p_values(corpus: tk.Corpus, *, deals: int = DEALS) -> np.ndarray:
    """The p value of each word (columns) in each deal (rows)."""
    frequencies = tk.count_terms(corpus, stop_words="general").frequencies()
    frequent = frequencies[(frequencies["df"] >= min(20, len(corpus) // 3)) & (frequencies["n"] >= 10)]
    words = frequent["term"].iloc[np.linspace(0, len(frequent) - 1, WORDS).astype(int)]
    # The space is the same for all deals; the public function would make it anew each time.
    pairs = read_pairs(corpus, window=5, min_count=10, stop_words="general", phrases=())
    space = _Space.of(pairs, 100, 0)
    uses = {word: _Uses.of(pairs, space, pairs.number_of(word), len(corpus)) for word in words}
    table = []
    for deal in range(deals):
        half = np.random.default_rng(deal).permutation(np.arange(len(corpus)) % 2)
        dealt = np.random.default_rng([deal, 1])
        table.append([_compared(uses[word], half, 0, np.zeros(0), space, 1, PERMUTATIONS, dealt, 0)["p"] for word in words])
    return np.array(table, dtype=float)


if __name__ == "__main__":
    main()
