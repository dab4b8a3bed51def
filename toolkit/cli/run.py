"""The whole road in one command: a folder of reports to a corpus, tables, figures, a report page and the record of the run."""

import argparse
import re
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pandas as pd
from tqdm.auto import tqdm

import toolkit as tk
from toolkit.cli.building import built
from toolkit.cli.exit_codes import FAILED
from toolkit.cli.output import exit_code, say
from toolkit.cli.results import Results
from toolkit.corpus.folder import sha256_of
from toolkit.corpus.sources import files_of
from toolkit.errors import InvalidValue
from toolkit.figures import write_figure
from toolkit.report import Analysis, AnalysisOptions, analyse, charts_of, render_page, versions

__all__ = ["run"]

_SUFFIXES = (".csv", ".parquet")
_CORPUS_TABLES = ("documents", "entities", "claims", "cells", "notes", "errors")
_TABLES = ("keywords", "topics", "topic_shares", "trends", "trend_tests", "bursts", "names", "names_by_year", "panel", "panel_sources")


def run(arguments: argparse.Namespace) -> int:
    """Go from a folder of reports to everything that the toolkit makes of them."""
    source, out = arguments.source, arguments.out
    _check_places(source, out)
    results = Results(out)
    results.check([f"tables/{name}{suffix}" for name in (*_CORPUS_TABLES, *_TABLES) for suffix in _SUFFIXES] + ["report.html"])
    corpus = built(arguments, out / "corpus")
    code = exit_code(corpus)
    if code == FAILED:
        return FAILED
    corpus.annotate(n_jobs=arguments.jobs)
    analysis = analyse(corpus, options=AnalysisOptions(n_topics=arguments.topics, seed=arguments.seed), lang=arguments.lang)
    page = render_page(analysis, corpus.options, lang=arguments.lang, title=arguments.title)
    with results.staging() as staged:
        written = [*_write_tables(corpus, analysis, staged / "tables"), *_write_figures(analysis, staged / "figures", arguments.lang)]
        written.append(_write_text(staged / "report.html", page))
        names = [path.relative_to(staged).as_posix() for path in written]
        results.publish(staged, names, _record(arguments, corpus, analysis, staged, names))
    counts = ", ".join(f"{analysis.counts[name]:,} {name}" for name in ("documents", "entities", "claims", "notes", "errors"))
    say(f"{counts}: {len(analysis.panel):,} cells of the panel, {len(written)} files in {out}, report page {out / 'report.html'}")
    return code


def _check_places(source: Path, out: Path) -> None:
    """Refuse results inside the source: the next run would read them as reports."""
    if not source.exists():
        raise InvalidValue(f"there is no file or folder {str(source)!r}")
    if out.exists() and not out.is_dir():
        raise InvalidValue(f"--out {str(out)!r} is a file: give a folder")
    if source.is_dir() and out.resolve().is_relative_to(source.resolve()):
        raise InvalidValue(f"--out {str(out)!r} lies inside the source {str(source)!r}, where results would be read as reports")


def _write_tables(corpus: "tk.Corpus", analysis: Analysis, folder: Path) -> Iterator[Path]:
    tables: dict[str, pd.DataFrame] = {
        "documents": analysis.documents.drop(columns="text"),
        "entities": corpus.entities,
        "claims": corpus.claims,
        "cells": corpus.cells,
        **{name: getattr(analysis, name) for name in _TABLES},
        "notes": analysis.notes,
        "errors": analysis.errors,
    }
    filled = {name: table for name, table in tables.items() if len(table.columns)}
    folder.mkdir(parents=True, exist_ok=True)
    for name, table in tqdm(filled.items(), desc="tables", unit="table"):
        for suffix in _SUFFIXES:
            yield tk.write_table(table, folder / f"{name}{suffix}")


def _write_figures(analysis: Analysis, folder: Path, lang: Any) -> Iterator[Path]:
    folder.mkdir(parents=True, exist_ok=True)
    for name, chart in tqdm(charts_of(analysis, lang=lang).items(), desc="figures", unit="figure"):
        ax = chart.draw()
        for suffix in (".png", ".svg"):
            yield write_figure(ax, folder / (re.sub(r'[\\/:*?"<>|]', "_", name) + suffix))


def _write_text(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8", newline="\n")
    return path


def _record(arguments: argparse.Namespace, corpus: "tk.Corpus", analysis: Analysis, staged: Path, names: list[str]) -> dict[str, Any]:
    """Return what the run was: versions, options, inputs and outputs by SHA-256; no clock, no user, no path outside the run."""
    files = files_of(arguments.source, skip=arguments.out)
    return {
        "versions": versions(),
        "options": {"corpus": corpus.options, "analysis": asdict(analysis.options), "lang": arguments.lang, "title": arguments.title},
        "counts": analysis.counts,
        "trails": analysis.trails,
        "inputs": [{"name": file.name, "sha256": None if file.error else sha256_of(file.path)} for file in files],
        "outputs": [{"path": name, "sha256": sha256_of(str(staged / name))} for name in names],
    }
