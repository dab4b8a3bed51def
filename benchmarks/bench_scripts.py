"""Time and memory of reuse, key phrases, neighbours of words and change of meaning beside the scripts a researcher would write.

    python benchmarks/bench_scripts.py [FOLDER_OF_A_CORPUS] [--task reuse]

``reuse``: sentences of each report and of its place's last one as vectors of five characters (scikit-learn), pairs of half their length
in common aligned by `difflib`. ``key_phrases``: `jieba.analyse.textrank` of every text. ``neighbours``: counts within five words in
plain Python, PPMI, `TruncatedSVD`, cosines. ``change``: the same for each half of the years, the halves turned into each other by
`scipy.linalg.orthogonal_procrustes`, without a test; ours deals the documents 199 times for its p. Each runs in a process of its own; the
ratio is ours to theirs, of CPU seconds and of memory. Without a folder, the demo corpus is built.
"""

import argparse
import difflib
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

import numpy as np
from rows import DEMO, Row, demo, faster

import toolkit as tk

WORDS = ["发展", "改革", "环境", "创新", "安全"]


def our_reuse(corpus: tk.Corpus) -> int:
    """Passages of `find_reuse`."""
    return len(tk.find_reuse(corpus))


def their_reuse(corpus: tk.Corpus) -> int:
    """Pairs of like sentences with their common blocks."""
    from sklearn.feature_extraction.text import CountVectorizer
    from sklearn.metrics.pairwise import cosine_similarity

    pairs = tk.document_pairs(corpus.documents)
    sentences = corpus.sentences.groupby("doc_id", observed=True)["text"].agg(list).to_dict()
    vectorizer = CountVectorizer(analyzer="char", ngram_range=(5, 5), binary=True)
    vectorizer.fit(text for texts in sentences.values() for text in texts)
    vectors = {doc_id: vectorizer.transform(texts) for doc_id, texts in sentences.items()}
    found = 0
    for one, other in zip(pairs["target_doc_id"], pairs["source_doc_id"], strict=True):
        for row, column in zip(*np.nonzero(cosine_similarity(vectors[one], vectors[other]) > 0.3), strict=True):
            matcher = difflib.SequenceMatcher(None, sentences[one][row], sentences[other][column], autojunk=False)
            found += matcher.find_longest_match().size >= 12 or matcher.ratio() >= 0.7
    return found


def our_key_phrases(corpus: tk.Corpus) -> int:
    """Key phrases of every text, which is cut in words anew."""
    return sum(len(tk.extract_key_phrases(text)) for text in corpus.documents["text"])


def their_key_phrases(corpus: tk.Corpus) -> int:
    """Keywords by jieba's TextRank."""
    import jieba.analyse

    return sum(len(jieba.analyse.textrank(text, topK=20)) for text in corpus.documents["text"])


def our_neighbours(corpus: tk.Corpus) -> int:
    """Neighbours of a word."""
    return len(tk.word_neighbours(corpus, WORDS[0], 10))


def their_neighbours(corpus: tk.Corpus) -> int:
    """The ten rows with the greatest cosine."""
    words, vectors = embedded(sentences_of(corpus), 100)
    return len(np.argsort(-(vectors @ vectors[words[WORDS[0]]]))[1:11])


def our_change(corpus: tk.Corpus) -> int:
    """Change of five words between the halves of the years, with p."""
    return len(tk.meaning_change(corpus, WORDS, halves(corpus), n_permutations=199))


def their_change(corpus: tk.Corpus) -> int:
    """Cosine distance of five words between two aligned spaces."""
    from scipy.linalg import orthogonal_procrustes

    spaces = [embedded(sentences_of(corpus.filter(year=list(years))), 100) for years in halves(corpus).values()]
    common = sorted(set(spaces[0][0]) & set(spaces[1][0]))
    first, second = (vectors[[words[word] for word in common]] for words, vectors in spaces)
    turned = first @ orthogonal_procrustes(first, second)[0]
    distance = dict(zip(common, 1 - (turned * second).sum(axis=1), strict=True))
    return sum(word in distance for word in WORDS)


