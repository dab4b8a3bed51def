"""CPU seconds of a whole analysis of a corpus, topics apart, beside those that jieba.lcut takes to cut its texts once.

    python benchmarks/bench_analysis.py [FOLDER_OF_A_CORPUS]

The folder is one that build_corpus made and annotated; without one, the demo corpus is built in a temporary folder. Every step runs once,
as in an analysis, on a corpus freshly opened; a step's seconds are those of all threads. The ratio is to one run of jieba.lcut.
"""

import logging
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import jieba
from rows import DEMO, Row, faster

import toolkit as tk

POLICIES = ["全面建设小康社会", "新型城镇化", "供给侧结构性改革", "河长制", "最多跑一次", "乡村振兴战略"]
SEEDS = {"改革": 1.0, "创新": 1.0, "稳定": -1.0, "保障": -1.0}


def cpu_seconds(call: Callable[[], Any]) -> tuple[float, Any]:
    """Seconds of all threads of this process, and what the call gave."""
    start = time.process_time()
    result = call()
    return time.process_time() - start, result


def steps(folder: str) -> dict[str, Callable[[dict[str, Any]], Any]]:
    """The steps in order, each a function of the results so far."""
    return {
        "open_corpus": lambda done: tk.open_corpus(folder),
        "count_terms": lambda done: tk.count_terms(done["open_corpus"]),
        "term_trends of all terms": lambda done: tk.term_trends(done["count_terms"]),
        "find_change_points of all terms": lambda done: tk.find_change_points(done["term_trends of all terms"]),
        "detect_bursts of all terms": lambda done: tk.detect_bursts(done["count_terms"]),
        "entity_trends": lambda done: tk.entity_trends(done["open_corpus"], min_docs=5),
        "rank_keywords by year": lambda done: tk.rank_keywords(done["count_terms"]),
        "keyness of the last year": lambda done: tk.keyness(done["count_terms"], target={"year": last_year(done)}),
        "first_mentions": lambda done: tk.first_mentions(done["open_corpus"], dict(zip(POLICIES, POLICIES, strict=True))),
        "adoption_curve": lambda done: tk.adoption_curve(done["first_mentions"]),
        "adoption_order": lambda done: tk.adoption_order(done["first_mentions"]),
        "event_table": lambda done: tk.event_table(done["first_mentions"]),
        "hazard_model": lambda done: tk.hazard_model(done["event_table"]),
        "diffusion_network": lambda done: tk.diffusion_network(done["first_mentions"]),
        "citation_network": lambda done: tk.citation_network(done["open_corpus"]),
        "policy_strength": lambda done: tk.policy_strength(done["open_corpus"]),
        "attention": lambda done: tk.attention(done["open_corpus"]),
        "claims_panel": lambda done: tk.claims_panel(done["open_corpus"]),
        "target_outcomes": lambda done: tk.target_outcomes(done["claims_panel"]),
        "fit_wordfish, words of 1/3 of rows": lambda done: tk.fit_wordfish(
            done["count_terms"].trim(min_df=1 / 3), direction=ends(done["count_terms"])
        ),
        "fit_lss": lambda done: tk.fit_lss(done["open_corpus"], SEEDS),
        "research_panel": lambda done: tk.research_panel(
            done["open_corpus"], terms=POLICIES, indicators=["地区生产总值"]
        ),
    }


def last_year(done: dict[str, Any]) -> int:
    """The last year with a report."""
    return int(done["open_corpus"].documents["year"].max())


def ends(matrix: tk.TermMatrix) -> tuple[str, str]:
    """The first and the last report in time, which give Wordfish its direction."""
    order = matrix.rows.sort_values("year")["doc_id"]
    return str(order.iloc[0]), str(order.iloc[-1])


def built(folder: str) -> str:
    """The demo corpus, annotated."""
    tk.build_corpus(DEMO, folder).annotate()
    return folder


def rows() -> Iterator[Row]:
    """The steps that take longest, and all of them, on the demo corpus, beside one run of jieba over its texts."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = built(scratch)
        texts = tk.open_corpus(folder).documents["text"].tolist()
        jieba.initialize()
        cut, _ = cpu_seconds(lambda: [jieba.lcut(text) for text in texts])
        done: dict[str, Any] = {}
        taken = {}
        for name, step in steps(folder).items():
            taken[name], done[name] = cpu_seconds(lambda step=step: step(done))
    yield faster("a whole analysis", sum(taken.values()), cut, than="jieba.lcut")
    for name in sorted(taken, key=lambda name: -taken[name])[:5]:
        yield faster(name, taken[name], cut, than="jieba.lcut")


def measure(folder: str) -> None:
    """Print the table."""
    texts = list(tk.open_corpus(folder).documents["text"])
    jieba.initialize()
    cut, _ = cpu_seconds(lambda: [jieba.lcut(text) for text in texts])
    print(f"{len(texts)} documents, {sum(map(len, texts)):,} characters; jieba.lcut {cut:.1f} CPU seconds")
    done: dict[str, Any] = {}
    total = 0.0
    for name, call in steps(folder).items():
        seconds, done[name] = cpu_seconds(lambda call=call: call(done))
        total += seconds
        print(f"{name:<36}{seconds:8.2f} s {seconds / cut:8.2f}", flush=True)
    print(f"{'all':<36}{total:8.2f} s {total / cut:8.2f} of jieba.lcut")


if __name__ == "__main__":
    jieba.setLogLevel(logging.WARNING)
    if len(sys.argv) > 1:
        measure(sys.argv[1])
    else:
        with tempfile.TemporaryDirectory() as temporary:
            measure(built(str(Path(temporary) / "corpus")))
