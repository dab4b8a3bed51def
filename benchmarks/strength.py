"""Agreement of `policy_strength` with a reader: 200 sentences coded twice, blind to the score.

``strength_codes.tsv`` holds document, offsets and codes of both rounds, not the sentences. Run with the corpora of the project beside it::

    python benchmarks/strength.py ../shared/corpora

For each component: agreement between the rounds and of each with the score, as linearly weighted kappa (of two codes, Cohen's) with 95 %
intervals of a bootstrap over sentences.
"""

import csv
import sys
from pathlib import Path

import numpy as np
import pandas as pd

import toolkit as tk

CODES = Path(__file__).with_name("strength_codes.tsv")
COMPONENTS = ["force", "instrument", "target", "deadline", "responsible", "monitoring", "budget", "score"]
SOURCES = {"policies": "policies/policies.xlsx", "city": "city-documents"}


def kappa(first, second):
    """Linearly weighted kappa of two codings; missing where both are constant."""
    gap = np.abs(first[:, None] - second[None, :]).mean()
    return np.nan if gap == 0 else 1 - np.abs(first - second).mean() / gap


def interval(first, second, n=2000, seed=0):
    rng = np.random.default_rng(seed)
    drawn = rng.integers(0, len(first), (n, len(first)))
    return np.nanquantile([kappa(first[at], second[at]) for at in drawn], [0.025, 0.975])


def scored(folder):
    """The score of every sentence of both corpora, by corpus, document and offset."""
    tables = []
    for name, path in SOURCES.items():
        corpus = tk.build_corpus(Path(folder) / path).annotate(entities=False)
        tables.append(tk.policy_strength(corpus).sentences.assign(corpus=name))
    return pd.concat(tables, ignore_index=True)


def main(folder):
    codes = pd.DataFrame(list(csv.DictReader(CODES.open(encoding="utf-8"), delimiter="\t")))
    codes = codes.astype({name: "int64" for name in codes if name not in ("corpus", "doc_id")})
    table = codes.merge(scored(folder), on=["corpus", "doc_id", "start"], how="left", validate="one_to_one")
    assert table["score"].notna().all(), "a coded sentence is not in the corpus as it was"
    for round_ in ("first", "second"):
        table[f"score_{round_}"] = sum(table[f"{name}_{round_}"] for name in COMPONENTS[:-1])
    print(f"{len(table)} sentences; coded > 0 in the first round: {(table['score_first'] > 0).sum()}")
    print("component\tn>0 first\tn>0 score\tfirst–second\tfirst–score\tsecond–score\texact first–score")
    for name in COMPONENTS:
        first, second, given = (table[column].to_numpy(float) for column in (f"{name}_first", f"{name}_second", name))
        shown = [
            f"{kappa(a, b):.2f} [{low:.2f}, {high:.2f}]"
            for a, b in ((first, second), (first, given), (second, given))
            for low, high in [interval(a, b)]
        ]
        print(name, (first > 0).sum(), (given > 0).sum(), *shown, f"{(first == given).mean():.2f}", sep="\t")
    total, given = table["score_first"], table["score"]
    print(f"Spearman of the totals: {total.corr(given, method='spearman'):.2f}")


if __name__ == "__main__":
    main(sys.argv[1])
