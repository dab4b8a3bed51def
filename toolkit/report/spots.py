"""Where in the texts stands what is counted in topics, citations and outcomes of targets."""

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


def topic_figures(topics: Topics, corpus: Corpus) -> Figures:
    """Return where the strongest words of each topic stand: in the sections most about it, and in the one of each year."""
    shown = pd.concat([topics.documents().assign(of_year=False), _of_years(topics).assign(of_year=True)])
    about = corpus.filter(doc_id=shown["doc_id"].unique().tolist())
    texts = about.read("documents", ["doc_id", "text"]).set_index("doc_id")["text"]
    spans = about.read("sections", ["doc_id", "section_id", "start", "end"]).set_index(["doc_id", "section_id"])
    best = topics.terms(_TOPIC_WORDS).groupby("topic")["term"].agg(list)
    figures: Figures = {}
    row: Any
    for row in shown.itertuples(index=False):
        first, last = spans.loc[(row.doc_id, row.section_id)]
        found = ((texts[row.doc_id].find(term, first, last), term) for term in best[row.topic])
        at, term = next(((at, term) for at, term in found if at >= 0), (first, ""))
        key = ("topic", str(row.topic), "year", str(row.year)) if row.of_year else ("topic", str(row.topic))
        figures.setdefault(key, []).append((row.doc_id, int(at), int(at) + len(term)))
    return figures


def _of_years(topics: Topics) -> pd.DataFrame:
    """The section of each year that is most about each topic, where one is about it at all."""
    rows = topics.matrix.rows
    known = np.flatnonzero(rows["year"].notna())
    year = rows["year"].iloc[known].to_numpy(dtype=np.int64)
    parts: list[pd.DataFrame] = []
    for topic, share in enumerate(topics.shares[known].T, start=1):
        order = np.lexsort((-share, year))
        first = order[np.flatnonzero(np.diff(year[order], prepend=-1))]
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
