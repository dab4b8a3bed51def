"""``analyse``: every table that the report page and the command line show of a corpus."""

from collections.abc import Iterator
from dataclasses import dataclass, fields

import numpy as np
import pandas as pd

from toolkit.corpus import Corpus
from toolkit.figures.style import Language
from toolkit.keywords import rank_keywords
from toolkit.lexicon import read_list
from toolkit.matrix import TermMatrix, count_terms
from toolkit.ordering import by_frequency
from toolkit.panel import judged_targets
from toolkit.report.cells import figures_of_cells
from toolkit.report.even import DOCUMENTS, evenly, listed_documents
from toolkit.report.gathering import gathered, panel_tables
from toolkit.report.names import shown_names
from toolkit.report.periods import groups_of
from toolkit.report.policy_tables import citations_of, first_named
from toolkit.report.readings import Reading, readings_of
from toolkit.report.samples import Samples, Wanted, collect_samples
from toolkit.report.spots import Figures, figures_of_citations, figures_of_outcomes, topic_figures
from toolkit.report.steep import listed_trends
from toolkit.report.support import LEAST_YEARS
from toolkit.report.topic_choice import corpus_topics
from toolkit.trail import with_trail
from toolkit.trends import detect_bursts, term_trends, trend_summary

__all__ = ["Analysis", "AnalysisOptions", "analyse"]

_LEAST_FOR_BURST_TEST = 9
_TOPIC_WORDS = 12
_LOOKED_AT, _SEVERAL = 4, 4
"""Times as many keywords as are shown, and documents of a group from which on a word of one document is not a word of the group."""
_PLACES = 60
"""Places with words of their own: those with the most documents."""
_SENTENCES_OF_DOCUMENTS = 150
_CHARACTERS = 36_000_000
"""Characters of the documents whose words are counted, about 2,000 work reports: counts of more do not fit a small machine."""


@dataclass(frozen=True, slots=True)
class AnalysisOptions:
    """What can be chosen; recorded on the page and in ``run.json``."""

    n_topics: int = 12
    """Topics at most; the corpus decides how many."""
    keywords: int = 15
    """Keywords of each group."""
    trend_terms: int = 400
    """The most frequent terms, whose trends are tested."""
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Analysis:
    """The tables of an analysis; one without rows says that the corpus has nothing of the kind."""

    documents: pd.DataFrame
    """All that is known of them, without their texts."""
    keywords: pd.DataFrame
    topics: pd.DataFrame
    topic_shares: pd.DataFrame
    topic_years: pd.DataFrame
    """Shares of the topics by year, with intervals."""
    trends: pd.DataFrame
    trend_tests: pd.DataFrame
    bursts: pd.DataFrame
    names: pd.DataFrame
    names_by_year: pd.DataFrame
    policy_places: pd.DataFrame
    first_mentions: pd.DataFrame
    """Of the policies named most."""
    citations: pd.DataFrame
    panel: pd.DataFrame
    panel_sources: pd.DataFrame
    outcomes: pd.DataFrame
    """Targets that have results."""
    notes: pd.DataFrame
    errors: pd.DataFrame
    place_words: pd.DataFrame
    """Keywords of each place, its own names left out."""
    samples: Samples
    """Sentences behind the numbers."""
    readings: tuple[Reading, ...]
    """Documents to be read on the page."""
    found: dict[str, pd.Series]
    """Number of entities and of claims by document."""
    counts: dict[str, int]
    options: AnalysisOptions
    n_counted: int
    """Documents whose words are counted in keywords, topics and trends."""

    @property
    def trails(self) -> dict[str, list[str]]:
        """How each table that tells it was made: the calls that led to it."""
        tables = {field.name: getattr(self, field.name) for field in fields(self)}
        return {name: table.attrs["trail"] for name, table in tables.items() if isinstance(table, pd.DataFrame) and "trail" in table.attrs}


