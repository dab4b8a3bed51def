"""Counts in how many passages of policy reports each word stands, and writes toolkit/data/genre_frequencies.tsv.

    python scripts/make_genre_frequencies.py ../shared/corpora
"""

import sys
from collections import Counter
from pathlib import Path

import pandas as pd

from toolkit.matrix import is_number, is_word
from toolkit.text import Segmenter, clean_text, sentence_spans

TARGET = Path(__file__).resolve().parent.parent / "toolkit" / "data" / "genre_frequencies.tsv"
PASSAGE = 1000
LEAST = 3
HEAD = f"""\
# In how many passages of about {PASSAGE} characters each word stands; the row without a word counts the passages. Words of fewer than
# {LEAST} passages are left out. Made by scripts/make_genre_frequencies.py from 53 work reports of the State Council (1954–2022), 118
# policy documents (2012–2024) and 19 provincial work reports (2026). Counts are facts, date: 2026-11. Licence: Apache-2.0
word\tpassages
"""


def texts(folder: Path) -> list[str]:
    """The texts of the three collections."""
    reports = [path.read_text(encoding="utf-8") for path in sorted((folder / "gwr").glob("*.txt"))]
    policies = pd.read_excel(folder / "policies" / "policies.xlsx")["Policy Content"].dropna().tolist()
    provinces = [pd.read_csv(path)["full_text"].iloc[0] for path in sorted((folder / "provinces-2026").glob("*.csv"))]
    return [clean_text(str(text)) for text in [*reports, *policies, *provinces]]


def passages(text: str) -> list[str]:
    """The text cut after the sentence that fills a passage."""
    found, start = [], 0
    for _, end in sentence_spans(text):
        if end - start >= PASSAGE:
            found.append(text[start:end])
            start = end
    return [*found, text[start:]]


def main(folder: Path) -> None:
    """Count and write."""
    segmenter = Segmenter()
    counts: Counter[str] = Counter()
    for text in texts(folder):
        for passage in passages(text):
            counts.update({"", *(word for word in segmenter.cut(passage) if is_word(word) and not is_number(word))})
    rows = sorted(((word, n) for word, n in counts.items() if n >= LEAST), key=lambda row: (-row[1], row[0]))
    TARGET.write_text(HEAD + "".join(f"{word}\t{n}\n" for word, n in rows), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
