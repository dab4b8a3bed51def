"""Topics as a page shows them: how many is decided by the corpus, and what is no subject is left out."""

import re

import numpy as np

from toolkit.corpus import Corpus
from toolkit.keywords.own_names import without_own_names
from toolkit.lexicon import read_list
from toolkit.matrix import TermMatrix, count_terms
from toolkit.topics import Topics, choose_topics, fit_topics

__all__ = ["corpus_topics"]

_LEAST_SECTIONS = 10
_ROWS_A_TOPIC = 8
_SAMPLE = 1_500
"""Sections on which numbers of topics are compared."""
_STABLE, _COHERENT = 0.55, 0.8
"""Least agreement with topics of samples, and least share of the best coherence."""
_WORD = re.compile(r"[一-鿿㐀-䶿]|[A-Za-z][A-Za-z0-9]")
"""A term without either (①, ㎡) tells no subject."""


def corpus_topics(corpus: Corpus, *, most: int, seed: int) -> Topics | None:
    """Return the topics of the sections, None where there are too few of them.

    At most one topic for each document and one more, for eight sections and for twenty words; within that the largest of four numbers
    whose topics cohere nearly as well as the best and recur when sections are left out.

    Parameters
    ----------
    corpus : Corpus
    most : int
        Topics at most.
    seed : int
    """
    sections = without_own_names(count_terms(corpus, unit="section", stop_words="all", duplicates=False))
    sections = _subjects(sections.trim(min_df=5 if len(sections) >= 200 else 2))
    bound = min(most, len(corpus) + 1, len(sections) // _ROWS_A_TOPIC, sections.shape[1] // 20)
    if len(sections) < _LEAST_SECTIONS or bound < 2:
        return None
    return fit_topics(sections, n_topics=_chosen(sections, bound, seed), seed=seed)


def _subjects(matrix: TermMatrix) -> TermMatrix:
    """The matrix without terms that are no words, and without those of the frame of a page (联系电话)."""
    frame = set(read_list("page_frame_words.txt"))
    junk = [str(term) for term in matrix.terms if term in frame or not _WORD.search(str(term))]
    return matrix.trim(drop=junk) if junk else matrix


def _chosen(sections: TermMatrix, bound: int, seed: int) -> int:
    candidates = sorted({max(2, round(bound * share)) for share in (0.25, 0.5, 0.75, 1)})
    if len(candidates) == 1:
        return candidates[0]
    ids = sections.rows["doc_id"].unique()
    step = max(1, int(np.ceil(len(sections) / _SAMPLE)))
    sample = sections.filter({"doc_id": set(ids[::step])}) if step > 1 else sections
    sample = sample.trim(min_df=2)
    fitting = [number for number in candidates if number < min(sample.shape)]
    if not fitting:
        return candidates[0]
    table = choose_topics(sample, fitting, seed=seed, n_runs=2)
    sound = (table["stability"] >= _STABLE) & (table["npmi"] >= _COHERENT * table["npmi"].max())
    if sound.any():
        return int(table.loc[sound, "n_topics"].max())
    merit = (table["stability"] * table["npmi"]).to_numpy(dtype=float)
    return int(table["n_topics"].to_numpy(dtype=int)[merit.argmax()])
