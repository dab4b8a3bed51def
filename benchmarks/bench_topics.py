"""Topics: how often the interval of an effect holds the true one, whether fits find known topics, and how long things take.

    python benchmarks/bench_topics.py [CORPUS] [--runs 60]

Simulated texts: 200 documents of 300 words from 6 topics (Dirichlet .05 over 500 terms, shares Dirichlet .5); in half of them the share
of the first topic is higher by .15, or by nothing. Truth is the difference in what the shares were drawn from. Times are of
CORPUS, a corpus folder, or of the demo corpus.
"""

import argparse
import time
from collections.abc import Callable, Iterator
from tempfile import TemporaryDirectory

import numpy as np
import pandas as pd
from rows import DEMO, Row

import toolkit as tk
from toolkit.topics.matching import cosines, match

N_TOPICS, N_DOCS, N_TERMS, N_WORDS = 6, 200, 500, 300
CANDIDATES = [5, 10, 15, 20, 30, 40]


def simulated(seed: int, effect: float) -> tuple[tk.TermMatrix, np.ndarray, np.ndarray]:
    """Return counts, the words of the topics, and the true effect on each topic."""
    random = np.random.default_rng(seed)
    words = random.dirichlet(np.full(N_TERMS, 0.05), N_TOPICS)
    treated = np.arange(N_DOCS) % 2
    shares = random.dirichlet(np.full(N_TOPICS, 0.5), N_DOCS) * (1 - effect * treated)[:, None]
    shares[:, 0] += effect * treated
    counts = np.array([random.multinomial(N_WORDS, row) for row in shares @ words])
    rows = pd.DataFrame({"doc_id": [f"d{number:04}" for number in range(N_DOCS)], "treated": treated})
    truth = np.full(N_TOPICS, -effect / N_TOPICS)
    truth[0] += effect
    return tk.TermMatrix.from_sklearn(counts, [f"w{number:04}" for number in range(N_TERMS)], rows), words, truth


def coverage(method: str, effect: float, runs: int) -> dict[str, object]:
    held, rejected, off, likeness = [], [], [], []
    for seed in range(runs):
        matrix, words, truth = simulated(seed, effect)
        topics = tk.fit_topics(matrix, n_topics=N_TOPICS, method=method, seed=seed)
        partner, cosine = match(cosines(words, topics.words))
        table = topics.effects("treated").set_index("topic").loc[partner + 1]
        held.append((table["low"] <= truth) & (truth <= table["high"]))
        rejected.append(table["p"] < 0.05)
        off.append(table["estimate"].iloc[0] - truth[0])
        likeness.append(cosine.min())
    return {
        "method": method, "effect": effect, "covered": np.mean([own.iloc[0] for own in held]), "covered, all topics": np.mean(held),
        "p < .05, first": np.mean([own.iloc[0] for own in rejected]), "p < .05, all": np.mean(rejected), "bias": np.mean(off),
        "worst topic's cosine": np.min(likeness), "runs": runs,
    }  # fmt: skip


def rows() -> Iterator[Row]:
    """How often the interval of an effect holds the true one, of the topic that has one."""
    for method, runs in (("nmf", 20), ("lda", 6)):
        held = float(coverage(method, 0.15, runs)["covered, all topics"])
        yield Row(f"topics.effects, {method}: intervals that hold the truth", held, 0.95, "at least", 0.9, "", "their level")


def timed(name: str, call: Callable[[], object]) -> None:
    wall, cpu = time.perf_counter(), time.process_time()
    call()
    print(f"{name:<44}{time.process_time() - cpu:8.2f} s of CPU{time.perf_counter() - wall:8.2f} s")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", nargs="?")
    parser.add_argument("--runs", type=int, default=60)
    options = parser.parse_args()
    table = pd.DataFrame([coverage(method, effect, options.runs) for method in ("nmf", "lda") for effect in (0.15, 0.0)])
    print(table.round(3).to_string(index=False))
    with TemporaryDirectory() as folder:
        times(tk.open_corpus(options.corpus) if options.corpus else tk.build_corpus(DEMO, folder))


def times(corpus: tk.Corpus) -> None:
    sections, blocks = (tk.count_terms(corpus, unit=unit, min_df=5, max_df=0.5) for unit in ("section", "block"))
    topics = tk.fit_topics(sections, n_topics=20)
    print(sections)
    print(blocks)
    timed("fit_topics, 20 by nmf, sections", lambda: tk.fit_topics(sections, n_topics=20))
    timed("fit_topics, 20 by nmf, blocks", lambda: tk.fit_topics(blocks, n_topics=20))
    timed("fit_topics, 20 by lda, sections, 4 starts", lambda: tk.fit_topics(sections, n_topics=20, method="lda"))
    timed("fit_topics, 20 by lda, blocks, 4 starts", lambda: tk.fit_topics(blocks, n_topics=20, method="lda"))
    timed("choose_topics, six candidates, sections", lambda: tk.choose_topics(sections, CANDIDATES, corpus=corpus))
    timed("prevalence by year with intervals", lambda: topics.prevalence("year", interval=True))
    timed("effects of the year", lambda: topics.effects("year"))
    timed("typical sentences", lambda: topics.typical(corpus))
    chosen = tk.choose_topics(blocks, [20], method=["nmf", "lda"], corpus=corpus, n_runs=1, max_iter=200)
    print(chosen[["method", "n_topics", "c_v", "npmi", "stability", "diversity"]].round(3).to_string(index=False))


if __name__ == "__main__":
    main()
