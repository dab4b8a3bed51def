"""Where in the texts stands what is counted in topics, citations and outcomes of targets."""

import re
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

import numpy as np
import pandas as pd

from toolkit.corpus import Corpus
from toolkit.report.cells import cell_keys
from toolkit.report.policy_tables import cited_most
from toolkit.topics import Topics

__all__ = ["Figures", "figures_of_citations", "figures_of_outcomes", "topic_figures"]

Figures = dict[tuple[str, ...], list[tuple[str, int, int]]]
"""Document, start and end of what each number counts."""

_TOPIC_WORDS = 12
_EXAMPLES = 5
_LOOKED_AT, _OF_A_YEAR = 25, 3
"""Sections of a topic, and of a topic and year, in which a sentence is looked for: some are a heading and no more."""
_SENTENCE = re.compile("(?<=[。！？])")


def topic_figures(topics: Topics, corpus: Corpus) -> Figures:
    """Return where the strongest words of each topic stand in a typical sentence: of the sections most about it, and of each year.

    Headings are no sentences; where the sections have nothing else, the topic has no example.
    """
    shown = pd.concat([topics.documents(_LOOKED_AT).assign(of_year=False), _of_years(topics).assign(of_year=True)])
    # One sentence of each document before the second of any.
    shown = shown.assign(nth=shown.groupby(["topic", "of_year", "doc_id"]).cumcount()).sort_values("nth", kind="stable")
    about = corpus.filter(doc_id=shown["doc_id"].unique().tolist())
    texts = about.read("documents", ["doc_id", "text"]).set_index("doc_id")["text"]
    spans = about.read("sections", ["doc_id", "section_id", "start", "end", "heading"]).set_index(["doc_id", "section_id"])
    best = topics.terms(_TOPIC_WORDS).groupby("topic")["term"].agg(list)
    figures: Figures = {}
    row: Any
    for row in shown.itertuples(index=False):
        key = ("topic", str(row.topic), "year", str(row.year)) if row.of_year else ("topic", str(row.topic))
        if len(figures.get(key, ())) >= (1 if row.of_year else _EXAMPLES):
            continue
        first, last, heading = spans.loc[(row.doc_id, row.section_id)]
        for at, term in _typical(texts[row.doc_id][first:last], "" if pd.isna(heading) else heading, best[row.topic]):
            figures.setdefault(key, []).append((row.doc_id, int(first + at), int(first + at) + len(term)))
    return figures


def _typical(section: str, heading: str, words: list[str]) -> Iterator[tuple[int, str]]:
    """Yield the strongest word of the sentence that has most of the words, with its position; nothing where no sentence has any."""
    found: list[tuple[int, int, str]] = []
    at = 0
    for line in section.split("\n"):
        for sentence in _SENTENCE.split(line):
            told = [word for word in words if word in sentence]
            if told and _is_prose(sentence.strip(), heading):
                found.append((len(told), at + sentence.index(told[0]), told[0]))
            at += len(sentence)
        at += 1
    if found:
        yield max(found, key=lambda told: (told[0], -told[1]))[1:]


def _is_prose(sentence: str, heading: str) -> bool:
    """Whether it is more than a heading, such as (一)基本情况。"""
    return sentence[-1:] in {*"。！？；"} and ("，" in sentence or not (heading and sentence.rstrip("。！？；").endswith(heading)))


def _of_years(topics: Topics) -> pd.DataFrame:
    """The sections of each year that are most about each topic, where some are about it at all."""
    rows = topics.matrix.rows
    known = np.flatnonzero(rows["year"].notna())
    year = rows["year"].iloc[known].to_numpy(dtype=np.int64)
    parts: list[pd.DataFrame] = []
    for topic, share in enumerate(topics.shares[known].T, start=1):
        order = np.lexsort((-share, year))
        nth = pd.Series(year[order]).groupby(year[order]).cumcount().to_numpy()
        first = order[nth < _OF_A_YEAR]
        best = known[first[share[first] > 0]]
        parts.append(rows.iloc[best][["doc_id", "section_id", "year"]].assign(topic=topic))
    table: pd.DataFrame = pd.concat(parts, ignore_index=True)
    return table


def figures_of_citations(citations: pd.DataFrame) -> Figures:
    """Return where each law or document that is listed is cited, once a document."""
    figures: Figures = {}
    row: Any
    for row in cited_most(citations).itertuples(index=False) if len(citations) else ():
        figures.setdefault(("cited", row.policy), []).append((row.doc_id, int(row.start), int(row.end)))
    return figures


def figures_of_outcomes(outcomes: pd.DataFrame, cells: Figures) -> Figures:
    """Return the results of the targets of each year that were hit, and that were missed.

    Parameters
    ----------
    outcomes : DataFrame
        As `judged_targets` returns it.
    cells : mapping
        The figures of the cells that are shown.
    """
    figures: Figures = {}
    for kind, rows in outcomes.groupby("result_kind", sort=True):
        keys = cell_keys(rows, str(kind))
        for key, year, outcome in zip(keys, rows["year"], rows["outcome"], strict=True):
            if key in cells:
                figures.setdefault(("outcome", str(year), outcome), []).append(cells[key][0])
    # In the order of a digest: the first few are of several places and indicators.
    return {key: sorted(spots, key=lambda spot: sha256(f"{spot[0]}:{spot[1]}".encode()).digest()) for key, spots in figures.items()}
