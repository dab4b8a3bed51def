"""``analyse``: every table that the report page and the command line show of a corpus."""

from dataclasses import dataclass, fields

import pandas as pd

from toolkit.corpus import Corpus
from toolkit.figures.style import Language
from toolkit.keywords import rank_keywords
from toolkit.matrix import TermMatrix, count_terms
from toolkit.panel import claims_panel, panel_sources
from toolkit.report.names import names_by_year, names_of
from toolkit.report.periods import groups_of
from toolkit.topics import Topics, fit_topics
from toolkit.trends import detect_bursts, term_trends, trend_summary

__all__ = ["Analysis", "AnalysisOptions", "analyse"]

_LEAST_YEARS = 4
_LEAST_SECTIONS = 10
_LEAST_FOR_BURST_TEST = 9


@dataclass(frozen=True, slots=True)
class AnalysisOptions:
    """What can be chosen; recorded on the page and in ``run.json``."""

    n_topics: int = 12
    """Topics at most; fewer where the corpus is small."""
    keywords: int = 15
    """Keywords of each group."""
    trend_terms: int = 400
    """The most frequent terms, whose trends are tested."""
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Analysis:
    """The tables of an analysis; one without rows says that the corpus has nothing of the kind."""

    documents: pd.DataFrame
    keywords: pd.DataFrame
    topics: pd.DataFrame
    topic_shares: pd.DataFrame
    trends: pd.DataFrame
    trend_tests: pd.DataFrame
    bursts: pd.DataFrame
    names: pd.DataFrame
    names_by_year: pd.DataFrame
    panel: pd.DataFrame
    panel_sources: pd.DataFrame
    notes: pd.DataFrame
    errors: pd.DataFrame
    found: dict[str, pd.Series]
    """Number of entities and of claims by document."""
    counts: dict[str, int]
    options: AnalysisOptions

    @property
    def trails(self) -> dict[str, list[str]]:
        """How each table that tells it was made: the calls that led to it."""
        tables = {field.name: getattr(self, field.name) for field in fields(self)}
        return {name: table.attrs["trail"] for name, table in tables.items() if isinstance(table, pd.DataFrame) and "trail" in table.attrs}

    def steepest(self, trend: str) -> pd.DataFrame:
        """Return the tests of terms with a trend (``increasing`` or ``decreasing``), the steepest first."""
        found = self.trend_tests[self.trend_tests["trend"] == trend]
        return found.assign(size=found["slope"].abs()).sort_values(["size", "term"], ascending=[False, True]).drop(columns="size")

    def surest(self, k: int) -> pd.DataFrame:
        """Return the tests with the smallest p, whether they hold for so many terms or not."""
        return self.trend_tests.sort_values(["p", "term"], kind="stable").head(k)


def analyse(corpus: Corpus, *, options: AnalysisOptions | None = None, lang: Language = "zh") -> Analysis:
    """Return the tables of an annotated corpus: keywords, topics, trends, names and the panel.

    Documents that repeat an earlier one, or nearly so, are listed, but not counted in keywords, topics, trends and names.

    Parameters
    ----------
    corpus : Corpus
        With entities and claims.
    options : AnalysisOptions, optional
        Numbers of topics, keywords and terms, and the seed.
    lang : {"zh", "en"}
        Language of the names of periods.
    """
    options = options or AnalysisOptions()
    documents, entities, claims = corpus.documents, corpus.entities, corpus.claims
    once = corpus.filter(duplicates=False)
    matrix = count_terms(once, duplicates=False)
    topics = _topics(once, options)
    trends, bursts = _trends(matrix, options)
    notes, errors = corpus.notes, corpus.errors
    return Analysis(
        documents=documents,
        keywords=_keywords(matrix, options, lang),
        topics=topics.terms(12) if topics else pd.DataFrame(),
        topic_shares=topics.prevalence(groups_of(topics.matrix.rows, lang=lang)) if topics else pd.DataFrame(),
        trends=trends,
        trend_tests=trend_summary(trends) if len(trends) else trends,
        bursts=bursts,
        names=names_of(once.entities, once.documents, once.sentences),
        names_by_year=names_by_year(once.entities, once.documents),
        panel=claims_panel(claims),
        panel_sources=panel_sources(claims),
        notes=notes,
        errors=errors,
        found={"entities": entities["doc_id"].value_counts(), "claims": claims["doc_id"].value_counts()},
        counts={
            "documents": len(documents),
            "duplicates": len(documents) - len(once),
            "sections": len(corpus.sections),
            "sentences": len(corpus.sentences),
            "tokens": len(corpus.tokens),
            "entities": len(entities),
            "claims": len(claims),
            "notes": len(notes),
            "errors": len(errors),
        },
        options=options,
    )


def _keywords(matrix: TermMatrix, options: AnalysisOptions, lang: Language) -> pd.DataFrame:
    """Keywords of each period or place; where there is one group only, its most frequent terms."""
    if not matrix.shape[1]:
        return pd.DataFrame()
    groups = groups_of(matrix.rows, lang=lang)
    measure = "z" if groups.nunique() > 1 else "n"
    return rank_keywords(matrix, by=groups, k=options.keywords, measure=measure)


def _topics(corpus: Corpus, options: AnalysisOptions) -> Topics | None:
    """Topics of the sections, None where there are too few."""
    sections = count_terms(corpus, unit="section", stop_words="all", duplicates=False)
    sections = sections.trim(min_df=5 if len(sections) >= 200 else 2)
    n_topics = min(options.n_topics, len(sections) // 5, sections.shape[1] // 20)
    if len(sections) < _LEAST_SECTIONS or n_topics < 2:
        return None
    return fit_topics(sections, n_topics=n_topics, seed=options.seed)


def _trends(matrix: TermMatrix, options: AnalysisOptions) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Trends and bursts of the most frequent terms, without rows where there are too few years."""
    if matrix.rows["year"].nunique() < _LEAST_YEARS:
        return pd.DataFrame(), pd.DataFrame()
    frequent = matrix.frequencies().query("df >= 3")["term"].head(options.trend_terms).tolist()
    if not frequent:
        return pd.DataFrame(), pd.DataFrame()
    # Of so few years no order is rare enough for a test: bursts are described.
    few = matrix.rows["year"].nunique() < _LEAST_FOR_BURST_TEST
    return term_trends(matrix, frequent), detect_bursts(matrix, frequent, alpha=None if few else 0.05)