def halves(corpus: tk.Corpus) -> dict[str, list[int]]:
    """The years in two halves."""
    years = sorted(corpus.documents["year"].dropna().unique().tolist())
    return {"early": years[: len(years) // 2], "late": years[len(years) // 2 :]}


def sentences_of(corpus: tk.Corpus) -> list[list[str]]:
    """The words of each sentence."""
    tokens = corpus.tokens
    words = tokens[tokens["text"].astype(str).str.match(r"\w")]
    return words.groupby(["doc_id", "sentence_id"], observed=True)["text"].agg(list).tolist()


def embedded(sentences: Sequence[Sequence[str]], size: int) -> tuple[dict[str, int], Any]:
    """Words and their vectors of length 1, from PPMI and a singular value decomposition."""
    from scipy.sparse import csr_array
    from sklearn.decomposition import TruncatedSVD
    from sklearn.preprocessing import normalize

    counts = Counter(word for sentence in sentences for word in sentence)
    words = {word: at for at, word in enumerate(word for word, n in counts.items() if n >= 10)}
    pairs: Counter[tuple[int, int]] = Counter()
    for sentence in sentences:
        known = [words.get(word, -1) for word in sentence]
        for at, one in enumerate(known):
            pairs.update((one, other) for other in islice(known, at + 1, at + 6) if one >= 0 and other >= 0)
    row, column = np.array(list(pairs)).T
    together = csr_array((np.array(list(pairs.values()), dtype=float), (row, column)), shape=(len(words), len(words)))
    together = (together + together.T).tocoo()
    margin = np.asarray(together.sum(axis=0)).ravel()
    pmi = np.log(together.data * margin.sum() / (margin[together.row] * margin[together.col]))
    ppmi = csr_array((np.maximum(pmi, 0), (together.row, together.col)), shape=together.shape)
    return words, normalize(TruncatedSVD(size, random_state=0).fit_transform(ppmi))


TASKS = {
    "reuse": (our_reuse, their_reuse), "key_phrases": (our_key_phrases, their_key_phrases),
    "neighbours": (our_neighbours, their_neighbours), "change": (our_change, their_change),
}  # fmt: skip


def measured(folder: str, task: str, side: int) -> dict[str, float]:
    """CPU seconds, peak memory and the number of results of one call."""
    corpus = tk.open_corpus(folder)
    start = time.process_time()
    n_results = TASKS[task][side](corpus)
    spent = time.process_time() - start
    return {"seconds": spent, "MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, "results": n_results}


def rows() -> Iterator[Row]:
    """Each task beside its script, on a sample of the demo corpus."""
    with tempfile.TemporaryDirectory() as folder:
        tk.build_corpus(demo(), folder)
        for task in TASKS:
            ours, theirs = (_told(folder, task, side) for side in (0, 1))
            yield faster(f"{task} beside a script", ours["seconds"], theirs["seconds"], than="the script")


def main(folder: str, tasks: Sequence[str]) -> None:
    """Print a line a task."""
    print(f"{'':<12}{'ours s':>9}{'theirs s':>9}{'ratio':>7}{'ours MB':>9}{'theirs MB':>10}{'ratio':>7}   results")
    for task in tasks:
        ours, theirs = (_told(folder, task, side) for side in (0, 1))
        print(
            f"{task:<12}{ours['seconds']:9.2f}{theirs['seconds']:9.2f}{ours['seconds'] / theirs['seconds']:7.2f}"
            f"{ours['MB']:9.0f}{theirs['MB']:10.0f}{ours['MB'] / theirs['MB']:7.2f}   {ours['results']} / {theirs['results']}"
        )


def _told(folder: str, task: str, side: int) -> dict[str, float]:
    command = [sys.executable, __file__, folder, "--task", task, "--side", str(side)]
    told: dict[str, float] = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout)
    return told


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?")
    parser.add_argument("--task", choices=TASKS)
    parser.add_argument("--side", type=int, choices=(0, 1), help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.side is not None:
        print(json.dumps(measured(given.folder, given.task, given.side)))
    else:
        with tempfile.TemporaryDirectory() as scratch:
            if given.folder is None:
                tk.build_corpus(DEMO, scratch)
            main(given.folder or scratch, [given.task] if given.task else list(TASKS))
