"""How many known terms ``find_new_words`` finds again when they are hidden from the segmenter, and how many of its finds are terms.

    python benchmarks/bench_new_words.py [CORPUS_FOLDER] [--read FILE]

Hidden are up to 256 terms of ``toolkit/data/policy_terms.txt``, drawn with a seed from those of 2 to 8 Chinese characters that jieba's
plain dictionary cuts and that the corpus has at least 20 times; the segmenter knows all other terms of the list. Every second term in
code point order is for tuning (defaults of the function were chosen on these alone), the others are reported as test.

Recall: share of the hidden terms in the table. Precision: share of the table that are terms: hidden ones, names that the corpus has as
entities (where it is annotated), and of the rest the share of terms in a sample read by hand (``new_words_read.tsv``: word and
judgement, of 100 drawn with seed 0 from the rest: 1 for what is one concept to a reader, 0 for verbs with their objects, free
combinations and fragments). ``--read`` writes a new sample, to be judged. ``--seed 1`` hides other terms.

Beside it, on about thirty of the documents, the script one finds for this task: counts of all strings, cohesion at the weakest cut,
entropy of the neighbours, in plain Python.
"""

import argparse
import csv
import math
import re
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pandas as pd
from rows import DEMO, Row, demo, faster, seconds

import toolkit as tk
from toolkit.lexicon import read_list

HERE = Path(__file__).parent
READ = HERE / "new_words_read.tsv"
HIDDEN, LEAST, SAMPLE = 256, 20, 100


