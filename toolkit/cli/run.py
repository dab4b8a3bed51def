"""The whole road in one command: a folder of reports to a corpus, tables, figures, a report page and the record of the run."""

import argparse
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from time import perf_counter
from typing import Any

import pandas as pd

import toolkit as tk
from toolkit.cli.building import built, chosen
from toolkit.cli.exit_codes import FAILED
from toolkit.cli.origin import check_same_source, inputs_of, recorded, remember
from toolkit.cli.output import exit_code, say, warn_of_none
from toolkit.cli.results import Results
from toolkit.corpus.folder import sha256_of
from toolkit.display.numbers import counted
from toolkit.errors import InvalidValue
from toolkit.figures import write_figure
from toolkit.panel import standard_indicators
from toolkit.progress import LOG, followed
from toolkit.report import Analysis, AnalysisOptions, analyse, charts_of, render_page, versions
from toolkit.table_files import write_parts

__all__ = ["produce", "run"]

_SUFFIXES = (".csv", ".parquet")
_LARGE = ("entities", "claims", "cells")
"""Tables that grow with the texts: never in memory at once."""
_CORPUS_TABLES = ("documents", *_LARGE, "notes", "errors")
_TABLES = ("keywords", "topics", "topic_shares", "trends", "trend_tests", "bursts", "names", "names_by_year", "panel", "panel_sources")


def run(arguments: argparse.Namespace) -> int:
    """Go from a folder of reports to everything that the toolkit makes of them."""
    code, done = produce(arguments)
    if done:
        say(done)
    return code


def produce(arguments: argparse.Namespace) -> tuple[int, str]:
    """Do all of a run; return its exit code and the line that says what was done, empty where nothing could be."""
    source, out = arguments.source, arguments.out
    _check_places(source, out)
    check_same_source(source, out)
    indicators = standard_indicators(arguments.indicator)
    # Named as the table is, not as the file, which may be moved: the bytes stay the same.
    dictionaries = {f"dictionary_{name}": replace(tk.read_dictionary(file), name=name) for name, file in arguments.categories}
    results = Results(out)
    tables = (*_CORPUS_TABLES, *_TABLES, *dictionaries)
    results.check([f"tables/{name}{suffix}" for name in tables for suffix in _SUFFIXES] + ["report.html"])
    corpus = built(arguments, out / "corpus")
    code = exit_code(corpus)
    if code == FAILED:
        return FAILED, ""
    corpus = chosen(corpus.annotate(n_jobs=arguments.jobs), arguments)
    analysis = _of_indicators(_analysis(corpus, arguments), indicators)
    coded = {name: tk.code_dictionary(corpus, dictionary) for name, dictionary in dictionaries.items()}
    page = render_page(analysis, corpus.options, lang=arguments.lang, title=arguments.title)
    with results.staging() as staged:
        written = [*_write_tables(corpus, analysis, coded, staged / "tables")]
        written += _write_figures(analysis, staged / "figures", arguments.lang)
        written.append(_write_text(staged / "report.html", page))
        names = [path.relative_to(staged).as_posix() for path in written]
        results.publish(staged, names, _record(arguments, corpus, analysis, staged, names))
    remember(out, arguments)
    counts = ", ".join(counted(analysis.counts[name], name) for name in ("documents", "entities", "claims", "notes", "errors"))
    made = f"{counted(len(analysis.panel), 'cells')} of the panel, {counted(len(written), 'files')} in {out}"
    return code, f"{counts}: {made}, report page {out / 'report.html'}"


def _analysis(corpus: "tk.Corpus", arguments: argparse.Namespace) -> Analysis:
    begun = perf_counter()
    analysis = analyse(corpus, options=AnalysisOptions(n_topics=arguments.topics, seed=arguments.seed), lang=arguments.lang)
    LOG.info("keywords, topics, trends, names and panel: in %.1f s", perf_counter() - begun)
    return analysis


def _of_indicators(analysis: Analysis, indicators: Sequence[str]) -> Analysis:
    """The analysis with the panel of some indicators only, where any are named."""
    if not indicators:
        return analysis
    whole = (analysis.panel, analysis.panel_sources, analysis.outcomes)
    panel, sources, outcomes = (table[table["indicator"].isin(indicators)].reset_index(drop=True) for table in whole)
    if panel.empty:
        warn_of_none(indicators, analysis.panel["indicator"])
    return replace(analysis, panel=panel, panel_sources=sources, outcomes=outcomes)


def _check_places(source: Path, out: Path) -> None:
    """Refuse results inside the source: the next run would read them as reports."""
    if not source.exists():
        raise InvalidValue(f"there is no file or folder {str(source)!r}")
    if out.exists() and not out.is_dir():
        raise InvalidValue(f"--out {str(out)!r} is a file: give a folder")
    if source.is_dir() and out.resolve().is_relative_to(source.resolve()):
        raise InvalidValue(f"--out {str(out)!r} lies inside the source {str(source)!r}, where results would be read as reports")


def _write_tables(corpus: "tk.Corpus", analysis: Analysis, coded: Mapping[str, pd.DataFrame], folder: Path) -> Iterator[Path]:
    whole = {**{name: getattr(analysis, name) for name in ("documents", *_TABLES, "notes", "errors")}, **coded}
    names = ["documents", *_LARGE, *_TABLES, *coded, "notes", "errors"]
    filled = [name for name in names if name in _LARGE or len(whole[name].columns)]
    folder.mkdir(parents=True, exist_ok=True)
    for name in followed(filled, "tables", unit="table"):
        paths = [folder / f"{name}{suffix}" for suffix in _SUFFIXES]
        if name in _LARGE:
            yield from write_parts(corpus.batches(name), paths)
        else:
            yield from (tk.write_table(whole[name], path) for path in paths)


def _write_figures(analysis: Analysis, folder: Path, lang: Any) -> Iterator[Path]:
    folder.mkdir(parents=True, exist_ok=True)
    for name, chart in followed(charts_of(analysis, lang=lang).items(), "figures", unit="figure"):
        ax = chart.draw()
        for suffix in (".png", ".svg"):
            yield write_figure(ax, folder / (re.sub(r'[\\/:*?"<>|]', "_", name) + suffix))


def _write_text(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8", newline="\n")
    return path


def _record(arguments: argparse.Namespace, corpus: "tk.Corpus", analysis: Analysis, staged: Path, names: list[str]) -> dict[str, Any]:
    """Return what the run was: versions, options, inputs and outputs by SHA-256; no clock, no user, no path outside the run."""
    return {
        "versions": versions(),
        "options": {
            "given": recorded(arguments), "corpus": corpus.options, "analysis": asdict(analysis.options), "lang": arguments.lang,
            "title": arguments.title,
        },
        "counts": analysis.counts,
        "trails": analysis.trails,
        "inputs": inputs_of(arguments.source, skip=arguments.out),
        "outputs": [{"path": name, "sha256": sha256_of(str(staged / name))} for name in names],
    }  # fmt: skip
