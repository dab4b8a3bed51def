"""Entities beside ``jieba.lcut`` on the same texts in the same run: reports, bulletins, and many short texts; what the first call costs.

    python benchmarks/bench_entities.py
"""

import random
import subprocess
import sys
from collections.abc import Iterator

import jieba
from rows import DEMO, Row, demo, faster, seconds

import toolkit as tk
from toolkit.entities.extract import extract_together
from toolkit.grouping import in_groups

KINDS = {"work reports": "工作报告", "bulletins": "统计公报"}
LENGTH, NUMBER, TOGETHER = 300, 300, 30_000
"""Characters of a short text, how many there are, and how many characters are read together, as `Corpus.annotate` reads them."""
FIRST = """
import time
start = time.process_time()
from toolkit.entities import extract_entities
extract_entities("清远市财政局印发通知。")
print(time.process_time() - start)
"""
Given = list[tuple[str, str | None, int]]


def texts() -> dict[str, Given]:
    """The texts of the demo corpus by kind, and pieces of them as short as a notice."""
    bulletins = sorted(path for path in DEMO.rglob("*统计公报*") if path.suffix in (".txt", ".html"))[:20]
    documents = tk.build_corpus(sorted({*demo(), *bulletins}), tokens=False).documents.dropna(subset=["year"])
    found = {}
    for name, word in KINDS.items():
        chosen = documents[documents["title"].fillna("").str.contains(word)]
        found[name] = [(row.text, row.place or None, int(row.year)) for row in chosen.itertuples()]
    rng = random.Random(1)
    pieces = []
    for text, place, year in rng.choices([one for given in found.values() for one in given], k=NUMBER):
        start = rng.randrange(max(len(text) - LENGTH, 1))
        pieces.append((text[start : start + LENGTH], place, year))
    return {**found, f"texts of {LENGTH} characters": pieces}


def together(given: Given, size: int, engine: str) -> None:
    """Find the entities of texts, so many characters at a time."""
    for some in in_groups(given, lambda one: len(one[0]), size):
        extract_together(some, engine=engine)


def rows() -> Iterator[Row]:
    """Both engines on each kind of text, one by one and as a corpus reads them; the first call."""
    jieba.initialize()
    for name, given in texts().items():
        sizes = {"one by one": 1, "together": TOGETHER}
        theirs, rules, *hybrid = seconds(
            lambda given=given: [jieba.lcut(text) for text, _, _ in given],
            lambda given=given: together(given, 1, "rules"),
            *(lambda given=given, size=size: together(given, size, "hybrid") for size in sizes.values()),
        )
        yield faster(f"entities by rules, {name}", rules, theirs, than="jieba.lcut", target=6 if name in KINDS else None)
        for how, taken in zip(sizes, hybrid, strict=True):
            target = 1 if name in KINDS or how == "together" else None
            yield faster(f"entities, {name} {how}", taken, theirs, than="jieba.lcut", target=target)
    answer = subprocess.run([sys.executable, "-c", FIRST], capture_output=True, text=True, check=True).stdout
    yield Row("first call of extract_entities, import included", float(answer), 1.0, "at most", 0.5, "s", than="a second")


def main() -> None:
    for row in rows():
        print(f"{row.name:60} {row.ours:8.3f} {row.baseline:8.3f} {row.ratio:6.2f} {row.met}")


if __name__ == "__main__":
    main()