def main() -> None:
    """Print recall, precision and time."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?", help="a corpus folder; the demo corpus if not given")
    parser.add_argument("--read", type=Path, help="write a sample of the finds that no list knows, to be judged by hand")
    parser.add_argument("--seed", type=int, default=0, help="which terms are hidden")
    given = parser.parse_args()
    with TemporaryDirectory() as folder:
        corpus = tk.open_corpus(given.folder) if given.folder else tk.build_corpus(DEMO, folder)
        hidden, segmenter = hide(corpus, given.seed)
        began = time.perf_counter()
        found = tk.find_new_words(corpus, segmenter=segmenter)
        took = time.perf_counter() - began
        rest = report(corpus, hidden, found, took)
        if given.read:
            given.read.write_text("word\tterm\n" + "".join(f"{word}\t\n" for word in drawn(rest)), encoding="utf-8")
        beside_plain_python(corpus)


def rows() -> Iterator[Row]:
    """Hidden terms found again in the demo corpus, and the time beside plain Python."""
    with TemporaryDirectory() as folder:
        corpus = tk.build_corpus(demo(), folder)
        hidden, segmenter = hide(corpus, 0)
        found = set(tk.find_new_words(corpus, segmenter=segmenter)["word"])
        yield Row("find_new_words: hidden terms found", len(found.intersection(hidden)), len(hidden), "at least", 0.4, "", "hidden")
        texts = corpus.documents["text"].tolist()
        ours, theirs = seconds(lambda: tk.find_new_words(corpus), lambda: plain_python(texts))
        yield faster("find_new_words", ours, theirs, than="plain Python", target=2)


def hide(corpus: tk.Corpus, seed: int) -> tuple[list[str], tk.Segmenter]:
    """The hidden terms, and a segmenter that knows all others."""
    terms = sorted(line.split()[0] for line in read_list("policy_terms.txt"))
    general = {line.split(" ")[0] for line in (files("jieba") / "dict.txt").read_text(encoding="utf-8").splitlines()}
    plain = tk.Segmenter(domain=False)
    text = "\n".join(corpus.documents["text"])
    possible = [
        term for term in terms
        if term not in general and re.fullmatch("[\u4e00-\u9fff]{2,8}", term) and text.count(term) >= LEAST and len(plain.cut(term)) > 1
    ]  # fmt: skip
    hidden = sorted(Random(seed).sample(possible, min(HIDDEN, len(possible))))
    known = [term for term in terms if term not in set(hidden)]
    return hidden, tk.Segmenter(domain=False, user_words=known)


def report(corpus: tk.Corpus, hidden: list[str], found: pd.DataFrame, took: float) -> list[str]:
    """Print the measures; return the finds that no list knows."""
    words = set(found["word"])
    print(f"{len(corpus):,} documents, {corpus.documents['n_chars'].sum():,} characters; {took:.1f} s; {len(words):,} found")
    for part, terms in (("tuning", hidden[::2]), ("test", hidden[1::2])):
        n = len(words.intersection(terms))
        print(f"recall, {part:6} {n:4} of {len(terms)} = {n / max(len(terms), 1):.1%}")
    try:
        names = set(corpus.entities["text"])
    except tk.ToolkitError:
        names = set()
    rest = sorted(words - set(hidden) - names)
    print(f"found: {len(words & set(hidden)):,} hidden terms, {len((words & names) - set(hidden)):,} names, {len(rest):,} others")
    with READ.open(encoding="utf-8") as lines:
        judged = {row["word"]: row["term"] == "1" for row in csv.DictReader(lines, delimiter="\t")}
    read = [judged[word] for word in rest if word in judged]
    if len(read) >= SAMPLE // 2:
        share = sum(read) / len(read)
        margin = 1.96 * math.sqrt(share * (1 - share) / len(read))
        precision = 1 - len(rest) / len(words) * (1 - share)
        print(f"terms among the others: {share:.0%} ± {margin:.0%} of {len(read)} read; precision {precision:.1%}")
    return rest


def drawn(rest: list[str]) -> list[str]:
    """The sample to be read."""
    return sorted(Random(0).sample(rest, min(SAMPLE, len(rest))))


def beside_plain_python(corpus: tk.Corpus) -> None:
    """Print the time on about thirty of the documents, and that of plain Python."""
    part = corpus.filter(doc_id=corpus.documents["doc_id"].iloc[:: max(len(corpus) // 30, 1)].tolist())
    texts = part.documents["text"].tolist()
    began = time.perf_counter()
    found = tk.find_new_words(part)
    ours = time.perf_counter() - began
    began = time.perf_counter()
    plain = plain_python(texts)
    theirs = time.perf_counter() - began
    print(f"{len(texts)} documents: find_new_words {ours:.2f} s ({len(found):,} words)")
    print(f"{len(texts)} documents: plain Python {theirs:.2f} s ({len(plain):,} words), ratio {ours / theirs:.2f}")


def plain_python(texts: list[str], *, longest: int = 8, least: int = 10, cohesion: float = 4.0, entropy: float = 2.0) -> list[str]:
    """Strings by cohesion and entropy of neighbours, as scripts for new words go."""
    counts: Counter[str] = Counter()
    left: defaultdict[str, Counter[str]] = defaultdict(Counter)
    right: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for text in texts:
        for run in re.findall("[\u4e00-\u9fff]+", text):
            for size in range(1, longest + 1):
                counts.update(run[at : at + size] for at in range(len(run) - size + 1))
    total = sum(n for word, n in counts.items() if len(word) == 1)
    firm = {word for word, n in counts.items() if len(word) > 1 and n >= least and min(
        math.log2(n * total / (counts[word[:at]] * counts[word[at:]])) for at in range(1, len(word))) >= cohesion}  # fmt: skip
    for text in texts:
        for size in range(2, longest + 1):
            for at in range(1, len(text) - size):
                word = text[at : at + size]
                if word in firm:
                    left[word][text[at - 1]] += 1
                    right[word][text[at + size]] += 1
    return [word for word in firm if min(spread(left[word]), spread(right[word])) >= entropy]


def spread(counts: Counter[str]) -> float:
    """Shannon entropy in bits."""
    total = sum(counts.values())
    return -sum(n / total * math.log2(n / total) for n in counts.values())


if __name__ == "__main__":
    main()