def analyse(corpus: Corpus, *, options: AnalysisOptions | None = None, lang: Language = "zh", sentences: bool = True) -> Analysis:
    """Return the tables of an annotated corpus: keywords, topics, trends, names and the panel.

    Documents that repeat an earlier one, or nearly so, are listed, but not counted in keywords, topics, trends and names. Sentences,
    words, names and figures are read one shard of the corpus at a time. Of more than 36 million characters, words are counted in documents
    taken evenly from all years and places; `Analysis.n_counted` tells in how many.

    Parameters
    ----------
    corpus : Corpus
        With entities and claims.
    options : AnalysisOptions, optional
        Numbers of topics, keywords and terms, and the seed.
    lang : {"zh", "en"}
        Language of the names of periods.
    sentences : bool
        Whether names and cells of the panel have their sentences, and all figures are listed of which cells are made: the files of a run
        need them, a page does not.
    """
    options = options or AnalysisOptions()
    documents, once = _without_texts(corpus), corpus.filter(duplicates=False)
    counted = _counted(once)
    matrix = count_terms(counted, duplicates=False)
    topics = corpus_topics(counted, most=options.n_topics, seed=options.seed)
    trends, bursts = _trends(matrix, options)
    parts = gathered(corpus, once, sentences=sentences)
    panel, sources = panel_tables(parts.claims, sentences=sentences)
    tables = {
        "keywords": _keywords(matrix, options, lang),
        "place_words": _place_words(matrix, options),
        "topics": topics.terms(_TOPIC_WORDS) if topics else pd.DataFrame(),
        "topic_shares": topics.prevalence(groups_of(topics.matrix.rows, lang=lang)) if topics else pd.DataFrame(),
        "topic_years": topics.prevalence("year", interval=True, seed=options.seed) if topics else pd.DataFrame(),
        "trends": trends,
        "trend_tests": trend_summary(trends) if len(trends) else trends,
        "bursts": bursts,
        "names": with_trail(parts.names.names, ["corpus.entities"], "names_of"),
        "names_by_year": parts.names.by_year,
        "policy_places": parts.names.policy_places,
        "first_mentions": first_named(once, parts.names.names, parts.names.policy_places),
        "citations": citations_of(counted),
        "panel": with_trail(panel, ["corpus.claims"], "claims_panel"),
        "panel_sources": with_trail(sources, ["corpus.claims"], "panel_sources"),
        "outcomes": judged_targets(panel),
    }
    figures = topic_figures(topics, counted) if topics else {}
    samples = collect_samples(corpus, _wanted(matrix, tables, figures, documents, lang))
    notes, errors = corpus.notes, corpus.errors
    return Analysis(
        documents=documents, **tables, notes=notes, errors=errors, samples=samples,
        readings=readings_of(corpus), found=parts.found, options=options, n_counted=len(counted),
        counts={
            "documents": len(documents), "duplicates": len(documents) - len(once), **parts.counts, "notes": len(notes),
            "errors": len(errors),
        },
    )  # fmt: skip


