"""Topics as a page shows them: how many is decided by the corpus, and what is no subject is left out."""

import re
from dataclasses import replace

import numpy as np

from toolkit.corpus import Corpus
from toolkit.keywords.own_names import salutations, without_own_names
from toolkit.lexicon import read_list
from toolkit.matrix import TermMatrix, count_terms
from toolkit.topics import Topics, choose_topics, fit_topics
from toolkit.trail import step

__all__ = ["corpus_topics"]

_LEAST_SECTIONS = 10
_ROWS_A_TOPIC = 8
_SAMPLE = 1_500
"""Sections on which numbers of topics are compared."""
_STABLE, _COHERENT = 0.55, 0.8
"""Least agreement with topics of samples, and least share of the best coherence."""
_WORD = re.compile(r"[一-鿿㐀-䶿]|[A-Za-z][A-Za-z0-9]|[0-9][A-Za-z]")
"""A term without any (①, ㎡) tells no subject; 5G does."""
_ADDRESS = 400
"""Characters up to which a section without a heading that speaks to the audience is the greeting or the close of a speech."""


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
    sections = count_terms(corpus, unit="section", stop_words="all", duplicates=False)
    sections = without_own_names(_without_addresses(sections, corpus))
    sections = _subjects(sections.trim(min_df=5 if len(sections) >= 200 else 2))
    bound = min(most, len(corpus) + 1, len(sections) // _ROWS_A_TOPIC, sections.shape[1] // 20)
    if len(sections) < _LEAST_SECTIONS or bound < 2:
        return None
    return fit_topics(sections, n_topics=_chosen(sections, bound, seed), seed=seed)


def _without_addresses(sections: TermMatrix, corpus: Corpus) -> TermMatrix:
    """The matrix without the sections in which a speech greets its audience or takes leave of it."""
    rows = sections.rows
    several = rows.groupby("doc_id")["section_id"].transform("size") > 1
    bare = rows[several & rows["heading"].fillna("").eq("") & rows["n_chars"].le(_ADDRESS)]
    spoken = {word for word in salutations() if word.startswith("各位") or word.endswith("们")} - {"各位"}
    address = re.compile("|".join(sorted(spoken, key=lambda word: (-len(word), word))))
    found = set()
    for part in corpus.filter(doc_id=bare["doc_id"].unique().tolist()).parts() if len(bare) else ():
        texts = dict(part.read("documents", ["doc_id", "text"]).itertuples(index=False, name=None))
        spans = part.read("sections", ["doc_id", "section_id", "start", "end"]).merge(bare[["doc_id", "section_id"]])
        spots = spans.itertuples(index=False, name=None)
        found |= {(doc_id, number) for doc_id, number, start, end in spots if address.search(texts[doc_id], start, end)}
    kept = np.array([place not in found for place in zip(rows["doc_id"], rows["section_id"], strict=True)], dtype=bool)
    told = (*sections.trail, step("without_addresses", n=len(found)))
    return replace(sections, counts=sections.counts[kept], rows=rows[kept].reset_index(drop=True), trail=told) if found else sections


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
