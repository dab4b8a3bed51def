"""What each command does: one or a few calls of the library."""

import argparse

import toolkit as tk
from toolkit.cli.building import built, chosen, opened
from toolkit.cli.exit_codes import FAILED
from toolkit.cli.output import deliver, exit_code, say, warn, warn_of_none
from toolkit.display.numbers import counted
from toolkit.errors import InvalidValue
from toolkit.panel import standard_indicators

__all__ = ["annotate", "build", "claims", "entities", "keywords", "report", "topics", "trends"]

_FREQUENT = 400


def build(arguments: argparse.Namespace) -> int:
    """Build a corpus folder from a source."""
    corpus = built(arguments, arguments.corpus)
    code = exit_code(corpus)
    if code != FAILED:
        done = f"{counted(len(corpus), 'documents')} with {counted(corpus.n_rows('sentences'), 'sentences')} in {arguments.corpus}"
        say(f"{done}; {counted(len(corpus.notes), 'notes')}, {counted(len(corpus.errors), 'problems')}")
    return code


def annotate(arguments: argparse.Namespace) -> int:
    """Find entities and claims."""
    both = arguments.entities == arguments.claims
    entities, claims = both or arguments.entities, both or arguments.claims
    corpus = opened(arguments.corpus)
    corpus.annotate(entities=entities, claims=claims, n_jobs=arguments.jobs, engine=arguments.engine, model=arguments.model)
    wanted = [name for name, asked in (("entities", entities), ("claims", claims)) if asked]
    found = [counted(corpus.n_rows(name), name) for name in wanted]
    say(f"{' and '.join(found)} in {arguments.corpus}")
    return exit_code(corpus)


def keywords(arguments: argparse.Namespace) -> int:
    """Rank the keywords of groups of documents."""
    table = tk.rank_keywords(_counted(arguments), by=arguments.by, k=arguments.k)
    return deliver(table, arguments.out, "keywords")


def entities(arguments: argparse.Namespace) -> int:
    """Write the entities of a corpus."""
    table = chosen(opened(arguments.corpus), arguments).entities
    return deliver(table[table["type"] == arguments.type] if arguments.type else table, arguments.out, "entities")


def claims(arguments: argparse.Namespace) -> int:
    """Write the claims of a corpus, or the panel made of them."""
    table = chosen(opened(arguments.corpus), arguments).claims
    indicators = standard_indicators(arguments.indicator)
    if arguments.panel:
        panel = tk.claims_panel(table, indicator=indicators or None, unit=arguments.unit)
        if indicators and panel.empty:
            warn_of_none(indicators, tk.claims_panel(table)["indicator"])
        return deliver(panel, arguments.out, "cells of the panel")
    if arguments.unit:
        raise InvalidValue("--unit converts figures of the panel: give --panel too")
    # A figure told of two indicators at once (A、B增长4%) bears both names.
    names = table["indicator_id"].fillna("").str.split(";")
    chosen_ones = table[names.map(lambda own: not set(indicators).isdisjoint(own))] if indicators else table
    if indicators and chosen_ones.empty:
        warn_of_none(indicators, names.explode().loc[lambda name: name != ""])
    return deliver(chosen_ones, arguments.out, "claims")


def topics(arguments: argparse.Namespace) -> int:
    """Fit topics to the sections of a corpus and write their words or shares."""
    matrix = _counted(arguments, unit="section", stop_words="all")
    fitted = tk.fit_topics(matrix.trim(min_df=2), n_topics=arguments.topics, method=arguments.method, seed=arguments.seed)
    if arguments.by:
        return deliver(fitted.prevalence(arguments.by), arguments.out, "shares of topics")
    return deliver(fitted.terms(20), arguments.out, "words of topics")


def trends(arguments: argparse.Namespace) -> int:
    """Test which words rise and fall over the years."""
    matrix = _counted(arguments)
    terms = arguments.term or matrix.frequencies()["term"].head(_FREQUENT).tolist()
    table = tk.term_trends(matrix, terms)
    return deliver(tk.trend_summary(table) if arguments.summary else table, arguments.out, "rows of trends")


def report(arguments: argparse.Namespace) -> int:
    """Write the report page of a corpus."""
    corpus = chosen(opened(arguments.corpus), arguments)
    arguments.out.parent.mkdir(parents=True, exist_ok=True)
    tk.write_report(corpus, arguments.out, lang=arguments.lang, title=arguments.title, n_topics=arguments.topics, seed=arguments.seed)
    say(f"report on {counted(len(corpus), 'documents')} written to {arguments.out}")
    return exit_code(corpus)


def _counted(arguments: argparse.Namespace, *, unit: str = "document", stop_words: str = "general") -> "tk.TermMatrix":
    """Return the words of the documents that the options choose, and say how many documents are left out."""
    corpus = chosen(opened(arguments.corpus), arguments)
    repeated = len(corpus) - len(corpus.filter(duplicates=False))
    if repeated and not arguments.duplicates:
        warn(f"documents that repeat an earlier one, or nearly so, are not counted: {repeated} (--duplicates counts them)")
    return tk.count_terms(corpus, unit=unit, stop_words=stop_words, duplicates=arguments.duplicates)
