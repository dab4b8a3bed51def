"""Time and memory of `rank_keywords` beside the script a researcher would write with scikit-learn and scipy.

    python benchmarks/bench_keywords.py [FOLDER_OF_A_CORPUS] [--by place] [--resamples 1999]

The script: counts of `CountVectorizer` over the words of the corpus, weighted log odds of every group against the rest (Monroe, Colaresi &
Quinn 2008), and for the 20 strongest words of each group a permutation test of documents, all words of a group at once. Counting is timed
for both and told apart. Each runs in a process of its own; the ratio is ours to theirs. Without a folder, the demo corpus is built.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator

import numpy as np
import pandas as pd
from rows import DEMO, Row, demo, faster

import toolkit as tk


def ours(folder: str, by: str, n_resamples: int) -> dict[str, float]:
    """Count and rank with the toolkit."""
    start = time.process_time()
    matrix = tk.count_terms(tk.open_corpus(folder))
    counted = time.process_time()
    table = tk.rank_keywords(matrix, by=by, n_resamples=n_resamples)
    return _told(start, counted, len(table))


def theirs(folder: str, by: str, n_resamples: int) -> dict[str, float]:
    """Count and rank with scikit-learn and numpy."""
    from sklearn.feature_extraction.text import CountVectorizer

    start = time.process_time()
    corpus = tk.open_corpus(folder)
    documents = corpus.documents
    words = corpus.tokens.groupby("doc_id", observed=True)["text"].agg(list).reindex(documents["doc_id"])
    vectorizer = CountVectorizer(analyzer=lambda one: [str(word) for word in one if str(word)[0].isalpha()])
    counts = vectorizer.fit_transform(words)
    counted = time.process_time()
    terms, n_tokens = vectorizer.get_feature_names_out(), np.asarray(counts.sum(axis=1)).ravel()
    total, rows = np.asarray(counts.sum(axis=0)).ravel().astype(float), []
    rates = counts.multiply(1 / np.maximum(n_tokens, 1)[:, None]).tocsr()
    prior = total * n_tokens.mean() / n_tokens.sum()
    random = np.random.default_rng(0)
    for name in sorted(documents[by].dropna().unique()):
        inside = (documents[by] == name).fillna(False).to_numpy(dtype=bool)
        n = np.asarray(counts[inside].sum(axis=0)).ravel()
        a, b, size_a, size_b = n + prior, total - n + prior, n_tokens[inside].sum(), n_tokens[~inside].sum()
        odds = np.log(a / (size_a + prior.sum() - a)) - np.log(b / (size_b + prior.sum() - b))
        z = np.where(n >= 3, odds / np.sqrt(1 / a + 1 / b), -np.inf)
        best = np.argsort(-z)[:20]
        values, observed = rates[:, best].toarray(), rates[inside][:, best].toarray().sum(axis=0)
        size, more = int(inside.sum()), np.zeros(len(best))
        for _ in range(n_resamples):
            more += values[random.permutation(len(values))[:size]].sum(axis=0) >= observed
        rows.append(pd.DataFrame({by: name, "term": terms[best], "z": z[best], "p": (1 + more) / (1 + n_resamples)}))
    return _told(start, counted, len(pd.concat(rows)))


def _told(start: float, counted: float, n_rows: int) -> dict[str, float]:
    end = time.process_time()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"count": counted - start, "rank": end - counted, "total": end - start, "MB": peak, "rows": n_rows}


SCRIPTS = {"ours": ours, "theirs": theirs}


def rows() -> Iterator[Row]:
    """Counting and ranking beside scikit-learn and numpy on the demo corpus."""
    with tempfile.TemporaryDirectory() as folder:
        tk.build_corpus(demo(), folder)
        found = {name: _alone(name, folder, "place", 199) for name in SCRIPTS}
    ours, theirs, than = found["ours"], found["theirs"], "scikit-learn, numpy"
    yield faster("count_terms and rank_keywords", ours["total"], theirs["total"], than=than)
    yield Row("memory of count_terms and rank_keywords", ours["MB"], theirs["MB"], "at most", 1.5, "MB", than)


def _alone(name: str, folder: str, by: str, n_resamples: int) -> dict[str, float]:
    """The figures of one script in a process of its own."""
    command = [sys.executable, __file__, folder, "--by", by, "--resamples", str(n_resamples), "--script", name]
    return json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout)


def main(folder: str, by: str, n_resamples: int) -> None:
    """Print CPU seconds, peak memory and ratios."""
    found = {name: _alone(name, folder, by, n_resamples) for name in SCRIPTS}
    print(f"{'':<8}{'count s':>9}{'rank s':>9}{'total s':>9}{'MB':>8}{'rows':>7}")
    for name, one in found.items():
        print(f"{name:<8}{one['count']:9.2f}{one['rank']:9.2f}{one['total']:9.2f}{one['MB']:8.0f}{one['rows']:7.0f}")
    ratios = {key: found["ours"][key] / found["theirs"][key] for key in ("count", "rank", "total", "MB")}
    print(f"{'ratio':<8}{ratios['count']:9.2f}{ratios['rank']:9.2f}{ratios['total']:9.2f}{ratios['MB']:8.2f}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?")
    parser.add_argument("--by", default="place")
    parser.add_argument("--resamples", type=int, default=1999)
    parser.add_argument("--script", choices=SCRIPTS)
    given = parser.parse_args()
    if given.script:
        print(json.dumps(SCRIPTS[given.script](given.folder, given.by, given.resamples)))
    else:
        with tempfile.TemporaryDirectory() as scratch:
            if given.folder is None:
                tk.build_corpus(DEMO, scratch)
            main(given.folder or scratch, given.by, given.resamples)
