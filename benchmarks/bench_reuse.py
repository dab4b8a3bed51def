"""CPU seconds, memory and recall of the search for reused passages.

    python benchmarks/bench_reuse.py [CORPUS] [HIGHER]

CORPUS and HIGHER are corpus folders of `build_corpus`: reports of places, and those of a higher level; the demo corpus if not given,
whose sentences are mostly formulas of many reports, so that few of the planted are found. Recall: sentences of one document are planted
in another of another place, unchanged, with 10, 20 and 30 % of their characters replaced, with other numbers, and with their clauses in
another order.
"""

import argparse
import random
import re
import resource
import time
from collections.abc import Callable, Iterator
from tempfile import TemporaryDirectory
from typing import Any

import pandas as pd
from rows import DEMO, Row, demo

import toolkit as tk

SEED = 5
PER_KIND = 40


def main() -> None:
    """Read the arguments and measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", nargs="?")
    parser.add_argument("higher", nargs="?")
    given = parser.parse_args()
    with TemporaryDirectory() as folder:
        corpus = tk.open_corpus(given.corpus) if given.corpus else tk.build_corpus(DEMO, folder)
        measure(corpus, tk.open_corpus(given.higher) if given.higher else None)


def measure(corpus: tk.Corpus, higher: tk.Corpus | None) -> None:
    """Print what each call took and found, then the recall of planted sentences."""
    passages = timed("find_reuse, own, lag 1", lambda: tk.find_reuse(corpus))
    if higher is not None:
        timed("find_reuse, higher, lag 1", lambda: tk.find_reuse(corpus, higher, pairs="higher"))
    timed("reuse_shares by year", lambda: tk.reuse_shares(corpus, passages, by="year"))
    matrix = timed("count_terms by sentence", lambda: tk.count_terms(corpus, unit="sentence"))
    timed("similarity, own, lag 1", lambda: tk.similarity(matrix, pairs="own"))
    timed("novelty, 100 resamples", lambda: tk.novelty(matrix))
    print(planted(corpus).to_string())


def rows() -> Iterator[Row]:
    """How many planted sentences are found in the demo corpus, whose sentences resemble each other: told, and nothing asked of it."""
    with TemporaryDirectory() as folder:
        table = planted(tk.build_corpus(demo(), folder))
    for change, row in table.iterrows():
        name = f"find_reuse: planted sentences found, changed: {change}"
        yield Row(name, int(row["found"]), int(row["planted"]), "at least", None, "", "planted")


def timed(name: str, call: Callable[[], Any]) -> Any:
    """Return what a call returns, and print its CPU seconds, the rows and the peak of memory so far."""
    start = time.process_time()
    result = call()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    print(f"{name:28} {time.process_time() - start:7.1f} s CPU  {len(result):8,} rows  peak {peak:.2f} GB")
    return result


def planted(corpus: Any) -> pd.DataFrame:
    """Return for each change how many of the planted sentences are found at their place."""
    rng = random.Random(SEED)
    documents = corpus.documents.sort_values("doc_id").reset_index(drop=True)
    sentences = corpus.sentences[["doc_id", "text"]]
    text = sentences["text"]
    usable = sentences[text.str.contains("[0-9].*，|，.*[0-9]") & text.str.len().between(30, 120) & ~text.str.contains("\n.")]
    pairs, made, expected = [], [], []
    for kind, change in CHANGES.items():
        for row in usable.sample(PER_KIND, random_state=rng.randrange(10**6)).itertuples():
            host = documents[documents["doc_id"] != row.doc_id].sample(1, random_state=rng.randrange(10**6)).iloc[0]
            text, sentence = host["text"][:6000], row.text.strip()
            new = change(sentence, rng)
            at = text.rfind("。", 0, 3000) + 1
            name = f"planted{len(made)}"
            made.append({"doc_id": name, "text": text[:at] + new + text[at:]})
            pairs.append({"target_doc_id": f"{name}", "source_doc_id": row.doc_id})
            expected.append((name, kind, text[max(at - 8, 0) : at] + new))
    table = pd.DataFrame(made)
    corpus_of_hosts = tk.build_corpus(table, columns={"text": "text", "doc_id": "doc_id"})
    found = tk.find_reuse(corpus_of_hosts, corpus, pairs=pd.DataFrame(pairs))
    texts = corpus_of_hosts.documents.set_index("doc_id")["text"]
    rows = []
    for name, kind, stretch in expected:
        start = texts[name].find(stretch)
        hits = found[(found["target_doc_id"] == name) & (found["target_start"] < start + len(stretch)) & (found["target_end"] > start + 8)]
        rows.append({"change": kind, "found": len(hits) > 0, "copied": (hits["kind"] == "copied").any()})
    counted = pd.DataFrame(rows).groupby("change", sort=False)
    return pd.DataFrame({"planted": counted.size(), "found": counted["found"].sum(), "as copied": counted["copied"].sum()})


def _characters(share: float) -> Callable[[str, random.Random], str]:
    pool = "的了在是有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经"

    def change(text: str, rng: random.Random) -> str:
        at = [place for place, char in enumerate(text) if char.isalnum()]
        chosen = set(rng.sample(at, round(share * len(at))))
        return "".join(rng.choice(pool) if place in chosen else char for place, char in enumerate(text))

    return change


def _numbers(text: str, rng: random.Random) -> str:
    return re.sub(r"[0-9]+", lambda match: str(rng.randrange(10 ** len(match.group()))), text)


def _clauses(text: str, rng: random.Random) -> str:
    body = text.rstrip("。；！")
    first, *rest = body.split("，")
    return "，".join([*rest, first]) + "。"


CHANGES = {
    "none": _characters(0), "10 % of characters": _characters(0.1), "20 % of characters": _characters(0.2),
    "30 % of characters": _characters(0.3), "numbers": _numbers, "order of clauses": _clauses,
}  # fmt: skip

if __name__ == "__main__":
    main()
