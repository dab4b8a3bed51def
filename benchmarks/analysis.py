"""Seconds that counting and analysis take on a corpus, each after one warm-up run, median of three.

    python benchmarks/analysis.py FOLDER_OF_A_CORPUS

The folder is one that build_corpus made. Counting is compared with scikit-learn's CountVectorizer on the same words.
"""

import sys
import time
from collections.abc import Callable
from statistics import median
from typing import Any

from sklearn.feature_extraction.text import CountVectorizer

import toolkit as tk


def seconds(call: Callable[[], Any]) -> float:
    """Median of three runs after a warm-up."""
    call()
    found = []
    for _ in range(3):
        start = time.perf_counter()
        call()
        found.append(time.perf_counter() - start)
    return median(found)


def sklearn_counts(corpus: tk.Corpus) -> Any:
    """The same count by a loop over tokens: joined by document, split again, counted."""
    words = corpus.tokens["text"].astype(str).groupby(corpus.tokens["doc_id"], observed=True).agg(" ".join)
    return CountVectorizer(tokenizer=str.split, token_pattern=None, lowercase=False).fit_transform(words)


def main(folder: str) -> None:
    """Print the table."""
    corpus = tk.open_corpus(folder)
    matrix = tk.count_terms(corpus)
    sections = tk.count_terms(corpus, unit="section", min_df=5, max_df=0.3)
    print(f"{len(corpus)} documents, {len(corpus.tokens):,} tokens; {matrix}")
    calls: dict[str, Callable[[], Any]] = {
        "count_terms": lambda: tk.count_terms(corpus),
        "CountVectorizer of scikit-learn": lambda: sklearn_counts(corpus),
        "count_terms by section": lambda: tk.count_terms(corpus, unit="section"),
        "rank_keywords by year": lambda: tk.rank_keywords(matrix),
        "term_trends of all terms": lambda: tk.term_trends(matrix),
        "detect_bursts of all terms": lambda: tk.detect_bursts(matrix),
        "fit_topics, 20 by nmf": lambda: tk.fit_topics(sections, n_topics=20),
        "collocations": lambda: tk.collocations(corpus),
        "find_new_words": lambda: tk.find_new_words(corpus),
        "concordance of 发展": lambda: tk.concordance(corpus, "发展"),
        "extract_keywords, every text": lambda: [tk.extract_keywords(text) for text in corpus.documents["text"]],
    }
    for name, call in calls.items():
        print(f"{name:<34}{seconds(call):8.2f} s")


if __name__ == "__main__":
    main(sys.argv[1])