def _counted(once: Corpus) -> Corpus:
    """The documents whose words are counted: all of them, or of a corpus too large for that some from all years and places."""
    known = once.read("documents", ["doc_id", "year", "place", "n_chars"])
    whole = int(known["n_chars"].sum())
    return once if whole <= _CHARACTERS else once.filter(doc_id=evenly(known, max(1, len(known) * _CHARACTERS // whole)))


def _keywords(matrix: TermMatrix, options: AnalysisOptions, lang: Language) -> pd.DataFrame:
    """Keywords of each period or place; where there is one group only, its most frequent terms."""
    if not matrix.shape[1]:
        return pd.DataFrame()
    groups = groups_of(matrix.rows, lang=lang)
    measure = "z" if groups.nunique() > 1 else "n"
    table = rank_keywords(matrix, by=groups, k=_LOOKED_AT * options.keywords, measure=measure, own_names=False, seed=options.seed)
    return _of_several(table, options.keywords)


def _of_several(keywords: pd.DataFrame, k: int) -> pd.DataFrame:
    """The first k words of each group; of a group of several documents without those that one document alone has."""
    group = str(keywords.columns[0])
    shown = keywords[(keywords["df"] > 1) | (keywords["n_docs"] < _SEVERAL)].groupby(group, sort=False).head(k).reset_index(drop=True)
    shown["rank"] = shown.groupby(group, sort=False).cumcount() + 1
    return with_trail(shown, keywords.attrs["trail"], "query", expr=f"df > 1 or n_docs < {_SEVERAL}")


def _place_words(matrix: TermMatrix, options: AnalysisOptions) -> pd.DataFrame:
    """Keywords of each place against all others."""
    places = matrix.rows["place"]
    most = by_frequency(places).index[:_PLACES]
    if len(most) < 2 or not matrix.shape[1]:
        return pd.DataFrame()
    groups = places.where(places.isin(most) | places.isna(), "").rename("place")
    table = rank_keywords(matrix, by=groups, k=_LOOKED_AT * options.keywords, own_names=False, seed=options.seed)
    table = _of_several(table, options.keywords)
    trail = table.attrs["trail"]
    table = table[table["place"] != ""].reset_index(drop=True)
    table.attrs["trail"] = trail
    return table


def _trends(matrix: TermMatrix, options: AnalysisOptions) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Trends and bursts of the most frequent terms, without rows where there are too few years."""
    if matrix.rows["year"].nunique() < LEAST_YEARS:
        return pd.DataFrame(), pd.DataFrame()
    known = matrix.frequencies()
    told = known[(known["df"] >= 3) & ~known["term"].isin(read_list("stopwords_genre.txt"))]
    frequent = told["term"].head(options.trend_terms).tolist()
    if not frequent:
        return pd.DataFrame(), pd.DataFrame()
    # Of so few years no order is rare enough for a test: bursts are described.
    few = matrix.rows["year"].nunique() < _LEAST_FOR_BURST_TEST
    return term_trends(matrix, frequent), detect_bursts(matrix, frequent, alpha=None if few else 0.05)


def _without_texts(corpus: Corpus) -> pd.DataFrame:
    """What is known of the documents: texts are the largest part of a corpus, and the page has its own few."""
    return corpus.read("documents", [name for name in corpus.columns("documents") if name != "text"])


def _wanted(
    matrix: TermMatrix, tables: dict[str, pd.DataFrame], topics: Figures, documents: pd.DataFrame, lang: Language
) -> Wanted:  # fmt: skip
    """What the page shows numbers of."""
    groups = groups_of(matrix.rows, lang=lang)
    names = shown_names(tables["names"])
    cells = figures_of_cells(tables["panel"], tables["panel_sources"])
    return Wanted(
        groups=pd.Series(groups.to_numpy(), index=matrix.rows["doc_id"]),
        terms=frozenset(_term_keys(tables)),
        names=frozenset(zip(names["type"], names["name"], strict=True)),
        figures=cells | figures_of_outcomes(tables["outcomes"], cells) | figures_of_citations(tables["citations"]) | topics,
        # Where not all are listed, a few sentences of each tell little and take a megabyte of the page.
        documents=frozenset(listed_documents(documents)["doc_id"] if len(documents) <= DOCUMENTS else ()),
        of_document=int(np.clip(_SENTENCES_OF_DOCUMENTS // max(int(documents["duplicate_of"].isna().sum()), 1), 1, 5)),
    )


def _term_keys(tables: dict[str, pd.DataFrame]) -> Iterator[tuple[str, ...]]:
    """Yield the keys of the words on the page."""
    for name in ("keywords", "place_words"):
        if len(table := tables[name]):
            group = table.iloc[:, 0].astype(str)
            parts = [group] if name == "keywords" else [["place"] * len(table), group]
            yield from zip(["term"] * len(table), table["term"], *parts, strict=True)
    for name in ("topics", "bursts"):
        if len(tables[name]):
            yield from (("term", term) for term in tables[name]["term"])
    if len(tables["trends"]):
        tests, years = tables["trend_tests"], tables["trends"]["year"]
        for term in pd.concat(listed for _, listed in listed_trends(tests))["term"]:
            yield from (("term", term, "year", str(year)) for year in (years.min(), years.max()))
            yield "term", term
