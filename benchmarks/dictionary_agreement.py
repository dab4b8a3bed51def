"""How well the shipped dictionaries agree with 300 sentences coded by hand.

    python benchmarks/dictionary_agreement.py [../shared/corpora]

The codes (``dictionaries/codes.tsv``) tell the documents and offsets; the texts are read from the folder. Printed per category: how
many sentences have it by hand and by the dictionary, precision, recall, F1 and Cohen's kappa, with the 2.5 and 97.5 % points of 2,000
bootstrap samples of the sentences (seed 0).
"""

import csv
import sys
import tempfile
from pathlib import Path

import numpy as np
import pandas as pd

import toolkit as tk

CODES = Path(__file__).parent / "dictionaries" / "codes.tsv"
COLUMN_OF = {"attention_fields": "fields", "policy_instruments": "instruments", "obligation": "force", "certainty": "certainty"}
SAMPLES = 2000


def coded_sentences(folder: Path) -> pd.DataFrame:
    """Return the codes with the texts of the sentences."""
    with CODES.open(encoding="utf-8") as file:
        codes = pd.DataFrame(csv.DictReader((line for line in file if not line.startswith("#")), delimiter="\t"))
    parts = []
    for name, rows in codes.groupby("corpus", sort=False):
        with tempfile.TemporaryDirectory() as target:
            texts = tk.build_corpus(folder / name, target, tokens=False).documents.set_index("doc_id")["text"]
        known = rows[rows["doc_id"].isin(texts.index)]
        spans = zip(known["doc_id"], known["start"].astype(int), known["end"].astype(int), strict=True)
        parts.append(known.assign(text=[texts[doc_id][start:end] for doc_id, start, end in spans]))
    return pd.concat(parts, ignore_index=True)


def agreement(by_hand: np.ndarray, found: np.ndarray) -> np.ndarray:
    """Return precision, recall, F1 and kappa, for each row of two arrays of marks."""
    both = (by_hand & found).sum(axis=-1)
    hand, mine, n = by_hand.sum(axis=-1), found.sum(axis=-1), by_hand.shape[-1]
    observed = (by_hand == found).mean(axis=-1)
    expected = (hand * mine + (n - hand) * (n - mine)) / n**2
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.stack([both / mine, both / hand, 2 * both / (hand + mine), (observed - expected) / (1 - expected)], axis=-1)


def table_of(name: str, sentences: pd.DataFrame) -> pd.DataFrame:
    """Return the agreement of one dictionary, a row a category."""
    frame = pd.DataFrame({"text": sentences["text"], "id": [f"s{number:03}" for number in range(len(sentences))]})
    with tempfile.TemporaryDirectory() as target:
        corpus = tk.build_corpus(frame, target)
        counts = tk.code_dictionary(corpus, name, level=1)
    rng = np.random.default_rng(0)
    drawn = rng.integers(0, len(sentences), (SAMPLES, len(sentences)))
    rows = []
    for category, one in counts.groupby("category", sort=False):
        found = one["n"].to_numpy() > 0
        by_hand = sentences[COLUMN_OF[name]].str.split().map(lambda codes, wanted=category: wanted in codes).to_numpy(dtype=bool)
        point = agreement(by_hand, found)
        low, high = np.nanpercentile(agreement(by_hand[drawn], found[drawn]), [2.5, 97.5], axis=0)
        shown = [f"{value:.2f} [{a:.2f}, {b:.2f}]" for value, a, b in zip(point, low, high, strict=True)]
        rows.append((name, category, int(by_hand.sum()), int(found.sum()), *shown))
    return pd.DataFrame(rows, columns=["dictionary", "category", "by hand", "found", "precision", "recall", "F1", "kappa"])


def main() -> None:
    """Print the table of all dictionaries."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/corpora")
    if not folder.is_dir():
        sys.exit(f"{folder} is not there: name the folder of the coded texts")
    sentences = coded_sentences(folder)
    print(f"{len(sentences)} sentences")
    for name in COLUMN_OF:
        print(table_of(name, sentences).to_string(index=False), end="\n\n")


if __name__ == "__main__":
    main()
